//! Nominations: who stands for which seat, by whom proposed, what scrutiny and withdrawal left, which seats are contested.

use super::{
    ElectionLaw, Elector, Roll, Seat, fault, find,
    law::{citation, figure},
    told,
};
use crate::{
    branches::cases::Law,
    model::{Date, Finding, Findings, Line, Moment, NewEntry, SourceKey, Subject, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::ops::ControlFlow;

/// Stem of the register.
pub const NOMINATIONS: &str = "nomination";

/// A nomination.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Nomination {
    /// Identity.
    pub id: String,
    /// Its number in the election.
    pub serial: i64,
    /// Code of the post.
    pub post: String,
    /// Code of the seat's category; general where none is recorded.
    pub category: String,
    /// Name of the candidate.
    pub candidate: String,
    /// Serial of the candidate on the final roll.
    pub candidate_no: Option<i64>,
    /// Code of the scrutiny; empty before it.
    pub scrutiny: String,
    /// It was withdrawn.
    pub withdrawn: bool,
    /// Why it was rejected.
    pub reject_reason: String,
    /// Symbol.
    pub symbol: String,
}

impl Nomination {
    /// Stands for a seat.
    pub fn stands(&self) -> bool {
        self.scrutiny == "accepted" && !self.withdrawn
    }
    /// As its seat is told.
    pub fn seat(&self) -> String {
        format!("{}/{}", self.post, self.category)
    }
}

/// A nomination paper as it is told.
#[derive(Clone, Debug, Default)]
pub struct Paper {
    /// The candidate: serial on the final roll, or the whole name.
    pub candidate: String,
    /// The proposer.
    pub proposer: String,
    /// The seconder, where there is one.
    pub seconder: Option<String>,
    /// Code of the post.
    pub post: String,
    /// Code of the seat's category.
    pub category: String,
    /// When it was filed: a day, with or without a time.
    pub filed_at: String,
    /// Symbol.
    pub symbol: Option<String>,
}

/// The nominations of an election, in the order of their numbers.
pub fn nominations(register: &dyn ReadRegister, roll: &Roll, moment: Moment) -> Result<Vec<Nomination>, RegisterError> {
    let table = register.definition(NOMINATIONS)?;
    let mut found = Vec::new();
    register.lines(NOMINATIONS, moment, &mut |line| {
        if roll.has(table, &line, "election_on") {
            found.push(read(table, &line));
        }
        ControlFlow::Continue(())
    })?;
    found.sort_by_key(|one: &Nomination| one.serial);
    Ok(found)
}

fn read(table: &TableDef, line: &Line) -> Nomination {
    let value = |key: &str| line.value(table, key);
    let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
    let category = text("seat_category");
    Nomination {
        id: line.subject.clone(),
        serial: value("serial").and_then(Value::as_integer).unwrap_or_default(),
        post: text("post"),
        category: if category.is_empty() { "general".to_owned() } else { category },
        candidate: text("candidate"),
        candidate_no: value("candidate_no").and_then(Value::as_integer),
        scrutiny: text("scrutiny"),
        withdrawn: value("withdrawn") == Some(&Value::Bool(true)),
        reject_reason: text("reject_reason"),
        symbol: text("symbol"),
    }
}

/// A paper held against the roll, the seats and the other nominations; the entry where nothing stands in its way.
pub struct Filing<'a> {
    /// What the election is called by.
    pub about: &'a str,
    /// Its final roll.
    pub electors: &'a [Elector],
    /// Its seats.
    pub seats: &'a [Seat],
    /// Its nominations so far.
    pub known: &'a [Nomination],
    /// The Act.
    pub act: &'a str,
    /// The data of elections.
    pub election: &'a ElectionLaw,
    /// The clocks.
    pub law: &'a Law,
    /// How often each name held the post before: earlier terms as the registers have them.
    pub held_before: usize,
}

impl Filing<'_> {
    /// Everything that stands in the way of a paper, and what is to be looked at.
    pub fn held(&self, paper: &Paper) -> (Findings, Findings) {
        let (mut faults, mut warnings) = (Vec::new(), Vec::new());
        let named = |code: &str, asked: &str, role: (&str, &str)| {
            let several = find(self.electors, asked).err().unwrap_or_default();
            let several: Vec<String> = several.iter().map(ToString::to_string).collect();
            let several = if several.is_empty() { "–".to_owned() } else { several.join(", ") };
            fault(code, self.about)
                .with("asked", asked)
                .with("role", role.0)
                .with("role_hi", role.1)
                .with("known", several)
        };
        let (candidate, proposer) = (find(self.electors, &paper.candidate), find(self.electors, &paper.proposer));
        if candidate.is_err() {
            faults.push(named("ELE-141", &paper.candidate, ("candidate", "अभ्यर्थी")));
        }
        if proposer.is_err() {
            faults.push(named("ELE-142", &paper.proposer, ("proposer", "प्रस्तावक")));
        }
        let seconder = paper.seconder.as_deref().map(|asked| (asked, find(self.electors, asked)));
        if let Some((asked, Err(_))) = &seconder {
            faults.push(named("ELE-142", asked, ("seconder", "समर्थक")));
        }
        let serial = |elector: &Result<&Elector, Vec<i64>>| elector.as_ref().ok().and_then(|elector| elector.serial);
        let mut people = vec![serial(&candidate), serial(&proposer)];
        people.extend(seconder.as_ref().map(|(_, elector)| serial(elector)));
        let mut told_twice: Vec<i64> = people.iter().copied().flatten().collect();
        told_twice.sort_unstable();
        if told_twice.windows(2).any(|pair| pair[0] == pair[1]) {
            faults.push(fault("ELE-143", self.about));
        }
        let seat = format!("{}/{}", paper.post, paper.category);
        if !self.seats.iter().any(|known| known.name() == seat) {
            let known: Vec<String> = self.seats.iter().map(Seat::name).collect();
            faults.push(fault("ELE-144", self.about).with("found", &seat).with("known", known.join(", ")));
        }
        if let Ok(candidate) = candidate {
            faults.extend(self.category(candidate, &paper.category, &mut warnings));
            let own = |one: &&Nomination| {
                one.candidate_no == candidate.serial && one.scrutiny != "rejected" && !one.withdrawn
            };
            for other in self.known.iter().filter(own) {
                let code = if other.seat() == seat { "ELE-147" } else { "ELE-247" };
                let said = if code == "ELE-147" { fault(code, self.about) } else { told(code, self.about) };
                let said = said.with("name", &candidate.name).with("seat", other.seat()).with("number", other.serial);
                if code == "ELE-147" { faults.push(said) } else { warnings.push(said) }
            }
            for code in candidate.doubt.split(", ").filter(|code| !code.is_empty()) {
                let Some(line) = self.election.exclusion(code) else { continue };
                let (why, basis) = (line.label(), line.basis());
                let said = told("ELE-248", self.about).with("name", &candidate.name);
                let said = said.with("why", why.en).with("why_hi", why.hi);
                warnings.push(based(said, &basis));
            }
            warnings.extend(self.terms(&candidate.name));
        }
        (faults, warnings)
    }

    /// The category of a reserved seat is that of the candidate; one that is not recorded is told.
    fn category(&self, candidate: &Elector, category: &str, warnings: &mut Findings) -> Option<Finding> {
        let (recorded, fits) = match category {
            "women" => (&candidate.sex, candidate.sex == "f"),
            "sc_st" => (&candidate.category, ["SC", "ST"].contains(&candidate.category.as_str())),
            "sc" => (&candidate.category, candidate.category == "SC"),
            "st" => (&candidate.category, candidate.category == "ST"),
            "bc" => (&candidate.category, candidate.category == "BC"),
            "ebc" => (&candidate.category, candidate.category == "EBC"),
            _ => return None,
        };
        if fits {
            return None;
        }
        if recorded.is_empty() {
            warnings.push(told("ELE-246", self.about).with("name", &candidate.name).with("category", category));
            return None;
        }
        let found = fault("ELE-146", self.about).with("name", &candidate.name);
        Some(found.with("category", category).with("recorded", recorded))
    }

    /// Terms held before, where the Act is said to count them.
    fn terms(&self, name: &str) -> Option<Finding> {
        let line = self.election.terms_most(self.act)?;
        let (most, _) = figure(self.law, line)?;
        let basis = citation(self.law, line);
        let over = i64::try_from(self.held_before).ok()? >= most;
        let said = || {
            let said =
                told("ELE-249", self.about).with("name", name).with("count", self.held_before).with("most", most);
            said.with("basis", &basis.en).with("basis_hi", &basis.hi)
        };
        over.then(said)
    }
}

fn based(finding: Finding, basis: &crate::catalogue::Basis) -> Finding {
    use crate::model::Language::{En, Hi};
    finding.with("basis", basis.printed(En)).with("basis_hi", basis.printed(Hi))
}

/// The entry of a paper of which everybody was found.
pub fn nomination_entry(
    register: &dyn ReadRegister,
    roll: &Roll,
    (electors, known): (&[Elector], &[Nomination]),
    paper: &Paper,
    on: Date,
) -> Result<Option<(i64, NewEntry)>, RegisterError> {
    let table = register.definition(NOMINATIONS)?;
    let (Ok(candidate), Ok(proposer)) = (find(electors, &paper.candidate), find(electors, &paper.proposer)) else {
        return Ok(None);
    };
    let seconder = paper.seconder.as_deref().and_then(|asked| find(electors, asked).ok());
    let serial = known.iter().map(|one| one.serial).max().unwrap_or(0) + 1;
    let no = |elector: Option<&Elector>| elector.and_then(|one| one.serial).map_or(Value::Empty, Value::Integer);
    let text = |text: &Option<String>| text.as_ref().map_or(Value::Empty, Value::text);
    let said = [
        ("society", Value::text(&roll.society)),
        ("election_on", roll.poll_on.map_or(Value::Empty, Value::Date)),
        ("serial", Value::Integer(serial)),
        ("post", Value::text(&paper.post)),
        ("seat_category", Value::text(&paper.category)),
        ("candidate", Value::text(&candidate.name)),
        ("proposer", Value::text(&proposer.name)),
        ("seconder", seconder.map_or(Value::Empty, |one| Value::text(&one.name))),
        ("filed_at", Value::text(&paper.filed_at)),
        ("election", Value::text(&roll.election)),
        ("candidate_no", no(Some(candidate))),
        ("proposer_no", no(Some(proposer))),
        ("seconder_no", no(seconder)),
        ("symbol", text(&paper.symbol)),
    ];
    let key = SourceKey::named(&["nomination", &roll.election, &serial.to_string()]);
    Ok(Some((serial, NewEntry::stating(table, Subject::New(key), on, said))))
}

fn course(
    register: &dyn ReadRegister,
    one: &Nomination,
    (scrutiny, reason, withdrawn): (&str, &str, bool),
    on: Date,
) -> Result<NewEntry, RegisterError> {
    let said = [
        ("scrutiny", Value::text(scrutiny)),
        ("withdrawn", if withdrawn { Value::Bool(true) } else { Value::Empty }),
        ("symbol", Value::text(&one.symbol)),
        ("reject_reason", Value::text(reason)),
    ];
    Ok(NewEntry::stating(register.definition(NOMINATIONS)?, Subject::Known(one.id.clone()), on, said))
}

/// The entry of a scrutiny.
pub fn scrutinised(
    register: &dyn ReadRegister,
    one: &Nomination,
    (result, reason): (&str, &str),
    on: Date,
) -> Result<NewEntry, RegisterError> {
    course(register, one, (result, reason, one.withdrawn), on)
}

/// The entry of a withdrawal.
pub fn withdrawn(register: &dyn ReadRegister, one: &Nomination, on: Date) -> Result<NewEntry, RegisterError> {
    course(register, one, (&one.scrutiny, &one.reject_reason, true), on)
}

/// Seats of one post and category with those who stand for them.
#[derive(Clone, Debug)]
pub struct Contest {
    /// The seats.
    pub seat: Seat,
    /// Who stands, in the order of nominations.
    pub candidates: Vec<Nomination>,
}

impl Contest {
    /// More stand than there are seats.
    pub fn is_contested(&self) -> bool {
        self.candidates.len() > self.places()
    }
    /// How many places.
    pub fn places(&self) -> usize {
        usize::try_from(self.seat.number).unwrap_or(usize::MAX)
    }
    /// Code of how it stands: vacant, uncontested, contested.
    pub fn key(&self) -> &'static str {
        match (self.candidates.is_empty(), self.is_contested()) {
            (true, _) => "vacant",
            (false, true) => "contested",
            (false, false) => "uncontested",
        }
    }
}

/// The seats of an election with those who stand, in the order of its seats.
pub fn contests(seats: &[Seat], nominations: &[Nomination]) -> Vec<Contest> {
    let standing = |seat: &Seat| {
        let own = nominations.iter().filter(|one| one.stands() && one.seat() == seat.name());
        own.cloned().collect()
    };
    seats.iter().map(|seat| Contest { seat: seat.clone(), candidates: standing(seat) }).collect()
}
