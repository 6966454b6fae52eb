//! The panel of auditors: invented persons and firms over all districts.

use super::{
    cases::CASES,
    dice::Dice,
    grid::{Cell, Font, Grid},
    material::{Material, Script},
    shapes, xlsx,
};
use jiff::civil::date;

/// Kinds by weight: word, is it a firm, is it an officer of the department.
const KINDS: &[(i64, (&str, bool, bool))] = &[
    (5, ("चार्टर्ड एकाउंटेंट", false, false)),
    (2, ("सीए फर्म", true, false)),
    (3, ("विभागीय", false, true)),
    (1, ("सेवानिवृत्त विभागीय", false, true)),
];
const HEADINGS: [&str; 16] = [
    "क्र.सं.",
    "पैनल संख्या",
    "अंकेक्षक का नाम",
    "प्रकार",
    "सदस्यता संख्या",
    "फर्म पंजीयन संख्या",
    "मोबाइल नं.",
    "पता",
    "पैनल श्रेणी",
    "गृह जिला",
    "अन्य जिले",
    "क्षमता",
    "मान्य तिथि से",
    "मान्य तिथि तक",
    "हित-संघर्ष",
    "रिमार्क",
];

/// `panel/auditors.xlsx`: three or four auditors in every district.
pub fn auditors(material: &Material) -> Result<Vec<u8>, String> {
    let mut dice = Dice::named("panel of auditors");
    let mut grid = Grid::new("पैनल");
    grid.title("सहकारी समितियों के अंकेक्षण हेतु अंकेक्षकों का पैनल 2024-25 से 2026-27", Font::Mangal, 16);
    grid.heading(&HEADINGS, Font::Mangal);
    let districts: Vec<_> = material.districts.values().collect();
    let mut number = 0;
    for (n, district) in districts.iter().enumerate() {
        for turn in 0..3 + usize::from(n % 6 == 0) {
            number += 1;
            let (kind, firm, departmental) = *dice.weighted(KINDS);
            let woman = dice.chance(15);
            let person = material.person(&mut dice, Script::Hindi, woman);
            let last = person.split(' ').next_back().unwrap_or("").to_owned();
            let name = if firm { format!("{last} एण्ड एसोसिएट्स") } else { person };
            let neighbours = [&districts[(n + 1) % districts.len()].name, &districts[(n + 5) % districts.len()].name];
            let further = match turn {
                0 => String::new(),
                1 => neighbours[0].hi.clone(),
                _ => format!("{}; {}", neighbours[0].hi, neighbours[1].hi),
            };
            let expired = number % 29 == 0;
            let until = if expired { date(2024, 3, 31) } else { date(2027, 3, 31) };
            let from = if expired { date(2021, 4, 1) } else { date(2024, 4, 1) };
            let hindi = |text: &str| Cell::text(text).font(Font::Mangal);
            let optional = |said: bool, text: String| if said { Cell::text(text) } else { Cell::empty() };
            grid.push(vec![
                Cell::number(number),
                Cell::text(format!("P-{number:03}")),
                hindi(&name),
                hindi(kind),
                optional(!firm && !departmental, format!("9{number:05}")),
                optional(firm, format!("0{number:05}Z")),
                Cell::number(6_000_200_000 + number),
                hindi(&format!("{} (मुख्यालय)", district.name.hi)),
                // The first of a district may audit every society of it.
                Cell::text(if turn == 0 { "A" } else { *dice.weighted(&[(2, "A"), (3, "B"), (2, "C"), (1, "D")]) }),
                hindi(&district.name.hi),
                hindi(&further),
                Cell::number(if departmental { dice.between(32, 40) } else { dice.between(18, 30) }),
                if number % 2 == 0 { Cell::date(shapes::serial(from)) } else { Cell::text(shapes::dmy(from, "/")) },
                Cell::text(shapes::dmy(until, "/")),
                hindi(&conflicts(material, &mut dice, district.code, number)),
                if expired { hindi("नवीकरण लंबित") } else { Cell::empty() },
            ]);
        }
    }
    xlsx::write(&[grid]).map_err(|e| e.to_string())
}

/// One auditor in nine is barred from one or two societies of the home district.
fn conflicts(material: &Material, dice: &mut Dice, district: u32, number: i64) -> String {
    if number % 9 != 4 {
        return String::new();
    }
    let found = CASES.iter().find_map(|case| {
        let societies = case.societies(material).into_iter().find(|s| s[0].district_code == district)?;
        Some((case, societies))
    });
    let Some((case, societies)) = found else { return String::new() };
    let barred = (0..dice.between(1, 2)).map(|_| dice.pick(&societies));
    barred.map(|s| format!("{} ({})", case.number(s), s.district.hi)).collect::<Vec<_>>().join("; ")
}
