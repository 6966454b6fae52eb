//! The list of a baseline: one line a finding, in order, so that the same findings make the same bytes.

use super::Baseline;
use crate::{
    branches::returns::Noted,
    model::{CooperativeYear, hex},
    register::RegisterError,
};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, btree_map::Entry};

/// First words of a list; the year follows.
const HEADING: &str = "coop findings 1";

/// What one finding is told from another by: society, year, rule, line, and every value the rule read. Another value is another
/// finding; another wording of the rule is not.
fn identity(noted: &Noted, society: &str) -> String {
    let place = &noted.finding.place;
    let (fy, field) = (place.fy.as_deref().unwrap_or_default(), place.field.as_deref().unwrap_or_default());
    let value = if noted.read.is_empty() { noted.value.as_str() } else { &noted.read };
    [society, fy, &noted.finding.code, field, value].map(escaped).join("\t")
}

/// Society, year, rule and line of an identity.
pub(super) fn head_of(identity: &str) -> &str {
    identity.rsplit_once('\t').map_or(identity, |(head, _)| head)
}

/// A text on one line without tabs.
fn escaped(text: &str) -> String {
    if !text.contains(['\\', '\t', '\n', '\r']) {
        return text.to_owned();
    }
    text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}

/// Identities of findings on returns on record, each once.
pub fn identities(findings: &[Noted]) -> BTreeSet<String> {
    findings.iter().map(|noted| identity(noted, noted.finding.place.society.as_deref().unwrap_or_default())).collect()
}

/// The list of a year as it is kept, and its SHA-256.
pub fn list_of(fy: CooperativeYear, identities: &BTreeSet<String>) -> (String, String) {
    let mut text = format!("{HEADING} {fy}\n");
    for line in identities {
        text.push_str(line);
        text.push('\n');
    }
    let sha256 = hex(&Sha256::digest(text.as_bytes()));
    (text, sha256)
}

/// The findings of a list, to be asked.
#[derive(Clone, Debug, Default)]
pub struct Known(pub(super) HashSet<Box<str>>);

impl Known {
    /// Reads a list; nothing where it is none of the year.
    pub fn read(text: &str, fy: CooperativeYear) -> Option<Self> {
        let mut lines = text.lines();
        (lines.next()? == format!("{HEADING} {fy}")).then(|| Self(lines.map(Box::from).collect()))
    }
}

/// What a baseline took out of a check.
#[derive(Clone, Debug, Default)]
pub struct TakenOut {
    /// Known findings, by rule.
    pub known: BTreeMap<String, u64>,
    /// Baselines they are in.
    pub baselines: Vec<Baseline>,
    /// Years without one: all of theirs counts as new.
    pub without: BTreeSet<CooperativeYear>,
}

impl TakenOut {
    /// How many are known.
    pub fn count(&self) -> u64 {
        self.known.values().sum()
    }
}

/// Takes the known findings out. `baseline` gives that of a year, asked once; `society` tells who a registration number is, asked once
/// each.
pub fn take_out<E: From<RegisterError>>(
    findings: &mut Vec<Noted>,
    baseline: &mut dyn FnMut(CooperativeYear) -> Result<Option<(Baseline, Known)>, E>,
    society: &mut dyn FnMut(&str) -> Result<Option<String>, RegisterError>,
) -> Result<TakenOut, E> {
    let mut taken = TakenOut::default();
    let mut years: BTreeMap<CooperativeYear, Option<Known>> = BTreeMap::new();
    let mut names: HashMap<String, String> = HashMap::new();
    let mut left = Vec::with_capacity(findings.len());
    for noted in findings.drain(..) {
        let place = &noted.finding.place;
        let year = place.fy.as_deref().and_then(|fy| fy.parse::<CooperativeYear>().ok());
        let (Some(fy), Some(named)) = (year, &place.society) else {
            left.push(noted);
            continue;
        };
        let known = match years.entry(fy) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => {
                let found = baseline(fy)?.map(|(baseline, known)| {
                    taken.baselines.push(baseline);
                    known
                });
                if found.is_none() {
                    taken.without.insert(fy);
                }
                free.insert(found)
            }
        };
        let Some(known) = known else {
            left.push(noted);
            continue;
        };
        if !names.contains_key(named) {
            let who = society(named)?.unwrap_or_else(|| named.clone());
            names.insert(named.clone(), who);
        }
        if known.0.contains(identity(&noted, &names[named]).as_str()) {
            *taken.known.entry(noted.finding.code).or_default() += 1;
        } else {
            left.push(noted);
        }
    }
    *findings = left;
    Ok(taken)
}
