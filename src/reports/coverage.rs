//! Coverage of panchayats on paper: the three counts by place, and a target split over the uncovered.

use super::{
    Column, ColumnKind, Phrase, Report,
    ground::{Ground, district_column, list},
};
use crate::model::{Label, Value};

/// District, block, then all, covered, doubtful and uncovered panchayats.
pub type CountRow = [Value; 6];
/// District, block, uncovered panchayats, target.
pub type PlanRow = [Value; 4];

fn place_columns() -> Vec<Column> {
    vec![district_column(), Column::new("coverage_block", ColumnKind::Code("block".into()))]
}

/// Builds the counts.
pub fn counts(kind: Label, rows: &[CountRow], ground: &Ground) -> Report {
    let mut report = ground.report("coverage");
    report.preamble.push(Phrase::Both(kind));
    let mut columns = place_columns();
    for key in ["coverage_all", "coverage_covered", "coverage_doubtful", "coverage_uncovered"] {
        columns.push(Column::new(key, ColumnKind::Integer).totalled());
    }
    report.sections.push(list("coverage", columns, rows.iter().map(|row| row.to_vec()).collect(), None));
    report.notes.push(Phrase::key("note.coverage"));
    report
}

/// Builds the plan.
pub fn plan(kind: Label, rows: &[PlanRow], ground: &Ground) -> Report {
    let mut report = ground.report("coverage_plan");
    report.preamble.push(Phrase::Both(kind));
    let mut columns = place_columns();
    for key in ["coverage_uncovered", "coverage_units"] {
        columns.push(Column::new(key, ColumnKind::Integer).totalled());
    }
    report.sections.push(list("coverage_plan", columns, rows.iter().map(|row| row.to_vec()).collect(), None));
    report.notes.push(Phrase::key("note.coverage_plan"));
    report.signature = Some(Phrase::key("word.signature"));
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue::Files, model::Date, reports::Origin};

    #[test]
    fn sums_of_the_papers_are_those_of_their_rows() {
        let ground = Ground::new(&Files::embedded(), Date::constant(2026, 3, 31), Origin::default(), "BR").unwrap();
        let row = |numbers: [i64; 4]| {
            let [a, b, c, d] = numbers.map(Value::Integer);
            [Value::Integer(230), Value::Empty, a, b, c, d]
        };
        let report = counts(Label::default(), &[row([5, 2, 1, 2]), row([3, 0, 0, 3])], &ground);
        report.check_shape().unwrap();
        let total = |column| report.sections[0].table.total(column).unwrap();
        assert_eq!((total(2), total(3) + total(4) + total(5)), (8, 8));
        let planned = plan(
            Label::default(),
            &[[Value::Integer(230), Value::Empty, Value::Integer(2), Value::Integer(1)]],
            &ground,
        );
        planned.check_shape().unwrap();
        assert_eq!(planned.sections[0].table.total(3), Some(1));
    }
}
