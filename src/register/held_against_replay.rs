//! Undo in any order, held against a register into which only the files still in force were ever read.

use super::{
    MemoryRegister, ReadRegister, Register, RegisterError, digest,
    held_against_naive::{Command, agree, command, entries},
    sample::{act, at, create, day, import, tables},
};
use crate::model::{EntryNo, Moment, NewEntry, Plan, SourceRef, Subject};
use proptest::prelude::*;
use std::collections::BTreeMap;

#[derive(Clone, Debug)]
enum Deed {
    Import(Command),
    Undo(prop::sample::Index),
    Again(prop::sample::Index),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        3 => command().prop_map(Deed::Import),
        2 => any::<prop::sample::Index>().prop_map(Deed::Undo),
        1 => any::<prop::sample::Index>().prop_map(Deed::Again),
    ]
}

/// One file read: its plan, and for each entry that supersedes another the file and row of that one.
#[derive(Clone)]
struct Read {
    batch: String,
    plan: Plan,
    hits: Vec<Option<(String, u32)>>,
    subjects: Vec<String>,
    at: i64,
    undone: bool,
}

/// File and row of an entry, its own or of the entry it restates; no entry that only strikes out is hit again here.
fn origin(naive: &MemoryRegister, entry: &NewEntry) -> Option<(String, u32)> {
    let Subject::Known(subject) = &entry.subject else { return None };
    let all = naive.entries("society", subject).unwrap();
    let hit = all.iter().find(|other| Some(other.no) == entry.supersedes)?;
    hit.source.as_ref().map(|source| (source.batch.clone(), source.row))
}

/// The register without the files undone.
fn replay(read: &[Read]) -> MemoryRegister {
    let mut naive = MemoryRegister::new("BR-PAT", tables());
    let mut known: BTreeMap<(String, u32), (EntryNo, String)> = BTreeMap::new();
    for file in read.iter().filter(|file| !file.undone) {
        let mut plan = file.plan.clone();
        for (entry, hit) in plan.entries.iter_mut().zip(&file.hits) {
            if let Some(hit) = hit {
                let (no, subject) = &known[hit];
                (entry.supersedes, entry.subject) = (Some(*no), Subject::Known(subject.clone()));
            }
        }
        let applied = naive.apply(&plan, at(file.at)).unwrap();
        let Some((first, _)) = applied.entries else { continue };
        for (nth, subject) in (0u32..).zip(applied.subjects) {
            let place = (EntryNo(first.0 + i64::from(nth)), subject);
            known.insert((file.batch.clone(), nth + 1), place);
        }
    }
    naive
}

fn digests(register: &dyn ReadRegister) -> Vec<String> {
    (0..6).map(|n| digest(register, Moment::on(day(n))).unwrap()).collect()
}

fn write(register: &mut Register, naive: &mut MemoryRegister, plan: &Plan, now: i64) -> super::Applied {
    naive.apply(plan, at(now)).unwrap();
    register.apply(plan, at(now), &mut |_| {}).unwrap()
}

proptest! {
    #![proptest_config(crate::random_cases::cases(80))]

    #[test]
    fn what_undo_leaves_is_what_the_files_still_in_force_say(deeds in prop::collection::vec(deed(), 3..14)) {
        let folder = tempfile::tempdir().unwrap();
        let mut register = create(&folder.path().join("register.db"));
        let mut naive = MemoryRegister::new("BR-PAT", tables());
        let mut read: Vec<Read> = Vec::new();
        for (now, deed) in (0i64..).zip(deeds) {
            match deed {
                Deed::Import(command) => {
                    let file = u8::try_from(read.len() + 1).unwrap();
                    let mut made = entries(&naive, file, &command.steps);
                    made.retain(|entry| entry.supersedes.is_none() || origin(&naive, entry).is_some());
                    for (row, entry) in (1u32..).zip(&mut made) {
                        entry.source = Some(SourceRef { batch: String::new(), sheet: 0, row, block_row: None });
                    }
                    let hits = made.iter().map(|entry| origin(&naive, entry)).collect();
                    let plan = import(file, made);
                    let applied = write(&mut register, &mut naive, &plan, now);
                    let batch = applied.batch.unwrap();
                    read.push(Read { batch, plan, hits, subjects: applied.subjects, at: now, undone: false });
                }
                Deed::Undo(which) => {
                    let standing: Vec<usize> = (0..read.len()).filter(|nth| !read[*nth].undone).collect();
                    let Some(last) = standing.last() else { continue };
                    let nth = *which.get(&standing);
                    match register.undo_plan(&read[nth].batch, act()) {
                        Ok(plan) => {
                            write(&mut register, &mut naive, &plan, now);
                            read[nth].undone = true;
                        }
                        Err(RegisterError::RestedOn { dependants, .. }) => {
                            prop_assert!(nth != *last, "nothing rests on the last file: {dependants:?}");
                            prop_assert!(!dependants.is_empty());
                        }
                        Err(other) => prop_assert!(false, "{other}"),
                    }
                }
                // A file undone comes again: its rows find the identities they had.
                Deed::Again(which) => {
                    let free = |file: &&Read| file.undone && file.hits.iter().all(Option::is_none);
                    let undone: Vec<Read> = read.iter().filter(free).cloned().collect();
                    if undone.is_empty() { continue }
                    let before = which.get(&undone).clone();
                    let applied = write(&mut register, &mut naive, &before.plan, now);
                    prop_assert_eq!((&applied.subjects, applied.new_subjects), (&before.subjects, 0));
                    read.push(Read { batch: applied.batch.unwrap(), at: now, undone: false, ..before });
                }
            }
            prop_assert_eq!(digests(&register), digests(&replay(&read)));
        }
        let report = register.check().unwrap();
        prop_assert!(report.faults.is_empty(), "{:?}", report.faults);
        agree(&register, &naive, Moment::on(day(9)))?;
    }
}
