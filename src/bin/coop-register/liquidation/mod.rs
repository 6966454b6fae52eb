//! `coop-register liquidation`: the winding up of a society, from the ground found to the final report.

mod claim;
mod contribution;

use crate::case::{
    Acting, Called,
    acting::{self, Choice, Looked},
    clocks, correct, list,
    open::{Opening, told},
    show,
};
use clap::{Args, Subcommand};
use coop_registry::{
    branches::liquidation::{open_elsewhere, stands_in_the_way},
    cli::{CommandError, Console, Office, Verdict, liquidations, parse_date, statutory},
    model::{Date, Findings, Label, Moment},
};

/// The service and the noun of its verbs.
const OF: Called<'static> = Called { noun: "liquidation", service: liquidations::SERVICE };

/// Winding up: order, liquidator, claims, contributions, statement, final report
#[derive(Subcommand)]
pub enum Liquidation {
    /// Take a society up for winding up, with the ground; gives the case its number
    Propose(Propose),
    /// The order of winding up: the society is under liquidation from its day; its other open cases are told
    Order(Order),
    /// Appoint the liquidator, or another one, by order
    Appoint(Appoint),
    /// Enter the day of the Gazette notice
    Gazette(Acting),
    /// Lead the case into a stage, as show_cause, heard, in_charge, claims_open, claims_decided, realising, paying
    Stage(Stage),
    /// Claims: file, decide, pay, list, correct
    #[command(subcommand)]
    Claim(claim::ClaimNoun),
    /// Contributions of members: determine, order, recover, waive, list, correct
    #[command(subcommand)]
    Contribution(contribution::ContributionNoun),
    /// The statement of assets and liabilities as of a day; with --format xlsx,html,pdf,csv a paper into the folder of -o
    Statement(Statement),
    /// A report of the liquidator, with his figures so far
    Report(Report),
    /// Appeal against the order: enter it, or what it came to
    Appeal(Appeal),
    /// Accept the final report: the case is closed but for the order that cancels the registration
    Close(Acting),
    /// Any other act, as hear, drop, take_charge, extend, meeting, no_appeal, recall, record_cancellation
    Act(acting::ByName),
    /// Correct what was entered: a fact of the case, or the day of an act
    Correct(correct::Correct),
    /// The clocks of one liquidation, or of all that are open
    Clock(clocks::ClocksOf),
    /// List liquidations
    List(list::List),
    /// Show one liquidation: facts, movement, clocks, what may be done now
    Show(show::Show),
}

/// Take up for winding up.
#[derive(Args)]
pub struct Propose {
    /// Society: identity, registration number or name
    society: String,
    /// Ground: a code or word of the list liquidation_ground, as idle or few_members
    #[arg(long)]
    ground: String,
    /// The Act it is wound up under (default: that of the society)
    #[arg(long)]
    act: Option<String>,
    /// Day on which proceedings began (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
    /// A further field of the register, as --set case_no=LQ/7
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    set: Vec<String>,
}

/// The order.
#[derive(Args)]
pub struct Order {
    /// An interim order: the society is not wound up yet
    #[arg(long)]
    interim: bool,
    /// Ground, where the order has another than the proposal
    #[arg(long, conflicts_with = "interim")]
    ground: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

/// The liquidator.
#[derive(Args)]
pub struct Appoint {
    /// Name of the liquidator, or of several
    #[arg(long, value_name = "NAME")]
    liquidator: String,
    #[command(flatten)]
    acting: Acting,
}

/// Into a stage.
#[derive(Args)]
pub struct Stage {
    /// The stage, as claims_open
    #[arg(long, value_name = "STAGE")]
    into: String,
    #[command(flatten)]
    acting: Acting,
}

/// The statement.
#[derive(Args)]
pub struct Statement {
    /// The case: its identity, its number or the name of the society
    case: String,
}

/// A report of the liquidator.
#[derive(Args)]
pub struct Report {
    /// The day the report reaches to, as the end of a quarter
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    upto: Date,
    /// Realised from assets so far, contributions apart, in rupees
    #[arg(long)]
    realised: String,
    /// Paid to claimants so far, in rupees
    #[arg(long)]
    paid: String,
    /// Costs of the liquidation so far, in rupees
    #[arg(long)]
    costs: Option<String>,
    /// Assets, in rupees
    #[arg(long)]
    assets: Option<String>,
    /// Liabilities, in rupees
    #[arg(long)]
    liabilities: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

/// Appeal.
#[derive(Args)]
pub struct Appeal {
    /// Number of the appeal, which enters it
    #[arg(long, value_name = "NO", conflicts_with = "result", required_unless_present = "result")]
    appeal_no: Option<String>,
    /// What it came to: dismissed, or set_aside with the status the society has from then on
    #[arg(long, value_parser = ["dismissed", "set_aside"])]
    result: Option<String>,
    /// Status of the society after the order is set aside, as functional
    #[arg(long, requires = "result")]
    status: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

impl Liquidation {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Propose(verb) => verb.run(office, console),
            Self::Order(verb) => {
                let act = if verb.interim { "interim" } else { "order" };
                enter(verb.acting.telling([("ground", verb.ground)]), office, console, Choice::Act(act))
            }
            Self::Appoint(verb) => {
                let acting = verb.acting.telling([("liquidator", Some(verb.liquidator))]);
                enter(acting, office, console, Choice::Act("appoint"))
            }
            Self::Gazette(verb) => enter(verb, office, console, Choice::FirstOf(&["gazette", "gazette_later"])),
            Self::Stage(verb) => enter(verb.acting, office, console, Choice::Into(&verb.into)),
            Self::Claim(noun) => noun.run(office, console),
            Self::Contribution(noun) => noun.run(office, console),
            Self::Statement(verb) => liquidations::statement(office, console, &verb.case),
            Self::Report(verb) => {
                let told = [
                    ("last_quarter_report", Some(verb.upto.to_string())),
                    ("realised", Some(verb.realised)),
                    ("paid", Some(verb.paid)),
                    ("costs", verb.costs),
                    ("assets", verb.assets),
                    ("liabilities", verb.liabilities),
                ];
                enter(verb.acting.telling(told), office, console, Choice::Act("report"))
            }
            Self::Appeal(verb) => {
                let acting = verb.acting.telling([("appeal_no", verb.appeal_no), ("status", verb.status)]);
                let acts: &[&str] = match verb.result.as_deref() {
                    None => &["appeal", "appeal_suspends"],
                    Some("set_aside") => &["set_aside"],
                    Some(_) => &["appeal_dismissed"],
                };
                enter(acting, office, console, Choice::FirstOf(acts))
            }
            Self::Close(verb) => enter(verb, office, console, Choice::Act("final_report")),
            Self::Act(verb) => {
                let (act, acting) = verb.parts();
                enter(acting, office, console, Choice::Act(&act))
            }
            Self::Correct(verb) => verb.run(office, console, OF),
            Self::Clock(verb) => verb.run(office, console, OF),
            Self::List(verb) => verb.run(office, console, OF),
            Self::Show(verb) => verb.run(office, console, OF),
        }
    }
}

/// Does an act, looking at the claims before a stage is left and at other cases of the society when it is wound up.
fn enter(acting: Acting, office: &Office, console: &mut Console, choice: Choice<'_>) -> Result<Verdict, CommandError> {
    let look = |seen: &Looked<'_>| -> Result<(Findings, Findings), CommandError> {
        let moment = Moment::on(seen.on);
        let (faults, mut told) = stands_in_the_way(seen.register, seen.desk.table, seen.case, seen.act, moment)?;
        if seen.act.code == "order" {
            let services = statutory::services(office, &seen.desk.law.clocks)?;
            told.extend(open_elsewhere(seen.register, &services, seen.case, Moment::on(Date::MAX))?);
        }
        Ok((faults, told))
    };
    acting.run_chosen(office, console, OF, choice, &look)
}

impl Propose {
    /// Rests on the report or the request that shows the ground: neither an order nor a reason is asked for.
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let flags = [("society", Some(self.society.clone())), ("ground", Some(self.ground)), ("act", self.act)];
        let said = told(flags, &self.set)?;
        let name = Label { en: "liquidation".into(), hi: "परिसमापन".into() };
        Opening { on: self.on, about: self.society, said, name, verb: "propose", kind: None }.run(office, console, OF)
    }
}
