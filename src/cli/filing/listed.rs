//! A list of events as a source: kept like the file of an import, a batch of its own, and held to the end of paper.

use super::{kept::store_source, paper_end, staged::Shelf};
use crate::{
    branches::{computerisation::Recorded, cutover::Watch},
    cli::{CommandError, Office},
    migrate::{Account, OpenFile, SheetAccount},
    model::{Batch, BatchRow, Finding, Outcome},
    register::{ReadRegister, Register},
};
use std::path::Path;

/// A list that was read.
pub struct Listed<'a> {
    /// The list.
    pub file: &'a OpenFile,
    /// Where it lies.
    pub path: &'a Path,
    /// The command that entered it.
    pub command: &'a str,
    /// Its sheets, and what their columns were taken for.
    pub sheets: Vec<SheetAccount>,
}

impl Listed<'_> {
    /// Rows that speak of a day after the end of paper need an order, as those of any file do; with one they are told.
    pub fn held_to_the_end_of_paper(
        &self,
        register: &dyn ReadRegister,
        recorded: &Recorded,
        order: Option<&str>,
    ) -> Result<Option<Finding>, CommandError> {
        let Some(table) = recorded.entries.first().map(|entry| entry.table.clone()) else { return Ok(None) };
        let Some(mut watch) = Watch::over(register, &table)? else { return Ok(None) };
        for entry in &recorded.entries {
            // What was named at the desk is not of the list.
            let Some(source) = &entry.source else { continue };
            let at = |(sheet, row, _): &&(u32, u32, Vec<String>)| (*sheet, *row) == (source.sheet, source.row);
            let carried = recorded.carried.iter().find(at).map_or(&[][..], |(_, _, fields)| fields);
            watch.see(entry, carried);
        }
        if watch.late.rows > 0 && order.is_none() {
            return Err(paper_end::refused(&self.file.name, &watch, &self.file.sheets));
        }
        Ok(paper_end::told(&self.file.name, &watch, order))
    }
    /// The batch of the list; its original is kept under its hash before anything rests on it.
    pub fn batch(self, office: &Office, register: &Register, recorded: &Recorded) -> Result<Batch, CommandError> {
        let of_list = recorded.entries.iter().filter(|entry| entry.source.is_some());
        let (new, further) = of_list.fold((0, 0), |(new, further), entry| match entry.subject {
            crate::model::Subject::New(_) => (new + 1, further),
            crate::model::Subject::Known(_) => (new, further + 1),
        });
        let already = |(sheet, row, subject): &(u32, u32, String)| BatchRow {
            sheet: *sheet,
            row: *row,
            outcome: Outcome::Duplicate,
            subject: Some(subject.clone()),
            findings: Vec::new(),
        };
        let rows: Vec<BatchRow> = recorded.already_of_list.iter().map(already).collect();
        let account = Account {
            register: recorded.entries.first().map(|entry| entry.table.clone()).unwrap_or_default(),
            rows: new + further + rows.len() as u64,
            imported: new,
            updated: further,
            duplicates: rows.len() as u64,
            as_of: Some(office.time().as_of),
            sheets: self.sheets,
            carried: recorded.carried.clone(),
            listed_by: Some(self.command.to_owned()),
            ..Account::default()
        };
        if !office.globals().dry_run {
            store_source(office, self.path, &self.file.sha256)?;
        }
        Ok(Batch {
            id: register.next_batch_id(Shelf::of(office)?.last_number()?)?,
            table: account.register.clone(),
            file_name: self.file.name.clone(),
            sha256: self.file.sha256.clone(),
            account: serde_json::to_value(&account).unwrap_or_default(),
            rows,
        })
    }
}
