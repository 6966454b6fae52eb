//! Rows of the reports, read from the registers as in force at a moment.

use super::{
    allotment_order::{AllottedRow, AuditorRow, Named},
    migration_account::{BatchRow, SumRow},
    society_register::SocietyRow,
};
use crate::{
    model::{CooperativeYear, Date, Kind, Label, Line, Moment, Paise, TableDef, Value},
    register::{BatchRecord, ReadRegister, RegisterError},
};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

/// Values of a line by field key.
pub(super) struct Facts<'a> {
    table: &'a TableDef,
    pub(super) line: &'a Line,
}

impl Facts<'_> {
    pub(super) fn value(&self, key: &str) -> &Value {
        let number = self.table.field_no(key).map(usize::from);
        number.and_then(|number| self.line.values.get(number)).unwrap_or(&Value::Empty)
    }
    pub(super) fn text(&self, key: &str) -> &str {
        self.value(key).as_text().unwrap_or_default()
    }
    pub(super) fn number(&self, key: &str) -> Option<i64> {
        self.value(key).as_integer()
    }
    pub(super) fn name(&self) -> Label {
        Label::either(Some(self.text("name_hi")), Some(self.text("name_en")))
    }
}

/// Every line of a register, turned into a row.
pub(super) fn rows<T>(
    register: &dyn ReadRegister,
    table: &str,
    moment: Moment,
    mut row: impl FnMut(&Facts<'_>) -> Option<T>,
) -> Result<Vec<T>, RegisterError> {
    let Some(def) = register.tables().get(table) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    register.lines(table, moment, &mut |line| {
        found.extend(row(&Facts { table: def, line: &line }));
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

/// The societies in force; a name recorded in one language only stands in both, none at all is the identity.
pub fn societies(register: &dyn ReadRegister, moment: Moment) -> Result<Vec<SocietyRow>, RegisterError> {
    rows(register, "society", moment, |facts| {
        let society = facts.line.subject.clone();
        let name = facts.name();
        Some(SocietyRow {
            name: if name.en.is_empty() { Label::either(None, Some(&society)) } else { name },
            society,
            reg_no: facts.text("reg_no").into(),
            reg_date: facts.value("reg_date").as_date(),
            district: facts.number("district"),
            class: facts.text("class").into(),
            status: facts.text("status").into(),
            members: facts.number("members"),
            share_capital: facts.value("share_capital").as_money(),
        })
    })
}

/// The panel of auditors in force.
pub fn auditors(register: &dyn ReadRegister, moment: Moment) -> Result<Vec<AuditorRow>, RegisterError> {
    rows(register, "auditor", moment, |facts| {
        let auditor = facts.line.subject.clone();
        let name = facts.name();
        Some(AuditorRow {
            name: if name.en.is_empty() { Label::either(None, Some(&auditor)) } else { name },
            auditor,
            panel_no: facts.text("panel_no").into(),
            capacity: facts.number("capacity"),
        })
    })
}

/// An order in the audit register: its audits, and the digests of the drafts they rest on.
#[derive(Clone, Debug, Default)]
pub struct RecordedOrder {
    /// Number as printed.
    pub order_no: String,
    /// Its date.
    pub order_on: Option<Date>,
    /// Digests of the drafts.
    pub drafts: BTreeSet<String>,
    /// Societies with their auditors.
    pub rows: Vec<AllottedRow>,
}

/// The orders by which audits of a year stand allotted, in order of date.
pub fn orders(
    register: &dyn ReadRegister,
    fy: CooperativeYear,
    societies: &[SocietyRow],
    moment: Moment,
) -> Result<Vec<RecordedOrder>, RegisterError> {
    let known: BTreeMap<&str, &SocietyRow> = societies.iter().map(|row| (row.society.as_str(), row)).collect();
    let mut orders: BTreeMap<(Option<Date>, String), RecordedOrder> = BTreeMap::new();
    let year = fy.to_string();
    rows(register, "audit", moment, |facts| {
        // Audits of past years come from lists too; without an auditor of the panel there was no order of this register.
        if facts.text("fy") != year || facts.text("auditor").is_empty() {
            return None;
        }
        let (order_on, order_no) = (facts.value("order_on").as_date(), facts.text("order_no").to_owned());
        let order = orders.entry((order_on, order_no.clone())).or_default();
        (order.order_on, order.order_no) = (order_on, order_no);
        order.drafts.extend(Some(facts.text("draft").to_owned()).filter(|draft| !draft.is_empty()));
        let about = named(facts.text("society"), &known, facts.text("category"));
        order.rows.push(AllottedRow { about, auditor: facts.text("auditor").into() });
        Some(())
    })?;
    Ok(orders.into_values().collect())
}

/// A society as an order names it: by its number and name where the register has them, else by its identity.
pub fn named(society: &str, known: &BTreeMap<&str, &SocietyRow>, category: &str) -> Named {
    let about = known.get(society);
    Named {
        society: society.into(),
        name: about.map_or_else(|| Label::either(None, Some(society)), |row| row.name.clone()),
        reg_no: about.map(|row| row.reg_no.clone()).unwrap_or_default(),
        district: about.and_then(|row| row.district),
        category: category.into(),
    }
}

/// What a report needs of the account stored with a batch; fields it does not know are left alone.
#[derive(Default, Deserialize)]
#[serde(default)]
struct StoredAccount {
    imported: i64,
    updated: i64,
    duplicates: i64,
    rejected: i64,
    sheets: Vec<StoredSheet>,
}
#[derive(Default, Deserialize)]
#[serde(default)]
struct StoredSheet {
    name: String,
    kinds: BTreeMap<String, i64>,
    controls: Vec<StoredControl>,
    sums: BTreeMap<String, i64>,
}
#[derive(Deserialize)]
struct StoredControl {
    row: u32,
    column: u32,
    field: String,
    printed: i64,
    computed: i64,
}

/// The accounts of the files imported up to a row of the day book: rows, and sums against printed totals. A batch struck
/// out by a later row still stands.
pub fn batches(register: &dyn ReadRegister, last_row: i64) -> Result<(Vec<BatchRow>, Vec<SumRow>), RegisterError> {
    let (mut rows, mut sums) = (Vec::new(), Vec::new());
    for record in register.batches()?.into_iter().filter(|record| record.day_no <= last_row) {
        let account = account(&record)?;
        let batch = &record.batch;
        let data = |sheet: &StoredSheet| sheet.kinds.get("data").copied().unwrap_or(0);
        let read: i64 = account.sheets.iter().flat_map(|sheet| sheet.kinds.values()).sum();
        rows.push(BatchRow {
            batch: batch.id.clone(),
            file: batch.file_name.clone(),
            register: batch.table.clone(),
            undone: record.undone_by.is_some_and(|row| row <= last_row),
            read,
            imported: account.imported,
            updated: account.updated,
            duplicates: account.duplicates,
            rejected: account.rejected,
            not_data: read - account.sheets.iter().map(data).sum::<i64>(),
        });
        let table = register.tables().get(&batch.table);
        for sheet in &account.sheets {
            sums.extend(sheet_sums(&batch.id, sheet, table));
        }
    }
    Ok((rows, sums))
}

fn account(record: &BatchRecord) -> Result<StoredAccount, RegisterError> {
    serde_json::from_value(record.batch.account.clone()).map_err(|fault| RegisterError::Damaged {
        place: format!("batch {}, account", record.batch.id),
        found: fault.to_string(),
        expected: "an account as an import writes it".into(),
    })
}

/// Every printed total of a sheet, and every sum no total was printed for.
fn sheet_sums(batch: &str, sheet: &StoredSheet, table: Option<&TableDef>) -> Vec<SumRow> {
    let field = |key: &str| table.and_then(|table| table.field(key));
    let label = |key: &str| field(key).map_or_else(|| Label::either(None, Some(key)), |field| field.label.clone());
    let value = |key: &str, number: i64| match field(key).map(|field| field.kind) {
        Some(Kind::Money) => Value::Money(Paise(number)),
        Some(Kind::Quantity) => Value::Quantity(number),
        _ => Value::Integer(number),
    };
    let mut rows: Vec<SumRow> = sheet
        .controls
        .iter()
        .map(|control| SumRow {
            batch: batch.into(),
            field: label(&control.field),
            place: format!("{}!{}{}", sheet.name, crate::model::column_letters(control.column), control.row),
            printed: value(&control.field, control.printed),
            computed: value(&control.field, control.computed),
        })
        .collect();
    let printed = |key: &str| sheet.controls.iter().any(|control| control.field == key);
    rows.extend(sheet.sums.iter().filter(|(key, _)| !printed(key)).map(|(key, sum)| SumRow {
        batch: batch.into(),
        field: label(key),
        place: sheet.name.clone(),
        printed: Value::Empty,
        computed: value(key, *sum),
    }));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::{Files, load_tables},
        model::{Batch, EARLIEST, Instant, NewEntry, Plan, SourceKey, Subject},
        register::MemoryRegister,
    };
    use jiff::civil::date;

    fn entry(register: &MemoryRegister, table: &str, subject: Subject, facts: &[(&str, Value)]) -> NewEntry {
        let def = register.tables().get(table).unwrap();
        let mut facts: Vec<_> = facts.iter().map(|(key, value)| (def.field_no(key).unwrap(), value.clone())).collect();
        facts.sort_by_key(|(number, _)| *number);
        NewEntry {
            table: table.into(),
            subject,
            effective_from: EARLIEST,
            groups: def.all_groups(),
            facts,
            supersedes: None,
            source: None,
            as_written: None,
            other: None,
        }
    }

    #[test]
    fn rows_of_the_register_and_accounts_of_its_batches_come_out_as_recorded() {
        let mut register = MemoryRegister::new("BR-PAT", load_tables(&Files::embedded()).unwrap());
        let text = |text: &str| Value::Text(text.into());
        let new = |row| Subject::New(SourceKey { sha256: "ab".into(), sheet: 0, row });
        let society = entry(
            &register,
            "society",
            new(4),
            &[
                ("name_hi", text("रामपुर पैक्स")),
                ("reg_no", text("12/1987")),
                ("district", Value::Integer(212)),
                ("share_capital", Value::Money(Paise(500))),
            ],
        );
        let account = serde_json::json!({
            "register": "society", "rows": 3, "imported": 1, "rejected": 2, "another_field": 1,
            "sheets": [{
                "name": "सूची", "kinds": { "data": 3, "heading": 2 },
                "controls": [{ "row": 9, "column": 3, "field": "share_capital", "printed": 600, "computed": 500 }],
                "sums": { "share_capital": 500, "members": 12 },
            }],
        });
        let batch = Batch {
            id: String::new(),
            table: "society".into(),
            file_name: "old.xlsx".into(),
            sha256: "ab".into(),
            account,
            rows: Vec::new(),
        };
        let now = Instant::end_of_day(date(2026, 4, 1)).unwrap();
        let plan = Plan { batch: Some(batch), entries: vec![society], ..Plan::default() };
        register.apply(&plan, now).unwrap();
        let moment = Moment::on(date(2026, 4, 1));
        let found = societies(&register, moment).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].name.en.as_str(), found[0].district), ("रामपुर पैक्स", Some(212)));

        let allotted = entry(
            &register,
            "audit",
            Subject::Known(format!("{}/2025-26", found[0].society)),
            &[
                ("society", text(&found[0].society)),
                ("fy", text("2025-26")),
                ("auditor", text("BR-PAT-A-1")),
                ("order_no", text("17")),
                ("order_on", Value::Date(date(2026, 4, 1))),
            ],
        );
        let plan = Plan { entries: vec![allotted], ..Plan::default() };
        register.apply(&plan, now).unwrap();
        let ordered = orders(&register, "2025-26".parse().unwrap(), &found, moment).unwrap();
        assert_eq!((ordered.len(), ordered[0].order_on, &*ordered[0].order_no), (1, Some(date(2026, 4, 1)), "17"));
        assert_eq!(ordered[0].rows[0].about.reg_no, "12/1987");
        assert!(orders(&register, "2024-25".parse().unwrap(), &found, moment).unwrap().is_empty());

        assert!(batches(&register, 0).unwrap().0.is_empty(), "a file imported later is not yet in the account");
        let (batches, sums) = batches(&register, 1).unwrap();
        assert_eq!((batches[0].read, batches[0].not_data, batches[0].difference()), (5, 2, 0));
        assert_eq!((sums[0].place.as_str(), &sums[0].printed), ("सूची!D9", &Value::Money(Paise(600))));
        assert_eq!((sums.len(), &sums[1].computed), (2, &Value::Integer(12)), "a sum without a printed total is shown");
    }
}
