//! What each report is built from: the registers of the office at the moment asked, its settings, its drafts.

mod allotment;
mod returns;

use crate::{
    catalogue::{Level, Places},
    cleaning::Codes,
    cli::{CommandError, Console, Office},
    model::{Label, Language},
    register::ReadRegister,
    reports::{
        Origin, Report, from_register,
        ground::{Ground, either},
        migration_account,
        society_register::{self, SocietyRow},
    },
};
use std::collections::BTreeSet;

/// A report that can be made.
pub struct Kind {
    /// Name on the command line; its title is the text `title.<name>`.
    pub name: &'static str,
    /// Refuses when something it stands on is missing, before any report is made.
    pub needs: fn(&Office) -> Result<(), CommandError>,
    /// Reads what it needs and builds it.
    pub build: fn(&Office, &Console) -> Result<Report, CommandError>,
}

/// The reports, in the order of the list.
pub const KINDS: &[Kind] = &[
    Kind { name: "society_register", needs: nothing, build: society_register },
    Kind { name: "defaulters", needs: a_year, build: returns::defaulters },
    Kind { name: "findings", needs: a_year, build: returns::findings },
    Kind { name: "allotment_order", needs: allotment::order_or_draft, build: allotment::allotment_order },
    Kind { name: "migration_account", needs: nothing, build: migration_account },
];

fn nothing(_: &Office) -> Result<(), CommandError> {
    Ok(())
}

fn a_year(office: &Office) -> Result<(), CommandError> {
    office.year().map(|_| ())
}

/// Date, footer and names for a report of this office.
fn ground(office: &Office, console: &Console, register: &dyn ReadRegister) -> Result<Ground, CommandError> {
    let settings = office.settings()?;
    let origin = Origin {
        office: Label { en: settings.get("office.name_en").into(), hi: settings.get("office.name_hi").into() },
        day_no: register.last_day_no()?,
        known_on: office.globals().known_on.map(|day| day.to_string()),
        catalogue: office.files().version()?,
        program: env!("CARGO_PKG_VERSION").into(),
    };
    let mut ground = Ground::new(office.files(), office.time().as_of, origin, settings.get("office.state"))?;
    let codes = Codes::load(office.files())?;
    for list in ["society_class", "society_status"] {
        for (code, label) in codes.all(list) {
            ground.names.add(list, code, label.clone());
        }
    }
    for table in office.tables().0.keys() {
        ground.names.add("register", table, both(console, &format!("register.{table}"), &[]));
    }
    Ok(ground)
}

/// Names of districts without a boundary on the map: newer ones, and those of other States.
fn name_districts(office: &Office, ground: &mut Ground, societies: &[SocietyRow]) -> Result<(), CommandError> {
    let named = |ground: &Ground, code: i64| ground.names.name("district", &code.to_string()).is_some();
    let missing: BTreeSet<i64> =
        societies.iter().filter_map(|row| row.district).filter(|code| !named(ground, *code)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let places = Places::load(office.files())?;
    for code in missing {
        if let Some(place) = places.get(Level::District, code) {
            ground.names.add("district", code, either(Some(&place.name_hi), Some(&place.name_en)));
        }
    }
    Ok(())
}

fn society_register(office: &Office, console: &Console) -> Result<Report, CommandError> {
    let register = office.read_register()?;
    office.run_reads(&register)?;
    let societies = from_register::societies(&register, office.moment()?)?;
    let mut ground = ground(office, console, &register)?;
    name_districts(office, &mut ground, &societies)?;
    Ok(society_register::build(societies, &ground))
}

fn migration_account(office: &Office, console: &Console) -> Result<Report, CommandError> {
    let register = office.read_register()?;
    office.run_reads(&register)?;
    let (batches, sums) = from_register::batches(&register)?;
    Ok(migration_account::build(&batches, &sums, &ground(office, console, &register)?))
}

/// A text of the catalogue in both languages.
fn both(console: &Console, key: &str, args: &[(String, String)]) -> Label {
    let said = |language| console.texts().sentence(key, args, language);
    Label { en: said(Language::En), hi: said(Language::Hi) }
}
