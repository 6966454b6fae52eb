//! `rules explain`.

use coop_registry::{
    branches::returns::{self, FileReturns, Filed},
    cli::{CommandError, Console, Exit, Office, Verdict, desk},
    model::{Language, Locus},
    rules::{Bench, ChunkBuilder, Lines, Outcome, Rulebook, Step},
};
use serde_json::json;
use std::path::PathBuf;

/// How a rule comes to its verdict on one return
#[derive(clap::Args)]
pub struct Explain {
    /// Code, as APP-001
    code: String,
    /// Society: identity, registration number or name
    #[arg(long)]
    society: String,
    /// Look for the return in these files, not on record
    #[arg(long = "in", value_name = "FILE")]
    files: Vec<PathBuf>,
}

impl Explain {
    /// The value of every part, and what follows.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let book = super::rulebook(office)?;
        let no = super::find(&book, &self.code)?;
        let fy = office.year()?;
        let found = if self.files.is_empty() { self.on_record(office, &book)? } else { self.in_files(office, &book)? };
        let Some((filed, last_year)) = found else {
            return Err(CommandError::not_found(format!("no return of {} for {fy}", self.society))
                .hint("coop-returns due list --all shows what is on record"));
        };
        let bench = Bench::new(&book, book.law_on(&filed.act, filed.fy.end()));
        let mut builder = ChunkBuilder::new(&book.fields, book.words());
        builder.push(&filed.lines, last_year.as_deref());
        let chunk = builder.finish();
        let explained = bench.explain(no, &chunk, 0);
        let language = console.language();
        let rule = &book.rules[no];
        let (word, verdict) = outcome(explained.outcome, language);
        let missing: Vec<String> = if explained.outcome == Outcome::CannotTell {
            bench.lacking(no, &chunk, 0).into_iter().map(|field| book.key(field)).collect()
        } else {
            Vec::new()
        };
        let figures: Vec<String> = book
            .figures_of(rule)
            .into_iter()
            .filter_map(|name| {
                let figure = book.figure(&bench.law, name)?;
                Some(format!(":{name} = {} – {}", figure.written, figure.origin(language)))
            })
            .collect();
        let told = (explained.outcome == Outcome::Broken).then(|| {
            let told = bench.tell(no, &chunk, 0, Locus::default());
            console.texts().finding(&told.finding, language)
        });
        console.data(
            "rule-explained",
            json!({
                "code": rule.code, "society": filed.society, "fy": filed.fy, "act": filed.act, "outcome": word,
                "when": explained.when, "check": explained.check, "missing": missing, "figures": figures,
                "no_figure": bench.no_figure(no), "message": told,
            }),
        );
        console.say(format!("{} {}  {}  {}: {verdict}", rule.code, rule.entry.name, filed.society, filed.fy));
        for (title, steps) in [
            (console.pick("when", "जब").to_owned(), &explained.when),
            (console.pick("check", "जाँच").to_owned(), &explained.check),
        ] {
            if !steps.is_empty() {
                console.say(format!("{title}:"));
                steps.iter().for_each(|step| console.say(step_line(step)));
            }
        }
        figures.iter().for_each(|figure| console.say(figure));
        if let Some(name) = bench.no_figure(no) {
            console.say(format!(":{name} – {}", console.pick("no figure in force", "कोई मान लागू नहीं")));
        }
        if !missing.is_empty() {
            console.say(format!("{}: {}", console.pick("missing", "अनुपलब्ध"), missing.join(", ")));
        }
        if let Some(told) = told {
            console.say(told);
        }
        Ok(Exit::Done)
    }
    fn on_record(&self, office: &Office, book: &Rulebook) -> Result<Option<(Filed, Option<Lines>)>, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let subject = desk::subject(&register, desk::table(office, "society")?, &self.society, moment)?;
        Ok(returns::one(&register, &book.fields, &subject, office.year()?, moment)?)
    }
    fn in_files(&self, office: &Office, book: &Rulebook) -> Result<Option<(Filed, Option<Lines>)>, CommandError> {
        let mut read = FileReturns::default();
        for path in &self.files {
            read.open(path, &office.limits()?, &book.fields).map_err(|error| match error {
                returns::FileError::Source(error) => CommandError::from(error),
                error @ returns::FileError::NoReturn { .. } => CommandError::new(Exit::Input, error),
            })?;
        }
        Ok(read.one(&book.fields, &self.society, office.year()?))
    }
}

fn step_line(step: &Step) -> String {
    let value = step.value.as_deref().unwrap_or("?");
    format!("{}{} = {value}", "  ".repeat(step.depth + 1), step.part)
}

fn outcome(outcome: Outcome, language: Language) -> (&'static str, &'static str) {
    match (outcome, language) {
        (Outcome::Holds, Language::En) => ("holds", "holds"),
        (Outcome::Holds, Language::Hi) => ("holds", "ठीक"),
        (Outcome::Broken, Language::En) => ("broken", "broken"),
        (Outcome::Broken, Language::Hi) => ("broken", "भंग"),
        (Outcome::CannotTell, Language::En) => ("cannot-tell", "cannot tell"),
        (Outcome::CannotTell, Language::Hi) => ("cannot-tell", "निर्णय संभव नहीं"),
        (Outcome::DoesNotApply, Language::En) => ("does-not-apply", "does not apply"),
        (Outcome::DoesNotApply, Language::Hi) => ("does-not-apply", "लागू नहीं"),
    }
}
