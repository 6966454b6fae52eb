//! `FIELD=VALUE` as a person tells it at the desk, read as its field wants it and without any doubt.

use super::{CommandError, Office, desk, parse_date};
use crate::{
    catalogue::{Level, PlaceMatch, Places},
    cleaning::{
        Cleaned, Codes, DateColumn, DateWords, Fault, covered, looks_like_identity, read_amount, read_bool, read_count,
        read_decimal, read_moment, read_phone, read_year,
    },
    model::{Date, Field, Finding, Findings, Kind, Locus, Moment, Severity, TableDef, Value},
    register::ReadRegister,
};
use std::borrow::Cow;

/// What reading takes.
pub struct FieldReader<'a> {
    register: &'a dyn ReadRegister,
    codes: Codes,
    places: Places,
    /// A column of dates of which nothing was seen.
    unseen_dates: DateColumn,
}

impl<'a> FieldReader<'a> {
    /// Loads lists and places.
    pub fn of(office: &Office, register: &'a dyn ReadRegister) -> Result<Self, CommandError> {
        let files = office.files();
        let unseen_dates = DateColumn::new(&DateWords::load(files)?);
        Ok(Self { register, codes: Codes::load(files)?, places: Places::load(files)?, unseen_dates })
    }
    /// Values told, each for the first of these registers that has its field, or for a field no register has, which the
    /// gate then names. What cannot be read is a fault (CAS-122), all of them at once.
    pub fn read(
        &self,
        tables: &[&TableDef],
        said: &[(String, String)],
        about: &str,
    ) -> (Vec<(String, Value)>, Findings) {
        let (mut told, mut faults) = (Vec::new(), Vec::new());
        // The district may be told after the block it says which of several is meant.
        let district = said.iter().find(|(key, _)| key == "district");
        let district = district.and_then(|(_, text)| desk::district(&self.places, text).ok());
        for (key, text) in said {
            let Some(field) = tables.iter().find_map(|table| table.field(key)) else {
                told.push((key.clone(), Value::text(text)));
                continue;
            };
            match self.value(field, text.trim(), district) {
                Some(value) => told.push((key.clone(), value)),
                None => {
                    let about = if about.trim().is_empty() { "–" } else { about };
                    let place = Locus { society: Some(about.to_owned()), field: Some(key.clone()), ..Locus::default() };
                    let fault = Finding::new("CAS-122", Severity::Error, place).with("found", text);
                    faults.push(fault.with("field", &field.label.en).with("field_hi", &field.label.hi));
                }
            }
        }
        (told, faults)
    }

    /// The value; `None` where it cannot be read as its field wants, or only with a doubt.
    fn value(&self, field: &Field, text: &str, district: Option<i64>) -> Option<Value> {
        let latest = Date::constant(2100, 1, 1);
        let sure = |read: Result<Cleaned, Fault>| {
            read.ok().filter(|read| read.doubts.is_empty() && !read.value.is_empty()).map(|read| read.value)
        };
        match field.kind {
            _ if text.is_empty() => None,
            // A number of identity is typed into no command: it would stand in the history of the shell.
            Kind::Identity => None,
            // The SHA-256 of a document may hold twelve figures in a row, and is no number of identity.
            Kind::Text if is_sha256(text) => Some(Value::text(text)),
            Kind::Text | Kind::Name | Kind::RegistrationNo => {
                (matches!(covered(text), Cow::Borrowed(_)) && !looks_like_identity(text)).then(|| Value::text(text))
            }
            Kind::Code => sure(self.codes.read(field.codes.as_deref().unwrap_or_default(), text)),
            Kind::Integer => sure(read_count(text)),
            Kind::Money => sure(read_amount(text, None)),
            Kind::Date => parse_date(text).ok().map(Value::Date),
            Kind::DateTime => sure(read_moment(text, &self.unseen_dates, latest, latest.year())),
            Kind::Bool => sure(read_bool(text)),
            Kind::Percent => sure(read_decimal(text, 100, Value::Percent)),
            Kind::Quantity => sure(read_decimal(text, 1000, Value::Quantity)),
            Kind::Phone => sure(read_phone(text)),
            Kind::Year => sure(read_year(text)),
            Kind::District => desk::district(&self.places, text).ok().map(Value::Integer),
            Kind::Block => match self.places.find(Level::Block, text, district) {
                PlaceMatch::One(code, _) => Some(Value::Integer(code)),
                PlaceMatch::Several(_) | PlaceMatch::None => None,
            },
            Kind::Society => {
                let societies = self.register.tables().get("society")?;
                desk::subject(self.register, societies, text, Moment::on(Date::MAX)).ok().map(Value::text)
            }
        }
    }
}

/// 64 hexadecimal figures, letters among them.
fn is_sha256(text: &str) -> bool {
    let letters = text.bytes().filter(u8::is_ascii_lowercase).count();
    text.len() == 64 && letters > 0 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}
