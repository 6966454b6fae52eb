//! `report list|build`: the reports of the office, made into a folder.

use super::report_desk::{KINDS, Kind};
use crate::{
    cli::{CommandError, Console, Digits, Exit, Format, Listing, Office, Verdict},
    model::{Language, Value},
    reports::{
        self, Reader, Words,
        letter::LetterFile,
        making::{Form, make},
        writers::pdf,
    },
};
use std::path::{Path, PathBuf};

/// Reports
#[derive(clap::Subcommand)]
pub enum ReportNoun {
    /// The reports that can be made
    List,
    /// Make reports into a folder (-o DIR, else the reports folder of the office)
    Build(Build),
}

/// Arguments of `report build`.
#[derive(clap::Args)]
pub struct Build {
    /// Names as report list shows them, or all
    #[arg(required = true, value_name = "NAME")]
    names: Vec<String>,
}

impl ReportNoun {
    /// Lists or makes them.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::List => {
                let words = words(office, console);
                let mut listing = Listing::new([("name", "Name", "नाम"), ("title", "Report", "प्रतिवेदन")]);
                for kind in KINDS {
                    let key = format!("title.{}", kind.name);
                    listing.push([Value::text(kind.name), Value::text(words.text(&key))]);
                }
                console.listing("report-list", &listing);
                Ok(Exit::Done)
            }
            Self::Build(build) => build.run(office, console),
        }
    }
}

impl Build {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let kinds = self.kinds()?;
        let forms = forms(&office.globals().format)?;
        // -o is the folder of the reports, not a file for what this command says.
        console.output_is_taken();
        let folder = match &office.globals().output {
            Some(folder) => folder.clone(),
            None => office.folder()?.join("reports"),
        };
        if folder.is_file() {
            return Err(CommandError::new(Exit::Arguments, "error.report.no_folder").with("path", folder.display()));
        }
        if forms.contains(&Form::Pdf) {
            // Told before the work, not after it.
            pdf::find()?;
        }
        let fonts = font_folders(office)?;
        let words = words(office, console);
        for kind in &kinds {
            // Of several reports none is made while another one cannot be.
            match (kind.needs)(office) {
                Err(error) if !self.may_be_left_out(&error) => return Err(error),
                _ => {}
            }
        }
        if office.globals().dry_run {
            return would_make(console, &kinds, &forms, &folder);
        }
        office.begin_run("report build")?;
        let mut listing = Listing::new([("report", "Report", "प्रतिवेदन"), ("file", "File", "फ़ाइल")]);
        let progress = console.progress(console.pick("reports", "प्रतिवेदन"), kinds.len() as u64);
        for (i, kind) in kinds.iter().enumerate() {
            let report = match (kind.build)(office, console) {
                Ok(report) => report,
                // Of all reports, one that has nothing to stand on yet (no draft, no order) is told and left out.
                Err(error) if self.may_be_left_out(&error) => {
                    let told = error.told(console.texts(), console.language());
                    let left_out = console.pick("left out", "छोड़ा गया");
                    console.note(format!("{}: {left_out}: {}", kind.name, told.message));
                    continue;
                }
                Err(error) => return Err(error),
            };
            let made: Vec<PathBuf> = make(&report, &words, &forms, &fonts, &folder)?;
            for path in made {
                office.run_made(serde_json::json!({ "file": path.display().to_string() }));
                listing.push([Value::text(kind.name), Value::text(path.display().to_string())]);
            }
            progress.set(i as u64 + 1);
        }
        drop(progress);
        console.listing("report-build", &listing);
        Ok(Exit::Done)
    }

    fn may_be_left_out(&self, error: &CommandError) -> bool {
        error.exit == Exit::NotFound && self.wants_all()
    }

    fn wants_all(&self) -> bool {
        self.names.iter().any(|name| name == "all")
    }

    /// The reports asked for, each once, in the order asked.
    fn kinds(&self) -> Result<Vec<&'static Kind>, CommandError> {
        if self.wants_all() {
            return Ok(KINDS.iter().collect());
        }
        let mut kinds: Vec<&Kind> = Vec::new();
        for name in &self.names {
            // Names may be written with hyphens, as flags are.
            let wanted = name.replace('-', "_");
            let Some(kind) = KINDS.iter().find(|kind| kind.name == wanted) else {
                let known: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
                return Err(CommandError::not_found("error.report.none")
                    .with("name", name)
                    .with("known", known.join(", ")));
            };
            if !kinds.iter().any(|known| known.name == kind.name) {
                kinds.push(kind);
            }
        }
        Ok(kinds)
    }
}

/// What `--dry-run` shows: which reports would be made, in which forms, where.
fn would_make(console: &mut Console, kinds: &[&Kind], forms: &[Form], folder: &Path) -> Result<Verdict, CommandError> {
    let mut listing = Listing::new([
        ("report", "Report", "प्रतिवेदन"),
        ("forms", "Forms", "प्रारूप"),
        ("folder", "Would be made in", "यहाँ बनेगा"),
    ]);
    let forms: Vec<String> = forms.iter().map(|form| format!("{form:?}").to_lowercase()).collect();
    for kind in kinds {
        let folder = folder.display().to_string();
        listing.push([Value::text(kind.name), Value::text(forms.join(" ")), Value::text(folder)]);
    }
    console.listing("report-build", &listing);
    Ok(Exit::Done)
}

/// Makes one report that a verb of its own builds, into the folder of `-o`, else the reports folder of the office; `-o FILE.pdf`
/// (xlsx, html) names the file itself.
pub(crate) fn make_one(
    office: &Office,
    console: &mut Console,
    report: &reports::Report,
    usual: Form,
) -> Result<Vec<PathBuf>, CommandError> {
    make_in(office, console, report, &asked_forms(office, &[usual])?)
}

/// The forms a verb's report is asked for in; the usual ones where none is named.
pub(crate) fn asked_forms(office: &Office, usual: &[Form]) -> Result<Vec<Form>, CommandError> {
    let asked: Vec<Format> = office.globals().format.iter().filter(|form| is_report_form(**form)).copied().collect();
    if asked.is_empty() { Ok(usual.to_vec()) } else { forms(&asked) }
}

/// The same in forms that are told.
pub(crate) fn make_in(
    office: &Office,
    console: &mut Console,
    report: &reports::Report,
    forms: &[Form],
) -> Result<Vec<PathBuf>, CommandError> {
    // With --dry-run too: what is said is no paper, and must not stand where one is to come.
    console.output_is_taken();
    if office.globals().dry_run {
        return Ok(Vec::new());
    }
    let folder = match &office.globals().output {
        Some(folder) => folder.clone(),
        None => office.folder()?.join("reports"),
    };
    let asked = office.globals().format.iter().any(|form| is_report_form(*form));
    let named = named_file(&folder).filter(|(form, _)| !asked || forms == [*form]);
    let made = match named {
        Some((form, stem)) => {
            let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
            // Made under its own name first: the name it is given here is no part of what it says.
            let lost = |cause| CommandError::io(parent, &cause);
            let aside = tempfile::Builder::new().prefix(".making-").tempdir_in(parent).map_err(lost)?;
            let made = make(report, &words(office, console), &[form], &font_folders(office)?, aside.path())?;
            let moved = made.iter().map(|path| {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let to = parent.join(format!("{stem}{}", name.strip_prefix(report.key.as_str()).unwrap_or(&name)));
                std::fs::rename(path, &to).map(|()| to)
            });
            moved.collect::<Result<Vec<_>, _>>().map_err(lost)?
        }
        None => make(report, &words(office, console), forms, &font_folders(office)?, &folder)?,
    };
    for path in &made {
        office.run_made(serde_json::json!({ "file": path.display().to_string() }));
    }
    Ok(made)
}

/// Prints letters into the folder of `-o`, else the reports folder of the office; `-o FILE.pdf` names the file where there is one.
pub(crate) fn make_letters(
    office: &Office,
    console: &mut Console,
    letters: Vec<LetterFile>,
) -> Result<Vec<PathBuf>, CommandError> {
    console.output_is_taken();
    if office.globals().dry_run {
        return Ok(Vec::new());
    }
    let asked = match &office.globals().output {
        Some(path) => path.clone(),
        None => office.folder()?.join("reports"),
    };
    let named = named_file(&asked).filter(|(form, _)| *form == Form::Pdf && letters.len() == 1);
    let folder = match &named {
        Some(_) => asked.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")),
        None => &asked,
    };
    let lost = |cause| CommandError::io(folder, &cause);
    std::fs::create_dir_all(folder).map_err(lost)?;
    // Beside the final files: no reader sees half a letter.
    let aside = tempfile::Builder::new().prefix(".making-").tempdir_in(folder).map_err(lost)?;
    let made = pdf::print_letters(&pdf::find()?, letters, font_folders(office)?, aside.path())?;
    let mut files = Vec::with_capacity(made.len());
    for name in made {
        let to = match &named {
            Some(_) => asked.clone(),
            None => folder.join(&name),
        };
        std::fs::rename(aside.path().join(&name), &to).map_err(lost)?;
        office.run_made(serde_json::json!({ "file": to.display().to_string() }));
        files.push(to);
    }
    Ok(files)
}

/// The form and name of a path that is meant as a file: it ends like one, and no folder of that name is there.
fn named_file(path: &Path) -> Option<(Form, String)> {
    let form = match path.extension()?.to_str()? {
        "pdf" => Form::Pdf,
        "xlsx" => Form::Xlsx,
        "html" => Form::Html,
        _ => return None,
    };
    Some((form, path.file_stem()?.to_str()?.to_owned())).filter(|_| !path.is_dir())
}

/// Table and JSON are forms of what a verb says, not of a report.
fn is_report_form(format: Format) -> bool {
    matches!(format, Format::Xlsx | Format::Pdf | Format::Html | Format::Csv)
}

fn font_folders(office: &Office) -> Result<Vec<String>, CommandError> {
    let folders = office.settings()?.get("fonts.folders").split(':');
    Ok(folders.filter(|folder| !folder.is_empty()).map(str::to_owned).collect())
}

/// The forms of `--format`; all four for people when none is named.
fn forms(asked: &[Format]) -> Result<Vec<Form>, CommandError> {
    let mut forms = Vec::new();
    for format in asked {
        forms.push(match format {
            Format::Xlsx => Form::Xlsx,
            Format::Pdf => Form::Pdf,
            Format::Html => Form::Html,
            Format::Csv => Form::Csv,
            Format::Json => Form::Json,
            Format::Table | Format::Jsonl => {
                return Err(CommandError::new(Exit::Arguments, "error.report.form"));
            }
        });
    }
    if forms.is_empty() {
        forms = vec![Form::Xlsx, Form::Pdf, Form::Html, Form::Csv];
    }
    forms.sort();
    forms.dedup();
    Ok(forms)
}

pub(crate) fn words(office: &Office, console: &Console) -> Words {
    let digits = match console.digits() {
        Digits::Latin => reports::Digits::Latin,
        Digits::Deva => reports::Digits::Deva,
    };
    let language: Language = console.language();
    Words::new(console.texts().clone(), office.files().clone(), Reader { language, digits })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_named_twice_is_made_once_and_an_unknown_one_names_those_there_are() {
        let build = |names: &[&str]| Build { names: names.iter().map(|name| (*name).to_owned()).collect() };
        let twice = build(&["society-register", "society_register"]);
        assert_eq!(twice.kinds().map(|kinds| kinds.len()).unwrap_or_default(), 1);
        assert_eq!(build(&["all"]).kinds().map(|kinds| kinds.len()).unwrap_or_default(), KINDS.len());
        let texts = crate::catalogue::Texts::load(&crate::catalogue::Files::embedded()).unwrap();
        let error = build(&["societies"]).kinds().err().unwrap();
        let hint = error.told(&texts, Language::En).hint.unwrap();
        assert!(error.exit == Exit::NotFound && hint.contains("society_register"), "{hint}");
    }

    #[test]
    fn forms_are_all_four_unless_named_and_a_table_is_none() {
        assert_eq!(forms(&[]).map(|forms| forms.len()).unwrap_or_default(), 4);
        assert_eq!(forms(&[Format::Csv, Format::Csv]).unwrap_or_default(), [Form::Csv]);
        assert!(forms(&[Format::Table]).is_err());
    }
}
