//! Identities: given once, never reused; a source row that comes again gets the one it had.

use super::{RegisterError, canonical::Canon};
use crate::model::{SourceKey, TableDef, hex};
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, fmt::Display};

/// Gives identities within one act.
pub(super) struct Identities<'a> {
    office: &'a str,
    day_no: i64,
    /// By register the last number, and the running hash of the identities given, if any was.
    given: BTreeMap<String, (i64, Option<Sha256>)>,
    /// How many were given.
    pub new: u64,
}

/// The key under which a source row is found again; zero-padded so that rows of a file lie in order.
fn source_key(key: &SourceKey) -> String {
    format!("{}/{:04}/{:07}", key.sha256, key.sheet, key.row)
}

impl<'a> Identities<'a> {
    pub(super) fn new(office: &'a str, day_no: i64) -> Self {
        Self { office, day_no, given: BTreeMap::new(), new: 0 }
    }

    /// The identity of a source row, and whether it was given just now.
    pub(super) fn of(
        &mut self,
        connection: &Connection,
        def: &TableDef,
        letter: &impl Display,
        key: &SourceKey,
    ) -> Result<(String, bool), RegisterError> {
        let name = &def.name;
        let key = source_key(key);
        if !self.given.contains_key(name) {
            let last: Option<i64> = connection.query_row(
                &format!("SELECT max(number) FROM {name} WHERE office = ?1"),
                [self.office],
                |row| row.get(0),
            )?;
            self.given.insert(name.clone(), (last.unwrap_or(0), None));
        }
        let (number, hash) = self.given.get_mut(name).expect("was inserted just above");
        let identity = format!("{}-{letter}-{}", self.office, *number + 1);
        // Most rows speak for the first time: the table itself says when one does not.
        let sql = format!(
            "INSERT INTO {name} ({name}_id, office, number, source_key, day_no) VALUES (?1, ?2, ?3, ?4, ?5) \
             ON CONFLICT (office, source_key) DO NOTHING"
        );
        let given = (&identity, self.office, *number + 1, &key, self.day_no);
        if connection.prepare_cached(&sql)?.execute(given)? == 0 {
            let sql = format!("SELECT {name}_id FROM {name} WHERE office = ?1 AND source_key = ?2");
            let found = connection.prepare_cached(&sql)?.query_row([self.office, &key], |row| row.get(0))?;
            return Ok((found, false));
        }
        *number += 1;
        hash.get_or_insert_default().update(line(&identity, *number, Some(&key)));
        self.new += 1;
        Ok((identity, true))
    }

    /// Hash of the identities given, by register.
    pub(super) fn hashes(self) -> Vec<(String, String)> {
        self.given.into_iter().filter_map(|(name, (_, hash))| Some((name, hex(&hash?.finalize())))).collect()
    }
}

/// Canonical bytes of one identity.
pub(super) fn line(identity: &str, number: i64, source_key: Option<&str>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut canon = Canon::begin(&mut bytes, "identity/1");
    canon.text(identity);
    canon.integer(number);
    canon.text_or_null(source_key);
    canon.end();
    bytes
}

/// Is this an identity of the register?
pub(super) fn exists(connection: &Connection, table: &str, identity: &str) -> Result<bool, RegisterError> {
    Ok(connection.prepare_cached(&format!("SELECT 1 FROM {table} WHERE {table}_id = ?1"))?.exists([identity])?)
}
