//! `coop-register society add|amend|correct|cancel`: entries made in the register of societies itself.

use crate::case::{Acting, Called, not_entered, pairs};
use crate::change::Change;
use clap::Args;
use coop_registry::{
    branches::{
        cases::cases,
        societies::{Terms, Told, added, amended},
    },
    cli::{CommandError, Console, Exit, FieldReader, Office, Verdict, desk, parse_date, statutory},
    model::{Act, Date, Findings, Line, Moment, NewEntry, Plan, TableDef, Value},
    register::{Corrected, Correcting, ReadRegister, Register},
};

/// Enter a society.
#[derive(Args)]
pub struct Add {
    /// A field of the register, as --set reg_no=12/1957; reg_no, reg_date, a name, district and class must be told
    #[arg(long = "set", value_name = "FIELD=VALUE", required = true)]
    set: Vec<String>,
}

/// Enter a change.
#[derive(Args)]
pub struct Amend {
    /// Identity, registration number or name
    society: String,
    /// A field as it reads from that day, as --set block=Maner
    #[arg(long = "set", value_name = "FIELD=VALUE", required = true)]
    set: Vec<String>,
    /// Day from which it holds (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

/// Correct what was entered wrong.
#[derive(Args)]
pub struct Correct {
    /// Identity, registration number or name
    society: String,
    /// A field as it should read, as --set reg_date=1957-03-12
    #[arg(long = "set", value_name = "FIELD=VALUE", required = true)]
    set: Vec<String>,
    /// Page of the paper register it was read from again, as 'book 3 p. 41'; stands in the day book and on extracts
    #[arg(long, value_name = "TEXT")]
    page: Option<String>,
}

/// Cancel the registration.
#[derive(Args)]
pub struct Cancel {
    /// Identity, registration number or name
    society: String,
    /// Day of the order (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

/// What is being entered, with the register open for it.
struct Writing<'o> {
    act: Act,
    register: Register,
    made_at: i64,
    table: &'o TableDef,
    terms: Terms,
    verb: &'static str,
}

impl<'o> Writing<'o> {
    fn of(office: &'o Office, verb: &'static str, act: Act) -> Result<Self, CommandError> {
        let register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let law = statutory::law(office, &register, office.moment()?)?;
        let terms = Terms::load(office.files(), office.tables(), &law.clocks)?;
        Ok(Self { act, register, made_at, table: desk::table(office, "society")?, terms, verb })
    }
    /// Facts told with `--set`, read as their fields want them.
    fn read(&self, office: &Office, set: &[String], about: &str) -> Result<Vec<(String, Value)>, CommandError> {
        let (facts, faults) = FieldReader::of(office, &self.register)?.read(&[self.table], &pairs(set)?, about);
        if faults.is_empty() { Ok(facts) } else { Err(not_entered(Exit::Arguments, faults)) }
    }
    /// The society as it stands whatever the day: what is entered later counts.
    fn line(&self, asked: &str) -> Result<Line, CommandError> {
        let moment = Moment::on(Date::MAX);
        let subject = desk::subject(&self.register, self.table, asked, moment)?;
        self.register.line("society", &subject, moment)?.ok_or_else(|| {
            CommandError::not_found("error.desk.nothing_in_force").with("subject", &subject).with("day", moment.as_of)
        })
    }
    fn enter(self, office: &Office, console: &mut Console, about: &str, plan: Plan) -> Result<Verdict, CommandError> {
        let Self { mut register, verb, .. } = self;
        let (dry_run, changed) = (office.globals().dry_run, !plan.entries.is_empty());
        let (mut society, mut day_no) = (about.to_owned(), None);
        if changed {
            let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
            society = applied.subjects.first().cloned().unwrap_or(society);
            day_no = (!dry_run).then_some(applied.day_no);
        }
        console.data(
            "society-entered",
            serde_json::json!({
                "society": society, "did": verb, "changed": changed, "entries": plan.entries.len(), "day_no": day_no,
                "dry_run": dry_run,
            }),
        );
        console.say(Change { of: &society, changed, dry_run }.entered(console, "", ""));
        Ok(Exit::Done)
    }
    fn plan(&self, entries: Vec<NewEntry>) -> Plan {
        Plan { act: self.act.clone(), entries, made_at: Some(self.made_at), ..Plan::default() }
    }
}

/// Wrong figures are exit 2, what the register or the law refuses 6.
fn refused(faults: Findings) -> CommandError {
    let typed = ["SOC-101", "SOC-102", "CAS-106", "CAS-121"];
    let exit =
        if faults.iter().all(|fault| typed.contains(&fault.code.as_str())) { Exit::Arguments } else { Exit::Refused };
    not_entered(exit, faults)
}

impl Add {
    /// In force from the day of registration.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let writing = Writing::of(office, "add", office.ordered_act("coop-register society add")?)?;
        let facts = writing.read(office, &self.set, "–")?;
        let today = office.time().as_of;
        let told = Told {
            on: today,
            today,
            login: &writing.act.officer,
            order_no: writing.act.order_no.as_deref(),
            facts: &facts,
        };
        let entry = added(&writing.register, &writing.terms, &told)?.map_err(refused)?;
        let plan = writing.plan(vec![entry]);
        writing.enter(office, console, "–", plan)
    }
}

impl Amend {
    /// A change supersedes nothing: before its day the register reads as it did.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let writing = Writing::of(office, "amend", office.ordered_act("coop-register society amend")?)?;
        let line = writing.line(&self.society)?;
        let facts = writing.read(office, &self.set, &line.subject)?;
        let today = office.time().as_of;
        let (login, order_no) = (writing.act.officer.as_str(), writing.act.order_no.as_deref());
        let told = Told { on: self.on.unwrap_or(today), today, login, order_no, facts: &facts };
        let entry = amended(&writing.register, &writing.terms, &line, &told)?.map_err(refused)?;
        let plan = writing.plan(entry.into_iter().collect());
        writing.enter(office, console, &line.subject, plan)
    }
}

impl Correct {
    /// The entry that states it wrong is superseded by one that states it right, in force from the same day.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let command = "coop-register society correct";
        let act = match &self.page {
            None => office.ordered_act(command)?,
            // A page is reason enough.
            Some(page) => {
                let act = office.act(command)?;
                let reason = act.reason.as_ref().map_or_else(|| page.clone(), |reason| format!("{page}; {reason}"));
                Act { reason: Some(reason), ..act }
            }
        };
        let writing = Writing::of(office, "correct", act)?;
        let line = writing.line(&self.society)?;
        let mut fields = Vec::new();
        for (key, now) in writing.read(office, &self.set, &line.subject)? {
            let Some(no) = writing.table.field_no(&key) else {
                let known: Vec<&str> = writing.table.fields.iter().map(|field| field.key.as_str()).collect();
                return Err(CommandError::new(Exit::Arguments, "error.case.field")
                    .with("field", key)
                    .with("known", known.join(", ")));
            };
            let was = line.values.get(usize::from(no)).cloned().unwrap_or_default();
            if was.is_empty() {
                return Err(CommandError::new(Exit::Refused, "error.case.nothing_in_force")
                    .with("case", &line.subject)
                    .with("field", key));
            }
            if was != now {
                fields.push(Corrected { field: no, was, now });
            }
        }
        let correcting =
            Correcting { table: "society".to_owned(), subject: line.subject.clone(), fields, repair: "corrected" };
        let all = if correcting.fields.is_empty() { Vec::new() } else { vec![correcting] };
        let mut plan = writing.register.correction_plan(&all, Moment::on(Date::MAX), writing.act.clone())?;
        let moved = all.iter().flat_map(|one| &one.fields).filter(|one| Some(one.field) == first_day(writing.table));
        if let Some((was, now)) = moved.filter_map(|one| Some((one.was.as_date()?, one.now.as_date()?))).next() {
            // What was in force from the wrong day is in force from the right one.
            for entry in plan.entries.iter_mut().filter(|entry| entry.effective_from == was) {
                entry.effective_from = now;
            }
        }
        writing.enter(office, console, &line.subject, plan)
    }
}

/// The field an entry is in force from.
fn first_day(table: &TableDef) -> Option<u16> {
    table.effective_from.as_deref().and_then(|key| table.field_no(key))
}

impl Cancel {
    /// An act of the winding up of the society, which asks for its own stage, order and power.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, Moment::on(Date::MAX));
        let law = statutory::law(office, &register, moment)?;
        let cancel = Terms::load(office.files(), office.tables(), &law.clocks)?.cancel;
        let service = statutory::service(office, &law.clocks, &cancel.service)?;
        let society = desk::subject(&register, desk::table(office, "society")?, &self.society, moment)?;
        let all = cases(&register, &service, moment)?;
        let of_it = all.iter().rfind(|case| case.society.as_deref() == Some(society.as_str()));
        let Some(case) = of_it else {
            let refused = CommandError::new(Exit::Refused, "error.society.not_wound_up").with("society", &society);
            let act = service.act(&cancel.act).map(|act| (act.label.clone(), act.basis.printed(console.language())));
            let (label, basis) = act.unwrap_or_default();
            return Err(refused.with("act", label.in_language(console.language())).with("basis", basis));
        };
        let called = Called { noun: "society", service: &cancel.service };
        Acting::in_case(&case.id, self.on).run(office, console, called, &cancel.act)
    }
}
