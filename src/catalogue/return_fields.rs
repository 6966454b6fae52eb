//! The lines of the annual return, the closed lists they use, and the figures rules may name.

use super::{CatalogueError, Files};
use crate::model::Label;
use serde::Deserialize;
use std::collections::BTreeMap;

/// How a line of the return is read and reckoned with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReturnKind {
    /// Rupees on paper, paise here.
    Money,
    /// Calendar date.
    Date,
    /// Yes or no.
    Bool,
    /// Whole number or code number.
    Integer,
    /// Thousandths of the unit (litre, kg, tonne, hectare, square metre, audit marks).
    Quantity,
    /// Hundredths of a per cent.
    Percent,
    /// Code of a closed list.
    Code,
    /// Free text.
    Text,
}

/// One line of the return.
#[derive(Clone, Debug)]
pub struct ReturnField {
    /// Field code, heading of flat files and name in rules.
    pub key: String,
    /// What the form says.
    pub label: Label,
    /// Unit as written in the list: `INR`, `percent`, `number`, `litre` …
    pub unit: String,
    /// Section of the form.
    pub section: String,
    /// How it is read.
    pub kind: ReturnKind,
    /// What belongs into the line, in English.
    pub definition: String,
}

/// A figure of the law or of practice that rules name as `:name`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParamDef {
    /// `INR`, `percent`, `months`, `INR/kg` …
    pub unit: String,
    /// Meaning, English.
    pub en: String,
    /// Meaning, Hindi.
    pub hi: String,
}

/// All lines of the return with their lists and the figures' definitions.
#[derive(Clone, Debug, Default)]
pub struct ReturnFields {
    /// Lines in the order of the form.
    pub fields: Vec<ReturnField>,
    /// Definitions of figures by name.
    pub params: BTreeMap<String, ParamDef>,
    by_key: BTreeMap<String, u16>,
    codes: BTreeMap<String, Vec<(String, Label)>>,
    /// Of a closed list: other spellings seen, with their codes.
    seen: BTreeMap<String, Vec<(String, String)>>,
    kinds: BTreeMap<String, Vec<u16>>,
    openings: Vec<(u16, u16)>,
    units: BTreeMap<String, Label>,
}

const OPENINGS: &str = "fields/return_openings.toml";
const UNITS: &str = "fields/return_units.toml";
const KINDS: &str = "fields/return_kinds.toml";
/// The section whose lines differ by kind of society.
const ACTIVITY: &str = "activity";
const FIELDS: &str = "fields/return_fields.csv";
const CODES: &str = "fields/return_codes.toml";
const PARAMS: &str = "fields/return_params.toml";

#[derive(Deserialize)]
struct FieldRow {
    field: String,
    label_en: String,
    label_hi: String,
    unit: String,
    section: String,
    #[serde(rename = "type")]
    kind: String,
    definition: String,
}

/// A line that must say what another one said at the end of last year.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Opening {
    closing: String,
    /// The rule that says so: for the reader of the list.
    #[allow(dead_code, reason = "the catalogue names the source, the program does not read it")]
    rule: String,
}

/// A code of a closed list as the file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CodeWords {
    en: String,
    hi: String,
    #[serde(default)]
    seen: Vec<String>,
}

impl ReturnFields {
    /// Reads and checks the lists; all faults at once.
    pub fn load(files: &Files) -> Result<Self, Vec<CatalogueError>> {
        let mut faults = Vec::new();
        let mut loaded = Self::default();
        match files.text(FIELDS) {
            Ok(text) => loaded.read_fields(&text, &mut faults),
            Err(fault) => faults.push(fault),
        }
        match read_toml::<BTreeMap<String, toml::Table>>(files, CODES) {
            Ok(lists) => loaded.read_codes(lists, &mut faults),
            Err(fault) => faults.push(fault),
        }
        match read_toml::<BTreeMap<String, ParamDef>>(files, PARAMS) {
            Ok(params) => loaded.params = params,
            Err(fault) => faults.push(fault),
        }
        match read_toml::<BTreeMap<String, Vec<String>>>(files, KINDS) {
            Ok(kinds) => loaded.read_kinds(kinds, &mut faults),
            Err(fault) => faults.push(fault),
        }
        match read_toml::<BTreeMap<String, Opening>>(files, OPENINGS) {
            Ok(openings) => loaded.read_openings(openings, &mut faults),
            Err(fault) => faults.push(fault),
        }
        match read_toml::<BTreeMap<String, Label>>(files, UNITS) {
            Ok(units) => loaded.units = units,
            Err(fault) => faults.push(fault),
        }
        for field in loaded.fields.iter().filter(|field| !loaded.units.contains_key(&field.unit)) {
            faults.push(CatalogueError::new(UNITS, format!("{}: no words for the unit '{}'", field.key, field.unit)));
        }
        for (name, param) in &loaded.params {
            if param.en.is_empty() || param.hi.is_empty() {
                faults.push(CatalogueError::new(PARAMS, format!("{name}: a language is missing")));
            }
        }
        if faults.is_empty() { Ok(loaded) } else { Err(faults) }
    }
    fn read_fields(&mut self, text: &str, faults: &mut Vec<CatalogueError>) {
        for row in csv::Reader::from_reader(text.as_bytes()).deserialize::<FieldRow>() {
            let row = match row {
                Ok(row) => row,
                Err(fault) => {
                    faults.push(CatalogueError::new(FIELDS, fault));
                    continue;
                }
            };
            let kind = match (row.kind.as_str(), row.unit.as_str()) {
                ("money", _) => ReturnKind::Money,
                ("date", _) => ReturnKind::Date,
                ("bool", _) => ReturnKind::Bool,
                ("integer", _) => ReturnKind::Integer,
                ("decimal", "percent") => ReturnKind::Percent,
                ("decimal", _) => ReturnKind::Quantity,
                ("enum", _) => ReturnKind::Code,
                ("text", _) => ReturnKind::Text,
                (other, _) => {
                    faults.push(CatalogueError::new(FIELDS, format!("{}: unknown type '{other}'", row.field)));
                    continue;
                }
            };
            if row.label_en.is_empty() || row.label_hi.is_empty() {
                faults.push(CatalogueError::new(FIELDS, format!("{}: a language is missing", row.field)));
            }
            let Ok(no) = u16::try_from(self.fields.len()) else {
                faults.push(CatalogueError::new(FIELDS, "more than 65,535 lines"));
                return;
            };
            if self.by_key.insert(row.field.clone(), no).is_some() {
                faults.push(CatalogueError::new(FIELDS, format!("field {} stands twice", row.field)));
            }
            self.fields.push(ReturnField {
                key: row.field,
                label: Label { en: row.label_en, hi: row.label_hi },
                unit: row.unit,
                section: row.section,
                kind,
                definition: row.definition,
            });
        }
    }
    fn read_codes(&mut self, lists: BTreeMap<String, toml::Table>, faults: &mut Vec<CatalogueError>) {
        for (field, list) in lists {
            let mut codes = Vec::with_capacity(list.len());
            for (code, words) in list {
                match words.try_into::<CodeWords>() {
                    Ok(words) => {
                        let spellings = words.seen.into_iter().map(|spelling| (spelling, code.clone()));
                        self.seen.entry(field.clone()).or_default().extend(spellings);
                        codes.push((code, Label { en: words.en, hi: words.hi }));
                    }
                    Err(fault) => faults.push(CatalogueError::new(CODES, format!("{field}.{code}: {fault}"))),
                }
            }
            match self.get(&field) {
                Some(known) if known.kind == ReturnKind::Code => {}
                _ => faults.push(CatalogueError::new(CODES, format!("no enum field '{field}'"))),
            }
            self.codes.insert(field, codes);
        }
        for field in self.fields.iter().filter(|field| field.kind == ReturnKind::Code) {
            if !self.codes.contains_key(&field.key) {
                faults.push(CatalogueError::new(CODES, format!("the codes of {} are missing", field.key)));
            }
        }
    }
    fn read_kinds(&mut self, kinds: BTreeMap<String, Vec<String>>, faults: &mut Vec<CatalogueError>) {
        for (kind, keys) in kinds {
            if !self.codes("society_type").iter().any(|(code, _)| *code == kind) {
                faults.push(CatalogueError::new(KINDS, format!("'{kind}' is no society type")));
            }
            let mut lines = Vec::with_capacity(keys.len());
            for key in keys {
                match self.no(&key) {
                    Some(no) if self.at(no).section == ACTIVITY => lines.push(no),
                    _ => faults.push(CatalogueError::new(KINDS, format!("{kind}: no activity field '{key}'"))),
                }
            }
            self.kinds.insert(kind, lines);
        }
    }
    fn read_openings(&mut self, openings: BTreeMap<String, Opening>, faults: &mut Vec<CatalogueError>) {
        for (opening, Opening { closing, .. }) in openings {
            match (self.no(&opening), self.no(&closing)) {
                (Some(a), Some(b)) if self.at(a).kind == self.at(b).kind => self.openings.push((a, b)),
                (Some(_), Some(_)) => {
                    faults.push(CatalogueError::new(OPENINGS, format!("{opening} and {closing} are of two kinds")));
                }
                _ => faults.push(CatalogueError::new(OPENINGS, format!("no such fields: {opening}, {closing}"))),
            }
        }
    }
    /// Lines that must say what another line of last year's return says: `(opening, closing)`.
    pub fn openings(&self) -> &[(u16, u16)] {
        &self.openings
    }
    /// The unit of a line in words.
    pub fn unit(&self, field: &ReturnField) -> Label {
        let same = || Label { en: field.unit.clone(), hi: field.unit.clone() };
        self.units.get(&field.unit).cloned().unwrap_or_else(same)
    }
    /// Lines on the form of one kind of society, in the order of the list; nothing for an unknown kind.
    pub fn of_kind(&self, kind: &str) -> Option<Vec<u16>> {
        let activity = self.kinds.get(kind)?;
        let numbers = (0..).take(self.fields.len());
        Some(numbers.filter(|no| self.at(*no).section != ACTIVITY || activity.contains(no)).collect())
    }
    /// Kinds of society there are forms for.
    pub fn kinds(&self) -> impl Iterator<Item = &str> {
        self.kinds.keys().map(String::as_str)
    }
    /// Number of a line by its key.
    pub fn no(&self, key: &str) -> Option<u16> {
        self.by_key.get(key).copied()
    }
    /// A line by its key.
    pub fn get(&self, key: &str) -> Option<&ReturnField> {
        self.no(key).map(|no| self.at(no))
    }
    /// A line by its number (numbers come from [`ReturnFields::no`] of the same list).
    pub fn at(&self, no: u16) -> &ReturnField {
        &self.fields[usize::from(no)]
    }
    /// Codes and words of an enum field, in the order of the list; empty for other fields.
    pub fn codes(&self, key: &str) -> &[(String, Label)] {
        self.codes.get(key).map_or(&[], Vec::as_slice)
    }
    /// The code of a closed list that a text means: the code itself, its word in either language, or another spelling seen.
    pub fn code_meant(&self, key: &str, text: &str) -> Option<&str> {
        let asked = text.to_lowercase();
        let answers = |(code, label): &&(String, Label)| {
            code.to_lowercase() == asked || label.en.to_lowercase() == asked || label.hi == text
        };
        let seen = || self.seen.get(key)?.iter().find(|(spelling, _)| *spelling == text).map(|(_, code)| code.as_str());
        self.codes(key).iter().find(answers).map(|(code, _)| code.as_str()).or_else(seen)
    }
    /// The key nearest to one that is not known.
    pub fn nearest(&self, key: &str) -> &str {
        let closeness = |field: &&ReturnField| strsim::jaro_winkler(&field.key, key);
        self.fields.iter().max_by(|a, b| closeness(a).total_cmp(&closeness(b))).map_or("", |field| field.key.as_str())
    }
}

pub(super) fn read_toml<T: serde::de::DeserializeOwned>(files: &Files, path: &str) -> Result<T, CatalogueError> {
    let text = files.text(path)?;
    toml::from_str(&text).map_err(|fault| CatalogueError::new(path, fault))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_the_return_load_with_their_lists() {
        let fields = ReturnFields::load(&Files::embedded()).unwrap();
        assert_eq!(fields.fields.len(), 312);
        assert_eq!(fields.get("dividend_rate_pct").unwrap().kind, ReturnKind::Percent);
        assert_eq!(fields.get("audit_score").unwrap().kind, ReturnKind::Quantity);
        assert_eq!(fields.codes("liability_type").len(), 2);
        assert_eq!(fields.nearest("net_profits"), "net_profit");
        assert_eq!(fields.openings().len(), 12);
        assert_eq!(fields.unit(fields.get("water_area_ha").unwrap()).hi, "हेक्टेयर");
    }
}
