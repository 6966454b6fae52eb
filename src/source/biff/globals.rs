//! What an XLS workbook says before its first sheet: sheets, fonts, formats, styles, shared texts.

use super::{
    records::{Record, Records, kind},
    texts::{Writing, code_page, font_at, shared},
};
use crate::model::Remark;
use crate::source::{
    Limits,
    binary::{u16_at, u32_at},
    error::Fault,
    fonts::{Fonts, ListedFont, Style},
    number_format::builtin,
    serial::DateSystem,
    strings::Strings,
};
use std::{collections::BTreeMap, sync::Arc};

pub(super) struct ListedSheet {
    pub name: String,
    pub hidden: bool,
    /// Where its records begin.
    pub at: usize,
}

pub(super) struct Globals {
    pub sheets: Vec<ListedSheet>,
    pub dates: DateSystem,
    pub writing: Writing,
    pub fonts: Fonts,
    pub listed_fonts: Vec<ListedFont>,
    pub styles: Arc<[Style]>,
    pub shared: Arc<Strings>,
}

const PART: &str = "workbook stream";

impl Globals {
    pub fn read(stream: &[u8], limits: &Limits) -> Result<Self, Fault> {
        let mut records = Records { stream, at: 0 };
        let version = match records.next() {
            Some(Record { kind: kind::BOF, data, .. }) => u16_at(data, 0).unwrap_or(0),
            _ => return Err(Fault::broken(PART, "it does not begin as a workbook of Excel 5 to 2003")),
        };
        let writing = Writing { biff8: version >= 0x0600, code_page: code_page(1252) };
        let mut globals = Self {
            sheets: Vec::new(),
            dates: DateSystem::From1900,
            writing,
            fonts: Fonts::default(),
            listed_fonts: Vec::new(),
            styles: Arc::new([]),
            shared: Arc::default(),
        };
        let mut formats = BTreeMap::new();
        let mut styles: Vec<(u16, u16)> = Vec::new();
        let mut complete = false;
        for record in records.by_ref() {
            let data = record.data;
            match record.kind {
                kind::FILE_PASS => return Err(Fault::Encrypted("Excel encryption")),
                kind::CODE_PAGE => globals.writing.code_page = code_page(u16_at(data, 0).unwrap_or(1252)),
                kind::DATE_1904 if u16_at(data, 0) == Some(1) => globals.dates = DateSystem::From1904,
                kind::FONT => {
                    let struck = u16_at(data, 2).is_some_and(|flags| flags & 8 != 0);
                    let name = globals.writing.text(&record, 14, false).unwrap_or_default();
                    let font = globals.fonts.intern(&name);
                    globals.listed_fonts.push(ListedFont { font, struck });
                }
                kind::FORMAT => {
                    let code = globals.writing.text(&record, 2, globals.writing.biff8).unwrap_or_default();
                    formats.insert(u16_at(data, 0).unwrap_or(0), code);
                }
                kind::XF => styles.push((u16_at(data, 0).unwrap_or(0), u16_at(data, 2).unwrap_or(0))),
                kind::BOUND_SHEET => globals.add_sheet(&record, limits)?,
                kind::SST => globals.shared = Arc::new(shared(&record, &globals.listed_fonts, limits)?),
                kind::EOF => {
                    complete = true;
                    break;
                }
                _ => {}
            }
        }
        if !complete {
            return Err(Fault::Truncated(Remark::new("the list of its sheets breaks off")));
        }
        if globals.sheets.is_empty() {
            return Err(Fault::broken(PART, "it names no sheet"));
        }
        let dress = |(font, format): &(u16, u16)| {
            let code = formats.get(format).map_or_else(|| builtin(u32::from(*format)).to_owned(), Clone::clone);
            Style::of(font_at(&globals.listed_fonts, *font), code)
        };
        globals.styles = styles.iter().map(dress).collect();
        Ok(globals)
    }

    fn add_sheet(&mut self, record: &Record<'_>, limits: &Limits) -> Result<(), Fault> {
        let at = u32_at(record.data, 0).unwrap_or(u32::MAX) as usize;
        let (state, sort) = (record.data.get(4).copied().unwrap_or(0), record.data.get(5).copied().unwrap_or(0));
        let name = self.writing.text(record, 6, false).unwrap_or_default();
        // Charts, macro sheets and modules have no cells to read.
        if sort == 0 {
            // One stream of cells under many names would be read as often as it is named.
            if self.sheets.iter().any(|other| other.at == at) {
                return Err(Fault::broken(PART, "two of its sheets stand in one place"));
            }
            self.sheets.push(ListedSheet { name, hidden: state & 3 != 0, at });
        }
        if self.sheets.len() as u64 > limits.sheets {
            return Err(Fault::OverLimit { what: "sheets", limit: limits.sheets });
        }
        Ok(())
    }
}
