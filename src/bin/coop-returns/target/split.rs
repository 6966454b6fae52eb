//! `target split`: the State's target over its districts. Told first; entered with an order.

use super::{OfScheme, figure, value, written};
use clap::{Args, ValueEnum};
use coop_registry::{
    branches::{
        computerisation::Programme,
        pacs::societies,
        targets::{
            Asked, Basis, NewTarget, NoSplit, Period, Scheme, SchemeUnit, Share, entry_of, share_out, state_target,
            weights,
        },
    },
    catalogue::Level,
    cli::{CommandError, Console, Exit, Format, Listing, Office, Verdict, parse_date, place_names::PlaceNames},
    model::{Date, Plan, Value},
    register::ReadRegister,
};

/// A split.
#[derive(Args)]
pub struct Split {
    #[command(flatten)]
    of: OfScheme,
    /// The same for every month up to this one, each of its own target
    #[arg(long, value_name = "MONTH", requires = "month")]
    until: Option<Period>,
    /// What it is split by
    #[arg(long, value_enum)]
    by: SplitBy,
    /// What every district gets before the rest is split; wants --reason
    #[arg(long, value_name = "FIGURE")]
    floor: Option<String>,
    /// What one district gets at least, as Gaya=5,00,000; wants --reason
    #[arg(long, value_name = "DISTRICT=FIGURE")]
    at_least: Vec<String>,
    /// No part is broken finer than this (default: a rupee, or one)
    #[arg(long, value_name = "FIGURE")]
    step: Option<String>,
    /// Only over these districts: names or LGD codes (default: all of the State)
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    districts: Vec<String>,
    /// Day of the order (default: today)
    #[arg(long = "order-date", value_name = "DATE", value_parser = parse_date)]
    order_date: Option<Date>,
}

/// What a target is split by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum SplitBy {
    /// Equal parts
    Equal,
    /// Standing societies of the scheme's classes
    Societies,
    /// What was achieved in the same period a year before
    LastYear,
    /// Their members
    Members,
}

impl SplitBy {
    fn basis(self) -> Basis {
        match self {
            Self::Equal => Basis::Equal,
            Self::Societies => Basis::Societies,
            Self::LastYear => Basis::LastYear,
            Self::Members => Basis::Members,
        }
    }
}

/// One period's target, split.
struct Made {
    period: Period,
    target: u64,
    order_no: String,
    shares: Vec<Share>,
}

impl Split {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let scheme = self.of.scheme(office)?;
        let periods = self.of.of.all(office, self.until)?;
        let places = PlaceNames::load(office)?;
        let districts = self.districts(office, &places)?;
        let floors = self.floors(&scheme, &places, &districts, console)?;
        let reason = office.globals().reason.clone().unwrap_or_default();
        if reason.is_empty() && floors.iter().any(|floor| *floor > 0) {
            return Err(CommandError::new(Exit::Refused, "error.programme.floor_reason"));
        }
        let step = match (&self.step, scheme.unit) {
            (Some(step), _) => figure(&scheme, step)?.max(1),
            (None, SchemeUnit::Money) => 100,
            (None, SchemeUnit::Count) => 1,
        };
        let (register, moment) = (office.read_register()?, office.moment()?);
        let made_at = register.last_day_no()?;
        let societies = societies(&register, moment)?;
        let stages = Programme::load(office.files(), office.tables())?;
        let basis = self.by.basis();
        let mut all = Vec::new();
        for period in periods {
            let Some(target) = state_target(&register, &scheme, period, moment)? else {
                let error = CommandError::not_found("error.programme.no_target");
                return Err(error.with("scheme", &scheme.code).with("period", period));
            };
            let weights = weights(&register, &scheme, (basis, period), &districts, &societies, &stages, moment)?;
            let asked =
                Asked { total: target.figure, step, districts: weights.into_iter().zip(floors.clone()).collect() };
            let shares = share_out(&asked).map_err(|fault| refused(&scheme, &asked, basis, fault))?;
            all.push(Made { period, target: target.figure, order_no: target.order_no, shares });
        }
        drop(register);
        let (entered, day_no) = self.enter(office, &scheme, (&all, &districts), &reason, made_at)?;
        self.say(office, console, &scheme, &places, (&all, &districts), (entered, day_no));
        Ok(Exit::Done)
    }

    fn districts(&self, office: &Office, places: &PlaceNames) -> Result<Vec<i64>, CommandError> {
        let mut districts = match self.districts.is_empty() {
            true => places.own_districts(),
            false => self.districts.iter().map(|name| places.district(name)).collect::<Result<Vec<_>, _>>()?,
        };
        districts.sort_unstable();
        districts.dedup();
        if districts.is_empty() {
            let state = office.settings()?.get("office.state").to_owned();
            return Err(CommandError::new(Exit::Configuration, "error.programme.districts").with("state", state));
        }
        Ok(districts)
    }

    /// What each district gets at least.
    fn floors(
        &self,
        scheme: &Scheme,
        places: &PlaceNames,
        districts: &[i64],
        console: &Console,
    ) -> Result<Vec<u64>, CommandError> {
        let floor = self.floor.as_ref().map_or(Ok(0), |floor| figure(scheme, floor))?;
        let mut floors = vec![floor; districts.len()];
        for said in &self.at_least {
            let refused = || CommandError::new(Exit::Arguments, "error.programme.at_least").with("found", said);
            let (name, least) = said.split_once('=').ok_or_else(refused)?;
            let code = places.district(name.trim())?;
            let Some(at) = districts.iter().position(|known| *known == code) else {
                let name = places.label(Level::District, Some(code));
                let error = CommandError::new(Exit::Arguments, "error.programme.at_least_of");
                return Err(error.with("district", name.in_language(console.language())));
            };
            floors[at] = figure(scheme, least)?;
        }
        Ok(floors)
    }

    /// Enters the parts where there is an order, decided on what the register held at the row `made_at`: how many, and the day-book row.
    fn enter(
        &self,
        office: &Office,
        scheme: &Scheme,
        (all, districts): (&[Made], &[i64]),
        reason: &str,
        made_at: i64,
    ) -> Result<(usize, Option<i64>), CommandError> {
        let Some(order_no) = office.globals().order.clone() else { return Ok((0, None)) };
        let order_on = office.day_come(self.order_date)?;
        let act = office.act("coop-returns target split")?;
        let mut register = office.write_register()?;
        let mut entries = Vec::new();
        for made in all {
            for (district, share) in districts.iter().zip(&made.shares) {
                let new = NewTarget {
                    district: Some(*district),
                    figure: share.target,
                    split: Some((self.by.basis().key().to_owned(), *share, reason.to_owned())),
                    order_no: order_no.clone(),
                    order_on,
                };
                entries.extend(entry_of(&register, scheme, made.period, &new)?);
            }
        }
        if entries.is_empty() {
            return Ok((0, None));
        }
        let entered = entries.len();
        let plan = Plan { act, entries, made_at: Some(made_at), ..Plan::default() };
        let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
        Ok((entered, (!office.globals().dry_run).then_some(applied.day_no)))
    }

    fn say(
        &self,
        office: &Office,
        console: &mut Console,
        scheme: &Scheme,
        places: &PlaceNames,
        (all, districts): (&[Made], &[i64]),
        (entered, day_no): (usize, Option<i64>),
    ) {
        let mut listing = Listing::new([
            ("period", "Period", "अवधि"),
            ("district", "District", "जिला"),
            ("weight", "Figure of the basis", "आधार का आँकड़ा"),
            ("floor", "At least", "न्यूनतम"),
            ("target", "Target", "लक्ष्य"),
        ]);
        let money = self.by == SplitBy::LastYear && scheme.unit == SchemeUnit::Money;
        for made in all {
            let sum = made.shares.iter().map(|share| share.target).sum();
            for (district, share) in districts.iter().zip(&made.shares) {
                listing.push([
                    Value::text(made.period.to_string()),
                    match console.is_for_people() {
                        true => {
                            Value::text(places.label(Level::District, Some(*district)).in_language(console.language()))
                        }
                        false => Value::Integer(*district),
                    },
                    if money { value(scheme, share.weight) } else { Value::count(share.weight) },
                    if share.floor > 0 { value(scheme, share.floor) } else { Value::Empty },
                    value(scheme, share.target),
                ]);
            }
            if console.is_for_people() {
                let total = Value::text(console.pick("Total", "योग"));
                listing.push([
                    Value::text(made.period.to_string()),
                    total,
                    Value::Empty,
                    Value::Empty,
                    value(scheme, sum),
                ]);
            }
        }
        let dry_run = office.globals().dry_run;
        if console.format() == Format::Json {
            let of = |made: &Made| {
                serde_json::json!({
                    "period": made.period.to_string(), "target": written(scheme, made.target), "order_no": made.order_no,
                    "split": written(scheme, made.shares.iter().map(|share| share.target).sum()),
                    "closes": made.shares.iter().map(|share| share.target).sum::<u64>() == made.target,
                })
            };
            console.data(
                "target-split",
                serde_json::json!({
                    "scheme": scheme.code, "basis": self.by.basis().key(), "periods": all.iter().map(of).collect::<Vec<_>>(),
                    "rows": listing.to_json(), "entered": entered, "day_no": day_no, "dry_run": dry_run,
                }),
            );
        } else {
            console.listing("target-split", &listing);
        }
        let ordered = office.globals().order.is_some();
        console.note(match (ordered, entered, dry_run, console.pick("en", "hi")) {
            (false, _, _, "hi") => "बताया गया, दर्ज नहीं; --order से दर्ज होगा".to_owned(),
            (false, ..) => "told, not entered; --order enters it".to_owned(),
            (true, 0, _, "hi") => "ऐसा ही दर्ज है; कुछ नहीं बदला".to_owned(),
            (true, 0, ..) => "it stands just so; nothing was changed".to_owned(),
            (true, _, true, "hi") => format!("{entered} जिला लक्ष्य दर्ज होंगे; अभी कुछ नहीं बदला"),
            (true, _, true, _) => format!("{entered} targets of districts to be entered; nothing was changed"),
            (true, _, false, "hi") => format!("{entered} जिला लक्ष्य दर्ज"),
            (true, _, false, _) => format!("{entered} targets of districts entered"),
        });
    }
}

fn refused(scheme: &Scheme, asked: &Asked, basis: Basis, fault: NoSplit) -> CommandError {
    match fault {
        NoSplit::Floors(sum) => CommandError::new(Exit::Refused, "error.programme.floors")
            .with("floors", written(scheme, u64::try_from(sum).unwrap_or(u64::MAX)))
            .with("target", written(scheme, asked.total)),
        NoSplit::NoFigure => CommandError::new(Exit::Refused, "error.programme.no_figure").with("basis", basis.key()),
        NoSplit::Step(found) => CommandError::new(Exit::Arguments, "error.programme.step")
            .with("found", written(scheme, found))
            .with("step", written(scheme, asked.step)),
    }
}
