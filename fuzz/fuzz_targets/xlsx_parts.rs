//! The parts of an XLSX workbook as XML, packed without compression: sheet, shared texts and styles, parted by `\0`.
#![no_main]

use coop_registry::source::{Limits, Workbook};
use libfuzzer_sys::fuzz_target;
use std::{fs, io::Write as _, path::PathBuf, sync::LazyLock};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

static PLACE: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = if PathBuf::from("/dev/shm").is_dir() { PathBuf::from("/dev/shm") } else { std::env::temp_dir() };
    folder.join(format!("coop-fuzz-parts-{}.xlsx", std::process::id()))
});

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const PARTS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;

fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.splitn(3, |byte| *byte == 0);
    let (sheet, texts, styles) =
        (parts.next().unwrap_or_default(), parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let Ok(file) = fs::File::create(&*PLACE) else { return };
    let mut zip = ZipWriter::new(file);
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, part) in [
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", PARTS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", texts),
        ("xl/styles.xml", styles),
    ] {
        if zip.start_file(name, stored).is_err() || zip.write_all(part).is_err() {
            return;
        }
    }
    if zip.finish().is_err() {
        return;
    }
    let limits = Limits { unpacked_bytes: 8 << 20, cells: 200_000, rows: 100_000, texts: 50_000, ..Limits::default() };
    let Ok(mut book) = Workbook::open(&PLACE, &limits) else { return };
    let Ok(sheet) = book.sheet(0) else { return };
    for cell in sheet.rows().flat_map(|row| row.cells()) {
        let _ = cell.content.to_string();
        assert!(cell.pieces().map(|piece| piece.text.len()).sum::<usize>() <= cell.text().map_or(0, str::len));
    }
});
