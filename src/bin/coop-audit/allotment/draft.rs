//! `coop-audit allotment draft`: allot the year's audits.

use super::ceremony::open_draw;
use crate::{drafts, reading, words::Words};
use clap::{Args, ValueEnum};
use coop_registry::{
    branches::audit::{
        self, Reading,
        allotment::{Draft, Eligibility, Method, ReadAt, Reason, Without, fingerprint, verify},
        draws::Drawing,
    },
    cli::{CommandError, Console, Exit, Format, Listing, Office, Verdict},
    model::{CooperativeYear, Moment, Severity, Value},
    register::Register,
};
use std::{collections::BTreeMap, path::Path, time::Instant};

/// How auditors are found.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Policy {
    /// Fewest points in all: near, of fitting category, work spread (catalogue/rules/allotment)
    #[default]
    LeastCost,
    /// By draw: tickets in ascending order, checked by anyone with sha256sum; from --seed or from sealed words
    Draw,
}

/// Allot the year's audits
#[derive(Args)]
pub struct Make {
    /// How auditors are found
    #[arg(long, value_enum, default_value_t)]
    policy: Policy,
    /// Seed of the draw, named in public beforehand (else that of the year's sealed words: allotment commit)
    #[arg(long, value_name = "TEXT")]
    seed: Option<String>,
}

impl Make {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let fy = office.year()?;
        let start = Instant::now();
        let words = &Words::load(office)?;
        let register = office.read_register()?;
        let (method, drawing) = self.method(&register, fy)?;
        // A draw reads the register as it was when its facts were fixed.
        let moment = match &drawing {
            Some(drawing) => Moment { as_of: drawing.committed_on, known_on: drawing.known_on },
            None => office.moment()?,
        };
        let read = reading::read(words, &register, moment, fy, reading::office_terms(office)?)?;
        let terms = reading::terms(office, &read, fy, moment)?;
        let at = match &drawing {
            None => audit::read_at(&register, moment)?,
            Some(drawing) => {
                let found = fingerprint(&terms, &read.facts);
                if found != drawing.facts {
                    return Err(CommandError::new(Exit::Integrity, "error.draw.changed")
                        .with("draw", &drawing.id)
                        .with("found", found)
                        .with("expected", &drawing.facts));
                }
                ReadAt { as_of: moment.as_of, known_on: moment.known_on, day_no: drawing.read_to }
            }
        };
        let code = office.settings()?.get("office.code");
        let draft = Draft::make(code, at, terms, read.facts.clone(), method)?;
        let faults = verify(&draft);
        if let Some(fault) = faults.first() {
            return Err(CommandError::new(Exit::Internal, "error.allotment.unproved")
                .with("fault", words.coded(fault, console)));
        }
        let path = if office.globals().dry_run { None } else { Some(drafts::store(office, &draft)?) };
        let findings = reading::findings(&read);
        console.findings(&findings);
        show(&draft, &read, path.as_deref(), start.elapsed().as_secs_f64(), words, console);
        let left = draft.body.unassigned.iter().map(|line| line.reason.finding(Severity::Warning, Some(&line.society)));
        Ok(console.verdict(&findings.into_iter().chain(left).collect::<Vec<_>>()))
    }

    /// The method; of a draw without --seed the year's draw with all words told.
    fn method(&self, register: &Register, fy: CooperativeYear) -> Result<(Method, Option<Drawing>), CommandError> {
        match (self.policy, &self.seed) {
            (Policy::LeastCost, None) => Ok((Method::LeastCost, None)),
            (Policy::LeastCost, Some(_)) => Err(CommandError::new(Exit::Arguments, "error.allotment.seed_unused")),
            (Policy::Draw, Some(seed)) => Ok((Method::Draw { seed: seed.clone(), ceremony: None }, None)),
            (Policy::Draw, None) => {
                let Some(drawing) = open_draw(register, fy)? else {
                    return Err(CommandError::new(Exit::Arguments, "error.allotment.seed_missing"));
                };
                let Some(ceremony) = drawing.ceremony() else {
                    let told = drawing.seals.iter().filter(|one| one.revealed.is_some()).count();
                    return Err(CommandError::new(Exit::Refused, "error.draw.incomplete")
                        .with("id", &drawing.id)
                        .with("told", told)
                        .with("wanted", drawing.persons));
                };
                let method = Method::Draw { seed: ceremony.seed(), ceremony: Some(ceremony) };
                Ok((method, Some(drawing)))
            }
        }
    }
}

fn show(draft: &Draft, read: &Reading, path: Option<&Path>, seconds: f64, words: &Words, console: &mut Console) {
    let body = &draft.body;
    let least_cost = body.method == Method::LeastCost;
    if matches!(console.format(), Format::Csv | Format::Jsonl) {
        let listing = listing(draft, read, words, console);
        console.listing("allotment", &listing);
    }
    console.data(
        "allotment-draft",
        serde_json::json!({
            "allotment": draft.allotment, "digest": draft.digest, "fy": body.terms.fy,
            "policy": if least_cost { "least-cost" } else { "draw" },
            "societies": body.assigned.len() + body.unassigned.len(), "assigned": body.assigned.len(),
            "unassigned": body.unassigned.len(), "apart": body.apart.len(),
            "cost": draft.cost(), "pair_points": body.pair_points, "load_points": body.load_points,
            "optimal": least_cost, "file": path.map(|path| path.display().to_string()),
            "settings": {
                "consecutive_years": body.terms.consecutive_years, "default_capacity": body.terms.default_capacity,
            },
            "unassigned_by_reason": counted(&body.unassigned), "apart_by_reason": counted(&body.apart),
            "seconds": seconds,
        }),
    );
    summary(draft, path, words, console);
}

fn counted(lines: &[Without]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for line in lines {
        *counts.entry(line.reason.code.as_str()).or_insert(0) += 1;
    }
    counts
}

/// Every society: its auditor, the points of the pair and the reason.
fn listing(draft: &Draft, read: &Reading, words: &Words, console: &Console) -> Listing {
    let rules = Eligibility::new(&draft.body.terms, &draft.body.facts);
    let mut listing = Listing::new([
        ("society", "Society", "समिति"),
        ("auditor", "Auditor", "अंकेक्षक"),
        ("cost", "Points", "अंक"),
        ("reason", "Reason", "कारण"),
        ("reg_no", "Registration no.", "पंजीयन संख्या"),
        ("society_name", "Name of society", "समिति का नाम"),
        ("panel_no", "Panel no.", "पैनल संख्या"),
        ("auditor_name", "Name of auditor", "अंकेक्षक का नाम"),
    ]);
    let mut rows: Vec<(&str, Option<&str>, Value, String)> = Vec::new();
    let facts = &draft.body.facts;
    let auditors: BTreeMap<&str, _> = facts.auditors.iter().map(|one| (one.id.as_str(), one)).collect();
    let mut societies = facts.societies.iter();
    for line in &draft.body.assigned {
        // Both lists stand in the order of identities.
        let society = societies.find(|society| society.id == line.society);
        let why = society.zip(auditors.get(line.auditor.as_str())).map(|(s, a)| draft.why(&rules, s, a));
        let said: Vec<String> = why.into_iter().flatten().map(|reason| words.said(&reason, console)).collect();
        rows.push((&line.society, Some(&line.auditor), Value::Integer(line.cost), said.join("; ")));
    }
    for line in draft.body.unassigned.iter().chain(&draft.body.apart) {
        rows.push((&line.society, None, Value::Empty, words.said(&line.reason, console)));
    }
    rows.sort_by(|a, b| audit::allotment::identity_order(a.0, b.0));
    for (society, auditor, cost, reason) in rows {
        let called = read.societies.get(society);
        let auditor_called = auditor.and_then(|id| read.auditors.get(id));
        let name = |called: Option<&audit::Called>| {
            Value::text(called.map_or("", |one| one.name.in_language(console.language())))
        };
        listing.push([
            Value::text(society),
            Value::text(auditor.unwrap_or_default()),
            cost,
            Value::text(reason),
            Value::text(called.map_or("", |one| &one.number)),
            name(called),
            Value::text(auditor_called.map_or("", |one| &one.number)),
            name(auditor_called),
        ]);
    }
    listing
}

fn summary(draft: &Draft, path: Option<&Path>, words: &Words, console: &mut Console) {
    let body = &draft.body;
    let (fy, years) = (body.terms.fy, body.terms.consecutive_years);
    let (assigned, left, apart) = (body.assigned.len(), body.unassigned.len(), body.apart.len());
    let all = assigned + left;
    console.say(match console.pick("en", "hi") {
        "hi" => format!("आवंटन {}: {fy} के {all} अंकेक्षणों में से {assigned} आवंटित, {left} बिना अंकेक्षक, {apart} अलग", draft.allotment),
        _ => format!("Allotment {}: of {all} audits of {fy}, {assigned} allotted, {left} left without an auditor, {apart} listed apart", draft.allotment),
    });
    let cost = draft.cost();
    console.say(match (&body.method, console.pick("en", "hi")) {
        (Method::LeastCost, "hi") => format!("कुल {cost} अंक: किसी और आवंटन के कम नहीं (मूल्यों से प्रमाणित)"),
        (Method::LeastCost, _) => {
            format!("{cost} points in all: no other allotment has fewer (proved from the prices)")
        }
        (Method::Draw { seed, .. }, "hi") => format!("बीज '{seed}' से पर्ची द्वारा; कुल {cost} अंक"),
        (Method::Draw { seed, .. }, _) => format!("by draw with the seed '{seed}'; {cost} points in all"),
    });
    console.say(match console.pick("en", "hi") {
        "hi" => format!("एक ही अंकेक्षक अधिकतम {years} लगातार वर्ष (विन्यास audit.consecutive_years)"),
        _ => format!("one auditor at most {years} years running (setting audit.consecutive_years)"),
    });
    let example = |lines: &[Without], code: &str| -> Option<Reason> {
        lines.iter().find(|line| line.reason.code == code).map(|line| line.reason.clone())
    };
    for lines in [&body.apart, &body.unassigned] {
        for (code, count) in counted(lines) {
            let Some(reason) = example(lines, code) else { continue };
            // One sentence speaks for all of its code: arguments that differ from society to society are left out.
            let same = lines.iter().filter(|line| line.reason.code == code).all(|line| line.reason == reason);
            let first = lines.iter().find(|line| line.reason.code == code).map_or("", |line| line.society.as_str());
            let said = words.said(&reason, console);
            let as_in = if same { String::new() } else { format!(" ({} {first})", console.pick("as", "जैसे")) };
            console.say(format!("    {count:>6}  {said}{as_in}  [{code}]"));
        }
    }
    if let Some(path) = path {
        console.say(format!("{}: {}", console.pick("draft", "प्रारूप"), path.display()));
    } else {
        let line =
            console.pick("--dry-run: the draft would be stored", "--dry-run: प्रारूप सहेजा जाएगा, अभी नहीं सहेजा गया");
        console.say(line.to_owned());
    }
}
