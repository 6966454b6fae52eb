//! Reports of the life of audits: arrears by district and year, classes against the year before, objections outstanding.

use super::{
    Column, ColumnKind, Phrase, Report, Section,
    ground::{Ground, code, count, district_column, list, summary},
};
use crate::model::{CooperativeYear, Date, Label, Paise, Value};
use std::collections::{BTreeMap, BTreeSet};

/// A society as these reports name it.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// Identity.
    pub society: String,
    /// Name.
    pub name: Label,
    /// Registration number as printed.
    pub reg_no: String,
    /// LGD code of the district.
    pub district: Option<i64>,
    /// Code of the class.
    pub class: String,
}

/// A year of a society without a report.
#[derive(Clone, Debug)]
pub struct ArrearRow {
    /// The society.
    pub about: About,
    /// The year.
    pub fy: CooperativeYear,
    /// An audit of it is allotted or going on.
    pub begun: bool,
}

/// A society with its audit class of the year and of the year before.
#[derive(Clone, Debug)]
pub struct ClassRow {
    /// The society.
    pub about: About,
    /// Class; none where there is none on record.
    pub now: Option<String>,
    /// Class of the year before.
    pub before: Option<String>,
}

/// An open para.
#[derive(Clone, Debug)]
pub struct ParaRow {
    /// The society.
    pub about: About,
    /// Year of the audit.
    pub fy: Option<CooperativeYear>,
    /// Number of the para.
    pub para: String,
    /// Code of its severity.
    pub severity: String,
    /// Code of its status.
    pub status: String,
    /// Code of its span of age in years: under_1, 1_3, 3_5, over_5.
    pub age: &'static str,
    /// Amount still open.
    pub open: Paise,
    /// By when it was to be put right.
    pub due_on: Option<Date>,
}

fn named<'a>(report: &mut Report, rows: impl Iterator<Item = &'a About>) {
    for about in rows {
        report.names.add("society", &about.society, about.name.clone());
    }
}

fn society_columns() -> Vec<Column> {
    vec![
        district_column(),
        Column::new("reg_no", ColumnKind::Text),
        Column::new("society", ColumnKind::Code("society".into())),
        Column::new("class", ColumnKind::Code("society_class".into())),
    ]
}

fn society_cells(about: &About) -> Vec<Value> {
    vec![
        code(about.district),
        Value::text(&about.reg_no),
        Value::Text(about.society.clone()),
        Value::text(&about.class),
    ]
}

/// Arrears of audit: by district, by year, and every society with its oldest year.
pub fn arrears(rows: &[ArrearRow], said: Label, ground: &Ground) -> Report {
    let mut report = ground.report("audit_arrears");
    report.preamble.push(Phrase::Both(said));
    named(&mut report, rows.iter().map(|row| &row.about));
    let mut districts: BTreeMap<Value, (BTreeSet<&str>, usize, usize)> = BTreeMap::new();
    let mut years: BTreeMap<CooperativeYear, (usize, usize)> = BTreeMap::new();
    let mut societies: BTreeMap<&str, (&ArrearRow, usize)> = BTreeMap::new();
    for row in rows {
        let here = districts.entry(code(row.about.district)).or_default();
        here.0.insert(&row.about.society);
        (here.1, here.2) = (here.1 + 1, here.2 + usize::from(row.begun));
        let year = years.entry(row.fy).or_default();
        *year = (year.0 + 1, year.1 + usize::from(row.begun));
        let of_it = societies.entry(&row.about.society).or_insert((row, 0));
        of_it.1 += 1;
        if row.fy < of_it.0.fy {
            of_it.0 = row;
        }
    }
    let counts: BTreeMap<Value, i64> = districts
        .iter()
        .map(|(district, (_, years, _))| (district.clone(), i64::try_from(*years).unwrap_or(i64::MAX)))
        .collect();
    let columns = vec![
        Column::new("arrear_societies", ColumnKind::Integer).totalled(),
        Column::new("arrear_years", ColumnKind::Integer).totalled(),
        Column::new("arrear_begun", ColumnKind::Integer).totalled(),
    ];
    let section = ground.by_district(columns, districts.keys().cloned(), |district| {
        let (societies, years, begun) = &districts[district];
        vec![count(societies.len()), count(*years), count(*begun)]
    });
    let map = ground.map(&mut report, "map.audit_arrears", &counts);
    report.sections.push(Section { map, ..section });
    let columns = vec![
        Column::new("fy", ColumnKind::Text),
        Column::new("arrear_years", ColumnKind::Integer).totalled(),
        Column::new("arrear_begun", ColumnKind::Integer).totalled(),
    ];
    let lines = years.iter().map(|(fy, (all, begun))| vec![Value::Text(fy.to_string()), count(*all), count(*begun)]);
    report.sections.push(summary("arrears_by_year", columns, lines.collect()));
    let ranks = ground.ranks("district", rows.iter().map(|row| code(row.about.district)));
    let mut ordered: Vec<_> = societies.into_values().collect();
    ordered.sort_by_key(|(row, _)| (ranks.get(&code(row.about.district)).copied(), row.fy));
    let mut columns = society_columns();
    columns.push(Column::new("arrear_oldest", ColumnKind::Text));
    columns.push(Column::new("arrear_years", ColumnKind::Integer).totalled());
    let lines = ordered.into_iter().map(|(row, years)| {
        let mut cells = society_cells(&row.about);
        cells.extend([Value::Text(row.fy.to_string()), count(years)]);
        cells
    });
    report.sections.push(list("arrear_societies", columns, lines.collect(), Some(0)));
    report.sources.insert(0, Phrase::key("source.register"));
    report
}

/// Classes counted: A to D, no score, nothing on record.
const CLASSES: [Option<&str>; 6] = [Some("A"), Some("B"), Some("C"), Some("D"), Some("unscored"), None];
const CLASS_COLUMNS: [&str; 6] = ["class_a", "class_b", "class_c", "class_d", "class_unscored", "class_none"];

/// Better, same or worse than the year before; nothing where either year has no class of A to D.
fn moved(row: &ClassRow) -> Option<std::cmp::Ordering> {
    let scored = |class: &Option<String>| class.as_deref().filter(|class| *class != "unscored").map(str::to_owned);
    // The earlier letter is the better class.
    scored(&row.before).zip(scored(&row.now)).map(|(before, now)| before.cmp(&now))
}

fn class_counts(rows: &[&ClassRow]) -> Vec<Value> {
    let of = |class: Option<&str>| rows.iter().filter(|row| row.now.as_deref() == class).count();
    let way = |wanted| rows.iter().filter(|row| moved(row) == Some(wanted)).count();
    let classes = CLASSES.iter().map(|class| count(of(*class)));
    let ways = [std::cmp::Ordering::Greater, std::cmp::Ordering::Equal, std::cmp::Ordering::Less];
    classes.chain(ways.into_iter().map(|wanted| count(way(wanted)))).collect()
}

fn class_columns() -> Vec<Column> {
    let keys = CLASS_COLUMNS.into_iter().chain(["class_better", "class_same", "class_worse"]);
    keys.map(|key| Column::new(key, ColumnKind::Integer).totalled()).collect()
}

/// Classes of a year by district and by class of society, with what changed against the year before.
pub fn classes(fy: CooperativeYear, rows: &[ClassRow], ground: &Ground) -> Report {
    let mut report = ground.report("audit_class_abstract");
    report.preamble.push(Phrase::key("note.audit_year").with("fy", Value::text(fy.to_string())));
    named(&mut report, rows.iter().map(|row| &row.about));
    let mut districts: BTreeMap<Value, Vec<&ClassRow>> = BTreeMap::new();
    let mut kinds: BTreeMap<Value, Vec<&ClassRow>> = BTreeMap::new();
    for row in rows {
        districts.entry(code(row.about.district)).or_default().push(row);
        kinds.entry(Value::text(&row.about.class)).or_default().push(row);
    }
    let counts = districts.iter().map(|(district, rows)| {
        let poor = rows.iter().filter(|row| matches!(row.now.as_deref(), Some("C" | "D"))).count();
        (district.clone(), i64::try_from(poor).unwrap_or(i64::MAX))
    });
    let counts: BTreeMap<Value, i64> = counts.filter(|(_, poor)| *poor > 0).collect();
    let section =
        ground.by_district(class_columns(), districts.keys().cloned(), |district| class_counts(&districts[district]));
    let map = ground.map(&mut report, "map.audit_class", &counts);
    report.sections.push(Section { map, ..section });
    let mut columns = vec![Column::new("class", ColumnKind::Code("society_class".into()))];
    columns.extend(class_columns());
    let order = ground.in_order("society_class", kinds.keys().cloned());
    let lines = order.into_iter().map(|kind| {
        let counted = class_counts(&kinds[&kind]);
        let mut cells = vec![kind];
        cells.extend(counted);
        cells
    });
    report.sections.push(summary("audit_class_by_class", columns, lines.collect()));
    let ranks = ground.ranks("district", rows.iter().map(|row| code(row.about.district)));
    let mut changed: Vec<&ClassRow> =
        rows.iter().filter(|row| moved(row).is_some_and(|way| way != std::cmp::Ordering::Equal)).collect();
    changed.sort_by_key(|row| ranks.get(&code(row.about.district)).copied());
    let mut columns = society_columns();
    columns.push(Column::new("class_before", ColumnKind::Text));
    columns.push(Column::new("class_now", ColumnKind::Text));
    let lines = changed.into_iter().map(|row| {
        let mut cells = society_cells(&row.about);
        let text = |class: &Option<String>| class.as_ref().map_or(Value::Empty, Value::text);
        cells.extend([text(&row.before), text(&row.now)]);
        cells
    });
    report.sections.push(list("audit_class_changed", columns, lines.collect(), Some(0)));
    report.notes.push(Phrase::key("note.audit_class"));
    report.sources.insert(0, Phrase::key("source.register"));
    report
}

/// Objections that are not settled: by severity and age, by district, and every para.
pub fn objections(rows: &[ParaRow], ground: &Ground) -> Report {
    let mut report = ground.report("objections_outstanding");
    named(&mut report, rows.iter().map(|row| &row.about));
    let mut severities: BTreeMap<&str, Vec<&ParaRow>> = BTreeMap::new();
    let mut districts: BTreeMap<Value, Vec<&ParaRow>> = BTreeMap::new();
    for row in rows {
        severities.entry(&row.severity).or_default().push(row);
        districts.entry(code(row.about.district)).or_default().push(row);
    }
    let ages = ["under_1", "1_3", "3_5", "over_5"];
    let counted = |rows: &[&ParaRow]| {
        let of_age = ages.iter().map(|age| count(rows.iter().filter(|row| row.age == *age).count()));
        let sum = Paise(rows.iter().map(|row| row.open.0).sum());
        of_age.chain([count(rows.len()), Value::Money(sum)]).collect::<Vec<Value>>()
    };
    let columns = || {
        let ages = ["age_under_1", "age_1_3", "age_3_5", "age_over_5", "paras"];
        let ages = ages.map(|key| Column::new(key, ColumnKind::Integer).totalled());
        ages.into_iter().chain([Column::new("open_amount", ColumnKind::Money).totalled()])
    };
    let order = ["embezzlement", "serious", "irregular", "procedural"];
    let mut all = vec![Column::new("objection_severity", ColumnKind::Code("objection_severity".into()))];
    all.extend(columns());
    let lines = order.iter().filter_map(|severity| {
        let mut cells = vec![Value::text(*severity)];
        cells.extend(counted(severities.get(severity)?));
        Some(cells)
    });
    report.sections.push(summary("objections_by_severity", all, lines.collect()));
    let counts: BTreeMap<Value, i64> = districts
        .iter()
        .map(|(district, rows)| (district.clone(), i64::try_from(rows.len()).unwrap_or(i64::MAX)))
        .collect();
    let section = ground.by_district(columns(), districts.keys().cloned(), |district| counted(&districts[district]));
    let map = ground.map(&mut report, "map.objections", &counts);
    report.sections.push(Section { map, ..section });
    let ranks = ground.ranks("district", rows.iter().map(|row| code(row.about.district)));
    let mut ordered: Vec<&ParaRow> = rows.iter().collect();
    ordered.sort_by_key(|row| {
        let severity = order.iter().position(|one| *one == row.severity);
        (ranks.get(&code(row.about.district)).copied(), severity, row.fy)
    });
    let mut columns = society_columns();
    columns.truncate(3);
    columns.extend([
        Column::new("fy", ColumnKind::Text),
        Column::new("para", ColumnKind::Text),
        Column::new("objection_severity", ColumnKind::Code("objection_severity".into())),
        Column::new("objection_status", ColumnKind::Code("objection_status".into())),
        Column::new("due_on", ColumnKind::Date),
        Column::new("open_amount", ColumnKind::Money).totalled(),
    ]);
    let lines = ordered.into_iter().map(|row| {
        let mut cells = society_cells(&row.about);
        cells.truncate(3);
        cells.extend([
            row.fy.map_or(Value::Empty, |fy| Value::Text(fy.to_string())),
            Value::text(&row.para),
            Value::text(&row.severity),
            Value::text(&row.status),
            row.due_on.map_or(Value::Empty, Value::Date),
            Value::Money(row.open),
        ]);
        cells
    });
    report.sections.push(list("objections", columns, lines.collect(), Some(0)));
    report.sources.insert(0, Phrase::key("source.register"));
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue::Files, reports::Origin};

    fn ground() -> Ground {
        Ground::new(&Files::embedded(), Date::constant(2026, 3, 31), Origin::default(), "BR").unwrap()
    }
    fn about(no: &str) -> About {
        About {
            society: format!("BR-HQ-S-{no}"),
            reg_no: no.into(),
            district: Some(212),
            class: "pacs".into(),
            ..About::default()
        }
    }

    #[test]
    fn a_society_counts_once_in_its_district_and_stands_with_its_oldest_year() {
        let row = |no: &str, fy: &str, begun| ArrearRow { about: about(no), fy: fy.parse().unwrap(), begun };
        let rows = [row("1", "2024-25", true), row("1", "2022-23", false), row("2", "2024-25", false)];
        let report = arrears(&rows, Label::default(), &ground());
        report.check_shape().unwrap();
        assert_eq!(report.sections[0].table.rows[0][2..], [2, 3, 1].map(Value::Integer));
        assert_eq!(report.sections[2].table.rows[0][4..], [Value::Text("2022-23".into()), Value::Integer(2)]);
    }

    #[test]
    fn a_class_is_better_or_worse_than_the_year_before_or_cannot_be_told() {
        let row = |no: &str, before: Option<&str>, now: Option<&str>| ClassRow {
            about: about(no),
            now: now.map(str::to_owned),
            before: before.map(str::to_owned),
        };
        let rows = [
            row("1", Some("C"), Some("A")),
            row("2", Some("B"), Some("D")),
            row("3", Some("unscored"), Some("B")),
            row("4", Some("A"), None),
        ];
        let report = classes("2024-25".parse().unwrap(), &rows, &ground());
        report.check_shape().unwrap();
        assert_eq!(report.sections[0].table.rows[0][2..], [1, 1, 0, 1, 0, 1, 1, 0, 1].map(Value::Integer));
        assert_eq!(report.sections[2].table.rows.len(), 2);
    }

    #[test]
    fn open_paras_are_added_up_by_severity_and_age() {
        let row = |severity: &str, age, open| ParaRow {
            about: about("1"),
            fy: "2023-24".parse().ok(),
            para: "1".into(),
            severity: severity.into(),
            status: "open".into(),
            age,
            open: Paise(open),
            due_on: None,
        };
        let rows = [row("serious", "under_1", 100), row("serious", "over_5", 200), row("embezzlement", "1_3", 50)];
        let report = objections(&rows, &ground());
        report.check_shape().unwrap();
        let first = &report.sections[0].table.rows;
        assert_eq!(first[0][0], Value::text("embezzlement"), "the gravest first");
        let counts = [1, 0, 0, 1, 2].map(Value::Integer).into_iter().chain([Value::Money(Paise(300))]);
        assert_eq!(first[1][1..], counts.collect::<Vec<_>>());
    }
}
