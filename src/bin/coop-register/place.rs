//! `coop-register place`: LGD codes, imported lists and names found.

use clap::{Args, Subcommand};
use coop_registry::{
    catalogue::{How, Level, PlaceMatch, Places},
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, filing},
    model::Value,
    register::ReadRegister,
};
use std::{ops::ControlFlow, path::PathBuf};

/// Places and their official codes
#[derive(Subcommand)]
pub enum Place {
    /// Import a list of places: an LGD download, an LGD extract, the Census directory
    Import(Import),
    /// List imported places
    List(List),
    /// Find the code of a place by its name in Hindi or English
    Match(Match),
}

/// Import a list of places
#[derive(Args)]
pub struct Import {
    /// Workbooks or lists
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Level, when neither headings nor file name tell: state, district, subdistrict, block, panchayat, village, town
    #[arg(long)]
    level: Option<String>,
}

/// List imported places
#[derive(Args)]
pub struct List {
    /// Only this level
    #[arg(long)]
    level: Option<String>,
    /// Only places directly under this code
    #[arg(long, value_name = "CODE")]
    under: Option<i64>,
}

/// Find a place
#[derive(Args)]
pub struct Match {
    /// Names in either script
    #[arg(required = true)]
    names: Vec<String>,
    /// Level: state, district, subdistrict, block, town
    #[arg(long, default_value = "district", value_parser = level)]
    level: Level,
    /// Code of the place above: the state of a district, the district of a block
    #[arg(long, value_name = "CODE")]
    within: Option<i64>,
}

fn level(text: &str) -> Result<Level, String> {
    match text {
        "state" => Ok(Level::State),
        "district" => Ok(Level::District),
        "subdistrict" => Ok(Level::Subdistrict),
        "block" => Ok(Level::Block),
        "town" => Ok(Level::Town),
        _ => Err(format!("'{text}' is none of state, district, subdistrict, block, town")),
    }
}

impl Place {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Place::Import(import) => {
                let wishes = filing::ImportWishes {
                    register: Some("place".into()),
                    level: import.level,
                    ..filing::ImportWishes::default()
                };
                filing::import(office, console, "coop-register place import", &import.files, &wishes)
            }
            Place::List(list) => list.run(office, console),
            Place::Match(found) => found.run(office, console),
        }
    }
}

impl List {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let register = office.read_register()?;
        let table = coop_registry::cli::desk::table(office, "place")?;
        let mut listing = Listing::new([
            ("scheme", "Scheme", "पद्धति"),
            ("level", "Level", "स्तर"),
            ("code", "Code", "कोड"),
            ("parent_code", "Above", "ऊपरी"),
            ("name_en", "Name (English)", "नाम (अंग्रेज़ी)"),
            ("name_hi", "Name (Hindi)", "नाम (हिन्दी)"),
        ]);
        let keys: Vec<usize> = listing.columns.iter().filter_map(|c| table.field_no(&c.key).map(usize::from)).collect();
        register.lines("place", office.moment()?, &mut |line| {
            let row: Vec<Value> = keys.iter().map(|no| line.values[*no].clone()).collect();
            let fits = self.level.as_deref().is_none_or(|level| row[1].as_text() == Some(level))
                && self.under.is_none_or(|under| row[3].as_integer() == Some(under));
            if fits {
                listing.rows.push(row);
            }
            ControlFlow::Continue(())
        })?;
        console.listing("place-list", &listing);
        Ok(Exit::Done)
    }
}

impl Match {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let places = Places::load(office.files())?;
        let mut listing = Listing::new([
            ("asked", "Asked", "पूछा गया"),
            ("code", "Code", "कोड"),
            ("name_en", "Name (English)", "नाम (अंग्रेज़ी)"),
            ("name_hi", "Name (Hindi)", "नाम (हिन्दी)"),
            ("how", "How", "कैसे"),
        ]);
        let mut open = false;
        for name in &self.names {
            let (codes, how) = match places.find(self.level, name, self.within) {
                PlaceMatch::One(code, How::Exact) => (vec![code], "exact"),
                PlaceMatch::One(code, How::Variant) => (vec![code], "variant"),
                PlaceMatch::One(code, How::Near) => (vec![code], "near"),
                PlaceMatch::Several(codes) => (codes, "several"),
                PlaceMatch::None => (Vec::new(), "none"),
            };
            open |= matches!(how, "several" | "none");
            if codes.is_empty() {
                listing.push([Value::text(name), Value::Empty, Value::Empty, Value::Empty, Value::text(how)]);
            }
            for found in codes.iter().filter_map(|code| places.get(self.level, *code)) {
                listing.push([
                    Value::text(name),
                    Value::Integer(found.code),
                    Value::text(&found.name_en),
                    Value::text(&found.name_hi),
                    Value::text(how),
                ]);
            }
        }
        if console.is_for_people() {
            for row in &mut listing.rows {
                let word = row[4]
                    .as_text()
                    .map(|how| console.texts().word(&format!("how.{how}"), console.language()).to_owned());
                row[4] = word.map_or(Value::Empty, Value::Text);
            }
        }
        console.listing("place-match", &listing);
        Ok(if open { Exit::Findings } else { Exit::Done })
    }
}
