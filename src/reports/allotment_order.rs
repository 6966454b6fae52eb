//! The order by which audits are allotted: who audits whom, and who is left without an auditor and why.

use super::{
    Column, ColumnKind, Phrase, Report,
    ground::{Ground, code, count, list, summary},
    society_register::number_order,
};
use crate::model::{CooperativeYear, Label, Value};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Head of the order.
#[derive(Clone, Debug)]
pub struct OrderHead {
    /// Number; empty while it is a draft, which is then said on the page.
    pub order_no: String,
    /// Its date.
    pub order_on: Option<Date>,
    /// Year audited.
    pub fy: CooperativeYear,
    /// How the allotment was made, in a sentence of both languages.
    pub method: Label,
}

/// A society in the order.
#[derive(Clone, Debug)]
pub struct AllottedRow {
    /// Identity of the society.
    pub society: String,
    /// Its name in both languages.
    pub name: Label,
    /// Registration number as printed.
    pub reg_no: String,
    /// LGD code of the district.
    pub district: Option<i64>,
    /// Code of its category, as A.
    pub category: String,
    /// Identity of the auditor; none if it is left without one.
    pub auditor: Option<String>,
    /// Why: of the choice, or of being left out.
    pub reason: Label,
}

/// An auditor of the panel.
#[derive(Clone, Debug)]
pub struct AuditorRow {
    /// Identity.
    pub auditor: String,
    /// Name in both languages.
    pub name: Label,
    /// Panel number as printed.
    pub panel_no: String,
    /// Audits a year, where the panel names a figure.
    pub capacity: Option<i64>,
}

/// Builds the order; `basis` names the provisions and settings it rests on.
pub fn build(
    head: &OrderHead,
    auditors: &[AuditorRow],
    mut societies: Vec<AllottedRow>,
    basis: Vec<Phrase>,
    ground: &Ground,
) -> Report {
    let mut report = ground.report("allotment_order");
    for row in &societies {
        report.names.add("society", &row.society, row.name.clone());
    }
    for auditor in auditors {
        report.names.add("auditor", &auditor.auditor, auditor.name.clone());
    }
    societies.sort_by(|a, b| {
        (&a.auditor, a.district)
            .cmp(&(&b.auditor, b.district))
            .then_with(|| number_order(&a.reg_no, &b.reg_no))
            .then_with(|| a.society.cmp(&b.society))
    });
    preamble(&mut report, head, &societies);
    auditor_section(&mut report, auditors, &societies);

    let columns = |first: Option<Column>, with_reason: bool| {
        let mut columns: Vec<Column> = first.into_iter().collect();
        columns.extend([
            Column::new("district", ColumnKind::Code("district".into())),
            Column::new("reg_no", ColumnKind::Text),
            Column::new("society", ColumnKind::Code("society".into())),
            Column::new("category", ColumnKind::Text),
        ]);
        if with_reason {
            columns.push(Column::new("reason", ColumnKind::Wording));
        }
        columns
    };
    let mut allotted = Vec::new();
    let mut left_out = Vec::new();
    for row in societies {
        let mut cells =
            vec![code(row.district), Value::text(row.reg_no), Value::Text(row.society), Value::text(row.category)];
        match row.auditor {
            Some(auditor) => {
                cells.insert(0, Value::Text(auditor));
                allotted.push(cells);
            }
            None => {
                cells.push(report.say(row.reason));
                left_out.push(cells);
            }
        }
    }
    let auditor = Column::new("auditor", ColumnKind::Code("auditor".into()));
    report.sections.push(list("allotted", columns(Some(auditor), false), allotted, Some(0)));
    report.sections.push(list("not_allotted", columns(None, true), left_out, None));
    report.signature = Some(Phrase::key("word.signature"));
    report.sources.extend(basis);
    report
}

fn preamble(report: &mut Report, head: &OrderHead, societies: &[AllottedRow]) {
    let fy = Value::Text(head.fy.to_string());
    let with_auditor = societies.iter().filter(|row| row.auditor.is_some()).count();
    let opening = match (head.order_no.is_empty(), head.order_on) {
        (false, Some(day)) => Phrase::key("order.opening")
            .with("order_no", Value::Text(head.order_no.clone()))
            .with("order_on", Value::Date(day)),
        _ => Phrase::key("order.draft"),
    };
    report.preamble.push(
        opening
            .with("fy", fy)
            .with("allotted", count(with_auditor))
            .with("left_out", count(societies.len() - with_auditor)),
    );
    report.preamble.push(Phrase::Both(head.method.clone()));
}

fn auditor_section(report: &mut Report, auditors: &[AuditorRow], societies: &[AllottedRow]) {
    let mut load: BTreeMap<&str, (usize, BTreeSet<Option<i64>>)> = BTreeMap::new();
    for row in societies {
        if let Some(auditor) = &row.auditor {
            let here = load.entry(auditor).or_default();
            here.0 += 1;
            here.1.insert(row.district);
        }
    }
    let mut order: Vec<&AuditorRow> = auditors.iter().collect();
    order.sort_by(|a, b| number_order(&a.panel_no, &b.panel_no).then_with(|| a.auditor.cmp(&b.auditor)));
    let rows = order
        .iter()
        .map(|auditor| {
            let (societies, districts) = load.get(auditor.auditor.as_str()).map_or((0, 0), |(n, d)| (*n, d.len()));
            vec![
                Value::text(&auditor.panel_no),
                Value::Text(auditor.auditor.clone()),
                count(districts),
                auditor.capacity.map_or(Value::Empty, Value::Integer),
                count(societies),
            ]
        })
        .collect();
    let columns = vec![
        Column::new("panel_no", ColumnKind::Text),
        Column::new("auditor", ColumnKind::Code("auditor".into())),
        Column::new("districts", ColumnKind::Integer),
        Column::new("capacity", ColumnKind::Integer).totalled(),
        Column::new("societies", ColumnKind::Integer).totalled(),
    ];
    report.sections.push(summary("by_auditor", columns, rows));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue::Files, reports::Origin};
    use jiff::civil::date;

    #[test]
    fn every_society_stands_either_under_its_auditor_or_with_the_reason_it_has_none() {
        let ground = Ground::new(&Files::embedded(), date(2026, 3, 31), Origin::default(), "BR").unwrap();
        let both = |text: &str| Label { en: text.into(), hi: text.into() };
        let row = |no: usize, auditor: Option<&str>| AllottedRow {
            society: format!("S-{no}"),
            name: both("x"),
            reg_no: no.to_string(),
            district: Some(212),
            category: "A".into(),
            auditor: auditor.map(str::to_owned),
            reason: both("no auditor of category A in the district"),
        };
        let panel = |no: &str| AuditorRow {
            auditor: format!("A-{no}"),
            name: both("CA"),
            panel_no: no.into(),
            capacity: Some(20),
        };
        let head = OrderHead {
            order_no: "17/2026".into(),
            order_on: Some(date(2026, 4, 2)),
            fy: "2025-26".parse().unwrap(),
            method: both("least cost"),
        };
        let rows = vec![row(1, Some("A-2")), row(2, None), row(10, Some("A-2")), row(9, Some("A-2"))];
        let report = build(&head, &[panel("1"), panel("2")], rows, Vec::new(), &ground);
        report.check_shape().unwrap();
        let [panel, allotted, left_out] = &report.sections[..] else { panic!("three sections") };
        assert_eq!((panel.table.rows.len(), panel.table.total(4)), (2, Some(3)), "an auditor without audits is shown");
        let numbers: Vec<_> = allotted.table.rows.iter().filter_map(|row| row[2].as_text()).collect();
        assert_eq!(numbers, ["1", "9", "10"]);
        assert_eq!(left_out.table.rows.len(), 1);
        assert!(report.wordings[0].en.starts_with("no auditor"));
    }
}
