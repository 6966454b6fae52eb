//! `coop-register expulsion`: ending a membership against the member's will, from proposal to notice, hearing and resolution.

use crate::{
    case::{
        Acting, Called, acting, clocks, correct, list,
        open::{Opening, told},
        show,
    },
    member::{joining::Held, society::OfSociety},
};
use clap::{Args, Subcommand};
use coop_registry::{
    cli::{CommandError, Console, Office, Verdict, parse_date},
    model::{Date, Label, Moment},
};

/// The service and the noun of its verbs.
pub const EXPULSION: Called<'static> = Called { noun: "expulsion", service: "expulsion" };

/// Expulsion and removal of members: proposal, notice, hearing, resolution
#[derive(Subcommand)]
pub enum Expulsion {
    /// Enter a proposal to end a membership: gives it its number
    Propose(Propose),
    /// Notice to the member, with the day by which he answers
    Notice(Acting),
    /// The member was heard or answered
    Hear(Acting),
    /// The resolution: number, and the votes where the Act asks for a majority; not before the time for the answer has passed
    Resolve(Resolve),
    /// Approval of the Registrar by order, where it is asked for
    Approve(Acting),
    /// End the membership and tell the member: the time for a dispute runs
    Expel(Acting),
    /// Drop the proposal
    Drop(Acting),
    /// Any other act, as no_answer, dispute
    Act(acting::ByName),
    /// Correct what was entered: a fact, or the day of an act
    Correct(correct::Correct),
    /// The clocks of one case, or of all that are open
    Clock(clocks::ClocksOf),
    /// List cases
    List(list::List),
    /// Show one case: facts, movement, clocks, what may be done now
    Show(show::Show),
}

/// Enter a proposal.
#[derive(Args)]
pub struct Propose {
    /// Society: identity, registration number or name
    society: String,
    /// Member: number, identity or name
    member: String,
    /// Ground: expulsion, removal or ineligible
    #[arg(long, default_value = "expulsion")]
    ground: String,
    /// Day of the proposal (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
    /// A further field of the register, as --set case_no=7
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    set: Vec<String>,
}

/// The resolution.
#[derive(Args)]
pub struct Resolve {
    /// Number of the resolution
    #[arg(long, value_name = "NO")]
    resolution: String,
    /// Members present and voting
    #[arg(long, value_name = "N")]
    votes_cast: Option<String>,
    /// Votes for it
    #[arg(long, value_name = "N")]
    votes_for: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

impl Expulsion {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Propose(verb) => verb.run(office, console),
            Self::Notice(verb) => verb.run(office, console, EXPULSION, "notice"),
            Self::Hear(verb) => verb.run(office, console, EXPULSION, "hear"),
            Self::Resolve(verb) => {
                let told = [
                    ("resolution", Some(verb.resolution)),
                    ("votes_cast", verb.votes_cast),
                    ("votes_for", verb.votes_for),
                ];
                let held = Held { office, of: EXPULSION, act: "resolve".to_owned() };
                let acting = verb.acting.telling(told);
                acting.run_with(office, console, EXPULSION, "resolve", |before| held.page(before))
            }
            Self::Approve(verb) => verb.run(office, console, EXPULSION, "approve"),
            Self::Expel(verb) => verb.run(office, console, EXPULSION, "expel"),
            Self::Drop(verb) => verb.run(office, console, EXPULSION, "drop"),
            Self::Act(verb) => {
                let (act, acting) = verb.parts();
                let held = Held { office, of: EXPULSION, act: act.clone() };
                acting.run_with(office, console, EXPULSION, act.as_str(), |before| held.page(before))
            }
            Self::Correct(verb) => verb.run(office, console, EXPULSION),
            Self::Clock(verb) => verb.run(office, console, EXPULSION),
            Self::List(verb) => verb.run(office, console, EXPULSION),
            Self::Show(verb) => verb.run(office, console, EXPULSION),
        }
    }
}

impl Propose {
    /// Rests on the proposal itself: neither an order nor a reason is asked for.
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let register = office.read_register()?;
        let found = OfSociety::asked(office, &register, &self.society, Moment::on(Date::MAX))?;
        let member = found.member(&self.member)?;
        let number = Some(member.no.clone()).filter(|no| !no.is_empty());
        let flags = [
            ("society", Some(found.id.clone())),
            ("member", Some(member.id.clone())),
            ("member_no", number),
            ("name", Some(member.name.clone())),
            ("ground", Some(self.ground)),
        ];
        let said = told(flags, &self.set)?;
        let name = Label { en: "proposal".into(), hi: "निष्कासन प्रस्ताव".into() };
        let held = Held { office, of: EXPULSION, act: "propose".to_owned() };
        Opening { on: self.on, about: member.called().to_owned(), said, name, verb: "propose", kind: None }.run_with(
            office,
            console,
            EXPULSION,
            |before| held.page(before),
        )
    }
}
