//! A list of units as a workbook or CSV: one event a row.

use coop_registry::{
    branches::computerisation::{Asked, Event},
    cleaning::{DateColumn, read_amount, read_count, read_date},
    migrate::OpenFile,
    model::{CellRef, Date, Field, Finding, Findings, Kind, Locus, Severity, TableDef, Value},
    source::{Cell, Content, Sheet},
};
use std::collections::BTreeMap;

/// A list, and how its cells are read.
pub struct ListFile<'a> {
    pub file: &'a OpenFile,
    /// Fields of the group of facts the verb states.
    pub fields: Vec<&'a Field>,
    /// The field a column `on` gives.
    pub on: &'static str,
    /// What the flags say of every row that does not say otherwise.
    pub facts: &'a [(String, Value)],
    /// District of every row that does not say another.
    pub district: Option<i64>,
    pub today: Date,
    pub read_items: &'a dyn Fn(&str) -> Option<Value>,
    pub read_district: &'a dyn Fn(&str) -> Option<i64>,
}

/// What a column gives.
#[derive(Clone, Copy)]
enum Column<'a> {
    Unit,
    District,
    Fact(&'a Field),
}

const UNITS: [&str; 10] =
    ["society", "unit", "regno", "registrationno", "office", "officename", "समिति", "पंजीयनसंख्या", "इकाई", "कार्यालय"];
const DISTRICTS: [&str; 2] = ["district", "जिला"];

/// Fields of one group of facts.
pub fn fields_of<'t>(table: &'t TableDef, group: &str) -> Vec<&'t Field> {
    let at = table.groups.iter().position(|name| name == group);
    table.fields.iter().filter(|field| Some(usize::from(field.group)) == at).collect()
}

/// A heading without its accidents.
fn heading_key(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '_' | '-' | ':')).collect()
}

/// The cell as text; dates as they are stored.
fn text_of(cell: &Cell<'_>) -> String {
    cell.content.to_string().trim().to_owned()
}

impl<'a> ListFile<'a> {
    /// Adds an event for each row; faults of the list, and remarks on what it holds besides.
    pub fn read(&self, mut events: Vec<Event>) -> (Vec<Event>, Findings, Findings) {
        let (mut faults, mut notes) = (Vec::new(), Vec::new());
        let mut rows = 0;
        for sheet in &self.file.sheets {
            let mut columns: Option<BTreeMap<u32, Column<'a>>> = None;
            for row in sheet.rows() {
                let cells: Vec<Cell<'_>> = row.cells().filter(|cell| !text_of(cell).is_empty()).collect();
                let Some(first) = cells.first() else { continue };
                match &columns {
                    None => columns = Some(self.headings(sheet, &cells, &mut faults, &mut notes)),
                    Some(columns) => {
                        rows += 1;
                        let at = Locus::cell(&self.file.name, &sheet.name, first.place());
                        events.extend(self.row(sheet, columns, &cells, at, &mut faults));
                    }
                }
            }
        }
        if rows == 0 && faults.is_empty() {
            faults.push(Finding::new("PCS-111", Severity::Error, Locus::file(&self.file.name)));
        }
        (events, faults, notes)
    }

    fn headings(
        &self,
        sheet: &Sheet,
        cells: &[Cell<'_>],
        faults: &mut Findings,
        notes: &mut Findings,
    ) -> BTreeMap<u32, Column<'a>> {
        let mut columns = BTreeMap::new();
        for cell in cells {
            let (text, key) = (text_of(cell), heading_key(&text_of(cell)));
            let named = |field: &&&Field| {
                let names = [&field.key, &field.label.en, &field.label.hi];
                names.iter().any(|name| heading_key(name) == key) || key == "on" && field.key == self.on
            };
            let column = if UNITS.contains(&key.as_str()) {
                Some(Column::Unit)
            } else if DISTRICTS.contains(&key.as_str()) {
                Some(Column::District)
            } else {
                self.fields.iter().find(named).map(|field| Column::Fact(field))
            };
            match column {
                Some(column) => _ = columns.insert(cell.column, column),
                None => {
                    let place = Locus::cell(&self.file.name, &sheet.name, cell.place());
                    notes.push(Finding::new("PCS-108", Severity::Warning, place).with("found", text));
                }
            }
        }
        if !columns.values().any(|column| matches!(column, Column::Unit)) {
            let row = cells.first().map_or(1, |cell| cell.row);
            let place = Locus::cell(&self.file.name, &sheet.name, CellRef { row, column: 0 });
            faults.push(Finding::new("PCS-109", Severity::Error, place));
        }
        columns
    }

    fn row(
        &self,
        sheet: &Sheet,
        columns: &BTreeMap<u32, Column<'a>>,
        cells: &[Cell<'_>],
        at: Locus,
        faults: &mut Findings,
    ) -> Option<Event> {
        let before = faults.len();
        let mut event = Event {
            asked: Asked { text: String::new(), district: self.district },
            facts: self.facts.to_vec(),
            place: at,
        };
        for cell in cells {
            let text = text_of(cell);
            let place = || Locus::cell(&self.file.name, &sheet.name, cell.place());
            match columns.get(&cell.column) {
                None => {}
                Some(Column::Unit) => event.asked.text = text,
                Some(Column::District) => match (self.read_district)(&text) {
                    Some(code) => event.asked.district = Some(code),
                    None => faults.push(unread(place(), &text, "District", "जिला")),
                },
                Some(Column::Fact(field)) => match self.value(field, cell, &text) {
                    Some(value) => {
                        event.facts.retain(|(key, _)| *key != field.key);
                        event.facts.push((field.key.clone(), value));
                    }
                    None => faults.push(unread(place(), &text, &field.label.en, &field.label.hi)),
                },
            }
        }
        if !event.asked.text.is_empty() {
            event.place.society = Some(event.asked.text.clone());
        }
        // Where the column of units is missing altogether, that was told once.
        let has_units = columns.values().any(|column| matches!(column, Column::Unit));
        if event.asked.text.is_empty() && has_units {
            faults.push(Finding::new("PCS-110", Severity::Error, event.place.clone()));
        }
        (faults.len() == before && has_units).then_some(event)
    }

    /// The value of a cell; `None` where it cannot be read as its field wants, without any doubt.
    fn value(&self, field: &Field, cell: &Cell<'_>, text: &str) -> Option<Value> {
        if field.key == "items" {
            return (self.read_items)(text);
        }
        let read = match (field.kind, cell.content) {
            (Kind::Date, Content::Date(date)) => return date.date().map(Value::Date),
            // A term may end after today; an event after today is told as one.
            (Kind::Date, _) => read_date(text, &DateColumn::default(), Date::constant(2100, 1, 1), self.today.year()),
            (Kind::Integer, _) => read_count(text),
            (Kind::Money, _) => read_amount(text, None),
            _ => return Some(Value::text(text)),
        };
        read.ok().filter(|read| read.doubts.is_empty()).map(|read| read.value)
    }
}

fn unread(place: Locus, found: &str, field: &str, field_hi: &str) -> Finding {
    Finding::new("PCS-107", Severity::Error, place).with("found", found).with("field", field).with("field_hi", field_hi)
}
