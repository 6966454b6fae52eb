//! FIL-009: the year reported runs from 1 April to the 31 March that follows it.

use crate::{
    model::CooperativeYear,
    rules::{NativeRow, NativeRule},
};

/// The rule.
pub const RULE: NativeRule = NativeRule { code: "FIL-009", check };

fn check(filed: &NativeRow<'_>) -> Option<bool> {
    let (start, end) = (filed.date("fy_start")?, filed.date("fy_end")?);
    let year = CooperativeYear::containing(start);
    Some(year.is_some_and(|year| (year.start(), year.end()) == (start, end)))
}
