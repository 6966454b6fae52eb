//! What somebody alters with a database tool or a byte editor is found and named.

use super::{
    Mode, RegisterError,
    file_tests::{folder, three_days},
    sample::open,
};
use rusqlite::Connection;
use std::{os::unix::fs::FileExt, path::Path};

/// Alters a copy of the register as one could with a database tool, and says where `verify` finds it.
fn altered(sql: &str) -> String {
    let (_folder, path) = folder();
    drop(three_days(&path));
    let tool = Connection::open(&path).unwrap();
    tool.pragma_update(None, "foreign_keys", false).unwrap();
    let triggers: Vec<String> = tool
        .prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    for trigger in triggers {
        tool.execute_batch(&format!("DROP TRIGGER {trigger}")).unwrap();
    }
    tool.execute_batch(sql).unwrap();
    match open(&path, Mode::Read).verify(None) {
        Err(RegisterError::Broken(broken)) => broken.place.to_string(),
        other => panic!("{sql}: {other:?}"),
    }
}

#[test]
fn the_first_alteration_is_named() {
    for (sql, place) in [
        ("UPDATE society_register SET capital = 101 WHERE entry_no = 2", "society register, entry 2"),
        ("UPDATE society_register SET recorded_at = 'never' WHERE entry_no >= 2", "society register, entry 2"),
        ("UPDATE society_register SET seal = 0 WHERE entry_no = 3", "society register, entry 3"),
        ("UPDATE society_register SET day_no = 1 WHERE entry_no = 3", "society register, entry 3"),
        ("UPDATE filing_register SET profit = 1", "filing register, entry 4"),
        ("DELETE FROM society_register WHERE entry_no = 1", "entry 1"),
        ("DELETE FROM filing_register", "entry 4"),
        ("UPDATE society_register SET entry_no = 9 WHERE entry_no = 3", "entry 3"),
        ("UPDATE day_book SET officer = 'asha ' WHERE day_no = 2", "day book, row 2"),
        ("UPDATE day_book SET uid = 0 WHERE day_no = 3", "day book, row 3"),
        ("DELETE FROM day_book WHERE day_no = 2", "day book, after row 1"),
        ("DELETE FROM day_book WHERE day_no = 3", "filing register, entry 4"),
        ("UPDATE society_register SET office = 'AA' WHERE entry_no = 2", "society register, entry 2"),
        ("UPDATE society_register SET office = 'ZZ' WHERE entry_no = 2", "society register, entry 2"),
        ("UPDATE day_book SET office = 'AA' WHERE day_no = 2", "day book, row 2"),
        ("UPDATE ledger SET office = 'BR-GAY'", "ledger"),
        (
            "INSERT INTO batch SELECT office, 'B0002', register, file_name, sha256, account, day_no FROM batch",
            "batch B0002",
        ),
        ("INSERT INTO batch_row VALUES ('BR-PAT', 'B0009', 1, 0, 1, 'rejected', NULL, '[]')", "batch B0009"),
        (
            "INSERT INTO batch_row VALUES ('BR-PAT', 'B0001', 1, 0, 1, 'rejected', NULL, '[]')",
            "day book, row 1, its batch or the identities it gave",
        ),
        ("UPDATE batch SET file_name = 'other.xlsx'", "day book, row 1, its batch or the identities it gave"),
        (
            "UPDATE society SET source_key = 'x' WHERE number = 3",
            "day book, row 2, its batch or the identities it gave",
        ),
        ("INSERT INTO society VALUES ('BR-PAT-S-7', 'BR-PAT', 7, NULL, 9)", "society identities of day 9"),
    ] {
        assert_eq!(altered(sql), place, "{sql}");
    }
}

#[test]
fn an_entry_altered_together_with_its_seal_is_found_by_the_day_book() {
    let (_folder, path) = folder();
    drop(three_days(&path));
    let tool = Connection::open(&path).unwrap();
    tool.execute_batch(
        "DROP TRIGGER society_register_unchanged; UPDATE society_register SET name = 'other' WHERE entry_no = 2",
    )
    .unwrap();
    let register = open(&path, Mode::Read);
    let columns = register.columns_of("society").unwrap();
    let sql = format!("{} WHERE entry_no = 2", columns.entries);
    let hash = register.connection.query_row(&sql, [], |row| Ok(columns.hash(row, &mut Vec::new()).unwrap())).unwrap();
    drop(register);
    tool.execute("UPDATE society_register SET seal = ?1 WHERE entry_no = 2", [super::canonical::seal(&hash)]).unwrap();
    let error = open(&path, Mode::Read).verify(None).unwrap_err();
    assert!(error.to_string().contains("day book, row 1, its entries taken together"), "{error}");
}

#[test]
fn rows_cut_off_at_the_end_show_only_against_a_head_written_down() {
    let (_folder, path) = folder();
    let register = three_days(&path);
    let head = register.verify(None).unwrap().chains[0].head.clone();
    register.verify(Some(&head)).unwrap();
    drop(register);
    let tool = Connection::open(&path).unwrap();
    tool.execute_batch(
        "DROP TRIGGER day_book_kept; DROP TRIGGER filing_register_kept; \
         DELETE FROM filing_register; DELETE FROM day_book WHERE day_no = 3",
    )
    .unwrap();
    let register = open(&path, Mode::Read);
    register.verify(None).unwrap();
    let error = register.verify(Some(&head)).unwrap_err();
    assert_eq!(error.exit_code(), 8);
    assert!(error.to_string().contains(&head), "{error}");
}

fn varint(bytes: &[u8], at: usize) -> (usize, usize) {
    let length = bytes[at..at + 9].iter().position(|byte| byte & 0x80 == 0).unwrap() + 1;
    (bytes[at..at + length].iter().fold(0, |value, byte| value << 7 | usize::from(byte & 0x7f)), length)
}

/// Where each row of a table lies in the file, as first byte and the byte after: size, place and record.
fn records(path: &Path, table: &str) -> Vec<(usize, usize)> {
    let connection = Connection::open(path).unwrap();
    let size: i64 = connection.query_row("PRAGMA page_size", [], |row| row.get(0)).unwrap();
    let sql = "SELECT rootpage FROM sqlite_master WHERE name = ?1";
    let root: i64 = connection.query_row(sql, [table], |row| row.get(0)).unwrap();
    let bytes = std::fs::read(path).unwrap();
    let page = usize::try_from((root - 1) * size).unwrap();
    let two = |at: usize| usize::from(u16::from_be_bytes([bytes[at], bytes[at + 1]]));
    assert_eq!(bytes[page], 13, "the whole table lies on one page");
    let cells = (0..two(page + 3)).map(|n| page + two(page + 8 + 2 * n));
    cells
        .map(|begin| {
            let (payload, length) = varint(&bytes, begin);
            let (_, place) = varint(&bytes, begin + length);
            (begin, begin + length + place + payload)
        })
        .collect()
}

#[test]
fn every_altered_byte_of_a_row_or_an_entry_is_found_and_named() {
    let (_folder, path) = folder();
    drop(three_days(&path));
    let bytes = std::fs::read(&path).unwrap();
    let file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
    let mut tried = 0;
    for table in ["day_book", "society_register", "filing_register"] {
        for (begin, end) in records(&path, table) {
            for (at, byte) in bytes.iter().enumerate().take(end).skip(begin) {
                for mask in [0x01, 0x20, 0x80] {
                    file.write_all_at(&[byte ^ mask], at as u64).unwrap();
                    let place = match open(&path, Mode::Read).verify(None) {
                        Err(RegisterError::Broken(broken)) => broken.place.to_string(),
                        Err(RegisterError::Damaged { place, .. }) => place,
                        other => panic!("{table}, byte {at} of {begin}..{end}, mask {mask:#x}: {other:?}"),
                    };
                    assert!(place.contains("row") || place.contains("entry"), "{table}, byte {at}: {place}");
                    tried += 1;
                }
                file.write_all_at(&[*byte], at as u64).unwrap();
            }
        }
    }
    assert!(tried > 3000, "{tried}");
    open(&path, Mode::Read).verify(None).unwrap();
}
