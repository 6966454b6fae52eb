//! `coop-migrate decode`: legacy fonts to Unicode, without a register: lines of text, or a workbook as a whole.

mod detect;
mod file;
mod text;

use clap::Subcommand;
use coop_registry::cli::{CommandError, Console, Office, Verdict};
use std::{
    io::Read,
    path::{Path, PathBuf},
};

/// Convert text in legacy Hindi fonts, or tell what it is
#[derive(Subcommand)]
pub enum Decode {
    Text(text::Text),
    Detect(detect::Detect),
    File(file::File),
}

impl Decode {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Text(verb) => verb.run(office, console),
            Self::Detect(verb) => verb.run(office, console),
            Self::File(verb) => verb.run(office, console),
        }
    }
}

/// Text of a file, or of standard input: UTF-8 if all of it is, else Windows-1252 as old office programs wrote it.
fn read_text(file: Option<&PathBuf>) -> Result<String, CommandError> {
    let bytes = match file {
        Some(path) if path.as_path() != Path::new("-") => {
            std::fs::read(path).map_err(|cause| CommandError::io(path, &cause))?
        }
        _ => {
            let mut bytes = Vec::new();
            std::io::stdin()
                .lock()
                .read_to_end(&mut bytes)
                .map_err(|cause| CommandError::io(Path::new("stdin"), &cause))?;
            bytes
        }
    };
    Ok(coop_registry::devanagari::text_of_bytes(bytes))
}

/// Lines with their ends. Only LF ends a line: U+0085 is a letter of these fonts.
fn lines(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split_inclusive('\n').map(|line| {
        let body = line.strip_suffix('\n').unwrap_or(line);
        let body = body.strip_suffix('\r').unwrap_or(body);
        (body, &line[body.len()..])
    })
}
