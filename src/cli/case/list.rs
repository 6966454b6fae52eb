//! Cases as a list.

use super::{Called, Desk, abstracts, day, pairs, standing, title, word};
use crate::cli::RegisterWords as Words;
use crate::{
    branches::cases::{AgeBand, Case, Service, band, bands, cases, kind_of},
    cli::{CommandError, Console, Exit, FieldReader, Listing, Office, Part, Verdict},
    model::{Label, Value},
    register::ReadRegister,
};
use clap::Args;

/// List cases.
#[derive(Args)]
pub struct List {
    /// Only those in this stage, as query
    #[arg(long)]
    stage: Option<String>,
    /// Only those this officer has
    #[arg(long, value_name = "LOGIN")]
    desk: Option<String>,
    /// Only those that have not ended
    #[arg(long)]
    open: bool,
    /// Only those of this age in days, as 15-29 or 90+, where the service has spans of age
    #[arg(long, value_name = "SPAN")]
    age: Option<String>,
    /// Only those with this value in the register, as --where category=corruption
    #[arg(long = "where", value_name = "FIELD=VALUE")]
    pub with: Vec<String>,
    /// Counts of open cases by age instead, one line for each: stage, desk, kind, age or a field of the register
    #[arg(long, value_name = "WHAT")]
    by: Option<String>,
    /// Only those of this kind
    #[arg(skip)]
    pub kind: Option<String>,
}

/// Code and words of what a case is counted under.
pub type Group = (String, Label);

/// A case that was chosen.
pub struct Chosen {
    pub case: Case,
    pub age: Option<i64>,
}

/// Codes there are, as an error names them.
fn known<'a>(all: impl Iterator<Item = &'a str>) -> String {
    let all = all.collect::<Vec<_>>().join(", ");
    if all.is_empty() { "–".to_owned() } else { all }
}

impl List {
    pub fn run(self, office: &Office, console: &mut Console, of: Called<'_>) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let desk = Desk::of(office, &register, of.service, moment)?;
        let words = Words::load(office, console)?;
        let spans = bands(&desk.service.ages);
        let chosen = self.chosen(office, &register, &desk, &spans)?;
        if let Some(by) = &self.by {
            return abstracts::show(console, &desk, &words, (&spans, by), chosen, moment.as_of);
        }
        let mut listing = Listing::new([
            ("case", "Case", "प्रकरण"),
            ("number", "Number", "संख्या"),
            ("title", "About", "विषय"),
            ("opened_on", "Received", "प्राप्ति"),
            ("stage", "Stage", "अवस्था"),
            ("since", "Since", "कब से"),
            ("age", "Days", "दिन"),
            ("desk", "With", "किसके पास"),
            ("due_on", "Due", "देय तिथि"),
            ("clock", "Clock", "घड़ी"),
            ("kind", "Kind", "प्रकार"),
        ]);
        let service = &desk.service;
        for Chosen { case, age } in chosen {
            // The clock of the decision is the first of a service.
            let clocks = desk.clocks(&case, moment.as_of);
            let (due, code, label) = clocks.first().map_or((None, "", Default::default()), |clock| {
                let (code, label) = standing(&clock.standing);
                (clock.due(), code, label)
            });
            let now = &service.stages[case.stage];
            let kind = kind_of(service, &case).map_or("", |kind| word(console, &kind.code, &kind.label));
            listing.push([
                Value::text(&case.id),
                Value::text(&case.number),
                title(desk.table, service, &case, &words),
                day(case.opened_on),
                Value::text(word(console, &now.code, &now.label)),
                day(case.since()),
                age.map_or(Value::Empty, Value::Integer),
                Value::text(case.desk()),
                day(due),
                Value::text(word(console, code, &label)),
                Value::text(kind),
            ]);
        }
        if console.is_for_people() && service.kinds.is_empty() {
            // A column nothing can stand in.
            listing.columns.pop();
            listing.rows.iter_mut().for_each(|row| _ = row.pop());
        }
        console.listing("case-list", &listing);
        Ok(Exit::Done)
    }

    /// Counts are asked for, no list.
    pub fn counts(&self) -> bool {
        self.by.is_some()
    }

    /// The cases asked for, with their age.
    pub fn chosen(
        &self,
        office: &Office,
        register: &dyn ReadRegister,
        desk: &Desk<'_>,
        spans: &[AgeBand],
    ) -> Result<Vec<Chosen>, CommandError> {
        let (service, moment) = (&desk.service, office.moment()?);
        let stage = match &self.stage {
            None => None,
            Some(code) => Some(service.stage(code).ok_or_else(|| {
                let known = known(service.stages.iter().map(|stage| stage.code.as_str()));
                CommandError::new(Exit::Arguments, "error.case.stage").with("found", code).with("known", known)
            })?),
        };
        let span = match &self.age {
            None => None,
            Some(code) => Some(spans.iter().position(|span| span.code == *code).ok_or_else(|| {
                let known = known(spans.iter().map(|span| span.code.as_str()));
                CommandError::new(Exit::Arguments, "error.case.age").with("found", code).with("known", known)
            })?),
        };
        if let Some(code) = self.kind.as_ref().filter(|code| !service.kinds.iter().any(|kind| kind.code == **code)) {
            let known = known(service.kinds.iter().map(|kind| kind.code.as_str()));
            return Err(CommandError::new(Exit::Arguments, "error.case.kind").with("found", code).with("known", known));
        }
        let with = self.wanted(office, register, desk)?;
        let mut chosen = Vec::new();
        for case in cases(register, service, moment)? {
            let closed = service.stages[case.stage].closed;
            let age = case.age(service, moment.as_of);
            let fits = stage.is_none_or(|at| case.stage == at)
                && self.desk.as_deref().is_none_or(|login| case.desk() == login)
                && !((self.open || self.by.is_some()) && closed)
                && span.is_none_or(|at| age.is_some_and(|age| band(&service.ages, age) == at))
                && self.kind.as_ref().is_none_or(|code| is_kind(service, &case, code))
                && with.iter().all(|(no, value)| case.value(*no) == value);
            if fits {
                chosen.push(Chosen { case, age });
            }
        }
        Ok(chosen)
    }

    /// `--where`, read as its fields want it.
    fn wanted(
        &self,
        office: &Office,
        register: &dyn ReadRegister,
        desk: &Desk<'_>,
    ) -> Result<Vec<(u16, Value)>, CommandError> {
        let reader = FieldReader::of(office, register)?;
        let (told, faults) =
            reader.read(&[desk.table], &pairs(&self.with)?, desk.table.label.in_language(office.language()));
        if let Some(first) = faults.first() {
            return Err(CommandError::new(Exit::Arguments, "error.case.not_opened")
                .part("said", Part::Finding(first.clone()))
                .part("todo", Part::ToDo(first.clone()))
                .because_of(faults));
        }
        told.into_iter()
            .map(|(key, value)| {
                desk.table.field_no(&key).map(|no| (no, value)).ok_or_else(|| {
                    let known: Vec<&str> = desk.table.fields.iter().map(|field| field.key.as_str()).collect();
                    CommandError::new(Exit::Arguments, "error.case.column")
                        .with("field", &key)
                        .with("known", known.join(", "))
                })
            })
            .collect()
    }
}

fn is_kind(service: &Service, case: &Case, code: &str) -> bool {
    kind_of(service, case).is_some_and(|kind| kind.code == code)
}
