//! The loans of a list, as small as they can be kept: a million are held at once, for a farmer's may stand anywhere.

use super::{EventKind, Fields, Purpose, facts::RowFacts};
use crate::model::{CellRef, Date, Facts, Finding, Findings, Locus, Paise, Severity};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};

/// A sheet rows came from: what finds a cell again.
#[derive(Clone, Debug, Default)]
pub struct ListSheet {
    /// File as named.
    pub file: String,
    /// Sheet.
    pub sheet: String,
    /// Column of each field, from 0.
    pub columns: BTreeMap<String, u32>,
}

/// A row of a sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub sheet: u32,
    pub row: u32,
}

/// Who lends, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lender {
    /// Bank.
    pub bank: String,
    /// Branch.
    pub branch: String,
    /// Number of the PACS.
    pub pacs_no: String,
    /// Name of the PACS.
    pub pacs: String,
    /// LGD code of the district.
    pub district: Option<i64>,
    /// LGD code of the block.
    pub block: Option<i64>,
}

/// An account: whose, with whom, what is known of it.
#[derive(Clone, Debug)]
pub struct Account {
    /// Its lender among [`Loans::lenders`].
    pub lender: u32,
    /// Keyed hash of the farmer's identity; 0 where none was given.
    pub farmer: u128,
    /// Aadhaar captured?
    pub aadhaar: Option<bool>,
    /// Out of the lender's own funds?
    pub own_funds: Option<bool>,
    /// Sanctioned limit, paise; 0 where none was told.
    pub limit: i64,
    /// A row of it could not be read, or its rows contradict each other: nothing is claimed.
    pub faulty: bool,
    /// Class of farmer, category and sex, among [`Loans::code`].
    codes: [u8; 3],
    /// Account number, name, father or husband, mobile: end to end in the store of texts.
    at: usize,
    lengths: [u16; 4],
    pub(super) place: Place,
}

/// Texts of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccountTexts<'l> {
    /// Number of the account.
    pub account: &'l str,
    /// Farmer.
    pub name: &'l str,
    /// Father or husband.
    pub guardian: &'l str,
    /// Mobile.
    pub phone: &'l str,
}

/// An entry of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its account.
    pub(super) account: u32,
    pub(super) kind: EventKind,
    pub(super) purpose: Purpose,
    pub(super) on: Date,
    pub(super) due: Option<Date>,
    /// Paise; 0 where the row tells none.
    pub(super) amount: i64,
    pub(super) place: Place,
}

impl Event {
    /// An entry of a kind on a day, paise.
    pub fn new(kind: EventKind, on: Date, amount: i64) -> Self {
        Self { account: 0, kind, purpose: Purpose::Untold, on, due: None, amount, place: Place::default() }
    }
    /// The same with the purpose and the due date of a drawal.
    #[must_use]
    pub fn drawn_for(mut self, purpose: Purpose, due: Option<Date>) -> Self {
        (self.purpose, self.due) = (purpose, due);
        self
    }
}

/// Findings that would be the same for row after row: the first place and how many.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    first: Option<Place>,
    pub count: u64,
}

impl Tally {
    pub fn add(&mut self, place: Place) {
        // Whatever the order of the rows, the first place is told.
        self.first = Some(self.first.map_or(place, |first| first.min(place)));
        self.count += 1;
    }
}

/// All loans of the files read.
#[derive(Debug, Default)]
pub struct Loans {
    sheets: Vec<ListSheet>,
    /// Lenders, in the order they were met.
    pub lenders: Vec<Lender>,
    lender_of: HashMap<Lender, u32>,
    /// Accounts, in the order they were met.
    pub accounts: Vec<Account>,
    account_of: HashMap<u128, u32>,
    pub(super) events: Vec<Event>,
    texts: String,
    codes: Vec<String>,
    secret: Vec<u8>,
    untold_repayments: Tally,
    /// What is wrong with rows.
    pub findings: Findings,
}

impl Loans {
    /// None yet; `secret` keys the hashes of identities, as the reader was told.
    pub fn new(secret: &[u8]) -> Self {
        Self { secret: secret.to_vec(), codes: vec![String::new()], ..Self::default() }
    }
    /// A sheet whose rows follow; its number is what [`Loans::add`] wants.
    pub fn add_sheet(&mut self, sheet: ListSheet) -> u32 {
        self.sheets.push(sheet);
        number(self.sheets.len() - 1)
    }
    /// Adds a row; one that was rejected leaves its account faulty, so that half an account is never claimed.
    pub fn add(&mut self, fields: &Fields, (sheet, row): (u32, u32), facts: &Facts, rejected: bool) {
        let said = fields.row(facts, &self.secret);
        let place = Place { sheet, row };
        if said.account_no.is_empty() {
            // Told by the reader: the number is required.
            return;
        }
        let account = self.account(&said, place);
        self.accounts[account as usize].faulty |= rejected;
        if let Some(event) = said.event().filter(|_| !rejected) {
            self.push(Event { account, place, ..event });
        }
        self.repayment_beside(&said, account, place, rejected);
    }
    /// The repayment that stands beside a drawal in one row.
    fn repayment_beside(&mut self, said: &RowFacts<'_>, account: u32, place: Place, rejected: bool) {
        let (repaid, amount) = match (said.repaid_on, said.repaid_amount) {
            _ if rejected => return,
            (None, None | Some(0)) => return,
            (None, Some(amount)) => {
                self.fault("SUB-005", place, "repaid_on", &[("amount", Paise(amount).to_string())]);
                self.accounts[account as usize].faulty = true;
                return;
            }
            (Some(day), Some(amount)) => (day, amount),
            (Some(day), None) => {
                self.untold_repayments.add(place);
                (day, said.amount.unwrap_or(0))
            }
        };
        self.push(Event { account, place, ..Event::new(EventKind::Repayment, repaid, amount) });
    }
    fn push(&mut self, event: Event) {
        let needs_amount = matches!(event.kind, EventKind::Drawal | EventKind::Repayment);
        if event.amount < 0 || (needs_amount && event.amount == 0) {
            self.fault("SUB-001", event.place, "amount", &[("amount", Paise(event.amount).to_string())]);
            self.accounts[event.account as usize].faulty = true;
            return;
        }
        self.events.push(event);
    }
    /// The account a row speaks of: the same number with the same lender.
    fn account(&mut self, said: &RowFacts<'_>, place: Place) -> u32 {
        let key = account_key(said);
        let Some(found) = self.account_of.get(&key).copied() else {
            let made = self.new_account(said, place);
            self.account_of.insert(key, made);
            return made;
        };
        self.know_more(found, said, place);
        found
    }
    fn new_account(&mut self, said: &RowFacts<'_>, place: Place) -> u32 {
        let [bank, branch, pacs_no, pacs] = said.lender.map(str::to_owned);
        let lender = Lender { bank, branch, pacs_no, pacs, district: said.district, block: said.block };
        let lender = self.lender(lender);
        let codes = said.codes.map(|code| self.code_no(code));
        let (at, lengths) = self.keep([said.account_no, said.name, said.guardian, said.phone]);
        self.accounts.push(Account {
            lender,
            farmer: said.farmer,
            aadhaar: said.aadhaar,
            own_funds: said.own_funds,
            limit: said.limit,
            faulty: false,
            codes,
            at,
            lengths,
            place,
        });
        number(self.accounts.len() - 1)
    }
    fn lender(&mut self, lender: Lender) -> u32 {
        if let Some(known) = self.lender_of.get(&lender) {
            return *known;
        }
        let no = number(self.lenders.len());
        self.lenders.push(lender.clone());
        self.lender_of.insert(lender, no);
        no
    }
    /// A further row of an account: what it adds, whatever the order of the rows; where two contradict each other about the
    /// farmer, nothing is claimed, and of two answers the one that claims less holds.
    fn know_more(&mut self, account: u32, said: &RowFacts<'_>, place: Place) {
        let codes = said.codes.map(|code| self.code_no(code));
        let known = self.accounts[account as usize].clone();
        let both = |a: Option<bool>, b: Option<bool>| match (a, b) {
            (Some(a), Some(b)) => Some(a && b),
            (a, b) => a.or(b),
        };
        let least = |a: u8, b: u8| if a == 0 || b == 0 { a.max(b) } else { a.min(b) };
        let contradicts = known.farmer != 0 && said.farmer != 0 && known.farmer != said.farmer;
        if contradicts && !known.faulty {
            self.fault("SUB-004", place, "identity_no", &[]);
        }
        let texts = self.texts_of(&known);
        let said_texts = [said.account_no, said.name, said.guardian, said.phone];
        let own = [texts.account, texts.name, texts.guardian, texts.phone];
        let merged: [&str; 4] = std::array::from_fn(|i| match (own[i], said_texts[i]) {
            ("", other) | (other, "") => other,
            (one, other) => one.min(other),
        });
        let kept = (merged != own).then(|| merged.map(str::to_owned));
        let texts = kept.map(|texts| self.keep([&texts[0], &texts[1], &texts[2], &texts[3]]));
        let account = &mut self.accounts[account as usize];
        account.farmer = if contradicts { account.farmer.min(said.farmer) } else { account.farmer.max(said.farmer) };
        account.faulty |= contradicts;
        account.aadhaar = both(account.aadhaar, said.aadhaar);
        account.own_funds = both(account.own_funds, said.own_funds);
        account.limit = account.limit.max(said.limit);
        account.codes = std::array::from_fn(|i| least(account.codes[i], codes[i]));
        account.place = account.place.min(place);
        if let Some((at, lengths)) = texts {
            (account.at, account.lengths) = (at, lengths);
        }
    }
    fn keep(&mut self, texts: [&str; 4]) -> (usize, [u16; 4]) {
        let at = self.texts.len();
        let lengths = texts.map(|text| {
            // A name of sixty thousand bytes is cut where a sign ends.
            let end = (0..=text.len().min(usize::from(u16::MAX))).rev().find(|end| text.is_char_boundary(*end));
            let kept = &text[..end.unwrap_or(0)];
            self.texts.push_str(kept);
            u16::try_from(kept.len()).unwrap_or(u16::MAX)
        });
        (at, lengths)
    }
    fn code_no(&mut self, code: &str) -> u8 {
        let at = self.codes.iter().position(|known| known == code).unwrap_or_else(|| {
            self.codes.push(code.to_owned());
            self.codes.len() - 1
        });
        // Closed lists have a handful of codes.
        u8::try_from(at).unwrap_or(0)
    }
    /// Texts of an account.
    pub fn texts_of(&self, account: &Account) -> AccountTexts<'_> {
        let mut at = account.at;
        let [account, name, guardian, phone] = account.lengths.map(|length| {
            let from = at;
            at += usize::from(length);
            self.texts.get(from..at).unwrap_or_default()
        });
        AccountTexts { account, name, guardian, phone }
    }
    /// Codes of an account: class of farmer, category, sex; empty where not told.
    pub fn codes_of(&self, account: &Account) -> [&str; 3] {
        account.codes.map(|no| self.codes.get(usize::from(no)).map_or("", String::as_str))
    }
    /// The lender of an account.
    pub fn lender_of(&self, account: &Account) -> &Lender {
        &self.lenders[account.lender as usize]
    }
    /// A cell of a row, of a field.
    pub(super) fn locus(&self, place: Place, field: &str) -> Locus {
        let Some(sheet) = self.sheets.get(place.sheet as usize) else { return Locus::default() };
        // Where a list has no such column, the row is told by its account.
        let column = [field, "account_no"].into_iter().find_map(|key| sheet.columns.get(key)).copied().unwrap_or(0);
        let locus = Locus::cell(&sheet.file, &sheet.sheet, CellRef { row: place.row, column });
        Locus { field: Some(field.to_owned()), ..locus }
    }
    pub(super) fn finding(&self, code: &str, severity: Severity, place: Place, field: &str) -> Finding {
        Finding::new(code, severity, self.locus(place, field))
    }
    fn fault(&mut self, code: &str, place: Place, field: &str, args: &[(&str, String)]) {
        let finding = self.finding(code, Severity::Error, place, field);
        self.findings.push(args.iter().fold(finding, |finding, (name, value)| finding.with(name, value)));
    }
    pub(super) fn tallied(&self, code: &str, severity: Severity, tally: &Tally, field: &str) -> Option<Finding> {
        let first = tally.first?;
        Some(self.finding(code, severity, first, field).with("count", tally.count))
    }
    /// When all is read: findings told once for many rows, columns filled in, entries in the order of their accounts.
    pub(super) fn settle_rows(&mut self) {
        self.account_of = HashMap::new();
        self.lender_of = HashMap::new();
        let told = self.tallied("SUB-006", Severity::Warning, &self.untold_repayments, "repaid_amount");
        self.findings.extend(told);
        self.events
            .sort_unstable_by_key(|event| (event.account, event.on, event.kind, event.due, event.amount, event.place));
    }
}

/// The number with its lender, to 128 bits: two of a million accounts meet by chance once in 10^26 lists.
fn account_key(said: &RowFacts<'_>) -> u128 {
    let mut hash = Sha256::new();
    for text in said.lender.iter().chain([&said.account_no]) {
        hash.update(text.as_bytes());
        hash.update([0]);
    }
    let bytes: [u8; 32] = hash.finalize().into();
    bytes[..16].iter().fold(0, |key, byte| key << 8 | u128::from(*byte))
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
