//! `coop-migrate decode detect`: what every line is, judged alone.

use super::{lines, read_text};
use clap::Args;
use coop_registry::{
    cli::{CommandError, Console, Exit, Office, Verdict},
    devanagari::Decoder,
};
use std::path::PathBuf;

/// Tell for each line whether it is Kruti Dev, English, Unicode Hindi, a number or something else
#[derive(Args)]
pub struct Detect {
    /// Text file; standard input if none is given
    file: Option<PathBuf>,
}

impl Detect {
    /// Writes `label<TAB>confidence` for each line.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let decoder = Decoder::load(office.files())?;
        let text = read_text(self.file.as_ref())?;
        let mut rows = Vec::new();
        for (line, _) in lines(&text) {
            let line = decoder.detect(line);
            if !console.is_for_people() {
                rows.push(serde_json::json!({ "label": line.label.name(), "confidence": (f64::from(line.confidence) * 100.0).round() / 100.0, "undecided": line.undecided }));
            }
            console.pour(line.label.name());
            console.pour(&format!("\t{:.2}\n", line.confidence));
        }
        if !console.is_for_people() {
            console.data("decode-detect", serde_json::json!({ "lines": rows }));
        }
        Ok(Exit::Done)
    }
}
