//! What was given at the desk for the whole file: `--set FIELD=VALUE`.

use super::{RowCleaner, places::HOME_STATES};
use crate::matching::{Known, KnownSocieties};
use crate::{
    catalogue::{Level, PlaceMatch},
    cleaning::{Cleaned, Fault, read_bool, read_date, read_year},
    migrate::{
        Desk, Wishes,
        record::{AsWritten, Record},
    },
    model::{Date, Finding, Kind, Locus, Severity, TableDef, Value},
};

/// A value of `--set`, read as its field wants it.
///
/// Fault: IMP-118 where the register has no such field, or the value is none of its kind.
fn read_given(
    desk: &Desk,
    table: &TableDef,
    societies: &KnownSocieties,
    key: &str,
    text: &str,
) -> Result<Value, Fault> {
    let unknown = || Fault::error("IMP-118");
    let field = table.field(key).ok_or_else(unknown)?;
    let read = match field.kind {
        Kind::Code => desk.codes.read(field.codes.as_deref().unwrap_or_default(), text),
        Kind::District => match desk.places.find(Level::District, text, HOME_STATES.first().copied()) {
            PlaceMatch::One(code, _) => Ok(Cleaned::plain(Value::Integer(code))),
            _ => Err(unknown()),
        },
        Kind::Text | Kind::Name => Ok(Cleaned::plain(Value::text(text))),
        // By its number, else by its name.
        Kind::Society => match (societies.find(text, "", None), societies.find("", text, None)) {
            (Known::One(society), _) | (Known::None, Known::One(society)) => {
                Ok(Cleaned::plain(Value::text(&society.id)))
            }
            _ => Err(unknown()),
        },
        Kind::Date => {
            let latest = Date::constant(2100, 1, 1);
            read_date(text, &desk.unseen_dates, latest, latest.year()).map_err(|_| unknown())
        }
        Kind::Year => read_year(text),
        Kind::Bool => read_bool(text),
        _ => Err(unknown()),
    };
    read.map(|cleaned| cleaned.value).and_then(|value| if value.is_empty() { Err(unknown()) } else { Ok(value) })
}

/// Every `--set` that cannot be taken, before any row is read.
pub(in crate::migrate) fn faults_of_given(
    desk: &Desk,
    table: &TableDef,
    societies: &KnownSocieties,
    wishes: &Wishes,
    file: &str,
) -> Vec<Finding> {
    let faulty = wishes.given.iter().filter(|(key, text)| read_given(desk, table, societies, key, text).is_err());
    faulty
        .map(|(key, text)| {
            Finding::new("IMP-118", Severity::Error, Locus::file(file))
                .with("field", key)
                .with("found", text)
                .with("register", &table.name)
        })
        .collect()
}

impl RowCleaner<'_> {
    /// Values the person at the desk gave for fields on which the row is silent.
    pub(super) fn put_given(&self, record: &mut Record) {
        for (key, text) in &self.wishes.given {
            if let Ok(value) = read_given(self.desk, self.table, self.societies, key, text)
                && record.get(self.table, key).is_none()
            {
                record.put(self.table, key, value);
                let written = AsWritten { text: text.clone(), repairs: vec!["given_at_import".into()], cell: None };
                record.as_written.insert(key.clone(), written);
            }
        }
    }
}
