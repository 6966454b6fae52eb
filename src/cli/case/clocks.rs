//! The clocks of cases.

use super::{Called, Desk, day, standing, word};
use crate::{
    branches::cases::{Case, Running, cases},
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, statutory},
    clocks::Standing,
    model::{Date, Value},
};
use clap::Args;

/// Show clocks.
#[derive(Args)]
pub struct ClocksOf {
    /// The case; without it all that are open
    case: Option<String>,
}

/// An empty listing of clocks.
pub fn listing() -> Listing {
    Listing::new([
        ("case", "Case", "प्रकरण"),
        ("number", "Number", "संख्या"),
        ("clock", "Clock", "घड़ी"),
        ("begun_on", "Begun", "आरंभ"),
        ("limit", "Limit", "सीमा"),
        ("due_on", "Due", "देय तिथि"),
        ("standing", "Stands", "स्थिति"),
        ("days", "Days", "दिन"),
        ("on_expiry", "When run out", "समाप्ति पर"),
        ("rests_on", "Rests on", "आधार"),
    ])
}

/// Days left, days over or days left while it stands still.
fn days(standing: &Standing, on: Date) -> Value {
    let between = |from: Date, to: Date| from.until(to).map_or(0, |span| i64::from(span.get_days()));
    match standing {
        Standing::NoLimit => Value::Empty,
        Standing::Running(due) => Value::Integer(between(on, *due)),
        Standing::Stopped(_, left) => Value::Integer(i64::from(*left)),
        Standing::Met(ended, due) | Standing::Late(ended, due) => Value::Integer(between(*ended, *due)),
        Standing::Expired(due) => Value::Integer(between(on, *due)),
    }
}

/// Adds a line for each clock of a case. Days below zero are over.
pub fn add(listing: &mut Listing, console: &Console, case: &Case, clocks: &[Running<'_>], on: Date) {
    let language = console.language();
    for clock in clocks {
        let limit = clock.in_force.as_ref().and_then(|in_force| in_force.limit);
        let limit = limit.map(|limit| format!("{} {}", limit.number, limit.unit.label().in_language(language)));
        let (code, label) = standing(&clock.standing);
        let expiry = clock.line.map(|line| line.on_expiry);
        let rests_on = clock.in_force.as_ref().map(|in_force| in_force.rests_on.in_language(language));
        listing.push([
            Value::text(&case.id),
            Value::text(&case.number),
            Value::text(word(console, &clock.of.code, &clock.of.label)),
            Value::Date(clock.course.begun),
            limit.map_or(Value::Empty, Value::text),
            day(clock.due()),
            Value::text(word(console, code, &label)),
            days(&clock.standing, on),
            expiry.map_or(Value::Empty, |expiry| Value::text(word(console, expiry.key(), &expiry.label()))),
            rests_on.map_or(Value::Empty, Value::text),
        ]);
    }
}

impl ClocksOf {
    /// The same about the case a page finds for what was asked.
    pub fn about(self, find: impl FnOnce(&str) -> Result<String, CommandError>) -> Result<Self, CommandError> {
        Ok(Self { case: self.case.as_deref().map(find).transpose()? })
    }
    pub fn run(self, office: &Office, console: &mut Console, of: Called<'_>) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let desk = Desk::of(office, &register, of.service, moment)?;
        let all = cases(&register, &desk.service, moment)?;
        let chosen: Vec<&Case> = match &self.case {
            Some(asked) => vec![statutory::case_of(&all, asked)?],
            None => all.iter().filter(|case| !desk.service.stages[case.stage].closed).collect(),
        };
        let mut listing = listing();
        for case in chosen {
            add(&mut listing, console, case, &desk.clocks(case, moment.as_of), moment.as_of);
        }
        console.listing("case-clocks", &listing);
        for clock in desk.service.clocks.iter().filter_map(|clock| clock.stops.as_ref()) {
            let stops = console.pick("while a query is out the clock stands still", "त्रुटि पत्र के दौरान घड़ी रुकी रहती है");
            console.note(format!("{stops}: {}", clock.printed(console.language())));
        }
        Ok(Exit::Done)
    }
}
