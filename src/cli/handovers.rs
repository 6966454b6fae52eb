//! The certificate of a handover of charge.

use super::{
    CommandError, Console, Exit, Office,
    shared::{make_one, report_ground},
};
use crate::{
    branches::{
        cases::Handover,
        handover::{Account, Listed},
        officers::officers,
    },
    model::{Date, Label, Moment},
    register::Register,
    reports::{
        handover_certificate::{HandoverCount, HandoverLine, HandoverPaper, build},
        making::Form,
        writers::pdf,
    },
};

/// Says before anything is handed over that the form asked for cannot be made.
pub fn can_be_made(office: &Office) -> Result<(), CommandError> {
    if office.globals().format.contains(&super::Format::Pdf) {
        pdf::find()?;
    }
    Ok(())
}

/// Makes the certificate; refused (8) where the counts do not agree.
pub fn certificate(
    office: &Office,
    console: &mut Console,
    register: &Register,
    (from, over): (&str, &Handover),
    (accounts, lines): (&[Account], &[Listed]),
) -> Result<Vec<String>, CommandError> {
    if let Some(account) = accounts.iter().find(|account| account.before != account.after || account.left > 0) {
        return Err(CommandError::new(Exit::Integrity, "error.officer.handover_counts")
            .with("kind", account.kind.key())
            .with("before", account.before)
            .with("after", account.after));
    }
    let who = |login: &str| -> Result<Label, CommandError> {
        let known = officers(register, Moment::on(Date::MAX))?.into_iter().find(|officer| officer.login == login);
        let said = known.map_or_else(|| login.to_owned(), |one| format!("{} ({}), {}", one.name, one.login, one.post));
        Ok(Label { en: said.clone(), hi: said })
    };
    let paper = HandoverPaper {
        from: who(from)?,
        to: who(&over.to)?,
        on: over.on,
        order_no: over.order_no.clone(),
        counts: accounts
            .iter()
            .map(|account| HandoverCount {
                kind: account.kind.label(),
                before: account.before,
                taken: account.after,
                left: account.left,
            })
            .collect(),
        lines: lines
            .iter()
            .map(|line| HandoverLine {
                kind: line.kind.label(),
                number: line.number.clone(),
                id: line.id.clone(),
                of: line.of.clone(),
                on: line.on,
            })
            .collect(),
    };
    let mut report = build(&paper, &report_ground(office, console, register)?);
    report.key = format!("{}-{from}-{}", report.key, over.on);
    let made = make_one(office, console, &report, Form::Html)?;
    Ok(made.iter().map(|path| path.display().to_string()).collect())
}
