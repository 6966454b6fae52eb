//! `penalty explain`.

use super::{Desk, not_levied, said, tariff_said};
use clap::Args;
use coop_registry::{
    branches::returns::penalty::{Late, Span},
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, date_written},
    model::{Language, Paise, Value},
    rules::Rulebook,
};
use serde_json::json;

/// Explain the sum of one society.
#[derive(Args)]
pub struct Explain {
    /// Identity, registration number or name of the society
    #[arg(long)]
    society: String,
}

impl Explain {
    /// Prints the due day, the days, and each span under one figure.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let Desk { book, found } = Desk::of(office, Some(&self.society), None)?;
        let Some(late) = found.late.first() else {
            let (en, hi) = match (found.undue, found.undated) {
                (1.., _) => ("no due date in force: nothing can be counted", "कोई देय तिथि लागू नहीं: गणना संभव नहीं"),
                (_, 1..) => (
                    "on record without the day of filing: nothing can be counted",
                    "दाखिल, पर दाखिल तिथि अंकित नहीं: गणना संभव नहीं",
                ),
                _ => ("in time, or not due yet: nothing is counted", "समय पर, या अभी देय नहीं: कोई गणना नहीं"),
            };
            console.data("penalty-explain", json!({ "days_late": null, "spans": [], "levied": false, "why": en }));
            console.say(console.pick(en, hi));
            return Ok(Exit::Done);
        };
        let spans = spans(late, &book, console);
        console.data("penalty-explain", as_json(late, &spans, &book, console));
        for line in told(late, &spans, &book, office, console) {
            console.say(line);
        }
        Ok(Exit::Done)
    }
}

fn spans(late: &Late, book: &Rulebook, console: &Console) -> Listing {
    let mut listing = Listing::new([
        ("from", "From", "से"),
        ("until", "Until", "तक"),
        ("days", "Days", "दिवस"),
        ("counted", "Counted", "गणना के दिवस"),
        ("figure", "Figure", "दर"),
        ("added", "Added", "जुड़ी राशि"),
        ("total", "Sum", "योग"),
        ("capped_on", "At most since", "अधिकतम तिथि से"),
        ("basis", "Basis", "आधार"),
    ]);
    let language = console.language();
    for span in &late.reckoning.spans {
        let tariff = span.ground.tariff();
        let money = |sum: Paise| if tariff.is_some() { Value::Money(sum) } else { Value::Empty };
        listing.push([
            Value::Date(span.from),
            Value::Date(span.until),
            Value::Integer(span.days()),
            Value::Integer(span.counted),
            Value::text(tariff.map_or_else(String::new, |t| tariff_said(t, language))),
            money(span.added),
            money(span.total),
            span.capped_on.map_or(Value::Empty, Value::Date),
            Value::text(span.ground.origin(&book.statutes, language)),
        ]);
    }
    listing
}

fn as_json(late: &Late, spans: &Listing, book: &Rulebook, console: &Console) -> serde_json::Value {
    let (owed, reckoning) = (&late.owed, &late.reckoning);
    json!({
        "society": owed.whom.society, "reg_no": owed.reg_no, "act": late.act, "fy": owed.fy.to_string(),
        "due_on": owed.due_on().map(|day| day.to_string()), "filed_on": owed.filed_on.map(|day| day.to_string()),
        "due_basis": owed.due.origin(console.language()),
        "days_late": late.days, "state": reckoning.stand().key(), "amount": reckoning.amount().map(|sum| sum.0),
        "capped_on": reckoning.capped_on().map(|day| day.to_string()), "untold_days": reckoning.untold_days(),
        "spans": spans.to_json(), "basis": reckoning.ground().origin(&book.statutes, console.language()),
        "says": said(late, console.language()), "levied": false,
    })
}

/// The steps in sentences and a table.
fn told(late: &Late, spans: &Listing, book: &Rulebook, office: &Office, console: &Console) -> Vec<String> {
    let (owed, language) = (&late.owed, console.language());
    let hi = language == Language::Hi;
    let name = owed.name.in_language(language);
    let mut lines = vec![format!("{name} ({}) · {}", owed.reg_no, owed.fy)];
    let due = owed.due_on().map_or_else(String::new, date_written);
    let basis = owed.due.origin(language).unwrap_or_default();
    lines.push(format!("1. {}: {due} – {basis}", console.pick("Due on", "देय तिथि")));
    let days = late.days;
    lines.push(match (owed.filed_on.map(date_written), hi) {
        (Some(filed), false) => format!("2. Filed on {filed}: {days} day(s) late, the day of filing counted"),
        (Some(filed), true) => format!("2. {filed} को दाखिल: {days} दिन का विलंब, दाखिल करने का दिन सहित"),
        (None, false) => format!("2. Not filed by {}: {days} day(s) late", date_written(office.time().as_of)),
        (None, true) => format!("2. {} तक दाखिल नहीं: {days} दिन का विलंब", date_written(office.time().as_of)),
    });
    lines.push(console.pick("3. Days, by the figure in force on each", "3. दिवस, प्रत्येक दिन लागू दर के अनुसार").to_owned());
    lines.push(console.table(spans).trim_end().to_owned());
    lines.extend(late.reckoning.spans.iter().filter_map(|span| arithmetic(span, hi)));
    let untold = late.reckoning.untold_days();
    if untold > 0 {
        let said = said(late, console.language());
        let said = if said.is_empty() { late.reckoning.ground().confidence(language).to_owned() } else { said };
        lines.push(if hi {
            format!("   {untold} दिन की कोई राशि नहीं बनती ({said})")
        } else {
            format!("   no sum is made of {untold} day(s) ({said})")
        });
    }
    let stand = late.reckoning.stand().word(language);
    let origin = late.reckoning.ground().origin(&book.statutes, language);
    lines.push(match late.reckoning.amount() {
        Some(sum) => format!("4. {}: {sum} ({stand}; {origin})", console.pick("Amount so far", "अब तक की राशि")),
        None => format!("4. {}: – ({stand}; {origin})", console.pick("Amount so far", "अब तक की राशि")),
    });
    if let Some(day) = late.reckoning.capped_on().map(date_written) {
        lines.push(if hi {
            format!("   {day} से अधिकतम राशि पर")
        } else {
            format!("   at its cap since {day}")
        });
    }
    lines.push(not_levied(language).to_owned());
    lines
}

/// The sum of a span, number by number.
fn arithmetic(span: &Span, hi: bool) -> Option<String> {
    let tariff = span.ground.tariff()?;
    let (from, counted, per_day) = (date_written(span.from), span.counted, tariff.per_day);
    let before = Paise(span.total.0 - span.added.0);
    let full = before.0.saturating_add(per_day.0.saturating_mul(counted));
    let once = span.total.0.saturating_sub(full).max(0);
    let once = if once > 0 && tariff.fixed.0 > 0 { format!(" + {}", Paise(once)) } else { String::new() };
    let cut = match tariff.cap {
        Some(cap) if span.total.0 < full || span.capped_on.is_some() => {
            if hi {
                format!(", अधिकतम {cap}")
            } else {
                format!(", at most {cap}")
            }
        }
        _ => String::new(),
    };
    Some(format!("   {from}: {before} + {counted} × {per_day}{once}{cut} = {}", span.total))
}
