//! Office bearers: each row names its society by the number and district of another sample.

use super::super::{
    dice::Dice,
    grid::{Cell, Font, Grid},
    material::{Material, Script},
    shapes,
    truth::{Fate, Truth},
    xlsx,
};
use super::{CASES, Made, phone};
use jiff::civil::date;

const SHEET: &str = "पदाधिकारी";
const POSTS: [&str; 4] = ["अध्यक्ष", "उपाध्यक्ष", "सचिव", "सदस्य"];
/// Numbers that the issuing authority published for testing; they belong to nobody.
pub const TEST_AADHAAR: [&str; 5] =
    ["9999 4105 7058", "9999 7165 8847", "9999 3311 9405", "9999 5518 3433", "9999 9050 1894"];

pub fn make(material: &Material) -> Result<Made, String> {
    let mut dice = Dice::named("office-bearers");
    let mut truth = Truth::bearers(
        "office-bearers",
        "office-bearers.xlsx",
        "rows that belong to societies of another file, named by registration number and district; a column of identity numbers that must be masked",
    );
    let mut grid = Grid::new(SHEET);
    grid.title("सहयोग समितियों के पदाधिकारियों की सूची", Font::Mangal, 12);
    grid.heading(
        &[
            "क्र.सं.",
            "समिति का नाम",
            "पंजीयन संख्या",
            "जिला",
            "पदाधिकारी का नाम",
            "पिता/पति का नाम",
            "पद",
            "लिंग",
            "मोबाइल नं.",
            "आधार संख्या",
            "निर्वाचन तिथि",
            "कार्यकाल समाप्ति",
        ],
        Font::Mangal,
    );
    let case = CASES.iter().find(|c| c.name == "merged-headings-hindi").ok_or("the sample referred to is missing")?;
    let mut serial = 0;
    for (n, s) in case.societies(material).concat().iter().step_by(4).enumerate() {
        // Row 101 of that sample is rejected on purpose; step_by(4) never meets it.
        let (number, name) = (case.number(s), s.name.hi.clone());
        let year = i16::try_from(2019 + dice.between(0, 4)).unwrap_or(2020);
        let from =
            date(year, i8::try_from(dice.between(1, 12)).unwrap_or(1), i8::try_from(dice.between(1, 28)).unwrap_or(1));
        let to = date(from.year() + 5, from.month(), from.day()).yesterday().map_err(|e| e.to_string())?;
        for post in POSTS.iter().take(if n % 2 == 0 { 4 } else { 3 }) {
            serial += 1;
            let woman = dice.chance(35);
            let person = material.person(&mut dice, Script::Hindi, woman);
            let guardian = material.person(&mut dice, Script::Hindi, false);
            let hindi = |text: &str| Cell::text(text).font(Font::Mangal);
            let identity = match serial % 40 {
                7 => Cell::text(TEST_AADHAAR[usize::try_from(serial / 40).unwrap_or(0) % 5]),
                _ => Cell::empty(),
            };
            let row = grid.push(vec![
                Cell::number(serial),
                hindi(&name),
                Cell::text(number.clone()),
                hindi(&s.district.hi),
                hindi(&person),
                hindi(&guardian),
                hindi(post),
                hindi(if woman { "महिला" } else { "पुरुष" }),
                phone(&format!("60001{serial:05}")),
                identity,
                if serial % 2 == 0 { Cell::date(shapes::serial(from)) } else { Cell::text(shapes::dmy(from, ".")) },
                Cell::text(shapes::dmy(to, "/")),
            ]);
            truth.bearer(
                SHEET,
                row,
                [number.clone(), s.district_code.to_string(), person, (*post).into(), from.to_string(), to.to_string()],
            );
            let cells = &mut grid.rows[row as usize - 1];
            match serial {
                33 => {
                    (cells[1], cells[2]) = (hindi("भूतपुर सहयोग समिति लिमिटेड"), Cell::text("DCO/XYZ/9999"));
                    truth.plant(SHEET, row, 2, Fate::Rejected, "no society has this registration number or name");
                }
                88 => {
                    cells[4] = Cell::empty();
                    truth.plant(SHEET, row, 4, Fate::Rejected, "the name is missing");
                }
                141 => {
                    cells[10] = Cell::text("31/09/2021");
                    truth.plant(SHEET, row, 10, Fate::Rejected, "31 September 2021 does not exist");
                }
                203 => {
                    cells[6] = Cell::empty();
                    truth.plant(SHEET, row, 6, Fate::Rejected, "the post is missing");
                }
                _ => {}
            }
        }
    }
    Ok(Made { bytes: xlsx::write(&[grid]).map_err(|e| e.to_string())?, truth })
}
