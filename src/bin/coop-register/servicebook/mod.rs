//! `coop-register servicebook`: the service book of each employee, in its twelve parts.

mod correct;
mod enter;
mod message;
mod shown;

use clap::{Args, Subcommand};
use coop_registry::{
    cli::{CommandError, Console, Office, Verdict, parse_date},
    model::Date,
};

/// Service books: entries in twelve parts, verification, what is due, the whole book on paper
#[derive(Subcommand)]
pub enum Servicebook {
    /// Open the book of an employee: name, birth, appointment
    Open(enter::Open),
    /// Enter an event, by its order
    Add(enter::Add),
    /// Enter that service was verified from one day to another
    Verify(enter::Verify),
    /// Attest entries of a book
    Attest(enter::Attest),
    /// Correct or strike out an entry, by order; the date of birth only with the reason too
    Correct(correct::Correct),
    /// What contradicts itself in a book or in all (exit 1), what is not verified
    Check(shown::Check),
    /// What is due: increments, end of probation, verification, retirement; exit 1 when something is overdue
    Due(Due),
    /// List books
    List(List),
    /// Show a book, or one part of it
    Show(Show),
    /// Print the whole book, a section a part (PDF, or --format xlsx,html,csv) into the folder of -o
    Print(shown::Print),
    /// Lay a message to an employee into the outbox; nothing is sent
    Tell(message::Tell),
}

/// What is due.
#[derive(Args)]
pub struct Due {
    /// Up to this day
    #[arg(long, value_name = "DATE", value_parser = parse_date, conflicts_with = "months")]
    before: Option<Date>,
    /// Within so many months
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u16).range(0..=600))]
    months: u16,
    /// Only this, as retirement
    #[arg(long)]
    kind: Option<String>,
}

/// List books.
#[derive(Args)]
pub struct List {
    /// Only employees in service
    #[arg(long)]
    serving: bool,
    /// Only books with days of service not verified
    #[arg(long, conflicts_with = "public")]
    unverified: bool,
    /// Counts by office, without codes and names: what may go to the public
    #[arg(long)]
    public: bool,
}

/// Show a book.
#[derive(Args)]
pub struct Show {
    /// Employee: code, or the whole name
    employee: String,
    /// Only this part, 1 to 12
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(1..=12))]
    part: Option<i64>,
    /// Also detail, pay and telephone
    #[arg(long)]
    personal: bool,
}

impl Servicebook {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Open(verb) => verb.run(office, console),
            Self::Add(verb) => verb.run(office, console),
            Self::Verify(verb) => verb.run(office, console),
            Self::Attest(verb) => verb.run(office, console),
            Self::Correct(verb) => verb.run(office, console),
            Self::Check(verb) => verb.run(office, console),
            Self::Due(verb) => verb.run(office, console),
            Self::List(verb) => verb.run(office, console),
            Self::Show(verb) => verb.run(office, console),
            Self::Print(verb) => verb.run(office, console),
            Self::Tell(verb) => verb.run(office, console),
        }
    }
}
