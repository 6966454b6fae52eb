//! `coop-audit allotment`: who audits whom.

mod ceremony;
mod compared;
mod conflicts;
mod draft;
mod exclude;
mod explain;
mod letters;
mod order;
mod replace;
mod tell;
mod verify;
mod worksheet;

use clap::Subcommand;
use coop_registry::cli::{CommandError, Console, Office, Verdict};

/// Who audits whom this year
#[derive(Subcommand)]
pub enum Allotment {
    /// Allot the year's audits; the register is not changed
    Draft(draft::Make),
    /// Prove a draft, or repeat its draw
    Verify(verify::Verify),
    /// Why a society got its auditor, and why each other was refused
    Explain(explain::Explain),
    /// Why not every society can lawfully be allotted: sets of societies, rooms and limits from which nothing can be left out
    Conflicts(conflicts::Explained),
    /// Fix facts and terms of the year's draw before any seed is known, by --order
    Commit(ceremony::Commit),
    /// Enter a person's seal: the SHA-256 of words only that person knows
    Seal(ceremony::Seal),
    /// Tell the words that were sealed; when all are told the seed is known
    Reveal(ceremony::Reveal),
    /// Draws, their seals and words, and how far each is
    Draws(ceremony::Draws),
    /// Give a draw up, by --order and --reason; a new one may then be fixed
    Abandon(ceremony::Abandon),
    /// One page by which a person with a SHA-256 tool repeats the draw of one society; with -o as PDF
    Worksheet(worksheet::Sheet),
    /// Keep a society out of the allotments of some years, by --order
    Exclude(exclude::Exclude),
    /// End an exclusion, by --order
    Include(exclude::Include),
    /// Societies kept out of allotments, and by which order
    Excluded(exclude::Excluded),
    /// Order a draft: the audits are entered in the audit register
    Order(order::Enter),
    /// Letters of the year's orders as PDF: one to each auditor, those to the societies in one bundle
    Letters(letters::Letters),
    /// Short messages on the year's orders to auditors and societies, through the outbox; nobody is told twice
    Tell(tell::Tell),
    /// Give audits that were ordered to somebody else, by --order and --reason: the fewest audits change hands
    Replace(replace::Replace),
}

impl Allotment {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Allotment::Draft(verb) => verb.run(office, console),
            Allotment::Verify(verb) => verb.run(office, console),
            Allotment::Explain(verb) => verb.run(office, console),
            Allotment::Conflicts(verb) => verb.run(office, console),
            Allotment::Commit(verb) => verb.run(office, console),
            Allotment::Seal(verb) => verb.run(office, console),
            Allotment::Reveal(verb) => verb.run(office, console),
            Allotment::Draws(verb) => verb.run(office, console),
            Allotment::Abandon(verb) => verb.run(office, console),
            Allotment::Worksheet(verb) => verb.run(office, console),
            Allotment::Exclude(verb) => verb.run(office, console),
            Allotment::Include(verb) => verb.run(office, console),
            Allotment::Excluded(verb) => verb.run(office, console),
            Allotment::Letters(verb) => verb.run(office, console),
            Allotment::Tell(verb) => verb.run(office, console),
            Allotment::Replace(verb) => verb.run(office, console),
            Allotment::Order(verb) => verb.run(office, console),
        }
    }
}
