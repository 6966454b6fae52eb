//! A zip file of parts, unpacked under [`Limits`].

use super::{Limits, ahead::Ahead, error::Fault};
use crate::model::Remark;
use std::{
    cell::Cell,
    collections::{BTreeMap, HashSet},
    io::{self, Cursor, Read, Write as _},
    sync::Arc,
};
use zip::{CompressionMethod, ZipArchive, ZipWriter, read::ZipFile, result::ZipError, write::SimpleFileOptions};

/// Packed bytes from which unpacking a part in a thread of its own is worth the thread.
const LARGE: u64 = 1 << 18;

/// The bytes of the file, held once.
pub(super) type Bytes = Arc<[u8]>;

pub(super) struct Package {
    archive: ZipArchive<Cursor<Bytes>>,
    /// Name in small letters with `/`, and place in the archive.
    names: Vec<(String, usize)>,
    limits: Limits,
    unpacked: Cell<u64>,
    packed: u64,
}

/// Carried through `io::Error`, since it stands between a reader and us.
#[derive(Debug)]
struct TooLarge(&'static str, u64);

impl std::fmt::Display for TooLarge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "more than {} {}", self.1, self.0)
    }
}
impl std::error::Error for TooLarge {}

impl Package {
    pub fn open(bytes: Bytes, limits: &Limits) -> Result<Self, Fault> {
        let packed = bytes.len() as u64;
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|cause| match cause {
            ZipError::InvalidPassword => Fault::Encrypted("zip encryption"),
            ZipError::UnsupportedArchive(what) => Fault::broken("zip directory", what),
            other => Fault::Truncated(Remark::new("its zip directory cannot be read: {cause}").with("cause", other)),
        })?;
        let names: Vec<(String, usize)> =
            (0..archive.len()).filter_map(|i| Some((normal_name(&archive.name_for_index(i)?.ok()?), i))).collect();
        // Which of two parts is meant, programs decide differently; and unpacking by name would see only one.
        let mut seen = HashSet::new();
        if names.iter().any(|(name, _)| !name.ends_with('/') && !seen.insert(name)) {
            return Err(Fault::broken("zip directory", "two of its parts share a name"));
        }
        Ok(Self { archive, names, limits: limits.clone(), unpacked: Cell::new(0), packed })
    }

    pub fn has(&self, name: &str) -> bool {
        self.index(name).is_some()
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|(name, _)| name.as_str())
    }

    fn index(&self, name: &str) -> Option<usize> {
        let name = normal_name(name);
        self.names.iter().find(|(known, _)| *known == name).map(|(_, i)| *i)
    }

    /// A part as it lies in the archive, still packed.
    fn raw(&mut self, index: usize) -> Result<ZipFile<'_, Cursor<Bytes>>, Fault> {
        self.archive.by_index_raw(index).map_err(|cause| Fault::broken("zip directory", cause))
    }

    /// A part being unpacked; `None` if there is no such part.
    pub fn part<'p>(&'p mut self, name: &str) -> Result<Option<impl Read + use<'p>>, Fault> {
        match self.index(name) {
            Some(index) => self.part_at(index, name).map(Some),
            None => Ok(None),
        }
    }

    /// The same for a part that may be large: unpacked a little ahead of its reader, in a thread of its own.
    pub fn part_ahead(&mut self, name: &str) -> Result<Option<Counted<'_>>, Fault> {
        let Some(index) = self.index(name) else { return Ok(None) };
        let large = self.raw(index)?.compressed_size() >= LARGE;
        let mut archive = self.archive.clone();
        // What is wrong with the part from its first byte on is told by opening it here.
        let mut part = self.part_at(index, name)?;
        if large {
            let unpacking = move |hand_over: &mut dyn FnMut(&mut dyn Read) -> io::Result<()>| {
                hand_over(&mut archive.by_index(index)?)
            };
            part.part = Box::new(Ahead::of(unpacking));
        }
        Ok(Some(part))
    }

    fn part_at<'p>(&'p mut self, index: usize, name: &str) -> Result<Counted<'p>, Fault> {
        let Self { archive, limits, unpacked, packed, .. } = self;
        let part = archive.by_index(index).map_err(|cause| match cause {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
                Fault::Encrypted("zip encryption")
            }
            other => Fault::broken(name, other),
        })?;
        let size = part.size();
        Ok(Counted { part: Box::new(part), size, limits, unpacked, packed: *packed })
    }

    /// A small part as a whole.
    pub fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let Some(mut part) = self.part(name)? else { return Ok(None) };
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).map_err(|cause| reading_fault(name, &cause))?;
        Ok(Some(bytes))
    }
}

impl Package {
    /// The bytes of the package with some parts changed, in their order: those packed anew, the others as they lie.
    pub fn with_parts(&mut self, changed: &BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>, Fault> {
        let broken = |cause: &dyn std::fmt::Display| Fault::broken("zip directory", cause);
        let names = self.names.clone();
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, index) in names {
            let raw = self.raw(index)?;
            match changed.get(&name) {
                Some(bytes) => {
                    let options = SimpleFileOptions::default()
                        .compression_method(CompressionMethod::Deflated)
                        .last_modified_time(raw.last_modified().unwrap_or_default());
                    let stored = raw.name().map_err(|cause| broken(&cause))?.into_owned();
                    drop(raw);
                    zip.start_file(stored, options).map_err(|cause| broken(&cause))?;
                    zip.write_all(bytes).map_err(|cause| broken(&cause))?;
                }
                None => zip.raw_copy_file(raw).map_err(|cause| broken(&cause))?,
            }
        }
        Ok(zip.finish().map_err(|cause| broken(&cause))?.into_inner())
    }
}

/// What an error met while unpacking means.
pub(super) fn reading_fault(part: &str, cause: &io::Error) -> Fault {
    match cause.get_ref().and_then(|inner| inner.downcast_ref::<TooLarge>()) {
        Some(TooLarge(what, limit)) => Fault::OverLimit { what, limit: *limit },
        None if cause.kind() == io::ErrorKind::UnexpectedEof => {
            Fault::Truncated(Remark::new("in the part '{part}'").with("part", part))
        }
        None => Fault::broken(part, cause),
    }
}

fn normal_name(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_lowercase()
}

/// A part being unpacked, every byte counted.
pub(super) struct Counted<'a> {
    part: Box<dyn Read + 'a>,
    size: u64,
    limits: &'a Limits,
    unpacked: &'a Cell<u64>,
    packed: u64,
}

impl Counted<'_> {
    /// Its unpacked length in bytes, as the package says; it may say anything.
    pub fn size(&self) -> u64 {
        self.size
    }
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.part.read(buffer)?;
        let total = self.unpacked.get().saturating_add(n as u64);
        self.unpacked.set(total);
        if total > self.limits.unpacked_bytes {
            return Err(io::Error::other(TooLarge("bytes unpacked", self.limits.unpacked_bytes)));
        }
        if total > Limits::RATIO_FREE && total / self.packed.max(1) > self.limits.ratio {
            return Err(io::Error::other(TooLarge("times the packed size", self.limits.ratio)));
        }
        Ok(n)
    }
}
