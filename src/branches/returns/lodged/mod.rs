//! Documents societies lodge with their return of a year: what lies there, what should, and whether the return says the same.

mod check;
mod names;
mod need;
#[cfg(test)]
mod tests;

pub use check::{Checked, File, check, lacking};
pub use names::{Named, Names, kind_of};
pub use need::{Facts, Need, facts_of_year, need};

use crate::{
    catalogue::ReturnDocument,
    model::{CooperativeYear, Date, Moment, NewEntry, Subject, Value},
    register::{ReadRegister, RegisterError},
};
use std::ops::ControlFlow;

/// Stem of the register.
pub const REGISTER: &str = "return_document";

/// A document lodged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lodged {
    /// Its subject in the register: society, year and kind.
    pub subject: String,
    /// Identity of the society.
    pub society: String,
    /// Year, as `2024-25`.
    pub fy: String,
    /// Code of the kind.
    pub kind: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Name of the file as it was given.
    pub file_name: String,
    /// Its length in bytes.
    pub size: i64,
    /// Day it was lodged.
    pub attached_on: Option<Date>,
    /// Order it came with.
    pub order_no: String,
    /// Who entered it.
    pub login: String,
    /// Day it was struck out.
    pub struck_on: Option<Date>,
    /// The order that struck it out.
    pub struck_by: String,
}

/// What a document is known by. Of a kind there may be several of, each file is one of its own.
pub fn subject(society: &str, fy: CooperativeYear, kind: &ReturnDocument, sha256: &str) -> String {
    let one = format!("{society}/{fy}/{}", kind.code);
    if kind.several { format!("{one}/{}", sha256.get(..16).unwrap_or(sha256)) } else { one }
}

/// Documents in force in the order of the register, those struck out too; of every year where none is named.
pub fn lodged(
    register: &dyn ReadRegister,
    fy: Option<CooperativeYear>,
    moment: Moment,
) -> Result<Vec<Lodged>, RegisterError> {
    let table = register.definition(REGISTER)?;
    let fy = fy.map(|fy| fy.to_string());
    let mut found = Vec::new();
    register.lines(REGISTER, moment, &mut |line| {
        let value = |key: &str| line.value(table, key);
        let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
        let day = |key: &str| value(key).and_then(Value::as_date);
        let year = text("fy");
        if fy.as_ref().is_none_or(|fy| *fy == year) {
            found.push(Lodged {
                society: text("society"),
                fy: year,
                kind: text("kind"),
                sha256: text("sha256"),
                file_name: text("file_name"),
                size: value("size").and_then(Value::as_integer).unwrap_or_default(),
                attached_on: day("attached_on"),
                order_no: text("order_no"),
                login: text("login"),
                struck_on: day("struck_on"),
                struck_by: text("struck_by"),
                subject: line.subject.clone(),
            });
        }
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

/// The entry of a document, in the place of an earlier one of its subject where there is one. Not before what it takes the place of,
/// or that would rule on.
pub fn attach(
    register: &dyn ReadRegister,
    new: &Lodged,
    earlier: Option<&Lodged>,
    on: Date,
) -> Result<NewEntry, RegisterError> {
    let said = [
        ("society", Value::text(&new.society)),
        ("fy", Value::text(&new.fy)),
        ("kind", Value::text(&new.kind)),
        ("sha256", Value::text(&new.sha256)),
        ("file_name", Value::text(&new.file_name)),
        ("size", Value::Integer(new.size)),
        ("attached_on", Value::Date(on)),
        ("order_no", Value::text(&new.order_no)),
        ("login", Value::text(&new.login)),
        // One that was struck out and is lodged again stands.
        ("struck_on", Value::Empty),
        ("struck_by", Value::Empty),
    ];
    let since = earlier.and_then(|one| one.attached_on.max(one.struck_on));
    let from = since.map_or(on, |since| since.max(on));
    Ok(NewEntry::stating(register.definition(REGISTER)?, Subject::Known(new.subject.clone()), from, said))
}

/// The entry that strikes a document out.
pub fn strike(register: &dyn ReadRegister, one: &Lodged, on: Date, order: &str) -> Result<NewEntry, RegisterError> {
    let said = [("struck_on", Value::Date(on)), ("struck_by", Value::text(order))];
    let from = one.attached_on.map_or(on, |since| since.max(on));
    Ok(NewEntry::stating(register.definition(REGISTER)?, Subject::Known(one.subject.clone()), from, said))
}
