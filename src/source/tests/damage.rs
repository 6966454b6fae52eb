//! Damaged files of every format: any outcome but a panic.

use super::fixtures::{open, written_ods, written_xls, written_xls_of_1995, written_xlsb, written_xlsx, xlsx_of, zip};
use proptest::prelude::*;

/// Opens and reads everything there is.
fn try_all(name: &str, bytes: Vec<u8>) {
    let Ok(mut book) = open(name, bytes) else { return };
    for index in 0..u32::try_from(book.sheets.len()).unwrap() {
        let Ok(sheet) = book.sheet(index) else { continue };
        for row in sheet.rows() {
            for cell in row.cells() {
                let _ = (cell.content.to_string(), cell.font(), cell.pieces().count(), cell.place());
            }
        }
        let _ = (sheet.used(), format!("{:?} {:?}", sheet.oddities, sheet.notes));
    }
}

fn damaged(mut bytes: Vec<u8>, hits: &[(prop::sample::Index, u8)], keep: Option<prop::sample::Index>) -> Vec<u8> {
    for (at, value) in hits {
        let at = at.index(bytes.len());
        bytes[at] = *value;
    }
    if let Some(keep) = keep {
        bytes.truncate(keep.index(bytes.len()));
    }
    bytes
}

proptest! {
    #![proptest_config(crate::random_cases::cases(192))]
    #[test]
    fn no_damage_to_a_file_makes_the_program_fall(
        hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        keep in prop::option::weighted(0.3, any::<prop::sample::Index>()),
    ) {
        for (name, bytes) in [
            ("a.xlsx", written_xlsx()),
            ("a.xls", written_xls()),
            ("b.xls", written_xls_of_1995()),
            ("c.xls", include_bytes!("files/notes.xls").to_vec()),
            ("a.xlsb", written_xlsb()),
            ("a.ods", written_ods()),
            ("a.csv", "क्र,\"नाम, पता\"\r\n1,\"x\"\"y\"\r\n".as_bytes().to_vec()),
        ] {
            try_all(name, damaged(bytes, &hits, keep));
        }
    }

    /// Damage behind the checksum of the zip, where it reaches the reader.
    #[test]
    fn no_damage_to_a_part_makes_the_program_fall(
        hits in prop::collection::vec((any::<prop::sample::Index>(), "[<>/'\"&;=A-Za-z0-9 ]"), 1..8),
    ) {
        let hit = |text: &str| {
            let mut bytes = text.as_bytes().to_vec();
            for (at, value) in &hits {
                let at = at.index(bytes.len());
                bytes[at] = value.as_bytes()[0];
            }
            String::from_utf8_lossy(&bytes).into_owned()
        };
        let sheet = "<cols><col min='2' max='2' style='1'/></cols><sheetData><row r='1' hidden='1'><c r='A1' t='s'><v>0</v></c>\
            <c r='B1' s='1'><v>45000.5</v></c><c r='C1' t='inlineStr'><is><r><t>x</t></r></is></c></row></sheetData>\
            <mergeCells><mergeCell ref='A1:B2'/></mergeCells>";
        let shared = "<si><r><rPr><rFont val='Mangal'/></rPr><t>x_x0041_&#65;</t></r></si>";
        let styles = "<numFmts><numFmt numFmtId='164' formatCode='[$-4009]dd'/></numFmts><fonts><font><name val='x'/></font></fonts>\
            <cellXfs><xf numFmtId='164' fontId='0'/><xf/></cellXfs>";
        try_all("a.xlsx", xlsx_of(&hit(styles), &hit(shared), &hit(sheet)));
        let content = "<office:document-content><table:table table:name='x'><table:table-column/><table:table-row \
            table:number-rows-repeated='2'><table:table-cell office:value-type='float' office:value='1'><text:p>1<text:span>x\
            </text:span></text:p></table:table-cell></table:table-row></table:table></office:document-content>";
        let mimetype = ("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
        try_all("a.ods", zip(&[mimetype, ("content.xml", &hit(content))]));
    }

    #[test]
    fn any_bytes_at_all_are_refused_or_read(bytes in prop::collection::vec(any::<u8>(), 1..400), head in 0usize..4) {
        let heads: [&[u8]; 4] = [b"", b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"\xFF\xFE"];
        try_all("a.csv", [heads[head], &bytes].concat());
    }
}
