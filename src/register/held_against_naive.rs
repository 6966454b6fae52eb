//! The register in SQL held against the naive one in memory, over histories nobody would write by hand.

use super::{
    MemoryRegister, Mode, ReadRegister, Register, digest,
    sample::{act, at, create, day, import, key, open, plan, society, tables},
};
use crate::model::{EntryNo, Line, Moment, NewEntry, Subject, Value};
use proptest::prelude::*;
use std::ops::ControlFlow;

/// One entry to be made: which subject, what it does, from when, which facts.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) subject: u32,
    pub(super) corrects: Option<usize>,
    strikes: bool,
    groups: u32,
    from: i64,
    capital: i64,
}

/// One command: entries, and seconds since the one before.
#[derive(Clone, Debug)]
pub(super) struct Command {
    pub(super) steps: Vec<Step>,
    pub(super) later: i64,
}

fn step() -> impl Strategy<Value = Step> {
    (0u32..4, prop::option::weighted(0.4, 0usize..20), prop::bool::weighted(0.2), 1u32..8, 0i64..5, 0i64..3).prop_map(
        |(subject, corrects, strikes, groups, from, capital)| Step {
            subject,
            corrects,
            strikes,
            groups,
            from,
            capital,
        },
    )
}
pub(super) fn command() -> impl Strategy<Value = Command> {
    (prop::collection::vec(step(), 0..5), 0i64..3).prop_map(|(steps, later)| Command { steps, later })
}

/// The entries of a command that fit what the register holds.
pub(super) fn entries(register: &MemoryRegister, file: u8, steps: &[Step]) -> Vec<NewEntry> {
    let mut made: Vec<NewEntry> = Vec::new();
    let mut taken: Vec<EntryNo> = Vec::new();
    for step in steps {
        let mut entry =
            society(Subject::New(key(9, step.subject)), step.from, &format!("R{}", step.capital), step.capital);
        entry.groups = step.groups;
        entry.facts.retain(|(field, _)| step.groups >> [0, 1, 2, 0][usize::from(*field)] & 1 == 1);
        if let Some(source) = &mut entry.source {
            source.batch = format!("B{file:04}");
        }
        if let Some(nth) = step.corrects {
            let mut standing = Vec::new();
            for n in 1..=4 {
                let all = register.entries("society", &format!("BR-PAT-S-{n}")).unwrap();
                let superseded: Vec<_> = all.iter().filter_map(|entry| entry.supersedes).collect();
                standing.extend(all.into_iter().filter(|entry| !superseded.contains(&entry.no)));
            }
            standing.retain(|entry| !taken.contains(&entry.no));
            if !standing.is_empty() {
                let target = &standing[nth % standing.len()];
                taken.push(target.no);
                entry.subject = Subject::Known(target.subject.clone());
                entry.supersedes = Some(target.no);
                if step.strikes {
                    entry.groups = 0;
                    entry.facts.clear();
                }
            }
        }
        made.push(entry);
    }
    made
}

fn all_lines(register: &dyn ReadRegister, table: &str, moment: Moment) -> Vec<Line> {
    let mut lines = Vec::new();
    register
        .lines(table, moment, &mut |line| {
            lines.push(line);
            ControlFlow::Continue(())
        })
        .unwrap();
    lines
}

/// Every read of every register says the same of the moment.
pub(super) fn agree(register: &Register, naive: &MemoryRegister, moment: Moment) -> Result<(), TestCaseError> {
    for table in naive.tables().0.keys() {
        let lines = all_lines(naive, table, moment);
        prop_assert_eq!(&all_lines(register, table, moment), &lines);
        prop_assert_eq!(register.count(table, moment).unwrap(), lines.len() as u64);
        for line in &lines {
            let one = register.line(table, &line.subject, moment).unwrap();
            prop_assert_eq!(one.as_ref(), Some(line));
            prop_assert_eq!(register.entries(table, &line.subject), naive.entries(table, &line.subject));
        }
    }
    for wanted in ["R0", "R1", "R9"].map(Value::text) {
        let found = register.find_by("society", "reg_no", &wanted, moment).unwrap();
        prop_assert_eq!(found, naive.find_by("society", "reg_no", &wanted, moment).unwrap());
    }
    prop_assert_eq!(digest(register, moment).unwrap(), digest(naive, moment).unwrap());
    Ok(())
}

proptest! {
    #![proptest_config(crate::random_cases::cases(40))]

    #[test]
    fn every_read_agrees_with_the_naive_register(
        commands in prop::collection::vec(command(), 1..8),
        moments in prop::collection::vec((0i64..6, prop::option::of(0i64..20)), 4),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("register.db");
        let mut register = create(&path);
        let mut naive = MemoryRegister::new("BR-PAT", tables());
        let mut now = 0;
        for command in &commands {
            now += command.later;
            let mut entries = entries(&naive, 0, &command.steps);
            for entry in &mut entries { entry.source = None; }
            let plan = plan(entries);
            let written = register.apply(&plan, at(now), &mut |_| {}).unwrap();
            let expected = naive.apply(&plan, at(now)).unwrap();
            prop_assert_eq!(
                (written.day_no, written.entries, written.subjects, written.new_subjects),
                (expected.day_no, expected.entries, expected.subjects, expected.new_subjects)
            );
        }
        let report = register.check().unwrap();
        prop_assert!(report.faults.is_empty(), "{:?}", report.faults);
        let reader = open(&path, Mode::Read);
        for (as_of, known_on) in moments {
            agree(&reader, &naive, Moment { as_of: day(as_of), known_on: known_on.map(at) })?;
            agree(&reader, &naive, Moment::on(day(as_of)))?;
        }
        for n in 1..=4 {
            let subject = format!("BR-PAT-S-{n}");
            prop_assert_eq!(reader.entries("society", &subject).unwrap(), naive.entries("society", &subject).unwrap());
        }
    }

    #[test]
    fn undoing_imports_in_turn_brings_the_digest_back_on_every_day(
        acts in prop::collection::vec((prop::bool::weighted(0.65), command()), 2..12),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut register = create(&folder.path().join("register.db"));
        let mut naive = MemoryRegister::new("BR-PAT", tables());
        let mut now = 0;
        let mut files = 0u8;
        let digests = |register: &Register| -> Vec<String> {
            (0..6).map(|n| digest(register, Moment::on(day(n))).unwrap()).collect()
        };
        let mut done: Vec<(String, Vec<String>)> = Vec::new();
        for (forward, command) in acts {
            now += command.later;
            if forward {
                files += 1;
                let before = digests(&register);
                let mut entries = entries(&naive, files, &command.steps);
                // Corrections read from a file have a source as well.
                for (row, entry) in (1u32..).zip(&mut entries) {
                    entry.source = Some(crate::model::SourceRef { batch: String::new(), sheet: 0, row, block_row: None });
                }
                let plan = import(files, entries);
                let batch = register.apply(&plan, at(now), &mut |_| {}).unwrap().batch.unwrap();
                naive.apply(&plan, at(now)).unwrap();
                done.push((batch, before));
            } else if let Some((batch, before)) = done.pop() {
                let plan = register.undo_plan(&batch, act()).unwrap();
                register.apply(&plan, at(now), &mut |_| {}).unwrap();
                naive.apply(&plan, at(now)).unwrap();
                prop_assert_eq!(digests(&register), before);
                prop_assert!(register.undo_plan(&batch, act()).is_err());
            }
        }
        let report = register.check().unwrap();
        prop_assert!(report.faults.is_empty(), "{:?}", report.faults);
        agree(&register, &naive, Moment::on(day(9)))?;
    }
}
