//! One row as read becomes a record: each cell cleaned by its field, places and societies looked up, texts kept.

mod as_written;
mod ditto;
mod fields;
mod given;
mod in_words;
mod marks;
mod merged;
mod places;
mod programme;
mod registration;
mod repairs;
mod society;

pub(super) use given::faults_of_given;
pub(super) use society::societies_in;

use as_written::reads_as_written;
use in_words::{WordsColumn, words_columns};
use places::Standing;
use repairs::Tallies;

use super::{
    Desk, Wishes,
    account::InWords,
    controls::Controls,
    place::place_facts,
    record::{AsWritten, Record},
    trace::leads_to,
};
use crate::{
    catalogue::{Level, PlaceMatch},
    cleaning::{DateColumn, covered, is_placeholder, looks_like_identity, mask},
    mapping::{ColumnMap, Headings, ReadCell, ReadRow, Said, Survey},
    matching::KnownSocieties,
    model::{CellRef, Field, Finding, Kind, Locus, Paise, Severity, TableDef, Value},
    source::{Area, Sheet},
};
use std::{
    borrow::Cow,
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, HashMap},
};

/// What a text led to as the name of a place, and whether only by its sound.
type NamedPlace = (PlaceMatch, bool);
/// By level and the place above, then by the text.
type NamedPlaces = HashMap<(Level, Option<i64>), HashMap<String, NamedPlace>>;

/// Cleans the rows of one sheet.
pub(super) struct RowCleaner<'a> {
    desk: &'a Desk,
    table: &'a TableDef,
    columns: &'a [ColumnMap],
    /// Fields of the columns, by column number.
    fields: Vec<Option<&'a Field>>,
    /// The column each field is expected in.
    expected: BTreeMap<&'a str, u32>,
    sheet: Cow<'a, Sheet>,
    /// The stretch of rows before, where a long file is read by stretches.
    before: Option<Sheet>,
    survey: &'a Survey,
    file: &'a str,
    wishes: &'a Wishes,
    societies: &'a KnownSocieties,
    dates: BTreeMap<u32, DateColumn>,
    district: Option<Standing>,
    /// Blocks the heading above may name: one name may stand for a block in several districts.
    blocks: Vec<Standing>,
    /// Merged areas of more than one row that hold something, by their first column, ascending.
    tall: BTreeMap<u32, Vec<(Area, ReadCell)>>,
    /// Columns that are no field: heading and texts kept.
    unmapped: BTreeMap<u32, u64>,
    /// Columns of amounts in words.
    words: Vec<WordsColumn<'a>>,
    in_words: RefCell<BTreeMap<u32, InWords>>,
    tallies: RefCell<Tallies>,
    /// Places named before, by level and the place above.
    named_before: RefCell<NamedPlaces>,
    /// Notes pinned to cells, by row, until a row takes them.
    comments: BTreeMap<u32, Vec<(u32, &'a str)>>,
    /// The data row before, 0 after a title or a block heading; and that row where marks of repetition were filled in.
    last_data: u32,
    above: Option<(u32, ReadRow)>,
}

impl<'a> RowCleaner<'a> {
    #[allow(clippy::too_many_arguments, reason = "the one place where file, wishes and register meet")]
    pub(super) fn new(
        desk: &'a Desk,
        table: &'a TableDef,
        headings: &'a Headings,
        sheet: &'a Sheet,
        survey: &'a Survey,
        file: &'a str,
        wishes: &'a Wishes,
        societies: &'a KnownSocieties,
    ) -> Self {
        let columns = &headings.columns;
        let widest = columns.iter().map(|column| column.column as usize + 1).max().unwrap_or(0);
        let mut fields = vec![None; widest];
        for column in columns {
            fields[column.column as usize] = column.field.as_deref().and_then(|key| table.field(key));
        }
        let leading = |key: &str| columns.iter().find(|c| c.field.as_deref().is_some_and(|field| leads_to(field, key)));
        let keys = table.fields.iter().map(|field| field.key.as_str());
        Self {
            desk,
            table,
            expected: keys.filter_map(|key| Some((key, leading(key)?.column))).collect(),
            words: words_columns(columns, &fields, &desk.number_words),
            columns,
            fields,
            sheet: Cow::Borrowed(sheet),
            before: None,
            survey,
            file,
            wishes,
            societies,
            dates: BTreeMap::new(),
            district: Standing::of_sheet(&desk.places, &sheet.name),
            blocks: Standing::blocks_of_sheet(&desk.places, &sheet.name),
            tall: merged::tall_areas(sheet, survey, headings.rows.1),
            unmapped: BTreeMap::new(),
            in_words: RefCell::default(),
            tallies: RefCell::default(),
            named_before: RefCell::default(),
            comments: marks::comments(sheet),
            last_data: 0,
            above: None,
        }
    }
    fn field(&self, column: &ColumnMap) -> Option<&'a Field> {
        self.fields.get(column.column as usize).copied().flatten()
    }
    /// Goes on with the next stretch of rows of the same table, or begins again.
    pub(super) fn go_on(&mut self, next: Sheet) {
        self.before = Some(std::mem::replace(&mut self.sheet, Cow::Owned(next)).into_owned());
    }
    /// Gathers what whole columns show before any cell is judged: which part of a date is the month.
    pub(super) fn gather_evidence(&mut self, headings: &Headings) {
        let dated: Vec<u32> = self
            .columns
            .iter()
            .filter(|column| self.field(column).is_some_and(|field| field.kind == Kind::Date))
            .map(|column| column.column)
            .collect();
        if dated.is_empty() {
            return;
        }
        // Whatever else stands in a column of dates, a heading or a remark, is no date and shows nothing.
        for row in self.sheet.rows().filter(|row| row.number > headings.rows.1) {
            for column in &dated {
                let dates = self.dates.entry(*column).or_insert_with(|| self.desk.unseen_dates.clone());
                match self.survey.script.read_column(&row, *column).map(|cell| cell.said) {
                    Some(Said::Text(text)) => dates.see(&text),
                    Some(Said::Date(day)) => dates.see_year(day.year()),
                    _ => {}
                }
            }
        }
    }
    /// Where a column left the order of day and month open: the decision with its counts.
    pub(super) fn date_decisions(&self) -> Vec<(u32, String)> {
        self.dates.iter().filter_map(|(column, found)| found.decision().map(|words| (*column, words))).collect()
    }
    /// Does a lone text name a district or block?
    pub(super) fn names_place(&self, text: &str) -> bool {
        self.desk.names_place(text)
    }
    /// District of the whole sheet, from its name or a title.
    pub(super) fn district_of_sheet(&self) -> Option<(i64, u32)> {
        self.district.as_ref().map(|standing| (standing.code, standing.row))
    }
    /// Findings about columns as a whole: fonts without a table, columns that are no field.
    pub(super) fn column_findings(&self, findings: &mut Vec<Finding>) {
        let heading_row = self.survey.headings.as_ref().map_or(1, |headings| headings.rows.1);
        for font in self.survey.script.untabled_fonts() {
            let place = self.place(heading_row, 0);
            findings.push(Finding::new("IMP-109", Severity::Warning, place).with("font", font));
        }
        for column in self.columns {
            if let Some(count) = self.unmapped.get(&column.column) {
                let place = self.place(heading_row, column.column);
                findings.push(
                    Finding::new("IMP-104", Severity::Info, place)
                        .with("heading", &column.heading)
                        .with("count", count),
                );
            }
        }
        self.tally_findings(findings);
    }
    fn place(&self, row: u32, column: u32) -> Locus {
        Locus::cell(self.file, &self.sheet.name, CellRef { row, column })
    }
    /// Cleans one data row; figures go into the sums whether or not the row is rejected.
    pub(super) fn clean(&mut self, row: &ReadRow, controls: &mut Controls) -> Record {
        let mut record = Record { sheet: self.sheet.index, row: row.number, ..Record::default() };
        if row.struck {
            let at = row.cells.first().map_or(0, |cell| cell.column);
            record.find(Finding::new("IMP-133", Severity::Error, self.place(row.number, at)), &self.wishes.accepted);
        }
        self.keep_comments(row.number, &mut record);
        let row = &*self.without_dittos(row, &mut record);
        self.last_data = row.number;
        if self.table.name == "place" {
            self.clean_place(row, &mut record);
            return record;
        }
        for column in self.columns {
            let cell = row.cell(column.column);
            if self.is_summed(column) {
                // Counted below when it is read; a blank adds nothing.
                if cell.is_none() {
                    controls.add(column.column, Some(0));
                    self.remark_on_merged(column, row.number, &mut record);
                }
            }
            let Some(cell) = cell else { continue };
            self.remarks_on(cell, row.number, &mut record);
            if cell.is_void() {
                self.keep_struck(column, cell, &mut record);
                if self.is_summed(column) {
                    controls.add(column.column, None);
                }
                continue;
            }
            self.remark_on_damage(column, cell, row.number, &mut record);
            match column.field.as_deref() {
                Some("serial") => self.clean_serial(cell, &mut record),
                Some("society_no") => self.clean_society_no(cell, &mut record),
                Some("society" | "society_district" | "state" | "district" | "block" | "home_district") => {}
                Some("identity") => {
                    self.keep_other(column, mask(&cell.text(), &self.wishes.secret).to_string(), &mut record)
                }
                Some("name") => self.clean_name(cell, &mut record),
                Some(_) => self.clean_field(column, cell, row.number, &mut record, controls),
                None => {
                    *self.unmapped.entry(column.column).or_default() += 1;
                    let kept = self.without_identity(cell.text()).into_owned();
                    self.keep_other(column, kept, &mut record);
                }
            }
        }
        self.compare_words(row, &mut record);
        self.date_of_number(row, &mut record);
        self.clean_places(row, &mut record);
        if self.table.field("society").is_some() {
            self.clean_society(row, &mut record);
        }
        // Last: what is given at the desk holds only where the row is silent.
        self.put_given(&mut record);
        self.class_by_name(&record);
        self.join_times(&mut record);
        self.check_programme(row, &mut record);
        self.demand_required(row.number, &mut record);
        record
    }
    fn is_summed(&self, column: &ColumnMap) -> bool {
        self.field(column).is_some_and(|field| {
            // Running numbers are no amounts.
            field.key != "serial" && matches!(field.kind, Kind::Money | Kind::Integer | Kind::Quantity)
        })
    }
    /// What reading the cell itself left open.
    fn remarks_on(&self, cell: &ReadCell, row: u32, record: &mut Record) {
        let mut find = |code: &str, name: &str, value: String| {
            let place = self.place(row, cell.column);
            record.find(Finding::new(code, Severity::Warning, place).with(name, value), &self.wishes.accepted);
        };
        match &cell.said {
            Said::Error(found) => find("IMP-114", "found", found.clone()),
            Said::NotCalculated => find("IMP-113", "found", String::new()),
            Said::StruckOut(_) => find("IMP-134", "found", self.shown_of(cell, &cell.text())),
            _ if cell.is_partly_struck() => find("IMP-134", "found", self.shown_of(cell, &cell.as_written())),
            _ => {}
        }
        if !cell.unknown.is_empty() {
            let signs: Vec<String> = cell.unknown.iter().map(|c| format!("{c} (U+{:04X})", u32::from(*c))).collect();
            find("IMP-110", "unknown", signs.join(" "));
        }
        if cell.undecided {
            find("IMP-111", "found", cell.text().into_owned());
        }
    }
    fn keep_other(&self, column: &ColumnMap, text: String, record: &mut Record) {
        let mut heading = column.heading.clone();
        if record.other.contains_key(&heading) {
            heading = format!("{heading} ({})", crate::model::column_letters(column.column));
        }
        record.other.insert(heading, text);
    }
    fn keep_written(&self, key: &str, cell: &ReadCell, value: &Value, repairs: &[&'static str], record: &mut Record) {
        let from = self.named_cell(key, cell, record.row);
        let untouched = repairs.is_empty() && cell.repairs.is_empty() && cell.written.is_none() && from.is_none();
        if untouched && reads_as_written(value, &cell.text()) {
            return;
        }
        let text = self.unless_identity(key, Cow::Owned(cell.as_written())).into_owned();
        self.tally(cell, record.row, &text, repairs);
        let mut all: Vec<Cow<'static, str>> =
            cell.repairs.iter().chain(repairs).map(|repair| Cow::Borrowed(*repair)).collect();
        all.dedup();
        if all.is_empty() && from.is_none() && reads_as_written(value, &text) {
            return;
        }
        record.as_written.insert(key.to_owned(), AsWritten { text, repairs: all, cell: from });
    }
    /// The cell a value came from, where that is not the one to be expected of its field and row.
    fn named_cell(&self, key: &str, cell: &ReadCell, row: u32) -> Option<String> {
        let own = self.expected.get(key) == Some(&cell.column) && cell.stands_in.is_none();
        (!own).then(|| Self::cell_name(cell.stands_in.unwrap_or(row), cell.column))
    }
    /// A text of words or phones with the identity numbers in it masked; a sum or a number of registration may look like one.
    fn unless_identity<'t>(&self, key: &str, text: Cow<'t, str>) -> Cow<'t, str> {
        let free = |field: &Field| {
            matches!(field.kind, Kind::Phone | Kind::Name | Kind::Code | Kind::Bool)
                || (field.kind == Kind::Text && !field.key.ends_with("_code") && !field.key.ends_with("_no"))
        };
        if self.table.field(key).is_some_and(free) { self.without_identity(text) } else { text }
    }
    /// A number by itself is kept masked with its hash, to be matched; one within a text only masked.
    fn without_identity<'t>(&self, text: Cow<'t, str>) -> Cow<'t, str> {
        if looks_like_identity(&text) {
            return Cow::Owned(mask(&text, &self.wishes.secret).to_string());
        }
        match covered(&text) {
            Cow::Owned(masked) => Cow::Owned(masked),
            Cow::Borrowed(_) => text,
        }
    }
    /// What a cell says, as a finding may show it.
    fn shown_cell(&self, cell: &ReadCell) -> String {
        self.without_identity(cell.text()).into_owned()
    }
    /// The number of a society leads to the society; a register that keeps it as printed has it as a fact too.
    fn clean_society_no(&self, cell: &ReadCell, record: &mut Record) {
        let text = cell.text();
        if is_placeholder(&text) || self.table.field("registration_number").is_none() {
            return;
        }
        let value = Value::text(text);
        self.keep_written("registration_number", cell, &value, &[], record);
        record.put(self.table, "registration_number", value);
    }
    /// A running number is a step of the reader; where the register keeps it too, one that is no plain number stays as written.
    fn clean_serial(&self, cell: &ReadCell, record: &mut Record) {
        if self.table.field("serial").is_none() {
            return;
        }
        let number = cell.whole_number().and_then(|number| i64::try_from(number).ok());
        let value = number.map_or(Value::Empty, Value::Integer);
        self.keep_written("serial", cell, &value, &[], record);
        record.put(self.table, "serial", value);
    }
    /// A name goes to the Hindi or the English field by its letters.
    fn clean_name(&self, cell: &ReadCell, record: &mut Record) {
        let text = cell.text();
        let hindi = text.chars().any(|c| matches!(c, '\u{0900}'..='\u{097F}'));
        let key = match (self.table.field("name_hi"), hindi) {
            (Some(_), true) => "name_hi",
            (Some(_), false) => "name_en",
            (None, _) => "name",
        };
        let value = match text.as_ref() {
            text if is_placeholder(text) => Value::Empty,
            text => Value::text(self.unless_identity(key, Cow::Borrowed(text))),
        };
        self.keep_written(key, cell, &value, &[], record);
        record.put(self.table, key, value);
    }
    fn column_of(&self, field: &str) -> Option<u32> {
        self.columns.iter().find(|column| column.field.as_deref() == Some(field)).map(|column| column.column)
    }
    fn cell_of<'r>(&self, row: &'r ReadRow, field: &str) -> Option<&'r ReadCell> {
        row.cell(self.column_of(field)?).filter(|cell| !cell.is_void())
    }
    fn demand_required(&self, row: u32, record: &mut Record) {
        let missing: Vec<&Field> = self
            .table
            .fields
            .iter()
            .filter(|field| field.required && record.get(self.table, &field.key).is_none())
            .collect();
        // A reference that was given and not found has its own finding already.
        let errors = record.findings.iter().filter(|finding| finding.severity == Severity::Error);
        let told: BTreeSet<String> = errors.filter_map(|finding| finding.place.field.clone()).collect();
        let society_told = record.findings.iter().any(|finding| matches!(finding.code.as_str(), "IMP-106" | "IMP-107"));
        for field in missing {
            if told.contains(&field.key) || (field.key == "society" && society_told) {
                continue;
            }
            let column = self.column_of(&field.key);
            let finding = Finding::new("IMP-105", Severity::Error, self.place(row, column.unwrap_or(0)))
                .with("field", &field.label.hi)
                .with("field_en", &field.label.en);
            record.find(finding, &[]);
        }
    }
    fn clean_place(&self, row: &ReadRow, record: &mut Record) {
        let mut texts = BTreeMap::new();
        let mut cells = BTreeMap::new();
        for column in self.columns {
            if let (Some(field), Some(cell)) = (&column.field, row.cell(column.column)) {
                let text = match &cell.said {
                    Said::Number(number) => number.strip_suffix(".0").unwrap_or(number).to_owned(),
                    _ => cell.text().into_owned(),
                };
                texts.insert(field.clone(), text);
                cells.insert(field.clone(), cell);
            }
        }
        let used = place_facts(self.table, record, &texts, self.wishes.level.as_deref(), &self.place(row.number, 0));
        for (key, column) in used {
            let Some(cell) = cells.get(&column) else { continue };
            if let from @ Some(_) = self.named_cell(key, cell, row.number) {
                let written = AsWritten { text: texts[&column].clone(), repairs: Vec::new(), cell: from };
                record.as_written.insert(key.to_owned(), written);
            }
        }
    }
    /// Figures of a total row: column, field, amount in the field's small unit.
    pub(super) fn printed(&self, row: &ReadRow) -> Vec<(u32, String, i64)> {
        self.columns
            .iter()
            .filter(|column| self.is_summed(column))
            .filter_map(|column| {
                let field = self.field(column)?;
                let cell = row.cell(column.column).filter(|cell| cell.has_digit())?;
                let figure = self.read(field, column, cell, row.number).ok()?.value.as_integer()?;
                Some((column.column, field.key.clone(), figure))
            })
            .collect()
    }
    /// A figure of a field as people write it.
    pub(super) fn figure(&self, field: &str, figure: i64) -> String {
        match self.table.field(field).map(|field| field.kind) {
            Some(Kind::Money) => Paise(figure).to_string(),
            _ => figure.to_string(),
        }
    }
    /// Sum of each summed field over the data rows.
    pub(super) fn sums(&self, controls: &Controls) -> BTreeMap<String, i64> {
        let summed = self.columns.iter().filter(|column| self.is_summed(column));
        summed.filter_map(|column| Some((column.field.clone()?, controls.overall(column.column)))).collect()
    }
}
