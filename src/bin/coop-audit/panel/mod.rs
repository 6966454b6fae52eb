//! `coop-audit panel`: empanelment of chartered accountants, from the notification to the published list; debarment.

mod apply;
mod approve;
mod check;
mod debar;
mod desk;
mod list;
mod notify;

use clap::Subcommand;
use coop_registry::{
    branches::audit::panel::{DEBARMENT, EMPANELMENT},
    cli::{
        CommandError, Console, Exit, Office, Verdict,
        case::{Acting, Called, clocks, correct, list as cases, show},
        papers,
        shared::auditor_panel,
    },
};

const APPLICATION: Called<'static> = Called { noun: "coop-audit panel", service: EMPANELMENT };
const CHARGE: Called<'static> = Called { noun: "coop-audit panel", service: DEBARMENT };

/// The panel of auditors: notification, applications, check, approval, debarment, published list
#[derive(Subcommand)]
pub enum Panel {
    /// Enter a notification that calls for applications, or list the notifications
    Notify(notify::Notify),
    /// Enter an application by flags, or many from a workbook or list
    Apply(Box<apply::Apply>),
    /// Hold applications against the rules of eligibility, line by line
    Check(check::Check),
    /// Put an applicant on the panel, or all of a notification that pass, by order
    Approve(approve::Approve),
    /// Tell the applicant of defects, with the day by which he puts them right
    Defect(Acting),
    /// Defects put right: what the application says now, as --set experience_years=5
    Cured(Acting),
    /// Refuse an application, by order
    Refuse(Acting),
    /// The applicant withdraws
    Withdraw(Acting),
    /// List applications, or count the open ones with --by stage, category …
    Applications(cases::List),
    /// Show one application: facts, movement, clocks, what may be done now
    Show(show::Show),
    /// The clocks of one application, or of all that are open
    Clock(clocks::ClocksOf),
    /// Correct what was entered of an application: a fact, or the day of an act
    Correct(correct::Correct),
    /// Notice to an auditor to show cause why he is not debarred
    Cause(debar::Cause),
    /// The auditor's answer
    Answer(Acting),
    /// Suspend an auditor until the decision, by order, as --set suspended_to=2026-06-30
    Suspend(Acting),
    /// Lift a suspension, by order
    Restore(Acting),
    /// Debar an auditor from a day to a day, by order, after notice
    Debar(debar::Debar),
    /// Drop the matter
    Drop(Acting),
    /// Lift a debarment before its end, by order
    Revoke(Acting),
    /// List debarments and notices to show cause
    Debarments(cases::List),
    /// Show one debarment
    Debarment(show::Show),
    /// How each auditor stands on a day
    List(list::List),
    /// The list as it is published: PDF, HTML, XLSX, CSV; no phones, no addresses
    Publish,
}

impl Panel {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Notify(verb) => verb.run(office, console),
            Self::Apply(verb) => verb.run(office, console),
            Self::Check(verb) => verb.run(office, console),
            Self::Approve(verb) => verb.run(office, console),
            Self::Defect(verb) => verb.run(office, console, APPLICATION, "defect"),
            Self::Cured(verb) => verb.run(office, console, APPLICATION, "cured"),
            Self::Refuse(verb) => verb.run(office, console, APPLICATION, "refuse"),
            Self::Withdraw(verb) => verb.run(office, console, APPLICATION, "withdraw"),
            Self::Applications(verb) => verb.run(office, console, APPLICATION),
            Self::Show(verb) => verb.run(office, console, APPLICATION),
            Self::Clock(verb) => verb.run(office, console, APPLICATION),
            Self::Correct(verb) => verb.run(office, console, APPLICATION),
            Self::Cause(verb) => verb.run(office, console),
            Self::Answer(verb) => verb.run(office, console, CHARGE, "answer"),
            Self::Suspend(verb) => verb.run(office, console, CHARGE, "suspend"),
            Self::Restore(verb) => verb.run(office, console, CHARGE, "restore"),
            Self::Debar(verb) => verb.run(office, console),
            Self::Drop(verb) => verb.run(office, console, CHARGE, "drop"),
            Self::Revoke(verb) => verb.run(office, console, CHARGE, "revoke"),
            Self::Debarments(verb) => verb.run(office, console, CHARGE),
            Self::Debarment(verb) => verb.run(office, console, CHARGE),
            Self::List(verb) => verb.run(office, console),
            Self::Publish => publish(office, console),
        }
    }
}

fn publish(office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
    let report = auditor_panel(office, console)?;
    let files = papers::made_of(office, console, ("coop-audit panel publish", &report))?;
    for file in &files {
        console.say(file);
    }
    console.data("panel-publish", serde_json::json!({ "files": files }));
    Ok(Exit::Done)
}
