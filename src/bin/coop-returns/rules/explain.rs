//! `rules explain`.

use coop_registry::{
    branches::returns::{self, FileReturns, Picked},
    cli::{CommandError, Console, Exit, Office, Verdict, desk},
    model::{Finding, Locus, Moment},
    register::ReadRegister,
    rules::{Bench, ChunkBuilder, Outcome, Rulebook, Step},
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
        let Some(Picked { filed, last_year, mut notes }) = found else {
            return Err(CommandError::not_found("error.returns.none").with("society", &self.society).with("fy", fy));
        };
        let bench = Bench::new(&book, book.law_on(&filed.act, filed.fy.end()));
        let mut builder = ChunkBuilder::new(&book.fields, book.words());
        let refused = builder.push(&filed.lines, last_year.as_deref());
        notes.extend(returns::misfits(&filed, &refused, &book));
        let notes: Vec<Finding> = notes.into_iter().map(|noted| noted.finding).collect();
        console.findings(&notes);
        let chunk = builder.finish();
        let explained = bench.explain(no, &chunk, 0);
        let language = console.language();
        let rule = &book.rules[no];
        let (word, verdict) = (explained.outcome.key(), explained.outcome.word(language));
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
                "code": rule.code, "title": rule.entry.title(language), "society": filed.society, "fy": filed.fy, "act": filed.act, "outcome": word,
                "when": explained.when, "check": explained.check, "missing": missing, "figures": figures,
                "no_figure": bench.no_figure(no), "message": told,
            }),
        );
        let title = rule.entry.title(language);
        console.say(format!("{} {title}  {}  {}: {verdict}", rule.code, filed.society, filed.fy));
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
    fn on_record(&self, office: &Office, book: &Rulebook) -> Result<Option<Picked>, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let subject = desk::subject(&register, desk::table(office, "society")?, &self.society, moment)?;
        let found = returns::one(&register, &book.fields, &subject, office.year()?, moment)?;
        Ok(found.map(|(filed, last_year)| Picked { filed, last_year, notes: Vec::new() }))
    }
    /// As `return check` has it: last year's return from the files, else the one on record.
    fn in_files(&self, office: &Office, book: &Rulebook) -> Result<Option<Picked>, CommandError> {
        let mut read = FileReturns::default();
        for path in &self.files {
            read.open(path, &office.limits()?, &book.fields)?;
        }
        let register = office.settings().is_ok().then(|| office.read_register()).transpose()?;
        let moment = office.moment()?;
        let mut names = vec![self.society.clone()];
        if let Some(register) = &register {
            names.extend(known_as(office, register, &self.society, moment)?);
        }
        for name in &names {
            let found = read.one(&book.fields, &[name], office.year()?).map_err(|several| {
                CommandError::new(Exit::Arguments, "error.desk.several")
                    .with("asked", name)
                    .with("count", several.len())
                    .details(several)
            })?;
            let Some(mut picked) = found else { continue };
            if let (None, Some(register)) = (&picked.last_year, &register) {
                picked.last_year = returns::last_year_of(register, &book.fields, &picked.filed, moment)?;
            }
            picked.notes.splice(0..0, read.notes.iter().cloned());
            return Ok(Some(picked));
        }
        Ok(None)
    }
}

/// Identity and registration number of the society of the register that a person means; none where it knows no such one:
/// a file may hold returns of societies that are not registered here.
fn known_as(
    office: &Office,
    register: &dyn ReadRegister,
    society: &str,
    moment: Moment,
) -> Result<Vec<String>, CommandError> {
    let table = desk::table(office, "society")?;
    let Ok(subject) = desk::subject(register, table, society, moment) else { return Ok(Vec::new()) };
    let line = register.line("society", &subject, moment)?;
    let number = line.and_then(|line| {
        let value = line.values.get(usize::from(table.field_no("reg_no")?))?;
        value.as_text().map(str::to_owned)
    });
    Ok(std::iter::once(subject).chain(number).collect())
}

fn step_line(step: &Step) -> String {
    let value = step.value.as_deref().unwrap_or("?");
    format!("{}{} = {value}", "  ".repeat(step.depth + 1), step.part)
}
