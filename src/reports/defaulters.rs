//! Societies whose annual return is overdue, district by district.

use super::{
    Column, ColumnKind, Phrase, Report,
    ground::{Ground, code, count, district_column, list, summary},
    society_register::number_order,
};
use crate::model::{CooperativeYear, Label, Value};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// One return not filed in time.
#[derive(Clone, Debug)]
pub struct DefaulterRow {
    /// Identity of the society.
    pub society: String,
    /// Its name in both languages.
    pub name: Label,
    /// Registration number as printed.
    pub reg_no: String,
    /// LGD code of the district.
    pub district: Option<i64>,
    /// Code of the class.
    pub class: String,
    /// Year of the return.
    pub fy: CooperativeYear,
    /// Last day for filing, extensions counted.
    pub due_on: Date,
    /// Day it was filed all the same, late; none if still missing.
    pub filed_on: Option<Date>,
}

/// Builds the report; `basis` names the provision the due date rests on and how sure it is.
pub fn build(mut defaulters: Vec<DefaulterRow>, basis: Vec<Phrase>, ground: &Ground) -> Report {
    let mut report = ground.report("defaulters");
    for row in &defaulters {
        report.names.add("society", &row.society, row.name.clone());
    }
    let late = |row: &DefaulterRow| {
        let until = row.filed_on.unwrap_or(ground.as_of);
        i64::from((until - row.due_on).get_days()).max(0)
    };
    let mut counts: BTreeMap<Value, i64> = BTreeMap::new();
    let mut districts: BTreeMap<Value, (BTreeSet<&str>, usize, i64)> = BTreeMap::new();
    for row in &defaulters {
        let here = districts.entry(code(row.district)).or_default();
        if here.0.insert(&row.society) {
            *counts.entry(code(row.district)).or_default() += 1;
        }
        here.1 += 1;
        here.2 = here.2.max(late(row));
    }
    let mut order: Vec<&Value> = districts.keys().collect();
    order.sort_by_key(|district| report.names.order("district", district));
    let rows = order
        .into_iter()
        .map(|district| {
            let (societies, returns, longest) = &districts[district];
            vec![district.clone(), count(societies.len()), count(*returns), Value::Integer(*longest)]
        })
        .collect();
    let columns = vec![
        district_column(),
        Column::new("societies", ColumnKind::Integer).totalled(),
        Column::new("returns_overdue", ColumnKind::Integer).totalled(),
        Column::new("longest_delay", ColumnKind::Integer),
    ];
    drop(districts);
    let map = ground.map(&mut report, "map.defaulters", &counts);
    report.sections.push(super::Section { map, ..summary("by_district", columns, rows) });

    defaulters.sort_by(|a, b| {
        let (one, other) = (code(a.district), code(b.district));
        let by_district = report.names.order("district", &one).cmp(&report.names.order("district", &other));
        by_district
            .then_with(|| number_order(&a.reg_no, &b.reg_no))
            .then_with(|| (&a.society, a.fy).cmp(&(&b.society, b.fy)))
    });
    let columns = vec![
        district_column(),
        Column::new("reg_no", ColumnKind::Text),
        Column::new("society", ColumnKind::Code("society".into())),
        Column::new("class", ColumnKind::Code("society_class".into())),
        Column::new("fy", ColumnKind::Text),
        Column::new("due_on", ColumnKind::Date),
        Column::new("filed_on", ColumnKind::Date),
        Column::new("days_late", ColumnKind::Integer),
    ];
    let rows = defaulters
        .iter()
        .map(|row| {
            vec![
                code(row.district),
                Value::text(&row.reg_no),
                Value::Text(row.society.clone()),
                Value::text(&row.class),
                Value::Text(row.fy.to_string()),
                Value::Date(row.due_on),
                row.filed_on.map_or(Value::Empty, Value::Date),
                Value::Integer(late(row)),
            ]
        })
        .collect();
    report.sections.push(list("defaulters", columns, rows, Some(0)));
    ground.note_unknown_district(&mut report, &counts);
    report.sources.insert(0, Phrase::key("source.register"));
    report.sources.extend(basis);
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue::Files, reports::Origin};
    use jiff::civil::date;

    #[test]
    fn a_society_with_two_missing_returns_is_one_defaulter_and_delay_stops_on_filing() {
        let ground = Ground::new(&Files::embedded(), date(2026, 3, 31), Origin::default(), "BR").unwrap();
        let row = |fy: &str, due_on, filed_on| DefaulterRow {
            society: "BR-HQ-S-1".into(),
            name: Label { en: "A".into(), hi: "अ".into() },
            reg_no: "1".into(),
            district: Some(212),
            class: "pacs".into(),
            fy: fy.parse().unwrap(),
            due_on,
            filed_on,
        };
        let rows =
            vec![row("2024-25", date(2025, 9, 30), None), row("2023-24", date(2024, 9, 30), Some(date(2024, 10, 10)))];
        let report = build(rows, Vec::new(), &ground);
        let districts = &report.sections[0].table.rows;
        assert_eq!(districts[0][1..], [1, 2, 182].map(Value::Integer));
        let days: Vec<_> = report.sections[1].table.rows.iter().map(|row| row[7].clone()).collect();
        assert_eq!(days, [10, 182].map(Value::Integer), "the earlier year first");
    }
}
