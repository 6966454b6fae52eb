//! `coop-returns pacs`: what PACS report of their days in the ERP and of their activities.

mod activity;
mod day;
mod import;
mod late;
mod status;

use clap::{Subcommand, ValueEnum};
use coop_registry::{
    branches::pacs::{Place, Society},
    catalogue::Level,
    cli::{CommandError, Console, Office, Verdict, desk, place_names::PlaceNames},
    model::{Label, Value},
};

/// Days of PACS in the ERP, and their activities by month
#[derive(Subcommand)]
pub enum Pacs {
    /// Days: opened, entries, closed, by whom
    #[command(subcommand)]
    Day(day::Day),
    /// Activities by month: Common Service Centre, Jan Aushadhi, storage, training, membership of national societies
    #[command(subcommand)]
    Activity(activity::Activity),
}

impl Pacs {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Day(noun) => noun.run(office, console),
            Self::Activity(noun) => noun.run(office, console),
        }
    }
}

/// What counts are made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// Districts
    District,
    /// Blocks
    Block,
}

impl By {
    fn of(self, (district, block): Place) -> Place {
        (district, block.filter(|_| self == Self::Block))
    }
}

/// Only societies of a district.
fn in_district(places: &PlaceNames, named: Option<&str>) -> Result<impl Fn(&Society) -> bool + use<>, CommandError> {
    let only = named.map(|name| places.district(name)).transpose()?;
    Ok(move |society: &Society| only.is_none() || society.district == only)
}

/// A code for machines, its name for people.
fn cell(console: &Console, places: &PlaceNames, level: Level, code: Option<i64>) -> Value {
    match code {
        _ if console.is_for_people() => Value::text(places.label(level, code).in_language(console.language())),
        Some(code) => Value::Integer(code),
        None => Value::Empty,
    }
}

/// A text of the catalogue in both languages.
fn both(console: &Console, key: &str) -> Label {
    use coop_registry::model::Language::{En, Hi};
    let said = |language| console.texts().word(key, language).to_owned();
    Label { en: said(En), hi: said(Hi) }
}

/// A society as asked for at the desk: identity, number or name.
fn society(
    office: &Office,
    register: &dyn coop_registry::register::ReadRegister,
    asked: &str,
) -> Result<String, CommandError> {
    desk::subject(register, register.definition("society")?, asked, office.moment()?)
}
