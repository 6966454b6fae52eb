//! Granting an extension and withdrawing it: what stands in the way, all of it in one pass, and the entries.

use super::{EXTENSIONS, Extension, Extensions};
use crate::{
    branches::returns::{Owed, owed},
    model::{Date, Finding, Findings, Locus, Moment, NewEntry, Severity, SourceKey, Subject, Value, date_written},
    register::{ReadRegister, RegisterError},
    rules::Rulebook,
};
use std::collections::BTreeSet;

/// An extension that is asked for.
#[derive(Clone, Debug)]
pub struct Grant {
    /// What it would be.
    pub extension: Extension,
    /// It may take days from an earlier one.
    pub shorten: bool,
}

/// What it comes to.
#[derive(Clone, Debug, Default)]
pub struct Granting {
    /// Societies that owe a return of the year and are reached.
    pub reached: usize,
    /// Of them those whose return is on record.
    pub filed: usize,
    /// Codes of the Acts they stand under; empty for one that is not recorded.
    pub acts: BTreeSet<String>,
    /// Their last days by the law.
    pub statutory: BTreeSet<Date>,
    /// Just so it stands already: the identity.
    pub already: Option<String>,
    /// Why it may not be granted.
    pub faults: Findings,
}

/// A fault of an extension; the place is the year, with the society where it is of one.
fn fault(code: &str, extension: &Extension) -> Finding {
    let fy = extension.fy.map_or_else(String::new, |fy| fy.to_string());
    let place = Locus { society: extension.reach.society.clone(), fy: Some(fy.clone()), ..Locus::default() };
    Finding::new(code, Severity::Error, place).with("fy", fy)
}

/// Looks at an extension as the register stands on the day of its order.
pub fn in_the_way(register: &dyn ReadRegister, book: &Rulebook, grant: &Grant) -> Result<Granting, RegisterError> {
    let extension = &grant.extension;
    let mut found = Granting::default();
    let Some(fy) = extension.fy else { return Ok(found) };
    let (until, on) = (extension.until, extension.order_on);
    let fault = |code: &str| fault(code, extension);
    // What was ordered is looked at whole, whichever day it begins to hold.
    let earlier = Extensions::read(register, Moment::on(Date::MAX))?;
    found.already = earlier
        .all()
        .iter()
        .find(|one| {
            let same = one.fy == extension.fy && one.until == until && one.order_no == extension.order_no;
            same && one.reach == extension.reach && one.withdrawn.is_none()
        })
        .map(|one| one.id.clone());
    if found.already.is_some() {
        return Ok(found);
    }
    let reached: Vec<Owed> =
        owed(register, book, fy, Moment::on(on))?.into_iter().filter(|one| extension.reach.holds(&one.whom)).collect();
    found.reached = reached.len();
    found.filed = reached.iter().filter(|one| one.filed).count();
    found.acts = reached.iter().map(|one| one.whom.act.clone()).collect();
    found.statutory = reached.iter().filter_map(|one| one.due.statutory).collect();
    if reached.is_empty() {
        found.faults.push(fault("EXT-007"));
        return Ok(found);
    }
    let undated = reached.iter().filter(|one| one.due.statutory.is_none()).count();
    if undated > 0 {
        found.faults.push(fault("EXT-002").with("count", undated));
    }
    if let Some(last) = found.statutory.last().filter(|last| until <= **last) {
        let count = reached.iter().filter(|one| one.due.statutory.is_some_and(|day| until <= day)).count();
        let early = fault("EXT-001").with("until", date_written(until)).with("due", date_written(*last));
        found.faults.push(early.with("count", count));
    }
    let standing = reached.iter().filter_map(|one| earlier.granted(&one.whom, fy));
    let longer: Vec<_> = standing.filter(|extended| extended.until > until).collect();
    if let Some(longest) = longer.iter().max_by_key(|extended| extended.until) {
        let say = |code: &str| {
            let said = fault(code).with("until", date_written(until)).with("count", longer.len());
            said.with("longer", date_written(longest.until))
                .with("order", &longest.order_no)
                .with("on", date_written(on))
        };
        if !grant.shorten {
            found.faults.push(say("EXT-003"));
        } else if until < on {
            found.faults.push(say("EXT-008"));
        }
    }
    Ok(found)
}

/// The entry of an extension; the same order for the same reach finds its identity again.
pub fn grant(register: &dyn ReadRegister, extension: &Extension) -> Result<NewEntry, RegisterError> {
    let fy = extension.fy.map_or_else(String::new, |fy| fy.to_string());
    let reach = &extension.reach;
    let listed = |codes: &[String]| Value::text(codes.join(", "));
    let districts: Vec<String> = reach.districts.iter().map(ToString::to_string).collect();
    let society = reach.society.as_ref().map_or(Value::Empty, Value::text);
    let said = [
        ("fy", Value::text(&fy)),
        ("until", Value::Date(extension.until)),
        ("society", society),
        ("classes", listed(&reach.classes)),
        ("acts", listed(&reach.acts)),
        ("districts", listed(&districts)),
        ("sectors", listed(&reach.sectors)),
        ("order_no", Value::text(&extension.order_no)),
        ("order_on", Value::Date(extension.order_on)),
        ("reason", Value::text(&extension.reason)),
        ("login", Value::text(&extension.login)),
    ];
    // A society may be given the same day anew after a withdrawal: how many there are makes the key another one.
    let count = Extensions::read(register, Moment::on(Date::MAX))?.all().len();
    let key = SourceKey::named(&[EXTENSIONS, &fy, &extension.order_no, &count.to_string()]);
    let said = said.into_iter().filter(|(_, value)| !value.is_empty());
    Ok(NewEntry::stating(register.definition(EXTENSIONS)?, Subject::New(key), extension.order_on, said))
}

/// The entry that withdraws an extension on a day, or why it cannot be.
pub fn withdraw(
    register: &dyn ReadRegister,
    extension: &Extension,
    (on, order_no, reason): (Date, &str, &str),
) -> Result<Result<NewEntry, Finding>, RegisterError> {
    if on < extension.order_on {
        let early = fault("EXT-010", extension).with("id", &extension.id).with("on", date_written(on));
        return Ok(Err(early.with("granted", date_written(extension.order_on))));
    }
    if extension.until < on {
        let over = fault("EXT-011", extension).with("id", &extension.id).with("on", date_written(on));
        return Ok(Err(over.with("until", date_written(extension.until))));
    }
    let said = [
        ("withdrawn_on", Value::Date(on)),
        ("withdrawn_by", Value::text(order_no)),
        ("withdrawn_why", Value::text(reason)),
    ];
    let subject = Subject::Known(extension.id.clone());
    Ok(Ok(NewEntry::stating(register.definition(EXTENSIONS)?, subject, on, said)))
}
