//! Backup and restore: what comes back, what is kept of the register replaced, who is refused.

use super::{
    Mode, ReadRegister, Register, RegisterError, Restored,
    file_tests::{added, folder, three_days},
    sample::{STEPS, at, create_for, open, plan, tables},
    upgrades::Upgrade,
};
use rusqlite::Connection;
use std::path::{Path, PathBuf};

fn restore(backup: &Path, to: &Path) -> Result<Restored, RegisterError> {
    Register::restore_with(backup, to, &tables(), "BR-PAT", STEPS)
}

fn with(path: &Path, ending: &str) -> PathBuf {
    super::holder::beside(path, ending)
}

#[test]
fn a_backup_verifies_and_restores_what_it_held() {
    let (folder, path) = folder();
    let mut register = three_days(&path);
    let copy = folder.path().join("copy.db");
    let chain = register.backup(&copy).unwrap();
    assert_eq!((chain.days, chain.entries), (3, 4));
    assert_eq!(register.backup(&copy), Err(RegisterError::Exists(copy.clone())));
    register.apply(&plan(vec![added(9, "Z", 0)]), at(5), &mut |_| {}).unwrap();
    drop(register);
    let restored = restore(&copy, &path).unwrap();
    assert_eq!((restored.days_lost, restored.chain.as_ref()), (Some(1), Some(&chain)));
    let register = open(&path, Mode::Write);
    assert_eq!(register.last_day_no().unwrap(), 3);
    assert!(register.check().unwrap().faults.is_empty());
    assert_eq!(open(&restored.replaced.unwrap(), Mode::Read).last_day_no().unwrap(), 4);
}

#[test]
fn every_replaced_register_is_kept_under_a_name_of_its_own() {
    let (folder, path) = folder();
    let copy = folder.path().join("copy.db");
    three_days(&path).backup(&copy).unwrap();
    let mut days = Vec::new();
    for restored in 0..3 {
        let mut register = open(&path, Mode::Write);
        for _ in 0..restored {
            register.apply(&plan(vec![]), at(9), &mut |_| {}).unwrap();
        }
        drop(register);
        days.push(restore(&copy, &path).unwrap().replaced.unwrap());
    }
    let kept: Vec<i64> = days.iter().map(|kept| open(kept, Mode::Read).last_day_no().unwrap()).collect();
    assert_eq!(kept, [3, 4, 5]);
    assert_eq!(days[2], with(&path, ".replaced-3"));
}

#[test]
fn the_log_of_a_register_that_does_not_open_is_kept_with_it() {
    let (folder, path) = folder();
    let copy = folder.path().join("copy.db");
    let mut register = three_days(&path);
    register.backup(&copy).unwrap();
    register.apply(&plan(vec![added(9, "Z", 0)]), at(5), &mut |_| {}).unwrap();
    // As after a power cut: the last act lies in the log only.
    let (pages, log) = (std::fs::read(&path).unwrap(), std::fs::read(with(&path, "-wal")).unwrap());
    drop(register);
    std::fs::write(&path, b"the first page is gone").unwrap();
    std::fs::write(with(&path, "-wal"), &log).unwrap();
    let restored = restore(&copy, &path).unwrap();
    assert_eq!((restored.days_lost, open(&path, Mode::Read).last_day_no().unwrap()), (None, 3));
    let replaced = restored.replaced.unwrap();
    assert_eq!(std::fs::read(&replaced).unwrap(), b"the first page is gone");
    assert_eq!(std::fs::read(with(&replaced, "-wal")).unwrap(), log);
    // Whoever mends the first page has the last act again.
    std::fs::write(&replaced, &pages).unwrap();
    assert_eq!(open(&replaced, Mode::Write).last_day_no().unwrap(), 4);
}

#[test]
fn a_register_somebody_has_open_for_writing_is_not_replaced_and_one_being_restored_not_written() {
    let (folder, path) = folder();
    let copy = folder.path().join("copy.db");
    let mut planning = three_days(&path);
    planning.backup(&copy).unwrap();
    let error = restore(&copy, &path).unwrap_err();
    let RegisterError::Busy { holder: Some(holder), .. } = &error else { panic!("{error:?}") };
    assert_eq!(*holder, format!("open for writing, process {}", std::process::id()));
    planning.apply(&plan(vec![added(9, "Z", 0)]), at(5), &mut |_| {}).unwrap();
    drop(planning);
    assert_eq!(open(&path, Mode::Read).last_day_no().unwrap(), 4);
    restore(&copy, &path).unwrap();
    assert!(!with(&path, ".writer").exists());
}

#[test]
fn a_register_of_a_later_version_is_not_replaced() {
    static OLD: &[Upgrade] = &[Upgrade { sql: include_str!("migrations/0001_ledger.sql") }];
    let (folder, path) = folder();
    drop(three_days(&path));
    let copy = folder.path().join("copy.db");
    drop(Register::create_with(&copy, Default::default(), "BR-PAT", OLD).unwrap());
    let error = Register::restore_with(&copy, &path, &Default::default(), "BR-PAT", OLD).unwrap_err();
    assert_eq!(error, RegisterError::NewerFile { path: path.clone(), found: 3, known: 1 });
    assert_eq!(open(&path, Mode::Read).last_day_no().unwrap(), 3);
}

#[test]
fn a_backup_that_does_not_verify_is_not_restored() {
    let (folder, path) = folder();
    let register = three_days(&path);
    let copy = folder.path().join("copy.db");
    register.backup(&copy).unwrap();
    let tool = Connection::open(&copy).unwrap();
    tool.execute_batch("DROP TRIGGER day_book_unchanged; UPDATE day_book SET officer = 'x' WHERE day_no = 1").unwrap();
    drop((tool, register));
    assert_eq!(restore(&copy, &path).unwrap_err().exit_code(), 8);
    std::fs::write(&copy, "no register").unwrap();
    assert_eq!(restore(&copy, &path).unwrap_err().exit_code(), 3);
    assert_eq!(open(&path, Mode::Read).last_day_no().unwrap(), 3);
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|f| f.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("restored")), "{left:?}");
}

#[test]
fn a_backup_of_another_office_is_refused() {
    let (folder, path) = folder();
    drop(three_days(&path));
    let other = folder.path().join("other.db");
    drop(create_for("BR-GAY", &other));
    assert_eq!(restore(&other, &path).unwrap_err().exit_code(), 6);
}
