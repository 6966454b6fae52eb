//! The day from which paper is refused: where it stands, how it is entered, and what an import is held against.

use crate::{
    branches::computerisation::{REGISTER, new_key},
    model::{Date, EARLIEST, EntryNo, Facts, Instant, Kind, Label, Moment, NewEntry, Subject, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::{collections::BTreeSet, ops::ControlFlow};

/// The end of paper of this office, in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Freeze {
    /// The office's own unit in the register of computerisation.
    pub unit: String,
    /// From this day on nothing is entered from paper without an order.
    pub ends_on: Date,
    /// Order that set it.
    pub order_no: String,
    /// The entry it stands in.
    pub entry: EntryNo,
    /// When that was recorded.
    pub recorded_at: Instant,
    /// Row of the day book of the office's first such entry: what was entered later is held against the end of paper.
    pub since_day_no: i64,
    groups: u32,
    facts: Facts,
}

/// What setting the day comes to.
#[derive(Clone, Debug)]
pub enum Freezing {
    /// It is that day already.
    Already(Freeze),
    /// To be entered, in place of another day where there was one.
    Enter(Box<NewEntry>, Option<Freeze>),
}

/// The end of paper of the register's own office, whenever it begins; others may have been merged in.
pub fn freeze_of(register: &dyn ReadRegister) -> Result<Option<Freeze>, RegisterError> {
    let table = register.definition(REGISTER)?;
    let (Some(day), Some(order)) = (table.field_no("paper_ends_on"), table.field_no("paper_order")) else {
        return Ok(None);
    };
    let group = table.fields[usize::from(day)].group;
    let own = format!("{}-{}-", register.office(), table.id_letter.as_deref().unwrap_or_default());
    let mut found = None;
    register.lines(REGISTER, Moment::on(Date::MAX), &mut |line| {
        if line.subject.starts_with(&own) && line.values[usize::from(day)].as_date().is_some() {
            found = Some(line);
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    })?;
    let Some(line) = found else { return Ok(None) };
    let entries = register.entries(REGISTER, &line.subject)?;
    let ruling = line.entries.get(usize::from(group)).copied().flatten();
    let Some(entry) = entries.iter().find(|entry| Some(entry.no) == ruling) else { return Ok(None) };
    let of_group = |groups: u32| groups >> group & 1 == 1;
    let since = entries.iter().filter(|entry| of_group(entry.groups)).map(|entry| entry.day_no).min();
    let value = |no: u16| &line.values[usize::from(no)];
    Ok(value(day).as_date().map(|ends_on| Freeze {
        unit: line.subject.clone(),
        ends_on,
        order_no: value(order).as_text().unwrap_or_default().to_owned(),
        entry: entry.no,
        recorded_at: entry.recorded_at,
        since_day_no: since.unwrap_or(entry.day_no),
        groups: entry.groups,
        facts: entry.facts.clone(),
    }))
}

/// Sets the day by order; the office is called by its names.
pub fn freeze(
    register: &dyn ReadRegister,
    ends_on: Date,
    order_no: &str,
    office: &Label,
) -> Result<Freezing, RegisterError> {
    let table = register.definition(REGISTER)?;
    let standing = freeze_of(register)?;
    if let Some(standing) = standing.as_ref().filter(|standing| standing.ends_on == ends_on) {
        return Ok(Freezing::Already(standing.clone()));
    }
    let no = |key: &str| table.field_no(key);
    let said = [("paper_ends_on", Value::Date(ends_on)), ("paper_order", Value::text(order_no))];
    let mut facts: Facts = said.into_iter().filter_map(|(key, value)| Some((no(key)?, value))).collect();
    let group = no("paper_ends_on").map_or(0, |at| table.fields[usize::from(at)].group);
    let (mut groups, mut supersedes) = (1 << group, None);
    let subject = if let Some(before) = &standing {
        // The entry that is superseded is restated whole, with another day.
        (groups, supersedes) = (before.groups, Some(before.entry));
        facts.extend(before.facts.iter().filter(|(at, _)| table.fields[usize::from(*at)].group != group).cloned());
        Subject::Known(before.unit.clone())
    } else if let Some(unit) = own_unit(register, table, office)? {
        Subject::Known(unit)
    } else {
        let name = if office.hi.is_empty() { &office.en } else { &office.hi };
        groups |= 1;
        let unit = [("kind", Value::text("office")), ("office_name", Value::text(name))];
        facts.extend(unit.into_iter().filter_map(|(key, value)| Some((no(key)?, value))));
        Subject::New(new_key("office", None, Some(name)))
    };
    facts.sort_by_key(|(at, _)| *at);
    let entry = NewEntry {
        table: REGISTER.into(),
        subject,
        effective_from: EARLIEST,
        groups,
        facts,
        supersedes,
        source: None,
        as_written: None,
        other: None,
    };
    Ok(Freezing::Enter(Box::new(entry), standing))
}

/// The unit by which the office's own computerisation is recorded, if it is.
fn own_unit(register: &dyn ReadRegister, table: &TableDef, office: &Label) -> Result<Option<String>, RegisterError> {
    let own = format!("{}-{}-", register.office(), table.id_letter.as_deref().unwrap_or_default());
    let no = |key: &str| table.field_no(key).map(usize::from);
    let (kind, name) = (no("kind"), no("office_name"));
    let mut found = None;
    register.lines(REGISTER, Moment::on(Date::MAX), &mut |line| {
        let text = |at: Option<usize>| at.and_then(|at| line.values[at].as_text()).unwrap_or_default();
        let called = text(name);
        let is_own = text(kind) == "office" && !called.is_empty() && (called == office.hi || called == office.en);
        if is_own && line.subject.starts_with(&own) {
            found = Some(line.subject);
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

/// The latest day an entry speaks of: the day it is in force from, and every dated fact it brings that cannot lie ahead.
/// `carried` are fields it only repeats because its group is stated whole.
pub fn day_of(table: &TableDef, effective_from: Date, facts: &Facts, carried: &[String]) -> Date {
    let days = facts.iter().filter_map(|(no, value)| {
        let field = table.fields.get(usize::from(*no))?;
        if field.ahead.is_some() || carried.contains(&field.key) {
            return None;
        }
        match (field.kind, value) {
            (Kind::DateTime, Value::Text(text)) => text.get(..10)?.parse().ok(),
            _ => value.as_date(),
        }
    });
    days.chain([effective_from]).max().unwrap_or(effective_from)
}

/// What an import brings although paper has ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Late {
    /// Rows that speak of that day or a later one.
    pub rows: u64,
    /// Societies they are about.
    pub societies: BTreeSet<String>,
    /// The first of them: sheet from 0, row, and the day it speaks of.
    pub first: Vec<(u32, u32, Date)>,
}

/// Rows shown by their place.
const SHOWN: usize = 5;

/// Looks at the entries an import would make.
#[derive(Clone, Debug)]
pub struct Watch {
    /// The end of paper.
    pub freeze: Freeze,
    /// What was seen of it.
    pub late: Late,
    table: TableDef,
}

/// Registers filled from the exports of the ERP and the portals: their files are what came in place of paper.
pub(super) const FROM_SYSTEMS: [&str; 2] = ["pacs_day", "pacs_activity"];

impl Watch {
    /// A watch over one register's entries; none where the office has not ended paper, or where the register never was on paper.
    pub fn over(register: &dyn ReadRegister, table: &str) -> Result<Option<Self>, RegisterError> {
        if FROM_SYSTEMS.contains(&table) {
            return Ok(None);
        }
        let Some(freeze) = freeze_of(register)? else { return Ok(None) };
        let table = register.definition(table)?.clone();
        Ok(Some(Self { freeze, late: Late::default(), table }))
    }
    /// Looks at one entry.
    pub fn see(&mut self, entry: &NewEntry, carried: &[String]) {
        let day = day_of(&self.table, entry.effective_from, &entry.facts, carried);
        if day < self.freeze.ends_on {
            return;
        }
        self.late.rows += 1;
        let source = entry.source.as_ref().map_or((0, 0), |source| (source.sheet, source.row));
        if self.late.first.len() < SHOWN {
            self.late.first.push((source.0, source.1, day));
        }
        let society = self.table.field_no("society");
        let named = entry.facts.iter().find(|(no, _)| Some(*no) == society).and_then(|(_, value)| value.as_text());
        let society = match (named, &entry.subject) {
            (Some(society), _) => Some(society.to_owned()),
            // An event of a unit that is known states no society.
            (None, Subject::Known(subject)) if ["society", REGISTER].contains(&self.table.name.as_str()) => {
                Some(subject.clone())
            }
            (None, Subject::New(key)) if self.table.name == "society" => Some(format!("{}/{}", key.sheet, key.row)),
            _ => None,
        };
        self.late.societies.extend(society);
    }
}
