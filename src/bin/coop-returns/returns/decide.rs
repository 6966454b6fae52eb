//! `return accept` and `return refuse`: the decision on a return, by order.

use super::{asked::Asked, refused::refused};
use clap::Args;
use coop_registry::{
    branches::cases::unauthorised,
    branches::returns::life::{Decided, Decision, decide},
    cleaning::covered,
    cli::{CommandError, Console, Exit, Office, Verdict, date_written, parse_date},
    model::{Date, Label, Language, Moment, Plan},
    register::ReadRegister as _,
};

/// Power an officer needs, once the office keeps a register of officers.
pub const POWER: &str = "returns";

/// Decide on a return of --fy.
#[derive(Args)]
pub struct Decide {
    /// Identity, registration number or name of the society
    society: String,
    /// Day of the order (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

impl Decide {
    /// Enters the decision, or refuses it with everything that stands in its way.
    pub fn run(self, office: &Office, console: &mut Console, accepted: bool) -> Result<Verdict, CommandError> {
        let (verb, label) = match accepted {
            true => (
                "accept",
                Label {
                    en: "Accept a return".into(), hi: "विवरणी स्वीकार करना".into()
                },
            ),
            false => (
                "refuse",
                Label {
                    en: "Refuse a return".into(), hi: "विवरणी अस्वीकार करना".into()
                },
            ),
        };
        let mut act = office.act(&format!("coop-returns return {verb}"))?;
        let on = self.on.unwrap_or(office.time().as_of);
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let asked = Asked::of(office, &register, &self.society, Moment::on(on))?;
        // Numbers of identity are covered in every text that is kept.
        act.reason = act.reason.map(|reason| covered(&reason).into_owned());
        let decision = Decision {
            accepted,
            on,
            login: &act.officer,
            order_no: act.order_no.as_deref().unwrap_or_default(),
            reason: act.reason.as_deref().unwrap_or_default(),
        };
        let number = format!("{}/{}", asked.society, asked.fy);
        let lack = unauthorised(&register, (&act.officer, Some(POWER)), &label, &number, on)?;
        let (entry, mut faults) = match decide(&register, &asked.society, asked.fy, &decision)? {
            Decided::Entered(entry, revision) => (Some((entry, revision)), Vec::new()),
            Decided::Stands => (None, Vec::new()),
            Decided::Refused(faults) => (None, faults),
        };
        faults.extend(lack);
        if !faults.is_empty() {
            return Err(refused(faults));
        }
        let changed = entry.is_some();
        let revision = entry.as_ref().map(|(_, revision)| *revision);
        let mut day_no = None;
        if let Some((entry, _)) = entry {
            let plan = Plan { act, entries: vec![*entry], made_at: Some(made_at), ..Plan::default() };
            day_no = Some(office.carry_out(&mut register, &plan, &mut |_| {})?.day_no);
        }
        let dry_run = office.globals().dry_run;
        console.data(
            "return-decide",
            serde_json::json!({
                "society": asked.society, "fy": asked.fy, "state": if accepted { "accepted" } else { "refused" },
                "on": on.to_string(), "revision": revision, "changed": changed,
                "day_no": day_no.filter(|_| !dry_run), "dry_run": dry_run,
            }),
        );
        console.say(said(console.language(), &asked, accepted, (changed, dry_run), on));
        Ok(Exit::Done)
    }
}

fn said(language: Language, asked: &Asked, accepted: bool, (changed, dry_run): (bool, bool), on: Date) -> String {
    let (name, society, fy, on) = (asked.name.in_language(language), &asked.society, asked.fy, date_written(on));
    let state = match (language, accepted) {
        (Language::En, true) => "accepted",
        (Language::En, false) => "refused",
        (Language::Hi, true) => "स्वीकृत",
        (Language::Hi, false) => "अस्वीकृत",
    };
    let what = match (language, changed, dry_run) {
        (Language::En, false, _) => format!("stands {state} by this order already; nothing was changed"),
        (Language::En, true, true) => format!("would be {state} on {on}; nothing was changed"),
        (Language::En, true, false) => format!("{state} on {on}"),
        (Language::Hi, false, _) => format!("इसी आदेश से पहले से {state}; कुछ नहीं बदला"),
        (Language::Hi, true, true) => format!("{on} को {state} होगी; अभी कुछ नहीं बदला"),
        (Language::Hi, true, false) => format!("{on} को {state}"),
    };
    format!("{society} {name}, {fy}: {what}")
}
