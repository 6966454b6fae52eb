//! Claims: entered with their day, admitted or rejected with reasons and a rank, paid.

use super::{
    contributions::Contribution,
    decided::{Decided, Told, fault, less, sum, warning},
    statement::Figures,
};
use crate::{
    branches::cases::{Case, beside},
    model::{Date, Line, Moment, NewEntry, Paise, SourceKey, Subject, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::collections::BTreeMap;

/// Stem of the register of claims.
pub const CLAIMS: &str = "claim";
/// Origin of a claim nobody filed: a liability of the books, which counts as filed.
const BOOKS: &str = "books";

/// A claim.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Its identity.
    pub id: String,
    /// Its number in the liquidation; the identity where it has none.
    pub number: String,
    /// Who claims.
    pub claimant: String,
    /// Code of the list `claim_kind`.
    pub kind: String,
    /// Code of the list `claim_origin`.
    pub origin: String,
    /// The day it was filed.
    pub filed_on: Option<Date>,
    /// After the last date.
    pub late: bool,
    /// How much is claimed.
    pub amount: Paise,
    /// How much was admitted; `None`: it is not decided.
    pub admitted: Option<Paise>,
    /// Its rank, 1 before 2.
    pub rank: Option<i64>,
    /// How much was paid.
    pub paid: Paise,
    /// What remains, as the register has it.
    pub balance: Option<Paise>,
    /// What is in force of it.
    pub line: Line,
}

impl Claim {
    fn of(table: &TableDef, line: Line) -> Self {
        let value = |key: &str| line.value(table, key);
        let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
        let money = |key: &str| value(key).and_then(Value::as_money);
        let number = text("claim_no");
        Self {
            number: if number.is_empty() { line.subject.clone() } else { number },
            claimant: text("claimant"),
            kind: text("kind"),
            origin: text("origin"),
            filed_on: value("filed_on").and_then(Value::as_date),
            late: value("late") == Some(&Value::Bool(true)),
            amount: money("amount").unwrap_or_default(),
            admitted: money("admitted"),
            rank: value("priority").and_then(Value::as_integer),
            paid: money("paid").unwrap_or_default(),
            balance: money("balance"),
            id: line.subject.clone(),
            line,
        }
    }
    /// What is admitted and not paid.
    pub fn unpaid(&self) -> Paise {
        less(self.admitted.unwrap_or_default(), self.paid)
    }
}

/// The claims of a liquidation, in the order of identities. One of a book names no case: it is of any of its society.
pub fn claims(register: &dyn ReadRegister, case: &Case, moment: Moment) -> Result<Vec<Claim>, RegisterError> {
    let table = register.definition(CLAIMS)?;
    let lines = of_case(register, table, case, moment)?;
    Ok(lines.into_iter().map(|line| Claim::of(table, line)).collect())
}

/// Lines of a register that belong to a liquidation.
pub(super) fn of_case(
    register: &dyn ReadRegister,
    table: &TableDef,
    case: &Case,
    moment: Moment,
) -> Result<Vec<Line>, RegisterError> {
    let Some(society) = &case.society else { return Ok(Vec::new()) };
    let mut lines = register.find_by(&table.name, "society", &Value::text(society), moment)?;
    lines.retain(|line| {
        let named = line.value(table, "liquidation").and_then(Value::as_text).unwrap_or_default();
        named.is_empty() || named == case.id
    });
    lines.sort_by_key(|line| (line.subject.len(), line.subject.clone()));
    Ok(lines)
}

/// A claim is entered. After the last date it is told and listed apart; told twice it is refused.
pub fn file(
    register: &dyn ReadRegister,
    all: &[Claim],
    facts: &[(String, Value)],
    last_on: Option<Date>,
    told: &Told<'_>,
) -> Result<Decided, RegisterError> {
    let table = register.definition(CLAIMS)?;
    let fact = |key: &str| facts.iter().find(|(known, _)| known == key).map(|(_, value)| value);
    let text = |key: &str| fact(key).and_then(Value::as_text).unwrap_or_default();
    let (claimant, kind) = (text("claimant"), text("kind"));
    let (amount, given) = (fact("amount").and_then(Value::as_money).unwrap_or_default(), text("claim_no"));
    let next = all.iter().filter_map(|claim| claim.number.parse::<i64>().ok()).max().unwrap_or(0).saturating_add(1);
    let number = if given.is_empty() { next.to_string() } else { given.to_owned() };
    let mut done = Decided { number: number.clone(), ..Decided::default() };
    if amount.0 <= 0 {
        done.faults.push(fault("LIQ-104", &number).with("amount", amount));
    }
    if let Some(known) = all.iter().find(|claim| claim.number == number) {
        done.faults.push(fault("LIQ-103", &number).with("number", &number).with("known", &known.id));
    } else if let Some(same) = all
        .iter()
        .find(|claim| given.is_empty() && (&*claim.claimant, &*claim.kind, claim.amount) == (claimant, kind, amount))
    {
        let twice = fault("LIQ-102", &number).with("number", &same.number).with("known", &same.id);
        done.faults.push(twice.with("amount", amount));
    }
    let books = text("origin") == BOOKS;
    let late = !books && last_on.is_some_and(|last| told.on > last);
    match last_on {
        Some(last) if late => done.warnings.push(warning("LIQ-201", &number).with("on", told.on).with("last", last)),
        None if !books => done.warnings.push(warning("LIQ-202", &number)),
        _ => {}
    }
    if !done.faults.is_empty() {
        return Ok(done);
    }
    let society = told.case.society.as_ref().map_or(Value::Empty, Value::text);
    let mut said: Vec<(&str, Value)> = facts.iter().map(|(key, value)| (key.as_str(), value.clone())).collect();
    said.extend([("society", society), ("claim_no", Value::text(&number)), ("filed_on", Value::Date(told.on))]);
    said.extend([("liquidation", Value::text(&told.case.id)), ("late", Value::Bool(late))]);
    if text("origin").is_empty() {
        said.push(("origin", Value::text("filed")));
    }
    let key = SourceKey::named(&["claim", &told.case.id, &number]);
    done.entries = vec![NewEntry::stating(table, Subject::New(key), told.on, said)];
    Ok(done)
}

/// A claim is admitted with its rank, whole or in part, or rejected: what is not admitted whole has its reasons.
pub fn decide(
    register: &dyn ReadRegister,
    claim: &Claim,
    (admitted, rank): (Paise, Option<i64>),
    told: &Told<'_>,
) -> Result<Decided, RegisterError> {
    let mut done = Decided { number: claim.number.clone(), ..Decided::default() };
    let about = &claim.number;
    let faults = &mut done.faults;
    if admitted.0 < 0 || admitted > claim.amount {
        faults.push(fault("LIQ-105", about).with("admitted", admitted).with("amount", claim.amount));
    } else if admitted < claim.amount && told.why.is_none_or(|why| why.trim().is_empty()) {
        faults.push(fault("LIQ-106", about).with("admitted", admitted).with("amount", claim.amount));
    }
    if admitted < claim.paid {
        faults.push(fault("LIQ-107", about).with("paid", claim.paid).with("admitted", admitted));
    }
    if admitted.0 > 0 && rank.is_none_or(|rank| rank < 1) {
        faults.push(fault("LIQ-108", about));
    }
    if let Some(filed) = claim.filed_on.filter(|filed| told.on < *filed) {
        faults.push(fault("LIQ-109", about).with("on", told.on).with("filed", filed));
    }
    if !faults.is_empty() {
        return Ok(done);
    }
    let said = [
        ("admitted", Value::Money(admitted)),
        ("priority", rank.filter(|_| admitted.0 > 0).map_or(Value::Empty, Value::Integer)),
        ("decided_on", Value::Date(told.on)),
        ("why", told.why.map_or(Value::Empty, Value::text)),
        ("balance", Value::Money(less(admitted, claim.paid))),
    ];
    done.entries = vec![restated(register, CLAIMS, &claim.line, told.on, said)?];
    Ok(done)
}

/// An amount is paid on a claim: not more than is admitted, and not more than there is.
pub fn pay(
    register: &dyn ReadRegister,
    (claim, all): (&Claim, &[Claim]),
    amount: Paise,
    (figures, contributions): (&Figures, &[Contribution]),
    told: &Told<'_>,
) -> Result<Decided, RegisterError> {
    let mut done = Decided { number: claim.number.clone(), ..Decided::default() };
    let about = &claim.number;
    if amount.0 <= 0 {
        done.faults.push(fault("LIQ-104", about).with("amount", amount));
    }
    let paid = sum([claim.paid, amount]);
    match claim.admitted {
        None => done.faults.push(fault("LIQ-110", about)),
        Some(admitted) if paid > admitted => {
            done.faults.push(fault("LIQ-107", about).with("paid", paid).with("admitted", admitted));
        }
        Some(_) => {}
    }
    let recovered = sum(contributions.iter().map(|one| one.recovered));
    let (realised, costs) = (figures.realised.unwrap_or_default(), figures.costs.unwrap_or_default());
    let paid_before = sum(all.iter().map(|claim| claim.paid));
    let there_is = less(less(sum([realised, recovered]), costs), paid_before);
    if amount > there_is {
        let lack = fault("LIQ-111", about).with("amount", amount).with("there_is", there_is).with("realised", realised);
        done.faults.push(lack.with("recovered", recovered).with("costs", costs).with("paid", paid_before));
    }
    let before = all.iter().filter(|other| other.rank.zip(claim.rank).is_some_and(|(other, own)| other < own));
    let unpaid: Vec<&Claim> = before.filter(|other| other.unpaid().0 > 0).collect();
    if let Some(first) = unpaid.iter().filter_map(|claim| claim.rank).min() {
        let left = sum(unpaid.iter().map(|claim| claim.unpaid()));
        let told = warning("LIQ-203", about).with("rank", claim.rank.unwrap_or(0)).with("before", first);
        done.warnings.push(told.with("count", unpaid.len()).with("left", left));
    }
    if !done.faults.is_empty() {
        return Ok(done);
    }
    let said = [
        ("paid", Value::Money(paid)),
        ("balance", Value::Money(less(claim.admitted.unwrap_or_default(), paid))),
        ("paid_on", Value::Date(told.on)),
    ];
    done.entries = vec![restated(register, CLAIMS, &claim.line, told.on, said)?];
    Ok(done)
}

/// The entry of a known subject with some facts anew.
pub(super) fn restated<const N: usize>(
    register: &dyn ReadRegister,
    table: &str,
    line: &Line,
    on: Date,
    said: [(&str, Value); N],
) -> Result<NewEntry, RegisterError> {
    let table = register.definition(table)?;
    let said: BTreeMap<u16, Value> =
        said.into_iter().filter_map(|(key, value)| Some((table.field_no(key)?, value))).collect();
    Ok(beside(table, line, on, said))
}
