//! The register of societies, by district and class.

use super::{
    Column, ColumnKind, Phrase, Report,
    chart::{Bar, Chart},
    ground::{Ground, code, count, district_column, list, name_of, summary},
};
use crate::model::{Label, Paise, Value};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// One society in force.
#[derive(Clone, Debug, Default)]
pub struct SocietyRow {
    /// Identity.
    pub society: String,
    /// Name in both languages; where one only is recorded, that one in both.
    pub name: Label,
    /// Registration number as printed.
    pub reg_no: String,
    /// Date of registration.
    pub reg_date: Option<Date>,
    /// LGD code of the district.
    pub district: Option<i64>,
    /// Code of the class; empty if not recorded.
    pub class: String,
    /// Code of the status; empty if not recorded.
    pub status: String,
    /// Members.
    pub members: Option<i64>,
    /// Share capital.
    pub share_capital: Option<Paise>,
}

/// Classes with a column of their own in the district table; the others stand together.
const CLASS_COLUMNS: usize = 8;

/// Builds the report from the societies in force.
pub fn build(societies: Vec<SocietyRow>, ground: &Ground) -> Report {
    let mut report = ground.report("society_register");
    for society in &societies {
        report.names.add("society", &society.society, society.name.clone());
    }
    let mut by_district: BTreeMap<Value, BTreeMap<Value, usize>> = BTreeMap::new();
    let mut by_class: BTreeMap<Value, ClassSum> = BTreeMap::new();
    for society in &societies {
        let class = Value::text(&society.class);
        *by_district.entry(code(society.district)).or_default().entry(class.clone()).or_default() += 1;
        by_class.entry(class).or_default().add(society);
    }
    let counts: BTreeMap<Value, i64> = by_district
        .iter()
        .map(|(district, classes)| {
            (district.clone(), i64::try_from(classes.values().sum::<usize>()).unwrap_or(i64::MAX))
        })
        .collect();

    let mut classes = ground.in_order("society_class", by_class.keys().cloned());
    classes.sort_by_key(|class| std::cmp::Reverse(by_class[class].societies));
    let section = district_section(ground, &by_district, &classes);
    let map = ground.map(&mut report, "map.societies", &counts);
    report.sections.push(super::Section { map, ..section });
    report.sections.push(class_section(&report, &by_class, &classes));
    let without = societies.iter().filter(|society| society.district.is_none()).count();
    report.sections.push(list_section(ground, societies));
    ground.note_unknown_district(&mut report, without);
    report.notes.push(Phrase::key("note.in_force"));
    report.sources.insert(0, Phrase::key("source.register"));
    report
}

#[derive(Default)]
struct ClassSum {
    societies: usize,
    functional: usize,
    /// Sums of what is recorded; none where nothing is.
    members: Option<i64>,
    share_capital: Option<i64>,
}

impl ClassSum {
    fn add(&mut self, society: &SocietyRow) {
        self.societies += 1;
        self.functional += usize::from(society.status == "functional");
        let add = |sum: &mut Option<i64>, more: Option<i64>| {
            *sum = more.map_or(*sum, |more| Some(sum.unwrap_or(0).saturating_add(more)));
        };
        add(&mut self.members, society.members);
        add(&mut self.share_capital, society.share_capital.map(|capital| capital.0));
    }
}

/// Districts down, classes across, the most frequent first.
fn district_section(
    ground: &Ground,
    by_district: &BTreeMap<Value, BTreeMap<Value, usize>>,
    classes: &[Value],
) -> super::Section {
    let own = &classes[..classes.len().min(CLASS_COLUMNS)];
    let mut columns = Vec::new();
    for class in own {
        let column = Column::new(class.as_text().unwrap_or("class_not_recorded"), ColumnKind::Integer).totalled();
        columns.push(match name_of(&ground.names, "society_class", class) {
            Phrase::Both(label) => column.headed(label),
            Phrase::Plain(code) => column.headed(Label { en: code.clone(), hi: code }),
            Phrase::Key(..) => column,
        });
    }
    let others = classes.len() > own.len();
    if others {
        columns.push(Column::new("other_classes", ColumnKind::Integer).totalled());
    }
    columns.push(Column::new("societies", ColumnKind::Integer).totalled());
    ground.by_district(columns, by_district.keys().cloned(), |district| {
        let here = &by_district[district];
        let mut row: Vec<Value> = own.iter().map(|class| count(here.get(class).copied().unwrap_or(0))).collect();
        if others {
            row.push(count(here.iter().filter(|(class, _)| !own.contains(class)).map(|(_, n)| n).sum()));
        }
        row.push(count(here.values().sum()));
        row
    })
}

fn class_section(report: &Report, by_class: &BTreeMap<Value, ClassSum>, classes: &[Value]) -> super::Section {
    let columns = vec![
        Column::new("class", ColumnKind::Code("society_class".into())),
        Column::new("societies", ColumnKind::Integer).totalled(),
        Column::new("functional", ColumnKind::Integer).totalled(),
        Column::new("members", ColumnKind::Integer).totalled(),
        Column::new("share_capital", ColumnKind::Money).totalled(),
    ];
    let rows = classes
        .iter()
        .map(|class| {
            let sum = &by_class[class];
            vec![
                class.clone(),
                count(sum.societies),
                count(sum.functional),
                sum.members.map_or(Value::Empty, Value::Integer),
                sum.share_capital.map_or(Value::Empty, |paise| Value::Money(Paise(paise))),
            ]
        })
        .collect();
    let bars = classes
        .iter()
        .map(|class| Bar::new(name_of(&report.names, "society_class", class), count(by_class[class].societies)))
        .collect();
    let chart = Chart { title: Phrase::key("chart.societies_by_class"), bars };
    super::Section { chart: Some(chart), ..summary("by_class", columns, rows) }
}

fn list_section(ground: &Ground, mut societies: Vec<SocietyRow>) -> super::Section {
    let class = |society: &SocietyRow| Value::text(&society.class);
    let district = |society: &SocietyRow| code(society.district);
    let districts = ground.ranks("district", societies.iter().map(district));
    let classes = ground.ranks("society_class", societies.iter().map(class));
    let group = |society: &SocietyRow| (districts.get(&district(society)), classes.get(&class(society)));
    societies.sort_by(|a, b| {
        let by_number = || number_order(&a.reg_no, &b.reg_no).then_with(|| a.society.cmp(&b.society));
        group(a).cmp(&group(b)).then_with(by_number)
    });
    let columns = vec![
        district_column(),
        Column::new("class", ColumnKind::Code("society_class".into())),
        Column::new("reg_no", ColumnKind::Text),
        Column::new("reg_date", ColumnKind::Date),
        Column::new("society", ColumnKind::Code("society".into())),
        Column::new("status", ColumnKind::Code("society_status".into())),
        Column::new("members", ColumnKind::Integer).totalled(),
        Column::new("share_capital", ColumnKind::Money).totalled(),
    ];
    let rows = societies
        .into_iter()
        .map(|society| {
            vec![
                code(society.district),
                Value::text(society.class),
                Value::text(society.reg_no),
                society.reg_date.map_or(Value::Empty, Value::Date),
                Value::Text(society.society),
                Value::text(society.status),
                society.members.map_or(Value::Empty, Value::Integer),
                society.share_capital.map_or(Value::Empty, Value::Money),
            ]
        })
        .collect();
    list("societies", columns, rows, Some(0))
}

/// Registration numbers in the order a clerk expects: runs of digits by their value, `9/1987` before `12/1987`.
pub fn number_order(a: &str, b: &str) -> std::cmp::Ordering {
    let split = |text: &str| -> Vec<(String, u128)> {
        let mut parts: Vec<(String, u128)> = Vec::new();
        for c in text.chars() {
            match (c.to_digit(10), parts.last_mut()) {
                (Some(digit), Some((words, number))) if words.is_empty() => {
                    *number = number.saturating_mul(10).saturating_add(u128::from(digit));
                }
                (Some(digit), _) => parts.push((String::new(), u128::from(digit))),
                (None, Some((words, _))) if !words.is_empty() => words.push(c),
                (None, _) => parts.push((c.to_string(), 0)),
            }
        }
        parts
    };
    split(a).cmp(&split(b)).then_with(|| a.cmp(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::Files,
        reports::{Origin, Role},
    };
    use jiff::civil::date;

    fn ground() -> Ground {
        Ground::new(&Files::embedded(), date(2026, 3, 31), Origin::default(), "BR").unwrap()
    }
    fn society(no: usize, district: Option<i64>, class: &str) -> SocietyRow {
        SocietyRow {
            society: format!("BR-HQ-S-{no}"),
            reg_no: format!("{no}/1987"),
            district,
            class: class.into(),
            ..SocietyRow::default()
        }
    }

    #[test]
    fn every_society_is_counted_once_in_the_district_and_in_the_class_table() {
        let classes = ["pacs", "dairy", "fishery", "housing", "credit", "a", "b", "c", "d", "e", ""];
        let societies: Vec<_> =
            (0..110).map(|no| society(no, (no % 3 > 0).then_some(195 + no as i64 % 5), classes[no % 11])).collect();
        let report = build(societies, &ground());
        report.check_shape().unwrap();
        let [districts, classes, all] = &report.sections[..] else { panic!("three sections") };
        let last = districts.table.columns.len() - 1;
        assert_eq!(districts.table.total(last), Some(110));
        assert_eq!((2..last).filter_map(|column| districts.table.total(column)).sum::<i128>(), 110);
        assert_eq!(classes.table.total(1), Some(110));
        assert_eq!((all.table.rows.len(), all.role), (110, Role::List));
        let unknown = Phrase::key("note.unknown_district").with("count", Value::Integer(37));
        assert!(report.notes.contains(&unknown), "{:?}", report.notes);
    }

    #[test]
    fn districts_of_other_states_stand_in_a_group_of_their_own_and_the_totals_hold_them() {
        let mut ground = ground();
        ground.names.add("district", 162, Label { en: "Agra".into(), hi: "आगरा".into() });
        ground.elsewhere.insert(162);
        let societies = vec![society(1, Some(162), "a"), society(2, None, "a"), society(3, Some(212), "a")];
        let report = build(societies, &ground);
        let table = &report.sections[0].table;
        let groups: Vec<_> = table.rows.iter().map(|row| row[0].clone()).collect();
        assert_eq!(groups, [Value::text("BR"), Value::text("other"), Value::Empty]);
        assert_eq!((table.group_by, table.total(table.columns.len() - 1)), (Some(0), Some(3)));
        let listed: Vec<_> = report.sections[2].table.rows.iter().map(|row| row[0].clone()).collect();
        assert_eq!(listed, [Value::Integer(212), Value::Integer(162), Value::Empty], "the list in the same order");
    }

    #[test]
    fn the_register_is_in_order_of_district_class_and_number_whatever_the_order_given() {
        let given = vec![
            society(12, Some(212), "pacs"),
            society(9, Some(212), "pacs"),
            society(3, None, "pacs"),
            society(7, Some(188), "pacs"),
        ];
        let mut turned = given.clone();
        turned.reverse();
        let report = build(given, &ground());
        assert_eq!(report, build(turned, &ground()));
        let numbers: Vec<_> = report.sections[2].table.rows.iter().filter_map(|row| row[2].as_text()).collect();
        assert_eq!(numbers, ["7/1987", "9/1987", "12/1987", "3/1987"], "Araria, Patna, then those without district");
    }
}
