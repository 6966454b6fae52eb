//! Returns from files: form workbooks and flat lists, in any mixture.

use super::{
    earlier::Earlier,
    filed::Filed,
    layout::{Head, Layout, Shape},
    scrutiny::Noted,
    value,
};
use crate::{
    catalogue::{ReturnField, ReturnFields},
    model::{CellRef, CooperativeYear, Date, Finding, Label, Locus, Severity, Value},
    rules::Lines,
    source::{Format, Limits, Row, Sheet, SourceError, Workbook},
};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
    path::Path,
    sync::Arc,
};

/// Why a file holds no returns.
#[derive(Debug)]
pub enum FileError {
    /// It cannot be read at all.
    Source(SourceError),
    /// It reads, but no sheet is a form or a list of returns.
    NoReturn {
        /// File as named.
        file: String,
        /// Its sheets.
        sheets: Vec<String>,
    },
}

impl std::fmt::Display for FileError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Source(error) => error.fmt(f),
            Self::NoReturn { file, sheets } => write!(
                f,
                "{file}: no return found in its sheets ({}); a form with headings 'code' and 'value', or a list headed by field codes was expected",
                sheets.join(", ")
            ),
        }
    }
}
impl std::error::Error for FileError {}
impl From<SourceError> for FileError {
    fn from(error: SourceError) -> Self {
        Self::Source(error)
    }
}

/// A return picked out of files.
pub struct Picked {
    /// The return.
    pub filed: Filed,
    /// Last year's, if the files hold that.
    pub last_year: Option<Lines>,
    /// What was found on reading it.
    pub notes: Vec<Noted>,
}

/// Files read and looked at.
#[derive(Default)]
pub struct FileReturns {
    sheets: Vec<(Sheet, Arc<Layout>)>,
    /// What was found wrong with the files themselves.
    pub notes: Vec<Noted>,
}

impl FileReturns {
    /// Reads a file and finds its returns.
    pub fn open(&mut self, path: &Path, limits: &Limits, fields: &ReturnFields) -> Result<(), FileError> {
        let mut workbook = Workbook::open(path, limits)?;
        let file = path.display().to_string();
        let names: Vec<String> = workbook.sheet_names().into_iter().map(str::to_owned).collect();
        let has_cells = workbook.format != Format::Parquet;
        let before = self.sheets.len();
        let mut findings = Vec::new();
        for index in (0_u32..).take(names.len()) {
            let sheet = workbook.sheet(index)?;
            if let Some(layout) = Layout::find(&file, &sheet, has_cells, fields, &mut findings) {
                self.sheets.push((sheet, Arc::new(layout)));
            }
        }
        if self.sheets.len() == before {
            return Err(FileError::NoReturn { file, sheets: names });
        }
        self.notes.extend(findings.into_iter().map(Noted::plain));
        Ok(())
    }
    /// Every sheet that holds returns, with how it does.
    pub fn layouts(&self) -> impl Iterator<Item = (&Sheet, &Layout)> {
        self.sheets.iter().map(|(sheet, layout)| (sheet, &**layout))
    }
    /// The lines `wanted` of every return: what next year's return is held against.
    pub fn earlier(&self, fields: &ReturnFields, wanted: &BTreeSet<u16>) -> Earlier {
        let mut earlier = Earlier::default();
        self.walk(fields, Some(wanted), &mut |filed, _| {
            earlier.add(filed);
            ControlFlow::Continue(())
        });
        earlier
    }
    /// Every return in the order of the files, with what was found on reading it. A row that names no society or no
    /// year gives a finding and no return.
    pub fn each(&self, fields: &ReturnFields, each: &mut dyn FnMut(Option<Filed>, Vec<Noted>) -> ControlFlow<()>) {
        let mut seen = BTreeSet::new();
        self.walk_all(fields, None, &mut |filed, mut notes| {
            if let Some(filed) = &filed
                && !seen.insert((filed.known_by.clone(), filed.fy))
            {
                notes.push(Noted::plain(Finding::new("RET-005", Severity::Error, filed.locus(None))));
            }
            each(filed, notes)
        });
    }
    /// The return of a year that a society, called by any of these names, filed, with last year's if the files hold that;
    /// of two it filed for one year the first. Nothing when there is none; the societies meant when they are several.
    pub fn one(
        &self,
        fields: &ReturnFields,
        names: &[&str],
        fy: CooperativeYear,
    ) -> Result<Option<Picked>, Vec<String>> {
        let mut found: Vec<Picked> = Vec::new();
        self.each(fields, &mut |filed, notes| {
            let called = |filed: &Filed| filed.fy == fy && names.iter().any(|name| filed.is_called(name));
            if let Some(filed) = filed.filter(called) {
                match found.iter_mut().find(|picked| picked.filed.known_by == filed.known_by) {
                    // Of a second one, that it is there.
                    Some(picked) => picked.notes.extend(notes.into_iter().filter(|n| n.finding.code == "RET-005")),
                    None => found.push(Picked { filed, last_year: None, notes }),
                }
            }
            ControlFlow::Continue(())
        });
        if found.len() > 1 {
            return Err(found.into_iter().map(|picked| picked.filed.known_by).collect());
        }
        let Some(mut picked) = found.pop() else { return Ok(None) };
        let mut earlier = Earlier::default();
        self.walk(fields, None, &mut |filed, _| {
            if filed.known_by == picked.filed.known_by || filed.number == picked.filed.number {
                earlier.add(filed);
            }
            ControlFlow::Continue(())
        });
        picked.last_year = earlier.of(&picked.filed).cloned();
        Ok(Some(picked))
    }
    fn walk(
        &self,
        fields: &ReturnFields,
        wanted: Option<&BTreeSet<u16>>,
        each: &mut dyn FnMut(Filed, Vec<Noted>) -> ControlFlow<()>,
    ) {
        self.walk_all(fields, wanted, &mut |filed, notes| match filed {
            Some(filed) => each(filed, notes),
            None => ControlFlow::Continue(()),
        });
    }
    fn walk_all(
        &self,
        fields: &ReturnFields,
        wanted: Option<&BTreeSet<u16>>,
        each: &mut dyn FnMut(Option<Filed>, Vec<Noted>) -> ControlFlow<()>,
    ) {
        for (sheet, layout) in &self.sheets {
            let reader = RowReader { fields, sheet, layout, wanted };
            let flow = match &layout.shape {
                Shape::Form { .. } => {
                    let (filed, notes) = reader.form();
                    each(filed, notes)
                }
                Shape::Flat { .. } => {
                    let rows = sheet.rows().skip_while(|row| row.number <= layout.heading_row);
                    rows.filter(|row| !row.is_empty()).try_for_each(|row| {
                        let (filed, notes) = reader.flat(&row);
                        each(filed, notes)
                    })
                }
            };
            if flow.is_break() {
                return;
            }
        }
    }
}

struct RowReader<'a> {
    fields: &'a ReturnFields,
    sheet: &'a Sheet,
    layout: &'a Arc<Layout>,
    wanted: Option<&'a BTreeSet<u16>>,
}

impl RowReader<'_> {
    fn form(&self) -> (Option<Filed>, Vec<Noted>) {
        let Shape::Form { cells, head } = &self.layout.shape else { return (None, Vec::new()) };
        let places = cells.iter().map(|(no, place)| (*no, place.row, place.column));
        let (lines, mut notes) = self.lines(places);
        notes.extend(self.of_kind(cells, head, &lines).into_iter().map(Noted::plain));
        self.filed(self.layout.heading_row, ("", &head.registration), &head.year.0, lines, notes)
    }
    /// A form says of which kind it is: then it has the lines of that kind, and the society is of no other.
    fn of_kind(&self, cells: &BTreeMap<u16, CellRef>, head: &Head, lines: &Lines) -> Vec<Finding> {
        let kinds = self.fields.codes("society_type");
        let says = |code: &str, label: &Label| {
            head.kind.0 == code || head.kind.0.to_lowercase() == label.en.to_lowercase() || head.kind.0 == label.hi
        };
        let Some((kind, words)) = kinds.iter().find(|(code, label)| says(code, label)) else { return Vec::new() };
        let mut found = Vec::new();
        let of_form = self.fields.of_kind(kind).unwrap_or_default();
        let missing: Vec<&str> =
            of_form.iter().filter(|no| !cells.contains_key(no)).map(|no| self.fields.at(*no).key.as_str()).collect();
        if !missing.is_empty() {
            let place = Locus { cell: head.kind.1.map(|cell| cell.to_string()), ..self.layout.locus() };
            let finding = Finding::new("RET-104", Severity::Error, place).with("count", missing.len());
            found.push(finding.with("fields", missing.join(", ")));
        }
        let no = self.fields.no("society_type");
        let stated = lines.iter().find(|(at, _)| Some(*at) == no).and_then(|(_, value)| value.as_text());
        if let Some(stated) = stated.filter(|stated| stated != kind) {
            let cell = no.and_then(|no| cells.get(&no)).map(|cell| cell.to_string());
            let place = Locus { cell, field: Some("society_type".into()), ..self.layout.locus() };
            let other =
                kinds.iter().find(|(code, _)| code == stated).map(|(_, label)| label.clone()).unwrap_or_default();
            let finding = Finding::new("RET-105", Severity::Error, place).with("kind", &words.en);
            found.push(finding.with("kind_hi", &words.hi).with("found", other.en).with("found_hi", other.hi));
        }
        found
    }
    fn flat(&self, row: &Row<'_>) -> (Option<Filed>, Vec<Noted>) {
        let Shape::Flat { columns, society, year } = &self.layout.shape else { return (None, Vec::new()) };
        let (lines, notes) = self.lines(columns.iter().map(|(no, column)| (*no, row.number, *column)));
        let text = |column: &Option<u32>| {
            column.and_then(|column| row.cell(column)).map_or_else(String::new, |cell| value::written(&cell.content))
        };
        self.filed(row.number, (&text(society), ""), &text(year), lines, notes)
    }
    fn lines(&self, places: impl Iterator<Item = (u16, u32, u32)>) -> (Lines, Vec<Noted>) {
        let (mut lines, mut notes) = (Vec::new(), Vec::new());
        let named = ["society_id", "registration_number", "fy_end", "governing_act"].map(|key| self.fields.no(key));
        for (no, row, column) in places {
            let asked = self.wanted.is_none_or(|wanted| wanted.contains(&no)) || named.contains(&Some(no));
            let Some(cell) = self.sheet.cell(row, column).filter(|_| asked) else { continue };
            let line = self.fields.at(no);
            match value::read(&cell.content, line, self.fields) {
                Ok(Value::Empty) => {}
                Ok(value) => lines.push((no, value)),
                Err(expected) => {
                    let found = value::written(&cell.content);
                    notes.push(unread(self.layout, cell.place(), line, &found, expected));
                }
            }
        }
        (lines, notes)
    }
    /// The return of these lines; `society` is what a column of that name says, `above` the number above a form's lines.
    fn filed(
        &self,
        row: u32,
        (society, above): (&str, &str),
        year: &str,
        lines: Lines,
        mut notes: Vec<Noted>,
    ) -> (Option<Filed>, Vec<Noted>) {
        let value = |key: &str| {
            let no = self.fields.no(key)?;
            lines.iter().find(|(at, _)| *at == no).map(|(_, value)| value)
        };
        let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default();
        let who = Who::of(text("society_id"), (text("registration_number"), above), society);
        let fy = year_of(year, || value("fy_end").and_then(Value::as_date));
        let place = || {
            let cell =
                self.sheet.row(row).and_then(|row| row.cells().next()).map(|cell| self.layout.place(cell.place()));
            Locus { cell, ..self.layout.locus() }
        };
        if who.is_none() {
            notes.push(Noted::plain(Finding::new("RET-003", Severity::Error, place())));
        }
        if fy.is_none() {
            notes.push(Noted::plain(Finding::new("RET-006", Severity::Error, place()).with("found", year)));
        }
        let (Some(who), Some(fy)) = (who, fy) else { return (None, notes) };
        let act = text("governing_act").to_owned();
        let filed = who.filed(fy, act, Vec::new(), Some((Arc::clone(self.layout), row)));
        for noted in &mut notes {
            noted.finding.place.society = Some(filed.society.clone());
            noted.finding.place.fy = Some(filed.fy.to_string());
        }
        (Some(Filed { lines, ..filed }), notes)
    }
}

/// Who filed a return, as the return itself says.
#[derive(Clone, Debug)]
pub(super) struct Who<'t> {
    /// As shown: the identity where it is stated, else the number.
    pub(super) society: &'t str,
    number: &'t str,
    /// See [`Filed`].
    pub(super) known_by: Cow<'t, str>,
}

impl<'t> Who<'t> {
    /// From the identity, the number in the line or `above` a form's lines, and what a column `society` says; nothing where all
    /// are empty.
    pub(super) fn of(id: &'t str, (number, above): (&'t str, &'t str), society: &'t str) -> Option<Self> {
        let number = if number.is_empty() { above } else { number };
        // A column `society` holds identities or, beside the numbers, names; names are no identities.
        let id = if id.is_empty() && (is_identity(society) || number.is_empty()) { society } else { id };
        let named = [id, number].into_iter().find(|name| !name.is_empty())?;
        let beside = id.is_empty() && !society.is_empty();
        let known_by = if beside { Cow::Owned(format!("{number} {society}")) } else { Cow::Borrowed(named) };
        Some(Self { society: named, number, known_by })
    }
    /// Their return.
    pub(super) fn filed(self, fy: CooperativeYear, act: String, lines: Lines, at: Option<(Arc<Layout>, u32)>) -> Filed {
        let (society, number, known_by) = (self.society.to_owned(), self.number.to_owned(), self.known_by.into_owned());
        Filed { society, number, known_by, fy, act, lines, at }
    }
}

/// The year a return is for: as written, else by the end of the year it states.
pub(super) fn year_of(written: &str, fy_end: impl FnOnce() -> Option<Date>) -> Option<CooperativeYear> {
    match written.parse() {
        Ok(year) => Some(year),
        Err(_) if written.is_empty() => fy_end().and_then(CooperativeYear::containing),
        Err(_) => None,
    }
}

/// A cell that does not read as its line wants.
pub(super) fn unread(
    layout: &Layout,
    cell: CellRef,
    line: &ReturnField,
    found: &str,
    expected: value::Expected,
) -> Noted {
    let place = Locus { cell: Some(layout.place(cell)), field: Some(line.key.clone()), ..layout.locus() };
    let finding = Finding::new("RET-001", Severity::Error, place)
        .with("field", &line.key)
        .with("found", found)
        .with("expected", &expected.en)
        .with("expected_hi", &expected.hi);
    Noted::of_value(finding, found.to_owned(), expected.en)
}

/// One word of ASCII with a digit, as `BR-PAT-S-17`: an identity, not a name.
fn is_identity(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_graphic()) && text.contains(|c: char| c.is_ascii_digit())
}
