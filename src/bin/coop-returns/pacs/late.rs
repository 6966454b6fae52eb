//! `pacs day late`: who is late by the hours of the office, and whom to ask.

use super::{
    both, cell,
    day::{DayRead, OfDay},
};
use clap::{Args, ValueEnum};
use coop_registry::{
    branches::pacs::{Late, Reported, Society, last_named},
    catalogue::Level,
    cli::{CommandError, Console, Exit, Format, Listing, Office, Verdict},
    model::{Date, Label, Value},
};
use std::collections::BTreeSet;

/// A list of the late.
#[derive(Args)]
pub struct LateList {
    #[command(flatten)]
    of: OfDay,
    /// Only these: not-opened, opened-late, not-closed, closed-late
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Which>,
}

/// A way of being late.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Which {
    /// No opening and no closing was reported
    NotOpened,
    /// Opened after the hour
    OpenedLate,
    /// Opened, and not closed
    NotClosed,
    /// Closed after the hour or on a later day
    ClosedLate,
}

impl Which {
    fn late(self) -> Late {
        match self {
            Self::NotOpened => Late::NotOpened,
            Self::OpenedLate => Late::OpenedLate,
            Self::NotClosed => Late::NotClosed,
            Self::ClosedLate => Late::ClosedLate,
        }
    }
}

/// A PACS that is late.
pub struct LatePacs {
    pub id: String,
    pub society: Society,
    pub reported: Reported,
    pub how: Vec<Late>,
    /// Whom to ask, and the day he was named where that was an earlier one.
    pub officer: String,
    pub named_on: Option<Date>,
}

/// Those late on a day, in the order of district, block and number; none on a closed day.
pub fn late_of(read: &DayRead, only: &[Late]) -> Result<Vec<LatePacs>, CommandError> {
    if read.closed(read.day).is_some() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for (id, reported) in read.all() {
        let reported = reported.cloned().unwrap_or_default();
        let mut how = reported.late(&read.hours, read.day);
        how.retain(|late| only.is_empty() || only.contains(late));
        if !how.is_empty() {
            let society = read.societies.get(id).cloned().unwrap_or_default();
            let officer = reported.named().to_owned();
            found.push(LatePacs { id: id.clone(), society, reported, how, officer, named_on: None });
        }
    }
    let nameless: BTreeSet<String> =
        found.iter().filter(|one| one.officer.is_empty()).map(|one| one.id.clone()).collect();
    let named = last_named(&read.register, nameless, read.day, read.moment)?;
    for one in found.iter_mut().filter(|one| one.officer.is_empty()) {
        if let Some((officer, on)) = named.get(&one.id) {
            (one.officer, one.named_on) = (officer.clone(), Some(*on));
        }
    }
    found.sort_by(|a, b| {
        let key = |one: &LatePacs| (one.society.district.is_none(), one.society.place(), one.society.reg_no.clone());
        key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
    });
    Ok(found)
}

/// The ways in words of both languages.
pub fn how_words(console: &Console, how: &[Late]) -> Label {
    let words: Vec<Label> = how.iter().map(|late| both(console, &format!("late.{}", late.key()))).collect();
    let joined = |said: fn(&Label) -> &str| words.iter().map(said).collect::<Vec<_>>().join(", ");
    Label { en: joined(|word| &word.en), hi: joined(|word| &word.hi) }
}

/// The time of a moment; with its day where that is another one.
pub fn time_of(moment: Option<&String>, day: Date) -> String {
    let text = moment.map(String::as_str).unwrap_or_default();
    text.strip_prefix(&format!("{day} ")).unwrap_or(text).to_owned()
}

impl LateList {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let read = self.of.read(office)?;
        let only: Vec<Late> = self.only.iter().map(|which| which.late()).collect();
        let late = late_of(&read, &only)?;
        let mut listing = Listing::new([
            ("society", "Society", "समिति"),
            ("reg_no", "Registration no.", "पंजीयन संख्या"),
            ("name", "Name", "नाम"),
            ("district", "District", "जिला"),
            ("block", "Block", "प्रखंड"),
            ("late", "Late", "विलंब"),
            ("opened_at", "Opened at", "प्रारंभ"),
            ("closed_at", "Closed at", "समापन"),
            ("officer", "Named officer", "नामित पदाधिकारी"),
            ("named_on", "Named last on", "अंतिम बार नामित"),
        ]);
        let language = console.language();
        for one in &late {
            let codes = || one.how.iter().map(|late| late.key()).collect::<Vec<_>>().join(" ");
            let people = console.is_for_people();
            let moment = |moment: &Option<String>| match people {
                true => Value::text(time_of(moment.as_ref(), read.day)),
                false => moment.clone().map_or(Value::Empty, Value::Text),
            };
            listing.push([
                Value::text(&one.id),
                Value::text(&one.society.reg_no),
                Value::text(one.society.name.in_language(language)),
                cell(console, &read.places, Level::District, one.society.district),
                cell(console, &read.places, Level::Block, one.society.block),
                Value::text(if people {
                    how_words(console, &one.how).in_language(language).to_owned()
                } else {
                    codes()
                }),
                moment(&one.reported.opened_at),
                moment(&one.reported.closed_at),
                Value::text(&one.officer),
                one.named_on.map_or(Value::Empty, Value::Date),
            ]);
        }
        if console.format() == Format::Json {
            console.data(
                "pacs-day-late",
                serde_json::json!({
                    "date": read.day.to_string(), "closed_day": read.closed(read.day),
                    "opening": read.hours.opening.map(written), "closing": read.hours.closing.map(written),
                    "rows": listing.to_json(), "count": late.len(),
                }),
            );
        } else {
            console.listing("pacs-day-late", &listing);
        }
        for hour in &read.hours.rests_on {
            console.note(hour.in_language(language));
        }
        let all = read.all().count();
        console.note(match console.pick("en", "hi") {
            "hi" => format!("{}: {all} में से {} पैक्स विलंब में", read.day, late.len()),
            _ => format!("{}: {} of {all} PACS are late", read.day, late.len()),
        });
        console.findings(&read.findings());
        Ok(if late.is_empty() { Exit::Done } else { Exit::Findings })
    }
}

/// Minutes from midnight as `18:00`.
pub fn written(minutes: u32) -> String {
    coop_registry::catalogue::TimeUnit::TimeOfDay.written(minutes)
}
