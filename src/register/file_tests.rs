//! The file itself: making, opening, upgrading, writing, reading beside a writer.

use super::{
    Mode, ReadRegister, Register, RegisterError,
    sample::{STEPS, at, create, day, import, key, open, plan, society, tables},
    upgrades::Upgrade,
};
use crate::model::{EntryNo, Moment, NewEntry, Plan, Subject, Value};
use rusqlite::Connection;
use std::{
    path::{Path, PathBuf},
    time::Duration,
};
use tempfile::TempDir;

pub(super) fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.db");
    (folder, path)
}

/// A society added by order, without a file.
pub(super) fn added(row: u32, reg_no: &str, from: i64) -> NewEntry {
    NewEntry { source: None, ..society(Subject::New(key(2, row)), from, reg_no, 5) }
}

pub(super) fn new(row: u32, reg_no: &str) -> NewEntry {
    society(Subject::New(key(1, row)), 0, reg_no, 100)
}

/// A register with three days: two societies imported, one added by order, one filing.
pub(super) fn three_days(path: &Path) -> Register {
    let mut register = create(path);
    register.apply(&import(1, vec![new(1, "A"), new(2, "B")]), at(0), &mut |_| {}).unwrap();
    register.apply(&plan(vec![added(1, "C", 3)]), at(1), &mut |_| {}).unwrap();
    let filing = NewEntry {
        table: "filing".into(),
        subject: Subject::Known("BR-PAT-S-1/2024-25".into()),
        effective_from: day(0),
        groups: 1,
        facts: vec![(0, Value::text("BR-PAT-S-1")), (1, Value::text("2024-25"))],
        supersedes: None,
        source: None,
        as_written: None,
        other: None,
    };
    register.apply(&plan(vec![filing]), at(2), &mut |_| {}).unwrap();
    register
}

#[test]
fn a_new_register_is_private_empty_and_made_once() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, path) = folder();
    let register = create(&path);
    assert_eq!((register.office(), register.last_day_no().unwrap()), ("BR-PAT", 0));
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let again = Register::create_with(&path, tables(), "BR-PAT", STEPS);
    assert_eq!(again.err(), Some(RegisterError::Exists(path)));
}

#[test]
fn what_is_no_register_is_told_apart() {
    let (folder, path) = folder();
    let refused = |text: &[u8]| {
        std::fs::write(&path, text).unwrap();
        Register::open_with(&path, tables(), Mode::Write, STEPS).err().unwrap()
    };
    assert_eq!(
        refused(b"").to_string(),
        format!("{}: not a register of this program, but an empty file", path.display())
    );
    assert_eq!(refused(&[b'x'; 5000]).exit_code(), 3);
    let other = folder.path().join("other.db");
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
    let error = Register::open_with(&other, tables(), Mode::Read, STEPS).err().unwrap();
    assert!(error.to_string().ends_with("another program's database"), "{error}");
    let missing = folder.path().join("none.db");
    assert_eq!(Register::open_with(&missing, tables(), Mode::Read, STEPS).err(), Some(RegisterError::Missing(missing)));
}

#[test]
fn an_older_file_is_upgraded_step_by_step_and_a_newer_one_refused() {
    static FIRST: &[Upgrade] = &[STEPS_FIRST];
    const STEPS_FIRST: Upgrade = Upgrade { sql: include_str!("migrations/0001_ledger.sql") };
    let (_folder, path) = folder();
    drop(Register::create_with(&path, Default::default(), "BR-PAT", FIRST).unwrap());
    let for_reading = Register::open_with(&path, tables(), Mode::Read, STEPS).err().unwrap();
    assert!(matches!(for_reading, RegisterError::OlderFile { found: 1, known: 3, .. }), "{for_reading}");
    let mut register = open(&path, Mode::Write);
    register.apply(&import(1, vec![new(1, "A")]), at(0), &mut |_| {}).unwrap();
    assert!(register.check().unwrap().faults.is_empty());
    drop(register);
    for mode in [Mode::Read, Mode::Write] {
        let newer = Register::open_with(&path, Default::default(), mode, FIRST).err().unwrap();
        assert!(matches!(newer, RegisterError::NewerFile { found: 3, known: 1, .. }), "{newer}");
    }
}

#[test]
fn a_catalogue_with_other_fields_is_refused_with_every_difference() {
    let (_folder, path) = folder();
    drop(create(&path));
    let mut changed = tables();
    let def = changed.0.get_mut("society").unwrap();
    def.fields[0].key = "registration".into();
    def.fields[2].kind = crate::model::Kind::Text;
    let error = Register::open_with(&path, changed, Mode::Read, STEPS).err().unwrap();
    assert_eq!(error.details().len(), 3, "{:?}", error.details());
}

#[test]
fn entries_and_day_book_cannot_be_changed_or_removed() {
    let (_folder, path) = folder();
    let register = three_days(&path);
    for sql in [
        "UPDATE society_register SET name = 'x'",
        "DELETE FROM society_register",
        "INSERT OR REPLACE INTO society_register SELECT * FROM society_register",
        "UPDATE day_book SET officer = 'x'",
        "DELETE FROM day_book",
        "DELETE FROM batch",
        "UPDATE society SET number = 9",
        "UPDATE ledger SET office = 'BR-GAY'",
    ] {
        assert!(register.connection.execute_batch(sql).is_err(), "{sql}");
    }
    register.verify(None).unwrap();
}

#[test]
fn a_plan_goes_in_whole_or_not_at_all_and_all_its_faults_are_named() {
    let (_folder, path) = folder();
    let mut register = three_days(&path);
    let known = |subject: &str| Subject::Known(subject.into());
    let mut wrong_kind = society(known("BR-PAT-S-1"), 0, "A", 1);
    wrong_kind.facts[2].1 = Value::Integer(5);
    let mut other_subject = society(known("BR-PAT-S-1"), 0, "A", 1);
    other_subject.supersedes = Some(EntryNo(2));
    let mut nothing = society(known("BR-PAT-S-1"), 0, "A", 1);
    (nothing.groups, nothing.facts) = (0, Vec::new());
    let unknown = society(known("BR-PAT-S-99"), 0, "A", 1);
    let of_nobody =
        NewEntry { table: "filing".into(), facts: Vec::new(), ..society(known("BR-PAT-S-99/2024-25"), 0, "", 0) };
    let of_nobody = NewEntry { groups: 1, ..of_nobody };
    let no_batch = new(8, "Y");
    let error = register.apply(
        &plan(vec![added(9, "Z", 0), wrong_kind, other_subject, nothing, unknown, of_nobody, no_batch]),
        at(5),
        &mut |_| {},
    );
    let error = error.unwrap_err();
    assert_eq!((error.exit_code(), error.details().len()), (11, 6), "{:?}", error.details());
    assert_eq!((register.last_day_no().unwrap(), register.count("society", Moment::on(day(9))).unwrap()), (3, 3));
}

#[test]
fn a_clock_set_back_is_refused() {
    let (_folder, path) = folder();
    let mut register = three_days(&path);
    let error = register.apply(&plan(vec![added(9, "Z", 0)]), at(1), &mut |_| {}).unwrap_err();
    assert_eq!((error.exit_code(), error.clone()), (6, RegisterError::ClockSetBack { last: at(2), now: at(1) }));
    register.apply(&plan(vec![added(9, "Z", 0)]), at(2), &mut |_| {}).unwrap();
}

#[test]
fn a_rehearsal_leaves_nothing_behind() {
    let (_folder, path) = folder();
    let mut register = create(&path);
    let shown = register.rehearse(&import(1, vec![new(1, "A")]), at(0), &mut |_| {}).unwrap();
    assert_eq!(register.last_day_no().unwrap(), 0);
    assert_eq!(register.apply(&import(1, vec![new(1, "A")]), at(0), &mut |_| {}).unwrap(), shown);
}

#[test]
fn a_plan_made_before_another_act_is_stale() {
    let (_folder, path) = folder();
    let mut register = create(&path);
    let stale = Plan { made_at: Some(0), ..plan(vec![added(9, "Z", 0)]) };
    register.apply(&plan(vec![]), at(0), &mut |_| {}).unwrap();
    let error = register.apply(&stale, at(1), &mut |_| {}).unwrap_err();
    assert_eq!((error.exit_code(), error), (11, RegisterError::DayBookMoved { made_at: 0, stands_at: 1 }));
    let fresh = Plan { made_at: Some(1), ..stale };
    assert_eq!(register.apply(&fresh, at(1), &mut |_| {}).unwrap().day_no, 2);
}

#[test]
fn a_second_writer_is_told_who_holds_the_register() {
    let (_folder, path) = folder();
    let first = create(&path);
    let mut second = open(&path, Mode::Write);
    second.wait_at_most(Duration::from_millis(1)).unwrap();
    let lock = first.connection.unchecked_transaction().unwrap();
    lock.execute("INSERT INTO current_high_water VALUES ('x', 'y')", []).unwrap();
    let holder = super::holder::Holder::announce(&path, "coop-register society add, officer asha");
    let error = second.apply(&plan(vec![]), at(0), &mut |_| {}).unwrap_err();
    assert_eq!(error.exit_code(), 7);
    assert!(error.to_string().contains("coop-register society add, officer asha"), "{error}");
    drop((holder, lock));
    second.apply(&plan(vec![]), at(0), &mut |_| {}).unwrap();
    drop((first, second));
    assert!(!path.with_file_name("register.db.writer").exists());
}

#[test]
fn making_the_current_tables_anew_names_who_holds_the_register_too() {
    let (_folder, path) = folder();
    let first = three_days(&path);
    let mut second = open(&path, Mode::Write);
    second.wait_at_most(Duration::from_millis(1)).unwrap();
    let lock = first.connection.unchecked_transaction().unwrap();
    lock.execute("INSERT INTO current_high_water VALUES ('x', 'y')", []).unwrap();
    let error = second.rebuild().unwrap_err();
    assert!(matches!(&error, RegisterError::Busy { path: at, holder: Some(_) } if *at == path), "{error:?}");
    drop(lock);
    second.rebuild().unwrap();
}

#[test]
fn two_commands_that_find_an_older_file_upgrade_it_once() {
    static FIRST: &[Upgrade] = &[Upgrade { sql: include_str!("migrations/0001_ledger.sql") }];
    let (_folder, path) = folder();
    drop(Register::create_with(&path, Default::default(), "BR-PAT", FIRST).unwrap());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| open(&path, Mode::Write).check().unwrap());
        }
    });
}

#[test]
fn the_last_day_known_at_an_instant_is_the_last_row_recorded_by_then() {
    let (_folder, path) = folder();
    let register = three_days(&path);
    let last = |known_on| {
        let moment = Moment { as_of: day(9), known_on };
        register.last_day(moment).unwrap().map(|row| row.day_no)
    };
    assert_eq!(
        [last(Some(at(-1))), last(Some(at(0))), last(Some(at(1))), last(None)],
        [None, Some(1), Some(2), Some(3)]
    );
}

#[test]
fn a_reader_sees_one_unchanging_register() {
    let (_folder, path) = folder();
    let mut writer = three_days(&path);
    let reader = open(&path, Mode::Read);
    assert_eq!(reader.last_day_no().unwrap(), 3);
    writer.apply(&plan(vec![added(9, "Z", 0)]), at(5), &mut |_| {}).unwrap();
    assert_eq!((reader.last_day_no().unwrap(), reader.count("society", Moment::on(day(9))).unwrap()), (3, 3));
    assert_eq!(open(&path, Mode::Read).count("society", Moment::on(day(9))).unwrap(), 4);
}

#[test]
fn the_digest_speaks_of_societies_by_their_business_key() {
    let digests = [false, true].map(|first_other| {
        let (_folder, path) = folder();
        let mut register = create(&path);
        let mut rows = vec![new(1, "A"), new(2, "B")];
        if first_other {
            rows.swap(0, 1);
        }
        let subjects = register.apply(&import(1, rows), at(0), &mut |_| {}).unwrap().subjects;
        let society_a = &subjects[usize::from(first_other)];
        let bearer = NewEntry {
            table: "bearer".into(),
            facts: vec![(0, Value::text(society_a.as_str())), (1, Value::text("राम"))],
            groups: 1,
            ..society(Subject::New(key(3, 1)), 0, "", 0)
        };
        register.apply(&plan(vec![NewEntry { source: None, ..bearer }]), at(1), &mut |_| {}).unwrap();
        super::digest(&register, Moment::on(day(9))).unwrap()
    });
    assert_eq!(digests[0], digests[1], "the same facts under other identities");
}

#[test]
fn a_society_not_yet_or_no_longer_in_force_is_spoken_of_without_its_identity() {
    let digests = [false, true].map(|first_other| {
        let (_folder, path) = folder();
        let mut register = create(&path);
        let mut rows = vec![new(1, "A"), new(2, "B"), society(Subject::New(key(1, 3)), 5, "C", 1)];
        if first_other {
            rows.rotate_left(1);
        }
        let subjects = register.apply(&import(1, rows), at(0), &mut |_| {}).unwrap().subjects;
        let place = |nth: usize| (nth + if first_other { 2 } else { 0 }) % 3;
        let filing = |nth: usize| {
            let society_id = &subjects[place(nth)];
            NewEntry {
                table: "filing".into(),
                groups: 1,
                facts: vec![(0, Value::text(society_id.as_str())), (1, Value::text("2024-25"))],
                ..society(Subject::Known(format!("{society_id}/2024-25")), 0, "", 0)
            }
        };
        // Of B and C filings speak: C begins later, B is struck out.
        let mut strike = society(Subject::Known(subjects[place(1)].clone()), 0, "", 0);
        (strike.groups, strike.facts, strike.supersedes) = (0, vec![], Some(EntryNo(place(1) as i64 + 1)));
        register.apply(&plan(vec![filing(1), filing(2), strike]), at(1), &mut |_| {}).unwrap();
        [1, 9].map(|n| super::digest(&register, Moment::on(day(n))).unwrap())
    });
    assert_eq!(digests[0], digests[1], "the same facts under other identities");
}

#[test]
fn current_tables_that_differ_from_the_entries_are_found_and_made_anew() {
    let (_folder, path) = folder();
    let mut register = three_days(&path);
    let alter = "UPDATE current_society SET capital = 9 WHERE reg_no = 'A'; DELETE FROM current_society WHERE reg_no = 'B'; \
                 INSERT INTO current_society (subject) VALUES ('BR-PAT-S-88'); DELETE FROM current_high_water";
    register.connection.execute_batch(alter).unwrap();
    let faults = register.check().unwrap().faults;
    assert_eq!(faults.len(), 5, "{faults:?}");
    register.rebuild().unwrap();
    assert!(register.check().unwrap().faults.is_empty());
}

#[test]
fn loading_many_into_an_empty_register_gives_what_loading_them_one_by_one_gives() {
    let (folder, path) = folder();
    let entries: Vec<NewEntry> = (0..2500u32)
        .flat_map(|row| {
            let one = society(Subject::New(key(1, row)), i64::from(row % 7), &format!("R{row}"), i64::from(row));
            // Every tenth society has a second entry, a change.
            let second = (row % 10 == 0).then(|| society(Subject::New(key(1, row)), 9, &format!("R{row}"), -1));
            std::iter::once(one).chain(second)
        })
        .collect();
    let mut at_once = create(&path);
    let mut heard = 0;
    at_once.apply(&import(1, entries.clone()), at(0), &mut |done| heard = done).unwrap();
    assert_eq!(heard, 2750);
    let mut in_parts = create(&folder.path().join("parts.db"));
    in_parts.apply(&import(1, Vec::new()), at(0), &mut |_| {}).unwrap();
    for part in entries.chunks(400) {
        let mut part = plan(part.to_vec());
        part.entries.iter_mut().for_each(|entry| entry.source = None);
        in_parts.apply(&part, at(0), &mut |_| {}).unwrap();
    }
    for moment in [Moment::on(day(20)), Moment::on(day(3))] {
        assert_eq!(super::digest(&at_once, moment).unwrap(), super::digest(&in_parts, moment).unwrap());
    }
    for register in [&at_once, &in_parts] {
        assert!(register.check().unwrap().faults.is_empty());
    }
    let indexes = |register: &Register| -> Vec<String> {
        let sql = "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name";
        let mut statement = register.connection.prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    };
    assert_eq!(indexes(&at_once), indexes(&in_parts), "every index put off is made in the end");
}

#[test]
fn every_register_of_the_catalogue_has_its_columns_and_takes_every_kind_of_value() {
    let files = crate::catalogue::Files::embedded();
    let real = crate::catalogue::load_tables(&files).unwrap();
    let (_folder, path) = folder();
    let mut register = Register::create(&path, real.clone(), "BR-PAT").unwrap();
    let subject = Subject::New(key(1, 1));
    let facts = vec![(real.get("society").unwrap().field_no("reg_no").unwrap(), Value::text("12/1971"))];
    let society = NewEntry { source: None, facts, groups: 1, ..society(subject, 0, "", 0) };
    let society = register.apply(&plan(vec![society]), at(0), &mut |_| {}).unwrap().subjects.remove(0);
    let auditor = NewEntry { table: "auditor".into(), groups: 1, facts: Vec::new(), ..added(2, "", 0) };
    let auditor = register.apply(&plan(vec![auditor]), at(0), &mut |_| {}).unwrap().subjects.remove(0);
    let mut given = |table: &str, row| {
        let entry = NewEntry { table: table.into(), groups: 1, facts: Vec::new(), ..added(row, "", 0) };
        register.apply(&plan(vec![entry]), at(0), &mut |_| {}).unwrap().subjects.remove(0)
    };
    let (officer, application, asset) = (given("officer", 501), given("application", 502), given("asset", 503));
    let (member, election, vacancy) = (given("member", 504), given("election", 505), given("vacancy", 506));
    let (liquidation, inspection) = (given("liquidation", 507), given("inspection", 508));
    let panel_application = given("panel_application", 509);
    for (row, def) in (3..).zip(real.0.values()) {
        let value = |field: &crate::model::Field| match field.key.as_str() {
            "auditor" => Value::text(auditor.as_str()),
            "officer" => Value::text(officer.as_str()),
            "application" => Value::text(application.as_str()),
            "asset" => Value::text(asset.as_str()),
            "member" => Value::text(member.as_str()),
            "election" => Value::text(election.as_str()),
            "vacancy" => Value::text(vacancy.as_str()),
            "liquidation" => Value::text(liquidation.as_str()),
            "inspection" => Value::text(inspection.as_str()),
            "panel_application" => Value::text(panel_application.as_str()),
            _ => any_value(field.kind, &society),
        };
        let facts = (0u16..).zip(&def.fields).map(|(number, field)| (number, value(field))).collect();
        let subject = match &def.id_letter {
            Some(_) => Subject::New(key(1, row)),
            None => Subject::Known(format!("{society}/2024-25")),
        };
        let entry = NewEntry {
            table: def.name.clone(),
            subject,
            effective_from: day(0),
            groups: def.all_groups(),
            facts,
            supersedes: None,
            source: None,
            as_written: None,
            other: None,
        };
        let subject = register.apply(&plan(vec![entry.clone()]), at(0), &mut |_| {}).unwrap().subjects.remove(0);
        let line = register.line(&def.name, &subject, Moment::on(day(1))).unwrap().unwrap();
        assert_eq!(line.values, entry.facts.into_iter().map(|(_, value)| value).collect::<Vec<_>>(), "{}", def.name);
    }
    assert!(register.check().unwrap().faults.is_empty());
}

fn any_value(kind: crate::model::Kind, society: &str) -> Value {
    use crate::model::Kind;
    match kind {
        Kind::DateTime => Value::text("2024-11-11 15:30"),
        Kind::Text | Kind::Name | Kind::RegistrationNo | Kind::Code | Kind::Phone | Kind::Identity => Value::text("क"),
        Kind::Society => Value::text(society),
        Kind::Year => Value::text("2024-25"),
        Kind::Integer | Kind::District | Kind::Block => Value::Integer(7),
        Kind::Money => Value::Money(crate::model::Paise(-7)),
        Kind::Date => Value::Date(day(3)),
        Kind::Bool => Value::Bool(true),
        Kind::Percent => Value::Percent(725),
        Kind::Quantity => Value::Quantity(1500),
    }
}
