//! Every verdict of our evaluator equals SQLite's, on random returns with gaps and on random conditions.

use super::{
    Bench, Chunk, ChunkBuilder, FieldRef, NativeRule, Outcome, Rulebook, Words,
    condition::{Dialect, Evaluator, Names, Unit, print_truth, read_condition},
};
use crate::{
    catalogue::{Files, ReturnFields, ReturnKind},
    model::{Paise, Value},
};
use jiff::{ToSpan as _, civil::date};
use proptest::prelude::*;
use rusqlite::{Connection, params_from_iter, types::Value as Sql};

/// A small generator of its own: the same returns on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[usize::try_from(self.roll(from.len() as u64)).unwrap()]
    }
    /// Few different values, so that sums meet their totals and borders are hit.
    fn value(&mut self, fields: &ReturnFields, no: u16) -> Value {
        if self.roll(6) == 0 {
            return Value::Empty;
        }
        let line = fields.at(no);
        match line.kind {
            ReturnKind::Money => {
                let near = self.pick(&[0, 0, 0, 1, -1, 99, 100, 101, 400, 10_000, -10_000, 1_000_000]);
                let far = i64::try_from(self.roll(2_000_000_000_000)).unwrap() - 1_000_000_000_000;
                Value::Money(Paise(if self.roll(12) == 0 { far } else { near }))
            }
            ReturnKind::Integer => Value::Integer(self.pick(&[0, 1, 2, 3, 21])),
            ReturnKind::Percent => Value::Percent(self.pick(&[0, 1, 1_999, 2_000, 2_001, 10_000])),
            ReturnKind::Quantity => Value::Quantity(self.pick(&[0, 1, 70_000, 70_001, 34_999, 1_000_000])),
            ReturnKind::Bool => Value::Bool(self.roll(2) == 0),
            ReturnKind::Date => {
                let end = self.pick(&[
                    date(2025, 3, 31),
                    date(2024, 3, 31),
                    date(2024, 4, 1),
                    date(2025, 9, 30),
                    date(2025, 10, 1),
                    date(2025, 6, 30),
                    date(2024, 2, 29),
                ]);
                let day = if self.roll(3) == 0 { i64::try_from(self.roll(900)).unwrap() - 450 } else { 0 };
                Value::Date(end.checked_add(day.days()).unwrap())
            }
            ReturnKind::Code => {
                let codes = fields.codes(&line.key);
                let at = usize::try_from(self.roll(codes.len() as u64)).unwrap();
                Value::text(codes[at].0.clone())
            }
            ReturnKind::Text => Value::text(self.pick(&["x", "y", "it's"])),
        }
    }
}

fn sql(value: &Value) -> Sql {
    match value {
        Value::Empty => Sql::Null,
        Value::Text(text) => Sql::Text(text.clone()),
        Value::Date(day) => Sql::Text(day.to_string()),
        other => Sql::Integer(other.as_integer().unwrap()),
    }
}

/// Random returns, half of them with last year's, in our columns and in SQLite.
fn filed(fields: &ReturnFields, words: Words, rows: u64, seed: u64) -> (Chunk, Connection) {
    let mut dice = Dice(seed);
    let db = Connection::open_in_memory().unwrap();
    let columns: Vec<&str> = fields.fields.iter().map(|line| line.key.as_str()).collect();
    db.execute_batch(&format!(
        "CREATE TABLE now (row INTEGER PRIMARY KEY, {0}); CREATE TABLE prev (row INTEGER PRIMARY KEY, on_record, {0});",
        columns.join(", ")
    ))
    .unwrap();
    let places = vec!["?"; columns.len()].join(", ");
    let mut builder = ChunkBuilder::new(fields, words);
    {
        let mut insert = db.prepare(&format!("INSERT INTO now VALUES (?, {places})")).unwrap();
        let mut insert_prev = db.prepare(&format!("INSERT INTO prev VALUES (?, 1, {places})")).unwrap();
        for row in 0..rows {
            let numbers = || 0..u16::try_from(columns.len()).unwrap();
            let now: Vec<_> = numbers().map(|no| (no, dice.value(fields, no))).collect();
            let prev: Option<Vec<_>> =
                (dice.roll(2) == 0).then(|| numbers().map(|no| (no, dice.value(fields, no))).collect());
            assert_eq!(builder.push(&now, prev.as_deref()), []);
            let row = Sql::Integer(i64::try_from(row).unwrap());
            let with_row = |lines: &[(u16, Value)]| {
                let values: Vec<Sql> = std::iter::once(row.clone()).chain(lines.iter().map(|(_, v)| sql(v))).collect();
                params_from_iter(values)
            };
            insert.execute(with_row(&now)).unwrap();
            if let Some(prev) = prev {
                insert_prev.execute(with_row(&prev)).unwrap();
            }
        }
    }
    (builder.finish(), db)
}

fn answers(db: &Connection, condition: &str) -> Vec<Option<bool>> {
    let text = format!("SELECT {condition} FROM now LEFT JOIN prev USING (row) ORDER BY row");
    let mut query = db.prepare(&text).unwrap_or_else(|fault| panic!("{fault}: {text}"));
    query.query_map([], |row| row.get::<_, Option<bool>>(0)).unwrap().map(Result::unwrap).collect()
}

#[test]
fn every_rule_gives_the_verdict_that_sqlite_gives() {
    let native = NativeRule { code: "FIL-009", check: |_| None };
    let book = Rulebook::load(&Files::embedded(), &[native]).unwrap();
    let mut seen = [0_usize; 4];
    // Two thousand returns under the law of each Act: ten thousand in all.
    for (seed, act) in (20_250_331..).zip(["bihar_1935", "mp_1960", "uttarakhand_2003", "mscs_2002", "other"]) {
        let (chunk, db) = filed(&book.fields, book.words(), 2_000, seed);
        let law = book.law_on(act, date(2025, 3, 31));
        let printed: Vec<_> = book.rules.iter().map(|rule| book.sqlite(rule, &law)).collect();
        let bench = Bench::new(&book, law);
        let judged = bench.judge(&chunk);
        for (no, rule) in book.rules.iter().enumerate() {
            let Some((when, check)) = &printed[no] else {
                assert!(rule.code == "FIL-009" || bench.no_figure(no).is_some(), "{} {act}", rule.code);
                continue;
            };
            let checks = answers(&db, check);
            let whens = when.as_ref().map_or_else(|| vec![Some(true); checks.len()], |when| answers(&db, when));
            let (mut broken, mut untold) = (judged[no].broken.iter(), judged[no].untold.iter());
            let (mut next_broken, mut next_untold) = (broken.next(), untold.next());
            for (row, (when, check)) in whens.into_iter().zip(checks).enumerate() {
                let theirs = match (when, check) {
                    (Some(false), _) => Outcome::DoesNotApply,
                    (None, _) | (Some(true), None) => Outcome::CannotTell,
                    (Some(true), Some(true)) => Outcome::Holds,
                    (Some(true), Some(false)) => Outcome::Broken,
                };
                assert_eq!(bench.outcome(no, &chunk, row), theirs, "{} {act} row {row}", rule.code);
                let row = u32::try_from(row).unwrap();
                let listed = (next_broken == Some(&row), next_untold == Some(&row));
                assert_eq!(listed, (theirs == Outcome::Broken, theirs == Outcome::CannotTell), "{} {act}", rule.code);
                next_broken = if listed.0 { broken.next() } else { next_broken };
                next_untold = if listed.1 { untold.next() } else { next_untold };
                seen[theirs as usize] += 1;
            }
            let tally = &judged[no].tally;
            let sum = tally.holds + tally.broken + tally.cannot_tell + tally.does_not_apply;
            assert_eq!(sum, 2_000, "{} {act}", rule.code);
        }
    }
    assert!(seen.iter().all(|count| *count > 10_000), "all four outcomes were met: {seen:?}");
}

/// Sums of money over a few lines.
fn money() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("net_profit".to_owned()),
        Just("total_assets".to_owned()),
        Just("prev.total_assets".to_owned()),
        Just(":money_tol_abs".to_owned()),
        Just("approp_dividend".to_owned()),
        (-3..200_i32).prop_map(|n| n.to_string()),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} + {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} - {b} + net_profit)")),
            (inner.clone(), -4..4_i32).prop_map(|(a, n)| format!("(net_profit + {a}) * {n}")),
            inner.clone().prop_map(|a| format!("abs({a} - net_profit)")),
            inner.clone().prop_map(|a| format!("-(net_profit - {a})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("coalesce(prev.net_profit, {a}, {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!(
                "CASE WHEN is_revised THEN net_profit + {a} WHEN gst_registered THEN {b} END"
            )),
            // A factor with decimals makes one branch count in thousandths of the other.
            (inner.clone(), any::<bool>()).prop_map(|(a, first)| {
                let (one, other) = (format!("(net_profit + {a})"), "total_assets * 0.25");
                let (then, otherwise) = if first { (other, one.as_str()) } else { (one.as_str(), other) };
                format!("CASE WHEN is_revised THEN {then} ELSE {otherwise} END")
            }),
            (inner, any::<bool>()).prop_map(|(a, first)| {
                let (one, other) = (format!("(prev.net_profit - {a})"), "prev.total_assets * 0.5");
                if first { format!("coalesce({other}, {one})") } else { format!("coalesce({one}, {other})") }
            }),
        ]
    })
}

/// Conditions over them, over dates, words and yes-or-no lines.
fn condition() -> impl Strategy<Value = String> {
    let sign = prop_oneof![Just("="), Just("<>"), Just("<"), Just("<="), Just(">"), Just(">=")];
    let leaf = prop_oneof![
        3 => (money(), sign.clone(), money()).prop_map(|(a, s, b)| format!("net_profit + {a} {s} {b}")),
        1 => (money(), money()).prop_map(|(a, b)| format!("total_assets - {a} BETWEEN {b} AND 100")),
        1 => (money(), sign.clone()).prop_map(|(a, s)| {
            format!("(net_profit + {a}) * 10000 {s} total_assets * :reserve_min_pct")
        }),
        1 => sign.clone().prop_map(|s| format!("ratio(net_profit, total_assets) {s} ratio(total_assets, prev.net_profit)")),
        1 => sign.clone().prop_map(|s| format!("ratio(net_profit * 0.125, total_assets) {s} 0.125")),
        1 => (-40..40_i32, sign.clone()).prop_map(|(n, s)| format!("add_months(fy_end, {n}) {s} return_filed_on")),
        1 => (-40..40_i32, sign).prop_map(|(n, s)| format!("days_between(fy_start, fy_end) {s} {n}")),
        1 => Just("audit_class IN ('A', 'B')".to_owned()),
        1 => Just("audit_class <> prev.audit_class".to_owned()),
        1 => Just("is_revised".to_owned()),
        1 => Just("coalesce(prev.is_revised, gst_registered)".to_owned()),
        1 => Just("prev.on_record".to_owned()),
        1 => Just("prev.net_profit IS NULL".to_owned()),
        1 => Just("gst_registered IS NOT NULL".to_owned()),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} AND {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} OR {b})")),
            inner.clone().prop_map(|a| format!("NOT ({a})")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("CASE WHEN {a} THEN {b} WHEN is_revised THEN {a} END")),
        ]
    })
}

#[test]
fn random_conditions_give_the_verdicts_that_sqlite_gives() {
    let fields = ReturnFields::load(&Files::embedded()).unwrap();
    let params: Vec<_> =
        fields.params.iter().map(|(name, def)| (name.clone(), Unit::named(&def.unit).unwrap())).collect();
    let figures: Vec<_> = params
        .iter()
        .map(|(name, _)| match name.as_str() {
            "money_tol_abs" => Some(100),
            "reserve_min_pct" => Some(2_500),
            _ => None,
        })
        .collect();
    let mut words = Words::default();
    for word in ["A", "B"] {
        words.number(word);
    }
    let (chunk, db) = filed(&fields, words.clone(), 300, 7);
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let held = runner.run(&condition(), |text| {
        let mut words = words.clone();
        let mut names = Names { fields: &fields, params: &params, words: &mut words };
        let condition = match read_condition(&text, &mut names) {
            Ok(condition) => condition,
            Err(faults) => return Err(TestCaseError::fail(format!("{text}: {faults:?}"))),
        };
        let bound = condition.truth.bind(&figures).unwrap();
        let printed = print_truth(&bound, Dialect::Sqlite, &fields, &[]);
        for (row, theirs) in answers(&db, &printed).into_iter().enumerate() {
            prop_assert_eq!(Evaluator::one_truth(&chunk, row, &bound), theirs, "row {} of {}", row, text);
        }
        Ok(())
    });
    held.unwrap();
}

#[test]
fn the_lines_a_rule_lacks_are_named() {
    let native = NativeRule { code: "FIL-009", check: |_| None };
    let book = Rulebook::load(&Files::embedded(), &[native]).unwrap();
    let mut builder = ChunkBuilder::new(&book.fields, book.words());
    builder.push(&[(book.fields.no("total_assets").unwrap(), Value::Money(Paise(5)))], None);
    let chunk = builder.finish();
    let bench = Bench::new(&book, book.law_on("bihar_1935", date(2025, 3, 31)));
    let no = book.rules.iter().position(|rule| rule.code == "BSH-001").unwrap();
    assert_eq!(bench.outcome(no, &chunk, 0), Outcome::CannotTell);
    let lacking = FieldRef { prev: false, no: book.fields.no("total_liabilities").unwrap() };
    assert_eq!(bench.lacking(no, &chunk, 0), [lacking]);
    assert_eq!(bench.judge(&chunk)[no].tally.missing.get(&lacking), Some(&1));
}
