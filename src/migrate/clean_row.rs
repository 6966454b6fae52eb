//! One row as read becomes a record: each cell cleaned by its field, places and societies looked up, texts kept.

use super::{
    Desk, Wishes,
    controls::Controls,
    place::place_facts,
    record::{AsWritten, Record},
    trace::leads_to,
};
use crate::{
    catalogue::{How, Level, PlaceMatch, Places},
    cleaning::{
        Cleaned, DateColumn, Fault, check_range, is_placeholder, looks_like_identity, mask, read_amount, read_bool,
        read_count, read_date, read_decimal, read_phone, read_year,
    },
    mapping::{ColumnMap, Headings, ReadCell, ReadRow, RowKind, RowReader, Said, Survey},
    matching::{Known, KnownSocieties, KnownSociety},
    model::{CellRef, Field, Finding, Kind, Locus, Moment, Paise, Severity, TableDef, Value},
    register::{ReadRegister, RegisterError},
    source::{Area, Sheet},
};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

/// Bihar, Madhya Pradesh and Uttarakhand by LGD: a name without a state is looked for here first.
const HOME_STATES: [i64; 3] = [10, 23, 5];

/// Societies in force at a moment, for rows that refer to them.
pub(super) fn societies_in(register: &dyn ReadRegister, moment: Moment) -> Result<KnownSocieties, RegisterError> {
    let mut known = KnownSocieties::default();
    let Some(table) = register.tables().get("society") else { return Ok(known) };
    let no = |key: &str| table.field_no(key).map(usize::from);
    let fields = (no("reg_no"), no("name_hi"), no("name_en"), no("district"));
    register.lines("society", moment, &mut |line| {
        let text = |at: Option<usize>| at.and_then(|at| line.values[at].as_text()).unwrap_or_default().to_owned();
        known.add(KnownSociety {
            id: line.subject.clone(),
            reg_no: text(fields.0),
            names: [text(fields.1), text(fields.2)],
            district: fields.3.and_then(|at| line.values[at].as_integer()),
        });
        ControlFlow::Continue(())
    })?;
    Ok(known)
}

/// A place that holds for the rows below it: from a title, a block heading or the sheet's name.
#[derive(Clone, Copy, Debug)]
struct Standing {
    code: i64,
    /// Row it was read from; 0 for the sheet's name.
    row: u32,
    /// Column it was read from.
    column: u32,
}

/// Cleans the rows of one sheet.
pub(super) struct RowCleaner<'a> {
    desk: &'a Desk,
    table: &'a TableDef,
    columns: &'a [ColumnMap],
    sheet: &'a Sheet,
    survey: &'a Survey,
    file: &'a str,
    wishes: &'a Wishes,
    societies: &'a KnownSocieties,
    dates: BTreeMap<u32, DateColumn>,
    district: Option<Standing>,
    /// Blocks the heading above may name: one name may stand for a block in several districts.
    blocks: Vec<Standing>,
    /// Merged areas of more than one row, by their first column, ascending.
    tall: BTreeMap<u32, Vec<Area>>,
    /// Columns that are no field: heading and texts kept.
    unmapped: BTreeMap<u32, u64>,
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
        let mut cleaner = Self {
            desk,
            table,
            columns: &headings.columns,
            sheet,
            survey,
            file,
            wishes,
            societies,
            dates: BTreeMap::new(),
            district: None,
            blocks: Vec::new(),
            tall: BTreeMap::new(),
            unmapped: BTreeMap::new(),
        };
        cleaner.district = find_district(&desk.places, &sheet.name).map(|code| Standing { code, row: 0, column: 0 });
        let below = |area: &&Area| area.last_row > area.first_row && area.first_row > headings.rows.1;
        for area in sheet.merges.iter().filter(below) {
            cleaner.tall.entry(area.first_column).or_default().push(*area);
        }
        cleaner.tall.values_mut().for_each(|areas| areas.sort_unstable());
        cleaner
    }
    fn field(&self, column: &ColumnMap) -> Option<&'a Field> {
        column.field.as_deref().and_then(|key| self.table.field(key))
    }
    /// Gathers what whole columns show before any cell is judged: which part of a date is the month.
    pub(super) fn gather_evidence(&mut self, reader: &RowReader<'_>) {
        let dated: Vec<u32> = self
            .columns
            .iter()
            .filter(|column| self.field(column).is_some_and(|field| field.kind == Kind::Date))
            .map(|column| column.column)
            .collect();
        if dated.is_empty() {
            return;
        }
        for row in self.sheet.rows() {
            let row = self.survey.script.read_row(&row);
            let written = |column: &u32| match row.cell(*column).map(|cell| &cell.said) {
                Some(Said::Text(text)) => Some((*column, text)),
                _ => None,
            };
            let mut found = dated.iter().filter_map(written).peekable();
            if found.peek().is_none() || reader.kind(&row, &|_| false) != RowKind::Data {
                continue;
            }
            for (column, text) in found {
                self.dates.entry(column).or_default().see(text);
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
    /// A title above the table may name the district of all rows.
    pub(super) fn title(&mut self, row: &ReadRow) {
        for cell in &row.cells {
            if let Some(code) = find_district(&self.desk.places, &cell.text()) {
                self.district = Some(Standing { code, row: row.number, column: cell.column });
            }
        }
    }
    /// The merged area that reaches from a row above down to this cell.
    fn reaching(&self, row: u32, column: u32) -> Option<Area> {
        let areas = self.tall.get(&column)?;
        let before = areas.partition_point(|area| area.first_row < row);
        areas[..before].last().filter(|area| area.last_row >= row).copied()
    }
    /// Gives a row what stands in merged cells above and reaches down to it; figures stay with their first row.
    pub(super) fn spread(&self, row: &mut ReadRow) {
        if self.tall.is_empty() {
            return;
        }
        for column in self.columns {
            if row.cell(column.column).is_some()
                || self.is_summed(column)
                || matches!(column.field.as_deref(), Some("serial"))
            {
                continue;
            }
            let above = self.reaching(row.number, column.column).and_then(|area| self.sheet.row(area.first_row));
            let Some(above) = above else { continue };
            let top = self.survey.script.read_row(&above);
            if let Some(cell) = top.cell(column.column) {
                let repairs = cell.repairs.iter().copied().chain(["merged_cell"]).collect();
                row.cells.push(ReadCell { stands_in: Some(top.number), repairs, ..cell.clone() });
            }
        }
        row.cells.sort_by_key(|cell| cell.column);
    }
    /// A block heading names the district or block of the rows below it.
    pub(super) fn block(&mut self, row: &ReadRow) {
        let Some(cell) = row.cells.first() else { return };
        let (text, column) = (cell.text(), cell.column);
        let parent = self.district.map(|standing| standing.code);
        let codes = match self.desk.places.find(Level::Block, &text, parent) {
            PlaceMatch::One(code, _) => vec![code],
            PlaceMatch::Several(codes) => codes,
            PlaceMatch::None => Vec::new(),
        };
        if codes.is_empty()
            && let Some(code) = find_district(&self.desk.places, &text)
        {
            self.district = Some(Standing { code, row: row.number, column });
        }
        // Whatever it names, the block above it is over.
        self.blocks = codes.into_iter().map(|code| Standing { code, row: row.number, column }).collect();
    }
    /// District of the whole sheet, from its name or a title.
    pub(super) fn district_of_sheet(&self) -> Option<(i64, u32)> {
        self.district.map(|standing| (standing.code, standing.row))
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
    }
    fn place(&self, row: u32, column: u32) -> Locus {
        Locus::cell(self.file, &self.sheet.name, CellRef { row, column })
    }
    /// Cleans one data row; figures go into the sums whether or not the row is rejected.
    pub(super) fn clean(&mut self, row: &ReadRow, controls: &mut Controls) -> Record {
        let mut record = Record { sheet: self.sheet.index, row: row.number, ..Record::default() };
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
            if matches!(cell.said, Said::Error(_) | Said::NotCalculated) {
                if self.is_summed(column) {
                    controls.add(column.column, None);
                }
                continue;
            }
            match column.field.as_deref() {
                Some(
                    "serial" | "society" | "society_no" | "society_district" | "state" | "district" | "block"
                    | "home_district",
                ) => {}
                Some("identity") => {
                    self.keep_other(column, mask(&cell.text(), &self.wishes.secret).to_string(), &mut record)
                }
                Some("name") => self.clean_name(cell, &mut record),
                Some(_) => self.clean_field(column, cell, row.number, &mut record, controls),
                None => {
                    *self.unmapped.entry(column.column).or_default() += 1;
                    let text = cell.text();
                    let kept = if looks_like_identity(&text) {
                        mask(&text, &self.wishes.secret).to_string()
                    } else {
                        text.into_owned()
                    };
                    self.keep_other(column, kept, &mut record);
                }
            }
        }
        self.clean_places(row, &mut record);
        if self.table.field("society").is_some() {
            self.clean_society(row, &mut record);
        }
        // Last: what is given at the desk holds only where the row is silent.
        self.put_given(&mut record);
        self.demand_required(row.number, &mut record);
        record
    }
    /// Values the person at the desk gave for fields on which the row is silent.
    fn put_given(&self, record: &mut Record) {
        for (key, text) in &self.wishes.given {
            if let Ok(value) = read_given(self.desk, self.table, key, text)
                && record.get(self.table, key).is_none()
            {
                record.put(self.table, key, value);
                let written = AsWritten { text: text.clone(), repairs: vec!["given_at_import".into()], cell: None };
                record.as_written.insert(key.clone(), written);
            }
        }
    }
    fn is_summed(&self, column: &ColumnMap) -> bool {
        self.field(column).is_some_and(|field| matches!(field.kind, Kind::Money | Kind::Integer | Kind::Quantity))
    }
    /// A figure in a merged cell belongs to several rows and was taken for the first: said of each of the others.
    fn remark_on_merged(&self, column: &ColumnMap, row: u32, record: &mut Record) {
        if let Some(area) = self.reaching(row, column.column)
            && self.sheet.cell(area.first_row, column.column).is_some()
        {
            let mut place = self.place(row, column.column);
            place.field.clone_from(&column.field);
            let first = CellRef { row: area.first_row, column: column.column };
            let finding = Finding::new("IMP-121", Severity::Warning, place);
            record.find(finding.with("found", first).with("area", area), &self.wishes.accepted);
        }
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
    fn keep_written(&self, key: &str, cell: &ReadCell, value: &Value, repairs: &[&str], record: &mut Record) {
        let text = self.unless_identity(key, cell.written.clone().unwrap_or_else(|| cell.text().into_owned()));
        let mut all: Vec<String> = cell.repairs.iter().chain(repairs).map(|repair| (*repair).to_owned()).collect();
        all.dedup();
        let from = self.named_cell(key, cell, record.row);
        if all.is_empty() && from.is_none() && reads_as_written(value, &text) {
            return;
        }
        record.as_written.insert(key.to_owned(), AsWritten { text, repairs: all, cell: from });
    }
    /// The cell a value came from, where that is not the one to be expected of its field and row.
    fn named_cell(&self, key: &str, cell: &ReadCell, row: u32) -> Option<String> {
        let leads = |column: &&ColumnMap| column.field.as_deref().is_some_and(|field| leads_to(field, key));
        let expected = self.columns.iter().find(leads).map(|column| column.column);
        let own = expected == Some(cell.column) && cell.stands_in.is_none();
        (!own).then(|| CellRef { row: cell.stands_in.unwrap_or(row), column: cell.column }.to_string())
    }
    /// An Aadhaar or PAN in a column of words or phones is kept masked; a sum or a number of registration may look like one.
    fn unless_identity(&self, key: &str, text: String) -> String {
        let free = |field: &Field| {
            matches!(field.kind, Kind::Phone | Kind::Name | Kind::Code | Kind::Bool)
                || (field.kind == Kind::Text && !field.key.ends_with("_code") && !field.key.ends_with("_no"))
        };
        if self.table.field(key).is_some_and(free) && looks_like_identity(&text) {
            mask(&text, &self.wishes.secret).to_string()
        } else {
            text
        }
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
            text => Value::text(self.unless_identity(key, text.to_owned())),
        };
        self.keep_written(key, cell, &value, &[], record);
        record.put(self.table, key, value);
    }
    fn clean_field(&self, column: &ColumnMap, cell: &ReadCell, row: u32, record: &mut Record, controls: &mut Controls) {
        let Some(field) = self.field(column) else { return };
        let summed = self.is_summed(column);
        match self.read(field, column, cell) {
            Ok(Cleaned { value, repairs, doubt }) => {
                if summed {
                    controls.add(column.column, Some(value.as_integer().unwrap_or(0)));
                }
                if let Some(doubt) = doubt {
                    self.fault(field, cell, row, doubt, record);
                }
                // The text of an identity number as written is the number itself.
                if field.kind != Kind::Identity {
                    self.keep_written(&field.key, cell, &value, &repairs, record);
                }
                record.put(self.table, &field.key, value);
            }
            Err(fault) => {
                if summed {
                    controls.add(column.column, None);
                }
                self.keep_written(&field.key, cell, &Value::Empty, &[], record);
                self.fault(field, cell, row, fault, record);
            }
        }
    }
    fn fault(&self, field: &Field, cell: &ReadCell, row: u32, fault: Fault, record: &mut Record) {
        let mut place = self.place(row, cell.column);
        place.field = Some(field.key.clone());
        let mut finding = Finding::new(fault.code, fault.severity, place)
            .with("found", shown(field, &self.unless_identity(&field.key, cell.text().into_owned())))
            .with("field", &field.label.hi)
            .with("field_en", &field.label.en);
        for (name, value) in fault.args {
            finding = finding.with(name, value);
        }
        record.find(finding, &self.wishes.accepted);
    }
    fn read(&self, field: &Field, column: &ColumnMap, cell: &ReadCell) -> Result<Cleaned, Fault> {
        let text = match &cell.said {
            Said::Number(number) => shortest(number),
            _ => cell.text(),
        };
        match field.kind {
            Kind::Date => match &cell.said {
                Said::Date(day) => {
                    if self.limits_dates(field) {
                        check_range(*day, self.wishes.as_of)?;
                    }
                    Ok(Cleaned::plain(Value::Date(*day)))
                }
                said => {
                    let text = match said {
                        // 1,462 days lie between the two ways of counting.
                        Said::Number(number) if self.sheet.counts_from_1904() => number
                            .parse::<f64>()
                            .map_or_else(|_| text.clone(), |serial| Cow::Owned((serial + 1462.0).to_string())),
                        _ => text,
                    };
                    let latest = if self.limits_dates(field) {
                        self.wishes.as_of
                    } else {
                        crate::model::Date::constant(2100, 1, 1)
                    };
                    let ends = matches!(field.key.as_str(), "to" | "valid_to" | "board_term_end");
                    let pivot = self.wishes.as_of.year() + if ends { 10 } else { 0 };
                    read_date(&text, self.dates.get(&column.column).unwrap_or(&DateColumn::default()), latest, pivot)
                }
            },
            Kind::Money => read_amount(&text, column.unit),
            Kind::Integer => read_count(&text),
            Kind::Bool => read_bool(&text),
            Kind::Percent => read_decimal(&text, 100, Value::Percent),
            Kind::Quantity => read_decimal(&text, 1000, Value::Quantity),
            Kind::Year => read_year(&text),
            Kind::Phone => read_phone(&text),
            Kind::Code => self.desk.codes.read(field.codes.as_deref().unwrap_or_default(), &text),
            Kind::Identity => {
                let masked = mask(&text, &self.wishes.secret);
                Ok(Cleaned::plain(Value::text(masked.to_string())))
            }
            Kind::RegistrationNo if matches!(cell.said, Said::Date(_)) => {
                let doubt = Some(Fault::warning("IMP-221"));
                Ok(Cleaned { doubt, ..Cleaned::plain(Value::text(text.as_ref())) })
            }
            Kind::Text | Kind::Name | Kind::RegistrationNo | Kind::District | Kind::Block | Kind::Society => {
                let text = if let Said::Number(number) = &cell.said {
                    number.strip_suffix(".0").unwrap_or(number)
                } else {
                    &text
                };
                if is_placeholder(text) {
                    return Ok(Cleaned::default());
                }
                Ok(Cleaned::plain(Value::text(self.unless_identity(&field.key, text.to_owned()))))
            }
        }
    }
    /// Terms of office and validity may end in the future; what is past must be past.
    fn limits_dates(&self, field: &Field) -> bool {
        !matches!(field.key.as_str(), "to" | "valid_to" | "board_term_end" | "from" | "valid_from")
    }
    /// State, district and block: a district from the row, else from the block heading, title or sheet above it.
    fn clean_places(&self, row: &ReadRow, record: &mut Record) {
        let mut state = None;
        if self.table.field("state").is_some()
            && let Some(cell) = self.cell_of(row, "state")
        {
            state = self.look_up(Level::State, "state", cell, row.number, &[None], record);
        }
        let district_key = if self.table.field("home_district").is_some() { "home_district" } else { "district" };
        let mut district = None;
        if self.table.field(district_key).is_some() {
            if let Some(cell) = self.cell_of(row, district_key) {
                let parents: Vec<Option<i64>> = match state {
                    Some(state) => vec![Some(state)],
                    None => HOME_STATES.iter().map(|state| Some(*state)).chain([None]).collect(),
                };
                district = self.look_up(Level::District, district_key, cell, row.number, &parents, record);
            } else if let Some(standing) = self.district {
                district = Some(standing.code);
                self.put_standing(district_key, standing, record);
            }
        }
        if self.table.field("state").is_some()
            && state.is_none()
            && let Some(parent) =
                district.and_then(|code| self.desk.places.get(Level::District, code)).and_then(|place| place.parent)
        {
            record.put(self.table, "state", Value::Integer(parent));
            if self.columns.iter().any(|column| column.field.as_deref() == Some("state"))
                && let Some(cell) = self.cell_of(row, district_key)
            {
                let at = CellRef { row: cell.stands_in.unwrap_or(row.number), column: cell.column };
                let (text, repairs) = (cell.text().into_owned(), vec!["from_district".into()]);
                record.as_written.insert("state".into(), AsWritten { text, repairs, cell: Some(at.to_string()) });
            }
        }
        if self.table.field("block").is_some() {
            if let Some(cell) = self.cell_of(row, "block") {
                if district.is_some() {
                    self.look_up(Level::Block, "block", cell, row.number, &[district], record);
                } else {
                    self.keep_written("block", cell, &Value::Empty, &[], record);
                }
            } else if let Some(standing) = self.block_within(district) {
                self.put_standing("block", standing, record);
            }
        }
    }
    /// The block of the heading above, in the row's own district when its name stands in several.
    fn block_within(&self, district: Option<i64>) -> Option<Standing> {
        let parent =
            |standing: &Standing| self.desk.places.get(Level::Block, standing.code).and_then(|place| place.parent);
        match &self.blocks[..] {
            [only] => Some(*only).filter(|only| district.is_none() || parent(only) == district),
            several => several.iter().find(|standing| district.is_some() && parent(standing) == district).copied(),
        }
    }
    fn cell_of<'r>(&self, row: &'r ReadRow, field: &str) -> Option<&'r ReadCell> {
        let column = self.columns.iter().find(|column| column.field.as_deref() == Some(field))?;
        row.cell(column.column).filter(|cell| !matches!(cell.said, Said::Error(_) | Said::NotCalculated))
    }
    fn put_standing(&self, key: &str, standing: Standing, record: &mut Record) {
        record.put(self.table, key, Value::Integer(standing.code));
        if standing.row > 0 {
            record.block_row = Some(record.block_row.unwrap_or(0).max(standing.row));
        }
        let (text, cell) = if standing.row == 0 {
            (self.sheet.name.clone(), format!("'{}'", self.sheet.name))
        } else {
            let row = self.sheet.row(standing.row).map(|row| self.survey.script.read_row(&row));
            let said = row.as_ref().and_then(|row| row.cell(standing.column));
            let text = said.map(|cell| cell.written.clone().unwrap_or_else(|| cell.text().into_owned()));
            (text.unwrap_or_default(), CellRef { row: standing.row, column: standing.column }.to_string())
        };
        let written = AsWritten { text, repairs: vec!["from_heading".into()], cell: Some(cell) };
        record.as_written.insert(key.to_owned(), written);
    }
    fn look_up(
        &self,
        level: Level,
        key: &str,
        cell: &ReadCell,
        row: u32,
        parents: &[Option<i64>],
        record: &mut Record,
    ) -> Option<i64> {
        let text = cell.text();
        let field = self.table.field(key)?;
        if text.trim_matches(['-', '–', ' ', '.']).is_empty() {
            return None;
        }
        let mut found = PlaceMatch::None;
        for parent in parents {
            found = self.desk.places.find(level, &text, *parent);
            if found != PlaceMatch::None {
                break;
            }
        }
        match found {
            PlaceMatch::One(code, how) => {
                let repair = match how {
                    How::Exact => "place_code",
                    How::Variant => "place_variant",
                    How::Near => "place_near",
                };
                self.keep_written(key, cell, &Value::Integer(code), &[repair], record);
                record.put(self.table, key, Value::Integer(code));
                if how == How::Near {
                    let name = self.desk.places.get(level, code).map_or("", |place| place.name_en.as_str());
                    self.fault(
                        field,
                        cell,
                        row,
                        Fault { code: "IMP-217", severity: Severity::Info, args: vec![("read", name.to_owned())] },
                        record,
                    );
                }
                Some(code)
            }
            PlaceMatch::Several(codes) => {
                let names: Vec<String> = codes
                    .iter()
                    .filter_map(|code| {
                        self.desk.places.get(level, *code).map(|place| format!("{} ({code})", place.name_en))
                    })
                    .collect();
                self.keep_written(key, cell, &Value::Empty, &[], record);
                self.fault(field, cell, row, Fault::warning("IMP-216").with("candidates", names.join(", ")), record);
                None
            }
            PlaceMatch::None => {
                self.keep_written(key, cell, &Value::Empty, &[], record);
                self.fault(field, cell, row, Fault::warning("IMP-210"), record);
                None
            }
        }
    }
    /// The society a row refers to: by number, name and district of the row.
    fn clean_society(&self, row: &ReadRow, record: &mut Record) {
        let text = |field: &str| self.cell_of(row, field).map(|cell| cell.text().into_owned()).unwrap_or_default();
        let number = if text("society_no").is_empty() { text("registration_number") } else { text("society_no") };
        let (name, district) = (text("society"), text("society_district"));
        let (district, unread) = match district.as_str() {
            text if is_placeholder(text) => (self.district.map(|standing| standing.code), None),
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
            let column =
                self.columns.iter().find(|column| column.field.as_deref() == Some(&field.key)).map_or(0, |c| c.column);
            let finding = Finding::new("IMP-105", Severity::Error, self.place(row, column))
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
                let figure = self.read(field, column, cell).ok()?.value.as_integer()?;
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

/// A value of `--set`, read as its field wants it.
fn read_given(desk: &Desk, table: &TableDef, key: &str, text: &str) -> Result<Value, Fault> {
    let unknown = || Fault::error("IMP-118");
    let field = table.field(key).ok_or_else(unknown)?;
    let read = match field.kind {
        Kind::Code => desk.codes.read(field.codes.as_deref().unwrap_or_default(), text),
        Kind::District => match desk.places.find(Level::District, text, HOME_STATES.first().copied()) {
            PlaceMatch::One(code, _) => Ok(Cleaned::plain(Value::Integer(code))),
            _ => Err(unknown()),
        },
        Kind::Text | Kind::Name => Ok(Cleaned::plain(Value::text(text))),
        Kind::Year => read_year(text),
        _ => Err(unknown()),
    };
    read.map(|cleaned| cleaned.value).and_then(|value| if value.is_empty() { Err(unknown()) } else { Ok(value) })
}

/// Every `--set` that cannot be taken, before any row is read.
pub(super) fn faults_of_given(desk: &Desk, table: &TableDef, wishes: &Wishes, file: &str) -> Vec<Finding> {
    let faulty = wishes.given.iter().filter(|(key, text)| read_given(desk, table, key, text).is_err());
    faulty
        .map(|(key, text)| {
            Finding::new("IMP-118", Severity::Error, Locus::file(file))
                .with("field", key)
                .with("found", text)
                .with("register", &table.name)
        })
        .collect()
}

impl Desk {
    /// Does a lone text name a district or block?
    pub(super) fn names_place(&self, text: &str) -> bool {
        let named = |level: Level| {
            HOME_STATES.iter().any(|state| match level {
                Level::District => {
                    matches!(self.places.find(level, text, Some(*state)), PlaceMatch::One(_, How::Exact | How::Variant))
                }
                _ => matches!(
                    self.places.find(level, text, None),
                    PlaceMatch::One(_, How::Exact) | PlaceMatch::Several(_)
                ),
            })
        };
        named(Level::District) || named(Level::Block)
    }
}

/// District named in a title, a sheet name or a block heading: the whole text, else one of its words.
fn find_district(places: &Places, text: &str) -> Option<i64> {
    let find = |part: &str| {
        HOME_STATES.iter().find_map(|state| match places.find(Level::District, part, Some(*state)) {
            PlaceMatch::One(code, How::Exact | How::Variant) => Some(code),
            _ => None,
        })
    };
    // A lone number is no name of a district although it may be a code.
    if text.trim().chars().all(|c| !c.is_alphabetic()) {
        return None;
    }
    find(text).or_else(|| {
        // Two words make one name only where no punctuation parts them: `पटना - जिला गया`.
        let parts: Vec<Vec<&str>> = text
            .split([',', ':', '-', '–', '(', ')', ';', '|', '।'])
            .map(|part| part.split_whitespace().collect())
            .collect();
        let says_district = |word: &str| matches!(word.to_lowercase().as_str(), "जिला" | "ज़िला" | "जनपद" | "district");
        let named = parts.iter().enumerate().flat_map(|(i, words)| {
            let next = parts.get(i + 1).map_or(&[][..], Vec::as_slice);
            words.iter().enumerate().filter(|(_, word)| says_district(word)).flat_map(move |(at, _)| {
                let after = if at + 1 < words.len() { &words[at + 1..] } else { next };
                [after.get(..2), after.get(..1)].into_iter().flatten().map(|name| name.join(" "))
            })
        });
        let pairs = parts.iter().flat_map(|words| words.windows(2)).map(|pair| pair.join(" "));
        let words = parts.iter().flatten().map(|word| (*word).to_owned());
        named
            .chain(pairs)
            .chain(words)
            .filter(|part| part.chars().any(char::is_alphabetic))
            .find_map(|part| find(&part))
    })
}

/// Spreadsheets store 27434048.35 with seventeen digits, 27434048.350000001: the shortest form that is the same number.
fn shortest(number: &str) -> Cow<'_, str> {
    match number.parse::<f64>() {
        Ok(value) if number.len() > 16 && number.contains('.') && value.is_finite() => Cow::Owned(value.to_string()),
        _ => Cow::Borrowed(number),
    }
}

/// Is the text exactly how the value is written plainly?
fn reads_as_written(value: &Value, text: &str) -> bool {
    let text = text.trim();
    match value {
        Value::Text(read) => read == text,
        Value::Integer(n) => n.to_string() == text.strip_suffix(".0").unwrap_or(text),
        Value::Date(day) => day.to_string() == text,
        Value::Money(paise) => {
            let (whole, part) = (paise.0 / 100, paise.0.unsigned_abs() % 100);
            let plain = if part == 0 { whole.to_string() } else { format!("{whole}.{part:02}") };
            plain == text || plain.trim_end_matches('0') == text && part != 0
        }
        Value::Empty | Value::Bool(_) | Value::Percent(_) | Value::Quantity(_) => false,
    }
}

/// A personal text is not repeated in a finding.
fn shown(field: &Field, text: &str) -> String {
    if field.kind == Kind::Identity { "XXXX".into() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_district_named_as_one_stands_before_other_names_in_a_title() {
        let places = Places::load(&crate::catalogue::Files::embedded()).unwrap();
        let name = |text| find_district(&places, text).and_then(|code| places.get(Level::District, code));
        for (text, district) in
            [("बिहार, पटना - जिला गया", "Gaya"), ("जिला: पटना", "Patna"), ("पटना जिला की समितियाँ", "Patna")]
        {
            assert_eq!(name(text).map(|place| place.name_en.to_lowercase()), Some(district.to_lowercase()), "{text}");
        }
    }

    #[test]
    fn a_number_of_seventeen_digits_is_the_shortest_that_is_the_same() {
        assert_eq!(shortest("27434048.350000001"), "27434048.35");
        assert_eq!(shortest("12.5"), "12.5");
    }
}
