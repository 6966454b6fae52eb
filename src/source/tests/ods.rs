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

mod copies {
    use super::super::{
        fixtures::{cells, sheet, zip},
        telling::Shout,
    };
    use crate::source::{Format, Limits, Sheet, copy::Copier};
    use std::io::Read as _;

    const STYLES: &str = "<office:document-styles><style:default-style style:family='table-cell'><style:text-properties \
        fo:font-size='10pt' style:font-name='Arial'/></style:default-style><style:style style:name='Default' \
        style:family='table-cell'/><style:style style:name='Typed' style:family='table-cell' \
        style:parent-style-name='Default'><style:text-properties style:font-name='Old' fo:font-size='16pt'/></style:style>\
        </office:document-styles>";
    const AUTOMATIC: &str = "<office:automatic-styles><style:style style:name='ce1' style:family='table-cell' \
        style:parent-style-name='Typed' style:data-style-name='N1'><style:table-cell-properties fo:border='1pt'/>\
        <style:text-properties fo:font-weight='bold' style:font-name=\"Old\" style:font-size-complex='8pt' fo:color='#f00'/>\
        <style:map style:condition='x' style:apply-style-name='Typed'/></style:style>\
        <style:style style:name='T1' style:family='text'><style:text-properties style:font-name='Old'/></style:style>\
        <style:style style:name='T2' style:family='text'><style:text-properties fo:font-family='Arial'/></style:style>\
        </office:automatic-styles>";

    fn document(automatic: &str, rows: &str) -> Vec<u8> {
        let content = format!(
            "<?xml version='1.0'?><!-- kept --><office:document-content>{automatic}<office:body><office:spreadsheet>\
            <table:table table:name='s'><table:table-column table:number-columns-repeated='3'/>\
            <table:table-column table:default-cell-style-name='ce1'/>{rows}</table:table>\
            </office:spreadsheet></office:body></office:document-content>"
        );
        let mimetype = ("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
        zip(&[mimetype, ("styles.xml", STYLES), ("content.xml", &content), ("Pictures/a", "kept")])
    }
    fn copied(bytes: Vec<u8>, with: &'static str) -> Option<Vec<u8>> {
        let path = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(path.path(), bytes).expect("written");
        let copier = Copier::of(Format::Ods).expect("is written here");
        copier.copy(path.path(), &Limits::default(), &mut Shout(with)).expect("a copy")
    }
    fn content(bytes: &[u8]) -> String {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a zip");
        let mut text = String::new();
        archive.by_name("content.xml").expect("the part").read_to_string(&mut text).expect("UTF-8");
        text
    }
    fn pieces(sheet: &Sheet, row: u32, column: u32) -> Vec<(String, String)> {
        let cell = sheet.cell(row, column).expect("a cell");
        cell.pieces().map(|one| (one.text.to_owned(), one.font.unwrap_or_default().to_owned())).collect()
    }
    fn told(all: &[(&str, &str)]) -> Vec<(String, String)> {
        all.iter().map(|(text, font)| ((*text).to_owned(), (*font).to_owned())).collect()
    }

    #[test]
    fn only_what_is_told_anew_changes_and_its_style_stays_but_for_the_font() {
        let rows = "<table:table-row><table:table-cell office:value-type='string' table:style-name='ce1' \
            office:string-value='xy'><office:annotation><dc:creator>x</dc:creator><text:p><text:span \
            text:style-name='T1'>nx</text:span></text:p></office:annotation><text:p>x<text:s text:c='2'/>&amp; y\
            <text:span text:style-name='T2'>ax</text:span><text:span text:style-name='T1'>bx</text:span></text:p>\
            <text:p>second</text:p></table:table-cell><table:table-cell office:value-type='float' office:value='7'>\
            <text:p>x7</text:p></table:table-cell><table:table-cell office:value-type='string'><text:p>ax</text:p>\
            </table:table-cell><table:table-cell office:value-type='string' table:number-columns-repeated='2'>\
            <text:p>x</text:p></table:table-cell></table:table-row>\
            <table:table-row><table:table-cell table:style-name='Typed' office:value-type='string' \
            office:string-value='x \"1\"'/><table:table-cell office:value-type='string'><text:p>same</text:p>\
            </table:table-cell></table:table-row>";
        let before = document(AUTOMATIC, rows);
        let after = copied(before.clone(), "क  ख").expect("something is told");
        let (was, now) = (content(&before), content(&after));
        let sheet = sheet("a.ods", after.clone());
        assert_eq!(
            cells(&sheet),
            ["A1=क  ख  & yaक  खbक  ख\nsecond", "B1=7", "C1=aक  ख", "D1=क  ख", "E1=क  ख", "A2=क  ख \"1\"", "B2=same"]
        );
        let expected = [("क  ख  & y", "New"), ("aक  ख", "Arial"), ("bक  ख", "New"), ("\nsecond", "New")];
        assert_eq!(pieces(&sheet, 1, 0), told(&expected));
        assert_eq!(
            (pieces(&sheet, 1, 2), pieces(&sheet, 1, 3)),
            (told(&[("aक  ख", "Arial")]), told(&[("क  ख", "New")]))
        );
        assert_eq!((pieces(&sheet, 2, 0)[0].1.as_str(), sheet.notes[0].1.as_str()), ("New", "nक  ख"));
        // Size and weight of Western letters are those of Hindi now; a border, a colour and a condition stay.
        let style = "<style:style style:name=\"ce1_u\" style:family=\"table-cell\" style:parent-style-name=\"Typed\" \
            style:data-style-name=\"N1\"><style:table-cell-properties fo:border='1pt'/><style:text-properties \
            fo:font-weight=\"bold\" fo:color=\"#f00\" fo:font-family=\"'New'\" style:font-family-complex=\"'New'\" \
            style:font-size-complex=\"16pt\" style:font-weight-complex=\"bold\"/><style:map style:condition='x' \
            style:apply-style-name='Typed'/></style:style>";
        assert!(now.contains(style) && now.contains("<!-- kept -->"), "{now}");
        assert!(now.contains(
            "<style:style style:name=\"Typed_u\" style:family=\"table-cell\" style:parent-style-name=\"Typed\">"
        ));
        assert!(
            now.contains("<text:span text:style-name='T2'>") && now.contains("<text:span text:style-name=\"T1_u\">")
        );
        // What was not told lies as it lay, its styles among them; other parts to the byte.
        assert!(now.contains(&was[was.find("<style:style").unwrap()..was.find("</office:automatic-styles>").unwrap()]));
        assert!(now.contains("<text:p>x7</text:p>") && !now.contains("string-value=\"xy\""), "{now}");
        let kept = |bytes: &[u8]| {
            let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a zip");
            let count = archive.len();
            let told = |at| {
                let part = archive.by_index_raw(at).expect("a part");
                (part.name().expect("a name").into_owned(), part.crc32())
            };
            (0..count).map(told).filter(|(name, _)| name != "content.xml").collect::<Vec<_>>()
        };
        assert_eq!(kept(&before), kept(&after));
        assert_eq!(kept(&after)[0].0, "mimetype");
        // Told once more with the same words, nothing is left to tell.
        assert_eq!(copied(after, "z").map(|bytes| content(&bytes)), None);
    }

    #[test]
    fn a_document_without_styles_of_its_own_gets_a_list_of_them() {
        let row = "<table:table-row><table:table-cell table:style-name='Typed' office:value-type='string'><text:p>x\
            </text:p></table:table-cell></table:table-row>";
        for automatic in ["", "<office:automatic-styles/>"] {
            let now = content(&copied(document(automatic, row), "क").expect("something is told"));
            let list = "<office:automatic-styles><style:style style:name=\"Typed_u\"";
            assert_eq!((now.matches("automatic-styles").count(), now.contains(list)), (2, true), "{now}");
        }
    }
}
