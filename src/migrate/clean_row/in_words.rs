//! Amounts in words: a column of words held against the column of figures beside it, or words within the cell of the figures.

use super::RowCleaner;
use crate::{
    cleaning::{Cleaned, Fault, NumberWords},
    mapping::{ColumnMap, ReadRow},
    migrate::{account::InWords, record::Record},
    model::{Field, Kind, Value},
};

/// A column of words and the column of figures it speaks of.
pub(super) struct WordsColumn<'a> {
    column: u32,
    figures: u32,
    field: &'a Field,
}

/// Columns whose heading says that they hold words; each speaks of the column of money under the same upper heading, else of the
/// nearest to its left, else to its right.
pub(super) fn words_columns<'a>(
    columns: &[ColumnMap],
    fields: &[Option<&'a Field>],
    words: &NumberWords,
) -> Vec<WordsColumn<'a>> {
    let field = |column: &ColumnMap| fields.get(column.column as usize).copied().flatten();
    let money = |column: &ColumnMap| field(column).filter(|field| field.kind == Kind::Money);
    let head = |column: &ColumnMap| column.heading.split(" / ").next().unwrap_or_default().to_owned();
    let mut found = Vec::new();
    for of_words in columns.iter().filter(|column| column.field.is_none() && words.names_words(&column.heading)) {
        let best = columns.iter().filter_map(|column| Some((column, money(column)?))).min_by_key(|(column, _)| {
            let right = column.column > of_words.column;
            (head(column) != head(of_words), right, column.column.abs_diff(of_words.column))
        });
        if let Some((figures, field)) = best {
            found.push(WordsColumn { column: of_words.column, figures: figures.column, field });
        }
    }
    found
}

impl RowCleaner<'_> {
    /// Holds the words of a row against its figures.
    pub(super) fn compare_words(&self, row: &ReadRow, record: &mut Record) {
        for words in &self.words {
            let Some(cell) = row.cell(words.column) else { continue };
            let text = cell.text();
            let figure = record.get(self.table, &words.field.key).and_then(Value::as_money);
            let outcome = match (figure, row.cell(words.figures)) {
                (Some(figure), _) => self.desk.number_words.compare(figure, &text),
                // The figure has its own finding.
                (None, Some(_)) => continue,
                (None, None) => match self.desk.number_words.amount_in_words(&text) {
                    Ok(said) => Err(Fault::warning("IMP-223").with("figure", "–").with("read", said)),
                    Err(_) => continue,
                },
            };
            let differs = outcome.as_ref().err().map(|fault| fault.code);
            if let Err(fault) = outcome {
                self.fault(words.field, cell, row.number, fault, record);
            }
            self.count_words(words.column, &words.field.key, differs);
        }
    }
    /// Counts words within a cell of figures by what reading them gave.
    pub(super) fn count_own_words(&self, column: u32, field: &Field, read: &Cleaned) {
        let compared = read.repairs.contains(&"words_agree");
        let doubt = read.doubts.iter().map(|doubt| doubt.code).find(|code| matches!(*code, "IMP-223" | "IMP-224"));
        if compared || doubt.is_some() {
            self.count_words(column, &field.key, doubt);
        }
    }
    fn count_words(&self, column: u32, field: &str, fault: Option<&str>) {
        let mut counted = self.in_words.borrow_mut();
        let counts =
            counted.entry(column).or_insert_with(|| InWords { column, field: field.to_owned(), ..InWords::default() });
        *match fault {
            None => &mut counts.agree,
            Some("IMP-223") => &mut counts.differ,
            Some(_) => &mut counts.unread,
        } += 1;
    }
    /// The counts of the sheet, by column.
    pub(in crate::migrate) fn amounts_in_words(&self) -> Vec<InWords> {
        self.in_words.borrow().values().cloned().collect()
    }
}
