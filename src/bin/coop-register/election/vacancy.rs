//! Casual vacancies at the desk.

use super::{all, watch::Watch};
use crate::case::{day, not_entered, word};
use clap::Args;
use coop_registry::{
    branches::{
        cases::unposted,
        elections::{BEARERS, Vacancy, due_of, fill_faults, filled, seated, vacancies, vacated},
    },
    cleaning::Codes,
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, desk, parse_date},
    model::{Act, Date, Finding, Findings, Label, Line, Locus, Moment, NewEntry, Plan, Severity, TableDef, Value},
    register::{ReadRegister, Register},
};

/// A seat that falls vacant.
#[derive(Args)]
pub struct Vacate {
    /// Society: identity, registration number or name
    society: String,
    /// Who leaves: identity in the register of office bearers, or the whole name
    #[arg(long, value_name = "WHO")]
    bearer: String,
    /// Why: a code or word of the list vacancy_reason, as death or resignation
    #[arg(long, value_name = "REASON")]
    because: String,
    /// Category of the seat: a code or word of the list seat_category
    #[arg(long, default_value = "general")]
    seat: String,
    /// Since when (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

/// A vacancy is filled.
#[derive(Args)]
pub struct Fill {
    /// Identity of the vacancy; vacancies shows it
    vacancy: String,
    /// How: nomination, co_option or not_filled; by an election it is filled with the result
    #[arg(long, value_name = "HOW")]
    by: String,
    /// Who comes in
    #[arg(long)]
    name: Option<String>,
    /// When (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

/// List vacancies.
#[derive(Args)]
pub struct Vacancies {
    /// Only those that are open
    #[arg(long)]
    open: bool,
    /// Only of this society
    #[arg(long)]
    society: Option<String>,
}

fn fault(code: &str, about: &str) -> Finding {
    Finding::new(code, Severity::Error, Locus { society: Some(about.to_owned()), ..Locus::default() })
}

/// A code of a list, or the fault that names those there are.
fn code(codes: &Codes, (list, text): (&str, &str), about: &str, faults: &mut Findings) -> String {
    let read = codes.read(list, text.trim()).ok().filter(|read| read.doubts.is_empty());
    let code = read.and_then(|read| read.value.as_text().map(str::to_owned)).unwrap_or_default();
    if code.is_empty() {
        let known: Vec<&str> = codes.all(list).map(|(code, _)| code).collect();
        faults.push(fault("ELE-137", about).with("found", text).with("known", known.join(", ")));
    }
    code
}

/// What holds of every act on a day: it is not ahead, and the officer was posted.
fn of_day(office: &Office, register: &Register, act: &Act, about: &str, on: Date) -> Result<Findings, CommandError> {
    let today = office.time().as_of;
    let mut faults = Vec::new();
    if on > today {
        faults.push(fault("CAS-106", about).with("on", on).with("today", today));
    }
    faults.extend(unposted(register, &act.officer, about, on)?);
    Ok(faults)
}

/// Enters, or refuses with every fault.
fn enter(
    office: &Office,
    console: &mut Console,
    (register, made_at, act): (&mut Register, i64, Act),
    (entries, faults): (Vec<NewEntry>, Findings),
    (verb, about): (&str, &str),
) -> Result<Verdict, CommandError> {
    if !faults.is_empty() {
        return Err(not_entered(Exit::Refused, faults));
    }
    let plan = Plan { act, entries, made_at: Some(made_at), ..Plan::default() };
    let applied = office.carry_out(register, &plan, &mut |_| {})?;
    let dry_run = office.globals().dry_run;
    let vacancy = applied.subjects.first().cloned().unwrap_or_default();
    console.data(
        "election-vacancy",
        serde_json::json!({
            "did": verb, "vacancy": vacancy, "day_no": (!dry_run).then_some(applied.day_no), "dry_run": dry_run,
        }),
    );
    console.say(match (dry_run, verb, console.pick("en", "hi")) {
        (true, _, "hi") => format!("{about}: दर्ज होगा; अभी कुछ नहीं बदला"),
        (true, ..) => format!("{about}: would be entered; nothing was changed"),
        (false, "fill", "hi") => format!("{about}: रिक्ति भरी गई"),
        (false, "fill", _) => format!("{about}: vacancy filled"),
        (false, _, "hi") => format!("{about}: रिक्ति {vacancy} दर्ज"),
        (false, ..) => format!("{about}: vacancy {vacancy} entered"),
    });
    Ok(Exit::Done)
}

/// The office bearer who is meant; a fault where none or several of the society are in office.
fn bearer(table: &TableDef, lines: Vec<Line>, (asked, about): (&str, &str), on: Date) -> Result<Line, Box<Finding>> {
    let text = |line: &Line, key: &str| line.value(table, key).and_then(Value::as_text).unwrap_or_default().to_owned();
    let in_office = |line: &Line| line.value(table, "to").and_then(Value::as_date).is_none_or(|to| to > on);
    let mut found: Vec<Line> = lines
        .into_iter()
        .filter(|line| in_office(line) && (line.subject == asked || text(line, "name") == asked))
        .collect();
    if found.len() == 1 {
        return Ok(found.remove(0));
    }
    let known: Vec<&str> = found.iter().map(|line| line.subject.as_str()).collect();
    let known = if known.is_empty() { "–".to_owned() } else { known.join(", ") };
    Err(Box::new(fault("ELE-170", about).with("asked", asked).with("known", known)))
}

impl Vacate {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let on = self.on.unwrap_or_else(|| office.time().as_of);
        let act = office.ordered_act("coop-register election vacancy")?;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let society = desk::subject(&register, desk::table(office, "society")?, &self.society, all())?;
        let mut faults = of_day(office, &register, &act, &society, on)?;
        let codes = Codes::load(office.files())?;
        let reason = code(&codes, ("vacancy_reason", &self.because), &society, &mut faults);
        let seat = code(&codes, ("seat_category", &self.seat), &society, &mut faults);
        let board = Watch::read(office, &register, Moment::on(on))?.board(&register, &society, Moment::on(on))?;
        let term_to = board.and_then(|board| board.term.to);
        let lines = register.find_by(BEARERS, "society", &Value::text(&society), all())?;
        let mut entries = Vec::new();
        match bearer(desk::table(office, BEARERS)?, lines, (self.bearer.trim(), &society), on) {
            Ok(line) => entries = vacated(&register, &line, (&seat, &reason), (on, term_to))?,
            Err(none) => faults.push(*none),
        }
        enter(office, console, (&mut register, made_at, act), (entries, faults), ("vacancy", &society))
    }
}

/// A vacancy by its identity; exit 5 where there is none.
fn known(all: Vec<Vacancy>, asked: &str) -> Result<Vacancy, CommandError> {
    let open: Vec<&str> = all.iter().filter(|one| one.filled_by.is_empty()).map(|one| one.id.as_str()).collect();
    let open = if open.is_empty() { "–".to_owned() } else { open.join(", ") };
    let none = CommandError::not_found("error.election.vacancy").with("found", asked).with("known", open);
    all.into_iter().find(|one| one.id == asked.trim()).ok_or(none)
}

impl Fill {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let on = self.on.unwrap_or_else(|| office.time().as_of);
        let act = office.ordered_act("coop-register election fill")?;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let vacancy = known(vacancies(&register, all())?, &self.vacancy)?;
        let mut faults = of_day(office, &register, &act, &vacancy.id, on)?;
        let by = code(&Codes::load(office.files())?, ("filled_by", &self.by), &vacancy.id, &mut faults);
        let watch = Watch::read(office, &register, Moment::on(on))?;
        let mut entries = Vec::new();
        let name = self.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
        // Somebody comes in, unless the seat is left empty.
        if name.is_some() == (by == "not_filled") && by != "by_election" && !by.is_empty() {
            faults.push(fault("ELE-175", &vacancy.id));
        }
        if let Some(board) = watch.board(&register, &vacancy.society, Moment::on(on))? {
            let law = (&watch.election, &watch.law);
            let (more, warnings) = fill_faults(&vacancy, &by, on, (&board.term, &board.act), law);
            faults.extend(more);
            if faults.is_empty() {
                console.findings(&warnings);
            }
            let order = act.order_no.clone().unwrap_or_default();
            entries.push(filled(&register, &vacancy.id, (&by, name.unwrap_or_default(), &order), on)?);
            if let Some(name) = name {
                entries.push(seated(&register, &vacancy, name, (on, board.term.to))?);
            }
        }
        enter(office, console, (&mut register, made_at, act), (entries, faults), ("fill", &vacancy.id))
    }
}

impl Vacancies {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let table = desk::table(office, "society")?;
        let society = match &self.society {
            Some(asked) => Some(desk::subject(&register, table, asked, moment)?),
            None => None,
        };
        let watch = Watch::read(office, &register, moment)?;
        let boards = watch.boards(&register, moment)?;
        let boards: std::collections::BTreeMap<&str, _> =
            boards.iter().map(|board| (board.society.as_str(), board)).collect();
        let words = |list: &str| desk::code_words(office, list);
        let (posts, seats, reasons, ways) =
            (words("post")?, words("seat_category")?, words("vacancy_reason")?, words("filled_by")?);
        let mut listing = Listing::new([
            ("vacancy", "Vacancy", "रिक्ति"),
            ("society", "Society", "समिति"),
            ("name", "Name", "नाम"),
            ("post", "Post", "पद"),
            ("seat", "Seat", "स्थान श्रेणी"),
            ("reason", "Why", "कारण"),
            ("vacant_on", "Vacant since", "कब से रिक्त"),
            ("term_left_days", "Days of term left", "शेष कार्यकाल (दिन)"),
            ("due_on", "To be filled by", "कब तक भरी जाए"),
            ("filled_by", "Filled by", "भरने की रीति"),
            ("filled_on", "Filled on", "कब भरी गई"),
            ("rests_on", "Rests on", "आधार"),
        ]);
        let nothing = Label::default();
        for one in vacancies(&register, moment)? {
            let wanted = society.as_ref().is_none_or(|society| *society == one.society);
            if !wanted || self.open && !one.filled_by.is_empty() {
                continue;
            }
            let board = boards.get(one.society.as_str());
            let act = board.map(|board| board.act.as_str()).unwrap_or_default();
            let (due, rests_on) =
                one.vacant_on.map(|on| due_of(&watch.election, &watch.law, act, on)).unwrap_or_default();
            let said = |words: &std::collections::BTreeMap<String, Label>, code: &str| {
                Value::text(word(console, code, words.get(code).unwrap_or(&nothing)))
            };
            listing.push([
                Value::text(&one.id),
                Value::text(&one.society),
                Value::text(board.map(|board| board.name.as_str()).unwrap_or_default()),
                said(&posts, &one.post),
                said(&seats, &one.category),
                said(&reasons, &one.reason),
                day(one.vacant_on),
                one.left.map_or(Value::Empty, Value::Integer),
                day(due.filter(|_| one.filled_by.is_empty())),
                said(&ways, &one.filled_by),
                day(one.filled_on),
                Value::text(rests_on.in_language(console.language())),
            ]);
        }
        console.listing("election-vacancies", &listing);
        Ok(Exit::Done)
    }
}
