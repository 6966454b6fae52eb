//! Files that must be refused with one clear line each.

use super::{
    biff8,
    grid::{Cell, Font, Grid},
    ods, xlsx,
};
use std::collections::BTreeMap;

/// File, what is wrong with it, exit code.
pub const BAD: &[(&str, &str, u8)] = &[
    ("empty.xlsx", "a file of 0 bytes", 3),
    ("truncated.xlsx", "a workbook cut off in the middle", 3),
    ("encrypted.xlsx", "protected with a password: a compound file with the stream EncryptedPackage", 3),
    ("html-named.xls", "a web page with a table, saved under the name of a workbook", 3),
    ("text-named.xls", "tab-separated text under the name of a workbook", 3),
    ("pdf-named.xlsx", "a PDF under the name of a workbook", 3),
    ("word-named.xlsx", "a Word document under the name of a workbook", 3),
    ("broken-xml.xlsx", "a workbook whose sheet is no well-formed XML", 3),
    ("xml-bomb.xlsx", "shared strings that unfold by entities to a thousand million characters", 3),
    ("no-heading.xlsx", "figures without any heading row", 3),
    ("no-data-rows.xlsx", "headings without a row below them", 3),
    ("two-columns-one-field.xlsx", "two columns that both claim to be the registration number", 3),
];

/// The files of `samples/bad/`.
pub fn make() -> Result<BTreeMap<String, Vec<u8>>, String> {
    let sheet = |grid: Grid| xlsx::write(&[grid]).map_err(|e| e.to_string());
    let hindi = |text: &str| Cell::text(text).font(Font::Mangal);
    let headings = ["क्र.सं.", "समिति का नाम", "निबंधन संख्या", "निबंधन तिथि", "जिला", "सदस्य संख्या"];
    let row = |n: i64| {
        vec![
            Cell::number(n),
            hindi("रामपुर सहयोग समिति लिमिटेड"),
            Cell::text(format!("{n}/1998")),
            Cell::text("12/03/1998"),
            hindi("पटना"),
            Cell::number(25 + n),
        ]
    };

    let mut whole = Grid::new("Sheet1");
    whole.heading(&headings, Font::Mangal);
    whole.rows.extend((1..=40).map(row));
    let whole = sheet(whole)?;

    let mut bare = Grid::new("Sheet1");
    bare.rows.extend((1..=20).map(|n| vec![Cell::number(n), Cell::number(n * 7), Cell::number(n * n)]));
    let mut lonely = Grid::new("Sheet1");
    lonely.title("समितियों की सूची", Font::Mangal, 6);
    lonely.heading(&headings, Font::Mangal);
    let mut double = Grid::new("Sheet1");
    double.heading(&["क्र.सं.", "समिति का नाम", "निबंधन संख्या", "पंजीयन संख्या", "जिला", "सदस्य संख्या"], Font::Mangal);
    double.rows.extend((1..=10).map(row));

    let sealed: Vec<u8> = (0..8192_u32).map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()[3]).collect();
    let version = [4, 0, 4, 0, 0x40, 0, 0, 0];
    let encrypted =
        biff8::compound(&[("EncryptionInfo", &version), ("EncryptedPackage", &sealed)]).map_err(|e| e.to_string())?;
    let html = "<html><head><meta charset=\"utf-8\"></head><body><table><tr><th>समिति का नाम</th><th>निबंधन संख्या</th></tr>\
                <tr><td>रामपुर सहयोग समिति</td><td>12/1998</td></tr></table></body></html>\n";
    let word = ods::zip(&[
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        ("word/document.xml", "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"/>"),
    ]);
    let files: [(&str, Vec<u8>); 12] = [
        ("empty.xlsx", Vec::new()),
        ("truncated.xlsx", whole[..whole.len() / 2].to_vec()),
        ("encrypted.xlsx", encrypted),
        ("html-named.xls", html.into()),
        (
            "text-named.xls",
            "Name of Society\tRegn. No.\tDistrict\nRampur Co-operative Society\t12/1998\tPatna\n".into(),
        ),
        (
            "pdf-named.xlsx",
            b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
                .to_vec(),
        ),
        ("word-named.xlsx", word.map_err(|e| e.to_string())?),
        ("broken-xml.xlsx", package("<sst/>", "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</sheetData>")?),
        (
            "xml-bomb.xlsx",
            package(
                &bomb(),
                "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row></sheetData></worksheet>",
            )?,
        ),
        ("no-heading.xlsx", sheet(bare)?),
        ("no-data-rows.xlsx", sheet(lonely)?),
        ("two-columns-one-field.xlsx", sheet(double)?),
    ];
    Ok(files.into_iter().map(|(name, bytes)| (format!("bad/{name}"), bytes)).collect())
}

/// Nine entities, each ten times the one before.
fn bomb() -> String {
    let mut text = String::from("<?xml version=\"1.0\"?><!DOCTYPE sst [<!ENTITY a0 \"ha\">");
    for n in 1..=9 {
        let body = format!("&a{};", n - 1).repeat(10);
        text.push_str(&format!("<!ENTITY a{n} \"{body}\">"));
    }
    text + "]><sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>&a9;</t></si></sst>"
}

/// The least package that counts as a workbook.
fn package(strings: &str, sheet: &str) -> Result<Vec<u8>, String> {
    let types = concat!(
        r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
        r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
        r#"<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>"#,
        r#"<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>"#,
        r#"<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>"#
    );
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let rels = |entries: &[(&str, &str)]| {
        let lines: String = (1..)
            .zip(entries)
            .map(|(n, (kind, target))| {
                format!(r#"<Relationship Id="rId{n}" Type="{office}/{kind}" Target="{target}"/>"#)
            })
            .collect();
        format!(
            r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>"#
        )
    };
    let book = format!(
        r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{office}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    );
    let parts = [
        ("[Content_Types].xml", types.to_owned()),
        ("_rels/.rels", rels(&[("officeDocument", "xl/workbook.xml")])),
        ("xl/workbook.xml", book),
        (
            "xl/_rels/workbook.xml.rels",
            rels(&[("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")]),
        ),
        ("xl/sharedStrings.xml", strings.to_owned()),
        ("xl/worksheets/sheet1.xml", sheet.to_owned()),
    ];
    ods::zip(&parts.each_ref().map(|(name, text)| (*name, text.as_str()))).map_err(|e| e.to_string())
}
