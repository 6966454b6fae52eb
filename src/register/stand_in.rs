//! What each entry of a subject stands for, once batches were undone.
//!
//! An entry superseded never comes back by itself. So an undo supersedes each entry of its batch once more, by one
//! that states again what the batch had corrected: a stand-in. Where there was nothing, it states nothing.

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
    groups: u32,
    of_batch: bool,
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
        self.before(origin, batch).map_or(origin, |(_, origin)| origin)
    }

    /// For an entry of the batch: the mask of the entry it took the place of, and what that one stood for.
    fn before(&self, origin: Option<&'e Entry>, batch: &str) -> Option<(u32, Option<&'e Entry>)> {
        let mut at = origin.filter(|entry| is_of(entry, batch))?;
        loop {
            let before = at.supersedes.filter(|no| *no < at.no);
            let Some(before) = before.and_then(|no| self.entries.iter().find(|entry| entry.no == no)) else {
                return Some((0, None));
            };
            match self.origin_of(before.no) {
                Some(origin) if is_of(origin, batch) => at = origin,
                origin => return Some((before.groups, origin)),
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
                    origin.no > first && !is_of(origin, batch) && (origin.groups != 0 || self.hits(origin, batch))
                })
            })
            .map(|(entry, _)| entry)
            .collect()
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

    /// What stands when the batch is gone: for each standing entry its place then, and the groups it may state.
    fn after(&self, batch: &str) -> Vec<Place<'e>> {
        let shadowed = |by: &Entry, origin: &Entry| {
            if by.effective_from == origin.effective_from && by.no > origin.no { by.groups } else { 0 }
        };
        let of_batch: Vec<&Entry> =
            self.standing().filter_map(|(_, origin)| origin).filter(|origin| is_of(origin, batch)).collect();
        self.standing()
            .map(|(entry, origin)| match self.before(origin, batch) {
                Some((groups, place)) => Place { entry, place, groups, of_batch: true },
                None => {
                    // Groups a stand-in had to leave unsaid because an entry of this batch prevailed then.
                    let hidden = origin.filter(|origin| origin.no != entry.no).map_or(0, |origin| {
                        let older = of_batch.iter().filter(|by| by.no < entry.no);
                        older.fold(0, |mask, by| mask | shadowed(by, origin)) & origin.groups
                    });
                    Place { entry, place: origin, groups: entry.groups | hidden, of_batch: false }
                }
            })
            .collect()
    }

    /// Is nothing left of the subject without the batch?
    pub(super) fn gone_without(&self, batch: &str) -> bool {
        self.after(batch).iter().all(|place| place.groups == 0)
    }

    /// The entries that undo the batch. `group_of` tells the group of a field.
    pub(super) fn strikes(&self, batch: &str, group_of: impl Fn(u16) -> u8) -> Vec<NewEntry> {
        let after = self.after(batch);
        // Among entries of one day the later one counts. A stand-in is entered later than what it stands for, so it
        // states a group only where that prevails.
        let beaten = |place: &Entry| {
            after.iter().fold(0, |mask, other| match other.place {
                Some(by) if by.effective_from == place.effective_from && by.no > place.no => mask | other.groups,
                _ => mask,
            })
        };
        let mut strikes = Vec::new();
        for Place { entry, place, groups, of_batch } in &after {
            let groups = place.map_or(0, |place| groups & !beaten(place));
            // A strike of the batch that hit nothing but the batch itself may stay: it states nothing and stands for nothing.
            let itself = self.origin_of(entry.no).is_some_and(|origin| origin.no == entry.no);
            let stays = entry.groups == 0 && place.is_none() && itself;
            if if *of_batch { stays } else { groups & !entry.groups == 0 } {
                continue;
            }
            let stated = place.filter(|_| groups != 0);
            strikes.push(NewEntry {
                table: entry.table.clone(),
                subject: Subject::Known(entry.subject.clone()),
                effective_from: place.map_or(entry.effective_from, |place| place.effective_from),
                groups,
                facts: stated.map_or_else(Vec::new, |place| {
                    place.facts.iter().filter(|(field, _)| groups >> group_of(*field) & 1 == 1).cloned().collect()
                }),
                supersedes: Some(entry.no),
                source: stated.and_then(|place| place.source.clone()),
                as_written: stated.and_then(|place| place.as_written.clone()),
                other: stated.and_then(|place| place.other.clone()),
            });
        }
        strikes
    }
}
