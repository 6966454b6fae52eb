//! The solver against trying everything, and the proof against forgeries.

use super::{AllotmentProblem, SocietyRow, Solution, faults, solve};
use proptest::prelude::*;

/// Small problems: up to five societies, four auditors with up to three audits each, many ties.
#[derive(Clone, Debug)]
struct Small {
    steps: Vec<Vec<i64>>,
    profiles: Vec<Vec<Option<i64>>>,
    /// Profile of each society, and per auditor: as the profile, barred, or own cost.
    societies: Vec<SmallSociety>,
}

type SmallSociety = (usize, Vec<Option<Option<i64>>>);

const WITHOUT: i64 = 40;

fn small() -> impl Strategy<Value = Small> {
    (1_usize..=4, 1_usize..=3).prop_flat_map(|(auditors, profiles)| {
        let steps = prop::collection::vec(0_i64..4, 0..=3).prop_map(|mut steps| {
            steps.sort_unstable();
            steps
        });
        let pair = prop::option::weighted(0.7, 0_i64..6);
        let own = prop::option::weighted(0.2, prop::option::of(0_i64..6));
        let society = (0..profiles, prop::collection::vec(own, auditors));
        (
            prop::collection::vec(steps, auditors),
            prop::collection::vec(prop::collection::vec(pair, auditors), profiles),
            prop::collection::vec(society, 1..=5),
        )
            .prop_map(|(steps, profiles, societies)| Small { steps, profiles, societies })
    })
}

impl Small {
    fn problem(&self, turn: usize) -> AllotmentProblem {
        let mut auditors: Vec<(String, Vec<i64>)> =
            self.steps.iter().enumerate().map(|(a, steps)| (format!("A{a}"), steps.clone())).collect();
        // Where auditor `a` stands once the list is turned.
        let count = auditors.len();
        let at = |a: usize| u32::try_from((a + count - turn % count) % count).unwrap();
        let profile = |costs: &Vec<Option<i64>>| {
            let mut rows: Vec<(u32, i64)> =
                costs.iter().zip(0..).filter_map(|(cost, a)| Some((at(a), (*cost)?))).collect();
            let by = turn % rows.len().max(1);
            rows.rotate_left(by);
            rows
        };
        let profiles = self.profiles.iter().map(profile).collect();
        let society = |(s, (profile, own)): (usize, &SmallSociety)| {
            let mut own: Vec<(u32, Option<i64>)> =
                own.iter().zip(0..).filter_map(|(cost, a)| Some((at(a), (*cost)?))).collect();
            let by = turn % own.len().max(1);
            own.rotate_left(by);
            SocietyRow { id: format!("S{s}"), profile: *profile, own }
        };
        let mut societies: Vec<SocietyRow> = self.societies.iter().enumerate().map(society).collect();
        let (s, a) = (turn % societies.len(), turn % auditors.len());
        societies.rotate_left(s);
        auditors.rotate_left(a);
        AllotmentProblem::new(auditors, profiles, societies, WITHOUT).unwrap()
    }
}

/// The least cost, and the first of the least-cost allotments in the order of societies and auditors.
fn try_everything(problem: &AllotmentProblem) -> (i64, Vec<Option<u32>>) {
    let choices = problem.auditors() + 1;
    let all = choices.pow(u32::try_from(problem.societies()).unwrap());
    let mut best: Option<(i64, Vec<Option<u32>>)> = None;
    'next: for number in 0..all {
        // The first society is the highest digit, so numbers ascend in the order wanted; "without" is the last digit.
        let mut rest = number;
        let mut chosen = vec![None; problem.societies()];
        for place in chosen.iter_mut().rev() {
            *place = (rest % choices < problem.auditors()).then_some(u32::try_from(rest % choices).unwrap());
            rest /= choices;
        }
        let mut load = vec![0_usize; problem.auditors()];
        let mut total = 0;
        for (society, auditor) in chosen.iter().enumerate() {
            let Some(auditor) = auditor else {
                total += WITHOUT;
                continue;
            };
            let a = *auditor as usize;
            let Some(cost) = problem.cost(society, a) else { continue 'next };
            let Some(step) = problem.steps(a).get(load[a]) else { continue 'next };
            load[a] += 1;
            total += cost + step;
        }
        if best.as_ref().is_none_or(|(least, _)| total < *least) {
            best = Some((total, chosen));
        }
    }
    best.expect("staying without an auditor is always possible")
}

fn whole(problem: &AllotmentProblem, solution: &Solution) -> i64 {
    let cost = solution.cost(problem);
    cost.points() + i64::try_from(cost.unassigned).unwrap() * WITHOUT
}

proptest! {
    #![proptest_config(crate::random_cases::cases(2000))]

    #[test]
    fn no_other_allotment_costs_less_and_ties_go_to_the_first_society_and_auditor(small in small()) {
        let problem = small.problem(0);
        let solution = solve(&problem);
        let (least, first) = try_everything(&problem);
        prop_assert_eq!(whole(&problem, &solution), least);
        prop_assert_eq!(&solution.chosen, &first);
        prop_assert_eq!(faults(&problem, &solution), vec![]);
    }

    #[test]
    fn the_order_of_the_lists_never_matters(small in small(), turn in 1_usize..7) {
        let (one, other) = (small.problem(0), small.problem(turn));
        prop_assert_eq!(solve(&one).chosen, solve(&other).chosen);
    }

    #[test]
    fn nobody_is_allotted_beyond_capacity(small in small()) {
        let problem = small.problem(0);
        for (auditor, load) in solve(&problem).loads().into_iter().enumerate() {
            prop_assert!(load <= problem.room(auditor));
        }
    }

    #[test]
    fn any_single_changed_assignment_is_noticed(small in small(), society in 0_usize..5, to in prop::option::of(0_u32..5)) {
        let problem = small.problem(0);
        let mut forged = solve(&problem);
        let society = society % problem.societies();
        prop_assume!(forged.chosen[society] != to);
        forged.chosen[society] = to;
        prop_assert!(!faults(&problem, &forged).is_empty());
    }

    #[test]
    fn a_price_that_proves_nothing_is_noticed(small in small(), auditor in 0_usize..4, price in prop::sample::select(vec![i64::MIN, -1, i64::MAX])) {
        let problem = small.problem(0);
        let mut forged = solve(&problem);
        let auditor = auditor % problem.auditors();
        forged.prices[auditor] = price;
        prop_assert!(!faults(&problem, &forged).is_empty());
    }
}

#[test]
fn an_identity_that_stands_twice_is_refused() {
    let auditors = vec![("A1".to_owned(), vec![0]), ("A1".to_owned(), vec![0])];
    assert!(AllotmentProblem::new(auditors, vec![], vec![], 10).is_err());
    let row = || SocietyRow { id: "S1".into(), profile: 0, own: vec![] };
    assert!(AllotmentProblem::new(vec![], vec![vec![]], vec![row(), row()], 10).is_err());
}

#[test]
fn points_out_of_range_are_refused() {
    for cost in [-1, AllotmentProblem::MOST_POINTS + 1, i64::MIN] {
        let auditors = vec![("A1".to_owned(), vec![0])];
        assert!(AllotmentProblem::new(auditors, vec![vec![(0, cost)]], vec![], 10).is_err());
    }
    // Each further audit must cost at least as much as the one before, or the proof would not hold.
    assert!(AllotmentProblem::new(vec![("A1".to_owned(), vec![3, 1])], vec![], vec![], 10).is_err());
}
