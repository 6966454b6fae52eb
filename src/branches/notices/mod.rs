//! Notices of the office: numbered without gaps in each co-operative year, issued, served, proved.

use crate::{
    model::{CooperativeYear, Date, Moment, NewEntry, SourceKey, Subject, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::{collections::BTreeMap, ops::ControlFlow};

const REGISTER: &str = "notice";

/// A notice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notice {
    /// Identity.
    pub id: String,
    /// Running number of the year.
    pub serial: i64,
    /// The year.
    pub year: String,
    /// Case it belongs to.
    pub case: String,
    /// To whom.
    pub addressee: String,
    /// Where.
    pub address: String,
    /// Of what.
    pub matter: String,
    /// Day of issue.
    pub issued_on: Option<Date>,
    /// By when an answer is asked for.
    pub reply_by: Option<Date>,
    /// Who issued it.
    pub login: String,
    /// Who has it since a handover of charge; empty: who issued it.
    pub desk: String,
    /// Day of service.
    pub served_on: Option<Date>,
    /// Code of the mode of service.
    pub served_by: String,
    /// Proof of service: words, or the SHA-256 of a document kept.
    pub proof: String,
}

impl Notice {
    /// What it is called by: `3/2026-27`.
    pub fn number(&self) -> String {
        format!("{}/{}", self.serial, self.year)
    }
    /// Who sees to its service.
    pub fn holder(&self) -> &str {
        if self.desk.is_empty() { &self.login } else { &self.desk }
    }
}

/// A notice to be issued.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewNotice {
    /// Case it belongs to.
    pub case: String,
    /// To whom.
    pub addressee: String,
    /// Where.
    pub address: String,
    /// Of what.
    pub matter: String,
    /// Day of issue.
    pub issued_on: Date,
    /// By when an answer is asked for.
    pub reply_by: Option<Date>,
    /// Who issues it.
    pub login: String,
}

/// A notice that could not be recorded as served: the day it was issued, where that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BeforeIssue(pub Option<Date>);

/// The notices in force, in the order of identities.
pub fn notices(register: &dyn ReadRegister, moment: Moment) -> Result<Vec<Notice>, RegisterError> {
    let table = register.definition(REGISTER)?;
    let mut found = Vec::new();
    register.lines(REGISTER, moment, &mut |line| {
        let value = |key: &str| line.value(table, key);
        let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
        let day = |key: &str| value(key).and_then(Value::as_date);
        found.push(Notice {
            serial: value("serial").and_then(Value::as_integer).unwrap_or(0),
            year: text("notice_year"),
            case: text("case_no"),
            addressee: text("addressee"),
            address: text("address"),
            matter: text("matter"),
            issued_on: day("issued_on"),
            reply_by: day("reply_by"),
            login: text("login"),
            desk: text("desk"),
            served_on: day("served_on"),
            served_by: text("served_by"),
            proof: text("proof"),
            id: line.subject.clone(),
        });
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

/// The entry of a notice, with its number: the next of its co-operative year.
pub fn issue(register: &dyn ReadRegister, new: &NewNotice) -> Result<(NewEntry, String), RegisterError> {
    let mut issued = issue_all(register, std::slice::from_ref(new))?;
    // One goes in, one comes out.
    Ok(issued.swap_remove(0))
}

/// The entries of several notices, each with the next number of its co-operative year.
pub fn issue_all(register: &dyn ReadRegister, all: &[NewNotice]) -> Result<Vec<(NewEntry, String)>, RegisterError> {
    let table = register.definition(REGISTER)?;
    let mut last: BTreeMap<String, i64> = BTreeMap::new();
    for notice in notices(register, Moment::on(Date::MAX))? {
        let serial = last.entry(notice.year).or_default();
        *serial = notice.serial.max(*serial);
    }
    let mut entries = Vec::new();
    for new in all {
        let year = CooperativeYear::containing(new.issued_on).map_or_else(String::new, |year| year.to_string());
        let serial = last.entry(year.clone()).or_default();
        *serial += 1;
        let said = [
            ("serial", Value::Integer(*serial)),
            ("notice_year", Value::text(&year)),
            ("case_no", Value::text(&new.case)),
            ("addressee", Value::text(&new.addressee)),
            ("address", Value::text(&new.address)),
            ("matter", Value::text(&new.matter)),
            ("issued_on", Value::Date(new.issued_on)),
            ("reply_by", new.reply_by.map_or(Value::Empty, Value::Date)),
            ("login", Value::text(&new.login)),
        ];
        let key = SourceKey::named(&[REGISTER, &year, &serial.to_string()]);
        entries.push((NewEntry::stating(table, Subject::New(key), new.issued_on, said), format!("{serial}/{year}")));
    }
    Ok(entries)
}

/// The entry of its service.
pub fn serve(
    register: &dyn ReadRegister,
    notice: &Notice,
    (on, mode): (Date, &str),
) -> Result<Result<NewEntry, BeforeIssue>, RegisterError> {
    if notice.issued_on.is_none_or(|issued| on < issued) {
        return Ok(Err(BeforeIssue(notice.issued_on)));
    }
    Ok(Ok(service(register.definition(REGISTER)?, notice, on, mode, &notice.proof)))
}

/// The entry of the proof of its service; `None` where it was not recorded as served.
pub fn prove(register: &dyn ReadRegister, notice: &Notice, proof: &str) -> Result<Option<NewEntry>, RegisterError> {
    let Some(on) = notice.served_on else { return Ok(None) };
    Ok(Some(service(register.definition(REGISTER)?, notice, on, &notice.served_by, proof)))
}

/// The entry that gives a notice to another desk: who issued it stays as it is.
pub fn handed_over(
    register: &dyn ReadRegister,
    notice: &Notice,
    (on, to): (Date, &str),
) -> Result<NewEntry, RegisterError> {
    let subject = Subject::Known(notice.id.clone());
    Ok(NewEntry::stating(register.definition(REGISTER)?, subject, on, [("desk", Value::text(to))]))
}

fn service(table: &TableDef, notice: &Notice, on: Date, mode: &str, proof: &str) -> NewEntry {
    let said = [("served_on", Value::Date(on)), ("served_by", Value::text(mode)), ("proof", Value::text(proof))];
    NewEntry::stating(table, Subject::Known(notice.id.clone()), on, said)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::{Files, load_tables},
        model::{Instant, Plan},
        register::MemoryRegister,
    };

    #[test]
    fn numbers_have_no_gap_and_begin_again_with_the_year_and_service_comes_after_issue() {
        let mut register = MemoryRegister::new("BR-PAT", load_tables(&Files::embedded()).unwrap());
        let enter = |register: &mut MemoryRegister, entry: NewEntry| {
            let plan = Plan { entries: vec![entry], ..Plan::default() };
            register.apply(&plan, Instant::new(jiff::Timestamp::from_second(1_700_000_000).unwrap())).unwrap();
        };
        let days = ["2026-03-30", "2026-04-02", "2026-03-31", "2026-04-01"].map(|day| day.parse::<Date>().unwrap());
        let numbers = days.map(|issued_on| {
            let (entry, number) = issue(&register, &NewNotice { issued_on, ..NewNotice::default() }).unwrap();
            enter(&mut register, entry);
            number
        });
        assert_eq!(numbers, ["1/2025-26", "1/2026-27", "2/2025-26", "2/2026-27"]);
        let moment = Moment::on(Date::MAX);
        let first = notices(&register, moment).unwrap().remove(0);
        assert_eq!(prove(&register, &first, "receipt").unwrap(), None, "not served yet");
        assert_eq!(
            serve(&register, &first, (Date::constant(2026, 3, 29), "post")).unwrap(),
            Err(BeforeIssue(Some(days[0])))
        );
        let served = serve(&register, &first, (Date::constant(2026, 4, 3), "post")).unwrap().unwrap();
        enter(&mut register, served);
        let first = notices(&register, moment).unwrap().remove(0);
        let proof = prove(&register, &first, "receipt 7").unwrap().unwrap();
        enter(&mut register, proof);
        let first = notices(&register, moment).unwrap().remove(0);
        assert_eq!((first.served_by.as_str(), first.proof.as_str()), ("post", "receipt 7"));
        assert_eq!((first.number().as_str(), first.served_on), ("1/2025-26", Some(Date::constant(2026, 4, 3))));
    }
}
