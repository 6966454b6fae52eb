//! Damaged Hindi in the register and in files: where it stands, what it should be, and the corrections that put it right.

use super::{Desk, OpenFile};
use crate::{
    cleaning::covered,
    devanagari::{Diagnosis, Healer, is_suspect, words_of},
    model::{CellRef, Field, Kind, Moment, TableDef, Value, hex},
    register::{Corrected, Correcting, ReadRegister, RegisterError},
};
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, HashMap},
    fmt,
    ops::ControlFlow,
};

/// The repair a healed value is kept with.
pub const HEALED: &str = "healed";

/// A text of the register by what it is about and what it says: `member:BR-PAT-M-4:name:3f2a9c01`.
///
/// The last part is of the text itself, so an id of a text that was changed names nothing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextId {
    /// Stem of the register.
    pub table: String,
    /// Whom or what it is about.
    pub subject: String,
    /// Key of the field.
    pub field: String,
    /// First eight hexadecimal digits of SHA-256 over the text.
    pub text: String,
}

impl TextId {
    /// The id of a text.
    pub fn of(table: &str, subject: &str, field: &str, text: &str) -> Self {
        let digest = Sha256::digest(text.as_bytes());
        let text = hex(&digest[..4]);
        Self { table: table.to_owned(), subject: subject.to_owned(), field: field.to_owned(), text }
    }
    /// Reads what `Display` wrote.
    pub fn read(id: &str) -> Option<Self> {
        let (table, rest) = id.split_once(':')?;
        let (rest, text) = rest.rsplit_once(':')?;
        let (subject, field) = rest.rsplit_once(':')?;
        let hex = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let named = [table, subject, field].iter().all(|part| !part.is_empty());
        (hex && named).then(|| Self {
            table: table.to_owned(),
            subject: subject.to_owned(),
            field: field.to_owned(),
            text: text.to_owned(),
        })
    }
    /// Is this its text?
    pub fn is_of(&self, text: &str) -> bool {
        *self == Self::of(&self.table, &self.subject, &self.field, text)
    }
}

impl fmt::Display for TextId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { table, subject, field, text } = self;
        write!(f, "{table}:{subject}:{field}:{text}")
    }
}

/// A damaged text in force.
#[derive(Clone, Debug, PartialEq)]
pub struct DamagedText {
    /// What it is the text of.
    pub id: TextId,
    /// Number of the field in its register.
    pub field: u16,
    /// Does the field name a person, a phone or an address?
    pub personal: bool,
    /// Identity of the society it belongs to, where the register speaks of one.
    pub society: Option<String>,
    /// The text.
    pub text: String,
    /// What is wrong with it, and what it should be.
    pub diagnosis: Diagnosis,
}

/// A damaged text of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct DamagedCell {
    /// Sheet.
    pub sheet: String,
    /// Cell.
    pub cell: CellRef,
    /// The text, identity numbers within it covered.
    pub text: String,
    /// What is wrong with it, and what it should be.
    pub diagnosis: Diagnosis,
}

/// How often each Hindi word stands in sound texts in force.
#[derive(Clone, Debug, Default)]
pub struct WordCounts(HashMap<String, u64>);

impl WordCounts {
    /// Nothing counted.
    pub fn none() -> Self {
        Self::default()
    }
    /// How often a word was met.
    pub fn of(&self, word: &str) -> u64 {
        self.0.get(word).copied().unwrap_or(0)
    }
    fn add(&mut self, text: &str) {
        for word in words_of(text) {
            match self.0.get_mut(word) {
                Some(count) => *count += 1,
                None => {
                    self.0.insert(word.to_owned(), 1);
                }
            }
        }
    }
}

/// Free texts and names: codes and numbers have rules of their own, what is printed stays as printed.
fn is_healed(field: &Field) -> bool {
    matches!(field.kind, Kind::Text | Kind::Name)
}

/// Every damaged text in force, register by register, and the words of the sound ones. All registers count words, whichever
/// are looked at later: what is proposed must not depend on that.
pub fn damaged_texts(
    register: &dyn ReadRegister,
    healer: &Healer,
    moment: Moment,
) -> Result<(Vec<DamagedText>, WordCounts), RegisterError> {
    let mut words = WordCounts::default();
    let mut suspects: Vec<(String, String, u16, Option<String>, String)> = Vec::new();
    for table in register.tables().0.values() {
        let texts: Vec<u16> = numbers(table, is_healed);
        let society = table.field_no("society");
        if texts.is_empty() {
            continue;
        }
        register.lines(&table.name, moment, &mut |line| {
            let value = |no: u16| line.values.get(usize::from(no));
            for no in &texts {
                let Some(text) = value(*no).and_then(Value::as_text) else { continue };
                if !is_suspect(text) {
                    words.add(text);
                    continue;
                }
                let of = society.and_then(value).and_then(Value::as_text).map(str::to_owned);
                let of = of.or_else(|| (table.name == "society").then(|| line.subject.clone()));
                suspects.push((table.name.clone(), line.subject.clone(), *no, of, text.to_owned()));
            }
            ControlFlow::Continue(())
        })?;
    }
    let mut damaged = Vec::new();
    for (name, subject, no, society, text) in suspects {
        let Some(field) = register.tables().get(&name).and_then(|table| table.fields.get(usize::from(no))) else {
            continue;
        };
        if let Some(diagnosis) = healer.examine(&text, &|word| words.of(word)) {
            let id = TextId::of(&name, &subject, &field.key, &text);
            damaged.push(DamagedText { id, field: no, personal: field.personal, society, text, diagnosis });
        }
    }
    Ok((damaged, words))
}

fn numbers(table: &TableDef, wanted: impl Fn(&Field) -> bool) -> Vec<u16> {
    let fields = table.fields.iter().enumerate().filter(|(_, field)| wanted(field));
    fields.filter_map(|(at, _)| u16::try_from(at).ok()).collect()
}

/// What became of a proposal somebody accepts.
#[derive(Clone, Debug, PartialEq)]
pub enum Accepted {
    /// It can be written.
    Ready(Box<DamagedText>),
    /// It was written before.
    Already,
    /// The text has several readings: there is no proposal.
    Open,
    /// Another text is in force now.
    Changed,
    /// Nothing is in force of that subject and field.
    Unknown,
}

/// Looks an id up among the damaged texts and, where it is not there, in the history of its subject.
pub fn accepted(
    register: &dyn ReadRegister,
    damaged: &[DamagedText],
    id: &TextId,
    moment: Moment,
) -> Result<Accepted, RegisterError> {
    if let Some(found) = damaged.iter().find(|found| found.id == *id) {
        let ready = found.diagnosis.proposal.is_some();
        return Ok(if ready { Accepted::Ready(Box::new(found.clone())) } else { Accepted::Open });
    }
    let Some(table) = register.tables().get(&id.table) else { return Ok(Accepted::Unknown) };
    let Some(no) = table.field_no(&id.field) else { return Ok(Accepted::Unknown) };
    let Some(line) = register.line(&id.table, &id.subject, moment)? else { return Ok(Accepted::Unknown) };
    let entries = register.entries(&id.table, &id.subject)?;
    let text_of = |entry: &crate::model::Entry| {
        entry.facts.iter().find(|(found, _)| *found == no).and_then(|(_, value)| value.as_text()).map(str::to_owned)
    };
    // The entry in force was made for the very text: its value is the proposal, written before.
    let ruling = usize::from(table.fields[usize::from(no)].group);
    let ruling = line.entries.get(ruling).copied().flatten();
    let mut at = entries.iter().find(|entry| Some(entry.no) == ruling);
    while let Some(entry) = at {
        let before = entry
            .supersedes
            .and_then(|no| entries.iter().find(|earlier| earlier.no == no && earlier.office == entry.office));
        if let Some(before) = before
            && text_of(before).is_some_and(|text| id.is_of(&text))
            && text_of(entry) != text_of(before)
        {
            return Ok(if was_healed(entry, &id.field) { Accepted::Already } else { Accepted::Changed });
        }
        at = before;
    }
    Ok(Accepted::Changed)
}

/// Was a field of the entry put right by healing?
fn was_healed(entry: &crate::model::Entry, field: &str) -> bool {
    let written: BTreeMap<String, super::AsWritten> =
        entry.as_written.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
    written.get(field).is_some_and(|kept| kept.repairs.iter().any(|repair| repair == HEALED))
}

/// The corrections that write proposals: one a subject. Texts without a proposal are passed over.
pub fn corrections(texts: &[DamagedText]) -> Vec<Correcting> {
    let mut by_subject: BTreeMap<(&str, &str), Vec<Corrected>> = BTreeMap::new();
    for DamagedText { id, field, text, diagnosis, .. } in texts {
        if let Some(proposal) = &diagnosis.proposal {
            let corrected = Corrected { field: *field, was: Value::text(text), now: Value::text(&proposal.text) };
            by_subject.entry((&id.table, &id.subject)).or_default().push(corrected);
        }
    }
    let correcting = |((table, subject), fields): ((&str, &str), Vec<Corrected>)| Correcting {
        table: table.to_owned(),
        subject: subject.to_owned(),
        fields,
        repair: HEALED,
    };
    by_subject.into_iter().map(correcting).collect()
}

impl Desk {
    /// The damaged texts of a file, cell by cell. Columns of identity numbers are left out.
    pub fn damaged_cells(&self, file: &OpenFile, words: &WordCounts) -> Vec<DamagedCell> {
        let mut damaged = Vec::new();
        for sheet in &file.sheets {
            let mut cover = None;
            for cell in sheet.rows().flat_map(|row| row.cells().collect::<Vec<_>>()) {
                let Some(text) = cell.text().filter(|text| is_suspect(text)) else { continue };
                let Some(diagnosis) = self.healer.examine(text, &|word| words.of(word)) else { continue };
                // Surveying a sheet looks at every cell of it: only where something is to be shown.
                let cover = cover.get_or_insert_with(|| self.cover(sheet));
                if cover.over(&cell).is_none() {
                    let text = covered(text).into_owned();
                    damaged.push(DamagedCell { sheet: sheet.name.clone(), cell: cell.place(), text, diagnosis });
                }
            }
        }
        damaged
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_and_is_of_one_text() {
        for subject in ["BR-PAT-S-17", "district:195", "BR-PAT-S-1/2024-25"] {
            let id = TextId::of("society", subject, "name_hi", "समितिि");
            assert_eq!(TextId::read(&id.to_string()), Some(id.clone()));
            assert!(id.is_of("समितिि") && !id.is_of("समिति"));
        }
        for wrong in ["", "society", "society:BR:name:xyz", "society::name:3f2a9c01", ":a:b:3f2a9c01"] {
            assert_eq!(TextId::read(wrong), None, "{wrong}");
        }
    }
}
