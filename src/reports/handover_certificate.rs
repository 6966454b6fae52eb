//! The certificate of a handover of charge: what was on the desk, kind by kind, what the other took over, and the list of it.

use super::{
    Column, ColumnKind, Phrase, Report, Role, Section, Table,
    ground::{Ground, summary},
};
use crate::model::{Date, Label, Value};

/// Counts of one kind.
#[derive(Clone, Debug, Default)]
pub struct HandoverCount {
    /// Name of the kind.
    pub kind: Label,
    /// On the desk before.
    pub before: usize,
    /// Taken over.
    pub taken: usize,
    /// Left on the desk.
    pub left: usize,
}

/// A thing handed over.
#[derive(Clone, Debug, Default)]
pub struct HandoverLine {
    /// Name of the kind.
    pub kind: Label,
    /// What it is called by.
    pub number: String,
    /// Its identity.
    pub id: String,
    /// Service, court or case.
    pub of: String,
    /// Since when it was there, or its day.
    pub on: Option<Date>,
}

/// What is certified.
#[derive(Clone, Debug, Default)]
pub struct HandoverPaper {
    /// Who hands over: login, name, post.
    pub from: Label,
    /// Who takes over.
    pub to: Label,
    /// The day.
    pub on: Date,
    /// The order.
    pub order_no: String,
    /// Counts.
    pub counts: Vec<HandoverCount>,
    /// The list.
    pub lines: Vec<HandoverLine>,
}

/// Builds the certificate.
pub fn build(paper: &HandoverPaper, ground: &Ground) -> Report {
    let mut report = ground.report("handover_certificate");
    let said = Phrase::key("note.handover").with("on", Value::Date(paper.on));
    report.preamble.push(said.with("order_no", Value::text(&paper.order_no)));
    for (key, who) in [("note.handover_from", &paper.from), ("note.handover_to", &paper.to)] {
        let said = |text: &str| Value::text(text);
        report.preamble.push(Phrase::key(key).with("who", said(&who.en)).with("who_hi", said(&who.hi)));
    }
    let headed = |key: &str, kind: ColumnKind, en: &str, hi: &str| {
        Column::new(key, kind).headed(Label { en: en.into(), hi: hi.into() })
    };
    let mut rows = Vec::new();
    for count in &paper.counts {
        let kind = report.say(count.kind.clone());
        rows.push(vec![kind, Value::count(count.before), Value::count(count.taken), Value::count(count.left)]);
    }
    let columns = vec![
        headed("kind", ColumnKind::Wording, "What", "क्या"),
        headed("before", ColumnKind::Integer, "On the desk before", "पहले पटल पर").totalled(),
        headed("taken", ColumnKind::Integer, "Taken over", "ग्रहण किए").totalled(),
        headed("left", ColumnKind::Integer, "Left", "शेष").totalled(),
    ];
    report.sections.push(summary("handover_account", columns, rows));
    let mut rows = Vec::new();
    for line in &paper.lines {
        let kind = report.say(line.kind.clone());
        let on = line.on.map_or(Value::Empty, Value::Date);
        rows.push(vec![kind, Value::text(&line.number), Value::text(&line.id), Value::text(&line.of), on]);
    }
    let columns = vec![
        headed("kind", ColumnKind::Wording, "What", "क्या"),
        headed("number", ColumnKind::Text, "Number", "संख्या"),
        headed("id", ColumnKind::Text, "Identity", "पहचान"),
        headed("of", ColumnKind::Text, "Of", "किसका"),
        headed("on", ColumnKind::Date, "Since, or day", "कब से, या तिथि"),
    ];
    let table = Table { columns, rows, group_by: None };
    report.sections.push(Section::new("handover_list", Role::Summary, table));
    report.notes.push(Phrase::key("note.handover_equal"));
    report.signature = Some(Phrase::key("word.handover_signature"));
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue::Files, reports::Origin};

    #[test]
    fn a_certificate_counts_before_and_after_and_lists_what_was_handed_over() {
        let ground = Ground::new(&Files::embedded(), Date::constant(2026, 3, 31), Origin::default(), "BR").unwrap();
        let kind = Label { en: "Files".into(), hi: "फ़ाइलें".into() };
        let paper = HandoverPaper {
            counts: vec![HandoverCount { kind: kind.clone(), before: 2, taken: 2, left: 0 }],
            lines: vec![HandoverLine { kind, number: "HSG/1".into(), ..HandoverLine::default() }],
            ..HandoverPaper::default()
        };
        let report = build(&paper, &ground);
        report.check_shape().unwrap();
        assert_eq!((report.sections[0].table.total(1), report.sections[0].table.total(2)), (Some(2), Some(2)));
        assert_eq!(report.sections[1].table.rows.len(), 1);
    }
}
