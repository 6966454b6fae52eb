//! The format of LibreOffice.

use super::super::{
    grid::{Cell, Font, Grid},
    material::Material,
    ods, shapes,
    truth::Truth,
};
use super::{Case, Made, phone, rupees};

const SHEET: &str = "पंजी";

pub fn make(case: &Case, material: &Material) -> Result<Made, String> {
    let mut truth = Truth::new(
        case.name,
        "ods.ods",
        "OpenDocument: dates as ISO values under a format, empty cells counted instead of written, a merged title",
    );
    let mut grid = Grid::new(SHEET);
    grid.title("अंग प्रमंडल की सहयोग समितियाँ", Font::Mangal, 15);
    grid.blank();
    grid.heading(
        &[
            "क्र.सं.",
            "संस्था का नाम",
            "निबंधन संख्या",
            "निबंधन की तिथि",
            "जिला",
            "प्रखंड",
            "ग्राम",
            "प्रकार",
            "कुल सदस्य",
            "हिस्सा पूंजी",
            "कार्यशील पूंजी",
            "अध्यक्ष",
            "दूरभाष",
            "अंकेक्षण वर्ग",
            "दशा",
        ],
        Font::Mangal,
    );
    for (n, s) in case.societies(material).iter().flatten().enumerate() {
        let mut said = case.said(s);
        (said.phone, said.audit_class) = (n % 4 != 2, true);
        let hindi = |text: &str| Cell::text(text).font(Font::Mangal);
        let working = if n % 3 == 0 {
            Cell::number(s.working_capital)
        } else {
            Cell::text(format!("₹ {} लाख", shapes::lakh(s.working_capital)))
        };
        let row = grid.push(vec![
            Cell::number(i64::try_from(n).unwrap_or(0) + 1),
            hindi(&said.name),
            Cell::text(said.reg_no.clone()),
            if n % 5 == 4 {
                Cell::text(shapes::dmy(s.registered, "/"))
            } else {
                Cell::date(shapes::serial(s.registered))
            },
            hindi(&s.district.hi),
            hindi(&s.block.hi),
            hindi(&s.village.hi),
            hindi(s.class.hi),
            Cell::number(s.members),
            rupees(n, s.share_capital),
            working,
            hindi(&s.chairman),
            if said.phone { phone(&s.phone) } else { Cell::empty() },
            Cell::text(s.audit_class),
            hindi(s.status.1),
        ]);
        truth.society(SHEET, row, s, &said);
    }
    Ok(Made { bytes: ods::write(&[grid]).map_err(|e| e.to_string())?, truth })
}
