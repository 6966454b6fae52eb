//! The gram panchayats, found by name in either script within a block or a district.

use super::words::folded;
use crate::devanagari::skeleton;
use std::collections::{BTreeMap, HashMap};

/// A gram panchayat as the office has imported it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Panchayat {
    /// Its LGD code.
    pub code: i64,
    /// Code of its block.
    pub block: Option<i64>,
    /// Code of its district.
    pub district: Option<i64>,
    /// English name.
    pub name_en: String,
    /// Hindi name.
    pub name_hi: String,
}

/// Where a name is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// In a block.
    Block(i64),
    /// In a district.
    District(i64),
    /// Anywhere.
    Anywhere,
}

/// How a name led to panchayats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// Spelt so.
    Exact,
    /// The same consonants in order: another spelling or the other script.
    Alike,
    /// Only near.
    Near,
}

/// What a name led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hits {
    /// How.
    pub likeness: Likeness,
    /// The panchayats, by their place in the list; never none.
    pub panchayats: Vec<usize>,
}

/// All panchayats by name.
#[derive(Debug, Default)]
pub struct Gazetteer {
    /// They, in the order of their codes.
    pub all: Vec<Panchayat>,
    within: BTreeMap<Scope, Vec<usize>>,
    exact: HashMap<(Scope, String), Vec<usize>>,
    alike: HashMap<(Scope, String), Vec<usize>>,
    keys: Vec<Vec<String>>,
    /// Blocks by the key of their name, each with its district.
    blocks: HashMap<String, Vec<(i64, Option<i64>)>>,
    districts: HashMap<String, Vec<i64>>,
    found: HashMap<(Scope, String), Option<Hits>>,
}

/// At this likeness two keys of one block are taken for slips of one name; such a match is always doubtful.
const NEAR_ENOUGH: f64 = 0.92;
/// A key of fewer consonants tells nothing.
const LEAST: usize = 3;

/// Letters and vowel signs of a name, nasals in one writing.
fn exact_key(name: &str) -> String {
    let letters: String = folded(name)
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '\u{0900}'..='\u{0903}' | '\u{093E}'..='\u{094D}'))
        .collect();
    ["न्", "म्", "ण्", "ङ्", "ञ्"].iter().fold(letters, |key, nasal| key.replace(nasal, "ं"))
}

fn alike_key(name: &str) -> String {
    skeleton(name).replace(' ', "")
}

/// A named place that is no panchayat: its code, its parent, its names.
pub type NamedPlace = (i64, Option<i64>, [String; 2]);

impl Gazetteer {
    /// Builds it; panchayats come in any order. Blocks and districts only serve to say where.
    pub fn new(mut all: Vec<Panchayat>, blocks: &[NamedPlace], districts: &[NamedPlace]) -> Self {
        all.sort_by_key(|panchayat| panchayat.code);
        let mut index = Self::default();
        for (at, panchayat) in all.iter().enumerate() {
            let mut keys: Vec<String> = Vec::new();
            let scopes =
                [panchayat.block.map(Scope::Block), panchayat.district.map(Scope::District), Some(Scope::Anywhere)];
            for scope in scopes.into_iter().flatten() {
                index.within.entry(scope).or_default().push(at);
                for name in [&panchayat.name_en, &panchayat.name_hi].into_iter().filter(|name| !name.is_empty()) {
                    let exact = index.exact.entry((scope, exact_key(name))).or_default();
                    if exact.last() != Some(&at) {
                        exact.push(at);
                    }
                    let key = alike_key(name);
                    let alike = index.alike.entry((scope, key.clone())).or_default();
                    if alike.last() != Some(&at) {
                        alike.push(at);
                    }
                    if !keys.contains(&key) {
                        keys.push(key);
                    }
                }
            }
            index.keys.push(keys);
        }
        index.all = all;
        for (code, parent, names) in blocks {
            for key in names.iter().map(|name| alike_key(name)).filter(|key| !key.is_empty()) {
                let known = index.blocks.entry(key).or_default();
                if !known.contains(&(*code, *parent)) {
                    known.push((*code, *parent));
                }
            }
        }
        for (code, _, names) in districts {
            for key in names.iter().map(|name| alike_key(name)).filter(|key| !key.is_empty()) {
                let known = index.districts.entry(key).or_default();
                if !known.contains(code) {
                    known.push(*code);
                }
            }
        }
        index
    }
    /// The panchayats of a scope.
    pub fn within(&self, scope: Scope) -> &[usize] {
        self.within.get(&scope).map_or(&[], Vec::as_slice)
    }
    /// The one block of a name, in a district where that is known, which has panchayats here.
    pub fn block(&self, name: &str, district: Option<i64>) -> Option<i64> {
        let known = self.blocks.get(&alike_key(name))?;
        let fits = |(code, parent): &&(i64, Option<i64>)| {
            (district.is_none() || *parent == district) && self.within.contains_key(&Scope::Block(*code))
        };
        match known.iter().filter(fits).collect::<Vec<_>>()[..] {
            [(code, _)] => Some(*code),
            _ => None,
        }
    }
    /// The one district of a name that has panchayats here.
    pub fn district(&self, name: &str) -> Option<i64> {
        let known = self.districts.get(&alike_key(name))?;
        let fits = |code: &&i64| self.within.contains_key(&Scope::District(**code));
        match known.iter().filter(fits).collect::<Vec<_>>()[..] {
            [code] => Some(*code),
            _ => None,
        }
    }
    /// Panchayats of a name in a scope. A name asked for before is not looked up again.
    pub fn find(&mut self, scope: Scope, name: &str) -> Option<Hits> {
        let key = (scope, folded(name));
        if let Some(known) = self.found.get(&key) {
            return known.clone();
        }
        let found = self.look_up(scope, name);
        self.found.insert(key, found.clone());
        found
    }
    fn look_up(&self, scope: Scope, name: &str) -> Option<Hits> {
        let hits = |likeness, panchayats: &Vec<usize>| Some(Hits { likeness, panchayats: panchayats.clone() });
        let exact = exact_key(name);
        if exact.is_empty() {
            return None;
        }
        if let Some(found) = self.exact.get(&(scope, exact)) {
            return hits(Likeness::Exact, found);
        }
        let key = alike_key(name);
        if key.chars().count() < LEAST {
            return None;
        }
        if let Some(found) = self.alike.get(&(scope, key.clone())) {
            return hits(Likeness::Alike, found);
        }
        // Where nothing says which district, near names are everywhere.
        if scope == Scope::Anywhere {
            return None;
        }
        let near = |at: &&usize| self.keys[**at].iter().any(|known| strsim::jaro_winkler(known, &key) >= NEAR_ENOUGH);
        let found: Vec<usize> = self.within(scope).iter().filter(near).copied().collect();
        (!found.is_empty()).then_some(Hits { likeness: Likeness::Near, panchayats: found })
    }
}
