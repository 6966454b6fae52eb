//! Reasons in the reader's language, districts by name.

use coop_registry::{
    branches::audit::allotment::Reason,
    catalogue::{Level, Places},
    cli::{CommandError, Console, Office, desk},
    model::{Label, Language},
};
use std::collections::BTreeMap;

/// What it takes to speak to the reader of the audit branch.
pub struct Words {
    places: Places,
    standings: BTreeMap<String, Label>,
    /// Why a society is kept out, why a pair is barred.
    grounds: BTreeMap<String, Label>,
}

impl Words {
    /// Loads the names of places and of standings on the panel.
    pub fn load(office: &Office) -> Result<Self, CommandError> {
        let standings = desk::code_words(office, "panel_status")?;
        let mut grounds = desk::code_words(office, "exclusion_ground")?;
        grounds.extend(desk::code_words(office, "conflict_ground")?);
        Ok(Self { places: Places::load(office.files())?, standings, grounds })
    }
    /// A reason as a sentence; districts and standings stand in it by name, parts of a draft by their words.
    pub fn said(&self, reason: &Reason, console: &Console) -> String {
        let language = console.language();
        let named = |(name, value): &(String, String)| {
            let said = match (name.as_str(), value.parse()) {
                ("district", Ok(code)) => self.district(code, language),
                ("status", _) => {
                    self.standings.get(value).map_or(value.as_str(), |word| word.in_language(language)).to_owned()
                }
                ("ground", _) => {
                    self.grounds.get(value).map_or(value.as_str(), |word| word.in_language(language)).to_owned()
                }
                ("what" | "found" | "expected", _) if value.starts_with("draft.") => {
                    console.texts().word(value, language).to_owned()
                }
                _ => value.clone(),
            };
            (name.clone(), said)
        };
        let args: Vec<(String, String)> = reason.args.iter().map(named).collect();
        console.texts().sentence(&reason.code, &args, language)
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
        desk::district_near(&self.places, name, home)
    }
}
