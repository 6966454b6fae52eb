//! What goes on paper, and in which parts.

use super::{
    Report, ReportError, Role, Words,
    dress::dress,
    dressed::{Dressed, DressedSection, Line},
    letter::LetterFile,
};
use crate::model::Value;
use serde::{Deserialize, Serialize};

/// Rows of one part: memory of the setting program stays flat.
pub const PART_ROWS: usize = 1_000;
/// Rows of all lists of a report above which paper carries the abstract only.
pub const LIST_ROWS: usize = 2_000;

/// A job for the printing program: one PDF a part, pages numbered through.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PrintJob {
    /// Name of the files, without ending.
    pub name: String,
    /// Folders with fonts, searched before the system's.
    #[serde(default)]
    pub fonts: Vec<String>,
    /// Parts in order.
    #[serde(default)]
    pub parts: Vec<Dressed>,
    /// Letters, a file each.
    #[serde(default)]
    pub letters: Vec<LetterFile>,
}

impl PrintJob {
    /// The job for a report: lists over [`LIST_ROWS`] left to workbook and CSV, the rest in parts of [`PART_ROWS`].
    pub fn new(report: &Report, words: &Words, fonts: Vec<String>) -> Result<Self, ReportError> {
        let listed: usize = report.sections.iter().filter(|s| s.role == Role::List).map(|s| s.table.rows.len()).sum();
        let dressed = if listed > LIST_ROWS {
            // Rows are dropped before dressing, so a long list costs paper nothing.
            let mut short = report.clone();
            for section in short.sections.iter_mut().filter(|section| section.role == Role::List) {
                section.table.rows.clear();
            }
            let mut dressed = dress(&short, words)?;
            for (section, full) in dressed.sections.iter_mut().zip(&report.sections) {
                if full.role == Role::List && !full.table.rows.is_empty() {
                    let rows = Value::count(full.table.rows.len());
                    let said = super::Phrase::key("note.list_left_out").with("rows", rows);
                    section.instead = Some(words.phrase(&said));
                }
            }
            dressed
        } else {
            dress(report, words)?
        };
        let parts = split(dressed, words.text("word.continued"));
        Ok(Self { name: report.key.clone(), fonts, parts, letters: Vec::new() })
    }
}

/// Cuts a dressed report after every [`PART_ROWS`] rows; the preamble stands in the first part,
/// signature, notes and sources at the end of the last.
pub fn split(mut whole: Dressed, continued: &str) -> Vec<Dressed> {
    let sections = std::mem::take(&mut whole.sections);
    let (notes, sources) = (std::mem::take(&mut whole.notes), std::mem::take(&mut whole.sources));
    let signature = whole.signature.take();
    let mut parts = Vec::new();
    let mut part = whole.clone();
    whole.preamble.clear();
    let mut room = PART_ROWS;
    for mut section in sections {
        loop {
            if section.rows() <= room {
                room -= section.rows();
                part.sections.push(section);
                break;
            }
            // A few rows at the foot of a part are no use to a reader: begin such a list in the next one.
            if room >= 25 || part.sections.is_empty() {
                let rest = cut(&mut section, room, continued);
                part.sections.push(section);
                section = rest;
            }
            parts.push(std::mem::replace(&mut part, whole.clone()));
            room = PART_ROWS;
        }
    }
    part.notes = notes;
    part.signature = signature;
    part.sources = sources;
    parts.push(part);
    parts
}

/// Keeps the first rows of a section and returns the others, headed as continued; an open group is named again.
fn cut(section: &mut DressedSection, keep: usize, continued: &str) -> DressedSection {
    let mut rows = 0;
    let mut group = None;
    let at = section.lines.iter().position(|line| {
        match line {
            Line::Row(..) => rows += 1,
            Line::Group(name) => group = Some(name.clone()),
            Line::Total(_) => {}
        }
        rows > keep
    });
    let mut rest = section.lines.split_off(at.unwrap_or(section.lines.len()));
    if matches!(section.lines.last(), Some(Line::Group(_))) {
        // Never a group heading at the foot of a part.
        rest.splice(0..0, section.lines.pop());
    } else if let Some(name) = group {
        rest.insert(0, Line::Group(format!("{name} ({continued})")));
    }
    DressedSection {
        key: section.key.clone(),
        heading: format!("{} ({continued})", section.heading),
        figures: Vec::new(),
        columns: section.columns.clone(),
        lines: rest,
        instead: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(rows: usize, group_every: usize) -> DressedSection {
        let mut lines = Vec::new();
        for row in 0..rows {
            if row % group_every == 0 {
                lines.push(Line::Group(format!("district {}", row / group_every)));
            }
            lines.push(Line::Row(vec![row.to_string()], Vec::new()));
        }
        lines.push(Line::Total(vec![rows.to_string()]));
        DressedSection { heading: "List".into(), lines, ..DressedSection::default() }
    }
    fn rows(parts: &[Dressed]) -> Vec<String> {
        let lines = parts.iter().flat_map(|part| &part.sections).flat_map(|section| &section.lines);
        lines.filter_map(|line| if let Line::Row(cells, _) = line { Some(cells[0].clone()) } else { None }).collect()
    }

    #[test]
    fn every_row_is_printed_once_in_order_whatever_the_cut() {
        for (count, every) in [(0, 1), (999, 80), (1_000, 80), (1_001, 80), (1_999, 1_000), (2_500, 7)] {
            let whole = Dressed {
                sections: vec![list(980, 40), list(count, every)],
                notes: vec!["note".into()],
                ..Dressed::default()
            };
            let parts = split(whole, "continued");
            let expected: Vec<String> = (0..980).chain(0..count).map(|row| row.to_string()).collect();
            assert_eq!(rows(&parts), expected, "{count} rows");
            for (i, part) in parts.iter().enumerate() {
                assert!(part.sections.iter().map(DressedSection::rows).sum::<usize>() <= PART_ROWS);
                assert_eq!(part.notes.is_empty(), i + 1 < parts.len(), "notes stand at the end");
                let ends_in_heading = |s: &DressedSection| matches!(s.lines.last(), Some(Line::Group(_)));
                assert!(!part.sections.iter().any(ends_in_heading));
            }
        }
    }

    #[test]
    fn a_district_cut_by_the_end_of_a_part_is_named_again() {
        let parts = split(Dressed { sections: vec![list(1_200, 600)], ..Dressed::default() }, "जारी");
        assert_eq!(parts.len(), 2);
        assert_eq!(parts[1].sections[0].lines[0], Line::Group("district 1 (जारी)".into()));
        assert_eq!(parts[1].sections[0].heading, "List (जारी)");
    }
}
