//! The account of a migration: rows read and what became of them, sums of each batch against the printed totals.

use super::{
    Column, ColumnKind, Phrase, Report, Section,
    ground::{Ground, count, list, summary},
};
use crate::model::{Label, Value};

/// One imported file.
#[derive(Clone, Debug, Default)]
pub struct BatchRow {
    /// Batch, `B0001`.
    pub batch: String,
    /// File as it was named.
    pub file: String,
    /// Register imported into (stem).
    pub register: String,
    /// Struck out again?
    pub undone: bool,
    /// Rows of the used range.
    pub read: i64,
    /// New entries.
    pub imported: i64,
    /// Entries that changed what was known.
    pub updated: i64,
    /// Rows that said what was in force already.
    pub duplicates: i64,
    /// Rows that could not be read.
    pub rejected: i64,
    /// Titles, headings, sub-totals, blanks, notes.
    pub not_data: i64,
}

impl BatchRow {
    /// Rows whose fate is not told: must be 0.
    pub fn difference(&self) -> i64 {
        self.read - self.imported - self.updated - self.duplicates - self.rejected - self.not_data
    }
}

/// One sum of one column of a batch.
#[derive(Clone, Debug)]
pub struct SumRow {
    /// Batch.
    pub batch: String,
    /// Field, in both languages.
    pub field: Label,
    /// Where the total is printed, as `Sheet1!D41`; empty if the file prints none.
    pub place: String,
    /// The total as printed; nothing if none is.
    pub printed: Value,
    /// The sum of the rows as read, of the same kind.
    pub computed: Value,
}

/// Builds the account.
pub fn build(batches: &[BatchRow], sums: &[SumRow], ground: &Ground) -> Report {
    let mut report = ground.report("migration_account");
    // What was struck out again is no longer in the register: it is told, but in no total.
    let (undone, standing): (Vec<&BatchRow>, Vec<&BatchRow>) = batches.iter().partition(|batch| batch.undone);
    report.sections.push(files_section("batches", &standing));
    if !undone.is_empty() {
        report.sections.push(files_section("batches_undone", &undone));
        report.notes.push(Phrase::key("note.undone").with("count", count(undone.len())));
    }
    let is_standing = |sum: &&SumRow| standing.iter().any(|batch| batch.batch == sum.batch);

    // Amounts and counts do not add up with each other: each kind has its own section.
    for (key, kind) in [
        ("sums_money", ColumnKind::Money),
        ("sums_count", ColumnKind::Integer),
        ("sums_quantity", ColumnKind::Quantity),
    ] {
        let mut rows = Vec::new();
        for sum in sums.iter().filter(is_standing).filter(|sum| kind_of(&sum.computed) == Some(&kind)) {
            let field = report.say(sum.field.clone());
            let difference = match (sum.printed.as_integer(), sum.computed.as_integer()) {
                (Some(printed), Some(computed)) => same_kind(&sum.computed, printed.saturating_sub(computed)),
                _ => Value::Empty,
            };
            rows.push(vec![
                Value::text(&sum.batch),
                field,
                Value::text(&sum.place),
                sum.printed.clone(),
                sum.computed.clone(),
                difference,
            ]);
        }
        if rows.is_empty() {
            continue;
        }
        let columns = vec![
            Column::new("batch", ColumnKind::Text),
            Column::new("field", ColumnKind::Wording),
            Column::new("place", ColumnKind::Text),
            Column::new("printed", kind.clone()),
            Column::new("computed", kind.clone()),
            Column::new("difference", kind.clone()),
        ];
        report.sections.push(list(key, columns, rows, None));
    }
    let open = batches.iter().filter(|batch| batch.difference() != 0).count();
    let said = if open == 0 { "note.account_closes" } else { "note.account_open" };
    report.notes.insert(0, Phrase::key(said).with("count", count(open)));
    report.notes.push(Phrase::key("note.account"));
    report.sources.push(Phrase::key("source.batches"));
    report
}

fn files_section(key: &str, batches: &[&BatchRow]) -> Section {
    let mut columns = vec![
        Column::new("batch", ColumnKind::Text),
        Column::new("file", ColumnKind::Text),
        Column::new("register", ColumnKind::Code("register".into())),
    ];
    columns.extend(
        ["rows_read", "imported", "updated", "duplicates", "rejected", "not_data", "difference"]
            .map(|key| Column::new(key, ColumnKind::Integer).totalled()),
    );
    let row = |batch: &&BatchRow| {
        let texts = [&batch.batch, &batch.file, &batch.register].map(Value::text);
        let (known, refused) = (batch.duplicates, batch.rejected);
        let counts = [batch.read, batch.imported, batch.updated, known, refused, batch.not_data, batch.difference()];
        texts.into_iter().chain(counts.map(Value::Integer)).collect()
    };
    summary(key, columns, batches.iter().map(row).collect())
}

fn kind_of(value: &Value) -> Option<&'static ColumnKind> {
    match value {
        Value::Money(_) => Some(&ColumnKind::Money),
        Value::Integer(_) => Some(&ColumnKind::Integer),
        Value::Quantity(_) => Some(&ColumnKind::Quantity),
        _ => None,
    }
}

fn same_kind(like: &Value, number: i64) -> Value {
    match like {
        Value::Money(_) => Value::Money(crate::model::Paise(number)),
        Value::Quantity(_) => Value::Quantity(number),
        _ => Value::Integer(number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue::Files, model::Paise, reports::Origin};
    use jiff::civil::date;

    #[test]
    fn a_row_without_a_fate_leaves_the_account_open() {
        let ground = Ground::new(&Files::embedded(), date(2026, 3, 31), Origin::default(), "BR").unwrap();
        let mut batch =
            BatchRow { batch: "B0001".into(), read: 10, imported: 5, rejected: 2, not_data: 3, ..BatchRow::default() };
        let sum = SumRow {
            batch: "B0001".into(),
            field: Label { en: "Share capital".into(), hi: "अंशपूंजी".into() },
            place: "Sheet1!D41".into(),
            printed: Value::Money(Paise(10_000)),
            computed: Value::Money(Paise(99_50)),
        };
        let report = build(&[batch.clone()], &[sum], &ground);
        report.check_shape().unwrap();
        assert_eq!(report.notes[0], Phrase::key("note.account_closes").with("count", Value::Integer(0)));
        assert_eq!(report.sections[1].table.rows[0][5], Value::Money(Paise(50)));
        batch.imported = 4;
        let report = build(&[batch], &[], &ground);
        assert_eq!(report.notes[0], Phrase::key("note.account_open").with("count", Value::Integer(1)));
        assert_eq!(report.sections.len(), 1, "no sums, no section of sums");
    }
    #[test]
    fn a_batch_struck_out_again_is_told_but_adds_to_no_total() {
        let ground = Ground::new(&Files::embedded(), date(2026, 3, 31), Origin::default(), "BR").unwrap();
        let batch =
            |id: &str, undone| BatchRow { batch: id.into(), undone, read: 7, imported: 7, ..BatchRow::default() };
        let sum = |id: &str| SumRow {
            batch: id.into(),
            field: Label::default(),
            place: String::new(),
            printed: Value::Empty,
            computed: Value::Integer(40),
        };
        let report = build(&[batch("B0001", true), batch("B0002", false)], &[sum("B0001"), sum("B0002")], &ground);
        report.check_shape().unwrap();
        let [standing, undone, sums] = &report.sections[..] else { panic!("three sections") };
        assert_eq!((standing.table.total(4), undone.key.as_str()), (Some(7), "batches_undone"));
        assert_eq!(undone.table.rows[0][0], Value::text("B0001"));
        assert_eq!((sums.table.rows.len(), &sums.table.rows[0][0]), (1, &Value::text("B0002")));
    }
}
