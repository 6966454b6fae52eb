//! `coop-audit allotment exclude|include|excluded`: societies that cannot be audited for some years, by order.

use clap::Args;
use coop_registry::{
    branches::audit::exclusions::{Exclusion, add, exclusions, withdraw},
    cleaning::covered,
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, change::Change, date_written, desk, parse_date},
    model::{Act, CooperativeYear, Date, Moment, Plan, Value},
    register::ReadRegister as _,
};

/// Keep a society out of the allotments of some years, by --order
#[derive(Args)]
pub struct Exclude {
    /// Society: identity, registration number or name
    #[arg(long)]
    society: String,
    /// Ground: no_books, records_seized, court, merged, no_business
    #[arg(long, value_name = "CODE")]
    ground: String,
    /// Last year it holds for (default: until `allotment include`)
    #[arg(long, value_name = "YEAR")]
    until: Option<CooperativeYear>,
    /// Day of the order (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

/// End an exclusion, by --order
#[derive(Args)]
pub struct Include {
    /// Identity of the exclusion, as `allotment excluded` shows it
    exclusion: String,
    /// Day of the order, from which it counts (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

/// Societies kept out of allotments, and by which order
#[derive(Args)]
pub struct Excluded {
    /// Without those that were ended
    #[arg(long)]
    standing: bool,
}

fn order_of(act: &Act) -> Result<String, CommandError> {
    let number = act.order().map(str::to_owned);
    number.ok_or_else(|| CommandError::new(Exit::Refused, "error.allotment.exclusion_order"))
}

impl Exclude {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let from_fy = office.year()?;
        let mut act = office.act("coop-audit allotment exclude")?;
        act.reason = act.reason.map(|reason| covered(&reason).into_owned());
        let order_no = order_of(&act)?;
        let on = office.day_come(self.on)?;
        let known = desk::code_words(office, "exclusion_ground")?;
        let ground = self.ground.trim().to_owned();
        if !known.contains_key(&ground) {
            let codes: Vec<&str> = known.keys().map(String::as_str).collect();
            return Err(CommandError::new(Exit::Arguments, "error.allotment.exclusion_ground")
                .with("found", &ground)
                .with("known", codes.join(", ")));
        }
        if let Some(until) = self.until.filter(|until| *until < from_fy) {
            return Err(CommandError::new(Exit::Arguments, "error.allotment.exclusion_years")
                .with("from", from_fy)
                .with("until", until));
        }
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let society = desk::subject(&register, desk::table(office, "society")?, &self.society, Moment::on(Date::MAX))?;
        let one = Exclusion {
            id: String::new(),
            society: society.clone(),
            ground,
            from_fy,
            to_fy: self.until,
            order_no,
            order_on: on,
            reason: act.reason.clone().unwrap_or_default(),
            login: act.officer.clone(),
            withdrawn: None,
        };
        let all = exclusions(&register, Moment::on(Date::MAX))?;
        let mut standing = all.iter().filter(|other| other.society == society && other.withdrawn.is_none());
        let other = standing.find(|other| other.meets(&one));
        let same = |other: &&Exclusion| {
            (other.ground.as_str(), other.from_fy, other.to_fy, other.order_no.as_str())
                == (one.ground.as_str(), one.from_fy, one.to_fy, one.order_no.as_str())
        };
        let (id, day_no, changed) = match other {
            Some(other) if same(&other) => (other.id.clone(), None, false),
            Some(other) => {
                return Err(CommandError::new(Exit::Refused, "error.allotment.excluded_already")
                    .with("society", &society)
                    .with("id", &other.id)
                    .with("order", &other.order_no));
            }
            None => {
                let entries = vec![add(&register, &one)?];
                let plan = Plan { act, entries, made_at: Some(made_at), ..Plan::default() };
                let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
                (applied.subjects.first().cloned().unwrap_or_default(), Some(applied.day_no), true)
            }
        };
        let dry_run = office.globals().dry_run;
        console.data(
            "allotment-exclude",
            serde_json::json!({
                "exclusion": id, "society": society, "ground": one.ground, "from_fy": from_fy, "to_fy": one.to_fy,
                "changed": changed, "day_no": day_no.filter(|_| !dry_run), "dry_run": dry_run,
            }),
        );
        let line = Change { of: &society, changed, dry_run }.entered(console, "", &id);
        console.say(line);
        Ok(Exit::Done)
    }
}

impl Include {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let mut act = office.act("coop-audit allotment include")?;
        act.reason = act.reason.map(|reason| covered(&reason).into_owned());
        let order_no = order_of(&act)?;
        let on = office.day_come(self.on)?;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let all = exclusions(&register, Moment::on(Date::MAX))?;
        let Some(one) = all.iter().find(|one| one.id == self.exclusion.trim()) else {
            return Err(CommandError::not_found("error.allotment.no_exclusion").with("asked", &self.exclusion));
        };
        let changed = match &one.withdrawn {
            Some(done) if *done == (on, order_no.clone()) => false,
            Some((since, order)) => {
                return Err(CommandError::new(Exit::Refused, "error.allotment.included_already")
                    .with("id", &one.id)
                    .with("since", date_written(*since))
                    .with("order", order));
            }
            None if on < one.order_on => {
                return Err(CommandError::new(Exit::Refused, "error.allotment.included_before")
                    .with("id", &one.id)
                    .with("on", date_written(on))
                    .with("order_on", date_written(one.order_on)));
            }
            None => true,
        };
        let why = act.reason.clone().unwrap_or_default();
        let mut day_no = None;
        if changed {
            let entries = vec![withdraw(&register, one, (on, &order_no, &why))?];
            let plan = Plan { act, entries, made_at: Some(made_at), ..Plan::default() };
            day_no = Some(office.carry_out(&mut register, &plan, &mut |_| {})?.day_no);
        }
        let dry_run = office.globals().dry_run;
        console.data(
            "allotment-include",
            serde_json::json!({
                "exclusion": one.id, "society": one.society, "on": on.to_string(), "changed": changed,
                "day_no": day_no.filter(|_| !dry_run), "dry_run": dry_run,
            }),
        );
        let line = Change { of: &one.id, changed, dry_run }.entered(console, "", &one.society);
        console.say(line);
        Ok(Exit::Done)
    }
}

impl Excluded {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let words = desk::code_words(office, "exclusion_ground")?;
        let mut listing = Listing::new([
            ("exclusion", "Exclusion", "निष्कासन"),
            ("society", "Society", "समिति"),
            ("ground", "Ground", "आधार"),
            ("from_fy", "From year", "वर्ष से"),
            ("to_fy", "To year", "वर्ष तक"),
            ("order_no", "Order", "आदेश"),
            ("order_on", "Order date", "आदेश तिथि"),
            ("ended_on", "Ended on", "समाप्ति तिथि"),
            ("ended_by", "By order", "समाप्ति आदेश"),
            ("reason", "Reason", "कारण"),
        ]);
        let only = office.globals().fy;
        for one in exclusions(&register, moment)? {
            let of_year = |fy: CooperativeYear| one.from_fy <= fy && one.to_fy.is_none_or(|to| fy <= to);
            if !only.is_none_or(of_year) || (self.standing && one.withdrawn.is_some()) {
                continue;
            }
            let ground = words.get(&one.ground).filter(|_| console.is_for_people());
            let ground = ground.map_or(one.ground.as_str(), |label| label.in_language(console.language()));
            let ended = one.withdrawn.as_ref();
            listing.push([
                Value::text(&one.id),
                Value::text(&one.society),
                Value::text(ground),
                Value::text(one.from_fy.to_string()),
                one.to_fy.map_or(Value::Empty, |to| Value::text(to.to_string())),
                Value::text(&one.order_no),
                Value::Date(one.order_on),
                ended.map_or(Value::Empty, |(on, _)| Value::Date(*on)),
                ended.map_or(Value::Empty, |(_, order)| Value::text(order)),
                Value::text(&one.reason),
            ]);
        }
        console.listing("allotment-excluded", &listing);
        Ok(Exit::Done)
    }
}
