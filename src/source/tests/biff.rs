use super::fixtures::{cells, open, sheet, written_xls};
use crate::source::{Content, Format, Oddity};

#[test]
fn an_old_workbook_is_read_with_fonts_of_cells_and_runs() {
    let book = open("a.xls", written_xls()).unwrap();
    assert_eq!((book.format, book.sheet_names()), (Format::Xls, vec!["List"]));
    let sheet = sheet("a.xls", written_xls());
    assert_eq!(
        cells(&sheet),
        ["A1=jke राम", "B1=ok", "A2=2024-03-31", "B2=2512.5", "C2=1", "D2=2", "A3=sum", "B3=#DIV/0!", "C3=TRUE",]
    );
    let first = sheet.cell(1, 0).unwrap();
    let pieces: Vec<(&str, Option<&str>)> = first.pieces().map(|piece| (piece.text, piece.font)).collect();
    assert_eq!(pieces, [("jke ", Some("Kruti Dev 010")), ("राम", Some("Mangal"))]);
    assert_eq!(sheet.cell(2, 0).unwrap().font(), Some("Mangal"));
    assert!(matches!(sheet.cell(2, 0).unwrap().content, Content::Date(_)));
    assert_eq!(sheet.merges[0].to_string(), "A5:C6");
    assert!(sheet.row(2).unwrap().hidden && sheet.hidden_rows == 1);
    assert_eq!(sheet.oddities, [Oddity::LostText(1)]);
}

#[test]
fn a_workbook_under_a_wrong_name_is_read_by_its_content() {
    let book = open("a.xlsx", written_xls()).unwrap();
    assert_eq!(book.oddities[0].key(), "named_otherwise");
}
