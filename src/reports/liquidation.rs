//! The statement of a liquidation: what there is, what is owed by rank, contributions, and where the figures do not agree.

use super::{
    Column, ColumnKind, Phrase, Report,
    ground::{Ground, count, list, summary},
};
use crate::model::{Date, Label, Paise, Value};

/// A line: number, words, how it is computed, amount.
pub type StatementRow = (i64, Label, &'static str, Option<Paise>);

/// Claims of a rank: rank, claims, late ones, claimed, admitted, paid, unpaid.
pub type RankRow = (Option<i64>, usize, usize, Paise, Paise, Paise, Paise);

/// A claim, without the name of the claimant.
#[derive(Clone, Debug, Default)]
pub struct ClaimRow {
    /// Its number.
    pub number: String,
    /// Code of its kind.
    pub kind: String,
    /// The day it was filed.
    pub filed_on: Option<Date>,
    /// After the last date.
    pub late: bool,
    /// Its rank.
    pub rank: Option<i64>,
    /// Claimed.
    pub amount: Paise,
    /// Admitted; nothing while it is not decided.
    pub admitted: Option<Paise>,
    /// Paid.
    pub paid: Paise,
    /// Admitted and not paid.
    pub unpaid: Paise,
}

/// What the paper says.
#[derive(Clone, Debug, Default)]
pub struct Paper {
    /// Name of the society, in both languages as far as recorded.
    pub society: Label,
    /// Its identity or number, the case, the order, the stage in both languages.
    pub number: String,
    /// Identity of the case.
    pub case: String,
    /// The order of winding up.
    pub order: String,
    /// The stage.
    pub stage: Label,
    /// The lines.
    pub lines: Vec<StatementRow>,
    /// Claims by rank.
    pub ranks: Vec<RankRow>,
    /// The claims.
    pub claims: Vec<ClaimRow>,
    /// Contributions: code of the status, persons, due, recovered, outstanding.
    pub contributions: Vec<(&'static str, usize, Paise, Paise, Paise)>,
    /// Where it does not agree: code and words.
    pub findings: Vec<(String, Label)>,
}

/// Builds the statement.
pub fn build(paper: &Paper, ground: &Ground) -> Report {
    let mut report = ground.report("liquidation_statement");
    let case = Phrase::key("note.liquidation_case").with("number", Value::text(&paper.number));
    let case = case.with("case", Value::text(&paper.case)).with("society", Value::text(&paper.society.hi));
    let case = case.with("order", Value::text(&paper.order)).with("stage", Value::text(&paper.stage.en));
    report.preamble.push(Phrase::Both(paper.society.clone()));
    report.preamble.push(case.with("stage_hi", Value::text(&paper.stage.hi)));
    let money = |key: &str| Column::new(key, ColumnKind::Money);
    let mut rows = Vec::new();
    for (no, said, how, amount) in &paper.lines {
        let said = report.say(said.clone());
        rows.push(vec![Value::Integer(*no), said, Value::text(*how), amount.map_or(Value::Empty, Value::Money)]);
    }
    let columns = vec![
        Column::new("line", ColumnKind::Integer),
        Column::new("item", ColumnKind::Wording),
        Column::new("how", ColumnKind::Text),
        money("amount"),
    ];
    report.sections.push(summary("liquidation_lines", columns, rows));
    let rank = |rank: Option<i64>| rank.map_or(Value::Empty, Value::Integer);
    let rows = paper.ranks.iter().map(|(no, claims, late, claimed, admitted, paid, unpaid)| {
        let mut row = vec![rank(*no), count(*claims), count(*late)];
        row.extend([*claimed, *admitted, *paid, *unpaid].map(Value::Money));
        row
    });
    let rows = rows.collect();
    let mut columns = vec![Column::new("rank", ColumnKind::Integer)];
    columns.extend(["claims", "late_claims"].map(|key| Column::new(key, ColumnKind::Integer).totalled()));
    columns.extend(["claimed", "admitted", "claim_paid", "unpaid"].map(|key| money(key).totalled()));
    report.sections.push(summary("liquidation_ranks", columns, rows));
    let rows = paper.contributions.iter().map(|(status, persons, due, recovered, outstanding)| {
        let mut row = vec![Value::text(*status), count(*persons)];
        row.extend([*due, *recovered, *outstanding].map(Value::Money));
        row
    });
    let rows = rows.collect();
    let mut columns = vec![
        Column::new("contribution_status", ColumnKind::Code("contribution_status".into())),
        Column::new("persons", ColumnKind::Integer).totalled(),
    ];
    columns.extend(["due_amount", "recovered_amount", "outstanding_amount"].map(|key| money(key).totalled()));
    report.sections.push(summary("liquidation_contributions", columns, rows));
    report.sections.push(claims(paper));
    let mut rows = Vec::new();
    for (code, said) in &paper.findings {
        rows.push(vec![Value::text(code), report.say(said.clone())]);
    }
    let columns = vec![Column::new("rule", ColumnKind::Text), Column::new("message", ColumnKind::Wording)];
    report.sections.push(summary("liquidation_findings", columns, rows));
    report.notes.push(Phrase::key("note.liquidation_ranks"));
    report.sources.push(Phrase::key("source.liquidation"));
    report.signature = Some(Phrase::key("word.signature"));
    report
}

fn claims(paper: &Paper) -> super::Section {
    let rows = paper.claims.iter().map(|one| {
        vec![
            Value::text(&one.number),
            Value::text(&one.kind),
            one.filed_on.map_or(Value::Empty, Value::Date),
            Value::Bool(one.late),
            one.rank.map_or(Value::Empty, Value::Integer),
            Value::Money(one.amount),
            one.admitted.map_or(Value::Empty, Value::Money),
            Value::Money(one.paid),
            Value::Money(one.unpaid),
        ]
    });
    let rows = rows.collect();
    let mut columns = vec![
        Column::new("claim_no", ColumnKind::Text),
        Column::new("claim_kind", ColumnKind::Code("claim_kind".into())),
        Column::new("filed_on", ColumnKind::Date),
        Column::new("late_claims", ColumnKind::YesNo),
        Column::new("rank", ColumnKind::Integer),
    ];
    let sums = ["claimed", "admitted", "claim_paid", "unpaid"];
    columns.extend(sums.map(|key| Column::new(key, ColumnKind::Money).totalled()));
    list("liquidation_claims", columns, rows, None)
}
