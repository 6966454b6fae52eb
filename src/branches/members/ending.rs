//! A membership that ends without a proceeding: death, resignation, transfer of all shares, the end of the society.

use super::{MEMBERS, finding, ledger::Account, person::Member};
use crate::{
    branches::cases::{society_standing, unposted},
    model::{Date, Findings, NewEntry, Severity, Value},
    register::{ReadRegister, RegisterError},
};

/// Reasons that need a proceeding of their own.
const PROCEEDINGS: [&str; 3] = ["expulsion", "removal", "ineligible"];

/// Everything that stands in the way, and what is to be looked at.
pub fn faults_of_ending(
    register: &dyn ReadRegister,
    (society, member, account): (&str, &Member, Option<&Account>),
    (reason, on): (&str, Date),
    (login, today): (&str, Date),
) -> Result<(Findings, Findings), RegisterError> {
    let error = |code: &str| finding(code, Severity::Error, member.called());
    let (mut faults, mut warnings) = (Findings::new(), Findings::new());
    if on > today {
        faults.push(error("CAS-106").with("on", on).with("today", today));
    }
    faults.extend(unposted(register, login, member.called(), on)?);
    if !member.is_on(on) {
        let day = |day: Option<Date>| day.map_or_else(|| "–".to_owned(), |day| day.to_string());
        let told = error("MEM-107").with("on", on).with("admitted", day(member.admitted_on));
        faults.push(told.with("ceased", day(member.ceased_on)));
    }
    if PROCEEDINGS.contains(&reason) {
        faults.push(error("MEM-119").with("reason", reason));
    }
    let cancelled = society_standing(register, society, on, society)?.is_some_and(|found| found.code == "CAS-110");
    if reason == "society_cancelled" && !cancelled {
        faults.push(error("MEM-120").with("society", society));
    }
    let (shares, amount) = account.map(|account| (account.shares, account.amount)).unwrap_or_default();
    if shares != 0 || amount.0 != 0 {
        let holds = |code: &str, severity| finding(code, severity, member.called()).with("shares", shares);
        match reason {
            "transfer" => faults.push(holds("MEM-121", Severity::Error).with("amount", amount)),
            _ => warnings.push(holds("MEM-210", Severity::Warning).with("amount", amount)),
        }
    }
    Ok((faults, warnings))
}

/// The entry that ends a membership.
pub fn ended(
    register: &dyn ReadRegister,
    member: &Member,
    (reason, on): (&str, Date),
    remarks: Option<&str>,
) -> Result<NewEntry, RegisterError> {
    let table = register.definition(MEMBERS)?;
    let said = [
        ("ceased_on", Value::Date(on)),
        ("cease_reason", Value::text(reason)),
        ("remarks", remarks.map_or(Value::Empty, Value::text)),
    ];
    let said = said.into_iter().filter_map(|(key, value)| Some((table.field_no(key)?, value)));
    Ok(NewEntry::restating(table, &member.line, on, said))
}
