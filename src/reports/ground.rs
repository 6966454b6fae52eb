//! What every report rests on, and the steps several builders share.

use super::{
    CodeNames, Column, ColumnKind, Origin, Phrase, Report, ReportError, Section, Table, atlas::Atlas, map::Map,
};
use crate::{
    catalogue::Files,
    model::{Label, Value},
};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Given by the caller: the date, the footer, the names of the codes, and the state whose map is drawn.
#[derive(Clone, Debug)]
pub struct Ground {
    /// Date of the data.
    pub as_of: Date,
    /// Footer.
    pub origin: Origin,
    /// Names of districts, classes and the like.
    pub names: CodeNames,
    /// State whose district map is drawn; none where the catalogue has no map of it.
    pub state: Option<String>,
}

impl Ground {
    /// The ground for an office of a state: names of its districts come with the map.
    pub fn new(files: &Files, as_of: Date, origin: Origin, state: &str) -> Result<Self, ReportError> {
        let mut names = CodeNames::default();
        let state = Atlas::exists(files, state).then(|| state.to_owned());
        if let Some(state) = &state {
            for district in Atlas::load(files, state)?.districts {
                names.add("district", district.lgd_code, district.name);
            }
        }
        Ok(Self { as_of, origin, names, state })
    }

    /// An empty report on this ground.
    pub fn report(&self, key: &str) -> Report {
        Report::new(key, self.as_of, self.origin.clone(), self.names.clone())
    }

    /// A district map of counts, if there is a map; its source is named in the report.
    pub fn map(&self, report: &mut Report, title: &str, counts: &BTreeMap<Value, i64>) -> Option<Map> {
        let state = self.state.clone()?;
        let values: BTreeMap<i64, i64> = counts
            .iter()
            .filter_map(|(district, count)| match district {
                Value::Integer(code) => Some((*code, *count)),
                _ => None,
            })
            .collect();
        if values.is_empty() {
            return None;
        }
        let source = Phrase::key("source.district_map");
        if !report.sources.contains(&source) {
            report.sources.push(source);
        }
        Some(Map { state, title: Phrase::key(title), values })
    }

    /// Says how many rows have no district, so that map and district table can be held against the total.
    pub fn note_unknown_district(&self, report: &mut Report, counts: &BTreeMap<Value, i64>) {
        if let Some(count) = counts.get(&Value::Empty).filter(|count| **count > 0) {
            report.notes.push(Phrase::key("note.unknown_district").with("count", Value::Integer(*count)));
        }
    }
}

/// An LGD code as a value, none as nothing.
pub fn code(code: Option<i64>) -> Value {
    code.map_or(Value::Empty, Value::Integer)
}

/// A count as a value.
pub fn count(count: usize) -> Value {
    Value::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}

/// A column of district codes.
pub fn district_column() -> Column {
    Column::new("district", ColumnKind::Code("district".into()))
}

/// The name of a code for a bar: in both languages where known.
pub fn name_of(names: &CodeNames, list: &str, value: &Value) -> Phrase {
    let code = match value {
        Value::Text(code) => code.clone(),
        Value::Integer(code) => code.to_string(),
        _ => return Phrase::key("word.not_recorded"),
    };
    names.name(list, &code).map_or(Phrase::Plain(code), |label| Phrase::Both(label.clone()))
}

/// Hindi and English of a name of which an office may have recorded one only: the other language shows that one.
pub fn either(hi: Option<&str>, en: Option<&str>) -> Label {
    let (hi, en) = (hi.filter(|text| !text.is_empty()), en.filter(|text| !text.is_empty()));
    Label { hi: hi.or(en).unwrap_or_default().into(), en: en.or(hi).unwrap_or_default().into() }
}

/// A summary section: its table and nothing else.
pub fn summary(key: &str, columns: Vec<Column>, rows: Vec<Vec<Value>>) -> Section {
    Section::new(key, super::Role::Summary, Table { columns, rows, group_by: None })
}

/// A list section, its rows headed by the values of one column.
pub fn list(key: &str, columns: Vec<Column>, rows: Vec<Vec<Value>>, group_by: Option<usize>) -> Section {
    Section::new(key, super::Role::List, Table { columns, rows, group_by })
}
