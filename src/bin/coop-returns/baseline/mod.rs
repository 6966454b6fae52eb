//! `baseline set|show`, and what is known taken out of a check.

mod set;
mod show;

use coop_registry::{
    branches::returns::{
        Noted,
        baseline::{self, Known, TakenOut, baselines, take_out},
        society_of_number,
    },
    cli::{CommandError, Console, Exit, Office, Verdict, filing::kept_document},
    model::{CooperativeYear, Language},
    register::Register,
};
use serde_json::json;

/// Findings an office took stock of: known, still to be settled; not waived, nothing is forgiven
#[derive(clap::Subcommand)]
pub enum Baseline {
    /// Take stock of every finding on the returns of --fy, by --order; from then on return check --new tells what is not among them
    Set(set::Set),
    /// The baseline of --fy: by whom, when, by which order, and what became of its findings, rule by rule
    Show,
}

impl Baseline {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Set(verb) => verb.run(office, console),
            Self::Show => show::run(office, console),
        }
    }
}

/// The list of a baseline; exit 8 where the file is not what the register says.
fn list_of(office: &Office, one: &baseline::Baseline) -> Result<Known, CommandError> {
    let bytes = kept_document(office, &one.sha256)?;
    let text = String::from_utf8(bytes).ok();
    text.and_then(|text| Known::read(&text, one.fy))
        .ok_or_else(|| CommandError::new(Exit::Integrity, "error.baseline.list").with("document", &one.sha256))
}

/// Takes what is known out of findings: by the baseline in force of each year.
pub fn only_new(office: &Office, register: &Register, findings: &mut Vec<Noted>) -> Result<TakenOut, CommandError> {
    let moment = office.moment()?;
    let mut of_year = |fy: CooperativeYear| -> Result<_, CommandError> {
        match baselines(register, fy, moment)?.pop() {
            Some(last) => {
                let known = list_of(office, &last)?;
                Ok(Some((last, known)))
            }
            None => Ok(None),
        }
    };
    let mut society = |number: &str| society_of_number(register, number, moment);
    take_out(findings, &mut of_year, &mut society)
}

/// What was taken out, for JSON.
pub fn taken_json(taken: &TakenOut) -> serde_json::Value {
    let of = |one: &baseline::Baseline| json!({ "fy": one.fy.to_string(), "set_on": one.set_on.to_string(), "order_no": one.order_no, "findings": one.findings });
    json!({
        "count": taken.count(), "rules": taken.known, "baselines": taken.baselines.iter().map(of).collect::<Vec<_>>(),
        "without_baseline": taken.without.iter().map(CooperativeYear::to_string).collect::<Vec<_>>(),
    })
}

/// The same in sentences: what is not shown is counted.
pub fn taken_said(taken: &TakenOut, language: Language) -> Vec<String> {
    let count = taken.count();
    let orders: Vec<String> = taken
        .baselines
        .iter()
        .map(|one| format!("{} ({}, {})", one.fy, coop_registry::cli::date_written(one.set_on), one.order_no))
        .collect();
    let mut lines = Vec::new();
    if !orders.is_empty() {
        let orders = orders.join("; ");
        lines.push(match language {
            Language::En => format!("    of the broken, {count} known and not shown: baseline {orders}"),
            Language::Hi => format!("    भंग में से {count} ज्ञात, नहीं दिखाए: आधार सूची {orders}"),
        });
    }
    if !taken.without.is_empty() {
        let years: Vec<String> = taken.without.iter().map(CooperativeYear::to_string).collect();
        let years = years.join(", ");
        lines.push(match language {
            Language::En => format!("    no baseline of {years}: every finding counts as new"),
            Language::Hi => format!("    {years} की आधार सूची नहीं: हर निष्कर्ष नया माना गया"),
        });
    }
    lines
}
