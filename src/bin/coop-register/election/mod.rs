//! `coop-register election`: elections of societies, from the end of a term over programme, roll, nominations and result to the first meeting.

mod candidates;
mod due;
mod officer;
mod paper;
mod programme;
mod result;
mod roll;
mod roll_shown;
mod vacancy;
mod watch;

pub use due::pressing;

use crate::case::{Called, acting, clocks, correct, list, show};
use clap::Subcommand;
use coop_registry::{
    branches::elections::{ElectionLaw, Roll, Seat, read_seats},
    cleaning::Codes,
    cli::{CommandError, Console, Office, Verdict},
    model::{Date, Label, Moment},
};

/// The service and the noun of its verbs.
const ELECTION: Called<'static> = Called { noun: "election", service: "election" };

/// Elections: terms, programme, roll, nominations, result, vacancies
#[derive(Subcommand)]
pub enum Election {
    /// Boards and when their terms run out; exit 1 when one is over
    Due(due::Due),
    /// Notify an election with its programme
    Notify(programme::Notify),
    /// Amend the programme by order
    Amend(programme::Amend),
    /// Postpone the poll by order, to a day (--next)
    Postpone(programme::Amend),
    /// Order a repoll, on a day (--next)
    Repoll(programme::Amend),
    /// Appoint the returning officer
    Officer(officer::Officer),
    /// The electoral roll: draft, claims and objections, final
    #[command(subcommand)]
    Roll(roll::RollOf),
    /// Enter a nomination
    Nominate(candidates::Nominate),
    /// Enter the scrutiny of a nomination
    Scrutinise(candidates::Scrutinise),
    /// Enter the withdrawal of a candidate
    Withdraw(candidates::Withdraw),
    /// Seats and who stands for them: contested, uncontested, vacant; --publish makes the list final
    Candidates(candidates::Candidates),
    /// Declare the result; office bearers are entered with it
    Result(result::Declare),
    /// Enter the first meeting of the board
    Meeting(acting::Acting),
    /// Print the final roll or the result sheet into the folder of -o
    Paper(paper::Paper),
    /// Enter a casual vacancy
    Vacancy(vacancy::Vacate),
    /// Fill a vacancy
    Fill(vacancy::Fill),
    /// List vacancies
    Vacancies(vacancy::Vacancies),
    /// Any other act, as countermand, dispute
    Act(acting::ByName),
    /// Correct what was entered: a fact of the election, or the day of an act
    Correct(correct::Correct),
    /// The clocks of one election, or of all that are open
    Clock(clocks::ClocksOf),
    /// List elections
    List(list::List),
    /// Show one election: facts, movement, clocks, what may be done now
    Show(show::Show),
}

impl Election {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Due(verb) => verb.run(office, console),
            Self::Notify(verb) => verb.run(office, console),
            Self::Amend(verb) => verb.run(office, console, "amend"),
            Self::Postpone(verb) => verb.run(office, console, "postpone"),
            Self::Repoll(verb) => verb.run(office, console, "repoll"),
            Self::Officer(verb) => verb.run(office, console),
            Self::Roll(verb) => verb.run(office, console),
            Self::Nominate(verb) => verb.run(office, console),
            Self::Scrutinise(verb) => verb.run(office, console),
            Self::Withdraw(verb) => verb.run(office, console),
            Self::Candidates(verb) => verb.run(office, console),
            Self::Result(verb) => verb.run(office, console),
            Self::Meeting(acting) => result::meeting(acting, office, console),
            Self::Paper(verb) => verb.run(office, console),
            Self::Vacancy(verb) => verb.run(office, console),
            Self::Fill(verb) => verb.run(office, console),
            Self::Vacancies(verb) => verb.run(office, console),
            Self::Act(verb) => verb.run(office, console, ELECTION),
            Self::Correct(verb) => verb.run(office, console, ELECTION),
            Self::Clock(verb) => verb.run(office, console, ELECTION),
            Self::List(verb) => verb.run(office, console, ELECTION),
            Self::Show(verb) => verb.run(office, console, ELECTION),
        }
    }
}

/// What an act of an election is decided on.
struct Ballot {
    election: ElectionLaw,
    roll: Roll,
    seats: Vec<Seat>,
    act: String,
}

impl Ballot {
    /// That of the case an act is done in.
    fn of(office: &Office, before: &crate::case::Before<'_>) -> Result<Self, CommandError> {
        let election = ElectionLaw::load(office.files(), &before.desk.law.clocks)?;
        let roll = before.case.map(|case| Roll::of(before.desk.table, case)).unwrap_or_default();
        let seats = read_seats(before.text("seats"), &Codes::load(office.files())?).unwrap_or_default();
        let act = before
            .case
            .and_then(|case| coop_registry::branches::cases::law_of(&before.desk.service, case, &before.desk.state));
        let act = act.unwrap_or_default().to_owned();
        Ok(Self { election, roll, seats, act })
    }
}

/// All that was ever entered.
fn all() -> Moment {
    Moment::on(Date::MAX)
}

fn both(en: String, hi: String) -> Label {
    Label { en, hi }
}
