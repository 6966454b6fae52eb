//! Sums while the rows go by, and printed totals held against them.

use super::account::Control;
use crate::mapping::RowKind;
use std::collections::BTreeMap;

/// A running sum of one column over a stretch of rows.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    value: i64,
    /// A row of the stretch could not be read or left 64 bits.
    incomplete: bool,
}

impl Sum {
    fn add(&mut self, value: Option<i64>) {
        match value.and_then(|value| self.value.checked_add(value)) {
            Some(sum) => self.value = sum,
            None => self.incomplete = true,
        }
    }
}

/// One column: its sum so far, and what it was at each total row above.
#[derive(Clone, Debug, Default)]
struct Column {
    overall: Sum,
    marks: Vec<Sum>,
}

/// Sums of all columns of a sheet.
#[derive(Clone, Debug, Default)]
pub struct Controls {
    columns: BTreeMap<u32, Column>,
    /// Printed totals met, in row order.
    pub met: Vec<Control>,
}

impl Controls {
    /// A figure of a data row; `None` where the cell could not be read.
    pub fn add(&mut self, column: u32, value: Option<i64>) {
        self.columns.entry(column).or_default().overall.add(value);
    }
    /// Sum of a column over all data rows, as far as they could be read.
    pub fn overall(&self, column: u32) -> i64 {
        self.columns.get(&column).map_or(0, |column| column.overall.value)
    }
    /// A total row: each printed figure is held against the rows above it.
    ///
    /// A total covers the rows since some total above it: a block's since the last one, a district's since the last district's, a grand
    /// total all rows. The nearest stretch that gives the printed figure carries it; where none does, the difference is shown against
    /// the rows since the last total, for a grand total against all rows.
    pub fn total(&mut self, row: u32, kind: RowKind, printed: &[(u32, String, i64)]) -> Vec<Control> {
        let mut found = Vec::new();
        for (column, field, printed) in printed {
            let sums = self.columns.entry(*column).or_default();
            let since = |mark: &Sum| sums.overall.value - mark.value;
            let marks = sums.marks.iter().rev().chain([&Sum { value: 0, incomplete: false }]);
            let carried = marks.clone().map(since).find(|sum| sum == printed);
            let nearest = match kind {
                RowKind::Total => sums.overall.value,
                _ => sums.marks.last().map_or(sums.overall.value, since),
            };
            found.push(Control {
                row,
                column: *column,
                field: field.clone(),
                printed: *printed,
                computed: carried.unwrap_or(nearest),
                incomplete: sums.overall.incomplete,
            });
        }
        for sums in self.columns.values_mut() {
            sums.marks.push(sums.overall);
        }
        self.met.extend(found.iter().cloned());
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(controls: &mut Controls, row: u32, kind: RowKind, printed: i64) -> bool {
        controls.total(row, kind, &[(3, "members".into(), printed)])[0].holds()
    }

    #[test]
    fn block_district_and_grand_totals_hold_each_over_its_own_rows() {
        let mut controls = Controls::default();
        for members in [[10, 20], [1, 2]] {
            members.iter().for_each(|n| controls.add(3, Some(*n)));
            assert!(total(&mut controls, 9, RowKind::Subtotal, members.iter().sum()));
        }
        assert!(total(&mut controls, 10, RowKind::Subtotal, 33));
        [5, 6].iter().for_each(|n| controls.add(3, Some(*n)));
        assert!(total(&mut controls, 13, RowKind::Subtotal, 11));
        assert!(total(&mut controls, 14, RowKind::Subtotal, 11));
        assert!(total(&mut controls, 15, RowKind::Total, 44));
        assert_eq!(controls.overall(3), 44);
    }

    #[test]
    fn a_wrong_total_is_a_difference_against_the_nearest_stretch() {
        let mut controls = Controls::default();
        [10, 20].iter().for_each(|n| controls.add(3, Some(*n)));
        let control = &controls.total(9, RowKind::Subtotal, &[(3, "members".into(), 31)])[0];
        assert_eq!((control.printed, control.computed, control.holds()), (31, 30, false));
    }

    #[test]
    fn an_unreadable_row_makes_the_sum_incomplete() {
        let mut controls = Controls::default();
        controls.add(3, Some(5));
        controls.add(3, None);
        assert!(controls.total(9, RowKind::Total, &[(3, "members".into(), 9)])[0].incomplete);
    }
}
