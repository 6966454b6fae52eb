//! `finding waive`.

use crate::{
    returns::{Asked, POWER, refused},
    rules::{find, rulebook},
};
use clap::Args;
use coop_registry::{
    branches::cases::unauthorised,
    branches::returns::{
        self, Scrutineer,
        life::{NewWaiver, waive},
    },
    cleaning::covered,
    cli::{CommandError, Console, Exit, Office, Verdict, date_written, parse_date},
    model::{Date, Finding, Label, Language, Locus, Moment, Plan, Severity},
    register::ReadRegister as _,
};

/// Waive a finding.
#[derive(Args)]
pub struct Waive {
    /// The rule, as APP-001
    code: String,
    /// Identity, registration number or name of the society
    #[arg(long)]
    society: String,
    /// Last day the waiver holds; after it the finding counts again
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    until: Date,
    /// Day of the order (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

impl Waive {
    /// Enters the waiver, or refuses it with everything that stands in its way.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let mut act = office.act("coop-returns finding waive")?;
        let on = self.on.unwrap_or(office.time().as_of);
        let book = rulebook(office)?;
        let code = book.rules[find(&book, &self.code)?].code.clone();
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let asked = Asked::of(office, &register, &self.society, Moment::on(on))?;
        // Numbers of identity are covered in every text that is kept.
        act.reason = act.reason.map(|reason| covered(&reason).into_owned());
        let place = Locus { society: Some(asked.society.clone()), fy: Some(asked.fy.to_string()), ..Locus::default() };
        let fault = |code: &str| Finding::new(code, Severity::Error, place.clone()).with("fy", asked.fy);
        let mut faults = Vec::new();
        let (order_no, reason) = (act.order_no.clone().unwrap_or_default(), act.reason.clone().unwrap_or_default());
        if order_no.is_empty() || reason.is_empty() {
            faults.push(fault("RET-126"));
        }
        if self.until < on {
            faults.push(fault("RET-124").with("until", date_written(self.until)).with("on", date_written(on)));
        }
        match returns::one(&register, &book.fields, &asked.society, asked.fy, Moment::on(on))? {
            None => faults.push(fault("RET-114")),
            Some((filed, last_year)) => {
                let mut scrutineer = Scrutineer::new(&book);
                scrutineer.add(filed, last_year.as_ref());
                if !scrutineer.finish().findings.iter().any(|noted| noted.finding.code == code) {
                    faults.push(fault("RET-125").with("code", &code));
                }
            }
        }
        let label = Label {
            en: "Waive a finding".into(), hi: "निष्कर्ष में छूट देना".into()
        };
        let number = format!("{}/{}/{code}", asked.society, asked.fy);
        faults.extend(unauthorised(&register, (&act.officer, Some(POWER)), &label, &number, on)?);
        if !faults.is_empty() {
            return Err(refused(faults));
        }
        let new = NewWaiver {
            society: &asked.society,
            fy: asked.fy,
            code: &code,
            on,
            until: self.until,
            order_no: &order_no,
            reason: &reason,
            login: &act.officer.clone(),
        };
        let entry = waive(&register, &new)?;
        let changed = entry.is_some();
        let mut day_no = None;
        if let Some(entry) = entry {
            let plan = Plan { act, entries: vec![entry], made_at: Some(made_at), ..Plan::default() };
            day_no = Some(office.carry_out(&mut register, &plan, &mut |_| {})?.day_no);
        }
        let dry_run = office.globals().dry_run;
        console.data(
            "finding-waive",
            serde_json::json!({
                "society": asked.society, "fy": asked.fy, "code": code, "until": self.until.to_string(), "on": on.to_string(),
                "changed": changed, "day_no": day_no.filter(|_| !dry_run), "dry_run": dry_run,
            }),
        );
        let until = date_written(self.until);
        let said = match (console.language(), changed, dry_run) {
            (Language::En, false, _) => format!("stands waived until {until} just so; nothing was changed"),
            (Language::En, true, true) => format!("would be waived until {until}; nothing was changed"),
            (Language::En, true, false) => format!("waived until {until}"),
            (Language::Hi, false, _) => format!("{until} तक छूट पहले से दर्ज; कुछ नहीं बदला"),
            (Language::Hi, true, true) => format!("{until} तक छूट होगी; अभी कुछ नहीं बदला"),
            (Language::Hi, true, false) => format!("{until} तक छूट"),
        };
        console.say(format!("{number}: {said}"));
        Ok(Exit::Done)
    }
}
