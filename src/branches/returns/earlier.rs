//! Last year's returns of files, found again for this year's.

use super::filed::Filed;
use crate::{model::CooperativeYear, rules::Lines};
use std::collections::{BTreeMap, BTreeSet};

/// The returns of files by who filed them and for which year.
#[derive(Default)]
pub struct Earlier {
    lines: BTreeMap<(String, CooperativeYear), Lines>,
    /// Who goes by a number in a year.
    by_number: BTreeMap<(String, CooperativeYear), BTreeSet<String>>,
}

impl Earlier {
    /// Takes a return; of two of one society and year the first counts.
    pub(super) fn add(&mut self, filed: Filed) {
        let numbered = self.by_number.entry((filed.number, filed.fy)).or_default();
        numbered.insert(filed.known_by.clone());
        self.lines.entry((filed.known_by, filed.fy)).or_insert(filed.lines);
    }
    /// Last year's lines of the society that filed this return. A form states no name beside the number, and a name may be
    /// spelt otherwise a year later: then the number will do, where one society alone goes by it in either year.
    pub fn of(&self, filed: &Filed) -> Option<&Lines> {
        let previous = filed.fy.previous()?;
        let of = |known_by: &str| self.lines.get(&(known_by.to_owned(), previous));
        if let Some(lines) = of(&filed.known_by) {
            return Some(lines);
        }
        let alone = |fy| {
            let known = self.by_number.get(&(filed.number.clone(), fy)).filter(|_| !filed.number.is_empty())?;
            if known.len() == 1 { known.first() } else { None }
        };
        alone(filed.fy)?;
        of(alone(previous)?)
    }
}
