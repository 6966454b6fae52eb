//! Drafts from facts: who is listed apart, who is refused and why, and that no change goes unnoticed.

use super::{made_up::*, *};
use crate::{
    catalogue::{Files, Texts},
    model::{Act, Date},
};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn without(draft: &Draft, id: &str) -> String {
    let body = &draft.body;
    let line = body.apart.iter().chain(&body.unassigned).find(|line| line.society == id);
    line.map_or_else(String::new, |line| line.reason.code.clone())
}

#[test]
fn a_cancelled_society_is_not_allotted_an_auditor() {
    let mut cancelled = society("S-1");
    cancelled.status = Some("cancelled".into());
    let mut winding_up = society("S-2");
    winding_up.status = Some("under_liquidation".into());
    let mut multi_state = society("S-3");
    multi_state.act = Some("mscs_2002".into());
    let draft =
        draft_of(vec![cancelled, winding_up, multi_state, society("S-4")], vec![auditor("A-1")], Method::LeastCost);
    assert_eq!(["S-1", "S-2", "S-3", "S-4"].map(|id| without(&draft, id)), ["ALT-102", "ALT-103", "ALT-101", ""]);
    assert_eq!(draft.auditor_of("S-4").unwrap().auditor, "A-1");
    assert_eq!(verify(&draft), vec![]);
}

#[test]
fn an_auditor_of_two_years_running_is_barred_and_one_of_last_year_preferred() {
    let mut twice = society("S-1");
    audited(&mut twice, "2023-24", "A-1");
    audited(&mut twice, "2022-23", "A-1");
    let mut once = society("S-2");
    audited(&mut once, "2023-24", "A-1");
    let mut broken = society("S-3");
    audited(&mut broken, "2022-23", "A-1");
    let draft = draft_of(vec![twice, once, broken], vec![auditor("A-1"), auditor("A-2")], Method::LeastCost);
    assert_eq!(draft.auditor_of("S-1").unwrap().auditor, "A-2");
    // 12 points: category A for a society of C; nothing for the district and the second year.
    assert_eq!(draft.auditor_of("S-2").map(|line| (line.auditor.as_str(), line.cost)), Some(("A-1", 12)));
    let sheet = explain(&draft, "S-1").unwrap();
    let refused = sheet.candidates.iter().find(|one| one.auditor == "A-1").unwrap();
    assert_eq!(refused.refused.iter().map(|reason| reason.code.as_str()).collect::<Vec<_>>(), ["ALT-309"]);
    assert_eq!(verify(&draft), vec![]);
}

#[test]
fn every_filter_that_refuses_is_named() {
    let mut all_wrong = auditor("A-1");
    all_wrong.category = Category::D;
    all_wrong.status = Some("suspended".into());
    all_wrong.valid_from = Some(Date::constant(2025, 6, 1));
    all_wrong.valid_to = Some(Date::constant(2025, 4, 1));
    all_wrong.capacity = 0;
    all_wrong.home = Some(195);
    all_wrong.districts = vec![203];
    all_wrong.barred = ["S-1"].map(bar).into();
    let draft = draft_of(vec![society("S-1")], vec![all_wrong], Method::LeastCost);
    let sheet = explain(&draft, "S-1").unwrap();
    let codes: Vec<&str> = sheet.candidates[0].refused.iter().map(|reason| reason.code.as_str()).collect();
    assert_eq!(codes, ["ALT-301", "ALT-302", "ALT-303", "ALT-304", "ALT-305", "ALT-306", "ALT-308"]);
    assert_eq!(without(&draft, "S-1"), "ALT-402");
}

#[test]
fn a_society_left_without_is_told_at_which_filter_the_last_auditor_fell() {
    let mut large = society("S-1");
    large.working_capital = Some(60_000_000 * 100);
    let mut nowhere = society("S-2");
    nowhere.district = None;
    let mut far = society("S-3");
    far.district = Some(999);
    let mut barred = society("S-4");
    barred.district = Some(195);
    let mut small = auditor("A-1");
    (small.category, small.capacity, small.districts) = (Category::C, 1, vec![195]);
    small.barred = ["S-4"].map(bar).into();
    let societies = vec![large, nowhere, far, barred, society("S-5"), society("S-6")];
    let draft = draft_of(societies, vec![small], Method::LeastCost);
    let codes = ["S-1", "S-2", "S-3", "S-4", "S-5", "S-6"].map(|id| without(&draft, id));
    // One place for two equal societies: the first by identity has it.
    assert_eq!(codes, ["ALT-403", "ALT-401", "ALT-404", "ALT-405", "", "ALT-406"]);
    assert_eq!(verify(&draft), vec![]);
}

/// Why each eligible auditor did not take a society.
fn passed_over(draft: &Draft, id: &str) -> Vec<String> {
    let sheet = explain(draft, id).unwrap();
    let eligible = sheet.candidates.into_iter().filter(|one| one.refused.is_empty());
    eligible.map(|one| one.why.map_or_else(String::new, |why| why.code)).collect()
}

#[test]
fn a_society_left_out_is_told_why_by_every_auditor_who_may_take_it() {
    let mut one_place = auditor("A-1");
    (one_place.capacity, one_place.districts) = (1, vec![195]);
    let (mut near, mut far) = (society("S-2"), society("S-1"));
    (near.district, far.district) = (Some(212), Some(195));
    let draft = draft_of(vec![near.clone(), far, society("S-3")], vec![one_place.clone()], Method::LeastCost);
    assert_eq!(["S-1", "S-2", "S-3"].map(|id| without(&draft, id)), ["ALT-406", "", "ALT-406"]);
    assert_eq!(passed_over(&draft, "S-1"), ["ALT-614"], "the place went to one that costs less");
    assert_eq!(passed_over(&draft, "S-3"), ["ALT-616"], "the place went to an equal that comes first");

    let mut dear = terms(2);
    dear.points.unassigned = 5;
    let facts = Facts { societies: vec![society("S-1")], auditors: vec![auditor("A-1")] };
    let read = ReadAt { as_of: ON, known_on: None, day_no: 3 };
    let draft = Draft::make("BR-PAT", read, dear, facts, Method::LeastCost).unwrap();
    assert_eq!(passed_over(&draft, "S-1"), ["ALT-615"], "twenty-two points are more than five");

    let drawn = draft_of(vec![near, society("S-3")], vec![one_place], methods()[1].clone());
    let left = &drawn.body.unassigned[0].society;
    assert_eq!(passed_over(&drawn, left), ["ALT-611"]);
}

#[test]
fn a_society_registered_after_the_year_has_nothing_to_audit() {
    let (mut last_day, mut too_late) = (society("S-1"), society("S-2"));
    last_day.reg_date = Some(Date::constant(2025, 3, 31));
    too_late.reg_date = Some(Date::constant(2025, 4, 1));
    let draft = draft_of(vec![last_day.clone(), too_late.clone()], vec![auditor("A-1")], Method::LeastCost);
    assert_eq!(["S-1", "S-2"].map(|id| without(&draft, id)), ["", "ALT-105"]);
    assert_eq!(verify(&draft), vec![]);
    // The day of registration is corrected before the order.
    last_day.reg_date = too_late.reg_date;
    let now = Facts { societies: vec![last_day, too_late], ..draft.body.facts.clone() };
    let tables = crate::catalogue::load_tables(&Files::embedded()).unwrap();
    let say = |reason: &Reason| reason.to_string();
    let stale = order(&draft, &now, &terms(2), "1", Act::default(), tables.get("audit").unwrap(), &say).unwrap_err();
    assert!(stale[0].args.iter().any(|(name, why)| name == "why" && why.starts_with("ALT-105")), "{stale:?}");
}

#[test]
fn an_order_keeps_the_limits_of_its_own_day() {
    let mut before = society("S-1");
    audited(&mut before, "2023-24", "A-1");
    let draft = draft_of(vec![before], vec![auditor("A-1")], Method::LeastCost);
    let tables = crate::catalogue::load_tables(&Files::embedded()).unwrap();
    let say = |reason: &Reason| reason.to_string();
    let ordered = |today: &Terms| {
        let audit = tables.get("audit").unwrap();
        order(&draft, &draft.body.facts, today, "1", Act::default(), audit, &say).map(|order| order.plan.entries.len())
    };
    assert_eq!(ordered(&terms(2)), Ok(1));
    assert_eq!(ordered(&terms(1)).unwrap_err()[0].code, "ALT-511", "the office now allows one year only");
    let mut strict = terms(2);
    strict.panel.status = vec!["approved".into()];
    strict.category.a_classes = vec!["pacs".into()];
    assert_eq!(ordered(&strict), Ok(1), "an A auditor may take an A society");
}

#[test]
fn a_draw_gives_its_tickets_for_reasons() {
    let (societies, auditors) = mixed();
    let draft = draft_of(societies, auditors, methods()[1].clone());
    let tables = crate::catalogue::load_tables(&Files::embedded()).unwrap();
    let audit = tables.get("audit").unwrap();
    let say = |reason: &Reason| reason.to_string();
    let order = order(&draft, &draft.body.facts, &terms(2), "1", Act::default(), audit, &say).unwrap();
    let seed = Seed::new("12-05-2025").unwrap();
    for (line, entry) in draft.body.assigned.iter().zip(&order.plan.entries) {
        let reason = entry.facts.iter().find(|(no, _)| Some(*no) == audit.field_no("reason")).unwrap();
        let ticket = format!("ALT-607 ticket={}", seed.ticket(&line.society, &line.auditor));
        assert_eq!(reason.1.as_text(), Some(ticket.as_str()));
    }
}

#[test]
fn work_is_spread_over_auditors_by_their_capacity() {
    let societies = (1..=12).map(|n| society(&format!("S-{n}"))).collect();
    let mut large = auditor("A-2");
    large.capacity = 20;
    let draft = draft_of(societies, vec![auditor("A-1"), large], Method::LeastCost);
    let load = |id: &str| draft.body.assigned.iter().filter(|line| line.auditor == id).count();
    assert_eq!((load("A-1"), load("A-2")), (3, 9));
}

#[test]
fn an_audit_already_ordered_keeps_its_place_and_is_not_allotted_again() {
    let mut done = society("S-1");
    audited(&mut done, "2024-25", "A-1");
    let mut one = auditor("A-1");
    one.capacity = 2;
    let draft = draft_of(vec![done, society("S-2"), society("S-3")], vec![one], Method::LeastCost);
    assert_eq!(["S-1", "S-2", "S-3"].map(|id| without(&draft, id)), ["ALT-104", "", "ALT-406"]);
}

fn methods() -> [Method; 2] {
    [Method::LeastCost, Method::Draw { seed: "12-05-2025".into(), ceremony: None }]
}

#[test]
fn the_order_of_reading_does_not_change_one_byte() {
    for method in methods() {
        let (societies, auditors) = mixed();
        let first = draft_of(societies.clone(), auditors.clone(), method.clone());
        let turned = draft_of(societies.into_iter().rev().collect(), auditors.into_iter().rev().collect(), method);
        assert_eq!(first.to_bytes(), turned.to_bytes());
        assert_eq!(Draft::read(&first.to_bytes(), "x").unwrap(), first);
    }
}

#[test]
fn any_single_change_of_the_allotment_is_noticed_even_when_sealed_again() {
    for method in methods() {
        let (societies, auditors) = mixed();
        let good = draft_of(societies, auditors, method);
        assert_eq!(verify(&good), vec![]);
        for at in 0..good.body.assigned.len() {
            for to in ["A-1", "A-2", "A-3", "A-4", "A-9"] {
                let mut body = good.body.clone();
                if body.assigned[at].auditor != to {
                    body.assigned[at].auditor = to.into();
                    assert!(!verify(&Draft::seal(body)).is_empty(), "{at} to {to}");
                }
            }
            let mut body = good.body.clone();
            body.assigned[at].cost += 1;
            assert!(!verify(&Draft::seal(body)).is_empty(), "cost of {at}");
            let mut body = good.body.clone();
            body.assigned.remove(at);
            assert!(!verify(&Draft::seal(body)).is_empty(), "{at} left out");
            let mut body = good.body.clone();
            body.assigned.push(good.body.assigned[at].clone());
            assert!(!verify(&Draft::seal(body)).is_empty(), "{at} twice");
        }
        let changes: [fn(&mut Body); 10] = [
            |body| body.terms.on = Date::constant(2025, 5, 2),
            |body| body.apart.push(body.apart[0].clone()),
            |body| body.apart.reverse(),
            |body| body.assigned.reverse(),
            |body| body.unassigned.extend(body.unassigned.clone()),
            |body| body.pair_points -= 1,
            |body| body.load_points += 1,
            |body| body.unassigned[0].reason = Reason::new("ALT-401"),
            |body| body.facts.societies.reverse(),
            |body| body.prices.push(("A-9".into(), 0)),
        ];
        for change in changes {
            let mut body = good.body.clone();
            change(&mut body);
            assert!(!verify(&Draft::seal(body)).is_empty());
        }
    }
}

#[test]
fn a_draft_altered_without_sealing_is_noticed_by_its_digest() {
    let (societies, auditors) = mixed();
    let mut draft = draft_of(societies, auditors, Method::LeastCost);
    draft.body.read.day_no += 1;
    assert_eq!(verify(&draft)[0].code, "ALT-501");
}

#[test]
fn a_draw_explains_itself_by_the_lower_tickets() {
    let (societies, auditors) = mixed();
    let draft = draft_of(societies, auditors, methods()[1].clone());
    for line in &draft.body.assigned {
        let sheet = explain(&draft, &line.society).unwrap();
        let tickets: Vec<_> = sheet.candidates.iter().filter(|one| one.refused.is_empty()).collect();
        assert!(tickets.is_sorted_by_key(|one| one.ticket));
        let chosen = tickets.iter().position(|one| one.chosen).unwrap();
        // Every smaller ticket belongs to an auditor whom still smaller tickets have filled.
        assert!(tickets[..chosen].iter().all(|one| i64::try_from(one.filled_by.len()).unwrap() == one.load.1));
    }
}

#[test]
fn an_order_writes_every_pair_once_and_names_what_no_longer_fits() {
    let (societies, auditors) = mixed();
    let draft = draft_of(societies, auditors, Method::LeastCost);
    let tables = crate::catalogue::load_tables(&Files::embedded()).unwrap();
    let audit = tables.get("audit").unwrap();
    let say = |reason: &Reason| reason.to_string();
    let ordered = |now: &Facts| order(&draft, now, &terms(2), "12/2025", Act::default(), audit, &say);

    let fresh = ordered(&draft.body.facts).unwrap();
    assert_eq!((fresh.plan.entries.len(), fresh.already), (draft.body.assigned.len(), 0));
    let required = |field: &&crate::model::Field| field.required;
    for entry in &fresh.plan.entries {
        for field in audit.fields.iter().filter(required) {
            assert!(entry.facts.iter().any(|(no, _)| Some(*no) == audit.field_no(&field.key)), "{}", field.key);
        }
    }

    let mut after = draft.body.facts.clone();
    for line in &draft.body.assigned {
        let society = after.societies.iter_mut().find(|one| one.id == line.society).unwrap();
        audited(society, "2024-25", &line.auditor);
    }
    let again = ordered(&after).unwrap();
    assert_eq!((again.plan.entries.len(), again.already), (0, draft.body.assigned.len()));

    let first = &draft.body.assigned[0];
    let mut moved_on = draft.body.facts.clone();
    moved_on.societies.iter_mut().find(|one| one.id == first.society).unwrap().status = Some("cancelled".into());
    let stale = ordered(&moved_on).unwrap_err();
    assert_eq!(stale.len(), 1);
    let mut less_room = draft.body.facts.clone();
    less_room.auditors.iter_mut().for_each(|one| one.capacity = 2);
    assert!(!ordered(&less_room).unwrap_err().is_empty());
}

#[test]
fn every_reason_has_its_words_in_both_languages() {
    let texts = Texts::load(&Files::embedded()).unwrap();
    let known: BTreeSet<String> = texts.all().map(|(code, _)| code.to_owned()).collect();
    let sources = [
        include_str!("eligibility.rs"),
        include_str!("draft.rs"),
        include_str!("check.rs"),
        include_str!("proof.rs"),
        include_str!("explain.rs"),
        include_str!("order.rs"),
        include_str!("../bars.rs"),
        include_str!("../needs.rs"),
    ];
    let mut used = 0;
    let is_key = |part: &&str| part.starts_with("ALT-") || part.starts_with("draft.");
    for code in sources.iter().flat_map(|source| source.split('"')).filter(is_key) {
        assert!(known.contains(code), "{code} has no words");
        used += 1;
    }
    assert!(used > 25);
    let policy = Policy::load(&Files::embedded()).unwrap();
    assert!(policy.apart.iter().all(|line| known.contains(&line.code)));
}

/// Puts a value in place of the n-th number or text of a JSON tree.
fn replace(tree: &mut serde_json::Value, left: &mut usize, with: &serde_json::Value) {
    match tree {
        serde_json::Value::Array(parts) => parts.iter_mut().for_each(|part| replace(part, left, with)),
        serde_json::Value::Object(parts) => parts.values_mut().for_each(|part| replace(part, left, with)),
        leaf => {
            if *left == 0 {
                *leaf = with.clone();
            }
            *left = left.wrapping_sub(1);
        }
    }
}

proptest! {
    #![proptest_config(crate::random_cases::cases(256))]

    #[test]
    fn a_file_that_holds_anything_is_read_without_harm(
        at in 0_usize..400,
        with in prop::sample::select(vec!["-1", "9223372036854775807", "-9223372036854775808", "\"A-1\"", "null", "\"1900-01\"", "0", "[]"]),
        draw in any::<bool>(),
    ) {
        let (societies, auditors) = mixed();
        let good = draft_of(societies, auditors, methods()[usize::from(draw)].clone());
        let mut tree = serde_json::to_value(&good).unwrap();
        replace(&mut tree, &mut at.clone(), &serde_json::from_str(with).unwrap());
        let Ok(read) = Draft::read(tree.to_string().as_bytes(), "x") else { return Ok(()) };
        // Sealed again, so that more than the digest is looked at.
        for draft in [read.clone(), Draft::seal(read.body)] {
            verify(&draft);
            for society in &draft.body.facts.societies {
                explain(&draft, &society.id);
            }
            let audit = crate::catalogue::load_tables(&Files::embedded()).unwrap();
            let audit = audit.get("audit").unwrap();
            let _ = order(&draft, &good.body.facts, &terms(2), "1", Act::default(), audit, &|reason| reason.to_string());
        }
    }
}
