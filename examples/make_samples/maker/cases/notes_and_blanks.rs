//! A sheet made for the printer: headings repeated on every page, page numbers, blank rows, notes and a signature.

use super::super::{
    grid::{Cell, Font, Grid},
    material::Material,
    shapes,
    truth::{Fate, Truth},
    xlsx,
};
use super::{Case, Made, phone, rupees};

const SHEET: &str = "Print";
const HEADINGS: [&str; 12] = [
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
/// Societies on a printed page.
const PAGE: usize = 25;

pub fn make(case: &Case, material: &Material) -> Result<Made, String> {
    let mut truth = Truth::new(
        case.name,
        "notes-and-blanks.xlsx",
        "made for the printer: headings repeated on each page, page numbers, blank rows, notes and signatures below the table",
    );
    let mut grid = Grid::new(SHEET);
    let note = |text: &str| vec![Cell::empty(), Cell::text(text).font(Font::Mangal)];
    grid.title("निबंधित सहयोग समितियों की सूची, मुंगेर प्रमंडल", Font::Mangal, 12);
    let all: Vec<_> = case.societies(material).concat();
    for (page, societies) in all.chunks(PAGE).enumerate() {
        if page > 0 {
            grid.blank();
            grid.push(note(&format!("पृष्ठ {}", page + 1)));
        }
        grid.heading(&HEADINGS, Font::Mangal);
        for (n, s) in societies.iter().enumerate() {
            let mut said = case.said(s);
            said.working_capital = false;
            let hindi = |text: &str| Cell::text(text).font(Font::Mangal);
            let row = grid.push(vec![
                Cell::number(i64::try_from(page * PAGE + n).unwrap_or(0) + 1),
                hindi(&said.name),
                Cell::number(i64::from(s.number)),
                Cell::text(shapes::dmy(s.registered, if n % 2 == 0 { "/" } else { "." })),
                hindi(&s.district.hi),
                hindi(&s.block.hi),
                hindi(s.class.hi),
                Cell::number(s.members),
                rupees(n, s.share_capital),
                hindi(&s.chairman),
                phone(&s.phone),
                hindi(s.status.1),
            ]);
            truth.society(SHEET, row, s, &said);
            if page == 3 && n == 11 {
                grid.rows[row as usize - 1][3] = Cell::text("29/02/1981");
                truth.plant(SHEET, row, 3, Fate::Rejected, "29 February 1981 does not exist: no leap year");
            }
            if n == 12 {
                grid.blank();
            }
        }
    }
    grid.blank();
    grid.push(note("टिप्पणी : 1. उपरोक्त सूची कार्यालय अभिलेख के आधार पर तैयार की गई है।"));
    grid.push(note("2. परिसमापनाधीन समितियों की सूची अलग से संलग्न है।"));
    grid.blank();
    grid.push(vec![
        Cell::empty(),
        Cell::empty(),
        Cell::empty(),
        Cell::empty(),
        Cell::text("ह०/- जिला सहकारिता पदाधिकारी").font(Font::Mangal),
    ]);
    Ok(Made { bytes: xlsx::write(&[grid]).map_err(|e| e.to_string())?, truth })
}
