//! What differs between two laws, or two catalogues of rules.

use super::{LawOn, Rule, Rulebook};
use crate::model::Language;
use std::collections::BTreeSet;

/// One thing that is otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Code of a rule, or name of a figure.
    pub name: String,
    /// `figure`, or the key of the rule that differs; `rule` where it stands on one side only.
    pub part: &'static str,
    /// As it stands here; empty where it does not.
    pub here: String,
    /// As it stands there.
    pub there: String,
}

/// Figures in force under one law and under the other, then rules by code, part by part.
pub fn differences(
    (book, law): (&Rulebook, &LawOn),
    (other, other_law): (&Rulebook, &LawOn),
    language: Language,
) -> Vec<Difference> {
    let figure = |book: &Rulebook, law: &LawOn, name: &str| {
        book.figure(law, name).map(|figure| (figure.value, figure.written.clone(), figure.origin(language)))
    };
    let mut found = Vec::new();
    let names: BTreeSet<&str> = book.params.iter().chain(&other.params).map(|(name, _)| name.as_str()).collect();
    for name in names {
        let (here, there) = (figure(book, law, name), figure(other, other_law, name));
        if here.as_ref().map(|(value, ..)| value) == there.as_ref().map(|(value, ..)| value) {
            continue;
        }
        let told = |figure: Option<(i64, String, String)>| {
            figure.map_or_else(String::new, |(_, written, origin)| format!("{written} – {origin}"))
        };
        found.push(Difference { name: name.to_owned(), part: "figure", here: told(here), there: told(there) });
    }
    let codes: BTreeSet<&str> = book.rules.iter().chain(&other.rules).map(|rule| rule.code.as_str()).collect();
    for code in codes {
        match (book.rule(code), other.rule(code)) {
            (Some(here), Some(there)) => found.extend(parts(here, there, language)),
            (here, there) => {
                let title = |rule: Option<&Rule>| rule.map_or_else(String::new, |rule| rule.entry.title(language));
                found.push(Difference { name: code.to_owned(), part: "rule", here: title(here), there: title(there) });
            }
        }
    }
    found
}

fn parts(here: &Rule, there: &Rule, language: Language) -> Vec<Difference> {
    let written = |rule: &Rule| {
        let entry = &rule.entry;
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        [
            ("severity", format!("{:?}", entry.severity).to_lowercase()),
            ("applies", entry.applies.join(" ")),
            ("when", entry.when.as_deref().map(plain).unwrap_or_default()),
            ("check", plain(&entry.check)),
            ("field", entry.field.clone()),
            ("expected", entry.expected.as_deref().map(plain).unwrap_or_default()),
            ("basis", entry.basis.join(" ")),
            ("follows", entry.follows.join(" ")),
            ("name", entry.title(language)),
            ("message", entry.message.in_language(language).to_owned()),
        ]
    };
    let pairs = written(here).into_iter().zip(written(there)).filter(|(here, there)| here.1 != there.1);
    pairs
        .map(|((part, here_text), (_, there_text))| Difference {
            name: here.code.clone(),
            part,
            here: here_text,
            there: there_text,
        })
        .collect()
}
