//! The order by which audits are allotted: who audits whom, and who is left without an auditor and why.

use super::{
    Column, ColumnKind, Phrase, Report, Section,
    ground::{Ground, code, count, list, summary},
    society_register::number_order,
};
use crate::model::{CooperativeYear, Label, Value};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// An order of the year, or the draft of one.
#[derive(Clone, Debug, Default)]
pub struct Order {
    /// Number as printed; empty where none is recorded.
    pub order_no: String,
    /// Its date.
    pub order_on: Option<Date>,
    /// How the allotment was made, in a sentence of both languages; empty where that is not known.
    pub method: Label,
    /// Societies and their auditors.
    pub rows: Vec<AllottedRow>,
}

/// The allotment of a year.
#[derive(Clone, Debug)]
pub struct Allotment {
    /// Year audited.
    pub fy: CooperativeYear,
    /// Are the orders no more than a draft? That is said on the page.
    pub draft: bool,
    /// In order of date; one where it is a draft.
    pub orders: Vec<Order>,
    /// Societies without an auditor, with the reason; none where no draft is kept that would tell.
    pub left_out: Option<Vec<LeftOutRow>>,
}

/// A society as it stands in an order.
#[derive(Clone, Debug)]
pub struct Named {
    /// Identity of the society.
    pub society: String,
    /// Its name in both languages.
    pub name: Label,
    /// Registration number as printed.
    pub reg_no: String,
    /// LGD code of the district.
    pub district: Option<i64>,
    /// Code of its category, as A.
    pub category: String,
}

/// A society with its auditor.
#[derive(Clone, Debug)]
pub struct AllottedRow {
    /// The society.
    pub about: Named,
    /// Identity of the auditor.
    pub auditor: String,
}

/// A society without one.
#[derive(Clone, Debug)]
pub struct LeftOutRow {
    /// The society.
    pub about: Named,
    /// Why.
    pub reason: Label,
}

/// An auditor of the panel.
#[derive(Clone, Debug)]
pub struct AuditorRow {
    /// Identity.
    pub auditor: String,
    /// Name in both languages.
    pub name: Label,
    /// Panel number as printed.
    pub panel_no: String,
    /// Audits a year, where the panel names a figure.
    pub capacity: Option<i64>,
}

/// Builds the report; `basis` names the provisions and settings it rests on.
pub fn build(allotment: Allotment, auditors: &[AuditorRow], basis: Vec<Phrase>, ground: &Ground) -> Report {
    let Allotment { fy, draft, mut orders, mut left_out } = allotment;
    let mut report = ground.report("allotment_order");
    if orders.len() > 1 {
        report.title = Phrase::key("title.allotment_orders");
    }
    let all = orders.iter().flat_map(|order| order.rows.iter().map(|row| &row.about));
    for row in all.chain(left_out.iter().flatten().map(|row| &row.about)) {
        report.names.add("society", &row.society, row.name.clone());
    }
    for auditor in auditors {
        report.names.add("auditor", &auditor.auditor, auditor.name.clone());
    }
    report.sections.push(auditor_section(auditors, &orders));
    for (i, order) in orders.iter_mut().enumerate() {
        let said = |kind: &str| heading(&format!("{kind}.{}", order.stands(draft)), order, fy);
        report.preamble.push(said("order"));
        if !order.method.en.is_empty() {
            report.preamble.push(Phrase::Both(order.method.clone()));
        }
        let (heading, key) = (said("section.allotted"), order_key(&order.order_no, i));
        report.sections.push(Section { heading, ..allotted_section(&key, &mut order.rows) });
    }
    match &mut left_out {
        Some(rows) => {
            report.preamble.push(Phrase::key("order.left_out").with("left_out", count(rows.len())));
            let section = left_out_section(&mut report, rows);
            report.sections.push(section);
        }
        None => report.notes.push(Phrase::key("note.no_draft")),
    }
    report.signature = Some(Phrase::key("word.signature"));
    report.sources.extend(basis);
    report
}

impl Order {
    /// Which sentence speaks of it: nothing is said of a number or a date that is not recorded.
    fn stands(&self, draft: bool) -> &'static str {
        match (draft, self.order_no.is_empty(), self.order_on) {
            (true, ..) => "draft",
            (false, true, _) => "unnumbered",
            (false, false, None) => "undated",
            (false, false, Some(_)) => "issued",
        }
    }
}

fn heading(key: &str, order: &Order, fy: CooperativeYear) -> Phrase {
    Phrase::key(key)
        .with("order_no", Value::Text(order.order_no.clone()))
        .with("order_on", order.order_on.map_or(Value::Empty, Value::Date))
        .with("fy", Value::Text(fy.to_string()))
        .with("allotted", count(order.rows.len()))
}

/// Name of an order's section and CSV file: its number in plain letters, `allotted_1_7_2025`.
fn order_key(order_no: &str, place: usize) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
    let number: String = order_no.chars().map(plain).collect();
    format!("allotted_{}_{number}", place + 1).trim_end_matches('_').to_owned()
}

fn place(a: &Named, b: &Named) -> std::cmp::Ordering {
    a.district.cmp(&b.district).then_with(|| number_order(&a.reg_no, &b.reg_no)).then_with(|| a.society.cmp(&b.society))
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("district", ColumnKind::Code("district".into())),
        Column::new("reg_no", ColumnKind::Text),
        Column::new("society", ColumnKind::Code("society".into())),
        Column::new("category", ColumnKind::Text),
    ]
}

fn cells(about: &Named) -> Vec<Value> {
    let society = Value::Text(about.society.clone());
    vec![code(about.district), Value::text(&about.reg_no), society, Value::text(&about.category)]
}

fn allotted_section(key: &str, rows: &mut [AllottedRow]) -> Section {
    rows.sort_by(|a, b| a.auditor.cmp(&b.auditor).then_with(|| place(&a.about, &b.about)));
    let mut columns = columns();
    columns.insert(0, Column::new("auditor", ColumnKind::Code("auditor".into())));
    let row = |row: &AllottedRow| {
        let mut cells = cells(&row.about);
        cells.insert(0, Value::Text(row.auditor.clone()));
        cells
    };
    list(key, columns, rows.iter().map(row).collect(), Some(0))
}

fn left_out_section(report: &mut Report, rows: &mut [LeftOutRow]) -> Section {
    rows.sort_by(|a, b| place(&a.about, &b.about));
    let mut columns = columns();
    columns.push(Column::new("reason", ColumnKind::Wording));
    let row = |row: &LeftOutRow| {
        let mut cells = cells(&row.about);
        cells.push(report.say(row.reason.clone()));
        cells
    };
    let rows = rows.iter().map(row).collect();
    list("not_allotted", columns, rows, None)
}

fn auditor_section(auditors: &[AuditorRow], orders: &[Order]) -> Section {
    let mut load: BTreeMap<&str, (usize, BTreeSet<Option<i64>>)> = BTreeMap::new();
    for row in orders.iter().flat_map(|order| &order.rows) {
        let here = load.entry(&row.auditor).or_default();
        here.0 += 1;
        here.1.insert(row.about.district);
    }
    let mut order: Vec<&AuditorRow> = auditors.iter().collect();
    order.sort_by(|a, b| number_order(&a.panel_no, &b.panel_no).then_with(|| a.auditor.cmp(&b.auditor)));
    let rows = order
        .iter()
        .map(|auditor| {
            let (societies, districts) = load.get(auditor.auditor.as_str()).map_or((0, 0), |(n, d)| (*n, d.len()));
            vec![
                Value::text(&auditor.panel_no),
                Value::Text(auditor.auditor.clone()),
                count(districts),
                auditor.capacity.map_or(Value::Empty, Value::Integer),
                count(societies),
            ]
        })
        .collect();
    let columns = vec![
        Column::new("panel_no", ColumnKind::Text),
        Column::new("auditor", ColumnKind::Code("auditor".into())),
        Column::new("districts", ColumnKind::Integer),
        Column::new("capacity", ColumnKind::Integer).totalled(),
        Column::new("societies", ColumnKind::Integer).totalled(),
    ];
    summary("by_auditor", columns, rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::Files,
        reports::{Origin, Reader, Words},
    };
    use jiff::civil::date;

    fn named(no: usize) -> Named {
        Named {
            society: format!("S-{no}"),
            name: Label { en: "x".into(), hi: "क".into() },
            reg_no: no.to_string(),
            district: Some(212),
            category: "A".into(),
        }
    }
    fn allotted(no: usize) -> AllottedRow {
        AllottedRow { about: named(no), auditor: "A-2".into() }
    }
    fn panel(no: &str) -> AuditorRow {
        let name = Label { en: "CA".into(), hi: "सीए".into() };
        AuditorRow { auditor: format!("A-{no}"), name, panel_no: no.into(), capacity: Some(20) }
    }
    fn ground() -> Ground {
        Ground::new(&Files::embedded(), date(2026, 3, 31), Origin::default(), "BR").unwrap()
    }
    fn order(no: &str, rows: Vec<AllottedRow>) -> Order {
        Order { order_no: no.into(), order_on: Some(date(2025, 6, 2)), method: Label::default(), rows }
    }

    #[test]
    fn every_society_stands_either_under_its_auditor_or_with_the_reason_it_has_none() {
        let reason =
            Label { en: "no auditor of category A in the district".into(), hi: "कोई नहीं".into() };
        let allotment = Allotment {
            fy: "2025-26".parse().unwrap(),
            draft: false,
            orders: vec![order("17/2026", vec![allotted(1), allotted(10), allotted(9)])],
            left_out: Some(vec![LeftOutRow { about: named(2), reason }]),
        };
        let report = build(allotment, &[panel("1"), panel("2")], Vec::new(), &ground());
        report.check_shape().unwrap();
        let [panel, allotted, left_out] = &report.sections[..] else { panic!("three sections") };
        assert_eq!((panel.table.rows.len(), panel.table.total(4)), (2, Some(3)), "an auditor without audits is shown");
        let numbers: Vec<_> = allotted.table.rows.iter().filter_map(|row| row[2].as_text()).collect();
        assert_eq!(numbers, ["1", "9", "10"]);
        assert!(allotted.table.rows.iter().all(|row| row[4] == Value::text("A")), "the category is filled");
        assert_eq!(left_out.table.rows.len(), 1);
        assert!(report.wordings[0].en.starts_with("no auditor"));
    }

    #[test]
    fn two_orders_of_a_year_are_printed_as_two_each_with_its_own_number_and_count() {
        let allotment = Allotment {
            fy: "2024-25".parse().unwrap(),
            draft: false,
            orders: vec![order("7/2025", vec![allotted(1), allotted(3)]), order("9/2025", vec![allotted(2)])],
            left_out: None,
        };
        let report = build(allotment, &[panel("2")], Vec::new(), &ground());
        let keys: Vec<_> = report.sections.iter().map(|section| section.key.as_str()).collect();
        assert_eq!(keys, ["by_auditor", "allotted_1_7_2025", "allotted_2_9_2025"]);
        assert_eq!([1, 2].map(|at| report.sections[at].table.rows.len()), [2, 1]);
        assert_eq!(report.sections[0].table.total(4), Some(3), "the auditor's work of the year");
        let words = Words::load(&Files::embedded(), Reader::default()).unwrap();
        let said: Vec<String> = report.preamble.iter().map(|said| words.phrase(said)).collect();
        assert!(said[0].contains("7/2025") && said[0].contains("02-06-2025") && said[0].contains(" 2 "), "{said:?}");
        assert!(said[1].contains("9/2025") && said[1].contains(" 1 ") && said.len() == 2, "{said:?}");
        assert!(report.notes.contains(&Phrase::key("note.no_draft")), "who was left out is not claimed to be nobody");
    }

    #[test]
    fn a_draft_and_an_order_without_number_claim_no_number() {
        for (draft, key) in [(true, "order.draft"), (false, "order.unnumbered")] {
            let orders = vec![Order { rows: vec![allotted(1)], ..Order::default() }];
            let allotment = Allotment { fy: "2024-25".parse().unwrap(), draft, orders, left_out: Some(Vec::new()) };
            let report = build(allotment, &[panel("2")], Vec::new(), &ground());
            assert!(matches!(&report.preamble[0], Phrase::Key(said, _) if said == key), "{:?}", report.preamble);
            assert_eq!(report.sections[1].key, "allotted_1");
        }
    }
}
