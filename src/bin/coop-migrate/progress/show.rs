//! `coop-migrate progress show`: the funnel, counted from dated events.

use crate::scope::{Places, Read, Which};
use clap::Args;
use coop_registry::{
    branches::computerisation::{self as branch, Funnel, funnel, order_of_counts},
    catalogue::Level,
    cli::{Column, CommandError, Console, Exit, Format, Listing, Office, Verdict, parse_date},
    model::{Date, Language, Value},
};
use std::collections::BTreeMap;

/// Units at each stage by district or block.
#[derive(Args)]
pub struct Show {
    /// Places to count by
    #[arg(long, value_enum, default_value_t)]
    by: Places,
    #[command(flatten)]
    which: Which,
    /// List the units in a gap: dct-not-live, hoc-not-epacs, epacs-not-day-end, live-not-audited
    #[arg(long, value_name = "GAP")]
    gap: Option<String>,
    /// Also what changed since this day
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    since: Option<Date>,
}

type CountsByPlace = BTreeMap<Option<i64>, Vec<u64>>;

/// Counts on the day and what changed up to it, each by stage.
struct Counted {
    name: String,
    code: Option<i64>,
    now: Vec<u64>,
    /// Name of the span and the counts at its beginning.
    before: Vec<(&'static str, Vec<u64>)>,
}

impl Show {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let read = Read::of(office, &self.which)?;
        let on = office.time().as_of;
        if let Some(name) = &self.gap {
            return gap(&read, name, console, on);
        }
        if let Some(since) = self.since.filter(|since| *since > on) {
            return Err(CommandError::new(Exit::Arguments, "error.progress.since").with("since", since).with("on", on));
        }
        let language = console.language();
        let mut places = self.count(&read, on, language);
        let total = total(&read, &places, console);
        let mut findings = Vec::new();
        let ordered = read.units.iter().filter(|unit| read.programme.is_ordered(&unit.kind));
        for place in funnel(&read.programme, ordered, Some(self.by.by()), on) {
            let name = read.place(self.by.level(), place.place, language);
            findings.extend(order_of_counts(&read.programme, &place.counts, &name));
        }
        match console.format() {
            Format::Json => json(&read, &places, &total, on, console),
            Format::Csv | Format::Jsonl => {
                places.push(total);
                console.listing("progress", &wide(&read, &places));
            }
            _ => self.tables(&read, places, total, console, on),
        }
        console.findings(&findings);
        Ok(console.verdict(&findings))
    }

    fn count(&self, read: &Read, on: Date, language: Language) -> Vec<Counted> {
        let back = |days: i64| on.checked_sub(jiff::Span::new().days(days)).unwrap_or(on);
        let mut spans = vec![("day", back(1)), ("week", back(7))];
        spans.extend(self.since.map(|since| ("since", since)));
        let by = Some(self.by.by());
        let earlier: Vec<(&'static str, CountsByPlace)> = spans
            .into_iter()
            .map(|(name, day)| {
                let counts = funnel(&read.programme, &read.units, by, day);
                (name, counts.into_iter().map(|Funnel { place, counts }| (place, counts)).collect())
            })
            .collect();
        let mut places: Vec<Counted> = funnel(&read.programme, &read.units, by, on)
            .into_iter()
            .filter(|place| place.counts.iter().any(|count| *count > 0))
            .map(|Funnel { place, counts }| Counted {
                name: read.place(self.by.level(), place, language),
                code: place,
                before: earlier.iter().map(|(name, at)| (*name, at.get(&place).cloned().unwrap_or_default())).collect(),
                now: counts,
            })
            .collect();
        places.sort_by(|a, b| (a.code.is_none(), &a.name, a.code).cmp(&(b.code.is_none(), &b.name, b.code)));
        places
    }

    fn tables(&self, read: &Read, mut places: Vec<Counted>, total: Counted, console: &mut Console, on: Date) {
        let language = console.language();
        let changes = changes(read, &total, language);
        let (all, funnel) = (total.now.clone(), read.programme.funnel());
        places.push(total);
        console.say(console.pick("Units", "इकाइयाँ").to_owned());
        console.listing("progress", &matrix(read, &places, &funnel, self.by.level(), |now, at| Value::count(now[at])));
        console.say("");
        console.say(console.pick("Share of the selected, %", "चयनित का अंश, %").to_owned());
        console.listing("progress", &matrix(read, &places, &funnel, self.by.level(), share));
        console.say("");
        console.listing("progress", &changes);
        console.say("");
        let mut gaps =
            Listing::new([("gap", "Gap", "अंतराल"), ("in_words", "In words", "विवरण"), ("units", "Units", "इकाइयाँ")]);
        for gap in &read.programme.gaps {
            let units = branch::gap(&read.programme, gap, &read.units, on).len();
            let label = |at: usize| read.programme.stages[at].label.in_language(language);
            let words = match language {
                Language::En => format!("{}, not {}", label(gap.has), label(gap.lacks)),
                Language::Hi => format!("{}, पर {} नहीं", label(gap.has), label(gap.lacks)),
            };
            gaps.push([Value::text(&gap.name), Value::text(words), Value::count(units)]);
        }
        console.listing("progress", &gaps);
        let first = all.iter().max().copied().unwrap_or(0);
        if first == 0 {
            console.note(
                console
                    .pick("no unit has reached any stage by this day", "इस तिथि तक कोई इकाई किसी अवस्था तक नहीं पहुँची")
                    .to_owned(),
            );
        }
    }
}

/// Hundredths of a per cent of the selected; nothing where none is selected.
fn share(now: &[u64], at: usize) -> Value {
    // The selected are the first stage of the programme.
    match now.first().copied().unwrap_or(0) {
        0 => Value::Empty,
        selected => Value::Percent(i64::try_from((now[at] * 10_000 + selected / 2) / selected).unwrap_or(i64::MAX)),
    }
}

/// All places together, counted anew: every unit stands in one place, so the columns close.
fn total(read: &Read, places: &[Counted], console: &Console) -> Counted {
    let sum = |pick: &dyn Fn(&Counted) -> &[u64]| -> Vec<u64> {
        let mut sums = vec![0; read.programme.stages.len()];
        for place in places {
            for (sum, count) in sums.iter_mut().zip(pick(place)) {
                *sum += count;
            }
        }
        sums
    };
    let spans = places.first().map(|place| place.before.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    let before = spans.unwrap_or_default().into_iter().enumerate();
    Counted {
        name: console.pick("Total", "योग").to_owned(),
        code: None,
        now: sum(&|place| &place.now),
        before: before.map(|(i, name)| (name, sum(&|place| &place.before[i].1))).collect(),
    }
}

fn matrix(
    read: &Read,
    places: &[Counted],
    stages: &[usize],
    level: Level,
    cell: impl Fn(&[u64], usize) -> Value,
) -> Listing {
    let (en, hi) = if level == Level::Block { ("Block", "प्रखंड") } else { ("District", "जिला") };
    let mut listing = Listing::new([("place", en, hi)]);
    listing.columns.extend(stages.iter().map(|at| {
        let stage = &read.programme.stages[*at];
        Column::new(stage.code.clone(), stage.label.en.clone(), stage.label.hi.clone())
    }));
    for place in places {
        let cells = stages.iter().map(|at| cell(&place.now, *at));
        listing.rows.push([Value::text(&place.name)].into_iter().chain(cells).collect());
    }
    listing
}

fn changes(read: &Read, total: &Counted, language: Language) -> Listing {
    let mut listing = Listing::new([
        ("stage", "Stage", "अवस्था"),
        ("units", "Units", "इकाइयाँ"),
        ("share", "% of the selected", "चयनित का %"),
        ("day", "In a day", "एक दिन में"),
        ("week", "In a week", "एक सप्ताह में"),
    ]);
    let with_since = total.before.iter().any(|(name, _)| *name == "since");
    if with_since {
        listing.columns.push(Column::new("since", "Since", "उस तिथि से"));
    }
    for (at, stage) in read.programme.stages.iter().enumerate() {
        let mut row =
            vec![Value::text(stage.label.in_language(language)), Value::count(total.now[at]), share(&total.now, at)];
        row.extend(total.before.iter().map(|(_, before)| Value::count(grown(&total.now, before, at))));
        listing.rows.push(row);
    }
    listing
}

/// Units that reached a stage within a span; a place without units then had none.
fn grown(now: &[u64], before: &[u64], at: usize) -> u64 {
    now[at].saturating_sub(before.get(at).copied().unwrap_or(0))
}

fn wide(read: &Read, places: &[Counted]) -> Listing {
    let mut listing = Listing::new([("code", "Code", "कोड"), ("place", "Place", "स्थान")]);
    for stage in &read.programme.stages {
        let column = |end: &str| format!("{}{end}", stage.code);
        let spans =
            places.first().map(|place| place.before.iter().map(|(name, _)| format!("_{name}")).collect::<Vec<_>>());
        for end in ["".to_owned(), "_share".to_owned()].into_iter().chain(spans.unwrap_or_default()) {
            listing.columns.push(Column::new(column(&end), column(&end), column(&end)));
        }
    }
    for place in places {
        let mut row = vec![place.code.map_or(Value::Empty, Value::Integer), Value::text(&place.name)];
        for at in 0..read.programme.stages.len() {
            row.extend([Value::count(place.now[at]), share(&place.now, at)]);
            row.extend(place.before.iter().map(|(_, before)| Value::count(grown(&place.now, before, at))));
        }
        listing.rows.push(row);
    }
    listing
}

fn json(read: &Read, places: &[Counted], total: &Counted, on: Date, console: &mut Console) {
    let stages = |place: &Counted| -> serde_json::Map<String, serde_json::Value> {
        let one = |(at, stage): (usize, &branch::Stage)| {
            let mut object = serde_json::json!({ "count": place.now[at], "share": share(&place.now, at).as_integer() });
            for (name, before) in &place.before {
                object[*name] = grown(&place.now, before, at).into();
            }
            (stage.code.clone(), object)
        };
        read.programme.stages.iter().enumerate().map(one).collect()
    };
    let rows: Vec<_> = places
        .iter()
        .map(|place| serde_json::json!({ "code": place.code, "name": place.name, "stages": stages(place) }))
        .collect();
    let gaps: Vec<_> = read
        .programme
        .gaps
        .iter()
        .map(|gap| {
            let units = branch::gap(&read.programme, gap, &read.units, on).len();
            serde_json::json!({ "name": gap.name, "units": units })
        })
        .collect();
    console.data(
        "progress",
        serde_json::json!({ "as_of": on.to_string(), "places": rows, "total": stages(total), "gaps": gaps }),
    );
}

/// The units of one gap list.
fn gap(read: &Read, name: &str, console: &mut Console, on: Date) -> Result<Verdict, CommandError> {
    let Some(asked) = read.programme.gap(name) else {
        let known: Vec<&str> = read.programme.gaps.iter().map(|gap| gap.name.as_str()).collect();
        return Err(CommandError::not_found("error.progress.gap").with("found", name).with("known", known.join(", ")));
    };
    let language = console.language();
    let has = &read.programme.stages[asked.has];
    let mut listing = Listing::new([
        ("unit", "Unit", "इकाई"),
        ("society", "Society", "समिति"),
        ("reg_no", "Registration no.", "पंजीयन संख्या"),
        ("name", "Name", "नाम"),
        ("district", "District", "जिला"),
        ("block", "Block", "प्रखंड"),
        ("since", "In the gap since", "कब से"),
        ("days", "Days", "दिन"),
    ]);
    for unit in branch::gap(&read.programme, asked, &read.units, on) {
        let place = |level, code: Option<i64>| {
            code.map_or(Value::Empty, |code| Value::text(read.places.name(level, code, language)))
        };
        let since = unit.day(has);
        listing.push([
            Value::text(&unit.id),
            unit.society.as_ref().map_or(Value::Empty, Value::text),
            Value::text(&unit.reg_no),
            Value::text(unit.name.in_language(language)),
            place(Level::District, unit.district),
            place(Level::Block, unit.block),
            since.map_or(Value::Empty, Value::Date),
            since.map_or(Value::Empty, |day| Value::Integer(i64::from((on - day).get_days()))),
        ]);
    }
    console.listing("progress-gap", &listing);
    Ok(Exit::Done)
}
