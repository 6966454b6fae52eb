//! `coop-audit allotment`: who audits whom.

mod compared;
mod draft;
mod exclude;
mod explain;
mod order;
mod verify;

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
    /// Keep a society out of the allotments of some years, by --order
    Exclude(exclude::Exclude),
    /// End an exclusion, by --order
    Include(exclude::Include),
    /// Societies kept out of allotments, and by which order
    Excluded(exclude::Excluded),
    /// Order a draft: the audits are entered in the audit register
    Order(order::Enter),
}

impl Allotment {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Allotment::Draft(verb) => verb.run(office, console),
            Allotment::Verify(verb) => verb.run(office, console),
            Allotment::Explain(verb) => verb.run(office, console),
            Allotment::Exclude(verb) => verb.run(office, console),
            Allotment::Include(verb) => verb.run(office, console),
            Allotment::Excluded(verb) => verb.run(office, console),
            Allotment::Order(verb) => verb.run(office, console),
        }
    }
}
