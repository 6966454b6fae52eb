//! The stream as records: a type, a length, bytes.

use crate::source::binary::u16_at;

/// A record type read here ([MS-XLS] 2.3).
pub(super) mod kind {
    pub const FORMULA: u16 = 0x0006;
    pub const EOF: u16 = 0x000A;
    pub const NOTE: u16 = 0x001C;
    pub const DATE_1904: u16 = 0x0022;
    pub const FILE_PASS: u16 = 0x002F;
    pub const FONT: u16 = 0x0031;
    pub const CONTINUE: u16 = 0x003C;
    pub const CODE_PAGE: u16 = 0x0042;
    pub const OBJ: u16 = 0x005D;
    pub const COL_INFO: u16 = 0x007D;
    pub const BOUND_SHEET: u16 = 0x0085;
    pub const MUL_RK: u16 = 0x00BD;
    pub const R_STRING: u16 = 0x00D6;
    pub const XF: u16 = 0x00E0;
    pub const MERGE_CELLS: u16 = 0x00E5;
    pub const SST: u16 = 0x00FC;
    pub const LABEL_SST: u16 = 0x00FD;
    pub const TXO: u16 = 0x01B6;
    pub const NUMBER: u16 = 0x0203;
    pub const LABEL: u16 = 0x0204;
    pub const BOOL_ERR: u16 = 0x0205;
    pub const STRING: u16 = 0x0207;
    pub const ROW: u16 = 0x0208;
    pub const RK: u16 = 0x027E;
    pub const FORMAT: u16 = 0x041E;
    pub const BOF: u16 = 0x0809;
}

/// A record with the continuations that follow it.
pub(super) struct Record<'a> {
    pub kind: u16,
    pub data: &'a [u8],
    pub more: Vec<&'a [u8]>,
}

/// Records from a place in the stream on; ends at the end or at a record that breaks off.
pub(super) struct Records<'a> {
    pub stream: &'a [u8],
    pub at: usize,
}

impl<'a> Records<'a> {
    fn peek(&self) -> Option<(u16, &'a [u8])> {
        let kind = u16_at(self.stream, self.at)?;
        let length = usize::from(u16_at(self.stream, self.at + 2)?);
        Some((kind, self.stream.get(self.at + 4..self.at + 4 + length)?))
    }

    /// Does the stream stop in the middle of a record?
    pub fn broke_off(&self) -> bool {
        self.peek().is_none()
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;
    fn next(&mut self) -> Option<Record<'a>> {
        let (kind, data) = self.peek()?;
        self.at += 4 + data.len();
        let mut more = Vec::new();
        while let Some((kind::CONTINUE, data)) = self.peek() {
            more.push(data);
            self.at += 4 + data.len();
        }
        Some(Record { kind, data, more })
    }
}
