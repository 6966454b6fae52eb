//! Columns typed in Kruti Dev 010: only the font of the cell says that they are Hindi, and English stands in that font too.

use super::super::{
    dice::Dice,
    grid::{Cell, Font, Grid},
    krutidev::{Typing, encode},
    material::Material,
    shapes,
    truth::{Fate, Truth},
    xlsx,
};
use super::{Case, Made, phone};

const SHEET: &str = "Sheet1";
const HEADINGS: [&str; 13] = [
    "क्र.सं.",
    "निबंधन संख्या",
    "निबंधन तिथि",
    "समिति का नाम",
    "जिला",
    "प्रखंड",
    "ग्राम पंचायत",
    "समिति का प्रकार",
    "सदस्य संख्या",
    "अंशपूंजी",
    "अध्यक्ष",
    "मोबाइल नं.",
    "स्थिति",
];
/// What clerks leave in Latin letters although the cell is in the Hindi font.
const REMARKS: [&str; 6] = ["COMFED", "NABARD", "ISO 9001", "DCO/PAT/114/2019", "e-PACS", "CSC"];

pub fn make(case: &Case, material: &Material) -> Result<Made, String> {
    let mut dice = Dice::named(case.name);
    let mut truth = Truth::new(
        case.name,
        "krutidev-typed-columns.xlsx",
        "Hindi typed in the font Kruti Dev 010, known by the font of the cell only; English acronyms, codes and figures stand in the same font",
    );
    let mut grid = Grid::new(SHEET);
    let typed = |hindi: &str, typing: Typing| Cell::text(encode(hindi, typing)).font(Font::KrutiDev);
    grid.title(encode("कार्यालय निबंधक सहयोग समितियाँ बिहार पटना", Typing::Plain), Font::KrutiDev, 14);
    grid.title(encode("निबंधित सहयोग समितियों की सूची", Typing::Plain), Font::KrutiDev, 14);
    let headings: Vec<String> = HEADINGS.iter().chain(&["अभ्युक्ति"]).map(|h| encode(h, Typing::Plain)).collect();
    grid.heading(&headings.iter().map(String::as_str).collect::<Vec<_>>(), Font::KrutiDev);
    for (n, s) in case.societies(material).iter().flatten().enumerate() {
        let typing = if dice.chance(40) { Typing::Ligatures } else { Typing::Plain };
        let mut said = case.said(s);
        said.working_capital = false;
        let mut name = typed(&said.name, typing);
        let long_form = "प्राथमिक कृषि साख सहयोग समिति लिमिटेड";
        if s.class.code == "pacs" && n % 9 == 4 {
            said.name = said.name.replace(long_form, "PACS लिमिटेड");
            name = typed(&said.name, typing);
        } else if n % 31 == 7 {
            // A run of another font inside the cell.
            name = Cell::rich(vec![(Font::KrutiDev, encode(&said.name, typing)), (Font::Calibri, " (B)".into())])
                .font(Font::KrutiDev);
            said.name.push_str(" (B)");
        }
        let class =
            if s.class.code == "pacs" && n % 2 == 0 { typed("PACS", typing) } else { typed(s.class.hi, typing) };
        let day = match n % 3 {
            0 => Cell::date(shapes::serial(s.registered)),
            1 => Cell::text(shapes::dmy(s.registered, "@")).font(Font::KrutiDev),
            _ => Cell::text(shapes::dmy(s.registered, "-")).font(Font::KrutiDev),
        };
        let amount = match n % 3 {
            0 => Cell::number(s.share_capital),
            // In this font the comma is the key ], the slash @ and the dash &.
            1 => Cell::text(format!("{}@&", shapes::indian(s.share_capital).replace(',', "]"))).font(Font::KrutiDev),
            _ => Cell::text(format!("{}/-", shapes::indian(s.share_capital))),
        };
        let number = if n % 2 == 0 {
            Cell::text(said.reg_no.replace('/', "@")).font(Font::KrutiDev)
        } else {
            Cell::text(said.reg_no.clone())
        };
        let remark = match n % 11 {
            3 => Cell::text(*dice.pick(&REMARKS)).font(Font::KrutiDev),
            6 => typed("अंकेक्षण लंबित", typing),
            _ => Cell::empty(),
        };
        let row = grid.push(vec![
            Cell::number(i64::try_from(n).unwrap_or(0) + 1),
            number,
            day,
            name,
            typed(&s.district.hi, typing),
            typed(&s.block.hi, typing),
            typed(&s.panchayat.hi, typing),
            class,
            Cell::number(s.members),
            amount,
            typed(&s.chairman, typing),
            phone(&s.phone),
            typed(s.status.1, typing),
            remark,
        ]);
        truth.society(SHEET, row, s, &said);
        if n == 57 {
            let cells = &mut grid.rows[row as usize - 1];
            cells[2] = Cell::text("31@02@1987").font(Font::KrutiDev);
            truth.plant(SHEET, row, 2, Fate::Rejected, "31 February 1987 does not exist");
        }
    }
    Ok(Made { bytes: xlsx::write(&[grid]).map_err(|e| e.to_string())?, truth })
}
