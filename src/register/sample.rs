//! Three small registers for the tests of this room, and what is needed to write in them.

use super::{Mode, Register, upgrades::Upgrade};
use crate::model::{
    Act, Batch, Field, Instant, Kind, Label, NewEntry, Plan, SourceKey, SourceRef, Subject, TableDef, Tables, Value,
};
use jiff::civil::Date;
use std::path::Path;

fn field(key: &str, kind: Kind, group: u8) -> Field {
    let label = Label { en: key.into(), hi: key.into() };
    Field {
        key: key.into(),
        kind,
        group,
        required: false,
        personal: false,
        ahead: None,
        by_program: false,
        month: false,
        time_of: None,
        codes: None,
        label,
    }
}

fn table(name: &str, id_letter: Option<&str>, groups: &[&str], fields: Vec<Field>, key: &[&str]) -> TableDef {
    TableDef {
        name: name.into(),
        label: Label { en: name.into(), hi: name.into() },
        id_letter: id_letter.map(str::to_owned),
        groups: groups.iter().map(ToString::to_string).collect(),
        fields,
        business_key: key.iter().map(ToString::to_string).collect(),
        effective_from: None,
        known_by: None,
    }
}

/// Societies, their returns (subject derived) and their bearers (who refer to a society).
pub(super) fn tables() -> Tables {
    let society = vec![
        field("reg_no", Kind::RegistrationNo, 0),
        field("name", Kind::Name, 1),
        field("capital", Kind::Money, 2),
        field("from", Kind::Date, 0),
    ];
    let bearer =
        vec![field("society", Kind::Society, 0), field("name", Kind::Name, 0), field("auditor", Kind::Text, 0)];
    let filing = vec![field("society", Kind::Society, 0), field("fy", Kind::Year, 0), field("profit", Kind::Money, 0)];
    let all = [
        table("society", Some("S"), &["registration", "name", "capital"], society, &["reg_no"]),
        table("bearer", Some("O"), &["all"], bearer, &["society", "name"]),
        table("filing", None, &["all"], filing, &["fy", "society"]),
    ];
    Tables(all.into_iter().map(|def| (def.name.clone(), def)).collect())
}

/// The real ledger, and the three registers in the form of the real ones.
pub(super) static STEPS: &[Upgrade] = &[
    Upgrade { sql: include_str!("migrations/0001_ledger.sql") },
    Upgrade { sql: include_str!("sample/society.sql") },
    Upgrade { sql: include_str!("sample/others.sql") },
];

pub(super) fn create(path: &Path) -> Register {
    create_for("BR-PAT", path)
}
pub(super) fn create_for(office: &str, path: &Path) -> Register {
    Register::create_with(path, tables(), office, STEPS).unwrap()
}
pub(super) fn open(path: &Path, mode: Mode) -> Register {
    Register::open_with(path, tables(), mode, STEPS).unwrap()
}
pub(super) fn at(second: i64) -> Instant {
    Instant::new(jiff::Timestamp::from_second(1_700_000_000 + second).unwrap())
}
pub(super) fn day(n: i64) -> Date {
    Date::constant(2020, 1, 1).checked_add(jiff::Span::new().days(n)).unwrap()
}
pub(super) fn act() -> Act {
    Act {
        command: "coop-register society add".into(),
        officer: "asha".into(),
        uid: 1000,
        order_no: None,
        reason: Some("test".into()),
    }
}
pub(super) fn sha(n: u8) -> String {
    format!("{n:02x}").repeat(32)
}
pub(super) fn key(file: u8, row: u32) -> SourceKey {
    SourceKey { sha256: sha(file), sheet: 0, row }
}
/// An entry of the society register that states all its facts.
pub(super) fn society(subject: Subject, from: i64, reg_no: &str, capital: i64) -> NewEntry {
    let source = match &subject {
        Subject::New(key) => Some(SourceRef { batch: String::new(), sheet: key.sheet, row: key.row, block_row: None }),
        Subject::Known(_) => None,
    };
    NewEntry {
        table: "society".into(),
        subject,
        effective_from: day(from),
        groups: 0b111,
        facts: vec![
            (0, Value::text(reg_no)),
            (1, Value::text(format!("समिति {reg_no}"))),
            (2, Value::Money(crate::model::Paise(capital))),
        ],
        supersedes: None,
        source,
        as_written: None,
        other: None,
    }
}
pub(super) fn plan(entries: Vec<NewEntry>) -> Plan {
    Plan { act: act(), entries, ..Plan::default() }
}
pub(super) fn import(file: u8, entries: Vec<NewEntry>) -> Plan {
    let batch = Batch {
        id: String::new(),
        table: "society".into(),
        file_name: format!("list-{file}.xlsx"),
        sha256: sha(file),
        account: serde_json::json!({"rows": entries.len()}),
        rows: Vec::new(),
    };
    Plan { batch: Some(batch), ..plan(entries) }
}
