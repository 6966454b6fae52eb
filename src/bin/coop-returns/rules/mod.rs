//! `rules list|show|explain|test|coverage`.

mod coverage;
mod explain;
mod list;
mod show;
mod test;

pub use coop_registry::cli::desk::rulebook;
use coop_registry::{
    cli::{CommandError, Console, Office, Verdict},
    rules::Rulebook,
};

/// The rules returns are held against
#[derive(clap::Subcommand)]
pub enum Rules {
    /// All rules with what each rests on
    List(list::List),
    /// One rule: condition, figures in force, basis, sentences
    Show(show::Show),
    /// How a rule comes to its verdict on one return
    Explain(explain::Explain),
    /// Try every rule on the cases of law written for it
    Test(test::Test),
    /// Each clause of the law: checked by which rules, not checkable why, not seen, or missing
    Coverage(coverage::Coverage),
}

impl Rules {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Rules::List(verb) => verb.run(office, console),
            Rules::Show(verb) => verb.run(office, console),
            Rules::Explain(verb) => verb.run(office, console),
            Rules::Test(verb) => verb.run(office, console),
            Rules::Coverage(verb) => verb.run(office, console),
        }
    }
}

/// The place of a rule in the book; exit 5 where there is none of that code.
pub fn find(book: &Rulebook, code: &str) -> Result<usize, CommandError> {
    book.rules
        .iter()
        .position(|rule| rule.code == code)
        .ok_or_else(|| CommandError::not_found("error.rules.none").with("asked", code))
}
