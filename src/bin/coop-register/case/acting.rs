//! An act in a case.

use super::{
    Called, Desk, kept, pairs,
    refused::{refused, with_unread},
};
use clap::Args;
use coop_registry::{
    branches::cases::{ActDef, Case, Counter, SHEETS, Service, Telling, cases},
    cleaning::covered,
    cli::{CommandError, Console, Exit, FieldReader, Office, Verdict, parse_date, statutory},
    model::{Date, Finding, Findings, Locus, Moment, Plan, Severity},
    register::{ReadRegister, Register},
};
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

/// Which act is meant.
#[derive(Clone, Copy)]
pub enum Choice<'a> {
    /// This one.
    Act(&'a str),
    /// The one that leads the case into this stage.
    Into(&'a str),
    /// The first of these that is done in the stage of the case and under its Act; the first where none is.
    FirstOf(&'a [&'a str]),
}

/// What a page sees of an act before it is entered.
pub struct Looked<'a> {
    pub register: &'a Register,
    pub desk: &'a Desk<'a>,
    pub case: &'a Case,
    pub act: &'a ActDef,
    pub on: Date,
}

/// What a page has to say of it: faults and warnings.
pub type Look<'l> = dyn Fn(&Looked<'_>) -> Result<(Findings, Findings), CommandError> + 'l;

/// Acts of a service that may be meant, the first one first.
struct Known(Vec<usize>);

impl Choice<'_> {
    fn called(&self) -> &str {
        match self {
            Self::Act(code) | Self::Into(code) => code,
            Self::FirstOf(codes) => codes.first().copied().unwrap_or_default(),
        }
    }
    /// The acts that may be meant; exit 2 where there is none.
    fn known(&self, service: &Service) -> Result<Known, CommandError> {
        let all = || service.acts.iter().enumerate().filter(|(_, act)| !act.from.is_empty() && !act.apart);
        let leads = |act: &ActDef| act.to.and_then(|to| service.stages.get(to)).map(|stage| stage.code.as_str());
        let found: Vec<usize> = match self {
            Self::Act(code) => all().filter(|(_, act)| act.code == *code).map(|(no, _)| no).collect(),
            Self::Into(stage) => all().filter(|(_, act)| leads(act) == Some(stage)).map(|(no, _)| no).collect(),
            Self::FirstOf(codes) => {
                let found = |code: &&str| all().find(|(_, act)| act.code == **code).map(|(no, _)| no);
                codes.iter().filter_map(found).collect()
            }
        };
        match self {
            _ if !found.is_empty() => Ok(Known(found)),
            Self::Into(stage) => {
                let mut known: Vec<&str> = all().filter_map(|(_, act)| leads(act)).collect();
                known.dedup();
                Err(CommandError::new(Exit::Arguments, "error.case.into")
                    .with("found", stage)
                    .with("known", known.join(", ")))
            }
            _ => {
                let known: Vec<&str> = all().map(|(_, act)| act.code.as_str()).collect();
                Err(CommandError::new(Exit::Arguments, "error.case.act")
                    .with("found", self.called())
                    .with("known", known.join(", ")))
            }
        }
    }
}

impl Known {
    /// The one meant of a case.
    fn of<'s>(&self, desk: &'s Desk<'_>, case: &Case) -> &'s ActDef {
        let service = &desk.service;
        let law = coop_registry::branches::cases::law_of(service, case, &desk.state);
        let fits = |act: &ActDef| {
            act.from.contains(&case.stage)
                && (act.laws.is_empty() || law.is_some_and(|law| act.laws.iter().any(|one| one == law)))
        };
        let found = self.0.iter().find(|no| fits(&service.acts[**no]));
        &service.acts[found.or(self.0.first()).copied().unwrap_or_default()]
    }
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
    pub fn run(self, office: &Office, console: &mut Console, of: Called<'_>) -> Result<Verdict, CommandError> {
        self.acting.run(office, console, of, &self.act)
    }
}

impl Decide {
    pub fn run(self, office: &Office, console: &mut Console, of: Called<'_>) -> Result<Verdict, CommandError> {
        let given = [("reg_no", self.registration_no), ("district", self.district)];
        let clocks = coop_registry::catalogue::Clocks::load(office.files())?;
        let service = statutory::service(office, &clocks, of.service)?;
        let act = deciding(&service, &self.result)?;
        self.acting.telling(given).run(office, console, of, &act)
    }
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

    /// Does the act, or refuses with everything that stands in its way.
    pub fn run(
        self,
        office: &Office,
        console: &mut Console,
        of: Called<'_>,
        code: &str,
    ) -> Result<Verdict, CommandError> {
        self.run_chosen(office, console, of, Choice::Act(code), &|_| Ok(Default::default()))
    }

    /// The same where the act is found by the case, or where a page has more to say of it.
    pub fn run_chosen(
        self,
        office: &Office,
        console: &mut Console,
        of: Called<'_>,
        choice: Choice<'_>,
        look: &Look<'_>,
    ) -> Result<Verdict, CommandError> {
        let today = office.time().as_of;
        let on = self.on.unwrap_or(today);
        let mut head = office.act(&format!("coop-register {} {}", of.noun, choice.called()))?;
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
        let also = act.also.as_ref().and_then(|also| office.tables().get(&also.register));
        let tables: Vec<_> = [desk.table].into_iter().chain(sheet).chain(other).chain(also).collect();
        let (facts, mut faults) = FieldReader::of(office, &register)?.read(&tables, &pairs(&self.set)?, &case.number);
        // Numbers of identity are covered in every text that is kept.
        let remark = self.remark.or_else(|| head.reason.clone()).map(|text| covered(&text).into_owned());
        if remark.is_none() && head.order_no.is_none() && !act.order && !act.remark {
            let place = Locus { society: Some(case.number.clone()), ..Locus::default() };
            faults.push(Finding::new("CAS-123", Severity::Error, place));
        }
        // The day book has the words of the act too: an act rests on an order or on these.
        head.reason = head.reason.or_else(|| remark.clone());
        let documents = kept(office, &self.documents)?;
        let telling = Telling {
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
        };
        let settings = office.settings()?;
        let counter = Counter {
            register: &register,
            service: &desk.service,
            law: &desk.law,
            today,
            state: &desk.state,
            office_name: settings.get("office.name_hi"),
        };
        let mut done = counter.advance(case, act, &telling)?;
        done.faults = with_unread(done.faults, faults);
        let (more, told) = look(&Looked { register: &register, desk: &desk, case, act, on })?;
        done.faults.extend(more);
        done.warnings.extend(told);
        if !done.faults.is_empty() {
            return Err(refused(&desk, case, act, done.faults));
        }
        console.findings(&done.warnings);
        let made_of = act.also.as_ref().and_then(|also| case.value(also.named_by).as_text());
        let plan = Plan { act: head, entries: done.entries, made_at: Some(made_at), ..Plan::default() };
        let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
        let stage = &desk.service.stages[desk.service.leads(act, case)];
        // What came of it is the last entry, where the act gives something.
        let gave = act.gives.as_ref().and(applied.subjects.last()).cloned();
        let dry_run = office.globals().dry_run;
        let day_no = (!dry_run).then_some(applied.day_no);
        let points: Vec<&str> = done.points.iter().map(|point| point.en.as_str()).collect();
        console.data(
            "case-act",
            serde_json::json!({
                "service": of.service, "case": case.id, "number": case.number, "act": act.code, "on": on.to_string(),
                "stage": stage.code, "gave": gave, "also": made_of, "points_to": points, "day_no": day_no, "dry_run": dry_run,
            }),
        );
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
        if let Some(society) = made_of.filter(|_| !dry_run) {
            console.say(match console.pick("en", "hi") {
                "hi" => format!("{society}: समिति पंजी में नई स्थिति दर्ज"),
                _ => format!("{society}: its new status entered in the register of societies"),
            });
        }
        if let Some(gave) = gave.filter(|_| !dry_run) {
            console.say(match console.pick("en", "hi") {
                "hi" => format!("समिति पंजी में {gave} दर्ज"),
                _ => format!("{gave} entered in the register of societies"),
            });
        }
        Ok(console.verdict(&done.warnings))
    }
}
