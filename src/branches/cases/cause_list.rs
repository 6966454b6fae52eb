//! The cause list of a court on a day: made from the next dates of its cases, frozen once it is printed by order. What is set
//! down later stands on a supplementary list. Nobody is to be in two places at once.

use super::{
    case::Case,
    gate::fault,
    hearings::{SheetLine, next_hearing},
    service::{Hearing, Service},
};
use crate::{
    model::{Date, EARLIEST, Finding, Findings, Line, Moment, NewEntry, SourceKey, Subject, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

/// Stem of the register of cause lists.
pub const LISTS: &str = "cause_list";

/// Which list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// The day.
    pub on: Date,
    /// Code of the court.
    pub court: String,
}

/// Where and before whom a court sits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Venue {
    /// Room.
    pub room: String,
    /// Login of the presiding officer.
    pub presiding: String,
    /// Minute of the day at which it begins.
    pub begins: u32,
    /// Minutes for each case.
    pub every: u32,
}

/// A line of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// Code of the court.
    pub court: String,
    /// Number on the list.
    pub item: i64,
    /// Identity of the case; empty in a list that came from a book.
    pub case: String,
    /// What the case is called by.
    pub number: String,
    /// The parties.
    pub parties: String,
    /// What the hearing is for.
    pub purpose: String,
    /// At what time.
    pub time: String,
    /// Room.
    pub room: String,
    /// Login of the presiding officer.
    pub presiding: String,
    /// Main or supplementary.
    pub kind: String,
    /// The order it was printed by; empty while it is a proposal.
    pub order_no: String,
}

impl Item {
    /// What it is called in a sentence: court, number on the list, case.
    pub fn called(&self) -> String {
        format!("{} {} ({})", self.court, self.item, self.number)
    }
}

/// What stands on printed lists of a day, of all courts.
pub fn frozen(register: &dyn ReadRegister, on: Date) -> Result<Vec<Item>, RegisterError> {
    let table = register.definition(LISTS)?;
    let mut found = Vec::new();
    register.lines(LISTS, Moment::on(Date::MAX), &mut |line| {
        if line.value(table, "list_on").and_then(Value::as_date) == Some(on) {
            found.push(listed_item(table, &line));
        }
        ControlFlow::Continue(())
    })?;
    found.sort_by(|a, b| (&a.court, a.item, &a.case).cmp(&(&b.court, b.item, &b.case)));
    Ok(found)
}

/// A line of the register of cause lists.
pub(super) fn listed_item(table: &TableDef, line: &Line) -> Item {
    let value = |key: &str| line.value(table, key);
    let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
    Item {
        court: text("court"),
        item: value("item").and_then(Value::as_integer).unwrap_or_default(),
        case: text("of_case"),
        number: text("case_no"),
        parties: text("parties"),
        purpose: text("purpose"),
        time: text("time"),
        room: text("room"),
        presiding: text("presiding"),
        kind: text("kind"),
        order_no: text("order_no"),
    }
}

/// What a list is made from.
pub struct Docket<'a> {
    /// The service.
    pub service: &'a Service,
    /// All its cases.
    pub cases: &'a [Case],
    /// Their order sheets.
    pub sheets: &'a BTreeMap<String, Vec<SheetLine>>,
    /// What is printed of the day already.
    pub frozen: &'a [Item],
}

impl Docket<'_> {
    fn sheet(&self, case: &Case) -> &[SheetLine] {
        self.sheets.get(&case.id).map_or(&[][..], Vec::as_slice)
    }

    /// What is set down for a court on a day and stands on no printed list of it: times that were told stay, other cases get
    /// the first time at which nobody is elsewhere, in the order they were opened.
    pub fn propose(&self, day: &Day, venue: &Venue) -> Vec<Item> {
        let Some(hearing) = &self.service.hearing else { return Vec::new() };
        let own = || self.frozen.iter().filter(|item| item.court == day.court);
        let kind = if own().any(|item| !item.order_no.is_empty()) { "supplementary" } else { "main" };
        let printed: BTreeSet<&str> = own().map(|item| item.case.as_str()).collect();
        let mut items = Vec::new();
        for case in self.cases.iter().filter(|case| !printed.contains(case.id.as_str())) {
            let in_court = case.value(hearing.court).as_text() == Some(day.court.as_str());
            let Some(next) = next_hearing(self.service, case, self.sheet(case)) else { continue };
            if next.on != day.on || !in_court {
                continue;
            }
            items.push(Item {
                court: day.court.clone(),
                case: case.id.clone(),
                number: case.number.clone(),
                parties: parties(hearing, case),
                purpose: next.purpose,
                time: next.time,
                room: venue.room.clone(),
                presiding: venue.presiding.clone(),
                kind: kind.to_owned(),
                ..Item::default()
            });
        }
        self.give_times(&mut items, venue);
        // The sort is stable: at one time in the order the cases were opened.
        items.sort_by(|a, b| (a.time.is_empty(), &a.time).cmp(&(b.time.is_empty(), &b.time)));
        let last = own().map(|item| item.item).max().unwrap_or(0);
        for (item, no) in items.iter_mut().zip(last + 1..) {
            item.item = no;
        }
        items
    }

    fn give_times(&self, items: &mut [Item], venue: &Venue) {
        for at in 0..items.len() {
            if !items[at].time.is_empty() || venue.every == 0 {
                continue;
            }
            let mut minute = venue.begins;
            while minute < 24 * 60 {
                let mut tried = items[at].clone();
                tried.time = format!("{:02}:{:02}", minute / 60, minute % 60);
                let others = self.frozen.iter().chain(items.iter().filter(|item| item.case != tried.case));
                // One court hears one case at a time, whoever presides.
                let free = |other: &Item| {
                    clash(&tried, other).is_none() && (other.court != tried.court || other.time != tried.time)
                };
                if others.into_iter().all(free) {
                    items[at].time = tried.time;
                    break;
                }
                minute += venue.every;
            }
        }
    }

    /// Cases whose stage wants a next date and that have none.
    pub fn without_date(&self) -> Vec<&Case> {
        let wants = |case: &&Case| self.service.stages[case.stage].listed;
        self.cases
            .iter()
            .filter(wants)
            .filter(|case| next_hearing(self.service, case, self.sheet(case)).is_none())
            .collect()
    }
}

/// Parties as they stand on the list.
fn parties(hearing: &Hearing, case: &Case) -> String {
    let names: Vec<&str> = hearing.parties.iter().filter_map(|no| case.value(*no).as_text()).collect();
    let hindi = names.iter().any(|name| name.chars().any(|c| ('\u{0900}'..='\u{097F}').contains(&c)));
    names.join(if hindi { " बनाम " } else { " v. " })
}

/// The names of a line, each without regard to blanks and capitals.
fn names(item: &Item) -> BTreeSet<String> {
    let mut parts = vec![item.parties.as_str()];
    for between in [" बनाम ", " v. ", " vs ", " vs. ", " Vs. "] {
        parts = parts.into_iter().flat_map(|part| part.split(between)).collect();
    }
    let key = |part: &str| part.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    parts.into_iter().map(key).filter(|name| !name.is_empty()).collect()
}

/// What two lines of one day want at the same time: a code and its name.
fn clash(one: &Item, other: &Item) -> Option<(&'static str, String)> {
    if one.time.is_empty() || one.time != other.time {
        return None;
    }
    let same = |a: &str, b: &str| (!a.is_empty() && a == b).then(|| a.to_owned());
    if let Some(officer) = same(&one.presiding, &other.presiding) {
        return Some(("CAS-130", officer));
    }
    if let Some(room) = same(&one.room, &other.room) {
        return Some(("CAS-131", room));
    }
    let (own, theirs) = (names(one), names(other));
    own.intersection(&theirs).next().map(|name| ("CAS-132", name.clone()))
}

/// Every pair of lines of a day that wants an officer, a room or a party at the same time.
pub fn clashes(items: &[Item]) -> Findings {
    let mut found = Vec::new();
    for (at, one) in items.iter().enumerate() {
        for other in &items[at + 1..] {
            if let Some((code, what)) = clash(one, other) {
                let finding: Finding = fault(code, &one.number).with("what", what).with("time", &one.time);
                found.push(finding.with("one", one.called()).with("other", other.called()));
            }
        }
    }
    found
}

/// The entries of a list printed by order: from then on it is frozen. A list counts whatever day the register is read for.
pub fn print_lines(
    register: &dyn ReadRegister,
    day: &Day,
    items: &[Item],
    order_no: &str,
) -> Result<Vec<NewEntry>, RegisterError> {
    let table = register.definition(LISTS)?;
    let entry = |item: &Item| {
        let said = [
            ("list_on", Value::Date(day.on)),
            ("court", Value::text(&item.court)),
            ("item", Value::Integer(item.item)),
            ("case_no", Value::text(&item.number)),
            ("of_case", Value::text(&item.case)),
            ("parties", Value::text(&item.parties)),
            ("purpose", Value::text(&item.purpose)),
            ("time", Value::text(&item.time)),
            ("room", Value::text(&item.room)),
            ("presiding", Value::text(&item.presiding)),
            ("kind", Value::text(&item.kind)),
            ("order_no", Value::text(order_no)),
        ];
        let key = SourceKey::named(&["cause_list", &day.on.to_string(), &day.court, &item.case]);
        NewEntry::stating(table, Subject::New(key), EARLIEST, said)
    };
    Ok(items.iter().map(entry).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(no: i64, time: &str, parties: &str, room: &str, presiding: &str) -> Item {
        let text = str::to_owned;
        Item {
            court: text("registrar"),
            item: no,
            number: format!("{no}/2025-26"),
            parties: text(parties),
            time: text(time),
            room: text(room),
            presiding: text(presiding),
            ..Item::default()
        }
    }

    #[test]
    fn an_officer_a_room_and_a_party_are_in_one_place_at_a_time() {
        let first = item(1, "10:30", "राम  पैक्स बनाम मोहन", "1", "ravi");
        for (other, code) in [
            (item(2, "10:30", "x", "2", "ravi"), Some("CAS-130")),
            (item(2, "10:30", "x", "1", "asha"), Some("CAS-131")),
            (item(2, "10:30", "MOHAN v. राम पैक्स", "2", "asha"), Some("CAS-132")),
            (item(2, "10:45", "राम पैक्स", "1", "ravi"), None),
            // What has no time, no room and nobody who presides wants nothing at the same time.
            (item(2, "", "राम पैक्स", "1", "ravi"), None),
            (item(2, "10:30", "अन्य", "", ""), None),
        ] {
            let found: Vec<String> = clashes(&[first.clone(), other]).into_iter().map(|fault| fault.code).collect();
            assert_eq!(found, code.into_iter().collect::<Vec<_>>());
        }
        let said = &clashes(&[first.clone(), item(7, "10:30", "x", "1", "")])[0];
        let arg = |name: &str| said.args.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        assert_eq!(arg("one"), Some("registrar 1 (1/2025-26)"));
        assert_eq!(arg("other"), Some("registrar 7 (7/2025-26)"));
    }
}
