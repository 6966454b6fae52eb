//! Flags that every command takes.

use crate::model::{CooperativeYear, Date, Language};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// How data is shown on stdout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Aligned table for people
    #[default]
    Table,
    /// One JSON object
    Json,
    /// One JSON object a line
    Jsonl,
    /// CSV with English headings
    Csv,
    /// Excel workbook (reports)
    Xlsx,
    /// PDF/A (reports)
    Pdf,
    /// Self-contained HTML page (reports)
    Html,
}

/// Digits printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Digits {
    /// 0123456789
    #[default]
    Latin,
    /// ०१२३४५६७८९
    Deva,
}

/// From which severity findings make the exit code 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors only
    #[default]
    Error,
    /// Errors and warnings
    Warning,
    /// Never
    Never,
}

/// When the progress bar is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ProgressChoice {
    /// When stderr is a terminal
    #[default]
    Auto,
    /// Never
    Never,
}

/// When colour is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// When the output is a terminal and NO_COLOR is not set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Flags shared by all commands of the four programs.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Flags of every command")]
pub struct Globals {
    /// Office folder (else COOP_OFFICE, else this folder or a parent that holds coop.toml)
    #[arg(long, global = true, value_name = "DIR")]
    pub office: Option<PathBuf>,
    /// Day the command counts as today: what is in force then, what is overdue then
    #[arg(long, global = true, value_name = "DATE", value_parser = parse_date)]
    pub as_of: Option<Date>,
    /// Read the register as it was known at the end of this day (reading commands only)
    #[arg(long, global = true, value_name = "DATE", value_parser = parse_date)]
    pub known_on: Option<Date>,
    /// Co-operative year, as 2024-25
    #[arg(long, global = true, value_name = "YEAR")]
    pub fy: Option<CooperativeYear>,
    /// Language of tables and messages
    #[arg(long, global = true, value_name = "hi|en", value_parser = parse_language)]
    pub lang: Option<Language>,
    /// Digits printed in tables
    #[arg(long, global = true, value_enum, default_value_t)]
    pub digits: Digits,
    /// Output format
    #[arg(long, global = true, value_enum, value_delimiter = ',')]
    pub format: Vec<Format>,
    /// File or folder to write to instead of stdout
    #[arg(short = 'o', long = "output", global = true, value_name = "FILE|DIR")]
    pub output: Option<PathBuf>,
    /// Exit with 1 when there are findings of this severity
    #[arg(long, global = true, value_enum, default_value_t)]
    pub fail_on: FailOn,
    /// Show what would be done, change nothing
    #[arg(long, global = true)]
    pub dry_run: bool,
    /// Number of the order this act rests on
    #[arg(long, global = true, value_name = "NO")]
    pub order: Option<String>,
    /// Reason for this act, where there is no order
    #[arg(long, global = true, value_name = "TEXT")]
    pub reason: Option<String>,
    /// Catalogue folder in place of the built-in one
    #[arg(long, global = true, value_name = "DIR")]
    pub catalogue: Option<PathBuf>,
    /// Officer acting (default: the login)
    #[arg(long, global = true, value_name = "LOGIN")]
    pub officer: Option<String>,
    /// No notes, no progress; data and errors only
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Never ask (accepted everywhere; no command asks anything today)
    #[arg(long, global = true)]
    pub no_input: bool,
    /// Progress bar
    #[arg(long, global = true, value_enum, default_value_t)]
    pub progress: ProgressChoice,
    /// Colour of the words error and warning; NO_COLOR is honoured
    #[arg(long, global = true, value_enum, default_value_t)]
    pub color: ColorChoice,
}

impl Globals {
    /// The one format a command that is no report shows its data in.
    pub fn one_format(&self) -> Format {
        self.format.first().copied().unwrap_or_default()
    }
}

/// Reads `2026-11-23` and `23-11-2026` (also with `/` or `.`).
pub fn parse_date(text: &str) -> Result<Date, String> {
    let refused = || format!("'{text}' is not a date; write it as 2026-11-23 or 23-11-2026");
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let [a, b, c] = parts[..] else { return Err(refused()) };
    let number = |s: &str| s.parse::<i16>().map_err(|_| refused());
    let (year, month, day) = if a.len() == 4 { (a, b, c) } else { (c, b, a) };
    if year.len() != 4 {
        return Err(refused());
    }
    let small = |s: &str| i8::try_from(number(s)?).map_err(|_| refused());
    Date::new(number(year)?, small(month)?, small(day)?).map_err(|_| refused())
}

fn parse_language(text: &str) -> Result<Language, String> {
    match text {
        "hi" => Ok(Language::Hi),
        "en" => Ok(Language::En),
        _ => Err(format!("'{text}' is not a language here; give hi or en")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_year_first_or_day_first() {
        let day = Date::constant(2026, 11, 3);
        for text in ["2026-11-03", "03-11-2026", "3/11/2026", "03.11.2026"] {
            assert_eq!(parse_date(text), Ok(day), "{text}");
        }
        for text in ["3-11-26", "2026-13-01", "31-02-2026", "today", "", "2026-11"] {
            assert!(parse_date(text).is_err(), "{text}");
        }
    }
}
