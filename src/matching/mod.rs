//! Which known society is meant by a registration number, a name and a district.

use crate::model::{Line, TableDef};
use std::collections::HashMap;

/// A society as the register has it, for finding it again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownSociety {
    /// Identity.
    pub id: String,
    /// Registration number as printed.
    pub reg_no: String,
    /// Hindi and English name.
    pub names: [String; 2],
    /// LGD code of the district.
    pub district: Option<i64>,
    /// Its class, a code of the list `society_class`.
    pub class: String,
}

/// Where the register of societies keeps what a society is known by.
#[derive(Clone, Copy, Debug)]
pub struct SocietyColumns {
    reg_no: Option<usize>,
    names: [Option<usize>; 2],
    district: Option<usize>,
    class: Option<usize>,
}

impl SocietyColumns {
    /// Its columns, by the definition of the register.
    pub fn of(table: &TableDef) -> Self {
        let no = |key: &str| table.field_no(key).map(usize::from);
        Self {
            reg_no: no("reg_no"),
            names: [no("name_hi"), no("name_en")],
            district: no("district"),
            class: no("class"),
        }
    }
    /// The society of a line.
    pub fn read(&self, line: Line) -> KnownSociety {
        let text = |at: Option<usize>| at.and_then(|at| line.values[at].as_text()).unwrap_or_default().to_owned();
        KnownSociety {
            reg_no: text(self.reg_no),
            names: self.names.map(text),
            district: self.district.and_then(|at| line.values[at].as_integer()),
            class: text(self.class),
            id: line.subject,
        }
    }
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known<'a> {
    /// One society.
    One(&'a KnownSociety),
    /// Several fit equally: an officer decides.
    Several(Vec<&'a KnownSociety>),
    /// None.
    None,
}

/// How alike two names' keys must be that one number stands beside: slips of spelling, not another village.
const LIKE_ENOUGH: f64 = 0.9;

/// All known societies, by number and by name.
#[derive(Clone, Debug, Default)]
pub struct KnownSocieties {
    societies: Vec<KnownSociety>,
    by_no: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
    by_id: HashMap<String, usize>,
}

impl KnownSocieties {
    /// Adds one.
    pub fn add(&mut self, society: KnownSociety) {
        let at = self.societies.len();
        let no = number_key(&society.reg_no);
        if !no.is_empty() {
            self.by_no.entry(no).or_default().push(at);
        }
        for name in society.names.iter().map(|name| name_key(name)).filter(|key| !key.is_empty()) {
            // Both names may read alike: still one society.
            let same = self.by_name.entry(name).or_default();
            if same.last() != Some(&at) {
                same.push(at);
            }
        }
        self.by_id.insert(society.id.clone(), at);
        self.societies.push(society);
    }
    /// Number of societies known.
    pub fn len(&self) -> usize {
        self.societies.len()
    }
    /// None known?
    pub fn is_empty(&self) -> bool {
        self.societies.is_empty()
    }
    /// The society of an identity.
    pub fn get(&self, id: &str) -> Option<&KnownSociety> {
        self.by_id.get(id).map(|at| &self.societies[*at])
    }
    /// Finds the society meant: an identity as such; else by registration number, then district, then name. A number that is known with
    /// another name only is not taken for it when the name is given and known elsewhere.
    pub fn find(&self, no: &str, name: &str, district: Option<i64>) -> Known<'_> {
        if let Some(at) = self.by_id.get(no.trim()).or_else(|| self.by_id.get(name.trim())) {
            return Known::One(&self.societies[*at]);
        }
        let of = |index: &HashMap<String, Vec<usize>>, key: &str| index.get(key).cloned().unwrap_or_default();
        let in_district = |found: Vec<usize>| -> Vec<usize> {
            let kept: Vec<usize> = found
                .iter()
                .copied()
                .filter(|at| district.is_none() || self.societies[*at].district == district)
                .collect();
            kept
        };
        let named = in_district(of(&self.by_name, &name_key(name)));
        let key = number_key(no);
        let found = if key.is_empty() {
            named
        } else {
            let numbered = in_district(of(&self.by_no, &key));
            match numbered.len() {
                0 => numbered,
                1 if self.agrees(numbered[0], name) => numbered,
                // Number and name speak of different societies: neither is taken on its own.
                1 => {
                    let mut both = numbered;
                    both.extend(named.into_iter().filter(|at| *at != both[0]).collect::<Vec<_>>());
                    return Known::Several(both.iter().map(|at| &self.societies[*at]).collect());
                }
                _ => {
                    let both: Vec<usize> = numbered.iter().copied().filter(|at| named.contains(at)).collect();
                    if both.is_empty() { numbered } else { both }
                }
            }
        };
        match found[..] {
            [] => Known::None,
            [only] => Known::One(&self.societies[only]),
            _ => Known::Several(found.iter().map(|at| &self.societies[*at]).collect()),
        }
    }
    /// May this name be the society's? A row or a register without a name contradicts nothing.
    fn agrees(&self, at: usize, name: &str) -> bool {
        let key = name_key(name);
        let mut keys =
            self.societies[at].names.iter().map(|name| name_key(name)).filter(|key| !key.is_empty()).peekable();
        let words_within = |a: &str, b: &str| a.split(' ').all(|word| b.split(' ').any(|other| other == word));
        key.is_empty()
            || keys.peek().is_none()
            || keys.any(|known| {
                words_within(&key, &known)
                    || words_within(&known, &key)
                    || strsim::jaro_winkler(&known, &key) >= LIKE_ENOUGH
            })
    }
}

/// A registration number without its accidents: case, spaces, the script of digits, leading words such as `पं.सं.`.
pub fn number_key(no: &str) -> String {
    no.chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            '०'..='९' => char::from_digit(u32::from(c) - 0x0966, 10).unwrap_or(c),
            '-' | '–' | '\\' => '/',
            other => other,
        })
        .filter(|c| c.is_alphanumeric() || matches!(c, '/' | '\u{0900}'..='\u{0903}' | '\u{093E}'..='\u{094D}'))
        .collect()
}

/// A name as compared: what the skeleton leaves of it.
fn name_key(name: &str) -> String {
    crate::devanagari::skeleton(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> KnownSocieties {
        let mut known = KnownSocieties::default();
        for (id, no, name, district) in
            [("S-1", "12/1957", "रामपुर पैक्स", 1), ("S-2", "12/1957", "दानापुर पैक्स", 2), ("S-3", "13/1957", "मनेर पैक्स", 1)]
        {
            let names = [name.to_owned(), String::new()];
            known.add(KnownSociety {
                id: id.into(),
                reg_no: no.into(),
                names,
                district: Some(district),
                ..KnownSociety::default()
            });
        }
        known
    }
    fn id(found: &Known<'_>) -> String {
        match found {
            Known::One(society) => society.id.clone(),
            Known::Several(several) => format!("{} of them", several.len()),
            Known::None => "none".into(),
        }
    }

    #[test]
    fn a_number_known_in_two_districts_is_told_by_district_or_name() {
        let known = known();
        assert_eq!(id(&known.find("१२/१९५७", "", None)), "2 of them");
        assert_eq!(id(&known.find("12 / 1957", "", Some(2))), "S-2");
        assert_eq!(id(&known.find("12/1957", "दानापुर पैक्स", None)), "S-2");
        assert_eq!(id(&known.find("", "मनेर पैक्स", None)), "S-3");
        let mut known = known;
        let names = ["फुलवारी पैक्स", "फुलवारी पैक्स"].map(str::to_owned);
        known.add(KnownSociety {
            id: "S-4".into(),
            reg_no: String::new(),
            names,
            district: None,
            ..KnownSociety::default()
        });
        assert_eq!(id(&known.find("", "फुलवारी पैक्स", None)), "S-4");
        assert_eq!(id(&known.find("99/1957", "मनेर पैक्स", None)), "none");
        assert_eq!(id(&known.find("S-1", "", None)), "S-1");
        assert_eq!(id(&known.find("13/1957", "मनेर पैक्स", None)), "S-3");
        assert_eq!(id(&known.find("13/1957", "रामपुर पैक्स", None)), "2 of them");
    }
}
