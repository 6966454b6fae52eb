//! Dates as Excel dates, bare serials, dd/mm/yyyy, dd.mm.yy, in Devanagari digits and with the name of the month.

use super::super::{
    grid::{Cell, Font, Grid},
    material::Material,
    shapes,
    truth::{Fate, Truth},
    xlsx,
};
use super::{Case, Made, phone, rupees};

const SHEET: &str = "Sheet1";

pub fn make(case: &Case, material: &Material) -> Result<Made, String> {
    let mut truth = Truth::new(
        case.name,
        "dates-three-ways.xlsx",
        "one column of dates in seven shapes: Excel date, bare serial, dd/mm/yyyy, dd.mm.yy, Devanagari digits, month names in Hindi and English",
    );
    let mut grid = Grid::new(SHEET);
    grid.heading(
        &[
            "क्रमांक",
            "समिति का नाम",
            "पंजीयन संख्या",
            "पंजीयन दिनांक",
            "जिला",
            "प्रखंड",
            "वर्ग",
            "सदस्यों की संख्या",
            "अंशपूंजी",
            "कार्यशील पूंजी",
            "अध्यक्ष का नाम",
            "मोबाइल नं.",
            "वर्तमान स्थिति",
        ],
        Font::Mangal,
    );
    let mut societies = case.societies(material).concat();
    // The two amounts every officer of the state has seen in the papers.
    (societies[1].share_capital, societies[1].working_capital) = (27_434_048, 5_492_000);
    for (n, s) in societies.iter().enumerate() {
        let said = case.said(s);
        let hindi = |text: &str| Cell::text(text).font(Font::Mangal);
        let day = s.registered;
        let date = match n % 8 {
            0 | 5 => Cell::date(shapes::serial(day)),
            1 => Cell::text(shapes::dmy(day, "/")),
            2 => Cell::text(shapes::dmy_short(day)),
            3 => hindi(&shapes::devanagari(&shapes::dmy(day, "."))),
            4 => hindi(&shapes::in_words_hi(day)),
            6 => Cell::number(shapes::serial(day)),
            _ => Cell::text(shapes::in_words_en(day)),
        };
        let row = grid.push(vec![
            Cell::number(i64::try_from(n).unwrap_or(0) + 1),
            hindi(&said.name),
            Cell::text(said.reg_no.clone()),
            date,
            hindi(&s.district.hi),
            hindi(&s.block.hi),
            hindi(s.class.hi),
            Cell::number(s.members),
            rupees(n, s.share_capital),
            Cell::text(format!("{} लाख", shapes::lakh(s.working_capital))),
            hindi(&s.chairman),
            phone(&s.phone),
            hindi(s.status.1),
        ]);
        truth.society(SHEET, row, s, &said);
        let wrong = match n {
            23 => Some(("31/02/1987", "31 February 1987 does not exist")),
            144 => Some(("१५.०८.२०९१", "15 August 2091 lies in the future")),
            265 => Some(("00/05/1982", "there is no day 0")),
            _ => None,
        };
        if let Some((text, what)) = wrong {
            grid.rows[row as usize - 1][3] = Cell::text(text);
            truth.plant(SHEET, row, 3, Fate::Rejected, what);
        }
    }
    Ok(Made { bytes: xlsx::write(&[grid]).map_err(|e| e.to_string())?, truth })
}
