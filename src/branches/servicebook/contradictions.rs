//! What does not fit together in a service book, told as findings; nothing is put right by itself.

use super::{
    book::{Book, BookEntry},
    due::ends_on,
    rules::{EventDef, Rules},
    verified::{last_year_end, unverified},
};
use crate::{
    branches::cases::{Law, cited},
    catalogue::Measure,
    clocks::{Course, due as due_on},
    model::{CooperativeYear, Date, Finding, Findings, Locus, Severity},
};

/// Where a book is called by in a finding.
pub(super) fn place(employee: &str) -> Locus {
    Locus { society: Some(employee.to_owned()), ..Locus::default() }
}

fn told(code: &str, severity: Severity, book: &Book) -> Finding {
    Finding::new(code, severity, place(&book.employee))
}

fn warning(code: &str, book: &Book) -> Finding {
    told(code, Severity::Warning, book)
}

fn error(code: &str, book: &Book) -> Finding {
    told(code, Severity::Error, book)
}

/// Everything that contradicts itself in a book as on a day.
pub fn contradictions(rules: &Rules, book: &Book, (law, state): (&Law, &str), on: Date) -> Findings {
    let mut found = Vec::new();
    beginning(rules, book, law, &mut found);
    overlaps(rules, book, &mut found);
    end(rules, book, (law, state), &mut found);
    entries(rules, book, &mut found);
    pay(rules, book, &mut found);
    if let Some(gaps) = last_year_end(on).map(|end| unverified(rules, book, end)).filter(|gaps| !gaps.is_empty()) {
        let years = gaps.iter().flat_map(|(from, to)| {
            let (first, last) = (CooperativeYear::containing(*from), CooperativeYear::containing(*to));
            let mut year = first;
            std::iter::from_fn(move || {
                let now = year.filter(|now| last.is_some_and(|last| *now <= last))?;
                year = now.end().tomorrow().ok().and_then(CooperativeYear::containing);
                Some(now)
            })
        });
        let mut years: Vec<CooperativeYear> = years.collect();
        years.dedup();
        let spans: Vec<String> = gaps.iter().map(|(from, to)| format!("{from} – {to}")).collect();
        found.push(warning("SVB-205", book).with("years", years.len()).with("spans", spans.join(", ")));
    }
    let open = book.unattested().count();
    if open > 0 {
        found.push(told("SVB-212", Severity::Info, book).with("count", open));
    }
    found
}

/// Birth and appointment.
fn beginning(rules: &Rules, book: &Book, law: &Law, found: &mut Findings) {
    let Some(began) = book.began_on(rules) else {
        found.push(warning("SVB-210", book));
        return;
    };
    let mut born: Vec<Date> = book.events("birth").filter_map(|entry| entry.on).collect();
    born.dedup();
    match &born[..] {
        [] => found.push(warning("SVB-209", book)),
        [born] if began <= *born => {
            found.push(error("SVB-202", book).with("began", began).with("born", born));
        }
        [born] => {
            let Some(line) = law.clocks.get(&rules.least_age) else { return };
            let in_force = law.in_force(line);
            let least = in_force.limit.and_then(|limit| due_on(&limit, &Course::from(*born), &law.calendar));
            if let Some(least) = least.filter(|least| began < *least) {
                let rests_on = in_force.rests_on;
                let finding = error("SVB-203", book).with("began", began).with("least", least);
                found.push(finding.with("basis", rests_on.en).with("basis_hi", rests_on.hi));
            }
        }
        several => {
            let days: Vec<String> = several.iter().map(ToString::to_string).collect();
            found.push(error("SVB-211", book).with("days", days.join(", ")));
        }
    }
}

/// Postings at two offices at once, periods that do not stand together.
fn overlaps(rules: &Rules, book: &Book, found: &mut Findings) {
    let postings: Vec<&BookEntry> = book.of(rules, |event| event.posting).collect();
    for (at, one) in postings.iter().enumerate() {
        for other in &postings[at + 1..] {
            let over = one.to.zip(other.begins()).is_some_and(|(to, begins)| begins <= to);
            if over && one.office_name != other.office_name && one.begins() <= other.begins() {
                found.push(error("SVB-201", book).with("one", one.called()).with("other", other.called()));
            }
        }
    }
    let apart: Vec<&BookEntry> = book.of(rules, |event| event.apart).collect();
    for (at, one) in apart.iter().enumerate() {
        for other in apart[at + 1..].iter().filter(|other| other.event == one.event) {
            if over(one, other.from, other.to) {
                found.push(warning("SVB-208", book).with("one", one.called()).with("other", other.called()));
            }
        }
    }
}

/// Do the days of an entry and a period meet?
pub(super) fn over(entry: &BookEntry, from: Option<Date>, to: Option<Date>) -> bool {
    let both = entry.from.zip(entry.to).zip(from.zip(to));
    both.is_some_and(|((a, b), (from, to))| a <= to && from <= b)
}

/// Service that goes on after its end.
fn end(rules: &Rules, book: &Book, (law, state): (&Law, &str), found: &mut Findings) {
    let late = |entry: &&BookEntry, end: Date| {
        let may = rules.events.get(&entry.event).is_some_and(|event| event.late || event.ends);
        entry.on.is_some_and(|on| on > end) && !may
    };
    if let Some(ended) = book.ended_on(rules) {
        for entry in book.entries.iter().filter(|entry| late(entry, ended)) {
            found.push(error("SVB-204", book).with("entry", entry.called()).with("ended", ended));
        }
    } else if let Some(end) = ends_on(rules, book, law, state) {
        for entry in book.entries.iter().filter(|entry| late(entry, end.last)) {
            let finding = error("SVB-207", book).with("entry", entry.called()).with("ended", end.last);
            found.push(finding.with("basis", &end.rests_on.en).with("basis_hi", &end.rests_on.hi));
        }
    }
}

/// Each entry by itself: its part, its order, its place in service.
fn entries(rules: &Rules, book: &Book, found: &mut Findings) {
    let began = book.began_on(rules);
    for entry in &book.entries {
        let Some(event) = rules.events.get(&entry.event) else {
            found.push(warning("SVB-213", book).with("entry", &entry.id));
            continue;
        };
        if entry.part != event.part {
            let finding = warning("SVB-214", book).with("entry", entry.called());
            found.push(finding.with("found", entry.part).with("part", event.part));
        }
        if event.order && entry.order_no.is_empty() {
            found.push(warning("SVB-215", book).with("entry", entry.called()));
        }
        if let Some(began) = began.filter(|began| !event.early && entry.on.is_some_and(|on| on < *began)) {
            found.push(error("SVB-216", book).with("entry", entry.called()).with("began", began));
        }
    }
}

/// Basic pay that goes down without an order that may lower it.
fn pay(rules: &Rules, book: &Book, found: &mut Findings) {
    let mut before = None;
    for entry in &book.entries {
        let Some(pay) = entry.pay else { continue };
        let lowers = rules.events.get(&entry.event).is_some_and(|event: &EventDef| event.lowers);
        let ordered = lowers && !entry.order_no.is_empty();
        if let Some(was) = before.filter(|was| pay < *was && !ordered) {
            found.push(error("SVB-206", book).with("entry", entry.called()).with("was", was).with("now", pay));
        }
        before = Some(pay);
    }
}

/// Whether the head of office has checked as many books this year as the rule asks; `None` where no share is known.
pub fn scrutiny(rules: &Rules, books: &[Book], law: &Law, on: Date) -> Option<Finding> {
    let line = law.clocks.get(&rules.scrutiny)?;
    let Measure::Parameter(share, _) = &line.measure else { return None };
    let share: usize = share.parse().ok()?;
    let year = CooperativeYear::containing(on)?;
    let serving: Vec<&Book> =
        books.iter().filter(|book| book.ended_on(rules).is_none_or(|ended| ended >= year.start())).collect();
    let checked = |book: &&&Book| {
        let of_year = |day: Date| year.start() <= day && day <= year.end();
        book.events("verification").any(|entry| entry.on.is_some_and(of_year))
    };
    let (all, done) = (serving.len(), serving.iter().filter(checked).count());
    let wanted = (all * share).div_ceil(100);
    if done >= wanted {
        return None;
    }
    let cited = cited(line);
    let place = Locus { society: Some(year.to_string()), ..Locus::default() };
    let finding = Finding::new("SVB-217", Severity::Warning, place).with("done", done).with("all", all);
    Some(finding.with("wanted", wanted).with("basis", cited.en).with("basis_hi", cited.hi))
}
