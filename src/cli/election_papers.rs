//! Papers of an election: made from its registers, into the folder of the reports.

use super::{
    CommandError, Console, Office,
    listing::date_written,
    shared::{make_one, report_ground},
};
use crate::{
    branches::elections::{Elector, RESULTS},
    cleaning::Codes,
    model::{Date, Label, Value},
    register::{ReadRegister, Register},
    reports::{
        Report,
        election::{self, ResultRow, RollRow},
        ground::Ground,
        making::Form,
    },
};

/// What stands above a paper.
pub struct Head {
    /// Identity of the election.
    pub election: String,
    /// Its number.
    pub number: String,
    /// Name of the society.
    pub society: String,
    /// Day of the poll.
    pub poll_on: Option<Date>,
    /// Returning officer.
    pub officer: String,
    /// Digest of the final roll.
    pub digest: String,
    /// Day of the result.
    pub declared_on: Option<Date>,
    /// Term of the board.
    pub term: (Option<Date>, Option<Date>),
}

impl Head {
    fn heading(&self) -> Label {
        let day = |day: Option<Date>| day.map_or_else(|| "–".to_owned(), date_written);
        let officer = if self.officer.is_empty() { "–" } else { &self.officer };
        let (society, number, poll, declared) = (&self.society, &self.number, day(self.poll_on), day(self.declared_on));
        Label {
            en: format!("{society}; election {number}; poll {poll}; declared {declared}; returning officer: {officer}"),
            hi: format!("{society}; निर्वाचन {number}; मतदान {poll}; घोषणा {declared}; निर्वाची पदाधिकारी: {officer}"),
        }
    }
}

fn ground(office: &Office, console: &Console, register: &Register, lists: &[&str]) -> Result<Ground, CommandError> {
    let mut ground = report_ground(office, console, register)?;
    let codes = Codes::load(office.files())?;
    for list in lists {
        for (code, label) in codes.all(list) {
            ground.names.add(list, code, label.clone());
        }
    }
    Ok(ground)
}

fn made(office: &Office, console: &mut Console, head: &Head, mut report: Report) -> Result<Vec<String>, CommandError> {
    // One paper an election: the file carries its identity.
    report.key = format!("{}-{}", report.key, head.election);
    if office.globals().dry_run {
        return Ok(Vec::new());
    }
    let made = make_one(office, console, &report, Form::Html)?;
    Ok(made.iter().map(|path| path.display().to_string()).collect())
}

/// The final roll.
pub fn roll(
    office: &Office,
    console: &mut Console,
    register: &Register,
    head: &Head,
    electors: &[Elector],
) -> Result<Vec<String>, CommandError> {
    let ground = ground(office, console, register, &["sex", "caste_category"])?;
    let row = |one: &Elector| RollRow {
        serial: one.serial.unwrap_or_default(),
        member_no: one.member_no.clone(),
        name: one.name.clone(),
        guardian: one.guardian.clone(),
        sex: one.sex.clone(),
        category: one.category.clone(),
    };
    let rows: Vec<RollRow> = electors.iter().map(row).collect();
    let report = election::roll(head.heading(), &head.digest, &rows, &ground);
    made(office, console, head, report)
}

/// The result sheet.
pub fn result(
    office: &Office,
    console: &mut Console,
    register: &Register,
    head: &Head,
) -> Result<Vec<String>, CommandError> {
    let ground = ground(office, console, register, &["post", "seat_category"])?;
    let table = register.definition(RESULTS)?;
    let mut rows = Vec::new();
    for line in register.find_by(RESULTS, "election", &Value::text(&head.election), office.moment()?)? {
        let value = |key: &str| line.value(table, key);
        let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
        let number = |key: &str| value(key).and_then(Value::as_integer);
        let yes = |key: &str| value(key) == Some(&Value::Bool(true));
        rows.push(ResultRow {
            post: text("post"),
            category: text("seat_category"),
            candidate: text("candidate"),
            votes: number("votes"),
            ballots: number("ballots"),
            invalid: number("invalid"),
            unopposed: yes("unopposed"),
            elected: yes("elected"),
            by_lot: yes("by_lot"),
        });
    }
    let report = election::result(head.heading(), &rows, head.term, &ground);
    made(office, console, head, report)
}
