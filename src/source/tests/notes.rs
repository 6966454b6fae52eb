//! Notes pinned to cells, in the formats that keep them far from their cells.

use super::fixtures::{sheet, written_xls, written_xls_of_1995, written_xlsb};
use crate::source::{Limits, Workbook};
use std::path::Path;

fn notes(name: &str, bytes: Vec<u8>) -> Vec<String> {
    sheet(name, bytes).notes.iter().map(|(at, text)| format!("{at}={text}")).collect()
}

#[test]
fn a_note_of_an_old_workbook_is_found_by_its_number_and_read_over_its_seams() {
    // The text goes on in two bytes a character where it was cut; what names it a second time gets nothing.
    assert_eq!(notes("a.xls", written_xls()), ["B2=jke राम\nnote"]);
}

#[test]
fn a_workbook_of_1995_keeps_the_words_of_a_note_with_its_place() {
    let long = "0123456789".repeat(500);
    assert_eq!(notes("a.xls", written_xls_of_1995()), ["A1=“see”\n12".to_owned(), format!("B3={long}")]);
}

#[test]
fn a_workbook_as_a_spreadsheet_program_saves_it_gives_its_notes() {
    let read = notes("a.xls", include_bytes!("files/notes.xls").to_vec());
    let long: Vec<String> = (0..120).map(|n| format!("line {n} of a note that is long")).collect();
    let expected = [
        "A1=Seen in the old register\nsee page 12".to_owned(),
        format!("B2={}", long.join(" ")),
        "B3=पुरानी पंजी देखें 😀 पृष्ठ 12".to_owned(),
    ];
    assert_eq!(read, expected);
}

#[test]
fn a_binary_workbook_keeps_its_notes_in_a_part_of_their_own() {
    assert_eq!(notes("a.xlsb", written_xlsb()), ["A3=देखें\npage 12", "B5=checked"]);
}

#[test]
fn a_note_longer_than_a_text_may_be_is_refused_like_any_text() {
    let few = Limits { text_bytes: 1_000, ..Limits::default() };
    let read = Workbook::from_bytes(Path::new("a.xls"), written_xls_of_1995(), &few).and_then(|mut book| {
        let read = book.sheet(0);
        read.map_err(|error| error.fault)
    });
    assert_eq!(read.map(|_| ()).map_err(|fault| fault.key()), Err("over_limit"));
}
