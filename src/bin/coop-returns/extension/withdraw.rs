//! `extension withdraw`.

use super::{ordered, refused};
use clap::Args;
use coop_registry::{
    branches::{
        cases::unauthorised,
        defaults::POWER,
        returns::extension::{Extensions, withdraw},
    },
    cleaning::covered,
    cli::{CommandError, Console, Exit, Office, Verdict, date_written, parse_date},
    model::{Date, Finding, Label, Language, Locus, Moment, Plan, Severity},
    register::ReadRegister as _,
};

/// Withdraw an extension.
#[derive(Args)]
pub struct Withdraw {
    /// Its identity, as extension list shows it
    extension: String,
    /// Day of the order, from which it counts (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

impl Withdraw {
    /// Enters the withdrawal; one that is withdrawn already is refused.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let mut act = office.act("coop-returns extension withdraw")?;
        act.reason = act.reason.map(|reason| covered(&reason).into_owned());
        let today = office.time().as_of;
        let on = self.on.unwrap_or(today);
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let all = Extensions::read(&register, Moment::on(Date::MAX))?;
        let found = all.all().iter().find(|one| one.id == self.extension.trim());
        let Some(found) = found else {
            return Err(CommandError::not_found("error.extension.none").with("asked", &self.extension));
        };
        let place = Locus { society: found.reach.society.clone(), ..Locus::default() };
        let fault = |code: &str| Finding::new(code, Severity::Error, place.clone());
        let (order_no, reason, mut faults) = ordered(&act, (on, today), fault);
        let label = Label {
            en: "Withdraw an extension".into(), hi: "अवधि-वृद्धि वापस लेना".into()
        };
        faults.extend(unauthorised(&register, (&act.officer, Some(POWER)), &label, &found.id, on)?);
        let entry = match &found.withdrawn {
            Some((since, order, _)) => {
                let already = fault("EXT-016").with("id", &found.id).with("since", date_written(*since));
                faults.push(already.with("order", order));
                None
            }
            None => match withdraw(&register, found, (on, &order_no, &reason))? {
                Ok(entry) => Some(entry),
                Err(lack) => {
                    faults.push(lack);
                    None
                }
            },
        };
        let Some(entry) = entry.filter(|_| faults.is_empty()) else { return Err(refused(faults)) };
        let plan = Plan { act, entries: vec![entry], made_at: Some(made_at), ..Plan::default() };
        let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
        let dry_run = office.globals().dry_run;
        console.data(
            "extension-withdraw",
            serde_json::json!({
                "extension": found.id, "on": on.to_string(), "day_no": (!dry_run).then_some(applied.day_no), "dry_run": dry_run,
            }),
        );
        let (id, day) = (&found.id, date_written(on));
        console.say(match (console.language(), dry_run) {
            (Language::En, true) => format!("{id}: would be withdrawn on {day}; nothing was changed"),
            (Language::En, false) => format!("{id}: withdrawn on {day}; who filed by then is in time"),
            (Language::Hi, true) => format!("{id}: {day} को वापस होगी; अभी कुछ नहीं बदला"),
            (Language::Hi, false) => format!("{id}: {day} को वापस; तब तक दाखिल विवरणी समय पर मानी जाएगी"),
        });
        Ok(Exit::Done)
    }
}
