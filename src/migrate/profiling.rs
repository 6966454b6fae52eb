//! A profile is made from a file: what its headings were taken for, and what a person says besides.

use super::{Desk, OpenFile};
use crate::{
    mapping::{HeadingLexicon, Headings, MergedBlock, Profile, ProfileTable, TextRow, headings_in_rows},
    model::{Remark, column_letters},
    source::Sheet,
};
use std::collections::BTreeMap;

/// What a person says of a file when its profile is made.
#[derive(Clone, Debug, Default)]
pub struct ProfileWishes {
    /// Register, when the headings do not tell.
    pub register: Option<String>,
    /// Sheet whose heading rows are given.
    pub sheet: Option<String>,
    /// First and last heading row, where none is recognised.
    pub heading_rows: Option<(u32, u32)>,
    /// The headings hold for every sheet that has them, whatever its name.
    pub every_sheet: bool,
    /// What columns mean.
    pub columns: Vec<ColumnWish>,
}

/// What a person says of one column.
#[derive(Clone, Debug)]
pub struct ColumnWish {
    /// Sheet; `None`: every sheet with such a column.
    pub sheet: Option<String>,
    /// Column from 0.
    pub column: u32,
    /// What is said.
    pub says: Says,
}

/// What is said of a column.
#[derive(Clone, Debug)]
pub enum Says {
    /// The field it is; `None`: other particulars.
    Field(Option<String>),
    /// Rupees (or plain units) one written unit stands for.
    Unit(i64),
    /// The font of its Latin letters.
    Font(String),
}

/// A profile, and the headings it teaches.
#[derive(Clone, Debug)]
pub struct MadeProfile {
    /// The profile.
    pub profile: Profile,
    /// By field the headings no spelling of the catalogue knows as such.
    pub learned: BTreeMap<String, Vec<String>>,
}

impl Desk {
    /// Makes the profile of a file; every reason against it.
    pub fn profile_of(&self, file: OpenFile, wishes: &ProfileWishes) -> Result<MadeProfile, Vec<Remark>> {
        let file = self.lay_out(file);
        let surveys = self.survey(&file, wishes.register.as_deref());
        let told = || self.register_of(&surveys);
        let Some(register) = wishes.register.clone().or_else(told) else {
            return Err(vec![Remark::new("no register could be told from the headings")]);
        };
        let Some(lexicon) = self.lexicon(&register) else {
            let known = self.registers().collect::<Vec<_>>().join(", ");
            return Err(vec![
                Remark::new("there is no register '{register}'; there are: {known}")
                    .with("register", &register)
                    .with("known", known),
            ]);
        };
        let given = self.given_headings(&file, wishes, lexicon)?;
        let surveys = if given.is_some() { surveys } else { self.survey_for(&file, &register) };
        let mut tables: Vec<(String, Headings)> = Vec::new();
        for (at, (sheet, survey)) in file.sheets.iter().zip(surveys).enumerate() {
            let headings = match &given {
                Some((of, headings)) => (*of == at).then(|| headings.clone()),
                None => survey.headings,
            };
            tables.extend(headings.map(|headings| (sheet.name.clone(), headings)));
        }
        if tables.is_empty() {
            return Err(vec![
                Remark::new(
                    "no heading of the register '{register}' was recognised; name its rows with --heading-rows",
                )
                .with("register", &register),
            ]);
        }
        let learned = say_columns(&mut tables, wishes, lexicon)?;
        let mut profile = Profile { made_from: file.name.clone(), register, ..Profile::default() };
        for (sheet, headings) in &tables {
            let sheet = if wishes.every_sheet { "*" } else { sheet };
            let table = ProfileTable::of(sheet, headings);
            // The same heading on every sheet is one table.
            if !profile.tables.contains(&table) {
                profile.tables.push(table);
            }
        }
        let faults = profile.faults(&|field| self.knows_field(&profile.register, field));
        if faults.is_empty() { Ok(MadeProfile { profile, learned }) } else { Err(faults) }
    }
    /// Does a register, or the reader for it, know a field of this name?
    pub fn knows_field(&self, register: &str, field: &str) -> bool {
        let table = self.tables.get(register).is_some_and(|table| table.field(field).is_some());
        table || self.lexicon(register).is_some_and(|lexicon| lexicon.knows_field(field))
    }
    /// Adds the headings an office has taught for a register.
    pub fn learn(&mut self, register: &str, spellings: &BTreeMap<String, Vec<String>>) {
        if let Some(lexicon) = self.lexicons.iter_mut().find(|lexicon| lexicon.register == register) {
            lexicon.learn(spellings);
        }
    }
    fn lexicon(&self, register: &str) -> Option<&HeadingLexicon> {
        self.lexicons.iter().find(|lexicon| lexicon.register == register)
    }
    /// The heading in the rows a person names.
    fn given_headings(
        &self,
        file: &OpenFile,
        wishes: &ProfileWishes,
        lexicon: &HeadingLexicon,
    ) -> Result<Option<(usize, Headings)>, Vec<Remark>> {
        let Some((first, last)) = wishes.heading_rows else { return Ok(None) };
        let named = |sheet: &Sheet| wishes.sheet.as_ref().is_none_or(|name| *name == sheet.name);
        let Some(at) = file.sheets.iter().position(|sheet| named(sheet) && sheet.row_count() > 0) else {
            let name = wishes.sheet.clone().unwrap_or_default();
            return Err(vec![Remark::new("there is no sheet '{sheet}'").with("sheet", name)]);
        };
        let (sheet, script) = (&file.sheets[at], &self.scripts(file)[at]);
        let text = |number: u32| -> TextRow {
            let row = sheet.row(number).map(|row| script.read_row(&row)).unwrap_or_default();
            let cells = row.cells.iter().map(|cell| (cell.column, cell.text().into_owned())).collect();
            TextRow { number, cells, has_figures: false }
        };
        let rows: Vec<TextRow> = (first..=last.min(first.saturating_add(9))).map(text).collect();
        let merges: Vec<MergedBlock> = crate::mapping::merged_blocks(sheet);
        match headings_in_rows(&rows, &merges, lexicon) {
            Some(headings) => Ok(Some((at, headings))),
            None => Err(vec![
                Remark::new("sheet '{sheet}': rows {first} to {last} hold no heading")
                    .with("sheet", &sheet.name)
                    .with("first", first)
                    .with("last", last),
            ]),
        }
    }
}

/// Puts what a person says of columns into the headings, and gives the headings that are new by that.
fn say_columns(
    tables: &mut [(String, Headings)],
    wishes: &ProfileWishes,
    lexicon: &HeadingLexicon,
) -> Result<BTreeMap<String, Vec<String>>, Vec<Remark>> {
    let mut learned: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut faults = Vec::new();
    for wish in &wishes.columns {
        let mut met = false;
        for (sheet, headings) in tables.iter_mut() {
            if wish.sheet.as_ref().is_some_and(|name| name != sheet) {
                continue;
            }
            let Some(column) = headings.columns.iter_mut().find(|column| column.column == wish.column) else {
                continue;
            };
            met = true;
            match &wish.says {
                Says::Unit(unit) => column.unit = Some(*unit),
                Says::Font(font) => column.font = Some(font.clone()),
                Says::Field(field) => {
                    column.field.clone_from(field);
                    let known = lexicon.recognise(&column.heading).map(|known| known.field);
                    if let Some(field) = field.as_ref().filter(|field| known.as_ref() != Some(field)) {
                        let seen = learned.entry(field.clone()).or_default();
                        if !seen.contains(&column.heading) {
                            seen.push(column.heading.clone());
                        }
                    }
                }
            }
        }
        if !met {
            faults
                .push(Remark::new("no heading stands in column {column}").with("column", column_letters(wish.column)));
        }
    }
    // What is said of a column takes the field from the column it was thought to be.
    for (_, headings) in tables.iter_mut() {
        for wish in &wishes.columns {
            let Says::Field(Some(field)) = &wish.says else { continue };
            for other in headings.columns.iter_mut().filter(|column| column.column != wish.column) {
                let said = wishes.columns.iter().any(|wish| wish.column == other.column);
                if other.field.as_ref() == Some(field) && !said && !matches!(field.as_str(), "serial" | "identity") {
                    other.field = None;
                }
            }
        }
    }
    if faults.is_empty() { Ok(learned) } else { Err(faults) }
}
