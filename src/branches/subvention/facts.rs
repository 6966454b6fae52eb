//! A row of the loan list as read, by the numbers of its fields.

use super::{EventKind, LOANS, Purpose, loans::Event};
use crate::{
    cleaning::mask,
    model::{Date, Facts, TableDef, Value},
};

/// Numbers of the fields of the list, looked up once.
#[derive(Clone, Debug)]
pub struct Fields {
    district: u16,
    block: u16,
    texts: [u16; 4],
    account_no: u16,
    name: u16,
    guardian: u16,
    identity_no: u16,
    aadhaar: u16,
    phone: u16,
    codes: [u16; 3],
    purpose: u16,
    own_funds: u16,
    sanctioned_limit: u16,
    event: u16,
    event_on: u16,
    amount: u16,
    due_on: u16,
    repaid_on: u16,
    repaid_amount: u16,
}

impl Fields {
    /// Of the list's definition; the key of a field it lacks.
    pub fn of(list: &TableDef) -> Result<Self, String> {
        let no = |key: &str| list.field_no(key).ok_or_else(|| format!("{LOANS}: no field {key}"));
        Ok(Self {
            district: no("district")?,
            block: no("block")?,
            texts: [no("bank")?, no("branch")?, no("pacs_no")?, no("pacs")?],
            account_no: no("account_no")?,
            name: no("name")?,
            guardian: no("guardian")?,
            identity_no: no("identity_no")?,
            aadhaar: no("aadhaar")?,
            phone: no("phone")?,
            codes: [no("farmer_class")?, no("category")?, no("sex")?],
            purpose: no("purpose")?,
            own_funds: no("own_funds")?,
            sanctioned_limit: no("sanctioned_limit")?,
            event: no("event")?,
            event_on: no("event_on")?,
            amount: no("amount")?,
            due_on: no("due_on")?,
            repaid_on: no("repaid_on")?,
            repaid_amount: no("repaid_amount")?,
        })
    }
    /// A row by the numbers of its fields.
    pub(super) fn row<'f>(&self, facts: &'f Facts, secret: &[u8]) -> RowFacts<'f> {
        let value = |no: u16| facts.binary_search_by_key(&no, |(n, _)| *n).ok().map(|at| &facts[at].1);
        let text = |no: u16| value(no).and_then(Value::as_text).unwrap_or_default();
        let number = |no: u16| value(no).and_then(Value::as_integer);
        let date = |no: u16| value(no).and_then(Value::as_date);
        let yes = |no: u16| match value(no) {
            Some(Value::Bool(yes)) => Some(*yes),
            _ => None,
        };
        let identity = text(self.identity_no);
        RowFacts {
            district: number(self.district),
            block: number(self.block),
            lender: self.texts.map(text),
            account_no: text(self.account_no),
            name: text(self.name),
            guardian: text(self.guardian),
            phone: text(self.phone),
            farmer: farmer_key(identity, secret),
            aadhaar: yes(self.aadhaar).or(if identity.is_empty() { None } else { Some(true) }),
            codes: self.codes.map(text),
            own_funds: yes(self.own_funds),
            limit: number(self.sanctioned_limit).unwrap_or(0),
            kind: EventKind::read(text(self.event)),
            purpose: Purpose::read(text(self.purpose)),
            on: date(self.event_on),
            amount: number(self.amount),
            due: date(self.due_on),
            repaid_on: date(self.repaid_on),
            repaid_amount: number(self.repaid_amount),
        }
    }
}

/// What a row says.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowFacts<'f> {
    pub district: Option<i64>,
    pub block: Option<i64>,
    /// Bank, branch, number and name of the PACS.
    pub lender: [&'f str; 4],
    pub account_no: &'f str,
    pub name: &'f str,
    pub guardian: &'f str,
    pub phone: &'f str,
    /// Keyed hash of the identity; 0 where none tells farmers apart.
    pub farmer: u128,
    pub aadhaar: Option<bool>,
    /// Class of farmer, category, sex.
    pub codes: [&'f str; 3],
    pub own_funds: Option<bool>,
    pub limit: i64,
    pub kind: EventKind,
    pub purpose: Purpose,
    pub on: Option<Date>,
    pub amount: Option<i64>,
    pub due: Option<Date>,
    pub repaid_on: Option<Date>,
    pub repaid_amount: Option<i64>,
}

impl RowFacts<'_> {
    /// The entry of the row itself; nothing where its day is not told.
    pub(super) fn event(&self) -> Option<Event> {
        let event = Event::new(self.kind, self.on?, self.amount.unwrap_or(0));
        Some(Event { purpose: self.purpose, due: self.due, ..event })
    }
}

/// The key of a farmer of an identity as the reader masked it, `XXXX XXXX 1234 #9f3a…`.
///
/// A number that had been masked before it came here is the same for everybody with these last signs: it is no key.
fn farmer_key(masked: &str, secret: &[u8]) -> u128 {
    let Some((shown, hash)) = masked.rsplit_once(" #") else { return 0 };
    if mask(shown, secret).hash == hash {
        return 0;
    }
    u128::from_str_radix(hash, 16).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_masked_before_is_no_key_of_a_farmer() {
        let key = |text: &str| farmer_key(&mask(text, b"secret").to_string(), b"secret");
        assert_ne!(key("2341 2341 2346"), 0);
        assert_eq!(key("234123412346"), key("2341-2341-2346"));
        assert_ne!(key("2341 2341 2346"), key("2341 2341 2347"));
        assert_eq!((key("XXXX XXXX 2346"), farmer_key("", b"secret")), (0, 0));
    }
}
