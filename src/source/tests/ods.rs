use super::fixtures::{cells, open, sheet, written_ods};
use crate::source::Format;
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
