//! Grids as CSV in Windows-1252, as an old program saves them.

use super::grid::{Content, Grid};

/// Comma separated, quoted where needed, CR LF; every character of the sheet must exist in Windows-1252.
pub fn windows_1252(grid: &Grid) -> Result<Vec<u8>, String> {
    let terminator = csv::Terminator::CRLF;
    let mut out = csv::WriterBuilder::new().flexible(true).terminator(terminator).from_writer(Vec::new());
    let width = grid.rows.iter().map(Vec::len).max().unwrap_or(1);
    for row in &grid.rows {
        let mut fields = Vec::with_capacity(width);
        for cell in row {
            let text = match &cell.content {
                Content::Empty => String::new(),
                Content::Text(text) => text.clone(),
                Content::Rich(pieces) => pieces.iter().map(|p| p.1.as_str()).collect(),
                Content::Number(n) | Content::Date(n) => n.to_string(),
            };
            let (bytes, _, missing) = encoding_rs::WINDOWS_1252.encode(&text);
            if missing {
                return Err(format!("'{text}' has characters outside Windows-1252"));
            }
            fields.push(bytes.into_owned());
        }
        fields.resize(width, Vec::new());
        out.write_record(&fields).map_err(|e| e.to_string())?;
    }
    out.into_inner().map_err(|e| e.to_string())
}
