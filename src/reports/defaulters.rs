//! Societies in default of their annual return, district by district; those that filed late are listed apart.

use super::{
    Column, ColumnKind, Phrase, Report,
    ground::{Ground, code, count, district_column, list},
    society_register::number_order,
};
use crate::model::{CooperativeYear, Label, Value};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// One return whose due date is past and that is not known to have come in time.
#[derive(Clone, Debug)]
pub struct OverdueRow {
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
    /// Days past it; 0 where the day of filing is not recorded.
    pub days_late: i64,
    /// Is it still missing, or how did it come?
    pub filing: Filing,
}

/// What became of a return that was due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filing {
    /// Not filed: the society is in default.
    Missing,
    /// Filed on this day, after the due date.
    Late(Date),
    /// Filed, the day not recorded: neither default nor delay can be held against the society.
    DayNotRecorded,
}

/// What a district adds up to.
#[derive(Default)]
struct Sum<'a> {
    defaulters: BTreeSet<&'a str>,
    missing: usize,
    longest: i64,
    late: usize,
    undated: usize,
}

/// Builds the report; `basis` names the provision the due date rests on and how sure it is.
pub fn build(mut returns: Vec<OverdueRow>, basis: Vec<Phrase>, ground: &Ground) -> Report {
    let mut report = ground.report("defaulters");
    for row in &returns {
        report.names.add("society", &row.society, row.name.clone());
    }
    let ranks = ground.ranks("district", returns.iter().map(|row| code(row.district)));
    returns.sort_by(|a, b| {
        let by_district = ranks.get(&code(a.district)).cmp(&ranks.get(&code(b.district)));
        by_district
            .then_with(|| number_order(&a.reg_no, &b.reg_no))
            .then_with(|| (&a.society, a.fy).cmp(&(&b.society, b.fy)))
    });
    district_section(&mut report, &returns, ground);
    let of = |wanted: fn(Filing) -> bool| returns.iter().filter(move |row| wanted(row.filing));
    report.sections.push(returns_section("defaulters", of(|filing| filing == Filing::Missing)));
    report.sections.push(returns_section("filed_late", of(|filing| matches!(filing, Filing::Late(_)))));

    let nowhere = of(|filing| filing == Filing::Missing).filter(|row| row.district.is_none());
    let without = nowhere.map(|row| &row.society).collect::<BTreeSet<_>>().len();
    ground.note_unknown_district(&mut report, without);
    let undated = of(|filing| filing == Filing::DayNotRecorded).count();
    if undated > 0 {
        report.notes.push(Phrase::key("note.filed_undated").with("count", count(undated)));
    }
    report.sources.insert(0, Phrase::key("source.register"));
    report.sources.extend(basis);
    report
}

fn district_section(report: &mut Report, returns: &[OverdueRow], ground: &Ground) {
    let mut districts: BTreeMap<Value, Sum<'_>> = BTreeMap::new();
    for row in returns {
        let here = districts.entry(code(row.district)).or_default();
        match row.filing {
            Filing::Missing => {
                here.defaulters.insert(&row.society);
                here.missing += 1;
                here.longest = here.longest.max(row.days_late);
            }
            Filing::Late(_) => here.late += 1,
            Filing::DayNotRecorded => here.undated += 1,
        }
    }
    // The map speaks of defaulters: a district with none of them is white, whoever filed late there.
    let counts: BTreeMap<Value, i64> = districts
        .iter()
        .filter(|(_, sum)| sum.missing > 0)
        .map(|(district, sum)| (district.clone(), i64::try_from(sum.defaulters.len()).unwrap_or(i64::MAX)))
        .collect();
    let columns = vec![
        Column::new("defaulting", ColumnKind::Integer).totalled(),
        Column::new("returns_overdue", ColumnKind::Integer).totalled(),
        Column::new("longest_delay", ColumnKind::Integer),
        Column::new("filed_late", ColumnKind::Integer).totalled(),
        Column::new("filed_undated", ColumnKind::Integer).totalled(),
    ];
    let section = ground.by_district(columns, districts.keys().cloned(), |district| {
        let sum = &districts[district];
        let longest = if sum.missing > 0 { Value::Integer(sum.longest) } else { Value::Empty };
        vec![count(sum.defaulters.len()), count(sum.missing), longest, count(sum.late), count(sum.undated)]
    });
    let map = ground.map(report, "map.defaulters", &counts);
    report.sections.push(super::Section { map, ..section });
}

fn returns_section<'a>(key: &str, returns: impl Iterator<Item = &'a OverdueRow>) -> super::Section {
    let mut columns = vec![
        district_column(),
        Column::new("reg_no", ColumnKind::Text),
        Column::new("society", ColumnKind::Code("society".into())),
        Column::new("class", ColumnKind::Code("society_class".into())),
        Column::new("fy", ColumnKind::Text),
        Column::new("due_on", ColumnKind::Date),
        Column::new("days_late", ColumnKind::Integer),
    ];
    if key == "filed_late" {
        columns.insert(6, Column::new("filed_on", ColumnKind::Date));
    }
    let row = |row: &OverdueRow| {
        let mut cells = vec![
            code(row.district),
            Value::text(&row.reg_no),
            Value::Text(row.society.clone()),
            Value::text(&row.class),
            Value::Text(row.fy.to_string()),
            Value::Date(row.due_on),
            Value::Integer(row.days_late),
        ];
        if let Filing::Late(day) = row.filing {
            cells.insert(6, Value::Date(day));
        }
        cells
    };
    list(key, columns, returns.map(row).collect(), Some(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue::Files, reports::Origin};
    use jiff::civil::date;

    #[test]
    fn a_late_filer_is_no_defaulter_and_an_unrecorded_day_is_held_against_nobody() {
        let ground = Ground::new(&Files::embedded(), date(2026, 3, 31), Origin::default(), "BR").unwrap();
        let row = |no: &str, fy: &str, days_late, filing| OverdueRow {
            society: format!("BR-HQ-S-{no}"),
            name: Label { en: "A".into(), hi: "अ".into() },
            reg_no: no.into(),
            district: Some(212),
            class: "pacs".into(),
            fy: fy.parse().unwrap(),
            due_on: date(2025, 9, 30),
            days_late,
            filing,
        };
        let rows = vec![
            row("1", "2024-25", 182, Filing::Missing),
            row("1", "2023-24", 547, Filing::Missing),
            row("2", "2024-25", 600, Filing::Late(date(2027, 5, 23))),
            row("3", "2024-25", 0, Filing::DayNotRecorded),
        ];
        let report = build(rows, Vec::new(), &ground);
        report.check_shape().unwrap();
        let [districts, defaulters, late] = &report.sections[..] else { panic!("three sections") };
        assert_eq!(districts.table.rows[0][2..], [1, 2, 547, 1, 1].map(Value::Integer));
        assert_eq!(districts.map.as_ref().unwrap().values, BTreeMap::from([(212, 1)]));
        let days: Vec<_> = defaulters.table.rows.iter().map(|row| row[6].clone()).collect();
        assert_eq!(days, [547, 182].map(Value::Integer), "the earlier year first");
        assert_eq!(late.table.rows.len(), 1);
        assert_eq!(late.table.rows[0][6], Value::Date(date(2027, 5, 23)));
        let said = Phrase::key("note.filed_undated").with("count", Value::Integer(1));
        assert!(report.notes.contains(&said), "{:?}", report.notes);
    }
}
