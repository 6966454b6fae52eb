//! `coop-register society certificate|extract|verify`: papers about one society, and the code they carry.

use clap::Args;
use coop_registry::{
    branches::extract::{Check, Code, verify},
    catalogue::Places,
    cleaning::Codes,
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, desk, papers},
    model::Value,
};

/// Print a paper.
#[derive(Args)]
pub struct Paper {
    /// Identity, registration number or name
    society: String,
}

pub use papers::Paper as Kind;

/// Hold a code against the register.
#[derive(Args)]
pub struct Verify {
    /// The code as printed
    code: String,
}

impl Paper {
    pub fn run(self, office: &Office, console: &mut Console, kind: Kind) -> Result<Verdict, CommandError> {
        papers::print(office, console, &self.society, kind)
    }
}

impl Verify {
    /// Exit 0 when the register held just these facts, 8 when not; facts that are otherwise by now are told.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let Some(code) = Code::read(&self.code) else {
            return Err(CommandError::new(Exit::Arguments, "error.paper.no_code").with("found", &self.code));
        };
        let register = office.read_register()?;
        let table = desk::table(office, code.register())?;
        match verify(&register, &code, office.time().as_of)? {
            Check::Unknown => Err(CommandError::not_found("error.paper.unknown")
                .with("society", &code.society)
                .with("row", code.day_no)),
            Check::Differs => Err(CommandError::new(Exit::Integrity, "error.paper.differs")
                .with("society", &code.society)
                .with("row", code.day_no)),
            Check::Holds(then, changed) => {
                let (codes, places) = (Codes::load(office.files())?, Places::load(office.files())?);
                let language = console.language();
                let told = |key: &str, value: &Value| match table.field(key) {
                    _ if value.is_empty() => "–".to_owned(),
                    Some(field) if field.personal => "…".to_owned(),
                    Some(field) => papers::worded(field, value, &codes, &places).in_language(language).to_owned(),
                    None => String::new(),
                };
                let mut listing =
                    Listing::new([("field", "Field", "क्षेत्र"), ("then", "As printed", "मुद्रित"), ("now", "Today", "आज")]);
                for (key, then, now) in &changed {
                    listing.push([Value::text(key), Value::text(told(key, then)), Value::text(told(key, now))]);
                }
                console.data(
                    "society-verify",
                    serde_json::json!({
                        "holds": true, "society": then.society, "day_no": then.day_no, "as_of": then.as_of.to_string(),
                        "changed_since": listing.to_json(),
                    }),
                );
                let (society, row, day) = (&then.society, then.day_no, then.as_of);
                console.say(match console.pick("en", "hi") {
                    "hi" => format!("सही: पंक्ति {row} पर, {day} को {society} के ठीक यही तथ्य इस रजिस्टर में थे"),
                    _ => format!("holds: at row {row} this register had just these facts of {society}, as of {day}"),
                });
                if !changed.is_empty() {
                    let text = console.table(&listing);
                    console.say(format!("{}\n{}", console.pick("otherwise today:", "आज भिन्न:"), text.trim_end()));
                }
                Ok(Exit::Done)
            }
        }
    }
}
