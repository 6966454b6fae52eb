//! What the register says of a society or of the filing of a return, and a code by which a printed sheet is held against it.
//!
//! The code names the society (of a filing the society, the year and the number of the act, of a certificate of system audit the society and the year), the row of the day book read up to, the day of the facts, and a digest over all of these, the
//! facts and the hash of that row. Whoever has the register can make the digest anew. It proves that this office's register,
//! as it stood at that row, held just these facts, and that neither they nor the day book were altered since. It does not
//! prove that the facts still hold (that is told beside it), nor who printed the sheet: there is no secret in it.

use crate::{
    model::{Date, EntryNo, Line, Moment, Value},
    register::{DayRow, ReadRegister, RegisterError},
};
use sha2::{Digest, Sha256};

const REGISTER: &str = "society";
/// Register of the acts on returns: its subjects are society, year and number.
const FILINGS: &str = "return_event";
/// Register of certificates of system audit: its subjects are society and year.
const CERTIFICATES: &str = "system_certificate";
/// Letters of the digest: no 0, O, 1, I, which a reader may take for one another. 32 of them, five bits each.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const LENGTH: usize = 12;

/// What is in force of a society, as known at a row of the day book.
#[derive(Clone, Debug, PartialEq)]
pub struct Extract {
    /// Identity.
    pub society: String,
    /// Row of the day book read up to.
    pub day_no: i64,
    /// Its hash.
    pub hash: String,
    /// Day of the facts.
    pub as_of: Date,
    /// The facts: key of the field, value, entry.
    pub facts: Vec<(String, Value, Option<EntryNo>)>,
    /// The code.
    pub code: String,
}

/// A code, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// Identity of the society; of a filing `BR-PAT-S-1/2024-25/1`.
    pub society: String,
    /// Row of the day book.
    pub day_no: i64,
    /// Day of the facts.
    pub as_of: Date,
    digest: String,
}

/// What holding a code against the register came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Check {
    /// It holds; the facts it speaks of, and those that are otherwise today: key, then, now.
    Holds(Extract, Vec<(String, Value, Value)>),
    /// The register never held these facts, or something was altered.
    Differs,
    /// The day book has no such row, or no such society stood in it then.
    Unknown,
}

/// The facts of a filing as they were entered, read up to the row of the day book that entered them: the same code ever after.
/// `None` where there is no such filing.
pub fn extract_of_filing(
    register: &dyn ReadRegister,
    filing: &str,
    as_of: Date,
) -> Result<Option<Extract>, RegisterError> {
    extract_of(register, FILINGS, filing, as_of)
}

/// The same of a certificate of system audit.
pub fn extract_of_certificate(
    register: &dyn ReadRegister,
    certificate: &str,
    as_of: Date,
) -> Result<Option<Extract>, RegisterError> {
    extract_of(register, CERTIFICATES, certificate, as_of)
}

fn extract_of(
    register: &dyn ReadRegister,
    table: &str,
    subject: &str,
    as_of: Date,
) -> Result<Option<Extract>, RegisterError> {
    // Only the office that keeps the day book can prove by it.
    let own = register.entries(table, subject)?.into_iter().find(|entry| entry.office == register.office());
    let Some(entry) = own else { return Ok(None) };
    let Some(row) = register.day(&entry.office, entry.day_no)? else { return Ok(None) };
    let moment = Moment { as_of, known_on: Some(row.recorded_at) };
    let Some(line) = register.line(table, subject, moment)? else { return Ok(None) };
    Ok(Some(made(register, table, &row, &line, as_of)))
}

/// The facts of a society at a moment; `None` where nothing is in force, or the register is empty.
pub fn extract(register: &dyn ReadRegister, society: &str, moment: Moment) -> Result<Option<Extract>, RegisterError> {
    let Some(row) = register.last_day(moment)? else { return Ok(None) };
    let moment = Moment { as_of: moment.as_of, known_on: Some(row.recorded_at) };
    let Some(line) = register.line(REGISTER, society, moment)? else { return Ok(None) };
    Ok(Some(made(register, REGISTER, &row, &line, moment.as_of)))
}

fn made(register: &dyn ReadRegister, table: &str, row: &DayRow, line: &Line, as_of: Date) -> Extract {
    let fields = register.tables().get(table).map_or(&[][..], |table| &table.fields);
    let held = fields.iter().zip(&line.values).filter(|(_, value)| !value.is_empty());
    let facts: Vec<(String, Value, Option<EntryNo>)> = held
        .map(|(field, value)| {
            let entry = line.entries.get(usize::from(field.group)).copied().flatten();
            (field.key.clone(), value.clone(), entry)
        })
        .collect();
    let digest = digest(register.office(), &line.subject, row, as_of, &facts);
    let day = as_of.to_string().replace('-', "");
    Extract {
        code: format!("{}.{}.{day}.{digest}", line.subject, row.day_no),
        society: line.subject.clone(),
        day_no: row.day_no,
        hash: row.hash.clone(),
        as_of,
        facts,
    }
}

fn digest(
    office: &str,
    society: &str,
    row: &DayRow,
    as_of: Date,
    facts: &[(String, Value, Option<EntryNo>)],
) -> String {
    let mut hash = Sha256::new();
    let mut part = |text: &str| {
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text.as_bytes());
    };
    part(office);
    part(society);
    part(&row.hash);
    part(&as_of.to_string());
    for (key, value, _) in facts {
        part(key);
        // Kind and value: a number is no text of the same digits.
        part(&serde_json::to_string(value).unwrap_or_default());
    }
    let bytes = hash.finalize();
    let number = bytes.iter().take(8).fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
    let letter = |at: usize| char::from(LETTERS[usize::try_from(number >> (at * 5) & 31).unwrap_or(0)]);
    (0..LENGTH).map(letter).collect()
}

impl Code {
    /// The register it speaks of: that of societies, of certificates of system audit, or of the acts on returns.
    pub fn register(&self) -> &'static str {
        match self.society.matches('/').count() {
            0 => REGISTER,
            1 => CERTIFICATES,
            _ => FILINGS,
        }
    }
    /// Reads a code as printed, in capitals or not, with spaces or without; `None` where it is none.
    pub fn read(text: &str) -> Option<Self> {
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
        let parts: Vec<&str> = plain.split('.').collect();
        let [society, row, day, digest] = parts[..] else { return None };
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if society.is_empty() || !digits(row) || !digits(day) || day.len() != 8 {
            return None;
        }
        let known = digest.len() == LENGTH && digest.bytes().all(|byte| LETTERS.contains(&byte));
        let as_of = format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]).parse().ok()?;
        let (society, digest) = (society.to_owned(), digest.to_owned());
        Some(Self { society, day_no: row.parse().ok()?, as_of, digest }).filter(|_| known)
    }
}

/// Holds a code against the register.
pub fn verify(register: &dyn ReadRegister, code: &Code, today: Date) -> Result<Check, RegisterError> {
    let Some(row) = register.day(register.office(), code.day_no)? else { return Ok(Check::Unknown) };
    let then = Moment { as_of: code.as_of, known_on: Some(row.recorded_at) };
    let table = code.register();
    let Some(line) = register.line(table, &code.society, then)? else { return Ok(Check::Unknown) };
    let made = made(register, table, &row, &line, code.as_of);
    if !made.code.ends_with(&format!(".{}", code.digest)) {
        return Ok(Check::Differs);
    }
    let fields = register.tables().get(table).map_or(&[][..], |table| &table.fields);
    let now = register.line(table, &code.society, Moment::on(today))?;
    let value = |at: usize| now.as_ref().and_then(|line| line.values.get(at)).unwrap_or(&Value::Empty);
    let changed = fields.iter().zip(&line.values).enumerate().filter(|(at, (_, then))| value(*at) != *then);
    let changed = changed.map(|(at, (field, then))| (field.key.clone(), then.clone(), value(at).clone())).collect();
    Ok(Check::Holds(made, changed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_was_printed_or_typed_and_nothing_else_is_one() {
        let code = Code::read(" br-pat-s-1.17.20261120. ab23 CD45 ef67 ").unwrap();
        assert_eq!((code.society.as_str(), code.day_no), ("BR-PAT-S-1", 17));
        assert_eq!((code.as_of, code.digest.as_str()), (Date::constant(2026, 11, 20), "AB23CD45EF67"));
        assert_eq!(code.register(), "society");
        assert_eq!(Code::read("BR-PAT-S-1/2024-25/2.17.20261120.AB23CD45EF67").unwrap().register(), "return_event");
        assert_eq!(Code::read("BR-PAT-S-1/2024-25.17.20261120.AB23CD45EF67").unwrap().register(), "system_certificate");
        for wrong in [
            "",
            "BR-PAT-S-1",
            "A.1.20261120.AB23CD45EF6",
            "A.1.20261320.AB23CD45EF67",
            "A.x.20261120.AB23CD45EF67",
            "A.1.20261120.OB23CD45EF67",
        ] {
            assert_eq!(Code::read(wrong), None, "{wrong}");
        }
    }
}
