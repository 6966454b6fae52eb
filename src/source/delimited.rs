//! CSV, TSV and other delimited text. All cells are text; cleaning reads the numbers.

pub(super) mod copy;
pub(super) mod stretches;

use super::{
    Limits,
    builder::{Given, SheetBuilder},
    encoding,
    error::Fault,
    limits::Spent,
    oddity::Oddity,
    serial::DateSystem,
    sheet::Sheet,
    workbook::{SheetName, SheetReader},
};
use memchr::{memchr, memchr2, memmem};
use std::{borrow::Cow, collections::BTreeMap};

/// A delimited file: one sheet, read when opened.
pub(super) struct DelimitedReader {
    sheet: Sheet,
    oddities: Vec<Oddity>,
}

/// How the fields of a file are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Dialect {
    delimiter: u8,
    /// Do quotation marks enclose fields?
    quotes: bool,
    /// End of a record: LF (CR before it belongs to it), or CR where there is no LF at all.
    end: u8,
}

/// A file as text, and how it falls into records.
struct Laid<'b> {
    whole: Cow<'b, str>,
    /// Where the text begins behind a byte order mark.
    from: usize,
    dialect: Dialect,
    /// The first line only says which delimiter is meant.
    told: bool,
    oddities: Vec<Oddity>,
}

impl<'b> Laid<'b> {
    fn of(bytes: &'b [u8], ending: &str) -> Result<Self, Fault> {
        let (whole, oddity) = encoding::decode(bytes)?;
        let mut oddities = Vec::from_iter(oddity);
        let from = if whole.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        let text = whole.get(from..).unwrap_or_default();
        let end = if memchr(b'\n', text.as_bytes()).is_none() && memchr(b'\r', text.as_bytes()).is_some() {
            b'\r'
        } else {
            b'\n'
        };
        // Spreadsheet programs write the delimiter into a first line of its own: `sep=;`.
        let told = text.strip_prefix("sep=").filter(
            |rest| matches!(rest.as_bytes(), [mark, b'\r' | b'\n', ..] if !matches!(mark, b'"' | b'\r' | b'\n')),
        );
        let delimiter = match told {
            Some(rest) => rest.as_bytes()[0],
            None => delimiter(text, end, ending),
        };
        let mut dialect = Dialect { delimiter, quotes: true, end };
        if !quotes_enclose(text.as_bytes(), dialect) {
            dialect.quotes = false;
            oddities.push(Oddity::QuotesAreLetters);
        }
        let told = told.is_some();
        Ok(Self { whole, from, dialect, told, oddities })
    }
    fn text(&self) -> &str {
        self.whole.get(self.from..).unwrap_or_default()
    }
    /// How many signs that may part fields it holds: no fewer than cells, but for the last.
    fn marks(&self) -> u64 {
        memchr::memchr2_iter(self.dialect.delimiter, self.dialect.end, self.text().as_bytes()).count() as u64 + 1
    }
    /// Gives every record by its number from 1; where a quotation mark was left open, it is said.
    fn records(&self, mut take: impl FnMut(u32, &[Field]) -> Result<(), Fault>) -> Result<bool, Fault> {
        let bytes = self.text().as_bytes();
        let (mut number, mut at, mut all_closed) = (0u32, 0, true);
        let mut fields = Vec::new();
        while at < bytes.len() {
            fields.clear();
            let (next, closed) = record(bytes, at, self.dialect, &mut fields);
            all_closed &= closed;
            at = next;
            number = number.saturating_add(1);
            if number > 1 || !self.told {
                take(number, &fields)?;
            }
        }
        Ok(all_closed)
    }
}

impl DelimitedReader {
    pub fn open(bytes: &[u8], name: &str, ending: &str, limits: &Limits) -> Result<Self, Fault> {
        let mut laid = Laid::of(bytes, ending)?;
        let mut builder = SheetBuilder::new(0, name, limits);
        let text = laid.text();
        builder.body.own.reserve(text.len() as u64);
        builder.reserve_cells(laid.marks());
        let all_closed = laid.records(|number, fields| {
            builder.begin_row(number, false)?;
            for (column, field) in fields.iter().enumerate() {
                if let Some(said) = field.text(text) {
                    builder.put(u32::try_from(column).unwrap_or(u32::MAX), 0, false, Given::Text(&said))?;
                }
            }
            Ok(())
        })?;
        if !all_closed {
            laid.oddities.push(Oddity::OpenQuote);
        }
        Ok(Self { sheet: builder.finish(), oddities: laid.oddities })
    }
}

impl SheetReader for DelimitedReader {
    fn sheets(&self) -> Vec<SheetName> {
        vec![SheetName { name: self.sheet.name.clone(), hidden: false }]
    }
    fn dates(&self) -> DateSystem {
        DateSystem::default()
    }
    fn read(&mut self, _index: u32, _spent: Spent) -> Result<Sheet, Fault> {
        Ok(self.sheet.clone())
    }
    fn oddities(&self) -> Vec<Oddity> {
        self.oddities.clone()
    }
}

/// A field without its quotation marks.
struct Field {
    from: usize,
    to: usize,
    /// Doubled quotation marks inside stand for one.
    doubled: bool,
    /// Do quotation marks stand around it?
    enclosed: bool,
}

impl Field {
    /// What it says; nothing of an empty one.
    fn text<'t>(&self, text: &'t str) -> Option<Cow<'t, str>> {
        let raw = text.get(self.from..self.to).filter(|raw| !raw.is_empty())?;
        Some(if self.doubled { Cow::Owned(raw.replace("\"\"", "\"")) } else { Cow::Borrowed(raw) })
    }
}

/// Cuts one record into fields; gives where the next begins and whether all quotation marks were closed.
///
/// A mark that opens a field and is not closed at the end of one is a letter: else it would swallow the records up to
/// the next mark.
fn record(bytes: &[u8], mut at: usize, dialect: Dialect, fields: &mut Vec<Field>) -> (usize, bool) {
    let mut closed = true;
    loop {
        let opens = dialect.quotes && bytes.get(at) == Some(&b'"');
        let enclosed = if opens { enclosed(bytes, at, dialect) } else { None };
        if let Some((close, doubled, next)) = enclosed {
            fields.push(Field { from: at + 1, to: close, doubled, enclosed: true });
            at = next;
        } else {
            closed &= !opens;
            let stop = memchr2(dialect.delimiter, dialect.end, &bytes[at..]).map_or(bytes.len(), |n| at + n);
            let to = trim_cr(bytes, at, stop, dialect);
            fields.push(Field { from: at, to, doubled: false, enclosed: false });
            at = stop;
        }
        match bytes.get(at) {
            Some(b) if *b == dialect.delimiter && *b != dialect.end => at += 1,
            Some(_) => return (at + 1, closed),
            None => return (at, closed),
        }
    }
}

/// The CR of a CRLF is no part of the last field.
fn trim_cr(bytes: &[u8], from: usize, to: usize, dialect: Dialect) -> usize {
    let ends_record = bytes.get(to).is_none_or(|b| *b == dialect.end);
    if ends_record && to > from && bytes[to - 1] == b'\r' { to - 1 } else { to }
}

/// The field that the mark at `open` encloses: place of the closing mark, whether there are doubled ones before, and
/// where the delimiter stands. `None` where the next mark does not end a field.
fn enclosed(bytes: &[u8], open: usize, dialect: Dialect) -> Option<(usize, bool, usize)> {
    let (close, doubled) = closing_quote(bytes, open + 1);
    let behind = bytes.get(close + 1..)?;
    let blanks = behind.iter().take_while(|b| matches!(b, b' ' | b'\r') && **b != dialect.end).count();
    let ends = behind.get(blanks).is_none_or(|b| *b == dialect.delimiter || *b == dialect.end);
    ends.then_some((close, doubled, close + 1 + blanks))
}

/// Place of the mark that closes a field (the length of all if none does), and whether there are doubled ones before.
fn closing_quote(bytes: &[u8], mut at: usize) -> (usize, bool) {
    let mut doubled = false;
    while let Some(n) = memchr(b'"', &bytes[at..]) {
        if bytes.get(at + n + 1) != Some(&b'"') {
            return (at + n, doubled);
        }
        doubled = true;
        at += n + 2;
    }
    (bytes.len(), doubled)
}

/// Do fields that open with a quotation mark close with one? In legacy fonts the mark is a letter.
fn quotes_enclose(bytes: &[u8], dialect: Dialect) -> bool {
    let (mut proper, mut improper) = (0u64, 0u64);
    let mut at = 0;
    while let Some(n) = memchr(b'"', &bytes[at..]) {
        let open = at + n;
        let at_start = open == 0 || matches!(bytes[open - 1], b if b == dialect.delimiter || b == dialect.end);
        if !at_start {
            at = open + 1;
            continue;
        }
        match enclosed(bytes, open, dialect) {
            Some((_, _, next)) => {
                proper += 1;
                at = next;
            }
            None => {
                improper += 1;
                // The mark was a letter: go on right behind it.
                at = open + 1;
            }
        }
    }
    improper == 0 || proper > improper * 4
}

/// A byte that stands in no text.
const NOTHING: u8 = 0;
/// Marks that are letters of Kruti Dev (`;` is य) or mere strokes: they delimit only where nearly all records agree.
const LETTERS: [u8; 2] = [b';', b'|'];

/// How the first records fall into fields under one delimiter.
#[derive(Default)]
struct Cut {
    /// Records by their number of fields.
    tally: BTreeMap<usize, usize>,
    records: usize,
    /// Records before the first that is cut: titles.
    uncut: usize,
}

impl Cut {
    fn count(&mut self, fields: usize) {
        self.records += 1;
        self.uncut += usize::from(fields == 1 && self.uncut + 1 == self.records);
        *self.tally.entry(fields).or_default() += 1;
    }
    /// The most frequent number of fields above one, and its share of the records in tenths, where this delimiter is
    /// believed: cut into the same fields are more than half of the records, or into some fields nearly all of them.
    fn agreement(&self, delimiter: u8) -> Option<(usize, usize)> {
        let (fields, same) =
            self.tally.iter().filter(|(fields, _)| **fields > 1).max_by_key(|(fields, n)| (**n, **fields))?;
        let cut = self.records - self.tally.get(&1).unwrap_or(&0);
        let below_titles = self.records - self.uncut;
        let believed = if LETTERS.contains(&delimiter) {
            same * 10 >= below_titles * 9 && same * 3 >= self.records && (*fields > 2 || *same > 2)
        } else {
            same * 2 > self.records || cut * 10 >= below_titles * 9 && cut * 3 >= self.records
        };
        believed.then_some((same * 10 / self.records, *fields))
    }
}

/// The delimiter that cuts most of the first records into the same number of fields; [`NOTHING`] where none is believed:
/// one column.
fn delimiter(text: &str, end: u8, ending: &str) -> u8 {
    let mut head = text.as_bytes();
    if head.len() > 1 << 17 {
        head = &head[..1 << 17];
        let last_end = memmem::rfind(head, &[end]).unwrap_or(head.len());
        head = &head[..last_end];
    }
    let usual = if matches!(ending, "tsv" | "tab") { b'\t' } else { b',' };
    let mut best = ((0, 0), NOTHING);
    for delimiter in [usual, b',', b'\t', b';', b'|'] {
        let quotes = quotes_enclose(head, Dialect { delimiter, quotes: true, end });
        let dialect = Dialect { delimiter, quotes, end };
        let mut cut = Cut::default();
        let mut at = 0;
        while at < head.len() && cut.records < 200 {
            let mut fields = Vec::new();
            (at, _) = record(head, at, dialect, &mut fields);
            if fields.len() > 1 || fields.iter().any(|field| field.to > field.from) {
                cut.count(fields.len());
            }
        }
        // Ten steps of agreement; then the more fields the better.
        if let Some(score) = cut.agreement(delimiter).filter(|score| *score > best.0) {
            best = (score, delimiter);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<String> {
        let reader = DelimitedReader::open(text.as_bytes(), "t", "csv", &Limits::default()).unwrap();
        reader.sheet.rows().flat_map(|row| row.cells()).map(|c| format!("{}={}", c.place(), c.content)).collect()
    }

    #[test]
    fn quoted_fields_hold_delimiters_line_ends_and_quotes() {
        let cells = read("a,\"b,1\",\"line\nend\"\r\n\r\n\"say \"\"yes\"\"\",,z\r\n");
        assert_eq!(cells, ["A1=a", "B1=b,1", "C1=line\nend", "A3=say \"yes\"", "C3=z"]);
    }

    #[test]
    fn the_delimiter_is_the_one_that_agrees_from_row_to_row() {
        assert_eq!(read("List of societies, 2024\na;b,c;d\n1;2;3\n4;5,6;7")[1..4], ["A2=a", "B2=b,c", "C2=d"]);
        // In Kruti Dev `,` and `;` are letters.
        assert_eq!(read("d`f\"k\tl;k,\n;g\t,d,\n")[..2], ["A1=d`f\"k", "B1=l;k,"]);
        assert_eq!(read("sep=|\nx|y\n"), ["A2=x", "B2=y"]);
        assert_eq!(read("one column\nonly\n"), ["A1=one column", "A2=only"]);
    }

    #[test]
    fn quotation_marks_that_are_letters_do_not_swallow_rows() {
        let cells = read("1,\"kkafr nsoh,5\n2,jke \"kkSdr,6\n3,\"kf'k,7\n");
        assert_eq!(cells[1], "B1=\"kkafr nsoh");
        assert_eq!(cells.len(), 9);
    }

    #[test]
    fn one_column_of_kruti_dev_is_not_cut_at_its_letters() {
        let names = [
            "jkT; lgdkjh cSad",
            "lnL; lfefr",
            "nqX/k lfefr",
            "eRL;thoh lfefr",
            ",oa foi.ku",
            "O;;",
            "df`f\"k lk[k lfefr",
        ];
        let cells = read(&format!("{}\n", names.join("\n")));
        assert_eq!(cells.len(), names.len(), "{cells:?}");
        assert_eq!(read("lnL;\njkT;\n"), ["A1=lnL;", "A2=jkT;"]);
        // Titles above a table, and rows of different lengths, are no reason to doubt a comma.
        assert_eq!(read("List\nof 2024\na,b\n1,2\n")[2..4], ["A3=a", "B3=b"]);
        assert_eq!(read("a\n1,2\n1,2,3\n1,2,3,4\n1,2,3,4,5\n").len(), 15);
    }

    #[test]
    fn a_stray_quotation_mark_is_a_letter_and_merges_no_records() {
        let proper = "\"x\",1\n".repeat(10);
        let text = format!("name,n\n{proper}\"kkafr,2\n\"y\" ,3\nz,\"open\nlast,5\n");
        let reader = DelimitedReader::open(text.as_bytes(), "t", "csv", &Limits::default()).unwrap();
        assert_eq!(reader.oddities, [Oddity::OpenQuote]);
        let cells = read(&text);
        assert_eq!(cells[22..], ["A12=\"kkafr", "B12=2", "A13=y", "B13=3", "A14=z", "B14=\"open", "A15=last", "B15=5"]);
    }

    #[test]
    fn rows_end_at_line_feeds_only_and_old_macintosh_rows_at_carriage_returns() {
        assert_eq!(read("a,b\u{85}c\u{2028}\nd,e\n"), ["A1=a", "B1=b\u{85}c\u{2028}", "A2=d", "B2=e"]);
        assert_eq!(read("a,b\rc,d\r"), ["A1=a", "B1=b", "A2=c", "B2=d"]);
    }

    proptest! {
        #![proptest_config(crate::random_cases::cases(256))]

        #[test]
        fn fields_written_with_quotes_read_back(
            rows in prop::collection::vec(prop::collection::vec("[a-zक-ह\",;\n |]{0,8}", 2..5), 1..6)
        ) {
            let line = |row: &Vec<String>| {
                row.iter().map(|f| format!("\"{}\"", f.replace('"', "\"\""))).collect::<Vec<_>>().join(",")
            };
            let text = rows.iter().map(line).collect::<Vec<_>>().join("\r\n");
            let dialect = Dialect { delimiter: b',', quotes: true, end: b'\n' };
            let mut at = 0;
            for row in &rows {
                let mut fields = Vec::new();
                (at, _) = record(text.as_bytes(), at, dialect, &mut fields);
                let read: Vec<String> = fields.iter().map(|f| text[f.from..f.to].replace("\"\"", "\"")).collect();
                prop_assert_eq!(&read, row);
            }
        }
    }
}
