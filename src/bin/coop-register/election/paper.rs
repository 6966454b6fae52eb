//! Papers of an election: the final roll and the result sheet. Neither carries a phone, an address or an age.

use super::roll_shown::Read;
use clap::{Args, ValueEnum};
use coop_registry::{
    branches::elections::electors,
    cli::{CommandError, Console, Exit, Office, Verdict, election_papers},
    model::Value,
};

/// Print a paper.
#[derive(Args)]
pub struct Paper {
    /// The election: its identity, its number or the society
    case: String,
    /// Which paper
    #[arg(long)]
    of: Which,
}

/// Which paper.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Which {
    /// The final roll, with its digest
    Roll,
    /// The result sheet
    Result,
}

impl Paper {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let read = Read::of(office, &self.case)?;
        let head = election_papers::Head {
            election: read.case.id.clone(),
            number: read.case.number.clone(),
            society: read.case.title.clone(),
            poll_on: read.day("poll_on"),
            officer: read.text("officer_name").to_owned(),
            digest: read.text("roll_digest").to_owned(),
            declared_on: read.day("declared_on"),
            term: (read.day("term_from"), read.day("term_to")),
        };
        let wanted = match self.of {
            Which::Roll => "rolled_on",
            Which::Result => "declared_on",
        };
        if read.value(wanted).is_none_or(Value::is_empty) {
            return Err(CommandError::new(Exit::Refused, "error.election.no_paper").with("case", &read.case.number));
        }
        office.begin_run("coop-register election paper")?;
        office.run_reads(&read.register)?;
        let files = match self.of {
            Which::Roll => {
                let roll = electors(&read.register, &read.roll, read.moment)?;
                let standing: Vec<_> = roll.into_iter().filter(|one| one.is_on()).collect();
                if let Some(altered) = read.altered(&coop_registry::branches::elections::digest(&standing)) {
                    return Err(crate::case::not_entered(Exit::Integrity, vec![altered]));
                }
                election_papers::roll(office, console, &read.register, &head, &standing)?
            }
            Which::Result => election_papers::result(office, console, &read.register, &head)?,
        };
        for file in &files {
            console.say(file);
        }
        console.data(
            "election-paper",
            serde_json::json!({
                "election": read.case.id, "files": files, "digest": head.digest, "dry_run": office.globals().dry_run,
            }),
        );
        Ok(Exit::Done)
    }
}
