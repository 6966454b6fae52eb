//! The society a row refers to.

use super::{RowCleaner, places::find_district};
use crate::{
    cleaning::is_placeholder,
    mapping::ReadRow,
    matching::{Known, KnownSocieties, SocietyColumns},
    migrate::record::{AsWritten, Record},
    model::{CellRef, Finding, Moment, Severity, Value},
    register::{ReadRegister, RegisterError},
};
use std::ops::ControlFlow;

/// Societies in force at a moment, for rows that refer to them.
pub(in crate::migrate) fn societies_in(
    register: &dyn ReadRegister,
    moment: Moment,
) -> Result<KnownSocieties, RegisterError> {
    let mut known = KnownSocieties::default();
    let Some(table) = register.tables().get("society") else { return Ok(known) };
    let columns = SocietyColumns::of(table);
    register.lines("society", moment, &mut |line| {
        known.add(columns.read(line));
        ControlFlow::Continue(())
    })?;
    Ok(known)
}

impl RowCleaner<'_> {
    /// The society a row refers to: by number, name and district of the row.
    pub(super) fn clean_society(&self, row: &ReadRow, record: &mut Record) {
        let text = |field: &str| self.cell_of(row, field).map(|cell| cell.text().into_owned()).unwrap_or_default();
        let number = if text("society_no").is_empty() { text("registration_number") } else { text("society_no") };
        let (name, district) = (text("society"), text("society_district"));
        let (district, unread) = match district.as_str() {
            text if is_placeholder(text) => (self.district.as_ref().map(|standing| standing.code), None),
            text => match find_district(&self.desk.places, text) {
                Some(code) => (Some(code), None),
                None => (None, Some(text)),
            },
        };
        let asked = [number.as_str(), name.as_str(), unread.unwrap_or_default()]
            .iter()
            .filter(|part| !part.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join(" ");
        if asked.is_empty() {
            return;
        }
        let at = self.cell_of(row, "society_no").or_else(|| self.cell_of(row, "society")).map_or(0, |cell| cell.column);
        let finding =
            |code: &str| Finding::new(code, Severity::Error, self.place(row.number, at)).with("found", &asked);
        // A district that cannot be read is never a reason to look in all of them.
        let found = if unread.is_some() { Known::None } else { self.societies.find(&number, &name, district) };
        match found {
            Known::One(society) => {
                record.put(self.table, "society", Value::text(&society.id));
                let cell = Some(CellRef { row: row.number, column: at }.to_string());
                let written = AsWritten { text: asked, repairs: vec!["society_found".into()], cell };
                record.as_written.insert("society".into(), written);
            }
            Known::Several(several) => {
                let candidates: Vec<&str> = several.iter().take(5).map(|society| society.id.as_str()).collect();
                record.find(finding("IMP-107").with("candidates", candidates.join(", ")), &[]);
            }
            Known::None => record.find(finding("IMP-106"), &[]),
        }
    }
}
