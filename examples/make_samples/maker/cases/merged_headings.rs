//! A two-row heading with merged cells, title rows above it and a row of column numbers below.

use super::super::{
    grid::{Cell, Font, Grid},
    material::Material,
    shapes,
    truth::{Fate, Truth},
    xlsx,
};
use super::{Case, Made, phone, rupees};

const SHEET: &str = "समिति सूची";
const UPPER: [&str; 15] = [
    "क्र.सं.",
    "समिति का नाम",
    "पंजीयन",
    "",
    "जिला",
    "पता",
    "",
    "",
    "समिति का प्रकार",
    "सदस्य संख्या",
    "अंशपूंजी (रु.)",
    "कार्यशील पूंजी (रु. लाख में)",
    "अध्यक्ष",
    "",
    "स्थिति",
];
const LOWER: [&str; 15] =
    ["", "", "संख्या", "तिथि", "", "प्रखंड", "ग्राम पंचायत", "ग्राम", "", "", "", "", "नाम", "मोबाइल नं.", ""];

pub fn make(case: &Case, material: &Material) -> Result<Made, String> {
    let mut truth = Truth::new(
        case.name,
        "merged-headings-hindi.xlsx",
        "headings over two rows with merged cells (पंजीयन above संख्या and तिथि), title rows, a row of column numbers, a unit in the heading",
    );
    let mut grid = Grid::new(SHEET);
    grid.title("कार्यालय संयुक्त निबंधक, सहयोग समितियाँ, मगध प्रमंडल, गया", Font::Mangal, 15);
    grid.title("सहयोग समितियों की विवरणी — दिनांक 31.03.2024 की स्थिति", Font::Mangal, 15);
    grid.blank();
    let top = grid.height();
    grid.heading(&UPPER, Font::Mangal);
    grid.heading(&LOWER, Font::Mangal);
    for column in [0, 1, 4, 8, 9, 10, 11, 14] {
        grid.merges.push((top, column, top + 1, column));
    }
    grid.merges.extend([(top, 2, top, 3), (top, 5, top, 7), (top, 12, top, 13)]);
    grid.push((1..=15).map(Cell::number).collect());
    for (n, s) in case.societies(material).iter().flatten().enumerate() {
        let said = case.said(s);
        let hindi = |text: &str| Cell::text(text).font(Font::Mangal);
        // The heading says lakh, so a bare number is lakh too.
        let working = shapes::lakh(s.working_capital);
        let row = grid.push(vec![
            Cell::number(i64::try_from(n).unwrap_or(0) + 1),
            hindi(&said.name),
            Cell::text(said.reg_no.clone()),
            if n % 2 == 0 {
                Cell::date(shapes::serial(s.registered))
            } else {
                Cell::text(shapes::dmy(s.registered, "/"))
            },
            hindi(&s.district.hi),
            hindi(&s.block.hi),
            hindi(&s.panchayat.hi),
            hindi(&s.village.hi),
            hindi(if s.class.code == "pacs" && n % 3 == 0 {
                "प्राथमिक कृषि साख समिति"
            } else {
                s.class.hi
            }),
            Cell::number(s.members),
            rupees(n, s.share_capital),
            Cell::text(if n % 2 == 0 { shapes::devanagari(&working) } else { working }),
            hindi(&s.chairman),
            phone(&s.phone),
            hindi(s.status.1),
        ]);
        truth.society(SHEET, row, s, &said);
        if n == 101 {
            let cells = &mut grid.rows[row as usize - 1];
            (cells[1], cells[2]) = (Cell::empty(), Cell::empty());
            truth.plant(SHEET, row, 1, Fate::Rejected, "neither a name nor a registration number");
        }
    }
    Ok(Made { bytes: xlsx::write(&[grid]).map_err(|e| e.to_string())?, truth })
}
