//! Totals of block, district and division stand among the rows; blocks have a line of their own above them.

use super::super::{
    grid::{Cell, Font, Grid},
    material::Material,
    shapes,
    society::Society,
    truth::Truth,
    xlsx,
};
use super::{Case, Made};

const SHEET: &str = "तिरहुत";
const WIDTH: u16 = 10;

fn total(label: &str, of: &[Society]) -> (Vec<Cell>, (String, Vec<i64>)) {
    let members = of.iter().map(|s| s.members).sum();
    let share = of.iter().map(|s| s.share_capital).sum();
    let bold = |text: String| Cell::text(text).font(Font::Mangal).bold();
    let mut cells = vec![Cell::empty(); usize::from(WIDTH)];
    cells[1] = bold(label.into());
    cells[6] = Cell::number(members).bold();
    cells[7] = bold(shapes::indian(share));
    (cells, (label.into(), vec![members, share]))
}

pub fn make(case: &Case, material: &Material) -> Result<Made, String> {
    let mut truth = Truth::new(
        case.name,
        "totals-as-rows.xlsx",
        "sub-totals of block and district and a grand total as rows, a line for each block above its societies, a running number that begins again in every block",
    );
    let mut grid = Grid::new(SHEET);
    grid.title("तिरहुत प्रमंडल : सहयोग समितियों की सूची", Font::Mangal, WIDTH);
    grid.heading(
        &[
            "क्र.सं.",
            "समिति का नाम",
            "निबंधन सं.",
            "निबंधन तिथि",
            "जिला",
            "समिति का प्रकार",
            "सदस्य संख्या",
            "अंशपूंजी (रु.)",
            "अध्यक्ष",
            "स्थिति",
        ],
        Font::Mangal,
    );
    let districts = case.societies(material);
    for societies in &districts {
        for block in societies.chunk_by(|a, b| a.block == b.block) {
            grid.title(format!("प्रखंड : {}", block[0].block.hi), Font::Mangal, WIDTH);
            for (n, s) in block.iter().enumerate() {
                let mut said = case.said(s);
                (said.working_capital, said.phone) = (false, false);
                let hindi = |text: &str| Cell::text(text).font(Font::Mangal);
                let row = grid.push(vec![
                    Cell::number(i64::try_from(n).unwrap_or(0) + 1),
                    hindi(&said.name),
                    Cell::number(i64::from(s.number)),
                    Cell::date(shapes::serial(s.registered)),
                    hindi(&s.district.hi),
                    hindi(s.class.hi),
                    Cell::number(s.members),
                    if n % 2 == 0 {
                        Cell::number(s.share_capital)
                    } else {
                        Cell::text(shapes::indian(s.share_capital))
                    },
                    hindi(&s.chairman),
                    hindi(s.status.1),
                ]);
                truth.society(SHEET, row, s, &said);
            }
            let (cells, printed) = total(&format!("प्रखंड योग - {}", block[0].block.hi), block);
            grid.push(cells);
            truth.printed.push(printed);
        }
        let (cells, printed) = total(&format!("जिला योग - {}", societies[0].district.hi), societies);
        grid.push(cells);
        truth.printed.push(printed);
        grid.blank();
    }
    let (cells, printed) = total("महायोग", &districts.concat());
    grid.push(cells);
    truth.printed.push(printed);
    Ok(Made { bytes: xlsx::write(&[grid]).map_err(|e| e.to_string())?, truth })
}
