//! Findings on their way back into the file they are about: beside the row, the cell coloured.

use super::{FINDINGS, FileReturns, Noted};
use crate::{
    model::{CellRef, Finding, Severity, column_number},
    source::{Limits, SheetMarks, SourceError, Weight, marked},
};
use std::{collections::BTreeMap, path::Path};

/// The marks of one file, sheet by sheet, also of sheets on which nothing was found: what an earlier marking left there goes.
/// `say` makes the sentence of a finding. A finding without a cell stands beside the heading rows, in the first row.
pub fn marks(files: &FileReturns, file: &str, findings: &[Noted], say: &dyn Fn(&Noted) -> String) -> Vec<SheetMarks> {
    let mut all = Vec::new();
    let mut homeless: Vec<&Noted> = findings.iter().filter(|noted| is_of(&noted.finding, file, None)).collect();
    for (sheet, layout) in files.layouts().filter(|(_, layout)| layout.file == file) {
        let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        let mut cells: BTreeMap<CellRef, Weight> = BTreeMap::new();
        let own = findings.iter().filter(|noted| is_of(&noted.finding, file, Some(&sheet.name)));
        for noted in homeless.drain(..).chain(own) {
            let cell = noted.finding.place.cell.as_deref().and_then(cell_of);
            rows.entry(cell.map_or(1, |cell| cell.row)).or_default().push(say(noted));
            if let Some(cell) = cell {
                let weight = weight(noted);
                cells.entry(cell).and_modify(|known| *known = weight.max(*known)).or_insert(weight);
            }
        }
        // The heading row keeps its heading.
        if let Some(texts) = rows.remove(&layout.heading_row()) {
            rows.entry(1).or_default().extend(texts);
        }
        all.push(SheetMarks {
            sheet: sheet.name.clone(),
            heading_row: layout.heading_row(),
            heading: FINDINGS.to_owned(),
            rows: rows.into_iter().map(|(row, texts)| (row, texts.join("\n"))).collect(),
            cells,
        });
    }
    all
}

/// The bytes of a copy of a file with its marks.
pub fn marked_copy(path: &Path, limits: &Limits, marks: &[SheetMarks]) -> Result<Vec<u8>, SourceError> {
    marked(path, limits, marks)
}

fn is_of(finding: &Finding, file: &str, sheet: Option<&str>) -> bool {
    finding.place.file.as_deref() == Some(file) && finding.place.sheet.as_deref() == sheet
}

fn weight(noted: &Noted) -> Weight {
    match noted.finding.severity {
        _ if noted.waived.is_some() => Weight::Info,
        Severity::Error => Weight::Error,
        Severity::Warning => Weight::Warning,
        Severity::Info => Weight::Info,
    }
}

/// `D41` in its parts.
fn cell_of(text: &str) -> Option<CellRef> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    Some(CellRef { row: text[letters..].parse().ok()?, column: column_number(&text[..letters])? })
}
