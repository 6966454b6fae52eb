//! `coop-audit allotment commit|seal|reveal|draws|abandon`: the seed of a draw from sealed words.

use crate::{reading, words::Words};
use clap::Args;
use coop_registry::{
    branches::audit::{
        allotment::{Eligibility, FEWEST_PERSONS, fingerprint, fit, seal_of},
        draws::{self, Drawing, Sealed, Standing},
        read_at,
    },
    cleaning::covered,
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, change::Change, date_written},
    model::{Act, CooperativeYear, Date, Moment, NewEntry, Plan, Value},
    register::{ReadRegister as _, Register},
};

/// Fix facts and terms of the year's draw before any seed is known, by --order
#[derive(Args)]
pub struct Commit {
    /// Persons who will seal words, at least 3
    #[arg(long, default_value_t = FEWEST_PERSONS)]
    persons: usize,
}

/// Enter a person's seal: the SHA-256 of words only that person knows
#[derive(Args)]
pub struct Seal {
    /// Who seals: name and post
    #[arg(long, value_name = "NAME")]
    person: String,
    /// What `printf '%s' 'the words' | sha256sum` says, 64 hexadecimal digits
    #[arg(long, value_name = "SHA256")]
    seal: String,
}

/// Tell the words that were sealed; when all are told the seed is known
#[derive(Args)]
pub struct Reveal {
    /// Who sealed them: name and post as sealed
    #[arg(long, value_name = "NAME")]
    person: String,
    /// The words
    #[arg(long, value_name = "TEXT")]
    words: String,
}

/// Draws, their seals and words, and how far each is
#[derive(Args)]
pub struct Draws {}

/// Give a draw up, by --order and --reason; a new one may then be fixed
#[derive(Args)]
pub struct Abandon {
    /// Identity of the draw
    draw: String,
}

/// The open draw of a year.
pub fn open_draw(register: &Register, fy: CooperativeYear) -> Result<Option<Drawing>, CommandError> {
    let all = draws::draws(register, Moment::on(Date::MAX))?;
    Ok(all.into_iter().rfind(|draw| draw.fy == fy && draw.standing() != Standing::Ended))
}

fn wanted(register: &Register, fy: CooperativeYear) -> Result<Drawing, CommandError> {
    open_draw(register, fy)?.ok_or_else(|| CommandError::not_found("error.draw.none").with("fy", fy))
}

/// Enters one step of a draw.
fn enter(
    office: &Office,
    register: &mut Register,
    (act, made_at, entry): (Act, i64, NewEntry),
) -> Result<(String, i64), CommandError> {
    let plan = Plan { act, entries: vec![entry], made_at: Some(made_at), ..Plan::default() };
    let applied = office.carry_out(register, &plan, &mut |_| {})?;
    Ok((applied.subjects.first().cloned().unwrap_or_default(), applied.day_no))
}

impl Commit {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let fy = office.year()?;
        let act = office.act("coop-audit allotment commit")?;
        let order_no = act.order().map(str::to_owned);
        let order_no = order_no.ok_or_else(|| CommandError::new(Exit::Refused, "error.draw.order"))?;
        if self.persons < FEWEST_PERSONS {
            return Err(CommandError::new(Exit::Arguments, "error.draw.persons")
                .with("found", self.persons)
                .with("least", FEWEST_PERSONS));
        }
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let words = &Words::load(office)?;
        let moment = Moment::on(office.time().as_of);
        let read = reading::read(words, &register, moment, fy, reading::office_terms(office)?)?;
        let terms = reading::terms(office, &read, fy, moment)?;
        let rules = Eligibility::new(&terms, &read.facts);
        let at = read_at(&register, moment)?;
        let facts = fingerprint(&terms, &read.facts);
        let draw = Drawing {
            id: String::new(),
            fy,
            committed_on: moment.as_of,
            known_on: at.known_on,
            read_to: at.day_no,
            facts: facts.clone(),
            societies: read.facts.societies.iter().filter(|one| rules.apart(one).is_none()).count(),
            auditors: read.facts.auditors.iter().filter(|one| rules.off_the_panel(one).is_empty()).count(),
            persons: self.persons,
            order_no: order_no.clone(),
            login: act.officer.clone(),
            ended: None,
            seals: Vec::new(),
        };
        let (id, day_no) = match open_draw(&register, fy)? {
            // The same step again, before anybody sealed: nothing new is fixed.
            Some(open) if open.facts == facts && open.order_no == order_no && open.persons == self.persons => {
                (open.id, None)
            }
            Some(open) => {
                return Err(CommandError::new(Exit::Refused, "error.draw.open").with("id", &open.id).with("fy", fy));
            }
            None => {
                let entry = draws::commit(&register, &draw)?;
                let (id, day_no) = enter(office, &mut register, (act, made_at, entry))?;
                (id, Some(day_no))
            }
        };
        let dry_run = office.globals().dry_run;
        console.data(
            "allotment-commit",
            serde_json::json!({
                "draw": id, "fy": fy, "facts": facts, "societies": draw.societies, "auditors": draw.auditors,
                "persons": self.persons, "changed": day_no.is_some(), "day_no": day_no.filter(|_| !dry_run), "dry_run": dry_run,
            }),
        );
        let line = Change { of: &id, changed: day_no.is_some(), dry_run }.entered(console, "", "");
        console.say(line);
        let (societies, auditors, persons) = (draw.societies, draw.auditors, self.persons);
        console.say(match console.pick("en", "hi") {
            "hi" => format!("{societies} समितियाँ, {auditors} अंकेक्षक; तथ्य एवं शर्तें SHA-256 {facts}"),
            _ => format!("{societies} societies, {auditors} auditors; facts and terms SHA-256 {facts}"),
        });
        console.note(match console.pick("en", "hi") {
            "hi" => format!("अब {persons} व्यक्ति मुहर दें: printf '%s' 'अपने गुप्त शब्द' | sha256sum, फिर allotment seal --fy {fy} --person नाम --seal SHA256"),
            _ => format!("now {persons} persons seal: printf '%s' 'own secret words' | sha256sum, then allotment seal --fy {fy} --person NAME --seal SHA256"),
        });
        Ok(Exit::Done)
    }
}

impl Seal {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let fy = office.year()?;
        let act = office.act("coop-audit allotment seal")?;
        let person = covered(self.person.trim()).into_owned();
        let seal = self.seal.trim().to_ascii_lowercase();
        if seal.len() != 64 || !seal.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(CommandError::new(Exit::Arguments, "error.draw.seal").with("found", &self.seal));
        }
        if person.is_empty() || person.contains('|') {
            return Err(CommandError::new(Exit::Arguments, "error.draw.person").with("found", &self.person));
        }
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let draw = wanted(&register, fy)?;
        let already = draw.seals.iter().find(|one| one.person == person || one.seal == seal);
        let (place, day_no) = match already {
            Some(one) if one.person == person && one.seal == seal => (one.place, None),
            Some(one) => {
                return Err(CommandError::new(Exit::Refused, "error.draw.sealed").with("person", &one.person));
            }
            None if draw.standing() != Standing::Sealing => {
                return Err(CommandError::new(Exit::Refused, "error.draw.all_sealed")
                    .with("id", &draw.id)
                    .with("count", draw.persons));
            }
            None => {
                let place = draw.seals.last().map_or(0, |last| last.place) + 1;
                let one = Sealed {
                    id: String::new(),
                    place,
                    person: person.clone(),
                    seal: seal.clone(),
                    sealed_on: office.time().as_of,
                    revealed: None,
                };
                let entry = draws::seal(&register, &draw, &one)?;
                (place, Some(enter(office, &mut register, (act, made_at, entry))?.1))
            }
        };
        let dry_run = office.globals().dry_run;
        let left = draw.persons.saturating_sub(draw.seals.len() + usize::from(day_no.is_some()));
        console.data(
            "allotment-seal",
            serde_json::json!({
                "draw": draw.id, "person": person, "seal": seal, "place": place, "missing": left,
                "changed": day_no.is_some(), "day_no": day_no.filter(|_| !dry_run), "dry_run": dry_run,
            }),
        );
        let of = format!("{} {place}. {person}", draw.id);
        let line = Change { of: &of, changed: day_no.is_some(), dry_run }.entered(console, "", "");
        console.say(line);
        console.say(match (left, console.pick("en", "hi")) {
            (0, "hi") => "सभी मुहरें आ गईं; अब शब्द बताए जा सकते हैं (allotment reveal)".to_owned(),
            (0, _) => "all have sealed; now the words may be told (allotment reveal)".to_owned(),
            (_, "hi") => format!("{left} मुहरें शेष"),
            _ => format!("{left} seals are missing"),
        });
        Ok(Exit::Done)
    }
}

impl Reveal {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let fy = office.year()?;
        let act = office.act("coop-audit allotment reveal")?;
        fit(&self.words)?;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let mut draw = wanted(&register, fy)?;
        if draw.standing() == Standing::Sealing {
            return Err(CommandError::new(Exit::Refused, "error.draw.not_sealed")
                .with("found", draw.seals.len())
                .with("wanted", draw.persons));
        }
        let names: Vec<String> = draw.seals.iter().map(|one| one.person.clone()).collect();
        let Some(at) = draw.seals.iter().position(|one| one.person == self.person.trim()) else {
            return Err(CommandError::not_found("error.draw.no_person").with("asked", &self.person).details(names));
        };
        let one = &draw.seals[at];
        let found = seal_of(&self.words);
        if found != one.seal {
            return Err(CommandError::new(Exit::Integrity, "error.draw.other_words")
                .with("person", &one.person)
                .with("found", found)
                .with("expected", &one.seal));
        }
        let on = office.time().as_of;
        let mut day_no = None;
        if one.revealed.is_none() {
            let entry = draws::reveal(&register, one, &self.words, on)?;
            day_no = Some(enter(office, &mut register, (act, made_at, entry))?.1);
            draw.seals[at].revealed = Some((self.words.clone(), on));
        }
        let dry_run = office.globals().dry_run;
        let missing = draw.seals.iter().filter(|one| one.revealed.is_none()).count();
        let known = draw.ceremony().map(|ceremony| ceremony.seed());
        console.data(
            "allotment-reveal",
            serde_json::json!({
                "draw": draw.id, "person": draw.seals[at].person, "missing": missing, "seed": known,
                "changed": day_no.is_some(), "day_no": day_no.filter(|_| !dry_run), "dry_run": dry_run,
            }),
        );
        let of = format!("{} {}", draw.id, draw.seals[at].person);
        let line = Change { of: &of, changed: day_no.is_some(), dry_run }.entered(console, "", "");
        console.say(line);
        console.say(match (&known, console.pick("en", "hi")) {
            (Some(seed), "hi") => format!("बीज ज्ञात: {seed}\nअब: coop-audit allotment draft --fy {fy} --policy draw"),
            (Some(seed), _) => {
                format!("the seed is known: {seed}\nnow: coop-audit allotment draft --fy {fy} --policy draw")
            }
            (None, "hi") => format!("{missing} के शब्द शेष"),
            (None, _) => format!("the words of {missing} are missing"),
        });
        Ok(Exit::Done)
    }
}

impl Draws {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let only = office.globals().fy;
        let mut listing = Listing::new([
            ("draw", "Draw", "पर्ची"),
            ("fy", "Year", "वर्ष"),
            ("standing", "Stands", "स्थिति"),
            ("committed_on", "Fixed on", "नियत तिथि"),
            ("order_no", "Order", "आदेश"),
            ("place", "No.", "क्रम"),
            ("person", "Person", "व्यक्ति"),
            ("seal", "Seal", "मुहर"),
            ("revealed_on", "Told on", "बताई तिथि"),
            ("words", "Words", "शब्द"),
        ]);
        for draw in draws::draws(&register, moment)?.iter().filter(|draw| only.is_none_or(|fy| fy == draw.fy)) {
            let standing = standing_word(draw.standing(), console);
            let head = |seal: Option<&Sealed>| {
                let told = seal.and_then(|seal| seal.revealed.as_ref());
                [
                    Value::text(&draw.id),
                    Value::text(draw.fy.to_string()),
                    Value::text(standing),
                    Value::Date(draw.committed_on),
                    Value::text(&draw.order_no),
                    seal.map_or(Value::Empty, |seal| Value::Integer(seal.place)),
                    seal.map_or(Value::Empty, |seal| Value::text(&seal.person)),
                    seal.map_or(Value::Empty, |seal| Value::text(&seal.seal)),
                    told.map_or(Value::Empty, |(_, on)| Value::Date(*on)),
                    told.map_or(Value::Empty, |(words, _)| Value::text(words)),
                ]
            };
            if draw.seals.is_empty() {
                listing.push(head(None));
            }
            for seal in &draw.seals {
                listing.push(head(Some(seal)));
            }
        }
        console.listing("allotment-draws", &listing);
        Ok(Exit::Done)
    }
}

fn standing_word(standing: Standing, console: &Console) -> &'static str {
    if !console.is_for_people() {
        return standing.code();
    }
    match standing {
        Standing::Sealing => console.pick("seals awaited", "मुहरें प्रतीक्षित"),
        Standing::Revealing => console.pick("words awaited", "शब्द प्रतीक्षित"),
        Standing::Complete => console.pick("seed known", "बीज ज्ञात"),
        Standing::Ended => console.pick("given up", "निरस्त"),
    }
}

impl Abandon {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let act = office.act("coop-audit allotment abandon")?;
        let (order, why) = (act.order_no.clone().unwrap_or_default(), act.reason.clone().unwrap_or_default());
        let why = covered(&why).into_owned();
        if order.trim().is_empty() || why.trim().is_empty() {
            return Err(CommandError::new(Exit::Refused, "error.draw.abandon"));
        }
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let all = draws::draws(&register, Moment::on(Date::MAX))?;
        let Some(draw) = all.iter().find(|draw| draw.id == self.draw.trim()) else {
            return Err(CommandError::not_found("error.draw.no_draw").with("asked", &self.draw));
        };
        let on = office.time().as_of;
        let changed = match &draw.ended {
            Some((_, by)) if *by == order => false,
            Some((since, by)) => {
                return Err(CommandError::new(Exit::Refused, "error.draw.ended")
                    .with("id", &draw.id)
                    .with("since", date_written(*since))
                    .with("order", by));
            }
            None => {
                let entry = draws::end(&register, draw, (on, &order, &why))?;
                enter(office, &mut register, (act, made_at, entry))?;
                true
            }
        };
        let dry_run = office.globals().dry_run;
        console.data(
            "allotment-abandon",
            serde_json::json!({ "draw": draw.id, "on": on.to_string(), "changed": changed, "dry_run": dry_run }),
        );
        let line = Change { of: &draw.id, changed, dry_run }.entered(console, "", "");
        console.say(line);
        Ok(Exit::Done)
    }
}
