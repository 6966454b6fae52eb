//! `coop-register dispute`: disputes, from filing over hearings and orders to appeal and execution.

use crate::case::{
    Acting, Called, acting, clocks, correct, list,
    open::{Opening, told},
    show,
};
use clap::{Args, Subcommand};
use coop_registry::{
    cli::{CommandError, Console, Exit, Office, Verdict, parse_date},
    model::{Date, Label},
};

/// Disputes: filing, hearings, orders, appeal, execution
#[derive(Subcommand)]
pub enum Dispute {
    /// File a dispute: gives it its number, computes limitation
    File(File),
    /// Admit and register it, once it is a dispute and in time
    Admit(Acting),
    /// Appoint an arbitrator by order, with a return date
    Assign(Assign),
    /// A hearing: a line of the order sheet, with the next date
    Hear(Hear),
    /// Put a hearing off: by whom, why, to which date
    Adjourn(Adjourn),
    /// Make an interim or the final order
    Order(Order),
    /// Execution: apply, enter what was recovered, close
    Execute(Execute),
    /// Appeal or revision: enter it, or what it came to
    Appeal(Appeal),
    /// Any other act, as scrutinise, condone, notice, serve, copy, finalise
    Act(acting::ByName),
    /// Correct what was entered: a fact, or the day of an act
    Correct(correct::Correct),
    /// The clocks of one dispute, or of all that are open
    Clock(clocks::ClocksOf),
    /// List disputes
    List(list::List),
    /// Show one dispute: facts, movement, order sheet, adjournments, limitation, stays, what may be done now
    Show(show::Show),
}

/// File a dispute.
#[derive(Args)]
pub struct File {
    /// Plaintiff
    #[arg(long)]
    plaintiff: String,
    /// Who the plaintiff is: a code of the list party_kind, as member
    #[arg(long, value_name = "KIND")]
    plaintiff_is: Option<String>,
    /// Defendant
    #[arg(long)]
    defendant: String,
    /// Who the defendant is, as society
    #[arg(long, value_name = "KIND")]
    defendant_is: Option<String>,
    /// What it is about: a code of the list dispute_subject, as debt
    #[arg(long)]
    subject: String,
    /// Court: a code of the list court, as assistant_registrar
    #[arg(long)]
    court: String,
    /// Day of the cause of action; of an election, the day of the result
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    cause_on: Date,
    /// Society: identity, registration number or name
    #[arg(long)]
    society: Option<String>,
    /// Amount claimed, in rupees
    #[arg(long)]
    claim: Option<String>,
    /// Day of filing (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
    /// A further field of the register, as --set section=48
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    set: Vec<String>,
}

/// Appoint an arbitrator.
#[derive(Args)]
pub struct Assign {
    /// Name of the arbitrator
    #[arg(long)]
    arbitrator: String,
    #[command(flatten)]
    acting: Acting,
}

/// A hearing.
#[derive(Args)]
pub struct Hear {
    /// What it was for: notice, reply, issues, evidence, arguments, orders, execution
    #[arg(long)]
    purpose: String,
    #[command(flatten)]
    next: Next,
    #[command(flatten)]
    acting: Acting,
}

/// The next hearing.
#[derive(Args)]
pub struct Next {
    /// What the next date is for, as evidence
    #[arg(long, value_name = "PURPOSE")]
    next_purpose: Option<String>,
    /// Time of the next date
    #[arg(long, value_name = "HH:MM")]
    next_time: Option<String>,
    /// Who was present
    #[arg(long)]
    present: Option<String>,
}

/// Adjourn.
#[derive(Args)]
pub struct Adjourn {
    /// At whose instance: plaintiff, defendant, both, court
    #[arg(long)]
    by: String,
    /// Why: a code of the list adjourn_reason, as time_sought
    #[arg(long = "because", value_name = "REASON")]
    because: String,
    #[command(flatten)]
    next: Next,
    #[command(flatten)]
    acting: Acting,
}

/// An order.
#[derive(Args)]
pub struct Order {
    /// Outcome of the final order: a code of the list dispute_result, as allowed; without it the order is interim
    #[arg(long)]
    result: Option<String>,
    /// Amount awarded, in rupees
    #[arg(long, requires = "result")]
    awarded: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

/// Execution.
#[derive(Args)]
pub struct Execute {
    /// Number of the execution case, which begins it
    #[arg(long, value_name = "NO", conflicts_with = "result")]
    execution_no: Option<String>,
    /// Amount recovered so far, in rupees
    #[arg(long, conflicts_with = "execution_no")]
    recovered: Option<String>,
    /// How it ends: satisfied or unsatisfied
    #[arg(long, value_parser = ["satisfied", "unsatisfied"])]
    result: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

/// Appeal.
#[derive(Args)]
pub struct Appeal {
    /// Number of the appeal or revision, which enters it
    #[arg(long, value_name = "NO", conflicts_with = "result", required_unless_present = "result")]
    appeal_no: Option<String>,
    /// What it came to: upheld, modified, set_aside or remanded
    #[arg(long, value_parser = ["upheld", "modified", "set_aside", "remanded"])]
    result: Option<String>,
    /// Amount as modified, in rupees
    #[arg(long, requires = "result")]
    awarded: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

const OF: Called<'static> = Called { noun: "dispute", service: "dispute" };

impl Dispute {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::File(verb) => verb.run(office, console),
            Self::Admit(verb) => verb.run(office, console, OF, "admit"),
            Self::Assign(verb) => {
                verb.acting.telling([("arbitrator", Some(verb.arbitrator))]).run(office, console, OF, "assign")
            }
            Self::Hear(verb) => verb.run(office, console),
            Self::Adjourn(verb) => {
                let told = [("adjourned_by", Some(verb.by)), ("adjourn_reason", Some(verb.because))];
                verb.acting.telling(told).telling(verb.next.told()).run(office, console, OF, "adjourn")
            }
            Self::Order(verb) => {
                let act = if verb.result.is_some() { "order" } else { "interim" };
                let told = [("result", verb.result), ("awarded", verb.awarded)];
                verb.acting.telling(told).run(office, console, OF, act)
            }
            Self::Execute(verb) => verb.run(office, console),
            Self::Appeal(verb) => {
                let act = verb.result.unwrap_or_else(|| "appeal".to_owned());
                let told = [("appeal_no", verb.appeal_no), ("awarded", verb.awarded)];
                verb.acting.telling(told).run(office, console, OF, &act)
            }
            Self::Act(verb) => verb.run(office, console, OF),
            Self::Correct(verb) => verb.run(office, console, OF),
            Self::Clock(verb) => verb.run(office, console, OF),
            Self::List(verb) => verb.run(office, console, OF),
            Self::Show(verb) => verb.run(office, console, OF),
        }
    }
}

impl File {
    /// Rests on the plaint itself: neither an order nor a reason is asked for.
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let flags = [
            ("plaintiff", Some(self.plaintiff.clone())),
            ("plaintiff_is", self.plaintiff_is),
            ("defendant", Some(self.defendant)),
            ("defendant_is", self.defendant_is),
            ("subject_matter", Some(self.subject)),
            ("court", Some(self.court)),
            ("cause_on", Some(self.cause_on.to_string())),
            ("society", self.society),
            ("claim", self.claim),
        ];
        let said = told(flags, &self.set)?;
        let name = Label { en: "dispute".into(), hi: "वाद".into() };
        Opening { on: self.on, about: self.plaintiff, said, name, verb: "file", kind: None }.run(office, console, OF)
    }
}

impl Next {
    fn told(self) -> [(&'static str, Option<String>); 3] {
        [("next_purpose", self.next_purpose), ("next_time", self.next_time), ("present", self.present)]
    }
}

impl Hear {
    /// The act of a hearing is told by what it was for.
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let clocks = coop_registry::catalogue::Clocks::load(office.files())?;
        let service = coop_registry::cli::statutory::service(office, &clocks, OF.service)?;
        let purpose = |act: &coop_registry::branches::cases::ActDef| act.sheet.as_ref().and_then(|s| s.purpose.clone());
        let hearings = || service.acts.iter().filter(|act| act.code.starts_with("hear_"));
        let Some(act) = hearings().find(|act| purpose(act).as_ref() == Some(&self.purpose)) else {
            let known: Vec<String> = hearings().filter_map(purpose).collect();
            return Err(CommandError::new(Exit::Arguments, "error.case.purpose")
                .with("found", &self.purpose)
                .with("known", known.join(", ")));
        };
        self.acting.telling(self.next.told()).run(office, console, OF, &act.code)
    }
}

impl Execute {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let act = match (&self.execution_no, &self.recovered, &self.result) {
            (_, _, Some(result)) => result.clone(),
            (Some(_), ..) => "execute".to_owned(),
            (None, Some(_), None) => "recover".to_owned(),
            (None, None, None) => {
                return Err(CommandError::new(Exit::Arguments, "error.case.execution"));
            }
        };
        let told = [("execution_no", self.execution_no), ("recovered", self.recovered)];
        self.acting.telling(told).run(office, console, OF, &act)
    }
}
