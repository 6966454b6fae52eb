//! Where the verification of a year varies from the register: the list, the paper, the findings.

use super::{ASSET, assets};
use crate::case::{Desk, day as day_value, word};
use clap::Args;
use coop_registry::{
    branches::{
        assets::{Variance, Varies, checks, variances},
        cases::Case,
    },
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, desk, papers},
    model::{CooperativeYear, Finding, Findings, Label, Locus, Moment, Severity, Value},
    reports::asset_papers,
};
use std::collections::BTreeMap;

/// Which year.
#[derive(Args)]
pub struct VarianceList {
    /// Make the paper too: PDF, XLSX, HTML or CSV by --format, into -o DIR
    #[arg(long)]
    print: bool,
}

impl VarianceList {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let print = self.print || papers::is_for_paper(office);
        let (register, moment) = (office.read_register()?, office.moment()?);
        let year = office.globals().fy.or_else(|| CooperativeYear::containing(moment.as_of));
        let Some(year) = year else {
            return Err(CommandError::new(Exit::Arguments, "error.year_none").with("day", moment.as_of));
        };
        // Of a year that is over: as it stood on its last day.
        let moment = Moment { as_of: moment.as_of.min(year.end()), ..moment };
        let desk = Desk::of(office, &register, ASSET.service, moment)?;
        let (all, found) = (assets(office, &register, moment)?, checks(&register, year, moment)?);
        let all: Vec<&Case> = all.iter().collect();
        let on_charge = all.iter().filter(|case| !desk.service.stages[case.stage].closed).count();
        let (lines, as_recorded) = variances(&desk.service, desk.table, &all, &found);
        let of = |kind: Varies| lines.iter().filter(|line| line.varies == kind).count();
        let (unverified, excess) = (of(Varies::NotVerified), of(Varies::Excess));
        let varying = lines.len() - unverified - excess;
        let said = Label {
            en: format!(
                "on charge {on_charge}: as recorded {as_recorded}, varying {varying}, not verified {unverified}; in excess {excess}"
            ),
            hi: format!("पंजी में {on_charge}: यथावत {as_recorded}, भिन्न {varying}, असत्यापित {unverified}; अधिक {excess}"),
        };
        let clock = desk.law.clocks.get("IN-AST-05");
        let basis = clock.map(|clock| desk.law.in_force(clock).rests_on).unwrap_or_default();
        let items = desk::code_words(office, "asset_item")?;
        let conditions = desk::code_words(office, "asset_condition")?;
        let files = if print {
            let rows: Vec<_> = lines.iter().map(row).collect();
            let year = year.to_string();
            let lists = ["asset_item", "asset_condition"];
            papers::made(office, console, &register, ("coop-register asset variance", &lists), |ground| {
                for kind in KINDS {
                    ground.names.add("asset_varies", kind.key(), kind_words(kind));
                }
                let mut report = asset_papers::variance(&year, &rows, said.clone(), ground);
                report.key = format!("{}-{year}", report.key);
                report
            })?
        } else {
            Vec::new()
        };
        let mut listing = Listing::new([
            ("varies", "Variance", "अंतर"),
            ("asset", "Asset", "परिसम्पत्ति"),
            ("tag", "Tag", "टैग"),
            ("item", "Item", "मद"),
            ("serial_no", "Serial no.", "क्रम संख्या"),
            ("holder", "Holder", "धारक"),
            ("place", "Place", "स्थान"),
            ("was", "Recorded", "पंजी में"),
            ("found", "Found", "पाया गया"),
            ("on", "Verified", "सत्यापन"),
        ]);
        let nothing = Label::default();
        let worded = |words: &BTreeMap<String, Label>, code: &str| {
            words.get(code).map_or_else(|| code.to_owned(), |label| word(console, code, label).to_owned())
        };
        for line in &lines {
            let kind = kind_words(line.varies);
            listing.push([
                Value::text(word(console, line.varies.key(), &kind)),
                Value::text(&line.asset),
                Value::text(&line.tag),
                Value::text(worded(&items, &line.item)),
                Value::text(&line.serial_no),
                Value::text(&line.holder),
                Value::text(&line.place),
                Value::text(worded(&conditions, &line.was)),
                Value::text(worded(&conditions, &line.found)),
                day_value(line.on),
            ]);
        }
        let mut findings: Findings = Vec::new();
        let language = console.language();
        for line in lines.iter().filter(|line| line.varies != Varies::NotVerified) {
            let item = items.get(&line.item).unwrap_or(&nothing).in_language(language);
            findings.push(finding(line, item, &|code| {
                conditions.get(code).map_or(code, |label| label.in_language(language)).to_owned()
            }));
        }
        if unverified > 0 {
            let place = Locus { fy: Some(year.to_string()), ..Locus::default() };
            let told = Finding::new("AST-204", Severity::Warning, place).with("count", unverified).with("year", year);
            findings.push(told.with("basis", &basis.en).with("basis_hi", &basis.hi));
        }
        if console.format() == coop_registry::cli::Format::Json {
            console.data(
                "asset-variance",
                serde_json::json!({
                    "year": year.to_string(), "on_charge": on_charge, "as_recorded": as_recorded, "varying": varying,
                    "not_verified": unverified, "excess": excess, "lines": listing.to_json(), "files": files,
                }),
            );
        } else if !print {
            console.listing("asset-variance", &listing);
        }
        for file in &files {
            console.say(file);
        }
        console.note(said.in_language(language));
        console.findings(&findings);
        Ok(if findings.is_empty() { Exit::Done } else { Exit::Findings })
    }
}

const KINDS: [Varies; 5] = [Varies::Missing, Varies::Condition, Varies::Place, Varies::NotVerified, Varies::Excess];

fn kind_words(kind: Varies) -> Label {
    let (en, hi) = match kind {
        Varies::Missing => ("Not found", "नहीं मिला"),
        Varies::Condition => ("Condition differs", "दशा भिन्न"),
        Varies::Place => ("Place differs", "स्थान भिन्न"),
        Varies::NotVerified => ("Not verified", "असत्यापित"),
        Varies::Excess => ("Excess", "अधिक"),
    };
    Label { en: en.into(), hi: hi.into() }
}

fn row(line: &Variance) -> asset_papers::VarianceRow {
    [
        Value::text(line.varies.key()),
        Value::text(&line.asset),
        Value::text(&line.tag),
        Value::text(&line.item),
        Value::text(&line.serial_no),
        Value::text(&line.holder),
        Value::text(&line.place),
        Value::text(&line.was),
        Value::text(&line.found),
        day_value(line.on),
    ]
}

/// A variance as a finding, its codes in words.
fn finding(line: &Variance, item: &str, condition: &dyn Fn(&str) -> String) -> Finding {
    let dash = |text: &str| if text.is_empty() { "–".to_owned() } else { text.to_owned() };
    let (severity, named) = match line.varies {
        Varies::Missing => (Severity::Error, &line.asset),
        _ => (Severity::Warning, &line.asset),
    };
    let place = Locus { society: Some(named.clone()).filter(|named| !named.is_empty()), ..Locus::default() };
    let finding = Finding::new(line.varies.code(), severity, place).with("item", dash(item));
    match line.varies {
        Varies::Excess => finding.with("serial", dash(&line.serial_no)).with("place", dash(&line.place)),
        Varies::Missing => {
            let on = line.on.map_or_else(String::new, |on| on.to_string());
            finding.with("tag", &line.tag).with("on", on).with("place", dash(&line.place))
        }
        _ => finding.with("tag", &line.tag).with("was", condition(&line.was)).with("found", condition(&line.found)),
    }
}
