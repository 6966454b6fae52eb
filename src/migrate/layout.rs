//! What stands where in a file: a sheet of several tables is cut into parts, each read as a sheet of its own.

use super::{Account, Desk, OpenFile, Seen};
use crate::{
    mapping::{Headings, Located, Profile, Script, Survey, find_tables, names_its_rows},
    model::{CellRef, Finding, Locus, Remark, Severity},
    source::{Area, Sheet},
};

/// Headings that are given and not looked for: by a profile, or as they were when the file was imported.
#[derive(Clone, Debug)]
pub(super) struct Fixed {
    register: String,
    /// By sheet; `None`: no table of the register.
    headings: Vec<Option<Headings>>,
}

impl Desk {
    /// Cuts sheets of several tables into their parts.
    pub fn lay_out(&self, mut file: OpenFile) -> OpenFile {
        let lexicons: Vec<_> = self.lexicons.iter().collect();
        let scripts = self.scripts(&file);
        let areas: Vec<Vec<Area>> =
            file.sheets.iter().zip(scripts).map(|(sheet, script)| find_tables(sheet, script, &lexicons)).collect();
        if areas.iter().any(|areas| !areas.is_empty()) {
            file.cut(&areas);
        }
        file
    }
    /// Cuts a file as a profile says; refused with every difference where the file is not of its kind.
    pub fn lay_out_by(&self, mut file: OpenFile, profile: &Profile) -> Result<OpenFile, Vec<Remark>> {
        let located = profile.locate(&file.sheets, self.scripts(&file))?;
        let mut areas = Vec::new();
        let mut headings = Vec::new();
        for tables in located {
            headings.extend(tables.iter().map(|located| Some(located.headings.clone())));
            if tables.is_empty() {
                headings.push(None);
            }
            let several = tables.len() > 1;
            areas.push(tables.into_iter().filter(|_| several).map(|Located { area, .. }| area).collect());
        }
        file.cut(&areas);
        file.fixed = Some(Fixed { register: profile.register.clone(), headings });
        Ok(file)
    }
    /// What every sheet is, where that is given.
    pub(super) fn survey_fixed(&self, file: &OpenFile) -> Option<Vec<Survey>> {
        let fixed = file.fixed.as_ref()?;
        let surveys = self.scripts(file).iter().zip(&fixed.headings).map(|(script, headings)| Survey {
            script: script.clone(),
            headings: headings.clone(),
            register: headings.as_ref().map(|_| fixed.register.clone()),
            scores: headings.iter().map(|headings| (fixed.register.clone(), headings.recognised)).collect(),
        });
        Some(surveys.collect())
    }
}

impl OpenFile {
    fn cut(&mut self, areas: &[Vec<Area>]) {
        let (mut sheets, mut parts) = (Vec::new(), Vec::new());
        for (sheet, areas) in self.sheets.iter().zip(areas) {
            if areas.is_empty() {
                sheets.push(sheet.clone());
                parts.push(None);
            }
            for (no, area) in (0..).zip(areas) {
                sheets.push(sheet.within(*area, no));
                parts.push(Some(*area));
            }
        }
        self.sheets = sheets;
        self.areas = parts;
        self.seen = Seen::default();
    }
    /// The file as it was laid out when it was imported, whatever its headings would be taken for by now.
    #[must_use]
    pub fn laid_out_as(mut self, account: &Account) -> Self {
        let (mut sheets, mut areas, mut headings) = (Vec::new(), Vec::new(), Vec::new());
        for then in &account.sheets {
            let number = |sheet: &&Sheet| sheet.number_in_workbook() == Sheet::number_of(then.index);
            let Some(sheet) = self.sheets.iter().find(number) else { continue };
            sheets.push(match then.area {
                Some(area) => sheet.within(area, Sheet::part_of(then.index)),
                None => sheet.clone(),
            });
            areas.push(then.area);
            headings.push(then.heading.map(|rows| Headings {
                rows,
                columns: then.columns.clone(),
                clashes: Vec::new(),
                recognised: then.columns.iter().filter(|column| column.field.is_some()).count(),
            }));
        }
        // An account without sheets is of an edition that did not keep them.
        if !sheets.is_empty() {
            (self.sheets, self.areas, self.seen) = (sheets, areas, Seen::default());
            self.fixed = Some(Fixed { register: account.register.clone(), headings });
        }
        self
    }
    /// The cells of a sheet's part; `None` for a whole sheet.
    pub fn area_of(&self, sheet: usize) -> Option<Area> {
        self.areas.get(sheet).copied().flatten()
    }
    /// A table without a column that says whom its rows are about is a summary beside the register, where there is another.
    pub(super) fn drop_summaries(&self, surveys: &mut [Survey]) {
        for (sheet, survey) in surveys.iter_mut().enumerate() {
            if self.area_of(sheet).is_some() && survey.headings.as_ref().is_some_and(|found| !names_its_rows(found)) {
                survey.headings = None;
                survey.register = None;
                survey.scores.clear();
            }
        }
    }
    /// Fonts that are given for columns.
    pub(super) fn force_fonts(&self, scripts: &mut [Script]) {
        let Some(fixed) = &self.fixed else { return };
        for (script, headings) in scripts.iter_mut().zip(&fixed.headings) {
            for column in headings.iter().flat_map(|headings| &headings.columns) {
                if let Some(font) = &column.font {
                    script.force(column.column, font);
                }
            }
        }
    }
    /// What a person should know of how a sheet is laid out: that it holds several tables, rows and columns that are hidden,
    /// notes pinned to cells.
    pub(super) fn layout_findings(&self, at: usize, headings: Option<&Headings>) -> Vec<Finding> {
        let Some(sheet) = self.sheets.get(at) else { return Vec::new() };
        let place = |row, column| Locus::cell(&self.name, &sheet.name, CellRef { row, column });
        let mut findings = Vec::new();
        let parts = self.sheets.iter().filter(|other| other.number_in_workbook() == sheet.number_in_workbook()).count();
        if parts > 1 && sheet.part() == 0 {
            findings.push(Finding::new("IMP-130", Severity::Info, place(1, 0)).with("count", parts));
        }
        let Some(headings) = headings else { return findings };
        let below = || sheet.rows().filter(|row| row.number > headings.rows.1);
        if sheet.hidden_rows > 0
            && let Some(first) = below().find(|row| row.hidden)
        {
            let count = below().filter(|row| row.hidden).count();
            findings.push(Finding::new("IMP-131", Severity::Warning, place(first.number, 0)).with("count", count));
        }
        for column in headings.columns.iter().filter(|column| sheet.column_hidden(column.column)) {
            findings.push(
                Finding::new("IMP-132", Severity::Warning, place(headings.rows.1, column.column))
                    .with("heading", &column.heading),
            );
        }
        if let Some((first, _)) = sheet.notes.first() {
            findings.push(
                Finding::new("IMP-135", Severity::Info, place(first.row, first.column))
                    .with("count", sheet.notes.len()),
            );
        }
        findings
    }
}
