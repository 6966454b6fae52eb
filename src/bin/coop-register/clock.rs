//! `coop-register clock`: the clocks and figures of the law, and the limits an office sets itself.

use clap::{Args, Subcommand};
use coop_registry::{
    branches::cases::{OfficeLimit, cited, set_limit},
    catalogue::{ClockDef, Measure, TimeUnit},
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, parse_date, statutory},
    clocks::Limit,
    model::{Date, Moment, Plan, Value},
    register::ReadRegister,
};

/// Clocks of the law, and limits the office sets
#[derive(Subcommand)]
pub enum Clock {
    /// List clocks and figures with limit, source and how each was seen
    List(List),
    /// Show one clock with all that is known of it
    Show(Show),
    /// Set a limit of the office for a clock, by order
    Set(Set),
}

/// List clocks.
#[derive(Args)]
pub struct List {
    /// Only this State: BR, MP, UK, MS (multi-State), IN (all)
    #[arg(long)]
    state: Option<String>,
    /// Only this service, as registration
    #[arg(long)]
    module: Option<String>,
    /// Only clocks without a limit that was sourced
    #[arg(long)]
    unsourced: bool,
}

/// Show a clock.
#[derive(Args)]
pub struct Show {
    /// Its id, as BR-REG-02
    id: String,
}

/// Set a limit.
#[derive(Args)]
pub struct Set {
    /// Id of the clock, as BR-REG-02
    id: String,
    /// So many days
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=3650), conflicts_with_all = ["months", "working_days", "years"])]
    days: Option<u32>,
    /// So many calendar months
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1200), conflicts_with_all = ["working_days", "years"])]
    months: Option<u32>,
    /// So many years, as an age
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100), conflicts_with = "working_days")]
    years: Option<u32>,
    /// So many days on which the office is open
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=3650))]
    working_days: Option<u32>,
    /// A time of day, for a clock of one day, as 18:00
    #[arg(long, value_name = "HH:MM", value_parser = minutes, conflicts_with_all = ["days", "months", "years", "working_days"])]
    time: Option<u32>,
    /// A due date on a closed day moves to the next open one
    #[arg(long)]
    next_working_day: bool,
    /// Day of the order, from which it holds (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

impl Clock {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::List(verb) => verb.run(office, console),
            Self::Show(verb) => verb.run(office, console),
            Self::Set(verb) => verb.run(office, console),
        }
    }
}

/// The limit as the file has it, also where it was not sourced.
fn written(clock: &ClockDef, console: &Console) -> String {
    match &clock.measure {
        Measure::Duration(number, unit) => {
            format!("{} {}", unit.written(*number), unit.label().in_language(console.language()))
        }
        Measure::Parameter(number, unit) => format!("{number} {unit}"),
        Measure::None => String::new(),
    }
}

fn limit_words(limit: &Limit, console: &Console) -> String {
    format!("{} {}", limit.unit.written(limit.number), limit.unit.label().in_language(console.language()))
}

/// Module of the clocks that run within a day.
const OF_ONE_DAY: &str = "pacs_day";

/// Minutes from midnight to `18:00`.
fn minutes(text: &str) -> Result<u32, String> {
    let read =
        text.split_once(':').and_then(|(hour, minute)| Some((hour.parse::<u32>().ok()?, minute.parse::<u32>().ok()?)));
    match read {
        Some((hour, minute)) if hour < 24 && minute < 60 => Ok(hour * 60 + minute),
        _ => Err(format!("'{text}' is no time of day, as 18:00")),
    }
}

fn unknown(id: &str) -> CommandError {
    CommandError::not_found("error.clock.none").with("id", id)
}

impl List {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let law = statutory::law(office, &register, moment)?;
        let language = console.language();
        let mut listing = Listing::new([
            ("id", "Clock", "घड़ी"),
            ("state", "State", "राज्य"),
            ("module", "Service", "सेवा"),
            ("from", "From", "से"),
            ("to", "To", "तक"),
            ("as_seen", "As seen", "जैसा देखा"),
            ("in_force", "In force here", "यहाँ लागू"),
            ("on_expiry", "When run out", "समाप्ति पर"),
            ("rests_on", "Rests on", "आधार"),
        ]);
        let wanted = |text: &Option<String>, is: &str| text.as_ref().is_none_or(|text| text.eq_ignore_ascii_case(is));
        for clock in law.clocks.all() {
            let in_force = law.in_force(clock);
            let is_figure = matches!(clock.measure, Measure::Parameter(..));
            if !wanted(&self.state, &clock.state)
                || !wanted(&self.module, &clock.module)
                || self.unsourced && (in_force.limit.is_some() || is_figure)
            {
                continue;
            }
            let now = in_force.limit.as_ref().map(|limit| limit_words(limit, console));
            let expiry = clock.on_expiry;
            listing.push([
                Value::text(&clock.id),
                Value::text(&clock.state),
                Value::text(&clock.module),
                Value::text(&clock.event_from),
                Value::text(&clock.event_to),
                Value::text(written(clock, console)),
                now.map_or(Value::Empty, Value::text),
                Value::text(if console.is_for_people() {
                    expiry.label().in_language(language).to_owned()
                } else {
                    expiry.key().to_owned()
                }),
                Value::text(in_force.rests_on.in_language(language)),
            ]);
        }
        console.listing("clock-list", &listing);
        Ok(Exit::Done)
    }
}

impl Show {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let law = statutory::law(office, &register, moment)?;
        let clock = law.clocks.get(&self.id).ok_or_else(|| unknown(&self.id))?;
        let language = console.language();
        let in_force = law.in_force(clock);
        let own = law.own.get(&clock.id);
        let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
        let none = console.pick("no limit sourced", "समय-सीमा का स्रोत नहीं").to_owned();
        let now = in_force.limit.as_ref().map_or(none, |limit| limit_words(limit, console));
        let lines = [
            ("id", "Clock", "घड़ी", clock.id.clone()),
            ("act", "Act", "अधिनियम", clock.act.in_language(language).to_owned()),
            ("section", "Section", "धारा", clock.section.clone()),
            ("runs", "From – to", "से – तक", format!("{} – {}", clock.event_from, clock.event_to)),
            ("as_seen", "As seen", "जैसा देखा", written(clock, console)),
            ("seen", "How it was seen", "कैसे देखा", clock.seen.word(language).to_owned()),
            ("in_force", "In force here", "यहाँ लागू", now),
            ("rests_on", "Rests on", "आधार", in_force.rests_on.in_language(language).to_owned()),
            ("catalogue", "Catalogue", "सूची-पत्र", cited(clock).in_language(language).to_owned()),
            ("order_on", "Order date", "आदेश तिथि", day(own.and_then(|own| own.order_on))),
            ("on_expiry", "When run out", "समाप्ति पर", clock.on_expiry.label().in_language(language).to_owned()),
            ("holds", "Holds from – to", "लागू अवधि", format!("{} – {}", day(clock.from), day(clock.to))),
            ("effect", "What it means", "अर्थ", clock.effect.in_language(language).to_owned()),
            ("source", "Read at", "स्रोत", clock.source.clone()),
        ];
        let mut listing = Listing::new([("key", "Key", "कुंजी"), ("label", "Label", "शीर्षक"), ("value", "Value", "मान")]);
        for (key, en, hi, value) in lines {
            listing.push([Value::text(key), Value::text(console.pick(en, hi)), Value::text(value)]);
        }
        console.listing("clock", &listing);
        Ok(Exit::Done)
    }
}

impl Set {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let Some(order_no) = office.globals().order.clone() else {
            return Err(CommandError::new(Exit::Refused, "error.clock.order"));
        };
        let given = [
            (self.days, TimeUnit::Days),
            (self.months, TimeUnit::Months),
            (self.years, TimeUnit::Years),
            (self.working_days, TimeUnit::WorkingDays),
            (self.time, TimeUnit::TimeOfDay),
        ];
        let Some((number, unit)) = given.into_iter().find_map(|(number, unit)| Some((number?, unit))) else {
            return Err(CommandError::new(Exit::Arguments, "error.clock.no_limit"));
        };
        let on = office.day_come(self.on)?;
        let act = office.act("coop-register clock set")?;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let law = statutory::law(office, &register, Moment::on(Date::MAX))?;
        let clock = law.clocks.get(&self.id).ok_or_else(|| unknown(&self.id))?;
        if let Measure::Parameter(figure, unit) = &clock.measure {
            return Err(CommandError::new(Exit::Refused, "error.clock.figure")
                .with("id", &clock.id)
                .with("figure", format!("{figure} {unit}")));
        }
        // A clock of one day runs to a time of it; every other is counted in days or longer.
        if (unit == TimeUnit::TimeOfDay) != (clock.module == OF_ONE_DAY) {
            return Err(CommandError::new(Exit::Arguments, "error.clock.time").with("id", &clock.id));
        }
        let limit = Limit { number, unit, next_working_day: self.next_working_day };
        let own = OfficeLimit { limit, order_no, order_on: Some(on) };
        let already = law.own.get(&clock.id) == Some(&own);
        let (mut day_no, dry_run) = (None, office.globals().dry_run);
        if !already {
            let entry = set_limit(&register, &clock.id, &own, on)?;
            let plan = Plan { act, entries: vec![entry], made_at: Some(made_at), ..Plan::default() };
            let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
            day_no = (!dry_run).then_some(applied.day_no);
        }
        console.data(
            "clock-set",
            serde_json::json!({
                "id": clock.id, "limit": number, "unit": unit.key(), "order_no": own.order_no, "from": on.to_string(),
                "entered": !already, "day_no": day_no, "dry_run": dry_run,
            }),
        );
        let (id, words, order) = (&clock.id, limit_words(&limit, console), &own.order_no);
        console.say(match (already, dry_run, console.pick("en", "hi")) {
            (true, _, "hi") => format!("{id}: {words} पहले से लागू (आदेश {order}); कुछ नहीं बदला"),
            (true, _, _) => format!("{id}: {words} already (order {order}); nothing was changed"),
            (false, true, "hi") => format!("{id}: {words} लागू होगा (आदेश {order}, {on}); अभी कुछ नहीं बदला"),
            (false, true, _) => format!("{id}: would be {words} (order {order}, {on}); nothing was changed"),
            (false, false, "hi") => format!("{id}: {words}, आदेश {order}, {on} से"),
            (false, false, _) => format!("{id}: {words}, order {order}, from {on}"),
        });
        Ok(Exit::Done)
    }
}
