//! `coop-register supersession`: boards superseded or suspended, the administrator and until when.

use crate::case::{
    Acting, Called, More, acting, clocks, correct, list,
    open::{Opening, told},
    show,
};
use clap::{Args, Subcommand};
use coop_registry::{
    branches::cases::cases,
    cli::{CommandError, Console, Office, Verdict, desk, parse_date},
    model::{Date, Finding, Label, Locus, Moment, Severity, Value},
    register::ReadRegister,
};

/// The service and the noun of its verbs.
const SUPERSESSION: Called<'static> = Called { noun: "supersession", service: "supersession" };

/// Supersession of boards: show cause, order, administrator, end
#[derive(Subcommand)]
pub enum Supersession {
    /// Propose, with show cause to the board
    Propose(Propose),
    /// Supersede by order and appoint the administrator until a day; longer than the law lets is refused
    Order(Order),
    /// Extend by order
    Extend(Extend),
    /// Hand the charge to the elected board
    HandOver(Acting),
    /// Restore the board by order
    Restore(Acting),
    /// Any other act, as reply, drop, appeal, change_administrator
    Act(acting::ByName),
    /// Correct what was entered: a fact, or the day of an act
    Correct(correct::Correct),
    /// The clocks of one case, or of all that are open
    Clock(clocks::ClocksOf),
    /// List cases
    List(list::List),
    /// Show one case
    Show(show::Show),
}

/// A proposal.
#[derive(Args)]
pub struct Propose {
    /// Society: identity, registration number or name
    society: String,
    /// What is proposed: superseded, suspended or term_over
    #[arg(long, default_value = "superseded")]
    kind: String,
    /// The ground
    #[arg(long)]
    ground: String,
    /// Day (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

/// The order.
#[derive(Args)]
pub struct Order {
    /// Name of the administrator
    #[arg(long)]
    administrator: String,
    /// Post of the administrator
    #[arg(long)]
    post: Option<String>,
    /// Section the order names
    #[arg(long)]
    section: Option<String>,
    /// Until when
    #[arg(long, value_name = "DATE")]
    until: String,
    #[command(flatten)]
    acting: Acting,
}

/// An extension.
#[derive(Args)]
pub struct Extend {
    /// Until when
    #[arg(long, value_name = "DATE")]
    until: String,
    #[command(flatten)]
    acting: Acting,
}

impl Supersession {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Propose(verb) => verb.run(office, console),
            Self::Order(verb) => {
                let told = [
                    ("administrator", Some(verb.administrator)),
                    ("administrator_post", verb.post),
                    ("section", verb.section),
                    ("until", Some(verb.until)),
                ];
                verb.acting.telling(told).run(office, console, SUPERSESSION, "supersede")
            }
            Self::Extend(verb) => {
                verb.acting.telling([("until", Some(verb.until))]).run(office, console, SUPERSESSION, "extend")
            }
            Self::HandOver(verb) => verb.run(office, console, SUPERSESSION, "hand_over"),
            Self::Restore(verb) => verb.run(office, console, SUPERSESSION, "restore"),
            Self::Act(verb) => verb.run(office, console, SUPERSESSION),
            Self::Correct(verb) => verb.run(office, console, SUPERSESSION),
            Self::Clock(verb) => verb.run(office, console, SUPERSESSION),
            Self::List(verb) => verb.run(office, console, SUPERSESSION),
            Self::Show(verb) => verb.run(office, console, SUPERSESSION),
        }
    }
}

impl Propose {
    /// Rests on an order or a reason, as every act on a board does.
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let all = Moment::on(Date::MAX);
        let table = desk::table(office, "society")?;
        let (society, act, name) = {
            let register = office.read_register()?;
            let society = desk::subject(&register, table, &self.society, all)?;
            let line = register.line("society", &society, all)?;
            let text = |key: &str| {
                let value = line.as_ref().and_then(|line| line.value(table, key)).and_then(Value::as_text);
                value.unwrap_or_default().to_owned()
            };
            let name = [text("name_hi"), text("name_en")].into_iter().find(|name| !name.is_empty());
            (society.clone(), text("act"), name.unwrap_or(society))
        };
        if office.globals().order.is_none() && office.globals().reason.is_none() {
            return Err(CommandError::order_missing());
        }
        let flags = [
            ("society", Some(society.clone())),
            ("kind", Some(self.kind)),
            ("ground", Some(self.ground)),
            ("act", Some(act).filter(|act| !act.is_empty())),
        ];
        let said = told(flags, &[])?;
        let label = Label { en: "supersession".into(), hi: "अधिक्रमण प्रकरण".into() };
        Opening { on: self.on, about: name.clone(), said, name: label, verb: "propose", kind: None }.run_with(
            office,
            console,
            SUPERSESSION,
            |before| {
                let mut more = More { made: vec![("name".to_owned(), Value::text(&name))], ..More::default() };
                let service = &before.desk.service;
                for case in cases(before.register, service, all)? {
                    let open = !service.stages[case.stage].closed;
                    if open && case.society.as_deref() == Some(&society) {
                        let place = Locus { society: Some(name.clone()), ..Locus::default() };
                        let said = Finding::new("ELE-181", Severity::Error, place);
                        more.faults.push(said.with("number", &case.number));
                    }
                }
                Ok(more)
            },
        )
    }
}
