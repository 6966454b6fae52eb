//! The result of an election, and the first meeting.

use super::{
    Ballot, ELECTION, all, both,
    roll::{fault, finding},
    watch::Watch,
};
use crate::case::{Acting, Before, More, pairs};
use clap::Args;
use coop_registry::{
    branches::cases::cited,
    branches::elections::{
        Count, Outcome, TermStated, bearer_entries, contests, declared, electors, end_of_term, filled, nominations,
        result_entries, start_of_term, term_stated, vacant_seats,
    },
    cli::{CommandError, Console, Exit, Office, Verdict},
    model::{Date, Severity, Value},
};

/// The result.
#[derive(Args)]
pub struct Declare {
    /// Votes by number of the nomination, as 3=120,4=95
    #[arg(long, value_name = "N=VOTES,…", value_delimiter = ',')]
    votes: Vec<String>,
    /// Ballots of each contest, as chairman/general=221
    #[arg(long, value_name = "POST/CATEGORY=N,…", value_delimiter = ',')]
    ballots: Vec<String>,
    /// Rejected ballots of each contest, as chairman/general=6
    #[arg(long, value_name = "POST/CATEGORY=N,…", value_delimiter = ',')]
    invalid: Vec<String>,
    /// Nominations on whom the lot fell in a tie
    #[arg(long, value_name = "N,…", value_delimiter = ',')]
    lot: Vec<i64>,
    #[command(flatten)]
    acting: Acting,
}

/// `NAME=NUMBER`, apart; what is none is exit 2.
fn figures<K: Ord>(
    told: &[String],
    key: impl Fn(&str) -> Option<K>,
) -> Result<std::collections::BTreeMap<K, i64>, CommandError> {
    let mut found = std::collections::BTreeMap::new();
    for (name, number) in pairs(told)? {
        let read = key(name.trim()).zip(number.trim().parse::<i64>().ok());
        match read {
            Some((name, number)) if !found.contains_key(&name) => _ = found.insert(name, number),
            _ => {
                let found = format!("{name}={number}");
                return Err(CommandError::new(Exit::Arguments, "error.election.figure").with("found", found));
            }
        }
    }
    Ok(found)
}

impl Declare {
    /// The counting itself is not ours: what was counted is held against the ballots.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let count = Count {
            votes: figures(&self.votes, |name| name.parse().ok())?,
            ballots: figures(&self.ballots, |name| Some(name.to_owned()))?,
            invalid: figures(&self.invalid, |name| Some(name.to_owned()))?,
            lots: self.lot,
        };
        self.acting.run_with(office, console, ELECTION, "declare", |before| {
            let (ballot, on) = (Ballot::of(office, before)?, before.telling.on);
            let mut more = More::default();
            let contests = contests(&ballot.seats, &nominations(before.register, &ballot.roll, all())?);
            let polled = contests.iter().any(coop_registry::branches::elections::Contest::is_contested);
            let earliest = before.day(if polled { "poll_on" } else { "withdraw_to" });
            if let Some(first) = earliest.filter(|first| on < *first) {
                more.faults.push(fault(before, "ELE-168").with("on", on).with("first", first));
            }
            let about = before.case.map_or("", |case| &case.number);
            let roll_count = before.value("roll_count").and_then(Value::as_integer);
            let outcomes = match declared(about, &contests, &count, roll_count) {
                Ok(outcomes) => outcomes,
                Err(faults) => {
                    more.faults.extend(faults);
                    return Ok(more);
                }
            };
            let term = term_of(office, before, &ballot, &mut more)?;
            let roll = electors(before.register, &ballot.roll, all())?;
            // Where a term begins with the first meeting, those elected take office with it.
            let waits = term.rule == "first_meeting" && term.from.is_none();
            let served = if waits { (None, None) } else { (Some(on), term.to) };
            more.entries = result_entries(before.register, &ballot.roll, &outcomes, &term, on)?;
            more.entries.extend(bearer_entries(before.register, &ballot.roll, (&outcomes, &roll), served, on)?);
            more.entries.extend(vacant_seats(before.register, &ballot.roll, &contests, (on, term.to))?);
            more.entries.extend(vacancy_filled(before, &outcomes, on)?);
            state(&mut more, &term);
            tell(&mut more, &outcomes);
            Ok(more)
        })
    }
}

/// By a by-election the vacancy it was held for is filled.
fn vacancy_filled(
    before: &Before<'_>,
    outcomes: &[Outcome],
    on: Date,
) -> Result<Option<coop_registry::model::NewEntry>, CommandError> {
    let elected = outcomes.iter().find(|one| one.elected);
    let vacancy = Some(before.text("vacancy")).filter(|vacancy| !vacancy.is_empty());
    let Some((one, vacancy)) = elected.zip(vacancy) else { return Ok(None) };
    let order = before.telling.order_no.clone().unwrap_or_default();
    Ok(Some(filled(before.register, vacancy, ("by_election", &one.nomination.candidate, &order), on)?))
}

/// The term of those elected: of a by-election what is left of the board’s, else by the rule of the Act.
fn term_of(office: &Office, before: &Before<'_>, ballot: &Ballot, more: &mut More) -> Result<TermStated, CommandError> {
    let on = before.telling.on;
    let law = ballot.election.term(&ballot.act);
    let rule = law.map(|law| law.rule.clone()).unwrap_or_default();
    if before.text("kind") == "by_election" {
        let moment = coop_registry::model::Moment::on(on);
        let watch = Watch::read(office, before.register, moment)?;
        let term = watch.board(before.register, &ballot.roll.society, moment)?.map(|board| board.term);
        let (from, to) = term.map_or((None, None), |term| (term.from, term.to));
        if to.is_none() {
            more.warnings.push(finding(before, "ELE-267", Severity::Warning));
        }
        return Ok(TermStated { rule, from, to });
    }
    let from = start_of_term(&ballot.election, &ballot.act, Some(on), None);
    let to = from.and_then(|from| end_of_term(&ballot.election, &before.desk.law, &ballot.act, from));
    let line = law.and_then(|law| {
        let id = if from.is_some() && to.is_none() { &law.length_line } else { &law.rule_line };
        before.desk.law.clocks.get(id)
    });
    let basis = line.map(cited).unwrap_or_default();
    let said =
        |code: &str| finding(before, code, Severity::Warning).with("basis", &basis.en).with("basis_hi", &basis.hi);
    match (law, from, to) {
        (None, ..) => more.warnings.push(finding(before, "ELE-268", Severity::Warning)),
        (Some(_), None, _) => more.warnings.push(said("ELE-266")),
        (Some(_), Some(_), None) => more.warnings.push(said("ELE-265")),
        (Some(law), Some(_), Some(_)) if law.rule == "cooperative_year" => more.warnings.push(said("ELE-269")),
        _ => {}
    }
    Ok(TermStated { rule, from, to })
}

/// The term as the case states it.
fn state(more: &mut More, term: &TermStated) {
    let days = [("term_from", term.from), ("term_to", term.to)];
    let days = days.into_iter().filter_map(|(key, day)| Some((key.to_owned(), Value::Date(day?))));
    more.made.extend(days);
    if !term.rule.is_empty() {
        more.made.push(("term_rule".to_owned(), Value::text(&term.rule)));
    }
    for (key, day) in [("term_from", term.from), ("term_to", term.to)] {
        more.datum(key, day.map_or(serde_json::Value::Null, |day| day.to_string().into()));
    }
}

/// Who was elected, for people and programs.
fn tell(more: &mut More, outcomes: &[Outcome]) {
    let told: Vec<serde_json::Value> = outcomes
        .iter()
        .map(|one| {
            serde_json::json!({
                "nomination": one.nomination.serial, "seat": one.nomination.seat(), "candidate": one.nomination.candidate,
                "votes": one.votes, "elected": one.elected, "unopposed": one.unopposed, "by_lot": one.by_lot,
            })
        })
        .collect();
    more.datum("result", told);
    for one in outcomes.iter().filter(|one| one.elected) {
        let (name, seat) = (&one.nomination.candidate, one.nomination.seat());
        let votes = one.votes.map_or_else(|| "–".to_owned(), |votes| votes.to_string());
        more.lines.push(both(
            format!("{seat}: {name} elected, votes {votes}{}", if one.by_lot { ", by lot" } else { "" }),
            format!("{seat}: {name} निर्वाचित, मत {votes}{}", if one.by_lot { ", लॉटरी से" } else { "" }),
        ));
    }
}

/// The first meeting; where the Act begins the term with it, the term of all who were elected is stated.
pub fn meeting(acting: Acting, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
    acting.run_with(office, console, ELECTION, "meet", |before| {
        let (ballot, on) = (Ballot::of(office, before)?, before.telling.on);
        let mut more = More::default();
        let Some(rule) = ballot.election.term(&ballot.act).map(|law| law.rule.clone()) else { return Ok(more) };
        let by_election = before.text("kind") == "by_election";
        if rule != "first_meeting" || by_election {
            return Ok(more);
        }
        let to = end_of_term(&ballot.election, &before.desk.law, &ballot.act, on);
        let term = TermStated { rule, from: Some(on), to };
        more.entries = term_stated(before.register, &ballot.roll.election, &term, on)?;
        state(&mut more, &term);
        let (from, to) = (on, to.map_or_else(|| "–".to_owned(), |day| day.to_string()));
        more.lines.push(both(format!("term {from} to {to}"), format!("कार्यकाल {from} से {to}")));
        Ok(more)
    })
}
