//! A scheme's targets on paper: of the districts with what was achieved, or as they are split.

use super::{
    Column, ColumnKind, Phrase, Report, Section,
    chart::{Bar, Chart},
    ground::{Ground, code, name_of},
};
use crate::model::{Label, Value};
use std::collections::BTreeMap;

/// A district: its LGD code, target, achieved, hundredths of a per cent, gap.
pub type Row = (Option<i64>, [Value; 4]);

/// What the paper says.
#[derive(Clone, Debug, Default)]
pub struct Paper {
    /// Name of the scheme.
    pub scheme: Label,
    /// The State's line, target split and hour: sentences before the table.
    pub said: Vec<Label>,
    /// Money, or counts?
    pub money: bool,
    /// The districts.
    pub rows: Vec<Row>,
    /// Where the scheme was seen.
    pub source: Label,
}

/// Builds the paper of progress.
pub fn build(paper: &Paper, ground: &Ground) -> Report {
    let mut report = ground.report("scheme_progress");
    report.preamble.push(Phrase::Both(paper.scheme.clone()));
    report.preamble.extend(paper.said.iter().cloned().map(Phrase::Both));
    let figure = || if paper.money { ColumnKind::Money } else { ColumnKind::Integer };
    let columns = [
        Column::new("scheme_target", figure()).totalled(),
        Column::new("scheme_achieved", figure()).totalled(),
        Column::new("scheme_percent", ColumnKind::Percent),
        Column::new("scheme_gap", figure()).totalled(),
    ];
    let rows: BTreeMap<Value, &[Value; 4]> = paper.rows.iter().map(|(place, row)| (code(*place), row)).collect();
    let section = ground.by_district(columns, rows.keys().cloned(), |district| rows[district].to_vec());
    // A map shows whole per cents: hundredths would not fit into a district.
    let percent = rows.iter().filter_map(|(district, row)| Some((district.clone(), row[2].as_integer()? / 100)));
    let map = ground.map(&mut report, "map.scheme_percent", &percent.collect());
    let bars = section.table.rows.iter().map(|row| Bar {
        label: name_of(&report.names, "district", &row[1]),
        value: row[3].clone(),
        mark: Some(row[2].clone()).filter(|target| !target.is_empty()),
    });
    let chart = (!rows.is_empty()).then(|| Chart { title: Phrase::key("chart.scheme_achieved"), bars: bars.collect() });
    report.sections.push(Section { chart, map, ..section });
    report.notes.push(Phrase::key("note.scheme_progress"));
    report.sources.insert(0, Phrase::key("source.register"));
    report.sources.push(Phrase::Both(paper.source.clone()));
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::Files,
        model::{Date, Paise},
        reports::Origin,
    };

    #[test]
    fn the_sum_of_the_districts_is_printed_and_the_bars_carry_their_targets() {
        let ground = Ground::new(&Files::embedded(), Date::constant(2026, 1, 5), Origin::default(), "BR").unwrap();
        let money = |paise| Value::Money(Paise(paise));
        let paper = Paper {
            money: true,
            rows: vec![
                (Some(212), [money(1_000), money(250), Value::Percent(2_500), money(750)]),
                (None, [Value::Empty, money(50), Value::Empty, Value::Empty]),
            ],
            ..Paper::default()
        };
        let report = build(&paper, &ground);
        report.check_shape().unwrap();
        let section = &report.sections[0];
        assert_eq!((section.table.total(2), section.table.total(3)), (Some(1_000), Some(300)));
        let bars = &section.chart.as_ref().unwrap().bars;
        assert_eq!((bars[0].mark.clone(), bars[1].mark.clone()), (Some(money(1_000)), None));
        assert_eq!(section.map.as_ref().unwrap().values, BTreeMap::from([(212, 25)]));
    }
}
