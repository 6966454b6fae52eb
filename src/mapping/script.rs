//! How the cells of a sheet are read: by the font of the run, of the cell, by the column as a whole, by the letters.

use super::{ReadCell, ReadRow, Said, read_row::STRUCK_OUT};
use crate::{
    devanagari::{
        ColumnVote, Converted, Decoder, Detection, FontFamily, Label, QuoteStyle, column_vote, font_family, is_plain,
        is_tidy, normalize,
    },
    source::{Cell, Content, Row, Sheet},
};
use memchr::{memchr, memchr2};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Texts of a column judged for its vote: more do not change it.
const JUDGED: usize = 400;
/// Cells of English beside none of Kruti Dev after which a column is not asked any more.
const CERTAIN: usize = 24;
/// Different cells of Kruti Dev, and the summed log-odds, from which a column is Kruti Dev beyond doubt.
const SURE_CELLS: usize = 3;
const SURE_ODDS: f32 = 15.0;

#[derive(Clone, Debug, Default)]
struct Column {
    vote: ColumnVote,
    /// The vote of its wordy texts alone: dates and amounts in Latin letters (`24.Oct.2023`) look like anything.
    wordy: ColumnVote,
    detections: usize,
    /// Cells in a font of the Kruti Dev family (or another with a table).
    legacy_font: u64,
    /// Cells in a legacy font without a table.
    untabled_font: u64,
    unicode: u64,
    numbers: u64,
    /// Labelled Kruti Dev, typed in Walkman-Chanakya.
    walkman: bool,
}

/// The script of a sheet, settled; reads its rows.
#[derive(Clone, Debug)]
pub struct Script {
    decoder: Decoder,
    columns: BTreeMap<u32, Column>,
    families: HashMap<String, FontFamily>,
    quotes: QuoteStyle,
    /// Legacy fonts met without a table, in name order.
    untabled: BTreeSet<String>,
    /// Fonts given for columns whose cells name none.
    forced: BTreeMap<u32, FontFamily>,
    /// Is there any Kruti Dev on the sheet beyond doubt? Without it a short Latin word is what it looks like.
    holds_legacy: bool,
}

impl Column {
    /// Typed in a legacy font: by its fonts, or by letters that leave no doubt.
    fn is_legacy(&self) -> bool {
        self.legacy_font > 0
            || (self.wordy.krutidev >= SURE_CELLS
                && self.wordy.krutidev > 2 * self.wordy.english
                && self.wordy.log_odds >= SURE_ODDS)
    }
}

impl Script {
    /// Looks at every cell of a sheet once: fonts, and a sample of the texts of each column.
    pub fn settle(sheet: &Sheet, decoder: &Decoder) -> Self {
        let families: HashMap<String, FontFamily> =
            sheet.fonts().iter().map(|font| (font.clone(), font_family(font))).collect();
        // By column: what was counted, and the sample of its Latin texts.
        let mut seen: Vec<Option<(Column, HashSet<&str>)>> = Vec::new();
        let (mut curly, mut straight) = (Vec::new(), Vec::new());
        // Texts with the key that is a hook in Walkman-Chanakya.
        let mut hooked: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
        let mut untabled = BTreeSet::new();
        for row in sheet.rows() {
            for cell in row.cells() {
                let at = cell.column as usize;
                if seen.len() <= at {
                    seen.resize_with(at + 1, || None);
                }
                let (column, sample) = seen[at].get_or_insert_default();
                let Some(text) = cell.text() else {
                    column.numbers += 1;
                    continue;
                };
                match cell.font().and_then(|font| families.get(font)) {
                    Some(family) if family.is_legacy() && decoder.converter(family).is_ok() => {
                        column.legacy_font += 1;
                        if text.contains('Q') && is_kruti_dev(family) {
                            let texts = hooked.entry(cell.column).or_default();
                            if texts.len() < JUDGED {
                                texts.push(text);
                            }
                        }
                    }
                    Some(family) if family.is_legacy() => {
                        column.untabled_font += 1;
                        untabled.extend(cell.font().map(str::to_owned));
                        continue;
                    }
                    _ if has_devanagari(text) => column.unicode += 1,
                    _ if has_latin(text) => {
                        if sample.len() < JUDGED {
                            sample.insert(text);
                        }
                    }
                    _ => column.numbers += 1,
                }
                if curly.len() < JUDGED && has_curly_quote(text) {
                    curly.push(text);
                } else if straight.len() < JUDGED && memchr2(b'\'', b'"', text.as_bytes()).is_some() {
                    straight.push(text);
                }
            }
        }
        let mut columns: BTreeMap<u32, Column> = BTreeMap::new();
        for (at, (column, sample)) in (0..).zip(seen).filter_map(|(at, seen)| Some((at, seen?))) {
            columns.insert(at, column);
            // In order: what is summed must not depend on where a set keeps its texts.
            let mut texts: Vec<&str> = sample.into_iter().collect();
            texts.sort_unstable();
            if texts.is_empty() {
                continue;
            }
            let detections: Vec<Detection> = texts.iter().map(|text| decoder.detect(text)).collect();
            let wordy: Vec<Detection> = texts
                .iter()
                .zip(&detections)
                .filter(|(text, _)| is_wordy(text))
                .map(|(_, found)| found.clone())
                .collect();
            let found = columns.entry(at).or_default();
            found.wordy = column_vote(&wordy);
            found.detections = detections.len();
            found.vote = column_vote(&detections);
        }
        for (column, texts) in hooked {
            columns.entry(column).or_default().walkman = decoder.is_walkman(&texts.join(" "));
        }
        // Straight quotes say nothing alone, but much of what curly ones beside them stand for.
        let quotes = match curly.is_empty() {
            true => QuoteStyle::default(),
            false => decoder.quote_style(&mut curly.iter().chain(&straight).copied()),
        };
        let holds_legacy = columns.values().any(Column::is_legacy);
        let forced = BTreeMap::new();
        Self { decoder: decoder.clone(), columns, families, quotes, untabled, forced, holds_legacy }
    }
    /// Gives a column's Latin letters a font, by its name in a profile; runs and cells in a legacy font keep their own.
    pub fn force(&mut self, column: u32, font: &str) {
        let family = match font {
            "kruti-dev" => FontFamily::KrutiDev,
            "walkman-chanakya" => FontFamily::Walkman,
            "chanakya" => FontFamily::Chanakya,
            _ => FontFamily::Unicode,
        };
        self.forced.insert(column, family);
    }
    /// Legacy fonts met without a table, in name order.
    pub fn untabled_fonts(&self) -> impl Iterator<Item = &str> {
        self.untabled.iter().map(String::as_str)
    }
    /// A row as read; blank cells are left out.
    pub fn read_row(&self, row: &Row<'_>) -> ReadRow {
        let struck = row.cells().all(|cell| cell.is_struck_out());
        let cells = row.cells().filter_map(|cell| self.read_cell(&cell, struck)).collect();
        ReadRow { number: row.number, cells, struck }
    }
    /// One cell of a row as read.
    pub fn read_column(&self, row: &Row<'_>, column: u32) -> Option<ReadCell> {
        self.read_cell(&row.cell(column)?, false)
    }
    /// Of a row that is struck through as a whole each cell is read; else what is struck is what the keeper took back.
    fn read_cell(&self, cell: &Cell<'_>, with_struck: bool) -> Option<ReadCell> {
        if !with_struck && cell.is_struck_out() {
            let read = self.read_cell(cell, true)?;
            return Some(ReadCell { said: Said::StruckOut(read.text().into_owned()), ..read });
        }
        let plain = |said| ReadCell {
            column: cell.column,
            said,
            written: None,
            repairs: vec![],
            unknown: vec![],
            undecided: false,
            stands_in: None,
        };
        match cell.content {
            // U+0085 is white space to others and a figure in the fonts.
            Content::Text(text) if text.chars().all(|c| c.is_whitespace() && c != '\u{85}') => None,
            Content::Text(text) => self.read_text(cell, text, with_struck),
            Content::Number(number) => Some(plain(Said::Number(number.to_string()))),
            Content::Bool(yes) => Some(plain(Said::Bool(yes))),
            Content::Date(day) => Some(match day.date() {
                // The time of day is kept as written; where a field wants it, it is read from there.
                Some(date) => {
                    let timed = day.time().is_some_and(|time| (time.hour(), time.minute(), time.second()) != (0, 0, 0));
                    ReadCell { written: timed.then(|| day.to_string()), ..plain(Said::Date(date)) }
                }
                None => plain(Said::Number(day.to_string())),
            }),
            Content::Error(text) => Some(plain(Said::Error(text.to_owned()))),
            Content::Unknown => Some(plain(Said::NotCalculated)),
        }
    }
    fn read_text(&self, cell: &Cell<'_>, text: &str, with_struck: bool) -> Option<ReadCell> {
        let mut read = Stretch { verified: true, ..Stretch::default() };
        if cell.is_rich() {
            for piece in cell.pieces() {
                if piece.struck && !with_struck {
                    read.repairs.push(STRUCK_OUT);
                    continue;
                }
                self.read_piece(cell.column, piece.text, piece.font, &mut read);
            }
        } else {
            self.read_piece(cell.column, text, cell.font(), &mut read);
        }
        let tidy = if is_tidy(&read.text) { read.text } else { normalize(&read.text) };
        if tidy.is_empty() {
            return None;
        }
        // Outer spaces are no writing worth keeping; any other difference is.
        let written = (read.converted || tidy != text.trim()).then(|| text.to_owned());
        Some(ReadCell {
            column: cell.column,
            said: Said::Text(tidy),
            written,
            repairs: read.repairs,
            unknown: read.unknown,
            undecided: read.undecided,
            stands_in: None,
        })
    }
    /// A stretch of the text of a cell in one font.
    pub fn read_stretch(&self, column: u32, text: &str, font: Option<&str>) -> Stretch {
        let mut read = Stretch { verified: true, ..Stretch::default() };
        self.read_piece(column, text, font, &mut read);
        read
    }
    fn read_piece(&self, column: u32, text: &str, font: Option<&str>, read: &mut Stretch) {
        if is_plain(text) {
            return read.text.push_str(text);
        }
        let named = font.and_then(|font| self.families.get(font)).filter(|family| family.is_legacy());
        let walkman = named.is_some_and(is_kruti_dev) && self.columns.get(&column).is_some_and(|found| found.walkman);
        let family = match named {
            Some(_) if walkman => &FontFamily::Walkman,
            Some(family) => family,
            // A font that says nothing, or a Unicode font over Latin letters: the column and the letters decide.
            _ if !has_latin(text) => return read.text.push_str(text),
            _ => match self.forced.get(&column) {
                Some(FontFamily::Unicode) => return read.text.push_str(text),
                Some(given) => given,
                None => match self.label_by_letters(column, text) {
                    Some(Label::Krutidev) => &FontFamily::KrutiDev,
                    Some(_) => return read.text.push_str(text),
                    None => {
                        read.undecided = true;
                        return read.text.push_str(text);
                    }
                },
            },
        };
        match self.decoder.decode(text, family, self.quotes) {
            Ok(converted) => {
                read.converted |= converted.text != text;
                if converted.text != text {
                    read.repairs.push(match named {
                        Some(_) if walkman => "walkman_table",
                        Some(_) => "font",
                        None => "letters",
                    });
                }
                read.text.push_str(&converted.text);
                for repair in converted.repairs {
                    if !read.repairs.contains(&repair) {
                        read.repairs.push(repair);
                    }
                }
                read.unknown.extend(converted.unknown);
                read.verified &= converted.verified;
            }
            Err(_) => read.text.push_str(text),
        }
    }
    fn label_by_letters(&self, column: u32, text: &str) -> Option<Label> {
        let Some(found) = self.columns.get(&column).filter(|_| self.holds_legacy) else { return Some(Label::English) };
        if found.vote.krutidev == 0 && found.legacy_font == 0 && found.detections >= CERTAIN {
            return Some(Label::English);
        }
        if is_font_figures(text) {
            return Some(Label::Krutidev);
        }
        // A short word (`ftyk`) where every other text of the column is Hindi too.
        let short_word =
            !text.contains(|c: char| c.is_ascii_digit()) && found.vote.krutidev > 0 && found.vote.english == 0;
        if !is_wordy(text) && !found.is_legacy() && !short_word {
            // Figures beside a Hindi column in the same font: only what no other font writes so (`2]04]520@&`).
            let keys = text.contains([']', '@'])
                && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ']' | '@' | '&' | '-' | '.' | '/' | ' '));
            return Some(if keys { Label::Krutidev } else { Label::English });
        }
        let cell = self.decoder.detect(text);
        match found.vote.label_for(&cell) {
            // A short word in a column without any Kruti Dev is what it looks like.
            None if found.vote.krutidev == 0 && found.legacy_font == 0 => Some(Label::English),
            label => label,
        }
    }
    /// The script of a column in a word: `kruti-dev`, `unicode`, `english`, `number`, `mixed`, `legacy without table`.
    pub fn name_of(&self, column: u32) -> &'static str {
        let Some(found) = self.columns.get(&column) else { return "number" };
        if found.untabled_font > 0 {
            return "legacy without table";
        }
        match (found.is_legacy(), found.unicode > 0, found.detections > 0) {
            (true, true, _) => "mixed",
            (true, false, _) => "kruti-dev",
            (false, true, _) => "unicode",
            (false, false, true) => "english",
            (false, false, false) => "number",
        }
    }
    /// Column, script, by what it was settled, cells in a legacy font: for the account.
    pub fn account(&self) -> Vec<(u32, String, String, u64)> {
        let by = |found: &Column| match (found.legacy_font > 0, found.detections > 0) {
            (true, _) => "font",
            (false, true) => "letters",
            (false, false) => "none",
        };
        self.columns
            .iter()
            .map(|(column, found)| (*column, self.name_of(*column).to_owned(), by(found).to_owned(), found.legacy_font))
            .collect()
    }
}

/// A stretch of a text, or several of one cell, as read.
#[derive(Clone, Debug, Default)]
pub struct Stretch {
    /// What it says.
    pub text: String,
    repairs: Vec<&'static str>,
    /// Characters the font's table does not know.
    pub unknown: Vec<char>,
    /// May be Hindi in a legacy font or English; left as it was.
    pub undecided: bool,
    /// Was anything converted?
    pub converted: bool,
    /// Written back, the conversion is what was typed.
    pub verified: bool,
}

impl Stretch {
    /// What a font made of a text.
    pub fn of(text: &str, read: Converted) -> Self {
        let converted = read.text != text;
        Self {
            text: read.text,
            repairs: read.repairs,
            unknown: read.unknown,
            converted,
            verified: read.verified,
            undecided: false,
        }
    }
}

/// Words rather than a date, an amount or a code: at least six letters, and more of them than of anything else.
fn is_wordy(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let figures = text.chars().filter(char::is_ascii_digit).count();
    letters >= 6 && figures * 2 < letters
}

fn has_devanagari(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(|c| matches!(c, '\u{0900}'..='\u{097F}'))
}

/// Quotation marks an office program set for straight ones.
fn has_curly_quote(text: &str) -> bool {
    // All begin with a byte that no letter of Hindi begins with.
    memchr(0xE2, text.as_bytes()).is_some() && text.contains(['‘', '’', '“', '”'])
}

/// Latin letters, or one of the signs by which a legacy font draws letters.
fn has_latin(text: &str) -> bool {
    text.chars().any(|c| {
        c.is_ascii_alphabetic()
            || ('\u{80}'..'\u{900}').contains(&c)
            || FIGURES.contains(&c)
            || ('\u{F020}'..='\u{F0FF}').contains(&c)
    })
}

/// What draws १ to ९ and ० in Kruti Dev.
const FIGURES: [char; 10] = ['ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ'];

/// Devanagari figures as the font writes them, with the marks of numbers; dots alone may be what they look like.
fn is_font_figures(text: &str) -> bool {
    let figure = |c: char| FIGURES.contains(&c) || ('\u{83}'..='\u{8C}').contains(&c);
    text.chars().any(|c| figure(c) && c != '…')
        && text.chars().all(|c| figure(c) || c.is_ascii_digit() || matches!(c, ']' | '@' | '&' | '-' | '.' | '/' | ' '))
}

fn is_kruti_dev(family: &FontFamily) -> bool {
    matches!(family, FontFamily::KrutiDev | FontFamily::KrutiDev011 | FontFamily::DevLys)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::Files,
        source::{Limits, Workbook},
    };
    use rust_xlsxwriter::{Format, Workbook as Writer};

    /// What cells under these fonts read as: each a row, its text and its font.
    fn read(cells: &[(&str, &str)]) -> Vec<Option<ReadCell>> {
        let mut book = Writer::new();
        let sheet = book.add_worksheet();
        for (row, (text, font)) in (0..).zip(cells) {
            sheet.write_with_format(row, 0, *text, &Format::new().set_font_name(*font)).expect("room");
        }
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.xlsx");
        book.save(&path).expect("a file");
        let sheet = Workbook::open(&path, &Limits::default()).and_then(|mut book| book.sheet(0)).expect("a sound file");
        let decoder = Decoder::load(&Files::embedded()).expect("the embedded catalogue is read by this test");
        let script = Script::settle(&sheet, &decoder);
        sheet.rows().map(|row| script.read_row(&row).cells.into_iter().next()).collect()
    }
    fn texts(cells: &[(&str, &str)]) -> Vec<String> {
        let text = |cell: Option<ReadCell>| match cell.map(|cell| cell.said) {
            Some(Said::Text(text)) => text,
            other => format!("{other:?}"),
        };
        read(cells).into_iter().map(text).collect()
    }
    const KRUTI: &str = "Kruti Dev 010";

    #[test]
    fn a_column_in_walkman_under_the_name_of_kruti_dev_is_read_with_its_own_table() {
        let cells = [("osQUnz", KRUTI), ("iQjojh", KRUTI), ("osQ v/;{k", KRUTI)];
        assert_eq!(texts(&cells)[..2], ["केन्द्र", "फरवरी"]);
        assert!(read(&cells)[0].as_ref().is_some_and(|cell| cell.repairs.contains(&"walkman_table")));
        assert_eq!(texts(&[("Qlyh", KRUTI)]), ["फसली"]);
    }
    #[test]
    fn figures_of_the_font_are_read_alone_and_without_a_font() {
        assert_eq!(texts(&[("\u{85}", KRUTI)]), ["३"]);
        let cells = [("lgdkjh lfefr", "Arial"), ("iapk;r lfefr", "Arial"), ("nqX/k lfefr", "Arial"), ("…†", "Arial")];
        assert_eq!(texts(&cells)[3], "३४");
    }
    #[test]
    fn straight_quotes_in_other_cells_tell_what_curly_ones_mean() {
        assert_eq!(texts(&[("Mk’k", KRUTI), ("'kj", KRUTI)])[0], "डाष");
        assert_eq!(texts(&[("Mk’k", KRUTI)])[0].as_str().len(), "डाष".len());
        assert_ne!(texts(&[("Mk’k", KRUTI)])[0], "डाष");
    }
}
