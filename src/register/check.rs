//! `db check`: is the file whole, do the current tables say what the entries say?

use super::{
    Mode, Register, RegisterError, Verified, current, history,
    holder::{Holder, placed},
    upgrades,
};
use crate::model::{Line, Remark};
use rusqlite::{Connection, TransactionBehavior};
use serde::Serialize;
use std::ops::ControlFlow;

/// More differences than these are counted, not listed.
const LISTED: usize = 50;

const EXTRA: &str = "current {register} register, {subject}: a line, but no entry is in force";
const LACKING: &str = "current {register} register, {subject}: no line, but entries are in force";
const OTHERWISE: &str = "current {register} register, {subject}: the line is not what the entries say";

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CheckReport {
    /// The chains, all of which hold.
    pub verified: Verified,
    /// Faults of the file or of the current tables, one sentence each; empty when all is well.
    pub faults: Vec<Remark>,
}

impl Register {
    /// Checks pages, references, columns, chains and current tables.
    ///
    /// A chain that does not hold is an error ([`RegisterError::Broken`]); everything else is listed.
    pub fn check(&self) -> Result<CheckReport, RegisterError> {
        let mut faults = Vec::new();
        let mut statement = self.connection.prepare("PRAGMA integrity_check(20)")?;
        for line in statement.query_map([], |row| row.get::<_, String>(0))? {
            let line = line?;
            if line != "ok" {
                faults.push(Remark::new("database file: {line}").with("line", line));
            }
        }
        let mut statement = self.connection.prepare("PRAGMA foreign_key_check")?;
        let references = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(2)?)))?;
        for reference in references {
            let (table, target) = reference?;
            faults.push(
                Remark::new("{table}: a row refers to {target}, which has no such row")
                    .with("table", table)
                    .with("target", target),
            );
        }
        drop(statement);
        upgrades::check_fields(&self.connection, &self.tables)?;
        let verified = self.verify(None)?;
        for columns in self.columns.values() {
            self.compare(columns, &mut faults)?;
        }
        let more = faults.len().saturating_sub(LISTED);
        faults.truncate(LISTED);
        if more > 0 {
            faults.push(Remark::new("and {more} more").with("more", more));
        }
        Ok(CheckReport { verified, faults })
    }

    /// Are the pages of the file whole? Much faster than [`Register::check`], and says nothing of chains.
    pub fn quick_check(&self) -> Result<Vec<String>, RegisterError> {
        let mut statement = self.connection.prepare("PRAGMA quick_check(5)")?;
        let lines = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
        Ok(lines.into_iter().filter(|line| line != "ok").collect())
    }

    /// Makes the current tables anew from the entries.
    pub fn rebuild(&mut self) -> Result<(), RegisterError> {
        if self.mode != Mode::Write {
            return Err(RegisterError::ReadOnly(self.path.clone()));
        }
        let placed = |error: rusqlite::Error| placed(&self.path, error.into());
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(placed)?;
        let _holder = Holder::announce(&self.path, "coop-register db check --rebuild");
        current::rebuild(&transaction, &self.tables)?;
        transaction.commit().map_err(placed)
    }

    /// Names subjects whose current line is not what their entries add up to.
    fn compare(&self, columns: &super::columns::Columns, faults: &mut Vec<Remark>) -> Result<(), RegisterError> {
        let name = &columns.def.name;
        let mut statement =
            self.connection.prepare(&format!("{} ORDER BY length(subject), subject", columns.current))?;
        let mut rows = statement.query([])?;
        let mut next =
            || -> Result<Option<Line>, RegisterError> { rows.next()?.map(|row| columns.line(row)).transpose() };
        let mut held = next()?;
        let mut fault =
            |subject: &str, what| faults.push(Remark::new(what).with("register", name).with("subject", subject));
        history::lines(&self.connection, columns, history::last_word(), |line| {
            while let Some(extra) = held.take_if(|held| super::subject_order(&held.subject, &line.subject).is_lt()) {
                fault(&extra.subject, EXTRA);
                held = next()?;
            }
            match held.take_if(|held| held.subject == line.subject) {
                None => fault(&line.subject, LACKING),
                Some(found) => {
                    if found != line {
                        fault(&line.subject, OTHERWISE);
                    }
                    held = next()?;
                }
            }
            Ok(ControlFlow::Continue(()))
        })?;
        while let Some(extra) = held {
            fault(&extra.subject, EXTRA);
            held = next()?;
        }
        let latest: Option<String> = latest(&self.connection, name)?;
        if latest.is_some_and(|latest| !self.high_water_reaches(name, &latest).unwrap_or(false)) {
            faults.push(
                Remark::new("current {register} register: entries begin later than its mark says")
                    .with("register", name),
            );
        }
        Ok(())
    }

    fn high_water_reaches(&self, name: &str, latest: &str) -> Result<bool, RegisterError> {
        let sql = "SELECT 1 FROM current_high_water WHERE register = ?1 AND effective_from >= ?2";
        Ok(self.connection.prepare_cached(sql)?.exists([name, latest])?)
    }
}

fn latest(connection: &Connection, name: &str) -> Result<Option<String>, RegisterError> {
    Ok(connection.query_row(&format!("SELECT max(effective_from) FROM {name}_register"), [], |row| row.get(0))?)
}
