//! Correcting what stands of a member: in the register of members, or in an entry of the share ledger.

use super::society::OfSociety;
use crate::case::{not_entered, pairs};
use crate::change::Change;
use clap::Args;
use coop_registry::{
    branches::members::{LEDGER, MEMBERS, accounts},
    cli::{CommandError, Console, Exit, FieldReader, Office, Verdict, desk},
    model::{Date, Line, Moment, NewEntry, TableDef, Value},
    register::{Corrected, Correcting, ReadRegister, Register},
};
use std::collections::BTreeMap;

/// Correct a fact.
#[derive(Args)]
pub struct Amend {
    /// Society: identity, registration number or name
    society: String,
    /// Member: number, identity or name
    member: String,
    /// A fact as it should read, as --set guardian='…'
    #[arg(long = "set", value_name = "FIELD=VALUE", required = true)]
    set: Vec<String>,
    /// Identity of an entry of the share ledger, as member shares shows it: its facts are meant
    #[arg(long, value_name = "ENTRY")]
    entry: Option<String>,
}

impl Amend {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let act = office.ordered_act("coop-register member amend")?;
        let mut register = office.write_register()?;
        let moment = Moment::on(Date::MAX);
        let found = OfSociety::asked(office, &register, &self.society, moment)?;
        let member = found.member(&self.member)?.clone();
        let name = if self.entry.is_some() { LEDGER } else { MEMBERS };
        let table = desk::table(office, name)?;
        let line = match &self.entry {
            None => member.line.clone(),
            Some(id) => {
                let line = register.line(LEDGER, id, moment)?;
                let text = |line: &Line, key: &str| line.value(table, key).and_then(Value::as_text).map(str::to_owned);
                let own = |line: &Line| {
                    text(line, "society").as_deref() == Some(&found.id)
                        && text(line, "member_no").as_deref() == Some(&member.no)
                };
                line.filter(own).ok_or_else(|| {
                    CommandError::not_found("error.member.entry").with("asked", id).with("member", member.called())
                })?
            }
        };
        let (facts, unread) = FieldReader::of(office, &register)?.read(&[table], &pairs(&self.set)?, member.called());
        if !unread.is_empty() {
            return Err(not_entered(Exit::Arguments, unread));
        }
        let fields = corrected(table, &line, facts)?;
        let changed = !fields.is_empty();
        let all = [Correcting { table: name.to_owned(), subject: line.subject.clone(), fields, repair: "corrected" }];
        let mut plan = register.correction_plan(if changed { &all } else { &[] }, moment, act)?;
        if self.entry.is_some() && changed {
            plan.entries.extend(balance(office, &register, (&found, &member.id), (&line, &all[0]))?);
        }
        let (mut day_no, dry_run) = (None, office.globals().dry_run);
        if changed {
            let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
            day_no = (!dry_run).then_some(applied.day_no);
        }
        console.data(
            "member-amended",
            serde_json::json!({
                "society": found.id, "member": member.id, "entry": self.entry, "corrected": changed, "day_no": day_no,
                "dry_run": dry_run,
            }),
        );
        let of = format!("{} {}", console.pick("member", "सदस्य"), member.called());
        console.say(Change { of: &of, changed, dry_run }.corrected(console));
        Ok(Exit::Done)
    }
}

/// The fields that are otherwise now. What ties an entry to its society, member and case is not a fact to correct here.
fn corrected(table: &TableDef, line: &Line, facts: Vec<(String, Value)>) -> Result<Vec<Corrected>, CommandError> {
    const TIES: [&str; 3] = ["society", "case_no", "identity_no"];
    let own = if table.name == LEDGER { "member_no" } else { "" };
    let mut fields = Vec::new();
    for (key, now) in facts {
        let open = |key: &str| !TIES.contains(&key) && key != own;
        let Some(no) = table.field_no(&key).filter(|_| open(&key)) else {
            let known = table.fields.iter().map(|field| field.key.as_str()).filter(|key| open(key));
            return Err(CommandError::new(Exit::Arguments, "error.case.field")
                .with("field", key)
                .with("known", known.collect::<Vec<_>>().join(", ")));
        };
        let was = line.values.get(usize::from(no)).cloned().unwrap_or(Value::Empty);
        if was.is_empty() {
            return Err(CommandError::new(Exit::Refused, "error.case.nothing_in_force")
                .with("case", &line.subject)
                .with("field", key));
        }
        if was != now {
            fields.push(Corrected { field: no, was, now });
        }
    }
    Ok(fields)
}

/// The register of members follows the ledger: the new balance, from the day the corrected entry is of.
fn balance(
    office: &Office,
    register: &Register,
    (found, member): (&OfSociety, &str),
    (line, correcting): (&Line, &Correcting),
) -> Result<Option<NewEntry>, CommandError> {
    let (table, members) = (desk::table(office, LEDGER)?, desk::table(office, MEMBERS)?);
    let number = |key: &str, now: bool| {
        let no = table.field_no(key)?;
        let told = correcting.fields.iter().find(|one| one.field == no).filter(|_| now).map(|one| &one.now);
        told.or_else(|| line.values.get(usize::from(no)))?.as_integer()
    };
    let moved = |taken: &str, given: &str| {
        let net = |now: bool| number(taken, now).unwrap_or(0).saturating_sub(number(given, now).unwrap_or(0));
        net(true).saturating_sub(net(false))
    };
    let (shares, amount) = (moved("shares_in", "shares_out"), moved("amount_in", "amount_out"));
    let Some(member) = found.members.iter().find(|one| one.id == member) else { return Ok(None) };
    if shares == 0 && amount == 0 {
        return Ok(None);
    }
    let (accounts, _) = accounts(register, &found.id, &found.members, Moment::on(Date::MAX))?;
    let account = accounts.get(&member.no).cloned().unwrap_or_default();
    let said = [
        ("shares", Value::Integer(account.shares.saturating_add(shares))),
        ("share_amount", Value::Money(coop_registry::model::Paise(account.amount.0.saturating_add(amount)))),
    ];
    let said: BTreeMap<u16, Value> =
        said.into_iter().filter_map(|(key, value)| Some((members.field_no(key)?, value))).collect();
    let on = account.last_on().unwrap_or(office.time().as_of);
    Ok(Some(NewEntry::restating(members, &member.line, on, said)))
}
