//! What each column of a long list is, and which of them say whose return it is.

use super::super::layout::{Layout, Shape};
use crate::catalogue::{ReturnFields, ReturnKind};

/// What tells a return from others; each is a column of its own, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    Id,
    Number,
    Society,
    Year,
    YearEnd,
    YearStart,
    Act,
}

/// How many of them there are.
pub(super) const SAYS: usize = 7;

/// A column of the list.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Column {
    /// The line of the return.
    pub(super) line: Option<u16>,
    /// Small units of one, for lines that are numbers, and their decimal places.
    pub(super) scale: Option<(i64, u32)>,
    /// Are its spellings few?
    pub(super) few: bool,
    pub(super) says: Option<Says>,
}

/// The columns of a list in their order.
pub(super) struct Columns {
    pub(super) heading_row: u32,
    pub(super) by_place: Vec<Column>,
    /// The line of each of them.
    pub(super) lines: Vec<Option<u16>>,
    pub(super) fy_start: Option<u16>,
    pub(super) fy_end: Option<u16>,
}

impl Columns {
    /// Those of a flat list; nothing for another layout.
    pub(super) fn of(layout: &Layout, fields: &ReturnFields) -> Option<Self> {
        let Shape::Flat { columns, society, year } = &layout.shape else { return None };
        let place = |column: u32| usize::try_from(column).ok();
        let width = columns.values().chain(society).chain(year).max().copied().and_then(place)? + 1;
        let mut by_place = vec![Column::default(); width];
        let named = [
            ("society_id", Says::Id),
            ("registration_number", Says::Number),
            ("fy_end", Says::YearEnd),
            ("fy_start", Says::YearStart),
            ("governing_act", Says::Act),
        ];
        for (line, column) in columns {
            let field = fields.at(*line);
            let places = match field.kind {
                ReturnKind::Money | ReturnKind::Percent => Some(2),
                ReturnKind::Quantity => Some(3),
                ReturnKind::Integer => Some(0),
                ReturnKind::Date | ReturnKind::Bool | ReturnKind::Code | ReturnKind::Text => None,
            };
            let few = matches!(field.kind, ReturnKind::Date | ReturnKind::Bool | ReturnKind::Code);
            let says = named.iter().find(|(key, _)| *key == field.key).map(|(_, says)| *says);
            // What names a return is looked at as text.
            let scale = places.filter(|_| says.is_none()).map(|places| (10_i64.pow(places), places));
            by_place[place(*column)?] = Column { line: Some(*line), scale, few, says };
        }
        for (column, says) in [(society, Says::Society), (year, Says::Year)] {
            if let Some(at) = column.and_then(place) {
                by_place[at].says = Some(says);
            }
        }
        let lines = by_place.iter().map(|column| column.line).collect();
        let (fy_start, fy_end) = (fields.no("fy_start"), fields.no("fy_end"));
        Some(Self { heading_row: layout.heading_row, by_place, lines, fy_start, fy_end })
    }
}
