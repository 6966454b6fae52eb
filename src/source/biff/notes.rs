//! Notes pinned to cells. BIFF8 says in one record where a note is pinned, and in two others what it says; BIFF5 says both in one.

use super::{
    records::{Record, kind},
    texts::Writing,
};
use crate::{
    model::CellRef,
    source::{Limits, binary::u16_at, error::Fault},
};
use std::collections::BTreeMap;

/// The first field of an OBJ record, which says what the object is, and the sort that is a note.
const COMMON: u16 = 0x0015;
const IS_NOTE: u16 = 0x0019;
/// The row of a NOTE record of BIFF5 that goes on with the text of the one before.
const GOES_ON: u16 = 0xFFFF;

/// Notes of one sheet as their records arrive.
#[derive(Default)]
pub(super) struct Notes {
    /// Number of the object drawn last, if it is a note.
    object: Option<u16>,
    /// Texts of objects by their number.
    texts: BTreeMap<u16, String>,
    /// BIFF8: where objects are pinned, by their number, in the order of the file.
    pinned: Vec<(CellRef, u16)>,
    /// BIFF5: notes whose text stands in their own record.
    whole: Vec<(CellRef, Vec<u8>)>,
}

impl Notes {
    /// Takes a record that has to do with notes; others are nothing to it.
    pub fn take(&mut self, record: &Record<'_>, writing: Writing, limits: &Limits) -> Result<(), Fault> {
        let data = record.data;
        match record.kind {
            kind::OBJ if writing.biff8 => {
                let is_note = u16_at(data, 0) == Some(COMMON) && u16_at(data, 4) == Some(IS_NOTE);
                self.object = u16_at(data, 6).filter(|_| is_note);
            }
            kind::TXO if writing.biff8 => {
                if let Some(object) = self.object.take() {
                    let text = writing.drawn(record).unwrap_or_default();
                    within(text.len(), limits)?;
                    self.texts.insert(object, text);
                }
            }
            kind::NOTE if writing.biff8 => {
                if let (Some(at), Some(object)) = (cell(data), u16_at(data, 6)) {
                    self.pinned.push((at, object));
                }
            }
            kind::NOTE => {
                // The record says how long the whole note is; what follows in it is all there is here of it.
                let bytes = data.get(6..).unwrap_or_default();
                if u16_at(data, 0) == Some(GOES_ON) {
                    if let Some((_, text)) = self.whole.last_mut() {
                        within(text.len() + bytes.len(), limits)?;
                        text.extend_from_slice(bytes);
                    }
                } else if let (Some(at), Some(length)) = (cell(data), u16_at(data, 4)) {
                    self.whole.push((at, bytes.get(..usize::from(length)).unwrap_or(bytes).to_vec()));
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// The notes: place and text. A text is pinned once: a damaged file may name it a million times.
    pub fn finish(mut self, writing: Writing) -> Vec<(CellRef, String)> {
        let pinned = self.pinned.iter().filter_map(|(at, object)| Some((*at, self.texts.remove(object)?)));
        let whole = self.whole.iter().map(|(at, bytes)| (*at, writing.in_code_page(bytes)));
        pinned.chain(whole).map(|(at, text)| (at, in_lines(&text))).collect()
    }
}

/// Row and column with which a NOTE record begins.
fn cell(data: &[u8]) -> Option<CellRef> {
    Some(CellRef { row: u32::from(u16_at(data, 0)?) + 1, column: u16_at(data, 2)?.into() })
}

fn within(length: usize, limits: &Limits) -> Result<(), Fault> {
    if length as u64 > limits.text_bytes {
        return Err(Fault::OverLimit { what: "bytes in one text", limit: limits.text_bytes });
    }
    Ok(())
}

/// Lines end as in texts of cells, and no text holds a NUL.
fn in_lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', " ")
}
