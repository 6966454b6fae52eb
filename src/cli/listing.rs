//! Rows on a terminal, in CSV or JSON: one listing, dressed by format.

pub use crate::model::date_written;

use super::{Digits, Format, table};
use crate::{
    model::{Language, Paise, Value},
    reports::writers::harmless,
};
use std::{borrow::Cow, fmt::Write as _};

/// One column of a listing.
#[derive(Clone, Debug)]
pub struct Column {
    /// English key: CSV heading and JSON key.
    pub key: Cow<'static, str>,
    /// Heading in English for people.
    pub en: Cow<'static, str>,
    /// Heading in Hindi for people.
    pub hi: Cow<'static, str>,
}

impl Column {
    /// A column by its key and headings.
    pub fn new(
        key: impl Into<Cow<'static, str>>,
        en: impl Into<Cow<'static, str>>,
        hi: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self { key: key.into(), en: en.into(), hi: hi.into() }
    }
}

/// Rows to be shown; every row has a value for each column.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// The columns in order.
    pub columns: Vec<Column>,
    /// The rows in order.
    pub rows: Vec<Vec<Value>>,
    /// Keys of columns whose texts are the program's own and stay to the letter in CSV, also where one begins with `=`.
    pub our_words: &'static [&'static str],
}

impl Listing {
    /// An empty listing with columns `(key, English heading, Hindi heading)`.
    pub fn new<const N: usize>(columns: [(&'static str, &'static str, &'static str); N]) -> Self {
        let columns = columns.map(|(key, en, hi)| Column::new(key, en, hi));
        Self { columns: columns.into(), ..Self::default() }
    }
    /// Adds a row.
    pub fn push<const N: usize>(&mut self, row: [Value; N]) {
        debug_assert_eq!(N, self.columns.len(), "a value for each column");
        self.rows.push(row.into());
    }
    /// One JSON object a row.
    pub fn to_json(&self) -> Vec<serde_json::Value> {
        let object = |row: &Vec<Value>| {
            self.columns
                .iter()
                .zip(row)
                .map(|(column, value)| (column.key.clone().into_owned(), json_value(value)))
                .collect()
        };
        self.rows.iter().map(|row| serde_json::Value::Object(object(row))).collect()
    }
    /// The listing as text in a format; JSON is an array here, the envelope is the console's.
    pub fn to_text(&self, format: Format, language: Language, digits: Digits) -> String {
        match format {
            Format::Csv => self.to_csv(),
            Format::Jsonl => self.to_json().iter().fold(String::new(), |mut text, row| {
                let _ = writeln!(text, "{row}");
                text
            }),
            Format::Json => serde_json::Value::Array(self.to_json()).to_string(),
            Format::Table | Format::Xlsx | Format::Pdf | Format::Html => {
                table::lay_out(self, table::Look { language, digits, room: None })
            }
        }
    }
    fn to_csv(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let keys: Vec<&str> = self.columns.iter().map(|column| column.key.as_ref()).collect();
        // Writing into a Vec cannot fail.
        let _ = writer.write_record(keys);
        for row in &self.rows {
            let of_ours = |column: &Column| self.our_words.contains(&column.key.as_ref());
            let cells = self.columns.iter().zip(row);
            let _ = writer.write_record(cells.map(|(column, value)| match of_ours(column) {
                true => plain_text(value),
                false => csv_text(value),
            }));
        }
        writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

/// Columns a text takes on a terminal: combining marks and the zero-width take none.
pub(crate) fn width(text: &str) -> usize {
    text.chars().filter(|c| !takes_no_column(*c)).count()
}

fn takes_no_column(c: char) -> bool {
    // Devanagari signs that stand above or below their letter (ि ी ा ो ौ and visarga do take a column of their own).
    matches!(c, '\u{0900}'..='\u{0902}' | '\u{093A}' | '\u{093C}' | '\u{0941}'..='\u{0948}' | '\u{094D}' | '\u{0951}'..='\u{0957}'
        | '\u{0962}' | '\u{0963}' | '\u{200B}'..='\u{200F}' | '\u{0300}'..='\u{036F}')
}

/// Thousandths as a decimal without trailing zeros, hundredths likewise.
fn decimal(number: i64, places: u32) -> String {
    let scale = 10_u64.pow(places);
    let sign = if number < 0 { "-" } else { "" };
    let (whole, part) = (number.unsigned_abs() / scale, number.unsigned_abs() % scale);
    let text = format!("{sign}{whole}.{part:0width$}", width = places as usize);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// For CSV: as [`plain_text`], but nothing that a spreadsheet would run as a formula.
fn csv_text(value: &Value) -> String {
    match value {
        Value::Text(text) => harmless(text).into_owned(),
        other => plain_text(other),
    }
}

/// Plain for programs: ISO dates, rupees with two decimals, no grouping.
pub(crate) fn plain_text(value: &Value) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Text(text) => text.clone(),
        Value::Integer(n) => n.to_string(),
        Value::Money(Paise(p)) => {
            format!("{}{}.{:02}", if *p < 0 { "-" } else { "" }, p.unsigned_abs() / 100, p.unsigned_abs() % 100)
        }
        Value::Date(day) => day.to_string(),
        Value::Bool(yes) => yes.to_string(),
        Value::Percent(n) => decimal(*n, 2),
        Value::Quantity(n) => decimal(*n, 3),
    }
}

/// For JSON: numbers as numbers (money in paise), dates as ISO text.
pub(crate) fn json_value(value: &Value) -> serde_json::Value {
    match value {
        Value::Empty => serde_json::Value::Null,
        Value::Text(text) => text.clone().into(),
        Value::Integer(n) | Value::Percent(n) | Value::Quantity(n) => (*n).into(),
        Value::Money(paise) => paise.0.into(),
        Value::Date(day) => day.to_string().into(),
        Value::Bool(yes) => (*yes).into(),
    }
}

/// For people: `dd-mm-yyyy`, amounts grouped the Indian way, digits as asked.
pub fn written(value: &Value, digits: Digits) -> String {
    let text = match value {
        Value::Money(paise) => paise.to_string(),
        Value::Date(day) => date_written(*day),
        Value::Bool(yes) => if *yes { "✓" } else { "–" }.to_owned(),
        Value::Text(text) => return text.clone(),
        other => plain_text(other),
    };
    match digits {
        Digits::Latin => text,
        Digits::Deva => text.chars().map(devanagari_digit).collect(),
    }
}

fn devanagari_digit(c: char) -> char {
    c.to_digit(10).and_then(|d| char::from_u32(0x0966 + d)).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hindi_columns_stay_aligned_on_a_terminal() {
        let mut listing = Listing::new([("name", "Name", "नाम"), ("amount", "Amount", "राशि")]);
        listing.push([Value::text("कृषि"), Value::Money(Paise(2_743_404_800))]);
        listing.push([Value::text("abc"), Value::Money(Paise(100))]);
        let table = listing.to_text(Format::Table, Language::Hi, Digits::Deva);
        let lines: Vec<&str> = table.lines().collect();
        assert!(lines.iter().all(|line| width(line) == width(lines[0])), "{table}");
        assert!(table.contains("२,७४,३४,०४८"));
    }

    #[test]
    fn what_others_typed_never_runs_as_a_formula_and_our_own_words_stay_as_they_are() {
        let mut listing = Listing::new([("value", "Value", "मान"), ("expected", "Expected", "अपेक्षित")]);
        listing.our_words = &["expected"];
        listing.push([Value::text("=HYPERLINK(1)"), Value::text("= 0")]);
        listing.push([Value::Integer(-5), Value::text("= total_liabilities")]);
        let csv = listing.to_text(Format::Csv, Language::En, Digits::Latin);
        assert_eq!(csv, "value,expected\n'=HYPERLINK(1),= 0\n-5,= total_liabilities\n");
    }

    #[test]
    fn csv_is_plain_and_english() {
        let mut listing = Listing::new([("name", "Name", "नाम"), ("amount", "Amount", "राशि")]);
        listing.push([Value::text("a,b"), Value::Money(Paise(-150))]);
        assert_eq!(listing.to_text(Format::Csv, Language::Hi, Digits::Deva), "name,amount\n\"a,b\",-1.50\n");
    }
}
