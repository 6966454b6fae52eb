//! What late returns have come to, society by society: computed, never levied.

use super::{
    Column, ColumnKind, Phrase, Report,
    ground::{Ground, code, district_column, list, summary},
};
use crate::model::{CooperativeYear, Date, Label, Paise, Value};

/// A late return.
#[derive(Clone, Debug)]
pub struct LateRow {
    /// Identity of the society.
    pub society: String,
    /// Its name.
    pub name: Label,
    /// Registration number as printed.
    pub reg_no: String,
    /// LGD code of the district.
    pub district: Option<i64>,
    /// Last day for filing.
    pub due_on: Option<Date>,
    /// The day it was filed, where it was.
    pub filed_on: Option<Date>,
    /// Days past the due day.
    pub days: i64,
    /// How far a sum could be computed.
    pub state: Label,
    /// The figure, a range or what was quoted.
    pub figure: Label,
    /// The sum so far, where there is one.
    pub amount: Option<Paise>,
    /// Where the figure comes from, with how it was seen.
    pub basis: Label,
}

/// Builds the paper: how many stand how, then every late return, district by district.
pub fn build(
    fy: CooperativeYear,
    rows: &[LateRow],
    states: &[(Label, u64, Option<Paise>)],
    remarks: &[Label],
    ground: &Ground,
) -> Report {
    let mut report = ground.report("late_penalty");
    report.preamble.push(Phrase::Plain(fy.to_string()));
    report.preamble.extend(remarks.iter().cloned().map(Phrase::Both));
    for row in rows {
        report.names.add("society", &row.society, row.name.clone());
    }
    let columns = vec![
        Column::new("penalty_state", ColumnKind::Wording),
        Column::new("late_returns", ColumnKind::Integer).totalled(),
        Column::new("penalty_amount", ColumnKind::Money).totalled(),
    ];
    let mut lines = Vec::new();
    for (state, count, sum) in states {
        lines.push(vec![report.say(state.clone()), Value::count(*count), sum.map_or(Value::Empty, Value::Money)]);
    }
    report.sections.push(summary("late_states", columns, lines));
    let ranks = ground.ranks("district", rows.iter().map(|row| code(row.district)));
    let mut ordered: Vec<&LateRow> = rows.iter().collect();
    ordered.sort_by_key(|row| ranks.get(&code(row.district)).copied());
    let columns = vec![
        district_column(),
        Column::new("reg_no", ColumnKind::Text),
        Column::new("society", ColumnKind::Code("society".into())),
        Column::new("due_on", ColumnKind::Date),
        Column::new("filed_on", ColumnKind::Date),
        Column::new("days_late", ColumnKind::Integer),
        Column::new("penalty_state", ColumnKind::Wording),
        Column::new("penalty_figure", ColumnKind::Wording),
        Column::new("penalty_amount", ColumnKind::Money).totalled(),
        Column::new("penalty_basis", ColumnKind::Wording),
    ];
    let day = |day: Option<Date>| day.map_or(Value::Empty, Value::Date);
    let mut lines = Vec::with_capacity(ordered.len());
    for row in ordered {
        lines.push(vec![
            code(row.district),
            Value::text(&row.reg_no),
            Value::Text(row.society.clone()),
            day(row.due_on),
            day(row.filed_on),
            Value::Integer(row.days),
            report.say(row.state.clone()),
            report.say(row.figure.clone()),
            row.amount.map_or(Value::Empty, Value::Money),
            report.say(row.basis.clone()),
        ]);
    }
    report.sections.push(list("late_penalties", columns, lines, Some(0)));
    report.sources.push(Phrase::key("source.register"));
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue::Files, reports::Origin};

    #[test]
    fn sums_are_added_up_and_a_range_adds_nothing() {
        let ground = Ground::new(&Files::embedded(), Date::constant(2026, 3, 31), Origin::default(), "BR").unwrap();
        let row = LateRow {
            society: "BR-PAT-S-1".into(),
            name: Label::default(),
            reg_no: "1".into(),
            district: None,
            due_on: None,
            filed_on: None,
            days: 5,
            state: Label::default(),
            figure: Label::default(),
            amount: Some(Paise(500)),
            basis: Label::default(),
        };
        let range = LateRow { amount: None, ..row.clone() };
        let fy = "2024-25".parse().unwrap();
        let states = [(Label::default(), 1, Some(Paise(500))), (Label::default(), 1, None)];
        let report = build(fy, &[row, range], &states, &[Label::default()], &ground);
        report.check_shape().unwrap();
        let totals = [(0, 1), (0, 2), (1, 8)].map(|(section, at)| report.sections[section].table.total(at));
        assert_eq!(totals, [Some(2), Some(500), Some(500)]);
    }
}
