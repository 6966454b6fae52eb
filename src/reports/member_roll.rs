//! The roll of members of a society on a day: who, since when, with which shares, with a vote or not. It goes to the public:
//! no telephone, no address, no number of identity.

use super::{
    Column, ColumnKind, Phrase, Report, Role, Section, Table,
    ground::{Ground, list},
};
use crate::model::{Date, Label, Paise, Value};

/// A member on the roll.
#[derive(Clone, Debug, Default)]
pub struct RollRow {
    /// Serial number.
    pub serial: i64,
    /// Number in the book.
    pub member_no: String,
    /// Name.
    pub name: String,
    /// Father or husband.
    pub guardian: String,
    /// Code of the kind.
    pub kind: String,
    /// Since when.
    pub since: Option<Date>,
    /// Shares.
    pub shares: Option<i64>,
    /// Share money.
    pub amount: Option<Paise>,
    /// May he vote; nothing where it cannot be told.
    pub vote: Option<bool>,
    /// Why, in words.
    pub reason: Label,
}

/// How many there are of something.
#[derive(Clone, Debug, Default)]
pub struct RollCount {
    /// What is counted by, in words.
    pub by: Label,
    /// Of what, in words.
    pub of: Label,
    /// How many.
    pub count: i64,
}

/// Builds the roll. `society` is its name and number.
pub fn build(society: Label, rows: &[RollRow], counts: &[RollCount], ground: &Ground) -> Report {
    let mut report = ground.report("member_roll");
    report.preamble.push(Phrase::Both(society));
    let columns = vec![
        Column::new("counted_by", ColumnKind::Wording),
        Column::new("counted", ColumnKind::Wording),
        Column::new("members", ColumnKind::Integer),
    ];
    let mut summary = Table::new(columns);
    for one in counts {
        let row = vec![report.say(one.by.clone()), report.say(one.of.clone()), Value::Integer(one.count)];
        summary.rows.push(row);
    }
    report.sections.push(Section::new("member_counts", Role::Summary, summary));
    let text = |text: &str| if text.is_empty() { Value::Empty } else { Value::text(text) };
    let columns = vec![
        Column::new("serial_no", ColumnKind::Integer),
        Column::new("member_no", ColumnKind::Text),
        Column::new("member_name", ColumnKind::Text),
        Column::new("guardian", ColumnKind::Text),
        Column::new("member_kind", ColumnKind::Code("member_kind".into())),
        Column::new("member_since", ColumnKind::Date),
        Column::new("shares", ColumnKind::Integer).totalled(),
        Column::new("share_amount", ColumnKind::Money).totalled(),
        Column::new("vote", ColumnKind::YesNo),
        Column::new("vote_reason", ColumnKind::Wording),
    ];
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        lines.push(vec![
            Value::Integer(row.serial),
            text(&row.member_no),
            text(&row.name),
            text(&row.guardian),
            text(&row.kind),
            row.since.map_or(Value::Empty, Value::Date),
            row.shares.map_or(Value::Empty, Value::Integer),
            row.amount.map_or(Value::Empty, Value::Money),
            row.vote.map_or(Value::Empty, Value::Bool),
            report.say(row.reason.clone()),
        ]);
    }
    report.sections.push(list("member_list", columns, lines, None));
    report.notes.push(Phrase::key("note.member_roll_vote"));
    report.signature = Some(Phrase::key("word.signature"));
    report
}
