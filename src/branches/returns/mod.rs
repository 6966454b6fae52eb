//! Annual returns: the form, the reading of filed forms, their scrutiny, who owes one and who has not filed.

mod about;
pub mod baseline;
mod cases_of_law;
mod causes;
mod due;
mod earlier;
pub mod extension;
mod filed;
mod form;
mod from_files;
mod from_register;
mod impact;
mod layout;
pub mod life;
pub mod lodged;
mod long_list;
mod marking;
mod native;
pub mod penalty;
mod scrutiny;
mod units;
mod value;
mod withdrawals;

pub use about::{About, societies};
pub use cases_of_law::{Tried, try_cases};
pub use due::{DueDay, DueDays, Owed, district_names, each_owed, owed};
pub use earlier::Earlier;
pub use filed::Filed;
pub use form::{Prefilled, SECTIONS, kinds, template};
pub use from_files::{FileError, FileReturns, Picked};
pub use from_register::{
    Filings, RETURNS, closing_figures, each_of_year, filings, last_year_of, lines_of, one, society_of_number,
};
pub use impact::{Impact, Said, Turned, WhatIf, impact_of_files, impact_of_year};
pub use layout::{FINDINGS, Layout};
pub use long_list::{LONG, LongList};
pub use marking::{marked_copy, marks};
pub use native::ALL as NATIVE_RULES;
pub use scrutiny::{Noted, Scrutineer, Scrutiny, Untold, misfits, missing_most};

pub use withdrawals::{withdraw, withdrawals};

use crate::{
    catalogue::{CatalogueError, Files, ReturnFields},
    model::{CooperativeYear, Finding, Moment, Severity, Value},
    register::{ReadRegister, RegisterError},
    rules::{Lines, Rulebook},
    source::Content,
};
use std::{collections::BTreeSet, ops::ControlFlow};

/// Reads what a person writes into a line of the return; says what is expected when it does not read.
pub fn read_line(key: &str, text: &str, fields: &ReturnFields) -> Result<Value, String> {
    let line = fields.get(key).ok_or_else(|| format!("no field '{key}'; the nearest is '{}'", fields.nearest(key)))?;
    value::read(&Content::Text(text), line, fields).map_err(|expected| expected.en)
}

/// The rules of the return, with those written here.
pub fn rulebook(files: &Files) -> Result<Rulebook, Vec<CatalogueError>> {
    Rulebook::load(files, NATIVE_RULES)
}

/// Holds every return of a year on record against the rules. `with_values`: findings are to be held against a baseline.
pub fn check_year(
    register: &dyn ReadRegister,
    book: &Rulebook,
    (fy, with_values): (CooperativeYear, bool),
    moment: Moment,
    progress: &mut dyn FnMut(u64),
) -> Result<Scrutiny, RegisterError> {
    let mut scrutineer = Scrutineer::new(book).with_values(with_values);
    let mut done = 0;
    each_of_year(register, &book.fields, fy, moment, &mut |filed, last_year| {
        scrutineer.add(filed, last_year);
        done += 1;
        progress(done);
        ControlFlow::Continue(())
    })?;
    Ok(scrutineer.finish())
}

/// Which returns of files are asked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted<'a> {
    /// Of this year.
    pub fy: Option<CooperativeYear>,
    /// Of this kind of society.
    pub kind: Option<&'a str>,
    /// Are findings to be held against a baseline?
    pub with_values: bool,
}

impl Wanted<'_> {
    /// Is this one of them? Of a list others are passed over; a form is one return, so another one is told.
    fn holds(&self, filed: &Filed, fields: &ReturnFields) -> Result<bool, Box<Finding>> {
        let is_form = filed.at.as_ref().is_some_and(|(layout, _)| layout.is_form());
        let told = |code: &str, key: &str, found: &str, asked: &str| {
            let other = Finding::new(code, Severity::Error, filed.locus(fields.no(key)));
            if is_form { Err(Box::new(other.with("found", found).with("asked", asked))) } else { Ok(false) }
        };
        if let Some(fy) = self.fy.filter(|fy| *fy != filed.fy) {
            return told("RET-101", "fy_end", &filed.fy.to_string(), &fy.to_string());
        }
        let no = fields.no("society_type");
        let kind = filed.lines.iter().find(|(at, _)| Some(*at) == no).and_then(|(_, value)| value.as_text());
        match (self.kind, kind) {
            (Some(asked), found) if found != Some(asked) => {
                told("RET-102", "society_type", found.unwrap_or("–"), asked)
            }
            _ => Ok(true),
        }
    }
}

/// Last year's lines of a return of a file, as the register has them.
pub type OnRecord<'a> = dyn FnMut(&Filed) -> Result<Option<Lines>, RegisterError> + 'a;

/// A return with last year's lines.
type Against<'a> = (Filed, Option<&'a Lines>);

/// Every wanted return of files with last year's lines, looked for among the files, then on record; and what was found on reading,
/// also where that leaves no return.
fn each_of_files(
    files: &FileReturns,
    fields: &ReturnFields,
    of_last_year: &BTreeSet<u16>,
    on_record: &mut OnRecord<'_>,
    wanted: &Wanted<'_>,
    each: &mut dyn FnMut(Option<Against<'_>>, Vec<Noted>),
) -> Result<(), RegisterError> {
    let earlier = files.earlier(fields, of_last_year);
    let mut failed = None;
    files.each(fields, &mut |filed, notes| {
        let Some(filed) = filed else {
            each(None, notes);
            return ControlFlow::Continue(());
        };
        match wanted.holds(&filed, fields) {
            Ok(true) => {}
            Ok(false) => return ControlFlow::Continue(()),
            Err(other) => {
                each(None, vec![Noted::plain(*other)]);
                return ControlFlow::Continue(());
            }
        }
        if let Some(last_year) = earlier.of(&filed) {
            each(Some((filed, Some(last_year))), notes);
            return ControlFlow::Continue(());
        }
        match on_record(&filed) {
            Ok(last_year) => each(Some((filed, last_year.as_ref())), notes),
            Err(error) => {
                failed = Some(error);
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    });
    failed.map_or(Ok(()), Err)
}

/// Holds the returns of files against the rules; last year's are looked for among the files, then on record.
pub fn check_files(
    files: &FileReturns,
    book: &Rulebook,
    on_record: &mut OnRecord<'_>,
    wanted: &Wanted<'_>,
) -> Result<Scrutiny, RegisterError> {
    let of_last_year = Scrutineer::wanted_of_last_year(book);
    let mut scrutineer = Scrutineer::new(book).with_values(wanted.with_values);
    scrutineer.note(files.notes.clone());
    each_of_files(files, &book.fields, &of_last_year, on_record, wanted, &mut |filed, notes| {
        if let Some((filed, last_year)) = filed {
            scrutineer.add(filed, last_year);
        }
        scrutineer.note(notes);
    })?;
    Ok(scrutineer.finish())
}

#[cfg(test)]
mod tests;
