//! Book values: one asset with its years, or the schedule of a year over all.

use super::{ASSET, assets, lack_words};
use crate::case::Desk;
use clap::Args;
use coop_registry::{
    branches::{
        assets::{Lack, Rates, Scheduled, Sums, Worked, held, money, schedule, sums, text, worked},
        cases::Case,
    },
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, desk, statutory},
    model::{CooperativeYear, Finding, Locus, Paise, Severity, TableDef, Value},
};

/// Book values.
#[derive(Args)]
pub struct Depreciate {
    /// One asset: identity or tag; without it the schedule of all
    asset: Option<String>,
    /// Only this item, as computer
    #[arg(long)]
    item: Option<String>,
}

impl Depreciate {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let desk = Desk::of(office, &register, ASSET.service, moment)?;
        let (all, rates) = (assets(office, &register, moment)?, Rates::read(&register, moment)?);
        match &self.asset {
            Some(asked) => one(office, console, &desk, statutory::case_of(&all, asked)?, &rates),
            None => {
                let item = self.item.as_deref().map(|item| super::code(office, "asset_item", item)).transpose()?;
                let fits = |case: &&Case| item.as_deref().is_none_or(|item| text(desk.table, case, "item") == item);
                let all: Vec<&Case> = all.iter().filter(fits).collect();
                whole(office, console, desk.table, &all, &rates)
            }
        }
    }
}

/// The years of an asset as rows: see `reports::asset_papers::depreciation_columns`.
pub fn years(worked: &Worked) -> Vec<Vec<Value>> {
    let row = |step: &coop_registry::branches::assets::Step| {
        vec![
            Value::text(step.year.to_string()),
            Value::text(step.rate.method.key()),
            Value::Percent(step.rate.rate),
            Value::Money(step.base),
            Value::Integer(step.periods),
            Value::Integer(step.of_periods),
            Value::Money(step.before),
            Value::Money(step.charged),
            Value::Money(step.after),
            Value::text(&step.rate.order_no),
        ]
    };
    worked.steps.iter().map(row).collect()
}

fn lack_finding(case: &Case, lack: Lack) -> Finding {
    let why = lack_words(lack);
    let place = Locus { society: Some(case.number.clone()), ..Locus::default() };
    Finding::new("AST-206", Severity::Warning, place).with("why", why.en).with("why_hi", why.hi)
}

fn one(
    office: &Office,
    console: &mut Console,
    desk: &Desk<'_>,
    case: &Case,
    rates: &Rates,
) -> Result<Verdict, CommandError> {
    let as_of = office.time().as_of;
    let mut listing = Listing::new([
        ("year", "Year", "वर्ष"),
        ("method", "Method", "विधि"),
        ("rate", "Rate", "दर"),
        ("base", "Rate is on", "दर का आधार"),
        ("periods", "Periods charged", "प्रभारित अवधियाँ"),
        ("of_periods", "Of", "कुल"),
        ("before", "Before", "पूर्व"),
        ("charged", "Depreciation", "मूल्यह्रास"),
        ("after", "After", "पश्चात्"),
        ("order_no", "Order no.", "आदेश संख्या"),
    ]);
    match worked(&held(desk.table, case), rates, as_of) {
        Ok(worked) => {
            let methods = desk::code_words(office, "asset_method")?;
            listing.rows = years(&worked);
            if console.is_for_people() {
                for row in &mut listing.rows {
                    let label = row[1].as_text().and_then(|code| methods.get(code));
                    let short = label.map(|label| {
                        label.in_language(console.language()).split(':').next().unwrap_or_default().to_owned()
                    });
                    row[1] = short.map_or(Value::Empty, Value::text);
                }
            }
            if console.is_for_people() || console.format() == coop_registry::cli::Format::Json {
                console.data(
                    "asset-value",
                    serde_json::json!({
                        "asset": case.id, "tag": case.number, "as_of": as_of.to_string(),
                        "began_with": worked.began_with.0, "began_on": worked.began_on.to_string(),
                        "charged": worked.charged().0, "book_value": worked.book.0, "years": listing.to_json(),
                    }),
                );
            } else {
                console.listing("asset-value", &listing);
            }
            if console.is_for_people() {
                let table = console.table(&listing);
                let (began, on, charged, book) = (worked.began_with, worked.began_on, worked.charged(), worked.book);
                console.say(table.trim_end());
                console.say(match console.pick("en", "hi") {
                    "hi" => format!("{}: {on} को {began}; मूल्यह्रास {charged}; {as_of} को पुस्तक मूल्य {book}", case.number),
                    _ => format!(
                        "{}: {began} on {on}; depreciation {charged}; book value on {as_of} {book}",
                        case.number
                    ),
                });
            }
            Ok(Exit::Done)
        }
        Err(lack) => {
            let found = [lack_finding(case, lack)];
            console.data(
                "asset-value",
                serde_json::json!({ "asset": case.id, "tag": case.number, "as_of": as_of.to_string(), "book_value": null }),
            );
            console.findings(&found);
            Ok(Exit::Findings)
        }
    }
}

/// An asset with its line of the schedule, or why it has none.
pub type Line<'c> = (&'c Case, Result<Option<Scheduled>, Lack>);

/// Lines of the schedule of all, each with its asset, and their sums.
pub fn scheduled<'c>(
    table: &TableDef,
    all: &[&'c Case],
    rates: &Rates,
    as_of: coop_registry::model::Date,
) -> (Vec<Line<'c>>, Sums) {
    let line = |case: &&'c Case| (*case, schedule(&held(table, case), rates, as_of));
    let lines: Vec<_> = all.iter().map(line).filter(|(_, line)| *line != Ok(None)).collect();
    let sums = sums(lines.iter().map(|(_, line)| line));
    (lines, sums)
}

fn whole(
    office: &Office,
    console: &mut Console,
    table: &TableDef,
    all: &[&Case],
    rates: &Rates,
) -> Result<Verdict, CommandError> {
    let as_of = office.time().as_of;
    let (lines, sums) = scheduled(table, all, rates, as_of);
    let items = desk::code_words(office, "asset_item")?;
    let mut listing = Listing::new([
        ("asset", "Asset", "परिसम्पत्ति"),
        ("tag", "Tag", "टैग"),
        ("item", "Item", "मद"),
        ("cost", "Cost", "लागत"),
        ("opening", "Opening", "प्रारंभिक"),
        ("added", "Added", "वृद्धि"),
        ("charged", "Depreciation", "मूल्यह्रास"),
        ("left", "Left", "निस्तारित"),
        ("closing", "Closing", "अंतिम"),
        ("why", "No value because", "मूल्य नहीं, क्योंकि"),
    ]);
    let language = console.language();
    for (case, line) in &lines {
        let cost = money(table, case, "cost").map_or(Value::Empty, Value::Money);
        let item = text(table, case, "item");
        let item_word = items.get(item).filter(|_| console.is_for_people());
        let amounts = match line {
            Ok(Some(line)) => [line.opening, line.added, line.charged, line.left, line.closing].map(Value::Money),
            _ => std::array::from_fn(|_| Value::Empty),
        };
        let why = line.as_ref().err().map(|lack| lack_words(*lack).in_language(language).to_owned());
        let [opening, added, charged, left, closing] = amounts;
        listing.push([
            Value::text(&case.id),
            Value::text(&case.number),
            Value::text(item_word.map_or(item, |word| word.in_language(language))),
            cost,
            opening,
            added,
            charged,
            left,
            closing,
            why.map_or(Value::Empty, Value::text),
        ]);
    }
    let all = &sums.all;
    let year = CooperativeYear::containing(as_of).map_or_else(String::new, |year| year.to_string());
    if console.format() == coop_registry::cli::Format::Json {
        console.data(
            "asset-schedule",
            serde_json::json!({
                "year": year, "as_of": as_of.to_string(), "assets": sums.assets, "lacking": sums.lacking,
                "opening": all.opening.0, "added": all.added.0, "charged": all.charged.0, "left": all.left.0,
                "closing": all.closing.0, "closes": all.closes(), "lines": listing.to_json(),
            }),
        );
    } else {
        console.listing("asset-schedule", &listing);
    }
    let Scheduled { opening, added, charged, left, closing } = *all;
    let Sums { assets, lacking, .. } = sums;
    let sum: fn(Paise) -> String = |paise| paise.to_string();
    let (opening, added, charged, left, closing) = (sum(opening), sum(added), sum(charged), sum(left), sum(closing));
    console.note(match console.pick("en", "hi") {
        "hi" => format!(
            "{year}, {as_of} तक, {assets} परिसम्पत्तियाँ: {opening} + {added} − {charged} − {left} = {closing}; {lacking} बिना मूल्य"
        ),
        _ => format!(
            "{year} to {as_of}, {assets} assets: {opening} + {added} − {charged} − {left} = {closing}; {lacking} without a value"
        ),
    });
    let lacks = lines.iter().filter_map(|(case, line)| Some(lack_finding(case, line.err()?)));
    let lacks: Vec<Finding> = lacks.take(MOST_TOLD).collect();
    console.findings(&lacks);
    Ok(if lacking > 0 { Exit::Findings } else { Exit::Done })
}

/// Beyond so many the list has them.
const MOST_TOLD: usize = 20;
