//! Progress of the audits of a year: district by district from the societies to be audited to the audits closed.

use super::{
    Column, ColumnKind, Phrase, Report, Section,
    audit_rows::{AuditRow, Progress},
    chart::{Bar, Chart},
    ground::{Ground, OTHER_STATES, code, count},
    society_register::SocietyRow,
};
use crate::model::{CooperativeYear, Value};
use std::collections::BTreeMap;

/// Stages counted, each with the key of its column.
const STAGES: [(&str, Progress); 5] = [
    ("audit_ordered", Progress::Ordered),
    ("audit_begun", Progress::Begun),
    ("audit_reported", Progress::Reported),
    ("audit_classed", Progress::Classed),
    ("audit_closed", Progress::Closed),
];

#[derive(Clone, Copy, Default)]
struct Sum {
    societies: usize,
    reached: [usize; STAGES.len()],
}

impl Sum {
    /// Reports in of the societies to be audited, hundredths of a per cent.
    fn share(&self) -> Value {
        let share = (self.reached[2] * 10_000 + self.societies / 2).checked_div(self.societies);
        share.map_or(Value::Empty, |share| Value::Percent(i64::try_from(share).unwrap_or(i64::MAX)))
    }
}

/// Is this society to be audited for the year: registered by its end, and not struck off?
pub fn is_to_audit(society: &SocietyRow, fy: CooperativeYear) -> bool {
    society.status != "cancelled" && society.reg_date.is_none_or(|day| day <= fy.end())
}

/// Builds the report; `basis` names the provision an audit is due by.
pub fn build(
    fy: CooperativeYear,
    societies: &[SocietyRow],
    audits: &[AuditRow],
    basis: Vec<Phrase>,
    ground: &Ground,
) -> Report {
    let mut report = ground.report("audit_progress");
    report.preamble.push(Phrase::key("note.audit_year").with("fy", Value::text(fy.to_string())));
    let by_society: BTreeMap<&str, &AuditRow> = audits.iter().map(|row| (row.society.as_str(), row)).collect();
    let (mut districts, mut all): (BTreeMap<Value, Sum>, Sum) = (BTreeMap::new(), Sum::default());
    let (mut nowhere, mut elsewhere) = (0, 0);
    for society in societies {
        let audit = by_society.get(society.society.as_str());
        // An audit on record counts, whatever became of the society since.
        if audit.is_none() && !is_to_audit(society, fy) {
            continue;
        }
        // A society of another State is a multi-State one: its general meeting appoints its auditor, not this office.
        if audit.is_none() && ground.state_of(&code(society.district)) == Value::text(OTHER_STATES) {
            elsewhere += 1;
            continue;
        }
        nowhere += usize::from(society.district.is_none());
        for sum in [districts.entry(code(society.district)).or_default(), &mut all] {
            sum.societies += 1;
            for (at, (_, stage)) in STAGES.iter().enumerate() {
                sum.reached[at] += usize::from(audit.is_some_and(|audit| audit.progress >= *stage));
            }
        }
    }
    let mut columns = vec![Column::new("audit_societies", ColumnKind::Integer).totalled()];
    columns.extend(STAGES.iter().map(|(key, _)| Column::new(key, ColumnKind::Integer).totalled()));
    columns.push(Column::new("audit_share", ColumnKind::Percent).shaded());
    let section = ground.by_district(columns, districts.keys().cloned(), |district| {
        let sum = districts[district];
        let mut cells = vec![count(sum.societies)];
        cells.extend(sum.reached.map(count));
        cells.push(sum.share());
        cells
    });
    let whole = |sum: &Sum| sum.share().as_integer().map(|share| (share + 50) / 100);
    let shares = districts.iter().filter_map(|(district, sum)| Some((district.clone(), whole(sum)?))).collect();
    let map = ground.map(&mut report, "map.audit_share", &shares);
    let stages =
        [("audit_societies", all.societies)].into_iter().chain(STAGES.map(|(key, _)| key).into_iter().zip(all.reached));
    let bars = stages.map(|(key, number)| Bar::new(Phrase::key(&format!("column.{key}")), count(number))).collect();
    let chart = Some(Chart { title: Phrase::key("chart.audits_by_stage"), bars });
    report.sections.push(Section { map, chart, ..section });
    ground.note_unknown_district(&mut report, nowhere);
    if elsewhere > 0 {
        report.notes.push(Phrase::key("note.audit_elsewhere").with("count", count(elsewhere)));
    }
    report.notes.push(Phrase::key("note.audit_progress"));
    report.sources.insert(0, Phrase::key("source.register"));
    report.sources.extend(basis);
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::Files,
        model::{Date, Label},
        reports::Origin,
    };

    #[test]
    fn each_stage_counts_those_that_passed_it_and_the_share_is_of_societies_to_audit() {
        let mut ground = Ground::new(&Files::embedded(), Date::constant(2026, 3, 31), Origin::default(), "BR").unwrap();
        ground.elsewhere.insert(9_999);
        let society = |no: &str, district, status: &str, day| SocietyRow {
            society: no.into(),
            name: Label::default(),
            reg_no: no.into(),
            reg_date: day,
            district,
            class: "pacs".into(),
            status: status.into(),
            members: None,
            share_capital: None,
        };
        let audit = |no: &str, progress| AuditRow {
            society: no.into(),
            auditor: String::new(),
            progress,
            fee_due: None,
            fee_paid: None,
        };
        let late = Some(Date::constant(2025, 4, 1));
        let societies = [
            society("1", Some(212), "", None),
            society("2", Some(212), "", None),
            society("3", Some(212), "", None),
            society("4", Some(212), "cancelled", None),
            society("5", Some(212), "", late),
            society("6", None, "cancelled", None),
            society("7", Some(9_999), "", None),
        ];
        let audits = [audit("1", Progress::Closed), audit("2", Progress::Begun), audit("6", Progress::Reported)];
        let report = build("2024-25".parse().unwrap(), &societies, &audits, Vec::new(), &ground);
        report.check_shape().unwrap();
        let table = &report.sections[0].table;
        let row = |district: &Value| table.rows.iter().find(|row| row[1] == *district).unwrap()[2..].to_vec();
        let patna = row(&Value::Integer(212));
        assert_eq!(patna[..6], [3, 2, 2, 1, 1, 1].map(Value::Integer));
        assert_eq!(patna[6], Value::Percent(3333));
        assert_eq!(row(&Value::Empty)[..4], [1, 1, 1, 1].map(Value::Integer), "audited before it was cancelled");
        let elsewhere = Phrase::key("note.audit_elsewhere").with("count", Value::Integer(1));
        assert!(report.notes.contains(&elsewhere) && table.rows.len() == 2, "{:?}", report.notes);
        assert_eq!(report.sections[0].map.as_ref().unwrap().values, BTreeMap::from([(212, 33)]));
        let bars: Vec<_> =
            report.sections[0].chart.as_ref().unwrap().bars.iter().map(|bar| bar.value.clone()).collect();
        assert_eq!(bars, [4, 3, 3, 2, 1, 1].map(Value::Integer));
    }
}
