//! `coop-register holiday`: days on which the office is closed.

use clap::{Args, Subcommand};
use coop_registry::{
    branches::cases::{holiday, holidays},
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, parse_date, statutory},
    model::{CooperativeYear, Date, Moment, Plan, Value},
    register::ReadRegister,
};

/// Holidays of the office
#[derive(Subcommand)]
pub enum Holiday {
    /// Enter holidays
    Add(Add),
    /// List holidays, with the closed days of the week
    List,
}

/// Enter holidays.
#[derive(Args)]
pub struct Add {
    /// Days, as 2026-01-26
    #[arg(required = true, value_name = "DATE", value_parser = parse_date)]
    days: Vec<Date>,
    /// Name of the holiday
    #[arg(long)]
    name: String,
}

impl Holiday {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Add(verb) => verb.run(office, console),
            Self::List => list(office, console),
        }
    }
}

impl Add {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let act = office.ordered_act("coop-register holiday add")?;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let known = holidays(&register, Moment::on(Date::MAX))?;
        let mut days = self.days.clone();
        days.sort();
        days.dedup();
        let new = days.iter().filter(|day| known.get(day) != Some(&self.name));
        let entries = new.map(|day| holiday(&register, *day, &self.name)).collect::<Result<Vec<_>, _>>()?;
        let (entered, dry_run) = (entries.len(), office.globals().dry_run);
        if entered > 0 {
            let plan = Plan { act, entries, made_at: Some(made_at), ..Plan::default() };
            office.carry_out(&mut register, &plan, &mut |_| {})?;
        }
        console.data(
            "holiday-add",
            serde_json::json!({ "entered": entered, "already": days.len() - entered, "dry_run": dry_run }),
        );
        console.say(match (dry_run, console.pick("en", "hi")) {
            (true, "hi") => format!("{entered} अवकाश दर्ज होंगे; अभी कुछ नहीं बदला"),
            (true, _) => format!("{entered} holidays would be entered; nothing was changed"),
            (false, "hi") => format!("{entered} अवकाश दर्ज"),
            (false, _) => format!("{entered} holidays entered"),
        });
        Ok(Exit::Done)
    }
}

fn list(office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
    let (register, moment) = (office.read_register()?, office.moment()?);
    let year: Option<CooperativeYear> = office.globals().fy;
    let mut listing = Listing::new([("day", "Day", "तिथि"), ("name", "Name", "नाम")]);
    for (day, name) in holidays(&register, moment)? {
        if year.is_none_or(|year| CooperativeYear::containing(day) == Some(year)) {
            listing.push([Value::Date(day), Value::text(name)]);
        }
    }
    console.listing("holiday-list", &listing);
    // Read through, so that a wrong setting is told here too.
    statutory::weekly_closed(office)?;
    let weekly = console.pick("closed every week", "हर सप्ताह बंद").to_owned();
    console.note(format!("{weekly}: {}", office.settings()?.get("office.weekly_closed")));
    Ok(Exit::Done)
}
