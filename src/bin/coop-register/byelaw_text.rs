//! The texts of bye-laws: put on record, compared, held against the list of matters, printed.

use crate::case::{not_entered, word};
use clap::Args;
use coop_registry::{
    branches::{
        byelaws::{Became, Compared, Found, Standing, Text, check, compare, load, put_in_force, text_on},
        cases::{Case, unposted},
    },
    cli::{
        CommandError, Console, Exit, Format, Listing, Office, Verdict, byelaws,
        filing::{fingerprint, keep_document},
        parse_date, statutory,
    },
    model::{Date, Finding, Findings, Label, Language, Locus, Moment, Plan, Severity, Value},
    register::{ReadRegister, Register},
};
use std::{collections::BTreeMap, path::PathBuf};

/// Put a text on record.
#[derive(Args)]
pub struct Enter {
    /// The society: identity, registration number or name
    society: String,
    /// The bye-laws, whole: plain text in UTF-8, each clause with a heading line such as "1. Name", "धारा 3", "Clause 4(a)"
    file: PathBuf,
    /// Day it is in force from
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    from: Date,
    /// Number of the version for the register of societies
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(1..=999))]
    version: Option<i64>,
}

/// Which text, where it is not the one in force.
#[derive(Args)]
pub struct Other {
    /// The text proposed with this amendment
    #[arg(long, value_name = "CASE", conflicts_with = "with")]
    case: Option<String>,
    /// The text of this file
    #[arg(long, value_name = "FILE")]
    with: Option<PathBuf>,
}

/// Compare two texts.
#[derive(Args)]
pub struct Diff {
    /// The society: identity, registration number or name
    society: String,
    #[command(flatten)]
    other: Other,
    /// The text in force on this day, against the one in force on --as-of
    #[arg(long, value_name = "DATE", value_parser = parse_date, conflicts_with_all = ["case", "with"])]
    from: Option<Date>,
    /// Also the clauses that stand as they stood
    #[arg(long)]
    all: bool,
}

/// Check a text.
#[derive(Args)]
pub struct Check {
    /// The society: identity, registration number or name; not needed with --with
    #[arg(required_unless_present = "with")]
    society: Option<String>,
    #[command(flatten)]
    other: Other,
}

/// Print the text in force.
#[derive(Args)]
pub struct Print {
    /// The society: identity, registration number or name
    society: String,
}

fn no_text(society: &str, on: Date) -> CommandError {
    CommandError::not_found("error.byelaw.no_text").with("society", society).with("on", on)
}

/// The text in force on a day, with the day it is in force from.
fn in_force(
    office: &Office,
    register: &dyn ReadRegister,
    society: &str,
    moment: Moment,
) -> Result<(Date, Text), CommandError> {
    let found = text_on(register, society, moment)?.ok_or_else(|| no_text(society, moment.as_of))?;
    Ok((found.from, byelaws::kept_text(office, &found.document)?))
}

/// The text proposed with an amendment.
fn proposed(office: &Office, case: &Case) -> Result<Text, CommandError> {
    match byelaws::fact(office, case, "text_document").as_str() {
        "" => Err(CommandError::not_found("error.byelaw.nothing_proposed").with("case", &case.number)),
        document => byelaws::kept_text(office, document),
    }
}

impl Enter {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let act = office.ordered_act("coop-register byelaw text")?;
        let today = office.time().as_of;
        office.day_come(Some(self.from))?;
        let (text, looks) = byelaws::text_of_file(&self.file)?;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let (society, _) = byelaws::society(office, &register, &self.society, Moment::on(Date::MAX))?;
        if let Some(fault) = unposted(&register, &act.officer, &society, today)? {
            return Err(not_entered(Exit::Refused, vec![fault]));
        }
        let document = fingerprint(&self.file)?;
        if let Some(same) = text_on(&register, &society, Moment::on(self.from))?.filter(|one| one.document == document)
        {
            return Err(CommandError::new(Exit::Refused, "error.byelaw.same_text")
                .with("society", &society)
                .with("on", same.from));
        }
        keep_document(office, &self.file, &document)?;
        console.findings(&looks);
        let order = act.order_no.clone().unwrap_or_default();
        let entries = put_in_force(&register, &society, (&document, &order), self.version, self.from)?;
        let plan = Plan { act, entries, made_at: Some(made_at), ..Plan::default() };
        let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
        let dry_run = office.globals().dry_run;
        let day_no = (!dry_run).then_some(applied.day_no);
        let clauses = text.clauses.iter().filter(|clause| !clause.number.is_empty()).count();
        console.data(
            "byelaw-text",
            serde_json::json!({
                "society": society, "from": self.from.to_string(), "document": document, "clauses": clauses,
                "day_no": day_no, "dry_run": dry_run,
            }),
        );
        let from = self.from;
        console.say(match (dry_run, console.pick("en", "hi")) {
            (true, "hi") => format!("{society}: {clauses} खण्डों का पाठ {from} से दर्ज होगा; अभी कुछ नहीं बदला"),
            (true, _) => {
                format!("{society}: a text of {clauses} clauses would be entered from {from}; nothing was changed")
            }
            (false, "hi") => format!("{society}: {clauses} खण्डों का पाठ {from} से दर्ज"),
            (false, _) => format!("{society}: a text of {clauses} clauses entered, in force from {from}"),
        });
        Ok(console.verdict(&looks))
    }
}

/// Two texts and what they are.
struct Two {
    old: Text,
    new: Text,
    which: Label,
    looks: Findings,
}

impl Diff {
    fn two(&self, office: &Office, register: &Register, society: &str) -> Result<Two, CommandError> {
        let moment = office.moment()?;
        let said = |en: String, hi: String| Label { en, hi };
        if let Some(from) = self.from {
            let (old_from, old) = in_force(office, register, society, Moment { as_of: from, ..moment })?;
            let (new_from, new) = in_force(office, register, society, moment)?;
            let which = said(
                format!("text in force from {old_from}, against that from {new_from}"),
                format!("{old_from} से प्रवृत्त पाठ, {new_from} से प्रवृत्त पाठ के सामने"),
            );
            return Ok(Two { old, new, which, looks: Vec::new() });
        }
        if let Some(path) = &self.other.with {
            let (from, old) = in_force(office, register, society, moment)?;
            let (new, looks) = byelaws::text_of_file(path)?;
            let name = path.display();
            let which = said(
                format!("text in force from {from}, against the file {name}"),
                format!("{from} से प्रवृत्त पाठ, फ़ाइल {name} के सामने"),
            );
            return Ok(Two { old, new, which, looks });
        }
        let all = byelaws::amendments(office, register, society, moment)?;
        let case = self.amendment(office, &all)?;
        let new = proposed(office, case)?;
        // What an amendment changed is the text before it; what it would change is the text in force.
        let taken = coop_registry::branches::byelaws::texts(register, society, moment)?;
        let own = taken.iter().position(|text| text.amendment.as_deref() == Some(case.id.as_str()));
        let before = match own {
            Some(at) => at.checked_sub(1).and_then(|at| taken.get(at)),
            None => taken.last(),
        };
        let before = before.ok_or_else(|| no_text(society, moment.as_of))?;
        let (from, number) = (before.from, &case.number);
        let which = said(
            format!("text in force from {from}, against amendment {number}"),
            format!("{from} से प्रवृत्त पाठ, संशोधन {number} के सामने"),
        );
        Ok(Two { old: byelaws::kept_text(office, &before.document)?, new, which, looks: Vec::new() })
    }

    /// The amendment that was named, else the only open one that brought a text.
    fn amendment<'c>(&self, office: &Office, all: &'c [Case]) -> Result<&'c Case, CommandError> {
        if let Some(asked) = &self.other.case {
            return statutory::case_of(all, asked);
        }
        let decided = |case: &&Case| !byelaws::fact(office, case, "decision").is_empty();
        let with_text = |case: &&Case| !byelaws::fact(office, case, "text_document").is_empty();
        let open: Vec<&Case> = all.iter().filter(|case| !decided(case) && with_text(case)).collect();
        match &open[..] {
            [only] => Ok(only),
            _ => Err(CommandError::new(Exit::Arguments, "error.byelaw.two")),
        }
    }

    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let register = office.read_register()?;
        let (society, name) = byelaws::society(office, &register, &self.society, office.moment()?)?;
        let Two { old, new, which, looks } = self.two(office, &register, &society)?;
        let all = compare(&old, &new);
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for one in &all {
            *counts.entry(one.became.key()).or_default() += 1;
        }
        let shown: Vec<&Compared<'_>> = all.iter().filter(|one| self.all || one.became != Became::Same).collect();
        console.findings(&looks);
        let wants_paper =
            office.globals().format.iter().any(|form| matches!(form, Format::Pdf | Format::Xlsx | Format::Html));
        if wants_paper {
            let rows: Vec<_> = shown.iter().map(|one| byelaws::compared_row(one)).collect();
            let files = if office.globals().dry_run {
                Vec::new()
            } else {
                byelaws::print_compared(office, console, &register, (&society, name, which), &rows)?
            };
            for file in files {
                console.say(file);
            }
            return Ok(Exit::Done);
        }
        let mut listing = Listing::new([
            ("old_no", "Old clause", "पुराना खण्ड"),
            ("new_no", "New clause", "नया खण्ड"),
            ("became", "What became of it", "क्या हुआ"),
            ("words", "Words", "शब्द"),
        ]);
        for one in shown {
            let row = byelaws::compared_row(one);
            listing.push([
                Value::text(row.old_no),
                Value::text(row.new_no),
                Value::text(word(console, one.became.key(), &row.became)),
                Value::text(row.marked),
            ]);
        }
        console.say(which.in_language(console.language()));
        console.listing("byelaw-diff", &listing);
        if console.format() == Format::Json {
            console.data(
                "byelaw-diff",
                serde_json::json!({
                    "society": society, "which": which.en, "counts": counts, "rows": listing.to_json(),
                    "count": listing.rows.len(),
                }),
            );
        }
        console.note(console.pick("[-…-] taken out, {+…+} put in", "[-…-] हटाया गया, {+…+} जोड़ा गया").to_owned());
        Ok(Exit::Done)
    }
}

/// What a found matter is to a person: nothing where it is present.
fn finding(found: &Found<'_>, about: &str) -> Option<Finding> {
    let place = Locus { society: Some(about.to_owned()), ..Locus::default() };
    let matter = found.matter;
    let told = |code: &str, severity: Severity| {
        let finding = Finding::new(code, severity, place.clone());
        let finding = finding.with("matter", &matter.label.en).with("matter_hi", &matter.label.hi);
        let basis = |language| matter.basis.printed(language);
        finding.with("basis", basis(Language::En)).with("basis_hi", basis(Language::Hi))
    };
    match (found.standing, found.by) {
        (Standing::Present, _) => None,
        (Standing::Doubtful, Some((clause, phrase))) => {
            Some(told("BYL-202", Severity::Info).with("phrase", phrase).with("clause", &clause.number))
        }
        _ => Some(told("BYL-201", Severity::Warning)),
    }
}

impl Check {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let matters = load(office.files())?;
        let (about, text, looks) = self.text(office)?;
        let found = check(&text, &matters);
        let mut listing = Listing::new([
            ("matter", "Matter", "विषय"),
            ("standing", "Stands", "स्थिति"),
            ("clause", "Clause", "खण्ड"),
            ("phrase", "Words that decided", "निर्णायक शब्द"),
            ("basis", "Rests on", "आधार"),
        ]);
        for one in &found {
            let (en, hi) = one.standing.words();
            let label = Label { en: en.into(), hi: hi.into() };
            let (clause, phrase) = one.by.map_or(("", ""), |(clause, phrase)| (clause.number.as_str(), phrase));
            listing.push([
                Value::text(word(console, &one.matter.code, &one.matter.label)),
                Value::text(word(console, one.standing.key(), &label)),
                Value::text(clause),
                Value::text(phrase),
                Value::text(one.matter.basis.printed(console.language())),
            ]);
        }
        let findings: Findings = looks.into_iter().chain(found.iter().filter_map(|one| finding(one, &about))).collect();
        console.listing("byelaw-check", &listing);
        console.findings(&findings);
        let lacking = found.iter().any(|one| one.standing != Standing::Present);
        Ok(if lacking { Exit::Findings } else { Exit::Done })
    }

    /// What is checked, and what it is called.
    fn text(&self, office: &Office) -> Result<(String, Text, Findings), CommandError> {
        if let Some(path) = &self.other.with {
            let (text, looks) = byelaws::text_of_file(path)?;
            return Ok((path.display().to_string(), text, looks));
        }
        let (register, moment) = (office.read_register()?, office.moment()?);
        let (society, _) = byelaws::society(office, &register, self.society.as_deref().unwrap_or_default(), moment)?;
        let text = match &self.other.case {
            Some(asked) => {
                let all = byelaws::amendments(office, &register, &society, moment)?;
                proposed(office, statutory::case_of(&all, asked)?)?
            }
            None => in_force(office, &register, &society, moment)?.1,
        };
        Ok((society, text, Vec::new()))
    }
}

impl Print {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let (society, name) = byelaws::society(office, &register, &self.society, moment)?;
        let (from, text) = in_force(office, &register, &society, moment)?;
        let history = byelaws::history(office, &register, &society, moment)?;
        let clauses: Vec<_> = text.clauses.iter().map(byelaws::clause_row).collect();
        let dry_run = office.globals().dry_run;
        let files = if dry_run {
            Vec::new()
        } else {
            byelaws::print_text(office, console, &register, (&society, name), (&clauses, &history))?
        };
        console.data(
            "byelaw-print",
            serde_json::json!({
                "society": society, "from": from.to_string(), "files": files,
                "clauses": byelaws::clauses_json(&clauses), "history": byelaws::history_json(&history), "dry_run": dry_run,
            }),
        );
        for file in files {
            console.say(file);
        }
        let count = clauses.iter().filter(|clause| !clause.number.is_empty()).count();
        console.say(match console.pick("en", "hi") {
            "hi" => format!("{society}: {from} से प्रवृत्त, {count} खण्ड, {} पाठ", history.len()),
            _ => format!("{society}: in force from {from}, {count} clauses, {} texts", history.len()),
        });
        Ok(Exit::Done)
    }
}
