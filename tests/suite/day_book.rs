//! Whoever alters one byte of the register behind the programs is found, and the place is named.

use super::{
    journey::small,
    office::{Office, Ran},
};

/// Runs a statement that the register's own triggers forbid.
fn forge(office: &Office, statement: &str) {
    let database = office.database();
    let mut triggers = database.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").expect("a query");
    let triggers: Vec<(String, String)> = triggers
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("triggers")
        .map(|trigger| trigger.expect("a trigger"))
        .collect();
    assert!(database.execute(statement, []).is_err(), "nothing forbids: {statement}");
    for (name, _) in &triggers {
        database.execute_batch(&format!("DROP TRIGGER {name}")).expect("a trigger is dropped");
    }
    assert_eq!(database.execute(statement, []).expect("the forgery"), 1, "{statement}");
    for (_, sql) in &triggers {
        database.execute_batch(sql).expect("a trigger is put back");
    }
}

fn verify(office: &Office) -> Ran {
    office.run("coop-register", &["ledger", "verify"])
}

/// Exit code 8 and one line in which the number stands as a word of its own.
fn names(office: &Office, number: i64, forgery: &str) {
    let found = verify(office);
    assert_eq!(found.code, 8, "{forgery}: {}{}", found.stdout, found.stderr);
    let line = found.stderr.lines().next().unwrap_or_default();
    let mut words = line.split(|c: char| !c.is_alphanumeric());
    assert!(words.any(|word| word == number.to_string()), "{forgery}: {number} is not named: {}", found.stderr);
}

#[test]
fn an_untouched_copy_holds() {
    let found = verify(&small().copy());
    assert_eq!(found.code, 0, "{}", found.stderr);
    let chains = small().chain();
    // 245 societies entered, struck out, entered again.
    assert_eq!((&chains[0]["days"], &chains[0]["entries"]), (&3.into(), &735.into()));
}

#[test]
fn an_altered_row_of_the_day_book_is_named_whatever_its_column() {
    for (column, value) in [
        // The last digit of the fraction of a second, another one whatever it was.
        ("recorded_at", "substr(recorded_at, 1, 25) || ((substr(recorded_at, 26, 1) + 1) % 10) || 'Z'"),
        ("command", "'c' || substr(command, 2) || '.'"),
        ("officer", "officer || 'a'"),
        ("uid", "uid + 1"),
        ("order_no", "'8/2025'"),
        ("reason", "'Taken back'"),
        ("undoes", "'B0009'"),
        ("last_entry", "last_entry - 1"),
        ("entries_digest", "replace(entries_digest, substr(entries_digest, 1, 1), 'g')"),
        ("annex_digest", "replace(annex_digest, substr(annex_digest, 1, 1), 'g')"),
        ("prev_hash", "replace(prev_hash, substr(prev_hash, 1, 1), 'g')"),
        ("hash", "replace(hash, substr(hash, 1, 1), 'g')"),
    ] {
        let office = small().copy();
        let statement = format!("UPDATE day_book SET {column} = {value} WHERE day_no = 2");
        forge(&office, &statement);
        names(&office, 2, &statement);
    }
}

#[test]
fn an_altered_entry_is_named_whatever_its_column() {
    for (column, value) in [
        ("name_hi", "name_hi || ' '"),
        ("members", "members + 1"),
        ("share_capital", "share_capital + 1"),
        ("reg_date", "'1981-08-12'"),
        ("effective_from", "'1981-08-12'"),
        ("supersedes", "600"),
        ("batch", "'B0002'"),
        ("\"row\"", "\"row\" + 1"),
        ("as_written", "as_written || ' '"),
        ("seal", "seal + 1"),
    ] {
        let office = small().copy();
        let statement = format!("UPDATE society_register SET {column} = {value} WHERE entry_no = 137");
        forge(&office, &statement);
        names(&office, 137, &statement);
    }
}

#[test]
fn what_was_removed_is_missed() {
    let office = small().copy();
    forge(&office, "DELETE FROM society_register WHERE entry_no = 612");
    names(&office, 612, "an entry removed");

    // Rows cut off at the end leave no trace in the file: the head written down elsewhere shows it.
    let office = small().copy();
    let head = office.chain()[0]["head"].as_str().expect("a head").to_owned();
    assert_eq!(office.run("coop-register", &["ledger", "verify", "--head", &head]).code, 0);
    let other = head.replace(&head[..1], "g");
    assert_eq!(office.run("coop-register", &["ledger", "verify", "--head", &other]).code, 8);
}

#[test]
fn a_file_that_is_no_register_any_more_is_no_internal_error() {
    let office = small().copy();
    let path = office.folder().join("register.db");
    let bytes = std::fs::read(&path).expect("the register");
    std::fs::write(&path, &bytes[..bytes.len() / 2]).expect("half of it");
    let found = verify(&office);
    assert!([3, 8].contains(&found.code), "{}: {}", found.code, found.stderr);
    std::fs::write(&path, "no database at all").expect("another text");
    assert_eq!(verify(&office).code, 3);
}
