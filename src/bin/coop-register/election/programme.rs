//! The programme of an election: notified, amended, its poll put off.

use super::{Ballot, ELECTION, all, watch::Watch};
use crate::case::{
    Acting, Before, More,
    open::{Opening, told},
};
use clap::Args;
use coop_registry::{
    branches::{
        cases::{cases, stays},
        elections::{DATES, ElectionLaw, Programme, from_example, read_seats, vacancies},
    },
    cleaning::Codes,
    cli::{CommandError, Console, Exit, Office, Verdict, desk, parse_date, statutory},
    model::{Date, Finding, Label, Locus, Moment, Severity, Value},
    register::ReadRegister,
};
use std::collections::BTreeMap;

/// The dates of a programme.
#[derive(Args, Clone)]
pub struct Dates {
    /// Draft roll
    #[arg(long = "draft", value_name = "DATE")]
    draft_on: Option<String>,
    /// Objections until
    #[arg(long = "objections", value_name = "DATE")]
    objections_to: Option<String>,
    /// Final roll
    #[arg(long = "final-roll", value_name = "DATE")]
    final_on: Option<String>,
    /// Nominations from
    #[arg(long, value_name = "DATE")]
    nominate_from: Option<String>,
    /// Nominations until
    #[arg(long, value_name = "DATE")]
    nominate_to: Option<String>,
    /// Scrutiny until
    #[arg(long = "scrutiny", value_name = "DATE")]
    scrutiny_to: Option<String>,
    /// Withdrawal until
    #[arg(long = "withdrawal", value_name = "DATE")]
    withdraw_to: Option<String>,
    /// Poll
    #[arg(long = "poll", value_name = "DATE")]
    poll_on: Option<String>,
    /// Count
    #[arg(long = "count", value_name = "DATE")]
    count_on: Option<String>,
}

impl Dates {
    fn told(self) -> [(&'static str, Option<String>); 9] {
        [
            ("draft_on", self.draft_on),
            ("objections_to", self.objections_to),
            ("final_on", self.final_on),
            ("nominate_from", self.nominate_from),
            ("nominate_to", self.nominate_to),
            ("scrutiny_to", self.scrutiny_to),
            ("withdraw_to", self.withdraw_to),
            ("poll_on", self.poll_on),
            ("count_on", self.count_on),
        ]
    }
}

/// Notify an election.
#[derive(Args)]
pub struct Notify {
    /// Society: identity, registration number or name
    society: String,
    /// Which election: general or by_election
    #[arg(long, default_value = "general")]
    kind: String,
    /// Seats by post and category, as chairman/general=1,member/general=5,member/women=2
    #[arg(long, value_name = "POST/CATEGORY=N,…")]
    seats: String,
    /// With --kind by_election: the vacancy it fills, by its identity
    #[arg(long, value_name = "VACANCY")]
    vacancy: Option<String>,
    /// Authority that notifies it
    #[arg(long)]
    authority: Option<String>,
    /// Who is a member on this day stands on the roll (default: the day of the draft)
    #[arg(long, value_name = "DATE")]
    members_on: Option<String>,
    /// A programme as it was once published, as pacs_2024: dates not told are counted from the final roll
    #[arg(long, value_name = "CODE", requires = "final_on")]
    example: Option<String>,
    #[command(flatten)]
    dates: Dates,
    /// Day of the notification (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

/// Other dates for an election.
#[derive(Args)]
pub struct Amend {
    #[command(flatten)]
    dates: Dates,
    #[command(flatten)]
    acting: Acting,
}

/// What the register of societies says of one that is to elect.
struct Society {
    id: String,
    name: String,
    class: String,
    act: String,
    status: String,
}

impl Society {
    fn of(office: &Office, register: &dyn ReadRegister, asked: &str) -> Result<Self, CommandError> {
        let table = desk::table(office, "society")?;
        let id = desk::subject(register, table, asked, all())?;
        let line = register.line("society", &id, all())?;
        let text = |key: &str| {
            let value = line.as_ref().and_then(|line| line.value(table, key));
            value.and_then(Value::as_text).unwrap_or_default().to_owned()
        };
        let name = [text("name_hi"), text("name_en")].into_iter().find(|name| !name.is_empty());
        Ok(Self {
            name: name.unwrap_or_else(|| id.clone()),
            class: text("class"),
            act: text("act"),
            status: text("status"),
            id,
        })
    }
}

fn finding(code: &str, about: &str, severity: Severity) -> Finding {
    Finding::new(code, severity, Locus { society: Some(about.to_owned()), ..Locus::default() })
}

impl Notify {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (society, law) = {
            let register = office.read_register()?;
            let law = statutory::law(office, &register, all())?;
            (Society::of(office, &register, &self.society)?, law)
        };
        let election = ElectionLaw::load(office.files(), &law.clocks)?;
        let mut dates = self.dates.told();
        let mut from_book: Option<Label> = None;
        if let Some(code) = &self.example {
            let final_on = dates.iter().find(|(key, _)| *key == "final_on").and_then(|(_, text)| text.as_deref());
            let final_on = final_on.and_then(|text| parse_date(text).ok());
            let Some((days, said)) = final_on.and_then(|day| from_example(&election, &law, code, day)) else {
                let known: Vec<&str> = election.examples().iter().map(|one| one.code.as_str()).collect();
                return Err(CommandError::new(Exit::Arguments, "error.election.example")
                    .with("found", code)
                    .with("known", known.join(", ")));
            };
            for (key, text) in &mut dates {
                if text.is_none() {
                    *text = days.get(*key).map(ToString::to_string);
                }
            }
            from_book = Some(said);
        }
        let act = Some(society.act.clone()).filter(|act| !act.is_empty());
        let flags = [
            ("society", Some(society.id.clone())),
            ("kind", Some(self.kind)),
            ("seats", Some(self.seats)),
            ("vacancy", self.vacancy),
            ("authority", self.authority),
            ("members_on", self.members_on),
            ("act", act),
        ];
        let mut said = told(flags, &[])?;
        said.extend(told(dates, &[])?);
        let name = Label { en: "election".into(), hi: "निर्वाचन".into() };
        let about = society.name.clone();
        Opening { on: self.on, about, said, name, verb: "notify", kind: None }.run_with(
            office,
            console,
            ELECTION,
            |before| {
                let mut more = opened(office, before, &society, &election)?;
                more.lines.extend(from_book);
                Ok(more)
            },
        )
    }
}

/// What stands in the way of an election of a society, and the programme held against the law.
fn opened(
    office: &Office,
    before: &Before<'_>,
    society: &Society,
    election: &ElectionLaw,
) -> Result<More, CommandError> {
    let mut more = More { made: vec![("name".to_owned(), Value::text(&society.name))], ..More::default() };
    let (about, on) = (society.name.as_str(), before.telling.on);
    match society.status.as_str() {
        "cancelled" => more.faults.push(finding("ELE-111", about, Severity::Error)),
        "under_liquidation" => more.faults.push(finding("ELE-112", about, Severity::Error)),
        _ => {}
    }
    for case in cases(before.register, &before.desk.service, all())? {
        let open = !before.desk.service.stages[case.stage].closed;
        if open && case.society.as_deref() == Some(&society.id) {
            more.faults.push(finding("ELE-113", about, Severity::Error).with("number", &case.number));
        }
    }
    for stay in stays(before.register, all())? {
        let forbids = stay.is_of_all() || stay.kind == "election";
        if forbids && stay.society.as_deref() == Some(&society.id) && stay.binds_on(on) {
            let said = finding("ELE-114", about, Severity::Error).with("stay", &stay.id).with("court", &stay.court);
            more.faults.push(said.with("order", &stay.order_no).with("since", stay.on));
        }
    }
    more.faults.extend(vacancy(before, society)?);
    let usual = before.desk.service.usual_law.get(&before.desk.state).map(String::as_str).unwrap_or_default();
    let act = if society.act.is_empty() { usual } else { &society.act };
    held(office, before, &mut more, (election, act, &society.class), about)?;
    let watch = Watch::read(office, before.register, Moment::on(on))?;
    let board = watch.board(before.register, &society.id, Moment::on(on))?;
    let late = board.and_then(|board| board.term.to).zip(before.day("poll_on")).filter(|(to, poll)| poll > to);
    if let Some((to, poll)) = late.filter(|_| before.text("kind") != "by_election") {
        let days = to.until(poll).map_or(0, |span| span.get_days());
        let said = finding("ELE-205", about, Severity::Warning).with("poll", poll).with("to", to);
        more.warnings.push(said.with("days", days));
    }
    Ok(more)
}

/// A by-election fills a vacancy of the society that is open; a general election none.
fn vacancy(before: &Before<'_>, society: &Society) -> Result<Option<Finding>, CommandError> {
    let (kind, named) = (before.text("kind"), before.text("vacancy"));
    let open = vacancies(before.register, all())?;
    let open = open.iter().filter(|one| one.society == society.id && one.filled_by.is_empty());
    let known: Vec<&str> = open.map(|one| one.id.as_str()).collect();
    let fits = if kind == "by_election" { known.contains(&named) } else { named.is_empty() };
    let said = || {
        let known = if known.is_empty() { "–".to_owned() } else { known.join(", ") };
        let found = if named.is_empty() { "–" } else { named };
        finding("ELE-116", &society.name, Severity::Error).with("found", found).with("known", known)
    };
    Ok((!fits).then(said))
}

/// The programme as it will stand, held against its order, its intervals, its seats.
fn held(
    office: &Office,
    before: &Before<'_>,
    more: &mut More,
    (election, act, class): (&ElectionLaw, &str, &str),
    about: &str,
) -> Result<(), CommandError> {
    let seats = match read_seats(before.text("seats"), &Codes::load(office.files())?) {
        Ok(seats) => seats,
        Err(wrong) => {
            more.faults.push(finding("ELE-115", about, Severity::Error).with("found", wrong.join(", ")));
            Vec::new()
        }
    };
    let dates: BTreeMap<&str, Date> = DATES.into_iter().filter_map(|key| Some((key, before.day(key)?))).collect();
    let notified_on = before.day("notified_on").unwrap_or(before.telling.on);
    let programme = Programme { about, act, class, notified_on, dates, seats: &seats };
    let (faults, warnings) = programme.held(before.desk.table, election, &before.desk.law);
    more.faults.extend(faults);
    more.warnings.extend(warnings);
    Ok(())
}

impl Amend {
    pub fn run(self, office: &Office, console: &mut Console, code: &str) -> Result<Verdict, CommandError> {
        let acting = self.acting.telling(self.dates.told());
        acting.run_with(office, console, ELECTION, code, |before| {
            let ballot = Ballot::of(office, before)?;
            let mut more = More::default();
            let number = before.case.map(|case| case.number.clone()).unwrap_or_default();
            let class = before.case.map(|case| case.class.clone()).unwrap_or_default();
            // The poll is put off to the next date of the act.
            let mut telling = before.telling.clone();
            let moved = telling.next_on.filter(|_| code != "amend");
            telling.facts.extend(moved.map(|day| ("poll_on".to_owned(), Value::Date(day))));
            let before = Before { telling: &telling, ..*before };
            held(office, &before, &mut more, (&ballot.election, &ballot.act, &class), &number)?;
            Ok(more)
        })
    }
}
