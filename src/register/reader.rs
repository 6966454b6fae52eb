//! The registers read through SQL: from the current tables where they answer, else from the entries.

use super::{
    BatchRecord, DayRow, Each, ReadRegister, Register, RegisterError, batches,
    columns::quoted,
    current,
    day_book::{self, RawDay},
    history,
    stored::stored,
};
use crate::model::{Entry, Line, Moment, Tables, Value};
use std::ops::ControlFlow;

impl ReadRegister for Register {
    fn office(&self) -> &str {
        &self.office
    }

    fn tables(&self) -> &Tables {
        &self.tables
    }

    fn line(&self, table: &str, subject: &str, moment: Moment) -> Result<Option<Line>, RegisterError> {
        let columns = self.columns_of(table)?;
        if !current::answers(&self.connection, table, moment)? {
            let entries = history::entries_of(&self.connection, columns, subject)?;
            return Ok(history::line_of(columns, &entries, moment));
        }
        let sql = format!("{} WHERE length(subject) = length(?1) AND subject = ?1", columns.current);
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query([subject])?;
        rows.next()?.map(|row| columns.line(row)).transpose()
    }

    fn lines(&self, table: &str, moment: Moment, each: Each<'_, Line>) -> Result<(), RegisterError> {
        let columns = self.columns_of(table)?;
        if !current::answers(&self.connection, table, moment)? {
            return history::lines(&self.connection, columns, moment, |line| Ok(each(line)));
        }
        let mut statement =
            self.connection.prepare(&format!("{} ORDER BY length(subject), subject", columns.current))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if each(columns.line(row)?).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn find_by(&self, table: &str, field: &str, value: &Value, moment: Moment) -> Result<Vec<Line>, RegisterError> {
        let columns = self.columns_of(table)?;
        let number = columns
            .def
            .field_no(field)
            .ok_or_else(|| RegisterError::UnknownField { register: table.into(), field: field.into() })?;
        let number = usize::from(number);
        let mut found = Vec::new();
        let answers = current::answers(&self.connection, table, moment)?;
        if let (false, Some(held)) = (answers || value.is_empty(), stored(columns.def.fields[number].kind, value)) {
            // Whoever has the value at a moment has an entry that states it: only those are read whole.
            for subject in history::subjects_stating(&self.connection, columns, field, &held)? {
                let entries = history::entries_of(&self.connection, columns, &subject)?;
                found.extend(history::line_of(columns, &entries, moment).filter(|line| line.values[number] == *value));
            }
            return Ok(found);
        }
        if value.is_empty() {
            self.lines(table, moment, &mut |line| {
                if line.values[number] == *value {
                    found.push(line);
                }
                ControlFlow::Continue(())
            })?;
            return Ok(found);
        }
        // A value of another kind is in no line.
        let Some(held) = stored(columns.def.fields[number].kind, value) else { return Ok(found) };
        let sql = format!("{} WHERE {} = ?1 ORDER BY length(subject), subject", columns.current, quoted(field));
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query([held])?;
        while let Some(row) = rows.next()? {
            found.push(columns.line(row)?);
        }
        Ok(found)
    }

    fn count(&self, table: &str, moment: Moment) -> Result<u64, RegisterError> {
        let columns = self.columns_of(table)?;
        if current::answers(&self.connection, table, moment)? {
            let sql = format!("SELECT count(*) FROM current_{table}");
            let count: i64 = self.connection.query_row(&sql, [], |row| row.get(0))?;
            return Ok(u64::try_from(count).unwrap_or(0));
        }
        let mut count = 0;
        history::lines(&self.connection, columns, moment, |_| {
            count += 1;
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(count)
    }

    fn entries(&self, table: &str, subject: &str) -> Result<Vec<Entry>, RegisterError> {
        history::entries_of(&self.connection, self.columns_of(table)?, subject)
    }

    fn entries_of_batch(&self, batch: &str, each: Each<'_, Entry>) -> Result<(), RegisterError> {
        let found = self.batch_head(batch)?;
        self.entries_of_day(found.day_no, each)
    }

    fn last_day_no(&self) -> Result<i64, RegisterError> {
        Ok(day_book::last(&self.connection, &self.office)?.map_or(0, |row| row.day_no))
    }

    fn last_day(&self, moment: Moment) -> Result<Option<DayRow>, RegisterError> {
        let row = match moment.known_on {
            None => day_book::last(&self.connection, &self.office)?,
            Some(known_on) => day_book::last_by(&self.connection, &self.office, known_on)?,
        };
        row.map(RawDay::into_row).transpose()
    }

    fn day_book(&self, each: Each<'_, DayRow>) -> Result<(), RegisterError> {
        let mut statement = self.connection.prepare_cached(&format!("{} ORDER BY office, day_no", day_book::SELECT))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if each(RawDay::read(row)?.into_row()?).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn day(&self, office: &str, day_no: i64) -> Result<Option<DayRow>, RegisterError> {
        day_book::row(&self.connection, office, day_no)?.map(RawDay::into_row).transpose()
    }

    fn batches(&self) -> Result<Vec<BatchRecord>, RegisterError> {
        batches::all(&self.connection, &self.office)
    }

    fn batch(&self, batch: &str) -> Result<Option<BatchRecord>, RegisterError> {
        batches::one(&self.connection, &self.office, batch)
    }

    fn batch_in_force_by_sha(&self, sha256: &str, table: &str) -> Result<Option<String>, RegisterError> {
        batches::in_force_by_sha(&self.connection, &self.office, sha256, table)
    }
}

impl Register {
    pub(super) fn batch_head(&self, batch: &str) -> Result<BatchRecord, RegisterError> {
        batches::one(&self.connection, &self.office, batch)?
            .ok_or_else(|| RegisterError::UnknownBatch(batch.to_owned()))
    }

    /// The entries a day wrote, register by register in name order, in order of number within each.
    pub(super) fn entries_of_day(&self, day_no: i64, each: Each<'_, Entry>) -> Result<(), RegisterError> {
        let range: (Option<i64>, Option<i64>) = self.connection.query_row(
            "SELECT first_entry, last_entry FROM day_book WHERE office = ?1 AND day_no = ?2",
            (&self.office, day_no),
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let (Some(first), Some(last)) = range else { return Ok(()) };
        for columns in self.columns.values() {
            let sql = format!("{} WHERE office = ?1 AND entry_no BETWEEN ?2 AND ?3 ORDER BY entry_no", columns.entries);
            let mut statement = self.connection.prepare_cached(&sql)?;
            let mut rows = statement.query((&self.office, first, last))?;
            while let Some(row) = rows.next()? {
                if each(columns.entry(row)?).is_break() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}
