//! `coop-audit system finding`: what the auditor found where no register holds it.

use super::Asked;
use clap::{Args, ValueEnum};
use coop_registry::{
    branches::{
        audit::system::{By, NewFinding, certificate_of, finding_entry},
        cases::unauthorised,
        cutover::Outcome,
    },
    cleaning::covered,
    cli::{
        CommandError, Console, Exit, Office, Verdict,
        case::{fingerprints, kept, not_entered},
        parse_date,
    },
    model::{Date, Finding, Label, Locus, Plan, Severity},
    register::ReadRegister as _,
};
use std::path::PathBuf;

/// What was found.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Holds {
    /// The condition holds
    Pass,
    /// It does not
    Fail,
}

/// Enter a finding.
#[derive(Args)]
pub struct Enter {
    /// Society: identity, registration number or name
    society: String,
    /// The condition, as opening_balances; check lists them
    #[arg(long, value_name = "ID")]
    condition: String,
    /// Does it hold?
    #[arg(long, value_enum)]
    result: Holds,
    /// What it was seen from, as 'trial balance of 1 April against the audited balance sheet'; it is printed, so no names of persons
    #[arg(long, value_name = "TEXT")]
    evidence: String,
    /// A document of it: kept in the office folder under its SHA-256
    #[arg(long, value_name = "FILE")]
    document: Option<PathBuf>,
    /// Day of the finding (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

impl Enter {
    /// Enters it, or refuses with everything that stands in its way; the same finding again changes nothing.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let asked = Asked::of(office)?;
        let Some(condition) = asked.conditions.named(&self.condition) else {
            let known: Vec<&str> = asked.conditions.all.iter().map(|one| one.code.as_str()).collect();
            return Err(CommandError::not_found("error.system.condition")
                .with("found", &self.condition)
                .with("known", known.join(", ")));
        };
        let on = office.day_come(self.on)?;
        let mut act = office.act("coop-audit system finding")?;
        let evidence = covered(self.evidence.trim()).into_owned();
        act.reason = act.reason.or_else(|| Some(evidence.clone()).filter(|said| !said.is_empty()));
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let moment = office.moment()?;
        let pacs = asked.one(office, &register, &self.society, moment)?;
        let society = pacs.society.clone();
        let fy = asked.fy;
        let place = || Locus { society: Some(society.clone()), fy: Some(fy.to_string()), ..Locus::default() };
        let mut faults = Vec::new();
        if evidence.is_empty() {
            faults.push(Finding::new("SYS-101", Severity::Error, place()).with("condition", &self.condition));
        }
        if on <= fy.end() {
            faults.push(Finding::new("SYS-102", Severity::Error, place()).with("on", on).with("end", fy.end()));
        }
        let label =
            Label { en: "Enter a finding".into(), hi: "निष्कर्ष दर्ज करना".into() };
        faults.extend(unauthorised(&register, (&act.officer, None), &label, &society, on)?);
        if !faults.is_empty() {
            return Err(not_entered(Exit::Refused, faults));
        }
        let documents: Vec<PathBuf> = self.document.iter().cloned().collect();
        let prints = fingerprints(&documents)?;
        let passed = self.result == Holds::Pass;
        let order_no = act.order_no.clone();
        let new = NewFinding {
            society: &society,
            fy,
            condition: &self.condition,
            passed,
            evidence: &evidence,
            document: prints.first().map_or("", String::as_str),
            on,
            order_no: order_no.as_deref(),
            login: &act.officer.clone(),
        };
        let entry = finding_entry(&register, new)?;
        let mut warnings = Vec::new();
        let standing = asked.hold(&register, vec![pacs], moment)?.pop();
        let held = standing.as_ref().and_then(|standing| {
            standing.held.iter().find(|held| asked.conditions.all[held.condition].code == self.condition)
        });
        // What a register says against the PACS no finding takes away.
        if held.is_some_and(|held| passed && held.by == By::Register && held.outcome == Outcome::Fail) {
            warnings.push(Finding::new("SYS-202", Severity::Warning, place()).with("condition", &self.condition));
        }
        if let Some(one) = certificate_of(&register, &society, fy, moment)?.filter(|_| !passed) {
            warnings.push(Finding::new("SYS-203", Severity::Warning, place()).with("number", &one.number));
        }
        let (changed, dry_run, mut day_no) = (entry.is_some(), office.globals().dry_run, None);
        if let Some(entry) = entry {
            kept(office, &documents, &prints)?;
            let plan = Plan { act, entries: vec![entry], made_at: Some(made_at), ..Plan::default() };
            let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
            day_no = (!dry_run).then_some(applied.day_no);
        }
        console.findings(&warnings);
        console.data(
            "system-finding",
            serde_json::json!({
                "society": society, "fy": fy, "condition": self.condition, "result": if passed { "pass" } else { "fail" },
                "on": on.to_string(), "document": prints.first(), "changed": changed, "day_no": day_no, "dry_run": dry_run,
            }),
        );
        let name = condition.label.in_language(console.language());
        let said = match (passed, console.pick("en", "hi")) {
            (true, "hi") => "पूर्ण",
            (false, "hi") => "अपूर्ण",
            (true, _) => "passed",
            (false, _) => "failed",
        };
        console.say(match (changed, dry_run, console.pick("en", "hi")) {
            (false, _, "hi") => format!("{society}, {fy}: “{name}” पहले से {said} दर्ज; कुछ नहीं बदला"),
            (false, ..) => format!("{society}, {fy}: “{name}” stands as {said} already; nothing was changed"),
            (true, true, "hi") => format!("{society}, {fy}: “{name}” {said} दर्ज होगा; अभी कुछ नहीं बदला"),
            (true, true, _) => format!("{society}, {fy}: “{name}” would be entered as {said}; nothing was changed"),
            (true, false, "hi") => format!("{society}, {fy}: “{name}” {said}, {on}"),
            (true, false, _) => format!("{society}, {fy}: “{name}” {said}, {on}"),
        });
        Ok(console.verdict(&warnings))
    }
}
