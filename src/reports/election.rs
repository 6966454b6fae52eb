//! Papers of an election: the final roll and the result sheet.

use super::{
    Column, ColumnKind, Phrase, Report,
    ground::{Ground, list},
};
use crate::model::{Date, Label, Value};

/// A name on the roll.
#[derive(Clone, Debug, Default)]
pub struct RollRow {
    /// Number on the roll.
    pub serial: i64,
    /// Number in the register of members.
    pub member_no: String,
    /// Name.
    pub name: String,
    /// Father or husband.
    pub guardian: String,
    /// Code of the sex.
    pub sex: String,
    /// Code of the category.
    pub category: String,
}

/// A candidate of the result.
#[derive(Clone, Debug, Default)]
pub struct ResultRow {
    /// Code of the post.
    pub post: String,
    /// Code of the seat’s category.
    pub category: String,
    /// Name.
    pub candidate: String,
    /// Votes; none where there was no poll.
    pub votes: Option<i64>,
    /// Ballots of the contest.
    pub ballots: Option<i64>,
    /// Rejected ones among them.
    pub invalid: Option<i64>,
    /// Nobody stood against.
    pub unopposed: bool,
    /// Elected.
    pub elected: bool,
    /// By lot.
    pub by_lot: bool,
}

fn text(text: &str) -> Value {
    if text.is_empty() { Value::Empty } else { Value::text(text) }
}

/// The final roll, with the digest it was frozen with.
pub fn roll(heading: Label, digest: &str, rows: &[RollRow], ground: &Ground) -> Report {
    let mut report = ground.report("electoral_roll");
    report.preamble.push(Phrase::Both(heading));
    let columns = vec![
        Column::new("roll_no", ColumnKind::Integer),
        Column::new("elector_member_no", ColumnKind::Text),
        Column::new("elector_name", ColumnKind::Text),
        Column::new("elector_guardian", ColumnKind::Text),
        Column::new("elector_sex", ColumnKind::Code("sex".into())),
        Column::new("elector_category", ColumnKind::Code("caste_category".into())),
    ];
    let row = |row: &RollRow| {
        vec![
            Value::Integer(row.serial),
            text(&row.member_no),
            text(&row.name),
            text(&row.guardian),
            text(&row.sex),
            text(&row.category),
        ]
    };
    report.sections.push(list("final_roll", columns, rows.iter().map(row).collect(), None));
    report.notes.push(Phrase::key("note.roll_digest").with("digest", Value::text(digest)));
    report.signature = Some(Phrase::key("word.signature"));
    report
}

/// The result sheet: every contest with votes and ballots, and the term of the board.
pub fn result(heading: Label, rows: &[ResultRow], term: (Option<Date>, Option<Date>), ground: &Ground) -> Report {
    let mut report = ground.report("election_result");
    report.preamble.push(Phrase::Both(heading));
    let columns = vec![
        Column::new("result_post", ColumnKind::Code("post".into())),
        Column::new("result_seat", ColumnKind::Code("seat_category".into())),
        Column::new("result_candidate", ColumnKind::Text),
        Column::new("result_votes", ColumnKind::Integer),
        Column::new("result_ballots", ColumnKind::Integer),
        Column::new("result_invalid", ColumnKind::Integer),
        Column::new("result_unopposed", ColumnKind::YesNo),
        Column::new("result_elected", ColumnKind::YesNo),
        Column::new("result_by_lot", ColumnKind::YesNo),
    ];
    let number = |number: Option<i64>| number.map_or(Value::Empty, Value::Integer);
    let row = |row: &ResultRow| {
        vec![
            text(&row.post),
            text(&row.category),
            text(&row.candidate),
            number(row.votes),
            number(row.ballots),
            number(row.invalid),
            Value::Bool(row.unopposed),
            Value::Bool(row.elected),
            Value::Bool(row.by_lot),
        ]
    };
    report.sections.push(list("result_sheet", columns, rows.iter().map(row).collect(), None));
    let day = |day: Option<Date>| day.map_or(Value::text("–"), Value::Date);
    let note = Phrase::key("note.term_of_board").with("from", day(term.0)).with("to", day(term.1));
    report.notes.push(note);
    report.signature = Some(Phrase::key("word.signature"));
    report
}
