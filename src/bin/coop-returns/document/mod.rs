//! `document attach|list|check|kinds|strike`: what societies lodge with their return of a year.

mod attach;
mod check;
mod counter;
mod kinds;
mod list;
mod strike;

use coop_registry::{
    branches::returns::{
        self, About, Owed,
        lodged::{Facts, Lodged, facts_of_year, lodged},
        societies,
    },
    catalogue::ReturnDocuments,
    cli::{CommandError, Console, Office, Verdict, desk},
    model::{CooperativeYear, Label, Moment},
    register::ReadRegister,
    rules::Rulebook,
};
use std::collections::BTreeMap;

/// Documents societies lodge with their return of a year
#[derive(clap::Subcommand)]
pub enum Document {
    /// Keep documents of --fy: files of --society, or a folder of files named as 12-1957_audited_accounts.pdf; all or none
    Attach(attach::Attach),
    /// List what was lodged; --missing: what is asked for --fy and does not lie there
    List(list::List),
    /// Hold the documents of --fy against the law, the returns and the files; exit 8 when one is missing or altered
    Check,
    /// Kinds of documents, of whom each is asked, and by what
    Kinds(kinds::Kinds),
    /// Strike a document out, by --order; entry and file stay
    Strike(strike::Strike),
}

impl Document {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Attach(verb) => verb.run(office, console),
            Self::List(verb) => verb.run(office, console),
            Self::Check => check::run(office, console),
            Self::Kinds(verb) => verb.run(office, console),
            Self::Strike(verb) => verb.run(office, console),
        }
    }
}

/// The rules, and the kinds of documents.
fn kinds_of(office: &Office) -> Result<(Rulebook, ReturnDocuments), CommandError> {
    let book = desk::rulebook(office)?;
    let kinds = ReturnDocuments::load(office.files(), &book.statutes, &book.fields)?;
    Ok((book, kinds))
}

/// A year with everyone who owes a return of it.
struct Year {
    owed: Vec<Owed>,
    owing: Vec<String>,
    societies: BTreeMap<String, About>,
    facts: BTreeMap<String, Facts>,
    lodged: Vec<Lodged>,
}

impl Year {
    fn of(
        register: &dyn ReadRegister,
        (book, kinds): (&Rulebook, &ReturnDocuments),
        fy: CooperativeYear,
        moment: Moment,
    ) -> Result<Self, CommandError> {
        let owed = returns::owed(register, book, fy, moment)?;
        Ok(Self {
            owing: owed.iter().map(|owed| owed.whom.society.clone()).collect(),
            owed,
            societies: societies(register, moment)?,
            facts: facts_of_year(register, &book.fields, kinds, fy, moment)?,
            lodged: lodged(register, Some(fy), moment)?,
        })
    }
}

/// Name of a kind; the code of one the catalogue has no more.
fn kind_label(kinds: &ReturnDocuments, code: &str) -> Label {
    kinds.get(code).map_or_else(|| Label { en: code.to_owned(), hi: code.to_owned() }, |kind| kind.label.clone())
}

/// No such kind; exit 2 with those there are.
fn no_kind(kinds: &ReturnDocuments, found: &str) -> CommandError {
    let error = CommandError::new(coop_registry::cli::Exit::Arguments, "error.locker.kind");
    error.with("found", found).with("known", kinds.codes().join(", "))
}
