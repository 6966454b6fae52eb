//! `pacs day status`: how a day stands by place, on the terminal and as a paper with map and the days before.

use super::{
    By, cell,
    day::{DayRead, OfDay},
    late::{how_words, late_of, time_of, written},
};
use clap::Args;
use coop_registry::{
    branches::pacs::{DayTally, Hours, Place, day_of, tally},
    catalogue::Level,
    cli::{CommandError, Console, Format, Listing, Office, Verdict, papers},
    model::{Label, Value},
    reports::pacs_day::{self, Counts, LateRow, OpenDay, Paper},
};
use std::collections::BTreeMap;

/// Counts.
#[derive(Args)]
pub struct Status {
    #[command(flatten)]
    of: OfDay,
    /// One line for each
    #[arg(long, value_enum, default_value = "district")]
    by: By,
    /// Open days the paper shows beside each other
    #[arg(long, value_name = "N", default_value_t = 7, value_parser = clap::value_parser!(u8).range(1..=31))]
    days: u8,
    /// Make the paper: PDF, XLSX, HTML or CSV by --format, into -o DIR
    #[arg(long)]
    print: bool,
}

impl Status {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let read = self.of.read(office)?;
        let of_day = tally(&read.expected, &read.reported, &read.societies, &read.hours, read.day);
        let mut places: BTreeMap<Place, DayTally> = BTreeMap::new();
        let mut sum = DayTally::default();
        for (place, counts) in &of_day {
            places.entry(self.by.of(*place)).or_default().join(counts);
            sum.join(counts);
        }
        let mut listing = Listing::new([
            ("district", "District", "जिला"),
            ("block", "Block", "प्रखंड"),
            ("pacs", "PACS", "पैक्स"),
            ("opened", "Opened", "खुले"),
            ("opened_late", "Late", "विलंब से"),
            ("not_opened", "Not opened", "नहीं खुले"),
            ("closed", "Closed", "समाप्त"),
            ("closed_late", "Late", "विलंब से"),
            ("not_closed", "Not closed", "समाप्त नहीं"),
            ("entries", "Entries", "प्रविष्टियाँ"),
            ("closed_percent", "Closed, %", "समाप्त, %"),
        ]);
        for ((district, block), counts) in &places {
            let block =
                if self.by == By::Block { cell(console, &read.places, Level::Block, *block) } else { Value::Empty };
            listing.push(row(cell(console, &read.places, Level::District, *district), block, counts, &read.hours));
        }
        if console.is_for_people() && places.len() > 1 {
            listing.push(row(Value::text(console.pick("Total", "योग")), Value::Empty, &sum, &read.hours));
        }
        let print = self.print || papers::is_for_paper(office);
        let files = if print { self.print(office, console, &read, &of_day)? } else { Vec::new() };
        if console.format() == Format::Json {
            let mut total = Listing { columns: listing.columns.clone(), ..Listing::default() };
            total.push(row(Value::Empty, Value::Empty, &sum, &read.hours));
            console.data(
                "pacs-day-status",
                serde_json::json!({
                    "date": read.day.to_string(), "closed_day": read.closed(read.day), "live": read.expected.live,
                    "opening": read.hours.opening.map(written), "closing": read.hours.closing.map(written),
                    "rows": listing.to_json(), "total": total.to_json().remove(0), "files": files,
                }),
            );
        } else if !print {
            console.listing("pacs-day-status", &listing);
        }
        files.iter().for_each(|file| console.say(file));
        for hour in &read.hours.rests_on {
            console.note(hour.in_language(console.language()));
        }
        let findings = read.findings();
        console.findings(&findings);
        Ok(console.verdict(&findings))
    }

    fn print(
        &self,
        office: &Office,
        console: &mut Console,
        read: &DayRead,
        of_day: &BTreeMap<Place, DayTally>,
    ) -> Result<Vec<String>, CommandError> {
        let mut districts: BTreeMap<Option<i64>, Counts> = BTreeMap::new();
        for ((district, _), counts) in of_day {
            let sums = districts.entry(*district).or_default();
            sums.iter_mut().zip(counts_of(counts)).for_each(|(sum, count)| *sum += count);
        }
        let late = late_of(read, &[])?;
        let said: Vec<Label> = read.hours.rests_on.iter().cloned().chain(self.told(console, read)).collect();
        let rows = late.iter().map(|one| LateRow {
            district: one.society.district,
            block: one.society.block,
            reg_no: one.society.reg_no.clone(),
            name: one.society.name.clone(),
            how: how_words(console, &one.how),
            opened_at: time_of(one.reported.opened_at.as_ref(), read.day),
            closed_at: time_of(one.reported.closed_at.as_ref(), read.day),
            officer: one.officer.clone(),
        });
        let paper = Paper { day: read.day, districts, days: self.days(read)?, late: rows.collect(), said };
        papers::made(office, console, &read.register, ("coop-returns pacs day status", &[]), |ground| {
            let societies = read.societies.values().map(|society| society.place());
            read.places.name_ground(societies, ground);
            pacs_day::build(&paper, ground)
        })
    }

    /// Closed day and whom is counted, as the paper says it.
    fn told(&self, console: &Console, read: &DayRead) -> Vec<Label> {
        use coop_registry::model::Language::{En, Hi};
        let said = |finding: &coop_registry::model::Finding| Label {
            en: console.texts().finding(finding, En),
            hi: console.texts().finding(finding, Hi),
        };
        read.findings().iter().map(said).collect()
    }

    /// All and closed by district, of the open days up to the day, oldest first.
    fn days(&self, read: &DayRead) -> Result<Vec<OpenDay>, CommandError> {
        let (mut days, mut next) = (Vec::new(), Some(read.day));
        // Twice as many days back at most: an office that is always closed has none.
        for _ in 0..usize::from(self.days) * 2 + 7 {
            let Some(day) = next.filter(|_| days.len() < usize::from(self.days)) else { break };
            next = day.yesterday().ok();
            if read.closed(day).is_some() {
                continue;
            }
            let reported = day_of(&read.register, day, read.moment)?;
            let mut by_district: BTreeMap<Option<i64>, (i64, i64)> = BTreeMap::new();
            // A day of which nothing was imported is blank, not nought.
            let told = if reported.is_empty() {
                BTreeMap::new()
            } else {
                tally(&read.expected, &reported, &read.societies, &Hours::default(), day)
            };
            for (place, counts) in told {
                let [all, .., closed, _, _, _] = counts_of(&counts);
                let sums = by_district.entry(place.0).or_default();
                (sums.0, sums.1) = (sums.0 + all, sums.1 + closed);
            }
            days.push((day, by_district));
        }
        days.reverse();
        Ok(days)
    }
}

fn counts_of(counts: &DayTally) -> Counts {
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    [
        number(counts.pacs),
        number(counts.opened),
        number(counts.opened_late),
        number(counts.not_opened),
        number(counts.closed),
        number(counts.closed_late),
        number(counts.not_closed),
        counts.entries,
    ]
}

/// A line; nothing is said of lateness where no hour is set.
fn row(district: Value, block: Value, counts: &DayTally, hours: &Hours) -> [Value; 11] {
    let by_hour = |hour: Option<u32>, count: u64| hour.map_or(Value::Empty, |_| Value::count(count));
    [
        district,
        block,
        Value::count(counts.pacs),
        Value::count(counts.opened),
        by_hour(hours.opening, counts.opened_late),
        Value::count(counts.not_opened),
        Value::count(counts.closed),
        by_hour(hours.closing, counts.closed_late),
        Value::count(counts.not_closed),
        Value::Integer(counts.entries),
        counts.share_closed().map_or(Value::Empty, Value::Percent),
    ]
}
