//! What every report rests on, and the steps several builders share.

use super::{
    CodeNames, Column, ColumnKind, Origin, Phrase, Report, ReportError, Section, Table, atlas::Atlas, map::Map,
};
use crate::{
    catalogue::Files,
    model::{Language, Value},
};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

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
    /// Code of the office's own State; its name is that of the code in the list `state`.
    pub own_state: String,
    /// Districts of other States, where multi-State societies sit.
    pub elsewhere: BTreeSet<i64>,
    /// Language whose order of letters names are listed in.
    pub language: Language,
}

/// Code of the group of all other States in the list `state`.
pub const OTHER_STATES: &str = "other";

impl Ground {
    /// The ground for an office of a state: names of its districts come with the map.
    pub fn new(files: &Files, as_of: Date, origin: Origin, state: &str) -> Result<Self, ReportError> {
        let mut names = CodeNames::default();
        let own_state = state.to_owned();
        let state = Atlas::exists(files, state).then(|| state.to_owned());
        if let Some(state) = &state {
            for district in Atlas::load(files, state)?.districts {
                names.add("district", district.lgd_code, district.name);
            }
        }
        Ok(Self { as_of, origin, names, state, own_state, elsewhere: BTreeSet::new(), language: Language::default() })
    }

    /// The place of each code in a list: districts of the own State before those of others, then by name in the
    /// reader's language, codes without a name after all names, nothing recorded last.
    pub fn ranks(&self, list: &str, codes: impl IntoIterator<Item = Value>) -> BTreeMap<Value, usize> {
        let mut codes: Vec<Value> = codes.into_iter().collect();
        codes.sort();
        codes.dedup();
        codes.sort_by_cached_key(|value| {
            let name = match value {
                Value::Text(code) => self.names.name(list, code),
                Value::Integer(code) => self.names.name(list, &code.to_string()),
                _ => None,
            };
            let abroad = list == "district" && self.is_elsewhere(value);
            let key = name.map_or_else(String::new, |name| name_key(name.in_language(self.language)));
            (*value == Value::Empty, abroad, name.is_none(), key)
        });
        codes.into_iter().enumerate().map(|(rank, code)| (code, rank)).collect()
    }

    /// The same codes as a list in that order.
    pub fn in_order(&self, list: &str, codes: impl IntoIterator<Item = Value>) -> Vec<Value> {
        let mut order: Vec<(usize, Value)> =
            self.ranks(list, codes).into_iter().map(|(code, rank)| (rank, code)).collect();
        order.sort();
        order.into_iter().map(|(_, code)| code).collect()
    }

    /// The group a district stands in: the own State, all others together, or nothing for no district.
    pub fn state_of(&self, district: &Value) -> Value {
        match district {
            Value::Empty => Value::Empty,
            _ if self.is_elsewhere(district) => Value::Text(OTHER_STATES.into()),
            _ => Value::text(&self.own_state),
        }
    }

    fn is_elsewhere(&self, district: &Value) -> bool {
        matches!(district, Value::Integer(code) if self.elsewhere.contains(code))
    }

    /// An abstract of districts, own State first: `row` gives what stands after the name of each.
    pub fn by_district(
        &self,
        columns: impl IntoIterator<Item = Column>,
        districts: impl IntoIterator<Item = Value>,
        row: impl Fn(&Value) -> Vec<Value>,
    ) -> Section {
        let rows = self.in_order("district", districts).into_iter().map(|district| {
            let mut cells = vec![self.state_of(&district), district];
            cells.extend(row(&cells[1]));
            cells
        });
        let rows = rows.collect();
        let mut all = vec![Column::new("state", ColumnKind::Code("state".into())), district_column()];
        all.extend(columns);
        let table = Table { columns: all, rows, group_by: Some(0) };
        Section::new("by_district", super::Role::Summary, table)
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

    /// Says how many societies have no district, so that map and district table can be held against the total.
    pub fn note_unknown_district(&self, report: &mut Report, societies: usize) {
        if societies > 0 {
            report.notes.push(Phrase::key("note.unknown_district").with("count", count(societies)));
        }
    }
}

/// A name as it is put in order: Devanagari as a Hindi dictionary has it, where a dot below makes no other letter and a
/// chandrabindu stands with the anusvara; every other script without regard to capitals.
pub fn name_key(name: &str) -> String {
    let letters = name.chars().flat_map(char::to_lowercase).filter(|c| *c != '\u{93c}');
    letters
        .map(|c| match c {
            'ँ' => 'ं',
            '\u{929}' => 'न',
            '\u{931}' => 'र',
            '\u{934}' => 'ळ',
            '\u{958}' => 'क',
            '\u{959}' => 'ख',
            '\u{95a}' => 'ग',
            '\u{95b}' => 'ज',
            '\u{95c}' => 'ड',
            '\u{95d}' => 'ढ',
            '\u{95e}' => 'फ',
            '\u{95f}' => 'य',
            other => other,
        })
        .collect()
}

/// An LGD code as a value, none as nothing.
pub fn code(code: Option<i64>) -> Value {
    code.map_or(Value::Empty, Value::Integer)
}

/// A count as a value.
pub fn count(count: usize) -> Value {
    Value::count(count)
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

/// A summary section: its table and nothing else.
pub fn summary(key: &str, columns: Vec<Column>, rows: Vec<Vec<Value>>) -> Section {
    Section::new(key, super::Role::Summary, Table { columns, rows, group_by: None })
}

/// A list section, its rows headed by the values of one column.
pub fn list(key: &str, columns: Vec<Column>, rows: Vec<Vec<Value>>, group_by: Option<usize>) -> Section {
    Section::new(key, super::Role::List, Table { columns, rows, group_by })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Label;
    use jiff::civil::date;

    #[test]
    fn names_are_listed_in_the_readers_alphabet_and_other_states_after_the_own() {
        let mut ground = Ground::new(&Files::embedded(), date(2026, 3, 31), Origin::default(), "BR").unwrap();
        for (code, en, hi) in [(162, "Prayagraj", "Prayagraj"), (9_999, "Agra", "आगरा")] {
            ground.names.add("district", code, Label { en: en.into(), hi: hi.into() });
            ground.elsewhere.insert(code);
        }
        let codes = [212, 162, 189, 9_999, 190, 188].map(Value::Integer).into_iter().chain([Value::Empty]);
        let codes: Vec<Value> = codes.collect();
        ground.language = Language::En;
        let english = ground.in_order("district", codes.clone());
        ground.language = Language::Hi;
        let hindi = ground.in_order("district", codes);
        let name = |value: &Value, language| {
            let code = value.as_integer().map(|code| code.to_string()).unwrap_or_default();
            ground.names.name("district", &code).map_or("-", |name| name.in_language(language)).to_owned()
        };
        let names = |order: &[Value], language| -> Vec<String> { order.iter().map(|v| name(v, language)).collect() };
        let own = ["Araria", "Aurangabad", "Banka", "Patna", "Agra", "Prayagraj", "-"];
        assert_eq!(names(&english, Language::En), own);
        let own = ["अररिया", "औरंगाबाद", "पटना", "बांका", "Prayagraj", "आगरा", "-"];
        assert_eq!(names(&hindi, Language::Hi), own);
        assert_eq!(ground.state_of(&hindi[0]), Value::Text("BR".into()));
        assert_eq!(ground.state_of(&hindi[4]), Value::Text(OTHER_STATES.into()));
    }

    #[test]
    fn a_dot_below_does_not_move_a_name_and_a_bare_letter_stands_before_its_vowel_signs() {
        let mut names = ["बाढ़", "बक्सर", "बड़हिया", "बाँका", "बडगाँव", "बढ़नी"];
        names.sort_by_key(|name| name_key(name));
        assert_eq!(names, ["बक्सर", "बडगाँव", "बड़हिया", "बढ़नी", "बाँका", "बाढ़"]);
    }
}
