//! One run over all societies: defaults are taken down, cases moved where their conditions are met, and ended where everything
//! is filed. All of it is one plan; a second run on the same day finds nothing to do.

use super::{DEFAULTS, Defaulter, FILED, Facts, Ladder, Missing, NOTE, Step, When, facts_as_told};
use crate::{
    branches::{
        cases::{ActDef, Advanced, Case, Counter, Stay, Telling, opened, stays},
        notices::Notice,
    },
    clocks::{Course, due},
    model::{CooperativeYear, Date, Findings, Label, Moment, NewEntry, Subject, Value},
    register::RegisterError,
};
use std::collections::{BTreeMap, BTreeSet};

/// What a run stands on.
pub struct Stager<'a> {
    /// Where acts are done: register, service, law, day.
    pub counter: Counter<'a>,
    /// The steps.
    pub ladder: &'a Ladder,
    /// All cases, ended ones too.
    pub cases: &'a [Case],
    /// All notices.
    pub notices: &'a [Notice],
    /// Who does it, and the order it rests on, where there is one.
    pub login: &'a str,
    /// Likewise.
    pub order_no: Option<&'a str>,
}

/// What was done of one society.
#[derive(Clone, Debug)]
pub struct Change {
    /// The case.
    pub case: String,
    /// Its number.
    pub number: String,
    /// The society.
    pub society: String,
    /// Its name.
    pub title: String,
    /// LGD code of its district.
    pub district: Option<i64>,
    /// The act.
    pub act: String,
    /// Name of the act.
    pub said: Label,
    /// The stage the case is in after it.
    pub stage: usize,
    /// What is missing; of a case that ended, what was.
    pub facts: Facts,
    /// Returns filed, each with its day, of a case that ended.
    pub filed: String,
}

/// Why a case that is in default was left as it is.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// Held by order until a day.
    Held(Date, String),
    /// The register of societies no longer has it as one at work, and not everything is filed.
    NotAtWork,
    /// The last day was extended and has not come.
    NotDue,
    /// The gate refused the act: a stay, a later act.
    Refused(Findings),
}

/// A case that was left.
#[derive(Clone, Debug)]
pub struct Left {
    /// The case.
    pub case: String,
    /// The society.
    pub society: String,
    /// Why.
    pub why: Why,
}

/// The plan of a run.
#[derive(Default)]
pub struct Staged {
    /// What is done, society by society.
    pub changes: Vec<Change>,
    /// Cases that were left although their returns are missing.
    pub left: Vec<Left>,
    /// The entries.
    pub entries: Vec<NewEntry>,
}

/// What a run keeps at hand.
pub struct Run<'a> {
    stager: &'a Stager<'a>,
    stays: Vec<Stay>,
    /// When the notice of a case and number was served: two offices of a merged register give the same numbers.
    served: BTreeMap<(&'a str, String), Date>,
    serial: i64,
    year: String,
    /// Cases of each society so far.
    of_society: BTreeMap<&'a str, usize>,
    /// Years that an order took out.
    dropped: BTreeMap<&'a str, BTreeSet<CooperativeYear>>,
    staged: Staged,
}

impl<'a> Stager<'a> {
    /// Plans the run.
    pub fn run(&'a self, missing: &'a Missing) -> Result<Staged, RegisterError> {
        let mut run = Run::new(self)?;
        let by_society: BTreeMap<&str, &Defaulter> =
            missing.defaulters.iter().map(|one| (one.whom.society.as_str(), one)).collect();
        let mut open: BTreeSet<&str> = BTreeSet::new();
        for case in self.cases.iter().filter(|case| !self.counter.service.stages[case.stage].closed) {
            let Some(society) = case.society.as_deref() else { continue };
            open.insert(society);
            run.open_case(case, society, by_society.get(society).copied(), missing)?;
        }
        for defaulter in missing.defaulters.iter().filter(|one| !open.contains(one.whom.society.as_str())) {
            run.new_case(defaulter)?;
        }
        Ok(run.staged)
    }
    fn telling(&self, facts: &Facts) -> Telling {
        let (login, order_no) = (self.login.to_owned(), self.order_no.map(str::to_owned));
        Telling { on: self.counter.today, login, order_no, made: made(facts), ..Telling::default() }
    }
    /// The day a limit by Act comes to, counted from another; nothing where no limit is in force.
    fn after(&self, line: &str, from: Date) -> Option<Date> {
        let in_force = self.counter.law.in_force(self.counter.law.clocks.get(line)?);
        due(&in_force.limit?, &Course::from(from), &self.counter.law.calendar)
    }
    fn number(&self, line: &str) -> Option<usize> {
        let in_force = self.counter.law.in_force(self.counter.law.clocks.get(line)?);
        usize::try_from(in_force.limit?.number).ok()
    }
    /// Is everything met? A condition without a line or a limit never is.
    fn met(&self, when: &When, act: &str, facts: &Facts, served: Option<Date>) -> bool {
        let today = self.counter.today;
        let since_due = when.since_due.as_ref().is_none_or(|lines| {
            let day = lines.of(act).zip(facts.oldest_due()).and_then(|(line, from)| self.after(line, from));
            day.is_some_and(|day| day <= today)
        });
        let since_served = when.since_served.as_ref().is_none_or(|lines| {
            let day = lines.of(act).zip(served).and_then(|(line, from)| self.after(line, from));
            day.is_some_and(|day| day < today)
        });
        let least = |lines: &Option<super::ByAct>, found: usize| {
            lines.as_ref().is_none_or(|lines| {
                lines.of(act).and_then(|line| self.number(line)).is_some_and(|least| least <= found)
            })
        };
        since_due && since_served && least(&when.years, facts.years()) && least(&when.consecutive, facts.consecutive())
    }
}

/// The facts of what is missing, as acts set them.
pub(super) fn made(facts: &Facts) -> Vec<(String, Value)> {
    let said = [
        ("missing", Value::text(facts.told())),
        ("years", Value::count(facts.years())),
        ("consecutive", Value::count(facts.consecutive())),
    ];
    said.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

impl<'a> Run<'a> {
    fn new(stager: &'a Stager<'a>) -> Result<Self, RegisterError> {
        let Counter { register, service, today, .. } = &stager.counter;
        let year = CooperativeYear::containing(*today).map_or_else(String::new, |year| year.to_string());
        let (mut serial, mut of_society, mut dropped) = (0, BTreeMap::new(), BTreeMap::new());
        let table = register.definition(DEFAULTS)?;
        for case in stager.cases {
            let value = |key: &str| case.line.value(table, key);
            if case.opened_on.and_then(CooperativeYear::containing).is_some_and(|of| of.to_string() == year) {
                serial = serial.max(value("serial").and_then(Value::as_integer).unwrap_or(0));
            }
            let Some(society) = case.society.as_deref() else { continue };
            *of_society.entry(society).or_default() += 1;
            if service.stages[case.stage].closed && case.events.last().is_none_or(|event| event.act != FILED) {
                let years = named(table, case).0.iter().map(|missed| missed.fy).collect::<Vec<_>>();
                dropped.entry(society).or_insert_with(BTreeSet::new).extend(years);
            }
        }
        let served = stager.notices.iter().filter_map(|notice| {
            let on = notice.served_on.filter(|day| *day <= *today)?;
            Some(((notice.case.as_str(), notice.number()), on))
        });
        let (served, stays) = (served.collect(), stays(*register, Moment::on(Date::MAX))?);
        Ok(Self { stager, stays, served, serial, year, of_society, dropped, staged: Staged::default() })
    }

    /// What of it counts: years an order took out do not.
    fn counted(&self, defaulter: &Defaulter) -> Facts {
        match self.dropped.get(defaulter.whom.society.as_str()) {
            Some(years) => defaulter.facts.without(years),
            None => defaulter.facts.clone(),
        }
    }

    fn open_case(
        &mut self,
        case: &Case,
        society: &str,
        defaulter: Option<&Defaulter>,
        missing: &Missing,
    ) -> Result<(), RegisterError> {
        let Counter { register, today, .. } = self.stager.counter;
        let named = named(register.definition(DEFAULTS)?, case);
        let facts = defaulter.map(|one| self.counted(one)).unwrap_or_default();
        if facts.0.is_empty() {
            let days: Option<Vec<_>> =
                named.0.iter().map(|one| Some((one.fy, missing.filed(society, one.fy, today)?))).collect();
            match days {
                Some(days) => self.ended(case, &named, &days)?,
                None if missing.owing.contains(society) => self.leave(case, society, Why::NotDue),
                None => self.leave(case, society, Why::NotAtWork),
            }
            return Ok(());
        }
        if !self.climb(case.clone(), &facts)? && facts != named {
            let act = self.stager.counter.service.act(NOTE);
            if let Some(act) = act {
                self.act(case.clone(), act, &facts, String::new())?;
            }
        }
        Ok(())
    }

    /// Every missing return is filed: the case ends on the day of the run, with the day of each return.
    fn ended(
        &mut self,
        case: &Case,
        named: &Facts,
        days: &[(CooperativeYear, Option<Date>)],
    ) -> Result<(), RegisterError> {
        let Some(act) = self.stager.counter.service.act(FILED) else { return Ok(()) };
        let each =
            days.iter().map(|(fy, day)| format!("{fy}:{}", day.map_or_else(|| "–".to_owned(), |day| day.to_string())));
        let filed = each.collect::<Vec<_>>().join(", ");
        self.act(case.clone(), act, named, filed)?;
        Ok(())
    }

    fn new_case(&mut self, defaulter: &'a Defaulter) -> Result<(), RegisterError> {
        let stager = self.stager;
        let facts = self.counted(defaulter);
        let whom = &defaulter.whom;
        let act = match whom.act.as_str() {
            "" => stager.counter.service.usual_law.get(stager.counter.state).map_or("", String::as_str),
            act => act,
        };
        let listed = When { since_due: Some(stager.ladder.listed.clone()), ..When::default() };
        if facts.0.is_empty() || !stager.met(&listed, act, &facts, None) {
            return Ok(());
        }
        self.serial += 1;
        let count = self.of_society.entry(&whom.society).or_default();
        *count += 1;
        let subject = Subject::Known(format!("{}/D{count}", whom.society));
        let number = format!("{}/{}", self.serial, self.year);
        let district = whom.district.map_or(Value::Empty, Value::Integer);
        let head = [
            ("case_no", Value::text(&number)),
            ("serial", Value::Integer(self.serial)),
            ("society", Value::text(&whom.society)),
            ("act", if act.is_empty() { Value::Empty } else { Value::text(act) }),
            ("district", district),
            ("opened_on", Value::Date(stager.counter.today)),
        ];
        let made = made(&facts);
        let said = head.into_iter().chain(made.iter().map(|(key, value)| (key.as_str(), value.clone())));
        let register = stager.counter.register;
        let entry = NewEntry::stating(register.definition(DEFAULTS)?, subject, stager.counter.today, said);
        let service = stager.counter.service;
        let Some(case) = opened(register, service, &entry, &self.stays, Moment::on(Date::MAX))? else { return Ok(()) };
        self.staged.entries.push(entry);
        let act = service.opening();
        self.staged.changes.push(change(&case, act, 0, (facts.clone(), String::new()), whom.district));
        self.climb(case, &facts)?;
        Ok(())
    }

    /// Takes every step whose conditions are met, one after the other; `false`: none was.
    fn climb(&mut self, mut case: Case, facts: &Facts) -> Result<bool, RegisterError> {
        let (stager, mut moved) = (self.stager, false);
        let table = stager.counter.register.definition(DEFAULTS)?;
        if let Some((until, order)) = held(table, &case, stager.counter.today) {
            let society = case.society.clone().unwrap_or_default();
            self.leave(&case, &society, Why::Held(until, order));
            return Ok(false);
        }
        while let Some(act) = self.next(&case, facts) {
            let before = self.staged.left.len();
            case = self.act(case, act, facts, String::new())?;
            if self.staged.left.len() > before {
                break;
            }
            moved = true;
        }
        Ok(moved)
    }

    /// The act of the next step, where its conditions are met.
    fn next(&self, case: &Case, facts: &Facts) -> Option<&'a ActDef> {
        let stager = self.stager;
        let service = stager.counter.service;
        let law = stager.counter.law_of(case).unwrap_or("other");
        let served = issued_here(service, case)
            .and_then(|number| self.served.get(&(case.id.as_str(), number.to_owned())).copied());
        let of = |step: &'a Step| Some((step, service.act(&step.act)?));
        let here = stager.ladder.steps.iter().filter_map(of).find(|(_, act)| act.from.contains(&case.stage))?;
        here.0.when.iter().any(|when| stager.met(when, law, facts, served)).then_some(here.1)
    }

    /// Plans an act; a refusal leaves the case as it is.
    fn act(&mut self, case: Case, act: &ActDef, facts: &Facts, filed: String) -> Result<Case, RegisterError> {
        let stager = self.stager;
        let mut telling = stager.telling(facts);
        if !filed.is_empty() {
            telling.made = vec![("filed".to_owned(), Value::text(&filed))];
        }
        let Advanced { entries, faults, .. } = stager.counter.advance(&case, act, &telling)?;
        let table = stager.counter.register.definition(DEFAULTS)?;
        if !faults.is_empty() {
            let society = case.society.clone().unwrap_or_default();
            self.leave(&case, &society, Why::Refused(faults));
            return Ok(case);
        }
        let district = case.line.value(table, "district").and_then(Value::as_integer);
        let stage = stager.counter.service.leads(act, &case);
        self.staged.changes.push(change(&case, act, stage, (facts.clone(), filed), district));
        let case = case.after(stager.counter.service, act, &telling, &entries);
        self.staged.entries.extend(entries);
        Ok(case)
    }

    fn leave(&mut self, case: &Case, society: &str, why: Why) {
        self.staged.left.push(Left { case: case.id.clone(), society: society.to_owned(), why });
    }
}

fn change(case: &Case, act: &ActDef, stage: usize, (facts, filed): (Facts, String), district: Option<i64>) -> Change {
    Change {
        case: case.id.clone(),
        number: case.number.clone(),
        society: case.society.clone().unwrap_or_default(),
        title: case.title.clone(),
        district,
        act: act.code.clone(),
        said: act.label.clone(),
        stage,
        facts,
        filed,
    }
}

/// What a case names as missing.
pub(super) fn named(table: &crate::model::TableDef, case: &Case) -> Facts {
    facts_as_told(case.line.value(table, "missing").and_then(Value::as_text).unwrap_or_default())
}

/// Until when a case is held on a day, and by which order.
pub(super) fn held(table: &crate::model::TableDef, case: &Case, on: Date) -> Option<(Date, String)> {
    let until = case.line.value(table, "held_until").and_then(Value::as_date).filter(|until| on <= *until)?;
    Some((until, case.line.value(table, "hold_order").and_then(Value::as_text).unwrap_or_default().to_owned()))
}

/// Number of the notice that was issued since the case came into its stage.
pub(super) fn issued_here<'c>(service: &crate::branches::cases::Service, case: &'c Case) -> Option<&'c str> {
    let here = case.events.iter().rev().take_while(|event| service.stage(&event.stage) == Some(case.stage));
    here.filter(|event| event.act == super::ISSUE).map(|event| event.remark.as_str()).next()
}
