//! A notice as the letter that goes out, made from the register again whenever it is wanted.

use super::{
    CommandError, Console, Exit, Office, Verdict,
    default_letters::{self, LetterDesk},
    defaults::DefaultDesk,
    desk,
    shared::{make_one, report_forms, report_ground},
    statutory,
};
use crate::{
    branches::{
        cases::{Case, Service, case},
        defaults::SERVICE,
        notices::Notice,
    },
    catalogue::Clocks,
    cleaning::Codes,
    model::{Label, Moment},
    register::Register,
    reports::{
        making::Form,
        notice::{NoticeLetter, build},
    },
};

/// Prints a notice; the same notice gives the same bytes.
pub fn print(
    office: &Office,
    console: &mut Console,
    register: &Register,
    notice: Notice,
) -> Result<Verdict, CommandError> {
    let of_case = of_case(office, register, &notice.case, office.moment()?)?;
    let subject = match &of_case {
        Some((service, case)) => subject(office, service, case)?,
        None => Label::default(),
    };
    if by_default(office, &of_case) {
        return default_letter(office, console, register, &notice);
    }
    let letter = NoticeLetter {
        number: notice.number(),
        issued_on: notice.issued_on,
        addressee: notice.addressee,
        address: notice.address,
        subject,
        matter: notice.matter,
        reply_by: notice.reply_by,
        id: notice.id,
    };
    office.begin_run("coop-register notice print")?;
    office.run_reads(register)?;
    let report = build(&letter, &report_ground(office, console, register)?);
    let dry_run = office.globals().dry_run;
    let made = make_one(office, console, &report, Form::Pdf)?;
    let files: Vec<String> = made.iter().map(|path| path.display().to_string()).collect();
    for file in &files {
        console.say(file);
    }
    let (notice, number) = (letter.id, letter.number);
    let data = serde_json::json!({ "notice": notice, "number": number, "files": files, "dry_run": dry_run });
    console.data("notice-printed", data);
    Ok(Exit::Done)
}

/// A notice on missing returns goes out in a form of its own; other forms than paper show it as any other.
fn by_default(office: &Office, of_case: &Option<(Service, Case)>) -> bool {
    let is_default = of_case.as_ref().is_some_and(|(service, _)| service.code == SERVICE);
    is_default && report_forms(office, &[Form::Pdf]).is_ok_and(|forms| forms == [Form::Pdf])
}

fn default_letter(
    office: &Office,
    console: &mut Console,
    register: &Register,
    notice: &Notice,
) -> Result<Verdict, CommandError> {
    let desk = DefaultDesk::of(office, register, office.moment()?)?;
    office.begin_run("coop-register notice print")?;
    office.run_reads(register)?;
    let letters = LetterDesk::of(office, console, register, &desk)?;
    let files = default_letters::print(office, console, &letters, (&[notice], false))?;
    let files: Vec<String> = files.iter().map(|path| path.display().to_string()).collect();
    for file in &files {
        console.say(file);
    }
    let dry_run = office.globals().dry_run;
    let data =
        serde_json::json!({ "notice": notice.id, "number": notice.number(), "files": files, "dry_run": dry_run });
    console.data("notice-printed", data);
    Ok(Exit::Done)
}

/// The case a notice belongs to, of whichever service.
fn of_case(
    office: &Office,
    register: &Register,
    id: &str,
    moment: Moment,
) -> Result<Option<(Service, Case)>, CommandError> {
    for service in statutory::services(office, &Clocks::load(office.files())?)? {
        if let Some(case) = case(register, &service, id, moment)? {
            return Ok(Some((service, case)));
        }
    }
    Ok(None)
}

/// Service, number and title, in both languages.
fn subject(office: &Office, service: &Service, case: &Case) -> Result<Label, CommandError> {
    let table = desk::table(office, &service.register)?;
    let list = table.fields.get(usize::from(service.fields.title)).and_then(|field| field.codes.as_deref());
    let codes = Codes::load(office.files())?;
    let title = list.and_then(|list| codes.all(list).find(|(code, _)| *code == case.title));
    let title =
        title.map_or_else(|| Label { en: case.title.clone(), hi: case.title.clone() }, |(_, label)| label.clone());
    let with = |service: &str, title: &str| format!("{service}, {}, {title}", case.number);
    Ok(Label { en: with(&service.label.en, &title.en), hi: with(&service.label.hi, &title.hi) })
}
