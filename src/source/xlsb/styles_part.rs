//! The styles part: the font and the number format behind each cell style.

use super::records::{Records, kind, text_at};
use crate::source::{
    binary::u16_at,
    error::Fault,
    fonts::{Fonts, ListedFont, Style},
    number_format::builtin,
    package::Package,
};
use std::collections::BTreeMap;

/// Flag of a font that strikes through.
const STRIKES: u16 = 0x0008;
/// Where the name of a font stands in its record.
const FONT_NAME: usize = 21;

/// Cell styles by number, and the list of fonts; a workbook without the part has plain cells.
pub(super) fn read(
    package: &mut Package,
    part: &str,
    fonts: &mut Fonts,
) -> Result<(Vec<Style>, Vec<ListedFont>), Fault> {
    let (mut styles, mut listed) = (Vec::new(), Vec::new());
    let Some(input) = package.part(part)? else { return Ok((styles, listed)) };
    let mut records = Records::new(input, part);
    let mut formats: BTreeMap<u16, String> = BTreeMap::new();
    let mut of_cells = false;
    while let Some(found) = records.next()? {
        let data = &records.data[..];
        match found {
            kind::FORMAT => {
                if let (Some(id), Some((code, _))) = (u16_at(data, 0), text_at(data, 2)) {
                    formats.insert(id, code);
                }
            }
            kind::FONT => {
                let name = text_at(data, FONT_NAME).map(|(name, _)| name).unwrap_or_default();
                let struck = u16_at(data, 2).is_some_and(|flags| flags & STRIKES != 0);
                listed.push(ListedFont { font: fonts.intern(&name), struck });
            }
            kind::BEGIN_CELL_XFS => of_cells = true,
            kind::END_CELL_XFS => of_cells = false,
            // Beyond the sixteen bits of a stored cell: such cells read as style 0.
            kind::XF if of_cells && styles.len() <= usize::from(u16::MAX) => {
                let format = u16_at(data, 2).unwrap_or(0);
                let code = formats.get(&format).map_or_else(|| builtin(format.into()).to_owned(), Clone::clone);
                styles.push(Style::of(
                    listed.get(usize::from(u16_at(data, 4).unwrap_or(0))).copied().unwrap_or_default(),
                    code,
                ));
            }
            _ => {}
        }
    }
    Ok((styles, listed))
}
