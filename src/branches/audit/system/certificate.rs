//! The certificate: one a PACS and year, numbered without a gap, with a fingerprint of what it certifies.

use super::{conditions::SystemConditions, standing::Standing};
use crate::{
    model::{CooperativeYear, Date, Line, Moment, NewEntry, Subject, TableDef, Value, hex},
    register::{ReadRegister, RegisterError},
};
use sha2::{Digest, Sha256};
use std::ops::ControlFlow;

/// Stem of the register.
pub const CERTIFICATES: &str = "system_certificate";

/// A certificate issued.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Certificate {
    /// The society.
    pub society: String,
    /// The year audited.
    pub fy: String,
    /// Number, as `3/2025-26`: the year is that of its issue.
    pub number: String,
    /// Its serial in that year.
    pub serial: i64,
    /// The day.
    pub issued_on: Date,
    /// How many conditions it certifies.
    pub conditions: i64,
    /// Fingerprint of conditions and proofs.
    pub proofs: String,
    /// The order.
    pub order_no: String,
}

fn of_line(table: &TableDef, line: &Line) -> Certificate {
    let value = |key: &str| line.value(table, key);
    let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
    let number = |key: &str| value(key).and_then(Value::as_integer).unwrap_or_default();
    Certificate {
        society: text("society"),
        fy: text("fy"),
        number: text("number"),
        serial: number("serial"),
        issued_on: value("issued_on").and_then(Value::as_date).unwrap_or_default(),
        conditions: number("conditions"),
        proofs: text("proofs"),
        order_no: text("order_no"),
    }
}

/// All certificates known at a moment.
pub fn certificates(register: &dyn ReadRegister, moment: Moment) -> Result<Vec<Certificate>, RegisterError> {
    let table = register.definition(CERTIFICATES)?;
    let mut all = Vec::new();
    register.lines(CERTIFICATES, moment, &mut |line| {
        all.push(of_line(table, &line));
        ControlFlow::Continue(())
    })?;
    Ok(all)
}

/// The certificate of a PACS and year.
pub fn certificate_of(
    register: &dyn ReadRegister,
    society: &str,
    fy: CooperativeYear,
    moment: Moment,
) -> Result<Option<Certificate>, RegisterError> {
    let table = register.definition(CERTIFICATES)?;
    let line = register.line(CERTIFICATES, &format!("{society}/{fy}"), moment)?;
    Ok(line.map(|line| of_line(table, &line)))
}

/// Fingerprint of the conditions a certificate waits for, how each stands and by which records.
pub fn proofs_digest(conditions: &SystemConditions, standing: &Standing) -> String {
    let mut hash = Sha256::new();
    let mut part = |text: &str| {
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text.as_bytes());
    };
    for held in standing.held.iter().filter(|held| conditions.all[held.condition].asked) {
        part(&conditions.all[held.condition].code);
        part(held.outcome.key());
        for record in &held.records {
            part(&record.code);
            for (name, value) in &record.args {
                part(name);
                part(value);
            }
        }
    }
    hex(&hash.finalize())
}

/// The next certificate and its entry.
pub fn certificate_entry(
    register: &dyn ReadRegister,
    (society, fy): (&str, CooperativeYear),
    on: Date,
    (conditions, proofs): (usize, &str),
    (order_no, login): (&str, &str),
) -> Result<(Certificate, NewEntry), RegisterError> {
    let year = CooperativeYear::containing(on).unwrap_or(fy);
    let all = certificates(register, Moment::on(Date::MAX))?;
    let of_year = all.iter().filter(|one| CooperativeYear::containing(one.issued_on) == Some(year));
    let serial = of_year.map(|one| one.serial).max().unwrap_or(0) + 1;
    let new = Certificate {
        society: society.to_owned(),
        fy: fy.to_string(),
        number: format!("{serial}/{year}"),
        serial,
        issued_on: on,
        conditions: i64::try_from(conditions).unwrap_or(i64::MAX),
        proofs: proofs.to_owned(),
        order_no: order_no.to_owned(),
    };
    let said = [
        ("society", Value::text(&new.society)),
        ("fy", Value::text(&new.fy)),
        ("serial", Value::Integer(serial)),
        ("number", Value::text(&new.number)),
        ("issued_on", Value::Date(on)),
        ("conditions", Value::Integer(new.conditions)),
        ("proofs", Value::text(&new.proofs)),
        ("order_no", Value::text(order_no)),
        ("login", Value::text(login)),
    ];
    let subject = Subject::Known(format!("{society}/{fy}"));
    Ok((new, NewEntry::stating(register.definition(CERTIFICATES)?, subject, on, said)))
}
