//! A notice as a letter: number, day, addressee, matter.

use super::{Phrase, Report, ground::Ground};
use crate::model::{Date, Label, Value};

/// What the letter says.
#[derive(Clone, Debug, Default)]
pub struct NoticeLetter {
    /// Identity of the notice; the file is named after it.
    pub id: String,
    /// Its number in the year.
    pub number: String,
    /// Day of issue.
    pub issued_on: Option<Date>,
    /// To whom.
    pub addressee: String,
    /// Where; empty where it is not recorded.
    pub address: String,
    /// Service, number and title of the case; empty where the notice belongs to none.
    pub subject: Label,
    /// What it says.
    pub matter: String,
    /// By when an answer is asked for.
    pub reply_by: Option<Date>,
}

/// Builds the letter.
pub fn build(letter: &NoticeLetter, ground: &Ground) -> Report {
    let mut report = ground.report("notice_letter");
    report.key = format!("{}-{}", report.key, letter.id);
    let day = |day: Option<Date>| day.map_or(Value::Empty, Value::Date);
    let numbered = Phrase::key("note.notice_number").with("number", Value::text(&letter.number));
    report.preamble.push(numbered.with("on", day(letter.issued_on)));
    let to = match letter.address.is_empty() {
        true => letter.addressee.clone(),
        false => format!("{}, {}", letter.addressee, letter.address),
    };
    report.preamble.push(Phrase::key("note.notice_to").with("to", Value::text(&to)));
    if !letter.subject.en.is_empty() {
        let about = |prefix: &str, said: &str| format!("{prefix}: {said}");
        let said = Label { en: about("Subject", &letter.subject.en), hi: about("विषय", &letter.subject.hi) };
        report.preamble.push(Phrase::Both(said));
    }
    report.preamble.push(Phrase::Both(Label { en: letter.matter.clone(), hi: letter.matter.clone() }));
    if letter.reply_by.is_some() {
        report.preamble.push(Phrase::key("note.notice_reply").with("reply_by", day(letter.reply_by)));
    }
    report.signature = Some(Phrase::key("word.signature"));
    report.sources.push(Phrase::key("source.notice_register"));
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue::Files, reports::Origin};

    #[test]
    fn a_letter_says_only_what_is_on_record() {
        let ground = Ground::new(&Files::embedded(), Date::constant(2026, 3, 31), Origin::default(), "BR").unwrap();
        let bare = NoticeLetter { id: "BR-PAT-NT-1".into(), number: "1/2025-26".into(), ..NoticeLetter::default() };
        let whole = NoticeLetter {
            subject: Label { en: "Dispute, 3/2025-26".into(), hi: "विवाद, 3/2025-26".into() },
            reply_by: Some(Date::constant(2026, 4, 15)),
            ..bare.clone()
        };
        let (bare, whole) = (build(&bare, &ground), build(&whole, &ground));
        assert_eq!((bare.preamble.len(), whole.preamble.len()), (3, 5));
        assert_eq!(whole.key, "notice_letter-BR-PAT-NT-1");
        assert!(whole.sections.is_empty() && whole.signature.is_some());
    }
}
