//! `doctor`: does everything stand ready on this computer, for this office?

mod machine;
mod office_folder;

use crate::{
    cli::{CommandError, Console, Exit, FailOn, Format, Listing, Office, Verdict},
    model::{Finding, Language, Locus, Severity, Value},
};

/// Look after this computer and the office folder: storage, clock, fonts, register, locks
#[derive(clap::Args)]
pub struct Doctor {}

/// What one check saw.
struct Seen {
    /// The check, named by the text `doctor.<check>`.
    check: &'static str,
    what: What,
}

enum What {
    /// All is well, in the words of a text of the catalogue.
    Well(String, Vec<(String, String)>),
    Wrong(Finding),
}

impl Seen {
    fn well(check: &'static str, args: &[(&str, &str)]) -> Self {
        let args = args.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self { check, what: What::Well(format!("doctor.{check}.well"), args) }
    }
    fn wrong(check: &'static str, severity: Severity, code: &str, args: &[(&str, &str)]) -> Self {
        let finding = Finding::new(code, severity, Locus::default());
        let finding = args.iter().fold(finding, |finding, (name, value)| finding.with(name, value));
        Self { check, what: What::Wrong(finding) }
    }
    /// The same in one: well, or an error with the cause as `{fault}`.
    fn of(check: &'static str, code: &str, outcome: Result<Vec<(&'static str, String)>, String>) -> Self {
        match outcome {
            Ok(args) => {
                Self::well(check, &args.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>())
            }
            Err(fault) => Self::wrong(check, Severity::Error, code, &[("fault", &fault)]),
        }
    }
}

impl Doctor {
    /// Checks one thing after the other; exit 1 when anything is wrong.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let mut seen = machine::checks(office, console);
        seen.extend(office_folder::checks(office, console));
        let language = console.language();
        // Programs read the check by its key and the state in English; people read words.
        let state_in = if console.is_for_people() { language } else { Language::En };
        let mut listing = Listing::new([
            ("check", "Check", "जाँच"),
            ("state", "State", "स्थिति"),
            ("what", "What was found", "क्या मिला"),
            ("todo", "What to do", "क्या करें"),
        ]);
        let mut findings = Vec::new();
        for Seen { check, what } in seen {
            let named = console.texts().word(&format!("doctor.{check}"), language).to_owned();
            let (state, said, todo) = match what {
                What::Well(key, args) => {
                    let well = if state_in == Language::Hi { "ठीक" } else { "well" };
                    (well.to_owned(), console.texts().sentence(&key, &args, language), None)
                }
                What::Wrong(finding) => {
                    let weight = crate::cli::console::severity_word(finding.severity, state_in).to_owned();
                    let said = format!("{} [{}]", console.texts().finding(&finding, language), finding.code);
                    let todo = console.texts().todo(&finding, language);
                    findings.push(finding);
                    (weight, said, todo)
                }
            };
            listing.push([
                Value::text(if console.is_for_people() { named } else { check.to_owned() }),
                Value::text(state),
                Value::text(said),
                todo.map_or(Value::Empty, Value::text),
            ]);
        }
        console.listing("doctor", &listing);
        if console.format() == Format::Json {
            console.findings(&findings);
        }
        let told = !findings.is_empty() && office.globals().fail_on != FailOn::Never;
        Ok(if told { Exit::Findings } else { Exit::Done })
    }
}
