use super::*;
use crate::{
    catalogue::{Files, PenaltyOfLaw, PenaltyShape, Seen, load_tables},
    model::{Instant, Label, Paise, Plan},
    register::MemoryRegister,
};
use jiff::{ToSpan as _, civil::date};
use proptest::prelude::*;

fn rate(from: Date, per_day: i64, cap: Option<i64>) -> OfficeRate {
    OfficeRate {
        act: "bihar_1935".into(),
        tariff: Tariff { per_day: Paise(per_day), cap: cap.map(Paise), ..Tariff::default() },
        ended: false,
        from,
        order_no: "7/2025".into(),
        order_on: None,
        reason: String::new(),
    }
}

fn law(shape: PenaltyShape, from: Date) -> PenaltyOfLaw {
    let (acts, basis) = (vec!["bihar_1935".to_owned()], "bihar-1935/44".to_owned());
    PenaltyOfLaw { acts, shape, free_days: 0, from, to: None, basis, seen: Seen::Text, imposed: Label::default() }
}

#[test]
fn a_figure_changed_in_the_middle_counts_from_its_day_and_the_cap_is_told_with_its_day() {
    let own = [rate(date(2024, 4, 1), 1000, None), rate(date(2025, 10, 11), 2500, Some(50_000))];
    let found = reckon(&Penalties::default(), &own, "bihar_1935", (date(2025, 10, 1), date(2025, 12, 31)));
    let spans: Vec<_> = found.spans.iter().map(|span| (span.days(), span.added.0, span.total.0)).collect();
    assert_eq!(spans, [(10, 10_000, 10_000), (82, 40_000, 50_000)]);
    // 16 days of 25 rupees after the tenth: 10,000 + 16 × 2,500 paise.
    assert_eq!((found.stand(), found.capped_on()), (Stand::Computed, Some(date(2025, 10, 26))));
    assert_eq!(found.amount(), Some(Paise(50_000)));
}

#[test]
fn a_cap_lowered_later_takes_nothing_back_and_a_figure_taken_back_leaves_the_law() {
    let range = law(PenaltyShape::Range(Paise(500_000), Paise(10_000_000)), date(2023, 8, 3));
    let penalties = Penalties(vec![range]);
    let mut end = rate(date(2025, 10, 21), 0, None);
    end.ended = true;
    let own = [rate(date(2025, 10, 1), 1000, None), rate(date(2025, 10, 11), 1000, Some(5000)), end];
    let found = reckon(&penalties, &own, "bihar_1935", (date(2025, 10, 1), date(2025, 10, 31)));
    let totals: Vec<_> = found.spans.iter().map(|span| span.total.0).collect();
    assert_eq!(totals, [10_000, 10_000, 10_000]);
    assert_eq!(
        (found.stand(), found.untold_days(), found.spans[1].capped_on),
        (Stand::Part, 11, Some(date(2025, 10, 11)))
    );
    assert!(matches!(found.ground(), Ground::Law(_)));
}

#[test]
fn no_sum_is_made_of_a_range_a_quotation_or_nothing() {
    let days = (date(2025, 10, 1), date(2025, 10, 31));
    for (shape, stand) in [
        (PenaltyShape::Range(Paise(1), Paise(2)), Stand::Range),
        (PenaltyShape::Quoted(Paise(5_000_000)), Stand::Quoted),
    ] {
        let found = reckon(&Penalties(vec![law(shape, date(2000, 1, 1))]), &[], "bihar_1935", days);
        assert_eq!((found.stand(), found.amount()), (stand, None));
    }
    let found = reckon(&Penalties::default(), &[], "bihar_1935", days);
    assert_eq!((found.stand(), found.amount(), found.untold_days()), (Stand::NotSeen, None, 31));
    let once =
        reckon(&Penalties(vec![law(PenaltyShape::Fixed(Paise(700)), date(2000, 1, 1))]), &[], "bihar_1935", days);
    assert_eq!((once.stand(), once.amount()), (Stand::Computed, Some(Paise(700))));
}

#[test]
fn figures_are_read_as_they_were_known_and_a_later_order_for_the_same_day_counts() {
    let mut register = MemoryRegister::new("BR-PAT", load_tables(&Files::embedded()).unwrap());
    let at = |second| Instant::new(jiff::Timestamp::from_second(1_760_000_000 + second).unwrap());
    let (from, later) = (date(2025, 4, 1), date(2026, 4, 1));
    let mut second = rate(from, 2000, Some(9000));
    second.order_no = "8/2025".into();
    for (no, new) in [rate(from, 1000, None), second.clone(), rate(later, 3000, None)].into_iter().enumerate() {
        let entry = set_rate(&register, &new, "x").unwrap().expect("a new figure");
        let plan = Plan { entries: vec![entry], ..Plan::default() };
        register.apply(&plan, at(100 * no as i64)).unwrap();
        assert!(set_rate(&register, &new, "x").unwrap().is_none(), "the same again");
    }
    let of = |known_on: Option<i64>| {
        let moment = Moment { as_of: date(2025, 12, 31), known_on: known_on.map(at) };
        office_rates(&register, moment).unwrap().remove("bihar_1935").unwrap_or_default()
    };
    assert_eq!(of(Some(50)), [rate(from, 1000, None)]);
    assert_eq!(of(Some(150)), std::slice::from_ref(&second));
    // One set ahead is known, and rules no day before its own.
    let all = of(None);
    assert_eq!(all, [second, rate(later, 3000, None)]);
    let found = reckon(&Penalties::default(), &all, "bihar_1935", (date(2026, 3, 31), date(2026, 4, 1)));
    assert_eq!(found.spans.iter().map(|span| span.added.0).collect::<Vec<_>>(), [2000, 3000]);
    let nobody = Moment { as_of: date(2025, 12, 31), known_on: Some(at(-1)) };
    assert!(office_rates(&register, nobody).unwrap().is_empty());
}

/// The same, one day after the other.
fn day_by_day(own: &[OfficeRate], (first, last): (Date, Date)) -> (i64, Option<Date>) {
    let (mut total, mut fixed, mut capped, mut day, mut no) = (0, true, None, first, 0);
    while day <= last {
        no += 1;
        if let Some(tariff) = own.iter().rfind(|rate| rate.from <= day).map(|rate| rate.tariff)
            && no > tariff.free_days
        {
            let grown = total + tariff.per_day.0 + if fixed { tariff.fixed.0 } else { 0 };
            fixed = false;
            total = tariff.cap.map_or(grown, |cap| grown.min(cap.0).max(total));
            let stands = tariff.cap.is_some_and(|cap| total >= cap.0);
            capped = if stands { capped.or(Some(day)) } else { None };
        }
        day = day.checked_add(1.day()).unwrap();
    }
    (total, capped)
}

proptest! {
    #![proptest_config(crate::random_cases::cases(256))]
    #[test]
    fn spans_come_to_what_the_days_come_to(
        days in 1_i64..200,
        rates in proptest::collection::btree_map(-20_i64..220, (0_i64..50, 0_i64..300, proptest::option::of(0_i64..2000), 0_i64..30), 0..4),
    ) {
        let first = date(2025, 10, 1);
        let on = |day: i64| first.checked_add(day.days()).unwrap();
        let own: Vec<OfficeRate> = rates.iter().map(|(from, (per_day, fixed, cap, free_days))| {
            let mut rate = rate(on(*from), *per_day, *cap);
            (rate.tariff.fixed, rate.tariff.free_days) = (Paise(*fixed), *free_days);
            rate
        }).collect();
        let found = reckon(&Penalties::default(), &own, "bihar_1935", (first, on(days - 1)));
        let (total, capped) = day_by_day(&own, (first, on(days - 1)));
        prop_assert_eq!(found.amount().unwrap_or_default().0, total);
        prop_assert_eq!(found.spans.iter().map(Span::days).sum::<i64>(), days);
        prop_assert_eq!(found.spans.iter().map(|span| span.added.0).sum::<i64>(), total);
        prop_assert_eq!(found.capped_on(), capped);
    }
}
