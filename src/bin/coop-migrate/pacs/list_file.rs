//! A list of units as a workbook or CSV: one event a row.

use coop_registry::{
    branches::computerisation::{Asked, Event},
    cleaning::{DateColumn, read_amount, read_count, read_date},
    mapping::{ColumnMap, HeadingLexicon, heading_key},
    migrate::{OpenFile, SheetAccount},
    model::{CellRef, Date, Field, Finding, Findings, Kind, Locus, Severity, TableDef, Value},
    source::{Cell, Content, Sheet},
};
use std::collections::BTreeMap;

/// A list, and how its cells are read.
pub struct ListFile<'a> {
    pub file: &'a OpenFile,
    /// Headings of the register.
    pub lexicon: &'a HeadingLexicon,
    /// A column of dates of which nothing was seen.
    pub dates: &'a DateColumn,
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
    /// Its registration number, which names it more surely than a name beside it.
    Number,
    District,
    Fact(&'a Field),
}

impl Column<'_> {
    /// The field it gives.
    fn field(&self) -> &str {
        match self {
            Self::Unit => "society",
            Self::Number => "society_no",
            Self::District => "district",
            Self::Fact(field) => &field.key,
        }
    }
}

/// Headings of a list beside those of the register itself: whom its rows are about, and the day of the event.
const UNITS: [&str; 3] = ["Unit", "इकाई", "Office"];
const ON: &str = "on";

/// What a list says.
pub struct Read {
    pub events: Vec<Event>,
    /// Faults of the list.
    pub faults: Findings,
    /// Remarks on what it holds besides.
    pub notes: Findings,
    /// Its sheets, and what their columns were taken for.
    pub sheets: Vec<SheetAccount>,
}

/// Fields of one group of facts.
pub fn fields_of<'t>(table: &'t TableDef, group: &str) -> Vec<&'t Field> {
    let at = table.groups.iter().position(|name| name == group);
    table.fields.iter().filter(|field| Some(usize::from(field.group)) == at).collect()
}

/// The cell as text; dates as they are stored.
fn text_of(cell: &Cell<'_>) -> String {
    cell.content.to_string().trim().to_owned()
}

impl<'a> ListFile<'a> {
    /// An event for each row; faults of the list, and remarks on what it holds besides.
    pub fn read(&self) -> Read {
        let mut read = Read { events: Vec::new(), faults: Vec::new(), notes: Vec::new(), sheets: Vec::new() };
        let mut rows = 0;
        for sheet in &self.file.sheets {
            let mut columns: Option<BTreeMap<u32, Column<'a>>> = None;
            for row in sheet.rows() {
                let cells: Vec<Cell<'_>> = row.cells().filter(|cell| !text_of(cell).is_empty()).collect();
                let Some(first) = cells.first() else { continue };
                match &columns {
                    None => columns = Some(self.headings(sheet, &cells, &mut read)),
                    Some(columns) => {
                        rows += 1;
                        let at = Locus::cell(&self.file.name, &sheet.name, first.place());
                        read.events.extend(self.row(sheet, columns, &cells, at, &mut read.faults));
                    }
                }
            }
        }
        if rows == 0 && read.faults.is_empty() {
            read.faults.push(Finding::new("PCS-111", Severity::Error, Locus::file(&self.file.name)));
        }
        read
    }

    fn headings(&self, sheet: &Sheet, cells: &[Cell<'_>], read: &mut Read) -> BTreeMap<u32, Column<'a>> {
        let (mut columns, mut listed) = (BTreeMap::new(), Vec::new());
        for cell in cells {
            let text = text_of(cell);
            let column = self.column(&text);
            listed.push(ColumnMap {
                column: cell.column,
                heading: text.clone(),
                field: column.map(|column| column.field().to_owned()),
                unit: None,
                font: None,
            });
            match column {
                Some(column) => _ = columns.insert(cell.column, column),
                None => {
                    let place = Locus::cell(&self.file.name, &sheet.name, cell.place());
                    read.notes.push(Finding::new("PCS-108", Severity::Warning, place).with("found", text));
                }
            }
        }
        let row = cells.first().map_or(1, |cell| cell.row);
        if !columns.values().any(|column| matches!(column, Column::Unit | Column::Number)) {
            let place = Locus::cell(&self.file.name, &sheet.name, CellRef { row, column: 0 });
            read.faults.push(Finding::new("PCS-109", Severity::Error, place));
        }
        let heading = Some((row, row));
        let (index, name) = (sheet.index, sheet.name.clone());
        read.sheets.push(SheetAccount { index, name, heading, columns: listed, ..SheetAccount::default() });
        columns
    }

    /// What a heading means here: a column of units, of districts, or a fact of the event.
    fn column(&self, heading: &str) -> Option<Column<'a>> {
        let key = heading_key(heading);
        if UNITS.iter().any(|unit| heading_key(unit) == key) {
            return Some(Column::Unit);
        }
        let field = match self.lexicon.recognise_known(heading) {
            _ if key == ON => self.on.to_owned(),
            Some(found) => found.field,
            None => return None,
        };
        match field.as_str() {
            "society" | "office_name" => Some(Column::Unit),
            "society_no" => Some(Column::Number),
            "district" => Some(Column::District),
            field => self.fields.iter().find(|own| own.key == field).map(|own| Column::Fact(own)),
        }
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
            row: cells.first().map(|cell| (sheet.index, cell.row)),
        };
        for cell in cells {
            let text = text_of(cell);
            let place = || Locus::cell(&self.file.name, &sheet.name, cell.place());
            match columns.get(&cell.column) {
                None => {}
                Some(Column::Unit) if !event.asked.text.is_empty() => {}
                Some(Column::Unit | Column::Number) => event.asked.text = text,
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
        let has_units = columns.values().any(|column| matches!(column, Column::Unit | Column::Number));
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
            (Kind::Date, _) => read_date(text, self.dates, Date::constant(2100, 1, 1), self.today.year()),
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
