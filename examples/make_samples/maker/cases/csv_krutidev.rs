//! A list in Kruti Dev saved as CSV: bytes of Windows-1252, and no font left to tell that it is Hindi.

use super::super::{
    delimited,
    dice::Dice,
    grid::{Cell, Grid},
    krutidev::{Typing, encode},
    material::Material,
    shapes,
    truth::{Fate, Truth},
};
use super::{Case, Made};

const SHEET: &str = "csv-windows-1252-krutidev";

pub fn make(case: &Case, material: &Material) -> Result<Made, String> {
    let mut dice = Dice::named(case.name);
    let mut truth = Truth::new(
        case.name,
        "csv-windows-1252-krutidev.csv",
        "Kruti Dev text in a CSV of Windows-1252: no font is left, letters of the font are commas and quotation marks, and only the letters themselves tell Hindi from English",
    );
    let mut grid = Grid::new(SHEET);
    let headings = [
        "क्र.सं.",
        "समिति का नाम",
        "निबंधन संख्या",
        "निबंधन तिथि",
        "जिला",
        "प्रखंड",
        "समिति का प्रकार",
        "सदस्य संख्या",
        "अंशपूंजी",
        "अध्यक्ष",
        "मोबाइल नं.",
        "स्थिति",
    ];
    grid.push(headings.iter().map(|h| Cell::text(encode(h, Typing::Plain))).collect());
    for (n, s) in case.societies(material).iter().flatten().enumerate() {
        let typing = if dice.chance(50) { Typing::Ligatures } else { Typing::Plain };
        let mut said = case.said(s);
        said.working_capital = false;
        let typed = |hindi: &str| Cell::text(encode(hindi, typing));
        let class = if s.class.code == "pacs" && n % 3 == 0 { "PACS" } else { s.class.hi };
        let row = grid.push(vec![
            Cell::text((n + 1).to_string()),
            typed(&said.name),
            Cell::text(said.reg_no.clone()),
            Cell::text(shapes::dmy(s.registered, if n % 2 == 0 { "/" } else { "-" })),
            typed(&s.district.hi),
            typed(&s.block.hi),
            typed(class),
            Cell::text(s.members.to_string()),
            Cell::text(if n % 2 == 0 {
                format!("{}/-", shapes::indian(s.share_capital))
            } else {
                s.share_capital.to_string()
            }),
            typed(&s.chairman),
            Cell::text(s.phone.clone()),
            typed(s.status.1),
        ]);
        truth.society(SHEET, row, s, &said);
        if n == 200 {
            grid.rows[row as usize - 1][3] = Cell::text("31/04/1975");
            truth.plant(SHEET, row, 3, Fate::Rejected, "31 April 1975 does not exist");
        }
    }
    Ok(Made { bytes: delimited::windows_1252(&grid)?, truth })
}
