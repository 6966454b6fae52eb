//! `--max-rejects`: beyond so many rejected rows nothing of a file is entered.

use crate::{
    cli::{CommandError, Exit},
    migrate::Account,
};

/// `--max-rejects`.
#[derive(Clone, Debug)]
pub(super) struct Limit {
    pub(super) written: String,
    rows: Option<u64>,
    hundredths: Option<u64>,
}

impl Limit {
    pub(super) fn read(text: &str) -> Result<Self, CommandError> {
        let refused = || CommandError::new(Exit::Arguments, "error.import.max_rejects").with("found", text);
        let (rows, hundredths) = match text.strip_suffix('%') {
            Some(share) => (None, Some(share.trim().parse().map_err(|_| refused())?)),
            None => (Some(text.trim().parse().map_err(|_| refused())?), None),
        };
        Ok(Self { written: text.to_owned(), rows, hundredths })
    }
    pub(super) fn is_passed(&self, account: &Account) -> bool {
        self.rows.is_some_and(|most| account.rejected > most)
            || self.hundredths.is_some_and(|share| account.rejected * 100 > account.rows * share)
    }
}
