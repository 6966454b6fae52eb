//! What becomes due in a service book: increment, probation, retirement, verification. Nothing is entered by time alone.

use super::{
    book::Book,
    rules::{Counting, DueDef, Rules},
    verified::{last_year_end, unverified},
};
use crate::{
    branches::cases::{Law, cited},
    catalogue::Measure,
    clocks::{Course, due as due_on},
    model::{CooperativeYear, Date, Label, Language},
};
use jiff::Span;

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Code, as `retirement`.
    pub kind: String,
    /// In words.
    pub label: Label,
    /// The day.
    pub on: Date,
    /// What it rests on, in both languages.
    pub rests_on: Label,
}

/// The day service ends by age.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// The day the age is reached.
    pub reached: Date,
    /// The last day of service.
    pub last: Date,
    /// What it rests on.
    pub rests_on: Label,
}

/// The last day of the month in which an age is reached; of the month before, where it is reached on the first.
fn month_end(reached: Date) -> Date {
    if reached.day() == 1 { reached.yesterday().unwrap_or(reached) } else { reached.last_of_month() }
}

/// The retirement that follows from the date of birth; `None` without a date of birth, or while no age is in force.
pub fn ends_on(rules: &Rules, book: &Book, law: &Law, state: &str) -> Option<Ended> {
    let def = rules.due.get("retirement")?;
    let born = book.born_on()?;
    let in_force = law.in_force(law.clocks.get(def.line(state)?)?);
    let reached = due_on(&in_force.limit?, &Course::from(born), &law.calendar)?;
    let rule = |language: Language| rules.month_end.printed(language);
    let mut rests_on = in_force.rests_on;
    if def.month_end {
        rests_on = Label {
            en: format!("{}; {}", rests_on.en, rule(Language::En)),
            hi: format!("{}; {}", rests_on.hi, rule(Language::Hi)),
        };
    }
    Some(Ended { reached, last: if def.month_end { month_end(reached) } else { reached }, rests_on })
}

/// What is due in a book by a day `ahead` of today, overdue lines too, and codes of what no limit is in force for.
pub fn due<'r>(
    rules: &'r Rules,
    book: &Book,
    (law, state): (&Law, &str),
    (today, ahead): (Date, Date),
) -> (Vec<Due>, Vec<&'r str>) {
    let (mut found, mut unsourced) = (Vec::new(), Vec::new());
    if book.ended_on(rules).is_some_and(|ended| ended <= today) {
        return (found, unsourced);
    }
    let ended = ends_on(rules, book, law, state);
    for (code, def) in &rules.due {
        let Some(line) = def.line(state).and_then(|line| law.clocks.get(line)) else { continue };
        let in_force = law.in_force(line);
        let (on, rests_on) = match def.of {
            Counting::Limit if def.month_end => match &ended {
                Some(ended) => (Some(ended.last), ended.rests_on.clone()),
                None => (None, Label::default()),
            },
            Counting::Limit => (since(def, book, &in_force.limit, law), in_force.rests_on),
            Counting::Year => (of_year(rules, def, book, (today, ahead)), cited(line)),
            Counting::BeforeEnd => {
                let Measure::Parameter(years, _) = &line.measure else { continue };
                let years = years.parse::<i64>().unwrap_or_default();
                let on = ended.as_ref().and_then(|end| end.last.checked_sub(Span::new().years(years)).ok());
                let open = last_year_end(today).is_some_and(|end| !unverified(rules, book, end).is_empty());
                (on.filter(|_| open), cited(line))
            }
        };
        if def.of == Counting::Limit && in_force.limit.is_none() && counts(def, book) {
            unsourced.push(code.as_str());
        }
        if let Some(on) = on.filter(|on| *on <= ahead) {
            found.push(Due { kind: code.clone(), label: def.label(), on, rests_on });
        }
    }
    found.sort_by(|a, b| a.on.cmp(&b.on).then_with(|| a.kind.cmp(&b.kind)));
    (found, unsourced)
}

/// Does it count in this book: it has begun and is not settled?
fn counts(def: &DueDef, book: &Book) -> bool {
    book.last_of(&def.since).is_some() && book.last_of(&def.until).is_none()
}

fn since(def: &DueDef, book: &Book, limit: &Option<crate::clocks::Limit>, law: &Law) -> Option<Date> {
    let begun = book.last_of(&def.since).filter(|_| counts(def, book))?.on?;
    let on = due_on(limit.as_ref()?, &Course::from(begun), &law.calendar)?;
    // What was withheld is not due while it is.
    let held = book.entries.iter().filter(|entry| def.held_by.contains(&entry.event) && entry.on >= Some(begun));
    let until = held.filter_map(|entry| entry.to).max().and_then(|last| last.tomorrow().ok());
    Some(until.map_or(on, |until| until.max(on)))
}

/// The end of the first year that is not settled: verification, by the days left open; other events, by the year they fall in.
fn of_year(rules: &Rules, def: &DueDef, book: &Book, (today, ahead): (Date, Date)) -> Option<Date> {
    let began = book.began_on(rules)?;
    let this = CooperativeYear::containing(today)?;
    if def.until.iter().any(|event| event == "verification") {
        let (from, _) = *unverified(rules, book, this.end()).first()?;
        return CooperativeYear::containing(from).map(CooperativeYear::end);
    }
    let settled = |year: CooperativeYear| {
        let within = |on: Date| year.start() <= on && on <= year.end();
        book.entries.iter().any(|entry| def.until.contains(&entry.event) && entry.on.is_some_and(within))
    };
    // Who missed it years ago cannot be shown the book then: the last year that is over counts, and this one.
    let last = this.previous().filter(|year| year.end() >= began && !settled(*year) && !settled(this));
    last.map(CooperativeYear::end).or_else(|| Some(this.end()).filter(|end| !settled(this) && *end <= ahead))
}
