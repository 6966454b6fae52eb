//! Seats, programmes, terms, the roll and the count, each without a register where that can be.

use super::{law::Effect, nominations::Filing, *};
use crate::{
    branches::cases::{Law, OfficeLimit},
    catalogue::{Clocks, Files, TimeUnit, load_tables},
    cleaning::Codes,
    clocks::{Calendar, Limit},
    model::{Date, Findings, Moment, NewEntry, Plan, SourceKey, Subject, Value},
    register::{MemoryRegister, ReadRegister},
};
use std::collections::BTreeMap;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn law() -> Law {
    let clocks = Clocks::load(&Files::embedded()).unwrap();
    Law { clocks, own: BTreeMap::new(), calendar: Calendar::new([], []), holidays: BTreeMap::new() }
}

/// The office’s own limit of a line, by order.
fn with_own(mut law: Law, line: &str, number: u32, unit: TimeUnit) -> Law {
    let limit = Limit { number, unit, next_working_day: false };
    law.own.insert(line.to_owned(), OfficeLimit { limit, order_no: "1".into(), order_on: None });
    law
}

fn data() -> ElectionLaw {
    ElectionLaw::load(&Files::embedded(), &Clocks::load(&Files::embedded()).unwrap())
        .unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn seats(text: &str) -> Vec<Seat> {
    read_seats(text, &Codes::load(&Files::embedded()).unwrap()).unwrap()
}

fn codes(findings: &Findings) -> Vec<&str> {
    findings.iter().map(|finding| finding.code.as_str()).collect()
}

#[test]
fn seats_are_read_by_codes_and_words_each_once_and_everything_wrong_is_told() {
    let read = seats("अध्यक्ष=1, member/महिला=2");
    assert_eq!(written_seats(&read), "chairman/general=1, member/women=2");
    let codes = Codes::load(&Files::embedded()).unwrap();
    for (text, wrong) in [
        ("king/general=1, member/women=2", vec!["king/general=1"]),
        ("member/women=2, member/women=1, member", vec!["member/women=1", "member"]),
        ("member/general=0", vec!["member/general=0"]),
        ("", vec!["–"]),
    ] {
        assert_eq!(read_seats(text, &codes).unwrap_err(), wrong, "{text}");
    }
}

#[test]
fn what_binds_refuses_and_what_was_seen_as_practice_is_told() {
    let (data, law) = (data(), law());
    let held = |text: &str, act: &str, class: &str| seats::held("x", &seats(text), &data, &law, (act, class));
    let (faults, warnings) = held("member/general=20, member/women=1", "mscs_2002", "bank");
    assert_eq!((codes(&faults), codes(&warnings)), (vec!["ELE-124", "ELE-125"], vec![]));
    let (faults, _) = held("member/general=19, member/women=2, member/sc_st=1", "mscs_2002", "bank");
    assert_eq!(codes(&faults), ["ELE-121"]);
    let (faults, warnings) = held("chairman/women=1, member/sc_st=2, member/general=2", "bihar_1935", "pacs");
    assert_eq!((codes(&faults), codes(&warnings)), (vec![], vec!["ELE-222", "ELE-226"]));
    assert_eq!(held("chairman/women=1", "bihar_1935", "dairy").1.len(), 0, "seen of PACS alone");
}

#[test]
fn a_programme_runs_in_order_an_example_is_told_and_the_offices_own_limit_binds() {
    let (data, tables) = (data(), load_tables(&Files::embedded()).unwrap());
    let table = tables.get("election").unwrap();
    let seats = seats("chairman=1");
    let (days, _) = from_example(&data, &law(), "pacs_2024", day("2024-10-25")).unwrap();
    assert_eq!(days["nominate_from"], day("2024-11-11"));
    assert_eq!(days["poll_on"], day("2024-11-26"));
    let mut dates: BTreeMap<&str, Date> = DATES.into_iter().filter_map(|key| Some((key, *days.get(key)?))).collect();
    dates.extend([
        ("draft_on", day("2024-10-10")),
        ("objections_to", day("2024-10-18")),
        ("final_on", day("2024-10-25")),
    ]);
    let held = |dates: &BTreeMap<&'static str, Date>, law: &Law| {
        let programme = Programme {
            about: "x",
            act: "bihar_1935",
            class: "pacs",
            notified_on: day("2024-10-01"),
            dates: dates.clone(),
            seats: &seats,
        };
        programme.held(table, &data, law)
    };
    let dates: BTreeMap<&'static str, Date> =
        DATES.into_iter().filter_map(|key| Some((key, *dates.get(key)?))).collect();
    let (faults, warnings) = held(&dates, &law());
    assert_eq!((codes(&faults), codes(&warnings)), (vec![], vec!["ELE-204"]), "the example keeps itself");
    let mut longer = dates.clone();
    longer.insert("nominate_to", day("2024-11-14"));
    let (faults, warnings) = held(&longer, &law());
    assert_eq!((codes(&faults), codes(&warnings)), (vec![], vec!["ELE-203", "ELE-203", "ELE-204"]));
    // Three days of nominations by order of the office: now the same dates are refused.
    let own = with_own(law(), "BR-ELE-02", 3, TimeUnit::Days);
    assert_eq!(codes(&held(&longer, &own).0), ["ELE-103"]);
    let notice = with_own(law(), "BR-ELE-13", 90, TimeUnit::Days);
    assert_eq!(codes(&held(&dates, &notice).0), ["ELE-103"], "ninety days of notice");
    let mut turned = dates;
    turned.insert("poll_on", day("2024-11-01"));
    assert_eq!(codes(&held(&turned, &law()).0), ["ELE-101"]);
}

#[test]
fn a_term_begins_by_the_rule_of_the_act_and_has_no_end_where_no_length_was_sourced() {
    let (data, law) = (data(), law());
    let start = |act: &str, declared: &str, meeting: Option<&str>| {
        start_of_term(&data, act, Some(day(declared)), meeting.map(day))
    };
    assert_eq!(start("bihar_1935", "2027-02-10", None), Some(day("2026-04-01")));
    assert_eq!(start("uttarakhand_2003", "2025-02-24", None), Some(day("2025-02-24")));
    assert_eq!(start("mp_1960", "2007-10-01", None), None);
    assert_eq!(start("mp_1960", "2007-10-01", Some("2007-10-16")), Some(day("2007-10-16")));
    assert_eq!(start("bihar_1996", "2025-02-24", None), None, "no rule was sourced");
    // 16.10.2007 to 15.10.2012, as in the judgment.
    assert_eq!(end_of_term(&data, &law, "mp_1960", day("2007-10-16")), Some(day("2012-10-15")));
    assert_eq!(end_of_term(&data, &law, "bihar_1935", day("2026-04-01")), None);
    let own = with_own(law, "BR-ELE-10", 60, TimeUnit::Months);
    assert_eq!(end_of_term(&data, &own, "bihar_1935", day("2026-04-01")), Some(day("2031-03-31")));
}

fn standing(serial: i64, seat: (&str, &str)) -> Nomination {
    Nomination {
        id: format!("N-{serial}"),
        serial,
        post: seat.0.into(),
        category: seat.1.into(),
        candidate: format!("C{serial}"),
        candidate_no: Some(serial),
        scrutiny: "accepted".into(),
        ..Nomination::default()
    }
}

fn count(votes: &[(i64, i64)], ballots: &[(&str, i64)], invalid: &[(&str, i64)], lots: &[i64]) -> Count {
    let named = |all: &[(&str, i64)]| all.iter().map(|(seat, number)| ((*seat).to_owned(), *number)).collect();
    Count {
        votes: votes.iter().copied().collect(),
        ballots: named(ballots),
        invalid: named(invalid),
        lots: lots.to_vec(),
    }
}

#[test]
fn votes_and_rejected_ballots_make_the_ballots_and_a_tie_is_decided_by_lot_alone() {
    let chair = [standing(1, ("chairman", "general")), standing(2, ("chairman", "general"))];
    let one = contests(&seats("chairman=1"), &chair);
    let told = |count: &Count| declared("x", &one, count, Some(100));
    let fault = |count: &Count| codes(&told(count).unwrap_err()).join(" ");
    let seat = "chairman/general";
    assert_eq!(fault(&count(&[(1, 5)], &[(seat, 10)], &[], &[])), "ELE-162");
    assert_eq!(fault(&count(&[(1, 5), (2, 4)], &[(seat, 10)], &[], &[])), "ELE-161");
    assert_eq!(fault(&count(&[(1, 60), (2, 50)], &[(seat, 110)], &[], &[])), "ELE-166");
    assert_eq!(fault(&count(&[(1, 5), (2, 5), (7, 1)], &[(seat, 10)], &[], &[])), "ELE-163 ELE-164");
    assert_eq!(fault(&count(&[(1, 6), (2, 4)], &[(seat, 10)], &[], &[2])), "ELE-165", "no tie, no lot");
    assert_eq!(fault(&count(&[(1, 5), (2, 5)], &[(seat, 10)], &[], &[1, 2])), "ELE-165", "more than the seats");
    let lot = told(&count(&[(1, 5), (2, 5)], &[(seat, 12)], &[(seat, 2)], &[2])).unwrap();
    let elected = |all: &[Outcome]| all.iter().map(|one| (one.elected, one.by_lot)).collect::<Vec<_>>();
    assert_eq!(elected(&lot), [(false, false), (true, true)]);
    let clear = told(&count(&[(1, 7), (2, 5)], &[(seat, 12)], &[], &[])).unwrap();
    assert_eq!(elected(&clear), [(true, false), (false, false)]);
}

#[test]
fn of_several_places_the_first_are_elected_and_a_tie_counts_only_at_the_last_of_them() {
    let seat = ("member", "general");
    let three = [standing(1, seat), standing(2, seat), standing(3, seat), standing(4, seat)];
    let two = contests(&seats("member/general=2"), &three);
    let told = |votes: &[(i64, i64)], ballots: i64, lots: &[i64]| {
        declared("x", &two, &count(votes, &[("member/general", ballots)], &[], lots), None)
    };
    let elected = |all: Vec<Outcome>| {
        all.into_iter().filter(|one| one.elected).map(|one| one.nomination.serial).collect::<Vec<_>>()
    };
    // A ballot bears two votes at most: fifteen for seven ballots are too many.
    assert_eq!(codes(&told(&[(1, 7), (2, 4), (3, 3), (4, 1)], 7, &[]).unwrap_err()), ["ELE-161"]);
    assert_eq!(elected(told(&[(1, 5), (2, 5), (3, 3), (4, 1)], 8, &[]).unwrap()), [1, 2]);
    let tied = [(1, 6), (2, 4), (3, 4), (4, 1)];
    assert_eq!(codes(&told(&tied, 8, &[]).unwrap_err()), ["ELE-164"]);
    assert_eq!(codes(&told(&tied, 8, &[4]).unwrap_err()), ["ELE-167"]);
    assert_eq!(elected(told(&tied, 8, &[3]).unwrap()), [1, 3]);
    // Nobody stood against two for two places.
    let free = contests(&seats("member/general=2"), &three[..2]);
    let outcomes = declared("x", &free, &Count::default(), None).unwrap();
    assert!(outcomes.iter().all(|one| one.unopposed && one.elected && one.votes.is_none()));
}

fn elector(serial: i64, name: &str, sex: &str, category: &str) -> Elector {
    Elector {
        id: format!("EL-{serial}"),
        serial: Some(serial),
        name: name.into(),
        sex: sex.into(),
        category: category.into(),
        ..Elector::default()
    }
}

#[test]
fn who_is_nominated_stands_on_the_roll_and_fits_the_seat() {
    let (data, law) = (data(), law());
    let roll = [
        elector(1, "राम", "m", "GEN"),
        elector(2, "सीता", "f", "SC"),
        elector(3, "राम", "m", ""),
        elector(4, "मोहन", "m", "BC"),
    ];
    let seats = seats("chairman=1, member/women=1, member/sc_st=1");
    let held = |paper: &Paper, known: &[Nomination], before: usize, act: &str| {
        let (electors, election, law, seats) = (&roll, &data, &law, &seats);
        Filing { about: "x", electors, seats, known, act, election, law, held_before: before }.held(paper)
    };
    let paper = |candidate: &str, proposer: &str, post: &str, category: &str| Paper {
        candidate: candidate.into(),
        proposer: proposer.into(),
        post: post.into(),
        category: category.into(),
        ..Paper::default()
    };
    let faults = |paper: &Paper| codes(&held(paper, &[], 0, "bihar_1935").0).join(" ");
    assert_eq!(faults(&paper("2", "1", "member", "women")), "");
    assert_eq!(
        faults(&paper("राम", "9", "member", "bc")),
        "ELE-141 ELE-142 ELE-144",
        "two of one name, nobody, no seat"
    );
    assert_eq!(faults(&paper("4", "4", "member", "women")), "ELE-143 ELE-146");
    let (none, warned) = held(&paper("3", "1", "member", "sc_st"), &[], 0, "bihar_1935");
    assert_eq!((codes(&none), codes(&warned)), (vec![], vec!["ELE-246"]), "no category recorded");
    let first = Nomination { scrutiny: String::new(), candidate_no: Some(2), ..standing(1, ("member", "women")) };
    let again =
        |category: &str| held(&paper("2", "1", "member", category), std::slice::from_ref(&first), 0, "bihar_1935");
    assert_eq!(codes(&again("women").0), ["ELE-147"]);
    assert_eq!(codes(&again("sc_st").1), ["ELE-247"]);
    assert_eq!(codes(&held(&paper("1", "2", "chairman", "general"), &[], 2, "mp_1960").1), ["ELE-249"]);
    assert_eq!(held(&paper("1", "2", "chairman", "general"), &[], 2, "bihar_1935").1.len(), 0, "seen of MP alone");
}

#[test]
fn the_roll_is_drawn_from_the_members_and_every_exclusion_has_its_line() {
    let (data, tables) = (data(), load_tables(&Files::embedded()).unwrap());
    let mut register = MemoryRegister::new("BR-PAT", tables.clone());
    let enter = |register: &mut MemoryRegister, stem: &str, key: &str, said: &[(&str, Value)]| {
        let subject = Subject::New(SourceKey::named(&[key]));
        let said = said.iter().map(|(key, value)| (*key, value.clone()));
        let entry = NewEntry::stating(tables.get(stem).unwrap(), subject, day("2000-01-01"), said);
        let plan = Plan { entries: vec![entry], ..Plan::default() };
        let now = crate::model::Instant::new(jiff::Timestamp::from_second(1_700_000_000).unwrap());
        register.apply(&plan, now).unwrap().subjects.remove(0)
    };
    let society = enter(&mut register, "society", "s", &[("reg_no", Value::text("7"))]);
    let of = Value::text(&society);
    let text = |text: &str| Value::text(text);
    for (no, more) in [
        ("10", vec![("kind", text("nominal"))]),
        ("9", vec![("ceased_on", Value::Date(day("2026-01-01")))]),
        ("8", vec![("admitted_on", Value::Date(day("2026-09-02")))]),
        ("7", vec![("vote", Value::Bool(false))]),
        ("2", vec![("dob", Value::Date(day("2010-01-01")))]),
        ("1", vec![]),
        ("6", vec![("kind", text("nominal")), ("vote", Value::Bool(true))]),
    ] {
        let base = vec![("society", of.clone()), ("member_no", text(no)), ("name", text("क"))];
        enter(&mut register, "member", no, &[base, more].concat());
    }
    let drawn = Drawn {
        act: "bihar_1935",
        members_on: day("2026-09-01"),
        poll_on: day("2026-10-01"),
        in_default: &["1".to_owned()],
    };
    let (on, off) = draft(&register, &society, &data, &drawn, Moment::on(day("2026-09-05"))).unwrap();
    let stands: Vec<(i64, &str, &str)> =
        on.iter().map(|one| (one.serial.unwrap(), one.member_no.as_str(), one.doubt.as_str())).collect();
    assert_eq!(stands, [(1, "1", "in_default"), (2, "2", "minor"), (3, "6", ""), (4, "10", "nominal")]);
    let out: Vec<(&str, &str)> = off.iter().map(|one| (one.member_no.as_str(), one.why.code.as_str())).collect();
    assert_eq!(out, [("7", "no_vote"), ("8", "not_yet"), ("9", "ceased")]);
    assert!(off.iter().all(|one| one.why.effect == Effect::Excluded && one.printed().hi.contains('[')));
    let other = Drawn { act: "mp_1960", ..drawn };
    let (on, _) = draft(&register, &society, &data, &other, Moment::on(day("2026-09-05"))).unwrap();
    assert_eq!(on[1].doubt, "", "the age was seen of Bihar alone");
    assert!(register.tables().get("elector").is_some());
}

#[test]
fn a_final_roll_is_numbered_without_a_gap_and_its_digest_tells_every_change() {
    let mut roll = vec![elector(1, "क", "m", ""), elector(2, "ख", "f", ""), elector(3, "ग", "m", "")];
    roll[1].state = "removed".into();
    roll.push(Elector { id: "EL-9".into(), serial: None, state: "added".into(), ..elector(0, "घ", "", "") });
    roll.push(Elector { id: "EL-10".into(), serial: None, objection: "x".into(), ..elector(0, "ङ", "", "") });
    let final_roll = numbered(&roll);
    let read: Vec<(i64, &str, &str)> =
        final_roll.iter().map(|one| (one.serial.unwrap(), one.name.as_str(), one.state.as_str())).collect();
    assert_eq!(read, [(1, "क", "kept"), (2, "ग", "kept"), (3, "घ", "added")]);
    let before = digest(&final_roll);
    assert_eq!(before.len(), 64);
    let mut altered = final_roll.clone();
    altered[1].name = "ग ".into();
    assert_ne!(digest(&altered), before);
}

#[test]
fn a_nomination_to_a_vacancy_waits_for_the_second_half_of_the_term() {
    let (data, law) = (data(), law());
    let term = Term {
        from: Some(day("2024-01-01")),
        to: Some(day("2028-12-31")),
        known: TermKnown::ResultRegister,
        rests_on: crate::model::Label::default(),
    };
    let vacancy = Vacancy { id: "V-1".into(), vacant_on: Some(day("2025-01-01")), ..Vacancy::default() };
    let told = |by: &str, on: &str, act: &str| {
        let (faults, warnings) = fill_faults(&vacancy, by, day(on), (&term, act), (&data, &law));
        [codes(&faults).join(" "), codes(&warnings).join(" ")]
    };
    assert_eq!(told("nomination", "2025-02-01", "mscs_2002"), ["ELE-174", ""], "Part IXB binds a multi-State society");
    assert_eq!(told("nomination", "2027-02-01", "mscs_2002"), ["", ""]);
    assert_eq!(told("nomination", "2025-02-01", "bihar_1935"), ["", "ELE-274"], "and is a comparison for others");
    assert_eq!(told("co_option", "2024-02-01", "bihar_1935"), ["ELE-172", ""]);
    assert_eq!(told("by_election", "2025-02-01", "bihar_1935"), ["ELE-173", ""]);
    let own = with_own(law, "BR-ELE-12", 6, TimeUnit::Months);
    assert_eq!(due_of(&data, &own, "bihar_1935", day("2025-01-31")).0, Some(day("2025-07-31")));
}
