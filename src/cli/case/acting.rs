//! An act in a case.

use super::{
    Called, Desk,
    choice::Choice,
    fingerprints, kept,
    more::{Before, More},
    pairs,
    refused::{refused, with_unread},
};
use crate::{
    branches::cases::{SHEETS, Service, Telling, cases},
    cleaning::covered,
    cli::{CommandError, Console, Exit, FieldReader, Office, Verdict, parse_date, statutory},
    model::{Date, Finding, Locus, Moment, Plan, Severity},
    register::ReadRegister,
};
use clap::Args;
use std::path::PathBuf;

/// What is told of any act.
#[derive(Args)]
pub struct Acting {
    /// The case: its identity, its number or what it is about
    case: String,
    /// Day of the act (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
    /// Words: the defects, the reasons (default: --reason)
    #[arg(long, value_name = "TEXT")]
    remark: Option<String>,
    /// Next date: by when the other side answers, to which time is extended
    #[arg(long = "next", visible_alias = "reply-by", value_name = "DATE", value_parser = parse_date)]
    next: Option<Date>,
    /// Who gets the case now
    #[arg(long = "to", value_name = "LOGIN")]
    desk: Option<String>,
    /// Papers this act puts on record, by their codes; show lists those that are missing
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    papers: Vec<String>,
    /// Documents that came with it: kept in the office folder under their SHA-256
    #[arg(long = "document", value_name = "FILE")]
    documents: Vec<PathBuf>,
    /// A field the act asks for, as --set inquiry_officer="…"
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    set: Vec<String>,
}

/// An act by its name.
#[derive(Args)]
pub struct ByName {
    /// Code of the act, as inquire; show names those allowed now
    #[arg(long = "do", value_name = "ACT")]
    act: String,
    #[command(flatten)]
    acting: Acting,
}

/// The decision.
#[derive(Args)]
pub struct Decide {
    /// The outcome: the stage it leads to, as registered or refused
    #[arg(long)]
    result: String,
    /// Registration number given
    #[arg(long, value_name = "NO")]
    registration_no: Option<String>,
    /// District of the new society: name or LGD code
    #[arg(long)]
    district: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

impl ByName {
    /// The act and what is told of it.
    pub fn parts(self) -> (String, Acting) {
        (self.act, self.acting)
    }
    /// The same with facts that have flags of their own.
    pub fn telling<const N: usize>(self, told: [(&str, Option<String>); N]) -> Self {
        Self { acting: self.acting.telling(told), ..self }
    }
    pub fn run(self, office: &Office, console: &mut Console, of: Called<'_>) -> Result<Verdict, CommandError> {
        let clocks = crate::catalogue::Clocks::load(office.files())?;
        let service = statutory::service(office, &clocks, of.service)?;
        // What a page decides is not done past it.
        if let Some(verb) = service.act(&self.act).and_then(|act| act.verb.as_ref()) {
            return Err(CommandError::new(Exit::Arguments, "error.case.own_verb")
                .with("act", &self.act)
                .with("verb", program_and(verb)));
        }
        self.acting.run(office, console, of, &self.act)
    }
}

impl Decide {
    pub fn run(self, office: &Office, console: &mut Console, of: Called<'_>) -> Result<Verdict, CommandError> {
        let given = [("reg_no", self.registration_no), ("district", self.district)];
        let clocks = crate::catalogue::Clocks::load(office.files())?;
        let service = statutory::service(office, &clocks, of.service)?;
        let act = deciding(&service, &self.result)?;
        self.acting.telling(given).run(office, console, of, &act)
    }
}

/// A verb with its program: one of another program names it.
pub fn program_and(verb: &str) -> String {
    if verb.starts_with("coop-") { verb.to_owned() } else { format!("coop-register {verb}") }
}

/// The act that leads to a closed stage.
fn deciding(service: &Service, result: &str) -> Result<String, CommandError> {
    let closed = |at: usize| service.stages[at].closed;
    let leads = service.acts.iter().filter_map(|act| Some((act, act.to.filter(|to| closed(*to))?)));
    let found = leads.clone().find(|(_, to)| service.stages[*to].code == result);
    found.map(|(act, _)| act.code.clone()).ok_or_else(|| {
        let known: Vec<&str> = leads.map(|(_, to)| service.stages[to].code.as_str()).collect();
        CommandError::new(Exit::Arguments, "error.case.result").with("found", result).with("known", known.join(", "))
    })
}

impl Acting {
    /// The same with facts that have flags of their own.
    pub fn telling<const N: usize>(mut self, told: [(&str, Option<String>); N]) -> Self {
        self.set.extend(told.into_iter().filter_map(|(key, value)| Some(format!("{key}={}", value?))));
        self
    }

    /// The same with facts that were not told otherwise.
    pub fn telling_unless_told<const N: usize>(self, told: [(&str, Option<String>); N]) -> Self {
        let said = |key: &str| self.set.iter().any(|pair| pair.split('=').next().is_some_and(|one| one.trim() == key));
        let told = told.map(|(key, value)| (key, value.filter(|_| !said(key))));
        self.telling(told)
    }

    /// An act in this case on a day, of which no more is told.
    pub fn in_case(case: &str, on: Option<Date>) -> Self {
        let case = case.to_owned();
        let (set, papers, documents) = (Vec::new(), Vec::new(), Vec::new());
        Self { case, on, remark: None, next: None, desk: None, papers, documents, set }
    }

    /// The same about another case.
    pub fn about(self, case: String) -> Self {
        Self { case, ..self }
    }

    /// The same as an act by its name.
    pub fn by_name(self, act: String) -> ByName {
        ByName { act, acting: self }
    }

    /// Its day: today where none was told.
    pub fn day(&self, office: &Office) -> Date {
        self.on.unwrap_or(office.time().as_of)
    }

    /// The next date, where one was told.
    pub fn next_day(&self) -> Option<Date> {
        self.next
    }

    /// The case as it was asked for.
    pub fn case(&self) -> &str {
        &self.case
    }

    /// The day told of it.
    pub fn day_told(&self) -> Option<Date> {
        self.on
    }

    /// The words told of it.
    pub fn remark(&self) -> Option<&str> {
        self.remark.as_deref()
    }

    /// The documents that came with it.
    pub fn documents(&self) -> &[PathBuf] {
        &self.documents
    }

    /// Does the act, or refuses with everything that stands in its way.
    pub fn run(
        self,
        office: &Office,
        console: &mut Console,
        of: Called<'_>,
        code: &str,
    ) -> Result<Verdict, CommandError> {
        self.run_with(office, console, of, code, |_| Ok(More::default()))
    }

    /// The same where the act is found by the case, or where a page adds to it: entries of other registers, facts it made, faults
    /// of its own.
    pub fn run_with<'c>(
        self,
        office: &Office,
        console: &mut Console,
        of: Called<'_>,
        choice: impl Into<Choice<'c>>,
        page: impl FnOnce(&Before<'_>) -> Result<More, CommandError>,
    ) -> Result<Verdict, CommandError> {
        let choice = choice.into();
        let today = office.time().as_of;
        let on = self.on.unwrap_or(today);
        let mut head = office.act(&format!("{} {}", program_and(of.noun), choice.called()))?;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let desk = Desk::of(office, &register, of.service, Moment::on(on))?;
        let choice = choice.known(&desk.service)?;
        // All that was ever entered counts: an act does not go behind a later one.
        let all = cases(&register, &desk.service, Moment::on(Date::MAX))?;
        let case = statutory::case_of(&all, &self.case)?;
        let act = choice.of(&desk, case);
        let other = act.gives.as_ref().and_then(|gives| office.tables().get(&gives.register));
        let sheet = act.sheet.as_ref().and_then(|_| office.tables().get(SHEETS));
        let changed = act.changes.iter().filter_map(|changes| office.tables().get(&changes.register));
        let tables: Vec<_> = [desk.table].into_iter().chain(sheet).chain(other).chain(changed).collect();
        let (facts, mut faults) = FieldReader::of(office, &register)?.read(&tables, &pairs(&self.set)?, &case.number);
        // Numbers of identity are covered in every text that is kept.
        let remark = self.remark.or_else(|| head.reason.clone()).map(|text| covered(&text).into_owned());
        if remark.is_none() && head.order_no.is_none() && !act.order && !act.remark {
            let place = Locus { society: Some(case.number.clone()), ..Locus::default() };
            faults.push(Finding::new("CAS-123", Severity::Error, place));
        }
        // The day book has the words of the act too: an act rests on an order or on these.
        head.reason = head.reason.or_else(|| remark.clone());
        let documents = fingerprints(&self.documents)?;
        let mut telling = Telling {
            on,
            login: head.officer.clone(),
            order_no: head.order_no.clone(),
            remark,
            next_on: self.next,
            desk: self.desk,
            papers: self.papers.iter().map(|code| code.trim().to_owned()).filter(|code| !code.is_empty()).collect(),
            documents,
            facts,
            kind: None,
            made: Vec::new(),
            subject: None,
        };
        let before = Before { register: &register, desk: &desk, case: Some(case), act: Some(act), telling: &telling };
        let mut more = page(&before)?;
        telling.made = std::mem::take(&mut more.made);
        let counter = desk.counter(office, &register)?;
        let mut done = counter.advance(case, act, &telling)?;
        done.faults = with_unread(done.faults, faults);
        done.faults.append(&mut more.faults);
        done.warnings.append(&mut more.warnings);
        done.entries.append(&mut more.entries);
        if !done.faults.is_empty() {
            return Err(refused(&desk, case, act, done.faults));
        }
        console.findings(&done.warnings);
        // A refused act leaves no document behind.
        kept(office, &self.documents, &telling.documents)?;
        let plan = Plan { act: head, entries: done.entries, made_at: Some(made_at), ..Plan::default() };
        let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
        let stage = &desk.service.stages[desk.service.leads(act, case)];
        // What came of it is the last entry, where the act gives something.
        let gave = act.gives.as_ref().and(applied.subjects.last()).cloned();
        let dry_run = office.globals().dry_run;
        let day_no = (!dry_run).then_some(applied.day_no);
        let changed: Vec<String> = done.changed.iter().map(|(table, subject)| format!("{table}:{subject}")).collect();
        let points: Vec<&str> = done.points.iter().map(|point| point.en.as_str()).collect();
        let mut data = serde_json::json!({
            "service": of.service, "case": case.id, "number": case.number, "act": act.code, "on": on.to_string(),
            "stage": stage.code, "gave": gave, "changed": changed, "points_to": points, "day_no": day_no,
            "dry_run": dry_run,
        });
        more.add_to(&mut data);
        console.data("case-act", data);
        let name = stage.label.in_language(console.language());
        let number = &case.number;
        console.say(match (dry_run, console.pick("en", "hi")) {
            (true, "hi") => format!("{number}: अवस्था “{name}” होगी; अभी कुछ नहीं बदला"),
            (true, _) => format!("{number}: stage would be “{name}”; nothing was changed"),
            (false, "hi") => format!("{number}: अवस्था “{name}”, {on}"),
            (false, _) => format!("{number}: stage “{name}”, {on}"),
        });
        for point in &done.points {
            let (belongs, point) = (console.pick("belongs in", "यहाँ दर्ज हो"), point.in_language(console.language()));
            console.say(format!("{number}: {belongs}: {point}"));
        }
        for (table, subject) in done.changed.iter().filter(|_| !dry_run) {
            let label = crate::cli::desk::table(office, table)?.label.in_language(console.language()).to_owned();
            console.say(match console.pick("en", "hi") {
                "hi" => format!("{number}: {label} में {subject} बदला"),
                _ => format!("{number}: {subject} changed in: {label}"),
            });
        }
        if let Some(gave) = gave.filter(|_| !dry_run) {
            let register_name = other.map_or("", |table| table.label.in_language(console.language()));
            console.say(match console.pick("en", "hi") {
                "hi" => format!("{register_name} में {gave} दर्ज"),
                _ => format!("{gave} entered in the register “{register_name}”"),
            });
        }
        for line in &more.lines {
            console.say(format!("{number}: {}", line.in_language(console.language())));
        }
        Ok(console.verdict(&done.warnings))
    }
}
