//! Documents other registers speak of: the fingerprints that stand in what the programs' own acts wrote.

use super::REGISTER;
use crate::{
    model::{Date, Field, Kind, Moment, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::{collections::BTreeSet, ops::ControlFlow};

/// Fields that hold fingerprints also where an import may fill them.
const KEYS: [&str; 3] = ["documents", "text_document", "proof"];

/// A document another register speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// SHA-256 of the file.
    pub sha256: String,
    /// The register.
    pub register: String,
    /// Its subject there.
    pub subject: String,
    /// What it belongs to: the case, where the entry names one.
    pub of: String,
    /// The day of the entry.
    pub on: Option<Date>,
    /// Who made it.
    pub login: String,
}

/// The fingerprints in a text: sixty-four hexadecimal figures.
pub fn fingerprints(text: &str) -> impl Iterator<Item = &str> {
    let is = |word: &&str| word.len() == 64 && word.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    text.split(|c: char| !c.is_ascii_alphanumeric()).filter(is)
}

/// Everything the registers say of documents but their own register, register by register, each document of a subject once. What
/// was corrected or followed since spoke of its document too: the file stays.
pub fn references(register: &dyn ReadRegister, moment: Moment) -> Result<Vec<Reference>, RegisterError> {
    let mut found = Vec::new();
    for table in register.tables().0.values().filter(|table| table.name != REGISTER) {
        let fields = holding(table);
        if fields.is_empty() {
            continue;
        }
        let mut subjects = Vec::new();
        register.lines(&table.name, moment, &mut |line| {
            subjects.push(line.subject);
            ControlFlow::Continue(())
        })?;
        for subject in subjects {
            let mut seen = BTreeSet::new();
            for entry in register.entries(&table.name, &subject)?.iter().filter(|one| moment.knows(one.recorded_at)) {
                let value = |no: u16| entry.facts.iter().find(|(known, _)| *known == no).map(|(_, value)| value);
                let text = |key: &str| table.field_no(key).and_then(value).and_then(Value::as_text).unwrap_or_default();
                let told = fields.iter().filter_map(|no| value(*no)?.as_text()).flat_map(fingerprints);
                for sha256 in told.filter(|sha256| seen.insert((*sha256).to_owned())) {
                    let case = text("case_no");
                    found.push(Reference {
                        sha256: sha256.to_owned(),
                        register: table.name.clone(),
                        of: if case.is_empty() { subject.clone() } else { case.to_owned() },
                        subject: subject.clone(),
                        on: Some(entry.effective_from),
                        login: text("login").to_owned(),
                    });
                }
            }
        }
    }
    Ok(found)
}

/// Numbers of the fields that may hold fingerprints: texts of registers the programs alone write, and those so called.
fn holding(table: &TableDef) -> Vec<u16> {
    let may = |field: &Field| table.is_by_program() || KEYS.contains(&field.key.as_str());
    let fields = (0_u16..).zip(&table.fields);
    fields.filter(|(_, field)| field.kind == Kind::Text && may(field)).map(|(no, _)| no).collect()
}

#[cfg(test)]
mod tests {
    use super::fingerprints;

    #[test]
    fn a_fingerprint_is_told_from_other_words() {
        let (one, other) = ("a1".repeat(32), "0f".repeat(32));
        let text = format!("sha256:{one}, {other}; {}, {}A", "a".repeat(63), "b".repeat(64));
        assert_eq!(fingerprints(&text).collect::<Vec<_>>(), [one, other]);
        assert_eq!(fingerprints("receipt 7").count(), 0);
    }
}
