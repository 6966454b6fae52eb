//! `return template|check|file|revise|receipt|verify|list|show|accept|refuse`: the life of an annual return.

mod asked;
mod check;
mod decide;
mod file;
mod list;
mod marking;
mod pages;
mod receipt;
mod refused;
mod show;
mod template;

pub use asked::Asked;
pub use check::listing as listing_of;
pub use decide::POWER;
pub use refused::refused;

use coop_registry::{
    branches::returns::life::Intent,
    cli::{CommandError, Console, Office, Verdict},
};

/// Annual returns
#[derive(clap::Subcommand)]
pub enum Return {
    /// Make the empty form of a kind of society, filled in with what the register knows
    Template(template::Template),
    /// Hold returns against the rules: form workbooks, flat lists headed by field codes, or all returns on record
    Check(check::Check),
    /// File returns; findings do not refuse one, a form that cannot be read does; late is told with its days
    File(file::File),
    /// File a return that takes the place of one on record; prints line by line what it changes
    Revise(file::File),
    /// Print the receipt of the return of --fy with its fingerprints and a verification code (PDF; -o DIR or FILE.pdf)
    Receipt(receipt::Receipt),
    /// Hold the code of a receipt against the register; exit 8 if it never held that filing or was altered
    Verify(receipt::Verify),
    /// List returns with their state: filed, accepted, refused, none
    List(list::List),
    /// Show the return of --fy line by line, and what became of it
    Show(show::Show),
    /// Accept the return of --fy, by --order: its figures are those next year's is held against
    Accept(decide::Decide),
    /// Refuse the return of --fy, by --order with --reason; it may be filed anew
    Refuse(decide::Decide),
}

impl Return {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Return::Template(verb) => verb.run(office, console),
            Return::Check(verb) => verb.run(office, console),
            Return::File(verb) => verb.run(office, console, Intent::File),
            Return::Revise(verb) => verb.run(office, console, Intent::Revise),
            Return::Receipt(verb) => verb.run(office, console),
            Return::Verify(verb) => verb.run(office, console),
            Return::List(verb) => verb.run(office, console),
            Return::Show(verb) => verb.run(office, console),
            Return::Accept(verb) => verb.run(office, console, true),
            Return::Refuse(verb) => verb.run(office, console, false),
        }
    }
}
