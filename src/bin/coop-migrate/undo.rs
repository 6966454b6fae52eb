//! `coop-migrate undo`: the batch's entries are struck out; the register reads as before it.

use clap::Args;
use coop_registry::cli::{CommandError, Console, Exit, Office, Verdict, filing};

/// Strike out what a batch entered
#[derive(Args)]
pub struct Undo {
    /// Batch, as B0001
    batch: String,
}

impl Undo {
    /// Strikes it out; refused (6) when later entries rest on it.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let act = office.ordered_act("coop-migrate undo")?;
        let mut register = office.register_to_change()?;
        filing::without_corrections(&register, &self.batch)?;
        let plan = register.undo_plan(&self.batch, act)?;
        let count = plan.entries.len();
        if !office.globals().dry_run {
            register.apply(&plan, office.instant(), &mut |_| {})?;
        }
        console.data(
            "undo",
            serde_json::json!({ "batch": self.batch, "struck_out": count, "dry_run": office.globals().dry_run }),
        );
        let words = if office.globals().dry_run {
            console.pick("entries would be struck out; nothing was changed", "प्रविष्टियाँ काटी जाएँगी; अभी कुछ नहीं बदला")
        } else {
            console.pick("entries struck out", "प्रविष्टियाँ काटी गईं")
        };
        console.say(format!("{}: {count} {words}", self.batch));
        Ok(Exit::Done)
    }
}
