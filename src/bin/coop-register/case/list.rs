//! Cases as a list.

use super::{Called, Desk, day, standing, word};
use crate::society::Words;
use clap::Args;
use coop_registry::{
    branches::cases::cases,
    cli::{CommandError, Console, Exit, Listing, Office, Verdict},
    model::Value,
};

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
}

impl List {
    pub fn run(self, office: &Office, console: &mut Console, of: Called<'_>) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let desk = Desk::of(office, &register, of.service, moment)?;
        let service = &desk.service;
        let stage = match &self.stage {
            None => None,
            Some(code) => Some(service.stage(code).ok_or_else(|| {
                let known: Vec<&str> = service.stages.iter().map(|stage| stage.code.as_str()).collect();
                CommandError::new(Exit::Arguments, "error.case.stage")
                    .with("found", code)
                    .with("known", known.join(", "))
            })?),
        };
        let mut listing = Listing::new([
            ("case", "Case", "प्रकरण"),
            ("number", "Number", "संख्या"),
            ("title", "About", "विषय"),
            ("opened_on", "Received", "प्राप्ति"),
            ("stage", "Stage", "अवस्था"),
            ("since", "Since", "कब से"),
            ("desk", "With", "किसके पास"),
            ("due_on", "Due", "देय तिथि"),
            ("clock", "Clock", "घड़ी"),
        ]);
        let words = Words::load(office, console)?;
        let title = desk.table.fields.get(usize::from(service.fields.title));
        for case in cases(&register, service, moment)? {
            let closed = service.stages[case.stage].closed;
            let fits = stage.is_none_or(|at| case.stage == at)
                && self.desk.as_deref().is_none_or(|login| case.desk() == login)
                && !(self.open && closed);
            if !fits {
                continue;
            }
            // The clock of the decision is the first of a service.
            let clocks = desk.clocks(&case, moment.as_of);
            let (due, code, label) = clocks.first().map_or((None, "", Default::default()), |clock| {
                let (code, label) = standing(&clock.standing);
                (clock.due(), code, label)
            });
            let now = &service.stages[case.stage];
            listing.push([
                Value::text(&case.id),
                Value::text(&case.number),
                title.map_or(Value::Empty, |field| words.value(field, case.value(service.fields.title))),
                day(case.opened_on),
                Value::text(word(console, &now.code, &now.label)),
                day(case.since()),
                Value::text(case.desk()),
                day(due),
                Value::text(word(console, code, &label)),
            ]);
        }
        console.listing("case-list", &listing);
        Ok(Exit::Done)
    }
}
