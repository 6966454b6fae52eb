//! `rules list|show|explain|test|coverage|diff|impact|withdraw`.

mod coverage;
mod diff;
mod explain;
mod impact;
mod list;
mod other;
mod show;
mod test;
mod withdraw;

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
    /// What differs between the law here and another: figures, rules, sentences
    Diff(diff::Diff),
    /// Which verdicts turn under another law or another catalogue
    Impact(impact::Impact),
    /// Withdraw a rule by order for years that close in a period
    Withdraw(withdraw::Withdraw),
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
            Rules::Diff(verb) => verb.run(office, console),
            Rules::Impact(verb) => verb.run(office, console),
            Rules::Withdraw(verb) => verb.run(office, console),
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

/// Exit 5 for an Act the catalogue does not know.
pub fn known_act(book: &Rulebook, act: &str) -> Result<(), CommandError> {
    if book.statutes.governing(act).is_some() {
        return Ok(());
    }
    let known: Vec<&str> = book.fields.codes("governing_act").iter().map(|(code, _)| code.as_str()).collect();
    Err(CommandError::not_found("error.rules.act").with("act", act).with("known", known.join(", ")))
}

/// The Act most societies of the office's state are under; the conventions outside an office or elsewhere.
pub fn act_of_state(office: &Office) -> Result<&'static str, CommandError> {
    Ok(match office.settings_if_any()?.map(|settings| settings.get("office.state")) {
        Some("BR") => "bihar_1935",
        Some("MP") => "mp_1960",
        Some("UK") => "uttarakhand_2003",
        _ => "other",
    })
}
