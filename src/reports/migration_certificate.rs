//! The migration certificate of one batch: what was read of a file, what became of it, and the proof that nothing was lost.

use super::{
    Column, ColumnKind, Phrase, Report,
    ground::{Ground, count, list, summary},
};
use crate::model::{Date, Label, Value, date_written};

/// What a certificate says. It is made only when source and register agree.
#[derive(Clone, Debug, Default)]
pub struct Certificate {
    /// Batch, `B0001`.
    pub batch: String,
    /// File as it was named.
    pub file: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Register imported into (stem).
    pub register: String,
    /// Day of the import.
    pub recorded_on: Date,
    /// Officer who imported it.
    pub officer: String,
    /// Row of the day book, and its hash.
    pub day: (i64, String),
    /// Data rows by what became of them: key of `column.<key>`, rows.
    pub rows: Vec<(&'static str, i64)>,
    /// Rejected rows that came back corrected and are in the register.
    pub corrected: i64,
    /// Batches they came back in.
    pub corrections: Vec<String>,
    /// Rows that are no data.
    pub not_data: i64,
    /// Printed totals, and those that hold.
    pub controls: (i64, i64),
    /// Sum of each field of amounts or counts: in the source, in the register.
    pub sums: Vec<(Label, Value, Value)>,
    /// Digest of the entered rows, computed from the source alone and from the register alone.
    pub digest: String,
    /// Rows that are still rejected: place and why, in both languages.
    pub rejected: Vec<(String, Label)>,
}

/// List of names under which a certificate's items are worded: the texts `column.<key>`.
pub const ITEMS: &str = "certificate";
/// The items.
pub const ITEM_KEYS: [&str; 12] = [
    "batch",
    "file",
    "sha256",
    "recorded_on",
    "officer",
    "day_book_row",
    "day_book_hash",
    "digest",
    "imported",
    "updated",
    "duplicates",
    "rejected",
];

/// Builds the certificate.
pub fn build(certificate: &Certificate, ground: &Ground) -> Report {
    let mut report = ground.report("migration_certificate");
    let text = |text: &str| Value::text(text);
    let facts = [
        ("batch", text(&certificate.batch)),
        ("file", text(&certificate.file)),
        ("sha256", text(&certificate.sha256)),
        ("recorded_on", text(&date_written(certificate.recorded_on))),
        ("officer", text(&certificate.officer)),
        ("day_book_row", text(&certificate.day.0.to_string())),
        ("day_book_hash", text(&certificate.day.1)),
        ("digest", text(&certificate.digest)),
    ];
    let rows = facts.into_iter().map(|(key, value)| vec![text(key), value]).collect();
    let named = || ColumnKind::Code(ITEMS.into());
    let columns = vec![Column::new("item", named()), Column::new("value", ColumnKind::Text)];
    report.sections.push(summary("certificate_file", columns, rows));

    let rows = certificate.rows.iter().map(|(key, number)| vec![text(key), Value::Integer(*number)]).collect();
    let columns = vec![Column::new("row_became", named()), Column::new("rows", ColumnKind::Integer).totalled()];
    report.sections.push(summary("certificate_rows", columns, rows));

    for (key, kind) in [
        ("sums_money", ColumnKind::Money),
        ("sums_count", ColumnKind::Integer),
        ("sums_quantity", ColumnKind::Quantity),
    ] {
        let of_kind = |value: &Value| match value {
            Value::Money(_) => kind == ColumnKind::Money,
            Value::Quantity(_) => kind == ColumnKind::Quantity,
            _ => kind == ColumnKind::Integer,
        };
        let mut rows = Vec::new();
        for (field, source, register) in certificate.sums.iter().filter(|(_, source, _)| of_kind(source)) {
            let field = report.say(field.clone());
            rows.push(vec![field, source.clone(), register.clone()]);
        }
        if !rows.is_empty() {
            let columns = vec![
                Column::new("field", ColumnKind::Wording),
                Column::new("in_source", kind.clone()),
                Column::new("in_register", kind.clone()),
            ];
            report.sections.push(summary(key, columns, rows));
        }
    }
    if !certificate.rejected.is_empty() {
        let mut rows = Vec::new();
        for (place, why) in &certificate.rejected {
            let why = report.say(why.clone());
            rows.push(vec![text(place), why]);
        }
        let columns = vec![Column::new("row_place", ColumnKind::Text), Column::new("why", ColumnKind::Wording)];
        report.sections.push(list("certificate_rejected", columns, rows, None));
    }
    report.preamble.push(Phrase::key("note.certificate"));
    let (printed, held) = certificate.controls;
    report.notes.push(
        Phrase::key("note.certificate_totals")
            .with("printed", Value::Integer(printed))
            .with("held", Value::Integer(held))
            .with("not_data", Value::Integer(certificate.not_data)),
    );
    if certificate.corrected > 0 {
        report.notes.push(
            Phrase::key("note.certificate_corrected")
                .with("count", Value::Integer(certificate.corrected))
                .with("batches", Value::text(certificate.corrections.join(", "))),
        );
    }
    if !certificate.rejected.is_empty() {
        report.notes.push(Phrase::key("note.certificate_rejected").with("count", count(certificate.rejected.len())));
    }
    report.sources.push(Phrase::key("source.certificate"));
    report.signature = Some(Phrase::key("word.signature"));
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue::Files, model::Paise, reports::Origin};

    #[test]
    fn a_certificate_says_what_became_of_every_row_and_names_what_is_still_rejected() {
        let ground = Ground::new(&Files::embedded(), Date::constant(2026, 3, 31), Origin::default(), "BR").unwrap();
        let label = |text: &str| Label { en: text.into(), hi: text.into() };
        let mut certificate = Certificate {
            rows: vec![("imported", 5), ("updated", 1), ("duplicates", 2), ("rejected", 1)],
            sums: vec![
                (label("Share capital"), Value::Money(Paise(500)), Value::Money(Paise(500))),
                (label("Members"), Value::Integer(12), Value::Integer(12)),
            ],
            rejected: vec![("Sheet1!61".into(), label("no such date"))],
            ..Certificate::default()
        };
        let report = build(&certificate, &ground);
        report.check_shape().unwrap();
        let keys: Vec<&str> = report.sections.iter().map(|section| section.key.as_str()).collect();
        let all = ["certificate_file", "certificate_rows", "sums_money", "sums_count", "certificate_rejected"];
        assert_eq!((keys.as_slice(), report.sections[1].table.total(1)), (&all[..], Some(9)));
        certificate.rejected.clear();
        let clean = build(&certificate, &ground);
        assert_eq!((clean.sections.len(), clean.notes.len()), (4, 1));
    }
}
