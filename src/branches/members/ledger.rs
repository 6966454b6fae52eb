//! The share ledger of a society: every member's account with running balances, and what does not add up.

use super::{LEDGER, finding, person::Member};
use crate::{
    model::{Date, Findings, Line, Moment, Paise, Severity, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::collections::BTreeMap;

/// An entry of the ledger.
#[derive(Clone, Debug, Default)]
pub struct Movement {
    /// Identity.
    pub id: String,
    /// Its day.
    pub on: Option<Date>,
    /// Code of the kind.
    pub kind: String,
    /// Receipt or voucher.
    pub voucher: String,
    /// Certificate.
    pub certificate: String,
    /// Shares taken.
    pub shares_in: i64,
    /// Money paid in.
    pub amount_in: Paise,
    /// Shares given up.
    pub shares_out: i64,
    /// Money paid out.
    pub amount_out: Paise,
    /// Shares after it.
    pub shares: i64,
    /// Money after it.
    pub amount: Paise,
    /// Balance as the book has it: shares, money.
    printed: (Option<i64>, Option<Paise>),
}

/// The account of one member.
#[derive(Clone, Debug, Default)]
pub struct Account {
    /// Number of the member in the book.
    pub no: String,
    /// Name.
    pub name: String,
    /// Identity in the register of members, where it has him.
    pub member: Option<String>,
    /// Entries in order of days.
    pub movements: Vec<Movement>,
    /// Shares held: by the ledger where it has him, else by the register of members.
    pub shares: i64,
    /// Share money.
    pub amount: Paise,
}

impl Movement {
    fn of(table: &TableDef, line: &Line) -> Self {
        let value = |key: &str| line.value(table, key).filter(|value| !value.is_empty());
        let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
        let count = |key: &str| value(key).and_then(Value::as_integer);
        let money = |key: &str| value(key).and_then(Value::as_money);
        Self {
            id: line.subject.clone(),
            on: value("entry_on").and_then(Value::as_date),
            kind: text("kind"),
            voucher: text("voucher_no"),
            certificate: text("certificate_no"),
            shares_in: count("shares_in").unwrap_or(0),
            amount_in: money("amount_in").unwrap_or_default(),
            shares_out: count("shares_out").unwrap_or(0),
            amount_out: money("amount_out").unwrap_or_default(),
            shares: 0,
            amount: Paise::default(),
            printed: (count("shares_balance"), money("amount_balance")),
        }
    }
    /// A balance brought in is a taking of what the book shows.
    fn brought_in(&mut self) {
        if self.kind == "opening" && self.shares_in == 0 && self.amount_in.0 == 0 {
            self.shares_in = self.printed.0.unwrap_or(0);
            self.amount_in = self.printed.1.unwrap_or_default();
        }
    }
}

impl Account {
    /// Adds up, in the order of days and of entering.
    fn balance(&mut self) {
        let number = |id: &str| id.rsplit('-').next().and_then(|number| number.parse::<u64>().ok());
        self.movements.sort_by_key(|one| (one.on, number(&one.id)));
        let (mut shares, mut amount) = (0_i64, 0_i64);
        for one in &mut self.movements {
            one.brought_in();
            shares = shares.saturating_add(one.shares_in).saturating_sub(one.shares_out);
            amount = amount.saturating_add(one.amount_in.0).saturating_sub(one.amount_out.0);
            (one.shares, one.amount) = (shares, Paise(amount));
        }
        (self.shares, self.amount) = (shares, Paise(amount));
    }
    /// The last day something was entered.
    pub fn last_on(&self) -> Option<Date> {
        self.movements.iter().filter_map(|one| one.on).max()
    }
}

/// The accounts of a society by number of member, and what does not add up in them.
pub fn accounts(
    register: &dyn ReadRegister,
    society: &str,
    members: &[Member],
    moment: Moment,
) -> Result<(BTreeMap<String, Account>, Findings), RegisterError> {
    let table = register.definition(LEDGER)?;
    let mut accounts: BTreeMap<String, Account> = BTreeMap::new();
    let mut findings = Findings::new();
    for member in members.iter().filter(|member| !member.no.is_empty()) {
        let own = Account {
            no: member.no.clone(),
            name: member.name.clone(),
            member: Some(member.id.clone()),
            shares: member.shares.unwrap_or(0),
            amount: member.amount.unwrap_or_default(),
            movements: Vec::new(),
        };
        if let Some(other) = accounts.insert(member.no.clone(), own) {
            let told = finding("MEM-301", Severity::Warning, &member.no);
            findings.push(told.with("id", &member.id).with("other", other.member.unwrap_or_default()));
        }
    }
    for line in register.find_by(LEDGER, "society", &Value::text(society), moment)? {
        let text = |key: &str| line.value(table, key).and_then(Value::as_text).unwrap_or_default().to_owned();
        let no = text("member_no");
        let fresh = || Account { no: no.clone(), name: text("name"), ..Account::default() };
        accounts.entry(no.clone()).or_insert_with(fresh).movements.push(Movement::of(table, &line));
    }
    for account in accounts.values_mut().filter(|account| !account.movements.is_empty()) {
        let registered = (account.shares, account.amount);
        account.balance();
        let at = |code: &str, severity| finding(code, severity, &account.no);
        for one in &account.movements {
            let id = &one.id;
            let differs = one.printed.0.is_some_and(|printed| printed != one.shares)
                || one.printed.1.is_some_and(|printed| printed != one.amount);
            if one.shares < 0 || one.amount.0 < 0 {
                let below = at("MEM-302", Severity::Error).with("entry", id);
                findings.push(below.with("shares", one.shares).with("amount", one.amount));
            } else if differs {
                let printed = one.printed.0.map_or_else(|| "–".to_owned(), |shares| shares.to_string());
                let money = one.printed.1.map_or_else(|| "–".to_owned(), |amount| amount.to_string());
                let told = at("MEM-303", Severity::Warning).with("entry", id).with("shares", one.shares);
                let told = told.with("amount", one.amount).with("printed", printed);
                findings.push(told.with("printed_amount", money));
            }
        }
        let member = members.iter().find(|member| Some(&member.id) == account.member.as_ref());
        match member {
            None => findings.push(at("MEM-304", Severity::Warning)),
            Some(member) if member.shares.is_some() && registered != (account.shares, account.amount) => {
                let told = at("MEM-305", Severity::Warning).with("shares", account.shares);
                let told = told.with("amount", account.amount).with("registered", registered.0);
                findings.push(told.with("registered_amount", registered.1));
            }
            Some(_) => {}
        }
    }
    Ok((accounts, findings))
}

/// The sum over all accounts, and where it differs from the share capital the society has in its register.
pub fn against_capital(
    accounts: &BTreeMap<String, Account>,
    society: &str,
    capital: Option<Paise>,
) -> (i64, Paise, Option<crate::model::Finding>) {
    let sum = |of: &dyn Fn(&Account) -> i64| accounts.values().map(of).fold(0_i64, i64::saturating_add);
    let (shares, amount) = (sum(&|account| account.shares), Paise(sum(&|account| account.amount.0)));
    let told = match capital {
        None => Some(finding("MEM-307", Severity::Warning, society).with("amount", amount)),
        Some(capital) if capital != amount => {
            let told = finding("MEM-306", Severity::Warning, society).with("amount", amount).with("capital", capital);
            Some(told.with("difference", Paise(amount.0.saturating_sub(capital.0))))
        }
        Some(_) => None,
    };
    (shares, amount, told)
}
