//! `panel cause` and `panel debar`: notice first, then the order.

use super::CHARGE;
use clap::Args;
use coop_registry::{
    branches::audit::panel::about,
    cli::{
        CommandError, Console, Office, Verdict,
        case::{
            Acting, Before, More,
            open::{Opening, told},
        },
        date_written, desk, parse_date,
    },
    model::{Date, Label, Language, Moment, Severity, Value},
    register::ReadRegister as _,
};

/// Notice to show cause.
#[derive(Args)]
pub struct Cause {
    /// Auditor: identity, panel number or name
    auditor: String,
    /// What he is charged with
    #[arg(long, value_name = "TEXT")]
    charge: String,
    /// By when he is to answer
    #[arg(long = "reply-by", value_name = "DATE", value_parser = parse_date)]
    reply_by: Date,
    /// Day of the notice (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

/// Debar.
#[derive(Args)]
pub struct Debar {
    /// The case of the notice: identity, number, or name of the auditor
    case: String,
    /// First day
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    from: Date,
    /// Last day
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    to: Date,
    /// Day of the order (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

impl Cause {
    /// Opens the case.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let table = desk::table(office, "auditor")?;
        let (auditor, name) = {
            let register = office.read_register()?;
            let moment = Moment::on(office.time().as_of);
            let auditor = desk::subject(&register, table, &self.auditor, moment)?;
            let line = register.line("auditor", &auditor, moment)?;
            let value = |key: &str| line.as_ref()?.value(table, key)?.as_text().map(str::to_owned);
            (auditor, value("name_hi").or_else(|| value("name_en")))
        };
        let flags = [
            ("auditor", Some(auditor)),
            ("name", name),
            ("charge", Some(self.charge)),
            ("reply_by", Some(self.reply_by.to_string())),
        ];
        let said = told(flags, &[])?;
        let name = Label { en: "notice to show cause".into(), hi: "कारण बताओ सूचना".into() };
        let (reply_by, called) = (self.reply_by, self.auditor.clone());
        let opening = Opening { on: self.on, about: self.auditor, said, name, verb: "cause", kind: None };
        opening.run_with(office, console, CHARGE, |seen| {
            let mut more = More::default();
            if reply_by <= seen.telling.on {
                let fault = about("PNL-406", Severity::Error, &called);
                let fault = fault.with("until", date_written(reply_by));
                more.faults.push(fault.with("on", date_written(seen.telling.on)));
            }
            more.lines.extend(basis(seen, "notice"));
            Ok(more)
        })
    }
}

impl Debar {
    /// Enters it, or refuses: nobody is debarred unheard.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (from, to) = (self.from, self.to);
        let acting = Acting::in_case(&self.case, self.on)
            .telling([("from", Some(from.to_string())), ("to", Some(to.to_string()))]);
        acting.run_with(office, console, CHARGE, "debar", |seen| {
            let mut more = More::default();
            let number = seen.case.map_or("", |case| &case.number);
            let fault = |code: &str| about(code, Severity::Error, number);
            let on = seen.telling.on;
            let answered = seen.value("reply_on").is_some_and(|value| !Value::is_empty(value));
            if let Some(until) = seen.day("reply_by").filter(|until| !answered && on <= *until) {
                more.faults.push(fault("PNL-401").with("until", date_written(until)));
            }
            if to < from {
                let fault = fault("PNL-402").with("from", date_written(from));
                more.faults.push(fault.with("to", date_written(to)));
            }
            if from < on {
                let fault = fault("PNL-403").with("from", date_written(from));
                more.faults.push(fault.with("on", date_written(on)));
            }
            more.lines.extend(basis(seen, "debar"));
            Ok(more)
        })
    }
}

/// What an act rests on, with how it was seen.
fn basis(seen: &Before<'_>, act: &str) -> Option<Label> {
    let basis = &seen.desk.service.act(act)?.basis;
    Some(Label { en: basis.printed(Language::En), hi: basis.printed(Language::Hi) })
}
