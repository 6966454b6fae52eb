//! A form as an officer fills it in: values go into the cells of the workbook, all else of it stays.

use coop_registry::source::{Limits, Workbook};
use std::{
    collections::BTreeMap,
    fs,
    io::{Cursor, Read as _, Write as _},
    path::Path,
};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

/// The part of the form's sheet.
pub const SHEET: &str = "xl/worksheets/sheet1.xml";

/// Every part of a workbook by name, unpacked.
pub fn parts(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(fs::read(path).expect("a workbook"))).expect("a zip file");
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("it unpacks");
        parts.insert(part.name().expect("a name").to_string(), bytes);
    }
    parts
}

fn write(path: &Path, parts: &BTreeMap<String, Vec<u8>>) {
    let mut zip = ZipWriter::new(fs::File::create(path).expect("a file"));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).expect("a part");
        zip.write_all(bytes).expect("room");
    }
    zip.finish().expect("a zip file");
}

/// Texts of the first sheet by cell.
pub fn cells(path: &Path) -> BTreeMap<String, String> {
    let mut book = Workbook::open(path, &Limits::default()).expect("a workbook");
    let sheet = book.sheet(0).expect("a sheet");
    let rows = sheet.rows().flat_map(|row| {
        row.cells().map(|cell| (cell.place().to_string(), cell.content.to_string())).collect::<Vec<_>>()
    });
    rows.collect()
}

/// The row each line of the form stands in.
pub fn rows(path: &Path) -> BTreeMap<String, String> {
    let codes = cells(path).into_iter().filter_map(|(cell, text)| Some((text, cell.strip_prefix('A')?.to_owned())));
    codes.collect()
}

/// Writes texts into cells (`E12`); a cell that is not there is a fault of the test.
pub fn put(from: &Path, to: &Path, texts: &[(&str, &str)]) {
    let mut parts = parts(from);
    let sheet = parts.get_mut(SHEET).expect("the sheet of the form");
    let mut xml = String::from_utf8(std::mem::take(sheet)).expect("XML");
    for (cell, text) in texts {
        let start = xml.find(&format!("<c r=\"{cell}\"")).unwrap_or_else(|| panic!("{cell} is not on the form"));
        let tag_end = start + xml[start..].find('>').expect("a tag");
        let empty = xml[..tag_end].ends_with('/');
        let end = if empty { tag_end + 1 } else { tag_end + xml[tag_end..].find("</c>").expect("its end") + 4 };
        let style = xml[start..tag_end].split("s=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("0");
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        let new = format!("<c r=\"{cell}\" s=\"{style}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
        xml.replace_range(start..end, &new);
    }
    *sheet = xml.into_bytes();
    write(to, &parts);
}

/// Fills in lines by their codes; those the form does not have are left out.
pub fn fill<'v>(from: &Path, to: &Path, lines: impl IntoIterator<Item = (&'v str, &'v str)>) {
    let rows = rows(from);
    let cells = lines.into_iter().filter_map(|(line, text)| Some((format!("E{}", rows.get(line)?), text)));
    let cells: Vec<(String, &str)> = cells.collect();
    put(from, to, &cells.iter().map(|(cell, text)| (cell.as_str(), *text)).collect::<Vec<_>>());
}
