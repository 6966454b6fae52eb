//! Rejected rows come back corrected: the original is read once more with them in the place of its own rows, so that
//! titles, block headings and scripts of columns hold for them as before.

use super::{
    Account, OpenFile, Seen,
    cover::Cover,
    rejects::{STAMP, STAMP_SHEET},
};
use crate::{
    model::{CellRef, Outcome, Remark},
    register::{ReadRegister, RegisterError},
    source::{Cell, Limits, Sheet, SourceError, Stand},
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

/// Place of a row in a file: sheet from 0, row from 1.
type At = (u32, u32);

/// What makes a file the correction of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The batch whose rows it corrects, and the SHA-256 of that batch's file.
    pub of: Corrects,
    /// Name of the corrected workbook.
    pub file_name: String,
    /// SHA-256 of the corrected workbook.
    pub sha256: String,
    /// The rows it brings; all others of the original were entered before.
    pub only: BTreeSet<At>,
}

/// The batch an account corrects.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrects {
    /// Its id.
    pub batch: String,
    /// SHA-256 of its file.
    pub sha256: String,
}

/// A workbook of rejects as it came back.
#[derive(Clone, Debug)]
pub struct Corrections {
    /// The batch and file its rows are of.
    pub of: Corrects,
    /// By sheet of the source: sheet of the workbook, first column added, rows of the source with the row they stand in.
    sheets: BTreeMap<u32, (usize, u32, BTreeMap<u32, u32>)>,
}

/// A workbook that cannot be taken as corrected rejects.
#[derive(Clone, Debug)]
pub enum NotCorrections {
    /// It is no workbook of rejects.
    Unstamped,
    /// Rows of it cannot be told; each fault in words.
    Rows(Vec<Remark>),
}

impl Corrections {
    /// Reads which rows a workbook brings; every row that cannot be told is named.
    pub fn read(file: &OpenFile) -> Result<Self, NotCorrections> {
        let unstamped = || NotCorrections::Unstamped;
        let stamp = file.sheets.iter().find(|sheet| sheet.name == STAMP_SHEET).ok_or_else(unstamped)?;
        let text = |row: u32, column: u32| stamp.cell(row, column).map(|cell| cell.content.to_string());
        if text(1, 0).as_deref() != Some(STAMP) {
            return Err(unstamped());
        }
        let of = text(1, 1).zip(text(1, 2)).map(|(batch, sha256)| Corrects { batch, sha256 }).ok_or_else(unstamped)?;
        let mut sheets = BTreeMap::new();
        let mut faults = Vec::new();
        for row in stamp.rows().skip(1).map(|row| row.number) {
            let number = |column| text(row, column).and_then(|text| text.trim().parse::<u32>().ok());
            let (index, name) = number(0).zip(text(row, 1)).ok_or_else(unstamped)?;
            let (added, above) = number(2).zip(number(3)).ok_or_else(unstamped)?;
            let Some(at) = file.sheets.iter().position(|sheet| sheet.name == name) else {
                faults.push(Remark::new("sheet '{sheet}' is missing").with("sheet", name));
                continue;
            };
            let mut rows = BTreeMap::new();
            for line in file.sheets[at].rows().filter(|line| line.number > above) {
                let place = || CellRef { row: line.number, column: added };
                let told = line.cell(added).and_then(|cell| cell.content.to_string().trim().parse::<u32>().ok());
                let fault = match told {
                    None => Remark::new("sheet '{sheet}', {cell}: the number of the source row is missing"),
                    Some(source) if rows.insert(source, line.number).is_some() => {
                        Remark::new("sheet '{sheet}', {cell}: source row {row} stands here twice").with("row", source)
                    }
                    Some(_) => continue,
                };
                faults.push(fault.with("sheet", &name).with("cell", place()));
            }
            sheets.insert(index, (at, added, rows));
        }
        if faults.is_empty() { Ok(Self { of, sheets }) } else { Err(NotCorrections::Rows(faults)) }
    }
    /// The rows of the source it brings.
    pub fn rows(&self) -> BTreeSet<At> {
        self.sheets.iter().flat_map(|(sheet, (_, _, rows))| rows.keys().map(|row| (*sheet, *row))).collect()
    }
    /// The original with the corrected rows in place of its own. A cell that still shows what the original showed is the
    /// original's: its fonts, and an identity number that was covered, stay.
    pub fn put_into(
        &self,
        original: &OpenFile,
        account: &Account,
        workbook: &OpenFile,
        limits: &Limits,
    ) -> Result<OpenFile, SourceError> {
        let mut sheets = Vec::with_capacity(original.sheets.len());
        for sheet in &original.sheets {
            let Some((at, added, rows)) = self.sheets.get(&sheet.index) else {
                sheets.push(sheet.clone());
                continue;
            };
            let page: &Sheet = &workbook.sheets[*at];
            let row = |(row, by): (&u32, &u32)| Some(Stand { row: *row, by: page.row(*by)? });
            let stands: Vec<Stand<'_>> = rows.iter().filter_map(row).collect();
            let found = account.sheets.iter().find(|found| found.index == sheet.index);
            let cover = found.map_or_else(Cover::default, |found| Cover::of(found.heading, &found.columns));
            let same = |own: &Cell<'_>, by: &Cell<'_>| {
                let shown = cover.over(own).unwrap_or_else(|| own.content.to_string());
                shown == by.content.to_string()
            };
            sheets.push(sheet.with_rows(&stands, *added, &same, limits)?);
        }
        let correction = Correction {
            of: self.of.clone(),
            file_name: workbook.name.clone(),
            sha256: workbook.sha256.clone(),
            only: self.rows(),
        };
        Ok(OpenFile {
            name: original.name.clone(),
            sha256: original.sha256.clone(),
            format: original.format.clone(),
            oddities: workbook.oddities.clone(),
            sheets,
            correction: Some(correction),
            areas: original.areas.clone(),
            fixed: original.fixed.clone(),
            seen: Seen::default(),
        })
    }
}

impl OpenFile {
    /// Is this row one of those the file brings?
    pub(super) fn brings(&self, at: At) -> bool {
        self.correction.as_ref().is_none_or(|correction| correction.only.contains(&at))
    }
    /// Name and SHA-256 under which the batch of this file is kept.
    pub fn kept_as(&self) -> (&str, &str) {
        self.correction.as_ref().map_or((&self.name, &self.sha256), |found| (&found.file_name, &found.sha256))
    }
}

/// The rejected rows of a batch that no correction in force has brought since, and those corrections.
pub fn outstanding(register: &dyn ReadRegister, batch: &str) -> Result<(BTreeSet<At>, Vec<String>), RegisterError> {
    let found = register.batch(batch)?.ok_or_else(|| RegisterError::UnknownBatch(batch.into()))?;
    let rejected = found.batch.rows.iter().filter(|row| row.outcome == Outcome::Rejected);
    let mut open: BTreeSet<At> = rejected.map(|row| (row.sheet, row.row)).collect();
    let mut corrections = Vec::new();
    for other in register.batches()?.into_iter().filter(|other| other.undone_by.is_none()) {
        let account: Account = serde_json::from_value(other.batch.account).unwrap_or_default();
        if account.corrects.is_none_or(|corrects| corrects.batch != batch) {
            continue;
        }
        register.entries_of_batch(&other.batch.id, &mut |entry| {
            if let Some(source) = entry.source {
                open.remove(&(source.sheet, source.row));
            }
            ControlFlow::Continue(())
        })?;
        for row in register.batch(&other.batch.id)?.into_iter().flat_map(|found| found.batch.rows) {
            if row.outcome == Outcome::Duplicate {
                open.remove(&(row.sheet, row.row));
            }
        }
        corrections.push(other.batch.id);
    }
    Ok((open, corrections))
}
