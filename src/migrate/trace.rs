//! From any value back to file, sheet and cell, as written and as read.

use super::{Account, AsWritten, number_parts::parts_of};
use crate::{
    catalogue::Places,
    model::{CellRef, Entry, Kind, Moment, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use serde::Serialize;
use std::collections::BTreeMap;

/// Where one value in force comes from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Traced {
    /// Field key.
    pub field: String,
    /// Value in force.
    pub value: Value,
    /// Of a registration number the parts as recognised, each with the name of its part.
    pub parts: Vec<(&'static str, Value)>,
    /// Text as written, where it differs from the value as read.
    pub written: Option<String>,
    /// Repairs made on reading.
    pub repairs: Vec<String>,
    /// File it was imported from; `None` for an entry made at the desk.
    pub file: Option<String>,
    /// Workbook in which the row came back corrected, after it had been rejected.
    pub corrected_in: Option<String>,
    /// Sheet.
    pub sheet: Option<String>,
    /// Cell.
    pub cell: Option<String>,
    /// Batch.
    pub batch: Option<String>,
    /// Entry that states it.
    pub entry: i64,
    /// When it was entered.
    pub recorded_at: String,
    /// From when it is in force.
    pub effective_from: String,
}

/// Traces every value in force of a subject, or one field. Empty when nothing is in force.
pub fn trace(
    register: &dyn ReadRegister,
    table: &TableDef,
    subject: &str,
    field: Option<&str>,
    moment: Moment,
    places: &Places,
) -> Result<Vec<Traced>, RegisterError> {
    let Some(line) = register.line(&table.name, subject, moment)? else { return Ok(Vec::new()) };
    let entries = register.entries(&table.name, subject)?;
    let mut accounts: BTreeMap<String, ReadAs> = BTreeMap::new();
    let district = line.value(table, "district").and_then(Value::as_integer);
    let mut traced = Vec::new();
    for (found, value) in table.fields.iter().zip(&line.values) {
        if value.is_empty() || field.is_some_and(|wanted| wanted != found.key) {
            continue;
        }
        let no = line.entries.get(usize::from(found.group)).copied().flatten();
        let Some(entry) = entries.iter().find(|entry| Some(entry.no) == no) else { continue };
        if let Some(source) = &entry.source
            && !accounts.contains_key(&source.batch)
            && let Some(batch) = register.batch(&source.batch)?
        {
            let account: Account = serde_json::from_value(batch.batch.account).unwrap_or_default();
            let (mut file, mut corrected_in) = (batch.batch.file_name, None);
            // Cells are those of the original; the workbook of rejects has its rows in other places.
            if let Some(corrects) = &account.corrects
                && let Some(original) = register.batch(&corrects.batch)?
            {
                corrected_in = Some(std::mem::replace(&mut file, original.batch.file_name));
            }
            accounts.insert(source.batch.clone(), ReadAs { file, corrected_in, account });
        }
        let number = value.as_text().filter(|_| found.kind == Kind::RegistrationNo);
        let parts = number.map(|number| parts_of(number, places, district)).unwrap_or_default();
        traced.push(Traced { parts, ..traced_value(entry, &found.key, value, &accounts) });
    }
    Ok(traced)
}

/// The file of a batch, and how it was read.
struct ReadAs {
    file: String,
    corrected_in: Option<String>,
    account: Account,
}

fn traced_value(entry: &Entry, key: &str, value: &Value, accounts: &BTreeMap<String, ReadAs>) -> Traced {
    let written: BTreeMap<String, AsWritten> =
        entry.as_written.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
    let own = written.get(key);
    let found = entry.source.as_ref().and_then(|source| {
        let ReadAs { file, corrected_in, account } = accounts.get(&source.batch)?;
        let sheet = account.sheets.iter().find(|sheet| sheet.index == source.sheet)?;
        // A State that no column gives is that of the row's district.
        let leading = |key: &str| {
            sheet.columns.iter().find(|column| column.field.as_deref().is_some_and(|field| leads_to(field, key)))
        };
        let derived = key == "state" && own.is_none() && leading("state").is_none();
        let (own, column) = if derived { (written.get("district"), leading("district")) } else { (own, leading(key)) };
        let cell = own
            .and_then(|own| own.cell.clone())
            .or_else(|| column.map(|column| CellRef { row: source.row, column: column.column }.to_string()));
        Some((file.clone(), corrected_in.clone(), sheet.name.clone(), cell, source.batch.clone()))
    });
    let (file, corrected_in, sheet, cell, batch) = match found {
        Some((file, corrected_in, sheet, cell, batch)) => (Some(file), corrected_in, Some(sheet), cell, Some(batch)),
        None => (None, None, None, None, None),
    };
    Traced {
        field: key.to_owned(),
        value: value.clone(),
        parts: Vec::new(),
        written: own.map(|own| own.text.clone()),
        repairs: own.iter().flat_map(|own| &own.repairs).map(ToString::to_string).collect(),
        file,
        corrected_in,
        sheet,
        cell,
        batch,
        entry: entry.no.0,
        recorded_at: entry.recorded_at.to_text(),
        effective_from: entry.effective_from.to_string(),
    }
}

/// Does a column recognised as `column` give the register's field `field`?
pub(super) fn leads_to(column: &str, field: &str) -> bool {
    column == field
        || match column {
            "name" => matches!(field, "name_hi" | "name_en"),
            "society_no" => matches!(field, "society" | "registration_number"),
            _ => column.ends_with("_code") && field == "code" || column.ends_with("_name") && field == "name_en",
        }
}
