//! `subvention claim`: the claim statement of a year.

use super::{Lists, Whose};
use coop_registry::{
    branches::subvention::Totals,
    cli::{
        CommandError, Console, Office, Verdict,
        subventions::{paper, read},
    },
    model::Paise,
};
use serde_json::json;

/// Make the claim statement of a year (--fy)
#[derive(clap::Args)]
pub struct Claim {
    #[command(flatten)]
    lists: Lists,
    #[command(flatten)]
    whose: Whose,
}

impl Claim {
    /// Computes, makes the files, says what is claimed.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let fy = office.year()?;
        let register = office.read_register()?;
        let of = self.whose.of();
        let done = read(office, console, &self.lists.wished())?.compute(console)?;
        console.findings(&done.findings);
        let made = if office.globals().dry_run {
            console.output_is_taken();
            Vec::new()
        } else {
            paper(office, console, &register, &done, (fy, &of))?
        };
        let totals = Totals::of(&done.loans, &done.rows(Some(fy), &of));
        let files: Vec<String> = made.iter().map(|path| path.display().to_string()).collect();
        for file in &files {
            console.say(file);
        }
        let (claimed, earlier, balance) = (Paise(totals.claimed()), Paise(totals.earlier), Paise(totals.balance()));
        console.say(match console.language() {
            coop_registry::model::Language::En => {
                format!("{fy}: claim {claimed}, claimed before {earlier}, balance {balance}")
            }
            coop_registry::model::Language::Hi => {
                format!("{fy}: दावा {claimed}, पूर्व दावा {earlier}, शेष {balance}")
            }
        });
        console.data(
            "subvention-claim",
            json!({
                "scheme": done.terms.scheme.key, "fy": fy.to_string(), "upto": done.terms.upto.to_string(),
                "files": files, "farmers": totals.farmers, "drawals": totals.drawals, "refused": totals.refused,
                "disbursed": totals.disbursed, "own_funds": totals.own_funds, "claimed": totals.claimed(),
                "earlier": totals.earlier, "balance": totals.balance(), "failed": done.failed,
                "dry_run": office.globals().dry_run,
            }),
        );
        Ok(done.verdict(console))
    }
}
