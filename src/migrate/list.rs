//! A list that is read and not entered: the same steps as for a register, each row to whom it concerns.

use super::{Desk, Journey, MigrateError, OpenFile, Record, Wishes, clean_row};
use crate::{
    mapping::ColumnMap,
    matching::KnownSocieties,
    model::{Finding, TableDef},
};

/// A sheet of the list, told before its rows: its number, its name, its columns.
pub type ListedSheet<'s> = (u32, &'s str, &'s [ColumnMap]);

/// Reads every sheet of a file as a list the desk was loaded for: `sheet` is told what follows, `take` gets each row, also one
/// that is rejected. The findings are those of columns, sheets and rows.
///
/// Error: no sheet is such a list, two columns claim one field, or a value given at the desk cannot be taken.
pub fn read_list(
    desk: &Desk,
    file: &OpenFile,
    list: &TableDef,
    wishes: &Wishes,
    sheet: &mut dyn FnMut(ListedSheet<'_>),
    take: &mut dyn FnMut(Record),
) -> Result<Vec<Finding>, MigrateError> {
    let societies = KnownSocieties::default();
    let surveys = desk.survey_for(file, &list.name);
    let mut faults = desk.faults_of_headings(file, &surveys, &list.name);
    faults.extend(clean_row::faults_of_given(desk, list, &societies, wishes, &file.name));
    if !faults.is_empty() {
        return Err(MigrateError::NoTable(faults));
    }
    for (one, survey) in file.sheets.iter().zip(&surveys) {
        let columns = survey.headings.as_ref().map_or(&[][..], |headings| &headings.columns);
        sheet((one.index, &one.name, columns));
    }
    let mut rows = 0_u64;
    let read = Journey::again(desk, file, wishes, list, societies)?.read_each(&mut |record| {
        rows += 1;
        take(record);
    });
    if rows == 0 {
        return Err(MigrateError::NoTable(super::without_rows(file, &surveys)));
    }
    Ok(read.findings)
}
