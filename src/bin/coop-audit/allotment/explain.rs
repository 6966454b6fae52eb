//! `coop-audit allotment explain`: the worksheet of one society.

use crate::{drafts, words::Words};
use clap::Args;
use coop_registry::{
    branches::audit::{
        Reading,
        allotment::{Candidate, Draft, Reason, Worksheet, explain},
        names_at,
    },
    cli::{CommandError, Console, Exit, Format, Listing, Office, Verdict},
    model::{Moment, Value},
};
use std::path::PathBuf;

/// Why a society got its auditor, and why each other was refused
#[derive(Args)]
pub struct Explain {
    /// Society: identity or registration number
    #[arg(long, value_name = "SOCIETY")]
    society: String,
    /// File of the draft (else the office's only one)
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

impl Explain {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let words = &Words::load(office)?;
        let (_, draft) = drafts::read(office, self.file.as_deref())?;
        let names = names(office, &draft)?;
        let society = meant(&names, &self.society)?;
        let Some(sheet) = explain(&draft, &society) else {
            return Err(CommandError::not_found("error.allotment.no_society")
                .with("asked", &self.society)
                .with("draft", &draft.allotment));
        };
        show(&draft, &sheet, &names, words, console);
        Ok(Exit::Done)
    }
}

/// The society a person means; exit 2 where it may be several.
pub fn meant(names: &Reading, asked: &str) -> Result<String, CommandError> {
    match &names.societies_meant(asked)[..] {
        [] => Ok(asked.to_owned()),
        [one] => Ok((*one).to_owned()),
        several => Err(CommandError::new(Exit::Arguments, "error.desk.several")
            .with("asked", asked)
            .with("count", several.len())
            .details(several.iter().map(|id| (*id).to_owned()))),
    }
}

/// Names for people; a draft of another office is explained by identities alone.
pub fn names(office: &Office, draft: &Draft) -> Result<Reading, CommandError> {
    if office.settings_if_any()?.is_none_or(|settings| settings.get("office.code") != draft.body.office) {
        return Ok(Reading::default());
    }
    let register = office.read_register()?;
    let moment = Moment { as_of: draft.body.read.as_of, known_on: draft.body.read.known_on };
    Ok(names_at(&register, moment)?)
}

fn show(draft: &Draft, sheet: &Worksheet, names: &Reading, words: &Words, console: &mut Console) {
    let said = |reason: &Reason, console: &Console| words.said(reason, console);
    let coded = |reason: &Reason, console: &Console| serde_json::json!({ "code": reason.code, "message": said(reason, console) });
    let candidate = |one: &Candidate, console: &Console| {
        let part = |(reason, points): &(Reason, i64)| serde_json::json!({ "code": reason.code, "message": said(reason, console), "points": points });
        serde_json::json!({
            "auditor": one.auditor, "chosen": one.chosen, "eligible": one.refused.is_empty(),
            "refused": one.refused.iter().map(|reason| coded(reason, console)).collect::<Vec<_>>(),
            "cost": one.cost, "parts": one.parts.iter().map(part).collect::<Vec<_>>(), "price": one.price,
            "audits": one.load.0, "room": one.load.1, "why": one.why.as_ref().map(|reason| coded(reason, console)),
            "ticket": one.ticket.map(|ticket| ticket.to_string()),
            "lower_tickets": one.filled_by.iter().map(|(ticket, society)| {
                serde_json::json!({ "ticket": ticket.to_string(), "society": society })
            }).collect::<Vec<_>>(),
        })
    };
    let chosen = sheet.candidates.iter().find(|one| one.chosen);
    console.data(
        "allotment-explain",
        serde_json::json!({
            "allotment": draft.allotment, "society": sheet.society.id, "category": sheet.category,
            "district": sheet.society.district, "auditor": chosen.map(|one| &one.auditor),
            "without": sheet.without.as_ref().map(|reason| coded(reason, console)),
            "candidates": sheet.candidates.iter().map(|one| candidate(one, console)).collect::<Vec<_>>(),
        }),
    );
    if console.format() == Format::Json {
        return;
    }
    let called = names.societies.get(&sheet.society.id);
    let name = called.map_or("", |one| one.name.in_language(console.language()));
    let number = called.map_or("", |one| one.number.as_str());
    let (category, district) = (
        sheet.category,
        sheet.society.district.map_or("–".to_owned(), |code| words.district(code, console.language())),
    );
    console.say(match console.pick("en", "hi") {
        "hi" => {
            format!("{} {number} {name}: श्रेणी {category}, जिला {district}; आवंटन {}", sheet.society.id, draft.allotment)
        }
        _ => format!(
            "{} {number} {name}: category {category}, district {district}; allotment {}",
            sheet.society.id, draft.allotment
        ),
    });
    if let Some(reason) = &sheet.without {
        let line = said(reason, console);
        console.say(format!("{}: {line}  [{}]", console.pick("no auditor", "कोई अंकेक्षक नहीं"), reason.code));
    }
    let listing = listing(sheet, names, words, console);
    if matches!(console.format(), Format::Csv | Format::Jsonl) {
        console.listing("allotment-explain", &listing);
    } else {
        let table = console.table(&listing);
        console.say(table.trim_end());
    }
    let tickets = sheet.candidates.iter().flat_map(|one| one.filled_by.iter().map(move |filled| (one, filled)));
    for (one, (ticket, society)) in tickets {
        console.say(format!("    {}  {society}  {ticket}", one.auditor));
    }
}

fn listing(sheet: &Worksheet, names: &Reading, words: &Words, console: &Console) -> Listing {
    let mut listing = Listing::new([
        ("chosen", "Chosen", "चुना"),
        ("auditor", "Auditor", "अंकेक्षक"),
        ("name", "Name", "नाम"),
        ("cost", "Points", "अंक"),
        ("price", "Price", "मूल्य"),
        ("audits", "Audits", "अंकेक्षण"),
        ("room", "Room", "स्थान"),
        ("reason", "Reason", "कारण"),
    ]);
    for one in &sheet.candidates {
        let eligible = one.refused.is_empty();
        let parts = one.parts.iter().map(|(part, points)| format!("{} {points}", words.said(part, console)));
        let reasons = one.refused.iter().map(|reason| words.coded(reason, console));
        let why = one.why.iter().map(|reason| words.said(reason, console));
        let text: Vec<String> = reasons.chain(why).chain(parts).collect();
        let integer = |number: i64| if eligible { Value::Integer(number) } else { Value::Empty };
        listing.push([
            Value::text(if one.chosen { "*" } else { "" }),
            Value::text(&one.auditor),
            Value::text(
                names.auditors.get(&one.auditor).map_or("", |called| called.name.in_language(console.language())),
            ),
            integer(one.cost),
            one.price.map_or(Value::Empty, Value::Integer),
            integer(i64::try_from(one.load.0).unwrap_or(i64::MAX)),
            integer(one.load.1),
            Value::text(text.join("; ")),
        ]);
    }
    listing
}
