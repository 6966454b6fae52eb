//! A list that is read and not entered: the same steps as for a register, each row to whom it concerns.

use super::{Desk, Journey, MigrateError, OpenFile, Record, Seen, Wishes, clean_row};
use crate::{
    mapping::{ColumnMap, Survey},
    matching::KnownSocieties,
    model::{CellRef, Finding, Language, Locus, Severity, TableDef},
    source::{Format, Limits, Stretches},
};
use std::path::Path;

/// Rows of a long delimited file that are held at once.
const STRETCH: u32 = 65_536;

/// A list as it was opened: whole, or to be read by stretches.
pub enum ListFile {
    /// In memory.
    Whole(Box<OpenFile>),
    /// Delimited text longer than a stretch.
    Long(Box<Stretches>),
}

impl ListFile {
    /// Opens a list; one of delimited text that is long is read by stretches.
    pub fn open(path: &Path, limits: &Limits) -> Result<Self, MigrateError> {
        Ok(match Stretches::open(path, limits, STRETCH)? {
            Some(stretches) => Self::Long(Box::new(stretches)),
            None => Self::Whole(Box::new(super::open(path, limits)?)),
        })
    }
    /// Rows in all, for progress.
    pub fn rows(&self) -> u64 {
        match self {
            Self::Whole(file) => file.sheets.iter().map(|sheet| sheet.row_count() as u64).sum(),
            Self::Long(stretches) => u64::from(stretches.row_count),
        }
    }
    /// Name as the person gave it, without folder.
    pub fn name(&self) -> &str {
        match self {
            Self::Whole(file) => &file.name,
            Self::Long(stretches) => &stretches.file_name,
        }
    }
}

/// A sheet of the list, told before its rows: its number, its name, its columns.
pub type ListedSheet<'s> = (u32, &'s str, &'s [ColumnMap]);

/// Reads a file as a list, whole or by stretches; see [`read_list`] for what is told and when it fails.
///
/// By stretches the script of each column is settled by the first stretch; dates are told by all of them.
pub fn read_list_file(
    desk: &Desk,
    file: ListFile,
    list: &TableDef,
    wishes: &Wishes,
    sheet: &mut dyn FnMut(ListedSheet<'_>),
    take: &mut dyn FnMut(Record),
) -> Result<Vec<Finding>, MigrateError> {
    let mut stretches = match file {
        ListFile::Whole(file) => return read_list(desk, &desk.lay_out(*file), list, wishes, sheet, take),
        ListFile::Long(stretches) => stretches,
    };
    let first = OpenFile {
        name: stretches.file_name.clone(),
        sha256: String::new(),
        format: Format::Csv.to_string(),
        oddities: Vec::new(),
        sheets: stretches.next_sheet().into_iter().collect(),
        correction: None,
        areas: Vec::new(),
        fixed: None,
        seen: Seen::default(),
    };
    let (surveys, societies) = checked(desk, &first, list, wishes)?;
    let mut findings = Vec::new();
    for (one, survey) in first.sheets.iter().zip(&surveys) {
        sheet((one.index, &one.name, survey.headings.as_ref().map_or(&[][..], |headings| &headings.columns)));
        let rest = Some(&mut *stretches);
        desk.records(one, survey, list, &first.name, wishes, &societies, rest, &mut findings, take);
    }
    Ok(findings)
}

/// What the sheets of a list are. One that lacks a column the list needs is none of it; refused where no sheet is left, two
/// columns claim one field, or a given value cannot be taken.
fn checked(
    desk: &Desk,
    file: &OpenFile,
    list: &TableDef,
    wishes: &Wishes,
) -> Result<(Vec<Survey>, KnownSocieties), MigrateError> {
    let societies = KnownSocieties::default();
    let mut surveys = desk.survey_for(file, &list.name);
    let mut lacking = Vec::new();
    for (sheet, survey) in file.sheets.iter().zip(&mut surveys) {
        let columns = survey.headings.as_ref().map_or(&[][..], |headings| &headings.columns);
        let stands = |key: &str| columns.iter().any(|column| column.field.as_deref() == Some(key));
        let given = |key: &str| wishes.given.iter().any(|(known, _)| known == key);
        let missing: Vec<_> =
            list.fields.iter().filter(|field| field.required && !stands(&field.key) && !given(&field.key)).collect();
        if missing.is_empty() {
            continue;
        }
        let named =
            |language| missing.iter().map(|field| field.label.in_language(language)).collect::<Vec<_>>().join(", ");
        let read: Vec<&str> = columns.iter().map(|column| column.heading.as_str()).collect();
        let row = survey.headings.as_ref().map_or(1, |headings| headings.rows.1);
        let place = Locus::cell(&file.name, &sheet.name, CellRef { row, column: 0 });
        lacking.push(
            Finding::new("SUB-021", Severity::Error, place)
                .with("missing", named(Language::En))
                .with("missing_hi", named(Language::Hi))
                .with("read", if read.is_empty() { "–".to_owned() } else { read.join(", ") }),
        );
        (survey.headings, survey.register) = (None, None);
    }
    let mut faults = if surveys.iter().all(|survey| survey.headings.is_none()) {
        lacking
    } else {
        desk.faults_of_headings(file, &surveys, &list.name)
    };
    faults.extend(clean_row::faults_of_given(desk, list, &societies, wishes, &file.name));
    if faults.is_empty() { Ok((surveys, societies)) } else { Err(MigrateError::NoTable(faults)) }
}

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
    let (surveys, societies) = checked(desk, file, list, wishes)?;
    for (one, survey) in file.sheets.iter().zip(&surveys) {
        let columns = survey.headings.as_ref().map_or(&[][..], |headings| &headings.columns);
        sheet((one.index, &one.name, columns));
    }
    let mut rows = 0_u64;
    let read = Journey::of_list(desk, file, wishes, list, (surveys.clone(), societies)).read_each(&mut |record| {
        rows += 1;
        take(record);
    });
    if rows == 0 {
        return Err(MigrateError::NoTable(super::without_rows(file, &surveys)));
    }
    Ok(read.findings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::{Files, load_list},
        model::{Date, Tables},
    };

    #[test]
    fn a_list_read_by_stretches_says_what_it_says_read_whole() {
        let files = Files::embedded();
        let list = load_list(&files, "crop_loan").unwrap();
        let desk = Desk::load(&files, &Tables([(list.name.clone(), list.clone())].into())).unwrap();
        let wishes = Wishes {
            register: Some(list.name.clone()),
            level: None,
            accepted: Vec::new(),
            given: vec![("own_funds".into(), "yes".into())],
            as_of: Date::constant(2026, 7, 15),
            profile: None,
            secret: b"secret".to_vec(),
        };
        let mut text = String::from("List of crop loans\n\nPACS,Account,Name,Purpose,Date,Amount,Due date\n");
        for n in 1..60 {
            // Only one far down shows which part of a date is the month; a name repeated by a mark; a day there is not.
            let day = if n == 50 { "25/06/2025".to_owned() } else { format!("{:02}/06/2025", n % 12 + 1) };
            let pacs = if n % 7 == 0 { "\"\"\"\"" } else { "Rampur" };
            text.push_str(&format!(
                "{pacs},A{n},Ram {n},Kharif,{day},{}.50,{}\n",
                n * 100,
                if n == 44 { "31/02/2026" } else { "28/03/2026" }
            ));
        }
        let sum: i64 = (1..60).map(|n| n * 100).sum();
        text.push_str(&format!("Total,,,,,{sum}.50,\n"));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("loans.csv");
        std::fs::write(&path, text).unwrap();
        let limits = Limits::default();
        let read = |file: ListFile| {
            let (mut records, mut sheets) = (Vec::new(), 0);
            let found =
                read_list_file(&desk, file, &list, &wishes, &mut |_| sheets += 1, &mut |record| records.push(record));
            (records, found.unwrap(), sheets)
        };
        let whole = read(ListFile::open(&path, &limits).unwrap());
        assert_eq!((whole.0.len(), whole.2), (59, 1));
        for rows in [7, 10, 64] {
            let stretches = Stretches::open(&path, &limits, rows).unwrap().map(Box::new);
            let file = stretches.map_or_else(|| ListFile::open(&path, &limits).unwrap(), ListFile::Long);
            let (records, found, sheets) = read(file);
            let differs = records.iter().zip(&whole.0).find(|(one, other)| one != other);
            assert_eq!((records.len(), sheets, differs), (whole.0.len(), whole.2, None), "{rows} rows at a time");
            let differs = found.iter().zip(&whole.1).find(|(one, other)| one != other);
            assert_eq!((found.len(), differs), (whole.1.len(), None), "{rows} rows at a time");
        }
        let codes: Vec<&str> = whole.1.iter().map(|finding| finding.code.as_str()).collect();
        assert!(codes.contains(&"IMP-203") && codes.contains(&"IMP-108"), "{codes:?}");
    }
}
