//! What each entry of a subject stands for, once batches were undone.
//!
//! An entry superseded never comes back by itself. So an undo supersedes each entry of its batch once more, by one
//! that states again what the batch had corrected: a stand-in. Where there was nothing, it states nothing.
//!
//! Among entries of one day the later one counts, and a stand-in is entered later than what it stands for. So whatever
//! ruled over that on its day is stated again after it, in the old order: the order of standing entries of a day is
//! always the order of what they stand for.

use crate::model::{Entry, EntryNo, NewEntry, Subject};
use std::collections::{BTreeMap, BTreeSet};

/// The entries of one subject, each with the entry it stands for.
pub(super) struct Subjects<'e> {
    entries: &'e [Entry],
    /// For each entry the one it stands for: itself, or, on a day that undid a batch, an earlier one or none.
    origin: BTreeMap<EntryNo, Option<&'e Entry>>,
    superseded: BTreeSet<EntryNo>,
}

fn is_of(entry: &Entry, batch: &str) -> bool {
    entry.source.as_ref().is_some_and(|source| source.batch == batch)
}

/// A standing entry and what is to stand in its place without a batch.
struct Place<'e> {
    entry: &'e Entry,
    place: Option<&'e Entry>,
    of_batch: bool,
}

impl<'e> Place<'e> {
    /// What is to stand, if it states something.
    fn stated(&self) -> Option<&'e Entry> {
        self.place.filter(|place| place.groups != 0)
    }
}

impl<'e> Subjects<'e> {
    /// `entries` of one office in order of number; `undone_on`: day → batch undone then.
    pub(super) fn new(entries: &'e [Entry], undone_on: &BTreeMap<i64, String>) -> Self {
        let mut all = Self {
            entries,
            origin: BTreeMap::new(),
            superseded: entries.iter().filter_map(|entry| entry.supersedes).collect(),
        };
        for entry in entries {
            let origin = match (undone_on.get(&entry.day_no), entry.supersedes) {
                (Some(undone), Some(no)) => all.without(all.origin_of(no), undone),
                _ => Some(entry),
            };
            all.origin.insert(entry.no, origin);
        }
        all
    }

    fn origin_of(&self, no: EntryNo) -> Option<&'e Entry> {
        self.origin.get(&no).copied().flatten()
    }

    /// Back from what an entry stands for to what stood in its place before a batch.
    fn without(&self, origin: Option<&'e Entry>, batch: &str) -> Option<&'e Entry> {
        self.before(origin, batch).unwrap_or(origin)
    }

    /// For an entry of the batch: what the entry stood for whose place it took.
    fn before(&self, origin: Option<&'e Entry>, batch: &str) -> Option<Option<&'e Entry>> {
        let mut at = origin.filter(|entry| is_of(entry, batch))?;
        loop {
            let before = at.supersedes.filter(|no| *no < at.no);
            match before.and_then(|no| self.origin_of(no)) {
                Some(origin) if is_of(origin, batch) => at = origin,
                origin => return Some(origin),
            }
        }
    }

    /// Entries not superseded, each with what it stands for.
    fn standing(&self) -> impl Iterator<Item = (&'e Entry, Option<&'e Entry>)> {
        self.entries
            .iter()
            .filter(|entry| !self.superseded.contains(&entry.no))
            .map(|entry| (entry, self.origin_of(entry.no)))
    }

    /// Standing entries that were made after the batch and are not of it: those that state something, and strikes that
    /// struck out what came of the batch.
    pub(super) fn later_than(&self, batch: &str) -> Vec<&'e Entry> {
        let Some(first) = self.entries.iter().find(|entry| is_of(entry, batch)).map(|entry| entry.no) else {
            return Vec::new();
        };
        self.standing()
            .filter(|(_, origin)| {
                origin.is_some_and(|origin| {
                    self.age(origin) > first
                        && !is_of(origin, batch)
                        && (origin.groups != 0 || self.hits(origin, batch))
                })
            })
            .map(|(entry, _)| entry)
            .collect()
    }

    /// The number of what an entry says once more with some facts put right: a correction that keeps the row of the source is
    /// as old as what it corrects, and rests on nothing that came in between.
    fn age(&self, entry: &'e Entry) -> EntryNo {
        let mut at = entry;
        while at.source.is_some()
            && let Some(before) = at.supersedes.filter(|no| *no < at.no).and_then(|no| self.origin_of(no))
            && before.source == at.source
        {
            at = before;
        }
        at.no
    }

    /// Did an entry supersede one that stood for the batch, itself or through others?
    fn hits(&self, entry: &'e Entry, batch: &str) -> bool {
        let mut at = entry;
        while let Some(before) = at.supersedes.filter(|no| *no < at.no) {
            match self.origin_of(before) {
                Some(origin) if is_of(origin, batch) => return true,
                Some(origin) => at = origin,
                None => return false,
            }
        }
        false
    }

    /// What stands when the batch is gone: for each standing entry its place then.
    fn after(&self, batch: &str) -> Vec<Place<'e>> {
        self.standing()
            .map(|(entry, origin)| match self.before(origin, batch) {
                Some(place) => Place { entry, place, of_batch: true },
                None => Place { entry, place: origin, of_batch: false },
            })
            .collect()
    }

    /// Is nothing left of the subject without the batch?
    pub(super) fn gone_without(&self, batch: &str) -> bool {
        self.after(batch).iter().all(|place| place.stated().is_none())
    }

    /// The entries that undo the batch: each states the whole of what it brings back, or nothing.
    pub(super) fn strikes(&self, batch: &str) -> Vec<NewEntry> {
        let after = self.after(batch);
        let back: Vec<&Entry> = after.iter().filter(|place| place.of_batch).filter_map(Place::stated).collect();
        let ruled =
            |place: &Entry| back.iter().any(|back| back.effective_from == place.effective_from && back.no < place.no);
        let mut strikes: Vec<&Place<'_>> = after
            .iter()
            .filter(|place| match (place.of_batch, place.stated()) {
                // A strike of the batch that hit nothing but the batch itself may stay: it states nothing and stands for nothing.
                (true, _) => {
                    let itself = self.origin_of(place.entry.no).is_some_and(|origin| origin.no == place.entry.no);
                    !(place.entry.groups == 0 && place.place.is_none() && itself)
                }
                (false, stated) => stated.is_some_and(ruled),
            })
            .collect();
        strikes.sort_by_key(|place| place.stated().map(|stated| stated.no));
        strikes
            .into_iter()
            .map(|place| {
                let (entry, stated) = (place.entry, place.stated());
                NewEntry {
                    table: entry.table.clone(),
                    subject: Subject::Known(entry.subject.clone()),
                    effective_from: place.place.unwrap_or(entry).effective_from,
                    groups: stated.map_or(0, |stated| stated.groups),
                    facts: stated.map_or_else(Vec::new, |stated| stated.facts.clone()),
                    supersedes: Some(entry.no),
                    source: stated.and_then(|stated| stated.source.clone()),
                    as_written: stated.and_then(|stated| stated.as_written.clone()),
                    other: stated.and_then(|stated| stated.other.clone()),
                }
            })
            .collect()
    }
}
