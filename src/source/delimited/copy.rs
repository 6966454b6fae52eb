//! A copy of delimited text with some fields told anew: delimiters, quotation marks and line ends stay as they are.

use super::{DelimitedReader, Dialect, Field, LETTERS, Laid, NOTHING};
use crate::{
    model::CellRef,
    source::{
        Limits,
        copy::{Retell, TextPlace},
        encoding::Writing,
        error::Fault,
    },
};

/// A field told anew: where it stands in the text with the marks around it, and what it says now.
struct Told {
    from: usize,
    to: usize,
    enclosed: bool,
    text: String,
}

/// The bytes of the copy; `None` when no text was told anew.
pub(in crate::source) fn copy(
    bytes: &[u8],
    ending: &str,
    limits: &Limits,
    retell: &mut dyn Retell,
) -> Result<Option<Vec<u8>>, Fault> {
    let laid = Laid::of(bytes, ending)?;
    let writing = Writing::of(bytes);
    if matches!(writing, Writing::Utf16 { .. }) && writing.write(&laid.whole) != bytes {
        return Err(Fault::broken("text", "a character of it is cut in half"));
    }
    let text = laid.text();
    // What the copy must say, field by field, when it is read again.
    let (mut told, mut meant) = (Vec::new(), Vec::new());
    laid.records(|row, fields| {
        for (column, field) in (0u32..).zip(fields) {
            let Some(said) = field.text(text) else { continue };
            let cell = CellRef { row, column };
            let new = retell.retell(TextPlace { sheet: 0, cell, note: false }, &said, None);
            meant.push((cell, new.clone().unwrap_or_else(|| said.into_owned())));
            told.extend(new.map(|text| Told::of(field, text)));
        }
        Ok(())
    })?;
    if told.is_empty() {
        return Ok(None);
    }
    // Marks only where they are needed; but what is a letter of the old font may decide how the rest is read.
    for marked in [false, true] {
        let copied = writing.write(&written(&laid, &told, marked));
        if reads_as(&copied, ending, limits, &meant) {
            return Ok(Some(copied));
        }
    }
    Err(Fault::FieldsWouldMove)
}

impl Told {
    fn of(field: &Field, text: String) -> Self {
        let mark = usize::from(field.enclosed);
        Self { from: field.from.saturating_sub(mark), to: field.to + mark, enclosed: field.enclosed, text }
    }
}

/// The whole text with the fields told anew in their places; those within marks if `marked`.
fn written(laid: &Laid<'_>, told: &[Told], marked: bool) -> String {
    let (text, mut done) = (laid.text(), 0);
    let mut out = String::with_capacity(laid.whole.len() + laid.whole.len() / 2);
    out.push_str(laid.whole.get(..laid.from).unwrap_or_default());
    for field in told {
        out.push_str(text.get(done..field.from).unwrap_or_default());
        if marked || field.enclosed || must_be_enclosed(&field.text, laid.dialect) {
            out.push('"');
            out.push_str(&field.text.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&field.text);
        }
        done = field.to;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// Would the text without marks be cut, or be taken for one within marks?
fn must_be_enclosed(text: &str, dialect: Dialect) -> bool {
    let usual = [b',', b'\t', LETTERS[0], LETTERS[1]];
    let cuts = |byte: u8| match dialect.delimiter {
        // One column has no delimiter; none may be found in it.
        NOTHING => usual.contains(&byte),
        delimiter => byte == delimiter,
    };
    text.starts_with('"') || text.bytes().any(|byte| cuts(byte) || matches!(byte, b'\n' | b'\r'))
}

/// Does a reader find in the copy what is meant, and nothing else?
fn reads_as(bytes: &[u8], ending: &str, limits: &Limits, meant: &[(CellRef, String)]) -> bool {
    let Ok(reader) = DelimitedReader::open(bytes, "", ending, limits) else { return false };
    let mut cells = reader.sheet.rows().flat_map(|row| row.cells());
    meant.iter().all(|(at, text)| cells.next().is_some_and(|cell| cell.place() == *at && cell.text() == Some(text)))
        && cells.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::tests::telling::Shout;
    use proptest::prelude::*;

    fn copied(bytes: &[u8], with: &'static str) -> Result<Option<Vec<u8>>, Fault> {
        copy(bytes, "csv", &Limits::default(), &mut Shout(with))
    }
    fn told_text(text: &str, with: &'static str) -> String {
        let copy = copied(text.as_bytes(), with).expect("a copy").expect("something is told");
        String::from_utf8(copy).expect("UTF-8")
    }

    #[test]
    fn delimiters_marks_and_line_ends_stay_as_they_are() {
        assert_eq!(told_text("a;\"x\" ; b\r\n;x;'c'\r\n\r\n1;2;3", "क"), "a;\"क\" ; b\r\n;क;'c'\r\n\r\n1;2;3");
        assert_eq!(told_text("sep=|\nx|y|z\n", "क"), "sep=|\nक|y|z\n");
        assert_eq!(told_text("a\tx\r1\t2\r", "क"), "a\tक\r1\t2\r");
        assert_eq!(copied(b"a,b\n1,2\n", "k"), Ok(None));
    }

    #[test]
    fn a_field_gets_marks_where_what_it_says_now_needs_them() {
        assert_eq!(told_text("a,x\n1,2\n3,\"x\"\"\"\n", "क, ख"), "a,\"क, ख\"\n1,2\n3,\"क, ख\"\"\"\n");
        assert_eq!(told_text("a,x\n1,2\n", "\"क"), "a,\"\"\"क\"\n1,2\n");
        assert_eq!(told_text("x\ny\nz\n", "क;ख"), "\"क;ख\"\ny\nz\n");
    }

    #[test]
    fn every_encoding_is_kept_and_what_cannot_hold_hindi_becomes_utf_8_with_its_mark() {
        let (text, new) = ("a,x\n1,2\n3,4\n", "a,क\n1,2\n3,4\n");
        for writing in [
            Writing::Utf8 { mark: true },
            Writing::Utf16 { big: false, mark: true },
            Writing::Utf16 { big: true, mark: true },
        ] {
            assert_eq!(copied(&writing.write(text), "क"), Ok(Some(writing.write(new))), "{writing:?}");
        }
        let copy = copied(b"\xE9,x\n1,2\n", "\u{915}").expect("a copy").expect("something is told");
        assert_eq!(String::from_utf8(copy).expect("UTF-8"), "\u{FEFF}é,क\n1,2\n");
    }

    #[test]
    fn a_copy_that_would_be_cut_otherwise_is_refused() {
        // Marks are letters of the old font here and outweigh those that the new text would need.
        let refused = copied(b"\"a\n\"b\n\"c\n\"d\n\"x\n", "क,ख");
        assert_eq!(refused, Err(Fault::FieldsWouldMove));
    }

    proptest! {
        #![proptest_config(crate::random_cases::cases(256))]

        #[test]
        fn the_copy_says_what_is_meant_or_is_refused(
            rows in prop::collection::vec(prop::collection::vec("[ax\",;| क]{0,5}", 3), 2..8),
            with in prop::sample::select(vec!["क", "क,ख", "\"", "क\nख", ";"]),
        ) {
            let text: String = rows.iter().map(|row| row.join(",") + "\n").collect();
            let cells = |bytes: &[u8]| -> Vec<(CellRef, String)> {
                let reader = DelimitedReader::open(bytes, "", "csv", &Limits::default()).unwrap();
                let cells = reader.sheet.rows().flat_map(|row| row.cells());
                cells.map(|cell| (cell.place(), cell.text().unwrap_or_default().to_owned())).collect()
            };
            if let Ok(Some(copied)) = copied(text.as_bytes(), with) {
                let meant: Vec<_> =
                    cells(text.as_bytes()).into_iter().map(|(at, said)| (at, said.replace('x', with))).collect();
                prop_assert_eq!(cells(&copied), meant);
            }
        }
    }
}
