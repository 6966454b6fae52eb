//! The day of the PACS on paper: counts by district, the days before beside each other, a map, and who is late with the named officer.

use super::{
    Column, ColumnKind, Phrase, Report, Section,
    chart::{Bar, Chart},
    ground::{Ground, code, district_column, list, name_of, summary},
};
use crate::model::{Date, Label, Value};
use std::collections::BTreeMap;

/// Counts of a place: all, opened, opened late, not opened, closed, closed late, not closed, entries.
pub type Counts = [i64; 8];
const ALL: usize = 0;
const CLOSED: usize = 4;

/// All and closed of an open day, by district.
pub type OpenDay = (Date, BTreeMap<Option<i64>, (i64, i64)>);

/// A PACS that is late.
#[derive(Clone, Debug, Default)]
pub struct LateRow {
    /// District, LGD code.
    pub district: Option<i64>,
    /// Block, LGD code.
    pub block: Option<i64>,
    /// Registration number.
    pub reg_no: String,
    /// Name in both languages.
    pub name: Label,
    /// In which ways, in words.
    pub how: Label,
    /// Opened at.
    pub opened_at: String,
    /// Closed at.
    pub closed_at: String,
    /// The named officer.
    pub officer: String,
}

/// What the paper says.
#[derive(Clone, Debug, Default)]
pub struct Paper {
    /// The day.
    pub day: Date,
    /// Its counts by district.
    pub districts: BTreeMap<Option<i64>, Counts>,
    /// The open days up to it, oldest first, with all and closed by district.
    pub days: Vec<OpenDay>,
    /// Who is late.
    pub late: Vec<LateRow>,
    /// Hours and what they rest on, a closed day, whom is counted: sentences before the tables.
    pub said: Vec<Label>,
}

/// Builds the paper.
pub fn build(paper: &Paper, ground: &Ground) -> Report {
    let mut report = ground.report("pacs_day");
    report.preamble.push(Phrase::key("pacs_day.day").with("day", Value::Date(paper.day)));
    report.preamble.extend(paper.said.iter().cloned().map(Phrase::Both));
    let counts = by_district(paper, ground, &mut report);
    report.sections.push(counts);
    if paper.days.len() > 1 {
        report.sections.push(heat(paper, ground));
    }
    if !paper.late.is_empty() {
        let late = late(paper, ground, &mut report);
        report.sections.push(late);
    }
    let homeless: i64 = paper.districts.get(&None).map_or(0, |counts| counts[ALL]);
    ground.note_unknown_district(&mut report, usize::try_from(homeless).unwrap_or(0));
    report.notes.push(Phrase::key("note.pacs_day"));
    report.sources.insert(0, Phrase::key("source.register"));
    report
}

fn by_district(paper: &Paper, ground: &Ground, report: &mut Report) -> Section {
    const KEYS: [&str; 8] =
        ["pacs", "opened", "opened_late", "not_opened", "closed", "closed_late", "not_closed", "entries"];
    let columns = KEYS.iter().map(|key| Column::new(&format!("pacs_day_{key}"), ColumnKind::Integer).totalled());
    let columns = columns.chain([Column::new("pacs_day_share", ColumnKind::Percent)]);
    let counts: BTreeMap<Value, Counts> =
        paper.districts.iter().map(|(place, counts)| (code(*place), *counts)).collect();
    let section = ground.by_district(columns, counts.keys().cloned(), |district| {
        let counts = counts[district];
        counts.into_iter().map(Value::Integer).chain([share(counts[CLOSED], counts[ALL])]).collect()
    });
    let undone: BTreeMap<Value, i64> =
        counts.iter().map(|(district, counts)| (district.clone(), counts[ALL] - counts[CLOSED])).collect();
    let map = ground.map(report, "map.pacs_day_undone", &undone);
    let bars = section.table.rows.iter().map(|row| {
        let [all, closed] = [ALL, CLOSED].map(|at| counts[&row[1]][at]);
        Bar {
            mark: Some(Value::Integer(all)),
            ..Bar::new(name_of(&report.names, "district", &row[1]), Value::Integer(closed))
        }
    });
    let chart = Some(Chart { title: Phrase::key("chart.pacs_day_closed"), bars: bars.collect() });
    Section { chart, map, ..section }
}

/// Closed of all, hundredths of a per cent, rounded to the nearest.
fn share(closed: i64, all: i64) -> Value {
    (closed * 10_000 + all / 2).checked_div(all).map_or(Value::Empty, Value::Percent)
}

/// Districts down, open days across, the share closed in each: where it is often low is seen at a glance.
fn heat(paper: &Paper, ground: &Ground) -> Section {
    let mut columns = vec![district_column()];
    columns.extend(paper.days.iter().map(|(day, _)| {
        let heading = day.strftime("%d-%m").to_string();
        let heading = Label { en: heading.clone(), hi: heading };
        Column::new(&format!("closed_{}", day.strftime("%Y_%m_%d")), ColumnKind::Percent).headed(heading).shaded()
    }));
    let districts = paper.days.iter().flat_map(|(_, by_district)| by_district.keys()).map(|place| code(*place));
    let rows = ground.in_order("district", districts).into_iter().map(|district| {
        let place = district.as_integer();
        let of_day = |(_, by_district): &OpenDay| {
            by_district.get(&place).map_or(Value::Empty, |(all, closed)| share(*closed, *all))
        };
        let shares: Vec<Value> = paper.days.iter().map(of_day).collect();
        std::iter::once(district).chain(shares).collect()
    });
    summary("pacs_day_heat", columns, rows.collect())
}

fn late(paper: &Paper, ground: &Ground, report: &mut Report) -> Section {
    let columns = vec![
        district_column(),
        Column::new("coverage_block", ColumnKind::Code("block".into())),
        Column::new("reg_no", ColumnKind::Text),
        Column::new("society", ColumnKind::Wording),
        Column::new("pacs_day_how", ColumnKind::Wording),
        Column::new("pacs_day_opened_at", ColumnKind::Text),
        Column::new("pacs_day_closed_at", ColumnKind::Text),
        Column::new("pacs_day_officer", ColumnKind::Text),
    ];
    let ranks = ground.ranks("district", paper.late.iter().map(|row| code(row.district)));
    let mut late: Vec<&LateRow> = paper.late.iter().collect();
    late.sort_by_key(|row| (ranks.get(&code(row.district)), row.block, row.reg_no.clone()));
    let rows = late.into_iter().map(|row| {
        vec![
            code(row.district),
            code(row.block),
            Value::text(&row.reg_no),
            report.say(row.name.clone()),
            report.say(row.how.clone()),
            Value::text(&row.opened_at),
            Value::text(&row.closed_at),
            Value::text(&row.officer),
        ]
    });
    list("pacs_day_late", columns, rows.collect(), Some(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue::Files, reports::Origin};

    #[test]
    fn table_chart_map_and_heat_show_the_same_counts() {
        let day = Date::constant(2026, 11, 2);
        let ground = Ground::new(&Files::embedded(), day, Origin::default(), "BR").unwrap();
        let paper = Paper {
            day,
            districts: [(Some(212), [3, 2, 0, 1, 1, 1, 1, 9]), (None, [1, 1, 0, 0, 1, 0, 0, 2])].into(),
            days: vec![
                (day.yesterday().unwrap(), [(Some(212), (3, 3))].into()),
                (day, [(Some(212), (3, 1)), (None, (1, 1))].into()),
            ],
            late: vec![LateRow { district: Some(212), reg_no: "1/20".into(), ..LateRow::default() }],
            said: Vec::new(),
        };
        let report = build(&paper, &ground);
        report.check_shape().unwrap();
        let [counts, heat, late] = &report.sections[..] else { panic!("three sections") };
        assert_eq!((counts.table.total(2), counts.table.total(6)), (Some(4), Some(2)));
        assert_eq!(counts.map.as_ref().unwrap().values, BTreeMap::from([(212, 2)]));
        assert_eq!(counts.table.rows[0][10], Value::Percent(3333));
        let bars = &counts.chart.as_ref().unwrap().bars;
        assert_eq!((&bars[0].value, &bars[0].mark), (&Value::Integer(1), &Some(Value::Integer(3))));
        assert_eq!(heat.table.rows[0][1..], [Value::Percent(10_000), Value::Percent(3333)]);
        assert_eq!(heat.table.rows[1][1..], [Value::Empty, Value::Percent(10_000)]);
        let shade = |value: &Value| heat.table.columns[1].shade(value);
        assert_eq!([10_000, 9_999, 6_000, 4_000, 0].map(|share| shade(&Value::Percent(share))), [0, 1, 2, 3, 4]);
        assert_eq!((shade(&Value::Empty), counts.table.columns[10].shade(&Value::Percent(0))), (0, 0));
        assert_eq!(late.table.rows.len(), 1);
    }
}
