//! `rules coverage`.

use coop_registry::{
    catalogue::Clocks,
    cli::{CommandError, Console, Exit, Listing, Office, Verdict},
    model::Value,
    rules::{self, Clause, Covered},
};

/// Each clause of the law: checked by which rules, not checkable why, not seen, or missing
#[derive(clap::Args)]
pub struct Coverage {
    /// Only clauses that stand so
    #[arg(long, value_name = "HOW", value_parser = ["checked", "watched", "not-checkable", "not-seen", "missing"])]
    only: Option<String>,
}

impl Coverage {
    /// One line a clause; exit 1 when one whose text was seen is missing.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let book = super::rulebook(office)?;
        let clocks = Clocks::load(office.files())?;
        let language = console.language();
        let all = rules::coverage(&book, &clocks);
        let mut listing = Listing::new([
            ("statute", "Act", "अधिनियम"),
            ("section", "Section", "धारा"),
            ("heading", "What it says", "विषय"),
            ("seen", "How it was seen", "कैसे देखा"),
            ("covered", "Stands", "स्थिति"),
            ("by", "By, or why not", "किससे, या क्यों नहीं"),
        ]);
        let wanted = |clause: &&Clause| self.only.as_ref().is_none_or(|only| only == clause.covered.key());
        for clause in all.iter().filter(wanted) {
            let people = console.is_for_people();
            let told = match &clause.reason {
                Some(reason) => reason.in_language(language).to_owned(),
                None => clause.by.join(", "),
            };
            listing.push([
                Value::text(clause.statute.in_language(language)),
                Value::text(&clause.number),
                Value::text(clause.heading.in_language(language)),
                Value::text(clause.seen.word(language)),
                Value::text(if people { clause.covered.word(language) } else { clause.covered.key() }),
                Value::text(told),
            ]);
        }
        console.listing("rules-coverage", &listing);
        let count = |covered| all.iter().filter(|clause| clause.covered == covered).count();
        let missing = count(Covered::Missing);
        if console.is_for_people() {
            let words = [Covered::Checked, Covered::Watched, Covered::NotCheckable, Covered::NotSeen, Covered::Missing]
                .map(|covered| format!("{} {}", covered.word(language), count(covered)));
            console.say(words.join(" · "));
        }
        Ok(if missing == 0 { Exit::Done } else { Exit::Findings })
    }
}
