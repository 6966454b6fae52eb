//! When the terms of boards run out.

use super::watch::Watch;
use crate::case::{day, word};
use clap::{Args, ValueEnum};
use coop_registry::{
    branches::elections::{Board, Standing, due_of, vacancies},
    catalogue::{Level, Places},
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, desk, parse_date},
    model::{Date, Label, Moment, Value},
    register::ReadRegister,
};
use std::collections::BTreeMap;

/// Boards and their terms.
#[derive(Args)]
pub struct Due {
    /// Only terms that end by this day; societies whose term nobody knows are listed all the same
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    before: Option<Date>,
    /// Only this district: name in Hindi or English, or LGD code
    #[arg(long)]
    district: Option<String>,
    /// Only this class, as pacs
    #[arg(long)]
    class: Option<String>,
    /// Only boards that stand so: over, running, superseded, unknown, non_functional, under_liquidation, cancelled
    #[arg(long, value_name = "CODE")]
    standing: Option<String>,
    /// Counts instead, one line for each
    #[arg(long, value_name = "WHAT")]
    by: Option<By>,
}

/// What boards are counted by.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum By {
    /// District
    District,
    /// Class of society
    Class,
}

/// The order of the list: what presses first.
fn rank(standing: Standing) -> u8 {
    match standing {
        Standing::Over => 0,
        Standing::Superseded(_) => 1,
        Standing::Running => 2,
        Standing::Unknown => 3,
        Standing::NonFunctional => 4,
        Standing::UnderLiquidation => 5,
        Standing::Cancelled => 6,
    }
}

/// Days from one day to another; below zero where it has passed.
fn days(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

impl Due {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let places = Places::load(office.files())?;
        let district = self.district.as_ref().map(|name| desk::district(&places, name)).transpose()?;
        let known = ["over", "running", "superseded", "unknown", "non_functional", "under_liquidation", "cancelled"];
        if let Some(found) = self.standing.as_ref().filter(|code| !known.contains(&code.as_str())) {
            return Err(CommandError::new(Exit::Arguments, "error.election.standing")
                .with("found", found)
                .with("known", known.join(", ")));
        }
        let mut boards = Watch::read(office, &register, moment)?.boards(&register, moment)?;
        boards.retain(|board| {
            district.is_none_or(|district| board.district == Some(district))
                && self.class.as_ref().is_none_or(|class| board.class == *class)
                && self.standing.as_ref().is_none_or(|code| board.standing.key() == code)
                && self.before.is_none_or(|before| board.term.to.is_none_or(|to| to <= before))
        });
        boards.sort_by_key(|board| (rank(board.standing), board.term.to));
        if let Some(by) = self.by {
            return abstracted(office, console, &places, by, &boards);
        }
        let mut listing = Listing::new([
            ("society", "Society", "समिति"),
            ("name", "Name", "नाम"),
            ("district", "District", "जिला"),
            ("class", "Class", "वर्ग"),
            ("standing", "Stands", "स्थिति"),
            ("term_from", "Term from", "कार्यकाल आरंभ"),
            ("due_on", "Election due by", "निर्वाचन की अंतिम तिथि"),
            ("days", "Days", "दिन"),
            ("until", "Administrator until", "प्रशासक कब तक"),
            ("known", "How known", "कैसे ज्ञात"),
            ("election", "Election", "निर्वाचन"),
            ("poll_on", "Poll", "मतदान"),
            ("rests_on", "Rests on", "आधार"),
        ]);
        let classes = desk::code_words(office, "society_class")?;
        for board in &boards {
            let standing = board.standing.label();
            let known = board.term.known.label();
            let until = match board.standing {
                Standing::Superseded(until) => until,
                _ => None,
            };
            let class = classes.get(&board.class).cloned().unwrap_or_default();
            let (election, poll) = board.election.clone().unwrap_or_default();
            listing.push([
                Value::text(&board.society),
                Value::text(&board.name),
                Value::text(district_word(console, &places, board.district)),
                Value::text(word(console, &board.class, &class)),
                Value::text(word(console, board.standing.key(), &standing)),
                day(board.term.from),
                day(board.term.to),
                board.term.to.map_or(Value::Empty, |to| Value::Integer(days(moment.as_of, to))),
                day(until),
                Value::text(word(console, board.term.known.key(), &known)),
                Value::text(election),
                day(poll),
                Value::text(board.term.rests_on.in_language(console.language())),
            ]);
        }
        console.listing("election-due", &listing);
        let count = |key: &str| boards.iter().filter(|board| board.standing.key() == key).count();
        let (over, unknown) = (count("over"), count("unknown"));
        console.note(match console.pick("en", "hi") {
            "hi" => format!("{over} बोर्ड का कार्यकाल समाप्त, {unknown} का कार्यकाल ज्ञात नहीं; कोई तिथि अनुमान से नहीं"),
            _ => format!("{over} boards are over their term, of {unknown} the term is not known; no day is guessed"),
        });
        Ok(if over > 0 { Exit::Findings } else { Exit::Done })
    }
}

fn district_word(console: &Console, places: &Places, code: Option<i64>) -> String {
    let Some(code) = code else { return String::new() };
    let place = places.get(Level::District, code).filter(|_| console.is_for_people());
    place.map_or_else(|| code.to_string(), |place| console.pick(&place.name_en, &place.name_hi).to_owned())
}

/// Boards counted by how they stand.
fn abstracted(
    office: &Office,
    console: &mut Console,
    places: &Places,
    by: By,
    boards: &[Board],
) -> Result<Verdict, CommandError> {
    let classes = desk::code_words(office, "society_class")?;
    let mut listing = Listing::new([
        ("group", "Of", "किसके"),
        ("all", "Boards", "बोर्ड"),
        ("over", "Over", "समाप्त"),
        ("running", "Running", "चालू"),
        ("superseded", "Superseded", "अधिक्रमित"),
        ("unknown", "Not known", "ज्ञात नहीं"),
        ("others", "Not working, wound up, cancelled", "अकार्यरत, परिसमापन, रद्द"),
    ]);
    let mut groups: BTreeMap<String, (String, [i64; 6])> = BTreeMap::new();
    for board in boards {
        let (key, name) = match by {
            By::District => (
                board.district.map_or_else(String::new, |code| format!("{code:04}")),
                district_word(console, places, board.district),
            ),
            By::Class => {
                let label = classes.get(&board.class).cloned().unwrap_or_default();
                (board.class.clone(), word(console, &board.class, &label).to_owned())
            }
        };
        let counts = &mut groups.entry(key).or_insert((name, [0; 6])).1;
        counts[0] += 1;
        counts[1 + usize::from(rank(board.standing).min(4))] += 1;
    }
    for (name, [all, over, superseded, running, unknown, others]) in groups.into_values() {
        listing.push([
            Value::text(name),
            Value::Integer(all),
            Value::Integer(over),
            Value::Integer(running),
            Value::Integer(superseded),
            Value::Integer(unknown),
            Value::Integer(others),
        ]);
    }
    console.listing("election-due-abstract", &listing);
    Ok(Exit::Done)
}

/// A day on which an election or the filling of a seat is due.
pub struct Pressing {
    pub on: Date,
    pub society: String,
    pub name: String,
    pub standing: Label,
    pub what: Label,
    pub rests_on: Label,
    /// Of a seat: its vacancy.
    pub vacancy: Option<String>,
}

/// Terms that have run out or do so by a day, where no election is open; seats to be filled by it.
pub fn pressing(
    office: &Office,
    register: &dyn ReadRegister,
    (moment, ahead): (Moment, Date),
) -> Result<Vec<Pressing>, CommandError> {
    let watch = Watch::read(office, register, moment)?;
    let mut seats = vacancies(register, moment)?;
    seats.retain(|vacancy| vacancy.filled_by.is_empty());
    let vacant = seats.iter().map(|vacancy| vacancy.society.clone()).collect();
    let boards = watch.boards_recorded(register, vacant, moment)?;
    let mut found = Vec::new();
    for board in boards.values().filter(|board| board.election.is_none()) {
        let watched = matches!(board.standing, Standing::Running | Standing::Over);
        let Some(on) = board.term.to.filter(|to| watched && *to <= ahead) else { continue };
        found.push(Pressing {
            on,
            society: board.society.clone(),
            name: board.name.clone(),
            standing: board.standing.label(),
            what: Label {
                en: "election before the term ends".into(), hi: "कार्यकाल समाप्ति से पूर्व निर्वाचन".into()
            },
            rests_on: board.term.rests_on.clone(),
            vacancy: None,
        });
    }
    for vacancy in seats {
        let Some((board, vacant_on)) = boards.get(&vacancy.society).zip(vacancy.vacant_on) else { continue };
        let (due, rests_on) = due_of(&watch.election, &watch.law, &board.act, vacant_on);
        let Some(on) = due.filter(|due| *due <= ahead) else { continue };
        found.push(Pressing {
            on,
            society: board.society.clone(),
            name: board.name.clone(),
            standing: Label { en: "seat vacant".into(), hi: "स्थान रिक्त".into() },
            what: Label {
                en: "filling of a vacancy".into(), hi: "रिक्ति की पूर्ति".into()
            },
            rests_on,
            vacancy: Some(vacancy.id),
        });
    }
    found.sort_by_key(|one| one.on);
    Ok(found)
}
