//! Documents held against what is asked, against what the returns say, and against the files that lie there.

use super::{Facts, Lodged, Need, need};
use crate::{
    branches::returns::About,
    catalogue::{AskedDocument, ReturnDocument, ReturnDocuments, Statutes},
    model::{CooperativeYear, Finding, Findings, Language, Locus, Severity, Value},
};
use std::collections::{BTreeMap, BTreeSet};

/// What a fingerprint's file is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum File {
    /// As it was lodged.
    Right,
    /// Not there.
    Missing,
    /// It holds something else.
    Altered(String),
}

/// What came of a check.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Everything found, society by society.
    pub findings: Findings,
    /// Societies that owe a return.
    pub societies: u64,
    /// Those of which nothing asked is lacking.
    pub complete: u64,
    /// Documents lodged and standing.
    pub documents: u64,
    /// Documents of which it cannot be told whether they are asked.
    pub untold: u64,
}

/// A document that is asked and does not lie there.
pub struct Lacking<'a> {
    /// Whose.
    pub society: &'a str,
    /// Which.
    pub kind: &'a ReturnDocument,
    /// By its own law, or for comparison.
    pub need: Need,
    /// By what.
    pub asked: &'a AskedDocument,
}

/// Every document asked of those who owe a return, and lodged by none; and of how many it cannot be told.
pub fn lacking<'a>(
    kinds: &'a ReturnDocuments,
    statutes: &Statutes,
    societies: &BTreeMap<String, About>,
    owing: &'a [String],
    facts: &BTreeMap<String, Facts>,
    lodged: &[Lodged],
) -> (Vec<Lacking<'a>>, u64) {
    let lies = standing(lodged);
    let (mut found, mut untold) = (Vec::new(), 0);
    for society in owing {
        let Some(about) = societies.get(society) else { continue };
        for kind in &kinds.0 {
            let (need, asked) = need(kind, about, statutes, facts.get(society));
            if lies.contains(&(society.as_str(), kind.code.as_str())) {
                continue;
            }
            untold += u64::from(need == Need::Untold);
            if let Some(asked) = asked.filter(|_| need.is_asked()) {
                found.push(Lacking { society, kind, need, asked });
            }
        }
    }
    (found, untold)
}

/// Society and kind of every document that stands.
fn standing(lodged: &[Lodged]) -> BTreeSet<(&str, &str)> {
    let stands = lodged.iter().filter(|one| one.struck_on.is_none());
    stands.map(|one| (one.society.as_str(), one.kind.as_str())).collect()
}

/// Checks a year: what is lacking, what the returns say otherwise, which files are not what was lodged.
pub fn check(
    kinds: &ReturnDocuments,
    statutes: &Statutes,
    societies: &BTreeMap<String, About>,
    (fy, owing, facts): (CooperativeYear, &[String], &BTreeMap<String, Facts>),
    lodged: &[Lodged],
    file: &mut dyn FnMut(&str) -> File,
) -> Checked {
    let mut checked = Checked { societies: owing.len() as u64, ..Checked::default() };
    let place = |society: &str, fy: &str, kind: &str| Locus {
        society: Some(society.to_owned()),
        fy: Some(fy.to_owned()),
        field: Some(kind.to_owned()),
        ..Locus::default()
    };
    let told = |code: &str, severity, at: Locus, kind: &ReturnDocument| {
        Finding::new(code, severity, at).with("kind", &kind.label.en).with("kind_hi", &kind.label.hi)
    };
    let fy = fy.to_string();
    let lies = standing(lodged);
    // What the return calls attached is told once: as that, not also as lacking.
    let mut said_attached = BTreeSet::new();
    for (society, facts) in facts {
        for kind in &kinds.0 {
            let Some(field) = &kind.field else { continue };
            let lies = lies.contains(&(society.as_str(), kind.code.as_str()));
            let at = || place(society, &fy, &kind.code);
            match (facts.get(field), lies) {
                (Some(Value::Bool(true)), false) => {
                    said_attached.insert((society.as_str(), kind.code.as_str()));
                    checked.findings.push(told("DOC-002", Severity::Error, at(), kind).with("field", field));
                }
                (Some(Value::Bool(false)), true) => {
                    checked.findings.push(told("DOC-003", Severity::Warning, at(), kind).with("field", field));
                }
                _ => {}
            }
        }
    }
    let (lacks, untold) = lacking(kinds, statutes, societies, owing, facts, lodged);
    let incomplete: BTreeSet<&str> = lacks.iter().map(|one| one.society).collect();
    (checked.complete, checked.untold) = ((owing.len() - incomplete.len()) as u64, untold);
    for one in lacks {
        let society = one.society;
        if said_attached.contains(&(society, one.kind.code.as_str())) {
            continue;
        }
        let severity = if one.need == Need::Required { Severity::Error } else { Severity::Warning };
        let act = societies.get(society).map_or("", |about| about.whom.act.as_str());
        let origin = |language| one.asked.origin(statutes, act, language);
        let finding = told("DOC-001", severity, place(society, &fy, &one.kind.code), one.kind);
        checked.findings.push(finding.with("basis", origin(Language::En)).with("basis_hi", origin(Language::Hi)));
    }
    let mut files: BTreeMap<&str, File> = BTreeMap::new();
    for one in lodged.iter().filter(|one| one.struck_on.is_none()) {
        checked.documents += 1;
        let at = place(&one.society, &one.fy, &one.kind);
        if !facts.contains_key(&one.society) {
            checked.findings.push(Finding::new("DOC-006", Severity::Info, at.clone()).with("fy", &one.fy));
        }
        match files.entry(&one.sha256).or_insert_with(|| file(&one.sha256)) {
            File::Right => {}
            File::Missing => {
                checked.findings.push(Finding::new("DOC-004", Severity::Error, at).with("sha256", &one.sha256));
            }
            File::Altered(now) => {
                let finding = Finding::new("DOC-005", Severity::Error, at).with("sha256", &one.sha256);
                checked.findings.push(finding.with("now", now));
            }
        }
    }
    let key = |finding: &Finding| {
        let place = &finding.place;
        let society = place.society.clone().unwrap_or_default();
        (society.len(), society, finding.code.clone(), place.field.clone())
    };
    checked.findings.sort_by_cached_key(key);
    checked
}
