//! The cause list of a court on a day: the main list, and each supplementary one.

use super::{
    Column, ColumnKind, Phrase, Report,
    ground::{Ground, list},
};
use crate::model::{Label, Value};

/// A line.
#[derive(Clone, Debug, Default)]
pub struct CauseRow {
    /// Number on the list.
    pub item: i64,
    /// Time.
    pub time: String,
    /// Number of the case.
    pub case_no: String,
    /// The parties.
    pub parties: String,
    /// Code of the purpose.
    pub purpose: String,
    /// The order it was printed by; empty while it is a proposal.
    pub order_no: String,
    /// It came after the main list was printed.
    pub supplementary: bool,
}

/// Builds the list. `court` says which court sits where, on which day, before whom.
pub fn build(court: Label, rows: &[CauseRow], ground: &Ground) -> Report {
    let mut report = ground.report("cause_list");
    report.preamble.push(Phrase::Both(court));
    for (key, supplementary) in [("main_list", false), ("supplementary_list", true)] {
        let own: Vec<&CauseRow> = rows.iter().filter(|row| row.supplementary == supplementary).collect();
        if own.is_empty() && supplementary {
            continue;
        }
        let columns = vec![
            Column::new("item_no", ColumnKind::Integer),
            Column::new("time", ColumnKind::Text),
            Column::new("case_no", ColumnKind::Text),
            Column::new("parties", ColumnKind::Text),
            Column::new("purpose", ColumnKind::Code("hearing_purpose".into())),
            Column::new("order_no", ColumnKind::Text),
        ];
        let line = |row: &&CauseRow| {
            let text = |text: &str| if text.is_empty() { Value::Empty } else { Value::text(text) };
            vec![
                Value::Integer(row.item),
                text(&row.time),
                text(&row.case_no),
                text(&row.parties),
                text(&row.purpose),
                text(&row.order_no),
            ]
        };
        report.sections.push(list(key, columns, own.iter().map(line).collect(), None));
    }
    report.notes.push(Phrase::key("note.cause_list_frozen"));
    report.signature = Some(Phrase::key("word.signature"));
    report
}
