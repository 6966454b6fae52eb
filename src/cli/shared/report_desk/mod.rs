//! What each report is built from: the registers of the office at the moment asked, its settings, its drafts.

mod allotment;
mod audit;
mod audit_life;
mod computerisation;
mod panel;
mod returns;

pub use panel::auditor_panel;

use crate::{
    branches::audit::read_at,
    catalogue::{Level, Places},
    cleaning::Codes,
    cli::{CommandError, Console, Office},
    model::{Finding, Label, Language},
    register::ReadRegister,
    reports::{
        Origin, Report, from_register,
        ground::{Ground, OTHER_STATES},
        migration_account, society_register,
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
    Kind { name: "audit_arrears", needs: nothing, build: audit_life::audit_arrears },
    Kind { name: "audit_class_abstract", needs: a_year, build: audit_life::audit_class_abstract },
    Kind { name: "objections_outstanding", needs: nothing, build: audit_life::objections_outstanding },
    Kind { name: "auditor_panel", needs: nothing, build: panel::auditor_panel },
    Kind { name: "audit_progress", needs: a_year, build: audit::audit_progress },
    Kind { name: "auditor_load", needs: a_year, build: audit::auditor_load },
    Kind { name: "migration_account", needs: nothing, build: migration_account },
    Kind { name: "computerisation", needs: nothing, build: computerisation::computerisation },
];

fn nothing(_: &Office) -> Result<(), CommandError> {
    Ok(())
}

fn a_year(office: &Office) -> Result<(), CommandError> {
    office.year().map(|_| ())
}

/// Date, footer and names for a report of this office.
pub(crate) fn ground(office: &Office, console: &Console, register: &dyn ReadRegister) -> Result<Ground, CommandError> {
    let settings = office.settings()?;
    let origin = Origin {
        office: office.name()?,
        // The last row the report sees, not the last there is: asked again tomorrow, the same sheet comes out.
        day_no: read_at(register, office.moment()?)?.day_no,
        known_on: office.globals().known_on.map(|day| day.to_string()),
        catalogue: office.files().version()?,
        program: env!("CARGO_PKG_VERSION").into(),
    };
    let mut ground = Ground::new(office.files(), office.time().as_of, origin, settings.get("office.state"))?;
    ground.language = console.language();
    let codes = Codes::load(office.files())?;
    for list in ["society_class", "society_status"] {
        for (code, label) in codes.all(list) {
            ground.names.add(list, code, label.clone());
        }
    }
    ground.names.add("state", OTHER_STATES, both(console, "word.other_states", &[]));
    for table in office.tables().0.keys() {
        ground.names.add("register", table, both(console, &format!("register.{table}"), &[]));
    }
    Ok(ground)
}

/// Names of States, and of districts without a boundary on the map: newer ones, and those of other States, which carry
/// the name of theirs (there is an Aurangabad in two).
fn name_districts(
    office: &Office,
    ground: &mut Ground,
    districts: impl IntoIterator<Item = i64>,
) -> Result<(), CommandError> {
    let places = Places::load(office.files())?;
    let state_of = |code: i64| places.get(Level::District, code).and_then(|place| place.parent);
    let drawn = ground.names.0.get("district").and_then(|names| names.keys().next()?.parse().ok());
    let own = drawn.and_then(state_of);
    let name = |level, code| places.get(level, code).map(|place| place.label());
    let own_name =
        own.and_then(|own| name(Level::State, own)).unwrap_or_else(|| Label::either(None, Some(&ground.own_state)));
    ground.names.add("state", ground.own_state.clone(), own_name);
    for code in districts.into_iter().collect::<BTreeSet<i64>>() {
        let Some(mut label) = name(Level::District, code) else { continue };
        // Without a map of the own State nothing tells its districts from those of others.
        let foreign = state_of(code).filter(|state| own.is_some_and(|own| own != *state));
        if let Some(state) = foreign.and_then(|state| name(Level::State, state)) {
            ground.elsewhere.insert(code);
            label = Label { en: format!("{} ({})", label.en, state.en), hi: format!("{} ({})", label.hi, state.hi) };
        }
        if ground.names.name("district", &code.to_string()).is_none() {
            ground.names.add("district", code, label);
        }
    }
    Ok(())
}

fn society_register(office: &Office, console: &Console) -> Result<Report, CommandError> {
    let register = office.read_register()?;
    office.run_reads(&register)?;
    let societies = from_register::societies(&register, office.moment()?)?;
    let mut ground = ground(office, console, &register)?;
    name_districts(office, &mut ground, societies.iter().filter_map(|row| row.district))?;
    Ok(society_register::build(societies, &ground))
}

fn migration_account(office: &Office, console: &Console) -> Result<Report, CommandError> {
    let register = office.read_register()?;
    office.run_reads(&register)?;
    let ground = ground(office, console, &register)?;
    let (batches, sums) = from_register::batches(&register, ground.origin.day_no)?;
    Ok(migration_account::build(&batches, &sums, &ground))
}

/// A word of the catalogue in both languages.
pub(crate) fn worded(console: &Console, key: &str) -> Label {
    both(console, key, &[])
}

/// A finding in both languages.
fn both_of(console: &Console, finding: &Finding) -> Label {
    let said = |language| console.texts().finding(finding, language);
    Label { en: said(Language::En), hi: said(Language::Hi) }
}

/// A text of the catalogue in both languages.
fn both(console: &Console, key: &str, args: &[(String, String)]) -> Label {
    let said = |language| console.texts().sentence(key, args, language);
    Label { en: said(Language::En), hi: said(Language::Hi) }
}
