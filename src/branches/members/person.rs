//! A member as the register has him.

use super::{MEMBERS, finding};
use crate::{
    devanagari::skeleton,
    model::{Date, Findings, Line, Moment, Paise, Severity, TableDef, Value},
    register::{ReadRegister, RegisterError, subject_order},
};
use std::collections::BTreeMap;

/// A line of the register of members.
#[derive(Clone, Debug)]
pub struct Member {
    /// Identity.
    pub id: String,
    /// Number in the book of the society.
    pub no: String,
    /// Name.
    pub name: String,
    /// Father or husband.
    pub guardian: String,
    /// Address or village.
    pub address: String,
    /// Code of the sex.
    pub sex: String,
    /// Code of the category.
    pub category: String,
    /// Code of the kind.
    pub kind: String,
    /// What the register says of the vote.
    pub vote: Option<bool>,
    /// Day of admission.
    pub admitted_on: Option<Date>,
    /// Shares, as the register of members has them.
    pub shares: Option<i64>,
    /// Share money, as the register of members has it.
    pub amount: Option<Paise>,
    /// Nominee.
    pub nominee: String,
    /// Keyed hash of a number of identity, where a book had one.
    pub identity: Option<String>,
    /// Day the membership ended.
    pub ceased_on: Option<Date>,
    /// Code of the reason.
    pub cease_reason: String,
    /// The line.
    pub line: Line,
}

impl Member {
    fn of(table: &TableDef, line: Line) -> Self {
        let value = |key: &str| line.value(table, key).filter(|value| !value.is_empty());
        let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
        let hash =
            value("identity_no").and_then(Value::as_text).and_then(|text| Some(text.rsplit_once('#')?.1.to_owned()));
        Self {
            id: line.subject.clone(),
            no: text("member_no"),
            name: text("name"),
            guardian: text("guardian"),
            address: text("address"),
            sex: text("sex"),
            category: text("category"),
            kind: text("kind"),
            vote: value("vote").and_then(Value::as_integer).map(|yes| yes != 0),
            admitted_on: value("admitted_on").and_then(Value::as_date),
            shares: value("shares").and_then(Value::as_integer),
            amount: value("share_amount").and_then(Value::as_money),
            nominee: text("nominee"),
            identity: hash,
            ceased_on: value("ceased_on").and_then(Value::as_date),
            cease_reason: text("cease_reason"),
            line,
        }
    }
    /// Is he a member on a day? On the day it ends a membership is over.
    pub fn is_on(&self, day: Date) -> bool {
        // A reason without a day is an ending all the same, on a day nobody wrote down.
        let ended = self.ceased_on.map_or(!self.cease_reason.is_empty(), |ceased| ceased <= day);
        self.admitted_on.is_none_or(|admitted| admitted <= day) && !ended
    }
    /// What the office calls him by.
    pub fn called(&self) -> &str {
        if self.no.is_empty() { &self.id } else { &self.no }
    }
}

/// The members of a society, ended memberships too, in the order of their numbers. One question by the index of the register.
pub fn members(register: &dyn ReadRegister, society: &str, moment: Moment) -> Result<Vec<Member>, RegisterError> {
    let table = register.definition(MEMBERS)?;
    let lines = register.find_by(MEMBERS, "society", &Value::text(society), moment)?;
    let mut found: Vec<Member> = lines.into_iter().map(|line| Member::of(table, line)).collect();
    found.sort_by(|a, b| {
        let number = |member: &Member| (member.no.parse::<u64>().unwrap_or(u64::MAX), member.no.clone());
        number(a).cmp(&number(b)).then_with(|| subject_order(&a.id, &b.id))
    });
    Ok(found)
}

/// Entries of one day that may be of one person: the same number of identity, or name, father or husband and village alike.
pub fn doubles(members: &[Member], day: Date) -> Findings {
    let mut seen: BTreeMap<String, &Member> = BTreeMap::new();
    let mut found = Findings::new();
    for member in members.iter().filter(|member| member.is_on(day)) {
        let keys = [&member.name, &member.guardian, &member.address].map(|text| skeleton(text));
        let named = keys.iter().take(2).all(|key| !key.is_empty()).then(|| keys.join("|"));
        let identity = member.identity.as_ref().map(|hash| format!("#{hash}"));
        let mut other = None;
        for key in identity.into_iter().chain(named) {
            other = other.or(seen.get(&key).copied());
            seen.entry(key).or_insert(member);
        }
        if let Some(other) = other {
            let told = finding("MEM-308", Severity::Warning, member.called()).with("other", other.called());
            found.push(told.with("id", &member.id).with("other_id", &other.id));
        }
    }
    found
}

/// The next number of a book whose numbers are plain ones; `None` where they are not.
pub fn next_no(members: &[Member]) -> Option<String> {
    let numbers = members.iter().filter(|member| !member.no.is_empty()).map(|member| member.no.parse::<u64>());
    let last = numbers.collect::<Result<Vec<_>, _>>().ok()?.into_iter().max().unwrap_or(0);
    Some(last.checked_add(1)?.to_string())
}

/// May two entries be of one person: name and father or husband alike by their keys, and the village where both have one?
pub fn same_person(a: (&str, &str, &str), b: (&str, &str, &str)) -> bool {
    let key = |text: &str| skeleton(text);
    let alike = |one: &str, other: &str| !key(one).is_empty() && key(one) == key(other);
    let village = a.2.trim().is_empty() || b.2.trim().is_empty() || alike(a.2, b.2);
    alike(a.0, b.0) && alike(a.1, b.1) && village
}
