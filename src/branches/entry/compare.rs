//! Two keyed forms held against each other, cell by cell.

use super::{
    form::{Form, FormColumn},
    keyed::{Keyed, KeyedRow},
};
use crate::{
    catalogue::{CatalogueError, Files},
    cleaning::{
        Cleaned, Codes, DateColumn, DateWords, Fault, NumberWords, covered, read_bool, read_date, read_decimal,
        read_moment, read_phone, read_year,
    },
    devanagari::normalize,
    model::{CellRef, Date, Field, Kind, Value},
};
use std::collections::BTreeSet;

/// One of the two hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Who keyed first.
    First,
    /// Who keyed second, without seeing the first.
    Second,
}

/// What is not the same in both.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Its name: the cell of the form nobody moved.
    pub cell: CellRef,
    /// Number of the form row.
    pub row: u32,
    /// Number of the column; nothing where the whole row is missing in one.
    pub column: Option<usize>,
    /// What the first file says, and where.
    pub first: Option<(CellRef, String)>,
    /// What the second file says, and where.
    pub second: Option<(CellRef, String)>,
    /// Is it a number of identity, which is never shown?
    pub identity: bool,
}

/// What a comparison found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Compared {
    /// What is not the same.
    pub differences: Vec<Difference>,
    /// Cells filled in both or in one.
    pub cells: u64,
    /// Cells written differently that say the same: `12.03.1957`, `12/3/1957`.
    pub alike: u64,
    /// Rows filled in both, in the first alone, in the second alone.
    pub rows: (u64, u64, u64),
}

/// Reads what was keyed as an import would, to see whether two writings say the same.
pub struct Readings {
    codes: Codes,
    numbers: NumberWords,
    unseen_dates: DateColumn,
    as_of: Date,
}

impl Readings {
    /// Loads the lists; `as_of` is the day that counts as today.
    pub fn load(files: &Files, as_of: Date) -> Result<Self, Vec<CatalogueError>> {
        let numbers = NumberWords::load(files).map_err(|fault| vec![fault])?;
        let unseen_dates = DateColumn::new(&DateWords::load(files).map_err(|fault| vec![fault])?);
        Ok(Self { codes: Codes::load(files)?, numbers, unseen_dates, as_of })
    }
    /// Do two writings of a field say the same without any doubt?
    fn say_the_same(&self, field: Option<&Field>, first: &str, second: &str) -> bool {
        let (first, second) = (normalize(first), normalize(second));
        if first == second {
            return true;
        }
        let Some(field) = field else { return false };
        let sure =
            |text: &str| self.read(field, text)?.ok().filter(|read| read.doubts.is_empty()).map(|read| read.value);
        matches!((sure(&first), sure(&second)), (Some(one), Some(other)) if one == other && one != Value::Empty)
    }
    /// What a text says; nothing for fields that say what they say.
    fn read(&self, field: &Field, text: &str) -> Option<Result<Cleaned, Fault>> {
        let latest = if field.ahead.is_some() { Date::constant(2100, 1, 1) } else { self.as_of };
        let pivot = self.as_of.year() + i16::from(field.ahead.unwrap_or(0));
        Some(match field.kind {
            Kind::Date => read_date(text, &self.unseen_dates, latest, pivot),
            Kind::DateTime => read_moment(text, &self.unseen_dates, latest, pivot),
            Kind::Money => self.numbers.read_amount(text, None),
            Kind::Integer => self.numbers.read_count(text),
            Kind::Bool => read_bool(text),
            Kind::Percent => read_decimal(text, 100, Value::Percent),
            Kind::Quantity => read_decimal(text, 1000, Value::Quantity),
            Kind::Year => read_year(text),
            Kind::Phone => read_phone(text),
            Kind::Code => self.codes.read(field.codes.as_deref().unwrap_or_default(), text),
            Kind::Text
            | Kind::Name
            | Kind::RegistrationNo
            | Kind::District
            | Kind::Block
            | Kind::Society
            | Kind::Identity => return None,
        })
    }
}

/// Holds two forms of one job against each other.
pub fn compare(form: &Form<'_>, readings: &Readings, first: &Keyed, second: &Keyed) -> Compared {
    let mut compared = Compared::default();
    let numbers: BTreeSet<u32> = first.rows.keys().chain(second.rows.keys()).copied().collect();
    for number in numbers {
        match (first.rows.get(&number), second.rows.get(&number)) {
            (Some(one), Some(other)) => {
                compared.rows.0 += 1;
                compare_row(form, readings, number, (one, other), &mut compared);
            }
            (one, other) => {
                *(if one.is_some() { &mut compared.rows.1 } else { &mut compared.rows.2 }) += 1;
                let told =
                    |row: Option<&KeyedRow>| row.map(|row| (CellRef { row: row.row, column: 0 }, shown_row(form, row)));
                compared.differences.push(Difference {
                    cell: form.cell(number, 0),
                    row: number,
                    column: None,
                    first: told(one),
                    second: told(other),
                    identity: false,
                });
            }
        }
    }
    compared
}

fn compare_row(
    form: &Form<'_>,
    readings: &Readings,
    number: u32,
    (first, second): (&KeyedRow, &KeyedRow),
    compared: &mut Compared,
) {
    for (at, column) in form.columns.iter().enumerate() {
        let (one, other) = (first.cells.get(&at), second.cells.get(&at));
        if one.is_none() && other.is_none() {
            continue;
        }
        compared.cells += 1;
        if let (Some(one), Some(other)) = (one, other) {
            if one.text == other.text {
                continue;
            }
            if readings.say_the_same(form.field(column), &one.text, &other.text) {
                compared.alike += 1;
                continue;
            }
        }
        let told = |cell: Option<&super::keyed::KeyedCell>| cell.map(|cell| (cell.place, cell.text.clone()));
        compared.differences.push(Difference {
            cell: form.cell(number, at),
            row: number,
            column: Some(at),
            first: told(one),
            second: told(other),
            identity: is_identity(form, column),
        });
    }
}

fn is_identity(form: &Form<'_>, column: &FormColumn) -> bool {
    form.field(column).is_some_and(|field| field.kind == Kind::Identity)
}

/// A row in one line; numbers of identity are not in it.
fn shown_row(form: &Form<'_>, row: &KeyedRow) -> String {
    let shown = row.cells.iter().filter(|(at, _)| form.column(**at).is_some_and(|column| !is_identity(form, column)));
    // Once more over the whole: a number may be spread over neighbouring cells.
    covered(&shown.map(|(_, cell)| cell.text.as_str()).collect::<Vec<_>>().join(" | ")).into_owned()
}

impl Difference {
    /// What one of them keyed, as it may be shown: a number of identity never, one within words covered.
    pub fn shown(&self, form: &Form<'_>, side: Side) -> Option<String> {
        let (_, text) = (if side == Side::First { &self.first } else { &self.second }).as_ref()?;
        let field = self.column.and_then(|at| form.column(at)).and_then(|column| form.field(column));
        Some(match field.map(|field| field.kind) {
            _ if self.identity => "XXXX".to_owned(),
            Some(Kind::Text | Kind::Name | Kind::Society) => covered(text).into_owned(),
            _ => text.clone(),
        })
    }
}
