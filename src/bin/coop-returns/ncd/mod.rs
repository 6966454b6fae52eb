//! `ncd export|diff|rank|explain`.

mod diff;
mod explain;
mod export;
mod rank;

use coop_registry::{
    branches::ncd::{Form, Frame, NoWeights, PlaceCodes, RankedSector, Weights, place_codes},
    catalogue::{Level, Places},
    cleaning::Codes,
    cli::{CommandError, Console, Exit, Office, Verdict, desk},
    model::{CooperativeYear, Label},
    register::Register,
    reports::ground::Ground,
};

/// National Cooperative Database
#[derive(clap::Subcommand)]
pub enum Ncd {
    /// One row a society in the fields and codes of the database: CSV, XLSX and a manifest
    Export(export::Export),
    /// Hold the office's records against a downloaded listing and the last agreed export: who changed what
    Diff(diff::Diff),
    /// Rank the societies of a sector by the frame of the database
    Rank(rank::Rank),
    /// Head by head: the marks of a society, what was lost for missing data and for performance
    Explain(explain::Explain),
}

impl Ncd {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Ncd::Export(verb) => verb.run(office, console),
            Ncd::Diff(verb) => verb.run(office, console),
            Ncd::Rank(verb) => verb.run(office, console),
            Ncd::Explain(verb) => verb.run(office, console),
        }
    }
}

/// The form of the database with the closed lists it names.
struct Known {
    form: Form,
    codes: Codes,
}

impl Known {
    fn load(office: &Office) -> Result<Self, CommandError> {
        let codes = Codes::load(office.files())?;
        let form = Form::load(office.files(), office.tables(), &codes)?;
        Ok(Self { form, codes })
    }
}

/// LGD codes as the office knows them.
fn places(office: &Office, register: &Register) -> Result<PlaceCodes, CommandError> {
    Ok(place_codes(register, Places::load(office.files())?, office.moment()?)?)
}

/// The district of a name or code.
fn district(office: &Office, asked: Option<&str>) -> Result<Option<i64>, CommandError> {
    asked.map(|name| desk::district(&Places::load(office.files())?, name)).transpose()
}

/// The ranking frame with the office's own figures.
fn frame(office: &Office) -> Result<Frame, CommandError> {
    let frame = Frame::load(office.files())?;
    let figures = desk::office_figures(office, &frame.book.fields)?;
    Ok(frame.with_office(figures))
}

/// The marks of the heads; exit 4 naming those that are not given.
fn weights(frame: &Frame, fy: CooperativeYear) -> Result<Weights, CommandError> {
    let wrong = |key| CommandError::new(Exit::Configuration, key);
    frame.weights(fy).map_err(|fault| match fault {
        NoWeights::Unset(names) => {
            let lines = names.iter().map(|name| {
                let def = frame.book.fields.params.get(name);
                let words = def.map_or_else(Label::default, |def| Label { en: def.en.clone(), hi: def.hi.clone() });
                Label { en: format!("{name}: {}", words.en), hi: format!("{name}: {}", words.hi) }
            });
            let total = frame.total;
            wrong("error.ncd.weights_unset").with("names", names.join(", ")).with("total", total).details(lines)
        }
        NoWeights::Sum(sum) => wrong("error.ncd.weights_sum").with("sum", sum).with("total", frame.total),
        NoWeights::Negative(name) => wrong("error.ncd.weight_negative").with("name", name),
    })
}

/// A ranked sector by its name or a code; exit 5 with those there are.
fn sector<'f>(frame: &'f Frame, asked: &str) -> Result<(&'f str, &'f RankedSector), CommandError> {
    frame.sector(asked).ok_or_else(|| {
        let known: Vec<&str> = frame.sectors.keys().map(String::as_str).collect();
        CommandError::not_found("error.ncd.sector").with("asked", asked).with("known", known.join(", "))
    })
}

/// Gives a paper the names of districts and blocks.
fn name_places(places: &Places, found: impl Iterator<Item = (Option<i64>, Option<i64>)>, ground: &mut Ground) {
    for (district, block) in found {
        for (list, level, code) in [("district", Level::District, district), ("block", Level::Block, block)] {
            let Some(code) = code else { continue };
            if ground.names.name(list, &code.to_string()).is_none()
                && let Some(place) = places.get(level, code)
            {
                ground.names.add(list, code, place.label());
            }
        }
    }
}

/// Names of a place for people; its code for machines, or where it has no name.
fn place_cell(console: &Console, places: &Places, level: Level, code: Option<i64>) -> coop_registry::model::Value {
    use coop_registry::model::Value;
    let Some(code) = code else { return Value::Empty };
    match places.get(level, code).filter(|_| console.is_for_people()) {
        Some(place) => {
            let name = place.label();
            Value::text(name.in_language(console.language()))
        }
        None => Value::Integer(code),
    }
}
