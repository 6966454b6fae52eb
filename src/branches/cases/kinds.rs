//! Of which kind a case is, and whether it belongs in another register.

use super::{
    Case,
    advance::Counter,
    gate::{Telling, fault},
    law::cited,
    service::{ActDef, Elsewhere, KindDef, Service},
};
use crate::model::{Finding, Findings, Label, Language, Severity, TableDef, Value};
use std::collections::BTreeMap;

/// The kind of a case as its register shows it.
pub fn kind_of<'s>(service: &'s Service, case: &Case) -> Option<&'s KindDef> {
    service.kind(&case.class, |no| !case.value(no).is_empty())
}

impl Counter<'_> {
    /// A kind that was said must be the one the facts show: what the register cannot show is not told later either.
    /// Fields its State asks of a kind must be told.
    pub(super) fn kind(
        &self,
        table: &TableDef,
        telling: &Telling,
        (class, said): (&str, &BTreeMap<u16, Value>),
        number: &str,
        faults: &mut Findings,
    ) {
        let shown = self.service.kind(class, |no| said.get(&no).is_some_and(|value| !value.is_empty()));
        let wanted = match telling.kind.as_deref() {
            None => shown,
            Some(code) => {
                let found = self.service.kinds.iter().find(|kind| kind.code == code);
                if found.is_none() {
                    let known: Vec<&str> = self.service.kinds.iter().map(|kind| kind.code.as_str()).collect();
                    faults.push(fault("CAS-142", number).with("found", code).with("known", known.join(", ")));
                }
                found
            }
        };
        let Some(kind) = wanted else { return };
        let before = faults.len();
        for no in kind.requires.get(self.state).into_iter().flatten() {
            if let Some(field) = table.fields.get(usize::from(*no)).filter(|_| !said.contains_key(no)) {
                let lack = fault("CAS-121", number).with("key", &field.key);
                faults.push(lack.with("field", &field.label.en).with("field_hi", &field.label.hi));
            }
        }
        if let Some(shown) = shown.filter(|shown| shown.code != kind.code && faults.len() == before) {
            let fields = |language: Language| {
                let of = if kind.fields.is_empty() { &shown.fields } else { &kind.fields };
                let names = of.iter().filter_map(|no| table.fields.get(usize::from(*no)));
                names.map(|field| field.label.in_language(language)).collect::<Vec<_>>().join(", ")
            };
            let wrong = fault("CAS-143", number).with("kind", &kind.label.en).with("kind_hi", &kind.label.hi);
            let wrong = wrong.with("shown", &shown.label.en).with("shown_hi", &shown.label.hi);
            faults.push(wrong.with("fields", fields(Language::En)).with("fields_hi", fields(Language::Hi)));
        }
    }

    /// A matter whose facts are those of another register, unless this act ends it for that one.
    pub(super) fn misplaced<'v>(
        &self,
        number: &str,
        law: Option<&str>,
        act: Option<&ActDef>,
        value: impl Fn(u16) -> Option<&'v Value>,
    ) -> Vec<Finding> {
        let fits = |elsewhere: &&Elsewhere| {
            act.is_none_or(|act| act.code != elsewhere.act)
                && elsewhere.when.iter().all(|(no, values)| value(*no).is_some_and(|value| values.contains(value)))
        };
        let told = |elsewhere: &Elsewhere| {
            let under = self.under(elsewhere, law);
            let ends = self.service.act(&elsewhere.act).map(|act| act.label.clone()).unwrap_or_default();
            let mut finding = fault("CAS-208", number);
            finding.severity = Severity::Warning;
            finding.with("under", under.en).with("under_hi", under.hi).with("act", ends.en).with("act_hi", ends.hi)
        };
        self.service.elsewhere.iter().filter(fits).map(told).collect()
    }

    /// The other register, with the law it is under there and the limit, where one was sourced.
    pub(super) fn under(&self, elsewhere: &Elsewhere, law: Option<&str>) -> Label {
        let register = self.register.tables().get(&elsewhere.register).map(|table| table.label.clone());
        let register = register.unwrap_or_default();
        let ids = law.and_then(|law| elsewhere.lines.get(law)).into_iter().flatten();
        let lines: Vec<_> = ids.filter_map(|id| self.law.clocks.get(id)).collect();
        let said = |language: Language| {
            let each = lines.iter().map(|line| {
                let in_force = self.law.in_force(line);
                let limit = match (in_force.limit, language) {
                    (Some(limit), _) => format!("{} {}", limit.number, limit.unit.label().in_language(language)),
                    (None, Language::Hi) => "परिसीमा का स्रोत नहीं".to_owned(),
                    (None, Language::En) => "limitation not sourced".to_owned(),
                };
                format!("{}: {limit}", cited(line).in_language(language))
            });
            std::iter::once(register.in_language(language).to_owned()).chain(each).collect::<Vec<_>>().join("; ")
        };
        Label { en: said(Language::En), hi: said(Language::Hi) }
    }
}
