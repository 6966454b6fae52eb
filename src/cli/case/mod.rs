//! Cases of any service at the desk. A noun of one service is a page that names its verbs; these do the work.

pub mod abstracts;
pub mod acting;
pub mod apart;
pub mod choice;
pub mod clocks;
pub mod correct;
mod court;
pub mod list;
pub mod more;
pub mod open;
mod refused;
pub mod show;

pub use acting::Acting;
pub use more::{Before, More};
pub use refused::not_entered;

use crate::{
    branches::cases::{Case, Counter, Law, Running, Service},
    cli::{CommandError, Console, Office, desk, statutory},
    clocks::Standing,
    model::{Date, Label, Moment, TableDef, Value},
    register::ReadRegister,
};
use std::path::PathBuf;

/// Which service is meant, and the noun its verbs stand under.
#[derive(Clone, Copy)]
pub struct Called<'a> {
    /// As `application`; of another program than coop-register with its name, as `coop-audit panel`.
    pub noun: &'static str,
    /// As `registration`.
    pub service: &'a str,
}

/// A service with what it takes to speak of its cases.
pub struct Desk<'o> {
    pub service: Service,
    pub law: Law,
    pub state: String,
    pub table: &'o TableDef,
}

impl<'o> Desk<'o> {
    pub fn of(
        office: &'o Office,
        register: &dyn ReadRegister,
        service: &str,
        moment: Moment,
    ) -> Result<Self, CommandError> {
        let law = statutory::law(office, register, moment)?;
        let service = statutory::service(office, &law.clocks, service)?;
        let table = desk::table(office, &service.register)?;
        Ok(Self { service, law, state: office.settings()?.get("office.state").to_owned(), table })
    }
    /// Where acts of the service are done today.
    pub fn counter<'a>(
        &'a self,
        office: &'a Office,
        register: &'a dyn ReadRegister,
    ) -> Result<Counter<'a>, CommandError> {
        Ok(Counter {
            register,
            service: &self.service,
            law: &self.law,
            today: office.time().as_of,
            state: &self.state,
            office_name: office.settings()?.get("office.name_hi"),
        })
    }
    /// The clocks of a case as they stand on a day.
    pub fn clocks<'a>(&'a self, case: &Case, on: Date) -> Vec<Running<'a>> {
        crate::branches::cases::running(&self.service, case, &self.law, &self.state, on)
    }
}

/// What a case is about, in words for people where its register has a code.
pub fn title(table: &TableDef, service: &Service, case: &Case, words: &crate::cli::RegisterWords) -> Value {
    let field = table.fields.get(usize::from(service.fields.title));
    field.map_or(Value::Empty, |field| words.value(field, &Value::text(&case.title)))
}

/// A word for people, its code for machines.
pub fn word<'a>(console: &Console, code: &'a str, label: &'a Label) -> &'a str {
    if console.is_for_people() { label.in_language(console.language()) } else { code }
}

/// How a clock stands: code and words.
pub fn standing(standing: &Standing) -> (&'static str, Label) {
    let (code, en, hi) = match standing {
        Standing::NoLimit => ("no_limit", "no limit sourced", "समय-सीमा का स्रोत नहीं"),
        Standing::Running(_) => ("running", "running", "चालू"),
        Standing::Stopped(..) => ("stopped", "stands still", "रुकी हुई"),
        Standing::Met(..) => ("met", "kept", "समय पर"),
        Standing::Late(..) => ("late", "late", "विलंब से"),
        Standing::Expired(_) => ("expired", "run out", "समाप्त"),
    };
    (code, Label { en: en.into(), hi: hi.into() })
}

/// A day, or nothing.
pub fn day(day: Option<Date>) -> Value {
    day.map_or(Value::Empty, Value::Date)
}

/// `--set FIELD=VALUE`, apart.
pub fn pairs(set: &[String]) -> Result<Vec<(String, String)>, CommandError> {
    set.iter().map(|text| crate::cli::filing::pair(text)).collect()
}

/// Fingerprints of documents that come with an act: they are kept once nothing stands in its way.
pub fn fingerprints(documents: &[PathBuf]) -> Result<Vec<String>, CommandError> {
    documents.iter().map(|path| crate::cli::filing::fingerprint(path)).collect()
}

/// Keeps documents that came with an act under their fingerprints; with `--dry-run` nothing is kept.
pub fn kept(office: &Office, documents: &[PathBuf], fingerprints: &[String]) -> Result<(), CommandError> {
    let both = documents.iter().zip(fingerprints);
    both.into_iter().try_for_each(|(path, hash)| crate::cli::filing::keep_document(office, path, hash))
}
