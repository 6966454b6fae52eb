//! Which units a command looks at, read once.

use clap::Args;
use coop_registry::cli::place_names::PlaceNames;
use coop_registry::{
    branches::computerisation::{By, Filter, Programme, Unit, units},
    catalogue::Level,
    cli::{CommandError, Exit, Office},
    model::Language,
    register::Register,
};

/// Which units are meant.
#[derive(Args)]
pub struct Which {
    /// Only this programme: pacs, mpacs, ardb, office
    #[arg(long)]
    pub kind: Option<String>,
    /// Only this phase
    #[arg(long, value_name = "N")]
    pub phase: Option<i64>,
    /// Only this district: name or LGD code
    #[arg(long)]
    pub district: Option<String>,
    /// Only this block: name or LGD code
    #[arg(long)]
    pub block: Option<String>,
}

/// The kind of place counts are made for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Places {
    /// Districts
    #[default]
    District,
    /// Blocks
    Block,
}

impl Places {
    pub fn by(self) -> By {
        match self {
            Self::District => By::District,
            Self::Block => By::Block,
        }
    }
    pub fn level(self) -> Level {
        match self {
            Self::District => Level::District,
            Self::Block => Level::Block,
        }
    }
}

/// The units meant, with what it takes to speak of them.
pub struct Read {
    pub programme: Programme,
    pub places: PlaceNames,
    pub register: Register,
    pub units: Vec<Unit>,
    /// State of the office.
    pub state: String,
}

impl Read {
    pub fn of(office: &Office, which: &Which) -> Result<Self, CommandError> {
        let state = office.settings()?.get("office.state").to_owned();
        let programme = Programme::load(office.files(), office.tables())?.in_state(&state);
        let places = PlaceNames::load(office)?;
        if let Some(kind) = which.kind.as_ref().filter(|kind| !programme.kinds.contains_key(*kind)) {
            let known: Vec<&str> = programme.kinds.keys().map(String::as_str).collect();
            return Err(CommandError::new(Exit::Arguments, "error.pacs.kind")
                .with("found", kind)
                .with("known", known.join(", ")));
        }
        let district = which.district.as_deref().map(|name| places.district(name)).transpose()?;
        let block = which.block.as_deref().map(|name| places.block(name, district)).transpose()?;
        let filter = Filter { kind: which.kind.clone(), phase: which.phase, district, block };
        let register = office.read_register()?;
        let mut units = units(&register, office.moment()?)?;
        units.retain(|unit| filter.takes(unit));
        Ok(Self { programme, places, register, units, state })
    }
    /// A stage by its code; exit 5 names those there are.
    pub fn stage(&self, code: &str) -> Result<usize, CommandError> {
        self.programme.stage(code).ok_or_else(|| {
            let known: Vec<&str> = self.programme.stages.iter().map(|stage| stage.code.as_str()).collect();
            CommandError::not_found("error.pacs.stage").with("found", code).with("known", known.join(", "))
        })
    }
    /// The name of a place in a table: with its district where it is a block; words for none.
    pub fn place(&self, level: Level, code: Option<i64>, language: Language) -> String {
        match (code, language) {
            (None, Language::En) => "not recorded".to_owned(),
            (None, Language::Hi) => "दर्ज नहीं".to_owned(),
            (Some(code), _) => {
                let name = self.places.name(level, code, language);
                match self.places.district_of(code).filter(|_| level == Level::Block) {
                    Some(district) => format!("{name}, {}", self.places.name(Level::District, district, language)),
                    None => name,
                }
            }
        }
    }
}
