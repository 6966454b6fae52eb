//! Can every letter be printed? A letter that no font holds is told with its place, never printed as an empty box.

use crate::{PrintError, fonts::Found};
use coop_registry::reports::{
    dressed::{Dressed, Line},
    letter::Letter,
    parts::PrintJob,
};
use std::collections::BTreeMap;

/// Places named in the message; the others are counted.
const SHOWN: usize = 5;

/// Every text of the job against the fonts; all faults in one message.
pub fn check(job: &PrintJob, fonts: &[Found]) -> Result<(), PrintError> {
    let mut known: BTreeMap<char, bool> = BTreeMap::new();
    let mut faults = Vec::new();
    let of_letters = job.letters.iter().flat_map(|file| &file.letters).flat_map(of_letter);
    for (place, text) in job.parts.iter().flat_map(texts).chain(of_letters) {
        let lacking = text.chars().find(|c| {
            let printed = |c: char| fonts.iter().any(|found| found.font.info().coverage.contains(c.into()));
            !is_unseen(*c) && !*known.entry(*c).or_insert_with(|| printed(*c))
        });
        if let Some(c) = lacking {
            faults.push(format!("{place}: '{c}' (U+{:04X}) in \"{text}\"", u32::from(c)));
        }
    }
    if faults.is_empty() {
        return Ok(());
    }
    let count = faults.len();
    let rest = if count > SHOWN { format!("\n    and {} more", count - SHOWN) } else { String::new() };
    faults.truncate(SHOWN);
    Err(PrintError::Input(format!(
        "{}: no font holds a letter of {count} texts:\n    {}{rest}\n    correct the text in the register, or name a folder \
         with a font that holds it (--fonts DIR)",
        if job.name.is_empty() { "letters" } else { &job.name },
        faults.join("\n    ")
    )))
}

/// Every text of a letter, by its number.
fn of_letter(letter: &Letter) -> impl Iterator<Item = (String, &str)> {
    let one = [&letter.office, &letter.title, &letter.number, &letter.dated, &letter.subject, &letter.footer];
    let many = [&letter.to, &letter.references, &letter.body, &letter.closing, &letter.signature, &letter.copies];
    let grounds = letter.grounds.iter().flat_map(|(word, said)| [word, said]);
    let table = letter.table.columns.iter().map(|(heading, _)| heading).chain(letter.table.rows.iter().flatten());
    let all = one.into_iter().chain(many.into_iter().flatten()).chain(grounds).chain(table);
    all.map(|text| (letter.number.clone(), text.as_str()))
}

/// Letters that direct others and are not drawn themselves: joiners, spaces, breaks.
fn is_unseen(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Every text of a part with its place, in words an officer can follow.
fn texts(part: &Dressed) -> impl Iterator<Item = (String, &str)> {
    let head = [("office", &part.office), ("title", &part.title), ("date", &part.subtitle), ("footer", &part.footer)];
    let head = head.into_iter().map(|(place, text)| (place.to_owned(), text.as_str()));
    let paragraphs = part.preamble.iter().chain(&part.notes).chain(&part.sources).chain(&part.signature);
    let paragraphs = paragraphs.enumerate().map(|(i, text)| (format!("paragraph {}", i + 1), text.as_str()));
    let sections = part.sections.iter().flat_map(|section| {
        let heading = std::iter::once((format!("heading of '{}'", section.key), section.heading.as_str()));
        let columns = section.columns.iter().map(|column| ("column heading".to_owned(), column.heading.as_str()));
        let figures = section.figures.iter().flat_map(|figure| {
            let words = figure.drawing.words.iter().map(|word| word.text.as_str());
            [figure.title.as_str(), figure.remark.as_str()].into_iter().chain(words)
        });
        let figures = figures.map(|text| ("figure".to_owned(), text));
        let mut row = 0;
        let lines = section.lines.iter().flat_map(move |line| {
            row += usize::from(matches!(line, Line::Row(..)));
            let cells: &[String] = match line {
                Line::Group(name) => std::slice::from_ref(name),
                Line::Row(cells, _) | Line::Total(cells) => cells,
            };
            cells.iter().enumerate().map(move |(i, cell)| {
                let column = section.columns.get(i).map_or("", |column| column.heading.as_str());
                (format!("'{}', row {row}, column '{column}'", section.heading), cell.as_str())
            })
        });
        heading.chain(columns).chain(figures).chain(lines)
    });
    head.chain(paragraphs).chain(sections)
}
