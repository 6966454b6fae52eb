//! `coop-audit allotment letters`: who audits whom, told to auditors and societies.

use clap::Args;
use coop_registry::cli::{CommandError, Console, Exit, Office, Verdict, allotment_letters::print_orders};

/// Letters of the year's orders as PDF: one to each auditor, those to the societies in one bundle
#[derive(Args)]
pub struct Letters {
    /// Only of this order
    #[arg(long, value_name = "NO")]
    of: Option<String>,
    /// Only to this auditor and the societies allotted (identity)
    #[arg(long, value_name = "AUDITOR")]
    auditor: Option<String>,
}

impl Letters {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let fy = office.year()?;
        let made = print_orders(office, console, fy, (self.of.as_deref(), self.auditor.as_deref()))?;
        let files: Vec<String> = made.files.iter().map(|path| path.display().to_string()).collect();
        console.data(
            "allotment-letters",
            serde_json::json!({
                "fy": fy, "auditors": made.auditors, "societies": made.societies, "files": files, "dry_run": office.globals().dry_run,
            }),
        );
        let (auditors, societies) = (made.auditors, made.societies);
        console.say(match console.pick("en", "hi") {
            "hi" => format!("{fy}: {auditors} अंकेक्षकों और {societies} समितियों के पत्र"),
            _ => format!("{fy}: letters to {auditors} auditors and {societies} societies"),
        });
        for file in files {
            console.say(format!("    {file}"));
        }
        Ok(Exit::Done)
    }
}
