//! A listing of the database as downloaded, or an export of this program: which column answers which question, and each
//! cell read as the question wants.

use super::{
    form::{Form, NcdKind, Unit},
    written::step,
};
use crate::{
    catalogue::{Level, PlaceMatch, Places},
    cleaning::{
        Cleaned, Codes, DateColumn, Fault, read_amount, read_bool, read_count, read_date, read_decimal, read_year,
    },
    devanagari::latin_digits,
    model::{CellRef, Date, Finding, Findings, Locus, Severity, Value},
    source::{Content, Limits, Sheet, SourceError, Workbook},
};
use std::path::Path;

/// A heading row stands near the top.
const PREAMBLE: usize = 50;
/// So many headings must be known before a row is taken for the headings.
const FEWEST: usize = 3;
/// Questions by one of which a society is known.
const NAMING: [&str; 5] = ["ncd_id", "society_id", "registration_number", "society_name", "society_name_hi"];
/// Fewest decimals an amount in lakh is taken to be written with: a spreadsheet drops zeros at the end.
const LAKH_DECIMALS: usize = 2;

/// Why a file is no listing.
#[derive(Debug)]
pub enum ListingError {
    /// It cannot be read at all.
    Source(SourceError),
    /// It reads, but no sheet has headings that are known.
    NoHeadings {
        /// File as named.
        file: String,
        /// Its sheets.
        sheets: Vec<String>,
    },
}

impl std::fmt::Display for ListingError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Source(error) => error.fmt(f),
            Self::NoHeadings { file, sheets } => {
                write!(f, "{file}: no sheet has the headings of a listing ({})", sheets.join(", "))
            }
        }
    }
}
impl std::error::Error for ListingError {}
impl From<SourceError> for ListingError {
    fn from(error: SourceError) -> Self {
        Self::Source(error)
    }
}

/// What reading a cell takes.
pub struct CellReader<'a> {
    /// The form.
    pub form: &'a Form,
    /// Closed lists.
    pub codes: &'a Codes,
    /// Names of States, districts and blocks.
    pub places: &'a Places,
    /// How dates are written.
    pub dates: DateColumn,
    /// The last day a date may lie on.
    pub latest: Date,
}

/// A cell read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// What it says.
    pub value: Value,
    /// Paise of the last decimal of an amount: finer it says nothing.
    pub step: i64,
}

/// The column of a question.
#[derive(Clone, Copy, Debug)]
struct ColumnOf {
    column: u32,
    unit: Option<Unit>,
}

/// A listing.
pub struct Listing {
    /// File as the person named it.
    pub file: String,
    /// Its SHA-256.
    pub sha256: String,
    /// What was found of the headings.
    pub findings: Findings,
    sheet: Sheet,
    heading_row: u32,
    /// By place of the question in the form.
    columns: Vec<Option<ColumnOf>>,
}

impl Listing {
    /// Reads a file and finds its headings.
    pub fn open(path: &Path, limits: &Limits, form: &Form) -> Result<Self, ListingError> {
        let mut workbook = Workbook::open(path, limits)?;
        let file = path.display().to_string();
        let names: Vec<String> = workbook.sheet_names().into_iter().map(str::to_owned).collect();
        let mut found: Option<Self> = None;
        for index in (0_u32..).take(names.len()) {
            let sheet = workbook.sheet(index)?;
            let Some(heading_row) = heading_row(&sheet, form) else { continue };
            match &mut found {
                None => found = Some(Self::of_sheet(file.clone(), &workbook.sha256, sheet, heading_row, form)),
                Some(first) => {
                    let place = Locus { file: Some(file.clone()), sheet: Some(sheet.name.clone()), ..Locus::default() };
                    let read = Finding::new("NCD-015", Severity::Warning, place).with("read", &first.sheet.name);
                    first.findings.push(read);
                }
            }
        }
        found.ok_or(ListingError::NoHeadings { file, sheets: names })
    }
    fn of_sheet(file: String, sha256: &str, sheet: Sheet, heading_row: u32, form: &Form) -> Self {
        let mut columns: Vec<Option<ColumnOf>> = vec![None; form.fields.len()];
        let mut findings = Findings::new();
        let headings: Vec<(CellRef, String)> = sheet
            .row(heading_row)
            .map_or_else(Vec::new, |row| row.cells().map(|cell| (cell.place(), written(&cell.content))).collect());
        for (place, text) in headings.into_iter().filter(|(_, text)| !text.is_empty()) {
            let (bare, unit) = without_unit(&text);
            let at = form.of_heading(&text).or_else(|| form.of_heading(&bare));
            let locus = Locus::cell(&file, &sheet.name, place);
            match at {
                None if form.ignores(&text) => {}
                None => findings.push(Finding::new("NCD-010", Severity::Warning, locus).with("heading", &text)),
                Some(at) if columns[at].is_some() => {
                    let field = &form.fields[at];
                    findings.push(
                        Finding::new("NCD-011", Severity::Warning, locus)
                            .with("heading", &text)
                            .with("field", &field.label.en)
                            .with("field_hi", &field.label.hi),
                    );
                }
                Some(at) => columns[at] = Some(ColumnOf { column: place.column, unit }),
            }
        }
        Self { file, sha256: sha256.to_owned(), findings, sheet, heading_row, columns }
    }
    /// Has it a column for a question?
    pub fn has(&self, field: usize) -> bool {
        self.columns.get(field).is_some_and(Option::is_some)
    }
    /// Numbers of the rows that hold anything.
    pub fn rows(&self) -> impl Iterator<Item = u32> + '_ {
        let filled = self.sheet.rows().filter(|row| row.number > self.heading_row && !row.is_empty());
        filled.filter(|row| row.cells().any(|cell| !written(&cell.content).is_empty())).map(|row| row.number)
    }
    /// The text of a question in a row, as written.
    pub fn text(&self, row: u32, field: usize) -> String {
        let column = self.columns.get(field).copied().flatten();
        let cell = column.and_then(|found| self.sheet.cell(row, found.column));
        cell.map_or_else(String::new, |cell| written(&cell.content))
    }
    /// Where the answer to a question stands in a row; the row's beginning where it has no such column.
    pub fn place(&self, row: u32, field: Option<usize>) -> Locus {
        let column = field.and_then(|at| self.columns.get(at).copied().flatten()).map_or(0, |found| found.column);
        Locus::cell(&self.file, &self.sheet.name, CellRef { row, column })
    }
    /// The answer to a question; a finding where the cell does not read as the question wants. `of_form` is the unit of the
    /// society's form, for amounts whose unit neither heading nor row names.
    pub fn answer(&self, row: u32, at: usize, of_form: Unit, reader: &CellReader<'_>) -> Result<Answer, Box<Finding>> {
        let Some(found) = self.columns.get(at).copied().flatten() else { return Ok(Answer::default()) };
        let Some(cell) = self.sheet.cell(row, found.column) else { return Ok(Answer::default()) };
        let text = written(&cell.content);
        if text.is_empty() && !matches!(cell.content, Content::Error(_)) {
            return Ok(Answer::default());
        }
        let field = &reader.form.fields[at];
        let of_row = match field.kind {
            NcdKind::Money => reader.form.no("amounts_in").and_then(|no| Unit::of_key(&self.text(row, no))),
            _ => None,
        };
        // A block's name is looked for in the row's district.
        let district = if field.kind == NcdKind::Block { self.district(row, reader) } else { None };
        let unit = found.unit.or(of_row.map(|unit| field.unit(unit))).unwrap_or_else(|| field.unit(of_form));
        let read = match cell.content {
            Content::Error(_) => None,
            Content::Date(stored) if field.kind == NcdKind::Date => stored.date().map(Value::Date),
            _ => reader.value(&text, at, unit, district),
        };
        let Some(value) = read else {
            let place = Locus { field: Some(field.key.clone()), ..self.place(row, Some(at)) };
            let finding = Finding::new("NCD-013", Severity::Error, place)
                .with("found", text)
                .with("field", &field.label.en)
                .with("field_hi", &field.label.hi);
            return Err(Box::new(finding));
        };
        let decimals =
            text.split_once('.').map_or(0, |(_, part)| part.chars().take_while(char::is_ascii_digit).count());
        let places = u32::try_from(decimals.clamp(LAKH_DECIMALS, 7)).unwrap_or(7);
        let in_lakh = unit == Unit::Lakh || names_lakh(&text);
        Ok(Answer { value, step: step(if in_lakh { Unit::Lakh } else { Unit::Rupees }, places) })
    }
    /// LGD code of the district of a row, read by code or name.
    pub fn district(&self, row: u32, reader: &CellReader<'_>) -> Option<i64> {
        let at = reader.form.no("district_code")?;
        reader.place(Level::District, &self.text(row, at), None)
    }
}

impl CellReader<'_> {
    fn place(&self, level: Level, text: &str, within: Option<i64>) -> Option<i64> {
        match self.places.find(level, &latin_digits(text), within) {
            PlaceMatch::One(code, _) => Some(code),
            PlaceMatch::Several(_) | PlaceMatch::None => None,
        }
    }
    /// The value of a text; nothing where it cannot be read, or only with a doubt.
    fn value(&self, text: &str, at: usize, unit: Unit, district: Option<i64>) -> Option<Value> {
        let field = &self.form.fields[at];
        let sure =
            |read: Result<Cleaned, Fault>| read.ok().filter(|read| read.doubts.is_empty()).map(|read| read.value);
        match field.kind {
            NcdKind::Text => Some(Value::text(text)),
            NcdKind::Code => {
                let read = sure(self.codes.read(field.codes.as_deref().unwrap_or_default(), &latin_digits(text)))?;
                // A legacy code is taken for the sector it is counted with.
                let now =
                    read.as_text().and_then(|code| self.form.legacy.get(code).filter(|_| field.key == "sector_code"));
                Some(now.map_or_else(|| read.clone(), Value::text))
            }
            NcdKind::Integer => sure(read_count(text)),
            NcdKind::Money => sure(read_amount(text, (unit == Unit::Lakh).then(|| unit.rupees()))),
            NcdKind::Bool => sure(read_bool(text)),
            NcdKind::Date => sure(read_date(text, &self.dates, self.latest, self.latest.year())),
            NcdKind::Percent => sure(read_decimal(text, 100, Value::Percent)),
            NcdKind::Quantity => sure(read_decimal(text, 1_000, Value::Quantity)),
            NcdKind::Year => sure(read_year(text)),
            NcdKind::State => self.place(Level::State, text, None).map(Value::Integer),
            NcdKind::District => self.place(Level::District, text, None).map(Value::Integer),
            NcdKind::Block => self.place(Level::Block, text, district).map(Value::Integer),
        }
    }
}

fn heading_row(sheet: &Sheet, form: &Form) -> Option<u32> {
    let known = |row: &crate::source::Row<'_>| {
        let found: Vec<usize> = row
            .cells()
            .filter_map(|cell| {
                let text = written(&cell.content);
                form.of_heading(&text).or_else(|| form.of_heading(&without_unit(&text).0))
            })
            .collect();
        found.len() >= FEWEST && found.iter().any(|at| NAMING.contains(&form.fields[*at].key.as_str()))
    };
    sheet.rows().take(PREAMBLE).find(|row| known(row)).map(|row| row.number)
}

/// The cell as one trimmed text; the apostrophe put before what a spreadsheet would run as a formula is taken off again.
fn written(content: &Content<'_>) -> String {
    let text = match content {
        // The digits of the file, unless they are in scientific writing.
        Content::Number(number) => {
            let digits = number.to_string();
            if digits.contains(['e', 'E']) { number.value.to_string() } else { digits }
        }
        other => other.to_string(),
    };
    let text = text.trim();
    let bare = text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
    bare.unwrap_or(text).to_owned()
}

fn names_lakh(text: &str) -> bool {
    let text = text.to_lowercase();
    ["lakh", "lac", "लाख"].iter().any(|word| text.contains(word))
}

/// A heading without what stands in brackets or after a comma of unit, and the unit it names.
fn without_unit(heading: &str) -> (String, Option<Unit>) {
    let lower = heading.to_lowercase();
    let rupees = ["rs", "₹", "rupee", "रु", "inr"].iter().any(|word| lower.contains(word));
    let unit = if names_lakh(heading) { Some(Unit::Lakh) } else { rupees.then_some(Unit::Rupees) };
    let mut bare = String::new();
    let mut depth = 0_u32;
    for c in heading.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    // `Net profit in lakh`, `Net profit Rs.`: the words of the unit stand at the end.
    let words: Vec<&str> = bare.split_whitespace().collect();
    let is_unit = |word: &&str| {
        let word = word.to_lowercase();
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '₹');
        matches!(word, "in" | "rs" | "₹" | "inr" | "rupees" | "lakh" | "lakhs" | "lac" | "lacs")
            || names_lakh(word)
            || word.is_empty()
    };
    let kept = words.len() - words.iter().rev().take_while(|word| is_unit(word)).count();
    let unit = unit.filter(|_| kept < words.len() || bare.len() < heading.len());
    (words[..kept].join(" "), unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_of_the_heading_is_taken_off_and_told() {
        for (heading, bare, unit) in [
            ("Net Profit (Rs. in Lakh)", "Net Profit", Some(Unit::Lakh)),
            ("Turnover in lakhs", "Turnover", Some(Unit::Lakh)),
            ("शुद्ध लाभ (लाख में)", "शुद्ध लाभ", Some(Unit::Lakh)),
            ("Deposits (Rs.)", "Deposits", Some(Unit::Rupees)),
            ("Borrowings", "Borrowings", None),
            ("Branches", "Branches", None),
        ] {
            assert_eq!(without_unit(heading), (bare.to_owned(), unit), "{heading}");
        }
    }
}
