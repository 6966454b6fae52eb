//! The report of an inspection: the order, what was found item by item, what is open.

use super::{
    Column, ColumnKind, Phrase, Report,
    ground::{Ground, list, summary},
};
use crate::model::{Date, Label, Value};

/// One item.
#[derive(Clone, Debug, Default)]
pub struct ItemRow {
    /// What was looked at.
    pub item: Label,
    /// Answer in words; empty where nobody answered.
    pub answer: Label,
    /// Figure of the books, figure found, difference, each in its unit.
    pub figures: [Value; 3],
    /// Is it a finding?
    pub finding: bool,
    /// Words of the officer.
    pub remark: String,
    /// The day of compliance, and what was done.
    pub complied: (Option<Date>, String),
}

/// The report.
#[derive(Clone, Debug, Default)]
pub struct InspectionPaper {
    /// Name of the society with its number.
    pub society: Label,
    /// Facts of the case: heading, value.
    pub facts: Vec<(Label, Label)>,
    /// Items in the order of the list.
    pub items: Vec<ItemRow>,
    /// Items nobody answered.
    pub unanswered: usize,
    /// Sources of the list.
    pub basis: Vec<Label>,
}

/// Builds the report.
pub fn build(paper: &InspectionPaper, ground: &Ground) -> Report {
    let mut report = ground.report("inspection_report");
    report.preamble.push(Phrase::Both(paper.society.clone()));
    let mut rows = Vec::new();
    for (field, value) in &paper.facts {
        rows.push(vec![report.say(field.clone()), report.say(value.clone())]);
    }
    let columns = vec![Column::new("field", ColumnKind::Wording), Column::new("value", ColumnKind::Wording)];
    report.sections.push(summary("inspection_facts", columns, rows));
    let findings: Vec<&ItemRow> = paper.items.iter().filter(|item| item.finding).collect();
    let mut rows = Vec::new();
    for (no, item) in (1..).zip(&findings) {
        let (on, done) = &item.complied;
        rows.push(vec![
            Value::Integer(no),
            report.say(item.item.clone()),
            report.say(item.answer.clone()),
            written(&mut report, &item.figures[2]),
            Value::text(&item.remark),
            on.map_or(Value::Empty, Value::Date),
            Value::text(done),
        ]);
    }
    let columns = vec![
        Column::new("para_no", ColumnKind::Integer),
        Column::new("inspection_item", ColumnKind::Wording),
        Column::new("inspection_answer", ColumnKind::Wording),
        Column::new("inspection_difference", ColumnKind::Wording),
        Column::new("inspection_remark", ColumnKind::Text),
        Column::new("complied_on", ColumnKind::Date),
        Column::new("compliance", ColumnKind::Text),
    ];
    report.sections.push(summary("inspection_findings", columns, rows));
    let mut rows = Vec::new();
    for item in &paper.items {
        let [by_book, found, difference] = &item.figures;
        rows.push(vec![
            report.say(item.item.clone()),
            report.say(item.answer.clone()),
            written(&mut report, by_book),
            written(&mut report, found),
            written(&mut report, difference),
            Value::text(&item.remark),
        ]);
    }
    let columns = vec![
        Column::new("inspection_item", ColumnKind::Wording),
        Column::new("inspection_answer", ColumnKind::Wording),
        Column::new("inspection_by_book", ColumnKind::Wording),
        Column::new("inspection_found", ColumnKind::Wording),
        Column::new("inspection_difference", ColumnKind::Wording),
        Column::new("inspection_remark", ColumnKind::Text),
    ];
    report.sections.push(list("inspection_items", columns, rows, None));
    let open = findings.iter().filter(|item| item.complied.0.is_none()).count();
    let counted = Phrase::key("note.inspection_counts").with("items", Value::count(paper.items.len()));
    let counted = counted.with("findings", Value::count(findings.len())).with("open", Value::count(open));
    report.notes.push(counted.with("unanswered", Value::count(paper.unanswered)));
    report.sources.extend(paper.basis.iter().cloned().map(Phrase::Both));
    report.signature = Some(Phrase::key("word.signature"));
    report
}

/// Rupees and numbers stand in one column, each as it is written.
fn written(report: &mut Report, value: &Value) -> Value {
    let text = match value {
        Value::Money(paise) => format!("₹ {paise}"),
        Value::Quantity(thousandths) if thousandths % 1000 == 0 => (thousandths / 1000).to_string(),
        Value::Quantity(thousandths) => {
            let (sign, size) = (if *thousandths < 0 { "-" } else { "" }, thousandths.unsigned_abs());
            format!("{sign}{}.{:03}", size / 1000, size % 1000)
        }
        _ => String::new(),
    };
    report.say(Label { en: text.clone(), hi: text })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue::Files, model::Paise, reports::Origin};

    #[test]
    fn the_report_lists_findings_with_their_difference_and_counts_what_is_open() {
        let ground = Ground::new(&Files::embedded(), Date::constant(2026, 3, 31), Origin::default(), "BR").unwrap();
        let money = |n| Value::Money(Paise(n));
        let short = ItemRow { finding: true, figures: [money(500), money(300), money(-200)], ..ItemRow::default() };
        let bags = [Value::Quantity(2500), Value::Quantity(-1500), Value::Quantity(-4000)];
        let put_right =
            ItemRow { complied: (Some(Date::constant(2026, 1, 2)), "x".into()), figures: bags, ..short.clone() };
        let paper = InspectionPaper { items: vec![short, put_right, ItemRow::default()], ..InspectionPaper::default() };
        let report = build(&paper, &ground);
        report.check_shape().unwrap();
        assert_eq!((report.sections[1].table.rows.len(), report.sections[2].table.rows.len()), (2, 3));
        for said in ["₹ -2", "2.500", "-1.500", "-4"] {
            assert!(report.wordings.iter().any(|label| label.en == said), "{said}: {:?}", report.wordings);
        }
        let Phrase::Key(_, counts) = &report.notes[0] else { panic!("counts") };
        assert!(counts.contains(&("open".into(), Value::Integer(1))), "{counts:?}");
    }
}
