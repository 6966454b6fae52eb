//! What an act in a case of membership is held against, besides the machine of cases.

use super::society::OfSociety;
use crate::case::{
    Called,
    more::{Before, More},
};
use coop_registry::{
    branches::{
        cases::{Case, Telling, society_standing},
        members::{Candidate, Joining, joining, majority, refusing, taken},
    },
    cli::{CommandError, Office, desk, statutory},
    model::{Date, Finding, Findings, Locus, Moment, Severity, Value},
    register::Register,
};

/// An act of a service of membership.
pub struct Held<'o> {
    /// The office.
    pub office: &'o Office,
    /// The service.
    pub of: Called<'static>,
    /// Code of the act.
    pub act: String,
}

impl Held<'_> {
    /// What the page of such an act adds.
    pub fn page(&self, before: &Before<'_>) -> Result<More, CommandError> {
        let (faults, warnings) = self.of(before.register, before.case, before.telling)?;
        Ok(More { faults, warnings, ..More::default() })
    }
    /// Faults and warnings of the act, in one pass.
    fn of(
        &self,
        register: &Register,
        case: Option<&Case>,
        telling: &Telling,
    ) -> Result<(Findings, Findings), CommandError> {
        let office = self.office;
        let clocks = coop_registry::catalogue::Clocks::load(office.files())?;
        let service = statutory::service(office, &clocks, self.of.service)?;
        let table = desk::table(office, &service.register)?;
        let value = |key: &str| {
            let said = telling.facts.iter().find(|(known, _)| known == key).map(|(_, value)| value.clone());
            let stands = || case.zip(table.field_no(key)).map(|(case, no)| case.value(no).clone());
            said.or_else(stands).unwrap_or(Value::Empty)
        };
        let text = |key: &str| value(key).as_text().unwrap_or_default().to_owned();
        let society = text("society");
        if society.is_empty() {
            return Ok(Default::default());
        }
        // All that was ever entered counts: a number given later is taken too.
        let moment = Moment::on(Date::MAX);
        let found = OfSociety::read(office, register, &society, moment)?;
        let law = statutory::law(office, register, moment)?;
        let name = if self.of.service == "appeal" { text("applicant") } else { text("name") };
        let number = case.map_or_else(|| name.clone(), |case| case.number.clone());
        let number = if number.is_empty() { "–" } else { number.as_str() };
        let of = Joining {
            norms: &found.norms,
            law: &law,
            act: &found.act,
            class: &found.class,
            members: &found.members,
            on: telling.on,
            number,
        };
        let who = Candidate {
            name,
            guardian: text("guardian"),
            address: text("address"),
            dob: value("dob").as_date(),
            sentence_ended_on: value("sentence_ended_on").as_date(),
            heir_of: text("heir_of"),
            category: text("category"),
            fee_paid: value("fee_paid").as_money(),
        };
        let mut all = (Findings::new(), Findings::new());
        let mut add = |(mut faults, mut warnings): (Findings, Findings)| {
            all.0.append(&mut faults);
            all.1.append(&mut warnings);
        };
        match self.act.as_str() {
            "receive" => {
                add((society_standing(register, &society, telling.on, number)?.into_iter().collect(), Vec::new()));
                add(joining(&of, &who));
            }
            "admit" | "deem" | "allow" | "allow_partly" => {
                add(joining(&of, &who));
                add(taken(&of, &who, &text("member_no")));
            }
            "refuse" => add((Vec::new(), refusing(&of, &text("reason")).into_iter().collect())),
            "propose" => add((membership(&found, &text("member"), telling.on), Vec::new())),
            "resolve" => {
                let votes = value("votes_for").as_integer().zip(value("votes_cast").as_integer());
                let short = votes.and_then(|(votes_for, cast)| majority(&of, votes_for, cast));
                add((Vec::new(), short.into_iter().collect()));
            }
            _ => {}
        }
        Ok(all)
    }
}

/// Only a membership that goes on can be ended.
fn membership(found: &OfSociety, member: &str, on: Date) -> Findings {
    let Some(member) = found.members.iter().find(|one| one.id == member).filter(|one| !one.is_on(on)) else {
        return Vec::new();
    };
    let day = |day: Option<Date>| day.map_or_else(|| "–".to_owned(), |day| day.to_string());
    let place = Locus { society: Some(member.called().to_owned()), ..Locus::default() };
    let told = Finding::new("MEM-107", Severity::Error, place).with("on", on);
    vec![told.with("admitted", day(member.admitted_on)).with("ceased", day(member.ceased_on))]
}
