//! The registers as data: `catalogue/registers/<stem>.toml`, and the annual return from its field list.

use super::{CatalogueError, Files};
use crate::model::{Field, Kind, Label, TableDef, Tables};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RegisterFile {
    en: String,
    hi: String,
    id_letter: Option<String>,
    groups: Vec<String>,
    business_key: Vec<String>,
    effective_from: Option<String>,
    known_by: Option<String>,
    /// Every field is written by the program alone: no file is imported into it.
    #[serde(default)]
    by_program: bool,
    /// A CSV of further fields (the annual return's 312), all of one group each by its `section`.
    fields_from: Option<String>,
    field: Vec<FieldLine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldLine {
    key: String,
    kind: Kind,
    group: String,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    personal: bool,
    ahead: Option<u8>,
    #[serde(default)]
    by_program: bool,
    #[serde(default)]
    month: bool,
    time_of: Option<String>,
    codes: Option<String>,
    en: String,
    hi: String,
}

/// Loads every register definition; all faults at once.
pub fn load_tables(files: &Files) -> Result<Tables, Vec<CatalogueError>> {
    let mut tables = BTreeMap::new();
    let mut faults = Vec::new();
    for path in files.list("registers").map_err(|fault| vec![fault])? {
        let Some(name) = path.strip_prefix("registers/").and_then(|file| file.strip_suffix(".toml")) else { continue };
        match load_one(files, &path, name) {
            Ok(table) => {
                tables.insert(name.to_owned(), table);
            }
            Err(mut found) => faults.append(&mut found),
        }
    }
    let mut letters: BTreeMap<&str, &str> = BTreeMap::new();
    for table in tables.values() {
        let Some(letter) = table.id_letter.as_deref() else { continue };
        let path = format!("registers/{}.toml", table.name);
        if !(1..=3).contains(&letter.len()) || !letter.bytes().all(|b| b.is_ascii_uppercase()) {
            faults.push(CatalogueError::new(&path, format!("id_letter '{letter}': one to three capital letters")));
        }
        // An identity tells its register by its letters alone.
        if let Some(other) = letters.insert(letter, &table.name) {
            faults.push(CatalogueError::new(&path, format!("id_letter {letter} belongs to {other}")));
        }
    }
    if faults.is_empty() { Ok(Tables(tables)) } else { Err(faults) }
}

/// A list that a command reads and no register keeps: `catalogue/lists/<name>.toml`.
pub fn load_list(files: &Files, name: &str) -> Result<TableDef, Vec<CatalogueError>> {
    load_one(files, &format!("lists/{name}.toml"), name)
}

fn load_one(files: &Files, path: &str, name: &str) -> Result<TableDef, Vec<CatalogueError>> {
    let one = |fault: CatalogueError| vec![fault];
    let text = files.text(path).map_err(one)?;
    let file: RegisterFile = toml::from_str(&text).map_err(|fault| vec![CatalogueError::new(path, fault)])?;
    let mut faults = Vec::new();
    if file.groups.is_empty() || file.groups.len() > 32 {
        faults.push(CatalogueError::new(path, "a register has 1 to 32 groups of facts"));
    }
    let mut lines = file.field;
    if let Some(from) = &file.fields_from {
        lines.append(&mut return_fields(files, from).map_err(one)?);
    }
    let mut fields = Vec::with_capacity(lines.len());
    let mut seen = BTreeSet::new();
    for line in lines {
        let group = file.groups.iter().position(|group| *group == line.group).and_then(|i| u8::try_from(i).ok());
        if group.is_none() {
            faults.push(CatalogueError::new(path, format!("{}: no group '{}'", line.key, line.group)));
        }
        if !seen.insert(line.key.clone()) {
            faults.push(CatalogueError::new(path, format!("field {} stands twice", line.key)));
        }
        if (line.kind == Kind::Code) != line.codes.is_some() {
            faults.push(CatalogueError::new(path, format!("{}: a code field names its list, others do not", line.key)));
        }
        fields.push(Field {
            key: line.key,
            kind: line.kind,
            group: group.unwrap_or(0),
            required: line.required,
            personal: line.personal,
            ahead: line.ahead,
            by_program: line.by_program || file.by_program,
            month: line.month,
            time_of: line.time_of,
            codes: line.codes,
            label: Label { en: line.en, hi: line.hi },
        });
    }
    let told_by = fields.iter().filter_map(|field| field.time_of.as_ref());
    for key in file.business_key.iter().chain(&file.effective_from).chain(&file.known_by).chain(told_by) {
        if !seen.contains(key) {
            faults.push(CatalogueError::new(path, format!("no field '{key}'")));
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(TableDef {
        name: name.to_owned(),
        label: Label { en: file.en, hi: file.hi },
        id_letter: file.id_letter,
        groups: file.groups,
        fields,
        business_key: file.business_key,
        effective_from: file.effective_from,
        known_by: file.known_by,
    })
}

#[derive(Deserialize)]
struct ReturnField {
    field: String,
    label_en: String,
    label_hi: String,
    unit: String,
    section: String,
    #[serde(rename = "type")]
    kind: String,
}

/// The fields of the annual return. The society's identity is the subject and stands in the register's own file.
fn return_fields(files: &Files, path: &str) -> Result<Vec<FieldLine>, CatalogueError> {
    let text = files.text(path)?;
    let mut lines = Vec::new();
    for row in csv::Reader::from_reader(text.as_bytes()).deserialize() {
        let row: ReturnField = row.map_err(|fault| CatalogueError::new(path, fault))?;
        if row.field == "society_id" {
            continue;
        }
        let kind = match row.kind.as_str() {
            "date" => Kind::Date,
            "bool" => Kind::Bool,
            "money" => Kind::Money,
            "integer" => Kind::Integer,
            "decimal" if row.unit == "percent" => Kind::Percent,
            "decimal" => Kind::Quantity,
            "text" | "enum" => Kind::Text,
            other => return Err(CatalogueError::new(path, format!("{}: unknown type '{other}'", row.field))),
        };
        lines.push(FieldLine {
            // The committee's term is the one day of a return that lies ahead.
            ahead: (row.field == "board_term_end").then_some(10),
            key: row.field,
            kind,
            group: row.section,
            required: false,
            personal: false,
            by_program: false,
            month: false,
            time_of: None,
            codes: None,
            en: row.label_en,
            hi: row.label_hi,
        });
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_register_of_the_catalogue_loads() {
        let tables = load_tables(&Files::embedded()).unwrap();
        // R01 to R22 of the annex, the share ledger, office bearers, returns, audits, the panel, places, computerisation and its targets, days and activities of PACS.
        assert_eq!(tables.0.values().filter(|table| !table.is_by_program()).count(), 34);
        let own = [
            "asset_check",
            "asset_rate",
            "audit_draw",
            "audit_exclusion",
            "audit_fee_rate",
            "audit_mark",
            "auditor_conflict",
            "auditor_debarment",
            "auditor_leave",
            "byelaw_text",
            "case_event",
            "coverage_target",
            "delegation",
            "document",
            "draw_seal",
            "election",
            "expulsion",
            "finding_baseline",
            "finding_waiver",
            "holiday",
            "inspection_finding",
            "member_application",
            "notice",
            "office_clock",
            "officer",
            "panel_notice",
            "penalty_rate",
            "project",
            "return_default",
            "return_document",
            "return_event",
            "return_extension",
            "rule_withdrawal",
            "scheme_target",
            "stay",
            "supersession",
            "system_certificate",
            "system_finding",
        ];
        assert_eq!(
            tables.0.values().filter(|table| table.is_by_program()).map(|table| &table.name).collect::<Vec<_>>(),
            own
        );
        assert_eq!(tables.get("annual_return").unwrap().fields.len(), 313);
    }
}
