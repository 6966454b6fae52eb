//! Activities of PACS on paper: figures by place, a chart of the telling one.

use super::{
    Column, ColumnKind, Phrase, Report,
    chart::{Bar, Chart},
    ground::{Ground, list},
};
use crate::model::{Label, Value};
use std::collections::BTreeMap;

/// A figure as a column of the paper.
#[derive(Clone, Debug)]
pub struct FigureColumn {
    /// Key in CSV and JSON.
    pub key: String,
    /// Heading with the unit.
    pub heading: Label,
    /// Money, quantity or count.
    pub kind: ColumnKind,
}

/// A row: the words of its place and of its activity, societies, figures.
#[derive(Clone, Debug)]
pub struct ActivityRow {
    /// District, block or society in both languages.
    pub place: Label,
    /// The activity in both languages.
    pub activity: Label,
    /// Societies with a line.
    pub societies: u64,
    /// As the columns of figures.
    pub figures: Vec<Value>,
}

/// Builds the paper; the chart is of the first figure where one activity alone is shown, else of the societies.
pub fn build(
    said: Vec<Label>,
    figures: &[FigureColumn],
    rows: &[ActivityRow],
    sources: Vec<Label>,
    ground: &Ground,
) -> Report {
    let mut report = ground.report("pacs_activity");
    report.preamble.extend(said.into_iter().map(Phrase::Both));
    let one_kind = rows.windows(2).all(|pair| pair[0].activity == pair[1].activity);
    // Services and medicines are not added up.
    let summed = |column: Column| if one_kind { column.totalled() } else { column };
    let mut columns = vec![
        Column::new("pacs_activity_place", ColumnKind::Wording),
        Column::new("pacs_activity_kind", ColumnKind::Wording),
        summed(Column::new("pacs_activity_societies", ColumnKind::Integer)),
    ];
    let figure = |figure: &FigureColumn| Column::new(&figure.key, figure.kind.clone()).headed(figure.heading.clone());
    columns.extend(figures.iter().map(|one| summed(figure(one))));
    let chart = (!rows.is_empty()).then(|| chart(figures, rows, one_kind));
    let lines = rows.iter().map(|row| {
        let head = [report.say(row.place.clone()), report.say(row.activity.clone()), Value::count(row.societies)];
        head.into_iter().chain(row.figures.iter().cloned()).collect()
    });
    let lines = lines.collect();
    let section = list("pacs_activity", columns, lines, None);
    report.sections.push(super::Section { chart, ..section });
    report.notes.push(Phrase::key("note.pacs_activity"));
    report.sources.push(Phrase::key("source.register"));
    report.sources.extend(sources.into_iter().map(Phrase::Both));
    report
}

/// Of one kind its first figure by place; of several the societies of each kind.
fn chart(figures: &[FigureColumn], rows: &[ActivityRow], one_kind: bool) -> Chart {
    if let Some(figure) = figures.first().filter(|_| one_kind) {
        let bar = |row: &ActivityRow| {
            Bar::new(Phrase::Both(row.place.clone()), row.figures.first().cloned().unwrap_or_default())
        };
        return Chart { title: Phrase::Both(figure.heading.clone()), bars: rows.iter().map(bar).collect() };
    }
    let mut kinds: BTreeMap<&Label, u64> = BTreeMap::new();
    for row in rows {
        *kinds.entry(&row.activity).or_default() += row.societies;
    }
    let bars = kinds.into_iter().map(|(kind, societies)| Bar::new(Phrase::Both(kind.clone()), Value::count(societies)));
    Chart { title: Phrase::key("chart.pacs_activity_societies"), bars: bars.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue::Files, model::Date, model::Paise, reports::Origin};

    #[test]
    fn sums_are_those_of_the_rows_and_one_kind_is_charted_by_its_figure() {
        let ground = Ground::new(&Files::embedded(), Date::constant(2026, 1, 5), Origin::default(), "BR").unwrap();
        let words = |text: &str| Label { en: text.into(), hi: text.into() };
        let figure = FigureColumn { key: "amount".into(), heading: words("Sales"), kind: ColumnKind::Money };
        let row = |place: &str, activity: &str, paise| ActivityRow {
            place: words(place),
            activity: words(activity),
            societies: 2,
            figures: vec![Value::Money(Paise(paise))],
        };
        let made = |rows: &[ActivityRow]| build(Vec::new(), std::slice::from_ref(&figure), rows, Vec::new(), &ground);
        let report = made(&[row("Patna", "x", 500), row("Gaya", "x", 700)]);
        report.check_shape().unwrap();
        let section = &report.sections[0];
        assert_eq!((section.table.total(2), section.table.total(3)), (Some(4), Some(1200)));
        assert_eq!(section.chart.as_ref().unwrap().bars[1].value, Value::Money(Paise(700)));
        let several = made(&[row("Patna", "x", 500), row("Patna", "y", 700)]);
        assert_eq!(several.sections[0].chart.as_ref().unwrap().bars[1].value, Value::Integer(2));
        assert_eq!(several.sections[0].table.total(3), None, "kinds are not added up");
        assert!(made(&[]).sections[0].chart.is_none());
    }
}
