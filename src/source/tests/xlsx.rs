use super::fixtures::{cells, open, sheet, written_xlsx, xlsx_of};
use crate::source::{Content, DateSystem, Format, Oddity, Piece, Workbook};
use calamine::{Data, Reader, Xlsx};
use proptest::prelude::*;
use std::io::Cursor;

#[test]
fn a_workbook_is_read_with_values_fonts_merges_and_what_is_hidden() {
    let mut book = open("a.xlsx", written_xlsx()).unwrap();
    assert_eq!((book.format, book.date_system), (Format::Xlsx, DateSystem::From1900));
    assert_eq!(book.sheet_names(), ["Sheet1", "पुराना"]);
    assert!(book.oddities.is_empty());
    let sheet = book.sheet(0).unwrap();
    assert_eq!(
        cells(&sheet),
        [
            "A1=fcgkj ljdkj",
            "A3=jkeiqj",
            "B3=lfefr समिति PACS",
            "C3=2024-03-31",
            "A4=2512.5",
            "B4=TRUE",
            "C4=0.30000000000000004",
            "D4=  two  spaces & <marks>\r\nनयी पंक्ति ",
            "A5=",
            "B5=",
        ]
    );
    assert_eq!(sheet.merges.iter().map(ToString::to_string).collect::<Vec<_>>(), ["A1:C2"]);
    assert_eq!(sheet.cell(3, 0).unwrap().font(), Some("Kruti Dev 010"));
    assert_eq!(sheet.cell(3, 2).unwrap().number_format(), "[$-4009]dd mmm yyyy");
    // A formula that nobody computed is unknown, not zero.
    assert_eq!(sheet.cell(5, 0).unwrap().content, Content::Unknown);
    assert_eq!(sheet.oddities, [Oddity::FormulaWithoutValue(2)]);
    assert!(sheet.cell(5, 1).unwrap().formula);
    assert!(sheet.row(4).unwrap().hidden && sheet.column_hidden(4) && !sheet.column_hidden(3));
    assert_eq!(sheet.notes.len(), 1);
    assert_eq!((sheet.notes[0].0.to_string(), sheet.notes[0].1.as_str()), ("A3".into(), "जाँचें"));
    assert!(!sheet.hidden && book.sheet(1).unwrap().hidden);
}

#[test]
fn a_zero_among_computed_results_is_a_result() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, result) in ["0", "5025"].iter().enumerate() {
        let formula = rust_xlsxwriter::Formula::new("=SUM(B1:B9)").set_result(*result);
        sheet.write_formula(u32::try_from(row).unwrap(), 0, formula).unwrap();
    }
    let read = super::fixtures::sheet("a.xlsx", book.save_to_buffer().unwrap());
    assert_eq!(cells(&read), ["A1=0", "A2=5025"]);
    assert!(read.oddities.is_empty());
}

#[test]
fn rich_text_keeps_the_font_of_every_run() {
    let sheet = sheet("a.xlsx", written_xlsx());
    let pieces: Vec<(String, Option<&str>)> =
        sheet.cell(3, 1).unwrap().pieces().map(|piece| (piece.text.to_owned(), piece.font)).collect();
    let kruti = Some("Kruti Dev 010");
    assert_eq!(pieces, [("lfefr ".into(), kruti), ("समिति".into(), Some("Mangal")), (" PACS".into(), kruti)]);
}

#[test]
fn a_cell_without_style_has_the_font_of_the_workbook_whatever_its_column_or_row_wears() {
    let styles = "<fonts><font><name val='Kruti Dev 010'/></font><font><strike/><name val='Arial'/></font></fonts>\
        <cellXfs><xf fontId='0' numFmtId='0'/><xf fontId='1' numFmtId='0'/></cellXfs>\
        <dxfs><dxf><font><name val='Wrong'/></font></dxf></dxfs>";
    let sheet = sheet(
        "a.xlsx",
        xlsx_of(
            styles,
            "",
            "<cols><col min='2' max='2' style='1' hidden='1'/></cols><sheetData>\
            <row r='1'><c r='A1' t='str'><v>x</v></c><c r='B1' t='str' s='1'><v>y</v></c></row>\
            <row r='2' s='1' customFormat='1'><c r='A2' t='str'><v>z</v></c><c r='B2'><v>1250</v></c></row></sheetData>",
        ),
    );
    let font = |row, column| sheet.cell(row, column).unwrap().font();
    let kruti = Some("Kruti Dev 010");
    assert_eq!([font(1, 0), font(1, 1), font(2, 0), font(2, 1)], [kruti, Some("Arial"), kruti, kruti]);
    assert!(sheet.cell(1, 1).unwrap().struck());
    assert_eq!(sheet.fonts(), ["Kruti Dev 010", "Arial"]);
}

#[test]
fn what_other_programs_leave_out_or_add_is_understood() {
    let shared = "<si><t xml:space='preserve'> a </t><rPh><t>no</t></rPh></si><si/>\
        <si><r><t>x</t></r><r><rPr><rFont val='Mangal'/><strike/></rPr><t>y_x000D_</t></r></si>";
    let bytes = xlsx_of(
        "",
        shared,
        "<x:sheetData xmlns:x='y'><x:row><x:c t='s'><x:v>0</x:v></x:c><x:c t='s'><x:v>2</x:v></x:c></x:row>\
        <row><c r='C3' t='inlineStr'><is><r><rPr><rFont val='Arial'/></rPr><t>in</t></r><r><t>line</t></r></is></c>\
        <c><f>A1</f></c><c t='b'><v>1</v></c><c t='e'><v>#N/A</v></c><c t='d'><v>2024-03-31T00:00:00</v></c>\
        <c t='s'><v>77</v></c><c t='s'><v>1</v></c><c><v>1E3</v></c><c><v>inf</v></c><c t='str'><v><![CDATA[<&]]></v></c></row>\
        <row r='9'><c r='A9'/></row></x:sheetData><mergeCells><mergeCell ref='B2:A1'/><mergeCell ref='A1:B1'/></mergeCells>",
    );
    let sheet = sheet("a.xlsx", bytes);
    assert_eq!(
        cells(&sheet),
        [
            "A1= a ",
            "B1=xy\r",
            "C3=inline",
            "D3=",
            "E3=TRUE",
            "F3=#N/A",
            "G3=2024-03-31T00:00:00",
            "J3=1E3",
            "K3=inf",
            "L3=<&",
        ]
    );
    assert_eq!(sheet.oddities, [Oddity::FormulaWithoutValue(1), Oddity::BrokenMerge(1), Oddity::LostText(1)]);
    let pieces: Vec<Piece<'_>> = sheet.cell(1, 1).unwrap().pieces().collect();
    assert_eq!((pieces[1].start, pieces[1].font, pieces[1].struck), (1, Some("Mangal"), true));
    assert_eq!(sheet.cell(3, 2).unwrap().pieces().next().unwrap().font, Some("Arial"));
}

/// All values of the first sheet, as calamine and as we see them.
fn both(bytes: &[u8]) -> (Vec<String>, Vec<String>) {
    let mut theirs: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = theirs.worksheet_range_at(0).unwrap().unwrap();
    let (row0, column0) = range.start().unwrap_or_default();
    let theirs = range
        .used_cells()
        .map(|(row, column, data)| {
            let text = match data {
                Data::DateTime(date) => format!("serial {}", date.as_f64()),
                other => other.to_string().to_uppercase(),
            };
            format!("{},{}={text}", row as u32 + row0 + 1, column as u32 + column0)
        })
        .collect();
    let mut ours: Workbook = open("a.xlsx", bytes.to_vec()).unwrap();
    let ours = ours
        .sheet(0)
        .unwrap()
        .rows()
        .flat_map(|row| {
            row.cells()
                .map(|cell| (cell.row, cell.column, cell.content.to_string(), cell.content.is_date()))
                .collect::<Vec<_>>()
        })
        .map(|(row, column, text, serial)| match serial {
            Some(serial) => format!("{row},{column}=serial {serial}"),
            None => format!("{row},{column}={}", text.to_uppercase()),
        })
        .collect();
    (theirs, ours)
}

impl Content<'_> {
    fn is_date(&self) -> Option<f64> {
        if let Content::Date(date) = self { Some(date.serial) } else { None }
    }
}

proptest! {
    #![proptest_config(crate::random_cases::cases(48))]
    #[test]
    fn values_agree_with_another_reader(
        values in prop::collection::vec((0u32..40, 0u16..30, 0u8..5, any::<i32>(), "[ -~क-ह\n]{0,12}"), 1..60)
    ) {
        let mut book = rust_xlsxwriter::Workbook::new();
        let day = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy hh:mm");
        let sheet = book.add_worksheet();
        for (row, column, kind, number, text) in &values {
            let written = match kind {
                0 => sheet.write(*row, *column, *number),
                1 => sheet.write(*row, *column, f64::from(*number) / 100.0),
                2 => sheet.write_with_format(*row, *column, f64::from(number.unsigned_abs() % 60_000) + 0.25, &day),
                3 => sheet.write(*row, *column, *number > 0),
                _ => sheet.write(*row, *column, text.trim()),
            };
            prop_assert!(written.is_ok());
        }
        let (theirs, ours) = both(&book.save_to_buffer().unwrap());
        prop_assert_eq!(theirs, ours);
    }
}
