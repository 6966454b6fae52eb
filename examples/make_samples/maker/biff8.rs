//! Grids as XLS: the few BIFF8 records a spreadsheet program of 2003 cannot do without, in a compound file.

use super::grid::{Cell, Content, Font, Grid};
use std::{
    collections::BTreeMap,
    io::{self, Cursor, Write},
    time::SystemTime,
};

/// Largest body of a record.
const RECORD_LIMIT: usize = 8224;
/// First cell format of ours; sixteen of the program's own stand before it.
const FIRST_FORMAT: u16 = 16;

fn record(out: &mut Vec<u8>, kind: u16, body: &[u8]) {
    out.extend(kind.to_le_bytes());
    out.extend(u16::try_from(body.len()).unwrap_or(u16::MAX).to_le_bytes());
    out.extend(body);
}

fn words(values: &[u16]) -> Vec<u8> {
    values.iter().flat_map(|v| v.to_le_bytes()).collect()
}

fn utf16(text: &str) -> Vec<u8> {
    words(&text.encode_utf16().collect::<Vec<_>>())
}

/// Text with a length byte, sixteen-bit characters.
fn short_text(text: &str) -> Vec<u8> {
    let units = u8::try_from(text.encode_utf16().count()).unwrap_or(u8::MAX);
    [vec![units, 1], utf16(text)].concat()
}

/// Strings of the workbook in the order they were met.
#[derive(Default)]
struct Strings {
    places: BTreeMap<String, u32>,
    order: Vec<String>,
    uses: u32,
}

impl Strings {
    fn place(&mut self, text: &str) -> u32 {
        self.uses += 1;
        let next = u32::try_from(self.order.len()).unwrap_or(u32::MAX);
        *self.places.entry(text.into()).or_insert_with(|| {
            self.order.push(text.into());
            next
        })
    }

    /// The table; a string that does not fit begins a CONTINUE record, so none is ever cut.
    fn write(&self, out: &mut Vec<u8>) {
        let mut body = self.uses.to_le_bytes().to_vec();
        body.extend(u32::try_from(self.order.len()).unwrap_or(u32::MAX).to_le_bytes());
        let mut kind = 0x00FC;
        for text in &self.order {
            let units = u16::try_from(text.encode_utf16().count()).unwrap_or(u16::MAX);
            let entry = [units.to_le_bytes().to_vec(), vec![1], utf16(text)].concat();
            if body.len() + entry.len() > RECORD_LIMIT {
                record(out, kind, &body);
                kind = 0x003C;
                body.clear();
            }
            body.extend(entry);
        }
        record(out, kind, &body);
    }
}

/// Number of the format of a cell: font, then plain, bold or date.
fn format_of(cell: &Cell) -> u16 {
    let font = u16::try_from(Font::ALL.iter().position(|f| *f == cell.font).unwrap_or(0)).unwrap_or(0);
    let dress = if matches!(cell.content, Content::Date(_)) { 2 } else { u16::from(cell.bold) };
    FIRST_FORMAT + font * 3 + dress
}

fn globals(sheets: usize) -> Vec<u8> {
    let mut out = Vec::new();
    record(&mut out, 0x0809, &words(&[0x0600, 0x0005, 0x0DBB, 0x07CC, 0x0041, 0, 0x0006, 0]));
    record(&mut out, 0x0042, &words(&[0x04B0]));
    let tabs = u16::try_from(sheets).unwrap_or(1);
    record(&mut out, 0x003D, &words(&[0x0168, 0x000F, 0x3A5C, 0x23BE, 0x0038, 0, 0, tabs.min(1), 0x0258]));
    record(&mut out, 0x0022, &words(&[0]));
    // Fonts 0 to 3 and 5 on: number 4 does not exist in this format.
    let faces = [(Font::Calibri, 400); 4].into_iter().chain(Font::ALL.iter().flat_map(|f| [(*f, 400), (*f, 700)]));
    for (font, weight) in faces {
        let head = words(&[220, 0, 0x7FFF, weight, 0, 0, 0]);
        record(&mut out, 0x0031, &[head, short_text(font.name())].concat());
    }
    let pattern = "dd/mm/yyyy";
    let length = u16::try_from(pattern.len()).unwrap_or(0);
    record(&mut out, 0x041E, &[words(&[164, length]), vec![0], pattern.as_bytes().to_vec()].concat());
    let format = |font: u16, number: u16, kind: u16| words(&[font, number, kind, 0x0020, 0, 0, 0, 0, 0, 0x20C0]);
    for n in 0..FIRST_FORMAT {
        record(&mut out, 0x00E0, &format(0, 0, if n == FIRST_FORMAT - 1 { 0x0001 } else { 0xFFF5 }));
    }
    for face in 0..3 {
        let plain = 5 + face * 2;
        for (font, number) in [(plain, 0), (plain + 1, 0), (plain, 164)] {
            record(&mut out, 0x00E0, &format(font, number, 0x0001));
        }
    }
    record(&mut out, 0x0293, &[0x00, 0x80, 0x00, 0xFF]);
    out
}

fn sheet(grid: &Grid, strings: &mut Strings) -> Vec<u8> {
    let mut out = Vec::new();
    record(&mut out, 0x0809, &words(&[0x0600, 0x0010, 0x0DBB, 0x07CC, 0x0041, 0, 0x0006, 0]));
    let width = u16::try_from(grid.rows.iter().map(Vec::len).max().unwrap_or(0)).unwrap_or(255);
    let corner = [0_u32.to_le_bytes(), grid.height().to_le_bytes()].concat();
    record(&mut out, 0x0200, &[corner, words(&[0, width, 0])].concat());
    for (r, row) in (0_u16..).zip(&grid.rows) {
        record(&mut out, 0x0208, &words(&[r, 0, width, 0x00FF, 0, 0, 0x0100, 0x000F]));
        for (c, cell) in (0_u16..).zip(row) {
            let place = words(&[r, c, format_of(cell)]);
            match &cell.content {
                Content::Empty => {}
                Content::Text(text) => {
                    record(&mut out, 0x00FD, &[place, strings.place(text).to_le_bytes().to_vec()].concat())
                }
                Content::Rich(pieces) => {
                    let text: String = pieces.iter().map(|(_, t)| t.as_str()).collect();
                    record(&mut out, 0x00FD, &[place, strings.place(&text).to_le_bytes().to_vec()].concat());
                }
                Content::Number(n) | Content::Date(n) => match i32::try_from(*n).ok().filter(|n| n.abs() < 1 << 29) {
                    Some(small) => record(&mut out, 0x027E, &[place, (small << 2 | 2).to_le_bytes().to_vec()].concat()),
                    None => record(&mut out, 0x0203, &[place, (*n as f64).to_le_bytes().to_vec()].concat()),
                },
            }
        }
    }
    record(&mut out, 0x023E, &words(&[0x06B6, 0, 0, 0x0040, 0, 0, 0, 0, 0]));
    if !grid.merges.is_empty() {
        let count = u16::try_from(grid.merges.len()).unwrap_or(0);
        let corner = |n: u32| u16::try_from(n).unwrap_or(u16::MAX);
        let ranges = grid.merges.iter().flat_map(|m| words(&[corner(m.0), corner(m.2), m.1, m.3]));
        record(&mut out, 0x00E5, &words(&[count]).into_iter().chain(ranges).collect::<Vec<u8>>());
    }
    record(&mut out, 0x000A, &[]);
    out
}

/// Writes the sheets as one XLS file.
pub fn write(grids: &[Grid]) -> io::Result<Vec<u8>> {
    let mut strings = Strings::default();
    let sheets: Vec<Vec<u8>> = grids.iter().map(|g| sheet(g, &mut strings)).collect();
    let mut stream = globals(grids.len());
    let mut tail = Vec::new();
    strings.write(&mut tail);
    record(&mut tail, 0x000A, &[]);
    let labels: Vec<Vec<u8>> = grids.iter().map(|g| short_text(&g.name)).collect();
    // 4 bytes head, 4 place of the sheet, 2 kind.
    let listing: usize = labels.iter().map(|l| 10 + l.len()).sum();
    let mut at = stream.len() + listing + tail.len();
    for (label, body) in labels.iter().zip(&sheets) {
        let place = u32::try_from(at).unwrap_or(u32::MAX).to_le_bytes();
        record(&mut stream, 0x0085, &[place.as_slice(), &[0, 0], label].concat());
        at += body.len();
    }
    stream.extend(tail);
    stream.extend(sheets.concat());
    compound(&[("Workbook", &stream)])
}

/// A compound file with the streams given and no time in it.
pub fn compound(streams: &[(&str, &[u8])]) -> io::Result<Vec<u8>> {
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))?;
    for (name, bytes) in streams {
        file.create_stream(format!("/{name}"))?.write_all(bytes)?;
    }
    file.set_created_time("/", SystemTime::UNIX_EPOCH)?;
    file.set_modified_time("/", SystemTime::UNIX_EPOCH)?;
    file.flush()?;
    Ok(file.into_inner().into_inner())
}
