//! One file at the counter of `document attach`: whose it is, what it is, and whether it may be kept.

use coop_registry::{
    branches::returns::lodged::{Lodged, Named, Names, kind_of, subject},
    catalogue::ReturnDocuments,
    cleaning::covered,
    cli::{date_written, filing::fingerprint},
    model::{CooperativeYear, Finding, Findings, Locus, Severity},
};
use std::{collections::BTreeMap, fs, path::Path};

/// What a file is held against.
pub struct Counter<'a> {
    /// Year the documents are of.
    pub fy: CooperativeYear,
    /// Kinds there are.
    pub kinds: &'a ReturnDocuments,
    /// Society said for all.
    pub society: Option<String>,
    /// Kind said for all.
    pub kind: Option<&'a str>,
    /// Societies by what a name may call them.
    pub names: Names,
    /// Documents of the year, by subject.
    pub known: BTreeMap<String, Lodged>,
    /// May one take the place of another?
    pub replace: bool,
    /// Largest file, MB.
    pub most: u64,
}

/// A file that may be kept.
pub struct Fit<'a> {
    /// Where it lies.
    pub path: &'a Path,
    /// What is to be entered.
    pub new: Lodged,
    /// It is kept already.
    pub same: bool,
}

impl Counter<'_> {
    /// Whose a file is, what it is, and whether it may be kept; or all that stands in its way.
    pub fn consider<'p>(&self, path: &'p Path) -> Result<Fit<'p>, Findings> {
        let mut faults = Vec::new();
        let named = self.named(path).map_err(|found| faults.push(*found)).ok();
        let size = match fs::metadata(path) {
            Err(cause) => {
                faults.push(fault("DOC-310", path).with("cause", cause));
                0
            }
            Ok(found) if !found.is_file() || found.len() == 0 => {
                faults.push(fault("DOC-303", path));
                0
            }
            Ok(found) if found.len() > self.most << 20 => {
                faults.push(fault("DOC-304", path).with("size", found.len().div_ceil(1 << 20)).with("most", self.most));
                0
            }
            Ok(found) => found.len(),
        };
        let Some((society, kind)) = named.filter(|_| faults.is_empty()) else { return Err(faults) };
        let sha256 = fingerprint(path).map_err(|_| vec![fault("DOC-310", path).with("cause", "–")])?;
        // The kind was found in the list.
        let Some(kind) = self.kinds.get(&kind) else { return Err(vec![fault("DOC-302", path)]) };
        let subject = subject(&society, self.fy, kind, &sha256);
        let before = self.known.get(&subject).filter(|one| one.struck_on.is_none());
        let same = before.is_some_and(|one| one.sha256 == sha256);
        if let Some(one) = before.filter(|_| !same && !self.replace) {
            let on = one.attached_on.map_or_else(|| "–".to_owned(), date_written);
            let fault = fault("DOC-305", path).with("society", &society).with("kind", &kind.label.en);
            return Err(vec![fault.with("kind_hi", &kind.label.hi).with("on", on)]);
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let new = Lodged {
            subject,
            society,
            fy: self.fy.to_string(),
            kind: kind.code.clone(),
            sha256,
            // A name may carry a number of identity.
            file_name: covered(&name).into_owned(),
            size: i64::try_from(size).unwrap_or(i64::MAX),
            ..Lodged::default()
        };
        Ok(Fit { path, new, same })
    }
    /// Society and kind, from the flags or from the name.
    fn named(&self, path: &Path) -> Result<(String, String), Box<Finding>> {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let no_kind = || Box::new(fault("DOC-302", path).with("known", self.kinds.codes().join(", ")));
        match (&self.society, self.kind) {
            (Some(society), Some(kind)) => Ok((society.clone(), kind.to_owned())),
            (Some(society), None) => {
                let (_, kind) = kind_of(&stem, self.kinds).ok_or_else(no_kind)?;
                Ok((society.clone(), kind.to_owned()))
            }
            (None, kind) => match self.names.read(&stem, self.kinds) {
                Named::One(society, told) => match kind.filter(|kind| *kind != told) {
                    // Another kind was said than the name has: which of them is right nobody can tell.
                    Some(kind) => Err(Box::new(fault("DOC-306", path).with("told", told).with("said", kind))),
                    None => Ok((society, told)),
                },
                Named::NoKind => Err(no_kind()),
                Named::NoSociety(asked) => Err(Box::new(fault("DOC-301", path).with("asked", asked))),
                Named::Several(asked, ids) => {
                    Err(Box::new(fault("DOC-307", path).with("asked", asked).with("ids", ids.join(", "))))
                }
            },
        }
    }
}

pub fn fault(code: &str, path: &Path) -> Finding {
    Finding::new(code, Severity::Error, Locus::file(&path.display().to_string()))
}
