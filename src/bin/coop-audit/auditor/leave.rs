//! `auditor leave add|list|withdraw`.

use clap::{Args, Subcommand};
use coop_registry::{
    branches::audit::LEAVE,
    cleaning::covered,
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, case::not_entered, date_written, desk, parse_date},
    model::{Date, Finding, Locus, Moment, NewEntry, Plan, Severity, SourceKey, Subject, Value},
    register::ReadRegister as _,
};
use std::ops::ControlFlow;

/// Leave of auditors
#[derive(Subcommand)]
pub enum Leave {
    /// Enter leave: no audit is given for a day within it
    Add(Add),
    /// List leave
    List(List),
    /// Withdraw leave from a day on, by order
    Withdraw(Withdraw),
}

/// Enter leave.
#[derive(Args)]
pub struct Add {
    /// Auditor: identity, panel number or name
    auditor: String,
    /// First day
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    from: Date,
    /// Last day
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    to: Date,
}

/// List leave.
#[derive(Args)]
pub struct List {
    /// Only of this auditor
    #[arg(long)]
    auditor: Option<String>,
}

/// Withdraw leave.
#[derive(Args)]
pub struct Withdraw {
    /// The leave, as BR-HQ-AL-1; list shows it
    leave: String,
    /// The first day he is back (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

impl Leave {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Add(verb) => verb.run(office, console),
            Self::List(verb) => verb.run(office, console),
            Self::Withdraw(verb) => verb.run(office, console),
        }
    }
}

/// A line of the register.
struct Known {
    id: String,
    auditor: String,
    span: (Date, Date),
    reason: String,
    order_no: String,
    withdrawn_on: Option<Date>,
    withdrawn_by: String,
}

fn all(register: &dyn coop_registry::register::ReadRegister, moment: Moment) -> Result<Vec<Known>, CommandError> {
    let table = register.definition(LEAVE)?;
    let mut all = Vec::new();
    register.lines(LEAVE, moment, &mut |line| {
        let text = |key: &str| line.value(table, key).and_then(Value::as_text).unwrap_or_default().to_owned();
        let day = |key: &str| line.value(table, key).and_then(Value::as_date);
        if let Some(span) = day("from").zip(day("to")) {
            all.push(Known {
                id: line.subject.clone(),
                auditor: text("auditor"),
                span,
                reason: text("reason"),
                order_no: text("order_no"),
                withdrawn_on: day("withdrawn_on"),
                withdrawn_by: text("withdrawn_by"),
            });
        }
        ControlFlow::Continue(())
    })?;
    Ok(all)
}

fn fault(code: &str, of: &str) -> Finding {
    Finding::new(code, Severity::Error, Locus { field: Some(of.to_owned()), ..Locus::default() })
}

impl Add {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let act = office.ordered_act("coop-audit auditor leave add")?;
        let on = office.time().as_of;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let auditor = desk::subject(&register, desk::table(office, "auditor")?, &self.auditor, Moment::on(on))?;
        let (from, to) = (self.from, self.to);
        let known = all(&register, Moment::on(Date::MAX))?;
        let mine = || known.iter().filter(|one| one.auditor == auditor && one.withdrawn_on.is_none());
        let order = act.order_no.clone().unwrap_or_default();
        let already = mine().find(|one| one.span == (from, to) && one.order_no == order).map(|one| one.id.clone());
        let mut faults = Vec::new();
        if to < from {
            let short = fault("PNL-402", &auditor).with("number", &auditor);
            faults.push(short.with("from", date_written(from)).with("to", date_written(to)));
        }
        if let Some(one) = mine().find(|one| one.span.0 <= to && from <= one.span.1).filter(|_| already.is_none()) {
            let twice = fault("PNL-404", &auditor).with("auditor", &auditor).with("id", &one.id);
            faults.push(twice.with("from", date_written(one.span.0)).with("to", date_written(one.span.1)));
        }
        if !faults.is_empty() {
            return Err(not_entered(Exit::Refused, faults));
        }
        let (mut day_no, mut id) = (None, already.clone().unwrap_or_default());
        if already.is_none() {
            let reason = act.reason.as_deref().map(|text| Value::text(covered(text)));
            let said = [
                ("auditor", Value::text(&auditor)),
                ("from", Value::Date(from)),
                ("to", Value::Date(to)),
                ("reason", reason.unwrap_or(Value::Empty)),
                ("order_no", if order.is_empty() { Value::Empty } else { Value::text(&order) }),
                ("entered_on", Value::Date(on)),
                ("login", Value::text(&act.officer)),
            ];
            let count = known.len().to_string();
            let subject = Subject::New(SourceKey::named(&[LEAVE, &auditor, &from.to_string(), &count]));
            let entries = vec![NewEntry::stating(register.definition(LEAVE)?, subject, on, said)];
            let plan = Plan { act, entries, made_at: Some(made_at), ..Plan::default() };
            let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
            day_no = Some(applied.day_no);
            id = applied.subjects.first().cloned().unwrap_or_default();
        }
        let dry_run = office.globals().dry_run;
        console.data(
            "auditor-leave",
            serde_json::json!({
                "leave": id, "auditor": auditor, "from": from.to_string(), "to": to.to_string(),
                "changed": already.is_none(), "day_no": day_no.filter(|_| !dry_run), "dry_run": dry_run,
            }),
        );
        let (from, to) = (date_written(from), date_written(to));
        console.say(match (console.pick("en", "hi"), already.is_some(), dry_run) {
            ("hi", true, _) => format!("{id}: पहले से यही दर्ज; कुछ नहीं बदला"),
            (_, true, _) => format!("{id}: stands just so already; nothing was changed"),
            ("hi", _, true) => format!("{auditor}: {from} से {to} तक अवकाश दर्ज होगा; अभी कुछ नहीं बदला"),
            (_, _, true) => format!("{auditor}: leave from {from} to {to} would be entered; nothing was changed"),
            ("hi", ..) => format!("{id}: {auditor}, {from} से {to} तक अवकाश दर्ज"),
            _ => format!("{id}: {auditor} on leave from {from} to {to}"),
        });
        Ok(Exit::Done)
    }
}

impl List {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let table = desk::table(office, "auditor")?;
        let only = self.auditor.map(|asked| desk::subject(&register, table, &asked, moment)).transpose()?;
        let mut listing = Listing::new([
            ("leave", "Leave", "अवकाश"),
            ("auditor", "Auditor", "अंकेक्षक"),
            ("name", "Name", "नाम"),
            ("from", "From", "से"),
            ("to", "To", "तक"),
            ("reason", "Reason", "कारण"),
            ("order", "Order", "आदेश"),
            ("withdrawn_on", "Back on", "वापसी तिथि"),
            ("withdrawn_by", "By order", "वापसी आदेश"),
        ]);
        for one in all(&register, moment)? {
            if only.as_ref().is_some_and(|only| *only != one.auditor) {
                continue;
            }
            listing.push([
                Value::text(&one.id),
                Value::text(&one.auditor),
                Value::text(super::conflicts::name(
                    office,
                    &register,
                    "auditor",
                    &one.auditor,
                    (moment, console.language()),
                )?),
                Value::Date(one.span.0),
                Value::Date(one.span.1),
                Value::text(&one.reason),
                Value::text(&one.order_no),
                one.withdrawn_on.map_or(Value::Empty, Value::Date),
                Value::text(&one.withdrawn_by),
            ]);
        }
        console.listing("auditor-leave-list", &listing);
        Ok(Exit::Done)
    }
}

impl Withdraw {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let act = office.ordered_act("coop-audit auditor leave withdraw")?;
        let on = office.day_come(self.on)?;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let known = all(&register, Moment::on(Date::MAX))?;
        let Some(one) = known.iter().find(|one| one.id == self.leave) else {
            let none = CommandError::not_found("error.desk.subject").with("asked", &self.leave);
            return Err(none.with("register", LEAVE));
        };
        let order = act.order_no.as_deref().unwrap_or_default();
        if one.withdrawn_on == Some(on) && one.withdrawn_by == order {
            console.data(
                "auditor-leave-withdrawn",
                serde_json::json!({ "leave": one.id, "on": on.to_string(), "changed": false, "day_no": null,
                    "dry_run": office.globals().dry_run }),
            );
            let tail = console.pick("stands just so already; nothing was changed", "पहले से यही दर्ज; कुछ नहीं बदला");
            console.say(format!("{}: {tail}", one.id));
            return Ok(Exit::Done);
        }
        if let Some(before) = one.withdrawn_on {
            let twice = fault("PNL-405", &one.id).with("id", &one.id).with("on", date_written(before));
            return Err(not_entered(Exit::Refused, vec![twice]));
        }
        let text = |text: Option<&str>| text.map_or(Value::Empty, |text| Value::text(covered(text)));
        let said = [
            ("withdrawn_on", Value::Date(on)),
            ("withdrawn_by", text(act.order_no.as_deref())),
            ("withdrawn_why", text(act.reason.as_deref())),
        ];
        let today = office.time().as_of;
        let subject = Subject::Known(one.id.clone());
        let entries = vec![NewEntry::stating(register.definition(LEAVE)?, subject, today, said)];
        let plan = Plan { act, entries, made_at: Some(made_at), ..Plan::default() };
        let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
        let dry_run = office.globals().dry_run;
        let day_no = Some(applied.day_no).filter(|_| !dry_run);
        console.data(
            "auditor-leave-withdrawn",
            serde_json::json!({ "leave": one.id, "on": on.to_string(), "changed": true, "day_no": day_no, "dry_run": dry_run }),
        );
        let day = date_written(on);
        console.say(match (console.pick("en", "hi"), dry_run) {
            ("hi", true) => format!("{}: {day} से अवकाश वापस होगा; अभी कुछ नहीं बदला", one.id),
            (_, true) => format!("{}: would be withdrawn from {day}; nothing was changed", one.id),
            ("hi", false) => format!("{}: {day} से अवकाश वापस", one.id),
            (_, false) => format!("{}: withdrawn, back from {day}", one.id),
        });
        Ok(Exit::Done)
    }
}
