//! A case as it stands: the fold of its entry and its events.

use super::{
    service::{Given, Service, Shown},
    stays::{Stay, stays},
};
use crate::{
    model::{Date, Line, Moment, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

/// Stem of the register of the movement of cases.
pub const EVENTS: &str = "case_event";

/// One act in a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseEvent {
    /// Its subject in the register of movement.
    pub subject: String,
    /// Its number in the case, from 1.
    pub serial: i64,
    /// Code of the act.
    pub act: String,
    /// Its day.
    pub on: Date,
    /// Code of the stage after it.
    pub stage: String,
    /// Who did it.
    pub login: String,
    /// Who has the case since.
    pub desk: String,
    /// Order it rests on.
    pub order_no: String,
    /// Remark.
    pub remark: String,
    /// Next date.
    pub next_on: Option<Date>,
    /// Codes of papers it put on record.
    pub papers: Vec<String>,
}

/// A step of the case: since when it is in which stage, and by which act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Since.
    pub on: Date,
    /// Place of the stage in the service.
    pub stage: usize,
    /// The act; `None` for a step shown by an entry that came from a book.
    pub act: Option<String>,
    /// Next date set with it.
    pub next_on: Option<Date>,
    /// All proceedings are stayed since.
    pub stayed: bool,
    /// It is the beginning or the end of a stay, no act of the case.
    pub of_stay: bool,
}

/// A case.
#[derive(Clone, Debug)]
pub struct Case {
    /// Identity in the statutory register.
    pub id: String,
    /// What the office calls it by; the identity where it has no number.
    pub number: String,
    /// What it is about.
    pub title: String,
    /// Code of the Act named in it, if one is.
    pub law: Option<String>,
    /// Class of society.
    pub class: String,
    /// Society it is about, if it is about one.
    pub society: Option<String>,
    /// The day it began.
    pub opened_on: Option<Date>,
    /// The stage it is in.
    pub stage: usize,
    /// All proceedings are stayed.
    pub stayed: bool,
    /// Stays of the case or of its society, lifted ones too.
    pub stays: Vec<Stay>,
    /// Its steps in order.
    pub steps: Vec<Step>,
    /// Its events in order.
    pub events: Vec<CaseEvent>,
    /// What is in force of its entry.
    pub line: Line,
}

impl Case {
    /// The last day something is dated.
    pub fn last_on(&self) -> Option<Date> {
        self.steps.iter().rev().find(|step| !step.of_stay).map(|step| step.on).or(self.opened_on)
    }
    /// The last act that set a next date since the case came into its stage.
    pub fn next_step(&self) -> Option<&Step> {
        let here = self.steps.iter().rev().take_while(|step| step.stage == self.stage);
        here.into_iter().find(|step| step.next_on.is_some())
    }
    /// The date it set.
    pub fn next_on(&self) -> Option<Date> {
        self.next_step().and_then(|step| step.next_on)
    }
    /// Since when it is in its stage.
    pub fn since(&self) -> Option<Date> {
        let run = self.steps.iter().rev().take_while(|step| step.stage == self.stage);
        run.last().map(|step| step.on).or(self.opened_on)
    }
    /// The stage it was in before the present one.
    pub fn stage_before(&self) -> Option<usize> {
        self.steps.iter().rev().map(|step| step.stage).find(|stage| *stage != self.stage)
    }
    /// Who has it: the login named by the last act, else who did that act.
    pub fn desk(&self) -> &str {
        let last = self.events.last();
        last.map_or("", |event| if event.desk.is_empty() { &event.login } else { &event.desk })
    }
    /// Codes of papers on record: all that its acts named, in the order of their codes.
    pub fn papers(&self) -> BTreeSet<&str> {
        self.events.iter().flat_map(|event| &event.papers).map(String::as_str).collect()
    }
    /// Its age in days: to a day, or to the day it ended.
    pub fn age(&self, service: &Service, on: Date) -> Option<i64> {
        let last = if service.stages[self.stage].closed { self.since() } else { Some(on) };
        let span = self.opened_on?.until(last?).ok()?;
        Some(i64::from(span.get_days()).max(0))
    }
    /// The value of a field of its entry.
    pub fn value(&self, field: u16) -> &Value {
        const NOTHING: &Value = &Value::Empty;
        self.line.values.get(usize::from(field)).unwrap_or(NOTHING)
    }
}

/// All cases of a service, in the order of identities.
pub fn cases(register: &dyn ReadRegister, service: &Service, moment: Moment) -> Result<Vec<Case>, RegisterError> {
    let (mut events, stays) = (movements(register, moment)?, stays(register, moment)?);
    folded(register, service, &mut events, &stays, (moment, false))
}

/// The open cases of each of these services, in the order of identities. Movements are read once, and what has ended is not folded.
pub fn open_cases(
    register: &dyn ReadRegister,
    services: &[Service],
    moment: Moment,
) -> Result<Vec<Vec<Case>>, RegisterError> {
    let (mut events, stays) = (movements(register, moment)?, stays(register, moment)?);
    services.iter().map(|service| folded(register, service, &mut events, &stays, (moment, true))).collect()
}

/// The movements of all services, by case.
type Movements = BTreeMap<String, Vec<CaseEvent>>;

fn movements(register: &dyn ReadRegister, moment: Moment) -> Result<Movements, RegisterError> {
    let table = register.definition(EVENTS)?;
    let mut events = Movements::new();
    register.lines(EVENTS, moment, &mut |line| {
        if let Some((case, event)) = event(table, &line) {
            events.entry(case).or_default().push(event);
        }
        ControlFlow::Continue(())
    })?;
    Ok(events)
}

fn folded(
    register: &dyn ReadRegister,
    service: &Service,
    events: &mut Movements,
    stays: &[Stay],
    (moment, only_open): (Moment, bool),
) -> Result<Vec<Case>, RegisterError> {
    let mut lines = Vec::new();
    register.lines(&service.register, moment, &mut |line| {
        let own = events.get(&line.subject).map_or(&[][..], Vec::as_slice);
        if !only_open || !has_ended(service, &line, own) {
            lines.push(line);
        }
        ControlFlow::Continue(())
    })?;
    let (mut found, mut known) = (Vec::with_capacity(lines.len()), BTreeMap::new());
    for line in lines {
        let own = events.remove(&line.subject).unwrap_or_default();
        found.push(fold(register, service, line, own, stays, (moment, &mut known))?);
    }
    if only_open {
        found.retain(|case| !service.stages[case.stage].closed);
    }
    Ok(found)
}

/// Does the last movement of a case, or where there is none its entry, say that it has ended?
fn has_ended(service: &Service, line: &Line, events: &[CaseEvent]) -> bool {
    let stage = match events.iter().max_by_key(|event| event.serial) {
        Some(last) => service.stage(&last.stage),
        None => shown(service, line).last().map(|(no, _)| *no),
    };
    stage.is_some_and(|stage| service.stages[stage].closed)
}

/// One case by its identity.
pub fn case(
    register: &dyn ReadRegister,
    service: &Service,
    id: &str,
    moment: Moment,
) -> Result<Option<Case>, RegisterError> {
    let Some(line) = register.line(&service.register, id, moment)? else { return Ok(None) };
    let events_table = register.definition(EVENTS)?;
    let lines = register.find_by(EVENTS, "case_no", &Value::text(id), moment)?;
    let own = lines.iter().filter_map(|line| event(events_table, line)).map(|(_, event)| event).collect();
    Ok(Some(fold(register, service, line, own, &stays(register, moment)?, (moment, &mut BTreeMap::new()))?))
}

fn event(table: &TableDef, line: &Line) -> Option<(String, CaseEvent)> {
    let value = |key: &str| line.value(table, key);
    let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
    let event = CaseEvent {
        subject: line.subject.clone(),
        serial: value("serial").and_then(Value::as_integer)?,
        act: text("act"),
        on: value("event_on").and_then(Value::as_date)?,
        stage: text("stage"),
        login: text("login"),
        desk: text("desk"),
        order_no: text("order_no"),
        remark: text("remark"),
        next_on: value("next_on").and_then(Value::as_date),
        papers: listed(&text("papers")),
    };
    Some((text("case_no"), event))
}

/// Codes as a field lists them.
pub(super) fn listed(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|code| !code.is_empty()).map(str::to_owned).collect()
}

pub(super) fn fold(
    register: &dyn ReadRegister,
    service: &Service,
    line: Line,
    mut events: Vec<CaseEvent>,
    stays: &[Stay],
    (moment, known): (Moment, &mut BTreeMap<String, OfSociety>),
) -> Result<Case, RegisterError> {
    events.sort_by_key(|event| event.serial);
    // What a book says of the case is asked as of the day before its first act here: later its fields were set by acts.
    let before = match events.first().and_then(|first| first.on.yesterday().ok()) {
        None => Some(line.clone()),
        Some(day) => register.line(&service.register, &line.subject, Moment { as_of: day, ..moment })?,
    };
    let fields = &service.fields;
    let value = |no: u16| line.values.get(usize::from(no)).unwrap_or(&Value::Empty);
    let text = |no: Option<u16>| no.and_then(|no| value(no).as_text()).map(str::to_owned);
    let opened_on = value(fields.opened_on).as_date();
    let (mut stage, mut steps) = (0, Vec::new());
    if let Some(on) = opened_on {
        let act = Some(service.opening().code.clone());
        steps.push(Step { on, stage: 0, act, next_on: None, stayed: false, of_stay: false });
    }
    if let Some(line) = &before {
        for (no, on) in shown(service, line) {
            stage = no;
            // A step of the book that lies before the one already told is out of order there; it shows the stage alone.
            if let Some(on) = on.filter(|on| steps.last().is_none_or(|last| last.on <= *on)) {
                steps.push(Step { on, stage: no, act: None, next_on: None, stayed: false, of_stay: false });
            }
        }
    }
    for event in &events {
        stage = service.stage(&event.stage).unwrap_or(stage);
        let act = Some(event.act.clone());
        steps.push(Step { on: event.on, stage, act, next_on: event.next_on, stayed: false, of_stay: false });
    }
    let society = text(fields.society);
    let own: Vec<Stay> =
        stays.iter().filter(|stay| stay.is_about(&line.subject, society.as_deref())).cloned().collect();
    let stayed = with_stays(service, &mut steps, &own);
    let of_it = match &society {
        None => OfSociety::default(),
        Some(society) => match known.get(society) {
            Some(known) => known.clone(),
            None => known.entry(society.clone()).or_insert(of_society(register, society, moment)?).clone(),
        },
    };
    // A service whose register has no class takes that of the society; what is about a society is called by its name.
    let class = match fields.class {
        None => of_it.class,
        of_case => text(of_case).unwrap_or_default(),
    };
    let named = fields.society == Some(fields.title) && !of_it.name.is_empty();
    let title = if named { of_it.name } else { text(Some(fields.title)).unwrap_or_default() };
    Ok(Case {
        number: text(Some(fields.number)).filter(|number| !number.is_empty()).unwrap_or_else(|| line.subject.clone()),
        title,
        // Where a case names no Act, that of the society counts: where the register has a place for it, or the service says so.
        law: text(fields.law).or(of_it.law.filter(|_| fields.law.is_some() || service.law_of_society)),
        class,
        society,
        opened_on,
        stage,
        stayed,
        stays: own,
        steps,
        events,
        id: line.subject.clone(),
        line,
    })
}

/// Stays of all proceedings, put between the steps: the day one begins, the day the last is lifted. Is one in force at the end?
fn with_stays(service: &Service, steps: &mut Vec<Step>, stays: &[Stay]) -> bool {
    let of_all: Vec<&Stay> = stays.iter().filter(|stay| stay.is_of_all()).collect();
    if of_all.is_empty() || steps.is_empty() {
        return false;
    }
    let mut days: Vec<Date> = of_all.iter().flat_map(|stay| [Some(stay.on), stay.lifted_on]).flatten().collect();
    days.sort();
    days.dedup();
    for day in days {
        let at = steps.iter().rposition(|step| step.on <= day).map_or(0, |at| at + 1);
        // Before the case began, or after it ended, there is nothing to stay.
        let Some(before) = at.checked_sub(1).and_then(|at| steps.get(at)).filter(|s| !service.stages[s.stage].closed)
        else {
            continue;
        };
        let stage = before.stage;
        steps.insert(at, Step { on: day, stage, act: None, next_on: None, stayed: false, of_stay: true });
    }
    for step in &mut *steps {
        step.stayed = of_all.iter().any(|stay| stay.binds_on(step.on));
    }
    of_all.iter().any(|stay| stay.lifted_on.is_none())
}

/// What a case takes from its society; nothing where nothing is recorded.
#[derive(Clone, Debug, Default)]
pub(super) struct OfSociety {
    /// Its class.
    pub class: String,
    /// Its name.
    pub name: String,
    /// The Act it stands under.
    pub law: Option<String>,
}

pub(super) fn of_society(
    register: &dyn ReadRegister,
    society: &str,
    moment: Moment,
) -> Result<OfSociety, RegisterError> {
    let line = register.line("society", society, moment)?;
    let table = register.tables().get("society");
    let text = |key: &str| {
        let value = line.as_ref().zip(table).and_then(|(line, table)| line.value(table, key));
        value.and_then(Value::as_text).unwrap_or_default().to_owned()
    };
    let (hindi, law) = (text("name_hi"), text("act"));
    let name = if hindi.is_empty() { text("name_en") } else { hindi };
    Ok(OfSociety { class: text("class"), name, law: (!law.is_empty()).then_some(law) })
}

/// The stages an entry shows, each with its day: the day the act that leads there would have set. In order of days, those
/// without one last.
fn shown(service: &Service, line: &Line) -> Vec<(usize, Option<Date>)> {
    let value = |no: u16| line.values.get(usize::from(no)).filter(|value| !value.is_empty());
    let mut shown = Vec::new();
    for (no, stage) in service.stages.iter().enumerate() {
        let shows = |by: &&Shown| {
            value(by.field).is_some_and(|value| by.is.as_ref().is_none_or(|is| value.as_text() == Some(is)))
        };
        let mut by = stage.shown.iter().filter(shows).peekable();
        if by.peek().is_none() {
            continue;
        }
        // A query that was cured was one all the same: it is a step, though no longer the stage.
        let now = by.any(|by| by.without.is_none_or(|without| value(without).is_none()));
        let acts = service.acts.iter().filter(|act| act.to == Some(no));
        let dates = acts.flat_map(|act| &act.sets).filter(|(_, given)| *given == Given::Day);
        let on = dates.filter_map(|(field, _)| value(*field)).find_map(Value::as_date);
        shown.push((no, on, now));
    }
    let last_now = shown.iter().rposition(|(_, _, now)| *now);
    let mut steps: Vec<(usize, Option<Date>)> = Vec::new();
    let now = last_now.map(|at| shown.remove(at));
    shown.sort_by_key(|(_, on, _)| *on);
    steps.extend(shown.into_iter().filter(|(_, on, _)| on.is_some()).map(|(no, on, _)| (no, on)));
    steps.extend(now.map(|(no, on, _)| (no, on)));
    steps
}
