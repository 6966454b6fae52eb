//! What a command about cases needs of the office: its services, the law its clocks run by, its days.

use super::{CommandError, Exit, Office};
use crate::{
    branches::cases::{self, Case, Law, Service},
    catalogue::Clocks,
    clocks::weekday,
    model::Moment,
    register::ReadRegister,
};
use jiff::civil::Weekday;

/// All services of the catalogue; exit 4 with file and line where one is wrong.
pub fn services(office: &Office, clocks: &Clocks) -> Result<Vec<Service>, CommandError> {
    Ok(cases::load(office.files(), office.tables(), clocks)?)
}

/// A service by its code; exit 2 where there is none.
pub fn service(office: &Office, clocks: &Clocks, code: &str) -> Result<Service, CommandError> {
    Ok(one_of(&services(office, clocks)?, code)?.clone())
}

/// The same of services that are loaded already.
pub fn one_of<'s>(all: &'s [Service], code: &str) -> Result<&'s Service, CommandError> {
    all.iter().find(|service| service.code == code).ok_or_else(|| {
        let known: Vec<&str> = all.iter().map(|service| service.code.as_str()).collect();
        CommandError::new(Exit::Arguments, "error.case.service").with("found", code).with("known", known.join(", "))
    })
}

/// What clocks run by in this office at a moment.
pub fn law(office: &Office, register: &dyn ReadRegister, moment: Moment) -> Result<Law, CommandError> {
    let clocks = Clocks::load(office.files())?;
    Ok(Law::read(register, clocks, &weekly_closed(office)?, moment)?)
}

/// Days of the week on which the office is closed; exit 4 where the setting names none.
pub fn weekly_closed(office: &Office) -> Result<Vec<Weekday>, CommandError> {
    let said = office.settings()?.get("office.weekly_closed");
    let names = said.split([',', ' ']).filter(|name| !name.is_empty());
    let days = names.map(|name| {
        weekday(name).ok_or_else(|| CommandError::new(Exit::Configuration, "error.settings.weekly").with("found", name))
    });
    days.collect()
}

/// The case a person means: by its identity, its number or its title; exit 5 for none or several.
pub fn case_of<'c>(cases: &'c [Case], asked: &str) -> Result<&'c Case, CommandError> {
    let asked = asked.trim();
    if let Some(case) = cases.iter().find(|case| case.id == asked) {
        return Ok(case);
    }
    let by = |named: &dyn Fn(&Case) -> bool| cases.iter().filter(|case| named(case)).collect::<Vec<_>>();
    let mut found = by(&|case| case.number == asked || case.title == asked);
    if found.is_empty() && !asked.is_empty() {
        found = by(&|case| case.title.contains(asked));
    }
    match &found[..] {
        [only] => Ok(only),
        [] => Err(CommandError::not_found("error.case.none").with("asked", asked)),
        several => {
            let lines = several.iter().take(20).map(|case| format!("{}  {}  {}", case.id, case.number, case.title));
            Err(CommandError::not_found("error.case.many")
                .with("asked", asked)
                .with("count", several.len())
                .details(lines))
        }
    }
}
