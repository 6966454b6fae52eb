//! `coop-audit inspection`: inspections and inquiries, from the order to compliance.

mod checklist;
mod comply;
mod print;

use clap::{Args, Subcommand};
use coop_registry::{
    branches::{
        cases::{Case, Service, cases},
        inspection::{INSPECTION, SURCHARGE, answers_of, report_in_the_way, stands_in_the_way},
    },
    catalogue::Clocks,
    cli::{
        CommandError, Console, Exit, Office, Verdict,
        case::{
            Acting, Called, Desk, acting,
            choice::Choice,
            clocks, correct, list,
            more::{Before, More},
            open::{Opening, stands, told},
            show,
        },
        desk, parse_date, statutory,
    },
    model::{Date, Label, Moment, Value},
};

const OF: Called<'static> = Called { noun: "coop-audit inspection", service: INSPECTION };

/// Inspections and inquiries: order, visit, records, report, directions, compliance
#[derive(Subcommand)]
pub enum Inspection {
    /// Order an inspection or an inquiry of a society
    Order(Order),
    /// Name the officer, or another one, by order
    Officer(Officer),
    /// Notice to the society, with the day of the visit
    Notice(Acting),
    /// The visit: which books were seen
    Record(Record),
    /// What is looked at: the sheet to carry, the same taken back, what is open
    Checklist(checklist::CheckList),
    /// The report: defects and loss
    Report(Report),
    /// Direct that defects be put right, by a day
    Direct(Acting),
    /// What else follows: surcharge, dispute, supersede, wind_up, police, none
    Decide(Decide),
    /// Compliance, with a paper or a document that proves it: of findings by --item, then of the whole
    Comply(comply::Comply),
    /// Print the order of inspection with notice to the society, or the report with its findings
    Print(print::Print),
    /// Any other act, as change_officer, call_records, seize, draft, ask_reply, reply, extend, not_complied, surcharged, order_costs
    Act(acting::ByName),
    /// Correct what was entered: a fact, or the day of an act
    Correct(correct::Correct),
    /// The clocks of one inspection, or of all that are open
    Clock(clocks::ClocksOf),
    /// List inspections, or count the open ones by age with --by ground, desk, stage …
    List(list::List),
    /// Show one inspection: facts, movement, clocks, what may be done now
    Show(show::Show),
}

/// Order an inspection.
#[derive(Args)]
pub struct Order {
    /// Society: identity, registration number or name
    society: String,
    /// inspection of books, or inquiry
    #[arg(long, default_value = "inspection")]
    kind: String,
    /// Ground: a code or word of the list inspection_ground, as complaint or own_motion
    #[arg(long)]
    ground: String,
    /// Officer who inspects
    #[arg(long = "by", value_name = "NAME")]
    by: Option<String>,
    /// Period it covers, as 2024-25
    #[arg(long)]
    period: Option<String>,
    /// Day by which the report comes
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    due: Option<Date>,
    /// Day of the order (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
    /// A further field of the register, as --set section=36
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    set: Vec<String>,
}

/// Name the officer.
#[derive(Args)]
pub struct Officer {
    /// Officer who inspects
    #[arg(long = "by", value_name = "NAME")]
    by: String,
    /// Day by which the report comes
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    due: Option<Date>,
    #[command(flatten)]
    acting: Acting,
}

/// The visit.
#[derive(Args)]
pub struct Record {
    /// Books seen, as 'cash book, ledger'
    #[arg(long)]
    books: String,
    #[command(flatten)]
    acting: Acting,
}

/// The report.
#[derive(Args)]
pub struct Report {
    /// Defects found
    #[arg(long, value_name = "TEXT")]
    findings: String,
    /// Loss or misappropriation, in rupees
    #[arg(long)]
    loss: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

/// What follows.
#[derive(Args)]
pub struct Decide {
    /// A code of the list inspection_action
    #[arg(long)]
    action: String,
    #[command(flatten)]
    acting: Acting,
}

impl Inspection {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Order(verb) => verb.run(office, console),
            Self::Officer(verb) => {
                let told = [("officer", Some(verb.by)), ("due_on", verb.due.map(|day| day.to_string()))];
                enter_first(verb.acting.telling(told), office, console, &["name_officer", "change_officer"])
            }
            Self::Notice(verb) => enter(verb, office, console, "notice"),
            Self::Record(verb) => enter(verb.acting.telling([("books", Some(verb.books))]), office, console, "visit"),
            Self::Report(verb) => {
                let told = [("findings", Some(verb.findings)), ("loss", verb.loss)];
                enter(verb.acting.telling(told), office, console, "report")
            }
            Self::Direct(verb) => enter(verb, office, console, "direct"),
            Self::Decide(verb) => {
                let clocks = Clocks::load(office.files())?;
                let service = statutory::service(office, &clocks, OF.service)?;
                let act = deciding(office, &service, &verb.action)?;
                enter(verb.acting, office, console, &act)
            }
            Self::Comply(verb) => verb.run(office, console),
            Self::Checklist(verb) => verb.run(office, console),
            Self::Print(verb) => verb.run(office, console),
            Self::Act(verb) => {
                let (act, acting) = verb.parts();
                enter(acting, office, console, &act)
            }
            Self::Correct(verb) => verb.run(office, console, OF),
            Self::Clock(verb) => verb.run(office, console, OF),
            Self::List(verb) => verb.run(office, console, OF),
            Self::Show(verb) => verb.run(office, console, OF),
        }
    }
}

/// Does an act, looking at the report and the surcharges that followed it.
fn enter(acting: Acting, office: &Office, console: &mut Console, act: &str) -> Result<Verdict, CommandError> {
    enter_first(acting, office, console, &[act])
}

/// The same with the first act that is done in the stage of the case.
fn enter_first(acting: Acting, office: &Office, console: &mut Console, acts: &[&str]) -> Result<Verdict, CommandError> {
    let look = |seen: &Before<'_>| -> Result<More, CommandError> {
        let Some(both) = seen.case.zip(seen.act) else { return Ok(More::default()) };
        let surcharge = statutory::service(office, &seen.desk.law.clocks, SURCHARGE)?;
        let moment = Moment::on(Date::MAX);
        let (mut faults, mut warnings) = stands_in_the_way(seen.register, &surcharge, both, moment)?;
        let (case, act) = both;
        if act.code == "report" {
            let list = checklist::list_of(office, seen.register, case, moment)?;
            let answers = answers_of(seen.register, &case.id, moment)?;
            let (more, told) = report_in_the_way(&list, &answers, &case.number);
            faults.extend(more);
            warnings.extend(told);
        }
        Ok(More { faults, warnings, ..More::default() })
    };
    acting.run_with(office, console, OF, Choice::FirstOf(acts), look)
}

/// The act that decides for an action.
fn deciding(office: &Office, service: &Service, action: &str) -> Result<String, CommandError> {
    let table = desk::table(office, &service.register)?;
    let act = |code: &str| table.field_no("action").and_then(|no| service.act_that_sets(no, code));
    act(action).map(|act| act.code.clone()).ok_or_else(|| {
        let codes = desk::code_words(office, "inspection_action").unwrap_or_default();
        let known: Vec<&str> = codes.keys().map(String::as_str).filter(|code| act(code).is_some()).collect();
        CommandError::new(Exit::Arguments, "error.inspection.action")
            .with("found", action)
            .with("known", known.join(", "))
    })
}

impl Order {
    /// Rests on its own order, which the gate asks for.
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        if let Some(verdict) = self.already(office, console)? {
            return Ok(verdict);
        }
        let flags = [
            ("society", Some(self.society.clone())),
            ("kind", Some(self.kind)),
            ("ground", Some(self.ground)),
            ("officer", self.by),
            ("period", self.period),
            ("due_on", self.due.map(|day| day.to_string())),
        ];
        let said = told(flags, &self.set)?;
        let name = Label { en: "inspection".into(), hi: "निरीक्षण".into() };
        Opening { on: self.on, about: self.society, said, name, verb: "order", kind: None }.run(office, console, OF)
    }

    /// One order opens one inspection: the same command run again on its day changes nothing.
    fn already(&self, office: &Office, console: &mut Console) -> Result<Option<Verdict>, CommandError> {
        let Some(order) = office.globals().order.clone() else { return Ok(None) };
        let Some(register) = office.register_if_current()? else { return Ok(None) };
        let moment = Moment::on(Date::MAX);
        let Ok(society) = desk::subject(&register, desk::table(office, "society")?, &self.society, moment) else {
            return Ok(None);
        };
        let desk = Desk::of(office, &register, OF.service, office.moment()?)?;
        let on = self.on.unwrap_or(office.time().as_of);
        let all = cases(&register, &desk.service, moment)?;
        let same = |case: &&Case| {
            let held = desk.table.field_no("society").map(|no| case.value(no));
            case.number == order
                && case.opened_on == Some(on)
                && held.and_then(Value::as_text) == Some(society.as_str())
        };
        all.iter().find(same).map(|case| stands(office, console, (OF, "order"), &desk, case)).transpose()
    }
}
