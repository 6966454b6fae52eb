//! Invented societies.

use super::{
    dice::Dice,
    material::{Both, District, Material, Script, village},
};
use jiff::civil::{Date, date};
use std::collections::BTreeSet;

/// A class with its words.
pub struct Class {
    pub code: &'static str,
    pub hi: &'static str,
    pub en: &'static str,
    name_hi: &'static str,
    name_en: &'static str,
    members: (i64, i64),
}

const fn class(
    code: &'static str,
    hi: &'static str,
    en: &'static str,
    name_hi: &'static str,
    name_en: &'static str,
    members: (i64, i64),
) -> Class {
    Class { code, hi, en, name_hi, name_en, members }
}

/// Classes by how common they are in the samples.
const CLASSES: &[(i64, Class)] = &[
    (
        46,
        class(
            "pacs",
            "पैक्स",
            "PACS",
            "प्राथमिक कृषि साख सहयोग समिति लिमिटेड",
            "Primary Agricultural Credit Co-operative Society Ltd.",
            (120, 2400),
        ),
    ),
    (
        16,
        class(
            "dairy",
            "दुग्ध",
            "Dairy",
            "दुग्ध उत्पादक सहयोग समिति लिमिटेड",
            "Milk Producers Co-operative Society Ltd.",
            (25, 180),
        ),
    ),
    (
        9,
        class(
            "fishery",
            "मत्स्यजीवी",
            "Fishery",
            "मत्स्यजीवी सहयोग समिति लिमिटेड",
            "Fishermen Co-operative Society Ltd.",
            (40, 600),
        ),
    ),
    (
        6,
        class(
            "vyapar_mandal",
            "व्यापार मंडल",
            "Vyapar Mandal",
            "व्यापार मंडल सहयोग समिति लिमिटेड",
            "Vyapar Mandal Co-operative Society Ltd.",
            (90, 900),
        ),
    ),
    (
        5,
        class(
            "weavers",
            "बुनकर",
            "Weavers",
            "प्राथमिक बुनकर सहयोग समिति लिमिटेड",
            "Primary Weavers Co-operative Society Ltd.",
            (25, 160),
        ),
    ),
    (5, class("labour", "श्रमिक", "Labour", "श्रमिक सहयोग समिति लिमिटेड", "Labour Co-operative Society Ltd.", (21, 90))),
    (
        4,
        class(
            "consumer",
            "उपभोक्ता",
            "Consumer",
            "उपभोक्ता सहयोग समिति लिमिटेड",
            "Consumer Co-operative Society Ltd.",
            (60, 700),
        ),
    ),
    (
        4,
        class(
            "housing",
            "गृह निर्माण",
            "Housing",
            "गृह निर्माण सहयोग समिति लिमिटेड",
            "House Construction Co-operative Society Ltd.",
            (25, 240),
        ),
    ),
    (
        3,
        class(
            "marketing",
            "विपणन",
            "Marketing",
            "क्रय विक्रय सहयोग समिति लिमिटेड",
            "Marketing Co-operative Society Ltd.",
            (60, 500),
        ),
    ),
    (
        2,
        class(
            "urban_credit",
            "नगरीय साख",
            "Urban Credit",
            "नगरीय साख सहयोग समिति लिमिटेड",
            "Urban Credit Co-operative Society Ltd.",
            (80, 900),
        ),
    ),
];

/// Classes of the last audit by how common they are.
const AUDIT_CLASSES: &[(i64, &str)] = &[(1, "A"), (2, "B"), (3, "C"), (1, "D")];

/// Status words: code, Hindi, English.
const STATUS: &[(i64, (&str, &str, &str))] = &[
    (84, ("functional", "कार्यरत", "Functional")),
    (10, ("non_functional", "अकार्यरत", "Non-functional")),
    (5, ("under_liquidation", "परिसमापनाधीन", "Under liquidation")),
    (1, ("cancelled", "निबंधन रद्द", "Cancelled")),
];

/// One invented society. Amounts in whole rupees.
#[derive(Clone)]
pub struct Society {
    pub district: Both,
    pub district_code: u32,
    pub block: Both,
    pub panchayat: Both,
    pub village: Both,
    pub name: Both,
    pub class: &'static Class,
    pub number: u32,
    pub registered: Date,
    pub members: i64,
    pub share_capital: i64,
    /// Whole thousands, so that it can be written in lakh without loss.
    pub working_capital: i64,
    pub chairman: String,
    pub phone: String,
    pub status: (&'static str, &'static str, &'static str),
    pub audit_class: &'static str,
}

/// `count` societies of a district, by block; numbers rise with gaps, names differ within the district.
pub fn of_district(material: &Material, district: &District, count: usize, script: Script) -> Vec<Society> {
    let mut dice = Dice::named(&format!("societies of {}", district.code));
    let named: Vec<&Both> = district.blocks.iter().filter(|b| b.hi != b.en).collect();
    let blocks: Vec<&Both> = if script == Script::Hindi { named } else { district.blocks.iter().collect() };
    let blocks = &blocks[..blocks.len().min(6)];
    let mut names = BTreeSet::new();
    let mut number = 0;
    let mut all = Vec::with_capacity(count);
    while all.len() < count {
        let block = blocks[all.len() * blocks.len() / count];
        let class = dice.weighted(CLASSES);
        let (panchayat, place) = (village(&mut dice), village(&mut dice));
        let seat = if class.code == "vyapar_mandal" { block } else { &place };
        let name = Both { hi: format!("{} {}", seat.hi, class.name_hi), en: format!("{} {}", seat.en, class.name_en) };
        if !names.insert(name.hi.clone()) || !names.insert(name.en.clone()) {
            continue;
        }
        number += u32::try_from(dice.between(1, 4)).unwrap_or(1);
        let year = i16::try_from(2023 - dice.between(0, 8) * dice.between(0, 11)).unwrap_or(2000);
        let registered =
            date(year, i8::try_from(dice.between(1, 12)).unwrap_or(1), i8::try_from(dice.between(1, 28)).unwrap_or(1));
        let members = dice.between(class.members.0, class.members.1);
        let share_capital = members * *dice.pick(&[50, 50, 100, 100, 110, 250, 500]) + dice.between(0, 9) * 5;
        let woman = dice.chance(22);
        let phone = format!("60000{:05}", district.code % 100 * 1000 + u32::try_from(all.len()).unwrap_or(0));
        let audit_class: &&str = dice.weighted(AUDIT_CLASSES);
        all.push(Society {
            district: district.name.clone(),
            district_code: district.code,
            block: block.clone(),
            panchayat,
            village: place,
            name,
            class,
            number,
            registered,
            members,
            share_capital,
            working_capital: (share_capital * dice.between(3, 24) / 1000 + dice.between(0, 99)) * 1000,
            chairman: material.person(&mut dice, script, woman),
            phone,
            status: *dice.weighted(STATUS),
            audit_class,
        });
    }
    all
}
