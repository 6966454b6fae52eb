//! `return receipt` and `return verify`: the paper a society gets for its return, and the code it carries.

use super::asked::{Asked, Words};
use clap::Args;
use coop_registry::{
    branches::extract::{self, Check, Code, extract_of_filing},
    branches::returns::{
        RETURNS,
        life::{Act, Course, Event, course, fingerprint, grouped},
    },
    cli::{CommandError, Console, Exit, Office, Verdict, date_written, desk, papers},
    model::{Label, Language},
    register::{ReadRegister as _, Register},
    reports::return_receipt::{self, Receipt as Paper},
};
use serde_json::json;

/// Print the receipt of the return of --fy.
#[derive(Args)]
pub struct Receipt {
    /// Identity, registration number or name of the society
    society: String,
    /// Of this filing (0 as first filed; default: the last)
    #[arg(long, value_name = "N")]
    revision: Option<i64>,
}

/// Hold the code of a receipt against the register.
#[derive(Args)]
pub struct Verify {
    /// The code as printed
    code: String,
}

/// Lines of the receipt, by the field of the movement.
const LINES: [&str; 9] = ["fy", "revision", "act", "event_on", "due_on", "days_late", "login", "order_no", "sha256"];

impl Receipt {
    /// Makes the paper; the same filing gives the same one whenever it is printed.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let asked = Asked::of(office, &register, &self.society, moment)?;
        let course = course(&register, &asked.society, asked.fy, moment)?;
        let event = self.filing(&course, &asked)?;
        let Some(found) = extract_of_filing(&register, &event.subject, event.on)? else {
            return Err(no_filing(&asked));
        };
        let table = desk::table(office, "return_event")?;
        let words = Words::load(office, console)?;
        let value = |key: &str| found.facts.iter().find(|(known, ..)| known == key).map(|(_, value, _)| value);
        let line = |key: &str| {
            let field = table.field(key)?;
            let value = value(key)?;
            Some(match key {
                "act" => (label("What was filed", "क्या दाखिल हुआ"), act_words(event)),
                "event_on" => (label("Filed on", "दाखिल तिथि"), words.of_register(table, key, value)),
                // In groups, so that they break in a column and can be read aloud.
                "sha256" => (field.label.clone(), same(&grouped(&event.file.1).replace('-', " "))),
                "facts" => (field.label.clone(), same(&event.facts.replace('-', " "))),
                _ => (field.label.clone(), words.of_register(table, key, value)),
            })
        };
        let who = [
            (label("Society", "समिति"), same(&asked.society)),
            (label("Registration no.", "पंजीयन संख्या"), same(&asked.reg_no)),
        ];
        let mut facts: Vec<_> = who.into_iter().filter(|(_, value)| !value.en.is_empty()).collect();
        facts.extend(LINES.iter().filter_map(|key| line(key)));
        facts.extend(line("facts"));
        let counted = ["errors", "warnings", "infos", "waived", "untold"].into_iter().zip(event.counts);
        let found_by_rules = counted.filter_map(|(key, count)| Some((table.field(key)?.label.clone(), count)));
        let paper = Paper {
            name: asked.name.clone(),
            fy: asked.fy.to_string(),
            facts,
            found: found_by_rules.collect(),
            day: (found.day_no, found.hash.clone()),
            code: found.code.clone(),
        };
        let files = papers::made(office, console, &register, ("coop-returns return receipt", &[]), |ground| {
            // As of its filing: printed again next year it is the same sheet.
            ground.as_of = event.on;
            ground.origin.day_no = found.day_no;
            let mut report = return_receipt::build(&paper, ground);
            report.key = format!("{}-{}-{}", report.key, asked.society, asked.fy);
            report
        })?;
        for file in &files {
            console.say(file);
        }
        console.say(format!("{}: {}", console.pick("verification code", "सत्यापन कोड"), found.code));
        console.data(
            "return-receipt",
            json!({
                "society": asked.society, "fy": asked.fy, "revision": event.revision, "filed_on": event.on.to_string(),
                "sha256": event.file.1, "facts": event.facts, "code": found.code, "day_no": found.day_no, "files": files,
                "dry_run": office.globals().dry_run,
            }),
        );
        Ok(Exit::Done)
    }
    fn filing<'c>(&self, course: &'c Course, asked: &Asked) -> Result<&'c Event, CommandError> {
        let filings = course.events.iter().filter(|event| !event.facts.is_empty());
        let found = match self.revision {
            None => course.filing(),
            Some(wanted) => filings.rev().find(|event| event.revision == wanted),
        };
        found.ok_or_else(|| no_filing(asked))
    }
}

fn no_filing(asked: &Asked) -> CommandError {
    CommandError::not_found("error.return.no_filing").with("society", &asked.society).with("fy", asked.fy)
}

impl Verify {
    /// Exit 0 when the register held just this filing with just these figures, 8 when not.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let code = Code::read(&self.code).filter(|code| code.register() == "return_event");
        let Some(code) = code else {
            return Err(CommandError::new(Exit::Arguments, "error.return.no_code").with("found", &self.code));
        };
        let register = office.read_register()?;
        let found = match extract::verify(&register, &code, office.time().as_of)? {
            Check::Unknown => {
                return Err(CommandError::not_found("error.paper.unknown")
                    .with("society", &code.society)
                    .with("row", code.day_no));
            }
            Check::Differs => return Err(differs(&code)),
            Check::Holds(found, _) => found,
        };
        let text = |key: &str| {
            let found = found.facts.iter().find(|(known, ..)| known == key);
            found.and_then(|(_, value, _)| value.as_text()).unwrap_or_default().to_owned()
        };
        // The figures themselves, as they stood at that row.
        let subject = format!("{}/{}", text("society"), text("fy"));
        if figures(&register, &subject, found.day_no)? != Some(text("facts")) {
            return Err(differs(&code));
        }
        console.data(
            "return-verify",
            json!({
                "holds": true, "society": text("society"), "fy": text("fy"), "act": text("act"), "sha256": text("sha256"),
                "facts": text("facts"), "day_no": found.day_no, "as_of": found.as_of.to_string(),
            }),
        );
        let (row, day) = (found.day_no, date_written(found.as_of));
        console.say(match console.language() {
            Language::En => format!(
                "holds: at row {row} this register had just this filing of {subject}, of {day}, with just these figures\nfile (SHA-256): {}",
                text("sha256")
            ),
            Language::Hi => format!(
                "सही: पंक्ति {row} पर इस रजिस्टर में {subject} की {day} की ठीक यही विवरणी इन्हीं आँकड़ों के साथ थी\nफ़ाइल (SHA-256): {}",
                text("sha256")
            ),
        });
        Ok(Exit::Done)
    }
}

fn differs(code: &Code) -> CommandError {
    CommandError::new(Exit::Integrity, "error.paper.differs").with("society", &code.society).with("row", code.day_no)
}

/// Fingerprint of a return's figures as entered at a row of the day book.
fn figures(register: &Register, subject: &str, day_no: i64) -> Result<Option<String>, CommandError> {
    let table = register.definition(RETURNS)?;
    let entries = register.entries(RETURNS, subject)?;
    let entry = entries.iter().find(|entry| entry.day_no == day_no && entry.office == register.office());
    Ok(entry.map(|entry| fingerprint(table, entry.facts.iter().map(|(no, value)| (*no, value)))))
}

fn label(en: &str, hi: &str) -> Label {
    Label { en: en.into(), hi: hi.into() }
}
fn same(text: &str) -> Label {
    label(text, text)
}
fn act_words(event: &Event) -> Label {
    match event.revision {
        0 => label("annual return", "वार्षिक विवरणी"),
        _ if event.act == Act::Filed => {
            label("annual return, filed anew after refusal", "वार्षिक विवरणी, अस्वीकृति के बाद पुनः")
        }
        _ => label("revised annual return", "संशोधित वार्षिक विवरणी"),
    }
}
