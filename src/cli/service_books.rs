//! Service books at the desk: the rules with the law they run by, the book a person means, the book as a paper.

use super::{
    CommandError, Console, Office, desk,
    listing::date_written,
    shared::{make_one, report_ground},
    statutory,
};
use crate::{
    branches::{
        cases::Law,
        officers::officers,
        servicebook::{Book, BookEntry, EVENTS, REGISTER, Rules, books, contradictions, ends_on},
    },
    cleaning::covered,
    model::{Date, Label, Language, Moment},
    register::{ReadRegister, Register},
    reports::{
        making::Form,
        service_book::{BookPaper, PaperEntry, build},
    },
};
use std::collections::BTreeMap;

/// What it takes to speak of service books.
pub struct Shelf {
    /// Parts, events, what becomes due.
    pub rules: Rules,
    /// Limits and calendar.
    pub law: Law,
    /// State of the office.
    pub state: String,
}

impl Shelf {
    /// Loads them; exit 4 where the catalogue is wrong.
    pub fn of(office: &Office, register: &dyn ReadRegister, moment: Moment) -> Result<Self, CommandError> {
        Ok(Self {
            rules: Rules::load(office.files())?,
            law: statutory::law(office, register, moment)?,
            state: office.settings()?.get("office.state").to_owned(),
        })
    }
    /// The law with the State.
    pub fn law(&self) -> (&Law, &str) {
        (&self.law, &self.state)
    }
    /// The book a person means, by the code of the employee or the whole name; exit 5 for none or several.
    pub fn book(&self, register: &dyn ReadRegister, asked: &str, moment: Moment) -> Result<Book, CommandError> {
        let asked = asked.trim();
        let all = books(register, &self.rules, moment)?;
        let at = all.iter().position(|book| book.employee == asked);
        let named: Vec<usize> = match at {
            Some(at) => vec![at],
            None => (0..all.len()).filter(|at| !asked.is_empty() && all[*at].name() == asked).collect(),
        };
        match &named[..] {
            [only] => Ok(all[*only].clone()),
            [] => Err(CommandError::not_found("error.servicebook.none").with("asked", asked)),
            several => {
                let lines = several.iter().map(|at| format!("{}  {}", all[*at].employee, all[*at].name()));
                Err(CommandError::not_found("error.servicebook.several")
                    .with("asked", asked)
                    .with("count", several.len())
                    .details(lines))
            }
        }
    }
}

/// Makes the whole book as a paper: the employee’s own copy. Numbers of identity are covered in every text.
pub fn print(
    office: &Office,
    console: &mut Console,
    (register, shelf): (&Register, &Shelf),
    book: &Book,
) -> Result<Vec<String>, CommandError> {
    let mut ground = report_ground(office, console, register)?;
    for (code, label) in desk::code_words(office, EVENTS)? {
        ground.names.add(EVENTS, code, label);
    }
    let logins: BTreeMap<String, String> = officers(register, Moment::on(Date::MAX))?
        .into_iter()
        .filter(|officer| !officer.name.is_empty())
        .map(|officer| (officer.login, officer.name))
        .collect();
    let table = desk::table(office, REGISTER)?;
    let mut headings: Vec<(&'static str, Label)> =
        COLUMNS.iter().filter_map(|key| Some((*key, table.field(key)?.label.clone()))).collect();
    headings.push(("entry", Label { en: "Entry".into(), hi: "प्रविष्टि".into() }));
    let as_of = office.time().as_of;
    let parts = shelf.rules.parts.iter().map(|(number, name)| {
        let own = book.entries.iter().filter(|entry| entry.part == *number);
        (*number, name.clone(), own.map(|entry| written(entry, &logins)).collect())
    });
    let mut parts: Vec<_> = parts.collect();
    let known = |part: i64| shelf.rules.parts.iter().any(|(number, _)| *number == part);
    let stray: Vec<PaperEntry> =
        book.entries.iter().filter(|entry| !known(entry.part)).map(|entry| written(entry, &logins)).collect();
    if !stray.is_empty() {
        // What a book wrote in no part is not lost on paper.
        parts.push((0, Label { en: "In no part".into(), hi: "किसी भाग में नहीं".into() }, stray));
    }
    let both = |of: &dyn Fn(Language) -> String| Label { en: of(Language::En), hi: of(Language::Hi) };
    let mut notes = vec![
        both(&|language| shelf.rules.source.printed(language)),
        both(&|language| shelf.rules.red_ink.printed(language)),
        both(&|language| shelf.rules.year.printed(language)),
    ];
    let found = contradictions(&shelf.rules, book, shelf.law(), as_of);
    notes.extend(found.iter().map(|finding| both(&|language| console.texts().finding(finding, language))));
    let paper = BookPaper { employee: book.employee.clone(), facts: facts(shelf, book), parts, notes, headings };
    let mut report = build(&paper, &ground);
    // One paper an employee; a code may hold what no file name does.
    let name: String = book.employee.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    report.key = format!("{}-{name}", report.key);
    let made = make_one(office, console, &report, Form::Pdf)?;
    Ok(made.iter().map(|path| path.display().to_string()).collect())
}

/// Fields of the register that are columns of the paper.
const COLUMNS: [&str; 13] = [
    "event",
    "event_on",
    "from",
    "to",
    "order_no",
    "order_on",
    "authority",
    "office_name",
    "basic_pay",
    "detail",
    "attested_by",
    "red_ink",
    "corrects",
];

fn written(entry: &BookEntry, logins: &BTreeMap<String, String>) -> PaperEntry {
    PaperEntry {
        id: entry.id.clone(),
        event: entry.event.clone(),
        on: entry.on,
        from: entry.from,
        to: entry.to,
        order_no: entry.order_no.clone(),
        order_on: entry.order_on,
        authority: covered(&entry.authority).into_owned(),
        office_name: entry.office_name.clone(),
        pay: entry.pay,
        detail: covered(&entry.detail).into_owned(),
        attested_by: logins.get(&entry.attested_by).unwrap_or(&entry.attested_by).clone(),
        red_ink: entry.red_ink,
        corrects: entry.corrects.clone(),
    }
}

/// The first page.
fn facts(shelf: &Shelf, book: &Book) -> Vec<(Label, Label)> {
    let rules = &shelf.rules;
    let label = |en: &str, hi: &str| Label { en: en.into(), hi: hi.into() };
    let plain = |text: &str| if text.is_empty() { label("–", "–") } else { label(text, text) };
    let day = |day: Option<Date>| plain(&day.map_or_else(String::new, date_written));
    let ends = ends_on(rules, book, &shelf.law, &shelf.state);
    let retires = match &ends {
        Some(end) => {
            let on = date_written(end.last);
            label(&format!("{on} ({})", end.rests_on.en), &format!("{on} ({})", end.rests_on.hi))
        }
        None => label("no age is in force (clock set)", "कोई आयु लागू नहीं (clock set)"),
    };
    vec![
        (label("Employee code", "कर्मचारी कोड"), plain(&book.employee)),
        (label("Name", "नाम"), plain(&covered(book.name()))),
        (label("Date of birth", "जन्म तिथि"), day(book.born_on())),
        (label("Appointed on", "नियुक्ति तिथि"), day(book.began_on(rules))),
        (label("Posted at", "पदस्थापन"), plain(book.office(rules))),
        (label("Retires on", "सेवानिवृत्ति तिथि"), retires),
        (label("Service ended on", "सेवा समाप्ति तिथि"), day(book.ended_on(rules))),
    ]
}
