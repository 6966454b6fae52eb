//! A sheet as a grid: every row and column from A1 on, empty cells included.

use super::{Cell, Sheet};
use std::io::{self, Write};

/// Cells beyond which a grid is not filled up to its right edge: one stray cell far out would make it huge.
const FILLED: u64 = 50_000_000;

impl Sheet {
    /// Rows 1 to the last one used, each with its number and its cells from column A on; `None` is an empty cell.
    ///
    /// All rows are as wide as the widest, unless that would make an absurd number of cells: then each ends with its
    /// last cell.
    pub fn grid(&self) -> impl Iterator<Item = (u32, Vec<Option<Cell<'_>>>)> {
        let used = self.used();
        let (height, width) = used.map_or((0, 0), |area| (area.last_row, area.last_column + 1));
        let filled = u64::from(height) * u64::from(width) <= FILLED;
        let mut rows = self.rows().peekable();
        (1..=height).map(move |number| {
            let mut line = Vec::new();
            if let Some(row) = rows.next_if(|row| row.number == number) {
                for cell in row.cells() {
                    line.resize(cell.column as usize, None);
                    line.push(Some(cell));
                }
            }
            if filled {
                line.resize(width as usize, None);
            }
            (number, line)
        })
    }

    /// Writes the grid as CSV, each cell as it stands in the file; with fonts each stretch of text follows its font
    /// in braces, as `{Kruti Dev 010}jkeiqj`.
    pub fn write_csv(&self, fonts: bool, out: impl Write) -> io::Result<()> {
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(out);
        for (_, line) in self.grid() {
            for cell in &line {
                let text = cell.as_ref().map_or_else(String::new, |cell| written(cell, fonts));
                writer.write_field(text)?;
            }
            writer.write_record(None::<&[u8]>)?;
        }
        writer.flush()
    }
}

fn written(cell: &Cell<'_>, fonts: bool) -> String {
    if !fonts || cell.text().is_none() {
        return cell.content.to_string();
    }
    cell.pieces().fold(String::new(), |mut text, piece| {
        if let Some(font) = piece.font {
            text.push_str(&format!("{{{font}}}"));
        }
        text.push_str(piece.text);
        text
    })
}

#[cfg(test)]
mod tests {
    use crate::source::{
        Limits,
        builder::{Given, SheetBuilder},
    };

    #[test]
    fn a_grid_has_a_place_for_every_cell_unless_one_lies_absurdly_far_out() {
        let limits = Limits::default();
        let mut builder = SheetBuilder::new(0, "s", &limits);
        for (row, column, text) in [(2, 1, "x, y"), (4, 2, "z")] {
            builder.begin_row(row, false).unwrap();
            builder.put(column, 0, false, Given::Text(text)).unwrap();
        }
        let mut out = Vec::new();
        builder.finish().write_csv(false, &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), ",,\n,\"x, y\",\n,,\n,,z\n");
        let mut builder = SheetBuilder::new(0, "s", &limits);
        builder.begin_row(1_000_000, false).unwrap();
        builder.put(16_383, 0, false, Given::Text("far")).unwrap();
        let sheet = builder.finish();
        let (mut rows, mut cells) = (0u32, 0);
        for (number, line) in sheet.grid() {
            rows = number;
            cells += line.len();
        }
        assert_eq!((rows, cells), (1_000_000, 16_384));
    }
}
