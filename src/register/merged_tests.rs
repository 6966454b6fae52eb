//! Several offices in one file, each with its own day book, over all registers: held against the naive register.

use super::{
    MemoryRegister, Mode, ReadRegister, Register,
    held_against_naive::{Command, agree, command, entries},
    sample::{at, create_for, day, key, open, plan, society, tables},
};
use crate::model::{Moment, NewEntry, Paise, Subject, Value};
use proptest::prelude::*;
use rusqlite::Connection;
use std::path::Path;

/// What other registers say of the societies that have an identity.
fn further(naive: &MemoryRegister, nth: usize) -> Vec<NewEntry> {
    let society_id = format!("{}-S-{}", naive.office(), nth % 4 + 1);
    if naive.entries("society", &society_id).unwrap().is_empty() {
        return Vec::new();
    }
    let filing = NewEntry {
        table: "filing".into(),
        groups: 1,
        facts: vec![
            (0, Value::text(society_id.as_str())),
            (1, Value::text("2024-25")),
            (2, Value::Money(Paise(nth as i64))),
        ],
        ..society(Subject::Known(format!("{society_id}/2024-25")), nth as i64 % 5, "", 0)
    };
    let bearer = NewEntry {
        table: "bearer".into(),
        groups: 1,
        facts: vec![(0, Value::text(society_id)), (1, Value::text("राम"))],
        source: None,
        ..society(Subject::New(key(8, nth as u32 % 3)), 1, "", 0)
    };
    vec![filing, bearer]
}

/// Writes the same commands into an office's register and into a naive one.
fn fill(office: &str, path: &Path, commands: &[Command]) -> MemoryRegister {
    let mut register = create_for(office, path);
    let mut naive = MemoryRegister::new(office, tables());
    let mut now = 0;
    for (nth, command) in commands.iter().enumerate() {
        now += command.later;
        let mut made = entries(&naive, 0, &command.steps);
        made.iter_mut().for_each(|entry| entry.source = None);
        made.extend(further(&naive, nth));
        let plan = plan(made);
        let written = register.apply(&plan, at(now), &mut |_| {}).unwrap();
        assert_eq!(written.subjects, naive.apply(&plan, at(now)).unwrap().subjects);
    }
    naive
}

/// Takes another office's rows in by insertion, table by table.
fn merge(own: &Path, other: &Path) {
    let connection = Connection::open(own).unwrap();
    connection.execute("ATTACH ?1 AS other", [other.to_str().unwrap()]).unwrap();
    for table in ["batch", "day_book", "society", "bearer", "society_register", "bearer_register", "filing_register"] {
        connection.execute(&format!("INSERT INTO {table} SELECT * FROM other.{table}"), []).unwrap();
    }
    drop(connection);
    open(own, Mode::Write).rebuild().unwrap();
}

proptest! {
    #![proptest_config(crate::random_cases::cases(24))]

    #[test]
    fn two_offices_that_read_the_same_files_merge_by_insertion_and_read_as_both(
        ours in prop::collection::vec(command(), 1..7),
        theirs in prop::collection::vec(command(), 1..7),
        moments in prop::collection::vec((0i64..6, prop::option::of(0i64..16)), 3),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let (own, other) = (folder.path().join("pat.db"), folder.path().join("gay.db"));
        let mut naive = fill("BR-PAT", &own, &ours);
        let their_naive = fill("BR-GAY", &other, &theirs);
        let heads = [&other, &own].map(|path| open(path, Mode::Read).verify(None).unwrap().chains.remove(0));
        merge(&own, &other);
        naive.merge(&their_naive);
        let reader = open(&own, Mode::Read);
        let report = reader.check().unwrap();
        prop_assert!(report.faults.is_empty(), "{:?}", report.faults);
        prop_assert_eq!(report.verified.chains, heads);
        for (as_of, known_on) in moments {
            agree(&reader, &naive, Moment { as_of: day(as_of), known_on: known_on.map(at) })?;
            agree(&reader, &naive, Moment::on(day(as_of)))?;
        }
        drop(reader);
        // The file they both read gives each office its own identity again.
        let again = plan(vec![NewEntry { source: None, ..society(Subject::New(key(9, 0)), 0, "R0", 0) }]);
        let subject = Register::apply(&mut open(&own, Mode::Write), &again, at(100), &mut |_| {}).unwrap().subjects.remove(0);
        prop_assert!(subject.starts_with("BR-PAT-S-"), "{subject}");
    }
}
