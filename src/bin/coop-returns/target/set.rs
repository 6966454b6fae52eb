//! `target set`: the State's target, by order.

use super::{OfScheme, figure, other_unit, written};
use clap::Args;
use coop_registry::{
    branches::targets::{NewTarget, Period, SchemeUnit, entry_of, state_target},
    cli::{CommandError, Console, Exit, Office, Verdict, parse_date},
    model::{Date, Moment, Plan},
    register::ReadRegister,
};

/// A target.
#[derive(Args)]
pub struct Set {
    #[command(flatten)]
    of: OfScheme,
    /// The same for every month up to this one
    #[arg(long, value_name = "MONTH", requires = "month")]
    until: Option<Period>,
    /// Rupees, as '2 करोड़' or 2,00,00,000, for a scheme counted in money
    #[arg(long, conflicts_with = "units")]
    amount: Option<String>,
    /// How many, for a scheme counted in numbers
    #[arg(long, value_name = "N")]
    units: Option<String>,
    /// Day of the order (default: today)
    #[arg(long = "order-date", value_name = "DATE", value_parser = parse_date)]
    order_date: Option<Date>,
}

impl Set {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let scheme = self.of.scheme(office)?;
        let periods = self.of.of.all(office, self.until)?;
        let said = match scheme.unit {
            SchemeUnit::Money => &self.amount,
            SchemeUnit::Count => &self.units,
        };
        let Some(said) = said else {
            let found = self.amount.as_ref().or(self.units.as_ref()).map_or("–", String::as_str);
            return Err(other_unit(&scheme, found));
        };
        let target = figure(&scheme, said)?;
        let Some(order_no) = office.globals().order.clone() else {
            return Err(CommandError::new(Exit::Refused, "error.programme.order"));
        };
        let order_on = office.day_come(self.order_date)?;
        let act = office.act("coop-returns target set")?;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let (mut entries, mut before) = (Vec::new(), Vec::new());
        for period in &periods {
            before.push(state_target(&register, &scheme, *period, Moment::on(Date::MAX))?.map(|old| old.figure));
            let new = NewTarget { district: None, figure: target, split: None, order_no: order_no.clone(), order_on };
            entries.extend(entry_of(&register, &scheme, *period, &new)?);
        }
        let (entered, dry_run) = (entries.len(), office.globals().dry_run);
        let day_no = if entered > 0 {
            let plan = Plan { act, entries, made_at: Some(made_at), ..Plan::default() };
            let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
            (!dry_run).then_some(applied.day_no)
        } else {
            None
        };
        let of = |figure: &Option<u64>| figure.map(|figure| written(&scheme, figure));
        console.data(
            "target-set",
            serde_json::json!({
                "scheme": scheme.code, "periods": periods.iter().map(Period::to_string).collect::<Vec<_>>(),
                "target": written(&scheme, target), "before": before.iter().map(of).collect::<Vec<_>>(),
                "order_no": order_no, "order_on": order_on.to_string(), "entered": entered, "day_no": day_no, "dry_run": dry_run,
            }),
        );
        let name = scheme.label.in_language(console.language());
        for (period, before) in periods.iter().zip(&before) {
            let was = before.filter(|before| *before != target).map(|before| written(&scheme, before));
            let was = was.map_or_else(String::new, |was| match console.pick("en", "hi") {
                "hi" => format!(" (पहले {was})"),
                _ => format!(" (was {was})"),
            });
            console.say(format!("{name}, {period}: {}{was}", written(&scheme, target)));
        }
        console.note(match (entered, dry_run, console.pick("en", "hi")) {
            (0, _, "hi") => "ऐसा ही दर्ज है; कुछ नहीं बदला".to_owned(),
            (0, ..) => "it stands just so; nothing was changed".to_owned(),
            (_, true, "hi") => format!("{entered} लक्ष्य दर्ज होंगे; अभी कुछ नहीं बदला"),
            (_, true, _) => format!("{entered} targets to be entered; nothing was changed"),
            (_, false, "hi") => format!("{entered} लक्ष्य दर्ज, आदेश {order_no}"),
            (_, false, _) => format!("{entered} targets entered, order {order_no}"),
        });
        Ok(Exit::Done)
    }
}
