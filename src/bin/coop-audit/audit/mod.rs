//! `coop-audit audit`: the life of an audit, from allotment to its close.

mod classify;
mod close;
pub mod fee;
mod open;
mod report;
mod requisition;

use clap::Subcommand;
use coop_registry::{
    branches::audit::life::{SERVICE, objections::Objection},
    cli::{
        CommandError, Console, Exit, Office, Part, Verdict,
        case::{Acting, Before, Called, More, acting, clocks, correct, list, show},
        desk,
    },
    model::{CooperativeYear, Date, Finding, Findings, Locus, Moment, NewEntry, Severity, Value},
    register::ReadRegister,
};

/// The service and its noun.
pub const OF: Called<'static> = Called { noun: "coop-audit audit", service: SERVICE };

/// The life of an audit: acceptance, books, report, fee, class, close. AUDIT is SOCIETY/YEAR, or a society with --fy
#[derive(Subcommand)]
pub enum Audit {
    /// Open the audit of a society and --fy that no allotment ordered; a special audit or re-audit beside it; --allotment tells those ordered
    Open(open::Open),
    /// The auditor accepts
    Accept(Acting),
    /// The auditor refuses, with the reason; who comes in his place, an allotment says
    Refuse(Acting),
    /// Call for books and records by a day (--next), with the letter
    Requisition(requisition::Requisition),
    /// Submit the report: memo number, figures, counts of paras
    Report(report::Report),
    /// Audit fees: compute, explain, demand, paid, list, set, schemes
    #[command(subcommand)]
    Fee(fee::Fee),
    /// Marks and class: a template, a filled sheet, or marks one by one
    Classify(classify::Classify),
    /// The society has put right what was objected to; refused while a para is open
    Comply(Acting),
    /// Close the audit; open paras are carried into the next year
    Close(Acting),
    /// List audits, of --fy where given
    List(list::List),
    /// Show one audit: facts, movement, clocks, what may be done now
    Show(show::Show),
    /// The clocks of one audit, or of all that are open
    Clock(clocks::ClocksOf),
    /// Correct what was entered: a fact, or the day of an act
    Correct(correct::Correct),
    /// Any other act, as begin, draft, ask_reply, reply, finish, scrutinise, pass, return, direct, extend, lapse
    Act(acting::ByName),
}

impl Audit {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Open(verb) => verb.run(office, console),
            Self::Accept(verb) => about(verb, office)?.run(office, console, OF, "accept"),
            Self::Refuse(verb) => about(verb, office)?.run_with(office, console, OF, "refuse", refusing),
            Self::Requisition(verb) => verb.run(office, console),
            Self::Report(verb) => verb.run(office, console),
            Self::Fee(verb) => verb.run(office, console),
            Self::Classify(verb) => verb.run(office, console),
            Self::Comply(verb) => about(verb, office)?.run_with(office, console, OF, "comply", close::complying),
            Self::Close(verb) => about(verb, office)?.run_with(office, console, OF, "close", close::closing),
            Self::List(mut verb) => {
                if let Some(fy) = office.globals().fy {
                    verb.with.push(format!("fy={fy}"));
                }
                verb.run(office, console, OF)
            }
            Self::Show(verb) => verb.about(|asked| audit_of(office, asked))?.run(office, console, OF),
            Self::Clock(verb) => verb.about(|asked| audit_of(office, asked))?.run(office, console, OF),
            Self::Correct(verb) => verb.about(|asked| audit_of(office, asked))?.run(office, console, OF),
            Self::Act(verb) => {
                let (act, acting) = verb.parts();
                let acting = about(acting, office)?;
                match act.as_str() {
                    "direct" | "extend" => acting.run_with(office, console, OF, act.as_str(), close::directing),
                    _ => acting.by_name(act).run(office, console, OF),
                }
            }
        }
    }
}

/// The audit a person means: itself, or a society with --fy.
pub fn audit_of(office: &Office, asked: &str) -> Result<String, CommandError> {
    let Some(fy) = office.globals().fy else { return Ok(asked.to_owned()) };
    let (register, moment) = (office.read_register()?, Moment::on(Date::MAX));
    // A registration number may hold a year too, as 9/PAT/2024: what the register has under the name decides.
    if register.line(SERVICE, asked, moment)?.is_some() {
        return Ok(asked.to_owned());
    }
    match desk::subject(&register, desk::table(office, "society")?, asked, moment) {
        Ok(society) => Ok(format!("{society}/{fy}")),
        Err(_) if asked.split('/').any(|part| part.parse::<CooperativeYear>().is_ok()) => Ok(asked.to_owned()),
        Err(none) => Err(none),
    }
}

/// The same of an act.
fn about(acting: Acting, office: &Office) -> Result<Acting, CommandError> {
    let audit = audit_of(office, acting.case())?;
    Ok(acting.about(audit))
}

/// Who refuses stands in the register until the audit is allotted to another.
fn refusing(seen: &Before<'_>) -> Result<More, CommandError> {
    let by = [seen.text("auditor"), seen.text("audited_by")].into_iter().find(|by| !by.is_empty()).unwrap_or_default();
    let mut more = More { made: vec![("refused_by".into(), Value::text(by))], ..More::default() };
    more.datum("refused_by", by);
    Ok(more)
}

/// A finding about an audit.
pub fn told(code: &str, severity: Severity, audit: &str) -> Finding {
    Finding::new(code, severity, Locus { society: Some(audit.to_owned()), ..Locus::default() })
}

/// What cannot be done, with every reason.
pub fn refused(exit: Exit, faults: Findings) -> CommandError {
    coop_registry::cli::case::not_entered(exit, faults)
}

/// One fault that needs no register.
pub fn one(exit: Exit, fault: Finding) -> CommandError {
    CommandError::new(exit, "error.case.not_opened")
        .part("said", Part::Finding(fault.clone()))
        .part("todo", Part::ToDo(fault.clone()))
        .because_of(vec![fault])
}

/// How many paras an audit has, with `fresh` about to be entered, and how many are settled, as an entry of the register of audits; nothing where that stands so.
pub fn counted(
    register: &dyn ReadRegister,
    audit: &str,
    (paras, fresh): (&[Objection], usize),
    on: Date,
) -> Result<Option<NewEntry>, CommandError> {
    let table = register.definition(SERVICE)?;
    let Some(line) = register.line(SERVICE, audit, Moment::on(Date::MAX))? else { return Ok(None) };
    let own: Vec<&Objection> = paras.iter().filter(|one| one.audit == audit).collect();
    let settled = own.iter().filter(|one| !one.is_open()).count();
    let now = [("objections", Value::count(own.len() + fresh)), ("objections_settled", Value::count(settled))];
    if now.iter().all(|(key, value)| line.value(table, key) == Some(value)) {
        return Ok(None);
    }
    let said = now.into_iter().filter_map(|(key, value)| Some((table.field_no(key)?, value)));
    Ok(Some(NewEntry::restating(table, &line, on, said)))
}
