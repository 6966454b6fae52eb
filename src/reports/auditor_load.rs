//! Load and fee of the panel in a year: by kind, by district, auditor by auditor.

use super::{
    Column, ColumnKind, Phrase, Report,
    audit_rows::{AuditRow, PanelRow, Progress},
    ground::{Ground, code, count, district_column, list, summary},
};
use crate::model::{CooperativeYear, Date, Paise, Value};
use std::collections::BTreeMap;

/// What some audits add up to.
#[derive(Clone, Copy, Default)]
struct Load {
    auditors: usize,
    capacity: i64,
    unlimited: usize,
    ordered: usize,
    begun: usize,
    reported: usize,
    overdue: usize,
    due: i64,
    paid: i64,
}

impl Load {
    fn add(&mut self, audit: &AuditRow, overdue: bool) {
        self.ordered += 1;
        self.begun += usize::from(audit.progress >= Progress::Begun);
        self.reported += usize::from(audit.progress >= Progress::Reported);
        self.overdue += usize::from(overdue && audit.progress < Progress::Reported);
        let paise = |fee: Option<Paise>| fee.unwrap_or_default().0;
        self.due = self.due.saturating_add(paise(audit.fee_due));
        self.paid = self.paid.saturating_add(paise(audit.fee_paid));
    }
    fn join(&mut self, other: &Self) {
        self.auditors += other.auditors;
        self.capacity = self.capacity.saturating_add(other.capacity);
        self.unlimited += other.unlimited;
        self.ordered += other.ordered;
        self.begun += other.begun;
        self.reported += other.reported;
        self.overdue += other.overdue;
        self.due = self.due.saturating_add(other.due);
        self.paid = self.paid.saturating_add(other.paid);
    }
    /// Audits, then money.
    fn cells(&self) -> Vec<Value> {
        let mut cells: Vec<Value> = [self.ordered, self.begun, self.reported, self.overdue].map(count).into();
        let owed = self.due.saturating_sub(self.paid);
        cells.extend([self.due, self.paid, owed].map(|paise| Value::Money(Paise(paise))));
        cells
    }
}

fn load_columns() -> Vec<Column> {
    let counts = ["audit_ordered", "audit_begun", "audit_reported", "audit_overdue"];
    let money = ["audit_fee_due", "audit_fee_paid", "audit_fee_owed"];
    let counts = counts.map(|key| Column::new(key, ColumnKind::Integer).totalled());
    counts.into_iter().chain(money.map(|key| Column::new(key, ColumnKind::Money).totalled())).collect()
}

/// Builds the report. `due_on`: the day by which the audits are due, where a figure of it is in force; `basis` names it.
pub fn build(
    fy: CooperativeYear,
    panel: &[PanelRow],
    audits: &[AuditRow],
    (due_on, basis): (Option<Date>, Vec<Phrase>),
    ground: &Ground,
) -> Report {
    let mut report = ground.report("auditor_load");
    report.preamble.push(Phrase::key("note.audit_year").with("fy", Value::text(fy.to_string())));
    let overdue = due_on.is_some_and(|due| due < ground.as_of);
    let mut loads: BTreeMap<&str, Load> = BTreeMap::new();
    let mut unknown = 0;
    for audit in audits {
        loads.entry(audit.auditor.as_str()).or_default().add(audit, overdue);
    }
    let nobody = loads.remove("").unwrap_or_default();
    let (mut kinds, mut districts): (BTreeMap<Value, Load>, BTreeMap<Value, Load>) = (BTreeMap::new(), BTreeMap::new());
    let mut lines = Vec::new();
    for auditor in panel {
        report.names.add("auditor", &auditor.auditor, auditor.name.clone());
        let mut load = loads.remove(auditor.auditor.as_str()).unwrap_or_default();
        load.auditors = 1;
        load.capacity = auditor.capacity.unwrap_or(0);
        load.unlimited = usize::from(auditor.capacity.is_none());
        kinds.entry(Value::text(&auditor.kind)).or_default().join(&load);
        districts.entry(code(auditor.district)).or_default().join(&load);
        lines.push((auditor, load));
    }
    // An auditor the panel has no more keeps his audits under his identity.
    unknown += loads.values().map(|load| load.ordered).sum::<usize>();
    let mut columns = vec![
        Column::new("auditor_kind", ColumnKind::Code("auditor_kind".into())),
        Column::new("auditors", ColumnKind::Integer).totalled(),
        Column::new("capacity", ColumnKind::Integer).totalled(),
    ];
    columns.extend(load_columns());
    let row = |kind: &Value| {
        let load = &kinds[kind];
        let mut cells = vec![kind.clone(), count(load.auditors), Value::Integer(load.capacity)];
        cells.extend(load.cells());
        cells
    };
    report.sections.push(summary("by_auditor_kind", columns, kinds.keys().map(row).collect()));
    let mut columns = vec![
        Column::new("auditors", ColumnKind::Integer).totalled(),
        Column::new("capacity", ColumnKind::Integer).totalled(),
    ];
    columns.extend(load_columns());
    let section = ground.by_district(columns, districts.keys().cloned(), |district| {
        let load = &districts[district];
        let mut cells = vec![count(load.auditors), Value::Integer(load.capacity)];
        cells.extend(load.cells());
        cells
    });
    report.sections.push(section);
    let ranks = ground.ranks("district", panel.iter().map(|row| code(row.district)));
    lines.sort_by_key(|(auditor, load)| {
        (ranks.get(&code(auditor.district)).copied(), std::cmp::Reverse(load.ordered), auditor.panel_no.clone())
    });
    let mut columns = vec![
        district_column(),
        Column::new("panel_no", ColumnKind::Text),
        Column::new("auditor", ColumnKind::Code("auditor".into())),
        Column::new("auditor_kind", ColumnKind::Code("auditor_kind".into())),
        Column::new("capacity", ColumnKind::Integer),
    ];
    columns.extend(load_columns());
    let row = |(auditor, load): (&PanelRow, Load)| {
        let mut cells = vec![
            code(auditor.district),
            Value::text(&auditor.panel_no),
            Value::text(&auditor.auditor),
            Value::text(&auditor.kind),
            auditor.capacity.map_or(Value::Empty, Value::Integer),
        ];
        cells.extend(load.cells());
        cells
    };
    report.sections.push(list("by_auditor", columns, lines.into_iter().map(row).collect(), Some(0)));
    for (key, number) in [("note.audits_without_auditor", nobody.ordered), ("note.audits_off_panel", unknown)] {
        if number > 0 {
            report.notes.push(Phrase::key(key).with("count", count(number)));
        }
    }
    report.notes.push(match due_on {
        Some(due) => Phrase::key("note.audit_due").with("due", Value::Date(due)),
        None => Phrase::key("note.audit_no_due"),
    });
    report.sources.insert(0, Phrase::key("source.register"));
    report.sources.extend(basis);
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue::Files, reports::Origin};

    #[test]
    fn load_and_fee_add_up_by_kind_and_district_and_nobody_is_left_out_unsaid() {
        let ground = Ground::new(&Files::embedded(), Date::constant(2026, 3, 31), Origin::default(), "BR").unwrap();
        let auditor = |no: &str, kind: &str, capacity| PanelRow {
            auditor: no.into(),
            panel_no: no.into(),
            kind: kind.into(),
            district: Some(212),
            capacity,
            ..PanelRow::default()
        };
        let audit = |auditor: &str, progress| AuditRow {
            society: "s".into(),
            auditor: auditor.into(),
            progress,
            fee_due: Some(Paise(1000)),
            fee_paid: Some(Paise(400)),
        };
        let panel = [auditor("1", "ca", Some(20)), auditor("2", "departmental", None)];
        let audits = [
            audit("1", Progress::Closed),
            audit("1", Progress::Begun),
            audit("2", Progress::Ordered),
            audit("", Progress::Reported),
            audit("9", Progress::Ordered),
        ];
        let fy = "2024-25".parse().unwrap();
        let due = Some(Date::constant(2025, 9, 30));
        let report = build(fy, &panel, &audits, (due, Vec::new()), &ground);
        report.check_shape().unwrap();
        let [kinds, districts, list] = &report.sections[..] else { panic!("three sections") };
        assert_eq!(kinds.table.rows[0][1..7], [1, 20, 2, 2, 1, 1].map(Value::Integer));
        assert_eq!(kinds.table.rows[0][7..], [2000, 800, 1200].map(|paise| Value::Money(Paise(paise))));
        assert_eq!((districts.table.total(4), list.table.rows.len()), (Some(3), 2));
        assert_eq!(report.notes.len(), 3, "two audits stand outside the panel: {:?}", report.notes);
        let open = build(fy, &panel, &audits, (None, Vec::new()), &ground);
        assert_eq!(open.sections[0].table.total(6), Some(0), "without a due day nothing is overdue");
    }
}
