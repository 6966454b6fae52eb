//! Events as they are told: of whom, what, and where it is written.

use crate::model::{Locus, Value};

/// Whom an event is about, as a person names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Identity of a society or of a unit, a registration number, a name, the name of an office.
    pub text: String,
    /// LGD code of the district, where numbers repeat.
    pub district: Option<i64>,
}

/// One event of one unit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Event {
    /// Of whom.
    pub asked: Asked,
    /// What: field and value. Fields of its group that are not told stay as they are.
    pub facts: Vec<(String, Value)>,
    /// The row of a list it stands in, or the name given at the desk.
    pub place: Locus,
    /// Sheet (from 0) and row of a list.
    pub row: Option<(u32, u32)>,
}
