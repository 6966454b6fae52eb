//! Short messages to persons: a numbered notice each, whose letter waits in the outbox. Who was told just so already is not told
//! again, so that a run may be repeated.

use super::{
    CommandError, Console, Office,
    spool::{self, Letter},
};
use crate::{
    branches::notices::{NewNotice, issue_all, notices},
    model::{Act, Date, Language, Moment, Plan},
    register::Register,
};
use std::collections::BTreeSet;

/// A message.
pub struct Message {
    /// The notice, with the words of the message as its matter.
    pub notice: NewNotice,
    /// What it is about, as it stands beside its number: the number of a case, of an order.
    pub about: String,
}

/// The language messages go out in: the office's.
pub fn language(office: &Office, console: &Console) -> Language {
    office.settings().map_or(console.language(), |settings| settings.language())
}

/// Issues those that were not issued before, each once; their numbers. With `--dry-run` no letter is laid out.
pub fn issue(
    office: &Office,
    console: &Console,
    register: &mut Register,
    (act, made_at): (Act, i64),
    mut messages: Vec<Message>,
) -> Result<Vec<String>, CommandError> {
    let key = |case: &str, to: &str, matter: &str| (case.to_owned(), to.to_owned(), matter.to_owned());
    let earlier = notices(register, Moment::on(Date::MAX))?;
    let mut told: BTreeSet<_> = earlier.iter().map(|one| key(&one.case, &one.addressee, &one.matter)).collect();
    messages.retain(|one| told.insert(key(&one.notice.case, &one.notice.addressee, &one.notice.matter)));
    if messages.is_empty() {
        return Ok(Vec::new());
    }
    let new: Vec<NewNotice> = messages.iter().map(|one| one.notice.clone()).collect();
    let issued = issue_all(register, &new)?;
    let entries = issued.iter().map(|(entry, _)| entry.clone()).collect();
    let plan = Plan { act, entries, made_at: Some(made_at), ..Plan::default() };
    let applied = office.carry_out(register, &plan, &mut |_| {})?;
    let mut numbers = Vec::with_capacity(issued.len());
    let bar = console.progress(console.pick("letters", "पत्र"), issued.len() as u64);
    for ((one, (_, number)), notice) in messages.iter().zip(issued).zip(&applied.subjects) {
        if !office.globals().dry_run {
            spool::put(office, &letter(office, console, one, (&number, notice)))?;
        }
        numbers.push(number);
        bar.set(numbers.len() as u64);
    }
    Ok(numbers)
}

fn letter(office: &Office, console: &Console, one: &Message, (number, notice): (&str, &str)) -> Letter {
    let name = office.settings().map_or("", |settings| match language(office, console) {
        Language::Hi => settings.get("office.name_hi"),
        Language::En => settings.get("office.name_en"),
    });
    let (to, matter) = (&one.notice.addressee, &one.notice.matter);
    Letter {
        notice: notice.to_owned(),
        number: number.to_owned(),
        addressee: to.clone(),
        address: one.notice.address.clone(),
        issued_on: one.notice.issued_on,
        text: format!("{name}\n{number}  {}\n{to}\n\n{matter}", one.about),
        decided: None,
    }
}
