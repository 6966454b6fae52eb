//! `coop-register stay`: what a court or authority has forbidden, and until when.

use crate::case::word;
use clap::{Args, Subcommand};
use coop_registry::{
    branches::cases::{Case, Stay, add_stay, cases, lift_stay, stays},
    catalogue::Clocks,
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, desk, parse_date, statutory},
    model::{Date, Moment, NewEntry, Plan, Value},
    register::{ReadRegister, Register},
};

/// Stays: what a court forbids until it is lifted by order
#[derive(Subcommand)]
pub enum StayOrder {
    /// Enter a stay; what it forbids is refused from its day on
    Add(Add),
    /// Lift a stay by order
    Lift(Lift),
    /// List stays
    List(List),
}

/// A stay.
#[derive(Args)]
#[command(group(clap::ArgGroup::new("about").required(true).args(["case", "society"])))]
pub struct Add {
    /// The case: its identity, its number or what it is about
    #[arg(long)]
    case: Option<String>,
    /// Service of the case
    #[arg(long, default_value = "dispute")]
    service: String,
    /// The society: identity, registration number or name
    #[arg(long)]
    society: Option<String>,
    /// What it forbids: a code of the list stay_kind, as proceedings, election, recovery or act
    #[arg(long, value_name = "WHAT", default_value = "proceedings")]
    forbids: String,
    /// With --forbids act: the acts, by their codes
    #[arg(long = "act", value_name = "CODE", value_delimiter = ',')]
    acts: Vec<String>,
    /// Court or authority that stays
    #[arg(long)]
    court: String,
    /// Day of its order (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

/// The end of a stay.
#[derive(Args)]
pub struct Lift {
    /// Identity of the stay; stay list shows it
    stay: String,
    /// Day of the order (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

/// List stays.
#[derive(Args)]
pub struct List {
    /// Only those in force
    #[arg(long)]
    open: bool,
}

impl StayOrder {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Add(verb) => verb.run(office, console),
            Self::Lift(verb) => verb.run(office, console),
            Self::List(verb) => verb.run(office, console),
        }
    }
}

/// A stay and its lifting rest on an order, not on a reason.
fn order(office: &Office) -> Result<String, CommandError> {
    let order = office.globals().order.clone().filter(|order| !order.trim().is_empty());
    order.ok_or_else(|| CommandError::new(Exit::Refused, "error.stay.order"))
}

/// Enters a stay or its end, decided on what the register held at the row `made_at` of the day book.
fn enter(
    office: &Office,
    console: &mut Console,
    (register, made_at): (&mut Register, i64),
    verb: &str,
    entry: NewEntry,
) -> Result<Verdict, CommandError> {
    let act = office.act(&format!("coop-register stay {verb}"))?;
    let plan = Plan { act, entries: vec![entry], made_at: Some(made_at), ..Plan::default() };
    let applied = office.carry_out(register, &plan, &mut |_| {})?;
    let dry_run = office.globals().dry_run;
    let (stay, day_no) = (applied.subjects.first().cloned().unwrap_or_default(), (!dry_run).then_some(applied.day_no));
    console
        .data("stay-entered", serde_json::json!({ "verb": verb, "stay": stay, "day_no": day_no, "dry_run": dry_run }));
    console.say(match (dry_run, verb, console.pick("en", "hi")) {
        (true, _, "hi") => format!("{stay}: दर्ज होगा; अभी कुछ नहीं बदला"),
        (true, ..) => format!("{stay}: would be entered; nothing was changed"),
        (false, "lift", "hi") => format!("{stay}: स्थगन समाप्त"),
        (false, "lift", _) => format!("{stay}: lifted"),
        (false, _, "hi") => format!("{stay}: स्थगन दर्ज"),
        (false, ..) => format!("{stay}: stay entered"),
    });
    Ok(Exit::Done)
}

impl Add {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (order, on) = (order(office)?, office.day_come(self.on)?);
        let kinds = desk::code_words(office, "stay_kind")?;
        if !kinds.contains_key(&self.forbids) {
            let known: Vec<&str> = kinds.keys().map(String::as_str).collect();
            return Err(CommandError::new(Exit::Arguments, "error.stay.kind")
                .with("found", &self.forbids)
                .with("known", known.join(", ")));
        }
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let (case, society) = (self.case(office, &register)?, self.society(office, &register)?);
        let acts = self.acts(office)?;
        let stay = Stay {
            kind: self.forbids,
            case: case.map(|case| case.id),
            society,
            acts,
            court: self.court.trim().to_owned(),
            order_no: order,
            on,
            ..Stay::default()
        };
        let same = |known: &&Stay| {
            let told = |stay: &Stay| {
                (stay.kind.clone(), stay.case.clone(), stay.society.clone(), stay.court.clone(), stay.order_no.clone())
            };
            told(known) == told(&stay)
        };
        if let Some(known) = stays(&register, Moment::on(Date::MAX))?.iter().find(same) {
            return Err(CommandError::new(Exit::Refused, "error.stay.twice")
                .with("stay", &known.id)
                .with("order", &known.order_no));
        }
        let entry = add_stay(&register, &stay)?;
        enter(office, console, (&mut register, made_at), "add", entry)
    }

    fn case(&self, office: &Office, register: &dyn ReadRegister) -> Result<Option<Case>, CommandError> {
        let Some(asked) = &self.case else { return Ok(None) };
        let service = statutory::service(office, &Clocks::load(office.files())?, &self.service)?;
        let all = cases(register, &service, Moment::on(Date::MAX))?;
        Ok(Some(statutory::case_of(&all, asked)?.clone()))
    }

    fn society(&self, office: &Office, register: &dyn ReadRegister) -> Result<Option<String>, CommandError> {
        let Some(asked) = &self.society else { return Ok(None) };
        let table = desk::table(office, "society")?;
        Ok(Some(desk::subject(register, table, asked, Moment::on(Date::MAX))?))
    }

    /// The acts it names, each of some service; they are named exactly where it is of that kind.
    fn acts(&self, office: &Office) -> Result<Vec<String>, CommandError> {
        if (self.forbids == "act") == self.acts.is_empty() {
            return Err(CommandError::new(Exit::Arguments, "error.stay.acts"));
        }
        let services = statutory::services(office, &Clocks::load(office.files())?)?;
        for code in &self.acts {
            if !services.iter().any(|service| service.act(code).is_some()) {
                let all = services.iter().flat_map(|service| &service.acts).map(|act| act.code.as_str());
                let known: std::collections::BTreeSet<&str> = all.collect();
                return Err(CommandError::new(Exit::Arguments, "error.case.act")
                    .with("found", code)
                    .with("known", known.into_iter().collect::<Vec<_>>().join(", ")));
            }
        }
        Ok(self.acts.clone())
    }
}

impl Lift {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (order, on) = (order(office)?, office.day_come(self.on)?);
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let all = stays(&register, Moment::on(Date::MAX))?;
        let Some(stay) = all.iter().find(|stay| stay.id == self.stay) else {
            let open: Vec<&str> =
                all.iter().filter(|stay| stay.lifted_on.is_none()).map(|stay| stay.id.as_str()).collect();
            let known = if open.is_empty() { "–".to_owned() } else { open.join(", ") };
            return Err(CommandError::not_found("error.stay.none").with("found", &self.stay).with("known", known));
        };
        if let Some(lifted) = stay.lifted_on {
            return Err(CommandError::new(Exit::Refused, "error.stay.lifted")
                .with("stay", &stay.id)
                .with("order", &stay.lifted_by)
                .with("on", lifted));
        }
        if on < stay.on {
            return Err(CommandError::new(Exit::Refused, "error.stay.before")
                .with("on", on)
                .with("stay", &stay.id)
                .with("since", stay.on));
        }
        let entry = lift_stay(&register, stay, on, &order)?;
        enter(office, console, (&mut register, made_at), "lift", entry)
    }
}

impl List {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let kinds = desk::code_words(office, "stay_kind")?;
        let mut listing = Listing::new([
            ("stay", "Stay", "स्थगन"),
            ("forbids", "Forbids", "क्या वर्जित"),
            ("case", "Case", "प्रकरण"),
            ("society", "Society", "समिति"),
            ("acts", "Acts", "कार्यवाहियाँ"),
            ("court", "Court", "न्यायालय"),
            ("order_no", "Order no.", "आदेश संख्या"),
            ("stayed_on", "Since", "कब से"),
            ("lifted_on", "Lifted on", "समाप्ति तिथि"),
            ("lifted_by", "Lifted by", "समाप्ति आदेश"),
        ]);
        let text = |text: &Option<String>| text.as_ref().map_or(Value::Empty, Value::text);
        for stay in stays(&register, moment)?.iter().filter(|stay| !self.open || stay.lifted_on.is_none()) {
            let kind = kinds.get(&stay.kind).cloned().unwrap_or_default();
            listing.push([
                Value::text(&stay.id),
                Value::text(word(console, &stay.kind, &kind)),
                text(&stay.case),
                text(&stay.society),
                Value::text(stay.acts.join(", ")),
                Value::text(&stay.court),
                Value::text(&stay.order_no),
                Value::Date(stay.on),
                stay.lifted_on.map_or(Value::Empty, Value::Date),
                Value::text(&stay.lifted_by),
            ]);
        }
        console.listing("stay-list", &listing);
        Ok(Exit::Done)
    }
}
