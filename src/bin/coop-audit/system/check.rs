//! `coop-audit system check` and `show`: one PACS against every condition of a year.

use super::{Asked, outcome_word, records};
use clap::Args;
use coop_registry::{
    branches::{
        audit::system::{By, certificate_of},
        cutover::Outcome,
    },
    cli::{CommandError, Console, Exit, Format, Listing, Office, Verdict},
    model::{Finding, Locus, Severity, Value},
};

/// One PACS.
#[derive(Args)]
pub struct Check {
    /// Society: identity, registration number or name
    society: String,
}

impl Check {
    /// `check`: exit 1 when a condition fails (with `--fail-on warning` also when one is not known). `show` tells the same with the
    /// certificate and always ends with 0.
    pub fn run(self, office: &Office, console: &mut Console, show: bool) -> Result<Verdict, CommandError> {
        let asked = Asked::of(office)?;
        let (register, moment) = (office.read_register()?, office.moment()?);
        let pacs = asked.one(office, &register, &self.society, moment)?;
        let Some(standing) = asked.hold(&register, vec![pacs], moment)?.pop() else { return Ok(Exit::Done) };
        let language = console.language();
        let mut listing = Listing::new([
            ("condition", "Condition", "शर्त"),
            ("in_words", "In words", "विवरण"),
            ("outcome", "Outcome", "स्थिति"),
            ("asked", "Asked", "अपेक्षित"),
            ("by", "By", "किससे"),
            ("record", "Record", "अभिलेख"),
            ("proof", "What proves it", "प्रमाण"),
            ("basis", "Basis", "आधार"),
        ]);
        let (mut counts, mut findings) = ([0_usize; 3], Vec::new());
        for held in &standing.held {
            let condition = &asked.conditions.all[held.condition];
            if condition.asked {
                let (at, weight) = match held.outcome {
                    Outcome::Pass => (0, None),
                    Outcome::Unknown => (1, Some(Severity::Warning)),
                    Outcome::Fail => (2, Some(Severity::Error)),
                };
                counts[at] += 1;
                let place = Locus { society: Some(standing.pacs.society.clone()), ..Locus::default() };
                findings.extend(weight.map(|weight| Finding::new("SYS-201", weight, place)));
            }
            let by = match held.by {
                _ if held.outcome == Outcome::Unknown => "",
                By::Register if console.is_for_people() => console.pick("register", "पंजी"),
                By::Finding if console.is_for_people() => console.pick("finding", "निष्कर्ष"),
                By::Register => "register",
                By::Finding => "finding",
            };
            listing.push([
                Value::text(&condition.code),
                Value::text(condition.label.in_language(language)),
                Value::text(outcome_word(held.outcome, console)),
                Value::Bool(condition.asked),
                Value::text(by),
                Value::text(records(held, console, language)),
                Value::text(condition.proof.in_language(language)),
                Value::text(condition.basis.printed(language)),
            ]);
        }
        let certificate = certificate_of(&register, &standing.pacs.society, asked.fy, moment)?;
        let ([passed, unknown, failed], fy) = (counts, asked.fy);
        if console.format() == Format::Json {
            let unit = &standing.pacs.unit;
            let issued = certificate.as_ref().map(|one| {
                serde_json::json!({
                    "number": one.number, "issued_on": one.issued_on.to_string(), "order_no": one.order_no,
                    "conditions": one.conditions,
                })
            });
            console.data(
                "system-check",
                serde_json::json!({
                    "society": standing.pacs.society, "reg_no": unit.reg_no, "fy": fy, "live_on": standing.pacs.live_on.to_string(),
                    "conditions": listing.to_json(), "passed": passed, "failed": failed, "not_known": unknown,
                    "certificate": issued,
                }),
            );
        } else {
            console.listing("system-check", &listing);
        }
        let name = standing.pacs.unit.name.in_language(language);
        console.note(match console.pick("en", "hi") {
            "hi" => format!("{name}, {fy}: {passed} पूर्ण, {failed} अपूर्ण, {unknown} ज्ञात नहीं"),
            _ => format!("{name}, {fy}: {passed} passed, {failed} failed, {unknown} not known"),
        });
        if let Some(one) = &certificate {
            let (number, on) = (&one.number, one.issued_on);
            console.note(match console.pick("en", "hi") {
                "hi" => format!("प्रमाण-पत्र {number}, {on} (आदेश {})", one.order_no),
                _ => format!("certificate {number} of {on} (order {})", one.order_no),
            });
        }
        Ok(if show { Exit::Done } else { console.verdict(&findings) })
    }
}
