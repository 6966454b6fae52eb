//! A sentence made far from its reader.

use serde::{Serialize, Serializer};
use std::fmt;

/// What a room has to say about a detail: an English pattern with `{name}` places, and what fills them.
///
/// `Display` gives the English sentence. Where a person reads it, the wording of the same pattern in
/// `catalogue/texts/phrases.toml` is filled instead, so that no room needs the catalogue to say what it found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The pattern, which is the key of the wordings too.
    pub pattern: &'static str,
    /// Named arguments.
    pub args: Vec<(String, String)>,
}

impl Remark {
    /// A remark without arguments.
    pub fn new(pattern: &'static str) -> Self {
        Self { pattern, args: Vec::new() }
    }
    /// The same with one more argument.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.args.push((name.into(), value.to_string()));
        self
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&fill(self.pattern, &self.args))
    }
}

/// In JSON the English sentence, whatever the reader's language: programs compare it.
impl Serialize for Remark {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// `{name}` replaced by its argument; a place without an argument stays as it is and is so noticed.
pub fn fill(pattern: &str, args: &[(String, String)]) -> String {
    let mut sentence = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        let (before, from_brace) = rest.split_at(open);
        sentence.push_str(before);
        let Some(close) = from_brace.find('}') else {
            rest = from_brace;
            break;
        };
        let name = &from_brace[1..close];
        match args.iter().find(|(key, _)| key == name) {
            Some((_, value)) => sentence.push_str(value),
            None => sentence.push_str(&from_brace[..=close]),
        }
        rest = &from_brace[close + 1..];
    }
    sentence.push_str(rest);
    sentence
}

/// The names of the `{name}` places of a pattern, each once, in order.
pub fn places(pattern: &str) -> Vec<&str> {
    let after_brace = pattern.split('{').skip(1);
    let mut names: Vec<&str> = after_brace.filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_fill_their_places_and_never_each_other() {
        let args = [("found".to_owned(), "{other}".to_owned()), ("other".to_owned(), "x".to_owned())];
        assert_eq!(fill("a {found} b {other} c {gone} d {", &args), "a {other} b x c {gone} d {");
        assert_eq!(places("a {found} b {other} {found} d {"), ["found", "other"]);
    }
}
