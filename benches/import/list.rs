//! A society list as large as a state's, with the damage such lists have.
//!
//! Title rows, a two-row merged heading, a row of column numbers, sub-totals of blocks, blank rows; one script a row;
//! dates, amounts and numbers in every shape; some unreadable dates, dates to come, missing numbers, second entries.

use crate::{
    dice::Dice,
    material::{Both, Material, Script, village},
    shapes,
};
use jiff::{ToSpan as _, civil::date};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use std::{error::Error, path::Path};

const UPPER: [&str; 14] = [
    "क्र.सं.",
    "समिति का नाम",
    "पंजीयन",
    "",
    "पता",
    "",
    "",
    "समिति का प्रकार",
    "सदस्य संख्या",
    "अंशपूंजी (रु.)",
    "अध्यक्ष",
    "",
    "स्थिति",
    "रिमार्क",
];
const LOWER: [&str; 14] =
    ["", "", "क्रमांक", "दिनांक", "विकासखण्ड", "ग्राम पंचायत", "ग्राम", "", "", "", "नाम", "मोबाइल नं.", "", ""];
const KINDS: [(&str, &str, &str, &str); 5] = [
    ("पैक्स", "PACS", "प्राथमिक कृषि साख सहकारी समिति मर्यादित", "Primary Agricultural Credit Co-operative Society Ltd."),
    ("दुग्ध", "Dairy", "दुग्ध उत्पादक सहकारी समिति मर्यादित", "Milk Producers Co-operative Society Ltd."),
    ("मत्स्य", "Fishery", "मत्स्यजीवी सहकारी समिति मर्यादित", "Fishermen Co-operative Society Ltd."),
    ("गृह निर्माण", "Housing", "गृह निर्माण सहकारी समिति मर्यादित", "Housing Co-operative Society Ltd."),
    ("उपभोक्ता", "Consumer", "उपभोक्ता सहकारी भंडार मर्यादित", "Consumer Co-operative Store Ltd."),
];
/// Societies between two sub-totals.
const BLOCK: usize = 60;
/// Rows after which a list goes on to the next sheet.
const SHEET: u32 = 450_000;

/// A cell as it is written.
enum Piece {
    Text(String),
    Number(f64),
    Date(f64),
    Empty,
}

/// One society as it stands in the list.
struct Row {
    cells: Vec<Piece>,
    members: i64,
    share: i64,
}

/// Writes a list with `rows` societies; says how many data rows it has.
pub fn write(path: &Path, rows: usize) -> Result<usize, Box<dyn Error>> {
    let material = Material::load()?;
    let mut dice = Dice::named("a large list");
    let mut book = Workbook::new();
    let dated = Format::new().set_num_format("dd-mm-yyyy");
    let mut left = rows;
    let mut number = 1000;
    let mut before: Option<Row> = None;
    while left > 0 {
        let sheet = book.add_worksheet_with_constant_memory()?;
        let mut row = head(sheet)?;
        while left > 0 && row < SHEET {
            let block = village(&mut dice);
            let count = left.min(BLOCK);
            let (mut members, mut shares) = (0, 0);
            for serial in 1..=count {
                number += 1;
                let again = before.take().filter(|_| dice.chance(5));
                let entry = again.unwrap_or_else(|| society(&material, &mut dice, &block, number));
                put(sheet, row, serial, &entry.cells, &dated)?;
                members += entry.members;
                shares += entry.share;
                before = Some(entry);
                row += 1;
            }
            left -= count;
            sheet.write_string(row, 1, format!("योग {}", block.hi))?;
            sheet.write_number(row, 8, members as f64)?;
            sheet.write_string(row, 9, shapes::indian(shares))?;
            row += 2;
        }
    }
    book.save(path)?;
    Ok(rows)
}

/// Title, headings and the row of numbers; the first row below them.
fn head(sheet: &mut Worksheet) -> Result<u32, XlsxError> {
    let bold = Format::new().set_bold();
    sheet.merge_range(0, 0, 0, 13, "कार्यालय उप रजिस्ट्रार, सहकारी समितियां — सहकारी समितियों की सूची", &bold)?;
    sheet.merge_range(1, 0, 1, 13, "दिनांक 31.03.2024 की स्थिति", &bold)?;
    for (column, text) in (0..).zip(UPPER) {
        match column {
            2 => sheet.merge_range(3, 2, 3, 3, text, &bold)?,
            4 => sheet.merge_range(3, 4, 3, 6, text, &bold)?,
            10 => sheet.merge_range(3, 10, 3, 11, text, &bold)?,
            _ if text.is_empty() => continue,
            _ => sheet.write_string_with_format(3, column, text, &bold)?,
        };
    }
    for (column, text) in (0..).zip(LOWER).filter(|(_, t)| !t.is_empty()) {
        sheet.write_string_with_format(4, column, text, &bold)?;
    }
    for column in 0..14_u16 {
        sheet.write_number(5, column, f64::from(column) + 1.0)?;
    }
    Ok(6)
}

fn put(sheet: &mut Worksheet, row: u32, serial: usize, cells: &[Piece], dated: &Format) -> Result<(), XlsxError> {
    sheet.write_number(row, 0, serial as f64)?;
    for (column, cell) in (1..).zip(cells) {
        match cell {
            Piece::Text(text) => sheet.write_string(row, column, text)?,
            Piece::Number(n) => sheet.write_number(row, column, *n)?,
            Piece::Date(n) => sheet.write_number_with_format(row, column, *n, dated)?,
            Piece::Empty => continue,
        };
    }
    Ok(())
}

/// The cells of one society after its serial number.
fn society(material: &Material, dice: &mut Dice, block: &Both, number: u32) -> Row {
    let script = if dice.chance(72) { Script::Hindi } else { Script::English };
    let word = |both: &Both| if script == Script::Hindi { both.hi.clone() } else { both.en.clone() };
    let kind = dice.weighted(&[(50, 0), (20, 1), (12, 2), (10, 3), (8, 4)]);
    let (kind_hi, kind_en, name_hi, name_en) = KINDS[*kind];
    let of = |hi: &str, en: &str| if script == Script::Hindi { hi.to_owned() } else { en.to_owned() };
    let (place, panchayat) = (village(dice), village(dice));
    let day = date(1950, 1, 1).saturating_add(dice.between(0, 27_000).days());
    let heads = dice.between(15, 900);
    let share = heads * *dice.pick(&[10, 50, 100, 100, 250]) / 1000 * 1000 + 1000;
    let status = *dice.weighted(&[
        (80, ("कार्यरत", "Active")),
        (12, ("अकार्यरत", "Defunct")),
        (8, ("परिसमापनाधीन", "Under liquidation")),
    ]);
    let woman = dice.chance(20);
    let person = material.person(dice, script, woman);
    let printed = match dice.between(0, 99) {
        0..=2 => Piece::Empty,
        3..=40 => Piece::Number(f64::from(number)),
        41..=70 => Piece::Text(format!("{number}/{}", day.year())),
        71..=90 => Piece::Text(format!("DR/PAT/{number}")),
        _ => Piece::Text(format!("पं.क्र. {}", shapes::devanagari(&number.to_string()))),
    };
    let phone = format!("6{:09}", dice.between(0, 999_999_999));
    let cells = vec![
        Piece::Text(format!("{} {}", word(&place), of(name_hi, name_en))),
        printed,
        day_in_some_shape(dice, day),
        Piece::Text(word(block)),
        Piece::Text(word(&panchayat)),
        Piece::Text(word(&place)),
        Piece::Text(of(kind_hi, kind_en)),
        Piece::Number(heads as f64),
        share_in_some_shape(dice, share),
        Piece::Text(person),
        if dice.chance(70) { Piece::Number(phone.parse().unwrap_or(0.0)) } else { Piece::Text(format!("+91 {phone}")) },
        Piece::Text(of(status.0, status.1)),
        if dice.chance(8) { Piece::Text("अंकेक्षण लंबित".into()) } else { Piece::Empty },
    ];
    Row { cells, members: heads, share }
}

fn day_in_some_shape(dice: &mut Dice, day: jiff::civil::Date) -> Piece {
    let text = match dice.between(0, 199) {
        0..=3 => return Piece::Empty,
        4..=7 => "31/02/1987".into(),
        8 => shapes::dmy(date(2091, 8, 15), "/"),
        9..=68 => return Piece::Date(shapes::serial(day) as f64),
        69..=80 => return Piece::Number(shapes::serial(day) as f64),
        81..=120 => shapes::dmy(day, "/"),
        121..=150 => shapes::dmy_short(day),
        151..=170 => shapes::dmy(day, "-"),
        171..=186 => shapes::devanagari(&shapes::dmy(day, "/")),
        187..=194 => shapes::in_words_hi(day),
        _ => day.to_string(),
    };
    Piece::Text(text)
}

fn share_in_some_shape(dice: &mut Dice, share: i64) -> Piece {
    Piece::Text(match dice.between(0, 99) {
        0..=34 => return Piece::Number(share as f64),
        35..=59 => shapes::indian(share),
        60..=74 => format!("{}/-", shapes::indian(share)),
        75..=82 => format!("रु. {}/-", shapes::indian(share)),
        83..=89 if share >= 100_000 => format!("{} लाख", shapes::lakh(share)),
        90..=95 => shapes::devanagari(&shapes::indian(share)),
        _ => format!("Rs.{share}/-"),
    })
}
