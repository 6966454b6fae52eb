//! Books called for before an audit: `catalogue/audit/books.toml`.

use super::{Sourced, read};
use crate::{
    catalogue::{Basis, CatalogueError, Files},
    cleaning::Codes,
    model::Label,
};
use serde::Deserialize;

const FILE: &str = "audit/books.toml";

/// The list.
#[derive(Clone, Debug)]
pub struct Books {
    all: Vec<Line>,
    /// What it rests on.
    pub basis: Basis,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    code: String,
    en: String,
    hi: String,
    #[serde(default)]
    classes: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    book: Vec<Line>,
    #[serde(flatten)]
    sourced: Sourced,
}

impl Books {
    /// Reads and checks the file; all faults at once.
    pub fn load(files: &Files) -> Result<Self, Vec<CatalogueError>> {
        let file: File = read(files, FILE)?;
        let codes = Codes::load(files)?;
        let mut faults = Vec::new();
        for line in &file.book {
            let unknown =
                line.classes.iter().filter(|one| !codes.all("society_class").any(|(code, _)| code == one.as_str()));
            faults.extend(unknown.map(|one| {
                CatalogueError::new(FILE, format!("{}: '{one}' is no code of the list society_class", line.code))
            }));
        }
        if faults.is_empty() { Ok(Self { all: file.book, basis: file.sourced.basis() }) } else { Err(faults) }
    }
    /// Code and name of what a society of this class is asked for.
    pub fn of(&self, class: &str) -> Vec<(&str, Label)> {
        let fits = |line: &&Line| line.classes.is_empty() || line.classes.iter().any(|one| one == class);
        let named = |line: &'_ Line| Label { en: line.en.clone(), hi: line.hi.clone() };
        self.all.iter().filter(fits).map(|line| (line.code.as_str(), named(line))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loan_books_are_asked_of_lenders_only() {
        let books = Books::load(&Files::embedded()).unwrap();
        let asked = |class| books.of(class).into_iter().any(|(code, _)| code == "loans");
        assert_eq!([asked("pacs"), asked("housing")], [true, false]);
    }
}
