//! `coop-register surcharge`: a surcharge of one person, from the notice over the hearing to recovery.

use crate::case::{
    Acting, Called, acting, clocks, correct, list,
    more::{Before, More},
    open::{Opening, told},
    show,
};
use clap::{Args, Subcommand};
use coop_registry::{
    branches::{
        cases::cases,
        inspection::{INSPECTION, SURCHARGE, amounts_in_the_way},
    },
    catalogue::Clocks,
    cli::{CommandError, Console, FieldReader, Office, Verdict, parse_date, statutory},
    model::{Date, Label, Moment, Paise, Value},
};

const OF: Called<'static> = Called { noun: "surcharge", service: SURCHARGE };

/// Surcharges: notice, hearing, order, appeal, recovery
#[derive(Subcommand)]
pub enum Surcharge {
    /// Notice to one person; after an inspection it names it
    Notice(Notice),
    /// The person was heard
    Hear(Acting),
    /// Order the surcharge, once the person was heard and in time
    Order(Order),
    /// Appeal: enter it, or what it came to
    Appeal(Appeal),
    /// Enter what was recovered so far
    Recover(Recover),
    /// Any other act, as condone, drop, no_appeal, satisfied
    Act(acting::ByName),
    /// Correct what was entered: a fact, or the day of an act
    Correct(correct::Correct),
    /// The clocks of one surcharge, or of all that are open
    Clock(clocks::ClocksOf),
    /// List surcharges
    List(list::List),
    /// Show one surcharge: facts, movement, limitation, clocks, what may be done now
    Show(show::Show),
}

/// Notice of surcharge.
#[derive(Args)]
pub struct Notice {
    /// Society: identity, registration number or name
    society: String,
    /// Person liable
    #[arg(long, value_name = "NAME")]
    person: String,
    /// Post held
    #[arg(long)]
    post: Option<String>,
    /// Amount, in rupees
    #[arg(long)]
    amount: String,
    /// The inspection it follows: its identity or order number
    #[arg(long, value_name = "CASE")]
    inspection: Option<String>,
    /// Day of the act or omission: limitation is counted from it
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    occurred_on: Option<Date>,
    /// Day of the notice (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
    /// A further field of the register, as --set interest=500
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    set: Vec<String>,
}

/// The order.
#[derive(Args)]
pub struct Order {
    /// Amount, where the order has another than the notice, in rupees
    #[arg(long)]
    amount: Option<String>,
    /// Interest, in rupees
    #[arg(long)]
    interest: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

/// Appeal.
#[derive(Args)]
pub struct Appeal {
    /// Number of the appeal, which enters it
    #[arg(long, value_name = "NO", conflicts_with = "result", required_unless_present = "result")]
    appeal_no: Option<String>,
    /// What it came to: upheld, modified or set_aside
    #[arg(long, value_parser = ["upheld", "modified", "set_aside"])]
    result: Option<String>,
    /// Amount as modified, in rupees
    #[arg(long, requires = "result")]
    amount: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

/// Recovery.
#[derive(Args)]
pub struct Recover {
    /// Recovered so far, in rupees
    #[arg(long)]
    recovered: String,
    #[command(flatten)]
    acting: Acting,
}

impl Surcharge {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Notice(verb) => verb.run(office, console),
            Self::Hear(verb) => enter(verb, office, console, "hear", None),
            Self::Order(verb) => {
                let told = [("amount", verb.amount), ("interest", verb.interest)];
                enter(verb.acting.telling(told), office, console, "order", None)
            }
            Self::Appeal(verb) => {
                let act = verb.result.unwrap_or_else(|| "appeal".to_owned());
                let told = [("appeal_no", verb.appeal_no), ("amount", verb.amount)];
                enter(verb.acting.telling(told), office, console, &act, None)
            }
            Self::Recover(verb) => {
                let acting = verb.acting.telling([("recovered", Some(verb.recovered.clone()))]);
                enter(acting, office, console, "recover", Some(&verb.recovered))
            }
            Self::Act(verb) => {
                let (act, acting) = verb.parts();
                enter(acting, office, console, &act, None)
            }
            Self::Correct(verb) => verb.run(office, console, OF),
            Self::Clock(verb) => verb.run(office, console, OF),
            Self::List(verb) => verb.run(office, console, OF),
            Self::Show(verb) => verb.run(office, console, OF),
        }
    }
}

/// Does an act, looking at what is owed and what was recovered.
fn enter(
    acting: Acting,
    office: &Office,
    console: &mut Console,
    act: &str,
    recovered: Option<&str>,
) -> Result<Verdict, CommandError> {
    let look = |seen: &Before<'_>| -> Result<More, CommandError> {
        let Some((case, act)) = seen.case.zip(seen.act) else { return Ok(More::default()) };
        let now = recovered.map(|text| amount(office, seen, text, &case.number)).transpose()?.flatten();
        Ok(More { faults: amounts_in_the_way(seen.desk.table, case, act, now), ..More::default() })
    };
    acting.run_with(office, console, OF, act, look)
}

/// The amount as its field reads it; nothing where it does not, which the gate tells.
fn amount(office: &Office, seen: &Before<'_>, text: &str, number: &str) -> Result<Option<Paise>, CommandError> {
    let said = [("recovered".to_owned(), text.to_owned())];
    let (told, _) = FieldReader::of(office, seen.register)?.read(&[seen.desk.table], &said, number);
    Ok(told.first().and_then(|(_, value): &(String, Value)| value.as_money()))
}

impl Notice {
    /// Rests on the report it follows: neither an order nor a reason is asked for.
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let inspection = match &self.inspection {
            None => None,
            Some(asked) => {
                let register = office.read_register()?;
                let service = statutory::service(office, &Clocks::load(office.files())?, INSPECTION)?;
                let all = cases(&register, &service, Moment::on(Date::MAX))?;
                Some(statutory::case_of(&all, asked)?.id.clone())
            }
        };
        let flags = [
            ("society", Some(self.society.clone())),
            ("person", Some(self.person)),
            ("post", self.post),
            ("amount", Some(self.amount)),
            ("inspection", inspection),
            ("occurred_on", self.occurred_on.map(|day| day.to_string())),
        ];
        let said = told(flags, &self.set)?;
        let name = Label { en: "surcharge".into(), hi: "अधिभार".into() };
        Opening { on: self.on, about: self.society, said, name, verb: "notice", kind: None }.run(office, console, OF)
    }
}
