//! A society with its members and their shares, as the verbs about members ask for it.

use coop_registry::{
    branches::members::{Account, Member, Norms, accounts, members},
    cli::{CommandError, Office, desk},
    model::{Date, Findings, Moment, Paise, Value},
    register::{ReadRegister, Register},
};
use std::collections::BTreeMap;

/// What is known of a society.
pub struct OfSociety {
    /// Identity.
    pub id: String,
    /// Name in Hindi and English, and its registration number.
    pub names: [String; 3],
    /// Act; where none is recorded, the usual one of the State.
    pub act: String,
    /// Class.
    pub class: String,
    /// Share capital as registered.
    pub capital: Option<Paise>,
    /// Members, ended memberships too.
    pub members: Vec<Member>,
    /// What joining and holding are held against.
    pub norms: Norms,
}

impl OfSociety {
    /// The society a person means; exit 5 where there is none.
    pub fn asked(office: &Office, register: &Register, asked: &str, moment: Moment) -> Result<Self, CommandError> {
        let id = desk::subject(register, desk::table(office, "society")?, asked, moment)?;
        Self::read(office, register, &id, moment)
    }

    /// A society by its identity.
    pub fn read(office: &Office, register: &Register, id: &str, moment: Moment) -> Result<Self, CommandError> {
        let table = desk::table(office, "society")?;
        let line = register.line("society", id, moment)?;
        let value = |key: &str| line.as_ref().and_then(|line| line.value(table, key));
        let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
        let act = text("act");
        Ok(Self {
            id: id.to_owned(),
            names: [text("name_hi"), text("name_en"), text("reg_no")],
            act: if act.is_empty() { usual_act(office)? } else { act },
            class: text("class"),
            capital: value("share_capital").and_then(Value::as_money),
            members: members(register, id, moment)?,
            norms: Norms::load(office.files())?,
        })
    }

    /// The accounts of its members, and what does not add up.
    pub fn accounts(
        &self,
        register: &Register,
        moment: Moment,
    ) -> Result<(BTreeMap<String, Account>, Findings), CommandError> {
        Ok(accounts(register, &self.id, &self.members, moment)?)
    }

    /// The member a person means: by identity, number or name; exit 5 for none or several.
    pub fn member(&self, asked: &str) -> Result<&Member, CommandError> {
        let asked = asked.trim();
        let by = |named: &dyn Fn(&Member) -> bool| self.members.iter().filter(|m| named(m)).collect::<Vec<_>>();
        let mut found = by(&|member| member.id == asked);
        if found.is_empty() {
            found = by(&|member| !asked.is_empty() && member.no == asked);
        }
        if found.is_empty() {
            found = by(&|member| !asked.is_empty() && member.name == asked);
        }
        // A number given anew after one membership ended means the one that goes on.
        let open: Vec<&Member> = found.iter().copied().filter(|member| member.is_on(Date::MAX)).collect();
        match (&found[..], &open[..]) {
            ([only], _) | (_, [only]) => Ok(only),
            ([], _) => Err(CommandError::not_found("error.member.none").with("asked", asked).with("society", &self.id)),
            (several, _) => {
                let lines =
                    several.iter().take(20).map(|member| format!("{}  {}  {}", member.id, member.no, member.name));
                Err(CommandError::not_found("error.member.several")
                    .with("asked", asked)
                    .with("count", several.len())
                    .details(lines))
            }
        }
    }
}

/// The Act of most societies of the State, as the service of admissions has it.
fn usual_act(office: &Office) -> Result<String, CommandError> {
    let clocks = coop_registry::catalogue::Clocks::load(office.files())?;
    let service = coop_registry::cli::statutory::service(office, &clocks, super::MEMBER.service)?;
    Ok(service.usual_law.get(office.settings()?.get("office.state")).cloned().unwrap_or_default())
}
