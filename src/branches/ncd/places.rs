//! LGD codes of the panchayats and villages that the register of societies has as names.

use crate::{
    branches::coverage::{Gazetteer, Likeness, Panchayat, Scope, gazetteer},
    catalogue::{Level, Places},
    model::{Moment, Value},
    register::{ReadRegister, RegisterError},
};
use std::ops::ControlFlow;

/// Panchayats by block and villages by panchayat, as the office has imported them; districts and States of the catalogue.
pub struct PlaceCodes {
    /// What the catalogue ships.
    pub places: Places,
    panchayats: Gazetteer,
    villages: Gazetteer,
}

/// Reads them; villages are those whose level above is a panchayat.
pub fn place_codes(register: &dyn ReadRegister, places: Places, moment: Moment) -> Result<PlaceCodes, RegisterError> {
    let panchayats = gazetteer(register, &places, moment)?;
    let table = register.definition("place")?;
    let mut villages = Vec::new();
    register.lines("place", moment, &mut |line| {
        let text = |key| line.value(table, key).and_then(Value::as_text).unwrap_or_default();
        let number = |key| line.value(table, key).and_then(Value::as_integer);
        if text("scheme") == "lgd"
            && text("level") == "village"
            && let Some(code) = number("code")
        {
            let (name_en, name_hi) = (text("name_en").to_owned(), text("name_hi").to_owned());
            // A village stands in its panchayat as a panchayat in its block: the same index finds both.
            villages.push(Panchayat { code, block: number("parent_code"), district: None, name_en, name_hi });
        }
        ControlFlow::Continue(())
    })?;
    Ok(PlaceCodes { places, panchayats, villages: Gazetteer::new(villages, &[], &[]) })
}

impl PlaceCodes {
    /// The State of a district.
    pub fn state_of(&self, district: Option<i64>) -> Option<i64> {
        self.places.get(Level::District, district?).and_then(|place| place.parent)
    }
    /// The one panchayat of this name or code in the block.
    pub fn panchayat(&mut self, name: &str, block: Option<i64>) -> Option<i64> {
        only(&mut self.panchayats, name, block)
    }
    /// The one village of this name or code in the panchayat.
    pub fn village(&mut self, name: &str, panchayat: Option<i64>) -> Option<i64> {
        only(&mut self.villages, name, panchayat)
    }
}

/// The one place of a name within the place above it, in either script; a near spelling is no match: a wrong code is worse
/// than none.
fn only(known: &mut Gazetteer, name: &str, within: Option<i64>) -> Option<i64> {
    let (name, within) = (name.trim(), within?);
    if let Ok(code) = name.parse::<i64>() {
        let inside = known.within(Scope::Block(within)).iter().any(|at| known.all[*at].code == code);
        return inside.then_some(code);
    }
    let hits = known.find(Scope::Block(within), name).filter(|hits| hits.likeness != Likeness::Near)?;
    match hits.panchayats[..] {
        [at] => Some(known.all[at].code),
        _ => None,
    }
}
