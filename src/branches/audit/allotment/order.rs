//! From a draft to the audit register: each pair is checked again against the register as it is now, then ordered.

use super::{
    Reason,
    draft::Draft,
    eligibility::Eligibility,
    facts::{AuditorFacts, Facts, SocietyFacts},
    terms::Terms,
};
use crate::model::{Act, NewEntry, Plan, Subject, TableDef, Value};
use std::collections::BTreeMap;

/// What an order would do.
#[derive(Clone, Debug)]
pub struct Order {
    /// The entries to be made; without entries there is nothing to do.
    pub plan: Plan,
    /// Pairs already ordered just so.
    pub already: usize,
}

/// Turns a draft into a plan, or names every pair that no longer passes. `now` are the facts as they are, `today` the limits
/// of the catalogue and the settings as they are on the day of the order; points and reasons stay those of the draft.
/// `say` words a reason in the office's language for the register.
pub fn order(
    draft: &Draft,
    now: &Facts,
    today: &Terms,
    order_no: &str,
    act: Act,
    audit: &TableDef,
    say: &dyn Fn(&Reason) -> String,
) -> Result<Order, Vec<Reason>> {
    let (fy, on) = (draft.body.terms.fy, today.on);
    let rules = Eligibility::new(today, now);
    let made_with = Eligibility::new(&draft.body.terms, &draft.body.facts);
    let (then_societies, then_auditors) = by_identity(&draft.body.facts);
    let (societies, auditors) = by_identity(now);
    let (mut stale, mut entries, mut already) = (Vec::new(), Vec::new(), 0);
    let mut given: BTreeMap<&str, i64> = BTreeMap::new();
    for line in &draft.body.assigned {
        let mut gone = |why: &Reason| {
            let reason = Reason::new("ALT-511").with("society", &line.society).with("auditor", &line.auditor);
            stale.push(reason.with("why", say(why)));
        };
        let (Some(society), Some(auditor)) =
            (societies.get(line.society.as_str()), auditors.get(line.auditor.as_str()))
        else {
            gone(&Reason::new("ALT-512"));
            continue;
        };
        if society.ordered.iter().any(|done| done.fy == fy && done.auditor == line.auditor) {
            already += 1;
            continue;
        }
        let refused: Vec<Reason> = rules.apart(society).into_iter().chain(rules.refusals(society, auditor)).collect();
        if let Some(why) = refused.first() {
            gone(why);
            continue;
        }
        let places = given.entry(&auditor.id).or_insert(rules.ordered(auditor));
        *places += 1;
        if *places > auditor.capacity {
            gone(&Reason::new("ALT-304").with("ordered", *places - 1).with("capacity", auditor.capacity));
            continue;
        }
        let then = then_societies.get(line.society.as_str()).zip(then_auditors.get(line.auditor.as_str()));
        let why = then.map(|(society, auditor)| draft.why(&made_with, society, auditor)).unwrap_or_default();
        let reason: Vec<String> = why.iter().map(say).collect();
        let facts = [
            ("society", Value::text(&line.society)),
            ("fy", Value::text(fy.to_string())),
            ("auditor", Value::text(&line.auditor)),
            ("category", Value::text(today.category_of(society).to_string())),
            ("cost", Value::Integer(line.cost)),
            ("reason", Value::text(reason.join("; "))),
            ("order_no", Value::text(order_no)),
            ("order_on", Value::Date(on)),
            ("draft", Value::text(&draft.digest)),
        ];
        let mut facts: Vec<(u16, Value)> =
            facts.into_iter().filter_map(|(key, value)| Some((audit.field_no(key)?, value))).collect();
        facts.sort_by_key(|(field, _)| *field);
        entries.push(NewEntry {
            table: audit.name.clone(),
            subject: Subject::Known(format!("{}/{fy}", line.society)),
            effective_from: on,
            groups: audit.all_groups(),
            facts,
            supersedes: None,
            source: None,
            as_written: None,
            other: None,
        });
    }
    if stale.is_empty() { Ok(Order { plan: Plan { act, entries, ..Plan::default() }, already }) } else { Err(stale) }
}

type ByIdentity<'a, T> = BTreeMap<&'a str, &'a T>;

fn by_identity(facts: &Facts) -> (ByIdentity<'_, SocietyFacts>, ByIdentity<'_, AuditorFacts>) {
    let societies = facts.societies.iter().map(|one| (one.id.as_str(), one)).collect();
    (societies, facts.auditors.iter().map(|one| (one.id.as_str(), one)).collect())
}
