//! Papers about the bye-laws of a society: the text in force with its amendments, and two texts side by side.

use super::{
    Column, ColumnKind, Phrase, Report,
    ground::{Ground, list},
};
use crate::model::{Date, Label, Value};

/// A clause as printed.
#[derive(Clone, Debug, Default)]
pub struct ClauseRow {
    /// Its number.
    pub number: String,
    /// Its heading.
    pub title: String,
    /// Its text.
    pub body: String,
}

/// A text in the history of a society.
#[derive(Clone, Debug, Default)]
pub struct HistoryRow {
    /// In force from.
    pub from: Date,
    /// Number of the amendment; empty for a text put on record.
    pub amendment: String,
    /// Bye-law no. as the application has it.
    pub byelaw_no: String,
    /// Order.
    pub order_no: String,
    /// Certificate.
    pub certificate_no: String,
    /// SHA-256 of the text.
    pub document: String,
}

/// A compared clause as printed.
#[derive(Clone, Debug, Default)]
pub struct ComparedRow {
    /// Number in the old text.
    pub old_no: String,
    /// Number in the new text.
    pub new_no: String,
    /// What became of it.
    pub became: Label,
    /// Its words, marked.
    pub marked: String,
}

fn text(text: &str) -> Value {
    if text.is_empty() { Value::Empty } else { Value::text(text) }
}

/// The text in force, and how it came to be.
pub fn in_force(society: Label, clauses: &[ClauseRow], history: &[HistoryRow], ground: &Ground) -> Report {
    let mut report = ground.report("byelaw_text");
    report.preamble.push(Phrase::Both(society));
    if let Some(last) = history.last() {
        report.preamble.push(Phrase::key("note.byelaw_in_force").with("from", Value::Date(last.from)));
    }
    let columns = vec![
        Column::new("clause_no", ColumnKind::Text),
        Column::new("clause_title", ColumnKind::Text),
        Column::new("clause_text", ColumnKind::Text),
    ];
    let rows = clauses.iter().map(|row| vec![text(&row.number), text(&row.title), text(&row.body)]).collect();
    report.sections.push(list("byelaw_clauses", columns, rows, None));
    let columns = vec![
        Column::new("in_force_from", ColumnKind::Date),
        Column::new("amendment_no", ColumnKind::Text),
        Column::new("byelaw_no", ColumnKind::Text),
        Column::new("order_no", ColumnKind::Text),
        Column::new("certificate_no", ColumnKind::Text),
        Column::new("text_sha256", ColumnKind::Text),
    ];
    let line = |row: &HistoryRow| {
        vec![
            Value::Date(row.from),
            text(&row.amendment),
            text(&row.byelaw_no),
            text(&row.order_no),
            text(&row.certificate_no),
            text(&row.document),
        ]
    };
    report.sections.push(list("byelaw_history", columns, history.iter().map(line).collect(), None));
    report.notes.push(Phrase::key("note.byelaw_sha256"));
    report.signature = Some(Phrase::key("word.signature"));
    report
}

/// Two texts, clause by clause.
pub fn compared(society: Label, which: Label, rows: &[ComparedRow], ground: &Ground) -> Report {
    let mut report = ground.report("byelaw_diff");
    report.preamble.push(Phrase::Both(society));
    report.preamble.push(Phrase::Both(which));
    let columns = vec![
        Column::new("old_no", ColumnKind::Text),
        Column::new("new_no", ColumnKind::Text),
        Column::new("became", ColumnKind::Wording),
        Column::new("marked", ColumnKind::Text),
    ];
    let mut lines = Vec::new();
    for row in rows {
        let became = report.say(row.became.clone());
        lines.push(vec![text(&row.old_no), text(&row.new_no), became, text(&row.marked)]);
    }
    report.sections.push(list("byelaw_compared", columns, lines, None));
    report.notes.push(Phrase::key("note.byelaw_marks"));
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue::Files, reports::Origin};

    #[test]
    fn both_papers_have_a_row_for_each_clause_and_text() {
        let ground = Ground::new(&Files::embedded(), Date::constant(2026, 3, 31), Origin::default(), "BR").unwrap();
        let clause = ClauseRow { number: "1".into(), title: "नाम".into(), ..ClauseRow::default() };
        let history = HistoryRow { document: "ab".into(), ..HistoryRow::default() };
        let report = in_force(Label::default(), &[clause.clone(), clause], &[history], &ground);
        report.check_shape().unwrap();
        assert_eq!(report.sections.iter().map(|section| section.table.rows.len()).collect::<Vec<_>>(), [2, 1]);
        let row = ComparedRow {
            became: Label { en: "added".into(), hi: "जोड़ा गया".into() }, ..ComparedRow::default()
        };
        let report = compared(Label::default(), Label::default(), &[row], &ground);
        report.check_shape().unwrap();
        assert_eq!((report.sections[0].table.rows.len(), report.wordings.len()), (1, 1));
    }
}
