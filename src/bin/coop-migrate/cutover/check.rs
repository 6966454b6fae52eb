//! `coop-migrate cutover check`: each society against each condition.

use crate::scope::{Read, Which};
use clap::Args;
use coop_registry::{
    branches::cutover::{Answer, Conditions, Outcome, check},
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, desk, parse_date},
    model::{Date, Value},
};

/// Hold societies against the conditions.
#[derive(Args)]
pub struct Check {
    /// Societies (default: all of PACS and MPACS that were selected)
    #[arg(value_name = "SOCIETY")]
    societies: Vec<String>,
    /// Day on which paper is to end (default: the day the State has set, else today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    date: Option<Date>,
    /// Last day whose day-end must be done (default: the day before --date, or yesterday when that lies ahead)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    upto: Option<Date>,
    #[command(flatten)]
    which: Which,
    /// Only conditions that stand so
    #[arg(long, value_enum)]
    only: Option<Only>,
    /// Only how many societies pass, fail and are not known, for the office as a whole
    #[arg(long)]
    count: bool,
}

/// How a condition may stand.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Only {
    /// Proved by records
    Pass,
    /// A record says otherwise, or there is none where it would stand
    Fail,
    /// No record says
    NotKnown,
}

fn worded(outcome: Outcome, console: &Console) -> &'static str {
    if !console.is_for_people() {
        return outcome.key();
    }
    let (en, hi) = match outcome {
        Outcome::Pass => ("pass", "पूर्ण"),
        Outcome::Unknown => ("not known", "ज्ञात नहीं"),
        Outcome::Fail => ("fail", "अपूर्ण"),
    };
    match console.language() {
        coop_registry::model::Language::En => en,
        coop_registry::model::Language::Hi => hi,
    }
}

impl Check {
    /// Exit 1 when some condition fails.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let mut read = Read::of(office, &self.which)?;
        let conditions = Conditions::load(office.files(), &read.programme)?;
        let moment = office.moment()?;
        let on = moment.as_of;
        let set = conditions.paper_end(&read.state);
        let date = self.date.or(set.map(|end| end.on)).unwrap_or(on);
        let upto = self.upto.unwrap_or_else(|| date.min(on).yesterday().unwrap_or(on));
        if self.societies.is_empty() {
            // Conditions were seen for these; offices and banks have none.
            read.units.retain(|unit| read.programme.is_ordered(&unit.kind) && unit.society.is_some());
            let selected = read.programme.stages.first().cloned();
            read.units.retain(|unit| selected.as_ref().is_some_and(|stage| unit.reached(stage, on)));
        } else {
            let table = desk::table(office, "society")?;
            let mut asked = Vec::new();
            for society in &self.societies {
                let id = desk::subject(&read.register, table, society, moment)?;
                if !read.units.iter().any(|unit| unit.society.as_ref() == Some(&id)) {
                    return Err(CommandError::not_found("error.pacs.no_unit").with("asked", society));
                }
                asked.push(id);
            }
            read.units.retain(|unit| unit.society.as_ref().is_some_and(|id| asked.contains(id)));
        }
        if read.units.is_empty() {
            return Err(CommandError::not_found("error.cutover.nobody"));
        }
        let answers = check(&read.register, &read.programme, &conditions.all, &read.units, moment, upto)?;
        let listing = if self.count {
            self.counts(&conditions, &answers, console)
        } else {
            self.lines(&read, &conditions, &answers, console)
        };
        console.listing("cutover-check", &listing);
        let language = console.language();
        console.note(format!(
            "{}: {}{}",
            console.pick("conditions", "शर्तें"),
            conditions.basis.printed(language),
            if conditions.state == read.state {
                ""
            } else {
                console.pick(
                    "; conditions of this State were not seen: a yardstick, unverified",
                    "; इस राज्य की शर्तें नहीं देखी गईं: केवल मानदंड, असत्यापित",
                )
            }
        ));
        let failing = read
            .units
            .iter()
            .enumerate()
            .filter(|(at, _)| answers.iter().any(|answer| answer.unit == *at && answer.outcome == Outcome::Fail));
        let (failing, all) = (failing.count(), read.units.len());
        console.note(match console.pick("en", "hi") {
            "hi" => format!("{all} समितियाँ, {failing} में कम से कम एक शर्त अपूर्ण; दिवस समापन {upto} तक पूछा गया"),
            _ => format!("{all} societies, {failing} fail at least one condition; day-end asked up to {upto}"),
        });
        if let Some(end) = set.filter(|_| self.date.is_none()) {
            let words =
                console.pick("end of paper set by the State", "राज्य द्वारा निर्धारित कागजी अभिलेख की समाप्ति").to_owned();
            console.note(format!("{words}: {}; {}", end.on, end.basis.printed(language)));
        }
        Ok(if failing > 0 { Exit::Findings } else { Exit::Done })
    }

    fn lines(&self, read: &Read, conditions: &Conditions, answers: &[Answer], console: &Console) -> Listing {
        let language = console.language();
        let mut listing = Listing::new([
            ("unit", "Unit", "इकाई"),
            ("reg_no", "Registration no.", "पंजीयन संख्या"),
            ("name", "Name", "नाम"),
            ("condition", "Condition", "शर्त"),
            ("outcome", "Outcome", "स्थिति"),
            ("record", "Record", "अभिलेख"),
        ]);
        let wanted = |answer: &&Answer| match self.only {
            None => true,
            Some(Only::Pass) => answer.outcome == Outcome::Pass,
            Some(Only::Fail) => answer.outcome == Outcome::Fail,
            Some(Only::NotKnown) => answer.outcome == Outcome::Unknown,
        };
        for answer in answers.iter().filter(wanted) {
            let (unit, condition) = (&read.units[answer.unit], &conditions.all[answer.condition]);
            let records: Vec<String> =
                answer.records.iter().map(|record| console.texts().finding(record, language)).collect();
            let label = if console.is_for_people() { condition.label.in_language(language) } else { &condition.code };
            listing.push([
                Value::text(&unit.id),
                Value::text(&unit.reg_no),
                Value::text(unit.name.in_language(language)),
                Value::text(label),
                Value::text(worded(answer.outcome, console)),
                Value::text(records.join("; ")),
            ]);
        }
        listing
    }

    fn counts(&self, conditions: &Conditions, answers: &[Answer], console: &Console) -> Listing {
        let mut listing = Listing::new([
            ("condition", "Condition", "शर्त"),
            ("in_words", "In words", "विवरण"),
            ("pass", "Pass", "पूर्ण"),
            ("fail", "Fail", "अपूर्ण"),
            ("not_known", "Not known", "ज्ञात नहीं"),
        ]);
        for (at, condition) in conditions.all.iter().enumerate() {
            let count = |outcome: Outcome| {
                let these = answers.iter().filter(|answer| answer.condition == at && answer.outcome == outcome);
                Value::count(these.count())
            };
            listing.push([
                Value::text(&condition.code),
                Value::text(condition.label.in_language(console.language())),
                count(Outcome::Pass),
                count(Outcome::Fail),
                count(Outcome::Unknown),
            ]);
        }
        listing
    }
}
