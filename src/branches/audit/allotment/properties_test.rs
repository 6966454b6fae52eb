//! What holds of every draft, tried on random registers: the limits, read here once more without the rooms that apply them; the order
//! of the lines; and that no single altered line passes.

use super::{made_up::*, *};
use crate::model::Date;
use proptest::prelude::*;
use std::{collections::BTreeMap, sync::LazyLock};

/// Figures of the catalogue, read once.
static TERMS: LazyLock<Terms> = LazyLock::new(|| terms(2));

const DISTRICTS: [i64; 3] = [212, 195, 203];
const YEARS: [&str; 3] = ["2023-24", "2022-23", "2021-22"];

/// Society `no`: district, class and capital, status, who audited it in the three years before, whether it is kept out.
fn any_society(no: usize) -> impl Strategy<Value = SocietyFacts> {
    let capital = prop::sample::select(vec![None, Some(1), Some(60_000_000 * 100)]);
    let past = prop::collection::vec(prop::option::weighted(0.7, 1..=4_usize), 3);
    (0..3_usize, capital, 0..12_u8, past, prop::bool::weighted(0.1)).prop_map(
        move |(place, capital, odd, past, out)| {
            let mut one = society(&format!("S-{no}"));
            one.district = (odd != 1).then_some(DISTRICTS[place]);
            one.working_capital = capital;
            if odd == 2 {
                one.status = Some("cancelled".into());
            }
            for (fy, by) in YEARS.into_iter().zip(past) {
                if let Some(by) = by {
                    audited(&mut one, fy, &format!("A-{by}"));
                }
            }
            for line in &mut one.ordered {
                // The fourth of the panel is the department's.
                line.departmental = line.auditor == "A-4";
            }
            let ground = Hindrance { ground: "no_books".into(), order_no: "7".into(), court: String::new() };
            one.hindrance = out.then_some(ground);
            one
        },
    )
}

/// Auditor `no`: category, home, districts named, room, whom he may not take, whether he is away on the day.
fn any_auditor(no: usize) -> impl Strategy<Value = AuditorFacts> {
    let category = prop::sample::select(vec![Category::A, Category::B, Category::C, Category::D]);
    let barred = prop::collection::vec(1..=7_usize, 0..3);
    let away = prop::option::weighted(0.25, (1..=3_i8, 0..4_i8));
    (category, 0..3_usize, any::<bool>(), 0..4_i64, barred, away, 0..5_000_i64).prop_map(
        move |(category, home, named, capacity, barred, away, fees)| {
            let mut one = auditor(&format!("A-{no}"));
            (one.category, one.home, one.capacity, one.fees) = (category, Some(DISTRICTS[home]), capacity, fees);
            one.districts = if named { vec![DISTRICTS[(home + 1) % 3]] } else { Vec::new() };
            one.barred = barred.into_iter().map(|society| bar(&format!("S-{society}"))).collect();
            one.kind = (no == 4).then(|| DEPARTMENTAL.to_owned());
            let absent = away.map(|(from, days)| Absence {
                from: Date::constant(2025, 4, 30).checked_add(jiff::Span::new().days(from - 1)).unwrap_or(ON),
                to: (days < 3).then(|| Date::constant(2025, 5, 1 + days)),
                ground: "leave".into(),
                order_no: "4".into(),
            });
            one.absent = absent.into_iter().collect();
            one
        },
    )
}

#[derive(Clone, Debug)]
struct Made {
    facts: Facts,
    terms: Terms,
    method: Method,
}

impl Made {
    fn draft(&self) -> Draft {
        let read = ReadAt { as_of: ON, known_on: None, day_no: 3 };
        Draft::make("BR-PAT", read, self.terms.clone(), self.facts.clone(), self.method.clone()).unwrap()
    }
}

fn made() -> impl Strategy<Value = Made> {
    let societies = (1..=7_usize).prop_flat_map(|n| (1..=n).map(any_society).collect::<Vec<_>>());
    let auditors = (1..=4_usize).prop_flat_map(|n| (1..=n).map(any_auditor).collect::<Vec<_>>());
    // Years running, years away, the department's window.
    let limits = (0..3_u32, 1..4_u32, prop::sample::select(vec![0, 2, 3]));
    (societies, auditors, limits, any::<bool>(), 0..9_u8).prop_map(|(societies, auditors, limits, drawn, seed)| {
        let mut terms = TERMS.clone();
        (terms.consecutive_years, terms.cooling_years, terms.departmental_every) = limits;
        let seed = format!("seed {seed} of this test");
        let method = if drawn { Method::Draw { seed, ceremony: None } } else { Method::LeastCost };
        Made { facts: Facts { societies, auditors }, terms, method }
    })
}

/// Years running this auditor audited the society, counted back from the `gap`-th year before the one to be audited.
fn running(society: &SocietyFacts, auditor: &str, gap: usize) -> usize {
    let by = |fy: &&str| society.ordered.iter().any(|line| line.fy == year(fy) && line.auditor == auditor);
    YEARS.iter().skip(gap).take_while(|fy| by(fy)).count()
}

/// Which limit a pair breaks.
fn broken(terms: &Terms, society: &SocietyFacts, auditor: &AuditorFacts) -> Option<&'static str> {
    let on_the_day = |absence: &Absence| absence.from <= ON && absence.to.is_none_or(|to| to >= ON);
    let department = auditor.kind.as_deref() == Some(DEPARTMENTAL);
    let limit = terms.consecutive_years as usize;
    // Only the last run counts: who audited it since and less often is not away.
    let last = (0..YEARS.len()).find(|gap| running(society, &auditor.id, *gap) > 0);
    let tired = last.is_some_and(|gap| {
        limit > 0 && gap < terms.cooling_years as usize && running(society, &auditor.id, gap) >= limit
    });
    let window = (terms.departmental_every as usize).saturating_sub(1);
    let of_year = |fy: &str| society.ordered.iter().find(|line| line.fy == year(fy));
    let due = window > 0 && YEARS[..window].iter().all(|fy| of_year(fy).is_some_and(|line| !line.departmental));
    let served = |district| auditor.home == Some(district) || auditor.districts.contains(&district);
    let strict = !auditor.districts.is_empty();
    let broken = [
        (society.status.as_deref() == Some("cancelled"), "cancelled"),
        (society.hindrance.is_some(), "kept out"),
        (society.district.is_none(), "no district"),
        (auditor.category > terms.category_of(society), "category"),
        (strict && !society.district.is_some_and(served), "district"),
        (auditor.barred.iter().any(|bar| bar.society == society.id), "conflict"),
        (auditor.absent.iter().any(on_the_day), "away"),
        (tired, "rotation"),
        (due && !department, "departmental"),
    ];
    broken.into_iter().find_map(|(breaks, name)| breaks.then_some(name))
}

proptest! {
    #![proptest_config(crate::random_cases::cases(10_000))]

    #[test]
    fn no_pair_breaks_a_limit_and_every_society_stands_once(made in made()) {
        let draft = made.draft();
        let body = &draft.body;
        let mut loads: BTreeMap<&str, i64> = BTreeMap::new();
        for line in &body.assigned {
            let (society, auditor) = (body.facts.society(&line.society).unwrap(), body.facts.auditor(&line.auditor).unwrap());
            prop_assert_eq!(broken(&made.terms, society, auditor), None, "{:?}", line);
            *loads.entry(&line.auditor).or_default() += 1;
        }
        for (auditor, load) in loads {
            prop_assert!(load <= body.facts.auditor(auditor).unwrap().capacity);
        }
        let mut all: Vec<&str> = body.assigned.iter().map(|line| line.society.as_str()).collect();
        all.extend(body.apart.iter().chain(&body.unassigned).map(|line| line.society.as_str()));
        all.sort_unstable();
        prop_assert_eq!(all, made.facts.societies.iter().map(|one| one.id.as_str()).collect::<Vec<_>>());
        prop_assert_eq!(verify(&draft), vec![]);
        // Who stays without has nobody with room left who may.
        let full = |auditor: &AuditorFacts| body.assigned.iter().filter(|line| line.auditor == auditor.id).count();
        for line in &body.unassigned {
            let society = body.facts.society(&line.society).unwrap();
            let free = body.facts.auditors.iter().find(|one| {
                let near = society.district.is_some_and(|district| one.home == Some(district) || one.districts.contains(&district));
                near && i64::try_from(full(one)).unwrap() < one.capacity && broken(&made.terms, society, one).is_none()
            });
            prop_assert!(free.is_none(), "{:?} could take {}", free, line.society);
        }
    }

    #[test]
    fn the_order_of_the_lines_is_nothing(made in made(), turn in 0_usize..7) {
        let mut other = made.clone();
        let (societies, auditors) = (other.facts.societies.len(), other.facts.auditors.len());
        other.facts.societies.rotate_left(turn % societies);
        other.facts.auditors.rotate_left(turn % auditors);
        for society in &mut other.facts.societies {
            society.ordered.reverse();
        }
        prop_assert_eq!(made.draft(), other.draft());
    }

    #[test]
    fn no_single_altered_line_passes(made in made(), line in 0_usize..7, how in 0_u8..5, other in 0_usize..4) {
        let good = made.draft();
        let mut body = good.body.clone();
        let other = body.facts.auditors[other % body.facts.auditors.len()].id.clone();
        if how == 4 {
            prop_assume!(!body.unassigned.is_empty());
            let society = body.unassigned.remove(line % body.unassigned.len()).society;
            body.assigned.push(Assigned { society, auditor: other, cost: 0 });
            body.assigned.sort_by(|one, two| one.society.cmp(&two.society));
        } else {
            prop_assume!(!body.assigned.is_empty());
            let at = line % body.assigned.len();
            match how {
                0 => {
                    prop_assume!(body.assigned[at].auditor != other);
                    body.assigned[at].auditor = other;
                }
                1 => body.assigned[at].cost += 1,
                2 => _ = body.assigned.remove(at),
                _ => {
                    let society = body.assigned.remove(at).society;
                    body.unassigned.push(Without { society, reason: Reason::new("ALT-406").with("count", 1) });
                }
            }
        }
        // Sealed again by the forger, so that more than the digest is looked at.
        prop_assert!(!verify(&Draft::seal(body)).is_empty());
    }
}
