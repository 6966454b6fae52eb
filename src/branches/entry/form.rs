//! The form of a register: its columns from left to right, with headings an import knows again.

use crate::{
    mapping::HeadingLexicon,
    model::{CellRef, Field, Kind, TableDef},
};

/// What a column of the form is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stands {
    /// Number of the row in the form, filled in.
    Row,
    /// Page of the paper register.
    Page,
    /// Registration number of the society a row belongs to.
    SocietyNo,
    /// A field of the register, by its number.
    Field(u16),
}

/// A column of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormColumn {
    /// Field key, or `form_row`, `page`, `society_no`.
    pub key: String,
    /// `Hindi / English`, as an import recognises it.
    pub heading: String,
    /// What it is for.
    pub stands: Stands,
}

/// The form of one register.
#[derive(Clone, Debug)]
pub struct Form<'a> {
    /// The register.
    pub table: &'a TableDef,
    /// Its columns.
    pub columns: Vec<FormColumn>,
    /// Rows to be keyed.
    pub rows: u32,
}

/// Rows above the first row to be keyed: the title, what to do, the headings.
pub(super) const HEAD_ROWS: u32 = 3;
const FORM_ROW: &str = "प्रपत्र पंक्ति / Form row";
const PAGE: &str = "कागज़ी पंजी का पृष्ठ / Page of the paper register";
/// The field that keeps a society's number as printed, and what an import makes of its column.
const PRINTED_NO: &str = "registration_number";
const LEADS: &str = "society_no";
const SOCIETY_NO: (&str, &str) = ("समिति पंजीयन संख्या", "Society Reg. No.");

impl<'a> Form<'a> {
    /// Lays out the form. Fields only the program writes are left out; where a register speaks of societies, the number a
    /// society is registered under may be keyed beside its name.
    pub fn of(table: &'a TableDef, lexicon: &HeadingLexicon, rows: u32) -> Self {
        let own =
            |key: &str, heading: &str, stands| FormColumn { key: key.to_owned(), heading: heading.to_owned(), stands };
        let mut columns = vec![own("form_row", FORM_ROW, Stands::Row), own("page", PAGE, Stands::Page)];
        for (no, field) in (0u16..).zip(&table.fields).filter(|(_, field)| !field.by_program) {
            let heading = heading(lexicon, field);
            columns.push(FormColumn { key: field.key.clone(), heading, stands: Stands::Field(no) });
            // A register that keeps the number as printed leads to the society by that column.
            if field.kind == Kind::Society && table.field(PRINTED_NO).is_none() {
                let heading = heading_if_known(lexicon, LEADS, SOCIETY_NO.0, SOCIETY_NO.1);
                columns.extend(heading.map(|heading| own(LEADS, &heading, Stands::SocietyNo)));
            }
        }
        Self { table, columns, rows }
    }
    /// The field a column holds.
    pub fn field(&self, column: &FormColumn) -> Option<&'a Field> {
        if let Stands::Field(no) = column.stands { self.table.fields.get(usize::from(no)) } else { None }
    }
    /// Where a form row stands when nobody moved it: its name in comparisons, whatever became of the copies.
    pub fn cell(&self, number: u32, column: usize) -> CellRef {
        CellRef { row: HEAD_ROWS + number, column: u32::try_from(column).unwrap_or(u32::MAX) }
    }
    /// The column of that number, if it is there to be keyed.
    pub fn column(&self, at: usize) -> Option<&FormColumn> {
        self.columns.get(at)
    }
}

/// Both labels where an import takes both for the field; else the one it does; else the key.
fn heading(lexicon: &HeadingLexicon, field: &Field) -> String {
    let key = if field.key == PRINTED_NO { LEADS } else { field.key.as_str() };
    heading_if_known(lexicon, key, &field.label.hi, &field.label.en).unwrap_or_else(|| field.key.clone())
}

fn heading_if_known(lexicon: &HeadingLexicon, key: &str, hi: &str, en: &str) -> Option<String> {
    let is_known = |text: &str| lexicon.recognise_known(text).is_some_and(|found| found.field == key);
    let both = format!("{hi} / {en}");
    [both.as_str(), hi, en].into_iter().find(|text| is_known(text)).map(str::to_owned)
}
