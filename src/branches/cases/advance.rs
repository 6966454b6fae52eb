//! An act becomes entries: of the case's register, of its movement, and of what comes of it.

use super::{
    case::{Case, EVENTS, cases, of_society},
    changes::Changed,
    figures::Said,
    gate::{self, Telling, fault},
    law::Law,
    limitation::limited,
    running::law_of,
    service::{ActDef, Given, Gives, Minimum, Service},
    sheet,
    unique::taken,
};
use crate::{
    catalogue::Measure,
    model::{
        CooperativeYear, Date, Findings, Label, Language, Moment, NewEntry, Severity, SourceKey, Subject, TableDef,
        Value,
    },
    register::{ReadRegister, RegisterError},
};
use std::{collections::BTreeMap, ops::ControlFlow};

/// Where acts are done.
pub struct Counter<'a> {
    /// The registers as they stand.
    pub register: &'a dyn ReadRegister,
    /// The service.
    pub service: &'a Service,
    /// What clocks run by.
    pub law: &'a Law,
    /// The day that counts as today: nothing lies after it.
    pub today: Date,
    /// State of the office.
    pub state: &'a str,
    /// Name of the office, as it stands in registers.
    pub office_name: &'a str,
}

/// What an act comes to.
#[derive(Clone, Debug, Default)]
pub struct Advanced {
    /// The entries; none where there are faults.
    pub entries: Vec<NewEntry>,
    /// Why it may not be done.
    pub faults: Findings,
    /// What is to be looked at although it is done.
    pub warnings: Findings,
    /// Where the matter belongs, when this act ends it here for another register.
    pub points: Vec<Label>,
    /// Number of a case just opened.
    pub number: String,
    /// What was changed of subjects of other registers.
    pub changed: Vec<Changed>,
}

impl Counter<'_> {
    /// Opens a case by the first act of the service.
    pub fn open(&self, telling: &Telling) -> Result<Advanced, RegisterError> {
        let (service, act) = (self.service, self.service.opening());
        let table = self.register.definition(&service.register)?;
        // Where there are parties, the first of them tells more than the subject.
        let called_by = service.hearing.as_ref().and_then(|hearing| hearing.parties.first().copied());
        let called_by = called_by.unwrap_or(service.fields.title);
        let title = table.fields.get(usize::from(called_by)).map(|field| field.key.clone()).unwrap_or_default();
        let told = |key: &str| telling.facts.iter().find(|(known, _)| known == key).map(|(_, value)| value);
        let called = told(&title).and_then(Value::as_text).unwrap_or("–").to_owned();
        let mut faults = gate::of_any(self.register, act, telling, &called, self.today)?;
        let mut said = self.facts(table, act, telling, &called, &mut faults);
        let (serial, numbers) = self.numbers_of_year(telling.on)?;
        let year = CooperativeYear::containing(telling.on).map_or_else(String::new, |year| year.to_string());
        let given = said.get(&service.fields.number).and_then(Value::as_text).map(str::to_owned);
        // What is known by its subject is called by that until it has a number.
        let number = match (&given, &telling.subject) {
            (Some(given), _) => given.clone(),
            (None, Some(subject)) => subject.clone(),
            (None, None) => format!("{serial}/{year}"),
        };
        if let Some(case) = numbers.get(&number) {
            faults.push(fault("CAS-113", &called).with("number", &number).with("known", case));
        }
        if let Some(subject) = &telling.subject
            && self.register.line(&service.register, subject, Moment::on(Date::MAX))?.is_some()
        {
            faults.push(fault("CAS-113", &called).with("number", subject).with("known", subject));
        }
        let society = service.fields.society.and_then(|no| said.get(&no)).and_then(Value::as_text).map(str::to_owned);
        let of_society =
            society.as_deref().map(|id| of_society(self.register, id, Moment::on(telling.on))).transpose()?;
        faults.extend(taken(self.register, service, (None, &called), &said)?);
        if let Some(no) = service.fields.law.filter(|no| said.get(no).is_none_or(Value::is_empty)) {
            // The Act the society stands under goes before the usual one.
            let own = of_society.as_ref().and_then(|of_it| of_it.law.as_ref());
            said.extend(own.or_else(|| service.usual_law.get(self.state)).map(|law| (no, Value::text(law))));
        }
        if let Some(society) = &society {
            faults.extend(self.society(society, act, telling.on, &called)?);
        }
        let mut warnings = Vec::new();
        let law = service.fields.law.and_then(|no| said.get(&no)).and_then(Value::as_text).map(str::to_owned);
        let law = law.or_else(|| of_society.as_ref().filter(|_| service.law_of_society)?.law.clone());
        let values = |no: u16| said.get(&no).cloned().unwrap_or(Value::Empty);
        let told = Said { table, number: &called, law: law.as_deref(), values: &values };
        let (lacks, looks) = self.figures(act, &told);
        faults.extend(lacks);
        warnings.extend(looks);
        for minimum in &service.minimums {
            warnings.extend(self.minimum(table, minimum, law.as_deref(), said.get(&minimum.field), &called));
        }
        let class = match of_society {
            Some(of_it) => of_it.class,
            None => service.fields.class.and_then(|no| said.get(&no)).and_then(Value::as_text).unwrap_or("").to_owned(),
        };
        self.kind(table, telling, (&class, &said), &called, &mut faults);
        if let Some(of) = &service.limitation {
            let limited = limited(of, |no| said.get(&no), law.as_deref(), self.law);
            warnings.extend(sheet::told_of_limitation(&limited, telling.on, &called));
            said.extend(limited.last.map(|last| (of.last, Value::Date(last))));
        }
        let law = law.as_deref().or_else(|| service.usual_law.get(self.state).map(String::as_str));
        warnings.extend(self.misplaced(&called, law, None, |no| said.get(&no)));
        if !faults.is_empty() {
            return Ok(Advanced { faults, warnings, ..Advanced::default() });
        }
        if given.is_some() || telling.subject.is_none() {
            said.insert(service.fields.number, Value::text(&number));
        }
        said.extend(service.fields.serial.map(|no| (no, Value::Integer(serial))));
        let subject = match &telling.subject {
            Some(subject) => Subject::Known(subject.clone()),
            None => Subject::New(SourceKey::named(&["case", &service.code, &year, &number])),
        };
        let entry = NewEntry::stating_fields(table, subject, telling.on, said);
        Ok(Advanced { entries: vec![entry], warnings, number, ..Advanced::default() })
    }

    /// Does an act in a case.
    pub fn advance(&self, case: &Case, act: &ActDef, telling: &Telling) -> Result<Advanced, RegisterError> {
        let mut faults = self.stands(case, act, telling)?;
        let own = self.register.definition(&self.service.register)?;
        let (telling, sheet) = self.parted(act, telling, &case.number, &mut faults)?;
        let telling = &telling;
        let said = self.facts(own, act, telling, &case.number, &mut faults);
        faults.extend(taken(self.register, self.service, (Some(&case.id), &case.number), &said)?);
        faults.extend(lacking(own, case, act));
        for code in &telling.papers {
            if !self.service.papers.iter().any(|paper| paper.code == *code) {
                let known: Vec<&str> = self.service.papers.iter().map(|paper| paper.code.as_str()).collect();
                faults.push(fault("CAS-120", &case.number).with("found", code).with("known", known.join(", ")));
            }
        }
        let (lacks, mut warnings) = self.held_against(own, case, act);
        faults.extend(lacks);
        faults.extend(self.too_early(case, act, telling.on));
        let values = |no: u16| said.get(&no).unwrap_or_else(|| case.value(no)).clone();
        let told = Said { table: own, number: &case.number, law: self.law_of(case), values: &values };
        let (lacks, looks) = self.figures(act, &told);
        faults.extend(lacks);
        warnings.extend(looks);
        let (late, told) = self.too_late(own, case, act, |no| said.get(&no));
        faults.extend(late);
        warnings.extend(told);
        // What comes anew stands last.
        let mut entries = self.changed(case, &act.changes, telling, &said, &mut faults)?;
        let changed = entries.iter().filter_map(|entry| match &entry.subject {
            Subject::Known(subject) => Some((entry.table.clone(), subject.clone())),
            Subject::New(_) => None,
        });
        let changed: Vec<Changed> = changed.collect();
        if let Some(gives) = &act.gives {
            let entry = self.given(case, gives, telling, &mut faults)?;
            entries.extend(entry);
            warnings.extend(self.papers_missing(case, telling));
        }
        let mut points = Vec::new();
        if self.service.stages[self.service.leads(act, case)].closed {
            let law = self.law_of(case);
            let value = |no: u16| said.get(&no).or_else(|| Some(case.value(no)));
            warnings.extend(self.misplaced(&case.number, law, Some(act), value));
            let led = self.service.elsewhere.iter().filter(|elsewhere| elsewhere.act == act.code);
            points.extend(led.map(|elsewhere| self.under(elsewhere, law)));
        }
        if !faults.is_empty() {
            return Ok(Advanced { faults, warnings, ..Advanced::default() });
        }
        entries.insert(0, self.event(case, act, telling)?);
        if act.sheet.is_some() {
            entries.insert(1, self.sheet_line(case, act, telling, sheet)?);
        }
        if !said.is_empty() {
            entries.insert(0, NewEntry::restating(own, &case.line, telling.on, said));
        }
        Ok(Advanced { entries, warnings, points, number: case.number.clone(), changed, ..Advanced::default() })
    }

    /// Everything that stands in the way of an act of a case, whatever it writes.
    pub fn stands(&self, case: &Case, act: &ActDef, telling: &Telling) -> Result<Findings, RegisterError> {
        let mut faults = gate::of_case(self.register, self.service, case, act, telling, self.today)?;
        faults.extend(gate::under_law(self.service, act, self.law_of(case), &case.number));
        Ok(faults)
    }

    /// A case is opened about a society: as it stands, and beside the cases it has.
    fn society(&self, society: &str, act: &ActDef, on: Date, called: &str) -> Result<Findings, RegisterError> {
        let mut faults = Vec::new();
        if !act.society_is.is_empty() {
            faults.extend(gate::society_stands(self.register, self.service, act, (society, called), on)?);
        }
        if self.service.one_open {
            let all = cases(self.register, self.service, Moment::on(Date::MAX))?;
            let of_it = all.iter().filter(|case| case.society.as_deref() == Some(society));
            let open = of_it.filter(|case| !self.service.stages[case.stage].closed);
            faults.extend(open.map(|case| {
                let stage = &self.service.stages[case.stage].label;
                let lack = fault("CAS-173", called).with("society", society).with("known", &case.number);
                lack.with("case", &case.id).with("stage", &stage.en).with("stage_hi", &stage.hi)
            }));
        }
        Ok(faults)
    }

    /// The facts an act states of the case: told, set and emptied. What it does not ask for is a fault, as is what is missing.
    fn facts(
        &self,
        table: &TableDef,
        act: &ActDef,
        telling: &Telling,
        number: &str,
        faults: &mut Findings,
    ) -> BTreeMap<u16, Value> {
        let gives = act.gives.as_ref();
        let other = gives.and_then(|gives| self.register.tables().get(&gives.register));
        let changed = act.changes.iter().filter_map(|one| Some((one, self.register.tables().get(&one.register)?)));
        let changed: Vec<_> = changed.collect();
        let mut said = BTreeMap::new();
        for (key, value) in &telling.facts {
            let here = table.field_no(key).filter(|no| act.asks.contains(no));
            let there = gives
                .zip(other)
                .is_some_and(|(gives, other)| other.field_no(key).is_some_and(|no| gives.asks.contains(&no)))
                || changed.iter().any(|(one, other)| other.field_no(key).is_some_and(|no| one.asks.contains(&no)));
            match (here, there) {
                (Some(no), _) => _ = said.insert(no, value.clone()),
                (None, true) => {}
                (None, false) => {
                    let names = |table: &TableDef, asks: &[u16]| {
                        let fields = asks.iter().filter_map(|no| table.fields.get(usize::from(*no)));
                        fields.map(|field| field.key.clone()).collect::<Vec<_>>()
                    };
                    let mut known = names(table, &act.asks);
                    known
                        .extend(gives.zip(other).map(|(gives, other)| names(other, &gives.asks)).into_iter().flatten());
                    known.extend(changed.iter().flat_map(|(one, other)| names(other, &one.asks)));
                    let known = if known.is_empty() { "–".to_owned() } else { known.join(", ") };
                    let lack = fault("CAS-116", number).with("field", key).with("known", known);
                    faults.push(lack.with("act", &act.label.en).with("act_hi", &act.label.hi));
                }
            }
        }
        missing(table, &act.requires, &said, number, faults);
        for (no, given) in &act.sets {
            let key = table.fields.get(usize::from(*no)).map(|field| field.key.as_str());
            match given {
                Given::Made => {
                    let made = telling.made.iter().find(|(made, _)| Some(made.as_str()) == key);
                    said.extend(made.map(|(_, value)| (*no, value.clone())));
                }
                told => _ = said.insert(*no, self.value(told, telling)),
            }
        }
        said.extend(act.clears.iter().map(|no| (*no, Value::Empty)));
        said
    }

    pub(super) fn value(&self, given: &Given, telling: &Telling) -> Value {
        let text = |text: &Option<String>| text.as_ref().map_or(Value::Empty, Value::text);
        match given {
            Given::Day => Value::Date(telling.on),
            Given::Next => telling.next_on.map_or(Value::Empty, Value::Date),
            Given::Order => text(&telling.order_no),
            Given::Remark => text(&telling.remark),
            Given::Office => Value::text(self.office_name),
            // A page makes facts of the case alone.
            Given::Made => Value::Empty,
            Given::Always(value) => value.clone(),
        }
    }

    fn event(&self, case: &Case, act: &ActDef, telling: &Telling) -> Result<NewEntry, RegisterError> {
        let table = self.register.definition(EVENTS)?;
        let serial = case.events.last().map_or(0, |event| event.serial) + 1;
        let stage = &self.service.stages[self.service.leads(act, case)];
        let text = |text: &Option<String>| text.as_ref().map_or(Value::Empty, Value::text);
        let said = [
            ("case_no", Value::text(&case.id)),
            ("serial", Value::Integer(serial)),
            ("service", Value::text(&self.service.code)),
            ("act", Value::text(&act.code)),
            ("event_on", Value::Date(telling.on)),
            ("stage", Value::text(&stage.code)),
            ("login", Value::text(&telling.login)),
            ("desk", text(&telling.desk)),
            ("order_no", text(&telling.order_no)),
            ("remark", text(&telling.remark)),
            ("next_on", telling.next_on.map_or(Value::Empty, Value::Date)),
            ("papers", Value::text(telling.papers.join(", "))),
            ("documents", Value::text(telling.documents.join(", "))),
        ];
        Ok(NewEntry::stating(table, Subject::Known(format!("{}/{serial}", case.id)), telling.on, said))
    }

    /// The new subject of another register that comes of an act.
    fn given(
        &self,
        case: &Case,
        gives: &Gives,
        telling: &Telling,
        faults: &mut Findings,
    ) -> Result<Option<NewEntry>, RegisterError> {
        let table = self.register.definition(&gives.register)?;
        let mut said: BTreeMap<u16, Value> = BTreeMap::new();
        said.extend(gives.takes.iter().map(|(there, here)| (*there, case.value(*here).clone())));
        if let Some(name) = gives.name.and_then(|no| case.value(no).as_text()) {
            let hindi = name.chars().any(|c| ('\u{0900}'..='\u{097F}').contains(&c));
            said.extend(table.field_no(if hindi { "name_hi" } else { "name_en" }).map(|no| (no, Value::text(name))));
        }
        said.extend(gives.sets.iter().map(|(no, given)| (*no, self.value(given, telling))));
        for (key, value) in &telling.facts {
            if let Some(no) = table.field_no(key).filter(|no| gives.asks.contains(no)) {
                said.insert(no, value.clone());
            }
        }
        missing(table, &gives.requires, &said, &case.number, faults);
        said.insert(gives.link, Value::text(&case.id));
        if let Some(known) = self.taken(table, gives, &said)? {
            let value = gives.unique.first().and_then(|no| said.get(no)).and_then(Value::as_text).unwrap_or_default();
            faults.push(fault("CAS-119", &case.number).with("number", value).with("known", known));
        }
        let key = SourceKey::named(&["of_case", &case.id]);
        Ok(Some(NewEntry::stating_fields(table, Subject::New(key), telling.on, said)))
    }

    /// A subject that has these values already, of those that must be its own.
    fn taken(
        &self,
        table: &TableDef,
        gives: &Gives,
        said: &BTreeMap<u16, Value>,
    ) -> Result<Option<String>, RegisterError> {
        let Some((first, field)) = gives.unique.first().and_then(|no| Some((no, table.fields.get(usize::from(*no))?)))
        else {
            return Ok(None);
        };
        let Some(value) = said.get(first).filter(|value| !value.is_empty()) else { return Ok(None) };
        let lines = self.register.find_by(&table.name, &field.key, value, Moment::on(Date::MAX))?;
        let same = |line: &crate::model::Line| {
            gives.unique.iter().all(|no| {
                let theirs = line.values.get(usize::from(*no)).unwrap_or(&Value::Empty);
                // What is not recorded may be the same.
                theirs.is_empty() || said.get(no) == Some(theirs)
            })
        };
        Ok(lines.into_iter().find(same).map(|line| line.subject))
    }

    /// A figure below what the law is said to ask.
    fn minimum(
        &self,
        table: &TableDef,
        minimum: &Minimum,
        law: Option<&str>,
        value: Option<&Value>,
        number: &str,
    ) -> Option<crate::model::Finding> {
        let line = self.law.clocks.get(minimum.lines.get(law?)?)?;
        let Measure::Parameter(least, _) = &line.measure else { return None };
        let (found, wanted) = (value?.as_integer()?, least.parse::<i64>().ok()?);
        let field = table.fields.get(usize::from(minimum.field))?;
        let short = || {
            let mut finding = fault("CAS-201", number);
            finding.severity = Severity::Warning;
            let cited = super::law::cited(line);
            let finding = finding.with("field", &field.label.en).with("field_hi", &field.label.hi).with("found", found);
            finding.with("wanted", wanted).with("basis", cited.en).with("basis_hi", cited.hi)
        };
        (found < wanted).then(short)
    }

    /// Papers of the checklist that no act has put on record.
    fn papers_missing(&self, case: &Case, telling: &Telling) -> Option<crate::model::Finding> {
        let mut on_record = case.papers();
        on_record.extend(telling.papers.iter().map(String::as_str));
        let needed = self.service.papers_of(&case.class);
        let missing: Vec<_> = needed.filter(|paper| !on_record.contains(paper.code.as_str())).collect();
        let named = |language: Language| {
            missing.iter().map(|paper| paper.label.in_language(language)).collect::<Vec<_>>().join("; ")
        };
        let mut finding = fault("CAS-202", &case.number);
        finding.severity = Severity::Warning;
        let finding = finding.with("missing", named(Language::En)).with("missing_hi", named(Language::Hi));
        (!missing.is_empty()).then_some(finding)
    }

    /// The next running number of the co-operative year of a day, and the numbers given in that year, with their cases.
    fn numbers_of_year(&self, on: Date) -> Result<(i64, BTreeMap<String, String>), RegisterError> {
        let fields = &self.service.fields;
        let year = CooperativeYear::containing(on);
        let of_year = year.map_or_else(String::new, |year| format!("/{year}"));
        let (mut last, mut numbers) = (0, BTreeMap::new());
        self.register.lines(&self.service.register, Moment::on(Date::MAX), &mut |line| {
            let value = |no: u16| line.values.get(usize::from(no));
            let opened = value(fields.opened_on).and_then(Value::as_date).and_then(CooperativeYear::containing);
            if opened == year {
                let number = value(fields.number).and_then(Value::as_text);
                let serial = match fields.serial {
                    Some(no) => value(no).and_then(Value::as_integer),
                    // A register without running numbers: those the program gave stand in its own numbers.
                    None => number.and_then(|number| number.strip_suffix(&of_year)?.parse::<i64>().ok()),
                };
                last = last.max(serial.unwrap_or(0));
                if let Some(number) = number {
                    numbers.insert(number.to_owned(), line.subject.clone());
                }
            }
            ControlFlow::Continue(())
        })?;
        Ok((last + 1, numbers))
    }

    /// The Act a case is judged by.
    pub fn law_of<'c>(&'c self, case: &'c Case) -> Option<&'c str> {
        law_of(self.service, case, self.state)
    }
}

/// Fields that must be told and are not.
pub(super) fn missing(
    table: &TableDef,
    requires: &[u16],
    said: &BTreeMap<u16, Value>,
    number: &str,
    faults: &mut Findings,
) {
    for no in requires.iter().filter(|no| said.get(no).is_none_or(Value::is_empty)) {
        if let Some(field) = table.fields.get(usize::from(*no)) {
            let lack = fault("CAS-121", number).with("key", &field.key);
            faults.push(lack.with("field", &field.label.en).with("field_hi", &field.label.hi));
        }
    }
}

/// What an act needs of the register and the case does not have.
fn lacking(table: &TableDef, case: &Case, act: &ActDef) -> Findings {
    let missing = act.needs.iter().filter(|no| case.value(**no).is_empty());
    let fields = missing.filter_map(|no| table.fields.get(usize::from(*no)));
    let lack = |field: &crate::model::Field| {
        let lack = gate::named(fault("CAS-192", &case.number), act);
        let lack = lack.with("field", &field.label.en).with("field_hi", &field.label.hi);
        lack.with("basis", act.basis.printed(Language::En)).with("basis_hi", act.basis.printed(Language::Hi))
    };
    fields.map(lack).collect()
}
