//! `coop-audit allotment replace`: after the order an auditor falls away; the fewest audits change hands.

use crate::{drafts, reading, words::Words};
use clap::Args;
use coop_registry::{
    branches::{
        audit::{
            OrderStanding, Reading,
            allotment::{Falling, Method, Reason, Replaced, Seed, Terms, replace},
            life::SERVICE,
            standing_orders,
        },
        cases::{Case, Telling, cases},
    },
    cleaning::covered,
    cli::{
        CommandError, Console, Exit, Format, Listing, Office, Verdict,
        case::{Desk, not_entered},
        desk,
    },
    model::{CooperativeYear, Date, Finding, Moment, NewEntry, Plan, Severity, Value},
    register::{ReadRegister as _, Register},
};
use std::collections::{BTreeMap, BTreeSet};

/// Give audits that were ordered to somebody else, by --order and --reason: the fewest audits change hands
#[derive(Args)]
pub struct Replace {
    /// A society whose auditor falls away: identity or registration number; may be given several times
    #[arg(long, value_name = "SOCIETY", required_unless_present = "auditor")]
    society: Vec<String>,
    /// An auditor who falls away altogether (identity, panel number or name): every audit not yet reported
    #[arg(long, value_name = "AUDITOR", conflicts_with = "society")]
    auditor: Option<String>,
}

impl Replace {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let fy = office.year()?;
        let mut act = office.act("coop-audit allotment replace")?;
        act.reason = act.reason.map(|reason| covered(&reason).into_owned());
        let order_no = act.order().map(str::to_owned);
        let why = act.reason.clone().filter(|reason| !reason.trim().is_empty());
        let Some((order_no, why)) = order_no.zip(why) else {
            return Err(CommandError::new(Exit::Refused, "error.replace.order"));
        };
        let words = &Words::load(office)?;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let moment = Moment::on(office.time().as_of);
        let read = reading::read(words, &register, moment, fy, reading::office_terms(office)?)?;
        let terms = reading::terms(office, &read, fy, moment)?;
        let orders = standing_orders(&register, moment, fy)?;
        let (falling, again) = self.falling(office, &register, &read, (&orders, &order_no, fy))?;
        let (seed, noted) = seed_of(office, &orders, &falling.societies)?;
        if let Some(note) = noted {
            console.findings(&[note.finding(Severity::Info, None)]);
        }
        let found = replace(&terms, &read.facts, &falling, seed.as_ref())?;
        let telling = Telling {
            on: moment.as_of,
            login: act.officer.clone(),
            order_no: Some(order_no.clone()),
            remark: Some(why),
            ..Telling::default()
        };
        let entries = entries(office, console, &register, telling, (&found, words, &terms, &read))?;
        let mut day_no = None;
        if !entries.is_empty() {
            let plan = Plan { act, entries, made_at: Some(made_at), ..Plan::default() };
            day_no = Some(office.carry_out(&mut register, &plan, &mut |_| {})?.day_no);
        }
        let dry_run = office.globals().dry_run;
        let (count, moved) = (found.changed.len(), found.changed.iter().filter(|one| one.moved).count());
        let lines: Vec<_> = found.changed.iter().map(|one| {
            serde_json::json!({ "society": one.society, "from": one.from, "to": one.to, "cost": one.cost, "moved": one.moved })
        }).collect();
        let left: Vec<_> = found.without.iter().map(|one| {
            serde_json::json!({ "society": one.society, "code": one.reason.code, "message": words.said(&one.reason, console) })
        }).collect();
        console.data(
            "allotment-replace",
            serde_json::json!({
                "fy": fy, "order_no": order_no, "changed": lines, "moved": moved, "without": left, "already": again,
                "day_no": day_no.filter(|_| !dry_run), "dry_run": dry_run,
            }),
        );
        if console.format() != Format::Json {
            console.listing("allotment-replace", &listing(&found, &read, console));
        }
        console.say(match (count, dry_run, console.pick("en", "hi")) {
            (0, _, "hi") => "कोई अंकेक्षण नहीं बदला".to_owned(),
            (0, _, _) => "no audit changed hands; nothing was changed".to_owned(),
            (_, true, "hi") => format!("{count} अंकेक्षण बदलेंगे, इनमें {moved} दूसरों को स्थान देने हेतु; अभी कुछ नहीं बदला"),
            (_, true, _) => {
                format!("{count} audits would change hands, {moved} of them to make room; nothing was changed")
            }
            (_, false, "hi") => format!("{count} अंकेक्षण बदले, इनमें {moved} दूसरों को स्थान देने हेतु; आदेश {order_no}"),
            (_, false, _) => format!("{count} audits changed hands, {moved} of them to make room; order {order_no}"),
        });
        let findings: Vec<Finding> =
            found.without.iter().map(|one| one.reason.finding(Severity::Warning, Some(&one.society))).collect();
        console.findings(&findings);
        Ok(console.verdict(&findings))
    }

    /// What falls away, and how many of the societies named the same order has given to somebody else already. All that
    /// stands in the way is told in one pass.
    fn falling(
        &self,
        office: &Office,
        register: &Register,
        read: &Reading,
        (orders, order_no, fy): (&BTreeMap<String, OrderStanding>, &str, CooperativeYear),
    ) -> Result<(Falling, usize), CommandError> {
        let begun = orders.iter().filter(|(_, one)| one.begun).map(|(society, _)| society.clone());
        let mut falling = Falling { begun: begun.collect(), ..Falling::default() };
        if let Some(asked) = &self.auditor {
            let auditor = desk::subject(register, desk::table(office, "auditor")?, asked, Moment::on(Date::MAX))?;
            let theirs = orders.iter().filter(|(_, one)| one.auditor == auditor && !one.reported);
            falling.societies.extend(theirs.map(|(society, _)| society.clone()));
            falling.auditors.insert(auditor);
            return Ok((falling, 0));
        }
        let (mut faults, mut again) = (Vec::new(), 0);
        for asked in &self.society {
            let society = match super::explain::meant(read, asked) {
                Ok(society) => society,
                Err(fault) => {
                    faults.push(fault);
                    continue;
                }
            };
            match orders.get(&society) {
                None => faults
                    .push(CommandError::not_found("error.replace.not_ordered").with("society", asked).with("fy", fy)),
                Some(one) if one.reported => {
                    faults.push(CommandError::new(Exit::Refused, "error.replace.reported").with("society", &society))
                }
                // The same order again has done its work already.
                Some(one) if one.order_no == order_no => again += 1,
                Some(_) => _ = falling.societies.insert(society),
            }
        }
        if faults.is_empty() { Ok((falling, again)) } else { Err(CommandError::together(faults)) }
    }
}

/// Each change as an act in the audit's own case, so that its movement tells who had it and why; nothing where one may not be done.
fn entries(
    office: &Office,
    console: &Console,
    register: &Register,
    mut telling: Telling,
    (found, words, terms, read): (&Replaced, &Words, &Terms, &Reading),
) -> Result<Vec<NewEntry>, CommandError> {
    let desk = Desk::of(office, register, SERVICE, Moment::on(Date::MAX))?;
    let Some(act) = desk.service.act("replace") else { return Ok(Vec::new()) };
    let all = cases(register, &desk.service, Moment::on(Date::MAX))?;
    let of_year: BTreeMap<&str, &Case> = all.iter().map(|case| (case.id.as_str(), case)).collect();
    let societies: BTreeMap<&str, _> = read.facts.societies.iter().map(|one| (one.id.as_str(), one)).collect();
    let why = telling.remark.clone().unwrap_or_default();
    let counter = desk.counter(office, register)?;
    let (mut entries, mut faults) = (Vec::new(), Vec::new());
    for one in &found.changed {
        let Some(case) = of_year.get(format!("{}/{}", one.society, terms.fy).as_str()) else { continue };
        let code = if one.moved { "ALT-702" } else { "ALT-701" };
        let reason = Reason::new(code).with("auditor", &one.from).with("why", &why);
        let category = societies.get(one.society.as_str()).map(|society| terms.category_of(society).to_string());
        let made = [
            ("auditor", Value::text(&one.to)),
            ("category", category.map_or(Value::Empty, Value::text)),
            ("cost", Value::Integer(one.cost)),
            ("reason", Value::text(words.said(&reason, console))),
        ];
        telling.made = made.map(|(key, value)| (key.to_owned(), value)).to_vec();
        let done = counter.advance(case, act, &telling)?;
        entries.extend(done.entries);
        faults.extend(done.faults);
    }
    if faults.is_empty() { Ok(entries) } else { Err(not_entered(Exit::Refused, faults)) }
}

/// The seed the order rests on, where all that falls away was drawn by one draft kept here; a note where the draft is gone.
fn seed_of(
    office: &Office,
    orders: &BTreeMap<String, OrderStanding>,
    falling: &BTreeSet<String>,
) -> Result<(Option<Seed>, Option<Reason>), CommandError> {
    let digests: BTreeSet<&str> = falling
        .iter()
        .filter_map(|society| orders.get(society))
        .map(|one| one.draft.as_str())
        .filter(|digest| !digest.is_empty())
        .collect();
    let Some(digest) = digests.first().filter(|_| digests.len() == 1) else { return Ok((None, None)) };
    Ok(match drafts::by_digest(office, digest)?.map(|draft| draft.body.method) {
        Some(Method::Draw { seed, .. }) => (Seed::new(&seed).ok(), None),
        Some(Method::LeastCost) => (None, None),
        None => (None, Some(Reason::new("ALT-703").with("draft", digest))),
    })
}

/// People read names, programs identities.
fn listing(found: &Replaced, read: &Reading, console: &Console) -> Listing {
    let called = |id: &str| match read.auditors.get(id).filter(|_| console.is_for_people()) {
        Some(auditor) => format!("{} ({})", auditor.name.in_language(console.language()), auditor.number),
        None => id.to_owned(),
    };
    let mut listing = Listing::new([
        ("society", "Society", "समिति"),
        ("reg_no", "Registration no.", "पंजीयन संख्या"),
        ("from", "From auditor", "पूर्व अंकेक्षक"),
        ("to", "To auditor", "नए अंकेक्षक"),
        ("cost", "Points", "अंक"),
        ("moved", "To make room", "स्थान हेतु"),
    ]);
    for one in &found.changed {
        listing.push([
            Value::text(&one.society),
            Value::text(read.societies.get(&one.society).map_or("", |called| &called.number)),
            Value::text(called(&one.from)),
            Value::text(called(&one.to)),
            Value::Integer(one.cost),
            Value::text(if one.moved { "*" } else { "" }),
        ]);
    }
    listing
}
