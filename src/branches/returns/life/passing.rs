//! What stands in the way of a return that is filed, all of it in one pass; and the lines that are the office's to fill in.

use super::{
    Already, Course, Filer, Intent, Refusal, State, accepted::versions, course, difference::differences, gate,
};
use crate::{
    branches::returns::{Filed, Noted, RETURNS, from_register::LineReader, life::Difference},
    cleaning::covered,
    model::{Date, Finding, Label, Moment, Severity, Value, date_written},
    register::RegisterError,
};
use std::collections::BTreeMap;

/// A return past the gate, waiting to be judged.
pub(super) struct Passed {
    pub(super) filed: Filed,
    pub(super) file: String,
    pub(super) notes: Vec<Noted>,
    pub(super) course: Course,
    pub(super) revision: usize,
    pub(super) differences: Vec<Difference>,
}

/// What the gate said of one return.
pub(super) enum Gate {
    Passed(Box<Passed>),
    Already(Already),
    Refused(Refusal),
}

/// Lines a revision sets by itself, and the identity, which is the subject of the entry and no fact of it.
const OF_REVISION: [&str; 4] = ["is_revised", "revision_reason", "return_filed_on", "society_id"];

impl Filer<'_> {
    /// Everything that stands in the way of one return.
    pub(super) fn gate(
        &self,
        mut filed: Filed,
        file: String,
        mut notes: Vec<Noted>,
        faults: &mut Vec<Finding>,
        sha256: &str,
    ) -> Result<Gate, RegisterError> {
        // Each at the line of the return that says it.
        let place = |key: &str| filed.locus(self.book.fields.no(key));
        let places = [place("registration_number"), place("fy_end"), place("society_type")];
        let fy = filed.fy;
        let [of_society, of_year, of_kind] =
            places.map(|place| move |code: &str| Finding::new(code, Severity::Error, place.clone()).with("fy", fy));
        if filed.fy.end() >= self.on {
            let end = date_written(filed.fy.end());
            faults.push(of_year("RET-112").with("end", end).with("on", date_written(self.on)));
        }
        let society = match self.society(&filed)? {
            Ok(society) => society,
            Err((code, count)) => {
                faults.push(of_society(code).with("asked", &filed.society).with("count", count));
                return Ok(Gate::Refused(Refusal { file, faults: std::mem::take(faults) }));
            }
        };
        if let Some((class, kind)) = self.other_kind(&society, &filed)? {
            let other = of_kind("RET-117").with("class", class.en).with("class_hi", class.hi);
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
                let on = course.filed_on().map_or_else(|| "–".to_owned(), date_written);
                faults.push(of_year("RET-113").with("on", on));
            }
            (Intent::Revise, _, None) => faults.push(of_year("RET-114")),
            (Intent::Revise, State::Refused, _) => {
                let on = course.last_on().map_or_else(|| "–".to_owned(), date_written);
                faults.push(of_year("RET-115").with("on", on));
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

    pub(super) fn line<'f>(&self, filed: &'f Filed, key: &str) -> Option<&'f Value> {
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
            let other = other.with("found", date_written(stated)).with("on", date_written(day));
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
}
