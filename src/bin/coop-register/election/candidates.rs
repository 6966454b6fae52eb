//! Nominations at the desk: filed, scrutinised, withdrawn, and the list of candidates.

use super::{
    Ballot, ELECTION, all, both,
    roll::{fault, finding},
    roll_shown::Read,
};
use crate::case::{Acting, Before, More, word};
use clap::Args;
use coop_registry::{
    branches::elections::{
        BEARERS, Filing, Nomination, Paper, contests, electors, find, nomination_entry, nominations, read_seats,
        scrutinised, withdrawn,
    },
    cleaning::Codes,
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, desk},
    model::{Date, Finding, Label, Severity, Value},
    register::ReadRegister,
};

/// A nomination.
#[derive(Args)]
pub struct Nominate {
    /// Candidate: serial on the final roll, or the whole name
    #[arg(long, value_name = "WHO")]
    candidate: String,
    /// Proposer: serial on the final roll, or the whole name
    #[arg(long, value_name = "WHO")]
    proposer: String,
    /// Seconder: serial on the final roll, or the whole name
    #[arg(long, value_name = "WHO")]
    seconder: Option<String>,
    /// Post: a code or word of the list post, as chairman or member
    #[arg(long)]
    post: String,
    /// Category of the seat: a code or word of the list seat_category, as women
    #[arg(long, default_value = "general")]
    seat: String,
    /// Time of filing, as 11:30
    #[arg(long, value_name = "HH:MM")]
    time: Option<String>,
    /// Symbol
    #[arg(long)]
    symbol: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

/// A scrutiny.
#[derive(Args)]
pub struct Scrutinise {
    /// Number of the nomination; candidates shows it
    #[arg(long, value_name = "N")]
    nomination: i64,
    /// The result: accepted or rejected
    #[arg(long)]
    result: String,
    /// With --result rejected: a code or word of the list rejection_reason
    #[arg(long, value_name = "REASON")]
    because: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

/// A withdrawal.
#[derive(Args)]
pub struct Withdraw {
    /// Number of the nomination
    #[arg(long, value_name = "N")]
    nomination: i64,
    #[command(flatten)]
    acting: Acting,
}

/// Who stands for which seat.
#[derive(Args)]
pub struct Candidates {
    /// Make the list final: from then on seats are contested, uncontested or vacant
    #[arg(long)]
    publish: bool,
    #[command(flatten)]
    acting: Acting,
}

/// A code of a list as it was told; nothing where it is none.
fn code(codes: &Codes, list: &str, text: &str) -> String {
    let read = codes.read(list, text.trim()).ok().filter(|read| read.doubts.is_empty());
    read.and_then(|read| read.value.as_text().map(str::to_owned)).unwrap_or_default()
}

/// A code that is none of its list.
fn unknown(before: &Before<'_>, codes: &Codes, list: &str, found: &str) -> Finding {
    let known: Vec<&str> = codes.all(list).map(|(code, _)| code).collect();
    fault(before, "ELE-137").with("found", found).with("known", known.join(", "))
}

/// A day outside those the programme gives for a step.
fn outside(before: &Before<'_>, from: &str, to: &str) -> Option<Finding> {
    let on = before.telling.on;
    let (first, last) = (before.day(from), before.day(to));
    let out = first.is_some_and(|first| on < first) || last.is_some_and(|last| on > last);
    let written = |day: Option<Date>| day.map_or_else(|| "–".to_owned(), |day| day.to_string());
    let said = || fault(before, "ELE-145").with("on", on).with("from", written(first)).with("to", written(last));
    out.then(said)
}

impl Nominate {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (post, seat, time) = (self.post, self.seat, self.time);
        let mut paper = Paper {
            candidate: self.candidate,
            proposer: self.proposer,
            seconder: self.seconder,
            symbol: self.symbol,
            ..Paper::default()
        };
        self.acting.run_with(office, console, ELECTION, "nominate", |before| {
            let (ballot, on) = (Ballot::of(office, before)?, before.telling.on);
            let mut more = More::default();
            let codes = Codes::load(office.files())?;
            for (list, told) in [("post", &post), ("seat_category", &seat)] {
                if code(&codes, list, told).is_empty() {
                    more.faults.push(unknown(before, &codes, list, told));
                }
            }
            paper.post = code(&codes, "post", &post);
            paper.category = code(&codes, "seat_category", &seat);
            paper.filed_at = time.as_ref().map_or_else(|| on.to_string(), |time| format!("{on} {}", time.trim()));
            if time
                .as_ref()
                .is_some_and(|time| time.trim().parse::<jiff::civil::Time>().is_err() || time.trim().len() != 5)
            {
                let found = time.clone().unwrap_or_default();
                more.faults.push(fault(before, "ELE-148").with("found", found));
            }
            more.faults.extend(outside(before, "nominate_from", "nominate_to"));
            let standing: Vec<_> =
                electors(before.register, &ballot.roll, all())?.into_iter().filter(|one| one.is_on()).collect();
            let known = nominations(before.register, &ballot.roll, all())?;
            let name = find(&standing, &paper.candidate).map(|one| one.name.clone()).unwrap_or_default();
            let filing = Filing {
                about: before.case.map_or("", |case| &case.number),
                electors: &standing,
                seats: &ballot.seats,
                known: &known,
                act: &ballot.act,
                election: &ballot.election,
                law: &before.desk.law,
                held_before: held_before(before, &ballot, &name, &paper.post)?,
            };
            // A post or a category that could not be read is told already.
            let readable = more.faults.iter().all(|fault| fault.code != "ELE-137");
            let (faults, warnings) = filing.held(&paper);
            more.faults.extend(faults.into_iter().filter(|fault| readable || fault.code != "ELE-144"));
            more.warnings.extend(warnings);
            if let Some((serial, entry)) =
                nomination_entry(before.register, &ballot.roll, (&standing, &known), &paper, on)?
            {
                more.entries.push(entry);
                more.datum("nomination", serial);
                more.lines.push(both(format!("nomination no. {serial}"), format!("नामांकन संख्या {serial}")));
            }
            Ok(more)
        })
    }
}

/// How often a name stands in the register of office bearers with a post of this society.
fn held_before(before: &Before<'_>, ballot: &Ballot, name: &str, post: &str) -> Result<usize, CommandError> {
    let Some(table) = before.register.tables().get(BEARERS) else { return Ok(0) };
    let lines = before.register.find_by(BEARERS, "society", &Value::text(&ballot.roll.society), all())?;
    let is = |line: &coop_registry::model::Line, key: &str, wanted: &str| {
        line.value(table, key).and_then(Value::as_text) == Some(wanted)
    };
    Ok(lines.iter().filter(|line| !name.is_empty() && is(line, "name", name) && is(line, "post", post)).count())
}

/// The nomination of a number, or a fault that names those there are.
fn numbered<'n>(before: &Before<'_>, all: &'n [Nomination], serial: i64) -> Result<&'n Nomination, Box<Finding>> {
    all.iter().find(|one| one.serial == serial).ok_or_else(|| {
        let known: Vec<String> = all.iter().map(|one| one.serial.to_string()).collect();
        let known = if known.is_empty() { "–".to_owned() } else { known.join(", ") };
        Box::new(fault(before, "ELE-152").with("found", serial).with("known", known))
    })
}

impl Scrutinise {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (serial, result, because) = (self.nomination, self.result, self.because);
        self.acting.run_with(office, console, ELECTION, "scrutinise", |before| {
            let (ballot, on) = (Ballot::of(office, before)?, before.telling.on);
            let mut more = More::default();
            let codes = Codes::load(office.files())?;
            let (result_code, reason) = (
                code(&codes, "scrutiny_result", &result),
                because.as_ref().map(|text| code(&codes, "rejection_reason", text)),
            );
            if result_code.is_empty() {
                more.faults.push(unknown(before, &codes, "scrutiny_result", &result));
            }
            if let (Some(""), Some(text)) = (reason.as_deref(), &because) {
                more.faults.push(unknown(before, &codes, "rejection_reason", text));
            }
            // A reason stands with a rejection, and only with one.
            if !result_code.is_empty() && reason.is_some() != (result_code == "rejected") {
                more.faults.push(fault(before, "ELE-153"));
            }
            more.faults.extend(outside(before, "nominate_to", "scrutiny_to"));
            let known = nominations(before.register, &ballot.roll, all())?;
            match numbered(before, &known, serial) {
                Ok(one) if !one.scrutiny.is_empty() => {
                    let said = fault(before, "ELE-154").with("number", serial).with("name", &one.candidate);
                    more.faults.push(said);
                }
                Ok(one) => {
                    let told = (result_code.as_str(), reason.as_deref().unwrap_or_default());
                    more.entries.push(scrutinised(before.register, one, told, on)?);
                }
                Err(fault) => more.faults.push(*fault),
            }
            Ok(more)
        })
    }
}

impl Withdraw {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let serial = self.nomination;
        self.acting.run_with(office, console, ELECTION, "withdraw", |before| {
            let (ballot, on) = (Ballot::of(office, before)?, before.telling.on);
            let mut more = More::default();
            more.faults.extend(outside(before, "nominate_from", "withdraw_to"));
            let known = nominations(before.register, &ballot.roll, all())?;
            match numbered(before, &known, serial) {
                Ok(one) if !one.stands() => {
                    let said = fault(before, "ELE-155").with("number", serial).with("name", &one.candidate);
                    more.faults.push(said);
                }
                Ok(one) => more.entries.push(withdrawn(before.register, one, on)?),
                Err(fault) => more.faults.push(*fault),
            }
            Ok(more)
        })
    }
}

impl Candidates {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        if !self.publish {
            return shown(office, console, self.acting.case());
        }
        self.acting.run_with(office, console, ELECTION, "publish", |before| {
            let (ballot, on) = (Ballot::of(office, before)?, before.telling.on);
            let mut more = More::default();
            let known = nominations(before.register, &ballot.roll, all())?;
            let open: Vec<String> =
                known.iter().filter(|one| one.scrutiny.is_empty()).map(|one| one.serial.to_string()).collect();
            if !open.is_empty() {
                more.faults.push(fault(before, "ELE-156").with("which", open.join(", ")));
            }
            if let Some(last) = before.day("withdraw_to").filter(|last| on < *last) {
                more.faults.push(fault(before, "ELE-157").with("on", on).with("last", last));
            }
            for contest in contests(&ballot.seats, &known) {
                let (name, standing) = (contest.seat.name(), contest.candidates.len());
                let empty = contest.places().saturating_sub(standing);
                more.lines.push(match contest.key() {
                    "contested" => both(format!("{name}: contested, {standing}"), format!("{name}: मतदान, {standing}")),
                    "vacant" => both(format!("{name}: nobody stands"), format!("{name}: कोई अभ्यर्थी नहीं")),
                    _ => both(format!("{name}: uncontested, {standing}"), format!("{name}: निर्विरोध, {standing}")),
                });
                if empty > 0 {
                    let said = finding(before, "ELE-257", Severity::Warning).with("seat", &name);
                    more.warnings.push(said.with("empty", empty));
                }
                more.data
                    .entry("contests")
                    .or_insert_with(|| serde_json::json!([]))
                    .as_array_mut()
                    .into_iter()
                    .for_each(|all| {
                        all.push(serde_json::json!({
                            "seat": name, "places": contest.seat.number, "standing": standing, "is": contest.key(),
                        }));
                    });
            }
            Ok(more)
        })
    }
}

/// The nominations of an election by seat.
fn shown(office: &Office, console: &mut Console, asked: &str) -> Result<Verdict, CommandError> {
    let read = Read::of(office, asked)?;
    let codes = Codes::load(office.files())?;
    let seats = read_seats(read.text("seats"), &codes).unwrap_or_default();
    let all = nominations(&read.register, &read.roll, read.moment)?;
    let standing = contests(&seats, &all);
    let (posts, categories) = (desk::code_words(office, "post")?, desk::code_words(office, "seat_category")?);
    let (results, reasons) =
        (desk::code_words(office, "scrutiny_result")?, desk::code_words(office, "rejection_reason")?);
    let mut listing = Listing::new([
        ("nomination", "No.", "संख्या"),
        ("post", "Post", "पद"),
        ("seat", "Seat", "स्थान"),
        ("places", "Places", "स्थानों की संख्या"),
        ("candidate", "Candidate", "अभ्यर्थी"),
        ("roll_no", "On the roll", "सूची क्रमांक"),
        ("scrutiny", "Scrutiny", "संवीक्षा"),
        ("reason", "Why rejected", "अस्वीकृति का कारण"),
        ("withdrawn", "Withdrawn", "नाम वापसी"),
        ("contest", "Contest", "स्थिति"),
        ("symbol", "Symbol", "प्रतीक"),
    ]);
    let nothing = Label::default();
    let said = |words: &std::collections::BTreeMap<String, Label>, code: &str| {
        Value::text(word(console, code, words.get(code).unwrap_or(&nothing)))
    };
    let contest_word = |key: &str| {
        let label = match key {
            "contested" => both("contested".into(), "मतदान".into()),
            "uncontested" => both("uncontested".into(), "निर्विरोध".into()),
            _ => both("nobody stands".into(), "कोई अभ्यर्थी नहीं".into()),
        };
        Value::text(word(console, key, &label))
    };
    for contest in &standing {
        let own: Vec<&Nomination> = all.iter().filter(|one| one.seat() == contest.seat.name()).collect();
        let places = Value::Integer(i64::from(contest.seat.number));
        let (post, category) = (said(&posts, &contest.seat.post), said(&categories, &contest.seat.category));
        if own.is_empty() {
            let mut row = vec![Value::Empty, post, category, places];
            row.extend(std::iter::repeat_n(Value::Empty, 5));
            row.extend([contest_word(contest.key()), Value::Empty]);
            listing.rows.push(row);
            continue;
        }
        for one in own {
            listing.push([
                Value::Integer(one.serial),
                post.clone(),
                category.clone(),
                places.clone(),
                Value::text(&one.candidate),
                one.candidate_no.map_or(Value::Empty, Value::Integer),
                said(&results, &one.scrutiny),
                said(&reasons, &one.reject_reason),
                if one.withdrawn { Value::Bool(true) } else { Value::Empty },
                contest_word(contest.key()),
                Value::text(&one.symbol),
            ]);
        }
    }
    console.listing("election-candidates", &listing);
    Ok(Exit::Done)
}
