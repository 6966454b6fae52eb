//! The table of shared texts with the fonts of their runs.

use super::records::{Records, kind, rich_at};
use crate::source::{Limits, error::Fault, fonts::ListedFont, package::Package, strings::Strings};

pub(super) fn read(package: &mut Package, part: &str, fonts: &[ListedFont], limits: &Limits) -> Result<Strings, Fault> {
    let mut strings = Strings::default();
    let Some(input) = package.part(part)? else { return Ok(strings) };
    let mut records = Records::new(input, part);
    while let Some(found) = records.next()? {
        if found == kind::SHARED_ITEM {
            // An item that breaks off still has its number.
            if rich_at(&records.data, 0, fonts, &mut strings).is_none() {
                strings.discard_open();
            }
            strings.close(limits)?;
        }
    }
    Ok(strings)
}
