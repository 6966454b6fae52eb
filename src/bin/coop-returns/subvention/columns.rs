//! Lines as rows: all columns for programs, the telling ones for people.

use coop_registry::{
    branches::subvention::{ClaimRow, Part, Reason},
    cli::{
        Column, CommandError, Console, Format, Listing, Office, desk,
        subventions::{Done, values},
    },
    model::{Label, Language, Value},
    reports::subvention_claim::LINE,
};
use std::{collections::BTreeMap, ops::Range};

/// What people see of a line; the rest is for files.
const SHOWN: [&str; 18] = [
    "loan_account",
    "farmer_name",
    "loan_purpose",
    "drawn_on",
    "drawn_amount",
    "loan_due_on",
    "repaid_on",
    "claim_fy",
    "claim_days",
    "eligible_product",
    "lender_subvention",
    "prompt_incentive",
    "state_general",
    "state_prompt",
    "farmer_share",
    "earlier_claim",
    "claim_balance",
    "claim_reason",
];

/// Makes rows of lines.
pub struct Rows {
    listing: Listing,
    /// Columns kept, by their places in a line.
    kept: Vec<usize>,
    /// Words of codes, where people read.
    words: Option<BTreeMap<&'static str, BTreeMap<String, Label>>>,
    language: Language,
}

impl Rows {
    /// For the reader and the scheme; the columns of earlier claims only where there are some.
    pub fn of(office: &Office, console: &Console, done: &Done) -> Result<Self, CommandError> {
        let people = console.is_for_people();
        let without: Vec<&str> =
            Part::ALL.iter().filter(|part| !done.terms.scheme.parts.contains(part)).map(|part| part.key()).collect();
        let no_earlier = done.earlier.is_empty();
        let wanted = |key: &str| {
            !people
                || SHOWN.contains(&key)
                    && !without.contains(&key)
                    && !(no_earlier && matches!(key, "earlier_claim" | "claim_balance"))
        };
        let kept: Vec<usize> = LINE.iter().enumerate().filter(|(_, (key, _))| wanted(key)).map(|(at, _)| at).collect();
        let columns = kept.iter().map(|at| {
            let key = LINE[*at].0;
            let heading = |language| console.texts().word(&format!("column.{key}"), language).to_owned();
            Column::new(key, heading(Language::En), heading(Language::Hi))
        });
        let words = if people {
            let purposes = desk::code_words(office, "loan_purpose")?;
            Some([("loan_purpose", purposes)].into())
        } else {
            None
        };
        let listing = Listing { columns: columns.collect(), ..Listing::default() };
        Ok(Self { listing, kept, words, language: console.language() })
    }
    /// A listing without rows.
    pub fn empty(&self) -> Listing {
        self.listing.clone()
    }
    /// A line as a row.
    pub fn row(&self, console: &Console, done: &Done, serial: usize, row: &ClaimRow<'_>) -> Vec<Value> {
        let all = values(done, serial, row);
        self.kept.iter().map(|at| self.worded(console, LINE[*at].0, row, all[*at].clone())).collect()
    }
    fn worded(&self, console: &Console, key: &str, row: &ClaimRow<'_>, value: Value) -> Value {
        let Some(words) = &self.words else { return value };
        match (key, &value) {
            ("claim_reason", _) => reason(console, row.line.reason),
            (_, Value::Text(code)) => match words.get(key).and_then(|list| list.get(code)) {
                Some(label) => Value::text(label.in_language(self.language)),
                None => value,
            },
            _ => value,
        }
    }
}

/// Rows dressed at once.
const PARCEL: usize = 4096;

/// Rows for programs, parcel by parcel: a million are never held as text. `listing` makes the rows of a range.
pub fn pour(console: &mut Console, count: usize, listing: &dyn Fn(&Console, Range<usize>) -> Listing) {
    let (format, language, digits) = (console.format(), console.language(), console.digits());
    let mut from = 0;
    loop {
        let to = (from + PARCEL).min(count);
        let text = listing(console, from..to).to_text(format, language, digits);
        // The heading stands once.
        let repeated = if format == Format::Csv && from > 0 { text.find('\n').map_or(0, |at| at + 1) } else { 0 };
        console.pour(&text[repeated..]);
        from = to;
        if from >= count {
            return;
        }
    }
}

/// Why nothing is claimed, or not all, in words; nothing where all is.
pub fn reason(console: &Console, reason: Reason) -> Value {
    if reason == Reason::None {
        return Value::Empty;
    }
    Value::text(console.texts().word(&format!("subvention.reason.{}", reason.key()), console.language()))
}
