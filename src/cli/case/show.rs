//! One case: facts, movement, clocks, what may be done now.

use super::{Called, Desk, clocks, court::Court, day, standing, word};
use crate::cli::RegisterWords as Words;
use crate::{
    branches::cases::{Case, act_label, allowed, cases, kind_of},
    cli::{CommandError, Console, Exit, Format, Listing, Office, Verdict, statutory},
    model::{Date, Value},
};
use clap::Args;

/// Show one case.
#[derive(Args)]
pub struct Show {
    /// The case: its identity, its number or what it is about
    case: String,
    /// Also the fields that name a person, a phone or an address, and the remarks
    #[arg(long)]
    personal: bool,
}

impl Show {
    /// The same about the case a page finds for what was asked.
    pub fn about(self, find: impl FnOnce(&str) -> Result<String, CommandError>) -> Result<Self, CommandError> {
        Ok(Self { case: find(&self.case)?, ..self })
    }
    pub fn run(self, office: &Office, console: &mut Console, of: Called<'_>) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let desk = Desk::of(office, &register, of.service, moment)?;
        let all = cases(&register, &desk.service, moment)?;
        let case = statutory::case_of(&all, &self.case)?;
        let words = Words::load(office, console)?;
        let facts = self.facts(&desk, case, console, &words);
        let events = self.movement(&desk, case, console);
        let mut running = clocks::listing();
        clocks::add(&mut running, console, case, &desk.clocks(case, moment.as_of), moment.as_of);
        if !console.is_for_people() && console.format() != Format::Json {
            // CSV and JSON lines: the movement; everything at once is what JSON is for.
            console.listing("case", &events);
            return Ok(Exit::Done);
        }
        let court = Court::of(office, console, &register, &desk, case, (moment, self.personal))?;
        let stage = &desk.service.stages[case.stage];
        let codes: Vec<&str> = allowed(&desk.service, case).iter().map(|act| act.code.as_str()).collect();
        let on_record = case.papers();
        let missing = desk.service.papers_of(&case.class).filter(|paper| !on_record.contains(paper.code.as_str()));
        let missing: Vec<_> = missing.collect();
        let missing_codes: Vec<&str> = missing.iter().map(|paper| paper.code.as_str()).collect();
        let running_json: Vec<serde_json::Value> = desk.clocks(case, moment.as_of).iter().map(clock_json).collect();
        let kind = kind_of(&desk.service, case);
        let age = case.age(&desk.service, moment.as_of);
        console.data(
            "case",
            serde_json::json!({
                "service": of.service, "case": case.id, "number": case.number, "title": case.title,
                "stage": stage.code, "closed": stage.closed, "stayed": case.stayed,
                "opened_on": written(case.opened_on), "since": written(case.since()), "next_on": written(case.next_on()),
                "desk": case.desk(), "kind": kind.map(|kind| &kind.code), "age": age, "law": desk_law(&desk, case), "facts": facts.to_json(), "movement": events.to_json(),
                "clocks": running_json, "allowed": codes,
                "papers": { "on_record": on_record, "missing": missing_codes }, "court": court.json(case),
            }),
        );
        if !console.is_for_people() {
            return Ok(Exit::Done);
        }
        let language = console.language();
        let title = super::title(desk.table, &desk.service, case, &words);
        let kind = kind.map_or_else(String::new, |kind| format!("  ({})", kind.label.in_language(language)));
        console.say(format!("{}  {}  {}{kind}", case.id, case.number, title.as_text().unwrap_or_default()));
        let stayed = if case.stayed { console.pick(" (stayed)", " (स्थगित)") } else { "" };
        let (stage_word, name) = (console.pick("Stage", "अवस्था"), stage.label.in_language(language));
        let since = case.since().map_or_else(|| "–".to_owned(), |day| day.to_string());
        console.say(format!("{stage_word}: {name}{stayed}, {since}"));
        for listing in [&facts, &events, &running] {
            let table = console.table(listing);
            console.say(format!("\n{}", table.trim_end()));
        }
        court.say(console, case);
        let now: Vec<String> = allowed(&desk.service, case)
            .iter()
            .map(|act| format!("{} ({})", act.code, act.label.in_language(language)))
            .collect();
        let now = if now.is_empty() { "–".to_owned() } else { now.join(", ") };
        let (allowed_word, missing_word) =
            (console.pick("Allowed now", "अब अनुमत"), console.pick("Papers not on record", "अभिलेख पर नहीं"));
        console.say(format!("\n{allowed_word}: {now}"));
        if !missing.is_empty() && !stage.closed {
            let names: Vec<String> =
                missing.iter().map(|paper| format!("{} ({})", paper.code, paper.label.in_language(language))).collect();
            console.say(format!("{missing_word}: {}", names.join("; ")));
        }
        Ok(Exit::Done)
    }

    fn facts(&self, desk: &Desk<'_>, case: &Case, console: &Console, words: &Words) -> Listing {
        let mut listing = Listing::new([
            ("field", "Field", "क्षेत्र"),
            ("label", "Label", "शीर्षक"),
            ("value", "Value", "मान"),
            ("entry", "Entry", "प्रविष्टि"),
        ]);
        let held = desk.table.fields.iter().zip(&case.line.values).filter(|(_, value)| !value.is_empty());
        for (field, value) in held.filter(|(field, _)| self.personal || !field.personal) {
            let entry = case.line.entries.get(usize::from(field.group)).copied().flatten();
            listing.push([
                Value::text(&field.key),
                Value::text(field.label.in_language(console.language())),
                words.value(field, value),
                entry.map_or(Value::Empty, |entry| Value::Integer(entry.0)),
            ]);
        }
        listing
    }

    fn movement(&self, desk: &Desk<'_>, case: &Case, console: &Console) -> Listing {
        let mut listing = Listing::new([
            ("serial", "No.", "क्रम"),
            ("on", "Date", "तिथि"),
            ("act", "Act", "कार्यवाही"),
            ("stage", "Stage", "अवस्था"),
            ("login", "Officer", "पदाधिकारी"),
            ("desk", "With", "किसके पास"),
            ("order_no", "Order no.", "आदेश संख्या"),
            ("next_on", "Next date", "अगली तिथि"),
            ("papers", "Papers", "पत्र"),
            ("remark", "Remark", "टिप्पणी"),
        ]);
        for event in &case.events {
            let act = act_label(&desk.service, &event.act);
            let stage =
                desk.service.stage(&event.stage).map(|at| desk.service.stages[at].label.clone()).unwrap_or_default();
            listing.push([
                Value::Integer(event.serial),
                Value::Date(event.on),
                Value::text(word(console, &event.act, &act)),
                Value::text(word(console, &event.stage, &stage)),
                Value::text(&event.login),
                Value::text(&event.desk),
                Value::text(&event.order_no),
                day(event.next_on),
                Value::text(event.papers.join(", ")),
                if self.personal { Value::text(&event.remark) } else { Value::Empty },
            ]);
        }
        listing
    }
}

fn desk_law<'a>(desk: &'a Desk<'_>, case: &'a Case) -> Option<&'a str> {
    crate::branches::cases::law_of(&desk.service, case, &desk.state)
}

fn written(day: Option<Date>) -> Option<String> {
    day.map(|day| day.to_string())
}

/// A clock with all that a program may want of it.
fn clock_json(clock: &crate::branches::cases::Running<'_>) -> serde_json::Value {
    let limit = clock.in_force.as_ref().and_then(|in_force| in_force.limit);
    let stops: Vec<_> = clock.course.stops.iter().map(|stop| [Some(stop.from.to_string()), written(stop.to)]).collect();
    serde_json::json!({
        "clock": clock.of.code, "line": clock.line.map(|line| &line.id), "begun_on": clock.course.begun.to_string(),
        "limit": limit.map(|limit| limit.number), "unit": limit.map(|limit| limit.unit.key()),
        "due_on": written(clock.due()), "standing": standing(&clock.standing).0, "stops": stops,
        "deemed": clock.deemed().map(|(on_expiry, from)| serde_json::json!({ "as": on_expiry.key(), "from": from.to_string() })),
        "rests_on": clock.in_force.as_ref().map(|in_force| &in_force.rests_on.en),
    })
}
