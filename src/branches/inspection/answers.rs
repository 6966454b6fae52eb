//! What was found at an inspection, item by item, as the register `inspection_finding` keeps it.

use super::checklist::{Checklist, Item, Unit};
use crate::{
    model::{Date, Label, Line, Moment, NewEntry, Paise, Subject, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::{collections::BTreeMap, ops::ControlFlow};

/// Stem of the register.
pub const FINDINGS: &str = "inspection_finding";

/// What was told of an item. Figures are in the unit of the item: paise, or thousandths of a number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Code of the list `inspection_answer`.
    pub answer: String,
    /// Figure of the books.
    pub by_book: Option<i64>,
    /// Figure found.
    pub found: Option<i64>,
    /// Words.
    pub remark: String,
    /// Day it was looked at.
    pub checked_on: Option<Date>,
    /// Day of compliance with what is open.
    pub complied_on: Option<Date>,
    /// What was done.
    pub compliance: String,
    /// Fingerprint of the document that proves it.
    pub document: String,
}

impl Answer {
    /// Found less the figure of the books: below zero it is short.
    pub fn difference(&self) -> Option<i64> {
        Some(self.found?.saturating_sub(self.by_book?))
    }
    /// Is it a finding against the society: a no, a record that was not shown, figures that differ?
    pub fn is_finding(&self) -> bool {
        matches!(self.answer.as_str(), "no" | "not_seen") || self.difference().is_some_and(|figure| figure != 0)
    }
    /// A finding with which nobody has complied.
    pub fn is_open(&self) -> bool {
        self.is_finding() && self.complied_on.is_none()
    }
}

/// A figure of an item as a value of its unit.
pub fn figure(unit: Option<Unit>, figure: Option<i64>) -> Value {
    match (unit, figure) {
        (_, None) | (None, _) => Value::Empty,
        (Some(Unit::Rupees), Some(paise)) => Value::Money(Paise(paise)),
        (Some(Unit::Number), Some(number)) => Value::Quantity(number),
    }
}

/// The answers of a case by item.
pub type Answers = BTreeMap<String, Answer>;

/// What was entered of a case, as known at a moment.
pub fn answers_of(register: &dyn ReadRegister, case: &str, moment: Moment) -> Result<Answers, RegisterError> {
    Ok(all_answers(register, moment)?.remove(case).unwrap_or_default())
}

/// The same of all cases.
pub fn all_answers(register: &dyn ReadRegister, moment: Moment) -> Result<BTreeMap<String, Answers>, RegisterError> {
    let table = register.definition(FINDINGS)?;
    let mut all: BTreeMap<String, Answers> = BTreeMap::new();
    register.lines(FINDINGS, moment, &mut |line| {
        let text = |key: &str| line.value(table, key).and_then(Value::as_text).unwrap_or_default().to_owned();
        if !text("answer").is_empty() {
            all.entry(text("case")).or_default().insert(text("item"), answer(table, &line));
        }
        ControlFlow::Continue(())
    })?;
    Ok(all)
}

fn answer(table: &TableDef, line: &Line) -> Answer {
    let value = |key: &str| line.value(table, key);
    let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
    let either =
        |money: &str, number: &str| [money, number].into_iter().find_map(|key| value(key).and_then(Value::as_integer));
    Answer {
        answer: text("answer"),
        by_book: either("by_book", "by_book_no"),
        found: either("found", "found_no"),
        remark: text("remark"),
        checked_on: value("checked_on").and_then(Value::as_date),
        complied_on: value("complied_on").and_then(Value::as_date),
        compliance: text("compliance"),
        document: text("document_sha256"),
    }
}

/// Where an answer is entered.
#[derive(Clone, Copy, Debug)]
pub struct Entering<'a> {
    /// The case.
    pub case: &'a str,
    /// Its society.
    pub society: &'a str,
    /// Fingerprint of the sheet.
    pub sheet: &'a str,
    /// Who enters it.
    pub login: &'a str,
}

/// The entry of an answer; `None` where just that stands already.
pub fn answer_entry(
    register: &dyn ReadRegister,
    of: Entering<'_>,
    (item, told): (&Item, &Answer),
    known: Option<&Answer>,
) -> Result<Option<NewEntry>, RegisterError> {
    let same = |known: &Answer| {
        (&known.answer, known.by_book, known.found, &known.remark)
            == (&told.answer, told.by_book, told.found, &told.remark)
    };
    if known.is_some_and(same) {
        return Ok(None);
    }
    let on = told.checked_on.unwrap_or_default();
    let of_unit = |unit: Unit, value: Option<i64>| figure(item.unit.filter(|own| *own == unit), value);
    let said = [
        ("case", Value::text(of.case)),
        ("society", Value::text(of.society)),
        ("item", Value::text(&item.id)),
        ("answer", Value::text(&told.answer)),
        ("by_book", of_unit(Unit::Rupees, told.by_book)),
        ("found", of_unit(Unit::Rupees, told.found)),
        ("by_book_no", of_unit(Unit::Number, told.by_book)),
        ("found_no", of_unit(Unit::Number, told.found)),
        ("remark", Value::text(&told.remark)),
        ("checked_on", Value::Date(on)),
        ("sheet_sha256", Value::text(of.sheet)),
        ("login", Value::text(of.login)),
    ];
    let table = register.definition(FINDINGS)?;
    let mut entry = NewEntry::stating(table, Subject::Known(format!("{}/{}", of.case, item.id)), on, said);
    // What was complied with was the finding as it stood: another finding is open again.
    if known.is_some_and(|known| known.complied_on.is_some())
        && let Some(field) = table.field("complied_on")
    {
        entry.groups |= 1 << field.group;
    }
    Ok(Some(entry))
}

/// The entry of compliance with an open finding.
pub fn compliance_entry(
    register: &dyn ReadRegister,
    (case, item): (&str, &str),
    on: Date,
    (said, document): (&str, &str),
    login: &str,
) -> Result<NewEntry, RegisterError> {
    let said = [
        ("complied_on", Value::Date(on)),
        ("compliance", Value::text(said)),
        ("document_sha256", Value::text(document)),
        ("complied_login", Value::text(login)),
    ];
    Ok(NewEntry::stating(register.definition(FINDINGS)?, Subject::Known(format!("{case}/{item}")), on, said))
}

/// Items of the list nobody answered.
pub fn unanswered<'l>(list: &'l Checklist, answers: &Answers) -> Vec<&'l Item> {
    list.items.iter().filter(|item| !answers.contains_key(&item.id)).collect()
}

/// Items with their answers, those of the list first and in its order; an item the list has no more keeps its code for a name.
pub fn in_order<'a>(list: &'a Checklist, answers: &'a Answers) -> Vec<(Option<&'a Item>, &'a str, Label, &'a Answer)> {
    let listed = list
        .items
        .iter()
        .filter_map(|item| Some((Some(item), item.id.as_str(), item.label.clone(), answers.get(&item.id)?)));
    let gone = answers.iter().filter(|(id, _)| list.item(id).is_none());
    let gone = gone.map(|(id, answer)| (None, id.as_str(), Label { en: id.clone(), hi: id.clone() }, answer));
    listed.chain(gone).collect()
}
