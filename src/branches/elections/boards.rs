//! Boards of societies and when their terms run out, in one pass over the registers.

use super::{
    ElectionLaw, end_of_term, start_of_term,
    terms::{Term, TermKnown, rests_on},
};
use crate::{
    branches::cases::{Case, Law, Service},
    model::{CooperativeYear, Date, Line, Moment, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

/// The board of a society.
#[derive(Clone, Debug)]
pub struct Board {
    /// Identity of the society.
    pub society: String,
    /// Its name.
    pub name: String,
    /// Its district, where it is recorded.
    pub district: Option<i64>,
    /// Its class.
    pub class: String,
    /// The Act: its own, else the usual one of the State.
    pub act: String,
    /// Its term.
    pub term: Term,
    /// How it stands.
    pub standing: Standing,
    /// Number of an election that is open, and its poll.
    pub election: Option<(String, Option<Date>)>,
}

/// How a board stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The term runs.
    Running,
    /// The term has run out.
    Over,
    /// Nobody knows the term.
    Unknown,
    /// An administrator is in charge, until a day.
    Superseded(Option<Date>),
    /// The society does not work.
    NonFunctional,
    /// It is wound up.
    UnderLiquidation,
    /// It is cancelled.
    Cancelled,
}

impl Standing {
    /// Code.
    pub fn key(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Over => "over",
            Self::Unknown => "unknown",
            Self::Superseded(_) => "superseded",
            Self::NonFunctional => "non_functional",
            Self::UnderLiquidation => "under_liquidation",
            Self::Cancelled => "cancelled",
        }
    }
    /// In words.
    pub fn label(self) -> crate::model::Label {
        let (en, hi) = match self {
            Self::Running => ("term runs", "कार्यकाल चालू"),
            Self::Over => ("term over", "कार्यकाल समाप्त"),
            Self::Unknown => ("term not known", "कार्यकाल ज्ञात नहीं"),
            Self::Superseded(_) => ("administrator in charge", "प्रशासक प्रभार में"),
            Self::NonFunctional => ("society does not work", "समिति अकार्यरत"),
            Self::UnderLiquidation => ("under liquidation", "परिसमापनाधीन"),
            Self::Cancelled => ("cancelled", "निबंधन रद्द"),
        };
        crate::model::Label { en: en.into(), hi: hi.into() }
    }
    /// Is an election of this board looked for?
    pub fn is_watched(self) -> bool {
        matches!(self, Self::Running | Self::Over | Self::Unknown | Self::Superseded(_))
    }
}

/// What is recorded of one result.
#[derive(Clone, Copy, Default)]
struct Declared {
    on: Option<Date>,
    from: Option<Date>,
    to: Option<Date>,
    meeting: Option<Date>,
}

/// A day in office.
#[derive(Clone, Copy)]
struct Served {
    from: Option<Date>,
    to: Option<Date>,
}

/// What the registers say, by society.
struct Known {
    results: BTreeMap<String, Declared>,
    served: BTreeMap<String, Vec<Served>>,
    /// Elections that are open: number and poll.
    open: BTreeMap<String, (String, Option<Date>)>,
    /// Administrators in charge: until when.
    charges: BTreeMap<String, Option<Date>>,
}

/// What a board is read from besides its register.
pub struct Sources<'a> {
    /// The data of elections.
    pub election: &'a ElectionLaw,
    /// Clocks and calendar.
    pub law: &'a Law,
    /// The Act of a society that names none.
    pub usual_act: &'a str,
    /// The service of elections and its cases.
    pub elections: (&'a Service, &'a [Case]),
    /// The service of supersessions and its cases.
    pub supersessions: (&'a Service, &'a [Case]),
}

/// All boards, in the order of the societies.
pub fn boards(register: &dyn ReadRegister, sources: &Sources<'_>, moment: Moment) -> Result<Vec<Board>, RegisterError> {
    let known = Known::read(register, sources, moment)?;
    let table = register.definition("society")?;
    let mut found = Vec::new();
    register.lines("society", moment, &mut |line| {
        found.push(board(table, &line, sources, &known, moment.as_of));
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

/// The board of one society.
pub fn board_of(
    register: &dyn ReadRegister,
    sources: &Sources<'_>,
    society: &str,
    moment: Moment,
) -> Result<Option<Board>, RegisterError> {
    let line = register.line("society", society, moment)?;
    let Some(line) = line else { return Ok(None) };
    let known = Known::read(register, sources, moment)?;
    Ok(Some(board(register.definition("society")?, &line, sources, &known, moment.as_of)))
}

/// The boards of which a term is recorded, and those of these societies: of the rest no day can be told, and they are not read.
pub fn boards_recorded(
    register: &dyn ReadRegister,
    sources: &Sources<'_>,
    also: BTreeSet<String>,
    moment: Moment,
) -> Result<BTreeMap<String, Board>, RegisterError> {
    let known = Known::read(register, sources, moment)?;
    let table = register.definition("society")?;
    let mut wanted = also;
    wanted.extend(known.results.keys().chain(known.served.keys()).cloned());
    let mut found = BTreeMap::new();
    for society in wanted {
        if let Some(line) = register.line("society", &society, moment)? {
            found.insert(society, board(table, &line, sources, &known, moment.as_of));
        }
    }
    Ok(found)
}

impl Known {
    fn read(register: &dyn ReadRegister, sources: &Sources<'_>, moment: Moment) -> Result<Self, RegisterError> {
        let (service, cases) = sources.elections;
        let head = register.definition(&service.register)?;
        let open = cases.iter().filter(|case| !service.stages[case.stage].closed).filter_map(|case| {
            let poll = case.line.value(head, "poll_on").and_then(Value::as_date);
            Some((case.society.clone()?, (case.number.clone(), poll)))
        });
        let (service, cases) = sources.supersessions;
        let head = register.definition(&service.register)?;
        let in_charge = cases.iter().filter(|case| service.stages[case.stage].code == "superseded");
        let charges = in_charge
            .filter_map(|case| Some((case.society.clone()?, case.line.value(head, "until").and_then(Value::as_date))));
        Ok(Self {
            results: results(register, sources, moment)?,
            served: served(register, sources.election, moment)?,
            open: open.collect(),
            charges: charges.collect(),
        })
    }
}

fn board(
    table: &TableDef,
    line: &Line,
    sources: &Sources<'_>,
    Known { results, served, open, charges }: &Known,
    today: Date,
) -> Board {
    let text = |key: &str| line.value(table, key).and_then(Value::as_text).unwrap_or_default();
    let society = &line.subject;
    let act = if text("act").is_empty() { sources.usual_act } else { text("act") };
    let by_result = results.get(society).map(|result| term_of_result(sources, act, result));
    let by_bearers = served.get(society).map(|served| term_of_bearers(sources, act, served));
    let known = [by_result.clone(), by_bearers.clone()].into_iter().flatten().filter(|term| term.to.is_some());
    let nothing = Term {
        from: None,
        to: None,
        known: TermKnown::NothingRecorded,
        rests_on: rests_on(sources.election, sources.law, act),
    };
    // Of two registers the one that reaches further tells of the later board.
    let term = known.max_by_key(|term| term.to).or(by_result).or(by_bearers).unwrap_or(nothing);
    let standing = match (text("status"), charges.get(society)) {
        ("cancelled", _) => Standing::Cancelled,
        ("under_liquidation", _) => Standing::UnderLiquidation,
        (_, Some(until)) => Standing::Superseded(*until),
        ("non_functional", None) => Standing::NonFunctional,
        (_, None) => match term.to {
            None => Standing::Unknown,
            Some(to) if to < today => Standing::Over,
            Some(_) => Standing::Running,
        },
    };
    Board {
        society: society.clone(),
        name: [text("name_hi"), text("name_en")].into_iter().find(|name| !name.is_empty()).unwrap_or_default().into(),
        district: line.value(table, "district").and_then(Value::as_integer),
        class: text("class").to_owned(),
        act: act.to_owned(),
        term,
        standing,
        election: open.get(society).cloned(),
    }
}

fn term_of_result(sources: &Sources<'_>, act: &str, result: &Declared) -> Term {
    let rests_on = rests_on(sources.election, sources.law, act);
    if result.to.is_some() {
        let known = TermKnown::ResultRegister;
        return Term { from: result.from, to: result.to, known, rests_on: known.label() };
    }
    let from = result.from.or_else(|| start_of_term(sources.election, act, result.on, result.meeting));
    let to = from.and_then(|from| end_of_term(sources.election, sources.law, act, from));
    let known = match (from, to) {
        (_, Some(_)) => TermKnown::FromResult,
        (Some(_), None) => TermKnown::LengthUnsourced,
        (None, None) if sources.election.term(act).is_none() => TermKnown::LengthUnsourced,
        (None, None) => TermKnown::BeginningUnknown,
    };
    Term { from, to, known, rests_on }
}

fn term_of_bearers(sources: &Sources<'_>, act: &str, served: &[Served]) -> Term {
    let rests_on = rests_on(sources.election, sources.law, act);
    let last = served.iter().filter_map(|one| one.to).max();
    // Who came in after the last recorded end belongs to a later board.
    let later: Vec<&Served> = served.iter().filter(|one| last.is_none_or(|last| one.from > Some(last))).collect();
    if let Some(to) = last.filter(|_| later.is_empty()) {
        let from = served.iter().filter(|one| one.to == Some(to)).filter_map(|one| one.from).min();
        let known = TermKnown::BearerRegister;
        return Term { from, to: Some(to), known, rests_on: known.label() };
    }
    let mut days: Vec<Option<Date>> = later.iter().map(|one| one.from).collect();
    days.sort();
    days.dedup();
    // Only a board that came in on one day shows when its term began.
    let [Some(day)] = days[..] else {
        return Term { from: None, to: None, known: TermKnown::BeginningUnknown, rests_on };
    };
    let from = match sources.election.term(act).map(|term| term.rule.as_str()) {
        Some("cooperative_year") => CooperativeYear::containing(day).map(CooperativeYear::start),
        Some(_) => Some(day),
        None => None,
    };
    let to = from.and_then(|from| end_of_term(sources.election, sources.law, act, from));
    let known = if to.is_some() { TermKnown::FromBearers } else { TermKnown::LengthUnsourced };
    Term { from, to, known, rests_on }
}

/// The last result of each society. One of a by-election that says no term begins none.
fn results(
    register: &dyn ReadRegister,
    sources: &Sources<'_>,
    moment: Moment,
) -> Result<BTreeMap<String, Declared>, RegisterError> {
    let of_case: BTreeMap<&str, &Case> = sources.elections.1.iter().map(|case| (case.id.as_str(), case)).collect();
    let head = register.definition(&sources.elections.0.register)?;
    let table = register.definition("election_result")?;
    let mut found: BTreeMap<String, Declared> = BTreeMap::new();
    register.lines("election_result", moment, &mut |line| {
        let value = |key: &str| line.value(table, key);
        let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default();
        let day = |key: &str| value(key).and_then(Value::as_date);
        let case = of_case.get(text("election"));
        let of_head = |key: &str| case.and_then(|case| case.line.value(head, key));
        let (on, to) = (day("declared_on"), day("term_to"));
        let by_election = of_head("kind").and_then(Value::as_text) == Some("by_election");
        if text("society").is_empty() || on.is_none() && to.is_none() || by_election && to.is_none() {
            return ControlFlow::Continue(());
        }
        let meeting = of_head("first_meeting_on").and_then(Value::as_date);
        let one = Declared { on, from: day("term_from"), to, meeting };
        let known = found.entry(text("society").to_owned()).or_default();
        if (one.on.max(one.to), one.to) > (known.on.max(known.to), known.to) {
            *known = one;
        }
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

/// Days in office of committee members, by society.
fn served(
    register: &dyn ReadRegister,
    election: &ElectionLaw,
    moment: Moment,
) -> Result<BTreeMap<String, Vec<Served>>, RegisterError> {
    let table = register.definition(super::BEARERS)?;
    let mut found: BTreeMap<String, Vec<Served>> = BTreeMap::new();
    register.lines(super::BEARERS, moment, &mut |line| {
        let value = |key: &str| line.value(table, key);
        let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default();
        let day = |key: &str| value(key).and_then(Value::as_date);
        if election.posts().iter().any(|post| post == text("post")) {
            let one = Served { from: day("from"), to: day("to") };
            found.entry(text("society").to_owned()).or_default().push(one);
        }
        ControlFlow::Continue(())
    })?;
    Ok(found)
}
