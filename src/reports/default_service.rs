//! The register of service of notices on missing annual returns: who was served when, how, with which proof.

use super::{
    Column, ColumnKind, Phrase, Report,
    ground::{Ground, list},
};
use crate::model::{Date, Label, Value};

/// A notice.
#[derive(Clone, Debug, Default)]
pub struct ServiceRow {
    /// Its number in the year.
    pub number: String,
    /// Which notice it is.
    pub kind: Label,
    /// Identity of the society.
    pub society: String,
    /// Its name.
    pub name: Label,
    /// Its registration number.
    pub reg_no: String,
    /// LGD code of its district.
    pub district: Option<i64>,
    /// Years it named.
    pub years: String,
    /// Day of issue.
    pub issued_on: Option<Date>,
    /// By when the returns were asked for.
    pub reply_by: Option<Date>,
    /// Day of service.
    pub served_on: Option<Date>,
    /// Code of the mode.
    pub mode: String,
    /// Proof of service.
    pub proof: String,
}

/// Builds the register.
pub fn build(rows: &[ServiceRow], ground: &Ground) -> Report {
    let mut report = ground.report("default_service");
    let columns = vec![
        Column::new("notice_number", ColumnKind::Text),
        Column::new("notice_kind", ColumnKind::Wording),
        Column::new("society", ColumnKind::Text),
        Column::new("name", ColumnKind::Wording),
        Column::new("reg_no", ColumnKind::Text),
        Column::new("district", ColumnKind::Code("district".into())),
        Column::new("notice_years", ColumnKind::Text),
        Column::new("notice_issued", ColumnKind::Date),
        Column::new("reply_by", ColumnKind::Date),
        Column::new("notice_served", ColumnKind::Date),
        Column::new("notice_mode", ColumnKind::Code("service_mode".into())),
        Column::new("notice_proof", ColumnKind::Text),
    ];
    let day = |day: Option<Date>| day.map_or(Value::Empty, Value::Date);
    let text = |text: &str| if text.is_empty() { Value::Empty } else { Value::text(text) };
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        lines.push(vec![
            text(&row.number),
            report.say(row.kind.clone()),
            text(&row.society),
            report.say(row.name.clone()),
            text(&row.reg_no),
            row.district.map_or(Value::Empty, Value::Integer),
            text(&row.years),
            day(row.issued_on),
            day(row.reply_by),
            day(row.served_on),
            text(&row.mode),
            text(&row.proof),
        ]);
    }
    report.sections.push(list("default_service", columns, lines, None));
    report.notes.push(Phrase::key("note.default_service"));
    report.sources.push(Phrase::key("source.default_service"));
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue::Files, reports::Origin};

    #[test]
    fn a_notice_is_a_line_and_what_is_not_recorded_is_empty() {
        let ground = Ground::new(&Files::embedded(), Date::constant(2026, 3, 31), Origin::default(), "BR").unwrap();
        let row = ServiceRow { number: "1/2025-26".into(), ..ServiceRow::default() };
        let report = build(&[row], &ground);
        report.check_shape().unwrap();
        assert_eq!(report.sections[0].table.rows[0][9], Value::Empty);
    }
}
