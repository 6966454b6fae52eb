//! The binary format of Excel 97 to 2003.

use super::super::{
    biff8,
    grid::{Cell, Font, Grid},
    material::Material,
    shapes,
    truth::{Fate, Truth},
};
use super::{Case, Made, phone, rupees};

pub fn make(case: &Case, material: &Material) -> Result<Made, String> {
    let mut truth = Truth::new(
        case.name,
        "biff8-xls.xls",
        "the binary format of Excel 97 to 2003, one sheet for each two districts, Hindi in Unicode",
    );
    let districts = case.societies(material);
    let mut grids = Vec::new();
    for (part, pair) in districts.chunks(2).enumerate() {
        let sheet = if part == 0 {
            "दरभंगा-मधुबनी"
        } else {
            "समस्तीपुर-बेगूसराय"
        };
        let mut grid = Grid::new(sheet);
        grid.title("सहकारिता विभाग, बिहार : समितियों की पंजी", Font::Mangal, 12);
        grid.heading(
            &[
                "क्र.",
                "समिति का नाम",
                "निबंधन संख्या",
                "निबंधन तिथि",
                "जिला",
                "प्रखंड",
                "ग्राम पंचायत",
                "समिति का प्रकार",
                "सदस्य संख्या",
                "अंशपूंजी",
                "अध्यक्ष",
                "मोबाइल नं.",
                "स्थिति",
            ],
            Font::Mangal,
        );
        for (n, s) in pair.iter().flatten().enumerate() {
            let mut said = case.said(s);
            said.working_capital = false;
            let hindi = |text: &str| Cell::text(text).font(Font::Mangal);
            let row = grid.push(vec![
                Cell::number(i64::try_from(n).unwrap_or(0) + 1),
                hindi(&said.name),
                Cell::text(said.reg_no.clone()),
                if n % 3 == 1 {
                    Cell::text(shapes::dmy(s.registered, "-"))
                } else {
                    Cell::date(shapes::serial(s.registered))
                },
                hindi(&s.district.hi),
                hindi(&s.block.hi),
                hindi(&s.panchayat.hi),
                hindi(s.class.hi),
                Cell::number(s.members),
                rupees(n, s.share_capital),
                hindi(&s.chairman),
                phone(&s.phone),
                hindi(s.status.1),
            ]);
            truth.society(sheet, row, s, &said);
            if part == 1 && n == 40 {
                grid.rows[row as usize - 1][9] = hindi("देखें पृष्ठ 12");
                truth.plant(sheet, row, 9, Fate::Rejected, "a note stands where the share capital should");
            }
        }
        grids.push(grid);
    }
    Ok(Made { bytes: biff8::write(&grids).map_err(|e| e.to_string())?, truth })
}
