//! The end of a membership that needs no proceeding.

use super::society::OfSociety;
use crate::case::not_entered;
use clap::Args;
use coop_registry::{
    branches::members::{MEMBERS, ended, faults_of_ending},
    cli::{CommandError, Console, Exit, FieldReader, Office, Verdict, desk, parse_date},
    model::{Date, Moment, Plan},
    register::ReadRegister,
};

/// End a membership.
#[derive(Args)]
pub struct Remove {
    /// Society: identity, registration number or name
    society: String,
    /// Member: number, identity or name
    member: String,
    /// Why: a code of the list cease_reason, as death, resignation, transfer; an expulsion begins with expulsion propose
    #[arg(long = "because", value_name = "REASON")]
    because: String,
    /// Day it ended (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

impl Remove {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let act = office.ordered_act("coop-register member remove")?;
        let today = office.time().as_of;
        let on = self.on.unwrap_or(today);
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let moment = Moment::on(Date::MAX);
        let found = OfSociety::asked(office, &register, &self.society, moment)?;
        let member = found.member(&self.member)?.clone();
        let told = [("cease_reason".to_owned(), self.because)];
        let (said, unread) =
            FieldReader::of(office, &register)?.read(&[desk::table(office, MEMBERS)?], &told, member.called());
        if !unread.is_empty() {
            return Err(not_entered(Exit::Arguments, unread));
        }
        let reason = said.first().and_then(|(_, value)| value.as_text()).unwrap_or_default();
        let (accounts, _) = found.accounts(&register, moment)?;
        let (faults, warnings) = faults_of_ending(
            &register,
            (&found.id, &member, accounts.get(&member.no)),
            (reason, on),
            (&act.officer, today),
        )?;
        if !faults.is_empty() {
            return Err(not_entered(Exit::Refused, faults));
        }
        console.findings(&warnings);
        let entry = ended(&register, &member, (reason, on), act.reason.as_deref())?;
        let plan = Plan { act, entries: vec![entry], made_at: Some(made_at), ..Plan::default() };
        let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
        let dry_run = office.globals().dry_run;
        console.data(
            "member-removed",
            serde_json::json!({
                "society": found.id, "member": member.id, "member_no": member.no, "because": reason,
                "on": on.to_string(), "day_no": (!dry_run).then_some(applied.day_no), "dry_run": dry_run,
            }),
        );
        let called = member.called();
        console.say(match (dry_run, console.pick("en", "hi")) {
            (true, "hi") => format!("सदस्य {called}: सदस्यता {on} से समाप्त होगी; अभी कुछ नहीं बदला"),
            (true, _) => format!("member {called}: membership would end on {on}; nothing was changed"),
            (false, "hi") => format!("सदस्य {called}: सदस्यता {on} से समाप्त"),
            (false, _) => format!("member {called}: membership ended on {on}"),
        });
        Ok(console.verdict(&warnings))
    }
}
