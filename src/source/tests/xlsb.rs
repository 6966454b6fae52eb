use super::fixtures::{cells, open, sheet, written_xlsb, written_xlsb_with};
use crate::source::{Format, Oddity};
use calamine::{Data, Reader as _, Xlsb};
use std::io::Cursor;

#[test]
fn a_binary_workbook_is_read_with_its_values() {
    let book = open("a.xlsb", written_xlsb()).unwrap();
    assert_eq!((book.format, book.sheet_names()), (Format::Xlsb, vec!["सूची"]));
    let expected = ["A3=राम", "B3=1957-03-12", "C3=TRUE", "E3=#DIV/0!", "A5=lfefr Ltd", "B5=2512.5", "C5=lfefr Ltd"];
    assert_eq!(cells(&sheet("a.xlsb", written_xlsb())), expected);
}

#[test]
fn fonts_runs_strokes_merges_and_what_is_hidden_are_read() {
    let sheet = sheet("a.xlsb", written_xlsb());
    let dated = sheet.cell(3, 1).unwrap();
    assert_eq!((dated.font(), dated.struck(), dated.number_format()), (Some("Kruti Dev 010"), true, "dd/mm/yyyy"));
    let rich = sheet.cell(5, 0).unwrap();
    let pieces: Vec<_> = rich.pieces().map(|piece| (piece.text, piece.font, piece.struck)).collect();
    assert_eq!(pieces, [("lfef", Some("Kruti Dev 010"), true), ("r Ltd", Some("Arial"), false)]);
    assert_eq!(sheet.merges[0].to_string(), "A5:A6");
    assert!(sheet.row(5).unwrap().hidden && !sheet.row(3).unwrap().hidden && sheet.column_hidden(4));
    assert!(sheet.cell(5, 1).unwrap().formula);
}

#[test]
fn a_shared_text_that_is_not_there_is_said_and_the_rest_is_read() {
    let sheet = sheet("a.xlsb", written_xlsb_with(9));
    assert!(sheet.oddities.contains(&Oddity::LostText(1)), "{:?}", sheet.oddities);
    assert_eq!((sheet.cell_count(), sheet.cell(5, 2).map(|cell| cell.column)), (6, None));
}

#[test]
fn another_reader_reads_the_same_values() {
    let mut book: Xlsb<_> = Xlsb::new(Cursor::new(written_xlsb())).unwrap();
    let range = book.worksheet_range("सूची").unwrap();
    assert_eq!(range.get_value((2, 0)), Some(&Data::String("राम".into())));
    assert_eq!(range.get_value((4, 1)), Some(&Data::Float(2512.5)));
    assert!(matches!(range.get_value((2, 1)), Some(Data::DateTime(day)) if day.as_f64() == 20891.0));
}
