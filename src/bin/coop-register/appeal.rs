//! `coop-register appeal`: membership appeals, from filing to the order that makes a member.

use crate::{
    case::{
        Acting, Called, Desk, acting, clocks, correct, list,
        open::{Opening, told},
        show,
    },
    expulsion::EXPULSION,
    member::{self, MEMBER, joining::Held},
};
use clap::{Args, Subcommand};
use coop_registry::{
    branches::cases::{Case, cases},
    catalogue::OnExpiry,
    cli::{CommandError, Console, Exit, Office, Verdict, parse_date, statutory},
    model::{Date, Label, Moment, Value},
    register::ReadRegister,
};

const APPEAL: Called<'static> = Called { noun: "appeal", service: "appeal" };
/// What an order that makes a member takes from the application.
const TAKEN: [&str; 12] = [
    "kind",
    "guardian",
    "joint_with",
    "sex",
    "dob",
    "category",
    "address",
    "occupation",
    "phone",
    "shares",
    "share_amount",
    "nominee",
];

/// Membership appeals: filing, hearing, order
#[derive(Subcommand)]
pub enum Appeal {
    /// File an appeal against a refusal, a silence that counts as one, or an expulsion: computes limitation
    File(File),
    /// Admit it for hearing, with the date
    Admit(Acting),
    /// A hearing: a line of the order sheet, with the next date
    Hear(Acting),
    /// The order: one that allows makes the applicant a member, or lets the membership go on
    Decide(Decide),
    /// Any other act, as condone, bar, comply
    Act(acting::ByName),
    /// Correct what was entered: a fact, or the day of an act
    Correct(correct::Correct),
    /// The clocks of one appeal, or of all that are open
    Clock(clocks::ClocksOf),
    /// List appeals
    List(list::List),
    /// Show one appeal: facts, movement, order sheet, limitation, what may be done now
    Show(show::Show),
}

/// File an appeal.
#[derive(Args)]
pub struct File {
    /// The application that was refused: its identity or number
    #[arg(long, value_name = "CASE", conflicts_with = "expulsion")]
    application: Option<String>,
    /// The expulsion appealed against: its identity or number
    #[arg(long, value_name = "CASE")]
    expulsion: Option<String>,
    /// Court: a code of the list court
    #[arg(long, default_value = "assistant_registrar")]
    court: String,
    /// Appellant, where no case is named
    #[arg(long, value_name = "NAME")]
    applicant: Option<String>,
    /// Society, where no case is named
    #[arg(long)]
    society: Option<String>,
    /// Against what, where no case is named: refusal, deemed_refusal or expulsion
    #[arg(long)]
    against: Option<String>,
    /// Day of the refusal or expulsion, where no case is named
    #[arg(long, value_name = "DATE")]
    refused_on: Option<String>,
    /// Member expelled, where no case is named: identity in the register of members
    #[arg(long, value_name = "MEMBER")]
    member: Option<String>,
    /// Day of filing (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
    /// A further field of the register, as --set communicated_on=2026-01-05
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    set: Vec<String>,
}

/// The order.
#[derive(Args)]
pub struct Decide {
    /// The order: allowed, partly, dismissed or remanded
    #[arg(long, value_parser = ["allowed", "partly", "dismissed", "remanded"])]
    result: String,
    /// Number of the new member (default: the next of the society’s book)
    #[arg(long, value_name = "NO")]
    member_no: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

impl Appeal {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::File(verb) => verb.run(office, console),
            Self::Admit(verb) => verb.run(office, console, APPEAL, "admit"),
            Self::Hear(verb) => verb.run(office, console, APPEAL, "hear"),
            Self::Decide(verb) => verb.run(office, console),
            Self::Act(verb) => {
                let (act, acting) = verb.parts();
                // Admitting an appeal for hearing is not admitting a member.
                let held = Held { office, of: APPEAL, act: if act == "admit" { String::new() } else { act.clone() } };
                acting.run_with(office, console, APPEAL, act.as_str(), |before| held.page(before))
            }
            Self::Correct(verb) => verb.run(office, console, APPEAL),
            Self::Clock(verb) => verb.run(office, console, APPEAL),
            Self::List(verb) => verb.run(office, console, APPEAL),
            Self::Show(verb) => verb.run(office, console, APPEAL),
        }
    }
}

/// One case of a service, with its desk.
fn one<'o>(
    office: &'o Office,
    register: &dyn ReadRegister,
    of: Called<'_>,
    asked: &str,
) -> Result<(Desk<'o>, Case), CommandError> {
    let moment = Moment::on(Date::MAX);
    let desk = Desk::of(office, register, of.service, moment)?;
    let all = cases(register, &desk.service, moment)?;
    let case = statutory::case_of(&all, asked)?.clone();
    Ok((desk, case))
}

/// A value of a case as it is told anew.
fn written(desk: &Desk<'_>, case: &Case, key: &str) -> Option<String> {
    let value = case.value(desk.table.field_no(key)?);
    match value {
        Value::Text(text) => Some(text.clone()),
        Value::Date(day) => Some(day.to_string()),
        Value::Money(amount) => Some(amount.to_string()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Empty | Value::Bool(_) | Value::Percent(_) | Value::Quantity(_) => None,
    }
}

/// The day of a refusal, and whether silence stands for it.
fn refused(desk: &Desk<'_>, case: &Case, today: Date) -> Option<(Date, &'static str)> {
    let decision = written(desk, case, "decision").unwrap_or_default();
    if decision == "refused" {
        return Some((case.value(desk.table.field_no("decided_on")?).as_date()?, "refusal"));
    }
    // Silence counts from the day after the last one, whenever an officer recorded it.
    let silent = decision.is_empty() || decision == "deemed_refused";
    let clocks = desk.clocks(case, today);
    let mut due =
        clocks.iter().filter(|clock| clock.line.is_some_and(|line| line.on_expiry == OnExpiry::DeemedRefused));
    let last = due.find_map(|clock| clock.due()).filter(|last| silent && *last < today)?;
    Some((last.tomorrow().ok()?, "deemed_refusal"))
}

impl File {
    /// Rests on the memorandum of appeal: neither an order nor a reason is asked for.
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let register = office.read_register()?;
        let on = self.on.unwrap_or(office.time().as_of);
        let mut flags = [
            ("applicant", self.applicant),
            ("society", self.society),
            ("against", self.against),
            ("refused_on", self.refused_on),
            ("member", self.member),
            ("court", Some(self.court)),
            ("case_no", None),
            ("reason", None),
        ];
        let mut tell = |key: &str, value: Option<String>| {
            if let Some((_, told)) = flags.iter_mut().find(|(known, told)| *known == key && told.is_none()) {
                *told = value;
            }
        };
        if let Some(asked) = &self.application {
            let (desk, case) = one(office, &register, MEMBER, asked)?;
            let Some((day, against)) = refused(&desk, &case, on) else {
                let stage = desk.service.stages[case.stage].label.clone();
                return Err(CommandError::new(Exit::Refused, "error.appeal.not_refused")
                    .with("case", &case.number)
                    .part("stage", stage));
            };
            tell("applicant", written(&desk, &case, "name"));
            tell("society", case.society.clone());
            tell("against", Some(against.to_owned()));
            tell("refused_on", Some(day.to_string()));
            tell("case_no", Some(case.id.clone()));
            tell("reason", written(&desk, &case, "reason").or(Some("no_reply".to_owned())));
        }
        if let Some(asked) = &self.expulsion {
            let (desk, case) = one(office, &register, EXPULSION, asked)?;
            if written(&desk, &case, "result").as_deref() != Some("expelled") {
                let stage = desk.service.stages[case.stage].label.clone();
                return Err(CommandError::new(Exit::Refused, "error.appeal.not_expelled")
                    .with("case", &case.number)
                    .part("stage", stage));
            }
            tell("applicant", written(&desk, &case, "name"));
            tell("society", case.society.clone());
            tell("against", Some("expulsion".to_owned()));
            tell("refused_on", written(&desk, &case, "result_on"));
            tell("member", written(&desk, &case, "member"));
            tell("case_no", Some(case.id.clone()));
        }
        let about = flags[0].1.clone().unwrap_or_default();
        let said = told(flags, &self.set)?;
        let name = Label { en: "appeal".into(), hi: "अपील".into() };
        Opening { on: self.on, about, said, name, verb: "file", kind: None }.run(office, console, APPEAL)
    }
}

impl Decide {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let register = office.read_register()?;
        let (desk, case) = one(office, &register, APPEAL, self.acting.case())?;
        let expelled = written(&desk, &case, "against").as_deref() == Some("expulsion");
        let act = match (self.result.as_str(), expelled) {
            ("allowed", true) => "reinstate",
            ("allowed", false) => "allow",
            ("partly", _) => "allow_partly",
            ("dismissed", _) => "dismiss",
            _ => "remand",
        };
        let mut acting = self.acting;
        if act.starts_with("allow") {
            let number = match self.member_no {
                Some(number) => Some(number),
                None => member::next(office, case.society.as_deref())?,
            };
            acting = acting.telling_unless_told([("member_no", number)]);
            // A book says no application: what it says of the applicant is told with --set, his kind is the usual one.
            let from = written(&desk, &case, "case_no").filter(|id| !id.is_empty());
            let from = from.map(|id| one(office, &register, MEMBER, &id)).transpose()?;
            let taken = TAKEN.map(|key| {
                let value = from.as_ref().and_then(|(desk, case)| written(desk, case, key));
                (key, value.or_else(|| (key == "kind").then(|| "ordinary".to_owned())))
            });
            acting = acting.telling_unless_told(taken);
        }
        let held = Held { office, of: APPEAL, act: act.to_owned() };
        acting.run_with(office, console, APPEAL, act, |before| held.page(before))
    }
}
