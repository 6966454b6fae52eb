//! The receipt of an annual return: who filed what and when, what was found, and the code by which it is checked.

use super::{
    Column, ColumnKind, Phrase, Report,
    ground::{Ground, summary},
};
use crate::model::{Label, Value};

/// What a receipt says.
#[derive(Clone, Debug, Default)]
pub struct Receipt {
    /// Name of the society, in both languages as far as recorded.
    pub name: Label,
    /// Year of the return.
    pub fy: String,
    /// Heading and value of each line, in words.
    pub facts: Vec<(Label, Label)>,
    /// Findings by weight: name of the weight, how many.
    pub found: Vec<(Label, i64)>,
    /// Row of the day book that entered the filing, and its hash.
    pub day: (i64, String),
    /// The code by which it is checked.
    pub code: String,
}

/// Builds the receipt.
pub fn build(receipt: &Receipt, ground: &Ground) -> Report {
    let mut report = ground.report("return_receipt");
    report.preamble.push(Phrase::Both(receipt.name.clone()));
    report.preamble.push(Phrase::key("note.receipt").with("fy", Value::text(&receipt.fy)));
    let mut rows = Vec::new();
    for (heading, value) in &receipt.facts {
        let heading = report.say(heading.clone());
        rows.push(vec![heading, report.say(value.clone())]);
    }
    let columns = vec![Column::new("item", ColumnKind::Wording), Column::new("value", ColumnKind::Wording)];
    report.sections.push(summary("receipt_facts", columns, rows));
    let mut rows = Vec::new();
    for (weight, count) in &receipt.found {
        rows.push(vec![report.say(weight.clone()), Value::Integer(*count)]);
    }
    let columns = vec![Column::new("item", ColumnKind::Wording), Column::new("count", ColumnKind::Integer)];
    report.sections.push(summary("receipt_found", columns, rows));
    report.notes.push(Phrase::key("note.receipt_no_acceptance"));
    let code = Phrase::key("note.receipt_verification").with("code", Value::text(&receipt.code));
    let code = code.with("row", Value::Integer(receipt.day.0)).with("hash", Value::text(&receipt.day.1));
    report.notes.push(code);
    report.sources.push(Phrase::key("source.return_register"));
    report.signature = Some(Phrase::key("word.signature"));
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue::Files, model::Date, reports::Origin};

    #[test]
    fn a_receipt_has_its_lines_its_counts_and_its_code() {
        let ground = Ground::new(&Files::embedded(), Date::constant(2026, 3, 31), Origin::default(), "BR").unwrap();
        let label = |text: &str| Label { en: text.into(), hi: text.into() };
        let receipt = Receipt {
            name: label("Maner Dairy"),
            fy: "2024-25".into(),
            facts: vec![(label("Filed on"), label("12-09-2025"))],
            found: vec![(label("Errors"), 2), (label("Warnings"), 0)],
            code: "BR-PAT-S-1/2024-25/1.3.20260331.ABCDEFGHJKLM".into(),
            ..Receipt::default()
        };
        let report = build(&receipt, &ground);
        report.check_shape().unwrap();
        assert_eq!(report.sections[1].table.rows[0][1], Value::Integer(2));
        assert_eq!(build(&receipt, &ground), report, "the same facts, the same sheet");
    }
}
