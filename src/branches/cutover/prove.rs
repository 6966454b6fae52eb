//! The proof that nothing came in from paper after its end: every entry of every file imported since is looked at.

use super::{Freeze, day_of, freeze::FROM_SYSTEMS};
use crate::{
    model::{Date, EntryNo, Instant, Moment},
    register::{BatchRecord, DayRow, ReadRegister, RegisterError},
};
use std::{
    collections::{BTreeMap, HashMap},
    ops::ControlFlow,
};

/// An entry that rests on paper and speaks of a day after its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// Register.
    pub register: String,
    /// The entry.
    pub entry: EntryNo,
    /// Whom it is about.
    pub subject: String,
    /// The day it speaks of.
    pub day: Date,
    /// Batch it came with.
    pub batch: String,
    /// File of the batch.
    pub file: String,
    /// Sheet, from 0.
    pub sheet: u32,
    /// Row of the sheet.
    pub row: u32,
    /// When it was entered.
    pub recorded_at: Instant,
    /// Order that let it in.
    pub order_no: Option<String>,
}

/// What was looked at and found.
#[derive(Clone, Debug)]
pub struct Proof {
    /// Files imported since paper was ended, not struck out.
    pub batches: u64,
    /// Entries they made.
    pub entries: u64,
    /// Those that break it, in the order of entering.
    pub breaches: Vec<Breach>,
    /// Last row of the day book the proof has read.
    pub head: Option<DayRow>,
}

impl Proof {
    /// Entries that no order let in.
    pub fn unordered(&self) -> usize {
        self.breaches.iter().filter(|breach| breach.order_no.is_none()).count()
    }
}

/// Looks at what was entered from files since the end of paper was recorded.
pub fn prove(register: &dyn ReadRegister, freeze: &Freeze, moment: Moment) -> Result<Proof, RegisterError> {
    let mut orders: BTreeMap<i64, Option<String>> = BTreeMap::new();
    let own = register.office().to_owned();
    register.day_book(&mut |row| {
        if row.office == own {
            orders.insert(row.day_no, row.act.order_no);
        }
        ControlFlow::Continue(())
    })?;
    let mut proof = Proof { batches: 0, entries: 0, breaches: Vec::new(), head: register.last_day(moment)? };
    let since = |batch: &BatchRecord| {
        let on_paper = !FROM_SYSTEMS.contains(&batch.batch.table.as_str());
        on_paper && batch.day_no > freeze.since_day_no && batch.undone_by.is_none() && moment.knows(batch.recorded_at)
    };
    for found in register.batches()?.into_iter().filter(since) {
        proof.batches += 1;
        let carried = carried(&found.batch.account);
        let order_no = orders.get(&found.day_no).cloned().flatten();
        register.entries_of_batch(&found.batch.id, &mut |entry| {
            // An undo within the same day's numbers has no source of its own.
            let (Some(source), Some(table)) = (&entry.source, register.tables().get(&entry.table)) else {
                return ControlFlow::Continue(());
            };
            proof.entries += 1;
            let repeated = carried.get(&(source.sheet, source.row)).map_or(&[][..], Vec::as_slice);
            let day = day_of(table, entry.effective_from, &entry.facts, repeated);
            if day >= freeze.ends_on {
                proof.breaches.push(Breach {
                    register: entry.table.clone(),
                    entry: entry.no,
                    subject: entry.subject.clone(),
                    day,
                    batch: found.batch.id.clone(),
                    file: found.batch.file_name.clone(),
                    sheet: source.sheet,
                    row: source.row,
                    recorded_at: entry.recorded_at,
                    order_no: order_no.clone(),
                });
            }
            ControlFlow::Continue(())
        })?;
    }
    Ok(proof)
}

/// Values a row took over because it is silent on them, from the account stored with its batch.
fn carried(account: &serde_json::Value) -> HashMap<(u32, u32), Vec<String>> {
    let lines = account.get("carried").cloned().unwrap_or_default();
    let lines: Vec<(u32, u32, Vec<String>)> = serde_json::from_value(lines).unwrap_or_default();
    lines.into_iter().map(|(sheet, row, fields)| ((sheet, row), fields)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        branches::cutover::{Freezing, freeze, freeze_of},
        catalogue::{Files, load_tables},
        model::{Act, Batch, EARLIEST, Label, NewEntry, Plan, SourceKey, SourceRef, Subject, Value},
        register::MemoryRegister,
    };

    fn at(day: i8) -> Instant {
        Instant::end_of_day(Date::constant(2026, 1, day)).unwrap()
    }

    /// A complaint of a day, from the row of a file.
    fn complaint(register: &MemoryRegister, row: u32, day: Date) -> NewEntry {
        let table = register.tables().get("complaint").unwrap();
        let no = |key: &str| table.field_no(key).unwrap();
        NewEntry {
            table: "complaint".into(),
            subject: Subject::New(SourceKey { sha256: "ab".into(), sheet: 0, row }),
            effective_from: day,
            groups: 1,
            facts: vec![(no("complaint_no"), Value::text(row.to_string())), (no("received_on"), Value::Date(day))],
            supersedes: None,
            source: Some(SourceRef { batch: String::new(), sheet: 0, row, block_row: None }),
            as_written: None,
            other: None,
        }
    }

    fn import(register: &mut MemoryRegister, order: Option<&str>, rows: &[(u32, Date)], now: Instant) {
        let batch = Batch {
            id: String::new(),
            table: "complaint".into(),
            file_name: "list.xlsx".into(),
            sha256: format!("{rows:?}"),
            account: serde_json::json!({}),
            rows: Vec::new(),
        };
        let entries = rows.iter().map(|(row, day)| complaint(register, *row, *day)).collect();
        let act = Act { order_no: order.map(str::to_owned), ..Act::default() };
        register.apply(&Plan { act, batch: Some(batch), entries, ..Plan::default() }, now).unwrap();
    }

    fn set(register: &mut MemoryRegister, day: Date, now: Instant) {
        let office = Label { en: "Office".into(), hi: "कार्यालय".into() };
        let Freezing::Enter(entry, _) = freeze(register, day, "7/2026", &office).unwrap() else {
            panic!("another day")
        };
        register.apply(&Plan { entries: vec![*entry], ..Plan::default() }, now).unwrap();
    }

    #[test]
    fn what_came_after_the_end_is_listed_with_its_order_and_what_no_order_let_in_is_counted() {
        let mut register = MemoryRegister::new("BR-PAT", load_tables(&Files::embedded()).unwrap());
        let (old, new) = (Date::constant(2025, 12, 1), Date::constant(2026, 1, 5));
        import(&mut register, None, &[(1, new)], at(1));
        set(&mut register, Date::constant(2026, 1, 1), at(2));
        let freeze = freeze_of(&register).unwrap().unwrap();
        let moment = Moment::on(Date::constant(2026, 2, 1));
        let none = prove(&register, &freeze, moment).unwrap();
        assert_eq!((none.batches, none.breaches.len()), (0, 0), "what stood there before is no breach");
        import(&mut register, None, &[(2, old), (3, new)], at(6));
        import(&mut register, Some("9/2026"), &[(4, new)], at(7));
        let proof = prove(&register, &freeze, moment).unwrap();
        assert_eq!((proof.batches, proof.entries, proof.breaches.len(), proof.unordered()), (2, 3, 2, 1));
        assert_eq!((proof.breaches[0].row, proof.breaches[0].day), (3, new));
        assert_eq!(proof.breaches[1].order_no.as_deref(), Some("9/2026"));
        assert_eq!(proof.head.unwrap().day_no, 4);
    }

    #[test]
    fn another_day_takes_the_place_of_the_first_and_the_same_day_is_nothing() {
        let mut register = MemoryRegister::new("BR-PAT", load_tables(&Files::embedded()).unwrap());
        assert_eq!(freeze_of(&register).unwrap(), None);
        let (first, second) = (Date::constant(2026, 1, 1), Date::constant(2026, 2, 1));
        set(&mut register, first, at(2));
        let office = Label { en: "Office".into(), hi: "कार्यालय".into() };
        let again = freeze(&register, first, "8/2026", &office).unwrap();
        assert!(matches!(again, Freezing::Already(standing) if standing.order_no == "7/2026"));
        set(&mut register, second, at(3));
        let standing = freeze_of(&register).unwrap().unwrap();
        assert_eq!((standing.ends_on, standing.since_day_no), (second, 1), "held since the first");
        assert_eq!(register.count(crate::branches::computerisation::REGISTER, Moment::on(second)).unwrap(), 1);
    }

    #[test]
    fn the_day_of_an_entry_is_the_latest_it_brings_and_a_day_that_may_lie_ahead_is_none() {
        let tables = load_tables(&Files::embedded()).unwrap();
        let asset = tables.get("asset").unwrap();
        let no = |key: &str| asset.field_no(key).unwrap();
        let (bought, seen) = (Date::constant(2025, 5, 1), Date::constant(2026, 1, 9));
        let facts = vec![
            (no("received_on"), Value::Date(bought)),
            (no("warranty_to"), Value::Date(Date::constant(2028, 5, 1))),
            (no("verified_on"), Value::Date(seen)),
        ];
        assert_eq!(day_of(asset, bought, &facts, &[]), seen);
        assert_eq!(day_of(asset, bought, &facts, &["verified_on".into()]), bought);
        assert_eq!(day_of(asset, EARLIEST, &Vec::new(), &[]), EARLIEST);
    }
}
