//! The returning officer.

use super::{ELECTION, all};
use crate::case::{Acting, More};
use clap::Args;
use coop_registry::{
    branches::elections::officer_doubts,
    cli::{CommandError, Console, Office, Verdict},
    model::{Finding, Locus, Severity},
    register::ReadRegister,
};

/// Appoint the returning officer.
#[derive(Args)]
pub struct Officer {
    /// Name
    #[arg(long)]
    name: String,
    /// Post
    #[arg(long)]
    post: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

impl Officer {
    /// Who may not be one was seen in no text: a name that stands in the registers of the society is told, not refused.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let name = self.name.clone();
        let told = [("officer_name", Some(self.name)), ("officer_post", self.post)];
        self.acting.telling(told).run_with(office, console, ELECTION, "officer", |before| {
            let mut more = More::default();
            let Some(case) = before.case else { return Ok(more) };
            let society = case.society.clone().unwrap_or_default();
            for register in officer_doubts(before.register, &society, name.trim(), all())? {
                let label = before.register.tables().get(register).map(|table| table.label.clone()).unwrap_or_default();
                let place = Locus { society: Some(case.number.clone()), ..Locus::default() };
                let said = Finding::new("ELE-206", Severity::Warning, place).with("name", &name);
                more.warnings.push(said.with("register", label.en).with("register_hi", label.hi));
            }
            Ok(more)
        })
    }
}
