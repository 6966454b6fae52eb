//! The column decides what a short cell cannot.

use super::{Detection, Label};

/// The vote of a column's cells, and its heading if that was judged too.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ColumnVote {
    /// Summed log-odds of Kruti Dev against English, each cell saying no more than [`CELL_LIMIT`].
    pub log_odds: f32,
    /// Cells read as Kruti Dev.
    pub krutidev: usize,
    /// Cells read as English.
    pub english: usize,
    /// Cells already in Unicode Hindi.
    pub unicode_hindi: usize,
    /// Cells that could not be decided alone.
    pub undecided: usize,
}

/// Most that one cell says in the vote.
pub const CELL_LIMIT: f32 = 6.0;
/// Most that the column says to one cell.
const COLUMN_LIMIT: f32 = 6.0;
/// Log-odds within which a doubtful cell stays as it is, with a flag.
const DOUBT: f32 = 1.0;

/// Counts the votes of a column.
pub fn column_vote(cells: &[Detection]) -> ColumnVote {
    let mut vote = ColumnVote::default();
    for cell in cells {
        match cell.label {
            Label::UnicodeHindi => vote.unicode_hindi += 1,
            Label::Krutidev | Label::English if cell.undecided => vote.undecided += 1,
            Label::Krutidev => vote.krutidev += 1,
            Label::English => vote.english += 1,
            Label::Number | Label::Other => {}
        }
        vote.log_odds += voice(cell);
    }
    vote
}

fn voice(cell: &Detection) -> f32 {
    match cell.label {
        Label::Krutidev | Label::English if !cell.undecided => cell.log_odds.clamp(-CELL_LIMIT, CELL_LIMIT),
        _ => 0.0,
    }
}

impl ColumnVote {
    /// The label of a cell in this column; `None` where even the column leaves it open: do not convert, flag it.
    pub fn label_for(&self, cell: &Detection) -> Option<Label> {
        if !matches!(cell.label, Label::Krutidev | Label::English) {
            return Some(cell.label);
        }
        // The cell's own voice is not heard twice.
        let others = (self.log_odds - voice(cell)).clamp(-COLUMN_LIMIT, COLUMN_LIMIT);
        let own = if cell.undecided { cell.log_odds.clamp(-DOUBT, DOUBT) } else { cell.log_odds };
        let sum = own + others / if cell.undecided { 1.0 } else { 2.0 };
        if cell.undecided && others.abs() <= DOUBT || sum.abs() <= DOUBT {
            return (!cell.undecided).then_some(cell.label);
        }
        Some(if sum > 0.0 { Label::Krutidev } else { Label::English })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue::Files, devanagari::Decoder};

    fn judged(cells: &[&str]) -> Vec<Detection> {
        let decoder = Decoder::load(&Files::embedded()).expect("the embedded catalogue is read by this test");
        cells.iter().map(|cell| decoder.detect(cell)).collect()
    }
    #[test]
    fn a_word_in_both_readings_follows_its_column() {
        // "in" is पद, "can" is बंद.
        let hindi = judged(&["inuke", "v/;{k", "lfpo", "in", "dks\"kk/;{k", "can"]);
        let english = judged(&["Post", "Chairman", "Secretary", "in", "Treasurer", "can"]);
        assert!(hindi[3].undecided && english[3].undecided);
        assert_eq!(column_vote(&hindi).label_for(&hindi[3]), Some(Label::Krutidev));
        assert_eq!(column_vote(&english).label_for(&english[3]), Some(Label::English));
        assert_eq!(column_vote(&english).label_for(&english[5]), Some(Label::English));
    }
    #[test]
    fn without_a_column_a_doubtful_word_is_left_open() {
        let alone = judged(&["in", "12", ""]);
        assert_eq!(column_vote(&alone).label_for(&alone[0]), None);
        assert_eq!(column_vote(&alone).label_for(&alone[1]), Some(Label::Number));
    }
    #[test]
    fn a_clear_cell_stays_what_it_is_in_any_column() {
        let cells = judged(&["lfefr", "v/;{k", "dk;kZy;", "Registered Office", "रामपुर", "iath;u"]);
        let vote = column_vote(&cells);
        assert_eq!((vote.krutidev, vote.english, vote.unicode_hindi), (4, 1, 1));
        assert_eq!(vote.label_for(&cells[3]), Some(Label::English));
        assert_eq!(vote.label_for(&cells[4]), Some(Label::UnicodeHindi));
    }
}
