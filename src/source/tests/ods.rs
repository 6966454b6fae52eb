use super::fixtures::{cells, ods_of, open, sheet, written_ods};
use crate::source::{Content, Format};
use calamine::{Data, Ods, Reader};
use std::io::Cursor;

#[test]
fn an_open_document_is_read_with_fonts_merges_and_repetitions() {
    let mut book = open("a.ods", written_ods()).unwrap();
    assert_eq!((book.format, book.sheet_names()), (Format::Ods, vec!["सूची", "छिपी"]));
    assert!(book.sheet(1).unwrap().hidden);
    let sheet = sheet("a.ods", written_ods());
    let row = |n| format!("A{n}=2024-03-31 B{n}=2024-03-31 C{n}=TRUE D{n}=0.07");
    assert_eq!(cells(&sheet).join(" "), format!("A1=lfefr PACS  x\nline C1=12.50 {} {}", row(5), row(6)));
    let title = sheet.cell(1, 0).unwrap();
    let pieces: Vec<(&str, Option<&str>)> = title.pieces().map(|piece| (piece.text, piece.font)).collect();
    let kruti = Some("Kruti Dev 010");
    assert_eq!(pieces, [("lfefr ", kruti), ("PACS", Some("Arial")), ("  x\nline", kruti)]);
    // The column's font, then the document's.
    assert_eq!((sheet.cell(5, 2).unwrap().font(), sheet.cell(5, 0).unwrap().font()), (kruti, Some("Mangal")));
    assert_eq!(sheet.cell(5, 3).unwrap().number_format(), "0.00%");
    assert_eq!(sheet.merges[0].to_string(), "A1:B1");
    assert_eq!(sheet.notes[0].1, "देखें");
    assert!(sheet.column_hidden(2));
}

#[test]
fn values_agree_with_another_reader() {
    let mut theirs: Ods<_> = Ods::new(Cursor::new(written_ods())).unwrap();
    let range = theirs.worksheet_range_at(0).unwrap().unwrap();
    let ours = sheet("a.ods", written_ods());
    for (row, column, data) in range.used_cells() {
        let cell = ours.cell(row as u32 + 1, column as u32).unwrap();
        match data {
            Data::Float(value) => assert_eq!(cell.content.to_string().parse::<f64>().unwrap(), *value),
            Data::String(text) => assert_eq!(cell.text(), Some(text.as_str())),
            other => assert_eq!(cell.content.to_string().to_lowercase(), other.to_string().to_lowercase()),
        }
    }
    assert_eq!(range.used_cells().count(), ours.cell_count());
}

#[test]
fn errors_are_errors_and_what_has_no_value_of_its_kind_keeps_its_text() {
    let cell = |attributes: &str, text: &str| {
        format!("<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>")
    };
    let row: String = [
        cell("office:value-type='string' office:string-value='' calcext:value-type='error'", "#REF!"),
        cell("calcext:value-type='error' office:value-type='string'", "Err:502"),
        cell("office:value-type='date'", "31/03/2024"),
        cell("office:value-type='float'", "5 Rs"),
    ]
    .concat();
    let sheet = sheet(
        "a.ods",
        ods_of(&format!("<table:table table:name='a'><table:table-row>{row}</table:table-row></table:table>")),
    );
    assert_eq!(cells(&sheet), ["A1=#REF!", "B1=Err:502", "C1=31/03/2024", "D1=5 Rs"]);
    let is_error = |column| matches!(sheet.cell(1, column).unwrap().content, Content::Error(_));
    assert!(is_error(0) && is_error(1) && !is_error(2));
}

#[test]
fn what_formulas_fetched_from_another_file_is_no_sheet() {
    let table = |name: &str| {
        format!(
            "<table:table table:name=\"{name}\"><table:table-row><table:table-cell office:value-type='float' \
            office:value='5'/></table:table-row></table:table>"
        )
    };
    let book =
        open("a.ods", ods_of(&[table("a"), table("'file:///C:/old.ods'#$Sheet1"), table("Farmers' list")].concat()));
    assert_eq!(book.unwrap().sheet_names(), ["a", "Farmers' list"]);
}
