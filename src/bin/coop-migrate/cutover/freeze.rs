//! `coop-migrate cutover freeze`: the day from which paper is refused, by order.

use clap::Args;
use coop_registry::{
    branches::cutover::{Freezing, freeze},
    cli::{CommandError, Console, Exit, Office, Verdict, parse_date},
    model::{Date, Plan},
    register::ReadRegister,
};

/// End paper by order.
#[derive(Args)]
pub struct FreezeDay {
    /// From this day on nothing is entered from paper without an order
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    date: Date,
}

impl FreezeDay {
    /// The same day again is nothing; another day takes its place.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let Some(order_no) = office.globals().order.clone() else {
            return Err(CommandError::new(Exit::Refused, "error.cutover.order"));
        };
        let act = office.act("coop-migrate cutover freeze")?;
        let names = office.name()?;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let (date, dry_run) = (self.date, office.globals().dry_run);
        let (entered, before, by) = match freeze(&register, date, &order_no, &names)? {
            Freezing::Already(standing) => (false, None, standing.order_no),
            Freezing::Enter(entry, before) => {
                let plan = Plan { act, entries: vec![*entry], made_at: Some(made_at), ..Plan::default() };
                office.carry_out(&mut register, &plan, &mut |_| {})?;
                (true, before.map(|before| before.ends_on), order_no)
            }
        };
        console.data(
            "cutover-freeze",
            serde_json::json!({
                "paper_ends_on": date.to_string(), "order_no": by, "entered": entered,
                "before": before.map(|day| day.to_string()), "dry_run": dry_run,
            }),
        );
        let was = before.map_or_else(String::new, |day| match console.pick("en", "hi") {
            "hi" => format!(" (पहले {day})"),
            _ => format!(" (before: {day})"),
        });
        console.say(match (entered, dry_run, console.pick("en", "hi")) {
            (false, _, "hi") => format!("कागजी अभिलेख {date} से समाप्त हैं ही (आदेश {by}); कुछ नहीं बदला"),
            (false, _, _) => format!("paper ends on {date} already (order {by}); nothing was changed"),
            (true, true, "hi") => format!("कागजी अभिलेख {date} से समाप्त होंगे{was}, आदेश {by}; अभी कुछ नहीं बदला"),
            (true, true, _) => format!("paper would end on {date}{was}, order {by}; nothing was changed"),
            (true, false, "hi") => {
                format!("कागजी अभिलेख {date} से समाप्त{was}, आदेश {by}: उस दिन या बाद की तिथि वाली फ़ाइलें केवल आदेश से दर्ज होंगी")
            }
            (true, false, _) => {
                format!("paper ends on {date}{was}, order {by}: files that speak of that day or a later one are entered by order only")
            }
        });
        Ok(Exit::Done)
    }
}
