//! The rows both hands agree on, or a third decided.

use super::{
    compare::{Compared, Difference},
    form::Form,
    job::{Job, Take},
    keyed::{Keyed, KeyedCell, KeyedRow, Written},
};
use crate::model::CellRef;
use std::collections::BTreeMap;

/// Differences nobody has decided yet.
pub type Undecided = Vec<CellRef>;

/// The agreed rows by their number in the form. Where both say the same in other words, the first's words stand.
pub fn agreed(
    form: &Form<'_>,
    job: &Job,
    compared: &Compared,
    first: &Keyed,
    second: &Keyed,
) -> Result<BTreeMap<u32, KeyedRow>, Undecided> {
    let mut rows = first.rows.clone();
    let mut undecided = Vec::new();
    for difference in &compared.differences {
        let Some(decision) = job.decision(difference) else {
            undecided.push(difference.cell);
            continue;
        };
        match difference.column {
            None => take_row(&mut rows, difference.row, second, &decision.take),
            Some(column) => take_cell(form, &mut rows, difference, column, second, &decision.take),
        }
    }
    // A row of which nothing is left is no row.
    rows.retain(|_, row| !row.cells.is_empty());
    if undecided.is_empty() { Ok(rows) } else { Err(undecided) }
}

/// A row only one of them has: taken as it is, or left out.
fn take_row(rows: &mut BTreeMap<u32, KeyedRow>, number: u32, second: &Keyed, take: &Take) {
    if *take == Take::Second {
        match second.rows.get(&number) {
            Some(row) => rows.insert(number, row.clone()),
            None => rows.remove(&number),
        };
    }
}

fn take_cell(
    form: &Form<'_>,
    rows: &mut BTreeMap<u32, KeyedRow>,
    difference: &Difference,
    column: usize,
    second: &Keyed,
    take: &Take,
) {
    let Some(row) = rows.get_mut(&difference.row) else { return };
    let taken = match take {
        Take::First => return,
        Take::Second => second.rows.get(&difference.row).and_then(|row| row.cells.get(&column)).cloned(),
        Take::Value(text) => {
            let cell =
                || KeyedCell { place: form.cell(difference.row, column), text: text.clone(), written: Written::Text };
            (!text.trim().is_empty()).then(cell)
        }
    };
    match taken {
        Some(cell) => row.cells.insert(column, cell),
        None => row.cells.remove(&column),
    };
}
