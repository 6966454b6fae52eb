//! The costs of a project: what is provided and spent by head and year, who bears it, what does not agree.

use super::{
    Column, ColumnKind, Phrase, Report,
    ground::{Ground, list, summary},
};
use crate::model::{Label, Paise, Value};

/// A head in a year.
#[derive(Clone, Debug, Default)]
pub struct HeadRow {
    /// Cost head; empty for the whole.
    pub head: String,
    /// Year; empty for the whole time.
    pub year: String,
    /// Provided.
    pub provided: Paise,
    /// Spent.
    pub spent: Paise,
}

/// Builds the paper.
pub fn build(
    project: &str,
    heads: &[HeadRow],
    shares: &[(Label, Paise)],
    findings: &[Label],
    ground: &Ground,
) -> Report {
    let mut report = ground.report("project_cost");
    report.preamble.push(Phrase::Plain(project.to_owned()));
    let text = |text: &str| if text.is_empty() { Value::Empty } else { Value::text(text) };
    let columns = vec![
        Column::new("cost_head", ColumnKind::Text),
        Column::new("cost_year", ColumnKind::Text),
        Column::new("provided", ColumnKind::Money).totalled(),
        Column::new("spent", ColumnKind::Money).totalled(),
        Column::new("cost_left", ColumnKind::Money).totalled(),
    ];
    let row = |row: &HeadRow| {
        let left = Paise(row.provided.0.saturating_sub(row.spent.0));
        let money = [row.provided, row.spent, left].map(Value::Money);
        [text(&row.head), text(&row.year)].into_iter().chain(money).collect()
    };
    report.sections.push(summary("project_heads", columns, heads.iter().map(row).collect()));
    let columns =
        vec![Column::new("bearer", ColumnKind::Wording), Column::new("cost_share", ColumnKind::Money).totalled()];
    let mut rows = Vec::new();
    for (bearer, amount) in shares {
        rows.push(vec![report.say(bearer.clone()), Value::Money(*amount)]);
    }
    report.sections.push(summary("project_shares", columns, rows));
    if !findings.is_empty() {
        let mut rows = Vec::new();
        for finding in findings {
            rows.push(vec![report.say(finding.clone())]);
        }
        let columns = vec![Column::new("project_finding", ColumnKind::Wording)];
        report.sections.push(list("project_findings", columns, rows, None));
    }
    report.signature = Some(Phrase::key("word.signature"));
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue::Files, model::Date, reports::Origin};

    #[test]
    fn the_sums_are_those_of_the_heads_and_what_does_not_agree_has_a_section() {
        let ground = Ground::new(&Files::embedded(), Date::constant(2026, 3, 31), Origin::default(), "BR").unwrap();
        let head = HeadRow { provided: Paise(500), spent: Paise(200), ..HeadRow::default() };
        let report = build("p", &[head.clone(), head], &[(Label::default(), Paise(900))], &[Label::default()], &ground);
        report.check_shape().unwrap();
        let table = &report.sections[0].table;
        assert_eq!([2, 3, 4].map(|column| table.total(column)), [Some(1000), Some(400), Some(600)]);
        assert_eq!(report.sections.len(), 3);
    }
}
