//! Registers an office adds by its own catalogue: their tables are made from the definition, of the form the steps give theirs.
//!
//! Only a register whose name begins with [`OWN`] is made so: the names without it belong to the steps, and a later step may
//! bring one.

use super::{
    columns::{BOOK, quoted},
    stored::column_type,
};
use crate::model::{Kind, TableDef, Tables};
use rusqlite::Connection;

/// How the name of a register of the office's own begins.
pub(super) const OWN: &str = "own_";

/// Registers of the office's own that the file does not have yet, in name order.
pub(super) fn missing<'t>(connection: &Connection, tables: &'t Tables) -> rusqlite::Result<Vec<&'t TableDef>> {
    let mut found = Vec::new();
    for def in tables.0.values().filter(|def| def.name.starts_with(OWN)) {
        let name = format!("{}_register", def.name);
        let known: i64 = connection.query_row(
            "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?1",
            [name],
            |row| row.get(0),
        )?;
        if known == 0 {
            found.push(def);
        }
    }
    Ok(found)
}

/// The tables of a register: identities where its subjects have them, entries, and the triggers that forbid change.
pub(super) fn schema(def: &TableDef) -> String {
    let name = &def.name;
    let mut sql = String::new();
    if def.id_letter.is_some() {
        sql.push_str(&format!(
            "CREATE TABLE {name} ({name}_id TEXT NOT NULL PRIMARY KEY, office TEXT NOT NULL,
               number INTEGER NOT NULL CHECK (number > 0), source_key TEXT, day_no INTEGER NOT NULL,
               UNIQUE (office, number), UNIQUE (office, source_key)) STRICT;
             CREATE TRIGGER {name}_unchanged BEFORE UPDATE ON {name}
             BEGIN SELECT RAISE (ABORT, '{name}: an identity never changes'); END;
             CREATE TRIGGER {name}_kept BEFORE DELETE ON {name}
             BEGIN SELECT RAISE (ABORT, '{name}: an identity is never removed'); END;\n"
        ));
    }
    let book = BOOK.iter().map(|column| book_column(column, def));
    let fields = def.fields.iter().map(|field| field_column(&field.key, field.kind));
    let columns: Vec<String> = book.chain(fields).collect();
    sql.push_str(&format!(
        "CREATE TABLE {name}_register ({},
           PRIMARY KEY (office, entry_no),
           FOREIGN KEY (office, supersedes) REFERENCES {name}_register (office, entry_no),
           FOREIGN KEY (office, batch) REFERENCES batch (office, batch_id),
           CHECK (groups <> 0 OR supersedes IS NOT NULL)) STRICT;
         CREATE INDEX {name}_register_subject ON {name}_register (length(subject), subject);
         CREATE UNIQUE INDEX {name}_register_supersedes ON {name}_register (office, supersedes) WHERE supersedes IS NOT NULL;
         CREATE TRIGGER {name}_register_unchanged BEFORE UPDATE ON {name}_register
         BEGIN SELECT RAISE (ABORT, '{name} register: supersede the entry instead'); END;
         CREATE TRIGGER {name}_register_kept BEFORE DELETE ON {name}_register
         BEGIN SELECT RAISE (ABORT, '{name} register: entries are never removed'); END;
         CREATE TRIGGER {name}_register_same_subject BEFORE INSERT ON {name}_register WHEN NEW.supersedes IS NOT NULL
         BEGIN
           SELECT RAISE (ABORT, '{name} register: a correction keeps the subject of the entry it corrects')
           WHERE NOT EXISTS (SELECT 1 FROM {name}_register AS earlier WHERE earlier.office = NEW.office
             AND earlier.entry_no = NEW.supersedes AND earlier.subject = NEW.subject);
         END;\n",
        columns.join(", ")
    ));
    if let Some(key) = &def.known_by {
        sql.push_str(&format!("CREATE INDEX {name}_register_{key} ON {name}_register ({});\n", quoted(key)));
    }
    sql
}

fn book_column(column: &str, def: &TableDef) -> String {
    let kind = match column {
        "subject" if def.id_letter.is_some() => {
            return format!("subject TEXT NOT NULL REFERENCES {name} ({name}_id)", name = def.name);
        }
        "office" | "subject" | "effective_from" | "recorded_at" => "TEXT NOT NULL",
        "entry_no" | "groups" | "day_no" | "seal" => "INTEGER NOT NULL",
        "batch" | "as_written" | "other" => "TEXT",
        _ => "INTEGER",
    };
    format!("{} {kind}", quoted(column))
}

fn field_column(key: &str, kind: Kind) -> String {
    let column = quoted(key);
    let check = match kind {
        Kind::Date => format!(" CHECK ({column} GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]')"),
        Kind::Society => " REFERENCES society (society_id)".to_owned(),
        Kind::Bool => format!(" CHECK ({column} IN (0, 1))"),
        _ => String::new(),
    };
    format!("{column} {}{check}", column_type(kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::{Files, load_tables},
        register::upgrades::UPGRADES,
    };

    /// Columns, indexes and triggers of a register as SQLite tells them.
    fn shape(connection: &Connection, name: &str) -> Vec<String> {
        let mut all = Vec::new();
        for table in [name.to_owned(), format!("{name}_register")] {
            let sql = "SELECT cid || '|' || name || '|' || type || '|' || \"notnull\" || '|' || pk FROM pragma_table_info(?1)
                UNION ALL SELECT 'key ' || \"table\" || '|' || \"from\" || '|' || ifnull(\"to\", '') FROM pragma_foreign_key_list(?1)
                UNION ALL SELECT type || ' ' || name FROM sqlite_master WHERE tbl_name = ?1 AND type <> 'table'";
            let mut statement = connection.prepare(sql).unwrap();
            let rows = statement.query_map([&table], |row| row.get::<_, String>(0)).unwrap();
            all.extend(rows.map(|row| format!("{table}: {}", row.unwrap())));
        }
        all.sort();
        all
    }

    #[test]
    fn the_tables_of_a_definition_have_the_form_the_steps_give_them() {
        let tables = load_tables(&Files::embedded()).unwrap();
        let (by_steps, by_definition) = (Connection::open_in_memory().unwrap(), Connection::open_in_memory().unwrap());
        for step in UPGRADES {
            by_steps.execute_batch(step.sql).unwrap();
        }
        by_definition.execute_batch(UPGRADES[0].sql).unwrap();
        let mut alike = 0;
        for def in tables.0.values() {
            by_definition.execute_batch(&schema(def)).unwrap();
            // A column a later step added stands last; the columns of others are those of the first day.
            let sort = |mut all: Vec<String>| {
                for line in &mut all {
                    if let Some((head, tail)) = line.split_once(": ").filter(|(_, tail)| tail.contains('|')) {
                        let tail = tail.split_once('|').filter(|(at, _)| at.parse::<u32>().is_ok());
                        *line = tail.map_or_else(|| line.clone(), |(_, tail)| format!("{head}: {tail}"));
                    }
                }
                all.sort();
                all
            };
            let (theirs, own) = (sort(shape(&by_steps, &def.name)), sort(shape(&by_definition, &def.name)));
            // A step may give a register an index of its own; computerisation speaks of offices and banks too.
            let free = |line: &&String| line.contains(": index ") || line.contains(": key society|society|");
            let extra: Vec<&String> = theirs.iter().filter(|line| !own.contains(line) && !free(line)).collect();
            let lacking: Vec<&String> = own.iter().filter(|line| !theirs.contains(line) && !free(line)).collect();
            assert!(lacking.is_empty() && extra.is_empty(), "{}: {lacking:?} against {extra:?}", def.name);
            alike += 1;
        }
        assert!(alike > 30);
    }
}
