use super::*;
use crate::{
    catalogue::Files,
    rules::columns::{Chunk, ChunkBuilder},
};

fn world() -> (ReturnFields, Vec<(String, Unit)>, Words) {
    let fields = ReturnFields::load(&Files::embedded()).unwrap();
    let params = fields.params.iter().map(|(name, def)| (name.clone(), Unit::named(&def.unit).unwrap())).collect();
    (fields, params, Words::default())
}

fn faults(text: &str) -> Vec<String> {
    let (fields, params, mut words) = world();
    let mut names = Names { fields: &fields, params: &params, words: &mut words };
    match read_condition(text, &mut names) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn what_engines_disagree_on_is_refused_with_its_place() {
    for (text, said) in [
        ("net_profit / 2 > 0", "'/' is not allowed"),
        ("is_revised IS TRUE", "not allowed"),
        ("greatest(net_profit, 0) > 0", "function 'greatest'"),
        ("CAST(net_profit AS DOUBLE) > 0", "not allowed"),
        ("fy_end > DATE '2025-03-31'", "not allowed"),
        ("sum(net_profit) > 0", "function 'sum'"),
        ("lag(net_profit) OVER (ORDER BY fy_end) > 0", "not allowed"),
        ("net_profit > (SELECT 1)", "not allowed"),
        ("EXISTS (SELECT 1)", "not allowed"),
        ("CASE net_profit WHEN 0 THEN TRUE END", "not allowed"),
        ("net_profit = NULL", "NULL stands only"),
        ("governing_act LIKE 'm%'", "not allowed"),
        ("net_profit % 2 = 0", "not"),
        ("\"net_profit\" > 0", "without quotes"),
        ("a.b.c > 0", "not allowed"),
        ("last.net_profit > 0", "not allowed"),
        ("abs(DISTINCT net_profit) > 0", "not allowed"),
        ("net_profit > 0; DROP TABLE x", "not expected after the end"),
        ("net_profit > 0 AND", "not readable"),
        ("", "not readable"),
    ] {
        let faults = faults(text);
        assert!(faults.iter().any(|fault| fault.contains(said)), "{text}: {faults:?}");
    }
    assert!(faults("net_profit > 0 AND total_assets / 2 > 0")[0].starts_with("at column 20:"));
}

#[test]
fn names_and_units_that_do_not_fit_are_refused_all_at_once() {
    for (text, said) in [
        ("net_profits > 0", "the nearest is 'net_profit'"),
        ("net_profit > :no_such", "no figure ':no_such'"),
        ("net_profit * total_assets > 0", "money times money"),
        ("net_profit > members_close", "units disagree"),
        ("net_profit <= total_assets * :reserve_min_pct", "units disagree"),
        ("milk_procured_litres > fish_catch_kg", "units disagree"),
        ("fy_end - fy_start > 0", "days_between"),
        ("fy_end > 5", "meets a date"),
        ("governing_act < 'mscs_2002'", "with = and <> only"),
        ("governing_act = 'mscs2002'", "no code of governing_act"),
        ("net_profit", "no yes-or-no field"),
        ("is_revised > 0", "yes-or-no field"),
        ("is_revised = TRUE", "alone or with NOT"),
        ("net_profit * 10000 > 5 + total_assets * 10000", "other than 0"),
        ("net_profit > 0.001", "finer than the small unit"),
        ("ratio(net_profit, total_assets) > net_profit", "another ratio or with a literal"),
        ("ratio(net_profit, total_assets) + 1 > 2", "whole side"),
        ("ratio(net_profit, members_close) > 2", "units disagree"),
        ("ratio(milk_procured_litres, fish_catch_kg) > 2", "units disagree"),
        ("ratio(net_profit, total_assets * :reserve_min_pct) > 2", "units disagree"),
        ("ratio(fy_start, fy_end) > 2", "not dates or texts"),
        ("add_months(fy_end, members_close) > fy_end", "literal of at most"),
        ("prev.on_records", "no field"),
    ] {
        let faults = faults(text);
        assert!(faults.iter().any(|fault| fault.contains(said)), "{text}: {faults:?}");
    }
    assert_eq!(faults("net_profits > 0 AND total_asset > 0 AND members_close > net_profit").len(), 3);
}

#[test]
fn whatever_the_subset_offers_is_accepted() {
    for text in [
        "abs(total_assets - total_liabilities) <= :money_tol_abs",
        "net_profit BETWEEN -5 AND 1000.50 AND audit_class NOT IN ('C', 'D')",
        "coalesce(is_revised, FALSE) OR revision_reason IS NOT NULL",
        "CASE WHEN is_revised THEN net_profit > 0 ELSE TRUE END",
        "CASE WHEN is_revised THEN net_profit ELSE 0 END >= coalesce(prev.net_profit, 0)",
        "ratio(net_profit, total_assets) > ratio(prev.net_profit, prev.total_assets) OR ratio(net_profit, total_assets) > 0.1",
        "dividend_rate_pct <= 12.5 AND audit_score >= 70.5",
        "milk_purchase_value <= milk_procured_litres * milk_collection_days * bulk_cooler_capacity_lpd OR TRUE",
        "days_between(registration_date, add_months(fy_start, -12)) >= 0",
        "net_profit * 0.25 <= approp_reserve_fund",
        "audit_class = prev.audit_class",
    ] {
        let faults = faults(text);
        // Money against litres is the one wrong unit here: it must be the only fault of its line.
        let expected = usize::from(text.contains("milk_purchase_value"));
        assert_eq!(faults.len(), expected, "{text}: {faults:?}");
    }
}

fn one_return(lines: &[(&str, crate::model::Value)]) -> (ReturnFields, Chunk) {
    let (fields, _, words) = world();
    let now: Vec<_> = lines.iter().map(|(key, value)| (fields.no(key).unwrap(), value.clone())).collect();
    let mut builder = ChunkBuilder::new(&fields, words);
    assert_eq!(builder.push(&now, None), []);
    let chunk = builder.finish();
    (fields, chunk)
}

#[test]
fn money_against_quantity_is_exact_where_sixty_four_bits_end() {
    use crate::model::{Paise, Value};
    let (_, params, mut words) = world();
    // 10^9 kg at Rs 1,000 is the largest amount there is, 10^17 on the way; 9.23 * 10^10 kg would be beyond 64 bits.
    let (fields, chunk) = one_return(&[
        ("fish_sold_kg", Value::Quantity(1_000_000_000_000)),
        ("fish_catch_kg", Value::Quantity(92_300_000_000_000)),
        ("fish_sale_value", Value::Money(Paise(100_000_000_000_000))),
        ("stock_shortage_value", Value::Money(Paise(99_999_999_999_999))),
    ]);
    let kg_price = [(String::from("kg_price"), Unit::named("INR/kg").unwrap())];
    let params: Vec<_> = params.into_iter().chain(kg_price).collect();
    let mut names = Names { fields: &fields, params: &params, words: &mut words };
    let figures: Vec<Option<i64>> = params.iter().map(|(name, _)| (name == "kg_price").then_some(100_000)).collect();
    for (text, expected) in [
        ("fish_sale_value = fish_sold_kg * :kg_price", Some(true)),
        ("stock_shortage_value >= fish_sold_kg * :kg_price", Some(false)),
        ("fish_sale_value < fish_catch_kg * :kg_price", Some(true)),
        ("prev.fish_sale_value <= fish_sold_kg * :kg_price", None),
    ] {
        let condition = read_condition(text, &mut names).unwrap();
        let bound = condition.truth.bind(&figures).unwrap();
        assert!(matches!(bound, Truth::Compare { wide: true, .. }), "{text}");
        assert_eq!(Evaluator::one_truth(&chunk, 0, &bound), expected, "{text}");
    }
}

#[test]
fn a_ratio_by_zero_is_unknown_and_a_filled_line_is_no_unknown() {
    use crate::model::{Paise, Value};
    let (_, params, mut words) = world();
    let (fields, chunk) =
        one_return(&[("net_profit", Value::Money(Paise(100))), ("total_assets", Value::Money(Paise(0)))]);
    let mut names = Names { fields: &fields, params: &params, words: &mut words };
    for (text, expected) in [
        ("ratio(net_profit, total_assets) > 1", None),
        ("ratio(total_assets, net_profit) = 0", Some(true)),
        ("net_profit > 0 OR total_income > 0", Some(true)),
        ("net_profit > 0 AND total_income > 0", None),
        ("total_income IS NULL AND NOT is_revised IS NOT NULL", Some(true)),
        ("coalesce(is_revised, net_profit > 0)", Some(true)),
        ("CASE WHEN total_income > 0 THEN FALSE WHEN net_profit > 0 THEN TRUE END", Some(true)),
        ("CASE WHEN total_income > 0 THEN FALSE END", None),
        ("prev.on_record", Some(false)),
    ] {
        let bound = read_condition(text, &mut names).unwrap().truth.bind(&[]).unwrap();
        assert_eq!(Evaluator::one_truth(&chunk, 0, &bound), expected, "{text}");
    }
}

#[test]
fn values_of_different_scales_are_brought_to_one_in_whatever_order_they_stand() {
    use crate::model::{Paise, Value};
    let (_, params, mut words) = world();
    let (fields, chunk) = one_return(&[
        ("net_profit", Value::Money(Paise(50_000))),
        ("total_assets", Value::Money(Paise(400_000))),
        ("is_revised", Value::Bool(true)),
    ]);
    let mut names = Names { fields: &fields, params: &params, words: &mut words };
    // A quarter of the assets is 1,000 rupees, the profit 500; a factor with decimals counts in thousandths.
    for (text, expected) in [
        ("CASE WHEN is_revised THEN total_assets * 0.25 ELSE net_profit END > net_profit", true),
        ("CASE WHEN is_revised THEN net_profit ELSE total_assets * 0.25 END > net_profit", false),
        ("CASE WHEN is_revised THEN net_profit ELSE total_assets * 0.25 END = net_profit", true),
        ("CASE WHEN NOT is_revised THEN net_profit ELSE total_assets * 0.25 END = 1000", true),
        ("coalesce(total_assets * 0.25, net_profit) = 1000", true),
        ("coalesce(net_profit, total_assets * 0.25) = 500", true),
        ("coalesce(total_income, total_assets * 0.25) = 1000", true),
        ("coalesce(total_income * 0.25, net_profit) = 500", true),
        ("coalesce(total_income, 7, total_assets * 0.25) = 7", true),
        ("ratio(total_assets * 0.25, net_profit) = 2", true),
        ("ratio(net_profit, total_assets * 0.25) = 0.5", true),
    ] {
        let bound = read_condition(text, &mut names).unwrap().truth.bind(&[]).unwrap();
        assert_eq!(Evaluator::one_truth(&chunk, 0, &bound), Some(expected), "{text}");
    }
}
