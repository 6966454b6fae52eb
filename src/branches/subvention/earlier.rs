//! What was claimed before, so that nothing is claimed twice: by account, drawal, year and part.

use super::{Line, Loans, Part};
use crate::model::{CooperativeYear, Facts, TableDef, Value, hex};
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, fmt};

/// What a line is known by in every claim: lender, account, day of drawal and its number on that day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineKey(u64);

impl LineKey {
    /// Of a line.
    pub fn of(loans: &Loans, line: &Line) -> Self {
        let account = &loans.accounts[line.account as usize];
        let lender = loans.lender_of(account);
        let mut hash = Sha256::new();
        let texts = [&lender.bank, &lender.branch, &lender.pacs_no, &lender.pacs].map(String::as_str);
        for text in texts.into_iter().chain([loans.texts_of(account).account, &line.on.to_string()]) {
            hash.update(text.as_bytes());
            hash.update([0]);
        }
        hash.update(line.of_day.to_string().as_bytes());
        let bytes: [u8; 32] = hash.finalize().into();
        Self(bytes[..8].iter().fold(0, |key, byte| key << 8 | u64::from(*byte)))
    }
    /// Reads what it prints.
    pub fn read(text: &str) -> Option<Self> {
        let plain = text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit());
        plain.then(|| u64::from_str_radix(text, 16).ok().map(Self)).flatten()
    }
}

/// Sixteen hexadecimal digits.
impl fmt::Display for LineKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0.to_be_bytes()))
    }
}

/// Claims made before. A claim states what a line comes to in all, so of several that name a line the last one read counts.
#[derive(Clone, Debug, Default)]
pub struct Earlier {
    lines: BTreeMap<(LineKey, CooperativeYear), [i64; 4]>,
}

impl Earlier {
    /// Adds a row of an earlier claim as it was read; what does not read as its key or year is given back.
    pub fn add(&mut self, list: &TableDef, facts: &Facts) -> Result<(), String> {
        let value = |key: &str| {
            let no = list.field_no(key)?;
            facts.iter().find(|(n, _)| *n == no).map(|(_, value)| value)
        };
        let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default();
        let key = LineKey::read(text("claim_key")).ok_or_else(|| text("claim_key").to_owned())?;
        let fy = text("claim_fy").parse().map_err(|_| text("claim_fy").to_owned())?;
        let parts = Part::ALL.map(|part| value(part.key()).and_then(Value::as_integer).unwrap_or(0));
        self.lines.insert((key, fy), parts);
        Ok(())
    }
    /// What was claimed of a line before, paise.
    pub fn of(&self, key: LineKey, fy: CooperativeYear) -> [i64; 4] {
        self.lines.get(&(key, fy)).copied().unwrap_or_default()
    }
    /// Nothing claimed before?
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
    /// How many lines of the claims before are none of these loans any more, and what was claimed for them, paise.
    pub fn gone(&self, loans: &Loans, lines: &[Line]) -> (usize, i64) {
        let present: std::collections::BTreeSet<_> =
            lines.iter().map(|line| (LineKey::of(loans, line), line.fy)).collect();
        let gone = self.lines.iter().filter(|(line, _)| !present.contains(line));
        gone.fold((0, 0), |(count, sum), (_, parts)| (count + 1, sum + parts.iter().sum::<i64>()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back_as_it_prints() {
        let key = LineKey(0x00ab_cdef_0123_4567);
        assert_eq!(key.to_string(), "00abcdef01234567");
        assert_eq!(LineKey::read(&key.to_string()), Some(key));
        assert_eq!(["", "00abcdef0123456", "+0abcdef01234567"].map(LineKey::read), [None; 3]);
    }
}
