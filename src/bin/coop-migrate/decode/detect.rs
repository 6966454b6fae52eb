//! `coop-migrate decode detect`: what every line is, judged alone.

use super::{lines, read_text};
use clap::Args;
use coop_registry::{
    cli::{CommandError, Console, Exit, Office, Verdict},
    devanagari::Decoder,
};
use std::{fmt::Write, path::PathBuf};

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
        let judged: Vec<_> = lines(&text).map(|(line, _)| decoder.detect(line)).collect();
        if !console.is_for_people() {
            let rows: Vec<_> = judged
                .iter()
                .map(|line| serde_json::json!({ "label": line.label.name(), "confidence": (f64::from(line.confidence) * 100.0).round() / 100.0, "undecided": line.undecided }))
                .collect();
            console.data("decode-detect", serde_json::json!({ "lines": rows }));
        }
        let mut out = String::with_capacity(judged.len() * 14);
        for line in &judged {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{}\t{:.2}", line.label.name(), line.confidence);
        }
        console.raw(out);
        Ok(Exit::Done)
    }
}
