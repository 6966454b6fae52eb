//! The roll: who stands on it of the register of members, why another does not, claims and objections, the final numbers and their digest.

use super::{
    ElectionLaw,
    law::{Effect, Exclusion},
};
use crate::{
    branches::cases::Case,
    model::{Date, Label, Language, Line, Moment, NewEntry, SourceKey, Subject, TableDef, Value, hex},
    register::{ReadRegister, RegisterError},
};
use sha2::{Digest as _, Sha256};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    ops::ControlFlow,
};

/// Stem of the register.
pub const ELECTORS: &str = "elector";
/// Exclusions the program can tell from the register of members.
pub(super) const KNOWN: [&str; 7] = ["ceased", "not_yet", "no_vote", "nominal", "minor", "in_default", "twice"];

/// Whose roll it is.
#[derive(Clone, Debug, Default)]
pub struct Roll {
    /// Identity of the election.
    pub election: String,
    /// The society.
    pub society: String,
    /// Day of the poll.
    pub poll_on: Option<Date>,
}

impl Roll {
    /// That of a case.
    pub fn of(table: &TableDef, case: &Case) -> Self {
        Self {
            election: case.id.clone(),
            society: case.society.clone().unwrap_or_default(),
            poll_on: case.line.value(table, "poll_on").and_then(Value::as_date),
        }
    }
    /// A line that names the election, or one of a book that names its society and poll.
    pub(super) fn has(&self, table: &TableDef, line: &Line, day: &str) -> bool {
        let text = |key: &str| line.value(table, key).and_then(Value::as_text).unwrap_or_default();
        if !text("election").is_empty() {
            return text("election") == self.election;
        }
        let on = line.value(table, day).and_then(Value::as_date);
        text("society") == self.society && on.is_some() && on == self.poll_on
    }
}

/// A name on the roll, or one claimed for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Elector {
    /// Identity in the register of rolls.
    pub id: String,
    /// Number on the roll; none while it is only claimed, and once it is taken off.
    pub serial: Option<i64>,
    /// Number in the register of members.
    pub member_no: String,
    /// Name.
    pub name: String,
    /// Father or husband.
    pub guardian: String,
    /// Code of the sex.
    pub sex: String,
    /// Code of the category.
    pub category: String,
    /// Age on the day of the poll.
    pub age: Option<i64>,
    /// Claim or objection.
    pub objection: String,
    /// Code of the list `elector_state`; empty while nothing was decided.
    pub state: String,
    /// What is to be looked at, by codes of exclusions.
    pub doubt: String,
    /// Identity of the member.
    pub member: String,
}

impl Elector {
    /// Stands on the roll, as far as was decided.
    pub fn is_on(&self) -> bool {
        match self.state.as_str() {
            "removed" => false,
            "" => self.serial.is_some(),
            _ => true,
        }
    }
    /// A claim or objection waits for its decision.
    pub fn is_open(&self) -> bool {
        self.state.is_empty() && !self.objection.is_empty()
    }
}

/// A member who does not stand on the draft, with the line that says why.
#[derive(Clone, Debug)]
pub struct Excluded<'l> {
    /// Number in the register of members.
    pub member_no: String,
    /// Name.
    pub name: String,
    /// Identity of the member.
    pub member: String,
    /// Why.
    pub why: &'l Exclusion,
}

impl Excluded<'_> {
    /// The reason with what it rests on.
    pub fn printed(&self) -> Label {
        let said =
            |language| format!("{}; {}", self.why.label().in_language(language), self.why.basis().printed(language));
        Label { en: said(Language::En), hi: said(Language::Hi) }
    }
}

/// A name claimed for the roll.
#[derive(Clone, Debug, Default)]
pub struct Claim {
    /// Number in the register of members, where it is in it.
    pub member_no: String,
    /// Name.
    pub name: String,
    /// Father or husband.
    pub guardian: String,
}

/// The roll of an election, in the order of its serials; names without one last.
pub fn electors(register: &dyn ReadRegister, roll: &Roll, moment: Moment) -> Result<Vec<Elector>, RegisterError> {
    let table = register.definition(ELECTORS)?;
    let mut found = Vec::new();
    register.lines(ELECTORS, moment, &mut |line| {
        if roll.has(table, &line, "election_on") {
            found.push(read(table, &line));
        }
        ControlFlow::Continue(())
    })?;
    // Identities came in their order; a stable sort leaves names without a serial in it.
    found.sort_by_key(|elector: &Elector| (elector.serial.is_none(), elector.serial));
    Ok(found)
}

fn read(table: &TableDef, line: &Line) -> Elector {
    let value = |key: &str| line.value(table, key);
    let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
    Elector {
        id: line.subject.clone(),
        serial: value("serial").and_then(Value::as_integer),
        member_no: text("member_no"),
        name: text("name"),
        guardian: text("guardian"),
        sex: text("sex"),
        category: text("category"),
        age: value("age").and_then(Value::as_integer),
        objection: text("objection"),
        state: text("final"),
        doubt: text("doubt"),
        member: text("member"),
    }
}

/// What the draft is drawn to.
pub struct Drawn<'a> {
    /// The Act.
    pub act: &'a str,
    /// Day on which one must be a member.
    pub members_on: Date,
    /// Day of the poll.
    pub poll_on: Date,
    /// Numbers of members in default, as certified.
    pub in_default: &'a [String],
}

/// The draft from the register of members: who stands on it, who does not and why.
pub fn draft<'l>(
    register: &dyn ReadRegister,
    society: &str,
    election: &'l ElectionLaw,
    drawn: &Drawn<'_>,
    moment: Moment,
) -> Result<(Vec<Elector>, Vec<Excluded<'l>>), RegisterError> {
    let table = register.definition("member")?;
    let mut members = Vec::new();
    for line in register.find_by("member", "society", &Value::text(society), moment)? {
        members.push(line);
    }
    let no = |line: &Line| line.value(table, "member_no").and_then(Value::as_text).unwrap_or_default().to_owned();
    // As the numbers run; those that are none stand behind, in the order of identities.
    members.sort_by_key(|line| (no(line).parse::<u64>().map_or(u64::MAX, |number| number), no(line)));
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    for line in &members {
        *numbers.entry(no(line)).or_default() += 1;
    }
    let (mut on, mut off) = (Vec::new(), Vec::new());
    for line in &members {
        let (mut excluded, mut doubts) = (None, Vec::new());
        for why in election.exclusions(drawn.act) {
            if !applies(&why.code, table, line, drawn, numbers.get(&no(line)).copied().unwrap_or(0)) {
                continue;
            }
            match why.effect {
                Effect::Excluded => excluded = excluded.or(Some(why)),
                Effect::LookedAt => doubts.push(why.code.as_str()),
            }
        }
        let text = |key: &str| line.value(table, key).and_then(Value::as_text).unwrap_or_default().to_owned();
        if let Some(why) = excluded {
            off.push(Excluded { member_no: no(line), name: text("name"), member: line.subject.clone(), why });
            continue;
        }
        on.push(Elector {
            serial: i64::try_from(on.len() + 1).ok(),
            member_no: no(line),
            name: text("name"),
            guardian: text("guardian"),
            sex: text("sex"),
            category: text("category"),
            age: age(table, line, drawn.poll_on),
            doubt: doubts.join(", "),
            member: line.subject.clone(),
            ..Elector::default()
        });
    }
    Ok((on, off))
}

fn age(table: &TableDef, line: &Line, on: Date) -> Option<i64> {
    let born = line.value(table, "dob").and_then(Value::as_date)?;
    born.until((jiff::Unit::Year, on)).ok().map(|span| i64::from(span.get_years()))
}

fn applies(code: &str, table: &TableDef, line: &Line, drawn: &Drawn<'_>, same_number: usize) -> bool {
    let value = |key: &str| line.value(table, key).unwrap_or(&Value::Empty);
    let text = |key: &str| value(key).as_text().unwrap_or_default();
    match code {
        "ceased" => match value("ceased_on").as_date() {
            Some(day) => day <= drawn.members_on,
            None => !text("cease_reason").is_empty(),
        },
        "not_yet" => value("admitted_on").as_date().is_some_and(|day| day > drawn.members_on),
        "no_vote" => *value("vote") == Value::Bool(false),
        "nominal" => ["nominal", "associate"].contains(&text("kind")) && *value("vote") != Value::Bool(true),
        "minor" => age(table, line, drawn.poll_on).is_some_and(|age| age < 18),
        "in_default" => drawn.in_default.iter().any(|no| !no.is_empty() && no == text("member_no")),
        "twice" => !text("member_no").is_empty() && same_number > 1,
        _ => false,
    }
}

fn roll_facts(roll: &Roll, elector: &Elector, serial: Option<i64>) -> [(&'static str, Value); 6] {
    [
        ("society", Value::text(&roll.society)),
        ("election_on", roll.poll_on.map_or(Value::Empty, Value::Date)),
        ("serial", serial.map_or(Value::Empty, Value::Integer)),
        ("member_no", Value::text(&elector.member_no)),
        ("election", Value::text(&roll.election)),
        ("member", Value::text(&elector.member)),
    ]
}

fn state_facts(elector: &Elector) -> [(&'static str, Value); 3] {
    [
        ("objection", Value::text(&elector.objection)),
        ("final", Value::text(&elector.state)),
        ("doubt", Value::text(&elector.doubt)),
    ]
}

/// The entries of a draft.
pub fn numbered_draft(
    register: &dyn ReadRegister,
    roll: &Roll,
    electors: &[Elector],
    on: Date,
) -> Result<Vec<NewEntry>, RegisterError> {
    let table = register.definition(ELECTORS)?;
    let entry = |elector: &Elector| {
        let key = SourceKey::named(&["elector", &roll.election, &elector.member, &elector.member_no, &elector.name]);
        let said =
            roll_facts(roll, elector, elector.serial).into_iter().chain(person(elector)).chain(state_facts(elector));
        NewEntry::stating(table, Subject::New(key), on, said)
    };
    Ok(electors.iter().map(entry).collect())
}

fn person(elector: &Elector) -> [(&'static str, Value); 5] {
    [
        ("name", Value::text(&elector.name)),
        ("guardian", Value::text(&elector.guardian)),
        ("sex", Value::text(&elector.sex)),
        ("category", Value::text(&elector.category)),
        ("age", elector.age.map_or(Value::Empty, Value::Integer)),
    ]
}

/// The entry of an objection against a name on the roll.
pub fn objected(
    register: &dyn ReadRegister,
    elector: &Elector,
    objection: &str,
    on: Date,
) -> Result<NewEntry, RegisterError> {
    let now = Elector { objection: objection.to_owned(), state: String::new(), ..elector.clone() };
    let subject = Subject::Known(elector.id.clone());
    Ok(NewEntry::stating(register.definition(ELECTORS)?, subject, on, state_facts(&now)))
}

/// The entry of a claim: a name without a number until it is decided. A member is taken over from the register of members.
pub fn claimed(
    register: &dyn ReadRegister,
    roll: &Roll,
    (claim, objection): (&Claim, &str),
    on: Date,
) -> Result<NewEntry, RegisterError> {
    let table = register.definition("member")?;
    let members = register.find_by("member", "society", &Value::text(&roll.society), Moment::on(on))?;
    let text = |line: &Line, key: &str| line.value(table, key).and_then(Value::as_text).unwrap_or_default().to_owned();
    let of_number =
        members.iter().find(|line| !claim.member_no.is_empty() && text(line, "member_no") == claim.member_no);
    let told = |own: &str, key: &str| match of_number {
        Some(line) if own.is_empty() => text(line, key),
        _ => own.to_owned(),
    };
    let elector = Elector {
        member_no: claim.member_no.clone(),
        name: told(&claim.name, "name"),
        guardian: told(&claim.guardian, "guardian"),
        sex: told("", "sex"),
        category: told("", "category"),
        age: of_number.zip(roll.poll_on).and_then(|(line, on)| age(table, line, on)),
        objection: objection.to_owned(),
        member: of_number.map(|line| line.subject.clone()).unwrap_or_default(),
        ..Elector::default()
    };
    Ok(numbered_draft(register, roll, &[elector], on)?.remove(0))
}

/// The entry of a decision; a corrected name is stated with it.
pub fn decided(
    register: &dyn ReadRegister,
    elector: &Elector,
    (state, name, guardian): (&str, Option<&str>, Option<&str>),
    on: Date,
) -> Result<NewEntry, RegisterError> {
    let now = Elector {
        state: state.to_owned(),
        name: name.unwrap_or(&elector.name).to_owned(),
        guardian: guardian.unwrap_or(&elector.guardian).to_owned(),
        ..elector.clone()
    };
    let renamed = now.name != elector.name || now.guardian != elector.guardian;
    let said = state_facts(&now).into_iter().chain(person(&now).into_iter().filter(|_| renamed));
    Ok(NewEntry::stating(register.definition(ELECTORS)?, Subject::Known(elector.id.clone()), on, said))
}

/// The final roll: who stands on it, numbered without a gap, as they will read.
pub fn numbered(electors: &[Elector]) -> Vec<Elector> {
    let on = electors.iter().filter(|elector| elector.is_on());
    let stands = |(serial, elector): (i64, &Elector)| Elector {
        serial: Some(serial),
        state: if elector.state.is_empty() { "kept".to_owned() } else { elector.state.clone() },
        ..elector.clone()
    };
    (1..).zip(on).map(stands).collect()
}

/// The entries that make a roll final: each name with its number, those taken off without one.
pub fn final_entries(
    register: &dyn ReadRegister,
    roll: &Roll,
    (all, on_roll): (&[Elector], &[Elector]),
    on: Date,
) -> Result<Vec<NewEntry>, RegisterError> {
    let table = register.definition(ELECTORS)?;
    let standing: BTreeSet<&str> = on_roll.iter().map(|elector| elector.id.as_str()).collect();
    let gone = all.iter().filter(|elector| !standing.contains(elector.id.as_str()) && elector.serial.is_some());
    let entry = |elector: &Elector, serial: Option<i64>| {
        let said = roll_facts(roll, elector, serial).into_iter().chain(state_facts(elector));
        NewEntry::stating(table, Subject::Known(elector.id.clone()), on, said)
    };
    let stands = on_roll.iter().map(|elector| entry(elector, elector.serial));
    Ok(stands.chain(gone.map(|elector| entry(elector, None))).collect())
}

/// SHA-256 of a final roll: one line a name, in the order of its numbers. Whoever has the printed roll can make it anew.
pub fn digest(electors: &[Elector]) -> String {
    let mut text = String::new();
    for elector in electors {
        let serial = elector.serial.unwrap_or_default();
        let Elector { member_no, name, guardian, sex, category, .. } = elector;
        // Writing into a String cannot fail.
        let _ = writeln!(text, "{serial}|{member_no}|{name}|{guardian}|{sex}|{category}");
    }
    hex(&Sha256::digest(text.as_bytes()))
}

/// Who is meant on the roll: by the serial, else by the whole name or the identity. Several of one name are told by their serials.
pub fn find<'e>(electors: &'e [Elector], asked: &str) -> Result<&'e Elector, Vec<i64>> {
    let asked = asked.trim();
    let by = |fits: &dyn Fn(&Elector) -> bool| electors.iter().filter(|one| fits(one)).collect::<Vec<_>>();
    let found = match asked.parse::<i64>() {
        Ok(serial) => by(&|one| one.serial == Some(serial)),
        Err(_) => by(&|one| one.name == asked || one.id == asked),
    };
    match found[..] {
        [only] => Ok(only),
        _ => Err(found.iter().filter_map(|one| one.serial).collect()),
    }
}

/// Where a name of a returning officer stands in the registers of the society: as a member, an office bearer.
pub fn officer_doubts(
    register: &dyn ReadRegister,
    society: &str,
    name: &str,
    moment: Moment,
) -> Result<Vec<&'static str>, RegisterError> {
    let mut found = Vec::new();
    for stem in ["member", super::BEARERS] {
        let table = register.definition(stem)?;
        let lines = register.find_by(stem, "society", &Value::text(society), moment)?;
        if lines.iter().any(|line| line.value(table, "name").and_then(Value::as_text) == Some(name)) {
            found.push(stem);
        }
    }
    Ok(found)
}
