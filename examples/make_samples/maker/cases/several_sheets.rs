//! A cover sheet and a sheet for each district; the district stands in the title only.

use super::super::{
    grid::{Cell, Font, Grid},
    material::Material,
    shapes,
    truth::{Fate, Truth},
    xlsx,
};
use super::{Case, Made, phone, rupees};

pub fn make(case: &Case, material: &Material) -> Result<Made, String> {
    let mut truth = Truth::new(
        case.name,
        "several-sheets.xlsx",
        "a cover sheet without a table and one sheet for each district, whose name stands in the title and in no column",
    );
    let mut cover = Grid::new("आवरण");
    cover.title("सहयोग समितियों की पंजी", Font::Mangal, 4);
    cover.blank();
    cover.push(vec![Cell::text("जिलावार सूची अगले पृष्ठों पर है।").font(Font::Mangal)]);
    let mut grids = vec![cover];
    for (part, societies) in case.societies(material).iter().enumerate() {
        let district = &societies[0].district;
        let sheet = district.hi.as_str();
        let mut grid = Grid::new(sheet);
        grid.title("कार्यालय जिला सहकारिता पदाधिकारी", Font::Mangal, 11);
        grid.title(format!("जिला : {}", district.hi), Font::Mangal, 11);
        grid.heading(
            &[
                "क्र.सं.",
                "समिति का नाम",
                "निबंधन सं.",
                "निबंधन तिथि",
                "प्रखंड",
                "पंचायत",
                "समिति का प्रकार",
                "सदस्य संख्या",
                "अंश पूंजी",
                "अध्यक्ष",
                "मो. नं.",
                "स्थिति",
            ],
            Font::Mangal,
        );
        for (n, s) in societies.iter().enumerate() {
            let mut said = case.said(s);
            said.working_capital = false;
            let hindi = |text: &str| Cell::text(text).font(Font::Mangal);
            let row = grid.push(vec![
                Cell::number(i64::try_from(n).unwrap_or(0) + 1),
                hindi(&said.name),
                Cell::text(said.reg_no.clone()),
                if n % 2 == 0 {
                    Cell::text(shapes::dmy(s.registered, "."))
                } else {
                    Cell::date(shapes::serial(s.registered))
                },
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
            if part == 2 && n == 30 {
                let cells = &mut grid.rows[row as usize - 1];
                (cells[1], cells[2]) = (Cell::empty(), Cell::empty());
                truth.plant(sheet, row, 1, Fate::Rejected, "neither a name nor a registration number");
            }
        }
        grids.push(grid);
    }
    Ok(Made { bytes: xlsx::write(&grids).map_err(|e| e.to_string())?, truth })
}
