//! The locker of documents (e-Sankalan): what was kept under which fingerprint, of whom or what; and whether the files that
//! lie in the folder are those.
//!
//! A file lies in the folder once, under its SHA-256; each entry of the register says whom it belongs to. Documents that came
//! with acts of other registers stand there, and are told here too. An entry struck out stays, and so does its file.

mod references;
mod verify;

pub use references::{Reference, fingerprints, references};
pub use verify::{Lying, faults_of};

use crate::{
    model::{Date, Moment, NewEntry, SourceKey, Subject, Value},
    register::{ReadRegister, RegisterError},
};
use std::ops::ControlFlow;

/// Stem of the register.
pub const REGISTER: &str = "document";

/// A document kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Identity of the entry.
    pub id: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Code of the kind.
    pub kind: String,
    /// Name of the file as it was given.
    pub file_name: String,
    /// Its length in bytes.
    pub size: i64,
    /// Whom it belongs to: case, society, employee or file.
    pub of_kind: String,
    /// The identity or number of that.
    pub of: String,
    /// Day it was put.
    pub put_on: Option<Date>,
    /// Who put it.
    pub login: String,
    /// Order it came with.
    pub order_no: String,
    /// Day it was struck out.
    pub struck_on: Option<Date>,
    /// The order that struck it out.
    pub struck_by: String,
}

/// Documents in force, in the order of identities; struck ones too.
pub fn documents(register: &dyn ReadRegister, moment: Moment) -> Result<Vec<Document>, RegisterError> {
    let table = register.definition(REGISTER)?;
    let mut found = Vec::new();
    register.lines(REGISTER, moment, &mut |line| {
        let value = |key: &str| line.value(table, key);
        let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
        let day = |key: &str| value(key).and_then(Value::as_date);
        found.push(Document {
            sha256: text("sha256"),
            kind: text("kind"),
            file_name: text("file_name"),
            size: value("size").and_then(Value::as_integer).unwrap_or_default(),
            of_kind: text("of_kind"),
            of: text("of"),
            put_on: day("put_on"),
            login: text("login"),
            order_no: text("order_no"),
            struck_on: day("struck_on"),
            struck_by: text("struck_by"),
            id: line.subject,
        });
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

/// The entry of a document; `None` where the same file is kept for the same subject, and not struck out.
pub fn put(register: &dyn ReadRegister, new: &Document) -> Result<Result<NewEntry, Document>, RegisterError> {
    let all = documents(register, Moment::on(Date::MAX))?;
    let mut same =
        all.into_iter().filter(|one| (&one.sha256, &one.of_kind, &one.of) == (&new.sha256, &new.of_kind, &new.of));
    let before = same.clone().count();
    if let Some(known) = same.find(|one| one.struck_on.is_none()) {
        return Ok(Err(known));
    }
    let said = [
        ("sha256", Value::text(&new.sha256)),
        ("kind", Value::text(&new.kind)),
        ("file_name", Value::text(&new.file_name)),
        ("size", Value::Integer(new.size)),
        ("of_kind", Value::text(&new.of_kind)),
        ("of", Value::text(&new.of)),
        ("put_on", new.put_on.map_or(Value::Empty, Value::Date)),
        ("login", Value::text(&new.login)),
        ("order_no", Value::text(&new.order_no)),
    ];
    // What was struck out and is put again is another entry.
    let key = SourceKey::named(&[REGISTER, &new.sha256, &new.of_kind, &new.of, &before.to_string()]);
    let on = new.put_on.unwrap_or_default();
    Ok(Ok(NewEntry::stating(register.definition(REGISTER)?, Subject::New(key), on, said)))
}

/// The entry that strikes a document out.
pub fn strike(
    register: &dyn ReadRegister,
    document: &Document,
    (on, order): (Date, &str),
) -> Result<NewEntry, RegisterError> {
    let said = [("struck_on", Value::Date(on)), ("struck_by", Value::text(order))];
    Ok(NewEntry::stating(register.definition(REGISTER)?, Subject::Known(document.id.clone()), on, said))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::{Files, load_tables},
        model::{Instant, Plan},
        register::MemoryRegister,
    };

    #[test]
    fn a_file_is_put_once_for_each_subject_and_again_after_it_was_struck_out() {
        let mut register = MemoryRegister::new("BR-PAT", load_tables(&Files::embedded()).unwrap());
        let enter = |register: &mut MemoryRegister, entry: NewEntry| {
            let plan = Plan { entries: vec![entry], ..Plan::default() };
            register.apply(&plan, Instant::new(jiff::Timestamp::from_second(1_760_000_000).unwrap())).unwrap();
        };
        let on = Date::constant(2026, 3, 31);
        let new = |of: &str| Document {
            sha256: "a".repeat(64),
            of_kind: "case".into(),
            of: of.into(),
            put_on: Some(on),
            ..Document::default()
        };
        for of in ["BR-PAT-AP-1", "BR-PAT-AP-2"] {
            let entry = put(&register, &new(of)).unwrap().unwrap();
            enter(&mut register, entry);
        }
        let known = put(&register, &new("BR-PAT-AP-2")).unwrap().unwrap_err();
        assert_eq!(known.of, "BR-PAT-AP-2");
        let entry = strike(&register, &known, (on, "4")).unwrap();
        enter(&mut register, entry);
        let entry = put(&register, &new("BR-PAT-AP-2")).unwrap().unwrap();
        enter(&mut register, entry);
        let all = documents(&register, Moment::on(Date::MAX)).unwrap();
        assert_eq!(all.iter().filter(|one| one.struck_by == "4").count(), 1);
        assert_eq!(
            (all.len(), all.iter().filter(|one| one.sha256.len() == 64).count()),
            (3, 3),
            "the struck entry keeps what it said"
        );
    }
}
