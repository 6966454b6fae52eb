//! Correcting what was entered of a case: the entry that states it is superseded by one that states it right.

use super::{Called, Desk, acting::program_and, pairs};
use crate::cli::change::Change;
use crate::{
    branches::cases::{
        Case, DayCorrected, cases, correct_day, correct_force, limited, set_by_act, sets_force, taken, taken_over,
    },
    cli::{CommandError, Console, Exit, FieldReader, Office, Part, Verdict, parse_date, statutory},
    model::{Date, Moment, NewEntry, Value},
    register::{Corrected, Correcting, Register},
};
use clap::Args;

/// Correct a case.
#[derive(Args)]
pub struct Correct {
    /// The case: its identity, its number or what it is about
    case: String,
    /// A fact as it should read, as --set member_count=21
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    set: Vec<String>,
    /// Number of the act whose day is corrected; 0 is the receipt
    #[arg(long, value_name = "N", requires = "on", conflicts_with = "set")]
    event: Option<i64>,
    /// The day on which it was really done
    #[arg(long, value_name = "DATE", value_parser = parse_date, requires = "event")]
    on: Option<Date>,
}

impl Correct {
    /// The same about the case a page finds for what was asked.
    pub fn about(self, find: impl FnOnce(&str) -> Result<String, CommandError>) -> Result<Self, CommandError> {
        Ok(Self { case: find(&self.case)?, ..self })
    }
    /// The same with facts that have flags of their own.
    pub fn telling<const N: usize>(mut self, told: [(&str, Option<String>); N]) -> Self {
        self.set.extend(told.into_iter().filter_map(|(key, value)| Some(format!("{key}={}", value?))));
        self
    }

    /// Days stay in the order of the acts; facts are corrected where they are in force.
    pub fn run(self, office: &Office, console: &mut Console, of: Called<'_>) -> Result<Verdict, CommandError> {
        if self.set.is_empty() && self.event.is_none() {
            return Err(CommandError::new(Exit::Arguments, "error.case.nothing_to_correct"));
        }
        let act = office.ordered_act(&format!("{} correct", program_and(of.noun)))?;
        let mut register = office.write_register()?;
        let moment = Moment::on(Date::MAX);
        let desk = Desk::of(office, &register, of.service, moment)?;
        let all = cases(&register, &desk.service, moment)?;
        let case = statutory::case_of(&all, &self.case)?;
        let mut all = Vec::new();
        let (facts, faults) = FieldReader::of(office, &register)?.read(&[desk.table], &pairs(&self.set)?, &case.number);
        if let Some(first) = faults.first() {
            return Err(CommandError::new(Exit::Arguments, "error.case.not_opened")
                .part("said", Part::Finding(first.clone()))
                .part("todo", Part::ToDo(first.clone()))
                .because_of(faults));
        }
        let mut fields = Vec::new();
        for (key, now) in facts {
            let Some(no) = desk.table.field_no(&key) else {
                let known: Vec<&str> = desk.table.fields.iter().map(|field| field.key.as_str()).collect();
                return Err(CommandError::new(Exit::Arguments, "error.case.field")
                    .with("field", key)
                    .with("known", known.join(", ")));
            };
            if Some(no) == desk.service.fields.serial {
                return Err(CommandError::new(Exit::Refused, "error.case.by_program")
                    .with("case", &case.number)
                    .with("field", key));
            }
            if let Some(act) = set_by_act(&desk.service, case, no) {
                return Err(CommandError::new(Exit::Refused, "error.case.by_act")
                    .with("case", &case.number)
                    .with("field", key)
                    .part("act", act.label.clone()));
            }
            let was = case.value(no).clone();
            if was.is_empty() {
                return Err(CommandError::new(Exit::Refused, "error.case.nothing_in_force")
                    .with("case", &case.number)
                    .with("field", key));
            }
            if was != now {
                fields.push(Corrected { field: no, was, now });
            }
        }
        let told = fields.iter().map(|one| (one.field, one.now.clone())).collect();
        let twice = taken(&register, &desk.service, (Some(&case.id), &case.number), &told)?;
        if !twice.is_empty() {
            return Err(super::not_entered(Exit::Refused, twice));
        }
        fields.extend(last_day(&desk, case, &fields));
        let mut elsewhere = taken_over(&register, &desk.service, case, &fields)?;
        let mut forces = Vec::new();
        for one in &fields {
            let days = one.was.as_date().zip(one.now.as_date());
            if let (Some(sets), Some((was, now))) = (sets_force(&desk.service, case, one.field), days) {
                forces.extend(correct_force(&register, case, sets, (one.field, was, now))?);
            }
        }
        if !fields.is_empty() {
            let (table, subject) = (desk.service.register.clone(), case.id.clone());
            all.push(Correcting { table, subject, fields, repair: "corrected" });
        }
        let mut plan = register.correction_plan(&all, moment, act)?;
        for (moment, correcting) in elsewhere.drain(..) {
            let more = register.correction_plan(&[correcting], moment, plan.act.clone())?;
            plan.entries.extend(more.entries);
        }
        plan.entries.append(&mut forces);
        if let (Some(serial), Some(on)) = (self.event, self.on) {
            plan.entries.append(&mut day_corrected(office, &register, &desk, case, (serial, on))?);
        }
        let changed = !plan.entries.is_empty();
        let (mut day_no, dry_run) = (None, office.globals().dry_run);
        if changed {
            let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
            day_no = (!dry_run).then_some(applied.day_no);
        }
        let data = serde_json::json!({ "case": case.id, "corrected": changed, "day_no": day_no, "dry_run": dry_run });
        console.data("case-corrected", data);
        console.say(Change { of: &case.number, changed, dry_run }.corrected(console));
        Ok(Exit::Done)
    }
}

/// The last day of limitation, where what it is computed from is corrected.
fn last_day(desk: &Desk<'_>, case: &Case, fields: &[Corrected]) -> Option<Corrected> {
    let of = desk.service.limitation.as_ref()?;
    let now = |no: u16| fields.iter().find(|one| one.field == no).map_or_else(|| case.value(no), |one| &one.now);
    let own = desk.service.fields.law.map(now).and_then(Value::as_text);
    let law = own.or_else(|| desk.service.usual_law.get(&desk.state).map(String::as_str));
    let last = limited(of, |no| Some(now(no)), law, &desk.law).last.map_or(Value::Empty, Value::Date);
    let was = case.value(of.last).clone();
    // A last day that a book brought stays where nothing it is counted from is corrected.
    let touched =
        fields.iter().any(|one| [of.begins, of.by].contains(&one.field) || Some(one.field) == desk.service.fields.law);
    (touched && was != last).then_some(Corrected { field: of.last, was, now: last })
}

/// The entries that put the day of an act right.
fn day_corrected(
    office: &Office,
    register: &Register,
    desk: &Desk<'_>,
    case: &Case,
    (serial, on): (i64, Date),
) -> Result<Vec<NewEntry>, CommandError> {
    match correct_day(register, &desk.service, case, (serial, on), office.time().as_of)? {
        DayCorrected::Already => Ok(Vec::new()),
        DayCorrected::Enter(entries) => Ok(entries),
        DayCorrected::Decides => Err(CommandError::new(Exit::Refused, "error.case.day_decides")
            .with("case", &case.number)
            .with("found", serial)),
        DayCorrected::NoSuchAct(known) => {
            let known: Vec<String> = known.iter().map(ToString::to_string).collect();
            let known = if known.is_empty() { "–".to_owned() } else { known.join(", ") };
            Err(CommandError::not_found("error.case.event")
                .with("case", &case.number)
                .with("found", serial)
                .with("known", known))
        }
        DayCorrected::OutOfOrder(from, to) => Err(CommandError::new(Exit::Refused, "error.case.day_order")
            .with("case", &case.number)
            .with("on", on)
            .with("from", from.map_or_else(|| "–".to_owned(), |day| day.to_string()))
            .with("to", to)),
    }
}
