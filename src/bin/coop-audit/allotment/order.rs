//! `coop-audit allotment order`: a proved draft becomes entries of the audit register.

use super::compared::{against_register, changed_terms};
use crate::{drafts, reading, words::Words};
use clap::Args;
use coop_registry::{
    branches::audit::allotment::{Reason, order, verify},
    cli::{CommandError, Console, Exit, Office, Verdict},
    model::{Moment, Severity},
    register::ReadRegister,
};
use std::path::PathBuf;

/// Order a draft: the audits are entered in the audit register
#[derive(Args)]
pub struct Enter {
    /// File of the draft (else the office's only one)
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

impl Enter {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let act = office.act("coop-audit allotment order")?;
        let Some(order_no) = act.order().map(str::to_owned) else {
            return Err(CommandError::new(Exit::Refused, "error.allotment.order_missing"));
        };
        let words = &Words::load(office)?;
        let (path, draft) = drafts::read(office, self.file.as_deref())?;
        let lines = |reasons: &[Reason], console: &Console| -> Vec<String> {
            reasons.iter().map(|reason| words.coded(reason, console)).collect()
        };
        let mut register = office.write_register()?;
        if register.office() != draft.body.office {
            return Err(CommandError::new(Exit::Refused, "error.allotment.other_office")
                .with("of", &draft.body.office)
                .with("here", register.office()));
        }
        let mut faults = verify(&draft);
        if faults.is_empty() {
            faults.extend(against_register(&register, words, &draft)?);
        }
        if !faults.is_empty() {
            return Err(CommandError::new(Exit::Integrity, "error.allotment.does_not_hold")
                .with("file", path.display())
                .details(lines(&faults, console)));
        }
        let notes = changed_terms(office, &draft)?;
        console.findings(&notes.iter().map(|note| note.finding(Severity::Info, None)).collect::<Vec<_>>());
        let on = office.time().as_of;
        let made_at = register.last_day_no()?;
        let (fy, moment) = (draft.body.terms.fy, Moment::on(on));
        let now = reading::read(words, &register, moment, fy, reading::office_terms(office)?)?;
        let today = reading::terms(office, &now, fy, moment)?;
        let audit = coop_registry::cli::desk::table(office, "audit")?;
        let say = |reason: &Reason| words.said(reason, console);
        let mut ordered = order(&draft, &now.facts, &today, &order_no, act, audit, &say).map_err(|stale| {
            CommandError::new(Exit::Stale, "error.allotment.stale")
                .with("draft", &draft.allotment)
                .with("count", stale.len())
                .details(lines(&stale, console))
        })?;
        ordered.plan.made_at = Some(made_at);
        let count = ordered.plan.entries.len();
        let mut day_no = None;
        if count > 0 {
            let bar = console.progress(console.pick("orders", "आदेश"), count as u64);
            let applied = office.carry_out(&mut register, &ordered.plan, &mut |done| bar.set(done))?;
            day_no = (!office.globals().dry_run).then_some(applied.day_no);
        }
        console.data(
            "allotment-order",
            serde_json::json!({
                "allotment": draft.allotment, "order_no": order_no, "order_on": on, "ordered": count,
                "already": ordered.already, "day_no": day_no, "dry_run": office.globals().dry_run,
            }),
        );
        let already = ordered.already;
        console.say(match (count, office.globals().dry_run, console.pick("en", "hi")) {
            (0, _, "hi") => format!("{}: {already} अंकेक्षण पहले से ऐसे ही आदेशित; कुछ नहीं बदला", draft.allotment),
            (0, _, _) => {
                format!("{}: {already} audits are ordered just so already; nothing was changed", draft.allotment)
            }
            (_, true, "hi") => format!("{}: {count} अंकेक्षण आदेश {order_no} से दर्ज होंगे", draft.allotment),
            (_, true, _) => format!("{}: {count} audits would be entered with order {order_no}", draft.allotment),
            (_, false, "hi") => format!("{}: {count} अंकेक्षण आदेश {order_no} से दर्ज ({already} पहले से)", draft.allotment),
            (_, false, _) => {
                format!("{}: {count} audits entered with order {order_no} ({already} were already)", draft.allotment)
            }
        });
        Ok(Exit::Done)
    }
}
