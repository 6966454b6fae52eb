//! How many random cases a property is tried on: few every day, many at night (`.ci/deep`).

use proptest::test_runner::Config;

/// `few` cases, times what the variable `COOP_CASES_TIMES` says; a failing case is printed, not kept in a file.
pub(crate) fn cases(few: u32) -> Config {
    let times = std::env::var("COOP_CASES_TIMES").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    let cases = few.saturating_mul(times);
    Config {
        cases,
        // As many cases may be passed over as are tried: some properties hold of one case in two.
        max_global_rejects: cases.saturating_add(1024),
        max_shrink_iters: 2000,
        failure_persistence: None,
        ..Config::default()
    }
}
