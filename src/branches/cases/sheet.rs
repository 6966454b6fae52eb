//! What a hearing adds to an act: its line of the order sheet, and what the law asks of subject, parties and time.

use super::{
    advance::{Counter, missing},
    case::Case,
    gate::{Telling, fault, named},
    hearings::{SHEETS, sheets},
    limitation::{Limited, limited},
    service::ActDef,
    service_file::ANY,
};
use crate::{
    catalogue::Measure,
    model::{Date, Finding, Findings, Moment, NewEntry, Severity, SourceKey, Subject, TableDef, Value},
    register::RegisterError,
};
use std::collections::BTreeMap;

/// Facts of a line of the order sheet.
pub(super) type SheetFacts = BTreeMap<u16, Value>;

fn warning(mut finding: Finding) -> Finding {
    finding.severity = Severity::Warning;
    finding
}

/// What is told of limitation when a case is opened: it has run out, or nothing is known of it.
pub(super) fn told_of_limitation(limited: &Limited, on: Date, number: &str) -> Option<Finding> {
    let rests_on = limited.in_force.as_ref().map(|in_force| in_force.rests_on.clone()).unwrap_or_default();
    let with_basis = |finding: Finding| finding.with("basis", &rests_on.en).with("basis_hi", &rests_on.hi);
    match (limited.lapsed(on), limited.last) {
        (Some(last), _) => Some(with_basis(warning(fault("CAS-204", number)).with("last", last).with("on", on))),
        (None, Some(_)) => None,
        (None, None) if limited.in_force.is_some() => Some(with_basis(warning(fault("CAS-203", number)))),
        (None, None) => Some(warning(fault("CAS-205", number))),
    }
}

impl Counter<'_> {
    /// What was told, without the facts of the order sheet, and those.
    pub(super) fn parted(
        &self,
        act: &ActDef,
        telling: &Telling,
        number: &str,
        faults: &mut Findings,
    ) -> Result<(Telling, SheetFacts), RegisterError> {
        let (mut telling, mut said) = (telling.clone(), BTreeMap::new());
        let Some(sheet) = &act.sheet else { return Ok((telling, said)) };
        let table = self.register.definition(SHEETS)?;
        telling.facts.retain(|(key, value)| {
            let asked = table.field_no(key).filter(|no| sheet.asks.contains(no));
            said.extend(asked.map(|no| (no, value.clone())));
            asked.is_none()
        });
        missing(table, &sheet.requires, &said, number, faults);
        let time = table.field_no("next_time").and_then(|no| said.get(&no)).and_then(Value::as_text);
        if let Some(time) = time.filter(|time| !is_time(time)) {
            faults.push(fault("CAS-127", number).with("found", time));
        }
        if let Some(next) = telling.next_on.filter(|next| !self.law.calendar.is_open(*next)) {
            let open = self.law.calendar.next_open(next);
            faults.push(fault("CAS-126", number).with("next", next).with("open", open));
        }
        Ok((telling, said))
    }

    /// The line of the order sheet an act writes.
    pub(super) fn sheet_line(
        &self,
        case: &Case,
        act: &ActDef,
        telling: &Telling,
        mut said: SheetFacts,
    ) -> Result<NewEntry, RegisterError> {
        let table = self.register.definition(SHEETS)?;
        let written = sheets(self.register, Moment::on(Date::MAX))?.remove(&case.id).unwrap_or_default();
        let event_no = case.events.last().map_or(0, |event| event.serial) + 1;
        let serial = written.iter().map(|line| line.serial).max().unwrap_or(0) + 1;
        let text = |text: &Option<String>| text.as_ref().map_or(Value::Empty, Value::text);
        let sheet = act.sheet.clone().unwrap_or_default();
        let own = [
            ("case_no", Value::text(&case.number)),
            ("of_case", Value::text(&case.id)),
            ("event_no", Value::Integer(event_no)),
            ("serial", Value::Integer(serial)),
            ("date", Value::Date(telling.on)),
            ("proceeding", text(&telling.remark)),
            ("purpose", text(&sheet.purpose)),
            ("order_kind", text(&sheet.order_kind)),
            ("order_no", text(&telling.order_no)),
            ("next_on", telling.next_on.map_or(Value::Empty, Value::Date)),
        ];
        said.extend(own.into_iter().filter_map(|(key, value)| Some((table.field_no(key)?, value))));
        let key = SourceKey::named(&["sheet", &case.id, &event_no.to_string()]);
        Ok(NewEntry::stating_fields(table, Subject::New(key), telling.on, said))
    }

    /// A case held against limitation, against what a field must be, and against how often an act is done: faults, warnings.
    pub(super) fn held_against(&self, table: &TableDef, case: &Case, act: &ActDef) -> (Findings, Findings) {
        let (mut faults, mut warnings) = (Vec::new(), Vec::new());
        let (service, law, number) = (self.service, self.law_of(case), &case.number);
        if let Some(of) = service.limitation.as_ref().filter(|of| of.acts.contains(&act.code)) {
            let limited = limited(of, |no| Some(case.value(no)), law, self.law);
            let lapsed = case.opened_on.and_then(|on| Some((on, limited.lapsed(on)?)));
            if let (Some((on, last)), Some(in_force)) = (lapsed, &limited.in_force) {
                let lack = named(fault("CAS-124", number), act).with("last", last).with("on", on);
                let rests_on = &in_force.rests_on;
                faults.push(lack.with("basis", &rests_on.en).with("basis_hi", &rests_on.hi));
            }
        }
        for only in service.only.iter().filter(|only| only.acts.contains(&act.code)) {
            let Some(codes) = law.and_then(|law| only.codes.get(law)).or_else(|| only.codes.get(ANY)) else { continue };
            let Some(field) = table.fields.get(usize::from(only.field)) else { continue };
            let label = |finding: Finding| finding.with("field", &field.label.en).with("field_hi", &field.label.hi);
            let basis = |finding: Finding| {
                let said = |language| only.basis.printed(language);
                let finding = finding.with("basis", said(crate::model::Language::En));
                finding.with("basis_hi", said(crate::model::Language::Hi))
            };
            match case.value(only.field).as_text() {
                None => warnings.push(basis(label(warning(fault("CAS-206", number)).with("key", &field.key)))),
                Some(code) if codes.iter().any(|known| known == code) => {}
                Some(code) => {
                    faults.push(basis(label(
                        fault("CAS-125", number).with("found", code).with("known", codes.join(", ")),
                    )));
                }
            }
        }
        for most in service.most.iter().filter(|most| most.act == act.code) {
            let line = law.and_then(|law| most.lines.get(law)).and_then(|id| self.law.clocks.get(id));
            let figure = line.and_then(|line| match &line.measure {
                Measure::Parameter(figure, _) => Some((figure.parse::<usize>().ok()?, super::law::cited(line))),
                _ => None,
            });
            let so_far = case.events.iter().filter(|event| event.act == act.code).count();
            if let Some((figure, cited)) = figure.filter(|(figure, _)| so_far >= *figure) {
                let told = named(warning(fault("CAS-207", number)), act).with("so_far", so_far).with("figure", figure);
                warnings.push(told.with("basis", cited.en).with("basis_hi", cited.hi));
            }
        }
        (faults, warnings)
    }
}

/// `10:30`, of a day.
pub(super) fn is_time(text: &str) -> bool {
    let Some((hours, minutes)) = text.split_once(':') else { return false };
    let number =
        |text: &str| text.parse::<u32>().ok().filter(|_| text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit()));
    number(hours).is_some_and(|hours| hours < 24) && number(minutes).is_some_and(|minutes| minutes < 60)
}

#[cfg(test)]
mod tests {
    use super::is_time;

    #[test]
    fn a_time_is_two_figures_a_colon_and_two_figures_of_a_day() {
        assert!(["00:00", "10:30", "23:59"].into_iter().all(is_time));
        assert!(
            ["", "9:30", "24:00", "10:60", "10.30", "10:3", "+1:30", "10:30:00"].into_iter().all(|no| !is_time(no))
        );
    }
}
