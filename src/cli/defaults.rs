//! What a command about defaults needs of the office: the service, its steps, the law its clocks run by, the rules that tell the
//! last day for filing, and from which year on a missing return counts.

use super::{CommandError, Exit, Office, desk, statutory};
use crate::{
    branches::{
        cases::{Case, Counter, Law, Service, cases, unauthorised},
        defaults::{Ladder, Missing, POWER, SERVICE, Stager, missing},
        notices::{Notice, notices},
    },
    clocks::{Course, due},
    model::{Act, CooperativeYear, Date, Finding, Label, Moment, TableDef, Value},
    register::{ReadRegister, Register},
    rules::Rulebook,
};

/// The desk of the officer who sees to defaults.
pub struct DefaultDesk<'o> {
    /// The service.
    pub service: Service,
    /// Its register.
    pub table: &'o TableDef,
    /// The law its clocks run by.
    pub law: Law,
    /// The steps.
    pub ladder: Ladder,
    /// The rules with the office's own figures.
    pub book: Rulebook,
    /// All cases, whatever became of them.
    pub cases: Vec<Case>,
    /// All notices.
    pub notices: Vec<Notice>,
    state: String,
    office_name: String,
}

impl<'o> DefaultDesk<'o> {
    /// As the register stands at a moment.
    pub fn of(office: &'o Office, register: &dyn ReadRegister, moment: Moment) -> Result<Self, CommandError> {
        let law = statutory::law(office, register, Moment { as_of: office.time().as_of, ..moment })?;
        let service = statutory::service(office, &law.clocks, SERVICE)?;
        let ladder = Ladder::load(office.files(), &law.clocks, &service)?;
        let settings = office.settings()?;
        Ok(Self {
            table: desk::table(office, &service.register)?,
            cases: cases(register, &service, moment)?,
            notices: notices(register, moment)?,
            book: desk::rulebook(office)?,
            state: settings.get("office.state").to_owned(),
            office_name: settings.get("office.name_hi").to_owned(),
            service,
            law,
            ladder,
        })
    }
    /// Where acts are done today.
    pub fn counter<'a>(&'a self, register: &'a dyn ReadRegister, today: Date) -> Counter<'a> {
        Counter {
            register,
            service: &self.service,
            law: &self.law,
            today,
            state: &self.state,
            office_name: &self.office_name,
        }
    }
    /// The same with everything a run looks at.
    pub fn stager<'a>(&'a self, register: &'a dyn ReadRegister, today: Date, act: &'a Act) -> Stager<'a> {
        Stager {
            counter: self.counter(register, today),
            ladder: &self.ladder,
            cases: &self.cases,
            notices: &self.notices,
            login: &act.officer,
            order_no: act.order_no.as_deref(),
        }
    }
    /// What is missing at a moment.
    pub fn missing(
        &self,
        office: &Office,
        register: &dyn ReadRegister,
        since: Option<CooperativeYear>,
        moment: Moment,
    ) -> Result<Missing, CommandError> {
        Ok(missing(register, &self.book, since.or(defaults_since(office)?), moment)?)
    }
    /// The furthest day an order may extend to, counted from the day of the law, where a limit is in force; and what that rests on.
    pub fn furthest(&self, act: &str, from: Date) -> Option<(Date, Label)> {
        let line = self.law.clocks.get(self.ladder.extended.of(act)?)?;
        let in_force = self.law.in_force(line);
        let limit = due(&in_force.limit?, &Course::from(from), &self.law.calendar)?;
        Some((limit, in_force.rests_on))
    }
    /// The open case of a society a person means; exit 5 where there is none.
    pub fn open_case(&self, office: &Office, register: &Register, asked: &str) -> Result<&Case, CommandError> {
        let named = self.cases.iter().find(|case| case.id == asked || case.number == asked);
        let open = |case: &&Case| !self.service.stages[case.stage].closed;
        if let Some(case) = named.filter(open) {
            return Ok(case);
        }
        let society = self.society(office, register, asked)?;
        let mut of_it = self.cases.iter().filter(|case| case.society.as_deref() == Some(&society));
        of_it.find(open).ok_or_else(|| CommandError::not_found("error.defaulter.none").with("society", asked))
    }
    /// The society a person means.
    pub fn society(&self, office: &Office, register: &Register, asked: &str) -> Result<String, CommandError> {
        desk::subject(register, desk::table(office, "society")?, asked, Moment::on(Date::MAX))
    }
    /// What a field of a case says.
    pub fn text(&self, case: &Case, key: &str) -> String {
        case.line.value(self.table, key).and_then(Value::as_text).unwrap_or_default().to_owned()
    }
    /// Likewise a day.
    pub fn day(&self, case: &Case, key: &str) -> Option<Date> {
        case.line.value(self.table, key).and_then(Value::as_date)
    }
}

/// Why an officer may not do what is done for all cases at once.
pub fn may_not(
    register: &dyn ReadRegister,
    login: &str,
    (act, on): (&Label, Date),
) -> Result<Option<Finding>, CommandError> {
    Ok(unauthorised(register, (login, Some(POWER)), act, SERVICE, on)?)
}

/// The office's first year of defaults, where it set one; exit 4 where that is no year.
fn defaults_since(office: &Office) -> Result<Option<CooperativeYear>, CommandError> {
    let said = office.settings()?.get("returns.defaults_since").trim();
    if said.is_empty() {
        return Ok(None);
    }
    let year = said
        .parse()
        .map_err(|_| CommandError::new(Exit::Configuration, "error.defaulter.since").with("found", said))?;
    Ok(Some(year))
}
