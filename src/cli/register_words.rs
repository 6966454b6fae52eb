//! What the codes and places of a register stand for.

use crate::{
    catalogue::{Level, Places},
    cleaning::Codes,
    cli::{CommandError, Console, Office},
    model::{Field, Kind, Language, Value},
};

/// What codes and places stand for, in the reader’s language.
pub struct RegisterWords {
    codes: Codes,
    places: Places,
    language: Language,
    /// Codes are worded for people and left alone for machines.
    worded: bool,
}

impl RegisterWords {
    /// Loads the closed lists and the names of places.
    pub fn load(office: &Office, console: &Console) -> Result<Self, CommandError> {
        Ok(Self {
            codes: Codes::load(office.files())?,
            places: Places::load(office.files())?,
            language: console.language(),
            worded: console.is_for_people(),
        })
    }
    /// A value of a field as it is shown: of a code or a place its name.
    pub fn value(&self, field: &Field, value: &Value) -> Value {
        let level = match field.kind {
            Kind::District => Some(Level::District),
            Kind::Block => Some(Level::Block),
            _ if field.key == "state" => Some(Level::State),
            _ => None,
        };
        match (self.worded, level, value) {
            (true, Some(level), Value::Integer(code)) => match self.places.get(level, *code) {
                Some(place) if self.language == Language::Hi && !place.name_hi.is_empty() => {
                    Value::text(&place.name_hi)
                }
                Some(place) => Value::text(&place.name_en),
                None => value.clone(),
            },
            (true, None, Value::Text(code)) if field.kind == Kind::Code => {
                Value::text(self.codes.label(field.codes.as_deref().unwrap_or_default(), code, self.language))
            }
            _ => value.clone(),
        }
    }
    /// The places known by name.
    /// The names of places.
    pub fn places(&self) -> &Places {
        &self.places
    }
}
