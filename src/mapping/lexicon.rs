//! Which heading means which field: the spellings of `catalogue/headings/`, compared without their accidents.

use crate::{
    catalogue::{CatalogueError, Files},
    model::{Kind, TableDef},
};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};

/// How surely a heading names a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Spelt almost like a known spelling.
    Near,
    /// A spelling that may mean other things too.
    Weak,
    /// A known spelling.
    Exact,
}

/// A field a heading was recognised as. Besides fields of the register there are `serial`, `name`, `identity`,
/// `society_no` and `society_district`: what they lead to is decided row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recognised {
    /// Field key.
    pub field: String,
    /// How surely.
    pub strength: Strength,
}

/// Words that change what a heading means, of `catalogue/words/headings.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadingWords {
    identity: Vec<String>,
    ledger: Vec<String>,
    whole: Vec<String>,
    part: Vec<String>,
}

const WORDS: &str = "words/headings.toml";

/// Headings of one register.
#[derive(Clone, Debug)]
pub struct HeadingLexicon {
    /// Stem of the register.
    pub register: String,
    identity: HashSet<String>,
    ledger: HashSet<String>,
    whole: HashSet<String>,
    part: HashSet<String>,
    money: HashSet<String>,
    by_key: HashMap<String, Recognised>,
    /// Exact spellings long enough to be recognised when misspelt, in a fixed order.
    long: Vec<(String, String)>,
}

/// The shortest key that is compared letter by letter: below it every misspelling is another word.
const NEAR_FROM: usize = 6;
/// How alike two keys must be (Jaro-Winkler); found by eye on misspelt headings.
const NEAR_ENOUGH: f64 = 0.95;

impl HeadingLexicon {
    /// The spellings of one register: its own field labels and `catalogue/headings/<register>.toml`.
    pub fn load(files: &Files, table: &TableDef) -> Result<Self, CatalogueError> {
        let path = format!("headings/{}.toml", table.name);
        let text = files.text(&path)?;
        let spellings: BTreeMap<String, Vec<String>> =
            toml::from_str(&text).map_err(|fault| CatalogueError::new(&path, fault))?;
        let words: HeadingWords =
            toml::from_str(&files.text(WORDS)?).map_err(|fault| CatalogueError::new(WORDS, fault))?;
        let keys = |words: Vec<String>| words.iter().map(|word| heading_key(word)).collect();
        let money = table.fields.iter().filter(|field| field.kind == Kind::Money);
        let mut lexicon = Self {
            register: table.name.clone(),
            identity: keys(words.identity),
            ledger: keys(words.ledger),
            whole: keys(words.whole),
            part: keys(words.part),
            money: money.map(|field| field.key.clone()).collect(),
            by_key: HashMap::new(),
            long: Vec::new(),
        };
        for (field, seen) in &spellings {
            for spelling in seen {
                let (spelling, strength) = match spelling.strip_suffix('?') {
                    Some(weak) => (weak, Strength::Weak),
                    None => (spelling.as_str(), Strength::Exact),
                };
                if let Some(other) = lexicon.add(field, spelling, strength) {
                    let fault = format!("'{spelling}' stands for both {field} and {other}");
                    return Err(CatalogueError::new(&path, fault));
                }
            }
        }
        // Labels come after the spellings seen: where an office's heading and a label clash, the office is right.
        for field in table.fields.iter().filter(|field| !field.by_program) {
            for label in [&field.key, &field.label.en, &field.label.hi] {
                lexicon.add(&field.key, label, Strength::Exact);
            }
        }
        Ok(lexicon)
    }
    fn add(&mut self, field: &str, spelling: &str, strength: Strength) -> Option<String> {
        let key = heading_key(spelling);
        if let Some(known) = self.by_key.get(&key) {
            return (known.field != field).then(|| known.field.clone());
        }
        if strength == Strength::Exact && key.chars().count() >= NEAR_FROM {
            self.long.push((key.clone(), field.to_owned()));
        }
        self.by_key.insert(key, Recognised { field: field.to_owned(), strength });
        None
    }
    /// Adds the spellings an office has taught, by field; where the catalogue reads one otherwise, the office is right.
    pub fn learn(&mut self, spellings: &BTreeMap<String, Vec<String>>) {
        for (field, seen) in spellings {
            for key in seen.iter().map(|spelling| heading_key(spelling)).filter(|key| !key.is_empty()) {
                self.long.retain(|(known, _)| *known != key);
                self.by_key.remove(&key);
                self.add(field, &key, Strength::Exact);
            }
        }
    }
    /// Does a spelling stand for this field, of the register or of the reader's steps?
    pub fn knows_field(&self, field: &str) -> bool {
        self.by_key.values().any(|known| known.field == field)
    }
    /// The keys of all spellings.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.by_key.keys().map(String::as_str)
    }
    /// The field a heading names by a known spelling, if any.
    pub fn recognise_known(&self, heading: &str) -> Option<Recognised> {
        let own = self.by_key.get(&heading_key(heading)).filter(|_| !heading.is_empty()).cloned();
        own.or_else(|| self.recognise_both(heading))
    }
    /// One heading in two languages, `समिति का नाम / Name of Society`: both must mean one field.
    fn recognise_both(&self, heading: &str) -> Option<Recognised> {
        let (one, other) = heading.split_once(" / ")?;
        let [one, other] = [one, other].map(|part| (is_hindi(part), self.by_key.get(&heading_key(part))));
        let (first, second) = (one.1?, other.1?);
        (one.0 != other.0 && first.field == second.field)
            .then(|| Recognised { field: first.field.clone(), strength: first.strength.max(second.strength) })
    }
    /// The field a heading names by a known spelling or one almost like it, if any.
    pub fn recognise(&self, heading: &str) -> Option<Recognised> {
        let key = heading_key(heading);
        if key.is_empty() {
            return None;
        }
        if let Some(found) = self.by_key.get(&key) {
            return Some(found.clone());
        }
        if let Some(found) = self.recognise_both(heading) {
            return Some(found);
        }
        if key.chars().count() < NEAR_FROM {
            return None;
        }
        // `No. of Members SC` is very like `No. of Members`, and something else.
        if parts_of(heading).any(|part| self.part.contains(&part)) {
            return None;
        }
        let best = self
            .long
            .iter()
            .map(|(known, field)| (strsim::jaro_winkler(known, &key), field))
            .filter(|(likeness, _)| *likeness >= NEAR_ENOUGH)
            .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))?;
        Some(Recognised { field: best.1.clone(), strength: Strength::Near })
    }
    /// Does a heading that names no field speak of identity numbers (`सदस्य का बैंक खाता`)? An account of a ledger
    /// (`लाभ हानि खाता`) is none.
    pub fn names_identity(&self, heading: &str) -> bool {
        parts_of(heading).any(|part| self.identity.contains(&part))
            && !parts_of(heading).any(|part| self.ledger.contains(&part))
    }
    /// Is this lower line of a heading the word for the whole (`कुल`)?
    pub(super) fn is_whole(&self, line: &str) -> bool {
        self.whole.contains(&heading_key(line))
    }
    /// Does this lower line of a heading name a part of what the upper one names (`महिला`)?
    pub(super) fn is_part(&self, line: &str) -> bool {
        self.part.contains(&heading_key(line))
    }
    /// Is it a field of money?
    pub(super) fn is_money(&self, field: &str) -> bool {
        self.money.contains(field)
    }
}

fn is_hindi(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{0900}'..='\u{097F}'))
}

/// The keys of the words of a heading, and of neighbours taken together (`अनु. जाति`).
fn parts_of(heading: &str) -> impl Iterator<Item = String> {
    let words: Vec<String> = heading
        .split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '/' | '-' | ',' | '[' | ']'))
        .filter(|word| !word.is_empty())
        .map(heading_key)
        .collect();
    let pairs: Vec<String> = words.windows(2).map(|pair| pair.concat()).collect();
    words.into_iter().chain(pairs)
}

/// A heading without case, spaces, punctuation, nukta, and with one spelling for nasals (`प्रखण्ड` = `प्रखंड`).
pub fn heading_key(heading: &str) -> String {
    let mut key = String::with_capacity(heading.len());
    key.extend(heading_letters(heading));
    key
}

/// The letters of a heading's key one after the other: most cells are told from a heading by the first of them.
pub(super) fn heading_letters(heading: &str) -> impl Iterator<Item = char> {
    let mut letters = heading.chars().flat_map(in_small).filter(|c| is_heading_letter(*c)).peekable();
    let (mut held, mut before) = (None, None::<char>);
    std::iter::from_fn(move || {
        if held.is_some() {
            before = held.take();
            return before;
        }
        loop {
            let letter = match letters.next()? {
                '\u{0901}' => '\u{0902}',
                // A nasal consonant before another consonant is written as a dot by half of all typists.
                nasal @ ('ङ' | 'ञ' | 'ण' | 'न' | 'म') if letters.peek() == Some(&'\u{094D}') => {
                    letters.next();
                    match letters.peek() {
                        Some(next)
                            if ('क'..='ह').contains(next) && !matches!(next, 'य' | 'र' | 'ल' | 'व' | 'न' | 'म') =>
                        {
                            '\u{0902}'
                        }
                        _ => {
                            held = Some('\u{094D}');
                            nasal
                        }
                    }
                }
                // `सं०`: the zero typed for the abbreviation mark.
                '०' | '0' if before.is_some_and(|before| !before.is_numeric()) => continue,
                other => other,
            };
            before = Some(letter);
            return before;
        }
    })
}

/// A letter in small; the letters and signs of Hindi are what they are.
fn in_small(c: char) -> impl Iterator<Item = char> {
    let (hindi, other) = match c {
        '\u{0900}'..='\u{097F}' => (Some(c), None),
        other => (None, Some(other.to_lowercase())),
    };
    hindi.into_iter().chain(other.into_iter().flatten())
}

fn is_heading_letter(c: char) -> bool {
    match c {
        // Asked of every letter of every cell: the letters and signs of Hindi need no table.
        '\u{0900}'..='\u{093B}' | '\u{093D}'..='\u{094D}' => true,
        '\u{093C}' => false,
        other => other.is_alphanumeric(),
    }
}

/// A unit written in a heading, taken out of it: `अंशपूंजी (रु. लाख में)` and `अंशपूंजी रु. लाख में` → `अंशपूंजी`, 1,00,000.
///
/// Returns the heading without unit words, and the rupees one unit stands for; 1 where it says rupees and no scale.
pub fn split_unit(heading: &str) -> (String, Option<i64>) {
    let mut rest = String::with_capacity(heading.len());
    let mut unit = None;
    let mut text = heading;
    while let Some(open) = text.find(['(', '[']) {
        let close_sign = if text[open..].starts_with('(') { ')' } else { ']' };
        let Some(close) = text[open..].find(close_sign).map(|at| open + at) else { break };
        rest.push_str(&text[..open]);
        let inside = &text[open + 1..close];
        match unit_of(inside) {
            Some(found) => unit = unit.or(Some(found.unwrap_or(1))),
            None => rest.push_str(&text[open..=close]),
        }
        text = &text[close + 1..];
    }
    rest.push_str(text);
    let (rest, behind) = without_unit_behind(rest.trim());
    (rest.to_owned(), unit.or(behind))
}

/// Unit words at the end, where they name a scale: `Working Capital Lakh`. `जमा राशि` names none.
fn without_unit_behind(heading: &str) -> (&str, Option<i64>) {
    let mut kept = heading;
    let mut unit = None;
    while let Some(at) = kept.rfind(char::is_whitespace) {
        let word = kept[at..].trim();
        match unit_of(word) {
            Some(scale) if word != "राशि" && !word.contains(['(', '[', ')', ']']) => unit = unit.or(scale),
            _ => break,
        }
        kept = kept[..at].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '-' | ',' | ':'));
    }
    match unit {
        Some(_) => (kept, unit),
        None => (heading, None),
    }
}

/// A unit a title gives for the whole table: `(राशि लाख रु. में)`, `Rs. in lakh`.
pub(super) fn unit_of_title(text: &str) -> Option<i64> {
    let inside = text.split(['(', ')', '[', ']']).filter(|part| !part.trim().is_empty());
    inside.filter_map(unit_of).flatten().next()
}

/// `Some(None)`: unit words without a scale (`रु.`); `Some(Some(n))`: a scale; `None`: not a unit at all.
fn unit_of(text: &str) -> Option<Option<i64>> {
    let mut scale = None;
    let mut any = false;
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | '/' | '-')).filter(|w| !w.is_empty())
    {
        any = true;
        match heading_key(word).as_str() {
            "लाख" | "लाखों" | "lakh" | "lakhs" | "lac" | "lacs" => scale = Some(100_000),
            "करोड" | "crore" | "crores" | "cr" => scale = Some(10_000_000),
            "हजार" | "thousand" | "thousands" => scale = Some(1_000),
            "रु" | "रू" | "रुपये" | "रुपए" | "रूपये" | "रुपयों" | "में" | "मे" | "rs" | "inr" | "in" | "rupees" | "राशि" =>
                {}
            _ if word == "₹" => {}
            _ => return None,
        }
    }
    any.then_some(scale)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::load_tables;

    fn society() -> HeadingLexicon {
        let files = Files::embedded();
        let tables = load_tables(&files).unwrap();
        HeadingLexicon::load(&files, tables.get("society").unwrap()).unwrap()
    }

    #[test]
    fn every_register_has_its_headings() {
        let files = Files::embedded();
        for table in load_tables(&files).unwrap().0.values() {
            if !table.is_by_program() {
                HeadingLexicon::load(&files, table).unwrap();
            }
        }
    }

    #[test]
    fn a_heading_is_known_in_every_usual_spelling() {
        let lexicon = society();
        for (heading, field) in [
            ("समिति का नाम", "name"),
            ("पंजीयन  क्रमांक", "reg_no"),
            ("निबन्धन सं०", "reg_no"),
            ("प्रखण्ड", "block"),
            ("Regn. No.", "reg_no"),
            ("SHARE CAPITAL", "share_capital"),
            ("Registraton Number", "reg_no"),
            ("क्र०सं०", "serial"),
        ] {
            assert_eq!(lexicon.recognise(heading).map(|found| found.field).as_deref(), Some(field), "{heading}");
        }
        assert_eq!(lexicon.recognise("No. of Members SC"), None);
        assert_eq!(lexicon.recognise("चौहद्दी"), None);
        assert_eq!(lexicon.recognise("नाम").unwrap().strength, Strength::Weak);
    }

    #[test]
    fn a_word_of_a_heading_tells_identity_numbers() {
        let lexicon = society();
        for heading in ["सचिव का आधार क्रमांक", "बैंक / खाता क्र.", "Secretary's A/c", "PAN of society", "UID (new)"]
        {
            assert!(lexicon.names_identity(heading), "{heading}");
        }
        for heading in [
            "Panchayat",
            "खाताधारक",
            "Fluid",
            "आधारभूत",
            "समिति का नाम",
            "लाभ हानि खाता",
            "लाभ-हानि खाता",
            "Profit & Loss A/c",
        ] {
            assert!(!lexicon.names_identity(heading), "{heading}");
        }
    }

    #[test]
    fn a_unit_in_a_heading_is_read_apart() {
        assert_eq!(split_unit("अंशपूंजी (रु. लाख में)"), ("अंशपूंजी".into(), Some(100_000)));
        assert_eq!(split_unit("Share Capital (Rs.)"), ("Share Capital".into(), Some(1)));
        assert_eq!(split_unit("Working Capital Lakh"), ("Working Capital".into(), Some(100_000)));
        assert_eq!(split_unit("कार्यशील पूंजी रु. लाख में"), ("कार्यशील पूंजी".into(), Some(100_000)));
        assert_eq!(split_unit("जमा राशि"), ("जमा राशि".into(), None));
        assert_eq!(unit_of_title("(राशि लाख रु. में)"), Some(100_000));
        assert_eq!(unit_of_title("वर्ष 2023-24 (Rs. in crore)"), Some(10_000_000));
        assert_eq!(unit_of_title("एक लाख समितियों की सूची"), None);
        assert_eq!(split_unit("Name (Hindi)"), ("Name (Hindi)".into(), None));
        assert_eq!(split_unit("राशि [करोड़ में]"), ("राशि".into(), Some(10_000_000)));
        assert_eq!(split_unit("broken (lakh"), ("broken (lakh".into(), None));
    }
}
