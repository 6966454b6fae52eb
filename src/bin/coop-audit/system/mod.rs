//! `coop-audit system`: the system audit of PACS that are live on the common ERP.

mod certificate;
mod check;
mod finding;
mod list;
mod ready;
mod verify;

use clap::Subcommand;
use coop_registry::{
    branches::{
        audit::system::{Held, Pacs, Standing, SystemConditions, hold, live_pacs},
        computerisation::Programme,
        cutover::Outcome,
    },
    cli::{CommandError, Console, Office, Verdict, desk},
    model::{CooperativeYear, Label, Language, Moment},
    register::Register,
};

/// The system audit of PACS live on the common ERP: conditions, findings, certificate
#[derive(Subcommand)]
pub enum System {
    /// Which live PACS are ready for the system audit of --fy, and what each lacks
    Ready(ready::Ready),
    /// Hold a PACS against every condition of --fy, each with the record that proves it
    Check(check::Check),
    /// Enter what the auditor found of a condition of --fy that no register holds
    Finding(finding::Enter),
    /// Issue and print the certificate of --fy, when every condition holds
    Certificate(certificate::Certify),
    /// Hold the code of a printed certificate against the register
    Verify(verify::Verify),
    /// List the system audits of --fy: findings and certificates by PACS
    List(list::List),
    /// Show one PACS in --fy: conditions, findings, certificate
    Show(check::Check),
}

impl System {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Ready(verb) => verb.run(office, console),
            Self::Check(verb) => verb.run(office, console, false),
            Self::Finding(verb) => verb.run(office, console),
            Self::Certificate(verb) => verb.run(office, console),
            Self::Verify(verb) => verb.run(office, console),
            Self::List(verb) => verb.run(office, console),
            Self::Show(verb) => verb.run(office, console, true),
        }
    }
}

/// Conditions with what it takes to ask them.
struct Asked {
    programme: Programme,
    conditions: SystemConditions,
    fy: CooperativeYear,
}

impl Asked {
    fn of(office: &Office) -> Result<Self, CommandError> {
        Self::of_year(office, office.year()?)
    }

    fn of_year(office: &Office, fy: CooperativeYear) -> Result<Self, CommandError> {
        let state = office.settings()?.get("office.state");
        let programme = Programme::load(office.files(), office.tables())?.in_state(state);
        let conditions = SystemConditions::load(office.files(), &programme)?;
        Ok(Self { programme, conditions, fy })
    }

    /// How PACS stand at a moment.
    fn hold(&self, register: &Register, pacs: Vec<Pacs>, moment: Moment) -> Result<Vec<Standing>, CommandError> {
        Ok(hold(register, &self.programme, &self.conditions, pacs, (self.fy, moment))?)
    }

    /// All live PACS.
    fn live(&self, register: &Register, moment: Moment) -> Result<Vec<Pacs>, CommandError> {
        Ok(live_pacs(register, &self.programme, moment)?)
    }

    /// One live PACS, by identity, registration number or name; exit 5 for a society that is not live.
    fn one(&self, office: &Office, register: &Register, asked: &str, moment: Moment) -> Result<Pacs, CommandError> {
        let id = desk::subject(register, desk::table(office, "society")?, asked, moment)?;
        let mut live = self.live(register, moment)?;
        live.retain(|pacs| pacs.society == id);
        live.pop().ok_or_else(|| {
            CommandError::not_found("error.system.not_live").with("society", &id).with("on", moment.as_of)
        })
    }
}

/// An outcome in both languages.
fn outcome_label(outcome: Outcome) -> Label {
    let (en, hi) = match outcome {
        Outcome::Pass => ("passed", "पूर्ण"),
        Outcome::Unknown => ("not known", "ज्ञात नहीं"),
        Outcome::Fail => ("failed", "अपूर्ण"),
    };
    Label { en: en.into(), hi: hi.into() }
}

/// A word for people, its code for machines.
fn outcome_word(outcome: Outcome, console: &Console) -> String {
    match console.is_for_people() {
        true => outcome_label(outcome).in_language(console.language()).to_owned(),
        false => outcome.key().to_owned(),
    }
}

/// The records of a condition in words.
fn records(held: &Held, console: &Console, language: Language) -> String {
    let said = held.records.iter().map(|record| console.texts().finding(record, language));
    said.collect::<Vec<_>>().join("; ")
}
