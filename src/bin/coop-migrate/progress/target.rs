//! `coop-migrate progress target`: targets by order, and what was achieved of them.

use crate::scope::{Places, Read, Which};
use clap::{Args, Subcommand};
use coop_registry::cli::place_names::PlaceNames;
use coop_registry::{
    branches::computerisation::{Filter, NewTarget, Programme, TargetSet, set_target, targets},
    catalogue::Level,
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, parse_date},
    model::{Date, Plan, Value},
    register::ReadRegister,
};

/// Targets of a programme.
#[derive(Subcommand)]
pub enum Target {
    /// Set a target by order: so many units at a stage by a day, of a district, a block or the whole office
    Set(Set),
    /// Show targets against what was achieved
    Show(Show),
}

/// Set a target.
#[derive(Args)]
pub struct Set {
    /// Programme: pacs, mpacs, ardb, office
    #[arg(long)]
    kind: String,
    /// Stage to be reached
    #[arg(long, default_value = "golive")]
    stage: String,
    /// District, name or LGD code; without one the target is the whole office's
    #[arg(long)]
    district: Option<String>,
    /// Block, name or LGD code
    #[arg(long)]
    block: Option<String>,
    /// How many units
    #[arg(long, value_name = "N")]
    units: u64,
    /// The day by which
    #[arg(long = "by-date", value_name = "DATE", value_parser = parse_date)]
    by_date: Date,
    /// Day of the order (default: today)
    #[arg(long = "order-date", value_name = "DATE", value_parser = parse_date)]
    order_date: Option<Date>,
}

/// Show targets against what was achieved.
#[derive(Args)]
pub struct Show {
    /// Only targets of districts, or only those of blocks
    #[arg(long, value_enum)]
    by: Option<Places>,
    #[command(flatten)]
    which: Which,
}

impl Target {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Set(verb) => verb.run(office, console),
            Self::Show(verb) => verb.run(office, console),
        }
    }
}

impl Set {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        if office.globals().order.is_none() {
            return Err(CommandError::new(Exit::Refused, "error.progress.target_order"));
        }
        let act = office.act("coop-migrate progress target set")?;
        let programme = Programme::load(office.files(), office.tables())?;
        if !programme.kinds.contains_key(&self.kind) {
            let known: Vec<&str> = programme.kinds.keys().map(String::as_str).collect();
            return Err(CommandError::new(Exit::Arguments, "error.pacs.kind")
                .with("found", &self.kind)
                .with("known", known.join(", ")));
        }
        let Some(stage) = programme.stage(&self.stage).map(|at| &programme.stages[at]) else {
            let known: Vec<&str> = programme.stages.iter().map(|stage| stage.code.as_str()).collect();
            return Err(CommandError::not_found("error.pacs.stage")
                .with("found", &self.stage)
                .with("known", known.join(", ")));
        };
        let places = PlaceNames::load(office)?;
        let mut district = self.district.as_deref().map(|name| places.district(name)).transpose()?;
        let block = self.block.as_deref().map(|name| places.block(name, district)).transpose()?;
        district = district.or_else(|| block.and_then(|block| places.district_of(block)));
        let order_no = act.order_no.clone().unwrap_or_default();
        let order_on = self.order_date.unwrap_or(office.time().as_of);
        let new = NewTarget {
            kind: self.kind,
            stage: stage.code.clone(),
            district,
            block,
            due_on: self.by_date,
            units: self.units,
            order_no,
            order_on,
        };
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let dry_run = office.globals().dry_run;
        let (entered, before, standing) = match set_target(&register, &new)? {
            TargetSet::Already(order) => (false, Some(new.units), Some(order)),
            TargetSet::Enter(entry, before) => {
                let plan = Plan { act, entries: vec![*entry], made_at: Some(made_at), ..Plan::default() };
                office.carry_out(&mut register, &plan, &mut |_| {})?;
                (true, before, None)
            }
        };
        console.data(
            "target-set",
            serde_json::json!({
                "kind": new.kind, "stage": new.stage, "district": new.district, "block": new.block, "units": new.units,
                "by_date": new.due_on.to_string(), "order_no": new.order_no, "entered": entered, "before": before,
                "dry_run": dry_run,
            }),
        );
        let day = new.due_on;
        console.say(match (standing, dry_run, console.pick("en", "hi")) {
            (Some(order), _, "hi") => format!("लक्ष्य पहले से यही है (आदेश {order}); कुछ नहीं बदला"),
            (Some(order), ..) => format!("the target stands so already (order {order}); nothing was changed"),
            (None, true, "hi") => format!("लक्ष्य दर्ज होगा: {day} तक {} इकाइयाँ; अभी कुछ नहीं बदला", new.units),
            (None, true, _) => format!("target to be entered: {} units by {day}; nothing was changed", new.units),
            (None, false, "hi") => format!("लक्ष्य दर्ज: {day} तक {} इकाइयाँ, आदेश {}", new.units, new.order_no),
            (None, false, _) => format!("target entered: {} units by {day}, order {}", new.units, new.order_no),
        });
        Ok(Exit::Done)
    }
}

impl Show {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        // The places narrow the targets; what counts towards each is narrowed by the target itself.
        let asked = Read::of(office, &self.which)?;
        let open = Which { kind: None, phase: self.which.phase, district: None, block: None };
        let read = Read::of(office, &open)?;
        let (on, language) = (office.time().as_of, console.language());
        let district = self.which.district.as_deref().map(|name| asked.places.district(name)).transpose()?;
        let block = self.which.block.as_deref().map(|name| asked.places.block(name, district)).transpose()?;
        let mut listing = Listing::new([
            ("target", "Target", "लक्ष्य पहचान"),
            ("kind", "Programme", "कार्यक्रम"),
            ("stage", "Stage", "अवस्था"),
            ("place", "Place", "स्थान"),
            ("by_date", "By", "तिथि तक"),
            ("units", "Units", "लक्ष्य"),
            ("achieved", "Achieved", "प्राप्त"),
            ("share", "%", "%"),
            ("remaining", "Remaining", "शेष"),
            ("days_left", "Days left", "शेष दिन"),
            ("state", "State", "स्थिति"),
            ("order_no", "Order", "आदेश"),
        ]);
        for target in targets(&read.register, office.moment()?)? {
            let level_fits = match self.by {
                None => true,
                Some(Places::District) => target.district.is_some() && target.block.is_none(),
                Some(Places::Block) => target.block.is_some(),
            };
            let fits = self.which.kind.as_ref().is_none_or(|kind| *kind == target.kind)
                && district.is_none_or(|district| target.district == Some(district))
                && block.is_none_or(|block| target.block == Some(block));
            let Some(at) = read.programme.stage(&target.stage).filter(|_| level_fits && fits) else { continue };
            let stage = &read.programme.stages[at];
            let of_target = Filter {
                kind: Some(target.kind.clone()),
                district: target.district.filter(|_| target.block.is_none()),
                block: target.block,
                phase: None,
            };
            let reached = |by: Date| {
                let units = read.units.iter().filter(|unit| of_target.takes(unit) && unit.reached(stage, by));
                u64::try_from(units.count()).unwrap_or(u64::MAX)
            };
            let achieved = reached(on);
            let in_time = target.due_on.is_none_or(|due| reached(due.min(on)) >= target.units);
            let past = target.due_on.is_some_and(|due| due < on);
            let (en, hi) = match (achieved >= target.units, in_time, past) {
                (true, true, _) => ("met", "पूर्ण"),
                (true, false, _) => ("met late", "विलंब से पूर्ण"),
                (false, _, true) => ("missed", "चूक"),
                (false, _, false) => ("open", "जारी"),
            };
            let share = (achieved * 10_000).checked_div(target.units);
            let place = match (target.block, target.district) {
                (Some(block), _) => read.place(Level::Block, Some(block), language),
                (None, Some(district)) => read.place(Level::District, Some(district), language),
                (None, None) => console.pick("whole office", "संपूर्ण कार्यालय").to_owned(),
            };
            let people = console.is_for_people();
            let kind = read.programme.kinds.get(&target.kind).filter(|_| people);
            let days = target.due_on.map(|due| i64::from((due - on).get_days()).max(0));
            listing.push([
                Value::text(&target.id),
                Value::text(kind.map_or(target.kind.as_str(), |label| label.in_language(language))),
                Value::text(if people { stage.label.in_language(language) } else { &stage.code }),
                Value::text(place),
                target.due_on.map_or(Value::Empty, Value::Date),
                Value::count(target.units),
                Value::count(achieved),
                share.map_or(Value::Empty, |share| Value::Percent(i64::try_from(share).unwrap_or(i64::MAX))),
                Value::count(target.units.saturating_sub(achieved)),
                days.map_or(Value::Empty, Value::Integer),
                Value::text(if people { console.pick(en, hi) } else { en }),
                Value::text(&target.order_no),
            ]);
        }
        console.listing("target-show", &listing);
        Ok(Exit::Done)
    }
}
