//! `coop-register member`: members of societies, from application to the end of the membership, with their shares.

mod amend;
pub mod joining;
mod remove;
mod roll;
mod shares;
pub mod society;

use crate::case::{
    Acting, Called, acting, clocks, correct, list,
    open::{Opening, told},
    show,
};
use clap::{Args, Subcommand};
use coop_registry::{
    branches::members::next_no,
    cli::{CommandError, Console, Office, Verdict, parse_date, statutory},
    model::{Date, Label, Moment},
};
use joining::Held;

/// The service and the noun of its verbs.
pub const MEMBER: Called<'static> = Called { noun: "member", service: "membership" };

/// Members of societies: application, admission, roll, shares, end of membership
#[derive(Subcommand)]
pub enum Member {
    /// Enter an application for membership, as it reached the society
    #[command(visible_alias = "apply")]
    Receive(Receive),
    /// Admit the applicant by resolution: gives the member his number
    Admit(Admit),
    /// Refuse the applicant, with the reason
    Refuse(Refuse),
    /// Record what silence has come to under the Act: member, or refused; only once the time has run out
    Deem(Acting),
    /// End a membership that needs no proceeding: death, resignation, transfer, insolvency
    Remove(remove::Remove),
    /// Who is a member on a day (--as-of): shares, vote, counts; --paper makes the printed roll
    Roll(roll::Roll),
    /// The share ledger of a society or of one member, with running balances; exit 1 when it does not add up
    Shares(shares::Shares),
    /// Allot shares to a member
    Allot(shares::Allot),
    /// Transfer shares from one member to another, both sides at once
    Transfer(shares::Transfer),
    /// Give shares back for money
    Redeem(shares::Redeem),
    /// Correct a fact of a member, or of an entry of the share ledger
    Amend(amend::Amend),
    /// Any other act in an application, as withdraw
    Act(acting::ByName),
    /// Correct what was entered of an application: a fact, or the day of an act
    Correct(correct::Correct),
    /// The clocks of one application, or of all that are open
    Clock(clocks::ClocksOf),
    /// List applications for membership
    List(list::List),
    /// Show one application: facts, movement, clocks, what may be done now
    Show(show::Show),
}

/// Enter an application.
#[derive(Args)]
pub struct Receive {
    /// Name of the applicant
    name: String,
    /// Society: identity, registration number or name
    #[arg(long)]
    society: String,
    /// Kind: ordinary, nominal or associate
    #[arg(long, default_value = "ordinary")]
    kind: String,
    /// Father or husband
    #[arg(long, value_name = "NAME")]
    guardian: Option<String>,
    /// Date of birth: the Act may ask for an age
    #[arg(long, value_name = "DATE")]
    dob: Option<String>,
    /// Sex: a code or word of the list sex
    #[arg(long)]
    sex: Option<String>,
    /// Category: SC, ST, BC, EBC or GEN
    #[arg(long)]
    category: Option<String>,
    /// Address or village
    #[arg(long, value_name = "TEXT")]
    address: Option<String>,
    /// Joint holder
    #[arg(long, value_name = "NAME")]
    joint: Option<String>,
    /// Number of the member he is heir of
    #[arg(long, value_name = "MEMBER_NO")]
    heir_of: Option<String>,
    /// Nominee
    #[arg(long, value_name = "NAME")]
    nominee: Option<String>,
    /// Day it reached the society (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
    /// A further field of the register, as --set fee_paid=11
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    set: Vec<String>,
}

/// Admit.
#[derive(Args)]
pub struct Admit {
    /// Number of the resolution
    #[arg(long, value_name = "NO")]
    resolution: String,
    /// Number of the member (default: the next of the society’s book)
    #[arg(long, value_name = "NO")]
    member_no: Option<String>,
    /// Shares given with it
    #[arg(long, value_name = "N")]
    shares: Option<String>,
    /// Share money, in rupees
    #[arg(long, value_name = "RUPEES")]
    amount: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

/// Refuse.
#[derive(Args)]
pub struct Refuse {
    /// Why: a code of the list refusal_reason, as not_resident
    #[arg(long = "because", value_name = "REASON")]
    because: String,
    #[command(flatten)]
    acting: Acting,
}

impl Member {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Receive(verb) => verb.run(office, console),
            Self::Admit(verb) => verb.run(office, console),
            Self::Refuse(verb) => {
                let acting = verb.acting.telling([("reason", Some(verb.because))]);
                done(office, console, acting, "refuse")
            }
            Self::Deem(acting) => deem(office, console, acting),
            Self::Remove(verb) => verb.run(office, console),
            Self::Roll(verb) => verb.run(office, console),
            Self::Shares(verb) => verb.run(office, console),
            Self::Allot(verb) => verb.run(office, console),
            Self::Transfer(verb) => verb.run(office, console),
            Self::Redeem(verb) => verb.run(office, console),
            Self::Amend(verb) => verb.run(office, console),
            Self::Act(verb) => {
                let (act, acting) = verb.parts();
                let held = Held { office, of: MEMBER, act: act.clone() };
                acting.run_with(office, console, MEMBER, act.as_str(), |before| held.page(before))
            }
            Self::Correct(verb) => verb.run(office, console, MEMBER),
            Self::Clock(verb) => verb.run(office, console, MEMBER),
            Self::List(verb) => verb.run(office, console, MEMBER),
            Self::Show(verb) => verb.run(office, console, MEMBER),
        }
    }
}

/// An act in an application, held against what joining takes.
fn done(office: &Office, console: &mut Console, acting: Acting, act: &str) -> Result<Verdict, CommandError> {
    let held = Held { office, of: MEMBER, act: act.to_owned() };
    acting.run_with(office, console, MEMBER, act, |before| held.page(before))
}

/// Which silence it is, the clock says: what the Act makes of it is not chosen.
fn deem(office: &Office, console: &mut Console, acting: Acting) -> Result<Verdict, CommandError> {
    use coop_registry::{branches::cases::cases, catalogue::OnExpiry};
    let register = office.read_register()?;
    let moment = Moment::on(Date::MAX);
    let desk = crate::case::Desk::of(office, &register, MEMBER.service, moment)?;
    let all = cases(&register, &desk.service, moment)?;
    let case = statutory::case_of(&all, acting.case())?;
    let clocks = desk.clocks(case, office.time().as_of);
    let refused = clocks.iter().filter_map(|clock| clock.line).any(|line| line.on_expiry == OnExpiry::DeemedRefused);
    if refused {
        return done(office, console, acting, "deem_refused");
    }
    let number = next(office, case.society.as_deref())?;
    done(office, console, acting.telling_unless_told([("member_no", number)]), "deem")
}

/// The next number of a society’s book, where its numbers are plain ones.
pub fn next(office: &Office, society: Option<&str>) -> Result<Option<String>, CommandError> {
    let Some(society) = society else { return Ok(None) };
    let members = coop_registry::branches::members::members(&office.read_register()?, society, Moment::on(Date::MAX))?;
    Ok(next_no(&members))
}

impl Receive {
    /// Rests on the application itself: neither an order nor a reason is asked for.
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let flags = [
            ("name", Some(self.name.clone())),
            ("society", Some(self.society)),
            ("kind", Some(self.kind)),
            ("guardian", self.guardian),
            ("dob", self.dob),
            ("sex", self.sex),
            ("category", self.category),
            ("address", self.address),
            ("joint_with", self.joint),
            ("heir_of", self.heir_of),
            ("nominee", self.nominee),
        ];
        let said = told(flags, &self.set)?;
        let name =
            Label { en: "application for membership".into(), hi: "सदस्यता आवेदन".into() };
        let held = Held { office, of: MEMBER, act: "receive".to_owned() };
        Opening { on: self.on, about: self.name, said, name, verb: "receive", kind: None }.run_with(
            office,
            console,
            MEMBER,
            |before| held.page(before),
        )
    }
}

impl Admit {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let number = match self.member_no {
            Some(number) => Some(number),
            None => next(office, society_of(office, MEMBER, self.acting.case())?.as_deref())?,
        };
        let told = [
            ("resolution", Some(self.resolution)),
            ("member_no", number),
            ("shares", self.shares),
            ("share_amount", self.amount),
        ];
        done(office, console, self.acting.telling(told), "admit")
    }
}

/// The society of a case.
pub fn society_of(office: &Office, of: Called<'_>, asked: &str) -> Result<Option<String>, CommandError> {
    let register = office.read_register()?;
    let moment = Moment::on(Date::MAX);
    let desk = crate::case::Desk::of(office, &register, of.service, moment)?;
    let all = coop_registry::branches::cases::cases(&register, &desk.service, moment)?;
    Ok(statutory::case_of(&all, asked)?.society.clone())
}
