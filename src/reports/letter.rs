//! A letter of the office, in the words of one language: letterhead, number, date, addressee, subject, body, table, signature,
//! copies. It is handed to the printing program as it is.

use serde::{Deserialize, Serialize};

/// A letter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// `en` or `hi`.
    pub lang: String,
    /// Its day, ISO: the date of the document.
    pub date: String,
    /// The office that writes.
    pub office: String,
    /// What it is: `प्रथम सूचना`.
    pub title: String,
    /// Number and day, as they are printed.
    pub number: String,
    /// Likewise.
    pub dated: String,
    /// Heading of the addressee: `सेवा में,`.
    pub to_word: String,
    /// The addressee, line by line.
    pub to: Vec<String>,
    /// Heading of the subject: `विषय:`.
    pub subject_word: String,
    /// The subject.
    pub subject: String,
    /// Heading of the references.
    pub references_word: String,
    /// Letters before it; none: the line is left out.
    pub references: Vec<String>,
    /// `महोदय,`.
    pub salutation: String,
    /// Paragraphs before the table.
    pub body: Vec<String>,
    /// The table.
    pub table: LetterTable,
    /// Paragraphs after it that are headed: heading, text.
    pub grounds: Vec<(String, String)>,
    /// Paragraphs that close it.
    pub closing: Vec<String>,
    /// Who signs, line by line.
    pub signature: Vec<String>,
    /// Heading of the copies.
    pub copies_word: String,
    /// Who gets a copy.
    pub copies: Vec<String>,
    /// Foot of every page.
    pub footer: String,
    /// `पृष्ठ`.
    pub page_word: String,
    /// Are page numbers in Devanagari digits?
    pub deva_digits: bool,
}

/// The table of a letter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterTable {
    /// Headings; true: its cells stand to the right.
    pub columns: Vec<(String, bool)>,
    /// Rows, one cell a column.
    pub rows: Vec<Vec<String>>,
}

/// A file of letters, one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterFile {
    /// Name without ending.
    pub name: String,
    /// The letters.
    pub letters: Vec<Letter>,
}

/// Letters of one file: memory of the setting program stays flat.
pub const BUNDLE: usize = 100;

/// One file a letter, under its own name.
pub fn apart(letters: Vec<(String, Letter)>) -> Vec<LetterFile> {
    letters.into_iter().map(|(name, letter)| LetterFile { name, letters: vec![letter] }).collect()
}

/// All in one file, or in parts of [`BUNDLE`].
pub fn bundled(name: &str, letters: Vec<Letter>) -> Vec<LetterFile> {
    let parts = letters.len().div_ceil(BUNDLE);
    let mut files: Vec<LetterFile> = Vec::with_capacity(parts);
    for (no, letter) in letters.into_iter().enumerate() {
        if no % BUNDLE == 0 {
            let part = format!("{name}.part-{:02}", files.len() + 1);
            let name = if parts > 1 { part } else { name.to_owned() };
            files.push(LetterFile { name, letters: Vec::new() });
        }
        if let Some(file) = files.last_mut() {
            file.letters.push(letter);
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bundle_is_one_file_until_it_grows_too_long() {
        let names = |count: usize| {
            let files = bundled("notices", vec![Letter::default(); count]);
            files.iter().map(|file| (file.name.clone(), file.letters.len())).collect::<Vec<_>>()
        };
        assert_eq!(names(2), [("notices".to_owned(), 2)]);
        assert_eq!(names(BUNDLE), [("notices".to_owned(), BUNDLE)]);
        assert_eq!(names(BUNDLE + 1), [("notices.part-01".to_owned(), BUNDLE), ("notices.part-02".to_owned(), 1)]);
        assert!(names(0).is_empty());
    }
}
