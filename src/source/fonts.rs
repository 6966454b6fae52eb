//! Font names and cell styles of a workbook, each kept once.

use super::number_format::Shows;

/// Number of a font name within a sheet or workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FontId(pub u16);

/// Font names in the order first seen.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fonts(Vec<String>);

impl Fonts {
    /// The number of a name; `None` for a blank name or beyond 65,535 names.
    pub fn intern(&mut self, name: &str) -> Option<FontId> {
        let name = name.trim();
        if name.is_empty() {
            return None;
        }
        let position = self.0.iter().position(|known| known == name).unwrap_or(self.0.len());
        let id = FontId(u16::try_from(position).ok().filter(|id| *id < u16::MAX)?);
        if position == self.0.len() {
            self.0.push(name.to_owned());
        }
        Some(id)
    }

    pub fn name(&self, id: FontId) -> Option<&str> {
        self.0.get(usize::from(id.0)).map(String::as_str)
    }

    pub fn name_of(&self, id: Option<FontId>) -> Option<&str> {
        id.and_then(|id| self.name(id))
    }

    pub fn names(&self) -> &[String] {
        &self.0
    }
}

/// How a cell is dressed, as far as reading it depends on that.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Style {
    pub font: Option<FontId>,
    pub struck: bool,
    pub number_format: String,
    pub shows: Shows,
}
