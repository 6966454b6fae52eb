//! The result: votes held against ballots, who is elected, a tie by lot; the entries of results, office bearers and vacant seats.

use super::{Contest, Elector, Nomination, Roll, VACANCIES, fault};
use crate::{
    model::{Date, Findings, Moment, NewEntry, SourceKey, Subject, Value},
    register::{ReadRegister, RegisterError},
};
use std::collections::BTreeMap;

/// Stem of the register of results.
pub const RESULTS: &str = "election_result";
/// Stem of the register of office bearers.
pub const BEARERS: &str = "office_bearer";

/// What was counted.
#[derive(Clone, Debug, Default)]
pub struct Count {
    /// Votes by the number of the nomination.
    pub votes: BTreeMap<i64, i64>,
    /// Ballots by seat, as `member/general`.
    pub ballots: BTreeMap<String, i64>,
    /// Rejected ballots by seat.
    pub invalid: BTreeMap<String, i64>,
    /// Nominations on whom the lot fell.
    pub lots: Vec<i64>,
}

/// What became of a candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The nomination.
    pub nomination: Nomination,
    /// Votes; none where there was no poll.
    pub votes: Option<i64>,
    /// Nobody stood against.
    pub unopposed: bool,
    /// Elected.
    pub elected: bool,
    /// By lot.
    pub by_lot: bool,
    /// Ballots of the contest.
    pub ballots: Option<i64>,
    /// Rejected ones among them.
    pub invalid: Option<i64>,
}

/// Who is elected, or everything that does not add up.
pub fn declared(
    about: &str,
    contests: &[Contest],
    count: &Count,
    roll_count: Option<i64>,
) -> Result<Vec<Outcome>, Findings> {
    let mut faults = Vec::new();
    let contested: Vec<&Contest> = contests.iter().filter(|contest| contest.is_contested()).collect();
    let named: Vec<String> = contested.iter().map(|contest| contest.seat.name()).collect();
    for seat in count.ballots.keys().chain(count.invalid.keys()).filter(|seat| !named.contains(seat)) {
        faults.push(fault("ELE-163", about).with("found", seat).with("known", listed(&named)));
    }
    let stands: Vec<i64> =
        contested.iter().flat_map(|contest| &contest.candidates).map(|candidate| candidate.serial).collect();
    let numbers: Vec<String> = stands.iter().map(ToString::to_string).collect();
    for no in count.votes.keys().chain(&count.lots).filter(|no| !stands.contains(no)) {
        faults.push(fault("ELE-163", about).with("found", no).with("known", listed(&numbers)));
    }
    let mut outcomes = Vec::new();
    for contest in contests {
        if contest.is_contested() {
            outcomes.extend(polled(about, contest, count, roll_count, &mut faults));
        } else {
            outcomes.extend(contest.candidates.iter().map(|nomination| Outcome {
                nomination: nomination.clone(),
                votes: None,
                unopposed: true,
                elected: true,
                by_lot: false,
                ballots: None,
                invalid: None,
            }));
        }
    }
    if faults.is_empty() { Ok(outcomes) } else { Err(faults) }
}

fn listed(texts: &[String]) -> String {
    if texts.is_empty() { "–".to_owned() } else { texts.join(", ") }
}

fn polled(
    about: &str,
    contest: &Contest,
    count: &Count,
    roll_count: Option<i64>,
    faults: &mut Findings,
) -> Vec<Outcome> {
    let seat = contest.seat.name();
    let missing: Vec<String> = contest
        .candidates
        .iter()
        .filter(|candidate| !count.votes.contains_key(&candidate.serial))
        .map(|candidate| candidate.serial.to_string())
        .collect();
    let ballots = count.ballots.get(&seat).copied();
    if !missing.is_empty() || ballots.is_none() {
        let wanting = if missing.is_empty() { "--ballots".to_owned() } else { missing.join(", ") };
        faults.push(fault("ELE-162", about).with("seat", &seat).with("missing", wanting));
        return Vec::new();
    }
    let ballots = ballots.unwrap_or_default();
    let invalid = count.invalid.get(&seat).copied().unwrap_or(0);
    let votes = |candidate: &Nomination| count.votes.get(&candidate.serial).copied().unwrap_or_default();
    let sum: i64 = contest.candidates.iter().map(votes).sum();
    let valid = ballots - invalid;
    let places = i64::from(contest.seat.number);
    // With one place each valid ballot is one vote; with several it bears one vote at least and as many as there are places at most.
    let fits = valid >= 0
        && invalid >= 0
        && if places == 1 { sum == valid } else { (valid..=places * valid).contains(&sum) }
        && contest.candidates.iter().all(|candidate| (0..=valid).contains(&votes(candidate)));
    if !fits {
        let said = fault("ELE-161", about).with("seat", &seat).with("sum", sum).with("ballots", ballots);
        faults.push(said.with("invalid", invalid).with("valid", valid).with("places", places));
    }
    if let Some(electors) = roll_count.filter(|electors| ballots > *electors) {
        faults.push(fault("ELE-166", about).with("seat", &seat).with("ballots", ballots).with("electors", electors));
    }
    let mut order: Vec<&Nomination> = contest.candidates.iter().collect();
    order.sort_by_key(|candidate| (-votes(candidate), candidate.serial));
    let cut = order.get(contest.places() - 1).map_or(0, |last| votes(last));
    let clear = order.iter().filter(|candidate| votes(candidate) > cut).count();
    let tied: Vec<i64> = order.iter().filter(|one| votes(one) == cut).map(|one| one.serial).collect();
    let left = contest.places() - clear;
    let own: Vec<i64> = count.lots.iter().copied().filter(|no| order.iter().any(|one| one.serial == *no)).collect();
    let by_lot = tied.len() > left;
    let numbers = |of: &[i64]| listed(&of.iter().map(ToString::to_string).collect::<Vec<_>>());
    if by_lot && own.len() < left {
        let said = fault("ELE-164", about).with("seat", &seat).with("tied", numbers(&tied)).with("votes", cut);
        faults.push(said.with("left", left));
    } else if own.len() > if by_lot { left } else { 0 } {
        let said = fault("ELE-165", about).with("seat", &seat).with("found", clear + own.len().max(1));
        faults.push(said.with("places", places).with("lots", numbers(&own)));
    } else if own.iter().any(|no| !tied.contains(no)) {
        let said = fault("ELE-167", about).with("seat", &seat).with("lots", numbers(&own));
        faults.push(said.with("tied", numbers(&tied)));
    }
    let outcome = |candidate: &Nomination| {
        let own_votes = votes(candidate);
        let lot = by_lot && own.contains(&candidate.serial);
        Outcome {
            nomination: candidate.clone(),
            votes: Some(own_votes),
            unopposed: false,
            elected: own_votes > cut || lot || (!by_lot && own_votes == cut),
            by_lot: lot,
            ballots: Some(ballots),
            invalid: Some(invalid),
        }
    };
    contest.candidates.iter().map(outcome).collect()
}

/// A term as entries state it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermStated {
    /// Code of the list `term_rule`; empty where none is known for the Act.
    pub rule: String,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

fn day(day: Option<Date>) -> Value {
    day.map_or(Value::Empty, Value::Date)
}

/// The entries of the register of results: every candidate of a contest, elected or not.
pub fn result_entries(
    register: &dyn ReadRegister,
    roll: &Roll,
    outcomes: &[Outcome],
    term: &TermStated,
    on: Date,
) -> Result<Vec<NewEntry>, RegisterError> {
    let table = register.definition(RESULTS)?;
    let number = |number: Option<i64>| number.map_or(Value::Empty, Value::Integer);
    let entry = |one: &Outcome| {
        let said = [
            ("society", Value::text(&roll.society)),
            ("post", Value::text(&one.nomination.post)),
            ("seat_category", Value::text(&one.nomination.category)),
            ("candidate", Value::text(&one.nomination.candidate)),
            ("votes", number(one.votes)),
            ("unopposed", Value::Bool(one.unopposed)),
            ("declared_on", Value::Date(on)),
            ("election", Value::text(&roll.election)),
            ("candidate_no", number(one.nomination.candidate_no)),
            ("elected", Value::Bool(one.elected)),
            ("by_lot", if one.by_lot { Value::Bool(true) } else { Value::Empty }),
            ("ballots", number(one.ballots)),
            ("invalid", number(one.invalid)),
        ];
        let term = [("term_rule", Value::text(&term.rule)), ("term_from", day(term.from)), ("term_to", day(term.to))];
        let key = SourceKey::named(&["result", &roll.election, &one.nomination.serial.to_string()]);
        let said = said.into_iter().chain(term.into_iter().filter(|_| one.elected));
        NewEntry::stating(table, Subject::New(key), on, said)
    };
    Ok(outcomes.iter().map(entry).collect())
}

/// The entries of the register of office bearers: who was elected, with the facts of the roll. `from` is the day they take office; none
/// while the first meeting is to come.
pub fn bearer_entries(
    register: &dyn ReadRegister,
    roll: &Roll,
    (outcomes, electors): (&[Outcome], &[Elector]),
    (from, to): (Option<Date>, Option<Date>),
    on: Date,
) -> Result<Vec<NewEntry>, RegisterError> {
    let table = register.definition(BEARERS)?;
    let entry = |one: &Outcome| {
        let elector = electors.iter().find(|elector| elector.serial == one.nomination.candidate_no && elector.is_on());
        let text = |of: fn(&Elector) -> &str| elector.map_or(Value::Empty, |elector| Value::text(of(elector)));
        let said = [
            ("society", Value::text(&roll.society)),
            ("name", Value::text(&one.nomination.candidate)),
            ("guardian", text(|elector| &elector.guardian)),
            ("sex", text(|elector| &elector.sex)),
            ("category", text(|elector| &elector.category)),
            ("post", Value::text(&one.nomination.post)),
            ("from", day(from)),
            ("to", day(to)),
            ("arose_from", Value::text(&roll.election)),
        ];
        let key = SourceKey::named(&["elected", &roll.election, &one.nomination.serial.to_string()]);
        NewEntry::stating(table, Subject::New(key), on, said)
    };
    Ok(outcomes.iter().filter(|one| one.elected).map(entry).collect())
}

/// The entries of seats nobody stood for.
pub fn vacant_seats(
    register: &dyn ReadRegister,
    roll: &Roll,
    contests: &[Contest],
    (on, term_to): (Date, Option<Date>),
) -> Result<Vec<NewEntry>, RegisterError> {
    let table = register.definition(VACANCIES)?;
    let mut entries = Vec::new();
    for contest in contests {
        for nth in contest.candidates.len()..contest.places() {
            let said = [
                ("society", Value::text(&roll.society)),
                ("post", Value::text(&contest.seat.post)),
                ("seat_category", Value::text(&contest.seat.category)),
                ("reason", Value::text("no_candidate")),
                ("vacant_on", Value::Date(on)),
                ("term_left_days", super::vacancies::days_left(on, term_to)),
            ];
            let key = SourceKey::named(&["vacant", &roll.election, &contest.seat.name(), &nth.to_string()]);
            entries.push(NewEntry::stating(table, Subject::New(key), on, said));
        }
    }
    Ok(entries)
}

/// The term stated once more of every result and office bearer of an election, when the first meeting has begun it.
pub fn term_stated(
    register: &dyn ReadRegister,
    election: &str,
    term: &TermStated,
    on: Date,
) -> Result<Vec<NewEntry>, RegisterError> {
    let mut entries = Vec::new();
    let of = Value::text(election);
    let results = register.definition(RESULTS)?;
    for line in register.find_by(RESULTS, "election", &of, Moment::on(Date::MAX))? {
        if line.value(results, "elected") != Some(&Value::Bool(true)) {
            continue;
        }
        let said = [("term_rule", Value::text(&term.rule)), ("term_from", day(term.from)), ("term_to", day(term.to))];
        entries.push(NewEntry::stating(results, Subject::Known(line.subject), on, said));
    }
    let bearers = register.definition(BEARERS)?;
    for line in register.find_by(BEARERS, "arose_from", &of, Moment::on(Date::MAX))? {
        let post = [("from", day(term.from)), ("to", day(term.to))];
        entries.push(super::vacancies::post_restated(bearers, &line, post, on));
    }
    Ok(entries)
}
