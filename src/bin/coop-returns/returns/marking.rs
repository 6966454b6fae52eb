//! `return check --mark`: the findings come back in the officer's own file.

use coop_registry::{
    branches::returns::{FileReturns, Noted, marked_copy, marks},
    cli::{CommandError, Console, Exit, Office, date_written, severity_word, write_output},
    model::Language,
};
use std::path::{Path, PathBuf};

/// Where the copies go, known before the files are read.
pub struct Copies<'p>(Vec<(&'p Path, PathBuf)>);

impl<'p> Copies<'p> {
    /// `-o FILE.xlsx` for one file, `-o DIR` for any number; exit 2 without, or where a copy would take a file's own place.
    pub fn of(office: &Office, files: &'p [PathBuf]) -> Result<Self, CommandError> {
        let output = office.globals().output.as_deref();
        let output = output.ok_or_else(|| CommandError::new(Exit::Arguments, "error.mark.no_output"))?;
        if files.is_empty() {
            return Err(CommandError::new(Exit::Arguments, "error.mark.no_file"));
        }
        let named = |path: &Path| {
            let mut name = path.file_stem().unwrap_or_default().to_os_string();
            name.push("-checked.xlsx");
            output.join(name)
        };
        let is_folder = output.is_dir() || files.len() > 1 || output.extension().is_none();
        let copy = |path: &'p PathBuf| (path.as_path(), if is_folder { named(path) } else { output.to_owned() });
        let copies: Vec<_> = files.iter().map(copy).collect();
        let same = |(path, copy): &&(&Path, PathBuf)| {
            path.canonicalize().ok().is_some_and(|own| copy.canonicalize().ok() == Some(own))
        };
        if let Some((path, _)) = copies.iter().find(same) {
            return Err(CommandError::new(Exit::Arguments, "error.mark.same_file").with("file", path.display()));
        }
        Ok(Self(copies))
    }
    /// Writes the copies of the files that were read; with `--dry-run` none.
    pub fn write(
        &self,
        office: &Office,
        console: &mut Console,
        read: &FileReturns,
        findings: &[Noted],
    ) -> Result<Vec<String>, CommandError> {
        console.output_is_taken();
        let limits = office.limits()?;
        let mut written = Vec::new();
        for (path, copy) in &self.0 {
            let file = path.display().to_string();
            let marks = marks(read, &file, findings, &|noted| sentence(console, noted));
            if marks.is_empty() {
                continue;
            }
            if !path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx")) {
                return Err(CommandError::new(Exit::Arguments, "error.mark.format").with("file", file));
            }
            let bytes = marked_copy(path, &limits, &marks)?;
            let cells: usize = marks.iter().map(|sheet| sheet.cells.len()).sum();
            let copy = copy.display().to_string();
            if !office.globals().dry_run {
                if let Some(folder) = Path::new(&copy).parent().filter(|folder| !folder.as_os_str().is_empty()) {
                    std::fs::create_dir_all(folder).map_err(|cause| CommandError::io(folder, &cause))?;
                }
                write_output(Path::new(&copy), &bytes).map_err(|cause| CommandError::io(Path::new(&copy), &cause))?;
            }
            console.say(match (console.language(), office.globals().dry_run) {
                (Language::En, false) => format!("{copy}: {cells} cell(s) marked"),
                (Language::En, true) => format!("{copy}: {cells} cell(s) would be marked; nothing was written"),
                (Language::Hi, false) => format!("{copy}: {cells} खाने चिह्नित"),
                (Language::Hi, true) => format!("{copy}: {cells} खाने चिह्नित होंगे; अभी कुछ नहीं लिखा गया"),
            });
            written.push(copy);
        }
        Ok(written)
    }
}

/// Code and weight first, then what was found and what to do.
fn sentence(console: &Console, noted: &Noted) -> String {
    let language = console.language();
    let (finding, texts) = (&noted.finding, console.texts());
    let weight = match &noted.waived {
        None => severity_word(finding.severity, language).to_owned(),
        Some(waiver) => waived(waiver, language),
    };
    let said = texts.finding(finding, language);
    let todo = texts.todo(finding, language).map_or_else(String::new, |todo| format!(" → {todo}"));
    format!("{} {weight}: {said}{todo}", finding.code)
}

/// That a finding was waived.
pub fn waived(waiver: &coop_registry::branches::returns::life::Waiver, language: Language) -> String {
    let (until, order) = (date_written(waiver.until), &waiver.order_no);
    match language {
        Language::En => format!("waived until {until} by order {order}"),
        Language::Hi => format!("आदेश {order} से {until} तक छूट"),
    }
}
