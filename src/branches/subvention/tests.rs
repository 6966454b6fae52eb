//! Worked examples and edge cases to the paisa, and what must hold of any list of loans.

use super::*;
use crate::{
    catalogue::{Files, load_list},
    cleaning::mask,
    clocks::Calendar,
    model::{CooperativeYear, Date, Facts, Finding, Paise, TableDef, Value},
};
use jiff::civil::{Weekday, date};
use proptest::prelude::*;
use std::sync::OnceLock;

const SECRET: &[u8] = b"secret";

fn list() -> &'static TableDef {
    static LIST: OnceLock<TableDef> = OnceLock::new();
    LIST.get_or_init(|| load_list(&Files::embedded(), LOANS).unwrap())
}

fn terms(scheme: &str, upto: Date) -> Terms {
    Terms::new(Scheme::load(&Files::embedded(), scheme).unwrap(), upto, upto)
}

/// A row: what it says, over a drawal that is in order.
#[derive(Clone, Debug)]
struct Row(Vec<(&'static str, Value)>);

fn row(account: &str, on: Date, rupees: i64) -> Row {
    Row(vec![
        ("account_no", Value::text(account)),
        ("name", Value::text("राम सहनी")),
        ("identity_no", Value::text(mask(&format!("farmer {account}"), SECRET).to_string())),
        ("pacs", Value::text("रामपुर")),
        ("purpose", Value::text("crop_kharif")),
        ("own_funds", Value::Bool(true)),
        ("event_on", Value::Date(on)),
        ("amount", Value::Money(Paise(rupees * 100))),
    ])
}

impl Row {
    fn with(mut self, key: &'static str, value: Value) -> Self {
        self.0.retain(|(known, _)| *known != key);
        self.0.push((key, value));
        self
    }
    fn without(mut self, key: &'static str) -> Self {
        self.0.retain(|(known, _)| *known != key);
        self
    }
    fn due(self, day: Date) -> Self {
        self.with("due_on", Value::Date(day))
    }
    fn repaid(self, day: Date, rupees: i64) -> Self {
        self.with("repaid_on", Value::Date(day)).with("repaid_amount", Value::Money(Paise(rupees * 100)))
    }
    fn event(self, code: &'static str) -> Self {
        self.with("event", Value::text(code))
    }
    fn farmer(self, number: &str) -> Self {
        self.with("identity_no", Value::text(mask(number, SECRET).to_string()))
    }
    fn facts(&self) -> Facts {
        let mut facts: Facts =
            self.0.iter().map(|(key, value)| (list().field_no(key).expect("a field"), value.clone())).collect();
        facts.sort_by_key(|(no, _)| *no);
        facts
    }
}

/// A repayment as a row of its own.
fn repayment(account: &str, on: Date, rupees: i64) -> Row {
    row(account, on, rupees).event("repayment").without("purpose")
}

fn loans(rows: &[Row]) -> Loans {
    let fields = Fields::of(list()).unwrap();
    let mut loans = Loans::new(SECRET);
    let sheet = loans.add_sheet(ListSheet { file: "f".into(), sheet: "s".into(), ..ListSheet::default() });
    for (no, row) in (2..).zip(rows) {
        loans.add(&fields, (sheet, no), &row.facts(), false);
    }
    loans
}

fn computed(rows: &[Row], terms: &Terms) -> (Vec<Line>, Vec<Finding>) {
    let Computed { lines, findings } = compute(&mut loans(rows), terms, &mut |_| {});
    (lines, findings)
}

fn lines(rows: &[Row], terms: &Terms) -> Vec<Line> {
    computed(rows, terms).0
}

fn codes(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.code.as_str()).collect()
}

const JUNE: Date = date(2025, 6, 15);
const DUE: Date = date(2026, 3, 28);
const LATER: Date = date(2026, 6, 30);

/// The loan of the examples 1 and 2, repaid on a day.
fn example(repaid: Date) -> [Row; 1] {
    [row("1", JUNE, 100_000).due(DUE).repaid(repaid, 100_000)]
}

#[test]
fn example_1_on_time() {
    let line = &lines(&example(date(2026, 3, 20)), &terms("union", LATER))[0];
    assert_eq!((line.days, line.amounts.parts, line.in_time), (278, [114_247, 228_493, 0, 0], Some(true)));
    assert_eq!((line.amounts.interest, line.amounts.farmer, line.reason), (533_151, 304_658, Reason::None));
    let line = &lines(&example(date(2026, 3, 20)), &terms("mp", LATER))[0];
    // 3,046.58 by itself; the paisa by which the four would exceed the interest comes off the last part.
    assert_eq!((line.amounts.interest, line.amounts.parts), (761_644, [114_247, 228_493, 114_247, 304_657]));
    assert_eq!(line.amounts.farmer, 0);
}

#[test]
fn example_2_late() {
    let line = &lines(&example(date(2026, 4, 30)), &terms("union", LATER))[0];
    assert_eq!((line.days, line.amounts.parts, line.in_time), (286, [117_534, 0, 0, 0], Some(false)));
    assert_eq!((line.amounts.farmer, line.reason), (548_493, Reason::Late));
    let line = &lines(&example(date(2026, 4, 30)), &terms("mp", LATER))[0];
    assert_eq!(line.amounts.parts, [117_534, 0, 117_534, 0]);
    // 7 % of 1,00,000 for 286 days; the halves of the State and the Union are rounded up, each by a third of a paisa.
    assert_eq!((line.amounts.interest, line.amounts.farmer), (783_562, 548_494));
}

#[test]
fn example_3_several_drawals_and_the_cap() {
    let rows = [
        row("1", date(2025, 7, 1), 200_000).due(DUE),
        row("1", date(2025, 8, 10), 150_000).due(DUE),
        repayment("1", date(2025, 12, 20), 100_000),
        repayment("1", date(2026, 3, 25), 250_000),
    ];
    let all = lines(&rows, &terms("union", LATER));
    let sum = |of: fn(&Line) -> i64| all.iter().map(of).sum::<i64>();
    assert_eq!(sum(|line| line.eligible), 7_135_000_000, "7,13,50,000 rupees times days");
    assert_eq!((sum(|l| l.amounts.parts[0]), sum(|l| l.amounts.parts[1])), (293_219, 586_438));
    let explained = explain(&mut loans(&rows), &terms("union", LATER), 0);
    let seen: Vec<_> = explained.segments.iter().map(|s| (s.from, s.to, s.balance / 100, s.eligible / 100)).collect();
    assert_eq!(
        seen,
        [
            (date(2025, 7, 1), date(2025, 8, 10), 200_000, 200_000),
            (date(2025, 8, 10), date(2025, 12, 20), 350_000, 300_000),
            (date(2025, 12, 20), date(2026, 3, 25), 250_000, 250_000),
        ]
    );
    assert_eq!(explained.lines, all);
}

#[test]
fn example_4_one_year_stop() {
    let rows = [row("1", date(2025, 5, 1), 1000).due(date(2026, 5, 20)).repaid(date(2026, 5, 19), 1000)];
    let all = lines(&rows, &terms("union", LATER));
    assert_eq!(all.iter().map(|line| line.days).sum::<i64>(), 365);
    assert_eq!((all[0].in_time, all[0].reason), (Some(false), Reason::AfterSpan));
    assert_eq!(all.iter().map(|line| line.amounts.parts[1]).sum::<i64>(), 0);
}

#[test]
fn a_loan_repaid_the_same_day_has_no_days_and_one_repaid_on_the_due_date_is_in_time() {
    let line = &lines(&example(JUNE), &terms("mp", LATER))[0];
    assert_eq!((line.days, line.claimed(), line.in_time), (0, 0, Some(true)));
    let line = &lines(&example(DUE), &terms("mp", LATER))[0];
    assert_eq!((line.days, line.in_time, line.amounts.farmer), (286, Some(true), 0));
    assert_eq!(lines(&example(date(2026, 3, 29)), &terms("mp", LATER))[0].in_time, Some(false));
}

#[test]
fn a_due_date_on_a_holiday_is_kept_or_moved_as_the_office_says() {
    // 28 March 2026 is a Saturday.
    let rows = example(date(2026, 3, 30));
    assert_eq!(lines(&rows, &terms("union", LATER))[0].in_time, Some(false));
    let mut moved = terms("union", LATER);
    moved.calendar = Some(Calendar::new([Weekday::Saturday, Weekday::Sunday], []));
    let line = &lines(&rows, &moved)[0];
    assert_eq!((line.due, line.in_time, line.days), (Some(date(2026, 3, 30)), Some(true), 288));
}

#[test]
fn a_part_repaid_late_loses_the_incentive_of_all_or_of_that_part() {
    let rows = [
        row("1", JUNE, 100_000).due(DUE),
        repayment("1", date(2026, 3, 20), 60_000),
        repayment("1", date(2026, 4, 20), 40_000),
    ];
    let line = &lines(&rows, &terms("union", LATER))[0];
    assert_eq!((line.amounts.parts[1], line.reason), (0, Reason::PartLate));
    let mut share = terms("union", LATER);
    share.share = true;
    // 60,000 for 278 days at 3 %: 1,370.958…
    assert_eq!(lines(&rows, &share)[0].amounts.parts[1], 137_096);
}

#[test]
fn a_drawal_after_the_cap_is_used_has_nothing_and_crop_goes_before_allied() {
    let allied = |account: &str, rupees| {
        row(account, date(2025, 6, 1), rupees).farmer("f").due(DUE).with("purpose", Value::text("allied"))
    };
    let crop = |account: &str, on, rupees| row(account, on, rupees).farmer("f").due(DUE);
    let all = lines(&[crop("1", JUNE, 300_000), crop("2", date(2025, 7, 1), 50_000)], &terms("union", DUE));
    assert_eq!((all[1].eligible, all[1].reason, all[1].claimed()), (0, Reason::OverCap, 0));
    assert!(all[1].product > 0);
    // Allied is older and yet uses what crop leaves, and never more than two lakh.
    let all = lines(&[allied("1", 250_000), crop("2", date(2025, 6, 1), 50_000)], &terms("union", DUE));
    let days = all[0].days;
    assert_eq!((all[0].eligible, all[1].eligible), (20_000_000 * days, 5_000_000 * days));
    let all = lines(&[allied("1", 250_000), crop("2", date(2025, 6, 1), 150_000)], &terms("union", DUE));
    assert_eq!((all[0].eligible, all[1].eligible), (15_000_000 * days, 15_000_000 * days));
}

#[test]
fn the_limit_is_one_for_a_farmer_with_two_lenders_and_by_account_without_a_key() {
    let other = |row: Row| row.with("pacs", Value::Empty).with("bank", Value::text("एक बैंक"));
    let two = [row("1", JUNE, 200_000).due(DUE).farmer("f"), other(row("1", JUNE, 200_000).due(DUE).farmer("f"))];
    let (all, findings) = computed(&two, &terms("union", DUE));
    assert_eq!(all.iter().map(|line| line.eligible).sum::<i64>(), 30_000_000 * 286);
    assert!(findings.is_empty(), "{findings:?}");
    let unknown = two.map(|row| row.without("identity_no").with("aadhaar", Value::Bool(true)));
    let (all, findings) = computed(&unknown, &terms("union", DUE));
    assert_eq!(all.iter().map(|line| line.eligible).sum::<i64>(), 40_000_000 * 286);
    assert_eq!(codes(&findings), ["SUB-008"]);
}

#[test]
fn death_transfer_renewal_and_conversion_end_a_drawal_without_the_incentive() {
    let middle = date(2025, 12, 1);
    for (event, reason) in [("death", Reason::Transferred), ("transfer", Reason::Transferred)] {
        let rows = [row("1", JUNE, 1000).due(DUE), row("1", middle, 0).event(event)];
        let line = &lines(&rows, &terms("union", LATER))[0];
        assert_eq!((line.days, line.reason, line.amounts.parts[1]), (169, reason, 0), "{event}");
    }
    let renewed = [row("1", JUNE, 1000).due(DUE), row("1", middle, 0).event("renewal").due(date(2026, 11, 30))];
    let all = lines(&renewed, &terms("union", date(2026, 12, 31)));
    assert_eq!((all[0].days, all[0].reason), (169, Reason::Renewed));
    assert_eq!(all[1..].iter().map(|line| line.days).sum::<i64>(), 364, "the span begins anew");
    assert_eq!((all[1].amount, all[1].reason), (100_000, Reason::Late));
    let converted = [row("1", JUNE, 1000).due(DUE), row("1", middle, 0).event("conversion").due(date(2028, 12, 1))];
    let all = lines(&converted, &terms("union", date(2027, 12, 31)));
    assert_eq!(all[1..].iter().map(|line| line.days).sum::<i64>(), 365, "the first year");
    assert_eq!((all[1].reason, all[1].amounts.parts[1]), (Reason::Converted, 0));
}

#[test]
fn a_renewal_is_no_drawal_where_the_year_does_not_say_so() {
    let rows = [
        row("1", date(2024, 6, 15), 1000).due(date(2025, 3, 28)),
        row("1", date(2024, 12, 1), 0).event("renewal").due(date(2025, 11, 30)),
    ];
    let (all, findings) = computed(&rows, &terms("union", date(2025, 12, 31)));
    assert_eq!((all.len(), all[0].days), (1, 286));
    assert_eq!(codes(&findings), ["SUB-010"]);
}

#[test]
fn a_loan_across_the_end_of_march_is_split_with_the_same_total() {
    let rows = [row("1", date(2025, 11, 1), 100_003)
        .with("purpose", Value::text("crop_rabi"))
        .due(date(2026, 6, 15))
        .repaid(date(2026, 6, 10), 100_003)];
    let all = lines(&rows, &terms("mp", LATER));
    assert_eq!(
        all.iter().map(|line| (line.fy.to_string(), line.days)).collect::<Vec<_>>(),
        [("2025-26".to_owned(), 151), ("2026-27".to_owned(), 70)]
    );
    let whole: i64 = all.iter().map(|line| line.eligible).sum();
    let once = |rate: i64| (whole * rate * 2 + 3_650_000) / 7_300_000;
    for (part, rate) in [(0, 150), (1, 300), (2, 150)] {
        assert_eq!(all.iter().map(|line| line.amounts.parts[part]).sum::<i64>(), once(rate));
    }
    assert_eq!(all.iter().map(Line::claimed).sum::<i64>(), once(1000));
}

#[test]
fn what_is_not_due_yet_earns_the_general_parts_now_and_the_others_later() {
    let rows = example(date(2026, 3, 20));
    let half = lines(&rows, &terms("mp", date(2025, 9, 30)));
    assert_eq!((half[0].days, half[0].in_time, half[0].reason), (108, None, Reason::NotYetDue));
    assert_eq!(half[0].amounts.parts, [44_384, 0, 44_384, 0]);
    let loans = loans(&rows);
    let full = lines(&rows, &terms("mp", date(2026, 3, 31)));
    let mut earlier = Earlier::default();
    let claim = load_list(&Files::embedded(), CLAIM).unwrap();
    let key = LineKey::of(&loans, &half[0]);
    let mut facts: Facts = vec![
        (claim.field_no("claim_key").unwrap(), Value::text(key.to_string())),
        (claim.field_no("claim_fy").unwrap(), Value::text("2025-26")),
    ];
    for part in Part::ALL {
        facts.push((claim.field_no(part.key()).unwrap(), Value::Money(Paise(half[0].amounts.parts[part as usize]))));
    }
    earlier.add(&claim, &facts).unwrap();
    let now = ClaimRow::of(&loans, &full[0], &earlier);
    assert_eq!((now.before(), now.balance()), (88_768, 761_644 - 88_768));
    // Claimed whole before: nothing is left, whatever is read twice.
    assert_eq!(earlier.gone(&loans, &full), (0, 0));
    assert_eq!(earlier.gone(&loans, &[]), (1, 88_768));
}

#[test]
fn a_faulty_row_leaves_its_account_unclaimed_and_is_told_with_all_others_in_one_pass() {
    let rows = [
        row("1", JUNE, 1000).due(DUE),
        row("1", JUNE, -50).due(DUE),
        repayment("2", JUNE, 100),
        row("2", date(2025, 7, 1), 1000).due(DUE),
        row("3", JUNE, 1000).due(date(2025, 6, 1)),
        row("4", JUNE, 1000),
        row("5", JUNE, 1000).due(DUE).with("repaid_amount", Value::Money(Paise(100))),
        row("6", JUNE, 1000).due(DUE).farmer("a"),
        row("6", date(2025, 7, 1), 1000).due(DUE).farmer("b"),
    ];
    let (all, findings) = computed(&rows, &terms("union", LATER));
    assert!(all.iter().all(|line| line.claimed() == 0 && line.reason.refuses()), "{all:?}");
    let mut seen = codes(&findings);
    seen.sort_unstable();
    assert_eq!(seen, ["SUB-001", "SUB-002", "SUB-004", "SUB-005", "SUB-007", "SUB-018"]);
}

#[test]
fn doubtful_rows_are_told_and_computed() {
    let rows = [
        row("1", JUNE, 1000).due(DUE).with("sanctioned_limit", Value::Money(Paise(90_000))),
        row("2", JUNE, 1000).due(DUE).with("repaid_on", Value::Date(date(2026, 3, 1))),
        row("3", JUNE, 1000).due(DUE).repaid(date(2026, 3, 1), 1001),
        row("4", JUNE, 1000).due(DUE),
        row("4", JUNE, 1000).due(DUE),
    ];
    let (all, findings) = computed(&rows, &terms("union", LATER));
    assert!(all.iter().all(|line| line.claimed() > 0));
    let mut seen = codes(&findings);
    seen.sort_unstable();
    assert_eq!(seen, ["SUB-003", "SUB-006", "SUB-013", "SUB-017"]);
    assert_eq!(all[1].repaid, 100_000, "without an amount the whole drawal is taken as repaid");
}

#[test]
fn what_the_scheme_does_not_cover_is_refused_with_its_reason() {
    let plain = || row("1", JUNE, 1000).due(DUE);
    for (changed, reason) in [
        (plain().without("identity_no"), Reason::NoAadhaar),
        (plain().with("aadhaar", Value::Bool(false)), Reason::NoAadhaar),
        (plain().without("own_funds"), Reason::FundsUntold),
        (plain().with("own_funds", Value::Bool(false)), Reason::NotOwnFunds),
        (plain().without("purpose"), Reason::PurposeUntold),
        (plain().with("purpose", Value::text("outside")), Reason::OutsidePurpose),
        (plain().with("event_on", Value::Date(date(2020, 6, 15))).due(date(2021, 3, 28)), Reason::NoRates),
        (plain().with("purpose", Value::text("post_harvest")), Reason::NotSmall),
        (plain().without("due_on"), Reason::NoDueDate),
    ] {
        let line = &lines(&[changed], &terms("union", LATER))[0];
        assert_eq!((line.reason, line.claimed()), (reason, 0));
    }
    let small = plain().with("purpose", Value::text("post_harvest")).with("farmer_class", Value::text("small"));
    assert_eq!(lines(&[small], &terms("union", LATER))[0].days, 183, "six months after the harvest");
}

#[test]
fn a_leap_day_is_a_day_and_the_year_has_the_days_of_the_setting() {
    let rows = [row("1", date(2024, 2, 1), 36_500).due(date(2024, 3, 31)).repaid(date(2024, 3, 1), 36_500)];
    let upto = date(2024, 3, 31);
    let line = &lines(&rows, &terms("union", upto))[0];
    assert_eq!((line.days, line.amounts.interest), (29, 20_300));
    let line = &lines(&rows, &terms("union", upto).with_basis(366).unwrap())[0];
    // 36,500 × 29 × 7 ÷ 36,600 = 202.445…
    assert_eq!((line.days, line.amounts.interest), (29, 20_245));
    assert_eq!(terms("union", upto).with_basis(364).unwrap_err(), NoBasis(364));
    // From the leap day a year ends on the last of February.
    let rows = [row("1", date(2024, 2, 29), 100).due(date(2025, 6, 1))];
    assert_eq!(lines(&rows, &terms("union", LATER)).iter().map(|line| line.days).sum::<i64>(), 365);
}

#[test]
fn the_due_date_of_an_order_holds_and_a_later_order_changes_what_is_claimed() {
    let rows = [row("1", JUNE, 100_000).due(date(2026, 3, 15)).repaid(date(2026, 4, 20), 100_000)];
    let mut mp = terms("mp", LATER);
    let (all, findings) = computed(&rows, &mp);
    assert_eq!((all[0].due, all[0].in_time), (Some(DUE), Some(false)));
    assert_eq!(codes(&findings), ["SUB-009"]);
    mp.due_by_order = false;
    assert_eq!(lines(&rows, &mp)[0].due, Some(date(2026, 3, 15)));
    let mut scheme = Scheme::load(&Files::embedded(), "mp").unwrap();
    let order = "[[due]]\npurpose = \"crop_kharif\"\nfy = \"2025-26\"\non = 2026-04-27\nordered_on = 2026-03-25\nsource = \"order\"";
    scheme.add_own(order).unwrap();
    let after = &lines(&rows, &Terms::new(scheme.clone(), date(2026, 3, 25), LATER))[0];
    assert_eq!((after.in_time, after.amounts.farmer), (Some(true), 0));
    let before = &lines(&rows, &Terms::new(scheme, date(2026, 3, 24), LATER))[0];
    assert_eq!(before.in_time, Some(false));
}

#[test]
fn lines_in_rupees_are_rounded_half_up_and_still_make_the_interest() {
    let mut rupees = terms("mp", LATER);
    rupees.rupees = true;
    let line = &lines(&example(date(2026, 3, 20)), &rupees)[0];
    assert_eq!((line.amounts.interest, line.amounts.parts), (761_600, [114_200, 228_500, 114_200, 304_700]));
    let share = super::share::share(&[], &rupees.scheme, 365, true);
    assert!(share.is_empty());
}

#[test]
fn a_farmer_is_told_once_with_the_next_due_date() {
    let rows = [
        row("1", JUNE, 100_000).due(DUE).repaid(date(2025, 12, 1), 100_000).farmer("f"),
        row("2", date(2025, 7, 1), 100_000).due(DUE).farmer("f"),
        row("3", JUNE, 1000).due(DUE).without("own_funds"),
    ];
    let at = terms("mp", date(2026, 1, 31));
    let loans = loans(&rows);
    let all = lines(&rows, &at);
    let told = notes(&loans, &all, &at);
    assert_eq!(told.len(), 2);
    assert_eq!((told[0].outcome, told[0].due), (Outcome::Due, Some(DUE)));
    assert_eq!(told[0].saved, all[0].claimed() + all[1].claimed());
    // 7 % of 1,00,000 for 215 days.
    assert_eq!(told[0].at_stake, 412_328);
    assert_eq!(told[1].outcome, Outcome::Refused(Reason::FundsUntold));
}

prop_compose! {
    fn some_row()(
        account in 0..4_u8, farmer in 0..2_u8, day in 0..300_i32, amount in 1..400_000_i64, due in 30..500_i32,
        event in 0..6_u8, repaid in proptest::option::of(0..400_i32), allied: bool, plain in 0..9_u8,
    ) -> Row {
        let from = date(2025, 4, 1);
        let on = |days: i32| from.checked_add(jiff::Span::new().days(days)).unwrap();
        let made = row(&account.to_string(), on(day), amount).due(on(day + due)).farmer(&(farmer + account / 2).to_string());
        let made = match event {
            0 | 1 => made.event("repayment"),
            2 if plain == 0 => made.event("renewal"),
            _ => made.with("purpose", Value::text(if allied { "allied" } else { "crop_rabi" })),
        };
        match repaid {
            Some(days) if event > 2 => made.repaid(on(day + days), amount),
            _ => made,
        }
    }
}

/// What a line says, without the place of its row.
fn content(line: &Line, loans: &Loans) -> String {
    let account = &loans.accounts[line.account as usize];
    format!(
        "{} {:?}",
        loans.texts_of(account).account,
        (
            line.drawal,
            line.on,
            line.amount,
            line.fy,
            line.days,
            line.product,
            line.eligible,
            &line.amounts,
            line.in_time,
        )
    )
}

proptest! {
    #![proptest_config(crate::random_cases::cases(200))]

    #[test]
    fn the_order_of_rows_changes_nothing(rows in prop::collection::vec(some_row(), 1..12), turn in 0..12_usize) {
        let at = terms("union", date(2026, 9, 30));
        let mut turned = rows.clone();
        turned.rotate_left(turn % rows.len());
        turned.reverse();
        let told = |rows: &[Row]| {
            let mut loans = loans(rows);
            let all = compute(&mut loans, &at, &mut |_| {});
            all.lines.iter().map(|line| content(line, &loans)).collect::<Vec<_>>()
        };
        prop_assert_eq!(told(&rows), told(&turned));
    }

    #[test]
    fn pieces_make_the_whole_and_nothing_is_negative(
        rows in prop::collection::vec(some_row(), 1..12), rupees: bool, mp: bool, share: bool,
    ) {
        let mut at = terms(if mp { "mp" } else { "union" }, date(2026, 9, 30));
        (at.rupees, at.share) = (rupees, share);
        let all = lines(&rows, &at);
        for line in &all {
            let borne: i64 = at.scheme.of_interest.iter().map(|part| line.amounts.parts[*part as usize]).sum();
            prop_assert_eq!(borne + line.amounts.farmer, line.amounts.interest);
            prop_assert!(line.amounts.parts.iter().all(|part| *part >= 0) && line.amounts.farmer >= 0, "{:?}", line);
            prop_assert!(line.eligible <= line.product && line.days >= 0);
            prop_assert!(!mp || line.in_time != Some(true) || line.amounts.farmer == 0);
        }
        // Of each account, every part but the balancing one is the sum of its products divided once.
        if !rupees {
            let accounts: std::collections::BTreeSet<u32> = all.iter().map(|line| line.account).collect();
            for account in accounts {
                let own: Vec<&Line> = all.iter().filter(|line| line.account == account).collect();
                let sum: i128 = own.iter().map(|line| i128::from(line.eligible) * i128::from(
                    if line.reason.refuses() { 0 } else { at.rates(line.on).map_or(0, |rates| rates.interest) },
                )).sum();
                let once = (sum * 2 + 3_650_000) / 7_300_000;
                prop_assert_eq!(i128::from(own.iter().map(|line| line.amounts.interest).sum::<i64>()), once);
            }
        }
    }

    #[test]
    fn nobody_has_more_under_the_limit_than_the_limit(rows in prop::collection::vec(some_row(), 1..12)) {
        let at = terms("union", date(2026, 9, 30));
        for account in 0..loans(&rows).accounts.len() {
            let explained = explain(&mut loans(&rows), &at, u32::try_from(account).unwrap());
            for segment in explained.segments {
                prop_assert!(segment.eligible + segment.elsewhere <= 30_000_000 && segment.eligible <= segment.balance);
            }
        }
    }

    #[test]
    fn a_year_and_the_rest_are_the_whole(rows in prop::collection::vec(some_row(), 1..8)) {
        // What is claimed up to the end of March is never more than what is claimed of that year in the end.
        let march = lines(&rows, &terms("union", date(2026, 3, 31)));
        let in_the_end = lines(&rows, &terms("union", date(2026, 9, 30)));
        let fy: CooperativeYear = "2025-26".parse().unwrap();
        let of = |all: &[Line]| all.iter().filter(|line| line.fy == fy).map(|line| line.eligible).sum::<i64>();
        let faulty = |all: &[Line]| all.iter().any(|line| line.reason == Reason::Faulty);
        prop_assume!(!faulty(&in_the_end) && !faulty(&march));
        prop_assert_eq!(of(&march), of(&in_the_end));
    }
}
