//! `coop-audit allotment tell`: short messages on who audits whom.

use clap::Args;
use coop_registry::cli::{
    CommandError, Console, Exit, Office, Verdict,
    allotment_messages::{Whom, tell},
};

/// Messages to auditors and societies on the year's orders, each a numbered notice that waits in the outbox; who is told is not told again
#[derive(Args)]
pub struct Tell {
    /// Only of this order
    #[arg(long, value_name = "NO")]
    of: Option<String>,
    /// Who is told
    #[arg(long, value_enum, default_value_t = Whom::All)]
    to: Whom,
}

impl Tell {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let fy = office.year()?;
        let told = tell(office, console, fy, (self.of.as_deref(), self.to))?;
        let dry_run = office.globals().dry_run;
        let (new, all) = (told.numbers.len(), told.messages);
        console.data(
            "allotment-told",
            serde_json::json!({ "fy": fy, "messages": all, "notices": told.numbers, "dry_run": dry_run }),
        );
        console.say(match (dry_run, console.pick("en", "hi")) {
            (true, "hi") => format!("{fy}: {all} संदेशों में से {new} सूचनाएँ जारी होंगी; अभी कुछ नहीं बदला"),
            (true, _) => format!("{fy}: {new} of {all} notices would be issued; nothing was changed"),
            (false, "hi") => format!("{fy}: {all} संदेशों में से {new} नई सूचनाएँ outbox में"),
            (false, _) => format!("{fy}: {new} new notices of {all} in the outbox"),
        });
        Ok(Exit::Done)
    }
}
