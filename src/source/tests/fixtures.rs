//! Small files of every format.

use crate::source::{Fault, Limits, Sheet, Workbook};
use rust_xlsxwriter::{Format, Formula, Note, Workbook as Writer};
use std::{
    io::{Cursor, Write},
    path::Path,
};
use zip::{ZipWriter, write::SimpleFileOptions};

/// Opens bytes as if they stood in a file of this name.
pub fn open(name: &str, bytes: Vec<u8>) -> Result<Workbook, Fault> {
    Workbook::from_bytes(Path::new(name), bytes, &Limits::default())
}

/// The first sheet of bytes under this name.
pub fn sheet(name: &str, bytes: Vec<u8>) -> Sheet {
    open(name, bytes).expect("a sound file").sheet(0).expect("a sound sheet")
}

/// `A1=text` of every cell in order.
pub fn cells(sheet: &Sheet) -> Vec<String> {
    sheet.rows().flat_map(|row| row.cells()).map(|cell| format!("{}={}", cell.place(), cell.content)).collect()
}

/// A zip of parts.
pub fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    zip_of(parts.iter().map(|(name, text)| (*name, text.as_bytes())))
}

fn zip_of<'a>(parts: impl Iterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(name, SimpleFileOptions::default()).expect("a name");
        writer.write_all(bytes).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

/// An XLSX of hand-written parts: styles, shared texts, the inside of `<worksheet>`.
pub fn xlsx_of(styles: &str, shared: &str, sheet: &str) -> Vec<u8> {
    zip(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "_rels/.rels",
            "<Relationships><Relationship Id='r1' Type='x/officeDocument' Target='xl/workbook.xml'/></Relationships>",
        ),
        (
            "xl/workbook.xml",
            "<workbook xmlns:r='x'><workbookPr/><sheets><sheet name='सूची' sheetId='1' r:id='rId1'/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id='rId1' Type='x/worksheet' Target='worksheets/sheet1.xml'/></Relationships>",
        ),
        ("xl/styles.xml", &format!("<styleSheet>{styles}</styleSheet>")),
        ("xl/sharedStrings.xml", &format!("<sst>{shared}</sst>")),
        ("xl/worksheets/sheet1.xml", &format!("<worksheet>{sheet}</worksheet>")),
    ])
}

/// A workbook with every kind of cell, as a spreadsheet library writes it.
pub fn written_xlsx() -> Vec<u8> {
    let mut book = Writer::new();
    let kruti = Format::new().set_font_name("Kruti Dev 010");
    let mangal = Format::new().set_font_name("Mangal");
    let day = Format::new().set_num_format("[$-4009]dd mmm yyyy");
    let sheet = book.add_worksheet();
    sheet.merge_range(0, 0, 1, 2, "fcgkj ljdkj", &kruti).expect("room");
    sheet.write_with_format(2, 0, "jkeiqj", &kruti).expect("room");
    sheet.write_rich_string(2, 1, &[(&kruti, "lfefr "), (&mangal, "समिति"), (&kruti, " PACS")]).expect("room");
    sheet.write_with_format(2, 2, 45_382, &day).expect("room");
    sheet.write(3, 0, 2_512.5).expect("room");
    sheet.write(3, 1, true).expect("room");
    sheet.write(3, 2, 0.1 + 0.2).expect("room");
    sheet.write(3, 3, "  two  spaces & <marks>\r\nनयी पंक्ति ").expect("room");
    sheet.write_formula(4, 0, Formula::new("=1/0")).expect("room");
    sheet.write_formula(4, 1, Formula::new("=A4*2")).expect("room");
    sheet.insert_note(2, 0, &Note::new("जाँचें").add_author_prefix(false)).expect("room");
    sheet.set_row_hidden(3).expect("room");
    sheet.set_column_hidden(4).expect("room");
    let hidden = book.add_worksheet().set_name("पुराना").expect("a name");
    hidden.write(0, 0, 1).expect("room");
    hidden.set_hidden(true);
    book.save_to_buffer().expect("memory")
}

/// An OpenDocument spreadsheet of hand-written tables.
pub fn ods_of(tables: &str) -> Vec<u8> {
    let content = format!("<office:document-content>{tables}</office:document-content>");
    zip(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)])
}

/// A spreadsheet in OpenDocument form.
pub fn written_ods() -> Vec<u8> {
    let styles = "<office:document-styles><style:font-face style:name='F1' svg:font-family=\"'Kruti Dev 010', x\"/>\
        <style:default-style style:family='table-cell'><style:text-properties style:font-name='Mangal'/></style:default-style>\
        <style:style style:name='Default' style:family='table-cell'/></office:document-styles>";
    let content = "<?xml version='1.0'?><office:document-content><office:automatic-styles>\
        <style:style style:name='ce1' style:family='table-cell' style:parent-style-name='Default'>\
        <style:text-properties style:font-name='F1'/></style:style>\
        <style:style style:name='T1' style:family='text'><style:text-properties fo:font-family='Arial'/></style:style>\
        <style:style style:name='ta2' style:family='table'><style:table-properties table:display='false'/></style:style>\
        </office:automatic-styles><office:body><office:spreadsheet>\
        <table:table table:name='सूची'><table:table-column table:number-columns-repeated='2'/>\
        <table:table-column table:default-cell-style-name='ce1' table:visibility='collapse'/>\
        <table:table-row><table:table-cell table:style-name='ce1' office:value-type='string' table:number-columns-spanned='2' \
        table:number-rows-spanned='1'><office:annotation><text:p>देखें</text:p></office:annotation>\
        <text:p>lfefr <text:span text:style-name='T1'>PACS</text:span><text:s text:c='2'/>x</text:p><text:p>line</text:p>\
        </table:table-cell><table:covered-table-cell/><table:table-cell office:value-type='float' office:value='12.50'>\
        <text:p>12.5</text:p></table:table-cell></table:table-row>\
        <table:table-row table:number-rows-repeated='3'/>\
        <table:table-row table:number-rows-repeated='2'><table:table-cell table:number-columns-repeated='2' \
        office:value-type='date' office:date-value='2024-03-31'/><table:table-cell office:value-type='boolean' \
        office:boolean-value='true'/><table:table-cell office:value-type='percentage' office:value='0.07'/></table:table-row>\
        <table:table-row table:number-rows-repeated='1048000'><table:table-cell table:number-columns-repeated='16384'/>\
        </table:table-row></table:table>\
        <table:table table:name='छिपी' table:style-name='ta2'><table:table-row/></table:table>\
        </office:spreadsheet></office:body></office:document-content>";
    zip(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
        ("styles.xml", styles),
        ("content.xml", content),
    ])
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).expect("a short record");
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

fn words(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|n| n.to_le_bytes()).collect()
}

/// A BIFF8 workbook with two fonts, a shared text cut by a continuation, and every kind of number.
pub fn written_xls() -> Vec<u8> {
    let font = |name: &str| {
        let mut data = words(&[200, 0, 0x7FFF, 400, 0, 0, 0]);
        data.extend([u8::try_from(name.len()).expect("short"), 0]);
        data.extend(name.bytes());
        record(0x0031, &data)
    };
    let style = |font: u16, format: u16| record(0x00E0, &[words(&[font, format]), vec![0; 16]].concat());
    // Two shared texts: the first rich, cut in the middle of its characters where they turn wide.
    let mut shared = [2u32.to_le_bytes(), 2u32.to_le_bytes()].concat();
    shared.extend(words(&[7]));
    shared.extend([8, 1, 0]);
    shared.extend(b"jke ");
    let mut rest = vec![1];
    rest.extend("राम".encode_utf16().flat_map(u16::to_le_bytes));
    rest.extend(words(&[4, 6]));
    rest.extend(words(&[2]));
    rest.extend([0, b'o', b'k']);
    let fixed: Vec<u8> = [
        record(0x0809, &words(&[0x0600, 5, 0, 0])),
        record(0x0042, &words(&[1200])),
        font("Kruti Dev 010"),
        font("a"),
        font("b"),
        font("c"),
        // No index 4: the fifth font is called 5, the sixth 6.
        font("d"),
        font("Mangal"),
        style(0, 0),
        style(6, 14),
        record(0x00FC, &shared),
        record(0x003C, &rest),
    ]
    .concat();
    let named = |at: u32| {
        let mut data = at.to_le_bytes().to_vec();
        data.extend([0, 0, 4, 0]);
        data.extend(b"List");
        record(0x0085, &data)
    };
    let end = record(0x000A, &[]);
    let at = u32::try_from(fixed.len() + named(0).len() + end.len()).expect("small");
    let cell = |kind: u16, place: [u16; 3], data: &[u8]| record(kind, &[words(&place), data.to_vec()].concat());
    let sheet: Vec<u8> = [
        record(0x0809, &words(&[0x0600, 16, 0, 0])),
        record(0x0208, &words(&[1, 0, 9, 0, 0, 0, 0x20, 0])),
        cell(0x00FD, [0, 0, 0], &0u32.to_le_bytes()),
        cell(0x00FD, [0, 1, 0], &1u32.to_le_bytes()),
        cell(0x00FD, [0, 2, 0], &99u32.to_le_bytes()),
        cell(0x0203, [1, 0, 1], &45_382f64.to_le_bytes()),
        cell(0x027E, [1, 1, 0], &((251_250u32 << 2) | 3).to_le_bytes()),
        record(
            0x00BD,
            &[words(&[1, 2, 0]), 6u32.to_le_bytes().to_vec(), words(&[0]), 10u32.to_le_bytes().to_vec(), words(&[3])]
                .concat(),
        ),
        cell(0x0006, [2, 0, 0], &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0]),
        record(0x0207, &[3, 0, 0, b's', b'u', b'm']),
        cell(0x0205, [2, 1, 0], &[7, 1]),
        cell(0x0205, [2, 2, 0], &[1, 0]),
        record(0x00E5, &words(&[1, 4, 5, 0, 2])),
        drawn_note(7, 12, &[&[&[0][..], b"jke "].concat(), &wide("राम\rnote")]),
        // A button is drawn in the same way and is no note; a note may be pinned to what was never drawn.
        object(5, 8),
        record(0x01B6, &words(&[0, 0, 0, 0, 0, 0, 0, 0, 0])),
        pinned(1, 1, 7),
        pinned(2, 0, 7),
        pinned(2, 1, 8),
        end.clone(),
    ]
    .concat();
    compound("/Workbook", &[fixed, named(at), end, sheet].concat())
}

fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("memory");
    let mut part = file.create_stream(name).expect("a name");
    part.write_all(stream).expect("memory");
    // Streams below 4,096 bytes live in another place of the file; fill up behind the last record.
    part.write_all(&[0; 5_000]).expect("memory");
    drop(part);
    file.into_inner().into_inner()
}

/// The record of an object drawn on a sheet: its sort (25 is a note) and number.
fn object(sort: u16, number: u16) -> Vec<u8> {
    record(0x005D, &[words(&[0x15, 18, sort, number]), vec![0; 18]].concat())
}

/// Characters of two bytes as a continuation begins them.
fn wide(text: &str) -> Vec<u8> {
    [vec![1], words(&text.encode_utf16().collect::<Vec<u16>>())].concat()
}

/// A note that is drawn, its text in these continuations.
fn drawn_note(number: u16, length: u16, text: &[&[u8]]) -> Vec<u8> {
    let continued: Vec<u8> = text.iter().flat_map(|piece| record(0x003C, piece)).collect();
    let runs = record(0x003C, &words(&[0, 5, 0, 0, length, 0, 0, 0]));
    [object(25, number), record(0x01B6, &words(&[0x0212, 0, 0, 0, 0, length, 16, 0, 0])), continued, runs].concat()
}

/// Where a drawn note is pinned.
fn pinned(row: u16, column: u16, number: u16) -> Vec<u8> {
    record(0x001C, &[&words(&[row, column, 0, number, 5])[..], &[0], b"Clerk", &[0]].concat())
}

/// A BIFF5 workbook of one text, with two notes: a short one, and one of three records.
pub fn written_xls_of_1995() -> Vec<u8> {
    let fixed = [
        record(0x0809, &words(&[0x0500, 5, 0, 0])),
        record(0x0042, &words(&[1252])),
        record(0x0031, &[&words(&[200, 0, 0x7FFF, 400, 0, 0, 0])[..], &[5], b"Arial"].concat()),
        record(0x00E0, &[0; 16]),
    ]
    .concat();
    let named = |at: u32| record(0x0085, &[&at.to_le_bytes()[..], &[0, 0, 4], b"List"].concat());
    let end = record(0x000A, &[]);
    let at = u32::try_from(fixed.len() + named(0).len() + end.len()).expect("small");
    let long = b"0123456789".repeat(500);
    let note = |row: u16, column: u16, length: usize, text: &[u8]| {
        record(0x001C, &[&words(&[row, column, u16::try_from(length).expect("short")])[..], text].concat())
    };
    let sheet = [
        record(0x0809, &words(&[0x0500, 16, 0, 0])),
        record(0x0200, &words(&[0, 3, 0, 2, 0])),
        record(0x0204, &[&words(&[0, 0, 0, 4])[..], b"jke "].concat()),
        note(0, 0, 9, b"\x93see\x94\r12"),
        note(2, 1, 5_000, &long[..2_048]),
        note(0xFFFF, 0, 2_048, &long[2_048..4_096]),
        note(0xFFFF, 0, 904, &long[4_096..]),
        end.clone(),
    ]
    .concat();
    compound("/Book", &[fixed, named(at), end, sheet].concat())
}

/// A binary workbook: a text, a number, a yes and an error in row 3, of which the number is struck and dated by its style;
/// a shared text of two fonts, twice, and a merged area in row 5, which is hidden.
pub fn written_xlsb() -> Vec<u8> {
    written_xlsb_with(0)
}

/// The same with another number of the second shared text.
pub fn written_xlsb_with(shared_text: u32) -> Vec<u8> {
    let record = |kind: u16, data: &[u8]| {
        let low = u8::try_from(kind & 0x7F).expect("seven bits");
        let high = u8::try_from(kind >> 7).expect("few kinds");
        let kind = if high == 0 { vec![low] } else { vec![low | 0x80, high] };
        [kind, vec![u8::try_from(data.len()).expect("short")], data.to_vec()].concat()
    };
    let text = |text: &str| {
        let units: Vec<u16> = text.encode_utf16().collect();
        [u32::try_from(units.len()).expect("short").to_le_bytes().to_vec(), words(&units)].concat()
    };
    let listed = [0u32.to_le_bytes().to_vec(), 1u32.to_le_bytes().to_vec(), text("rId1"), text("सूची")].concat();
    let book = [record(0x99, &[0; 12]), record(0x9C, &listed), record(0x90, &[]), record(0x84, &[])].concat();
    let cell = |kind: u16, column: u32, style: u32, data: &[u8]| {
        record(kind, &[&column.to_le_bytes()[..], &style.to_le_bytes(), data].concat())
    };
    let row = |row: u32, flags: u8| record(0, &[&row.to_le_bytes()[..], &[0; 7], &[flags], &[0; 4]].concat());
    let sheet = [
        record(0x94, &[0; 16]),
        record(60, &[&4u32.to_le_bytes()[..], &4u32.to_le_bytes(), &[0; 8], &[1, 0]].concat()),
        record(0x91, &[]),
        row(2, 0),
        cell(6, 0, 0, &text("राम")),
        cell(5, 1, 1, &20891f64.to_le_bytes()),
        cell(4, 2, 0, &[1]),
        cell(3, 4, 0, &[7]),
        row(4, 0x10),
        cell(7, 0, 0, &0u32.to_le_bytes()),
        cell(9, 1, 0, &2512.5f64.to_le_bytes()),
        cell(7, 2, 0, &shared_text.to_le_bytes()),
        record(0x92, &[]),
        record(176, &[4u32, 5, 0, 0].map(u32::to_le_bytes).concat()),
    ]
    .concat();
    let font =
        |name: &str, flags: u16| record(43, &[&[0; 2][..], &flags.to_le_bytes(), &[0; 17], &text(name)].concat());
    let dress = |format: u16, font: u16| record(47, &[&[0; 2][..], &words(&[format, font]), &[0; 10]].concat());
    let styles = [
        record(615, &1u32.to_le_bytes()),
        record(44, &[&words(&[164])[..], &text("dd/mm/yyyy")].concat()),
        record(616, &[]),
        font("Arial", 0),
        font("Kruti Dev 010", 8),
        // The styles that others are based on stand in a list of their own.
        record(626, &[0; 4]),
        dress(0, 1),
        record(627, &[]),
        record(617, &2u32.to_le_bytes()),
        dress(0, 0),
        dress(164, 1),
        record(618, &[]),
    ]
    .concat();
    let runs = [&2u32.to_le_bytes()[..], &words(&[0, 1]), &words(&[4, 0])].concat();
    let item = record(19, &[&[1][..], &text("lfefr Ltd"), &runs].concat());
    let shared = [record(159, &[1u32, 1].map(u32::to_le_bytes).concat()), item, record(160, &[])].concat();
    let relation = |id: u8, kind: &str, target: &str| {
        let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        format!("<Relationship Id=\"rId{id}\" Type=\"{types}/{kind}\" Target=\"{target}\"/>")
    };
    let relations = [
        "<Relationships>".to_owned(),
        relation(1, "worksheet", "worksheets/sheet1.bin"),
        relation(2, "styles", "styles.bin"),
        relation(3, "sharedStrings", "sharedStrings.bin"),
        "</Relationships>".to_owned(),
    ]
    .concat();
    let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";
    let of_sheet = format!(
        "<Relationships><Relationship Id=\"rId1\" Type=\"{types}\" Target=\"../comments1.bin\"/></Relationships>"
    );
    let pinned = |row: u32, column: u32, words: &[u8]| {
        let begin = record(635, &[0, row, row, column, column, 0, 0, 0, 0].map(u32::to_le_bytes).concat());
        [begin, record(637, words), record(636, &[])].concat()
    };
    let comments = [
        record(628, &[]),
        record(630, &[]),
        record(632, &text("लिपिक")),
        record(631, &[]),
        record(633, &[]),
        pinned(2, 0, &[&[1][..], &text("देखें\npage 12"), &1u32.to_le_bytes(), &words(&[0, 1])].concat()),
        // A text that breaks off, and a cell that no sheet has.
        pinned(2, 1, &[0, 9, 0, 0, 0, b'x']),
        pinned(u32::MAX, 1, &[&[0][..], &text("lost")].concat()),
        pinned(4, 1, &[&[0][..], &text("checked")].concat()),
        record(634, &[]),
        record(629, &[]),
    ]
    .concat();
    let parts: [(&str, &[u8]); 7] = [
        ("xl/worksheets/_rels/sheet1.bin.rels", of_sheet.as_bytes()),
        ("xl/comments1.bin", &comments),
        ("xl/workbook.bin", &book),
        ("xl/_rels/workbook.bin.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.bin", &sheet),
        ("xl/styles.bin", &styles),
        ("xl/sharedStrings.bin", &shared),
    ];
    zip_of(parts.into_iter())
}
