use super::fixtures::{cells, open, sheet, written_xlsb};
use crate::source::Format;

#[test]
fn a_binary_workbook_is_read_with_its_values() {
    let book = open("a.xlsb", written_xlsb()).unwrap();
    assert_eq!((book.format, book.sheet_names()), (Format::Xlsb, vec!["सूची"]));
    assert_eq!(cells(&sheet("a.xlsb", written_xlsb())), ["A3=राम", "B3=2512.5", "C3=TRUE", "E3=#DIV/0!"]);
}
