//! Every panchayat counted once: covered, doubtful or uncovered. The three are all of them.

use super::{
    judge::{Evidence, Society, Verdict, Why, judge},
    places::{Gazetteer, Panchayat},
    words::AreaWords,
};
use std::collections::BTreeMap;

/// How a panchayat stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// A society covers it.
    Covered,
    /// One may.
    Doubtful,
    /// None does.
    #[default]
    Uncovered,
}

impl Standing {
    /// As JSON and CSV have it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Covered => "covered",
            Self::Doubtful => "doubtful",
            Self::Uncovered => "uncovered",
        }
    }
}

/// A decision that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Place of the society in the list.
    pub society: usize,
    /// What it comes to.
    pub verdict: Verdict,
    /// Why.
    pub why: Why,
    /// The words that decided.
    pub phrase: String,
}

/// A panchayat with what speaks for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stands {
    /// How it stands.
    pub standing: Standing,
    /// The decisions kept: the first that covers, or the first few that may.
    pub kept: Vec<Kept>,
    /// Societies that cover it.
    pub covering: usize,
    /// Societies that may.
    pub doubtful: usize,
}

/// The outcome.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// One for each panchayat, in the order of the list.
    pub stands: Vec<Stands>,
    /// Societies that were looked at.
    pub societies: usize,
    /// Of them those that led to no panchayat: no area, or none of its names known.
    pub unplaced: Vec<usize>,
}

/// Three counts and their sum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All panchayats.
    pub all: u64,
    /// Covered.
    pub covered: u64,
    /// Doubtful.
    pub doubtful: u64,
    /// Uncovered.
    pub uncovered: u64,
}

impl Counts {
    fn add(&mut self, standing: Standing) {
        self.all += 1;
        *match standing {
            Standing::Covered => &mut self.covered,
            Standing::Doubtful => &mut self.doubtful,
            Standing::Uncovered => &mut self.uncovered,
        } += 1;
    }
    /// Are the three all of them?
    pub fn closes(&self) -> bool {
        self.covered + self.doubtful + self.uncovered == self.all
    }
}

/// A list of the decisions on a panchayat that may cover it; beyond these only their number is kept.
const MOST_KEPT: usize = 3;

/// Judges all societies. Linear in societies and panchayats, but for wholes, which touch each panchayat of theirs.
pub fn tally(gazetteer: &mut Gazetteer, words: &AreaWords, societies: &[Society]) -> Tally {
    let mut tally =
        Tally { stands: vec![Stands::default(); gazetteer.all.len()], societies: societies.len(), ..Tally::default() };
    for (at, society) in societies.iter().enumerate() {
        let stands = &mut tally.stands;
        let placed = judge(gazetteer, words, society, &mut |evidence| {
            if let Some(one) = stands.get_mut(evidence.panchayat) {
                one.add(at, &evidence);
            }
        });
        if !placed && society.stands {
            tally.unplaced.push(at);
        }
    }
    tally
}

impl Stands {
    fn add(&mut self, society: usize, evidence: &Evidence<'_>) {
        let keep = |kept: &mut Vec<Kept>| {
            let Evidence { verdict, why, phrase, .. } = *evidence;
            kept.push(Kept { society, verdict, why, phrase: phrase.to_owned() });
        };
        match evidence.verdict {
            Verdict::Covers => {
                self.covering += 1;
                if self.standing != Standing::Covered {
                    self.standing = Standing::Covered;
                    self.kept.clear();
                    keep(&mut self.kept);
                }
            }
            Verdict::Doubtful => {
                self.doubtful += 1;
                if self.standing != Standing::Covered {
                    self.standing = Standing::Doubtful;
                    if self.kept.len() < MOST_KEPT {
                        keep(&mut self.kept);
                    }
                }
            }
            Verdict::Excepted | Verdict::Gone => {}
        }
    }
}

impl Tally {
    /// Counts by a key of the panchayat.
    pub fn by<K: Ord>(&self, all: &[Panchayat], key: impl Fn(&Panchayat) -> K) -> BTreeMap<K, Counts> {
        let mut counts: BTreeMap<K, Counts> = BTreeMap::new();
        for (panchayat, stands) in all.iter().zip(&self.stands) {
            counts.entry(key(panchayat)).or_default().add(stands.standing);
        }
        counts
    }
    /// Counts of all.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        self.stands.iter().for_each(|stands| counts.add(stands.standing));
        counts
    }
}
