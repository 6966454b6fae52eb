//! Returns come into the register: looked at one by one, all faults in one pass, judged together, entered in one plan.
//!
//! What the form itself lacks (a cell that does not read, no society, another year) refuses a return, for something of it would
//! be lost. What the rules find never does: it is counted with the filing, and the society answers for it.

use super::{
    Act, Course, Difference, State, Waivers, accepted::versions, canonical, course, difference::differences, gate,
};
use crate::{
    branches::returns::{FileReturns, Filed, Noted, RETURNS, Scrutineer, from_register::LineReader, last_year_of},
    cleaning::covered,
    model::{CooperativeYear, Date, Finding, Label, Moment, NewEntry, Severity, Subject, Value},
    register::{ReadRegister, RegisterError},
    rules::{Lines, Rulebook},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

/// A first filing, or one that takes the place of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    /// The return of a year of which none is on record, or which was refused.
    File,
    /// Another one of the same year.
    Revise,
}

/// Who files, and on what.
pub struct Filer<'a> {
    /// The register before.
    pub register: &'a dyn ReadRegister,
    /// The rules.
    pub book: &'a Rulebook,
    /// Waivers in force.
    pub waivers: &'a Waivers,
    /// Filing or revision.
    pub intent: Intent,
    /// Day of filing.
    pub on: Date,
    /// Officer who takes it in.
    pub login: &'a str,
    /// Order it rests on.
    pub order_no: &'a str,
    /// Reason, where there is no order.
    pub reason: &'a str,
}

/// What came of the returns of files, in their order.
#[derive(Default)]
pub struct Considered {
    /// Those to be entered.
    pub filings: Vec<Filing>,
    /// Those that were filed just so before.
    pub already: Vec<Already>,
    /// Those refused.
    pub refused: Vec<Refusal>,
}

/// A return that is on record just so.
pub struct Already {
    /// Identity of the society.
    pub society: String,
    /// Year.
    pub fy: CooperativeYear,
    /// Since which day.
    pub on: Option<Date>,
}

/// A return that cannot be filed.
pub struct Refusal {
    /// Its file.
    pub file: String,
    /// Everything that stands in its way.
    pub faults: Vec<Finding>,
}

/// Findings of a return, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors not waived.
    pub errors: usize,
    /// Warnings not waived.
    pub warnings: usize,
    /// Further remarks not waived.
    pub infos: usize,
    /// Findings waived.
    pub waived: usize,
    /// Rules that could not tell.
    pub untold: usize,
}

/// A return to be entered.
pub struct Filing {
    /// Identity of the society.
    pub society: String,
    /// Year.
    pub fy: CooperativeYear,
    /// 0 as first filed.
    pub revision: usize,
    /// Its file.
    pub file: String,
    /// What the rules found.
    pub findings: Vec<Noted>,
    /// The same, counted.
    pub counts: Counts,
    /// Last day for filing; nothing where none is in force.
    pub due_on: Option<Date>,
    /// Days past it.
    pub days_late: Option<i64>,
    /// Fingerprint of the facts.
    pub facts: String,
    /// What a revision changes.
    pub differences: Vec<Difference>,
    /// Entries of the return and of the act.
    pub entries: Vec<NewEntry>,
}

/// A return past the gate, waiting to be judged.
struct Passed {
    filed: Filed,
    file: String,
    notes: Vec<Noted>,
    course: Course,
    revision: usize,
    differences: Vec<Difference>,
}

/// What the gate said of one return.
enum Gate {
    Passed(Box<Passed>),
    Already(Already),
    Refused(Refusal),
}

/// Lines a revision sets by itself, and the identity, which is the subject of the entry and no fact of it.
const OF_REVISION: [&str; 4] = ["is_revised", "revision_reason", "return_filed_on", "society_id"];

impl Filer<'_> {
    /// Looks at every return; `sha256` tells the fingerprint of a file and its name without folder.
    pub fn consider(
        &self,
        files: &FileReturns,
        sha256: &BTreeMap<String, (String, String)>,
    ) -> Result<Considered, RegisterError> {
        let mut read = Vec::new();
        files.each(&self.book.fields, &mut |filed, notes| {
            read.push((filed, notes));
            ControlFlow::Continue(())
        });
        let mut considered = Considered::default();
        let mut seen = BTreeSet::new();
        let mut passed = Vec::new();
        for (filed, notes) in read {
            let file = file_of(filed.as_ref(), &notes);
            let of_file = files.notes.iter().filter(|note| note.finding.place.file.as_deref() == Some(&file));
            let mut faults: Vec<Finding> =
                of_file.chain(&notes).filter(|note| is_error(note)).map(|note| note.finding.clone()).collect();
            let Some(filed) = filed else {
                considered.refused.push(Refusal { file, faults });
                continue;
            };
            let fingerprint = sha256.get(&file).map_or("", |(sha256, _)| sha256);
            match self.gate(filed, file, notes, &mut faults, fingerprint)? {
                Gate::Passed(one) if !seen.insert((one.filed.society.clone(), one.filed.fy)) => {
                    let twice = Finding::new("RET-005", Severity::Error, one.filed.locus(None));
                    considered.refused.push(Refusal { file: one.file, faults: vec![twice] });
                }
                Gate::Passed(one) => passed.push(*one),
                Gate::Already(one) => considered.already.push(one),
                Gate::Refused(one) => considered.refused.push(one),
            }
        }
        considered.filings = self.judged(passed, &seen, sha256)?;
        Ok(considered)
    }

    /// Everything that stands in the way of one return.
    fn gate(
        &self,
        mut filed: Filed,
        file: String,
        mut notes: Vec<Noted>,
        faults: &mut Vec<Finding>,
        sha256: &str,
    ) -> Result<Gate, RegisterError> {
        let place = filed.locus(None);
        let at = |code: &str| Finding::new(code, Severity::Error, place.clone()).with("fy", filed.fy);
        if filed.fy.end() >= self.on {
            let end = gate::written(filed.fy.end());
            faults.push(at("RET-112").with("end", end).with("on", gate::written(self.on)));
        }
        let society = match self.society(&filed)? {
            Ok(society) => society,
            Err((code, count)) => {
                faults.push(at(code).with("asked", &filed.society).with("count", count));
                return Ok(Gate::Refused(Refusal { file, faults: std::mem::take(faults) }));
            }
        };
        if let Some((class, kind)) = self.other_kind(&society, &filed)? {
            let other = at("RET-117").with("class", class.en).with("class_hi", class.hi);
            faults.push(other.with("kind", kind.en).with("kind_hi", kind.hi));
        }
        let course = course(self.register, &society, filed.fy, Moment::on(Date::MAX))?;
        let earlier = versions(self.register, &society, filed.fy)?;
        let last = earlier.last();
        match (self.intent, course.state(), last) {
            (Intent::File, State::Refused, _) | (Intent::File, _, None) => {}
            (Intent::File, _, Some(_)) => {
                if course.filing().is_some_and(|filing| !sha256.is_empty() && filing.file.1 == sha256) {
                    return Ok(Gate::Already(Already { society, fy: filed.fy, on: course.filed_on() }));
                }
                let on = course.filed_on().map_or_else(|| "–".to_owned(), gate::written);
                faults.push(at("RET-113").with("on", on));
            }
            (Intent::Revise, _, None) => faults.push(at("RET-114")),
            (Intent::Revise, State::Refused, _) => {
                let on = course.last_on().map_or_else(|| "–".to_owned(), gate::written);
                faults.push(at("RET-115").with("on", on));
            }
            (Intent::Revise, ..) => {}
        }
        faults.extend(gate::in_order(&course, self.on, &society, filed.fy));
        self.office_lines(&mut filed, &course, last.map(|entry| &entry.facts[..]), &mut notes)?;
        let differences = match last {
            Some(entry) if self.intent == Intent::Revise => {
                let was = LineReader::new(self.register.definition(RETURNS)?, &self.book.fields).of_facts(&entry.facts);
                let found = differences(&self.book.fields, &was, &filed.lines, &OF_REVISION);
                if found.is_empty() && faults.is_empty() {
                    let on = course.filing().map(|filing| filing.on);
                    return Ok(Gate::Already(Already { society, fy: filed.fy, on }));
                }
                found
            }
            _ => Vec::new(),
        };
        if !faults.is_empty() {
            return Ok(Gate::Refused(Refusal { file, faults: std::mem::take(faults) }));
        }
        for note in &mut notes {
            note.finding.place.society = Some(society.clone());
        }
        filed.society = society;
        Ok(Gate::Passed(Box::new(Passed { filed, file, notes, course, revision: earlier.len(), differences })))
    }

    /// The society that filed: its identity; else by a registration number that one society has, of several the one of the
    /// district the return names.
    fn society(&self, filed: &Filed) -> Result<Result<String, (&'static str, usize)>, RegisterError> {
        let moment = Moment::on(self.on);
        if self.register.line("society", &filed.society, moment)?.is_some() {
            return Ok(Ok(filed.society.clone()));
        }
        let number = if filed.number.is_empty() { &filed.society } else { &filed.number };
        let mut found = self.register.find_by("society", "reg_no", &Value::text(number), moment)?;
        if found.len() > 1 {
            let table = self.register.definition("society")?;
            let district = self.line(filed, "district_code").cloned().unwrap_or_default();
            found.retain(|line| line.value(table, "district") == Some(&district));
        }
        Ok(match &found[..] {
            [only] => Ok(only.subject.clone()),
            [] => Err(("RET-110", 0)),
            several => Err(("RET-111", several.len())),
        })
    }

    fn line<'f>(&self, filed: &'f Filed, key: &str) -> Option<&'f Value> {
        let no = self.book.fields.no(key)?;
        filed.lines.iter().find(|(at, _)| *at == no).map(|(_, value)| value)
    }

    /// A class of the register that has a form of its own, where the form is of another kind.
    fn other_kind(&self, society: &str, filed: &Filed) -> Result<Option<(Label, Label)>, RegisterError> {
        let table = self.register.definition("society")?;
        let line = self.register.line("society", society, Moment::on(self.on))?;
        let class = line.as_ref().and_then(|line| line.value(table, "class")).and_then(Value::as_text);
        let kind = self.line(filed, "society_type").and_then(Value::as_text);
        let (Some(class), Some(kind)) = (class, kind) else { return Ok(None) };
        let word = |code: &str| self.book.fields.codes("society_type").iter().find(|(known, _)| known == code);
        Ok(match (word(class), word(kind)) {
            (Some((_, class)), Some((_, kind))) if class != kind => Some((class.clone(), kind.clone())),
            _ => None,
        })
    }

    /// Lines that are the office's to fill in: when it came, and of a revision that it is one and why.
    fn office_lines(
        &self,
        filed: &mut Filed,
        course: &Course,
        before: Option<&[(u16, Value)]>,
        notes: &mut Vec<Noted>,
    ) -> Result<(), RegisterError> {
        let table = self.register.definition(RETURNS)?;
        let earlier = |key: &str| {
            let no = table.field_no(key)?;
            before?.iter().find(|(at, _)| *at == no).and_then(|(_, value)| value.as_date())
        };
        // A revision leaves the day the society first filed: how late it was does not change.
        let day = match self.intent {
            Intent::File => self.on,
            Intent::Revise => course.filed_on().or_else(|| earlier("return_filed_on")).unwrap_or(self.on),
        };
        let stated = self.line(filed, "return_filed_on").and_then(Value::as_date);
        if let Some(stated) = stated.filter(|stated| *stated != day) {
            let no = self.book.fields.no("return_filed_on");
            let other = Finding::new("RET-118", Severity::Warning, filed.locus(no));
            let other = other.with("found", gate::written(stated)).with("on", gate::written(day));
            notes.push(Noted::plain(other));
        }
        let mut set = vec![("return_filed_on", Value::Date(day))];
        if self.intent == Intent::Revise {
            set.push(("is_revised", Value::Bool(true)));
            if self.line(filed, "revision_reason").is_none() {
                let why = if self.reason.is_empty() { self.order_no } else { self.reason };
                set.push(("revision_reason", Value::text(why)));
            }
        }
        for (key, value) in [("fy_start", filed.fy.start()), ("fy_end", filed.fy.end())] {
            if self.line(filed, key).is_none() {
                set.push((key, Value::Date(value)));
            }
        }
        let mut lines: BTreeMap<u16, Value> = std::mem::take(&mut filed.lines).into_iter().collect();
        for (key, value) in set {
            lines.extend(self.book.fields.no(key).map(|no| (no, value)));
        }
        // Numbers of identity are covered in every text that is kept.
        let kept = lines.into_iter().map(|(no, value)| match value {
            Value::Text(text) => (no, Value::Text(covered(&text).into_owned())),
            other => (no, other),
        });
        filed.lines = kept.collect();
        Ok(())
    }

    fn judged(
        &self,
        passed: Vec<Passed>,
        together: &BTreeSet<(String, CooperativeYear)>,
        sha256: &BTreeMap<String, (String, String)>,
    ) -> Result<Vec<Filing>, RegisterError> {
        let mut scrutineer = Scrutineer::new(self.book);
        for one in &passed {
            let mut before = last_year_of(self.register, &self.book.fields, &one.filed, Moment::on(self.on))?;
            let with_it = |fy| together.contains(&(one.filed.society.clone(), fy));
            if before.is_none() && one.filed.fy.previous().is_some_and(with_it) {
                // Filed in the same act: on record, and not accepted yet.
                before = Some(Lines::new());
            }
            scrutineer.add(one.filed.clone(), before.as_ref());
            scrutineer.note(one.notes.clone());
        }
        let mut scrutiny = scrutineer.finish();
        self.waivers.mark(&mut scrutiny.findings, &mut |_| Ok(None))?;
        let mut findings: BTreeMap<(String, String), Vec<Noted>> = BTreeMap::new();
        for noted in scrutiny.findings {
            let place = &noted.finding.place;
            let key = (place.society.clone().unwrap_or_default(), place.fy.clone().unwrap_or_default());
            findings.entry(key).or_default().push(noted);
        }
        let mut untold: BTreeMap<(String, CooperativeYear), usize> = BTreeMap::new();
        for one in scrutiny.untold {
            *untold.entry((one.society, one.fy)).or_default() += 1;
        }
        let mut filings = Vec::with_capacity(passed.len());
        for one in passed {
            let key = (one.filed.society.clone(), one.filed.fy.to_string());
            let found = findings.remove(&key).unwrap_or_default();
            let untold = untold.get(&(one.filed.society.clone(), one.filed.fy)).copied().unwrap_or_default();
            filings.push(self.entered(one, found, untold, sha256)?);
        }
        Ok(filings)
    }

    fn entered(
        &self,
        one: Passed,
        findings: Vec<Noted>,
        untold: usize,
        sha256: &BTreeMap<String, (String, String)>,
    ) -> Result<Filing, RegisterError> {
        let Passed { filed, file, course, revision, differences, .. } = one;
        let (society, fy) = (filed.society.clone(), filed.fy);
        let count = |severity| {
            findings.iter().filter(|noted| noted.waived.is_none() && noted.finding.severity == severity).count()
        };
        let counts = Counts {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            infos: count(Severity::Info),
            waived: findings.iter().filter(|noted| noted.waived.is_some()).count(),
            untold,
        };
        let law = self.book.law_on(&filed.act, fy.end());
        let due_on = super::super::due::due_on(self.book, &law, fy);
        let filed_on = self.line(&filed, "return_filed_on").and_then(Value::as_date).unwrap_or(self.on);
        let days_late = due_on.map(|due| i64::from((filed_on - due).get_days()).max(0));
        let table = self.register.definition(RETURNS)?;
        let of_form = filed.lines.iter().map(|(no, value)| (self.book.fields.at(*no).key.as_str(), value.clone()));
        let head = [("society", Value::text(&society)), ("fy", Value::text(fy.to_string()))];
        let subject = Subject::Known(format!("{society}/{fy}"));
        // In force from the year's end, as one that is imported: it tells how the society stood then.
        let mut entry = NewEntry::stating(table, subject, fy.end(), head.into_iter().chain(of_form));
        entry.groups = table.all_groups();
        let facts = canonical::fingerprint(table, entry.facts.iter().map(|(no, value)| (*no, value)));
        let (fingerprint, name) = sha256.get(&file).cloned().unwrap_or_default();
        let act = if self.intent == Intent::Revise { Act::Revised } else { Act::Filed };
        let said = [
            ("revision", Value::count(revision)),
            ("login", Value::text(self.login)),
            ("order_no", Value::text(self.order_no)),
            ("reason", Value::text(self.reason)),
            ("file_name", Value::text(covered(&name).into_owned())),
            ("sha256", Value::text(fingerprint)),
            ("facts", Value::text(&facts)),
            ("due_on", due_on.map_or(Value::Empty, Value::Date)),
            ("days_late", days_late.map_or(Value::Empty, Value::Integer)),
            ("errors", Value::count(counts.errors)),
            ("warnings", Value::count(counts.warnings)),
            ("infos", Value::count(counts.infos)),
            ("waived", Value::count(counts.waived)),
            ("untold", Value::count(counts.untold)),
        ];
        let event = gate::event(self.register, (&society, fy), &course, act, self.on, said)?;
        let entries = vec![entry, event];
        Ok(Filing { society, fy, revision, file, findings, counts, due_on, days_late, facts, differences, entries })
    }
}

fn is_error(note: &Noted) -> bool {
    note.finding.severity == Severity::Error
}

fn file_of(filed: Option<&Filed>, notes: &[Noted]) -> String {
    let of_return = filed.and_then(|filed| filed.at.as_ref()).map(|(layout, _)| layout.file.clone());
    let of_note = || notes.iter().find_map(|note| note.finding.place.file.clone());
    of_return.or_else(of_note).unwrap_or_default()
}
