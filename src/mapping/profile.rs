//! What one kind of file means, as a person may read and change it: its sheets, headings, columns, units and fonts.

use super::{
    ColumnMap, Headings, SEARCHED_ROWS, Script, TextRow,
    headings::{HEADING_LINES, HeadedColumn, headed_columns},
    lexicon::heading_key,
    survey::text_row,
    tables::merged_blocks,
};
use crate::{
    model::{CellRef, Remark, column_letters, column_number},
    source::{Area, Sheet},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt::Write as _};

/// What files of one kind mean. A TOML file; every key is said in [`Profile::to_text`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Name of the file it was made from.
    pub made_from: String,
    /// Register the files go into.
    pub register: String,
    /// Level of a short place list.
    #[serde(default)]
    pub level: Option<String>,
    /// Finding codes that do not reject a row.
    #[serde(default)]
    pub accept: Vec<String>,
    /// Values for fields without a column.
    #[serde(default)]
    pub set: BTreeMap<String, String>,
    /// The tables, those of one sheet in reading order.
    #[serde(default, rename = "table")]
    pub tables: Vec<ProfileTable>,
}

/// One table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileTable {
    /// Name of its sheet; `*`: every sheet that has this heading.
    pub sheet: String,
    /// Lines of its heading.
    pub heading_lines: u32,
    /// Its columns from left to right.
    #[serde(rename = "column")]
    pub columns: Vec<ProfileColumn>,
}

/// One column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileColumn {
    /// Its letters, `B`.
    pub at: String,
    /// Heading as read, the lines joined with " / ".
    pub heading: String,
    /// Field of the register; `None`: kept as other particulars.
    #[serde(default)]
    pub field: Option<String>,
    /// Rupees (or plain units) one written unit stands for.
    #[serde(default)]
    pub unit: Option<i64>,
    /// Font of its Latin letters.
    #[serde(default)]
    pub font: Option<String>,
}

/// Where a table of a profile stands in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// Its cells.
    pub area: Area,
    /// Its heading.
    pub headings: Headings,
}

/// Every sheet of a file that has a heading of the profile.
const EVERY_SHEET: &str = "*";
/// Fonts a profile may name.
pub const FONTS: [&str; 4] = ["kruti-dev", "walkman-chanakya", "chanakya", "unicode"];
/// Steps of the reader of which a table may have several columns.
const MANY: [&str; 2] = ["identity", "serial"];

impl Profile {
    /// Reads a profile; the fault in the words of the TOML reader.
    pub fn read(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|fault| fault.to_string().trim().replace('\n', " "))
    }
    /// What is wrong with it, all faults; `knows` says whether the register has a field or the reader a step of this name.
    pub fn faults(&self, knows: &dyn Fn(&str) -> bool) -> Vec<Remark> {
        let mut faults = Vec::new();
        if self.tables.is_empty() {
            faults.push(Remark::new("no table: [[table]] with sheet, heading_lines and column was expected"));
        }
        for table in &self.tables {
            let mut said =
                |remark: Remark, at: &str| faults.push(remark.with("sheet", &table.sheet).with("column", at));
            let mut before: Vec<&ProfileColumn> = Vec::new();
            for column in &table.columns {
                if column_number(&column.at).is_none() {
                    said(
                        Remark::new("sheet '{sheet}', column '{column}': letters from A to XFD were expected"),
                        &column.at,
                    );
                }
                if let Some(field) = column.field.as_deref().filter(|field| !knows(field)) {
                    said(
                        Remark::new("sheet '{sheet}', column {column}: the register has no field '{field}'")
                            .with("field", field),
                        &column.at,
                    );
                }
                if column.unit.is_some_and(|unit| unit <= 0) {
                    said(Remark::new("sheet '{sheet}', column {column}: a unit is a whole number from 1"), &column.at);
                }
                if let Some(font) = column.font.as_deref().filter(|font| !FONTS.contains(font)) {
                    said(
                        Remark::new("sheet '{sheet}', column {column}: font '{font}' is none of {known}")
                            .with("font", font)
                            .with("known", FONTS.join(", ")),
                        &column.at,
                    );
                }
                if before.iter().any(|other| other.at.eq_ignore_ascii_case(&column.at)) {
                    said(Remark::new("sheet '{sheet}', column {column} is named twice"), &column.at);
                }
                let same = |other: &&&ProfileColumn| {
                    other.field.is_some()
                        && other.field == column.field
                        && !MANY.contains(&column.field.as_deref().unwrap_or(""))
                };
                if let Some(other) = before.iter().find(same) {
                    said(
                        Remark::new("sheet '{sheet}', columns {other} and {column} are both '{field}'")
                            .with("other", &other.at)
                            .with("field", column.field.as_deref().unwrap_or("")),
                        &column.at,
                    );
                }
                before.push(column);
            }
        }
        faults
    }
    /// The profile as a file, with what each key means beside it.
    pub fn to_text(&self) -> String {
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        let mut text = String::from(
            "# What the files of one kind mean; change it as you like. Test it with: coop-migrate profile test NAME FILE\n\
             # एक प्रकार की फ़ाइलों का अर्थ; आवश्यकतानुसार बदलें। जाँच: coop-migrate profile test NAME FILE\n\n",
        );
        // Writing into a String cannot fail.
        let _ = writeln!(text, "made_from = {}", quoted(&self.made_from));
        let _ = writeln!(text, "register = {}", quoted(&self.register));
        if let Some(level) = &self.level {
            let _ = writeln!(text, "level = {}", quoted(level));
        }
        let codes: Vec<String> = self.accept.iter().map(|code| quoted(code)).collect();
        let _ = writeln!(text, "# finding codes that do not reject a row / जिन निष्कर्षों से पंक्ति अस्वीकृत नहीं होती");
        let _ = writeln!(text, "accept = [{}]", codes.join(", "));
        let _ =
            writeln!(text, "\n# values for fields the file has no column for / जिन क्षेत्रों का स्तंभ नहीं उनके मान\n[set]");
        for (field, value) in &self.set {
            let _ = writeln!(text, "{field} = {}", quoted(value));
        }
        for table in &self.tables {
            let _ = writeln!(text, "\n# sheet \"*\": every sheet with this heading / इस शीर्षक वाली हर शीट");
            let _ = writeln!(text, "[[table]]\nsheet = {}", quoted(&table.sheet));
            let _ = writeln!(text, "heading_lines = {}\ncolumn = [", table.heading_lines);
            for column in &table.columns {
                let mut line = format!("    {{ at = {}, heading = {}", quoted(&column.at), quoted(&column.heading));
                if let Some(field) = &column.field {
                    let _ = write!(line, ", field = {}", quoted(field));
                }
                if let Some(unit) = column.unit {
                    let _ = write!(line, ", unit = {unit}");
                }
                if let Some(font) = &column.font {
                    let _ = write!(line, ", font = {}", quoted(font));
                }
                let _ = writeln!(text, "{line} }},");
            }
            text.push_str("]\n");
        }
        text
    }
    /// Finds the tables in the sheets of a file: for each sheet those that stand on it.
    ///
    /// Refused with every difference when a heading is missing, stands elsewhere or has a column that the profile does not know.
    pub fn locate(&self, sheets: &[Sheet], scripts: &[Script]) -> Result<Vec<Vec<Located>>, Vec<Remark>> {
        let mut misfits = Vec::new();
        let mut located = Vec::new();
        let mut met = vec![false; self.tables.len()];
        for (sheet, script) in sheets.iter().zip(scripts) {
            let mut here: Vec<(usize, Headings)> = Vec::new();
            for (no, table) in self.tables.iter().enumerate() {
                if table.sheet != EVERY_SHEET && table.sheet != sheet.name {
                    continue;
                }
                // Below the tables above it; those that have other columns stand beside it.
                let above = here.iter().filter(|(other, _)| self.tables[*other].shares_columns(table));
                let below = above.map(|(_, headings)| headings.rows.1).max().unwrap_or(0);
                match table.find(sheet, script, below) {
                    Ok(headings) => {
                        met[no] = true;
                        here.push((no, headings));
                    }
                    Err(_) if table.sheet == EVERY_SHEET => {}
                    Err(mut differences) => {
                        met[no] = true;
                        misfits.append(&mut differences);
                    }
                }
            }
            located.push(areas_of(here));
        }
        for (table, _) in self.tables.iter().zip(met).filter(|(_, met)| !met) {
            misfits.push(match (table.sheet.as_str(), sheets.first().zip(scripts.first())) {
                (EVERY_SHEET, Some((sheet, script))) => {
                    misfits.extend(table.find(sheet, script, 0).err().into_iter().flatten());
                    continue;
                }
                _ => Remark::new("there is no sheet '{sheet}'").with("sheet", &table.sheet),
            });
        }
        if misfits.is_empty() { Ok(located) } else { Err(misfits) }
    }
}

impl ProfileTable {
    /// The table of a heading that was recognised.
    pub fn of(sheet: &str, headings: &Headings) -> Self {
        let column = |column: &ColumnMap| ProfileColumn {
            at: column_letters(column.column),
            heading: column.heading.clone(),
            field: column.field.clone(),
            unit: column.unit,
            font: column.font.clone(),
        };
        Self {
            sheet: sheet.to_owned(),
            heading_lines: headings.rows.1 - headings.rows.0 + 1,
            columns: headings.columns.iter().map(column).collect(),
        }
    }
    fn numbers(&self) -> impl Iterator<Item = u32> {
        self.columns.iter().filter_map(|column| column_number(&column.at))
    }
    fn shares_columns(&self, other: &Self) -> bool {
        self.numbers().any(|own| other.numbers().any(|theirs| theirs == own))
    }
    /// The heading on a sheet, below a row; else how the likeliest line differs.
    fn find(&self, sheet: &Sheet, script: &Script, below: u32) -> Result<Headings, Vec<Remark>> {
        let merges = merged_blocks(sheet);
        let span = (self.numbers().min().unwrap_or(0), self.numbers().max().unwrap_or(0));
        let lines = self.heading_lines.max(1) as usize;
        // The first table stands at the top; where the next one begins, depends on how long that is.
        let searched = if below == 0 { SEARCHED_ROWS } else { usize::MAX };
        let mut window: Vec<TextRow> = Vec::new();
        let mut nearest: (usize, Vec<Remark>) = (
            0,
            vec![
                Remark::new("sheet '{sheet}': none of the headings of the profile was found")
                    .with("sheet", &sheet.name),
            ],
        );
        for row in sheet.rows().skip_while(|row| row.number <= below).take(searched) {
            let mut row = text_row(&script.read_row(&row));
            row.cells.retain(|(column, _)| (span.0..=span.1).contains(column) || self.stands_alone(below));
            window.push(row);
            if window.len() > lines {
                window.remove(0);
            }
            let consecutive = window.windows(2).all(|pair| pair[1].number == pair[0].number + 1);
            if window.len() < lines || !consecutive {
                continue;
            }
            let headed = headed_columns(&window, &merges);
            let told = |column: &HeadedColumn| self.column_at(column.column);
            let same =
                headed.iter().filter(|column| told(column).is_some_and(|known| says_same(known, column))).count();
            if same == 0 {
                continue;
            }
            let rows = (window[0].number, window[lines - 1].number);
            let differences = self.differences(&sheet.name, rows.1, &headed);
            if differences.is_empty() {
                return Ok(Headings {
                    rows,
                    columns: self.columns_as_read(&headed),
                    clashes: Vec::new(),
                    recognised: same,
                });
            }
            if same > nearest.0 {
                nearest = (same, differences);
            }
        }
        Err(nearest.1)
    }
    /// A column to the right of the known ones is a new one, unless a table stands beside this one.
    fn stands_alone(&self, below: u32) -> bool {
        below == 0 && self.numbers().min() == Some(0)
    }
    fn column_at(&self, column: u32) -> Option<&ProfileColumn> {
        self.columns.iter().find(|known| column_number(&known.at) == Some(column))
    }
    fn differences(&self, sheet: &str, row: u32, headed: &[HeadedColumn]) -> Vec<Remark> {
        let mut differences = Vec::new();
        for known in &self.columns {
            let own = headed.iter().find(|column| column_number(&known.at) == Some(column.column));
            if own.is_some_and(|own| says_same(known, own)) {
                continue;
            }
            let elsewhere = headed.iter().find(|column| says_same(known, column));
            let found = own.map_or_else(|| "–".to_owned(), |own| own.parts.join(HEADING_LINES));
            let remark = match elsewhere {
                Some(_) => Remark::new(
                    "sheet '{sheet}', {cell}: heading '{expected}' expected, '{found}' found; it stands in column {other}",
                ),
                None => Remark::new("sheet '{sheet}', {cell}: heading '{expected}' expected, '{found}' found"),
            };
            let remark = remark
                .with("sheet", sheet)
                .with("cell", format!("{}{row}", known.at))
                .with("expected", &known.heading)
                .with("found", found);
            differences.push(match elsewhere {
                Some(other) => remark.with("other", column_letters(other.column)),
                None => remark,
            });
        }
        for column in headed.iter().filter(|column| self.column_at(column.column).is_none()) {
            let elsewhere = self.columns.iter().any(|known| says_same(known, column));
            if !elsewhere {
                differences.push(
                    Remark::new("sheet '{sheet}', {cell}: the profile has no column for heading '{found}'")
                        .with("sheet", sheet)
                        .with("cell", CellRef { row, column: column.column })
                        .with("found", column.parts.join(HEADING_LINES)),
                );
            }
        }
        differences
    }
    fn columns_as_read(&self, headed: &[HeadedColumn]) -> Vec<ColumnMap> {
        let as_read = |column: &HeadedColumn| {
            let known = self.column_at(column.column)?;
            Some(ColumnMap {
                column: column.column,
                heading: column.parts.join(HEADING_LINES),
                field: known.field.clone(),
                unit: known.unit.filter(|unit| *unit != 1),
                font: known.font.clone(),
            })
        };
        headed.iter().filter_map(as_read).collect()
    }
}

/// The parts of a sheet on which these tables stand: each reaches down to the next in its columns.
fn areas_of(mut tables: Vec<(usize, Headings)>) -> Vec<Located> {
    tables.sort_by_key(|(_, headings)| (headings.rows.0, headings.columns.first().map(|column| column.column)));
    let span = |headings: &Headings| {
        let columns = || headings.columns.iter().map(|column| column.column);
        (columns().min().unwrap_or(0), columns().max().unwrap_or(0))
    };
    let spans: Vec<(u32, u32)> = tables.iter().map(|(_, headings)| span(headings)).collect();
    let begins: Vec<u32> = tables.iter().map(|(_, headings)| headings.rows.0).collect();
    let meets = |a: (u32, u32), b: (u32, u32)| a.0 <= b.1 && b.0 <= a.1;
    let located = tables.into_iter().enumerate().map(|(i, (_, headings))| {
        let own = spans[i];
        let same_columns = |other: &usize| *other != i && meets(spans[*other], own);
        let others = || (0..spans.len()).filter(same_columns);
        let is_first = others().all(|other| begins[other] > begins[i]);
        let next = others().filter(|other| begins[*other] > begins[i]).map(|other| begins[other]).min();
        // Beside it another one may stand; what no table claims goes to the one on its left, else to the first.
        let right = spans.iter().map(|(first, _)| *first).filter(|first| *first > own.1).min();
        let has_left = spans.iter().any(|(_, last)| *last < own.0);
        Located {
            area: Area {
                first_row: if is_first { 1 } else { begins[i] },
                first_column: if has_left { own.0 } else { 0 },
                last_row: next.map_or(u32::MAX, |row| row - 1),
                last_column: right.map_or(16_383, |first| first - 1),
            },
            headings,
        }
    });
    located.collect()
}

fn says_same(known: &ProfileColumn, column: &HeadedColumn) -> bool {
    heading_key(&known.heading) == heading_key(&column.parts.concat())
}
