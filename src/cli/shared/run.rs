//! `run list|show`: the run ledger.

use crate::{
    cli::{CommandError, Console, Exit, Listing, Office, Verdict},
    model::Value,
    register::Run,
};

/// The run ledger: a row for every command that writes or is scheduled
#[derive(clap::Subcommand)]
pub enum RunNoun {
    /// Runs, latest first; one without an end is running or was abandoned
    List {
        /// At most so many
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// One run with its arguments and outputs
    Show {
        /// Number of the run
        id: i64,
    },
}

impl RunNoun {
    /// Shows them.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let ledger = office.runs()?;
        match self {
            RunNoun::List { limit } => {
                let mut listing = Listing::new([
                    ("run", "Run", "क्रम"),
                    ("started_at", "Started", "आरंभ"),
                    ("finished_at", "Finished", "समाप्ति"),
                    ("exit_code", "Exit", "निकास"),
                    ("command", "Command", "आदेश"),
                    ("officer", "Officer", "अधिकारी"),
                    ("read_up_to_day", "Read up to day", "कहाँ तक पढ़ा"),
                ]);
                for run in ledger.list(limit)? {
                    listing.push([
                        Value::Integer(run.id),
                        Value::text(run.started_at.to_text()),
                        run.finished_at.map_or(Value::Empty, |at| Value::text(at.to_text())),
                        number(run.exit_code.map(i64::from)),
                        Value::text(run.of.command),
                        Value::text(run.of.officer),
                        number(run.read_up_to_day),
                    ]);
                }
                console.listing("run-list", &listing);
            }
            RunNoun::Show { id } => {
                let run = ledger.show(id)?.ok_or_else(|| CommandError::not_found("error.run.none").with("run", id))?;
                show(console, &run);
            }
        }
        Ok(Exit::Done)
    }
}

fn number(number: Option<i64>) -> Value {
    number.map_or(Value::Empty, Value::Integer)
}

fn show(console: &mut Console, run: &Run) {
    let mut listing = Listing::new([("key", "Key", "कुंजी"), ("value", "Value", "मान")]);
    let finished = run.finished_at.map_or_else(String::new, |at| at.to_text());
    for (key, value) in [
        ("run", run.id.to_string()),
        ("command", run.of.command.clone()),
        ("arguments", run.of.arguments.to_string()),
        ("started_at", run.started_at.to_text()),
        ("finished_at", finished),
        ("exit_code", run.exit_code.map_or_else(String::new, |code| code.to_string())),
        ("officer", format!("{} ({})", run.of.officer, run.of.uid)),
        ("read_up_to_day", run.read_up_to_day.map_or_else(String::new, |day| day.to_string())),
        ("program_version", run.of.program_version.clone()),
        ("catalogue_hash", run.of.catalogue_hash.clone()),
        ("outputs", run.outputs.to_string()),
    ] {
        listing.push([Value::text(key), Value::text(value)]);
    }
    console.listing("run", &listing);
}
