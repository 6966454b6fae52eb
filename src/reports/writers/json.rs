//! JSON: the report as it is, keys and codes, for programs.

use super::{Report, ReportError, Words, Writer, lost};
use std::io::Write;

/// Writes the typed report with its schema name; money in paise, dates ISO.
pub struct Json;

impl Writer for Json {
    fn ending(&self) -> &'static str {
        "json"
    }
    fn write(&self, report: &Report, _words: &Words, out: &mut dyn Write) -> Result<(), ReportError> {
        report.check_shape()?;
        let object = serde_json::json!({ "schema": "coop/report/1", "data": report });
        serde_json::to_writer_pretty(&mut *out, &object).map_err(|error| lost("json")(error.into()))?;
        out.write_all(b"\n").map_err(lost("json"))
    }
}
