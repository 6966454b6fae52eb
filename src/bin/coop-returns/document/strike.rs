//! `document strike`.

use super::{kinds_of, no_kind};
use crate::returns::Asked;
use clap::Args;
use coop_registry::{
    branches::returns::lodged::{Lodged, lodged, strike},
    cli::{CommandError, Console, Exit, Office, Verdict},
    model::{Date, Moment, Plan},
    register::ReadRegister as _,
};

/// Strike a document out.
#[derive(Args)]
pub struct Strike {
    /// Of this society: identity, registration number or name
    #[arg(long)]
    society: String,
    /// Its kind, as audited_accounts
    #[arg(long)]
    kind: String,
    /// The beginning of its fingerprint (8 figures or more), where there are several of the kind
    #[arg(long, value_name = "SHA256")]
    document: Option<String>,
}

impl Strike {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let Some(order) = office.globals().order.clone() else {
            return Err(CommandError::new(Exit::Refused, "error.locker.order"));
        };
        let (_, kinds) = kinds_of(office)?;
        if kinds.get(&self.kind).is_none() {
            return Err(no_kind(&kinds, &self.kind));
        }
        let act = office.act("coop-returns document strike")?;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let asked = Asked::of(office, &register, &self.society, Moment::on(Date::MAX))?;
        let one = self.meant(&lodged(&register, Some(asked.fy), Moment::on(Date::MAX))?, &asked)?;
        let today = office.time().as_of;
        if let Some(lack) = coop_registry::branches::cases::unposted(&register, &act.officer, &one.subject, today)? {
            return Err(crate::returns::refused(vec![lack]));
        }
        let entry = strike(&register, &one, today, &order)?;
        let plan = Plan { act, entries: vec![entry], made_at: Some(made_at), ..Plan::default() };
        let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
        let (dry_run, what) = (office.globals().dry_run, format!("{} {}: {}", one.society, one.fy, one.kind));
        let day_no = (!dry_run).then_some(applied.day_no);
        console.data(
            "document-struck",
            serde_json::json!({
                "society": one.society, "fy": one.fy, "kind": one.kind, "sha256": one.sha256, "day_no": day_no, "dry_run": dry_run,
            }),
        );
        console.say(match (dry_run, console.pick("en", "hi")) {
            (true, "hi") => format!("{what}: निरस्त होगा; अभी कुछ नहीं बदला"),
            (true, _) => format!("{what}: would be struck out; nothing was changed"),
            (false, "hi") => format!("{what}: निरस्त; प्रविष्टि एवं फ़ाइल रहेंगी"),
            (false, _) => format!("{what}: struck out; entry and file stay"),
        });
        Ok(Exit::Done)
    }
    /// The one that stands; exit 5 for none or several, exit 6 for one struck out already.
    fn meant(&self, all: &[Lodged], asked: &Asked) -> Result<Lodged, CommandError> {
        let begins = |one: &&Lodged| {
            self.document.as_ref().is_none_or(|sha256| sha256.len() >= 8 && one.sha256.starts_with(sha256.as_str()))
        };
        let of_kind = all.iter().filter(|one| one.society == asked.society && one.kind == self.kind).filter(begins);
        let (struck, standing): (Vec<&Lodged>, Vec<&Lodged>) = of_kind.partition(|one| one.struck_on.is_some());
        let what = format!("{} {} {}", asked.society, asked.fy, self.kind);
        match (&standing[..], &struck[..]) {
            ([only], _) => Ok((*only).clone()),
            ([], [struck, ..]) => Err(CommandError::new(Exit::Refused, "error.locker.struck")
                .with("document", what)
                .with("on", struck.struck_on.unwrap_or_default())
                .with("order", &struck.struck_by)),
            ([], []) => Err(CommandError::not_found("error.document.none").with("asked", what)),
            (several, _) => Err(CommandError::not_found("error.locker.several")
                .with("asked", what)
                .with("count", several.len())
                .details(several.iter().map(|one| one.sha256.clone()))),
        }
    }
}
