//! `rules withdraw`.

use coop_registry::{
    branches::returns,
    cli::{CommandError, Console, Exit, Office, Verdict, parse_date},
    model::{Date, Moment, Plan},
    register::ReadRegister as _,
    rules::Withdrawal,
};

/// Withdraw a rule by order for years that close in a period
///
/// The rule is not asked of these years; every account says how many returns that spared it. Another order with the same first day
/// and an earlier last day ends a withdrawal.
#[derive(clap::Args)]
pub struct Withdraw {
    /// Code, as APP-005
    code: String,
    /// First day of the period: years that close on it or later (default: the close of --fy)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    from: Option<Date>,
    /// Last day of the period (default: the first)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    until: Option<Date>,
    /// Day of the order (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

impl Withdraw {
    /// Enters the withdrawal; again changes nothing.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let book = super::rulebook(office)?;
        super::find(&book, &self.code)?;
        let (Some(order_no), Some(reason)) = (office.globals().order.clone(), office.globals().reason.clone()) else {
            return Err(CommandError::new(Exit::Refused, "error.rules.order").with("code", &self.code));
        };
        let order_on = office.day_come(self.on)?;
        let from = match self.from {
            Some(from) => from,
            None => office.year()?.end(),
        };
        let until = self.until.unwrap_or(from);
        if until < from {
            return Err(CommandError::new(Exit::Arguments, "error.rules.period")
                .with("from", from)
                .with("until", until));
        }
        let act = office.act("coop-returns rules withdraw")?;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let known = returns::withdrawals(&register, Moment::on(Date::MAX))?;
        let asked = Withdrawal { rule: self.code.clone(), from, until, order_no, order_on, reason };
        // Without --on the day of the order is not asked: the same command on another day changes nothing.
        let same = |one: &Withdrawal| {
            self.on.is_some() && *one == asked || self.on.is_none() && Withdrawal { order_on, ..one.clone() } == asked
        };
        let already = known.iter().any(same);
        let dry_run = office.globals().dry_run;
        if !already {
            let entries = vec![returns::withdraw(&register, &asked)?];
            let plan = Plan { act, entries, made_at: Some(made_at), ..Plan::default() };
            office.carry_out(&mut register, &plan, &mut |_| {})?;
        }
        console.data(
            "rules-withdraw",
            serde_json::json!({
                "code": asked.rule, "from": from, "until": until, "order_no": asked.order_no, "entered": !already,
                "dry_run": dry_run,
            }),
        );
        let (code, order) = (&asked.rule, &asked.order_no);
        console.say(match (already, dry_run, console.pick("en", "hi")) {
            (true, _, "hi") => format!("{code}: {from} से {until} तक पहले से वापस (आदेश {order}); कुछ नहीं बदला"),
            (true, _, _) => {
                format!("{code}: withdrawn from {from} until {until} already (order {order}); nothing was changed")
            }
            (false, true, "hi") => format!("{code}: {from} से {until} तक वापस होगा (आदेश {order}); अभी कुछ नहीं बदला"),
            (false, true, _) => {
                format!("{code}: would be withdrawn from {from} until {until} (order {order}); nothing was changed")
            }
            (false, false, "hi") => {
                format!("{code}: {from} से {until} के बीच समाप्त होने वाले वर्षों के लिए वापस, आदेश {order}")
            }
            (false, false, _) => {
                format!("{code}: withdrawn for years that close from {from} until {until}, order {order}")
            }
        });
        Ok(Exit::Done)
    }
}
