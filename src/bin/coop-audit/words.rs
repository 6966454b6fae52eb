//! Reasons in the reader's language, districts by name.

use coop_registry::{
    branches::audit::allotment::Reason,
    catalogue::{How, Level, PlaceMatch, Places},
    cli::{CommandError, Console, Office},
    model::Language,
};

/// What it takes to speak to the reader of the audit branch.
pub struct Words {
    places: Places,
}

impl Words {
    /// Loads the names of places.
    pub fn load(office: &Office) -> Result<Self, CommandError> {
        Ok(Self { places: Places::load(office.files())? })
    }
    /// A reason as a sentence; districts stand in it by name.
    pub fn said(&self, reason: &Reason, console: &Console) -> String {
        let named = |(name, value): &(String, String)| match value.parse() {
            Ok(code) if name == "district" => (name.clone(), self.district(code, console.language())),
            _ => (name.clone(), value.clone()),
        };
        let args: Vec<(String, String)> = reason.args.iter().map(named).collect();
        console.texts().sentence(&reason.code, &args, console.language())
    }
    /// A reason as a sentence with its code.
    pub fn coded(&self, reason: &Reason, console: &Console) -> String {
        format!("{} [{}]", self.said(reason, console), reason.code)
    }
    /// Name of a district with its LGD code; the code alone where the name is not known.
    pub fn district(&self, code: i64, language: Language) -> String {
        let Some(place) = self.places.get(Level::District, code) else { return code.to_string() };
        let name = match language {
            Language::Hi if !place.name_hi.is_empty() => &place.name_hi,
            _ => &place.name_en,
        };
        format!("{name} ({code})")
    }
    /// LGD code of a district by its name or a spelling seen, in the state of `home` first; a mere likeness is not enough
    /// to send an auditor there.
    pub fn district_code(&self, name: &str, home: Option<i64>) -> Option<i64> {
        let state = home.and_then(|home| self.places.get(Level::District, home)).and_then(|place| place.parent);
        let find = |parent: Option<i64>| match self.places.find(Level::District, name, parent) {
            PlaceMatch::One(code, How::Exact | How::Variant) => Some(code),
            _ => None,
        };
        state.and_then(|state| find(Some(state))).or_else(|| find(None))
    }
}
