//! `baseline set`.

use crate::{
    returns::{POWER, refused},
    rules::rulebook,
};
use clap::Args;
use coop_registry::{
    branches::{
        cases::unauthorised,
        returns::{
            self,
            baseline::{Baseline, identities, list_of, set},
        },
    },
    cleaning::covered,
    cli::{CommandError, Console, Exit, Office, Verdict, filing::Keeping},
    model::{Finding, Label, Locus, Moment, Plan, Severity},
    register::ReadRegister as _,
};
use std::collections::BTreeMap;

/// Take stock.
#[derive(Args)]
pub struct Set {}

impl Set {
    /// Keeps the list and enters it, or refuses it with everything that stands in its way.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let fy = office.year()?;
        let mut act = office.act("coop-returns baseline set")?;
        act.reason = act.reason.map(|reason| covered(&reason).into_owned());
        let today = office.time().as_of;
        let book = rulebook(office)?;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let progress =
            console.progress(console.pick("returns", "विवरणियाँ"), register.count("annual_return", Moment::on(today))?);
        let scrutiny =
            returns::check_year(&register, &book, (fy, true), Moment::on(today), &mut |done| progress.set(done))?;
        drop(progress);
        let fault = |code: &str| Finding::new(code, Severity::Error, Locus::default()).with("fy", fy);
        let mut faults = Vec::new();
        if act.order_no.is_none() {
            faults.push(fault("BAS-101"));
        }
        if scrutiny.returns == 0 {
            faults.push(fault("BAS-102"));
        }
        let label = Label {
            en: "Set a baseline of findings".into(), hi: "निष्कर्षों की आधार सूची बनाना".into()
        };
        faults.extend(unauthorised(&register, (&act.officer, Some(POWER)), &label, &fy.to_string(), today)?);
        if !faults.is_empty() {
            return Err(refused(faults));
        }
        let found = identities(&scrutiny.findings);
        let mut rules: BTreeMap<&str, u64> = BTreeMap::new();
        for code in found.iter().filter_map(|line| line.split('\t').nth(2)) {
            *rules.entry(code).or_default() += 1;
        }
        let (text, sha256) = list_of(fy, &found);
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        let new = Baseline {
            fy,
            set_on: today,
            findings: count(found.len()),
            returns: i64::try_from(scrutiny.returns).unwrap_or(i64::MAX),
            sha256: sha256.clone(),
            order_no: act.order_no.clone().unwrap_or_default(),
            reason: act.reason.clone().unwrap_or_default(),
            login: act.officer.clone(),
        };
        let entry = set(&register, &new)?;
        let (changed, dry_run, mut day_no) = (entry.is_some(), office.globals().dry_run, None);
        let keeping = Keeping::made(office, text.as_bytes(), &sha256)?;
        if let Some(entry) = entry {
            let plan = Plan { act, entries: vec![entry], made_at: Some(made_at), ..Plan::default() };
            let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
            day_no = (!dry_run).then_some(applied.day_no);
        }
        keeping.hold();
        console.data(
            "baseline-set",
            serde_json::json!({
                "fy": fy.to_string(), "returns": new.returns, "findings": new.findings, "rules": rules, "sha256": sha256,
                "order_no": new.order_no, "set_on": today.to_string(), "changed": changed, "day_no": day_no, "dry_run": dry_run,
            }),
        );
        let (findings, rules, returns, order) = (new.findings, rules.len(), new.returns, &new.order_no);
        console.say(match (changed, dry_run, console.pick("en", "hi")) {
            (false, _, "hi") => format!("{fy}: {findings} निष्कर्ष ठीक ऐसे ही दर्ज (आदेश {order}); कुछ नहीं बदला"),
            (false, ..) => format!("{fy}: {findings} finding(s) stand just so (order {order}); nothing was changed"),
            (true, true, "hi") => format!("{fy}: {returns} विवरणियों के {findings} निष्कर्ष ज्ञात होंगे ({rules} नियम); अभी कुछ नहीं बदला"),
            (true, true, _) => format!("{fy}: {findings} finding(s) of {rules} rule(s) on {returns} return(s) would be known; nothing was changed"),
            (true, false, "hi") => format!("{fy}: {returns} विवरणियों के {findings} निष्कर्ष ज्ञात ({rules} नियम), आदेश {order}"),
            (true, false, _) => format!("{fy}: {findings} finding(s) of {rules} rule(s) on {returns} return(s) are known, order {order}"),
        });
        console.say(&sha256);
        Ok(Exit::Done)
    }
}
