//! `coop-migrate rehearse`: would each society pass a return, an extract, an allotment, an election-due?

use clap::Args;
use coop_registry::{
    branches::rehearsal::Rehearsal,
    cli::{CommandError, Console, Exit, Listing, Office, Verdict},
    model::{Language, Value},
};

/// Find the societies that would fail what the office will ask of them, and what they lack
#[derive(Args)]
pub struct Rehearse {
    /// Only this task: extract, return, allotment, election_due
    #[arg(long)]
    task: Option<String>,
    /// Only how many societies each task lacks
    #[arg(long)]
    count: bool,
}

impl Rehearse {
    /// Exit 1 when a society lacks something.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let register = office.read_register()?;
        let rehearsal = Rehearsal::load(office.files(), &register)?;
        let (mut lacks, mut standings) = rehearsal.run(&register, office.moment()?)?;
        if let Some(task) = &self.task {
            let known: Vec<String> = standings.iter().map(|standing| standing.task.clone()).collect();
            if !known.contains(task) {
                return Err(CommandError::not_found("error.rehearse.task")
                    .with("task", task)
                    .with("known", known.join(", ")));
            }
            lacks.retain(|lack| lack.task == *task);
            standings.retain(|standing| standing.task == *task);
        }
        let language = console.language();
        let exit = if lacks.is_empty() { Exit::Done } else { Exit::Findings };
        if self.count {
            let mut listing = Listing::new([
                ("task", "Task", "कार्य"),
                ("name", "In words", "विवरण"),
                ("societies", "Societies", "समितियाँ"),
                ("lacking", "Lacking something", "जिनमें कमी है"),
            ]);
            for standing in standings {
                listing.push([
                    Value::text(&standing.task),
                    Value::text(standing.name.in_language(language)),
                    Value::count(standing.asked),
                    Value::count(standing.lacking),
                ]);
            }
            console.listing("rehearse-count", &listing);
            return Ok(exit);
        }
        let mut listing = Listing::new([
            ("task", "Task", "कार्य"),
            ("society", "Society", "समिति"),
            ("reg_no", "Registration no.", "पंजीयन संख्या"),
            ("name", "Name", "नाम"),
            ("missing", "What is missing", "क्या नहीं है"),
        ]);
        for lack in lacks {
            let (hi, en) = (&lack.name.hi, &lack.name.en);
            let name = match language {
                Language::Hi if !hi.is_empty() => hi,
                Language::En if !en.is_empty() => en,
                _ => {
                    if hi.is_empty() {
                        en
                    } else {
                        hi
                    }
                }
            };
            let missing: Vec<&str> = lack.missing.iter().map(|label| label.in_language(language)).collect();
            listing.push([
                Value::text(&lack.task),
                Value::text(&lack.society),
                Value::text(&lack.reg_no),
                Value::text(name),
                Value::text(missing.join(", ")),
            ]);
        }
        console.listing("rehearse", &listing);
        Ok(exit)
    }
}
