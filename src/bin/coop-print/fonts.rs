//! The fonts of the page: five files by name, from the folders named and then the system's.

use crate::PrintError;
use sha2::{Digest, Sha256};
use std::{
    env, fs,
    path::{Path, PathBuf},
};
use typst::{
    foundations::Bytes,
    text::{Font, FontBook},
};

/// File names in order of preference. Two faces of Noto Sans Devanagari and two of Noto Sans (Latin, ₹), or Lohit alone.
const WANTED: [&str; 5] = [
    "NotoSansDevanagari-Regular.ttf",
    "NotoSansDevanagari-Bold.ttf",
    "NotoSans-Regular.ttf",
    "NotoSans-Bold.ttf",
    "Lohit-Devanagari.ttf",
];
/// Folders of the system, searched after the named ones.
const SYSTEM: [&str; 3] = ["/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/texmf/fonts"];
/// Folders below a font folder are searched this deep.
const DEPTH: usize = 5;

/// A font in use.
pub struct Found {
    /// Its file.
    pub path: PathBuf,
    /// The font itself.
    pub font: Font,
}

impl Found {
    /// SHA-256 of the file: a sheet made with other fonts is another sheet.
    pub fn sha256(&self) -> String {
        Sha256::digest(self.font.data()).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The fonts of the page in their fixed order; an error names the packages that bring them.
pub fn find(named: &[PathBuf]) -> Result<Vec<Found>, PrintError> {
    let mut folders = named.to_vec();
    folders.extend(env::var_os("HOME").map(|home| Path::new(&home).join(".local/share/fonts")));
    folders.extend(SYSTEM.map(PathBuf::from));
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in &folders {
        list(folder, DEPTH, &mut files);
    }
    let mut found = Vec::new();
    for name in WANTED {
        let Some(path) = files.iter().find(|path| path.file_name().is_some_and(|file| file == name)) else { continue };
        let font = fs::read(path).ok().and_then(|bytes| Font::new(Bytes::new(bytes), 0));
        match font {
            Some(font) => found.push(Found { path: path.clone(), font }),
            None => return Err(PrintError::Fonts(format!("{}: not a font file; install it again", path.display()))),
        }
    }
    let has = |name: &str| found.iter().any(|found| found.path.file_name().is_some_and(|file| file == name));
    if (has(WANTED[0]) && has(WANTED[2])) || has(WANTED[4]) {
        return Ok(found);
    }
    let looked: Vec<String> = folders.iter().map(|folder| folder.display().to_string()).collect();
    Err(PrintError::Fonts(format!(
        "no font for Hindi was found in {}; install the Debian packages fonts-noto-core (with bold) or fonts-lohit-deva, \
         or name a folder that holds {} and {} (fonts.folders in coop.toml, --fonts DIR)",
        looked.join(", "),
        WANTED[0],
        WANTED[2],
    )))
}

/// What the setting program knows of the fonts.
pub fn book(found: &[Found]) -> FontBook {
    FontBook::from_fonts(found.iter().map(|found| &found.font))
}

/// Files below a folder, folder by folder in name order, so that the same machine always finds the same file.
fn list(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            if depth > 0 {
                list(&path, depth - 1, files);
            }
        } else {
            files.push(path);
        }
    }
}
