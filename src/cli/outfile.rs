//! Files a command leaves behind: written beside their place and renamed, so that nobody ever finds half of one.

use super::CommandError;
use crate::{model::hex, unfinished::Unfinished};
use sha2::{Digest as _, Sha256};
use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, Write},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

/// Writes what `-o FILE` asks for. What lay there before stays whole until the new file is: a full disk loses nothing.
pub fn write_output(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let present = fs::metadata(path).ok();
    if present.as_ref().is_some_and(fs::Metadata::is_dir) {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if present.as_ref().is_some_and(|found| !found.is_file()) {
        // A pipe or a device (/dev/stdout, /dev/null) is written into, never replaced.
        return OpenOptions::new().write(true).open(path)?.write_all(bytes);
    }
    // What a link points to is replaced, not the link.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    replace(&target, bytes, 0o666, present.map(|found| found.permissions()))
}

/// Writes a file of the office folder, readable by its owner only.
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<(), CommandError> {
    replace(path, bytes, 0o600, None).map_err(|cause| CommandError::io(path, &cause))
}

/// A long file while it grows: beside its place, fingerprinted as it is written, renamed when it is whole.
pub struct OutFile {
    path: PathBuf,
    beside: Unfinished,
    out: BufWriter<File>,
    hash: Sha256,
}

impl OutFile {
    /// Begins one; `private` for what only its owner may read.
    pub fn create(path: &Path, private: bool) -> io::Result<Self> {
        let beside = beside(path)?;
        let mode = if private { 0o600 } else { 0o666 };
        let file = OpenOptions::new().write(true).create(true).truncate(true).mode(mode).open(beside.path())?;
        Ok(Self { path: path.to_owned(), beside, out: BufWriter::new(file), hash: Sha256::new() })
    }
    /// Gives it its name; its SHA-256 in hexadecimal figures.
    pub fn finish(mut self) -> io::Result<String> {
        self.out.flush()?;
        self.out.get_ref().sync_all()?;
        fs::rename(self.beside.path(), &self.path)?;
        self.beside.keep();
        Ok(hex(&self.hash.finalize()))
    }
}

impl Write for OutFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Where a file is written before it is whole.
fn beside(path: &Path) -> io::Result<Unfinished> {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().ok_or(io::ErrorKind::InvalidInput)?);
    name.push(format!(".part-{}", std::process::id()));
    Ok(Unfinished::new(path.with_file_name(name)))
}

fn replace(path: &Path, bytes: &[u8], mode: u32, permissions: Option<fs::Permissions>) -> io::Result<()> {
    let beside = beside(path)?;
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(mode).open(beside.path())?;
    if let Some(permissions) = permissions {
        file.set_permissions(permissions)?;
    }
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(beside.path(), path)?;
    beside.keep();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    #[test]
    fn a_file_is_replaced_whole_keeps_its_mode_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("due.csv");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let link = folder.path().join("latest.csv");
        symlink(&path, &link).unwrap();
        write_output(&link, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn what_cannot_be_written_leaves_the_old_file_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("due.csv");
        fs::write(&path, "old").unwrap();
        // A folder of the name of the file beside it stands in the way, as a full disk would.
        let in_the_way = folder.path().join(format!(".due.csv.part-{}", std::process::id()));
        fs::create_dir(&in_the_way).unwrap();
        assert!(write_output(&path, b"new").is_err());
        assert_eq!(fs::read(&path).unwrap(), b"old");
    }

    #[test]
    fn a_long_file_has_its_name_only_when_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("long.csv");
        let mut half = OutFile::create(&path, false).unwrap();
        half.write_all(b"half").unwrap();
        drop(half);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        let mut whole = OutFile::create(&path, true).unwrap();
        whole.write_all(b"whole").unwrap();
        let sha256 = whole.finish().unwrap();
        assert_eq!(sha256, hex(&Sha256::digest(b"whole")));
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_device_is_written_into_and_stays_a_device() {
        write_output(Path::new("/dev/null"), b"text").unwrap();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
    }
}
