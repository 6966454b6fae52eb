//! The certificate of the system audit of a PACS: each condition with the record that proves it.

use super::{
    Column, ColumnKind, Phrase, Report,
    ground::{Ground, summary},
};
use crate::model::{Date, Label, Value, date_written};

/// One condition.
#[derive(Clone, Debug, Default)]
pub struct ConditionRow {
    /// In words.
    pub condition: Label,
    /// How it stands.
    pub outcome: Label,
    /// Register or finding.
    pub by: Label,
    /// The record.
    pub record: Label,
    /// Why it is asked, and how sure that is.
    pub basis: Label,
}

/// What is certified.
#[derive(Clone, Debug, Default)]
pub struct SystemCertificate {
    /// Name of the PACS.
    pub name: Label,
    /// Registration number.
    pub reg_no: String,
    /// Identity.
    pub society: String,
    /// The year audited.
    pub fy: String,
    /// Number of the certificate.
    pub number: String,
    /// Day of issue.
    pub issued_on: Date,
    /// The order.
    pub order_no: String,
    /// Live on the ERP since.
    pub live_on: Option<Date>,
    /// The conditions.
    pub rows: Vec<ConditionRow>,
    /// Fingerprint of conditions and proofs, in groups.
    pub proofs: String,
    /// Row of the day book and its hash, in groups.
    pub day: (i64, String),
    /// The code by which it is checked.
    pub code: String,
}

/// Builds the certificate.
pub fn build(paper: &SystemCertificate, ground: &Ground) -> Report {
    let mut report = ground.report("system_certificate");
    let said = Phrase::key("note.system_certified").with("name_en", Value::text(&paper.name.en));
    let said = said.with("name_hi", Value::text(&paper.name.hi)).with("reg_no", Value::text(&paper.reg_no));
    report.preamble.push(said.with("fy", Value::text(&paper.fy)));
    let day = |day: Option<Date>| day.map(date_written).unwrap_or_default();
    let facts = [
        ("Certificate no.", "प्रमाण-पत्र संख्या", paper.number.clone()),
        ("Issued on", "निर्गत तिथि", day(Some(paper.issued_on))),
        ("Order no.", "आदेश संख्या", paper.order_no.clone()),
        ("Society", "समिति", paper.society.clone()),
        ("Live on the ERP since", "ईआरपी पर लाइव तिथि", day(paper.live_on)),
    ];
    let mut rows = Vec::new();
    for (en, hi, value) in facts {
        let heading = report.say(Label { en: en.into(), hi: hi.into() });
        rows.push(vec![heading, Value::text(value)]);
    }
    let columns = vec![Column::new("item", ColumnKind::Wording), Column::new("value", ColumnKind::Text)];
    report.sections.push(summary("system_facts", columns, rows));
    let mut rows = Vec::new();
    for (no, row) in (1..).zip(&paper.rows) {
        let mut cells = vec![Value::Integer(no)];
        for label in [&row.condition, &row.outcome, &row.by, &row.record, &row.basis] {
            cells.push(report.say(label.clone()));
        }
        rows.push(cells);
    }
    let wording = |key: &str| Column::new(key, ColumnKind::Wording);
    let columns = vec![
        Column::new("system_no", ColumnKind::Integer),
        wording("system_condition"),
        wording("system_outcome"),
        wording("system_by"),
        wording("system_record"),
        wording("system_basis"),
    ];
    report.sections.push(summary("system_conditions", columns, rows));
    report.notes.push(Phrase::key("note.system_proofs").with("proofs", Value::text(&paper.proofs)));
    let code = Phrase::key("note.system_verification").with("code", Value::text(&paper.code));
    report.notes.push(code.with("row", Value::Integer(paper.day.0)).with("hash", Value::text(&paper.day.1)));
    report.notes.push(Phrase::key("note.certificate_unsigned"));
    report.sources.push(Phrase::key("source.register"));
    report.signature = Some(Phrase::key("word.signature"));
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue::Files, reports::Origin};

    #[test]
    fn a_certificate_has_every_condition_with_its_record_and_its_code() {
        let ground = Ground::new(&Files::embedded(), Date::constant(2026, 3, 31), Origin::default(), "UK").unwrap();
        let label = |text: &str| Label { en: text.into(), hi: text.into() };
        let row = ConditionRow { condition: label("day-end"), record: label("entry 4"), ..ConditionRow::default() };
        let paper = SystemCertificate {
            name: label("Rampur PACS"),
            rows: vec![row.clone(), row],
            code: "BR-HQ-S-1/2024-25.3.20260101.AB".into(),
            ..SystemCertificate::default()
        };
        let report = build(&paper, &ground);
        report.check_shape().unwrap();
        assert_eq!(
            (report.sections[1].table.rows.len(), report.sections[1].table.rows[1][0].clone()),
            (2, Value::Integer(2))
        );
        let coded = |phrase: &Phrase| matches!(phrase, Phrase::Key(_, args) if args.iter().any(|(_, value)| *value == Value::text(&paper.code)));
        assert!(report.notes.iter().any(coded), "{:?}", report.notes);
    }
}
