//! The service book of an employee, whole: the employee’s own copy, a section for each part.

use super::{
    Column, ColumnKind, Phrase, Report, Role, Section, Table,
    ground::{Ground, summary},
};
use crate::model::{Date, Label, Paise, Value};

/// An entry as it is printed.
#[derive(Clone, Debug, Default)]
pub struct PaperEntry {
    /// Its identity.
    pub id: String,
    /// Code of the event.
    pub event: String,
    /// Day of the event.
    pub on: Option<Date>,
    /// First day of its period.
    pub from: Option<Date>,
    /// Last day of its period.
    pub to: Option<Date>,
    /// Number of the order.
    pub order_no: String,
    /// Day of the order.
    pub order_on: Option<Date>,
    /// Who made the order.
    pub authority: String,
    /// Office.
    pub office_name: String,
    /// Basic pay.
    pub pay: Option<Paise>,
    /// Detail, numbers of identity covered.
    pub detail: String,
    /// Who attested it.
    pub attested_by: String,
    /// In red ink.
    pub red_ink: bool,
    /// What it corrects.
    pub corrects: String,
}

/// A part with its entries.
pub type PaperPart = (i64, Label, Vec<PaperEntry>);

/// What is printed.
#[derive(Clone, Debug, Default)]
pub struct BookPaper {
    /// Code of the employee.
    pub employee: String,
    /// Facts of the first page: heading and value in words.
    pub facts: Vec<(Label, Label)>,
    /// The parts in their order.
    pub parts: Vec<PaperPart>,
    /// What it rests on, and what contradicts itself in it.
    pub notes: Vec<Label>,
    /// Headings of the columns, by the key of the field.
    pub headings: Vec<(&'static str, Label)>,
}

/// Builds the book.
pub fn build(paper: &BookPaper, ground: &Ground) -> Report {
    let mut report = ground.report("service_book");
    let mut rows = Vec::new();
    for (heading, value) in &paper.facts {
        let heading = report.say(heading.clone());
        rows.push(vec![heading, report.say(value.clone())]);
    }
    let columns = vec![Column::new("item", ColumnKind::Wording), Column::new("value", ColumnKind::Wording)];
    report.sections.push(summary("service_book_first", columns, rows));
    for (number, name, entries) in &paper.parts {
        let table = Table { columns: columns_of(paper), rows: entries.iter().map(row).collect(), group_by: None };
        let mut section = Section::new(&format!("part_{number:02}"), Role::Summary, table);
        section.heading = Phrase::Both(Label {
            en: format!("Part {number}. {}", name.en),
            hi: format!("भाग {number}. {}", name.hi),
        });
        report.sections.push(section);
    }
    report.preamble.push(Phrase::key("note.service_book_own"));
    report.notes.extend(paper.notes.iter().cloned().map(Phrase::Both));
    report.signature = Some(Phrase::key("word.signature"));
    report.sources.push(Phrase::key("source.service_book"));
    report
}

fn columns_of(paper: &BookPaper) -> Vec<Column> {
    let heading = |key: &str| paper.headings.iter().find(|(known, _)| *known == key).map(|(_, label)| label.clone());
    let column = |key: &str, kind: ColumnKind| Column::new(key, kind).headed(heading(key).unwrap_or_default());
    vec![
        column("entry", ColumnKind::Text),
        column("event", ColumnKind::Code("service_event".into())),
        column("event_on", ColumnKind::Date),
        column("from", ColumnKind::Date),
        column("to", ColumnKind::Date),
        column("order_no", ColumnKind::Text),
        column("order_on", ColumnKind::Date),
        column("authority", ColumnKind::Text),
        column("office_name", ColumnKind::Text),
        column("basic_pay", ColumnKind::Money),
        column("detail", ColumnKind::Text),
        column("attested_by", ColumnKind::Text),
        column("red_ink", ColumnKind::YesNo),
        column("corrects", ColumnKind::Text),
    ]
}

fn row(entry: &PaperEntry) -> Vec<Value> {
    let day = |day: Option<Date>| day.map_or(Value::Empty, Value::Date);
    vec![
        Value::text(&entry.id),
        Value::text(&entry.event),
        day(entry.on),
        day(entry.from),
        day(entry.to),
        Value::text(&entry.order_no),
        day(entry.order_on),
        Value::text(&entry.authority),
        Value::text(&entry.office_name),
        entry.pay.map_or(Value::Empty, Value::Money),
        Value::text(&entry.detail),
        Value::text(&entry.attested_by),
        if entry.red_ink { Value::Bool(true) } else { Value::Empty },
        Value::text(&entry.corrects),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue::Files, reports::Origin};

    #[test]
    fn a_book_has_its_first_page_and_a_section_for_each_part_also_an_empty_one() {
        let ground = Ground::new(&Files::embedded(), Date::constant(2026, 3, 31), Origin::default(), "BR").unwrap();
        let label = |text: &str| Label { en: text.into(), hi: text.into() };
        let entry = PaperEntry { id: "BR-PAT-SB-1".into(), event: "birth".into(), ..PaperEntry::default() };
        let paper = BookPaper {
            facts: vec![(label("Name"), label("Asha"))],
            parts: vec![(1, label("Personal"), vec![entry]), (2, label("Certificates"), vec![])],
            ..BookPaper::default()
        };
        let report = build(&paper, &ground);
        report.check_shape().unwrap();
        let counts: Vec<usize> = report.sections.iter().map(|section| section.table.rows.len()).collect();
        assert_eq!(counts, [1, 1, 0]);
        assert_eq!(
            report.sections[2].heading,
            Phrase::Both(Label { en: "Part 2. Certificates".into(), hi: "भाग 2. Certificates".into() })
        );
    }
}
