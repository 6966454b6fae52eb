//! How a cell looks beside its font: its fill and the lines around it, for a workbook that repeats its rows.

/// A colour as red, green and blue.
pub type Rgb = u32;

/// A line at one edge of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Its kind.
    pub line: Line,
    /// Its colour; `None`: that of the system.
    pub color: Option<Rgb>,
}

/// Kinds of lines, as spreadsheet programs call them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// One thin line.
    Thin,
    /// Of middle strength.
    Medium,
    /// Thick.
    Thick,
    /// Two thin ones.
    Double,
    /// As thin as can be.
    Hair,
    /// Dashes.
    Dashed,
    /// Dots.
    Dotted,
    /// Dash and dot in turn.
    DashDot,
    /// A dash and two dots in turn.
    DashDotDot,
    /// Dashes of middle strength.
    MediumDashed,
    /// Dash and dot of middle strength.
    MediumDashDot,
    /// A dash and two dots of middle strength.
    MediumDashDotDot,
    /// Slanting dashes and dots.
    SlantDashDot,
}

impl Line {
    /// The kind of a name; `none` and what is no name is no line.
    pub(super) fn of(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"thin" => Self::Thin,
            b"medium" => Self::Medium,
            b"thick" => Self::Thick,
            b"double" => Self::Double,
            b"hair" => Self::Hair,
            b"dashed" => Self::Dashed,
            b"dotted" => Self::Dotted,
            b"dashDot" => Self::DashDot,
            b"dashDotDot" => Self::DashDotDot,
            b"mediumDashed" => Self::MediumDashed,
            b"mediumDashDot" => Self::MediumDashDot,
            b"mediumDashDotDot" => Self::MediumDashDotDot,
            b"slantDashDot" => Self::SlantDashDot,
            _ => return None,
        })
    }
}

/// Fill and edges of a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Colour of a solid fill.
    pub fill: Option<Rgb>,
    /// Left, right, top, bottom.
    pub edges: [Option<Edge>; 4],
}
