//! `penalty set`: the office's own figure, by order.

use super::tariff_said;
use crate::returns::{POWER, refused};
use clap::Args;
use coop_registry::{
    branches::{
        cases::unauthorised,
        returns::penalty::{OfficeRate, Tariff, set_rate},
    },
    cleaning::{covered, read_amount},
    cli::{CommandError, Console, Exit, Office, Verdict, change::FigureSet, date_written, desk, parse_date},
    model::{Date, Finding, Label, Locus, Paise, Plan, Severity},
    register::ReadRegister as _,
};

/// Set a figure.
#[derive(Args)]
pub struct Set {
    /// Governing Act, as bihar_1935
    #[arg(long)]
    act: String,
    /// Rupees a day, as 100 or '1,000'
    #[arg(long, value_name = "AMOUNT", conflicts_with = "end")]
    per_day: Option<String>,
    /// Rupees once, with the first day that counts
    #[arg(long, value_name = "AMOUNT", conflicts_with = "end")]
    fixed: Option<String>,
    /// At most so many rupees in all
    #[arg(long, value_name = "AMOUNT", conflicts_with = "end")]
    cap: Option<String>,
    /// Days past the due day that cost nothing
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=3650))]
    free_days: u32,
    /// Take the office's figure back: from the day on the law's own counts again
    #[arg(long)]
    end: bool,
    /// First day the figure holds
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    from: Date,
    /// Day of the order (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

impl Set {
    /// Enters the figure, or refuses it with everything that stands in its way.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let acts = desk::code_words(office, "act")?;
        if !acts.contains_key(&self.act) {
            let known: Vec<&str> = acts.keys().map(String::as_str).collect();
            return Err(CommandError::not_found("error.rules.act")
                .with("act", &self.act)
                .with("known", known.join(", ")));
        }
        let mut act = office.act("coop-returns penalty set")?;
        act.reason = act.reason.map(|reason| covered(&reason).into_owned());
        let today = office.time().as_of;
        let on = self.on.unwrap_or(today);
        let mut faults = Vec::new();
        let fault = |code: &str| Finding::new(code, Severity::Error, Locus::default()).with("act", &self.act);
        if act.order_no.is_none() {
            faults.push(fault("PEN-101"));
        }
        if on > today {
            faults.push(fault("PEN-102").with("on", date_written(on)).with("today", date_written(today)));
        }
        let mut amount = |flag: &str, text: &Option<String>| {
            let text = text.as_ref()?;
            let read = read_amount(text, None).ok().filter(|read| read.doubts.is_empty());
            let sum = read.and_then(|read| read.value.as_money()).filter(|sum| (1..=Paise::LIMIT).contains(&sum.0));
            if sum.is_none() {
                faults.push(fault("PEN-103").with("flag", flag).with("found", text));
            }
            sum
        };
        let per_day = amount("--per-day", &self.per_day);
        let fixed = amount("--fixed", &self.fixed);
        let cap = amount("--cap", &self.cap);
        if !self.end && self.per_day.is_none() && self.fixed.is_none() {
            faults.push(fault("PEN-104"));
        }
        if let (Some(cap), Some(first)) =
            (cap, per_day.map_or(fixed, |sum| Some(Paise(sum.0 + fixed.unwrap_or_default().0))))
            && cap < first
        {
            faults.push(fault("PEN-105").with("cap", cap).with("sum", first));
        }
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let label = Label {
            en: "Set a figure for late returns".into(),
            hi: "विलंबित विवरणी की राशि निर्धारित करना".into(),
        };
        faults.extend(unauthorised(&register, (&act.officer, Some(POWER)), &label, &self.act, today)?);
        if !faults.is_empty() {
            let of_arguments = faults.iter().all(|fault| fault.code.starts_with("PEN") && fault.code != "PEN-101");
            return Err(refused(faults).exit(if of_arguments { Exit::Arguments } else { Exit::Refused }));
        }
        let tariff = Tariff {
            fixed: fixed.unwrap_or_default(),
            per_day: per_day.unwrap_or_default(),
            cap,
            free_days: i64::from(self.free_days),
        };
        let new = OfficeRate {
            act: self.act.clone(),
            tariff,
            ended: self.end,
            from: self.from,
            order_no: act.order_no.clone().unwrap_or_default(),
            order_on: Some(on),
            reason: act.reason.clone().unwrap_or_default(),
        };
        let entry = set_rate(&register, &new, &act.officer)?;
        let (changed, dry_run, mut day_no) = (entry.is_some(), office.globals().dry_run, None);
        if let Some(entry) = entry {
            let plan = Plan { act, entries: vec![entry], made_at: Some(made_at), ..Plan::default() };
            let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
            day_no = (!dry_run).then_some(applied.day_no);
        }
        console.data(
            "penalty-set",
            serde_json::json!({
                "act": new.act, "per_day": per_day.map(|sum| sum.0), "fixed": fixed.map(|sum| sum.0), "cap": cap.map(|sum| sum.0),
                "free_days": self.free_days, "ended": self.end, "from": self.from.to_string(), "order_no": new.order_no,
                "order_on": on.to_string(), "changed": changed, "day_no": day_no, "dry_run": dry_run,
            }),
        );
        let figure = (!self.end).then(|| tariff_said(tariff, console.language()));
        let set = FigureSet { of: &new.act, figure, from: self.from, order_no: &new.order_no, changed, dry_run };
        console.say(set.said(console));
        // Days before an order rest on no order: told, for the officer to judge.
        let early = Finding::new("PEN-001", Severity::Warning, Locus::default()).with("act", &new.act);
        let early = early.with("from", date_written(self.from)).with("on", date_written(on));
        let told = if self.from < on { vec![early] } else { Vec::new() };
        console.findings(&told);
        Ok(console.verdict(&told))
    }
}
