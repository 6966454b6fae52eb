//! `coop-register causelist`: the list of a court on a day.

use crate::case::word;
use clap::{Args, Subcommand};
use coop_registry::{
    branches::cases::{Item, Venue},
    cli::{
        CommandError, Console, Exit, Listing, Office, Verdict,
        cause_lists::{Sitting, freeze, paper, refuse, verdict},
        desk, hearing_alerts, parse_date,
    },
    model::{Date, Label, Value},
    register::ReadRegister,
};

/// Cause lists: from the next dates of hearings to the printed list
#[derive(Subcommand)]
pub enum Causelist {
    /// Show the list as it stands: what is printed, and what would be
    Build(Listed),
    /// Print by order, which freezes it; without --order print again what is frozen
    Print(Listed),
    /// Tell the parties of printed lists: a notice each, whose letter waits in the outbox; safe to run every night
    Alert(Alert),
    /// Double bookings of officer, room or party, closed days, cases without a next date
    Check(Listed),
}

/// Which list.
#[derive(Args)]
pub struct Listed {
    /// Day of the list
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Date,
    /// Court: a code of the list court, as assistant_registrar
    #[arg(long)]
    court: String,
    /// Room (default: that of the printed list)
    #[arg(long)]
    room: Option<String>,
    /// Login of the presiding officer (default: that of the printed list)
    #[arg(long, value_name = "LOGIN")]
    presiding: Option<String>,
    /// Time of the first case
    #[arg(long, value_name = "HH:MM", default_value = "10:30", value_parser = minute)]
    begins: u32,
    /// Minutes for each case
    #[arg(long, value_name = "MINUTES", default_value_t = 15, value_parser = clap::value_parser!(u32).range(1..=480))]
    every: u32,
}

/// Tell the parties.
#[derive(Args)]
pub struct Alert {
    /// Day of the lists
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Date,
    /// Only this court: a code of the list court (default: all)
    #[arg(long)]
    court: Option<String>,
}

fn minute(text: &str) -> Result<u32, String> {
    let wrong = || format!("'{text}' is no time; HH:MM was expected, as 10:30");
    let (hours, minutes) = text.split_once(':').ok_or_else(wrong)?;
    let number = |text: &str, below: u32| text.parse::<u32>().ok().filter(|number| *number < below);
    let both = number(hours, 24).zip(number(minutes, 60));
    both.map(|(hours, minutes)| hours * 60 + minutes).ok_or_else(wrong)
}

impl Causelist {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Build(list) => list.build(office, console),
            Self::Print(list) => list.print(office, console),
            Self::Alert(verb) => hearing_alerts::alert(office, console, verb.on, verb.court.as_deref()),
            Self::Check(list) => list.check(office, console),
        }
    }
}

impl Listed {
    fn venue(&self, sitting: &Sitting) -> Venue {
        let (room, presiding) = sitting.venue().unwrap_or_default();
        Venue {
            room: self.room.clone().unwrap_or(room),
            presiding: self.presiding.clone().unwrap_or(presiding),
            begins: self.begins,
            every: self.every,
        }
    }

    fn build(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let register = office.read_register()?;
        let sitting = Sitting::read(office, &register, self.on, &self.court)?;
        let proposed = sitting.proposed(&self.venue(&sitting));
        refuse(sitting.faults(&register, &proposed)?)?;
        let all = [sitting.printed(), proposed].concat();
        let listing = listing(office, console, &all)?;
        console.listing("cause-list", &listing);
        Ok(Exit::Done)
    }

    fn check(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let register = office.read_register()?;
        let sitting = Sitting::read(office, &register, self.on, &self.court)?;
        let proposed = sitting.proposed(&self.venue(&sitting));
        refuse(sitting.faults(&register, &proposed)?)?;
        let (undated, printed) = (sitting.undated(), sitting.printed().len());
        console.findings(&undated);
        console.data(
            "cause-list-check",
            serde_json::json!({
                "on": self.on.to_string(), "court": self.court, "printed": printed, "proposed": proposed.len(),
                "without_date": undated.len(),
            }),
        );
        let (waiting, lacking) = (proposed.len(), undated.len());
        console.say(match console.pick("en", "hi") {
            "hi" => format!("{printed} जारी, {waiting} प्रस्तावित, {lacking} बिना अगली तिथि; कोई टकराव नहीं"),
            _ => format!("{printed} printed, {waiting} proposed, {lacking} without a next date; no double booking"),
        });
        Ok(verdict(&undated))
    }

    fn print(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let sitting = Sitting::read(office, &register, self.on, &self.court)?;
        let venue = self.venue(&sitting);
        let (mut proposed, mut all) = (sitting.proposed(&venue), sitting.printed());
        let order = office.globals().order.clone();
        if order.is_none() && all.is_empty() {
            return Err(CommandError::new(Exit::Refused, "error.cause_list.order").with("on", self.on));
        }
        let mut day_no = None;
        let mut frozen = 0;
        if let Some(order) = order.filter(|_| !proposed.is_empty()) {
            if venue.room.trim().is_empty() || venue.presiding.trim().is_empty() {
                return Err(CommandError::new(Exit::Arguments, "error.cause_list.venue"));
            }
            refuse(sitting.faults(&register, &proposed)?)?;
            day_no = freeze(office, (&mut register, made_at), &sitting, &proposed, "coop-register causelist print")?;
            frozen = proposed.len();
            for item in &mut proposed {
                item.order_no.clone_from(&order);
            }
            all.append(&mut proposed);
        } else {
            office.act("coop-register causelist print")?;
        }
        if all.is_empty() {
            return Err(CommandError::not_found("error.cause_list.empty")
                .with("on", self.on)
                .with("court", &self.court));
        }
        let dry_run = office.globals().dry_run;
        let files = if dry_run { Vec::new() } else { paper(office, console, &register, &sitting.day, &all)? };
        let (waiting, items) = (proposed.len(), listing(office, console, &all)?);
        console.data(
            "cause-list-print",
            serde_json::json!({
                "on": self.on.to_string(), "court": self.court, "frozen": frozen, "waiting": waiting,
                "items": items.to_json(), "files": files, "day_no": day_no, "dry_run": dry_run,
            }),
        );
        for file in files {
            console.say(file);
        }
        console.say(match console.pick("en", "hi") {
            "hi" => format!("{frozen} मद स्थिर, {waiting} अनुपूरक सूची की प्रतीक्षा में"),
            _ => format!("{frozen} items frozen, {waiting} wait for a supplementary list"),
        });
        Ok(Exit::Done)
    }
}

/// The lines of a list. A printed list hangs at the door of the court, parties and all.
fn listing(office: &Office, console: &Console, items: &[Item]) -> Result<Listing, CommandError> {
    let (purposes, kinds) = (desk::code_words(office, "hearing_purpose")?, desk::code_words(office, "list_kind")?);
    let nothing = Label::default();
    let mut listing = Listing::new([
        ("item", "Item", "मद"),
        ("time", "Time", "समय"),
        ("case", "Case", "प्रकरण"),
        ("number", "Case no.", "वाद संख्या"),
        ("parties", "Parties", "पक्षकार"),
        ("purpose", "Purpose", "प्रयोजन"),
        ("room", "Room", "कक्ष"),
        ("presiding", "Presiding", "पीठासीन"),
        ("kind", "List", "सूची"),
        ("order_no", "Printed by order", "किस आदेश से जारी"),
    ]);
    for item in items {
        let label = |words: &'_ std::collections::BTreeMap<String, Label>, code: &str| {
            word(console, code, words.get(code).unwrap_or(&nothing)).to_owned()
        };
        listing.push([
            Value::Integer(item.item),
            Value::text(&item.time),
            Value::text(&item.case),
            Value::text(&item.number),
            Value::text(&item.parties),
            Value::text(label(&purposes, &item.purpose)),
            Value::text(&item.room),
            Value::text(&item.presiding),
            Value::text(label(&kinds, &item.kind)),
            Value::text(&item.order_no),
        ]);
    }
    Ok(listing)
}
