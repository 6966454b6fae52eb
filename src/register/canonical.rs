//! Canonical bytes: the one spelling of an entry, a day-book row and a batch that hashes are taken over.
//!
//! Each is one JSON array without blanks, its facts an object in order of field key with typed values
//! (`["m",12500]` is 125 rupees in paise). They follow from the stored columns alone: any office can build
//! them again with a JSON tool and `sha256sum`.

use super::stored::{Stored, letter};
use crate::model::Kind;
use sha2::{Digest, Sha256};
use std::{borrow::Borrow, io::Write as _};

/// SHA-256 of canonical bytes.
pub(super) type Hash = [u8; 32];

pub(super) fn sha256(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}

/// What an entry keeps as its seal: the first eight bytes of its hash.
pub(super) fn seal(hash: &Hash) -> i64 {
    let [a, b, c, d, e, f, g, h, ..] = *hash;
    i64::from_be_bytes([a, b, c, d, e, f, g, h])
}

/// Writer of one canonical array.
pub(super) struct Canon<'a> {
    out: &'a mut Vec<u8>,
    first: bool,
}

impl<'a> Canon<'a> {
    /// Begins an array in an emptied buffer.
    pub(super) fn begin(out: &'a mut Vec<u8>, form: &str) -> Self {
        out.clear();
        out.push(b'[');
        let mut canon = Self { out, first: true };
        canon.text(form);
        canon
    }
    fn comma(&mut self) {
        if !self.first {
            self.out.push(b',');
        }
        self.first = false;
    }
    pub(super) fn text(&mut self, text: &str) {
        self.comma();
        json_text(self.out, text);
    }
    pub(super) fn integer(&mut self, number: i64) {
        self.comma();
        number_text(self.out, number);
    }
    pub(super) fn null(&mut self) {
        self.comma();
        self.out.extend_from_slice(b"null");
    }
    pub(super) fn text_or_null(&mut self, text: Option<&str>) {
        match text {
            None => self.null(),
            Some(text) => self.text(text),
        }
    }
    pub(super) fn integer_or_null(&mut self, number: Option<i64>) {
        match number {
            None => self.null(),
            Some(number) => self.integer(number),
        }
    }
    /// Facts in order of key; the caller gives them so.
    pub(super) fn facts<'f>(&mut self, facts: impl Iterator<Item = (&'f str, Kind, impl Borrow<Stored<'f>>)>) {
        self.comma();
        self.out.push(b'{');
        for (i, (key, kind, stored)) in facts.enumerate() {
            if i > 0 {
                self.out.push(b',');
            }
            json_text(self.out, key);
            self.out.extend_from_slice(b":[\"");
            self.out.extend_from_slice(letter(kind).as_bytes());
            self.out.extend_from_slice(b"\",");
            match stored.borrow() {
                Stored::Text(text) => json_text(self.out, text),
                Stored::Day(day) => json_text(self.out, day.as_str()),
                Stored::Integer(number) => number_text(self.out, *number),
            }
            self.out.push(b']');
        }
        self.out.push(b'}');
    }
    /// Closes the array.
    pub(super) fn end(self) {
        self.out.push(b']');
    }
}

fn number_text(out: &mut Vec<u8>, number: i64) {
    write!(out, "{number}").expect("writing a number into memory cannot fail");
}

fn json_text(out: &mut Vec<u8>, text: &str) {
    // Most texts need no escape, and are looked through faster as a whole.
    if !text.bytes().any(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
        out.push(b'"');
        out.extend_from_slice(text.as_bytes());
        return out.push(b'"');
    }
    serde_json::to_writer(&mut *out, text).expect("writing a text into memory cannot fail");
}

/// Columns of an entry besides its facts, as stored.
#[derive(Clone, Copy)]
pub(super) struct EntryText<'a> {
    pub office: &'a str,
    pub no: i64,
    pub table: &'a str,
    pub subject: &'a str,
    pub groups: i64,
    pub effective_from: &'a str,
    pub recorded_at: &'a str,
    pub supersedes: Option<i64>,
    pub day_no: i64,
    pub batch: Option<&'a str>,
    pub sheet: Option<i64>,
    pub row: Option<i64>,
    pub block_row: Option<i64>,
    pub as_written: Option<&'a str>,
    pub other: Option<&'a str>,
}

impl EntryText<'_> {
    /// Canonical bytes of the entry with its facts in order of key.
    pub(super) fn write<'f>(
        &self,
        out: &mut Vec<u8>,
        facts: impl Iterator<Item = (&'f str, Kind, impl Borrow<Stored<'f>>)>,
    ) {
        let mut canon = Canon::begin(out, "entry/1");
        canon.text(self.office);
        canon.integer(self.no);
        canon.text(self.table);
        canon.text(self.subject);
        canon.integer(self.groups);
        canon.text(self.effective_from);
        canon.text(self.recorded_at);
        canon.integer_or_null(self.supersedes);
        canon.integer(self.day_no);
        canon.text_or_null(self.batch);
        canon.integer_or_null(self.sheet);
        canon.integer_or_null(self.row);
        canon.integer_or_null(self.block_row);
        canon.text_or_null(self.as_written);
        canon.text_or_null(self.other);
        canon.facts(facts);
        canon.end();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_bytes_are_plain_json_anyone_can_build_again() {
        let mut out = vec![b'x'];
        let entry = EntryText {
            office: "BR-PAT",
            no: 7,
            table: "society",
            subject: "BR-PAT-S-1",
            groups: 3,
            effective_from: "2015-04-01",
            recorded_at: "2026-03-31T18:29:59.999999Z",
            supersedes: None,
            day_no: 2,
            batch: Some("B0001"),
            sheet: Some(0),
            row: Some(41),
            block_row: None,
            as_written: None,
            other: None,
        };
        let facts =
            [("name", Kind::Name, Stored::Text("नाम \"क\"".into())), ("paid", Kind::Money, Stored::Integer(-5))];
        entry.write(&mut out, facts.into_iter());
        let text = String::from_utf8(out).unwrap();
        assert_eq!(
            text,
            r#"["entry/1","BR-PAT",7,"society","BR-PAT-S-1",3,"2015-04-01","2026-03-31T18:29:59.999999Z",null,2,"B0001",0,41,null,null,null,{"name":["t","नाम \"क\""],"paid":["m",-5]}]"#
        );
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
    }
}
