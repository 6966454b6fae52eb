//! Reading from the entries themselves: slower than the current tables, right at every moment.

use super::{
    RegisterError,
    columns::{Columns, quoted},
    in_force::{Head, in_force},
    stored::Stored,
};
use crate::model::{Entry, EntryNo, Line, Moment, Value};
use rusqlite::Connection;
use std::ops::ControlFlow;

/// The moment at which the last line of every subject is in force, whatever day it begins.
pub(super) fn last_word() -> Moment {
    Moment { as_of: jiff::civil::Date::MAX, known_on: None }
}

/// What the reading rule needs of an entry.
pub(super) fn head(entry: &Entry) -> Head<'_> {
    Head {
        office: &entry.office,
        no: entry.no,
        groups: entry.groups,
        effective_from: entry.effective_from,
        recorded_at: entry.recorded_at,
        supersedes: entry.supersedes,
    }
}

/// The line all entries of one subject add up to at a moment; `None` when none is in force.
pub(super) fn line_of(columns: &Columns, entries: &[Entry], moment: Moment) -> Option<Line> {
    let subject = &entries.first()?.subject;
    let heads: Vec<Head<'_>> = entries.iter().map(head).collect();
    let ruling = in_force(&heads, moment, columns.def.groups.len());
    if ruling.iter().all(Option::is_none) {
        return None;
    }
    let mut values = vec![Value::Empty; columns.def.fields.len()];
    let mut numbers: Vec<Option<EntryNo>> = Vec::with_capacity(ruling.len());
    for (group, ruler) in ruling.iter().enumerate() {
        let Some(entry) = ruler.and_then(|i| entries.get(i)) else {
            numbers.push(None);
            continue;
        };
        numbers.push(Some(entry.no));
        for (field, value) in &entry.facts {
            let field = usize::from(*field);
            if usize::from(columns.def.fields[field].group) == group {
                values[field] = value.clone();
            }
        }
    }
    Some(Line { subject: subject.clone(), values, entries: numbers })
}

/// All entries of one subject, in order of entering.
pub(super) fn entries_of(
    connection: &Connection,
    columns: &Columns,
    subject: &str,
) -> Result<Vec<Entry>, RegisterError> {
    let sql = format!(
        "{} WHERE length(subject) = length(?1) AND subject = ?1 ORDER BY recorded_at, office, entry_no",
        columns.entries
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([subject])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        entries.push(columns.entry(row)?);
    }
    Ok(entries)
}

/// The subjects of which some entry states a value, in order of subject; quick where the column has an index.
pub(super) fn subjects_stating(
    connection: &Connection,
    columns: &Columns,
    field: &str,
    held: &Stored<'_>,
) -> Result<Vec<String>, RegisterError> {
    let (name, column) = (&columns.def.name, quoted(field));
    let sql =
        format!("SELECT DISTINCT subject FROM {name}_register WHERE {column} = ?1 ORDER BY length(subject), subject");
    let mut statement = connection.prepare_cached(&sql)?;
    let found = statement.query_map([held], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// The line of every subject at a moment, in order of subject.
pub(super) fn lines(
    connection: &Connection,
    columns: &Columns,
    moment: Moment,
    mut each: impl FnMut(Line) -> Result<ControlFlow<()>, RegisterError>,
) -> Result<(), RegisterError> {
    let mut statement = connection.prepare(&format!("{} ORDER BY length(subject), subject", columns.entries))?;
    let mut rows = statement.query([])?;
    let mut entries: Vec<Entry> = Vec::new();
    loop {
        let next = rows.next()?.map(|row| columns.entry(row)).transpose()?;
        let same = next.as_ref().is_some_and(|next| entries.first().is_none_or(|first| first.subject == next.subject));
        if !same {
            if let Some(line) = line_of(columns, &entries, moment)
                && each(line)?.is_break()
            {
                return Ok(());
            }
            entries.clear();
        }
        match next {
            Some(entry) => entries.push(entry),
            None => return Ok(()),
        }
    }
}
