//! Two texts, clause by clause. Where numbers have moved, clauses are known by what they say.

use super::{
    clauses::{Clause, Text},
    words::{Mark, Piece, marked, nearness, sorted_words},
};
use std::{cmp::Reverse, collections::BTreeSet};

/// What became of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Became {
    /// It stands as it stood.
    Same,
    /// It has another number and says the same.
    Renumbered,
    /// It says something else.
    Changed,
    /// It has another number and says something else.
    Moved,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
}

impl Became {
    /// As JSON and CSV have it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Renumbered => "renumbered",
            Self::Changed => "changed",
            Self::Moved => "renumbered_and_changed",
            Self::Added => "added",
            Self::Removed => "removed",
        }
    }
    /// In words: English, Hindi.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Same => ("unchanged", "यथावत"),
            Self::Renumbered => ("renumbered", "संख्या बदली"),
            Self::Changed => ("changed", "संशोधित"),
            Self::Moved => ("renumbered and changed", "संख्या बदली एवं संशोधित"),
            Self::Added => ("added", "जोड़ा गया"),
            Self::Removed => ("removed", "हटाया गया"),
        }
    }
}

/// A clause of the old text, of the new one, or of both.
#[derive(Clone, Debug)]
pub struct Compared<'t> {
    /// In the old text.
    pub old: Option<&'t Clause>,
    /// In the new text.
    pub new: Option<&'t Clause>,
    /// What became of it.
    pub became: Became,
    /// Its words, marked.
    pub pieces: Vec<Piece>,
}

/// Hundredths of common words from which two clauses of different numbers are one: more than half.
const NEAR: u32 = 60;

/// Clauses of both texts, in the order of the new one; one that is gone stands where it stood.
pub fn compare<'t>(old: &'t Text, new: &'t Text) -> Vec<Compared<'t>> {
    let pairs = paired(&old.clauses, &new.clauses);
    let mut found = Vec::new();
    let mut gone = 0;
    for (at, clause) in new.clauses.iter().enumerate() {
        let partner = pairs.iter().find(|(_, new_at)| *new_at == at).map(|(old_at, _)| *old_at);
        if let Some(old_at) = partner {
            removed_before(old, &pairs, &mut gone, old_at, &mut found);
        }
        found.push(told(partner.and_then(|at| old.clauses.get(at)), Some(clause)));
    }
    removed_before(old, &pairs, &mut gone, old.clauses.len(), &mut found);
    found
}

fn removed_before<'t>(
    old: &'t Text,
    pairs: &[(usize, usize)],
    gone: &mut usize,
    until: usize,
    found: &mut Vec<Compared<'t>>,
) {
    while *gone < until {
        if let Some(clause) = old.clauses.get(*gone).filter(|_| !pairs.iter().any(|(old_at, _)| old_at == gone)) {
            found.push(told(Some(clause), None));
        }
        *gone += 1;
    }
}

fn told<'t>(old: Option<&'t Clause>, new: Option<&'t Clause>) -> Compared<'t> {
    let whole = |clause: Option<&Clause>| clause.map_or_else(String::new, Clause::whole);
    let pieces = marked(&whole(old), &whole(new));
    let same = pieces.iter().all(|piece| piece.mark == Mark::Same);
    let became = match (old, new) {
        (Some(_), None) => Became::Removed,
        (None, _) => Became::Added,
        (Some(old), Some(new)) => match (old.number == new.number, same) {
            (true, true) => Became::Same,
            (false, true) => Became::Renumbered,
            (true, false) => Became::Changed,
            (false, false) => Became::Moved,
        },
    };
    Compared { old, new, became, pieces }
}

/// Which clause of the old text is which of the new: first those that say the same, then by how near they are, last by number.
fn paired(old: &[Clause], new: &[Clause]) -> Vec<(usize, usize)> {
    let wholes = |clauses: &[Clause]| clauses.iter().map(Clause::whole).collect::<Vec<String>>();
    let (old_wholes, new_wholes) = (wholes(old), wholes(new));
    let old_words: Vec<Vec<&str>> = old_wholes.iter().map(|text| sorted_words(text)).collect();
    let new_words: Vec<Vec<&str>> = new_wholes.iter().map(|text| sorted_words(text)).collect();
    let mut near: Vec<(Reverse<u32>, bool, usize, usize, usize)> = Vec::new();
    for (i, a) in old.iter().enumerate() {
        for (j, b) in new.iter().enumerate() {
            let hundredths = nearness(&old_words[i], &new_words[j]);
            let other_number = a.number != b.number;
            // Of two that are equally near the one of the same number, then the one nearest in place.
            if hundredths >= NEAR && !(old_wholes[i].is_empty() && other_number) {
                near.push((Reverse(hundredths), other_number, i.abs_diff(j), i, j));
            }
        }
    }
    near.sort_unstable();
    let (mut left, mut right): (BTreeSet<usize>, BTreeSet<usize>) =
        ((0..old.len()).collect(), (0..new.len()).collect());
    let mut pairs = Vec::new();
    let by_text = near.into_iter().map(|(.., i, j)| (i, j));
    let by_number = (0..old.len()).flat_map(|i| (0..new.len()).map(move |j| (i, j)));
    for (i, j) in by_text.chain(by_number.filter(|(i, j)| old[*i].number == new[*j].number)) {
        if left.contains(&i) && right.contains(&j) {
            left.remove(&i);
            right.remove(&j);
            pairs.push((i, j));
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::branches::byelaws::{piece_text, read};

    fn text(lines: &str) -> Text {
        read(lines.as_bytes(), "t").0
    }

    #[test]
    fn a_clause_put_in_moves_the_numbers_and_not_the_clauses() {
        let old = text(
            "1. Name\nThe society is called X.\n2. Area\nThe area is the village of Maner.\n3. Quorum\nOne third of the members.\n",
        );
        let new = text(
            "1. Name\nThe society is called X.\n2. Objects\nTo buy and sell milk.\n3. Area\nThe area is the villages of Maner.\n4. Quorum\nOne third of the members.\n",
        );
        let told: Vec<(&str, Option<&str>, Option<&str>)> = compare(&old, &new)
            .iter()
            .map(|one| (one.became.key(), one.old.map(|c| c.number.as_str()), one.new.map(|c| c.number.as_str())))
            .collect();
        assert_eq!(
            told,
            [
                ("same", Some("1"), Some("1")),
                ("added", None, Some("2")),
                ("renumbered_and_changed", Some("2"), Some("3")),
                ("renumbered", Some("3"), Some("4")),
            ]
        );
    }

    #[test]
    fn one_that_is_written_anew_keeps_its_number_and_one_that_is_gone_its_place() {
        let old = text("1. Name\na b c\n2. Area\nd e f\n3. Quorum\ng h i\n");
        let new = text("1. Name\na b c\n3. Quorum\nu v w x y z\n");
        let all = compare(&old, &new);
        let told: Vec<&str> = all.iter().map(|one| one.became.key()).collect();
        assert_eq!(told, ["same", "removed", "changed"]);
        assert_eq!(piece_text(&all[2].pieces), "Quorum [-g h i-] {+u v w x y z+}");
        assert!(compare(&old, &old).iter().all(|one| one.became == Became::Same));
    }
}
