//! Rates of depreciation: the office's own, by order.

use super::code;
use crate::case::{day, word};
use clap::{Args, Subcommand};
use coop_registry::{
    branches::assets::{ASSETS, Convention, Method, Rate, Rates, set_rate},
    cleaning::read_decimal,
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, desk, parse_date, statutory},
    model::{Date, Moment, Plan, Value},
    register::ReadRegister,
};

/// Rates of depreciation
#[derive(Subcommand)]
pub enum RateNoun {
    /// Set the rate of an item, or of one asset, from a day on, by order
    Set(Set),
    /// List the rates, with the order each rests on
    List,
}

/// A rate.
#[derive(Args)]
#[command(group(clap::ArgGroup::new("of").required(true).args(["item", "asset"])))]
pub struct Set {
    /// Item: a code or word of the list asset_item
    #[arg(long)]
    item: Option<String>,
    /// One asset: identity or tag
    #[arg(long)]
    asset: Option<String>,
    /// Method: straight_line, written_down or none
    #[arg(long)]
    method: String,
    /// Per cent a year, as 33.33
    #[arg(long, value_name = "PERCENT", default_value = "0")]
    rate: String,
    /// Periods a year is charged by: day, half_year or year
    #[arg(long, value_name = "PERIOD")]
    convention: String,
    /// Per cent of the cost that is never charged
    #[arg(long, value_name = "PERCENT", default_value = "0")]
    residual: String,
    /// First day it holds; the rate of the day a year begins for an asset holds for that year (default: today)
    #[arg(long = "from", value_name = "DATE", value_parser = parse_date)]
    from: Option<Date>,
}

impl RateNoun {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Set(verb) => verb.run(office, console),
            Self::List => list(office, console),
        }
    }
}

/// Hundredths of a per cent, from 0 to 100 per cent.
fn percent(text: &str) -> Result<i64, CommandError> {
    let read = read_decimal(text.trim(), 100, Value::Percent).ok().filter(|read| read.doubts.is_empty());
    let number = read.and_then(|read| read.value.as_integer()).filter(|number| (0..=10_000).contains(number));
    number.ok_or_else(|| CommandError::new(Exit::Arguments, "error.asset.rate").with("found", text))
}

impl Set {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let order = office.globals().order.clone();
        let order = order.ok_or_else(|| CommandError::new(Exit::Refused, "error.asset.rate_order"))?;
        let act = office.act("coop-register asset rate set")?;
        let (method, convention) =
            (code(office, "asset_method", &self.method)?, code(office, "asset_convention", &self.convention)?);
        let wrong = || CommandError::new(Exit::Arguments, "error.asset.rate").with("found", &self.rate);
        let (method, convention) = Method::read(&method).zip(Convention::read(&convention)).ok_or_else(wrong)?;
        let (rate, residual) = (percent(&self.rate)?, percent(&self.residual)?);
        if (method == Method::Nothing) != (rate == 0) {
            return Err(wrong());
        }
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let of = match (&self.item, &self.asset) {
            (Some(item), _) => code(office, "asset_item", item)?,
            (None, Some(asset)) => {
                let all = super::assets(office, &register, Moment::on(Date::MAX))?;
                statutory::case_of(&all, asset)?.id.clone()
            }
            (None, None) => return Err(wrong()),
        };
        let from = self.from.unwrap_or(office.time().as_of);
        let new = Rate { of, method, rate, convention, residual, from, order_no: order };
        let before = Rates::read(&register, Moment::on(Date::MAX))?;
        let same = before
            .0
            .get(&new.of)
            .into_iter()
            .flatten()
            .find(|old| Rate { order_no: new.order_no.clone(), ..(*old).clone() } == new);
        if let Some(old) = same {
            return Err(CommandError::new(Exit::Refused, "error.asset.rate_same")
                .with("of", &new.of)
                .with("from", old.from)
                .with("order", &old.order_no));
        }
        let entry = set_rate(&register, &new)?;
        let plan = Plan { act, entries: vec![entry], made_at: Some(made_at), ..Plan::default() };
        let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
        let dry_run = office.globals().dry_run;
        console.data(
            "asset-rate",
            serde_json::json!({
                "of": new.of, "method": new.method.key(), "rate": new.rate, "convention": new.convention.key(),
                "residual": new.residual, "from": new.from.to_string(), "order_no": new.order_no,
                "day_no": (!dry_run).then_some(applied.day_no), "dry_run": dry_run,
            }),
        );
        let of = &new.of;
        console.say(match (dry_run, console.pick("en", "hi")) {
            (true, "hi") => format!("{of}: दर दर्ज होगी; अभी कुछ नहीं बदला"),
            (true, _) => format!("{of}: the rate would be set; nothing was changed"),
            (false, "hi") => format!("{of}: दर {from} से दर्ज"),
            (false, _) => format!("{of}: rate set from {from}"),
        });
        Ok(Exit::Done)
    }
}

fn list(office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
    let (register, moment) = (office.read_register()?, office.moment()?);
    let rates = Rates::read(&register, moment)?;
    let (items, methods) = (desk::code_words(office, "asset_item")?, desk::code_words(office, "asset_method")?);
    let conventions = desk::code_words(office, "asset_convention")?;
    let mut listing = Listing::new([
        ("of", "Item or asset", "मद या परिसम्पत्ति"),
        ("from", "From", "कब से"),
        ("method", "Method", "विधि"),
        ("rate", "Rate a year", "वार्षिक दर"),
        ("convention", "Charged", "प्रभार"),
        ("residual", "Residual", "अवशिष्ट"),
        ("order_no", "Order no.", "आदेश संख्या"),
    ]);
    let nothing = Default::default();
    let said = |words: &std::collections::BTreeMap<String, _>, code: &str| {
        Value::text(word(console, code, words.get(code).unwrap_or(&nothing)))
    };
    for rate in rates.0.values().flatten() {
        let is_item = items.contains_key(&rate.of);
        listing.push([
            if is_item { said(&items, &rate.of) } else { Value::text(&rate.of) },
            day(Some(rate.from)),
            said(&methods, rate.method.key()),
            Value::Percent(rate.rate),
            said(&conventions, rate.convention.key()),
            Value::Percent(rate.residual),
            Value::text(&rate.order_no),
        ]);
    }
    console.listing("asset-rates", &listing);
    if listing.rows.is_empty() {
        console.note(match console.pick("en", "hi") {
            "hi" => "कोई दर स्रोत में नहीं देखी गई और कोई मानी नहीं जाती; कार्यालय आदेश से दर्ज करे: asset rate set".to_owned(),
            _ => format!(
                "no rate was seen in a source and none is assumed; the office sets its own by order: {ASSETS} rate set"
            ),
        });
    }
    Ok(Exit::Done)
}
