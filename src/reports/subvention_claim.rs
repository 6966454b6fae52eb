//! A claim of interest subvention: sums by bank, branch and PACS, every line, the figures it is computed with, and the block the
//! statutory auditor signs. As a workbook a line is one row; on paper the loans and the amounts stand in two tables.

use super::{
    Column, ColumnKind, Phrase, Report,
    ground::{Ground, list, summary},
};
use crate::model::{Label, Value};

/// A column of a line: its key and how it is written.
pub type LineColumn = (&'static str, fn() -> ColumnKind);

/// Columns of a line: key and how it is written, in the order of [`ClaimPaper::lines`]. The first is the serial number.
pub const LINE: [LineColumn; 38] = [
    ("serial_no", || ColumnKind::Integer),
    ("district", || ColumnKind::Code("district".into())),
    ("block", || ColumnKind::Code("block".into())),
    ("bank", || ColumnKind::Text),
    ("branch", || ColumnKind::Text),
    ("pacs_no", || ColumnKind::Text),
    ("pacs", || ColumnKind::Text),
    ("farmer_name", || ColumnKind::Text),
    ("guardian", || ColumnKind::Text),
    ("aadhaar", || ColumnKind::YesNo),
    ("loan_account", || ColumnKind::Text),
    ("farmer_class", || ColumnKind::Code("farmer_class".into())),
    ("caste_category", || ColumnKind::Code("caste_category".into())),
    ("farmer_sex", || ColumnKind::Code("sex".into())),
    ("loan_purpose", || ColumnKind::Code("loan_purpose".into())),
    ("sanctioned_limit", || ColumnKind::Money),
    ("drawn_on", || ColumnKind::Date),
    ("drawn_amount", || ColumnKind::Money),
    ("loan_due_on", || ColumnKind::Date),
    ("repaid_on", || ColumnKind::Date),
    ("repaid_amount", || ColumnKind::Money),
    ("claim_fy", || ColumnKind::Text),
    ("claim_days", || ColumnKind::Integer),
    ("product", || ColumnKind::Money),
    ("eligible_product", || ColumnKind::Money),
    ("claim_rate", || ColumnKind::Text),
    ("interest", || ColumnKind::Money),
    ("lender_subvention", || ColumnKind::Money),
    ("prompt_incentive", || ColumnKind::Money),
    ("state_general", || ColumnKind::Money),
    ("state_prompt", || ColumnKind::Money),
    ("farmer_share", || ColumnKind::Money),
    ("claim_amount", || ColumnKind::Money),
    ("earlier_claim", || ColumnKind::Money),
    ("claim_balance", || ColumnKind::Money),
    ("in_time", || ColumnKind::YesNo),
    ("claim_reason", || ColumnKind::Code("subvention_reason".into())),
    ("claim_key", || ColumnKind::Text),
];

/// Columns that are added up in the last line.
const ADDED: [&str; 9] = [
    "interest",
    "lender_subvention",
    "prompt_incentive",
    "state_general",
    "state_prompt",
    "farmer_share",
    "claim_amount",
    "earlier_claim",
    "claim_balance",
];
/// What the two tables on paper show; bank and branch stand in the sums, the key in the workbook.
const LOANS: [&str; 14] = [
    "serial_no",
    "pacs",
    "farmer_name",
    "guardian",
    "aadhaar",
    "loan_account",
    "farmer_class",
    "caste_category",
    "farmer_sex",
    "loan_purpose",
    "sanctioned_limit",
    "drawn_on",
    "drawn_amount",
    "loan_due_on",
];
const AMOUNTS: [&str; 14] = [
    "serial_no",
    "loan_account",
    "repaid_on",
    "repaid_amount",
    "claim_days",
    "eligible_product",
    "lender_subvention",
    "prompt_incentive",
    "state_general",
    "state_prompt",
    "earlier_claim",
    "claim_balance",
    "in_time",
    "claim_reason",
];

/// Sums under one heading.
#[derive(Clone, Debug, Default)]
pub struct LotRow {
    /// Bank, branch, number and name of the PACS; empty from where it is summed up.
    pub of: [String; 4],
    /// Farmers, drawals.
    pub counts: [i64; 2],
    /// Paise: disbursed, of that out of own funds, the four parts, claim, claimed before, balance.
    pub amounts: [i64; 9],
}

/// A figure the claim is computed with.
#[derive(Clone, Debug, Default)]
pub struct FigureRow {
    /// What it is.
    pub figure: Label,
    /// Year the loan was drawn in.
    pub fy: String,
    /// As written.
    pub value: String,
    /// Source and how it was seen.
    pub source: Label,
}

/// A claim ready for paper.
#[derive(Clone, Debug, Default)]
pub struct ClaimPaper {
    /// Name in file names: `subvention_claim-mp-2025-26`.
    pub key: String,
    /// Sentence above the tables.
    pub preamble: Label,
    /// Sums by bank, by branch, by PACS.
    pub lots: [Vec<LotRow>; 3],
    /// Columns of parts the scheme does not have.
    pub without: Vec<&'static str>,
    /// Lines in the order of [`LINE`].
    pub lines: Vec<Vec<Value>>,
    /// Figures.
    pub figures: Vec<FigureRow>,
    /// Days of the year.
    pub year_days: i64,
    /// What is certified, and who signs.
    pub certificate: Vec<Label>,
}

impl ClaimPaper {
    /// The workbook: a line is one row with all its columns.
    pub fn workbook(&self, ground: &Ground) -> Report {
        let mut report = self.begin(ground);
        let keys: Vec<&str> = LINE.iter().map(|(key, _)| *key).collect();
        report.sections.push(self.list("claim_lines", &keys));
        self.end(report)
    }
    /// The paper: loans and amounts in two tables, told together by their serial numbers.
    pub fn paper(&self, ground: &Ground) -> Report {
        let mut report = self.begin(ground);
        report.sections.push(self.list("claim_loans", &LOANS));
        report.sections.push(self.list("claim_amounts", &AMOUNTS));
        self.end(report)
    }
    fn begin(&self, ground: &Ground) -> Report {
        let mut report = ground.report("subvention_claim");
        report.key.clone_from(&self.key);
        report.preamble.push(Phrase::Both(self.preamble.clone()));
        let keys = ["claim_by_bank", "claim_by_branch", "claim_by_pacs"];
        for ((key, lots), named) in keys.into_iter().zip(&self.lots).zip([1, 2, 4]) {
            report.sections.push(summary(
                key,
                self.lot_columns(named),
                lots.iter().map(|lot| self.lot(lot, named)).collect(),
            ));
        }
        report
    }
    fn lot_columns(&self, named: usize) -> Vec<Column> {
        let names = ["bank", "branch", "pacs_no", "pacs"].into_iter().take(named);
        let mut columns: Vec<Column> = names.map(|key| Column::new(key, ColumnKind::Text)).collect();
        let counts = ["farmers", "drawals"];
        columns.extend(counts.map(|key| Column::new(key, ColumnKind::Integer).totalled()));
        let amounts = LOT_AMOUNTS.into_iter().filter(|key| !self.without.contains(key));
        columns.extend(amounts.map(|key| Column::new(key, ColumnKind::Money).totalled()));
        // A farmer may have loans with several lenders: farmers are not added up.
        columns[named].total = false;
        columns
    }
    fn lot(&self, lot: &LotRow, named: usize) -> Vec<Value> {
        let names = lot.of.iter().take(named).map(Value::text);
        let counts = lot.counts.map(Value::Integer);
        let kept = LOT_AMOUNTS.into_iter().zip(lot.amounts).filter(|(key, _)| !self.without.contains(key));
        let amounts = kept.map(|(_, paise)| Value::Money(crate::model::Paise(paise)));
        names.chain(counts).chain(amounts).collect()
    }
    fn list(&self, key: &str, keys: &[&str]) -> super::Section {
        let at: Vec<usize> = LINE
            .iter()
            .enumerate()
            .filter(|(_, (key, _))| keys.contains(key) && !self.without.contains(key))
            .map(|(at, _)| at)
            .collect();
        let columns = at.iter().map(|at| {
            let (key, kind) = LINE[*at];
            Column { total: ADDED.contains(&key), ..Column::new(key, kind()) }
        });
        let rows = self.lines.iter().map(|line| at.iter().map(|at| line[*at].clone()).collect()).collect();
        list(key, columns.collect(), rows, None)
    }
    fn end(&self, mut report: Report) -> Report {
        let columns = ["figure", "figure_year", "figure_value", "figure_source"];
        let kinds = [ColumnKind::Wording, ColumnKind::Text, ColumnKind::Text, ColumnKind::Wording];
        let columns = columns.into_iter().zip(kinds).map(|(key, kind)| Column::new(key, kind)).collect();
        let mut rows = Vec::new();
        for one in &self.figures {
            let (figure, source) = (report.say(one.figure.clone()), report.say(one.source.clone()));
            rows.push(vec![figure, Value::text(&one.fy), Value::text(&one.value), source]);
        }
        report.sections.push(summary("claim_figures", columns, rows));
        report.notes.push(Phrase::key("note.subvention_rounding").with("days", Value::Integer(self.year_days)));
        report.notes.push(Phrase::key("note.subvention_form"));
        let rows = self.certificate.iter().map(|said| vec![report.say(said.clone())]).collect();
        let columns = vec![Column::new("claim_certificate", ColumnKind::Wording)];
        report.sections.push(summary("claim_certificate", columns, rows));
        report
    }
}

/// Amounts of a sum, in the order of [`LotRow::amounts`].
const LOT_AMOUNTS: [&str; 9] = [
    "disbursed",
    "own_funds_amount",
    "lender_subvention",
    "prompt_incentive",
    "state_general",
    "state_prompt",
    "claim_amount",
    "earlier_claim",
    "claim_balance",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue::Files, model::Date, reports::Origin};

    #[test]
    fn a_scheme_without_parts_of_a_state_has_no_columns_of_them_and_paper_shows_what_the_workbook_holds() {
        let ground = Ground::new(&Files::embedded(), Date::constant(2026, 3, 31), Origin::default(), "MP").unwrap();
        let line: Vec<Value> = (0..).take(LINE.len()).map(Value::Integer).collect();
        let paper = ClaimPaper {
            key: "subvention_claim-union-2025-26".into(),
            without: vec!["state_general", "state_prompt"],
            lots: [vec![LotRow::default()], Vec::new(), Vec::new()],
            lines: vec![line],
            ..ClaimPaper::default()
        };
        let keys = |report: &Report, at: usize| -> Vec<String> {
            report.sections[at].table.columns.iter().map(|column| column.key.clone()).collect()
        };
        let workbook = paper.workbook(&ground);
        workbook.check_shape().unwrap();
        assert_eq!(keys(&workbook, 3).len(), LINE.len() - 2);
        assert!(!keys(&workbook, 0).contains(&"state_general".to_owned()));
        let printed = paper.paper(&ground);
        printed.check_shape().unwrap();
        let both = [keys(&printed, 3), keys(&printed, 4)].concat();
        assert!(both.iter().all(|key| keys(&workbook, 3).contains(key)) && !both.contains(&"state_prompt".to_owned()));
    }
}
