//! Where catalogue files are read from: the program itself, or a folder that replaces it.

use crate::model::hex;
use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};
use std::{
    borrow::Cow,
    collections::BTreeMap,
    fmt,
    path::{Path, PathBuf},
};

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/catalogue");

/// The catalogue's files by relative path, as `fonts/krutidev.csv`.
#[derive(Clone, Debug, Default)]
pub struct Files {
    folder: Option<PathBuf>,
}

/// A fault in the catalogue: exit code 4.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueError {
    /// Relative path of the file.
    pub file: String,
    /// What is wrong, as one sentence.
    pub fault: String,
}

impl fmt::Display for CatalogueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "catalogue/{}: {}", self.file, self.fault)
    }
}
impl std::error::Error for CatalogueError {}

impl CatalogueError {
    /// A fault in one file.
    pub fn new(file: &str, fault: impl fmt::Display) -> Self {
        Self { file: file.into(), fault: in_one_line(&fault.to_string()) }
    }
}

/// The reader of TOML draws the place over several lines; a fault is one: where, and what.
fn in_one_line(text: &str) -> String {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((place, picture)) = text.strip_prefix("TOML parse error at ").and_then(|rest| rest.split_once('\n'))
    else {
        return words(text);
    };
    let drawn = |line: &&str| line.trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit()).starts_with('|');
    let said: Vec<&str> = picture.lines().filter(|line| !drawn(line)).collect();
    format!("{place}: {}", words(&said.join(" ")))
}

impl Files {
    /// The embedded catalogue.
    pub fn embedded() -> Self {
        Self::default()
    }
    /// A catalogue folder in place of the embedded one.
    pub fn folder(folder: PathBuf) -> Self {
        Self { folder: Some(folder) }
    }
    /// Text of one file.
    pub fn text(&self, path: &str) -> Result<Cow<'static, str>, CatalogueError> {
        match &self.folder {
            Some(folder) => std::fs::read_to_string(folder.join(path))
                .map(Cow::Owned)
                .map_err(|cause| CatalogueError::new(path, cause)),
            None => EMBEDDED
                .get_file(path)
                .and_then(|file| file.contents_utf8())
                .map(Cow::Borrowed)
                .ok_or_else(|| CatalogueError::new(path, "no such file")),
        }
    }
    /// SHA-256 (hexadecimal) over every file's path, length and bytes, in order of path: the catalogue's version.
    pub fn hash(&self) -> Result<String, CatalogueError> {
        let mut hash = Sha256::new();
        for (path, bytes) in self.everything()? {
            hash.update(format!("{path}\n{}\n", bytes.len()));
            hash.update(bytes);
        }
        Ok(hex(&hash.finalize()))
    }
    /// Relative paths of the files directly in a folder, in name order.
    pub fn list(&self, under: &str) -> Result<Vec<String>, CatalogueError> {
        let mut paths: Vec<String> = match &self.folder {
            Some(folder) => std::fs::read_dir(folder.join(under))
                .map_err(|cause| CatalogueError::new(under, cause))?
                .filter_map(Result::ok)
                .filter(|found| found.path().is_file())
                .map(|found| format!("{under}/{}", found.file_name().to_string_lossy()))
                .collect(),
            None => EMBEDDED
                .get_dir(under)
                .ok_or_else(|| CatalogueError::new(under, "no such folder"))?
                .files()
                .map(|file| file.path().to_string_lossy().into_owned())
                .collect(),
        };
        paths.sort();
        Ok(paths)
    }
    /// Every file with its relative path and bytes, in path order.
    pub fn everything(&self) -> Result<BTreeMap<String, Cow<'static, [u8]>>, CatalogueError> {
        let mut found = BTreeMap::new();
        match &self.folder {
            Some(folder) => read_all(folder, "", &mut found)?,
            None => embedded_all(&EMBEDDED, &mut found),
        }
        Ok(found)
    }
}

fn embedded_all(dir: &Dir<'static>, found: &mut BTreeMap<String, Cow<'static, [u8]>>) {
    for file in dir.files() {
        found.insert(file.path().to_string_lossy().into_owned(), Cow::Borrowed(file.contents()));
    }
    for inner in dir.dirs() {
        embedded_all(inner, found);
    }
}

fn read_all(
    folder: &Path,
    under: &str,
    found: &mut BTreeMap<String, Cow<'static, [u8]>>,
) -> Result<(), CatalogueError> {
    let fault = |cause: std::io::Error| CatalogueError::new(under, cause);
    for entry in std::fs::read_dir(folder.join(under)).map_err(fault)? {
        let entry = entry.map_err(fault)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if under.is_empty() { name } else { format!("{under}/{name}") };
        if entry.path().is_dir() {
            read_all(folder, &path, found)?;
        } else {
            let bytes = std::fs::read(entry.path()).map_err(|cause| CatalogueError::new(&path, cause))?;
            found.insert(path, Cow::Owned(bytes));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_the_same_files_has_the_same_hash_as_the_embedded_catalogue() {
        let folder = Files::folder(Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue"));
        assert_eq!(folder.hash().unwrap(), Files::embedded().hash().unwrap());
        let copy = tempfile::tempdir().unwrap();
        std::fs::write(copy.path().join("a"), "1").unwrap();
        let one = Files::folder(copy.path().into()).hash().unwrap();
        std::fs::write(copy.path().join("a"), "2").unwrap();
        assert_ne!(Files::folder(copy.path().into()).hash().unwrap(), one);
    }
}
