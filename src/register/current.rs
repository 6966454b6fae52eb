//! The current tables: the last line of every subject, kept in the transaction that writes the entries.
//!
//! They answer only when nothing begins later than the day asked for and nothing recorded is left out;
//! every other question is read from the entries. They lie outside digest and chain: a cache, made anew at will.

use super::{
    RegisterError,
    columns::{Columns, quoted},
    history,
    stored::{Stored, column_type, stored},
};
use crate::model::{Field, Kind, Line, Moment, TableDef, Tables};
use rusqlite::{Connection, OptionalExtension};
use std::{collections::BTreeSet, ops::ControlFlow};

/// Drops and makes all current tables from the entries.
pub(super) fn rebuild(connection: &Connection, tables: &Tables) -> Result<(), RegisterError> {
    connection.execute("DELETE FROM current_high_water", [])?;
    for def in tables.0.values() {
        connection.execute_batch(&format!("DROP TABLE IF EXISTS current_{}", def.name))?;
        connection.execute_batch(&table(def))?;
        connection.execute(
            &format!(
                "INSERT INTO current_high_water SELECT ?1, max(effective_from) FROM {}_register \
                 HAVING max(effective_from) IS NOT NULL",
                def.name
            ),
            [&def.name],
        )?;
        let columns = Columns::new(def);
        history::lines(connection, &columns, history::last_word(), |line| {
            put(connection, &columns, &line)?;
            Ok(ControlFlow::Continue(()))
        })?;
    }
    Ok(())
}

fn table(def: &TableDef) -> String {
    let name = &def.name;
    let mut sql = format!("CREATE TABLE current_{name} (\n  subject TEXT NOT NULL");
    for (group, label) in def.groups.iter().enumerate() {
        sql += &format!(",\n  entry_{group} INTEGER /* {} */", label.replace("*/", ""));
    }
    for field in &def.fields {
        sql += &format!(",\n  {} {}", quoted(&field.key), column_type(field.kind));
    }
    sql += &format!(
        "\n) STRICT;\nCREATE UNIQUE INDEX current_{name}_subject ON current_{name} (length(subject), subject);\n"
    );
    // Numbers people search by, the society other registers speak of, and what a register of many lines is looked up by.
    let asked_for = |field: &&Field| {
        matches!(field.kind, Kind::RegistrationNo | Kind::Society) || def.known_by.as_ref() == Some(&field.key)
    };
    for field in def.fields.iter().filter(asked_for) {
        let column = quoted(&field.key);
        sql += &format!(
            "CREATE INDEX {} ON current_{name} ({column});\n",
            quoted(&format!("current_{name}_{}", field.key))
        );
    }
    sql
}

/// May the current table answer for this moment? Only when no entry of the register begins after it.
pub(super) fn answers(connection: &Connection, table: &str, moment: Moment) -> Result<bool, RegisterError> {
    if moment.known_on.is_some() {
        return Ok(false);
    }
    let mut statement =
        connection.prepare_cached("SELECT effective_from FROM current_high_water WHERE register = ?1")?;
    let mark: Option<String> = statement.query_row([table], |row| row.get(0)).optional()?;
    Ok(mark.is_none_or(|mark| mark.parse().is_ok_and(|mark: jiff::civil::Date| mark <= moment.as_of)))
}

/// Writes a line in place of the subject's former one.
pub(super) fn put(connection: &Connection, columns: &Columns, line: &Line) -> Result<(), RegisterError> {
    let mut statement = connection.prepare_cached(&columns.set_current)?;
    statement.raw_bind_parameter(1, &line.subject)?;
    let mut at = 1;
    for entry in &line.entries {
        at += 1;
        statement.raw_bind_parameter(at, entry.map(|no| no.0))?;
    }
    for (field, value) in columns.def.fields.iter().zip(&line.values) {
        at += 1;
        statement.raw_bind_parameter(at, stored(field.kind, value))?;
    }
    statement.raw_execute()?;
    Ok(())
}

/// Writes the line of a subject of which one entry is all there is: its number, its groups, its stored facts by field.
pub(super) fn put_only<'f>(
    connection: &Connection,
    columns: &Columns,
    (subject, no, groups): (&str, i64, u32),
    facts: impl Iterator<Item = (usize, &'f Stored<'f>)>,
) -> Result<(), RegisterError> {
    let mut statement = connection.prepare_cached(&columns.set_current)?;
    // A cached statement comes with its old bindings.
    statement.clear_bindings();
    statement.raw_bind_parameter(1, subject)?;
    let of_groups = columns.def.groups.len();
    for group in (0..of_groups).filter(|group| groups >> group & 1 == 1) {
        statement.raw_bind_parameter(2 + group, no)?;
    }
    for (field, held) in facts {
        statement.raw_bind_parameter(2 + of_groups + field, held)?;
    }
    statement.raw_execute()?;
    Ok(())
}

/// Brings one current table up to date after entries were written: lines of the subjects that are to be read `again`, the day
/// from which the table answers, and the indexes still to be made.
pub(super) fn keep(
    connection: &Connection,
    columns: &Columns,
    again: &BTreeSet<String>,
    latest: &str,
    put_off: &[String],
) -> Result<(), RegisterError> {
    let name = &columns.def.name;
    connection
        .prepare_cached(
            "INSERT INTO current_high_water VALUES (?1, ?2) ON CONFLICT (register) \
             DO UPDATE SET effective_from = max(effective_from, excluded.effective_from)",
        )?
        .execute([name.as_str(), latest])?;
    for sql in put_off {
        connection.execute_batch(sql)?;
    }
    let delete = format!("DELETE FROM current_{name} WHERE length(subject) = length(?1) AND subject = ?1");
    for subject in again {
        connection.prepare_cached(&delete)?.execute([subject])?;
        let entries = history::entries_of(connection, columns, subject)?;
        if let Some(line) = history::line_of(columns, &entries, history::last_word()) {
            put(connection, columns, &line)?;
        }
    }
    Ok(())
}

/// Drops what of a table can be made after loading; its SQL. `in_order`: the index of its subjects stays. With the indexes goes
/// the trigger that looks at corrections: for its sake SQLite would keep a journal of every single entry, and what comes into
/// an empty register corrects nothing, which the check of the plan has seen.
pub(super) fn put_off(connection: &Connection, table: &str, in_order: bool) -> Result<Vec<String>, RegisterError> {
    let mut statement = connection.prepare(
        "SELECT type, name, sql FROM sqlite_master WHERE tbl_name = ?1 AND sql IS NOT NULL \
         AND (type = 'index' AND NOT (?2 AND name = tbl_name || '_subject') \
         OR type = 'trigger' AND name = tbl_name || '_same_subject') ORDER BY name",
    )?;
    let found = statement.query_map((table, in_order), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let found: Vec<(String, String, String)> = found.collect::<Result<_, _>>()?;
    let mut texts = Vec::with_capacity(found.len());
    for (kind, name, sql) in found {
        connection.execute_batch(&format!("DROP {kind} {}", quoted(&name)))?;
        texts.push(sql);
    }
    Ok(texts)
}
