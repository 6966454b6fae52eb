//! What is said of a long list, written while it is read: findings by the hundred thousand are text at once.

use super::check::{in_lines, listing, severity};
use coop_registry::{
    branches::returns::Noted,
    cli::{Console, Format},
    model::Severity,
    reports::writers::harmless,
};
use memchr::{memchr, memchr3};
use std::slice;

/// Bytes of a piece of text; one that grew to the length of a stretch would hold twice its memory.
const PIECE: usize = 32 << 10;

/// The findings of a stretch of the list.
#[derive(Default)]
pub struct Page {
    pieces: Vec<String>,
    /// How much the worst of them weighs.
    pub worst: Option<Severity>,
}

impl Page {
    /// Adds a finding. None is waived: lists of offices with waivers are told when all of it is read.
    pub fn add(&mut self, noted: &Noted, console: &Console) {
        self.worst = self.worst.max(Some(noted.finding.severity));
        match console.format() {
            Format::Csv => self.add_row(noted, console),
            Format::Jsonl => {
                let row = listing(console, slice::from_ref(noted));
                self.piece().push_str(&row.to_text(Format::Jsonl, console.language(), console.digits()));
            }
            _ => self.piece().push_str(&in_lines(console, noted)),
        }
    }
    /// Where the next finding goes.
    fn piece(&mut self) -> &mut String {
        if self.pieces.last().is_none_or(|last| last.len() + ROOM > PIECE) {
            self.pieces.push(String::with_capacity(PIECE));
        }
        let last = self.pieces.len() - 1;
        &mut self.pieces[last]
    }
    /// The row of [`listing`].
    fn add_row(&mut self, noted: &Noted, console: &Console) {
        let (finding, place) = (&noted.finding, &noted.finding.place);
        let message = console.texts().finding(finding, console.language());
        let row = self.piece();
        cell(place.society.as_deref().unwrap_or_default(), row);
        cell(place.fy.as_deref().unwrap_or_default(), row);
        cell(&finding.code, row);
        cell(severity(finding.severity), row);
        cell(place.field.as_deref().unwrap_or_default(), row);
        cell(&noted.value, row);
        // Our own words stay as they are, also where one begins with `=`.
        quoted(&noted.expected, row);
        cell(&message, row);
        cell(noted.follows.as_deref().unwrap_or_default(), row);
        row.push('\n');
    }
    /// Writes it.
    pub fn pour(self, console: &mut Console) {
        self.pieces.iter().for_each(|piece| console.pour(piece));
    }
}

/// A piece has room for one more finding when so many bytes are left.
const ROOM: usize = 1 << 10;

/// A cell and the comma behind it. A text of blanks is none, and none runs as a formula.
fn cell(text: &str, row: &mut String) {
    quoted(&harmless(if text.trim().is_empty() { "" } else { text }), row);
}

fn quoted(text: &str, row: &mut String) {
    if memchr3(b',', b'"', b'\n', text.as_bytes()).or_else(|| memchr(b'\r', text.as_bytes())).is_some() {
        row.push('"');
        row.push_str(&text.replace('"', "\"\""));
        row.push_str("\",");
    } else {
        row.push_str(text);
        row.push(',');
    }
}
