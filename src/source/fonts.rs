//! Font names and cell styles of a workbook, each kept once.

use super::{look::Look, number_format::Shows};
use std::{collections::HashMap, sync::Arc};

/// Number of a font name within a sheet or workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FontId(pub u16);

/// Font names in the order first seen.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fonts {
    names: Vec<String>,
    numbers: HashMap<String, u16>,
}

impl Fonts {
    /// The number of a name; `None` for a blank name or beyond 65,535 names.
    pub fn intern(&mut self, name: &str) -> Option<FontId> {
        let name = name.trim();
        if name.is_empty() {
            return None;
        }
        if let Some(number) = self.numbers.get(name) {
            return Some(FontId(*number));
        }
        let number = u16::try_from(self.names.len()).ok().filter(|number| *number < u16::MAX)?;
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        Some(FontId(number))
    }

    pub fn name(&self, id: FontId) -> Option<&str> {
        self.names.get(usize::from(id.0)).map(String::as_str)
    }

    pub fn name_of(&self, id: Option<FontId>) -> Option<&str> {
        id.and_then(|id| self.name(id))
    }

    pub fn names(&self) -> &[String] {
        &self.names
    }
}

/// A font of a workbook's list: its name, and whether it strikes through.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ListedFont {
    pub font: Option<FontId>,
    pub struck: bool,
}

/// How a cell is dressed, as far as reading it depends on that.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Style {
    pub font: Option<FontId>,
    pub struck: bool,
    pub number_format: String,
    pub shows: Shows,
    /// Fill and edges, where the file was read for them and has any.
    pub look: Option<Arc<Look>>,
}

impl Style {
    /// A font and the code of a number format; `General`, the format of most cells, takes no room.
    pub fn of(ListedFont { font, struck }: ListedFont, code: String) -> Self {
        let shows = Shows::of(&code);
        Self { font, struck, number_format: if code == "General" { String::new() } else { code }, shows, look: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_fonts_as_a_file_may_name_are_told_apart_in_a_moment() {
        let mut fonts = Fonts::default();
        let begun = std::time::Instant::now();
        for n in 0..200_000 {
            assert_eq!(fonts.intern(&format!(" F{n} ")).is_some(), n < 65_535);
        }
        assert_eq!(fonts.intern("F7"), Some(FontId(7)));
        assert_eq!((fonts.intern(" "), fonts.names().len()), (None, 65_535));
        // One by one along the list it took minutes.
        assert!(begun.elapsed().as_secs() < 20);
    }
}
