//! The published panel of auditors: who is on it, who is debarred until when, how many each district has. No phone, no address.

use super::{
    Column, ColumnKind, Phrase, Report,
    ground::{Ground, code, count, list},
};
use crate::model::{Date, Label, Value};
use std::collections::BTreeMap;

/// An auditor as he is published.
#[derive(Clone, Debug, Default)]
pub struct PublishedAuditor {
    /// Panel number.
    pub panel_no: String,
    /// Name in both languages.
    pub name: Label,
    /// Code of the kind.
    pub kind: String,
    /// Membership and firm number.
    pub numbers: String,
    /// Category.
    pub category: String,
    /// Fee class.
    pub fee_class: String,
    /// LGD code of the home district.
    pub home: Option<i64>,
    /// LGD codes of the further districts he serves.
    pub districts: Vec<i64>,
    /// Last day of his term.
    pub valid_to: Option<Date>,
    /// First and last day of a debarment or suspension, with the order.
    pub debarred: Option<(Date, Date, String)>,
}

/// Builds the list from those on the panel and those debarred from it.
pub fn build(rows: &[PublishedAuditor], ground: &Ground) -> Report {
    let mut report = ground.report("auditor_panel");
    let on_panel = || rows.iter().filter(|row| row.debarred.is_none());
    let text = |text: &str| if text.is_empty() { Value::Empty } else { Value::text(text) };
    let day = |day: Option<Date>| day.map_or(Value::Empty, Value::Date);
    let columns = || {
        vec![
            Column::new("panel_no", ColumnKind::Text),
            Column::new("name", ColumnKind::Wording),
            Column::new("auditor_kind", ColumnKind::Code("auditor_kind".into())),
            Column::new("auditor_numbers", ColumnKind::Text),
            Column::new("category", ColumnKind::Text),
        ]
    };
    let cells = |row: &PublishedAuditor, report: &mut Report| {
        let name = report.say(row.name.clone());
        vec![text(&row.panel_no), name, text(&row.kind), text(&row.numbers), text(&row.category)]
    };
    let mut lines = Vec::new();
    for row in on_panel() {
        let mut line = cells(row, &mut report);
        let districts = names(&row.districts, ground);
        line.extend([text(&row.fee_class), code(row.home), report.say(districts), day(row.valid_to)]);
        lines.push(line);
    }
    let mut all = columns();
    all.extend([
        Column::new("fee_class", ColumnKind::Text),
        Column::new("home_district", ColumnKind::Code("district".into())),
        Column::new("further_districts", ColumnKind::Wording),
        Column::new("panel_valid_to", ColumnKind::Date),
    ]);
    report.sections.push(by_district(rows, ground));
    report.sections.push(list("auditor_panel", all, lines, None));
    let mut lines = Vec::new();
    for row in rows {
        if let Some((from, to, order)) = &row.debarred {
            let mut line = cells(row, &mut report);
            line.extend([Value::Date(*from), Value::Date(*to), text(order)]);
            lines.push(line);
        }
    }
    if !lines.is_empty() {
        let mut all = columns();
        all.extend([
            Column::new("debarred_from", ColumnKind::Date),
            Column::new("debarred_to", ColumnKind::Date),
            Column::new("debarred_order", ColumnKind::Text),
        ]);
        report.sections.push(list("auditor_panel_debarred", all, lines, None));
    }
    report.notes.push(Phrase::key("note.auditor_panel"));
    report.sources.push(Phrase::key("source.auditor_panel"));
    report
}

/// Counts of those on the panel, by home district and category.
fn by_district(rows: &[PublishedAuditor], ground: &Ground) -> super::Section {
    const CATEGORIES: [&str; 4] = ["A", "B", "C", "D"];
    let mut counts: BTreeMap<Value, [usize; 5]> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.debarred.is_none()) {
        let here = counts.entry(code(row.home)).or_default();
        here[4] += 1;
        if let Some(at) = CATEGORIES.iter().position(|one| *one == row.category) {
            here[at] += 1;
        }
    }
    let columns = ["auditors_a", "auditors_b", "auditors_c", "auditors_d", "auditors"];
    let columns = columns.map(|key| Column::new(key, ColumnKind::Integer).totalled());
    ground.by_district(columns, counts.keys().cloned(), |district| counts[district].map(count).to_vec())
}

fn names(codes: &[i64], ground: &Ground) -> Label {
    let (mut en, mut hi) = (Vec::new(), Vec::new());
    for one in codes {
        let code = one.to_string();
        let name = ground.names.name("district", &code);
        en.push(name.map_or(code.clone(), |name| name.en.clone()));
        hi.push(name.map_or(code, |name| name.hi.clone()));
    }
    Label { en: en.join(", "), hi: hi.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue::Files, reports::Origin};

    #[test]
    fn those_debarred_stand_apart_and_are_not_counted() {
        let ground = Ground::new(&Files::embedded(), Date::constant(2026, 3, 31), Origin::default(), "BR").unwrap();
        let one =
            PublishedAuditor { category: "A".into(), home: Some(212), districts: vec![212], ..Default::default() };
        let day = Date::constant(2026, 4, 1);
        let away = PublishedAuditor { debarred: Some((day, day, "D/1".into())), ..one.clone() };
        let report = build(&[one.clone(), away], &ground);
        report.check_shape().unwrap();
        let rows: Vec<usize> = report.sections.iter().map(|section| section.table.rows.len()).collect();
        assert_eq!(rows, [1, 1, 1]);
        assert_eq!(report.sections[0].table.rows[0][2..], [1, 0, 0, 0, 1].map(Value::Integer));
        assert_eq!(build(&[one], &ground).sections.len(), 2);
    }
}
