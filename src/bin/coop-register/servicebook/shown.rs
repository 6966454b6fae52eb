//! Reading service books: the list, one book, what is due, what contradicts itself, the book on paper.

use super::{Due, List, Show};
use crate::case::{day, word};
use clap::Args;
use coop_registry::{
    branches::servicebook::{Book, EVENTS, books, contradictions, due, ends_on, last_year_end, scrutiny, unverified},
    cli::{
        Column, CommandError, Console, Exit, Listing, Office, Verdict, desk,
        service_books::{Shelf, print},
    },
    model::{Date, Label, Value},
};
use std::collections::BTreeMap;

/// What contradicts itself.
#[derive(Args)]
pub struct Check {
    /// Employee: code, or the whole name (default: all)
    employee: Option<String>,
}

/// Print a book.
#[derive(Args)]
pub struct Print {
    /// Employee: code, or the whole name
    employee: String,
}

impl Due {
    /// Tells what is due; nothing is entered by time alone.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let shelf = Shelf::of(office, &register, moment)?;
        if let Some(kind) = self.kind.as_ref().filter(|kind| !shelf.rules.due.contains_key(*kind)) {
            let known: Vec<&str> = shelf.rules.due.keys().map(String::as_str).collect();
            return Err(CommandError::new(Exit::Arguments, "error.servicebook.due")
                .with("found", kind)
                .with("known", known.join(", ")));
        }
        let today = moment.as_of;
        let ahead = today.checked_add(jiff::Span::new().months(i64::from(self.months))).unwrap_or(Date::MAX);
        let ahead = self.before.unwrap_or(ahead);
        let mut listing = Listing::new([
            ("kind", "What", "क्या"),
            ("on", "Day", "तिथि"),
            ("days", "Days", "दिन"),
            ("standing", "Standing", "स्थिति"),
            ("employee", "Employee", "कर्मचारी"),
            ("name", "Name", "नाम"),
            ("office", "Office", "कार्यालय"),
            ("rests_on", "Rests on", "आधार"),
        ]);
        let (mut found, mut open): (Vec<_>, BTreeMap<String, usize>) = (Vec::new(), BTreeMap::new());
        let all = books(&register, &shelf.rules, moment)?;
        for book in &all {
            let (lines, unsourced) = due(&shelf.rules, book, shelf.law(), (today, ahead));
            for code in unsourced.into_iter().filter(|code| self.kind.as_ref().is_none_or(|kind| kind == code)) {
                *open.entry(code.to_owned()).or_default() += 1;
            }
            let wanted = lines.into_iter().filter(|line| self.kind.as_ref().is_none_or(|kind| *kind == line.kind));
            found.extend(wanted.map(|line| (line, book)));
        }
        found.sort_by(|(a, one), (b, other)| (a.on, &a.kind, &one.employee).cmp(&(b.on, &b.kind, &other.employee)));
        let overdue = found.iter().filter(|(line, _)| line.on < today).count();
        for (line, book) in &found {
            let days = today.until(line.on).map_or(0, |span| i64::from(span.get_days()));
            let (code, label) = standing(line.on, today);
            listing.push([
                Value::text(word(console, &line.kind, &line.label)),
                Value::Date(line.on),
                Value::Integer(days),
                Value::text(word(console, code, &label)),
                Value::text(&book.employee),
                Value::text(book.name()),
                Value::text(book.office(&shelf.rules)),
                Value::text(line.rests_on.in_language(console.language())),
            ]);
        }
        console.listing("servicebook-due", &listing);
        let labels = |code: &str| shelf.rules.due.get(code).map(|def| def.label()).unwrap_or_default();
        for (code, count) in open {
            let (label, line) = (labels(&code), shelf.rules.due.get(&code).and_then(|def| def.line(&shelf.state)));
            let line = line.unwrap_or("–");
            console.note(match console.pick("en", "hi") {
                "hi" => format!("{}: {count} पुस्तिकाओं में कोई सीमा लागू नहीं; clock set {line} से दर्ज करें", label.hi),
                _ => format!("{}: no limit is in force for {count} books; enter it with clock set {line}", label.en),
            });
        }
        let short = scrutiny(&shelf.rules, &all, &shelf.law, today);
        console.findings(&short.into_iter().collect::<Vec<_>>());
        Ok(if overdue > 0 { Exit::Findings } else { Exit::Done })
    }
}

/// Code and words of a due day.
pub fn standing(on: Date, today: Date) -> (&'static str, Label) {
    let (code, en, hi) =
        if on < today { ("overdue", "overdue", "विलंबित") } else { ("due", "due", "देय") };
    (code, Label { en: en.into(), hi: hi.into() })
}

impl Check {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let shelf = Shelf::of(office, &register, moment)?;
        let all = books(&register, &shelf.rules, moment)?;
        let chosen = match &self.employee {
            None => all.clone(),
            Some(asked) => vec![shelf.book(&register, asked, moment)?],
        };
        let mut found = Vec::new();
        for book in &chosen {
            found.extend(contradictions(&shelf.rules, book, shelf.law(), moment.as_of));
        }
        if self.employee.is_none() {
            found.extend(scrutiny(&shelf.rules, &all, &shelf.law, moment.as_of));
        }
        console.data("servicebook-check", serde_json::json!({ "books": chosen.len(), "findings": found.len() }));
        console.findings_as_data(&found);
        let (books, count) = (chosen.len(), found.len());
        console.note(match console.pick("en", "hi") {
            "hi" => format!("{books} पुस्तिकाएँ, {count} निष्कर्ष"),
            _ => format!("{books} books, {count} findings"),
        });
        Ok(console.verdict(&found))
    }
}

impl List {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let shelf = Shelf::of(office, &register, moment)?;
        let rules = &shelf.rules;
        let mut chosen = books(&register, rules, moment)?;
        chosen.retain(|book| !self.serving || book.ended_on(rules).is_none_or(|ended| ended >= moment.as_of));
        if self.public {
            console.listing("servicebook-counts", &counts(&shelf, &chosen, moment.as_of));
            return Ok(Exit::Done);
        }
        let mut listing = Listing::new([
            ("employee", "Employee", "कर्मचारी"),
            ("name", "Name", "नाम"),
            ("office", "Office", "कार्यालय"),
            ("appointed_on", "Appointed", "नियुक्ति"),
            ("retires_on", "Retires", "सेवानिवृत्ति"),
            ("ended_on", "Ended", "सेवा समाप्ति"),
            ("entries", "Entries", "प्रविष्टियाँ"),
            ("unattested", "Not attested", "अप्रमाणित"),
            ("unverified_days", "Days not verified", "असत्यापित दिन"),
        ]);
        for book in &chosen {
            let days = open_days(&shelf, book, moment.as_of);
            if self.unverified && days == 0 {
                continue;
            }
            listing.push([
                Value::text(&book.employee),
                Value::text(book.name()),
                Value::text(book.office(rules)),
                day(book.began_on(rules)),
                day(ends_on(rules, book, &shelf.law, &shelf.state).map(|end| end.last)),
                day(book.ended_on(rules)),
                Value::count(book.entries.len()),
                Value::count(book.unattested().count()),
                Value::Integer(days),
            ]);
        }
        console.listing("servicebook-list", &listing);
        Ok(Exit::Done)
    }
}

/// Days of service not verified, up to the end of the last year.
fn open_days(shelf: &Shelf, book: &Book, on: Date) -> i64 {
    let gaps = last_year_end(on).map(|end| unverified(&shelf.rules, book, end)).unwrap_or_default();
    gaps.iter().map(|(from, to)| from.until(*to).map_or(0, |span| i64::from(span.get_days()) + 1)).sum()
}

/// Counts by office, without anybody’s code or name.
fn counts(shelf: &Shelf, chosen: &[Book], on: Date) -> Listing {
    let mut by_office: BTreeMap<&str, [i64; 3]> = BTreeMap::new();
    let year = on.checked_add(jiff::Span::new().years(1)).unwrap_or(on);
    for book in chosen {
        let row = by_office.entry(book.office(&shelf.rules)).or_default();
        row[0] += 1;
        row[1] += i64::from(open_days(shelf, book, on) == 0);
        let ends = ends_on(&shelf.rules, book, &shelf.law, &shelf.state);
        row[2] += i64::from(ends.is_some_and(|end| on <= end.last && end.last <= year));
    }
    let mut listing = Listing::new([
        ("office", "Office", "कार्यालय"),
        ("employees", "Employees", "कर्मचारी"),
        ("verified", "Verified in whole", "पूर्ण सत्यापित"),
        ("retiring", "Retire within a year", "एक वर्ष में सेवानिवृत्त"),
    ]);
    for (office, [all, verified, retiring]) in by_office {
        let row = [Value::Integer(all), Value::Integer(verified), Value::Integer(retiring)];
        listing.rows.push([Value::text(office)].into_iter().chain(row).collect());
    }
    listing
}

impl Show {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let shelf = Shelf::of(office, &register, moment)?;
        let book = shelf.book(&register, &self.employee, moment)?;
        let (events, rules) = (desk::code_words(office, EVENTS)?, &shelf.rules);
        let mut listing = Listing::new([
            ("part", "Part", "भाग"),
            ("entry", "Entry", "प्रविष्टि"),
            ("event", "Event", "घटना"),
            ("on", "Date", "तिथि"),
            ("from", "From", "से"),
            ("to", "To", "तक"),
            ("office", "Office", "कार्यालय"),
            ("order_no", "Order no.", "आदेश संख्या"),
            ("order_on", "Order date", "आदेश तिथि"),
            ("authority", "Authority", "प्राधिकार"),
            ("attested_by", "Attested by", "अनुप्रमाणक"),
            ("red_ink", "Red ink", "लाल स्याही"),
            ("corrects", "Corrects", "संशोधित"),
        ]);
        if self.personal {
            listing.columns.push(Column::new("pay", "Basic pay", "मूल वेतन"));
            listing.columns.push(Column::new("detail", "Detail", "विवरण"));
            listing.columns.push(Column::new("mobile", "Mobile", "मोबाइल"));
        }
        let mut entries: Vec<_> =
            book.entries.iter().filter(|entry| self.part.is_none_or(|part| entry.part == part)).collect();
        entries.sort_by_key(|entry| entry.part);
        for entry in entries {
            let label = events.get(&entry.event).cloned().unwrap_or_default();
            let mut row = vec![
                Value::Integer(entry.part),
                Value::text(&entry.id),
                Value::text(word(console, &entry.event, &label)),
                day(entry.on),
                day(entry.from),
                day(entry.to),
                Value::text(&entry.office_name),
                Value::text(&entry.order_no),
                day(entry.order_on),
                Value::text(&entry.authority),
                Value::text(&entry.attested_by),
                if entry.red_ink { Value::Bool(true) } else { Value::Empty },
                Value::text(&entry.corrects),
            ];
            if self.personal {
                row.extend([
                    entry.pay.map_or(Value::Empty, Value::Money),
                    Value::text(&entry.detail),
                    Value::text(&entry.mobile),
                ]);
            }
            listing.rows.push(row);
        }
        let ends = ends_on(rules, &book, &shelf.law, &shelf.state);
        if console.is_for_people() {
            let office_name = book.office(rules);
            console.say(format!("{}  {}  {office_name}", book.employee, book.name()));
            if let Some(end) = &ends {
                let (word, on) = (console.pick("Retires on", "सेवानिवृत्ति"), end.last);
                console.say(format!("{word}: {on} ({})", end.rests_on.in_language(console.language())));
            }
        }
        console.listing("servicebook", &listing);
        let found = contradictions(rules, &book, shelf.law(), moment.as_of);
        console.findings(&found);
        Ok(console.verdict(&found))
    }
}

impl Print {
    /// The whole book; it is the employee’s own copy, for no other eyes.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let shelf = Shelf::of(office, &register, moment)?;
        let book = shelf.book(&register, &self.employee, moment)?;
        console.output_is_taken();
        office.begin_run("coop-register servicebook print")?;
        office.run_reads(&register)?;
        let dry_run = office.globals().dry_run;
        let files = if dry_run { Vec::new() } else { print(office, console, (&register, &shelf), &book)? };
        for file in &files {
            console.say(file);
        }
        console.data(
            "servicebook-print",
            serde_json::json!({
                "employee": book.employee, "entries": book.entries.len(), "files": files, "dry_run": dry_run,
            }),
        );
        Ok(Exit::Done)
    }
}
