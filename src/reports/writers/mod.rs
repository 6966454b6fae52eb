//! Writers: one file for each form a report leaves in. Each writes to a given `Write`; none opens a file.

mod csv;
mod html;
mod json;
pub mod pdf;
mod sheet_look;
mod xlsx;

pub use csv::{Csv, harmless};
pub use html::Html;
pub use json::Json;
pub use xlsx::Xlsx;

use super::{Report, ReportError, Words};
use std::io::{self, Write};

/// A form a report leaves in.
pub trait Writer {
    /// Ending of the file name, without dot.
    fn ending(&self) -> &'static str;
    /// Writes the whole report. The same report and words give the same bytes.
    fn write(&self, report: &Report, words: &Words, out: &mut dyn Write) -> Result<(), ReportError>;
}

/// A failure of the `Write` a writer was given; the caller knows the path.
fn lost(ending: &str) -> impl Fn(io::Error) -> ReportError {
    move |cause| ReportError::output(format!("report as {ending}"), cause)
}
