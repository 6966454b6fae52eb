//! How many members there are of each kind, sex and category.

use super::roll::Standing;
use std::collections::BTreeMap;

/// A count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The field counted by.
    pub by: &'static str,
    /// Its code; empty where nothing is recorded.
    pub code: String,
    /// How many.
    pub count: usize,
}

/// Counts of a roll, field by field, in the order of codes.
pub fn counts(roll: &[Standing<'_>]) -> Vec<Count> {
    let mut all = Vec::new();
    for by in ["kind", "sex", "category"] {
        let mut found: BTreeMap<&str, usize> = BTreeMap::new();
        for Standing { member, .. } in roll {
            let code = match by {
                "kind" => &member.kind,
                "sex" => &member.sex,
                _ => &member.category,
            };
            *found.entry(code).or_default() += 1;
        }
        all.extend(found.into_iter().map(|(code, count)| Count { by, code: code.to_owned(), count }));
    }
    all
}
