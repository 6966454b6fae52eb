//! Computerisation of societies and offices: the stages as a chart, district by district, and who stands in a gap.

use super::{
    Column, ColumnKind, Phrase, Report, Section,
    chart::{Bar, Chart},
    ground::{Ground, code, count, district_column, list, summary},
};
use crate::model::{Date, Label, Value};
use std::collections::BTreeMap;

/// A stage of the programme.
#[derive(Clone, Debug)]
pub struct StageRow {
    /// Code.
    pub code: String,
    /// Its name.
    pub label: Label,
    /// A column of the progress sheet.
    pub funnel: bool,
}

/// A unit, with the day of each stage it has reached by the date of the report.
#[derive(Clone, Debug, Default)]
pub struct UnitRow {
    /// Identity in the register of computerisation.
    pub unit: String,
    /// Its name in both languages.
    pub name: Label,
    /// Registration number of the society.
    pub reg_no: String,
    /// Code of the programme.
    pub kind: String,
    /// LGD code of the district.
    pub district: Option<i64>,
    /// Days by stage.
    pub days: Vec<Option<Date>>,
}

/// Units that have one stage and lack another.
#[derive(Clone, Debug)]
pub struct GapRows {
    /// Name of the list, `a-z` and hyphens.
    pub name: String,
    /// Place of the stage they have.
    pub has: usize,
    /// Place of the stage they lack.
    pub lacks: usize,
}

/// Builds the report. `checks` are sentences on places whose counts break the order of stages, with the district.
pub fn build(
    stages: &[StageRow],
    units: &[UnitRow],
    gaps: &[GapRows],
    checks: Vec<(Option<i64>, Label)>,
    basis: Vec<Phrase>,
    ground: &Ground,
) -> Report {
    let mut report = ground.report("computerisation");
    for unit in units {
        report.names.add("unit", &unit.unit, unit.name.clone());
    }
    for stage in stages {
        report.names.add("programme_stage", &stage.code, stage.label.clone());
    }
    let counts = counts(stages, units.iter());
    report.sections.push(stage_section(stages, units, &counts, ground.as_of));
    let section = district_section(stages, units, ground);
    let live = stages.iter().position(|stage| stage.code == "golive");
    let mut by_district: BTreeMap<Value, i64> = BTreeMap::new();
    for unit in units.iter().filter(|unit| live.is_some_and(|live| reached(unit, live))) {
        *by_district.entry(code(unit.district)).or_default() += 1;
    }
    let map = ground.map(&mut report, "map.units_live", &by_district);
    report.sections.push(Section { map, ..section });
    if !checks.is_empty() {
        let rows = checks.into_iter().map(|(district, said)| vec![code(district), report.say(said)]);
        let rows = rows.collect();
        let columns = vec![district_column(), Column::new("message", ColumnKind::Wording)];
        report.sections.push(list("order_of_stages", columns, rows, None));
    }
    report.sections.extend(gaps.iter().map(|gap| gap_section(stages, units, gap, ground)));
    ground.note_unknown_district(&mut report, units.iter().filter(|unit| unit.district.is_none()).count());
    report.notes.push(Phrase::key("note.from_events"));
    report.sources.insert(0, Phrase::key("source.register"));
    report.sources.extend(basis);
    report
}

fn reached(unit: &UnitRow, stage: usize) -> bool {
    unit.days.get(stage).is_some_and(Option::is_some)
}

fn counts<'u>(stages: &[StageRow], units: impl Iterator<Item = &'u UnitRow>) -> Vec<usize> {
    let mut counts = vec![0; stages.len()];
    for unit in units {
        for (count, day) in counts.iter_mut().zip(&unit.days) {
            *count += usize::from(day.is_some());
        }
    }
    counts
}

/// The stages in their order, their share of the selected, and the week before the date.
fn stage_section(stages: &[StageRow], units: &[UnitRow], counts: &[usize], as_of: Date) -> Section {
    let week = as_of.checked_sub(jiff::Span::new().days(7)).unwrap_or(as_of);
    let columns = vec![
        Column::new("stage", ColumnKind::Code("programme_stage".into())),
        Column::new("units", ColumnKind::Integer),
        Column::new("share_of_selected", ColumnKind::Percent),
        Column::new("in_week", ColumnKind::Integer),
    ];
    let selected = counts.first().copied().unwrap_or(0);
    let rows = stages.iter().enumerate().map(|(at, stage)| {
        let lately = units.iter().filter(|unit| unit.days.get(at).copied().flatten().is_some_and(|day| day > week));
        let share = (counts[at] * 10_000 + selected / 2).checked_div(selected);
        let share = share.map_or(Value::Empty, |share| Value::Percent(i64::try_from(share).unwrap_or(i64::MAX)));
        vec![Value::text(&stage.code), count(counts[at]), share, count(lately.count())]
    });
    let rows = rows.collect();
    let bars = stages.iter().zip(counts).filter(|(stage, _)| stage.funnel);
    let bars = bars.map(|(stage, n)| Bar::new(Phrase::Both(stage.label.clone()), count(*n))).collect();
    let chart = Some(Chart { title: Phrase::key("chart.units_by_stage"), bars });
    Section { chart, ..summary("by_stage", columns, rows) }
}

/// Districts down, the columns of the progress sheet across.
fn district_section(stages: &[StageRow], units: &[UnitRow], ground: &Ground) -> Section {
    let funnel: Vec<usize> = (0..stages.len()).filter(|at| stages[*at].funnel).collect();
    let column =
        |at: &usize| Column::new(&stages[*at].code, ColumnKind::Integer).totalled().headed(stages[*at].label.clone());
    let mut districts: BTreeMap<Value, Vec<usize>> = BTreeMap::new();
    for unit in units {
        let here = districts.entry(code(unit.district)).or_insert_with(|| vec![0; stages.len()]);
        for (sum, day) in here.iter_mut().zip(&unit.days) {
            *sum += usize::from(day.is_some());
        }
    }
    ground.by_district(funnel.iter().map(column), districts.keys().cloned(), |district| {
        funnel.iter().map(|at| count(districts[district][*at])).collect()
    })
}

fn gap_section(stages: &[StageRow], units: &[UnitRow], gap: &GapRows, ground: &Ground) -> Section {
    let columns = vec![
        district_column(),
        Column::new("reg_no", ColumnKind::Text),
        Column::new("unit", ColumnKind::Code("unit".into())),
        Column::new("since", ColumnKind::Date),
        Column::new("days", ColumnKind::Integer),
    ];
    let ranks = ground.ranks("district", units.iter().map(|unit| code(unit.district)));
    let mut standing: Vec<&UnitRow> =
        units.iter().filter(|unit| reached(unit, gap.has) && !reached(unit, gap.lacks)).collect();
    standing.sort_by_key(|unit| (ranks.get(&code(unit.district)), unit.days[gap.has], unit.unit.len(), &unit.unit));
    let rows = standing.into_iter().map(|unit| {
        let since = unit.days[gap.has];
        let days = since.map_or(Value::Empty, |day| Value::Integer(i64::from((ground.as_of - day).get_days())));
        let since = since.map_or(Value::Empty, Value::Date);
        vec![code(unit.district), Value::text(&unit.reg_no), Value::text(&unit.unit), since, days]
    });
    let (has, lacks) = (&stages[gap.has].label, &stages[gap.lacks].label);
    let heading = Label {
        en: format!("{}, not {}", has.en, lacks.en), hi: format!("{}, पर {} नहीं", has.hi, lacks.hi)
    };
    let key = gap.name.replace('-', "_");
    Section { heading: Phrase::Both(heading), ..list(&key, columns, rows.collect(), Some(0)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue::Files, reports::Origin};
    use jiff::civil::date;

    #[test]
    fn the_chart_the_districts_and_the_gaps_count_the_same_units() {
        let ground = Ground::new(&Files::embedded(), date(2025, 12, 31), Origin::default(), "BR").unwrap();
        let stage = |code: &str, funnel| StageRow {
            code: code.into(),
            label: Label { en: code.into(), hi: code.into() },
            funnel,
        };
        let stages = [stage("selected", true), stage("hardware", false), stage("golive", true)];
        let unit = |no: &str, district, live| UnitRow {
            unit: no.into(),
            district,
            days: vec![Some(date(2022, 9, 1)), None, live],
            ..UnitRow::default()
        };
        let units = [
            unit("CP-1", Some(212), Some(date(2025, 12, 30))),
            unit("CP-2", Some(212), None),
            unit("CP-3", None, Some(date(2024, 1, 1))),
        ];
        let gap = GapRows { name: "selected-not-live".into(), has: 0, lacks: 2 };
        let check = (Some(212), Label { en: "x".into(), hi: "x".into() });
        let report = build(&stages, &units, &[gap], vec![check], Vec::new(), &ground);
        report.check_shape().unwrap();
        let [by_stage, by_district, order, gap] = &report.sections[..] else { panic!("four sections") };
        assert_eq!(by_stage.table.rows[2][1..], [Value::Integer(2), Value::Percent(6667), Value::Integer(1)]);
        assert_eq!(by_stage.chart.as_ref().unwrap().bars.len(), 2, "columns of the sheet only");
        assert_eq!((by_district.table.total(2), by_district.table.total(3)), (Some(3), Some(2)));
        assert_eq!(by_district.map.as_ref().unwrap().values, BTreeMap::from([(212, 1)]));
        assert_eq!(order.table.rows.len(), 1);
        assert_eq!((gap.key.as_str(), gap.table.rows.len()), ("selected_not_live", 1));
        assert_eq!(gap.table.rows[0][4], Value::Integer(i64::from((date(2025, 12, 31) - date(2022, 9, 1)).get_days())));
    }
}
