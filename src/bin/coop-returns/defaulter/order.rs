//! `defaulter hold|release|withdraw`: what an order does to a case.

use super::refused;
use clap::Args;
use coop_registry::{
    branches::cases::Telling,
    cleaning::covered,
    cli::{CommandError, Console, Exit, Office, Verdict, date_written, defaults::DefaultDesk, parse_date},
    model::{Date, Finding, Language, Locus, Moment, Plan, Severity, Value},
    register::ReadRegister as _,
};

/// Which case, and when.
#[derive(Args)]
pub struct Of {
    /// Society (identity, registration number or name), or the case
    society: String,
    /// Day of the order (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

/// Hold a case.
#[derive(Args)]
pub struct Hold {
    #[command(flatten)]
    of: Of,
    /// Last day of the hold
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    until: Date,
}

/// Lift a hold.
#[derive(Args)]
pub struct Release {
    #[command(flatten)]
    of: Of,
}

/// Withdraw a case.
#[derive(Args)]
pub struct Withdraw {
    #[command(flatten)]
    of: Of,
}

impl Hold {
    /// Enters it, or refuses with everything that stands in the way.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        self.of.run(office, console, "hold", Some(self.until))
    }
}

impl Release {
    /// Likewise.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        self.of.run(office, console, "release", None)
    }
}

impl Withdraw {
    /// Likewise.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let Self { of } = self;
        of.run(office, console, "drop", None)
    }
}

impl Of {
    fn run(
        self,
        office: &Office,
        console: &mut Console,
        code: &str,
        until: Option<Date>,
    ) -> Result<Verdict, CommandError> {
        let verb = if code == "drop" { "withdraw" } else { code };
        let head = office.ordered_act(&format!("coop-returns defaulter {verb}"))?;
        let today = office.time().as_of;
        let on = self.on.unwrap_or(today);
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let desk = DefaultDesk::of(office, &register, Moment::on(Date::MAX))?;
        let case = desk.open_case(office, &register, &self.society)?;
        let Some(act) = desk.service.act(code) else {
            return Err(CommandError::not_found("error.defaulter.none").with("society", &self.society));
        };
        let mut faults = Vec::new();
        if let Some(until) = until.filter(|until| *until <= on) {
            let place = Locus { society: case.society.clone(), ..Locus::default() };
            let lack = Finding::new("DEF-001", Severity::Error, place).with("number", &case.number);
            faults.push(lack.with("until", date_written(until)).with("on", date_written(on)));
        }
        let telling = Telling {
            on,
            login: head.officer.clone(),
            order_no: head.order_no.clone(),
            // Numbers of identity are covered in every text that is kept.
            remark: head.reason.clone().map(|text| covered(&text).into_owned()),
            facts: until.map(|until| ("held_until".to_owned(), Value::Date(until))).into_iter().collect(),
            ..Telling::default()
        };
        let mut done = desk.counter(&register, today).advance(case, act, &telling)?;
        faults.append(&mut done.faults);
        if !faults.is_empty() {
            return Err(refused(faults));
        }
        let plan = Plan { act: head, entries: done.entries, made_at: Some(made_at), ..Plan::default() };
        let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
        let dry_run = office.globals().dry_run;
        let stage = &desk.service.stages[desk.service.leads(act, case)];
        console.data(
            "defaulter-order",
            serde_json::json!({
                "case": case.id, "number": case.number, "society": case.society, "act": code, "on": on.to_string(),
                "until": until.map(|day| day.to_string()), "stage": stage.code,
                "day_no": (!dry_run).then_some(applied.day_no), "dry_run": dry_run,
            }),
        );
        let (name, about) = (act.label.in_language(console.language()), &case.title);
        let tail = until.map_or_else(String::new, |until| match console.language() {
            Language::En => format!(" until {}", date_written(until)),
            Language::Hi => format!(", {} तक", date_written(until)),
        });
        console.say(match (console.language(), dry_run) {
            (Language::En, true) => {
                format!("{} {about}: {name}{tail}: would be entered; nothing was changed", case.number)
            }
            (Language::Hi, true) => format!("{} {about}: {name}{tail}: दर्ज होगा; अभी कुछ नहीं बदला", case.number),
            (_, false) => format!("{} {about}: {name}{tail}", case.number),
        });
        Ok(Exit::Done)
    }
}
