//! Papers about one society: its certificate of registration, and an extract of the register.

use super::{
    Column, ColumnKind, Phrase, Report, Section,
    ground::{Ground, summary},
};
use crate::model::{Date, Label, Value};

/// What a paper says.
#[derive(Clone, Debug, Default)]
pub struct SocietyPaper {
    /// Name of the society, in both languages as far as recorded.
    pub name: Label,
    /// Registration number as printed.
    pub reg_no: String,
    /// Day of registration.
    pub reg_date: Option<Date>,
    /// The Act it is registered under.
    pub act: Label,
    /// The facts: heading and value in words.
    pub facts: Vec<(Label, Label)>,
    /// Facts that were corrected.
    pub corrections: Vec<Correction>,
    /// What a certificate proves under the Act, with its source; nothing where that was not seen.
    pub proves: Option<Label>,
    /// Row of the day book read up to, and its hash.
    pub day: (i64, String),
    /// The code by which it is checked.
    pub code: String,
}

/// A fact that was corrected, and what the correction rests on.
#[derive(Clone, Debug, Default)]
pub struct Correction {
    /// Heading of the fact.
    pub field: Label,
    /// As it was entered at first.
    pub was: Label,
    /// As it was corrected.
    pub now: Label,
    /// The day of the correction.
    pub on: Option<Date>,
    /// Number of the order, page of the paper register, or reason.
    pub authority: String,
}

/// Builds the certificate of registration.
pub fn certificate(paper: &SocietyPaper, ground: &Ground) -> Report {
    let mut report = build("registration_certificate", paper, ground);
    let named = Phrase::key("note.registered_hereby").with("reg_no", Value::text(&paper.reg_no));
    report.preamble.push(Phrase::Both(paper.name.clone()));
    report.preamble.push(named.with("reg_date", paper.reg_date.map_or(Value::Empty, Value::Date)));
    report.preamble.push(Phrase::Both(paper.act.clone()));
    report.notes.extend(paper.proves.clone().map(Phrase::Both));
    report.notes.push(Phrase::key("note.certificate_unsigned"));
    report.signature = Some(Phrase::key("word.signature"));
    report
}

/// Builds the extract.
pub fn extract(paper: &SocietyPaper, ground: &Ground) -> Report {
    let mut report = build("society_extract", paper, ground);
    report.preamble.push(Phrase::Both(paper.name.clone()));
    report.preamble.push(Phrase::key("note.extract"));
    if !paper.corrections.is_empty() {
        let corrected = corrections(&mut report, &paper.corrections);
        report.sections.push(corrected);
    }
    report.signature = Some(Phrase::key("word.signature"));
    report
}

/// What was corrected stands on the extract: who reads it may have an older one in hand.
fn corrections(report: &mut Report, all: &[Correction]) -> Section {
    let mut rows = Vec::new();
    for one in all {
        let mut row = vec![report.say(one.field.clone()), report.say(one.was.clone()), report.say(one.now.clone())];
        row.push(one.on.map_or(Value::Empty, Value::Date));
        row.push(Value::text(&one.authority));
        rows.push(row);
    }
    let wording = |key: &str| Column::new(key, ColumnKind::Wording);
    let columns = vec![
        wording("item"),
        wording("was"),
        wording("now"),
        Column::new("corrected_on", ColumnKind::Date),
        Column::new("authority", ColumnKind::Text),
    ];
    summary("society_corrections", columns, rows)
}

fn build(key: &str, paper: &SocietyPaper, ground: &Ground) -> Report {
    let mut report = ground.report(key);
    let mut rows = Vec::new();
    for (heading, value) in &paper.facts {
        let heading = report.say(heading.clone());
        rows.push(vec![heading, report.say(value.clone())]);
    }
    let columns = vec![Column::new("item", ColumnKind::Wording), Column::new("value", ColumnKind::Wording)];
    report.sections.push(summary("society_facts", columns, rows));
    let code = Phrase::key("note.verification").with("code", Value::text(&paper.code));
    let code = code.with("row", Value::Integer(paper.day.0)).with("hash", Value::text(&paper.day.1));
    report.notes.push(code);
    report.sources.push(Phrase::key("source.society_register"));
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue::Files, reports::Origin};

    #[test]
    fn a_paper_has_its_facts_its_code_and_somebody_who_signs() {
        let ground = Ground::new(&Files::embedded(), Date::constant(2026, 3, 31), Origin::default(), "BR").unwrap();
        let label = |text: &str| Label { en: text.into(), hi: text.into() };
        let paper = SocietyPaper {
            name: label("Maner Dairy"),
            facts: vec![(label("Class"), label("Dairy")), (label("Area"), label("Maner"))],
            proves: Some(label("conclusive")),
            code: "BR-PAT-S-1.3.20260331.ABCDEFGHJKLM".into(),
            corrections: vec![Correction {
                field: label("Registered on"),
                was: label("12-03-1975"),
                now: label("12-03-1957"),
                authority: "book 3 p. 41".into(),
                ..Correction::default()
            }],
            ..SocietyPaper::default()
        };
        let extract_of = extract(&paper, &ground);
        assert_eq!(extract_of.sections[1].table.rows[0][4], Value::text("book 3 p. 41"));
        for report in [certificate(&paper, &ground), extract(&paper, &ground)] {
            report.check_shape().unwrap();
            assert_eq!((report.sections[0].table.rows.len(), report.signature.is_some()), (2, true));
            let code = |note: &Phrase| matches!(note, Phrase::Key(_, args) if args.iter().any(|(_, v)| *v == Value::text(&paper.code)));
            assert!(report.notes.iter().any(code));
        }
        assert_eq!(certificate(&paper, &ground), certificate(&paper, &ground), "the same facts, the same sheet");
    }
}
