//! Texts end to end in one block, so that a million cells cost no million allocations.

use super::{Limits, error::Fault, fonts::FontId, limits::Spent};

/// A stretch of rich text from `start` to the next run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StoredRun {
    pub text: u32,
    pub start: u32,
    /// `None`: the font of the cell.
    pub font: Option<FontId>,
    pub struck: bool,
}

/// Numbered texts with their rich-text runs.
#[derive(Clone, Debug, Default)]
pub(crate) struct Strings {
    block: String,
    ends: Vec<u32>,
    /// In order of text, then of start.
    runs: Vec<StoredRun>,
    /// Numbers of the texts without a character, ascending.
    blank: Vec<u32>,
    /// What other tables of the workbook hold.
    beside: Spent,
}

impl Strings {
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Sets room aside for about so many bytes, however many a file may claim: it is memory only where something is written.
    /// Where there is no room to be had the texts are kept as they come.
    pub fn reserve(&mut self, bytes: u64) {
        let bytes = bytes.min(u64::from(u32::MAX));
        let _ = self.block.try_reserve(usize::try_from(bytes).unwrap_or(0));
    }

    /// Closes the text appended to [`Strings::open`] and gives its number.
    pub fn close(&mut self, limits: &Limits) -> Result<u32, Fault> {
        let begin = self.ends.last().copied().unwrap_or(0);
        let end = u32::try_from(self.block.len())
            .ok()
            .filter(|end| u64::from(*end).saturating_add(self.beside.text_bytes) <= u64::from(u32::MAX))
            .ok_or(Fault::OverLimit { what: "bytes of text", limit: 1 << 32 })?;
        if u64::from(end - begin) > limits.text_bytes {
            return Err(Fault::OverLimit { what: "bytes in one text", limit: limits.text_bytes });
        }
        let id = self.next_id();
        // No text may hold a NUL, which some formats let through; a blank keeps the places of the runs.
        let begin_at = begin as usize;
        if self.block.as_bytes().get(begin_at..).is_some_and(|open| open.contains(&0)) {
            let open = self.block.split_off(begin_at);
            self.block.push_str(&open.replace('\0', " "));
        }
        if u64::from(id).saturating_add(self.beside.texts) >= limits.texts {
            return Err(Fault::OverLimit { what: "different texts", limit: limits.texts });
        }
        if end == begin {
            self.blank.push(id);
        }
        self.ends.push(end);
        Ok(id)
    }

    /// These texts count beside those of other tables.
    pub fn set_beside(&mut self, beside: Spent) {
        self.beside = beside;
    }

    /// What this table holds.
    pub fn spent(&self) -> Spent {
        Spent { cells: 0, texts: self.ends.len() as u64, text_bytes: self.block.len() as u64 }
    }

    /// Refuses an open text that is too long already: for readers that may be told to append without end.
    pub fn check_open(&self, limits: &Limits) -> Result<(), Fault> {
        if u64::from(self.open_len()) > limits.text_bytes {
            return Err(Fault::OverLimit { what: "bytes in one text", limit: limits.text_bytes });
        }
        Ok(())
    }

    /// Where the next text is appended to.
    pub fn open(&mut self) -> &mut String {
        &mut self.block
    }

    /// Bytes of the open text so far.
    pub fn open_len(&self) -> u32 {
        let begin = self.ends.last().copied().unwrap_or(0) as usize;
        u32::try_from(self.block.len() - begin).unwrap_or(u32::MAX)
    }

    /// Drops what was appended since the last close.
    pub fn discard_open(&mut self) {
        self.block.truncate(self.ends.last().copied().unwrap_or(0) as usize);
        let open = self.next_id();
        while self.runs.last().is_some_and(|run| run.text == open) {
            self.runs.pop();
        }
    }

    /// The open text so far.
    pub fn open_text(&self) -> &str {
        self.block.get(self.ends.last().copied().unwrap_or(0) as usize..).unwrap_or("")
    }

    /// From the current end of the open text on, this font holds.
    pub fn begin_run(&mut self, font: Option<FontId>, struck: bool) {
        let (text, start) = (self.next_id(), self.open_len());
        // A run without text leaves its place to the next.
        if self.runs.last().is_some_and(|run| run.text == text && run.start == start) {
            self.runs.pop();
        }
        self.runs.push(StoredRun { text, start, font, struck });
    }

    pub fn add(&mut self, text: &str, limits: &Limits) -> Result<u32, Fault> {
        self.block.push_str(text);
        self.close(limits)
    }

    pub fn get(&self, id: u32) -> Option<&str> {
        let id = id as usize;
        let end = *self.ends.get(id)? as usize;
        let begin = if id == 0 { 0 } else { self.ends[id - 1] as usize };
        self.block.get(begin..end)
    }

    /// Has this text no character? Asked of every cell, so it must not touch the texts.
    pub fn is_blank(&self, id: u32) -> bool {
        !self.blank.is_empty() && self.blank.binary_search(&id).is_ok()
    }

    pub fn runs(&self, id: u32) -> &[StoredRun] {
        if self.runs.is_empty() {
            return &[];
        }
        let begin = self.runs.partition_point(|run| run.text < id);
        let end = begin + self.runs[begin..].partition_point(|run| run.text == id);
        &self.runs[begin..end]
    }

    fn next_id(&self) -> u32 {
        u32::try_from(self.ends.len()).unwrap_or(u32::MAX)
    }
}
