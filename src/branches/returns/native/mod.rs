//! Rules that no formula can say; each has an entry of the same code in `catalogue/rules/returns`.

mod year_reported;

use crate::rules::NativeRule;

/// All of them.
pub const ALL: &[NativeRule] = &[year_reported::RULE];
