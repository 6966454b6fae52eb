//! A return as filed, from whatever it was read.

use super::layout::Layout;
use crate::{
    model::{CooperativeYear, Locus},
    rules::Lines,
};
use std::sync::Arc;

/// One return.
#[derive(Clone, Debug)]
pub struct Filed {
    /// Who filed it, as shown: the identity where it is stated, else the registration number as printed.
    pub society: String,
    /// Registration number as printed; empty where the return does not say, or is on record.
    pub number: String,
    /// By what one society is told from another among returns: the identity, else the name beside the number with it,
    /// for two societies of different districts may have one number.
    pub(super) known_by: String,
    /// The year.
    pub fy: CooperativeYear,
    /// `governing_act`; empty when the return does not say.
    pub act: String,
    /// Its lines.
    pub lines: Lines,
    /// Where it stands in a file: the layout and the row; nothing for a return of the register.
    pub at: Option<(Arc<Layout>, u32)>,
}

impl Filed {
    /// Is this what a person calls the society: its identity, or its number?
    pub(super) fn is_called(&self, name: &str) -> bool {
        !name.is_empty() && [&self.society, &self.number].iter().any(|known| *known == name)
    }
    /// The place of one of its lines.
    pub(super) fn locus(&self, field: Option<u16>) -> Locus {
        locus(&self.society, self.fy, self.at.as_ref(), field)
    }
}

/// The place of a line of a return.
pub(super) fn locus(society: &str, fy: CooperativeYear, at: Option<&(Arc<Layout>, u32)>, field: Option<u16>) -> Locus {
    let mut place = at.map(|(layout, _)| layout.locus()).unwrap_or_default();
    place.cell = at.and_then(|(layout, row)| Some(layout.place(layout.cell(field?, *row)?)));
    Locus { society: Some(society.to_owned()), fy: Some(fy.to_string()), ..place }
}
