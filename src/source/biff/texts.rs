//! Texts of BIFF: one byte or two a character, with runs, cut anywhere by continuation records.

use super::records::Record;
use crate::source::{
    Limits,
    binary::{u16_at, u32_at},
    error::Fault,
    fonts::ListedFont,
    strings::Strings,
};
use encoding_rs::Encoding;

/// Reads on over the seams of a record and its continuations.
struct Seamed<'a> {
    pieces: Vec<&'a [u8]>,
    piece: usize,
    at: usize,
}

impl<'a> Seamed<'a> {
    fn rest(&self) -> &'a [u8] {
        self.pieces.get(self.piece).and_then(|piece| piece.get(self.at..)).unwrap_or(&[])
    }

    fn next_piece(&mut self) -> Option<()> {
        (self.piece, self.at) = (self.piece + 1, 0);
        (self.piece < self.pieces.len()).then_some(())
    }

    fn byte(&mut self) -> Option<u8> {
        while self.rest().is_empty() {
            self.next_piece()?;
        }
        let byte = self.rest()[0];
        self.at += 1;
        Some(byte)
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    fn skip(&mut self, mut length: usize) -> Option<()> {
        while length > self.rest().len() {
            length -= self.rest().len();
            self.next_piece()?;
        }
        self.at += length;
        Some(())
    }

    /// Characters as UTF-16 units; a continuation says anew how wide its characters are.
    fn units(&mut self, mut count: usize, mut wide: bool, units: &mut Vec<u16>) -> Option<()> {
        units.clear();
        while count > 0 {
            if self.rest().is_empty() {
                self.next_piece()?;
                wide = self.byte()? & 1 == 1;
            }
            let rest = self.rest();
            if wide {
                let n = count.min(rest.len() / 2);
                if n == 0 {
                    return None;
                }
                units.extend(rest[..n * 2].chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])));
                (self.at, count) = (self.at + n * 2, count - n);
            } else {
                let n = count.min(rest.len());
                units.extend(rest[..n].iter().map(|b| u16::from(*b)));
                (self.at, count) = (self.at + n, count - n);
            }
        }
        Some(())
    }
}

/// Appends UTF-16 units as a text, cutting it into runs of `(first unit, font index)`.
fn append(strings: &mut Strings, units: &[u16], runs: &[(u16, u16)], fonts: &[ListedFont]) {
    let mut at = 0;
    for run in runs.iter().map(Some).chain([None]) {
        let to = run.map_or(units.len(), |(first, _)| usize::from(*first)).clamp(at, units.len());
        strings.open().extend(char::decode_utf16(units[at..to].iter().copied()).map(|c| c.unwrap_or('\u{FFFD}')));
        at = to;
        // A run at the very end dresses nothing.
        if let Some((_, font)) = run.filter(|_| to < units.len()) {
            let ListedFont { font, struck } = font_at(fonts, *font);
            strings.begin_run(font, struck);
        }
    }
}

/// A font by its index in the file, where there is no index 4.
pub(super) fn font_at(fonts: &[ListedFont], index: u16) -> ListedFont {
    let index = usize::from(index);
    fonts.get(if index > 4 { index - 1 } else { index }).copied().unwrap_or_default()
}

/// The table of shared texts.
pub(super) fn shared(record: &Record<'_>, fonts: &[ListedFont], limits: &Limits) -> Result<Strings, Fault> {
    let mut strings = Strings::default();
    let pieces = [record.data].into_iter().chain(record.more.iter().copied()).collect();
    let mut seamed = Seamed { pieces, piece: 0, at: 0 };
    let Some(count) = seamed.u32().and_then(|_| seamed.u32()) else { return Ok(strings) };
    let (mut units, mut runs) = (Vec::new(), Vec::new());
    for _ in 0..count {
        // What breaks off here is counted as lost by the cells that refer to it.
        if rich(&mut seamed, &mut units, &mut runs).is_none() {
            break;
        }
        append(&mut strings, &units, &runs, fonts);
        strings.close(limits)?;
    }
    Ok(strings)
}

fn rich(seamed: &mut Seamed<'_>, units: &mut Vec<u16>, runs: &mut Vec<(u16, u16)>) -> Option<()> {
    let count = usize::from(seamed.u16()?);
    let flags = seamed.byte()?;
    let run_count = if flags & 8 == 0 { 0 } else { seamed.u16()? };
    let extra = if flags & 4 == 0 { 0 } else { seamed.u32()? };
    seamed.units(count, flags & 1 == 1, units)?;
    runs.clear();
    for _ in 0..run_count {
        runs.push((seamed.u16()?, seamed.u16()?));
    }
    seamed.skip(extra as usize)
}

/// How texts outside the shared table are written.
#[derive(Clone, Copy)]
pub(super) struct Writing {
    pub biff8: bool,
    pub code_page: &'static Encoding,
}

impl Writing {
    /// A text with a length of one or two bytes before it; `wide_length` for two.
    pub fn text(self, record: &Record<'_>, at: usize, wide_length: bool) -> Option<String> {
        let length_bytes = if wide_length { 2 } else { 1 };
        let count = if wide_length { u16_at(record.data, at)? } else { u16::from(*record.data.get(at)?) };
        let begin = at + length_bytes;
        if !self.biff8 {
            return record.data.get(begin..begin + usize::from(count)).map(|bytes| self.in_code_page(bytes));
        }
        let flags = *record.data.get(begin)?;
        let pieces = [record.data].into_iter().chain(record.more.iter().copied()).collect();
        let mut seamed = Seamed { pieces, piece: 0, at: begin + 1 };
        let mut units = Vec::new();
        seamed.units(usize::from(count), flags & 1 == 1, &mut units)?;
        Some(String::from_utf16_lossy(&units))
    }

    /// Bytes of the time before Unicode.
    pub fn in_code_page(self, bytes: &[u8]) -> String {
        self.code_page.decode_without_bom_handling(bytes).0.into_owned()
    }

    /// The text of a drawn object: how long it is says the record, the text itself begins in its first continuation.
    pub fn drawn(self, record: &Record<'_>) -> Option<String> {
        let count = u16_at(record.data, 10)?;
        let mut seamed = Seamed { pieces: record.more.clone(), piece: 0, at: 0 };
        let mut units = Vec::new();
        if count > 0 {
            let wide = seamed.byte()? & 1 == 1;
            // Where the text breaks off, what there is of it is kept.
            let _ = seamed.units(count.into(), wide, &mut units);
        }
        Some(String::from_utf16_lossy(&units))
    }

    /// A cell's own text with its runs, left open in `strings`.
    pub fn label(self, record: &Record<'_>, is_rich: bool, fonts: &[ListedFont], strings: &mut Strings) -> Option<()> {
        let text = self.text(record, 6, true)?;
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut runs = Vec::new();
        if is_rich && !self.biff8 {
            let at = 8 + usize::from(u16_at(record.data, 6)?);
            let count = usize::from(*record.data.get(at)?);
            let pairs = record.data.get(at + 1..at + 1 + count * 2)?;
            runs.extend(pairs.chunks_exact(2).map(|pair| (u16::from(pair[0]), u16::from(pair[1]))));
        } else if is_rich {
            let width = 1 + usize::from(record.data.get(8)? & 1);
            let at = 9 + usize::from(u16_at(record.data, 6)?) * width;
            let count = usize::from(u16_at(record.data, at)?);
            runs.extend((0..count).map_while(|i| {
                let run = u32_at(record.data, at + 2 + i * 4)?.to_le_bytes();
                Some((u16::from_le_bytes([run[0], run[1]]), u16::from_le_bytes([run[2], run[3]])))
            }));
        }
        append(strings, &units, &runs, fonts);
        Some(())
    }
}

/// The encoding behind a code page number; Windows-1252 where it is not known here.
pub(super) fn code_page(number: u16) -> &'static Encoding {
    match number {
        874 => encoding_rs::WINDOWS_874,
        932 => encoding_rs::SHIFT_JIS,
        936 => encoding_rs::GBK,
        949 => encoding_rs::EUC_KR,
        950 => encoding_rs::BIG5,
        1250 => encoding_rs::WINDOWS_1250,
        1251 => encoding_rs::WINDOWS_1251,
        1253 => encoding_rs::WINDOWS_1253,
        1254 => encoding_rs::WINDOWS_1254,
        1255 => encoding_rs::WINDOWS_1255,
        1256 => encoding_rs::WINDOWS_1256,
        1257 => encoding_rs::WINDOWS_1257,
        1258 => encoding_rs::WINDOWS_1258,
        10000 | 32768 => encoding_rs::MACINTOSH,
        _ => encoding_rs::WINDOWS_1252,
    }
}
