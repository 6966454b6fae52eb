//! `coop-migrate progress forecast`: a straight line from the last days to the day each place will be done.

use crate::scope::{Places, Read, Which};
use clap::Args;
use coop_registry::{
    branches::computerisation::{By, Pace, Target, Unit, forecast, need, targets},
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, parse_date},
    model::{Date, Value},
};
use std::collections::BTreeMap;

/// When each place will be done at its present pace.
#[derive(Args)]
pub struct Forecast {
    /// Places to look at
    #[arg(long, value_enum, default_value_t)]
    by: Places,
    #[command(flatten)]
    which: Which,
    /// Stage to be reached
    #[arg(long, default_value = "golive")]
    stage: String,
    /// Days before today whose pace is taken
    #[arg(long, value_name = "DAYS", default_value_t = 90, value_parser = clap::value_parser!(u32).range(1..=3650))]
    window: u32,
    /// Day to be done by (default: the place's target, else the day the State has set)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    until: Option<Date>,
}

/// One place: its units, and what is asked of it.
struct Place<'r> {
    name: String,
    code: Option<i64>,
    units: Vec<&'r Unit>,
    /// Units asked for: of the place's target, else all selected.
    asked: Option<u64>,
    until: Option<Date>,
}

impl Forecast {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let read = Read::of(office, &self.which)?;
        let stage = read.stage(&self.stage)?;
        let on = office.time().as_of;
        let all_targets = targets(&read.register, office.moment()?)?;
        let kind = self.kind(&read);
        let deadline = kind.as_ref().and_then(|kind| read.programme.deadline(&read.state, kind, stage));
        let places =
            self.places(&read, kind.as_deref(), stage, &all_targets, (on, deadline.map(|set| set.on)), console);
        let total = Place {
            name: console.pick("Total", "योग").to_owned(),
            code: None,
            units: read.units.iter().collect(),
            asked: None,
            until: self.until.or(deadline.map(|set| set.on)),
        };
        let mut listing = Listing::new([
            ("code", "Code", "कोड"),
            ("place", "Place", "स्थान"),
            ("target", "To be reached", "लक्ष्य"),
            ("achieved", "Reached", "प्राप्त"),
            ("remaining", "Remaining", "शेष"),
            ("in_window", "In the window", "अवधि में"),
            ("pace", "In 30 days", "30 दिन में"),
            ("done_on", "Done on", "पूर्ण होने की तिथि"),
            ("until", "Asked by", "अपेक्षित तिथि"),
            ("needed", "Needed in 30 days", "30 दिन में आवश्यक"),
            ("faster", "Times faster", "कितना गुना तेज"),
            ("state", "State", "स्थिति"),
        ]);
        for place in places.iter().chain([&total]) {
            listing.push(self.row(&read, place, stage, on, console));
        }
        console.listing("progress-forecast", &listing);
        let days = self.window;
        console.note(match console.pick("en", "hi") {
            "hi" => format!(
                "विधि: पिछले {days} दिनों में जितनी इकाइयाँ पहुँचीं, उसी गति की सीधी रेखा; मान्यता: आगे के दिन वैसे ही रहेंगे। गति शून्य हो तो कोई तिथि नहीं।"
            ),
            _ => format!(
                "method: a straight line at the pace of the last {days} days; it assumes that the coming days are like them; where the pace is zero there is no date"
            ),
        });
        if let Some(set) = deadline.filter(|_| self.until.is_none()) {
            let words = console.pick("day set by the State", "राज्य द्वारा निर्धारित तिथि").to_owned();
            console.note(format!("{words}: {}; {}", set.on, set.basis.printed(console.language())));
        }
        Ok(Exit::Done)
    }

    /// The one programme the units are of: targets and days are set for one.
    fn kind(&self, read: &Read) -> Option<String> {
        let first = self.which.kind.clone().or_else(|| read.units.first().map(|unit| unit.kind.clone()))?;
        read.units.iter().all(|unit| unit.kind == first).then_some(first)
    }

    fn places<'r>(
        &self,
        read: &'r Read,
        kind: Option<&str>,
        stage: usize,
        all_targets: &[Target],
        (on, deadline): (Date, Option<Date>),
        console: &Console,
    ) -> Vec<Place<'r>> {
        let by = self.by.by();
        let mut units: BTreeMap<Option<i64>, Vec<&Unit>> = BTreeMap::new();
        for unit in &read.units {
            units.entry(by.place(unit)).or_default().push(unit);
        }
        let mut places: Vec<Place<'r>> = units
            .into_iter()
            .map(|(code, units)| {
                let of_place = |target: &&Target| match (code, by) {
                    (None, _) => false,
                    (code, By::District) => {
                        kind.is_some_and(|kind| target.is_of(&read.programme, kind, stage, code, None))
                    }
                    (code, By::Block) => {
                        kind.is_some_and(|kind| target.is_of(&read.programme, kind, stage, None, code))
                    }
                };
                // Of several days the first that is not past, else the last.
                let mut own: Vec<&Target> = all_targets.iter().filter(of_place).collect();
                own.sort_by_key(|target| target.due_on);
                let target = own.iter().find(|target| target.due_on >= Some(on)).or_else(|| own.last()).copied();
                Place {
                    name: read.place(self.by.level(), code, console.language()),
                    code,
                    units,
                    asked: target.map(|target| target.units),
                    until: self.until.or_else(|| target.and_then(|target| target.due_on)).or(deadline),
                }
            })
            .collect();
        places.sort_by(|a, b| (a.code.is_none(), &a.name, a.code).cmp(&(b.code.is_none(), &b.name, b.code)));
        places
    }

    fn row(&self, read: &Read, place: &Place<'_>, stage: usize, on: Date, console: &Console) -> [Value; 12] {
        let stage = &read.programme.stages[stage];
        let count = |wanted: &dyn Fn(&Unit) -> bool| {
            u64::try_from(place.units.iter().filter(|unit| wanted(unit)).count()).unwrap_or(u64::MAX)
        };
        let begin = on.checked_sub(jiff::Span::new().days(i64::from(self.window))).unwrap_or(on);
        let selected = read.programme.stages.first();
        let achieved = count(&|unit| unit.reached(stage, on));
        // A unit that is further than its selection says counts as selected.
        let all = count(&|unit| selected.is_some_and(|first| unit.reached(first, on)) || unit.reached(stage, on));
        let pace = Pace {
            target: place.asked.unwrap_or(all),
            achieved,
            in_window: achieved - count(&|unit| unit.reached(stage, begin)),
            window: self.window.into(),
        };
        let outlook = forecast(pace, on);
        let needed = place.until.map(|until| need(pace, on, until));
        let thousandths = |n: u64| Value::Quantity(i64::try_from(n).unwrap_or(i64::MAX));
        let hundredths = |n: u64| Value::Quantity(i64::try_from(n.saturating_mul(10)).unwrap_or(i64::MAX));
        let (en, hi) = match (outlook.remaining, outlook.done_on, needed) {
            (0, ..) => ("done", "पूर्ण"),
            (_, _, Some(needed)) if needed.days_left == 0 => ("day is past", "तिथि बीत चुकी"),
            (_, None, _) => ("no date: pace is zero", "तिथि नहीं: गति शून्य"),
            (_, _, Some(needed)) if !needed.met => ("must speed up", "गति बढ़ानी होगी"),
            (_, _, Some(_)) => ("in time", "समय पर"),
            (_, Some(_), None) => ("on the way", "जारी"),
        };
        [
            place.code.map_or(Value::Empty, Value::Integer),
            Value::text(&place.name),
            Value::count(pace.target),
            Value::count(achieved),
            Value::count(outlook.remaining),
            Value::count(pace.in_window),
            thousandths(outlook.pace),
            outlook.done_on.filter(|_| outlook.remaining > 0).map_or(Value::Empty, Value::Date),
            place.until.map_or(Value::Empty, Value::Date),
            needed.filter(|needed| !needed.met).and_then(|needed| needed.pace).map_or(Value::Empty, thousandths),
            needed.and_then(|needed| needed.faster).map_or(Value::Empty, hundredths),
            Value::text(if console.is_for_people() { console.pick(en, hi) } else { en }),
        ]
    }
}
