//! `defaulter stage`.

use super::refused;
use clap::Args;
use coop_registry::{
    branches::defaults::{Change, Facts, Left, Staged, Why},
    cli::{
        CommandError, Console, Exit, Listing, Office, Verdict, date_written,
        defaults::{DefaultDesk, may_not},
    },
    model::{CooperativeYear, Date, Label, Language, Moment, Plan, Value},
    register::ReadRegister as _,
};
use std::collections::BTreeMap;

/// Move the cases.
#[derive(Args)]
pub struct Stage {
    /// First year whose missing return counts (default: returns.defaults_since of coop.toml, else the first year on record)
    #[arg(long, value_name = "YEAR")]
    since: Option<CooperativeYear>,
    /// Also name the cases that were left as they are, and why
    #[arg(long)]
    left: bool,
}

impl Stage {
    /// Plans the run and enters it; nothing to do is silence.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let act = office.ordered_act("coop-returns defaulter stage")?;
        let today = office.time().as_of;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let label = Label {
            en: "Stage defaults".into(), hi: "चूक प्रकरण आगे बढ़ाना".into()
        };
        if let Some(fault) = may_not(&register, &act.officer, (&label, today))? {
            return Err(refused(vec![fault]));
        }
        let desk = DefaultDesk::of(office, &register, Moment::on(Date::MAX))?;
        let missing = desk.missing(office, &register, self.since, Moment::on(today))?;
        let Staged { changes, left, entries } = desk.stager(&register, today, &act).run(&missing)?;
        let count = entries.len();
        let mut day_no = None;
        if !entries.is_empty() {
            let plan = Plan { act, entries, made_at: Some(made_at), ..Plan::default() };
            let progress = console.progress(console.pick("entries", "प्रविष्टियाँ"), count as u64);
            day_no = Some(office.carry_out(&mut register, &plan, &mut |done| progress.set(done))?.day_no);
        }
        let dry_run = office.globals().dry_run;
        self.tell(console, &desk, (&changes, &left), (today, day_no.filter(|_| !dry_run), dry_run));
        Ok(Exit::Done)
    }

    fn tell(
        &self,
        console: &mut Console,
        desk: &DefaultDesk<'_>,
        (changes, left): (&[Change], &[Left]),
        (today, day_no, dry_run): (Date, Option<i64>, bool),
    ) {
        let language = console.language();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for change in changes {
            *counts.entry(change.act.as_str()).or_default() += 1;
        }
        if console.is_for_people() {
            if changes.is_empty() && (left.is_empty() || !self.left) {
                return;
            }
            if dry_run && !changes.is_empty() {
                console.listing("defaulter-stage", &listing(console, desk, changes, today));
            }
            for (act, count) in counts {
                let name = desk.service.act(act).map(|act| act.label.in_language(language)).unwrap_or(act).to_owned();
                console.say(format!("{name}: {count}"));
            }
            for one in left.iter().filter(|_| self.left) {
                console.say(format!("{} ({}): {}", one.society, one.case, why(console, &one.why)));
            }
            if dry_run {
                console.note(console.pick("nothing was changed", "अभी कुछ नहीं बदला").to_owned());
            }
            return;
        }
        let listing = listing(console, desk, changes, today);
        let lefts: Vec<_> = left
            .iter()
            .map(|one| {
                serde_json::json!({
                    "case": one.case, "society": one.society, "why": code(&one.why), "said": why(console, &one.why),
                })
            })
            .collect();
        match console.format() {
            coop_registry::cli::Format::Json => console.data(
                "defaulter-stage",
                serde_json::json!({
                    "as_of": today.to_string(), "changes": listing.to_json(), "counts": counts, "left": lefts,
                    "day_no": day_no, "dry_run": dry_run,
                }),
            ),
            _ => console.listing("defaulter-stage", &listing),
        }
    }
}

/// What was done, society by society.
fn listing(console: &Console, desk: &DefaultDesk<'_>, changes: &[Change], today: Date) -> Listing {
    let mut listing = Listing::new([
        ("case", "Case", "प्रकरण"),
        ("number", "Number", "संख्या"),
        ("society", "Society", "समिति"),
        ("name", "Name", "नाम"),
        ("act", "What", "कार्यवाही"),
        ("stage", "Stage", "अवस्था"),
        ("missing", "Missing", "लंबित"),
        ("days_late", "Days late", "विलंब दिवस"),
        ("filed", "Filed", "दाखिल"),
    ]);
    let language = console.language();
    for change in changes {
        let stage = &desk.service.stages[change.stage];
        let people = console.is_for_people();
        let act = if people { change.said.in_language(language) } else { &change.act };
        let stage = if people { stage.label.in_language(language) } else { &stage.code };
        listing.push([
            Value::text(&change.case),
            Value::text(&change.number),
            Value::text(&change.society),
            Value::text(&change.title),
            Value::text(act),
            Value::text(stage),
            Value::text(written(&change.facts)),
            change.facts.oldest_due().map_or(Value::Empty, |due| Value::Integer(late(due, today))),
            Value::text(&change.filed),
        ]);
    }
    listing
}

/// Days past the oldest last day.
fn late(due: Date, today: Date) -> i64 {
    i64::from((today - due).get_days()).max(0)
}

/// What is missing, each year with its due day.
fn written(facts: &Facts) -> String {
    let each = facts.0.iter().map(|missed| format!("{} ({})", missed.fy, date_written(missed.due_on)));
    each.collect::<Vec<_>>().join(", ")
}

fn code(why: &Why) -> &'static str {
    match why {
        Why::Held(..) => "held",
        Why::NotAtWork => "not_at_work",
        Why::NotDue => "not_due",
        Why::Refused(_) => "refused",
    }
}

fn why(console: &Console, why: &Why) -> String {
    match (why, console.language()) {
        (Why::Held(until, order), Language::En) => format!("held until {} by order {order}", date_written(*until)),
        (Why::Held(until, order), Language::Hi) => format!("आदेश {order} से {} तक रोक", date_written(*until)),
        (Why::NotAtWork, Language::En) => "no longer a society at work; hold it or withdraw it by order".to_owned(),
        (Why::NotAtWork, Language::Hi) => "समिति कार्यरत नहीं; आदेश से रोकें या वापस लें".to_owned(),
        (Why::NotDue, Language::En) => "the last day was extended and has not come".to_owned(),
        (Why::NotDue, Language::Hi) => "अंतिम तिथि बढ़ाई गई है और आई नहीं".to_owned(),
        (Why::Refused(faults), language) => {
            let said = faults.iter().map(|fault| console.texts().finding(fault, language));
            said.collect::<Vec<_>>().join("; ")
        }
    }
}
