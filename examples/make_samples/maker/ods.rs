//! Grids as ODS, and the ZIP writer other made files use.

use super::grid::{Cell, Content, Font, Grid};
use jiff::{ToSpan as _, civil::date};
use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
};
use zip::{CompressionMethod, DateTime, ZipWriter, result::ZipResult, write::SimpleFileOptions};

/// Parts by name in a ZIP without times; the part `mimetype` stands unpacked, as ODF wants it.
pub fn zip(parts: &[(&str, &str)]) -> ZipResult<Vec<u8>> {
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let method = if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default().compression_method(method).last_modified_time(DateTime::default());
        file.start_file(*name, options)?;
        file.write_all(text.as_bytes())?;
    }
    Ok(file.finish()?.into_inner())
}

/// A text fit to stand in XML.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

const SPACES: &str = concat!(
    r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" "#,
    r#"xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" "#,
    r#"xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" "#,
    r#"xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" "#,
    r#"xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" "#,
    r#"xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" "#,
    r#"xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" office:version="1.2""#
);
const MANIFEST: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8"?><manifest:manifest "#,
    r#"xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">"#,
    r#"<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>"#,
    r#"<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"#
);

/// Writes the sheets as one ODS file. Equal empty cells and rows are counted, not repeated, as the programs do.
pub fn write(grids: &[Grid]) -> ZipResult<Vec<u8>> {
    let mut xml =
        format!(r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES}><office:font-face-decls>"#);
    for font in Font::ALL {
        let _ = write!(xml, r#"<style:font-face style:name="{0}" svg:font-family="{0}"/>"#, font.name());
    }
    xml.push_str("</office:font-face-decls><office:automatic-styles>");
    xml.push_str(concat!(
        r#"<number:date-style style:name="D"><number:day number:style="long"/><number:text>/</number:text>"#,
        r#"<number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/></number:date-style>"#
    ));
    for (n, font) in Font::ALL.iter().enumerate() {
        for (letter, weight, date) in
            [("p", "normal", ""), ("b", "bold", ""), ("d", "normal", r#" style:data-style-name="D""#)]
        {
            let _ = write!(
                xml,
                r#"<style:style style:name="{letter}{n}" style:family="table-cell"{date}><style:text-properties style:font-name="{}" fo:font-weight="{weight}"/></style:style>"#,
                font.name()
            );
        }
    }
    xml.push_str("</office:automatic-styles><office:body><office:spreadsheet>");
    for grid in grids {
        let width = grid.rows.iter().map(Vec::len).max().unwrap_or(1);
        let _ = write!(
            xml,
            r#"<table:table table:name="{}"><table:table-column table:number-columns-repeated="{width}"/>"#,
            escaped(&grid.name)
        );
        for (r, row) in (0_u32..).zip(&grid.rows) {
            push_row(&mut xml, grid, r, row);
        }
        xml.push_str("</table:table>");
    }
    xml.push_str("</office:spreadsheet></office:body></office:document-content>");
    zip(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &xml),
        ("META-INF/manifest.xml", MANIFEST),
    ])
}

fn push_row(xml: &mut String, grid: &Grid, r: u32, row: &[Cell]) {
    xml.push_str("<table:table-row>");
    let mut empty = 0;
    for (c, cell) in (0_u16..).zip(row) {
        if cell.content == Content::Empty {
            empty += 1;
            continue;
        }
        push_empty(xml, &mut empty);
        push_cell(xml, grid, r, c, cell);
    }
    push_empty(xml, &mut empty);
    if row.is_empty() {
        xml.push_str("<table:table-cell/>");
    }
    xml.push_str("</table:table-row>");
}

fn push_empty(xml: &mut String, empty: &mut u32) {
    match std::mem::take(empty) {
        0 => {}
        1 => xml.push_str("<table:table-cell/>"),
        n => {
            let _ = write!(xml, r#"<table:table-cell table:number-columns-repeated="{n}"/>"#);
        }
    }
}

fn push_cell(xml: &mut String, grid: &Grid, r: u32, c: u16, cell: &Cell) {
    let font = Font::ALL.iter().position(|f| *f == cell.font).unwrap_or(0);
    let letter = if matches!(cell.content, Content::Date(_)) {
        'd'
    } else if cell.bold {
        'b'
    } else {
        'p'
    };
    let merge = grid.merges.iter().find(|m| (m.0, m.1) == (r, c));
    let span = merge.map_or(String::new(), |m| {
        format!(r#" table:number-rows-spanned="{}" table:number-columns-spanned="{}""#, m.2 - m.0 + 1, m.3 - m.1 + 1)
    });
    let (value, shown) = match &cell.content {
        Content::Number(n) => (format!(r#"office:value-type="float" office:value="{n}""#), n.to_string()),
        Content::Date(serial) => {
            let day = date(1899, 12, 30).saturating_add(serial.days());
            (format!(r#"office:value-type="date" office:date-value="{day}""#), day.strftime("%d/%m/%Y").to_string())
        }
        Content::Text(text) => (r#"office:value-type="string""#.into(), escaped(text)),
        Content::Rich(pieces) => {
            (r#"office:value-type="string""#.into(), escaped(&pieces.iter().map(|p| p.1.as_str()).collect::<String>()))
        }
        Content::Empty => return,
    };
    let _ = write!(
        xml,
        r#"<table:table-cell table:style-name="{letter}{font}"{span} {value}><text:p>{shown}</text:p></table:table-cell>"#
    );
    if let Some(m) = merge.filter(|m| m.3 > m.1) {
        let _ = write!(xml, r#"<table:covered-table-cell table:number-columns-repeated="{}"/>"#, m.3 - m.1);
    }
}
