//! Returns come into the register: looked at one by one, all faults in one pass, judged together, entered in one plan.
//!
//! What the form itself lacks (a cell that does not read, no society, another year) refuses a return, for something of it would
//! be lost. What the rules find never does: it is counted with the filing, and the society answers for it.

use super::{
    Act, Difference, Waivers, canonical, gate,
    passing::{Gate, Passed},
};
use crate::{
    branches::returns::{DueDays, FileReturns, Filed, Noted, RETURNS, Scrutineer, extension::Whom, last_year_of},
    cleaning::covered,
    model::{CooperativeYear, Date, Finding, Moment, NewEntry, Severity, Subject, Value},
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
        let mut days = DueDays::read(self.register, self.book, Moment::on(self.on))?;
        let mut filings = Vec::with_capacity(passed.len());
        for one in passed {
            let key = (one.filed.society.clone(), one.filed.fy.to_string());
            let found = findings.remove(&key).unwrap_or_default();
            let untold = untold.get(&(one.filed.society.clone(), one.filed.fy)).copied().unwrap_or_default();
            filings.push(self.entered(one, found, untold, (&mut days, sha256))?);
        }
        Ok(filings)
    }

    fn entered(
        &self,
        one: Passed,
        findings: Vec<Noted>,
        untold: usize,
        (days, sha256): (&mut DueDays<'_>, &BTreeMap<String, (String, String)>),
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
        let due = days.of(&self.whom(&filed)?, fy);
        let filed_on = self.line(&filed, "return_filed_on").and_then(Value::as_date).unwrap_or(self.on);
        let (due_on, days_late) = (due.last(), due.days_late(filed_on));
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

impl Filer<'_> {
    /// What tells the last day for filing: the Act is that of the register, where it has one, else that of the return.
    fn whom(&self, filed: &Filed) -> Result<Whom, RegisterError> {
        let table = self.register.definition("society")?;
        let line = self.register.line("society", &filed.society, Moment::on(self.on))?;
        let mut whom = line.map(|line| Whom::of(table, &line)).unwrap_or_default();
        if whom.act.is_empty() {
            whom.act.clone_from(&filed.act);
        }
        Ok(whom)
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
