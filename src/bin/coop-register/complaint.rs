//! `coop-register complaint`: complaints about societies, from receipt to the proof of remedy.

use crate::case::{
    Acting, Called, acting, clocks, correct, list,
    open::{Opening, told},
    show,
};
use clap::{Args, Subcommand};
use coop_registry::{
    branches::cases::Service,
    catalogue::Clocks,
    cli::{CommandError, Console, Exit, Office, Verdict, desk, parse_date, statutory},
    model::{Date, Label},
};

/// The service and the noun of its verbs.
const COMPLAINT: Called<'static> = Called { noun: "complaint", service: "complaint" };
/// The field of the register that says how a complaint ended.
const FINDING: &str = "finding";

/// Complaints: receipt, direction to the society, proof of remedy, finding
#[derive(Subcommand)]
pub enum Complaint {
    /// Enter a complaint: gives it its number; one that looks like a dispute is told apart
    Receive(Receive),
    /// Assign a complaint to an officer, and to a desk with --to
    Assign(Assign),
    /// Direct the society, with the day by which it answers
    Direct(Acting),
    /// Put the proof of remedy on record: a paper or a document
    Remedy(Acting),
    /// Close with the finding
    Close(Close),
    /// Reopen a closed complaint, with the reason; its clock has run all the while
    Reopen(Acting),
    /// Any other act, as inquire, report, summon, hear, reply, no_reply, appeal
    Act(acting::ByName),
    /// Correct what was entered: a fact of the complaint, or the day of an act
    Correct(correct::Correct),
    /// The clocks of one complaint, or of all that are open
    Clock(clocks::ClocksOf),
    /// List complaints, or count the open ones by age with --by cell, desk, kind, stage …
    List(Complaints),
    /// Show one complaint: facts, movement, clocks, what may be done now
    Show(show::Show),
}

/// Enter a complaint.
#[derive(Args)]
pub struct Receive {
    /// What it is about: a code or word of the list complaint_category, as corruption
    category: String,
    /// How it came: a code of the list complaint_channel, as post or portal
    #[arg(long)]
    channel: String,
    /// Kind: housing or general. The register shows it by the society’s class, the cell, the plot; what it cannot show is refused
    #[arg(long)]
    kind: Option<String>,
    /// Monitoring cell that watches it, as bhopal
    #[arg(long)]
    cell: Option<String>,
    /// Society: identity, registration number or name
    #[arg(long)]
    society: Option<String>,
    /// Who complains
    #[arg(long, value_name = "NAME")]
    complainant: Option<String>,
    /// Is the complainant a member of the society: yes or no
    #[arg(long, value_name = "YES|NO")]
    member: Option<String>,
    /// Day of receipt (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
    /// A further field of the register, as --set plot='B-12'
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    set: Vec<String>,
}

/// Assign a complaint.
#[derive(Args)]
pub struct Assign {
    /// Name of the officer who looks into it
    #[arg(long = "inquiry-officer", value_name = "NAME")]
    inquiry_officer: Option<String>,
    /// Monitoring cell that watches it
    #[arg(long)]
    cell: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

/// Close a complaint.
#[derive(Args)]
pub struct Close {
    /// The finding: a code of the list complaint_finding, as upheld, partly, rejected, refer_as_dispute, out_of_scope
    #[arg(long)]
    finding: String,
    #[command(flatten)]
    acting: Acting,
}

/// List complaints.
#[derive(Args)]
pub struct Complaints {
    /// Only of this kind: housing or general
    #[arg(long)]
    kind: Option<String>,
    /// Only those this monitoring cell watches
    #[arg(long)]
    cell: Option<String>,
    #[command(flatten)]
    list: list::List,
}

impl Complaint {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Receive(verb) => verb.run(office, console),
            Self::Assign(verb) => {
                let told = [("officer", verb.inquiry_officer), ("cell", verb.cell)];
                verb.acting.telling(told).run(office, console, COMPLAINT, "assign")
            }
            Self::Direct(verb) => verb.run(office, console, COMPLAINT, "direct"),
            Self::Remedy(verb) => verb.run(office, console, COMPLAINT, "remedy"),
            Self::Close(verb) => {
                let clocks = Clocks::load(office.files())?;
                let service = statutory::service(office, &clocks, COMPLAINT.service)?;
                let act = closing(office, &service, &verb.finding)?;
                verb.acting.run(office, console, COMPLAINT, &act)
            }
            Self::Reopen(verb) => verb.run(office, console, COMPLAINT, "reopen"),
            Self::Act(verb) => verb.run(office, console, COMPLAINT),
            Self::Correct(verb) => verb.run(office, console, COMPLAINT),
            Self::Clock(verb) => verb.run(office, console, COMPLAINT),
            Self::List(mut verb) => {
                verb.list.with.extend(verb.cell.map(|cell| format!("cell={cell}")));
                verb.list.kind = verb.kind;
                verb.list.run(office, console, COMPLAINT)
            }
            Self::Show(verb) => verb.run(office, console, COMPLAINT),
        }
    }
}

/// The act that closes with a finding.
fn closing(office: &Office, service: &Service, finding: &str) -> Result<String, CommandError> {
    let table = desk::table(office, &service.register)?;
    let field = table.field_no(FINDING);
    let act = |code: &str| field.and_then(|no| service.act_that_sets(no, code));
    act(finding).map(|act| act.code.clone()).ok_or_else(|| {
        let codes = coop_registry::cli::desk::code_words(office, "complaint_finding").unwrap_or_default();
        let known: Vec<&str> = codes.keys().map(String::as_str).filter(|code| act(code).is_some()).collect();
        CommandError::new(Exit::Arguments, "error.case.finding").with("found", finding).with("known", known.join(", "))
    })
}

impl Receive {
    /// Rests on the complaint itself: neither an order nor a reason is asked for.
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let flags = [
            ("category", Some(self.category.clone())),
            ("channel", Some(self.channel)),
            ("cell", self.cell),
            ("society", self.society),
            ("complainant", self.complainant),
            ("is_member", self.member),
        ];
        let said = told(flags, &self.set)?;
        let name = Label { en: "complaint".into(), hi: "शिकायत".into() };
        Opening { on: self.on, about: self.category, said, name, verb: "receive", kind: self.kind }
            .run(office, console, COMPLAINT)
    }
}
