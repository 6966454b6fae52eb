//! Names of files that tell a society and a kind: `12-1957_audited_accounts.pdf`.

use crate::{branches::returns::About, catalogue::ReturnDocuments};
use std::collections::BTreeMap;

/// What a name tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// A society, by identity, and a kind.
    One(String, String),
    /// No kind at its end.
    NoKind,
    /// No society of that number or identity.
    NoSociety(String),
    /// Several societies of that number: their identities.
    Several(String, Vec<String>),
}

/// Societies by what a file name may call them.
#[derive(Debug)]
pub struct Names {
    societies: BTreeMap<String, Vec<String>>,
}

impl Names {
    /// Of all societies of the register.
    pub fn of(societies: &BTreeMap<String, About>) -> Self {
        let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (id, about) in societies {
            let number = folded(&about.reg_no);
            for name in [Some(folded(id)), (!number.is_empty()).then_some(number)].into_iter().flatten() {
                let known = names.entry(name).or_default();
                if !known.contains(id) {
                    known.push(id.clone());
                }
            }
        }
        Self { societies: names }
    }
    /// What the name of a file, without its ending, tells.
    pub fn read(&self, stem: &str, kinds: &ReturnDocuments) -> Named {
        let Some((society, kind)) = kind_of(stem, kinds) else { return Named::NoKind };
        match self.societies.get(&folded(society)).map(Vec::as_slice) {
            Some([only]) => Named::One(only.clone(), kind.to_owned()),
            Some(several) => Named::Several(society.to_owned(), several.to_vec()),
            None => Named::NoSociety(society.to_owned()),
        }
    }
}

/// What stands before the kind at the end of a name, and the kind: the longest that fits.
pub fn kind_of<'s, 'k>(stem: &'s str, kinds: &'k ReturnDocuments) -> Option<(&'s str, &'k str)> {
    let fits = kinds.0.iter().filter_map(|kind| {
        let before = stem.strip_suffix(kind.code.as_str())?;
        let before = before.strip_suffix(['_', '-', ' ']).or(before.is_empty().then_some(""))?;
        Some((before, kind.code.as_str()))
    });
    fits.max_by_key(|(_, code)| code.len())
}

/// A number as a file name may write it: no `/` there, so what is neither letter nor figure counts as one stroke.
fn folded(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    for c in text.trim().chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            name.push(c);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    name.trim_end_matches('-').to_owned()
}
