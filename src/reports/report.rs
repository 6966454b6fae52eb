//! A report: typed tables with keys for words. Writers dress it in the reader's language.

use super::{ReportError, chart::Chart, map::Map};
use crate::model::{Label, Value};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Words of a report: a key of `catalogue/texts/reports.toml`, or words that came with the data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phrase {
    /// A key and the named values its sentence needs.
    Key(String, Vec<(String, Value)>),
    /// Given in both languages (a district, a class, the message of a rule).
    Both(Label),
    /// As recorded, the same in both languages (a name, a file).
    Plain(String),
}

impl Phrase {
    /// A key without values.
    pub fn key(key: &str) -> Self {
        Self::Key(key.into(), Vec::new())
    }
    /// The same with one more value; only keys take values.
    #[must_use]
    pub fn with(mut self, name: &str, value: Value) -> Self {
        if let Self::Key(_, args) = &mut self {
            args.push((name.into(), value));
        }
        self
    }
}

/// What stands in the footer of every page, so that a printed sheet can be traced and made again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The office that issues the report.
    pub office: Label,
    /// Day-book row read up to; 0 for a report that rests on no register.
    pub day_no: i64,
    /// `--known-on` as given, if given.
    pub known_on: Option<String>,
    /// Version (content hash) of the catalogue.
    pub catalogue: String,
    /// Version of the program.
    pub program: String,
}

/// Names of codes, by list and code: `district` → `195` → Darbhanga / दरभंगा.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CodeNames(pub BTreeMap<String, BTreeMap<String, Label>>);

impl CodeNames {
    /// Adds the name of one code.
    pub fn add(&mut self, list: &str, code: impl ToString, name: Label) {
        self.0.entry(list.into()).or_default().insert(code.to_string(), name);
    }
    /// The name of a code, if known.
    pub fn name(&self, list: &str, code: &str) -> Option<&Label> {
        self.0.get(list)?.get(code)
    }
}

/// How the values of a column are written, aligned and added up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// Words, left-aligned.
    Text,
    /// A code of the named list, printed by its name.
    Code(String),
    /// A sentence: the value is its number in [`Report::wordings`].
    Wording,
    /// A whole number, right-aligned, grouped.
    Integer,
    /// Money, right-aligned, grouped.
    Money,
    /// A date, dd-mm-yyyy.
    Date,
    /// Hundredths of a per cent, right-aligned.
    Percent,
    /// Thousandths of a unit, right-aligned.
    Quantity,
    /// Yes or no.
    YesNo,
}

impl ColumnKind {
    /// Are its values numbers, set to the right?
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Integer | Self::Money | Self::Percent | Self::Quantity)
    }
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Heading in CSV and JSON; in the reader's language the heading is the text `column.<key>`.
    pub key: String,
    /// Heading that came with the data (a class as a column), in place of the text.
    pub heading: Option<Label>,
    /// How its values are written.
    pub kind: ColumnKind,
    /// Added up in the last line?
    pub total: bool,
    /// Of a share: are its cells the darker the smaller it is? The number stands there all the same.
    pub shaded: bool,
}

impl Column {
    /// A column headed by the text `column.<key>`.
    pub fn new(key: &str, kind: ColumnKind) -> Self {
        Self { key: key.into(), heading: None, kind, total: false, shaded: false }
    }
    /// The same, added up in the last line.
    #[must_use]
    pub fn totalled(mut self) -> Self {
        self.total = true;
        self
    }
    /// The same, shaded: the smaller the share, the darker its cell.
    #[must_use]
    pub fn shaded(mut self) -> Self {
        self.shaded = true;
        self
    }
    /// The shade of one of its values: 0 (whole, unknown, or no share) to 4 (below two fifths).
    pub fn shade(&self, value: &Value) -> u8 {
        match value {
            Value::Percent(share) if self.shaded => match share {
                10_000.. => 0,
                8_000..=9_999 => 1,
                6_000..=7_999 => 2,
                4_000..=5_999 => 3,
                _ => 4,
            },
            _ => 0,
        }
    }
    /// The same with a heading that came with the data.
    #[must_use]
    pub fn headed(mut self, heading: Label) -> Self {
        self.heading = Some(heading);
        self
    }
}

/// Typed rows under columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Columns, left to right.
    pub columns: Vec<Column>,
    /// Rows; each as long as `columns`.
    pub rows: Vec<Vec<Value>>,
    /// Column whose runs of equal values become heading lines on paper and screen (workbook and CSV keep the column).
    pub group_by: Option<usize>,
}

impl Table {
    /// An empty table.
    pub fn new(columns: Vec<Column>) -> Self {
        Self { columns, rows: Vec::new(), group_by: None }
    }
    /// Sum of a totalled column in its own small unit; `None` for others.
    ///
    /// 128 bits: a column of amounts at the limit cannot overflow them.
    pub fn total(&self, column: usize) -> Option<i128> {
        self.columns.get(column).filter(|c| c.total)?;
        Some(self.rows.iter().filter_map(|r| r.get(column)?.as_integer()).map(i128::from).sum())
    }
    /// Has it a line of totals?
    pub fn has_totals(&self) -> bool {
        self.columns.iter().any(|c| c.total) && !self.rows.is_empty()
    }
}

/// What a section is, when a long report has to be shortened on paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// An abstract: always printed.
    Summary,
    /// A list: left to workbook and CSV when the report's lists pass the printing limit.
    List,
}

/// One table with its heading and figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Name in file names and JSON, English, a-z, 0-9 and `_`.
    pub key: String,
    /// Abstract or list.
    pub role: Role,
    /// Heading.
    pub heading: Phrase,
    /// The table.
    pub table: Table,
    /// A bar chart above the table.
    pub chart: Option<Chart>,
    /// A district map above the table.
    pub map: Option<Map>,
}

impl Section {
    /// A section headed by the text `section.<key>`.
    pub fn new(key: &str, role: Role, table: Table) -> Self {
        let heading = Phrase::key(&format!("section.{key}"));
        Self { key: key.into(), role, heading, table, chart: None, map: None }
    }
}

/// A finished report, before any writer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Name of the report, as in `report build NAME`.
    pub key: String,
    /// Title.
    pub title: Phrase,
    /// Date of the data: facts in force on this day.
    pub as_of: Date,
    /// Footer.
    pub origin: Origin,
    /// Names of the codes used.
    pub names: CodeNames,
    /// Sentences of the rows (messages, reasons), see [`ColumnKind::Wording`].
    pub wordings: Vec<Label>,
    /// Paragraphs before the tables (the words of an order).
    pub preamble: Vec<Phrase>,
    /// Tables in order.
    pub sections: Vec<Section>,
    /// Who signs, under the tables.
    pub signature: Option<Phrase>,
    /// Remarks under the tables.
    pub notes: Vec<Phrase>,
    /// Where facts, maps and law come from, with licence where one asks to be named.
    pub sources: Vec<Phrase>,
}

impl Report {
    /// An empty report titled by the text `title.<key>`.
    pub fn new(key: &str, as_of: Date, origin: Origin, names: CodeNames) -> Self {
        Self {
            key: key.into(),
            title: Phrase::key(&format!("title.{key}")),
            as_of,
            origin,
            names,
            wordings: Vec::new(),
            preamble: Vec::new(),
            sections: Vec::new(),
            signature: None,
            notes: Vec::new(),
            sources: Vec::new(),
        }
    }

    /// Keeps a sentence and gives the value that stands for it in a column of wordings.
    pub fn say(&mut self, said: Label) -> Value {
        self.wordings.push(said);
        Value::count(self.wordings.len() - 1)
    }

    /// Are all rows as long as their columns, and every grouping column there? Writers rely on it.
    pub fn check_shape(&self) -> Result<(), ReportError> {
        for section in &self.sections {
            let misshapen = |fault| ReportError::Misshapen { place: format!("{}/{}", self.key, section.key), fault };
            let width = section.table.columns.len();
            if let Some(at) = section.table.rows.iter().position(|row| row.len() != width) {
                return Err(misshapen(format!("row {} does not have {width} values", at + 1)));
            }
            if section.table.group_by.is_some_and(|column| column >= width) {
                return Err(misshapen("the grouping column is not there".into()));
            }
        }
        Ok(())
    }
}
