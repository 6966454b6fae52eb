//! A part as records ([MS-XLSB] 2.1.4): a kind and a length of seven bits a byte, then so many bytes.

use crate::source::{
    binary::{u16_at, u32_at},
    error::Fault,
    fonts::ListedFont,
    package::reading_fault,
    strings::Strings,
};
use std::io::{BufRead as _, BufReader, Read};

/// Kinds of records read here ([MS-XLSB] 2.3).
pub(super) mod kind {
    pub const ROW: u16 = 0;
    pub const CELL_RK: u16 = 2;
    pub const CELL_ERROR: u16 = 3;
    pub const CELL_BOOL: u16 = 4;
    pub const CELL_REAL: u16 = 5;
    pub const CELL_TEXT: u16 = 6;
    pub const CELL_SHARED: u16 = 7;
    pub const FORMULA_TEXT: u16 = 8;
    pub const FORMULA_REAL: u16 = 9;
    pub const FORMULA_BOOL: u16 = 10;
    pub const FORMULA_ERROR: u16 = 11;
    pub const SHARED_ITEM: u16 = 19;
    pub const FONT: u16 = 43;
    pub const FORMAT: u16 = 44;
    pub const XF: u16 = 47;
    pub const COL_INFO: u16 = 60;
    pub const CELL_RICH: u16 = 62;
    pub const WORKBOOK: u16 = 153;
    pub const SHEET: u16 = 156;
    pub const MERGE: u16 = 176;
    pub const BEGIN_CELL_XFS: u16 = 617;
    pub const END_CELL_XFS: u16 = 618;
    pub const BEGIN_COMMENT: u16 = 635;
    pub const COMMENT_TEXT: u16 = 637;
}

/// The records of one part, one after the other; the bytes of the last are kept.
pub(super) struct Records<'p, R: Read> {
    input: BufReader<R>,
    part: &'p str,
    /// The bytes of the record read last.
    pub data: Vec<u8>,
}

impl<'p, R: Read> Records<'p, R> {
    pub fn new(input: R, part: &'p str) -> Self {
        Self { input: BufReader::with_capacity(1 << 16, input), part, data: Vec::new() }
    }
    /// The kind of the next record; `None` at the end. A record that breaks off is a fault.
    pub fn next(&mut self) -> Result<Option<u16>, Fault> {
        let at_end = self.input.fill_buf().map_err(|cause| reading_fault(self.part, &cause))?.is_empty();
        if at_end {
            return Ok(None);
        }
        let kind = self.seven_bits(2)?;
        let length = u64::from(self.seven_bits(4)?);
        self.data.clear();
        // Not asked for in advance: what is declared may not be there.
        let read = (&mut self.input).take(length).read_to_end(&mut self.data);
        let read = read.map_err(|cause| reading_fault(self.part, &cause))?;
        if (read as u64) < length {
            return Err(Fault::broken(self.part, "a record in it breaks off"));
        }
        Ok(Some(u16::try_from(kind).unwrap_or(u16::MAX)))
    }
    /// A number of at most so many bytes, seven bits in each, the lowest first.
    fn seven_bits(&mut self, most: u32) -> Result<u32, Fault> {
        let mut number = 0;
        for at in 0..most {
            let mut byte = [0];
            self.input.read_exact(&mut byte).map_err(|cause| reading_fault(self.part, &cause))?;
            number |= u32::from(byte[0] & 0x7F) << (7 * at);
            if byte[0] & 0x80 == 0 {
                return Ok(number);
            }
        }
        Ok(number)
    }
}

/// The units of a text that begins with its length, and where it ends; a text that is not there has none.
fn units_at(data: &[u8], at: usize) -> Option<(impl Iterator<Item = u16> + '_, usize)> {
    let count = match u32_at(data, at)? {
        u32::MAX => 0,
        count => usize::try_from(count).ok()?,
    };
    let bytes = data.get(at + 4..(at + 4).checked_add(count.checked_mul(2)?)?)?;
    let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    Some((units, at + 4 + count * 2))
}

/// A text at a place, and where it ends.
pub(super) fn text_at(data: &[u8], at: usize) -> Option<(String, usize)> {
    let (units, end) = units_at(data, at)?;
    Some((char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect(), end))
}

/// Appends a text with the fonts of its runs to the open text of `strings`.
pub(super) fn rich_at(data: &[u8], at: usize, fonts: &[ListedFont], strings: &mut Strings) -> Option<()> {
    let rich = data.get(at)? & 1 != 0;
    let (units, end) = units_at(data, at + 1)?;
    let mut runs: Vec<(u32, ListedFont)> = Vec::new();
    if rich {
        let count = usize::try_from(u32_at(data, end)?).ok()?;
        let listed = data.get(end + 4..).unwrap_or(&[]).chunks_exact(4).take(count);
        runs.extend(listed.filter_map(|run| {
            let font = fonts.get(usize::from(u16_at(run, 2)?)).copied().unwrap_or_default();
            Some((u32::from(u16_at(run, 0)?), font))
        }));
    }
    let mut runs = runs.into_iter().peekable();
    // Runs count units of UTF-16, of which a rare letter has two.
    let mut unit = 0;
    for c in char::decode_utf16(units) {
        let c = c.unwrap_or(char::REPLACEMENT_CHARACTER);
        while let Some((_, font)) = runs.next_if(|(start, _)| *start <= unit) {
            strings.begin_run(font.font, font.struck);
        }
        strings.open().push(c);
        unit += u32::try_from(c.len_utf16()).unwrap_or(1);
    }
    Some(())
}
