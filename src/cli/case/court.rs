//! What a case with hearings shows besides: order sheet, adjournments, next hearing, limitation, stays.

use super::{Desk, word};
use crate::{
    branches::cases::{Case, Limited, SheetLine, adjournments, law_of, limited, next_hearing, sheets},
    cli::{CommandError, Console, Listing, Office, desk},
    model::{Label, Moment, Value},
    register::ReadRegister,
};
use std::collections::BTreeMap;

/// The court’s side of a case.
pub struct Court {
    pub sheet: Listing,
    pub adjournments: Listing,
    pub stays: Listing,
    pub limitation: Option<Limited>,
    next: Option<crate::branches::cases::NextHearing>,
}

/// Words of a closed list, or the codes for machines.
fn worded(console: &Console, words: &BTreeMap<String, Label>, code: &str) -> String {
    words.get(code).map_or_else(|| code.to_owned(), |label| word(console, code, label).to_owned())
}

impl Court {
    pub fn of(
        office: &Office,
        console: &Console,
        register: &dyn ReadRegister,
        desk: &Desk<'_>,
        case: &Case,
        (moment, personal): (Moment, bool),
    ) -> Result<Self, CommandError> {
        let sheet = match &desk.service.hearing {
            Some(_) => sheets(register, moment)?.remove(&case.id).unwrap_or_default(),
            None => Vec::new(),
        };
        let limitation = desk.service.limitation.as_ref().map(|of| {
            let law = law_of(&desk.service, case, &desk.state);
            limited(of, |no| Some(case.value(no)), law, &desk.law)
        });
        Ok(Self {
            next: next_hearing(&desk.service, case, &sheet),
            adjournments: counted(office, console, &sheet)?,
            sheet: lines(office, console, &sheet, personal)?,
            stays: stays(office, console, case)?,
            limitation,
        })
    }

    /// For programs.
    pub fn json(&self, case: &Case) -> serde_json::Value {
        let written = |day: Option<crate::model::Date>| day.map(|day| day.to_string());
        let limitation = self.limitation.as_ref().map(|limited| {
            let rests_on = limited.in_force.as_ref().map(|in_force| &in_force.rests_on.en);
            let lapsed = case.opened_on.and_then(|on| limited.lapsed(on)).is_some();
            serde_json::json!({
                "begins": written(limited.begins), "last_on": written(limited.last), "lapsed": lapsed,
                "condoned": limited.excused, "rests_on": rests_on,
            })
        });
        let next = self
            .next
            .as_ref()
            .map(|next| serde_json::json!({ "on": next.on.to_string(), "purpose": next.purpose, "time": next.time }));
        serde_json::json!({
            "order_sheet": self.sheet.to_json(), "adjournments": self.adjournments.to_json(),
            "stays": self.stays.to_json(), "limitation": limitation, "next_hearing": next,
        })
    }

    /// For people.
    pub fn say(&self, console: &mut Console, case: &Case) {
        let language = console.language();
        let headed = [
            (&self.sheet, console.pick("Order sheet", "आदेश पत्रक").to_owned()),
            (&self.adjournments, console.pick("Adjournments", "स्थगन (पेशी)").to_owned()),
            (&self.stays, console.pick("Stays", "स्थगनादेश").to_owned()),
        ];
        for (listing, heading) in headed.iter().filter(|(listing, _)| !listing.rows.is_empty()) {
            let text = console.table(listing);
            console.say(format!("\n{heading}\n{}", text.trim_end()));
        }
        let Some(limited) = &self.limitation else { return };
        let heading = console.pick("Last day of limitation", "परिसीमा अंतिम तिथि");
        let last =
            limited.last.map_or_else(|| console.pick("not sourced", "स्रोत नहीं").to_owned(), |day| day.to_string());
        let state = match (case.opened_on.and_then(|on| limited.lapsed(on)), limited.excused) {
            (Some(_), _) => console.pick(" (lapsed)", " (बीत चुकी)"),
            (None, true) => console.pick(" (delay condoned)", " (विलंब क्षमा)"),
            (None, false) => "",
        };
        let rests_on = limited.in_force.as_ref().map(|in_force| in_force.rests_on.in_language(language));
        console.say(format!("\n{heading}: {last}{state}; {}", rests_on.unwrap_or("–")));
    }
}

fn lines(office: &Office, console: &Console, sheet: &[SheetLine], personal: bool) -> Result<Listing, CommandError> {
    let (purposes, kinds) = (desk::code_words(office, "hearing_purpose")?, desk::code_words(office, "order_kind")?);
    let (reasons, parties) = (desk::code_words(office, "adjourn_reason")?, desk::code_words(office, "adjourned_by")?);
    let mut listing = Listing::new([
        ("serial", "No.", "क्रम"),
        ("on", "Date", "तिथि"),
        ("purpose", "Purpose", "प्रयोजन"),
        ("order_kind", "Order", "आदेश"),
        ("proceeding", "Proceeding", "कार्यवाही"),
        ("present", "Present", "उपस्थिति"),
        ("adjourned_by", "Adjourned by", "किसके अनुरोध पर"),
        ("adjourn_reason", "Reason", "कारण"),
        ("next_on", "Next date", "अगली तिथि"),
        ("next_purpose", "For", "हेतु"),
        ("next_time", "Time", "समय"),
    ]);
    for line in sheet {
        let text = |words: &BTreeMap<String, Label>, code: &str| Value::text(worded(console, words, code));
        listing.push([
            Value::Integer(line.serial),
            Value::Date(line.on),
            text(&purposes, &line.purpose),
            text(&kinds, &line.order_kind),
            if personal { Value::text(&line.proceeding) } else { Value::Empty },
            if personal { Value::text(&line.present) } else { Value::Empty },
            text(&parties, &line.adjourned_by),
            text(&reasons, &line.adjourn_reason),
            line.next_on.map_or(Value::Empty, Value::Date),
            text(&purposes, &line.next_purpose),
            Value::text(&line.next_time),
        ]);
    }
    Ok(listing)
}

fn counted(office: &Office, console: &Console, sheet: &[SheetLine]) -> Result<Listing, CommandError> {
    let (reasons, parties) = (desk::code_words(office, "adjourn_reason")?, desk::code_words(office, "adjourned_by")?);
    let mut listing = Listing::new([
        ("by", "At the instance of", "किसके अनुरोध पर"),
        ("reason", "Reason", "कारण"),
        ("times", "Times", "बार"),
    ]);
    for ((by, reason), times) in adjournments(sheet) {
        listing.push([
            Value::text(worded(console, &parties, &by)),
            Value::text(worded(console, &reasons, &reason)),
            Value::count(times),
        ]);
    }
    Ok(listing)
}

fn stays(office: &Office, console: &Console, case: &Case) -> Result<Listing, CommandError> {
    let kinds = desk::code_words(office, "stay_kind")?;
    let mut listing = Listing::new([
        ("stay", "Stay", "स्थगन"),
        ("forbids", "Forbids", "क्या वर्जित"),
        ("court", "Court", "न्यायालय"),
        ("order_no", "Order no.", "आदेश संख्या"),
        ("stayed_on", "Since", "कब से"),
        ("lifted_on", "Lifted on", "समाप्ति तिथि"),
    ]);
    for stay in &case.stays {
        listing.push([
            Value::text(&stay.id),
            Value::text(worded(console, &kinds, &stay.kind)),
            Value::text(&stay.court),
            Value::text(&stay.order_no),
            Value::Date(stay.on),
            stay.lifted_on.map_or(Value::Empty, Value::Date),
        ]);
    }
    Ok(listing)
}
