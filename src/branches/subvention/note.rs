//! What a farmer is told in a short message: what he saved, or by when he has to repay to save it.

use super::{Line, Loans, Part, Reason, Terms};
use crate::model::Date;
use std::collections::BTreeMap;

/// Most parts a message may take.
pub const MOST_PARTS: usize = 3;

/// How a farmer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Something is still to be repaid in time.
    Due,
    /// All was repaid in time.
    InTime,
    /// Something came late.
    Late,
    /// Nothing is claimed.
    Refused(Reason),
}

/// What is to be said to a farmer. Amounts are paise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// First of the farmer's accounts.
    pub account: u32,
    /// How he stands.
    pub outcome: Outcome,
    /// Interest others bear for him.
    pub saved: i64,
    /// Interest left to the farmer.
    pub share: i64,
    /// What repayment in time has earned him further by the last day counted, or has lost him.
    pub at_stake: i64,
    /// The next due date; of what came late, that which was missed last.
    pub due: Option<Date>,
}

/// One note a farmer, in the order of the lines.
pub fn notes<'l>(loans: &Loans, lines: impl IntoIterator<Item = &'l Line>, terms: &Terms) -> Vec<Note> {
    let mut notes: Vec<Note> = Vec::new();
    let mut of_farmer: BTreeMap<u128, usize> = BTreeMap::new();
    let mut last = None;
    for line in lines {
        let key = loans.accounts[line.account as usize].farmer;
        let known = if last == Some(line.account) { Some(notes.len() - 1) } else { None };
        let known = if key == 0 { known } else { of_farmer.get(&key).copied() };
        let at = known.unwrap_or_else(|| {
            notes.push(Note {
                account: line.account,
                outcome: Outcome::Refused(line.reason),
                saved: 0,
                share: 0,
                at_stake: 0,
                due: None,
            });
            notes.len() - 1
        });
        last = Some(line.account);
        if key != 0 {
            of_farmer.insert(key, at);
        }
        notes[at].add(line, terms);
    }
    notes
}

impl Note {
    fn add(&mut self, line: &Line, terms: &Terms) {
        self.saved += line.claimed();
        self.share += line.amounts.farmer;
        if line.reason.refuses() {
            return;
        }
        let outcome = match line.in_time {
            None => Outcome::Due,
            Some(true) => Outcome::InTime,
            Some(false) => Outcome::Late,
        };
        if line.in_time != Some(true) {
            self.at_stake += for_repayment(line, terms);
        }
        let before = (self.outcome, self.due);
        (self.outcome, self.due) = match (before.0, outcome) {
            // The next day on which something is due goes before all else.
            (Outcome::Due, Outcome::Due) => (Outcome::Due, before.1.min(line.due).or(line.due)),
            (Outcome::Due, _) => before,
            (_, Outcome::Due) => (Outcome::Due, line.due),
            (Outcome::Late, Outcome::Late) => (Outcome::Late, before.1.max(line.due)),
            (Outcome::Late, _) => before,
            _ => (outcome, line.due),
        };
    }
}

/// What repayment in time is worth for the days of a line, beyond what it has; rounded down: nobody is told too much.
fn for_repayment(line: &Line, terms: &Terms) -> i64 {
    let Some(rates) = terms.rates(line.on) else { return 0 };
    let parts = Part::ALL.into_iter().filter(|part| part.is_for_repayment());
    let rate: i64 = parts.map(|part| rates.parts[part as usize]).sum();
    let worth = i128::from(line.eligible) * i128::from(rate) / (10_000 * i128::from(terms.basis()));
    let has: i64 = Part::ALL.into_iter().filter(|p| p.is_for_repayment()).map(|p| line.amounts.parts[p as usize]).sum();
    i64::try_from(worth).unwrap_or(i64::MAX).saturating_sub(has).max(0)
}

/// How many parts a message takes: 70 signs of UCS-2 for one and 67 for each of several, 160 and 153 where every sign is one of the
/// basic alphabet of GSM.
pub fn parts_of(text: &str) -> usize {
    let basic = |c: char| c.is_ascii_alphanumeric() || " .,:;!?()/-+*=<>'\"&%#@\n".contains(c);
    let (length, one, several) =
        if text.chars().all(basic) { (text.len(), 160, 153) } else { (text.encode_utf16().count(), 70, 67) };
    if length <= one { 1 } else { length.div_ceil(several) }
}

/// The message with names as long as [`MOST_PARTS`] allow; `say` gets the name of the farmer and of the PACS.
pub fn fitted(say: &dyn Fn(&str, &str) -> String, name: &str, pacs: &str) -> String {
    let mut text = String::new();
    for longest in [32, 20, 12, 6, 0] {
        text = say(&trimmed(name, longest), &trimmed(pacs, longest));
        if parts_of(&text) <= MOST_PARTS {
            break;
        }
    }
    text
}

/// A name of at most so many signs: whole words, or else whole letters with their signs.
fn trimmed(name: &str, longest: usize) -> String {
    let count = |text: &str| text.encode_utf16().count();
    if count(name) <= longest {
        return name.to_owned();
    }
    let mut words = String::new();
    for word in name.split_whitespace() {
        let longer = if words.is_empty() { word.to_owned() } else { format!("{words} {word}") };
        if count(&longer) > longest {
            break;
        }
        words = longer;
    }
    if !words.is_empty() {
        return words;
    }
    let mut kept = 0;
    for (at, sign) in name.char_indices().chain([(name.len(), ' ')]) {
        // Before a letter that begins a syllable of its own.
        let joined = is_joined(sign) || name[..at].ends_with('\u{94D}');
        if !joined && count(&name[..at]) <= longest {
            kept = at;
        }
    }
    name[..kept].to_owned()
}

/// A sign that belongs to the letter before it.
fn is_joined(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{903}' | '\u{93A}'..='\u{93C}' | '\u{93E}'..='\u{94F}' | '\u{951}'..='\u{957}' | '\u{962}' | '\u{963}' | '\u{200C}' | '\u{200D}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_counted_as_a_network_counts_them() {
        let hindi = |n: usize| "क".repeat(n);
        assert_eq!([0, 70, 71, 134, 135, 201, 202].map(|n| parts_of(&hindi(n))), [1, 1, 2, 2, 3, 3, 4]);
        let latin = |n: usize| "a".repeat(n);
        assert_eq!([160, 161, 306, 459, 460].map(|n| parts_of(&latin(n))), [1, 2, 2, 3, 4]);
    }

    #[test]
    fn names_end_with_a_word_or_with_a_whole_letter() {
        assert_eq!(trimmed("रामप्रसाद सिंह यादव", 14), "रामप्रसाद सिंह");
        assert_eq!(trimmed("रामप्रसाद", 20), "रामप्रसाद");
        for longest in 0..12 {
            let cut = trimmed("श्रीकृष्णप्रतापनारायण", longest);
            let rest = &"श्रीकृष्णप्रतापनारायण"[cut.len()..];
            assert!(cut.encode_utf16().count() <= longest && !cut.ends_with('\u{94D}'));
            assert!(!rest.starts_with(is_joined), "{cut}|{rest}");
        }
    }

    #[test]
    fn the_longest_names_leave_a_message_of_three_parts() {
        let say = |name: &str, pacs: &str| format!("{name} {} {pacs}", "क".repeat(180));
        let text = fitted(&say, &"रामप्रसाद ".repeat(9), &"बहुउद्देशीय ".repeat(9));
        assert_eq!(parts_of(&text), 3);
        assert!(text.starts_with("राम"), "{text}");
    }
}
