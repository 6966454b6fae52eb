use super::fixtures::{ods_of, open, written_ods, written_xls, written_xlsx, xlsx_of, zip};
use crate::source::{Fault, Limits, Workbook, sha256_of};
use std::{io::Write, path::Path};

fn key(name: &str, bytes: &[u8]) -> &'static str {
    open(name, bytes.to_vec()).map(|_| "read").unwrap_or_else(|fault| fault.key())
}

#[test]
fn each_kind_of_bad_file_is_told_by_its_own_name() {
    let xlsx = written_xlsx();
    assert_eq!(key("a.xlsx", &xlsx[..xlsx.len() / 2]), "truncated");
    assert_eq!(key("a.xls", b"<html><body><table><tr><td>x"), "misnamed");
    assert_eq!(key("a.xls", b"Sl,Name\n1,x\n"), "misnamed");
    assert_eq!(
        key("a.xls", b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>"),
        "misnamed"
    );
    assert_eq!(key("a.pdf", b"%PDF-1.4"), "not_a_spreadsheet");
    assert_eq!(key("a.csv", b"\x89PNG\r\n\x1a\n\0\0"), "not_a_spreadsheet");
    assert_eq!(key("a.bin", &[0, 1, 2, 3, 0, 0, 7, 8].repeat(40)), "not_a_spreadsheet");
    assert_eq!(key("a.docx", &zip(&[("[Content_Types].xml", ""), ("word/document.xml", "")])), "not_a_spreadsheet");
    assert_eq!(key("a.xlsx", &zip(&[("a.txt", "")])), "misnamed");
    let sealed = zip(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:encryption-data/>"),
    ]);
    assert_eq!(key("a.ods", &sealed), "encrypted");
    let mut compound = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    compound.create_stream("/EncryptedPackage").unwrap().write_all(b"sealed").unwrap();
    assert_eq!(key("a.xlsx", &compound.into_inner().into_inner()), "encrypted");
    assert_eq!(key("a.xls", &written_xls()[..600]), "truncated");
}

#[test]
fn a_workbook_whose_password_stands_in_its_stream_is_encrypted() {
    let mut bytes = written_xls();
    // The code page record becomes a password record of the same length.
    let at = memchr::memmem::find(&bytes, &[0x42, 0, 2, 0]).unwrap();
    bytes[at] = 0x2F;
    assert_eq!(key("a.xls", &bytes), "encrypted");
}

#[test]
fn bombs_are_stopped_while_they_unpack() {
    let entity = "<!DOCTYPE sst [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>";
    assert_eq!(key("a.xlsx", &xlsx_of("", &format!("</sst>{entity}<sst>&b;"), "")), "broken");
    let nested = "<a>".repeat(5_000);
    assert_eq!(key("a.xlsx", &xlsx_of(&nested, "", "")), "over_limit");
    let blank = format!("<si><t>{}</t></si>", " ".repeat(100 << 20));
    assert_eq!(key("a.xlsx", &xlsx_of("", &blank, "")), "over_limit");
    let small = Limits { unpacked_bytes: 1_000, ..Limits::default() };
    let refused = Workbook::from_bytes(Path::new("a.xlsx"), written_xlsx(), &small).map(|_| ());
    assert_eq!(refused, Err(Fault::OverLimit { what: "bytes unpacked", limit: 1_000 }));
    let content = "<office:document-content><table:table><table:table-row table:number-rows-repeated='999999999'>\
        <table:table-cell office:value-type='string' table:number-columns-repeated='16384'><text:p>x</text:p>\
        </table:table-cell></table:table-row></table:table></office:document-content>";
    let few = Limits { cells: 100_000, ..Limits::default() };
    let bytes = zip(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content)]);
    let refused = Workbook::from_bytes(Path::new("a.ods"), bytes, &few).map(|_| ());
    assert_eq!(refused, Err(Fault::OverLimit { what: "cells in one workbook", limit: 100_000 }));
    let one = Limits { sheets: 1, ..Limits::default() };
    for bytes in [written_xlsx(), written_ods()] {
        assert!(Workbook::from_bytes(Path::new("a"), bytes, &one).is_err());
    }
}

#[test]
fn missing_empty_and_folder_are_told_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("empty.xlsx"), b"").unwrap();
    let said = |path: &Path| Workbook::open(path, &Limits::default()).map(|_| ()).unwrap_err();
    assert_eq!(said(&at("none.xlsx")).fault, Fault::Missing);
    assert_eq!(said(folder.path()).fault, Fault::Folder);
    let empty = said(&at("empty.xlsx"));
    assert!(empty.to_string().ends_with("empty.xlsx: the file is empty (0 bytes)"));
    let little = Limits { file_bytes: 10, ..Limits::default() };
    std::fs::write(at("a.csv"), b"a,b\n1,2\n3,4\n").unwrap();
    assert_eq!(Workbook::open(&at("a.csv"), &little).unwrap_err().fault.key(), "over_limit");
    let book = Workbook::open(&at("a.csv"), &Limits::default()).unwrap();
    assert_eq!(sha256_of(&at("a.csv")).unwrap(), book.sha256);
    assert_eq!(book.find_sheet("7").unwrap_err().fault.key(), "no_such_sheet");
    assert_eq!((book.find_sheet("a").unwrap(), book.find_sheet("1").unwrap()), (0, 0));
}

fn opened(name: &str, bytes: Vec<u8>, limits: &Limits) -> Result<Workbook, Fault> {
    Workbook::from_bytes(Path::new(name), bytes, limits)
}

#[test]
fn a_text_that_is_repeated_is_kept_once_and_one_that_grows_without_end_is_refused() {
    let row = |cell: &str| ods_of(&format!("<table:table><table:table-row>{cell}</table:table-row></table:table>"));
    let digits = format!("1.{}", "0".repeat(100_000));
    let long = format!(
        "<table:table-cell table:number-columns-repeated='1500' office:value-type='float' office:value='{digits}'/>"
    );
    let one = Limits { texts: 1, ..Limits::default() };
    let sheet = opened("a.ods", row(&long), &one).unwrap().sheet(0).unwrap();
    assert_eq!(sheet.cell(1, 1499).unwrap().content.to_string(), digits);
    let spaces = "<text:s text:c='1000'/>".repeat(1_000);
    let wide =
        row(&format!("<table:table-cell office:value-type='string'><text:p>{spaces}</text:p></table:table-cell>"));
    let short = Limits { text_bytes: 100_000, ..Limits::default() };
    let refused = opened("a.ods", wide, &short).map(|_| ());
    assert_eq!(refused, Err(Fault::OverLimit { what: "bytes in one text", limit: 100_000 }));
}

#[test]
fn the_cells_of_all_sheets_count_together() {
    let table = "<table:table><table:table-row><table:table-cell table:number-columns-repeated='60' office:value-type='float' \
        office:value='1'/></table:table-row></table:table>";
    let limits = Limits { cells: 100, ..Limits::default() };
    assert!(opened("a.ods", ods_of(table), &limits).is_ok());
    let refused = opened("a.ods", ods_of(&table.repeat(2)), &limits).map(|_| ());
    assert_eq!(refused, Err(Fault::OverLimit { what: "cells in one workbook", limit: 100 }));
    // Sheets read one by one; the same sheet twice counts once.
    let few = Limits { cells: 10, ..Limits::default() };
    let mut book = opened("a.xlsx", written_xlsx(), &few).unwrap();
    assert_eq!([book.sheet(0).is_ok(), book.sheet(0).is_ok(), book.sheet(1).is_ok()], [true, true, false]);
}

#[test]
fn two_names_for_one_part_are_refused() {
    let other_case =
        zip(&[("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<a/>"), ("XL/Workbook.xml", "<b/>")]);
    assert_eq!(key("a.xlsx", &other_case), "broken");
    // Both sheets of an old workbook begin at one place.
    let mut twice = written_xls();
    let named = memchr::memmem::find(&twice, b"\x85\0\x0C\0").unwrap();
    let style = memchr::memmem::find(&twice, b"\xE0\0\x14\0").unwrap();
    let listed = twice[named..named + 16].to_vec();
    // A style is as long as a listed sheet but for four bytes; what it leaves is a record nobody knows.
    twice[style..style + 16].copy_from_slice(&listed);
    twice[style + 16..style + 20].copy_from_slice(&[0xFE, 0x7F, 4, 0]);
    assert_eq!(key("a.xls", &twice), "broken");
}
