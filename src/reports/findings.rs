//! Findings of the rules on annual returns, by district and by rule.

use super::{
    Column, ColumnKind, Phrase, Report,
    chart::{Bar, Chart},
    ground::{Ground, code, count, district_column, list, summary},
};
use crate::model::{Date, Label, Severity, Value};
use std::collections::{BTreeMap, BTreeSet};

/// One finding on one return.
#[derive(Clone, Debug)]
pub struct FindingRow {
    /// Identity of the society, or its registration number where it is in no register.
    pub society: String,
    /// Its name in both languages; empty if not known.
    pub name: Label,
    /// LGD code of the district.
    pub district: Option<i64>,
    /// Year of the return, `2024-25`.
    pub fy: String,
    /// Rule.
    pub code: String,
    /// Weight.
    pub severity: Severity,
    /// Field of the return.
    pub field: String,
    /// The finding's sentence.
    pub message: Label,
    /// Last day of its waiver, where it was waived by order.
    pub waived_until: Option<Date>,
}

/// Bars of the chart: the rules most often broken.
const BARS: usize = 15;

/// Builds the report; `rules` names each rule, `basis` the law and the rules' edition.
pub fn build(
    mut findings: Vec<FindingRow>,
    rules: &BTreeMap<String, Label>,
    basis: Vec<Phrase>,
    ground: &Ground,
) -> Report {
    let mut report = ground.report("findings");
    for row in findings.iter().filter(|row| !row.name.en.is_empty()) {
        report.names.add("society", &row.society, row.name.clone());
    }
    for (rule, name) in rules {
        report.names.add("rule", rule, name.clone());
    }
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        let (code, en, hi) = match severity {
            Severity::Error => ("error", "error", "त्रुटि"),
            Severity::Warning => ("warning", "warning", "चेतावनी"),
            Severity::Info => ("info", "information", "सूचना"),
        };
        report.names.add("severity", code, Label { en: en.into(), hi: hi.into() });
    }
    district_section(&mut report, &findings, ground);
    rule_section(&mut report, &findings);

    let ranks = ground.ranks("district", findings.iter().map(|row| code(row.district)));
    findings.sort_by(|a, b| {
        let by_district = ranks.get(&code(a.district)).cmp(&ranks.get(&code(b.district)));
        by_district
            .then_with(|| (&a.society, &a.fy).cmp(&(&b.society, &b.fy)))
            .then_with(|| b.severity.cmp(&a.severity))
            .then_with(|| (&a.code, &a.field, &a.message.en).cmp(&(&b.code, &b.field, &b.message.en)))
    });
    let columns = vec![
        district_column(),
        Column::new("society", ColumnKind::Code("society".into())),
        Column::new("fy", ColumnKind::Text),
        Column::new("rule", ColumnKind::Text),
        Column::new("severity", ColumnKind::Code("severity".into())),
        Column::new("field", ColumnKind::Text),
        Column::new("message", ColumnKind::Wording),
        Column::new("waived_until", ColumnKind::Date),
    ];
    let nowhere = findings.iter().filter(|row| row.district.is_none());
    let without = nowhere.map(|row| &row.society).collect::<BTreeSet<_>>().len();
    let mut rows = Vec::with_capacity(findings.len());
    for row in findings {
        let message = report.say(row.message);
        rows.push(vec![
            code(row.district),
            Value::text(row.society),
            Value::text(row.fy),
            Value::Text(row.code),
            Value::Text(key(row.severity).into()),
            Value::text(row.field),
            message,
            row.waived_until.map_or(Value::Empty, Value::Date),
        ]);
    }
    report.sections.push(list("findings", columns, rows, Some(0)));
    ground.note_unknown_district(&mut report, without);
    report.notes.push(Phrase::key("note.cannot_tell"));
    report.sources.insert(0, Phrase::key("source.rules"));
    report.sources.extend(basis);
    report
}

fn key(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

fn district_section(report: &mut Report, findings: &[FindingRow], ground: &Ground) {
    let mut districts: BTreeMap<Value, (BTreeSet<&str>, [usize; 3], usize)> = BTreeMap::new();
    for row in findings {
        let here = districts.entry(code(row.district)).or_default();
        here.0.insert(&row.society);
        here.1[row.severity as usize] += 1;
        here.2 += usize::from(row.waived_until.is_some());
    }
    let counts: BTreeMap<Value, i64> = districts
        .iter()
        .map(|(district, (_, by, _))| (district.clone(), i64::try_from(by.iter().sum::<usize>()).unwrap_or(i64::MAX)))
        .collect();
    let columns = ["societies", "errors", "warnings", "infos", "findings", "waived"]
        .map(|key| Column::new(key, ColumnKind::Integer).totalled());
    let section = ground.by_district(columns, districts.keys().cloned(), |district| {
        let (societies, [info, warning, error], waived) = &districts[district];
        [societies.len(), *error, *warning, *info, info + warning + error, *waived].map(count).into()
    });
    let map = ground.map(report, "map.findings", &counts);
    report.sections.push(super::Section { map, ..section });
}

fn rule_section(report: &mut Report, findings: &[FindingRow]) {
    let mut rules: BTreeMap<(&str, Severity), (BTreeSet<&str>, usize, usize)> = BTreeMap::new();
    for row in findings {
        let here = rules.entry((&row.code, row.severity)).or_default();
        here.0.insert(&row.society);
        here.1 += 1;
        here.2 += usize::from(row.waived_until.is_some());
    }
    let rows = rules
        .iter()
        .map(|((rule, severity), (societies, n, waived))| {
            vec![
                Value::Text((*rule).into()),
                Value::Text((*rule).into()),
                Value::Text(key(*severity).into()),
                count(societies.len()),
                count(*n),
                count(*waived),
            ]
        })
        .collect();
    let columns = vec![
        Column::new("rule", ColumnKind::Text),
        Column::new("rule_name", ColumnKind::Code("rule".into())),
        Column::new("severity", ColumnKind::Code("severity".into())),
        // A society may break several rules: its column has no total.
        Column::new("societies", ColumnKind::Integer),
        Column::new("findings", ColumnKind::Integer).totalled(),
        Column::new("waived", ColumnKind::Integer).totalled(),
    ];
    let mut most: Vec<_> = rules.iter().collect();
    most.sort_by_key(|(rule, (_, n, _))| (std::cmp::Reverse(*n), **rule));
    let bars: Vec<Bar> = most
        .iter()
        .take(BARS)
        .map(|((rule, _), (_, n, _))| Bar::new(Phrase::Plain((*rule).into()), count(*n)))
        .collect();
    let chart = (!bars.is_empty()).then(|| Chart { title: Phrase::key("chart.findings_by_rule"), bars });
    report.sections.push(super::Section { chart, ..summary("by_rule", columns, rows) });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue::Files, reports::Origin};
    use jiff::civil::date;

    #[test]
    fn findings_add_up_by_district_and_by_rule() {
        let ground = Ground::new(&Files::embedded(), date(2026, 3, 31), Origin::default(), "BR").unwrap();
        let row = |society: &str, district, code: &str, severity| FindingRow {
            society: society.into(),
            name: Label::default(),
            district,
            fy: "2024-25".into(),
            code: code.into(),
            severity,
            field: "net_profit".into(),
            message: Label { en: format!("{code} of {society}"), hi: "पाया".into() },
            waived_until: (code == "BSH-002").then_some(date(2026, 12, 31)),
        };
        let rows = vec![
            row("S-2", Some(212), "APP-001", Severity::Error),
            row("S-1", Some(212), "BSH-002", Severity::Warning),
            row("S-1", Some(212), "APP-001", Severity::Error),
            row("S-9", None, "FIL-001", Severity::Info),
            row("S-9", None, "FIL-002", Severity::Info),
        ];
        let report = build(rows, &BTreeMap::new(), Vec::new(), &ground);
        report.check_shape().unwrap();
        let [districts, rules, all] = &report.sections[..] else { panic!("three sections") };
        assert_eq!(districts.table.rows[0][2..], [2, 2, 1, 0, 3, 1].map(Value::Integer));
        assert_eq!((districts.table.total(6), rules.table.total(4)), (Some(5), Some(5)));
        assert_eq!(
            (districts.table.total(7), rules.table.total(5)),
            (Some(1), Some(1)),
            "a waived one is listed and counted"
        );
        let messages: Vec<_> = all.table.rows.iter().map(|row| row[6].as_integer().unwrap() as usize).collect();
        assert_eq!(report.wordings[messages[0]].en, "APP-001 of S-1", "errors of a society first");
        let unknown = Phrase::key("note.unknown_district").with("count", Value::Integer(1));
        assert!(report.notes.contains(&unknown), "one society, though it has two findings: {:?}", report.notes);
    }
}
