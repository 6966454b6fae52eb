//! A target of new societies, split over places; what was registered since.

use super::{By, OfKind, Place, name_places};
use clap::Args;
use coop_registry::{
    branches::coverage::{Target, registered_since, set_target, split, targets},
    catalogue::Level,
    cli::{CommandError, Console, Exit, Format, Listing, Office, Verdict, papers, parse_date},
    model::{self, Date, Finding, Locus, Severity, Value},
    register::ReadRegister,
    reports::coverage,
};
use std::collections::BTreeMap;

/// A target.
#[derive(Args)]
pub struct Plan {
    #[command(flatten)]
    of: OfKind,
    /// How many societies in all
    #[arg(long, value_name = "N")]
    societies: u64,
    /// Places it is split over
    #[arg(long, value_enum, default_value = "district")]
    by: By,
    /// So many for each place with an uncovered panchayat before the rest is split
    #[arg(long, value_name = "N", default_value_t = 0)]
    floor: u64,
    /// Day by which it is to be reached, where it is set with --order
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    due: Option<Date>,
    /// Make the paper: PDF, XLSX, HTML or CSV by --format, into -o DIR
    #[arg(long)]
    print: bool,
}

/// Progress.
#[derive(Args)]
pub struct Progress {
    #[command(flatten)]
    of: OfKind,
}

impl Plan {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let mut known = self.of.read(office)?;
        let tally = known.tally();
        let counted = known.counts(&tally, self.by);
        let weights: Vec<u64> = counted.iter().map(|(_, counts)| counts.uncovered).collect();
        let Some(shares) = split(self.societies, &weights, self.floor) else {
            let places = weights.iter().filter(|weight| **weight > 0).count();
            return Err(CommandError::new(Exit::Arguments, "error.coverage.total")
                .with("total", self.societies)
                .with("places", places)
                .with("floor", self.floor));
        };
        let lines: Vec<(Place, u64, u64)> =
            counted.iter().zip(shares).map(|((place, counts), share)| (*place, counts.uncovered, share)).collect();
        let day_no = self.set(office, &lines, known.register.last_day_no()?)?;
        let mut listing = Listing::new([
            ("district", "District", "जिला"),
            ("block", "Block", "प्रखंड"),
            ("uncovered", "Uncovered panchayats", "अनाच्छादित पंचायतें"),
            ("units", "Target", "लक्ष्य"),
        ]);
        let (mut rows, mut findings) = (Vec::new(), Vec::new());
        for ((district, block), uncovered, units) in &lines {
            let code = |code: &Option<i64>| code.map_or(Value::Empty, Value::Integer);
            rows.push([code(district), code(block), Value::count(*uncovered), Value::count(*units)]);
            let block_cell =
                if self.by == By::Block { known.cell(console, Level::Block, *block) } else { Value::Empty };
            let district_cell = known.cell(console, Level::District, *district);
            listing.push([district_cell, block_cell, Value::count(*uncovered), Value::count(*units)]);
            if units > uncovered {
                let (level, code) = if block.is_some() { (Level::Block, *block) } else { (Level::District, *district) };
                let name = known.name(level, code);
                let finding = Finding::new("COV-203", Severity::Warning, Locus::default());
                let finding = finding.with("place", name.in_language(console.language()));
                findings.push(finding.with("units", units).with("uncovered", uncovered));
            }
        }
        let print = self.print || papers::is_for_paper(office);
        let label = known.kind.label.clone();
        let files = if print {
            papers::made(office, console, &known.register, ("coop-register coverage plan", &[]), |ground| {
                name_places(&known, lines.iter().map(|(place, ..)| *place), ground);
                let mut report = coverage::plan(label, &rows, ground);
                report.key = format!("{}-{}", report.key, known.kind.code);
                report
            })?
        } else {
            Vec::new()
        };
        let (sum, uncovered): (u64, u64) =
            (lines.iter().map(|(.., units)| units).sum(), lines.iter().map(|(_, uncovered, _)| uncovered).sum());
        if console.format() == Format::Json {
            console.data(
                "coverage-plan",
                serde_json::json!({
                    "kind": known.kind.code, "societies": self.societies, "split": sum, "uncovered": uncovered,
                    "floor": self.floor, "places": listing.to_json(), "files": files, "day_no": day_no,
                    "dry_run": office.globals().dry_run,
                }),
            );
        } else if !print {
            console.listing("coverage-plan", &listing);
        }
        for file in &files {
            console.say(file);
        }
        let set = day_no.is_some();
        console.note(match (set, console.pick("en", "hi")) {
            (true, "hi") => format!("{uncovered} अनाच्छादित पंचायतों पर {sum} समितियाँ; लक्ष्य दर्ज"),
            (true, _) => format!("{sum} societies over {uncovered} uncovered panchayats; the target is set"),
            (false, "hi") => format!("{uncovered} अनाच्छादित पंचायतों पर {sum} समितियाँ; --order से लक्ष्य दर्ज होगा"),
            (false, _) => format!("{sum} societies over {uncovered} uncovered panchayats; --order sets the target"),
        });
        console.findings(&findings);
        Ok(console.verdict(&findings))
    }

    /// Sets the targets where there is an order, decided on what the register held at the row `made_at`; the row of the day book.
    fn set(&self, office: &Office, lines: &[(Place, u64, u64)], made_at: i64) -> Result<Option<i64>, CommandError> {
        let Some(order_no) = office.globals().order.clone() else { return Ok(None) };
        let order_on = office.time().as_of;
        let Some(due_on) = self.due.filter(|due| *due > order_on) else {
            return Err(CommandError::new(Exit::Arguments, "error.coverage.due"));
        };
        let act = office.act("coop-register coverage plan")?;
        let mut register = office.write_register()?;
        let mut entries = Vec::new();
        for ((district, block), uncovered, units) in lines.iter().filter(|(_, uncovered, units)| uncovered + units > 0)
        {
            let target = Target {
                kind: self.of.kind.clone(),
                district: *district,
                block: *block,
                uncovered: *uncovered,
                units: *units,
                due_on,
                order_no: order_no.clone(),
                order_on,
            };
            entries.push(set_target(&register, &target)?);
        }
        let plan = model::Plan { act, entries, made_at: Some(made_at), ..model::Plan::default() };
        let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
        Ok((!office.globals().dry_run).then_some(applied.day_no))
    }
}

impl Progress {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let known = self.of.read(office)?;
        let moment = office.moment()?;
        let mut listing = Listing::new([
            ("district", "District", "जिला"),
            ("block", "Block", "प्रखंड"),
            ("due_on", "By", "लक्ष्य तिथि"),
            ("units", "Target", "लक्ष्य"),
            ("registered", "Registered since", "तब से पंजीकृत"),
            ("left", "Left", "शेष"),
            ("order_no", "Order no.", "आदेश संख्या"),
            ("order_on", "Order date", "आदेश तिथि"),
        ]);
        // Orders of one day count the same societies: read once a day.
        let mut by_day: BTreeMap<Date, BTreeMap<Place, u64>> = BTreeMap::new();
        let (mut units, mut reached) = (0_u64, 0_u64);
        let mut late = 0;
        for target in targets(&known.register, moment)? {
            let asked = known.district.is_none() || target.district == known.district;
            if target.kind != known.kind.code || !asked {
                continue;
            }
            let counts = match by_day.get(&target.order_on) {
                Some(counts) => counts,
                None => {
                    let counts = registered_since(&known.register, &known.kind.classes, target.order_on, moment)?;
                    by_day.entry(target.order_on).or_insert(counts)
                }
            };
            let here = |(district, block): &Place| {
                target.block.is_none_or(|own| *block == Some(own))
                    && (target.block.is_some() || *district == target.district)
            };
            let registered: u64 = counts.iter().filter(|(place, _)| here(place)).map(|(_, count)| *count).sum();
            let left = target.units.saturating_sub(registered);
            late += usize::from(left > 0 && target.due_on < moment.as_of);
            units += target.units;
            reached += registered;
            listing.push([
                known.cell(console, Level::District, target.district),
                target.block.map_or(Value::Empty, |block| known.cell(console, Level::Block, Some(block))),
                Value::Date(target.due_on),
                Value::count(target.units),
                Value::count(registered),
                Value::count(left),
                Value::text(&target.order_no),
                Value::Date(target.order_on),
            ]);
        }
        console.listing("coverage-progress", &listing);
        console.note(match console.pick("en", "hi") {
            "hi" => format!("लक्ष्य {units}, पंजीकृत {reached}; {late} की तिथि बीत गई"),
            _ => format!("target {units}, registered {reached}; {late} are past their day"),
        });
        Ok(if late > 0 { Exit::Findings } else { Exit::Done })
    }
}
