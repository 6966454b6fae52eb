//! The journey of a legacy file, from its cells to intended entries: the first page to read after the library's header.
//!
//! [`open`] reads the file, [`Desk::survey`] sees what its sheets are, a [`Journey`] turns data rows into facts and
//! settles them against the register, [`reconcile`] proves afterwards that nothing was lost, and
//! [`trace`] leads from any value back to its cell.

mod account;
mod clean_row;
mod controls;
mod corrected;
mod cover;
mod decode_file;
mod healing;
mod journey;
mod known;
mod layout;
mod list;
mod look;
mod number_parts;
mod place;
mod profiling;
mod reconcile;
mod record;
mod rejects;
mod settle;
mod subject;
mod trace;

pub use crate::mapping::{FONTS, HeadingLexicon, Profile};
pub use account::{Account, Control, InWords, ScriptAccount, SheetAccount};
pub use corrected::{Correction, Corrections, NotCorrections, outstanding};
pub use cover::Cover;
pub use decode_file::{DecodeFileError, DecodedCopy, SheetDecoded};
pub use healing::{Accepted, DamagedCell, DamagedText, TextId, WordCounts, accepted, corrections, damaged_texts};
pub use journey::{Arriving, Journey, Settled};
pub use list::{ListFile, ListedSheet, read_list, read_list_file};
pub use look::{ColumnLook, SheetLook};
pub use place::level_of_file;
pub use profiling::{ColumnWish, MadeProfile, ProfileWishes, Says};
pub use reconcile::{Difference, Reconciled, reconcile};
pub use record::{AsWritten, Record};
pub use rejects::{RejectWords, rejects_workbook};
pub use settle::Made;
pub use trace::{Traced, trace};

use crate::{
    catalogue::{Activities, CatalogueError, Files},
    cleaning::{Codes, DateColumn, DateWords, NumberWords, covered},
    devanagari::{Decoder, Healer},
    mapping::{Clash, ReadCell, ReadRow, RowKind, RowReader, RowWords, Script, Survey, survey},
    matching::KnownSocieties,
    model::{CellRef, Date, Finding, Locus, Remark, Severity, TableDef, Tables, column_letters},
    register::RegisterError,
    source::{Area, Limits, Oddity, Sheet, SourceError, Stretches, Workbook},
};
use clean_row::RowCleaner;
use controls::Controls;
use std::{fmt, path::Path, sync::OnceLock};

/// Registers a sheet that fits several equally is taken for, in this order; then the others by name.
const FIRST: [&str; 7] = ["society", "office_bearer", "annual_return", "auditor", "place", "member", "dispute"];

/// What the person at the desk said about a file.
#[derive(Clone, Debug)]
pub struct Wishes {
    /// Register, when it is not to be told from the headings.
    pub register: Option<String>,
    /// Level of a short place list.
    pub level: Option<String>,
    /// Finding codes that do not reject a row.
    pub accepted: Vec<String>,
    /// Values for a field the file has no column for, `("act", "mscs_2002")`: they hold for every row that does not say otherwise.
    pub given: Vec<(String, String)>,
    /// Day that counts as today: no society was registered after it.
    pub as_of: Date,
    /// Name of the profile the file was laid out by.
    pub profile: Option<String>,
    /// Key of the hash of identity numbers.
    pub secret: Vec<u8>,
}

/// Everything needed to read a file: the catalogue's word lists and tables, loaded once.
pub struct Desk {
    tables: Tables,
    lexicons: Vec<HeadingLexicon>,
    row_words: RowWords,
    decoder: Decoder,
    healer: Healer,
    codes: Codes,
    number_words: NumberWords,
    /// A column of dates of which nothing was seen yet.
    unseen_dates: DateColumn,
    places: crate::catalogue::Places,
    activities: Activities,
}

/// A workbook with every sheet in memory and looked at.
pub struct OpenFile {
    /// Name as the person gave it, without folder.
    pub name: String,
    /// SHA-256, hexadecimal.
    pub sha256: String,
    /// Format by content.
    pub format: String,
    /// What was odd about the file as a whole.
    pub oddities: Vec<Remark>,
    /// Its sheets.
    pub sheets: Vec<Sheet>,
    /// It is an earlier file with some of its rows corrected.
    pub correction: Option<Correction>,
    /// By sheet the cells it consists of, where it is a part of one.
    areas: Vec<Option<Area>>,
    /// Headings that are given and not looked for.
    fixed: Option<layout::Fixed>,
    /// What a look at its sheets showed.
    seen: Seen,
}

/// What every sheet is, looked at when first asked for.
#[derive(Default)]
struct Seen {
    scripts: OnceLock<Vec<Script>>,
    /// Held against the headings of all registers.
    surveys: OnceLock<Vec<Survey>>,
}

/// A file that cannot be imported at all.
#[derive(Debug)]
pub enum MigrateError {
    /// It cannot be read.
    Source(SourceError),
    /// The catalogue is wrong.
    Catalogue(Vec<CatalogueError>),
    /// The register refuses.
    Register(RegisterError),
    /// Its sheets hold no table that can be imported; each finding says why.
    NoTable(Vec<Finding>),
}

impl fmt::Display for MigrateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source(error) => error.fmt(f),
            Self::Catalogue(faults) => write!(f, "the catalogue has {} fault(s)", faults.len()),
            Self::Register(error) => error.fmt(f),
            Self::NoTable(findings) => write!(f, "no table to import ({} finding(s))", findings.len()),
        }
    }
}
impl std::error::Error for MigrateError {}
impl From<RegisterError> for MigrateError {
    fn from(error: RegisterError) -> Self {
        Self::Register(error)
    }
}
impl From<SourceError> for MigrateError {
    fn from(error: SourceError) -> Self {
        Self::Source(error)
    }
}

/// Reads a file whole: every sheet, nothing judged.
pub fn open(path: &Path, limits: &Limits) -> Result<OpenFile, SourceError> {
    read_whole(Workbook::open(path, limits)?)
}

/// Reads a stored file under the name it came with.
pub fn open_stored(path: &Path, name: &str, limits: &Limits) -> Result<OpenFile, SourceError> {
    read_whole(Workbook::open_stored(path, name, limits)?)
}

fn read_whole(mut workbook: Workbook) -> Result<OpenFile, SourceError> {
    let count = u32::try_from(workbook.sheet_names().len()).unwrap_or(u32::MAX);
    let mut sheets = Vec::new();
    for index in 0..count {
        sheets.push(workbook.sheet(index)?);
    }
    Ok(OpenFile {
        name: workbook.file_name.clone(),
        sha256: workbook.sha256.clone(),
        format: format!("{:?}", workbook.format).to_lowercase(),
        oddities: workbook.oddities.iter().map(Oddity::remark).collect(),
        sheets,
        correction: None,
        areas: Vec::new(),
        fixed: None,
        seen: Seen::default(),
    })
}

impl Desk {
    /// Loads what reading needs; all faults of the catalogue at once.
    pub fn load(files: &Files, tables: &Tables) -> Result<Self, Vec<CatalogueError>> {
        let one = |fault| vec![fault];
        // A register is importable when the catalogue has its headings.
        let headed = files.list("headings").map_err(one)?;
        let mut importable: Vec<&TableDef> =
            tables.0.values().filter(|table| headed.contains(&format!("headings/{}.toml", table.name))).collect();
        importable.sort_by_key(|table| FIRST.iter().position(|name| *name == table.name).unwrap_or(FIRST.len()));
        let lexicons = importable.into_iter().map(|table| HeadingLexicon::load(files, table).map_err(one));
        let lexicons = lexicons.collect::<Result<_, _>>()?;
        let decoder = Decoder::load(files)?;
        Ok(Self {
            tables: tables.clone(),
            lexicons,
            row_words: RowWords::load(files).map_err(one)?,
            healer: Healer::load(files, &decoder).map_err(one)?,
            decoder,
            codes: Codes::load(files)?,
            number_words: NumberWords::load(files).map_err(one)?,
            unseen_dates: DateColumn::new(&DateWords::load(files).map_err(one)?),
            places: crate::catalogue::Places::load(files)?,
            activities: Activities::load(files).map_err(one)?,
        })
    }
    /// Sees what every sheet is. The register is the one given, else the one most headings of the file speak for.
    pub fn survey(&self, file: &OpenFile, register: Option<&str>) -> Vec<Survey> {
        if let Some(given) = self.survey_fixed(file) {
            return given;
        }
        let look = || {
            let lexicons: Vec<&HeadingLexicon> =
                self.lexicons.iter().filter(|lexicon| register.is_none_or(|name| name == lexicon.register)).collect();
            let as_one = |(sheet, script): (&Sheet, &Script)| survey(sheet, script.clone(), &lexicons);
            let mut surveys: Vec<Survey> = file.sheets.iter().zip(self.scripts(file)).map(as_one).collect();
            file.drop_summaries(&mut surveys);
            surveys
        };
        match register {
            None => file.seen.surveys.get_or_init(look).clone(),
            Some(_) => look(),
        }
    }
    /// How the cells of each sheet are to be read: settled once, for it looks at every cell.
    fn scripts<'f>(&self, file: &'f OpenFile) -> &'f [Script] {
        let settle = || {
            let mut scripts: Vec<Script> =
                file.sheets.iter().map(|sheet| Script::settle(sheet, &self.decoder)).collect();
            file.force_fonts(&mut scripts);
            scripts
        };
        file.seen.scripts.get_or_init(settle)
    }
    /// What one sheet is, whatever its register.
    fn survey_of(&self, sheet: &Sheet) -> Survey {
        let lexicons: Vec<&HeadingLexicon> = self.lexicons.iter().collect();
        survey(sheet, Script::settle(sheet, &self.decoder), &lexicons)
    }
    /// Sees what every sheet is to one register. Where the file has a table of it, a sheet that is rather a table of another
    /// register has no headings here and names that other one; where it has none, the person's word goes for every sheet.
    pub(crate) fn survey_for(&self, file: &OpenFile, register: &str) -> Vec<Survey> {
        let all = self.survey(file, None);
        if file.fixed.is_some() {
            return all;
        }
        let lexicons: Vec<&HeadingLexicon> =
            self.lexicons.iter().filter(|lexicon| lexicon.register == register).collect();
        let has_its_own = all.iter().any(|seen| fits_best(seen, register));
        let as_one = |(sheet, seen): (&Sheet, Survey)| {
            if seen.register.is_some() && has_its_own && !fits_best(&seen, register) {
                return Survey { headings: None, ..seen };
            }
            Survey { scores: seen.scores, ..survey(sheet, seen.script, &lexicons) }
        };
        let mut surveys: Vec<Survey> = file.sheets.iter().zip(all).map(as_one).collect();
        file.drop_summaries(&mut surveys);
        surveys
    }
    /// The register most headings of the file speak for; a sheet speaks for the register that fits it best.
    pub fn register_of(&self, surveys: &[Survey]) -> Option<String> {
        let score = |name: &str| -> usize {
            let own = surveys.iter().filter(|survey| fits_best(survey, name));
            own.filter_map(|survey| survey.scores.first()).map(|(_, n)| n).sum()
        };
        // Of equals the one tried first.
        self.registers().rev().max_by_key(|name| score(name)).filter(|name| score(name) > 0).map(str::to_owned)
    }
    /// Registers a legacy file may be for, in the order they are tried.
    pub fn registers(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.lexicons.iter().map(|lexicon| lexicon.register.as_str())
    }
    /// The register a file goes into: the one wished for, else the one its headings speak for.
    pub fn register_for(&self, file: &OpenFile, wishes: &Wishes) -> Result<String, MigrateError> {
        if let Some(name) = &wishes.register {
            return Ok(name.clone());
        }
        let surveys = self.survey(file, None);
        self.register_of(&surveys).ok_or_else(|| MigrateError::NoTable(self.unrecognised(file, &surveys, "–")))
    }
    /// A register files may be imported into.
    fn importable(&self, name: &str) -> Result<&TableDef, MigrateError> {
        let found = self.tables.get(name).filter(|_| self.registers().any(|known| known == name));
        Ok(found.ok_or_else(|| RegisterError::UnknownRegister(name.to_owned()))?)
    }
    /// Reads the data rows of one sheet, and of the stretches that follow it in a long file; everything else is accounted for.
    #[allow(clippy::too_many_arguments, reason = "the one place where file, wishes and register meet")]
    fn records(
        &self,
        sheet: &Sheet,
        survey: &Survey,
        table: &TableDef,
        file: &str,
        wishes: &Wishes,
        societies: &KnownSocieties,
        mut rest: Option<&mut Stretches>,
        findings: &mut Vec<Finding>,
        take: &mut dyn FnMut(Record),
    ) -> SheetAccount {
        let mut account = SheetAccount { index: sheet.index, name: sheet.name.clone(), ..SheetAccount::default() };
        let Some(headings) = &survey.headings else {
            let first = sheet.used().map_or(CellRef { row: 1, column: 0 }, |used| CellRef {
                row: used.first_row,
                column: used.first_column,
            });
            let place = Locus::cell(file, &sheet.name, first);
            if let Some(other) = &survey.register {
                // Its rows are no remarks either: they are imported by themselves.
                sheet.rows().for_each(|_| count(&mut account, RowKind::Note));
                findings.push(
                    Finding::new("IMP-120", Severity::Warning, place)
                        .with("other", other)
                        .with("register", &table.name),
                );
                return account;
            }
            let cover = self.cover_of(sheet, survey);
            for row in sheet.rows().map(|row| survey.script.read_row(&row)) {
                count(&mut account, RowKind::Note);
                note(&mut account, &row, &cover);
            }
            if sheet.row_count() > 0 {
                findings.push(Finding::new("IMP-116", Severity::Info, place));
            }
            return account;
        };
        account.heading = Some(headings.rows);
        account.columns.clone_from(&headings.columns);
        let cover = Cover::of(account.heading, &account.columns);
        let reader = RowReader::new(headings, &self.row_words);
        let mut cleaner = RowCleaner::new(self, table, headings, sheet, survey, file, wishes, societies);
        cleaner.gather_evidence(headings);
        if let Some(rest) = rest.as_deref_mut() {
            while let Some(next) = rest.next_sheet() {
                cleaner.go_on(next);
                cleaner.gather_evidence(headings);
            }
            rest.rewind();
            // The first stretch is the sheet itself.
            rest.next_sheet();
            cleaner.go_on(sheet.clone());
        }
        account.dates = cleaner.date_decisions();
        let mut controls = Controls::default();
        let mut each = |cleaner: &mut RowCleaner<'_>, row: ReadRow| {
            let kind = reader.kind(&row, &|text| cleaner.names_place(text));
            count(&mut account, kind);
            if reader.fills_naming_column(&row, kind) {
                let place = Locus::cell(file, &sheet.name, CellRef { row: row.number, column: 0 });
                let shown = |cell: &ReadCell| cover.shown(row.number, cell.column, &cell.text()).into_owned();
                let found: Vec<String> = row.cells.iter().take(3).map(shown).collect();
                findings.push(Finding::new("IMP-119", Severity::Warning, place).with("found", found.join(" | ")));
            }
            match kind {
                RowKind::Data => {
                    let mut row = row;
                    cleaner.spread(&mut row);
                    let record = cleaner.clean(&row, &mut controls);
                    findings.extend(record.findings.iter().cloned());
                    take(record);
                }
                RowKind::Title => {
                    note(&mut account, &row, &cover);
                    cleaner.title(&row);
                }
                RowKind::Note => note(&mut account, &row, &cover),
                RowKind::Block => {
                    note(&mut account, &row, &cover);
                    cleaner.block(&row);
                }
                RowKind::Subtotal | RowKind::Total => {
                    let printed = cleaner.printed(&row);
                    for control in controls.total(row.number, kind, &printed) {
                        if !control.holds() {
                            let place =
                                Locus::cell(file, &sheet.name, CellRef { row: row.number, column: control.column });
                            findings.push(
                                Finding::new("IMP-108", Severity::Warning, place)
                                    .with("field", &control.field)
                                    .with("printed", cleaner.figure(&control.field, control.printed))
                                    .with("computed", cleaner.figure(&control.field, control.computed)),
                            );
                        }
                    }
                }
                RowKind::Heading | RowKind::Numbering | RowKind::Blank => {}
            }
        };
        survey.script.each_row(sheet, |row| each(&mut cleaner, row));
        while let Some(next) = rest.as_deref_mut().and_then(Stretches::next_sheet) {
            cleaner.go_on(next.clone());
            survey.script.each_row(&next, |row| each(&mut cleaner, row));
        }
        for (row, comment) in cleaner.comments_left() {
            account.note(row, comment);
        }
        account.controls = std::mem::take(&mut controls.met);
        account.sums = cleaner.sums(&controls);
        account.in_words = cleaner.amounts_in_words();
        account.district = cleaner.district_of_sheet();
        cleaner.column_findings(findings);
        account.scripts = survey
            .script
            .account()
            .into_iter()
            .map(|(column, script, by, converted)| ScriptAccount { column, script, by, converted })
            .collect();
        account
    }
    /// Two columns that claim one field: the file is not imported, whatever else it holds.
    fn faults_of_headings(&self, file: &OpenFile, surveys: &[Survey], register: &str) -> Vec<Finding> {
        let mut faults = Vec::new();
        for (sheet, survey) in file.sheets.iter().zip(surveys) {
            let Some(headings) = &survey.headings else { continue };
            for Clash { field, columns } in &headings.clashes {
                let heading = |column: u32| {
                    headings.columns.iter().find(|c| c.column == column).map_or("", |c| c.heading.as_str()).to_owned()
                };
                let place = Locus::cell(&file.name, &sheet.name, CellRef { row: headings.rows.0, column: columns.1 });
                faults.push(
                    Finding::new("IMP-103", Severity::Error, place)
                        .with("first", column_letters(columns.0))
                        .with("first_heading", heading(columns.0))
                        .with("second", column_letters(columns.1))
                        .with("second_heading", heading(columns.1))
                        .with("field", field),
                );
            }
        }
        if faults.is_empty() && surveys.iter().all(|survey| survey.headings.is_none()) {
            return self.unrecognised(file, surveys, register);
        }
        faults
    }
    fn unrecognised(&self, file: &OpenFile, surveys: &[Survey], register: &str) -> Vec<Finding> {
        let nearest = surveys.iter().flat_map(|survey| &survey.scores).max_by_key(|(_, n)| *n);
        let nearest = nearest.map_or_else(|| "–".to_owned(), |(name, n)| format!("{name} ({n})"));
        vec![
            Finding::new("IMP-101", Severity::Error, Locus::file(&file.name))
                .with("register", register)
                .with("nearest", nearest),
        ]
    }
}

/// The finding about a file whose table has a heading and no data row.
fn without_rows(file: &OpenFile, surveys: &[Survey]) -> Vec<Finding> {
    let headed = file.sheets.iter().zip(surveys).find_map(|(sheet, survey)| {
        let headings = survey.headings.as_ref()?;
        let place = Locus::cell(&file.name, &sheet.name, CellRef { row: headings.rows.1, column: 0 });
        Some(Finding::new("IMP-102", Severity::Error, place).with("row", headings.rows.1))
    });
    headed.into_iter().collect()
}

/// Does no other register fit the sheet better?
fn fits_best(survey: &Survey, register: &str) -> bool {
    let most = survey.scores.first().map(|(_, n)| n);
    survey.scores.iter().any(|(name, n)| name == register && Some(n) == most)
}

fn count(account: &mut SheetAccount, kind: RowKind) {
    *account.kinds.entry(kind.key().to_owned()).or_default() += 1;
}

fn note(account: &mut SheetAccount, row: &ReadRow, cover: &Cover) {
    let shown = |cell: &ReadCell| cover.shown(row.number, cell.column, &cell.text()).into_owned();
    let text: Vec<String> = row.cells.iter().map(shown).collect();
    // Once more over the whole: a number may be spread over neighbouring cells.
    account.note(row.number, covered(&text.join(" ")).into_owned());
}
