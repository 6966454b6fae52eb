//! Acts that stand apart from the movement of a case: they write lines of a register of their own, past the same gate.

use super::{
    Called, Desk,
    acting::program_and,
    pairs,
    refused::{not_entered, refused, with_unread},
};
use crate::cli::change::Change;
use crate::{
    branches::cases::{Case, Telling, cases},
    cleaning::covered,
    cli::{CommandError, Console, Exit, FieldReader, Office, Verdict, desk, parse_date, statutory},
    model::{Date, Finding, Findings, Locus, Moment, NewEntry, Plan, Severity, Value},
    register::{Corrected, Correcting, ReadRegister, Register},
};
use clap::Args;

/// What is told of such an act.
#[derive(Args)]
pub struct Apart {
    /// The case: its identity, its number or the name of the society
    case: String,
    /// Day of the act (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
    /// Reasons (default: --reason)
    #[arg(long, value_name = "TEXT")]
    remark: Option<String>,
}

/// What the act is decided by.
pub struct Bench<'a> {
    pub register: &'a Register,
    pub desk: &'a Desk<'a>,
    pub case: &'a Case,
    pub telling: &'a Telling,
}

/// What it comes to.
#[derive(Default)]
pub struct Outcome {
    pub entries: Vec<NewEntry>,
    pub faults: Findings,
    pub warnings: Findings,
    /// What it is called by.
    pub number: String,
}

/// The register it writes, what was told for its fields, and whether a paper of its own is what it rests on.
pub struct Entering<'a> {
    pub table: &'a str,
    pub said: Vec<(String, String)>,
    pub rests_on_paper: bool,
}

impl Apart {
    /// Does the act, or refuses with everything that stands in its way.
    pub fn run(
        self,
        office: &Office,
        console: &mut Console,
        (of, code): (Called<'_>, &str),
        entering: Entering<'_>,
        decide: impl FnOnce(&Bench<'_>) -> Result<Outcome, CommandError>,
    ) -> Result<Verdict, CommandError> {
        let today = office.time().as_of;
        let on = self.on.unwrap_or(today);
        let mut head = office.act(&format!("{} {code}", program_and(of.noun)))?;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let desk = Desk::of(office, &register, of.service, Moment::on(on))?;
        let Some(act) = desk.service.act(code) else {
            return Err(CommandError::new(Exit::Arguments, "error.case.act").with("found", code).with("known", "–"));
        };
        let all = cases(&register, &desk.service, Moment::on(Date::MAX))?;
        let case = statutory::case_of(&all, &self.case)?;
        let table = desk::table(office, entering.table)?;
        let (facts, mut unread) = FieldReader::of(office, &register)?.read(&[table], &entering.said, &case.number);
        let remark = self.remark.or_else(|| head.reason.clone()).map(|text| covered(&text).into_owned());
        if remark.is_none() && head.order_no.is_none() && !act.order && !act.remark && !entering.rests_on_paper {
            let place = Locus { society: Some(case.number.clone()), ..Locus::default() };
            unread.push(Finding::new("CAS-123", Severity::Error, place));
        }
        head.reason = head.reason.or_else(|| remark.clone());
        let telling = Telling {
            on,
            login: head.officer.clone(),
            order_no: head.order_no.clone(),
            remark,
            facts,
            ..Telling::default()
        };
        let counter = desk.counter(office, &register)?;
        let mut done = decide(&Bench { register: &register, desk: &desk, case, telling: &telling })?;
        let mut faults = with_unread(counter.stands(case, act, &telling)?, unread);
        faults.append(&mut done.faults);
        if !faults.is_empty() {
            return Err(refused(&desk, case, act, faults));
        }
        console.findings(&done.warnings);
        let count = done.entries.len();
        let plan = Plan { act: head, entries: done.entries, made_at: Some(made_at), ..Plan::default() };
        let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
        let dry_run = office.globals().dry_run;
        console.data(
            "case-apart",
            serde_json::json!({
                "service": of.service, "case": case.id, "number": case.number, "act": act.code, "on": on.to_string(),
                "entered": applied.subjects, "called": done.number, "day_no": (!dry_run).then_some(applied.day_no),
                "dry_run": dry_run,
            }),
        );
        let (name, about) = (act.label.in_language(console.language()), &done.number);
        console.say(match (dry_run, console.pick("en", "hi")) {
            (true, "hi") => format!("{}: {name}: {about} दर्ज होगा ({count}); अभी कुछ नहीं बदला", case.number),
            (true, _) => format!("{}: {name}: {about} would be entered ({count}); nothing was changed", case.number),
            (false, "hi") => format!("{}: {name}: {about} दर्ज ({count}), {on}", case.number),
            (false, _) => format!("{}: {name}: {about} entered ({count}), {on}", case.number),
        });
        Ok(console.verdict(&done.warnings))
    }
}

/// Corrects facts in force of a line that belongs to a case; what acts compute or set is not corrected by itself.
pub fn correct(
    office: &Office,
    console: &mut Console,
    (command, table, keys): (&str, &str, &[&str]),
    set: &[String],
    subject: impl FnOnce(&Register) -> Result<String, CommandError>,
) -> Result<Verdict, CommandError> {
    let act = office.ordered_act(command)?;
    let mut register = office.write_register()?;
    let table = desk::table(office, table)?;
    let subject = subject(&register)?;
    let (facts, faults) = FieldReader::of(office, &register)?.read(&[table], &pairs(set)?, &subject);
    if !faults.is_empty() {
        return Err(not_entered(Exit::Arguments, faults));
    }
    let moment = Moment::on(Date::MAX);
    let line = register.line(&table.name, &subject, moment)?;
    let mut fields = Vec::new();
    for (key, now) in facts {
        let Some(field) = table.field_no(&key).filter(|_| keys.contains(&key.as_str())) else {
            return Err(CommandError::new(Exit::Arguments, "error.case.not_corrected")
                .with("field", key)
                .with("known", keys.join(", ")));
        };
        let was = line.as_ref().and_then(|line| line.value(table, &key)).cloned().unwrap_or(Value::Empty);
        if was.is_empty() {
            return Err(CommandError::new(Exit::Refused, "error.case.nothing_in_force")
                .with("case", &subject)
                .with("field", key));
        }
        if was != now {
            fields.push(Corrected { field, was, now });
        }
    }
    let changed = !fields.is_empty();
    let (mut day_no, dry_run) = (None, office.globals().dry_run);
    if changed {
        let correcting =
            Correcting { table: table.name.clone(), subject: subject.clone(), fields, repair: "corrected" };
        let plan = register.correction_plan(&[correcting], moment, act)?;
        let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
        day_no = (!dry_run).then_some(applied.day_no);
    }
    let data = serde_json::json!({ "subject": subject, "corrected": changed, "day_no": day_no, "dry_run": dry_run });
    console.data("line-corrected", data);
    console.say(Change { of: &subject, changed, dry_run }.corrected(console));
    Ok(Exit::Done)
}
