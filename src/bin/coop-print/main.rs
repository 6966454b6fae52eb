//! `coop-print`: sets dressed reports as PDF/A-2b. Started by the other programs; a print job comes in as JSON.

mod covered;
mod fonts;
mod setting;

use clap::Parser;
use coop_registry::reports::parts::PrintJob;
use std::{
    fmt,
    io::{self, Read, Write},
    path::PathBuf,
    process::ExitCode,
};

/// Print a report: the job (JSON) on stdin, PDF/A-2b on stdout or, with --into, one file a part
#[derive(Parser)]
#[command(version)]
struct Print {
    /// Folder for NAME.pdf, or NAME.part-01.pdf and on; their names are printed. Without it one PDF goes to stdout
    #[arg(long, value_name = "DIR")]
    into: Option<PathBuf>,
    /// Further folders with fonts, searched before the system's
    #[arg(long, value_name = "DIR")]
    fonts: Vec<PathBuf>,
    /// Only list the fonts in use, with their SHA-256
    #[arg(long)]
    list_fonts: bool,
}

/// Why nothing was printed, with the exit code of the other programs.
#[derive(Debug)]
enum PrintError {
    /// The job does not read, or holds what cannot be set: 3.
    Input(String),
    /// Fonts are missing: 4.
    Fonts(String),
    /// The PDF cannot be written: 3.
    Output(PathBuf, io::Error),
    /// The template does not compile: a fault of this program: 70.
    Template(String),
}

impl fmt::Display for PrintError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(said) | Self::Fonts(said) => f.write_str(said),
            Self::Output(path, cause) => write!(f, "{}: cannot be written: {cause}", path.display()),
            Self::Template(said) => write!(f, "the page template failed, which is a fault of this program: {said}"),
        }
    }
}

impl PrintError {
    fn code(&self) -> u8 {
        match self {
            Self::Input(_) | Self::Output(..) => 3,
            Self::Fonts(_) => 4,
            Self::Template(_) => 70,
        }
    }
}

fn main() -> ExitCode {
    match run(&Print::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // A closed stderr must not change the exit code.
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::from(error.code())
        }
    }
}

fn run(asked: &Print) -> Result<(), PrintError> {
    let stdout = |cause| PrintError::Output("standard output".into(), cause);
    if asked.list_fonts {
        for font in fonts::find(&asked.fonts)? {
            writeln!(io::stdout(), "{}  {}", font.sha256(), font.path.display()).map_err(stdout)?;
        }
        return Ok(());
    }
    let mut text = String::new();
    io::stdin()
        .read_to_string(&mut text)
        .map_err(|cause| PrintError::Input(format!("standard input: {cause}; a print job as JSON was expected")))?;
    let job: PrintJob = serde_json::from_str(&text)
        .map_err(|fault| PrintError::Input(format!("standard input: not a print job: {fault}")))?;
    let folders: Vec<PathBuf> = asked.fonts.iter().cloned().chain(job.fonts.iter().map(PathBuf::from)).collect();
    let fonts = fonts::find(&folders)?;
    covered::check(&job, &fonts)?;
    if !job.letters.is_empty() {
        return letters(&job, asked, fonts);
    }
    let mut setter = setting::Setter::new(setting::REPORT, fonts, job.parts.len());

    match &asked.into {
        None => {
            let [part] = &job.parts[..] else {
                let count = job.parts.len();
                return Err(PrintError::Input(format!("the job has {count} parts; give --into DIR, one PDF a part")));
            };
            io::stdout().write_all(&setter.pdf(part, None)?).map_err(stdout)
        }
        Some(folder) => {
            // Pages are numbered through all parts: count them first, then set for good.
            let pages = match job.parts.len() {
                1 => Vec::new(),
                _ => job.parts.iter().map(|part| setter.pages(part)).collect::<Result<Vec<_>, _>>()?,
            };
            for (i, part) in job.parts.iter().enumerate() {
                let numbers = (!pages.is_empty())
                    .then(|| setting::Numbers { before: pages[..i].iter().sum(), all: pages.iter().sum() });
                let name = match pages.len() {
                    0 => format!("{}.pdf", job.name),
                    _ => format!("{}.part-{:02}.pdf", job.name, i + 1),
                };
                if name.contains(['/', '\\']) {
                    return Err(PrintError::Input(format!("'{name}' is no file name")));
                }
                let path = folder.join(&name);
                std::fs::write(&path, setter.pdf(part, numbers)?).map_err(|cause| PrintError::Output(path, cause))?;
                writeln!(io::stdout(), "{name}").map_err(stdout)?;
            }
            Ok(())
        }
    }
}

/// Letters: a file each, whose name is printed when it is there.
fn letters(job: &PrintJob, asked: &Print, fonts: Vec<fonts::Found>) -> Result<(), PrintError> {
    let Some(folder) = &asked.into else {
        return Err(PrintError::Input("letters are printed into a folder; give --into DIR".into()));
    };
    let mut setter = setting::Setter::new(setting::LETTER, fonts, 1);
    for file in job.letters.iter().filter(|file| !file.letters.is_empty()) {
        let name = format!("{}.pdf", file.name);
        if name.contains(['/', '\\']) {
            return Err(PrintError::Input(format!("'{name}' is no file name")));
        }
        let path = folder.join(&name);
        std::fs::write(&path, setter.letters(file)?).map_err(|cause| PrintError::Output(path, cause))?;
        writeln!(io::stdout(), "{name}").map_err(|cause| PrintError::Output("standard output".into(), cause))?;
    }
    Ok(())
}
