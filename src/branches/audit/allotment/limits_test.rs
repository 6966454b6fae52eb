//! What keeps an auditor from a society for a time, what fees cost, and draws from sealed words.

use super::{made_up::*, *};
use crate::model::{Date, Instant};

fn reasons(draft: &Draft, id: &str, auditor: &str) -> Vec<String> {
    let sheet = explain(draft, id).unwrap();
    let one = sheet.candidates.into_iter().find(|one| one.auditor == auditor).unwrap();
    one.refused.into_iter().map(|reason| reason.code).collect()
}

fn draft_with(office: OfficeTerms, societies: Vec<SocietyFacts>, auditors: Vec<AuditorFacts>) -> Draft {
    let mut terms = terms(2);
    terms.consecutive_years = office.consecutive_years;
    terms.cooling_years = office.cooling_years;
    terms.departmental_every = office.departmental_every;
    let read = ReadAt { as_of: ON, known_on: None::<Instant>, day_no: 3 };
    let draft = Draft::make("BR-PAT", read, terms, Facts { societies, auditors }, Method::LeastCost).unwrap();
    assert_eq!(verify(&draft), vec![]);
    draft
}

const OFFICE: OfficeTerms =
    OfficeTerms { default_capacity: 20, consecutive_years: 2, cooling_years: 1, departmental_every: 0 };

#[test]
fn an_auditor_who_reached_the_limit_stays_away_as_many_years_as_the_office_says() {
    for (cooling, expected) in [(1, vec![]), (2, vec!["ALT-314"])] {
        let mut one = society("S-1");
        audited(&mut one, "2022-23", "A-1");
        audited(&mut one, "2021-22", "A-1");
        audited(&mut one, "2023-24", "A-2");
        let office = OfficeTerms { cooling_years: cooling, ..OFFICE };
        let draft = draft_with(office, vec![one], vec![auditor("A-1"), auditor("A-2")]);
        assert_eq!(reasons(&draft, "S-1", "A-1"), expected, "{cooling} years away");
    }
}

#[test]
fn a_departmental_auditor_takes_the_society_once_in_the_window() {
    let departmental = AuditorFacts { kind: Some(DEPARTMENTAL.into()), ..auditor("A-9") };
    let mut due = society("S-1");
    audited(&mut due, "2022-23", "A-1");
    audited(&mut due, "2023-24", "A-2");
    let mut kept = due.clone();
    kept.id = "S-2".into();
    kept.ordered[0].departmental = true;
    let mut unknown = society("S-3");
    audited(&mut unknown, "2023-24", "A-2");
    let office = OfficeTerms { departmental_every: 3, ..OFFICE };
    let draft = draft_with(office, vec![due, kept, unknown], vec![auditor("A-1"), auditor("A-2"), departmental]);
    assert_eq!(draft.auditor_of("S-1").unwrap().auditor, "A-9");
    assert_eq!(reasons(&draft, "S-1", "A-1"), ["ALT-313"]);
    // A year without a record says nothing, and one by a departmental auditor keeps the window.
    for id in ["S-2", "S-3"] {
        assert_eq!(reasons(&draft, id, "A-1"), [] as [&str; 0], "{id}");
    }
}

#[test]
fn leave_and_debarment_count_on_the_day_alone_and_a_stayed_society_is_listed_apart() {
    let absence = |from: i8, to: Option<i8>, ground: &str| Absence {
        from: Date::constant(2025, 5, from),
        to: to.map(|day| Date::constant(2025, 5, day)),
        ground: ground.into(),
        order_no: "4".into(),
    };
    let away = |id: &str, absent: Absence| AuditorFacts { absent: vec![absent], ..auditor(id) };
    let auditors = vec![
        away("A-1", absence(1, Some(1), "leave")),
        away("A-2", absence(1, None, "debarred")),
        away("A-3", absence(2, None, "leave")),
    ];
    let hindrance = Hindrance { ground: "stay".into(), order_no: "CWJC 7".into(), court: "High Court".into() };
    let stayed = SocietyFacts { hindrance: Some(hindrance), ..society("S-2") };
    let draft = draft_with(OFFICE, vec![society("S-1"), stayed], auditors);
    assert_eq!(reasons(&draft, "S-1", "A-1"), ["ALT-311"]);
    assert_eq!(reasons(&draft, "S-1", "A-2"), ["ALT-312"]);
    assert_eq!(draft.auditor_of("S-1").unwrap().auditor, "A-3", "leave that begins tomorrow");
    assert_eq!(draft.body.apart[0].reason.code, "ALT-106");
}

#[test]
fn who_earned_most_last_year_costs_more_and_a_departmental_auditor_never() {
    let rich = AuditorFacts { fees: 4_000_000, ..auditor("A-1") };
    let poor = AuditorFacts { fees: 0, ..auditor("A-2") };
    let state = AuditorFacts { kind: Some(DEPARTMENTAL.into()), fees: 9_000_000, ..auditor("A-3") };
    let facts = Facts { societies: vec![society("S-1")], auditors: vec![rich, poor, state] };
    let terms = terms(2);
    let rules = Eligibility::new(&terms, &facts);
    let fees = |no: usize| {
        let parts = rules.parts(&facts.societies[0], &facts.auditors[no]);
        parts.iter().find(|(reason, _)| reason.code == "ALT-617").map(|(_, points)| *points)
    };
    // The average of those who earn is 20,000; the first lies one whole average above it.
    assert_eq!([fees(0), fees(1), fees(2)], [Some(15), None, None]);
}

#[test]
fn a_draw_from_sealed_words_holds_only_with_those_words_and_facts() {
    let sealed = ["neem tree 4711", "lotus pond 12", "mango grove 99"].map(|words| SealedWords {
        person: words.split(' ').next().unwrap().into(),
        seal: seal_of(words),
        words: words.into(),
    });
    let (societies, auditors) = mixed();
    let facts = Facts { societies: societies.clone(), auditors: auditors.clone() }.in_order();
    let ceremony = Ceremony { draw: "DW-1".into(), facts: fingerprint(&terms(2), &facts), sealed: sealed.into() };
    let method = Method::Draw { seed: ceremony.seed(), ceremony: Some(ceremony.clone()) };
    let good = draft_of(societies.clone(), auditors.clone(), method);
    assert_eq!(verify(&good), vec![]);
    let forged = |change: fn(&mut Ceremony, &mut String)| {
        let (mut ceremony, mut seed) = (ceremony.clone(), ceremony.seed());
        change(&mut ceremony, &mut seed);
        let method = Method::Draw { seed, ceremony: Some(ceremony) };
        verify(&draft_of(societies.clone(), auditors.clone(), method))
            .into_iter()
            .map(|one| one.code)
            .collect::<Vec<_>>()
    };
    assert_eq!(forged(|_, seed| *seed = "another".into()), ["ALT-517"]);
    assert_eq!(forged(|one, _| one.facts = "0".repeat(64)), ["ALT-514"]);
    assert_eq!(
        forged(|one, seed| {
            one.sealed[1].words = "other words 12".into();
            *seed = one.seed();
        }),
        ["ALT-516"]
    );
    assert_eq!(
        forged(|one, seed| {
            one.sealed.truncate(2);
            *seed = one.seed();
        }),
        ["ALT-515"]
    );
}
