//! Districts and blocks by name and by LGD code.

use super::{CommandError, Office, desk};
use crate::{
    catalogue::{Level, PlaceMatch, Places},
    cleaning::Codes,
    model::{Label, Language},
    reports::ground::Ground,
};
use std::collections::BTreeSet;

/// The places of the catalogue, those of the office's own State first.
pub struct PlaceNames {
    places: Places,
    state: Option<i64>,
}

impl PlaceNames {
    /// Loads them for an office; its State is that of the settings.
    pub fn load(office: &Office) -> Result<Self, CommandError> {
        let (places, codes) = (Places::load(office.files())?, Codes::load(office.files())?);
        let name = codes.label("state", office.settings()?.get("office.state"), Language::En);
        let state = match places.find(Level::State, name, None) {
            PlaceMatch::One(code, _) => Some(code),
            PlaceMatch::Several(_) | PlaceMatch::None => None,
        };
        Ok(Self { places, state })
    }
    /// The LGD code of a district, by its name in either script or its code; exit 5 for none or several.
    pub fn district(&self, name: &str) -> Result<i64, CommandError> {
        let own = self.state.map(|state| self.places.find(Level::District, name, Some(state)));
        match own {
            Some(PlaceMatch::One(code, _)) => Ok(code),
            Some(PlaceMatch::Several(_) | PlaceMatch::None) | None => desk::district(&self.places, name),
        }
    }
    /// The districts of the office's own State, by code; none where the State is not known.
    pub fn own_districts(&self) -> Vec<i64> {
        self.state
            .into_iter()
            .flat_map(|state| self.places.within(Level::District, state))
            .map(|place| place.code)
            .collect()
    }
    /// The name of a place in both languages; its code where no name is known, a dash where there is no place.
    pub fn label(&self, level: Level, code: Option<i64>) -> Label {
        match code.map(|code| (code, self.places.get(level, code))) {
            Some((_, Some(place))) => place.label(),
            Some((code, None)) => Label { en: code.to_string(), hi: code.to_string() },
            None => Label { en: "not recorded".into(), hi: "अंकित नहीं".into() },
        }
    }
    /// The LGD code of a block of a district; exit 5 for none or several.
    pub fn block(&self, name: &str, district: Option<i64>) -> Result<i64, CommandError> {
        match self.places.find(Level::Block, name, district) {
            PlaceMatch::One(code, _) => Ok(code),
            PlaceMatch::Several(_) | PlaceMatch::None => {
                Err(CommandError::not_found("error.place.no_block").with("name", name))
            }
        }
    }
    /// The name of a place; its code where no name is known.
    pub fn name(&self, level: Level, code: i64, language: Language) -> String {
        let Some(place) = self.places.get(level, code) else { return code.to_string() };
        match language {
            Language::Hi if !place.name_hi.is_empty() => place.name_hi.clone(),
            _ => place.name_en.clone(),
        }
    }
    /// Gives a report the names of the State and of these districts and blocks; districts of other States carry the name of theirs.
    pub fn name_ground(&self, all: impl IntoIterator<Item = (Option<i64>, Option<i64>)>, ground: &mut Ground) {
        ground.names.add("state", ground.own_state.clone(), self.label(Level::State, self.state));
        for (district, block) in all.into_iter().collect::<BTreeSet<_>>() {
            if let Some(code) = district {
                let mut label = self.label(Level::District, district);
                let state = self.places.get(Level::District, code).and_then(|place| place.parent);
                if self.state.is_some() && state.is_some() && state != self.state {
                    let other = self.label(Level::State, state);
                    label = Label {
                        en: format!("{} ({})", label.en, other.en),
                        hi: format!("{} ({})", label.hi, other.hi),
                    };
                    ground.elsewhere.insert(code);
                }
                ground.names.add("district", code, label);
            }
            if let Some(code) = block {
                ground.names.add("block", code, self.label(Level::Block, block));
            }
        }
    }
    /// The district of a block.
    pub fn district_of(&self, block: i64) -> Option<i64> {
        self.places.get(Level::Block, block).and_then(|place| place.parent)
    }
}
