//! Papers about assets: the sheet of one, the variances of a verification, the schedule of depreciation of a year.

use super::{
    Column, ColumnKind, Phrase, Report,
    ground::{Ground, list, summary},
};
use crate::model::{Label, Value};

/// What the sheet of an asset says.
#[derive(Clone, Debug)]
pub struct AssetSheet {
    /// Tag and item.
    pub name: Label,
    /// The facts: heading and value in words.
    pub facts: Vec<(Label, Label)>,
    /// Its movement: day, act, stage, order.
    pub movement: Vec<(Value, Label, Label, Value)>,
    /// Its years: see [`depreciation_columns`]; or why there is no book value.
    pub years: Result<Vec<Vec<Value>>, Label>,
    /// Book value, and what a disposal brought, as sentences.
    pub said: Vec<Label>,
}

/// A line of the variance list: how it varies, asset, tag, item, serial number, holder, place, recorded, found, day.
pub type VarianceRow = [Value; 10];

/// Builds the sheet of an asset.
pub fn sheet(paper: &AssetSheet, ground: &Ground) -> Report {
    let mut report = ground.report("asset_sheet");
    report.preamble.push(Phrase::Both(paper.name.clone()));
    let mut rows = Vec::new();
    for (heading, value) in &paper.facts {
        let heading = report.say(heading.clone());
        rows.push(vec![heading, report.say(value.clone())]);
    }
    let columns = vec![Column::new("item", ColumnKind::Wording), Column::new("value", ColumnKind::Wording)];
    report.sections.push(summary("asset_facts", columns, rows));
    let mut rows = Vec::new();
    for (on, act, stage, order) in &paper.movement {
        let (act, stage) = (report.say(act.clone()), report.say(stage.clone()));
        rows.push(vec![on.clone(), act, stage, order.clone()]);
    }
    let columns = vec![
        Column::new("asset_day", ColumnKind::Date),
        Column::new("asset_act", ColumnKind::Wording),
        Column::new("asset_stage", ColumnKind::Wording),
        Column::new("asset_order", ColumnKind::Text),
    ];
    report.sections.push(list("asset_movement", columns, rows, None));
    match &paper.years {
        Ok(rows) => report.sections.push(list("asset_years", depreciation_columns(), rows.clone(), None)),
        Err(why) => report.notes.push(Phrase::Both(why.clone())),
    }
    report.notes.extend(paper.said.iter().cloned().map(Phrase::Both));
    report.signature = Some(Phrase::key("word.signature"));
    report
}

/// Year, method, rate, base, periods charged and in the year, value before, charged, value after, order.
pub fn depreciation_columns() -> Vec<Column> {
    vec![
        Column::new("asset_year", ColumnKind::Text),
        Column::new("asset_method", ColumnKind::Code("asset_method".into())),
        Column::new("asset_rate", ColumnKind::Percent),
        Column::new("asset_base", ColumnKind::Money),
        Column::new("asset_periods", ColumnKind::Integer),
        Column::new("asset_of_periods", ColumnKind::Integer),
        Column::new("asset_before", ColumnKind::Money),
        Column::new("asset_charged", ColumnKind::Money).totalled(),
        Column::new("asset_after", ColumnKind::Money),
        Column::new("asset_order", ColumnKind::Text),
    ]
}

/// Builds the variance list of a verification; `said` counts it out.
pub fn variance(year: &str, rows: &[VarianceRow], said: Label, ground: &Ground) -> Report {
    let mut report = ground.report("asset_variance");
    report.preamble.push(Phrase::Plain(year.to_owned()));
    report.preamble.push(Phrase::Both(said));
    let columns = vec![
        Column::new("asset_varies", ColumnKind::Code("asset_varies".into())),
        Column::new("asset", ColumnKind::Text),
        Column::new("asset_tag", ColumnKind::Text),
        Column::new("asset_item", ColumnKind::Code("asset_item".into())),
        Column::new("asset_serial", ColumnKind::Text),
        Column::new("asset_holder", ColumnKind::Text),
        Column::new("asset_place", ColumnKind::Text),
        Column::new("asset_was", ColumnKind::Code("asset_condition".into())),
        Column::new("asset_found", ColumnKind::Code("asset_condition".into())),
        Column::new("asset_day", ColumnKind::Date),
    ];
    let rows = rows.iter().map(|row| row.to_vec()).collect();
    report.sections.push(list("asset_variances", columns, rows, Some(0)));
    report.signature = Some(Phrase::key("word.signature"));
    report
}

/// A line of the schedule: tag, item, cost, opening, added, charged, left, closing.
pub type ScheduleRow = [Value; 8];

/// Builds the schedule of depreciation of a year; `lacking` are those without a book value, each with the reason.
pub fn schedule(year: &str, rows: &[ScheduleRow], lacking: &[(Value, Value, Label)], ground: &Ground) -> Report {
    let mut report = ground.report("asset_schedule");
    report.preamble.push(Phrase::Plain(year.to_owned()));
    let money = |key: &str| Column::new(key, ColumnKind::Money).totalled();
    let columns = vec![
        Column::new("asset_tag", ColumnKind::Text),
        Column::new("asset_item", ColumnKind::Code("asset_item".into())),
        money("asset_cost"),
        money("asset_opening"),
        money("asset_added"),
        money("asset_charged"),
        money("asset_left"),
        money("asset_closing"),
    ];
    report.sections.push(list("asset_schedule", columns, rows.iter().map(|row| row.to_vec()).collect(), None));
    let mut rows = Vec::new();
    for (tag, item, why) in lacking {
        let why = report.say(why.clone());
        rows.push(vec![tag.clone(), item.clone(), why]);
    }
    let columns = vec![
        Column::new("asset_tag", ColumnKind::Text),
        Column::new("asset_item", ColumnKind::Code("asset_item".into())),
        Column::new("asset_why", ColumnKind::Wording),
    ];
    if !rows.is_empty() {
        report.sections.push(list("asset_lacking", columns, rows, None));
    }
    report.notes.push(Phrase::key("note.asset_schedule"));
    report.signature = Some(Phrase::key("word.signature"));
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
    fn papers_are_well_formed_and_their_sums_are_those_of_the_rows() {
        let ground = Ground::new(&Files::embedded(), Date::constant(2026, 3, 31), Origin::default(), "BR").unwrap();
        let money = |paise: i64| Value::Money(Paise(paise));
        let row = |opening, charged, closing| {
            let (text, item) = (Value::text("T"), Value::text("computer"));
            [text, item, money(100), money(opening), money(0), money(charged), money(0), money(closing)]
        };
        let lacking = [(Value::text("T-3"), Value::text("ups"), Label::default())];
        let schedule = schedule("2025-26", &[row(60, 24, 36), row(40, 4, 36)], &lacking, &ground);
        schedule.check_shape().unwrap();
        let totals: Vec<_> = (3..8).map(|column| schedule.sections[0].table.total(column).unwrap()).collect();
        assert_eq!(totals, [100, 0, 28, 0, 72]);
        let varied = variance("2025-26", &[std::array::from_fn(|_| Value::Empty)], Label::default(), &ground);
        varied.check_shape().unwrap();
        let with_years = AssetSheet { years: Ok(Vec::new()), ..paper() };
        assert_eq!(sheet(&with_years, &ground).sections.len(), 3);
        assert_eq!(sheet(&paper(), &ground).sections.len(), 2, "no years without a rate");
    }

    fn paper() -> AssetSheet {
        let years = Err(Label::default());
        AssetSheet { name: Label::default(), facts: Vec::new(), movement: Vec::new(), years, said: Vec::new() }
    }
}
