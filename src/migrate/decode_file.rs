//! A copy of a workbook in Unicode: which texts are converted is decided as for an import, formats stay.

use super::Desk;
use crate::{
    cleaning::covered,
    devanagari::{Decoder, FontFamily, Label, font_family},
    mapping::{Script, Stretch},
    model::{Finding, Locus, Severity, column_letters},
    source::{Copier, Format, Limits, Retell, SourceError, TextPlace, Workbook},
};
use serde::Serialize;
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// What became of the texts of one sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SheetDecoded {
    /// Name of the sheet.
    pub sheet: String,
    /// Cells that hold text, and notes.
    pub cells: u64,
    /// Of these converted.
    pub converted: u64,
    /// Of these left as they were.
    pub kept: u64,
    /// Of those left: Hindi in a legacy font or English, the program cannot tell.
    pub doubtful: u64,
    /// Converted cells with characters the font's table does not know.
    pub unknown: u64,
    /// Converted cells that, written back, are not what was typed.
    pub unverified: u64,
}

/// A workbook decoded.
#[derive(Clone, Debug)]
pub struct DecodedCopy {
    /// The format of the file, and so of its copy.
    pub format: Format,
    /// The copy; `None` when there was nothing to convert.
    pub bytes: Option<Vec<u8>>,
    /// Sheets in their order.
    pub sheets: Vec<SheetDecoded>,
    /// Cells an officer should look at.
    pub findings: Vec<Finding>,
}

/// Why no copy was made.
#[derive(Debug)]
pub enum DecodeFileError {
    /// The file cannot be read.
    Source(SourceError),
    /// Files of this format are not written here.
    Format(PathBuf, Format),
}

impl From<SourceError> for DecodeFileError {
    fn from(error: SourceError) -> Self {
        Self::Source(error)
    }
}

impl Desk {
    /// Makes a copy of a workbook or list with its legacy Hindi in Unicode, converted cells in `font`.
    pub fn decode_file(&self, path: &Path, limits: &Limits, font: &str) -> Result<DecodedCopy, DecodeFileError> {
        let mut book = Workbook::open(path, limits)?;
        let copier = Copier::of(book.format).ok_or_else(|| DecodeFileError::Format(path.to_owned(), book.format))?;
        let mut scripts = Vec::new();
        let mut sheets = Vec::new();
        let mut findings = Vec::new();
        for index in 0..u32::try_from(book.sheets.len()).unwrap_or(u32::MAX) {
            let sheet = book.sheet(index)?;
            let script = Script::settle(&sheet, &self.decoder);
            let place = |cell| Locus {
                file: Some(book.file_name.clone()),
                sheet: Some(sheet.name.clone()),
                cell,
                ..Locus::default()
            };
            for font in script.untabled_fonts() {
                findings.push(Finding::new("IMP-109", Severity::Warning, place(None)).with("font", font));
            }
            if let Some(read) = read_name(&self.decoder, &sheet.name) {
                findings.push(Finding::new("IMP-125", Severity::Warning, place(None)).with("found", read));
            }
            sheets.push(SheetDecoded { sheet: sheet.name.clone(), ..SheetDecoded::default() });
            scripts.push(script);
        }
        let mut telling =
            Telling { decoder: &self.decoder, font, file: &book.file_name, scripts, sheets, findings, open: None };
        let bytes = copier.copy(path, limits, &mut telling)?;
        telling.close();
        Ok(DecodedCopy { format: book.format, bytes, sheets: telling.sheets, findings: telling.findings })
    }
}

/// What a sheet's name says if it was typed in Kruti Dev beyond doubt. It is not changed: formulas call the sheet by it.
fn read_name(decoder: &Decoder, name: &str) -> Option<String> {
    let judged = decoder.detect(name);
    let legacy = judged.label == Label::Krutidev && !judged.undecided;
    let read = decoder.decode(name, &FontFamily::KrutiDev, Default::default()).ok().filter(|_| legacy)?;
    (read.text != name && read.verified).then_some(read.text)
}

/// The cell being copied.
struct OpenCell {
    place: TextPlace,
    converted: bool,
    unverified: bool,
    unknown: BTreeSet<char>,
    doubtful: Option<String>,
}

struct Telling<'a> {
    decoder: &'a Decoder,
    font: &'a str,
    file: &'a str,
    scripts: Vec<Script>,
    sheets: Vec<SheetDecoded>,
    findings: Vec<Finding>,
    open: Option<OpenCell>,
}

impl Telling<'_> {
    /// Reads a stretch: in a cell as an import does, in a note by its font alone.
    fn read(&self, place: TextPlace, text: &str, font: Option<&str>) -> Option<Stretch> {
        if !place.note {
            return Some(self.scripts.get(place.sheet as usize)?.read_stretch(place.cell.column, text, font));
        }
        let family = font_family(font?);
        let read = self.decoder.decode(text, &family, Default::default()).ok().filter(|_| family.is_legacy())?;
        Some(Stretch::of(text, read))
    }
    fn cell(&mut self, place: TextPlace) -> &mut OpenCell {
        if self.open.as_ref().is_none_or(|open| open.place != place) {
            self.close();
        }
        self.open.get_or_insert_with(|| OpenCell {
            place,
            converted: false,
            unverified: false,
            unknown: BTreeSet::new(),
            doubtful: None,
        })
    }
    /// Counts the cell that is complete, and says what should be looked at.
    fn close(&mut self) {
        let Some(cell) = self.open.take() else { return };
        if let Some(sheet) = self.sheets.get_mut(cell.place.sheet as usize) {
            sheet.cells += 1;
            *(if cell.converted { &mut sheet.converted } else { &mut sheet.kept }) += 1;
            sheet.doubtful += u64::from(cell.doubtful.is_some());
            sheet.unknown += u64::from(!cell.unknown.is_empty());
            sheet.unverified += u64::from(cell.unverified);
        }
        if !cell.unknown.is_empty() {
            let signs: Vec<String> = cell.unknown.iter().map(|c| format!("{c} (U+{:04X})", u32::from(*c))).collect();
            self.find("IMP-110", cell.place, "unknown", &signs.join(" "));
        }
        if let Some(found) = cell.doubtful {
            self.find("IMP-111", cell.place, "found", &found);
        }
        if cell.unverified {
            self.find("IMP-123", cell.place, "font", self.font);
        }
    }
    fn find(&mut self, code: &'static str, place: TextPlace, name: &'static str, value: &str) {
        let sheet = self.sheets.get(place.sheet as usize).map(|sheet| sheet.sheet.clone());
        let cell = Some(format!("{}{}", column_letters(place.cell.column), place.cell.row));
        let place = Locus { file: Some(self.file.to_owned()), sheet, cell, ..Locus::default() };
        self.findings.push(Finding::new(code, Severity::Warning, place).with(name, covered(value)));
    }
}

impl Retell for Telling<'_> {
    fn retell(&mut self, place: TextPlace, text: &str, font: Option<&str>) -> Option<String> {
        let read = self.read(place, text, font);
        let cell = self.cell(place);
        let read = read?;
        if read.undecided {
            cell.doubtful.get_or_insert_with(|| text.to_owned());
        }
        if !read.converted {
            return None;
        }
        cell.converted = true;
        cell.unverified |= !read.verified;
        cell.unknown.extend(read.unknown);
        Some(read.text)
    }
    fn locked(&mut self, place: TextPlace, text: &str, font: Option<&str>) {
        let read = self.read(place, text, font).filter(|read| read.converted);
        self.cell(place);
        if let Some(read) = read {
            self.find("IMP-124", place, "found", &read.text);
        }
    }
    fn is_replaced(&self, font: &str) -> bool {
        font_family(font).is_legacy()
    }
    fn font(&self) -> &str {
        self.font
    }
}
