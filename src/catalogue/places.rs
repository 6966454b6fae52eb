//! Names of places and their LGD codes, in Hindi and English, with the spellings seen.

use super::{CatalogueError, Files};
use crate::model::Label;
use serde::Deserialize;
use std::{
    collections::{BTreeMap, HashMap},
    sync::OnceLock,
};

/// Level of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// State or union territory.
    State,
    /// District.
    District,
    /// Anchal, tehsil.
    Subdistrict,
    /// Development block.
    Block,
    /// Urban local body.
    Town,
}

/// One place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// LGD code, unique within its level.
    pub code: i64,
    /// Code of the level above: the state of a district or town, the district of a block or sub-district.
    pub parent: Option<i64>,
    /// English name.
    pub name_en: String,
    /// Hindi name; empty when unknown.
    pub name_hi: String,
}

impl Place {
    /// The name in both languages; where no Hindi one is known, the English.
    pub fn label(&self) -> Label {
        Label::either(Some(&self.name_hi), Some(&self.name_en))
    }
}

/// How a name led to a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// Spelt like a known spelling but not equal.
    Near,
    /// A spelling seen elsewhere (old name, misspelling, `district_name_variants.csv`).
    Variant,
    /// Its name.
    Exact,
}

/// Outcome of looking a name up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlaceMatch {
    /// One place.
    One(i64, How),
    /// Several of equal right: their codes in order.
    Several(Vec<i64>),
    /// None.
    None,
}

#[derive(Deserialize)]
struct PlaceRow {
    code: i64,
    parent_code: Option<i64>,
    name_en: String,
    name_hi: String,
}

#[derive(Deserialize)]
struct VariantRow {
    lgd_code: i64,
    name: String,
}

/// All shipped places.
#[derive(Clone, Debug, Default)]
pub struct Places {
    places: BTreeMap<(Level, i64), Place>,
    /// In the order of the files.
    rows: Vec<(Level, i64)>,
    /// Further spellings of districts.
    variants: Vec<(String, i64)>,
    /// Made when a name is first looked up: most commands only tell names of codes.
    by_key: OnceLock<Spellings>,
}

/// Codes by level and key of a spelling.
type Spellings = HashMap<(Level, String), Vec<(i64, How)>>;

const FILES: [(Level, &str); 5] = [
    (Level::State, "places/lgd_states.csv"),
    (Level::District, "places/lgd_districts.csv"),
    (Level::Subdistrict, "places/lgd_subdistricts.csv"),
    (Level::Block, "places/lgd_blocks.csv"),
    (Level::Town, "places/lgd_urban_local_bodies.csv"),
];
/// How alike two keys must be; at 0.93 no two blocks of one district of Bihar are taken for each other.
const NEAR_ENOUGH: f64 = 0.93;

impl Places {
    /// Loads states, districts, sub-districts, blocks and towns.
    pub fn load(files: &Files) -> Result<Self, Vec<CatalogueError>> {
        let mut places = Self::default();
        let mut faults = Vec::new();
        for (level, path) in FILES {
            if let Err(fault) = places.load_level(files, level, path) {
                faults.push(fault);
            }
        }
        if let Err(fault) = places.load_variants(files) {
            faults.push(fault);
        }
        if faults.is_empty() { Ok(places) } else { Err(faults) }
    }
    fn load_level(&mut self, files: &Files, level: Level, path: &str) -> Result<(), CatalogueError> {
        let text = files.text(path)?;
        for row in csv::Reader::from_reader(text.as_bytes()).deserialize() {
            let row: PlaceRow = row.map_err(|fault| CatalogueError::new(path, fault))?;
            let place = Place { code: row.code, parent: row.parent_code, name_en: row.name_en, name_hi: row.name_hi };
            self.rows.push((level, row.code));
            self.places.insert((level, row.code), place);
        }
        Ok(())
    }
    fn load_variants(&mut self, files: &Files) -> Result<(), CatalogueError> {
        let path = "places/district_name_variants.csv";
        let text = files.text(path)?;
        for row in csv::Reader::from_reader(text.as_bytes()).deserialize() {
            let row: VariantRow = row.map_err(|fault| CatalogueError::new(path, fault))?;
            self.variants.push((row.name, row.lgd_code));
        }
        Ok(())
    }
    /// Codes by the keys of all spellings.
    fn by_key(&self) -> &Spellings {
        self.by_key.get_or_init(|| {
            let mut spellings = Spellings::new();
            let mut spell = |level: Level, name: &str, code: i64, how: How| {
                let key = place_key(name);
                if key.is_empty() {
                    return;
                }
                let codes = spellings.entry((level, key)).or_default();
                if !codes.iter().any(|(known, _)| *known == code) {
                    codes.push((code, how));
                }
            };
            for (level, code) in &self.rows {
                if let Some(place) = self.places.get(&(*level, *code)) {
                    spell(*level, &place.name_en, *code, How::Exact);
                    spell(*level, &place.name_hi, *code, How::Exact);
                }
            }
            for (name, code) in &self.variants {
                spell(Level::District, name, *code, How::Variant);
            }
            spellings
        })
    }
    /// A place by level and code.
    pub fn get(&self, level: Level, code: i64) -> Option<&Place> {
        self.places.get(&(level, code))
    }
    /// Places of a level within a parent, in code order.
    pub fn within(&self, level: Level, parent: i64) -> impl Iterator<Item = &Place> {
        self.places
            .range((level, i64::MIN)..=(level, i64::MAX))
            .map(|(_, place)| place)
            .filter(move |place| place.parent == Some(parent))
    }
    /// Looks a name up in Hindi or English; a code as text is taken as a code. `parent` limits the search.
    pub fn find(&self, level: Level, name: &str, parent: Option<i64>) -> PlaceMatch {
        let name = name.trim();
        if let Ok(code) = name.parse::<i64>() {
            return if self.get(level, code).is_some() { PlaceMatch::One(code, How::Exact) } else { PlaceMatch::None };
        }
        let key = place_key(without_level_word(name));
        if key.is_empty() {
            return PlaceMatch::None;
        }
        let fits = |code: &i64| parent.is_none() || self.get(level, *code).and_then(|place| place.parent) == parent;
        if let Some(known) = self.by_key().get(&(level, key.clone())) {
            let fitting: Vec<&(i64, How)> = known.iter().filter(|(code, _)| fits(code)).collect();
            match fitting[..] {
                [(code, how)] => return PlaceMatch::One(*code, *how),
                [] => {}
                _ => return PlaceMatch::Several(fitting.iter().map(|(code, _)| *code).collect()),
            }
        }
        if parent.is_none() || key.chars().count() < 4 {
            return PlaceMatch::None;
        }
        let mut near: Vec<(f64, i64)> = self
            .by_key()
            .iter()
            .filter(|((at, _), _)| *at == level)
            .flat_map(|((_, known), codes)| codes.iter().map(move |(code, _)| (known, *code)))
            .filter(|(_, code)| fits(code))
            .map(|(known, code)| (strsim::jaro_winkler(known, &key), code))
            .filter(|(likeness, _)| *likeness >= NEAR_ENOUGH)
            .collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        near.dedup_by_key(|(_, code)| *code);
        match near[..] {
            [] => PlaceMatch::None,
            [(_, code)] => PlaceMatch::One(code, How::Near),
            [(first, code), (second, other), ..] if first > second || code == other => PlaceMatch::One(code, How::Near),
            _ => PlaceMatch::Several(near.iter().map(|(_, code)| *code).collect()),
        }
    }
}

/// `पटना जिला`, `District Patna` → the name alone.
fn without_level_word(name: &str) -> &str {
    const WORDS: [&str; 14] = [
        "जिला",
        "ज़िला",
        "जनपद",
        "प्रखंड",
        "प्रखण्ड",
        "विकासखण्ड",
        "विकासखंड",
        "अंचल",
        "district",
        "dist.",
        "distt.",
        "block",
        "state",
        "राज्य",
    ];
    let mut name = name.trim();
    loop {
        let lower = name.to_lowercase();
        let cut = WORDS.iter().find_map(|word| {
            if lower.starts_with(word) && name.is_char_boundary(word.len()) {
                Some(name[word.len()..].trim_start_matches([':', '-', '–', ' ', '.']))
            } else if lower.len() == name.len() && lower.ends_with(word) && name.len() > word.len() {
                Some(name[..name.len() - word.len()].trim_end_matches([':', '-', '–', ' ', '(', ',']))
            } else {
                None
            }
        });
        match cut {
            Some(shorter) if !shorter.is_empty() && shorter.len() < name.len() => name = shorter,
            _ => return name,
        }
    }
}

/// Letters only, small; one writing for nasals, and nukta dropped.
fn place_key(name: &str) -> String {
    let letters: String = name
        .chars()
        .flat_map(char::to_lowercase)
        .filter(|c| {
            (c.is_alphabetic() || matches!(c, '\u{0900}'..='\u{0903}' | '\u{093E}'..='\u{094D}')) && *c != '\u{093C}'
        })
        .map(|c| if c == '\u{0901}' { '\u{0902}' } else { c })
        .collect();
    ["ण्ड", "न्द", "न्ध", "म्प", "म्ब", "ङ्ग", "न्त", "ञ्ज", "ण्ट"].iter().fold(letters, |key, cluster| {
        // The nasal and its virama become a dot; the consonant after them stays.
        let consonant: String = cluster.chars().skip(2).collect();
        key.replace(cluster, &format!("\u{0902}{consonant}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_district_of_bihar_is_found_in_either_script_and_spelling() {
        let places = Places::load(&Files::embedded()).unwrap();
        let bihar = Some(10);
        let patna = match places.find(Level::District, "Patna", bihar) {
            PlaceMatch::One(code, How::Exact) => code,
            other => panic!("{other:?}"),
        };
        for name in ["पटना", "PATNA", "पटना जिला", "District: Patna", "जिला - पटना", &patna.to_string()]
        {
            assert!(
                matches!(places.find(Level::District, name, bihar), PlaceMatch::One(code, _) if code == patna),
                "{name}"
            );
        }
        assert_eq!(places.within(Level::District, 10).count(), 38);
        assert_eq!(places.find(Level::District, "अज्ञातपुर", bihar), PlaceMatch::None);
        // Aurangabad is in Bihar and in Maharashtra: without the state it is open or variant, with it certain.
        assert!(matches!(places.find(Level::District, "Aurangabad", bihar), PlaceMatch::One(..)));
    }

    #[test]
    fn a_misspelt_block_is_found_within_its_district_only() {
        let places = Places::load(&Files::embedded()).unwrap();
        let PlaceMatch::One(patna, _) = places.find(Level::District, "Patna", Some(10)) else { panic!("no Patna") };
        let PlaceMatch::One(phulwari, _) = places.find(Level::Block, "Phulwari", Some(patna)) else {
            panic!("{:?}", places.within(Level::Block, patna).map(|p| &p.name_en).collect::<Vec<_>>())
        };
        assert!(
            matches!(places.find(Level::Block, "Phulwaari", Some(patna)), PlaceMatch::One(code, How::Near) if code == phulwari)
        );
        assert_eq!(places.find(Level::Block, "Phulwaari", None), PlaceMatch::None);
    }
}
