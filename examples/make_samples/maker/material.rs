//! Names, districts and blocks out of `samples/material/`, and villages put together from syllables.

use super::dice::Dice;
use std::collections::BTreeMap;

/// Hindi and English spelling of one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Both {
    pub hi: String,
    pub en: String,
}

/// A district with its blocks.
#[derive(Clone, Debug)]
pub struct District {
    pub code: u32,
    pub name: Both,
    /// Blocks in the order of their codes; those without a Hindi name carry the English one in both.
    pub blocks: Vec<Both>,
}

/// Script a sheet is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    Hindi,
    English,
}

/// Everything names are drawn from.
pub struct Material {
    pub districts: BTreeMap<u32, District>,
    men: [Vec<String>; 2],
    women: [Vec<String>; 2],
    last_men: [Vec<String>; 2],
    last_women: [Vec<String>; 2],
}

/// Words of the lists that are no names of their own (kinship words, titles, slips).
const NO_NAMES: &[&str] = &[
    "पिता",
    "पति",
    "शेख",
    "लाल",
    "राज",
    "जय",
    "देव",
    "दुखी",
    "कुमारी",
    "यदव",
    "मोहमद",
    "महम्मद",
    "Let",
    "Hus",
    "Om",
    "Lal",
    "Raj",
    "Shekh",
    "Kumari",
    "Ii",
    "Shrma",
    "Kha",
    "Devi",
    "Bibi",
    "Dukhi",
    "Baby",
];

impl Material {
    /// Reads the lists; they are compiled in, so a broken one is a mistake of this program and named as such.
    pub fn load() -> Result<Self, String> {
        let table = |text: &str| -> Result<Vec<BTreeMap<String, String>>, String> {
            csv::Reader::from_reader(text.as_bytes())
                .deserialize()
                .collect::<Result<_, _>>()
                .map_err(|e| format!("samples/material: {e}"))
        };
        let mut districts = BTreeMap::new();
        for row in table(include_str!("../../../samples/material/districts.csv"))? {
            let code: u32 = row["code"].parse().map_err(|_| format!("district code {}", row["code"]))?;
            let name = Both { hi: row["name_hi"].clone(), en: row["name_en"].clone() };
            districts.insert(code, District { code, name, blocks: Vec::new() });
        }
        for row in table(include_str!("../../../samples/material/blocks.csv"))? {
            let parent: u32 = row["parent_code"].parse().map_err(|_| format!("block parent {}", row["parent_code"]))?;
            let en = title_case(&row["name_en"]);
            let hi = if row["name_hi"].is_empty() { en.clone() } else { row["name_hi"].clone() };
            districts
                .get_mut(&parent)
                .ok_or_else(|| format!("district {parent} unknown"))?
                .blocks
                .push(Both { hi, en });
        }
        let given = table(include_str!("../../../samples/material/given_names.csv"))?;
        let last = table(include_str!("../../../samples/material/last_names.csv"))?;
        let words = |rows: &[BTreeMap<String, String>], gender: &str, least: u32| {
            ["hi", "en"].map(|script| {
                let fits = |r: &&BTreeMap<String, String>| {
                    r["script"] == script && r["gender"] == gender && r["count"].parse().unwrap_or(0) >= least
                };
                rows.iter()
                    .filter(fits)
                    .map(|r| r["name"].clone())
                    .filter(|n| !NO_NAMES.contains(&n.as_str()))
                    .collect()
            })
        };
        Ok(Self {
            districts,
            men: words(&given, "M", 6),
            women: words(&given, "F", 6),
            last_men: words(&last, "M", 10),
            last_women: ["देवी कुमारी खातून सिंह", "Devi Kumari Khatun Singh"]
                .map(|l| l.split(' ').map(String::from).collect()),
        })
    }

    /// An invented person: a given name and a last name that met by chance.
    pub fn person(&self, dice: &mut Dice, script: Script, woman: bool) -> String {
        let s = usize::from(script == Script::English);
        let (given, last) =
            if woman { (&self.women[s], &self.last_women[s]) } else { (&self.men[s], &self.last_men[s]) };
        format!("{} {}", dice.pick(given), dice.pick(last))
    }
}

fn title_case(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut start = true;
    for c in name.chars() {
        out.push(if start { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() });
        start = !c.is_alphabetic();
    }
    // BAGAHA-II keeps its numeral.
    out.replace("-Ii", "-II")
}

const FIRST: &[(&str, &str)] = &[
    ("राम", "Ram"),
    ("श्याम", "Shyam"),
    ("हरि", "Hari"),
    ("गोपाल", "Gopal"),
    ("किशन", "Kishan"),
    ("बिशन", "Bishun"),
    ("मधु", "Madhu"),
    ("चन्दन", "Chandan"),
    ("केशो", "Kesho"),
    ("दौलत", "Daulat"),
    ("फतेह", "Fateh"),
    ("मोहन", "Mohan"),
    ("जगत", "Jagat"),
    ("सुन्दर", "Sundar"),
    ("नया", "Naya"),
    ("बड़ा", "Bara"),
    ("छोटा", "Chhota"),
    ("पीपर", "Pipar"),
    ("आम", "Aam"),
    ("जामुन", "Jamun"),
    ("बेल", "Bel"),
    ("कदम", "Kadam"),
    ("महुआ", "Mahua"),
    ("सेमर", "Semar"),
    ("गम्हर", "Gamhar"),
    ("तेतर", "Tetar"),
    ("लक्ष्मी", "Lakshmi"),
    ("दुर्गा", "Durga"),
    ("भगवान", "Bhagwan"),
    ("विष्णु", "Vishnu"),
    ("शिव", "Shiv"),
    ("सूरज", "Suraj"),
    ("धर्म", "Dharm"),
    ("ज्ञान", "Gyan"),
    ("क्षेम", "Kshem"),
    ("त्रिलोक", "Trilok"),
    ("श्री", "Shri"),
    ("कृष्ण", "Krishna"),
    ("रुद्र", "Rudra"),
    ("प्रेम", "Prem"),
    ("ब्रह्म", "Brahm"),
    ("इन्द्र", "Indra"),
    ("गज", "Gaj"),
    ("मान", "Man"),
    ("जय", "Jay"),
    ("विजय", "Vijay"),
    ("उदय", "Uday"),
    ("अमर", "Amar"),
    ("अजब", "Ajab"),
    ("हसन", "Hasan"),
    ("करीम", "Karim"),
    ("सलेम", "Salem"),
    ("ठाकुर", "Thakur"),
    ("राजा", "Raja"),
    ("रानी", "Rani"),
    ("बाबू", "Babu"),
    ("मिर्जा", "Mirza"),
    ("ढोढ़", "Dhorh"),
];
const LAST: &[(&str, &str)] = &[
    ("पुर", "pur"),
    ("गंज", "ganj"),
    ("नगर", "nagar"),
    ("टोला", "tola"),
    ("डीह", "dih"),
    ("चक", "chak"),
    ("बिगहा", "bigha"),
    ("पट्टी", "patti"),
    ("बाग", "bag"),
    ("सराय", "sarai"),
    ("घाट", "ghat"),
    ("खाप", "khap"),
    ("वां", "wan"),
    ("हाट", "hat"),
    ("बाड़ी", "bari"),
    ("पोखर", "pokhar"),
];
const MARK: &[(&str, &str)] = &[
    ("", ""),
    (" कलां", " Kalan"),
    (" खुर्द", " Khurd"),
    (" बुजुर्ग", " Buzurg"),
    (" उत्तरी", " North"),
    (" दक्षिणी", " South"),
];

/// An invented village. Some combinations will exist somewhere; none is taken from a list.
pub fn village(dice: &mut Dice) -> Both {
    let (first, last) = (dice.pick(FIRST), dice.pick(LAST));
    let mark = if dice.chance(70) { &MARK[0] } else { dice.pick(MARK) };
    Both { hi: format!("{}{}{}", first.0, last.0, mark.0), en: format!("{}{}{}", first.1, last.1, mark.1) }
}
