//! A notice on missing annual returns, as the letter that goes out.

use super::{
    Phrase, Words,
    letter::{Letter, LetterTable},
};
use crate::model::{Date, Label, Language, Value};

/// A return that is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MissingReturn {
    /// Its year.
    pub fy: String,
    /// The last day for filing.
    pub due_on: Option<Date>,
    /// Days past it on the day of the notice.
    pub days_late: i64,
    /// Order that extended the last day; empty where none did.
    pub order_no: String,
}

/// A notice that went before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Earlier {
    /// Its number.
    pub number: String,
    /// Its day.
    pub issued_on: Option<Date>,
    /// The day of its service, where it is recorded.
    pub served_on: Option<Date>,
}

/// What the letter says.
#[derive(Clone, Debug, Default)]
pub struct DefaultNotice {
    /// Its number in the year.
    pub number: String,
    /// Day of issue.
    pub issued_on: Option<Date>,
    /// Code of the stage it belongs to: its words are `default.<stage>.…`.
    pub stage: String,
    /// The office.
    pub office: Label,
    /// Name of the society.
    pub society: Label,
    /// Its registration number.
    pub reg_no: String,
    /// Village, panchayat, block, district, as far as recorded.
    pub address: Label,
    /// Name of the Act of the society; empty where none is recorded.
    pub act: Label,
    /// What is missing.
    pub missing: Vec<MissingReturn>,
    /// By when it is asked for.
    pub reply_by: Option<Date>,
    /// Notices before it.
    pub earlier: Vec<Earlier>,
    /// Sections: place and what they say.
    pub duty: Vec<(Label, Label)>,
    /// Likewise.
    pub consequence: Vec<(Label, Label)>,
    /// Likewise: no law of the society.
    pub compared: Vec<(Label, Label)>,
    /// Where the last days come from.
    pub due_basis: Vec<Label>,
    /// Who gets a copy.
    pub copies: Vec<Label>,
    /// Number of the case.
    pub case: String,
}

/// The letter in the reader's language.
pub fn build(notice: &DefaultNotice, words: &Words) -> Letter {
    let language = words.reader().language;
    let said = |label: &Label| label.in_language(language).to_owned();
    let word = |key: &str| words.text(&format!("default.{key}")).to_owned();
    let name = said(&notice.society);
    let years: Vec<&str> = notice.missing.iter().map(|one| one.fy.as_str()).collect();
    let day = |day: Option<Date>| day.map_or(Value::Empty, Value::Date);
    let text = |text: &str| if text.is_empty() { Value::text("–") } else { Value::text(text) };
    let filled = |phrase: Phrase| words.phrase(&phrase);
    let of = |key: &str| Phrase::key(&format!("default.{key}"));
    let of_stage = |key: &str| {
        let phrase = of(&format!("{}.{key}", notice.stage)).with("name", text(&name));
        let phrase = phrase.with("reg_no", text(&notice.reg_no)).with("years", Value::text(years.join(", ")));
        filled(phrase.with("reply_by", day(notice.reply_by)))
    };
    let reference = |earlier: &Earlier| {
        let key = if earlier.served_on.is_some() { "reference_served" } else { "reference" };
        let phrase = of(key).with("number", text(&earlier.number)).with("on", day(earlier.issued_on));
        filled(phrase.with("served", day(earlier.served_on)))
    };
    let to = [
        word("to_post"),
        name.clone(),
        filled(of("reg_no").with("reg_no", text(&notice.reg_no))),
        said(&notice.address),
    ];
    let closing = if notice.reply_by.is_some() { "closing" } else { "closing_undated" };
    let office = filled(of("office").with("office", text(&said(&notice.office))));
    Letter {
        lang: if language == Language::Hi { "hi" } else { "en" }.into(),
        date: notice.issued_on.map_or_else(|| "1904-01-01".to_owned(), |day| day.to_string()),
        title: of_stage("title"),
        number: filled(of("number").with("number", text(&notice.number))),
        dated: filled(of("dated").with("on", day(notice.issued_on))),
        to_word: word("to"),
        to: to.into_iter().filter(|line| !line.is_empty()).collect(),
        subject_word: word("subject"),
        subject: of_stage("subject"),
        references_word: word("references"),
        references: notice.earlier.iter().map(reference).collect(),
        salutation: word("salutation"),
        body: vec![of_stage("body")],
        table: table(&notice.missing, words),
        grounds: grounds(notice, words),
        closing: vec![of_stage(closing)],
        signature: vec![word("seal"), said(&notice.office)],
        copies_word: word("copies"),
        copies: notice.copies.iter().map(said).collect(),
        footer: filled(
            of("footer")
                .with("number", text(&notice.number))
                .with("case", text(&notice.case))
                .with("on", day(notice.issued_on)),
        ),
        page_word: words.text("word.page").to_owned(),
        deva_digits: words.reader().digits == super::Digits::Deva,
        office,
    }
}

fn table(missing: &[MissingReturn], words: &Words) -> LetterTable {
    let heading = |key: &str| words.text(&format!("default.column.{key}")).to_owned();
    let extended = missing.iter().any(|one| !one.order_no.is_empty());
    let mut columns =
        vec![(heading("no"), true), (heading("year"), false), (heading("due"), false), (heading("late"), true)];
    if extended {
        columns.push((heading("order"), false));
    }
    let row = |(no, one): (usize, &MissingReturn)| {
        let mut row = vec![
            words.number(i128::try_from(no + 1).unwrap_or_default()),
            words.digits(one.fy.clone()),
            one.due_on.map_or_else(|| "–".to_owned(), |day| words.date(day)),
            words.number(i128::from(one.days_late)),
        ];
        if extended {
            row.push(if one.order_no.is_empty() { "–".to_owned() } else { one.order_no.clone() });
        }
        row
    };
    LetterTable { columns, rows: missing.iter().enumerate().map(row).collect() }
}

/// What it rests on, each with how it was seen; what was not seen is said to be unverified.
fn grounds(notice: &DefaultNotice, words: &Words) -> Vec<(String, String)> {
    let language = words.reader().language;
    let heading = |key: &str| words.text(&format!("default.{key}")).to_owned();
    let act = match notice.act.en.is_empty() {
        true => words.text("default.no_act").to_owned(),
        false => notice.act.in_language(language).to_owned(),
    };
    let cited = |(place, says): &(Label, Label)| {
        let phrase = Phrase::key("default.cited").with("place", Value::text(place.in_language(language)));
        words.phrase(&phrase.with("says", Value::text(says.in_language(language))))
    };
    let mut grounds = Vec::new();
    for (key, sections) in [("duty", &notice.duty), ("consequence", &notice.consequence)] {
        if sections.is_empty() {
            let unseen = Phrase::key(&format!("default.unseen_{key}")).with("act", Value::text(&act));
            grounds.push((heading(key), words.phrase(&unseen)));
        }
        grounds.extend(sections.iter().map(|section| (heading(key), cited(section))));
    }
    grounds.extend(notice.due_basis.iter().map(|basis| (heading("due"), basis.in_language(language).to_owned())));
    grounds.extend(notice.compared.iter().map(|section| (heading("compared"), cited(section))));
    grounds
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::Files,
        reports::{Digits, Reader},
    };

    fn notice() -> DefaultNotice {
        let label = |text: &str| Label { en: text.into(), hi: text.into() };
        DefaultNotice {
            number: "3/2025-26".into(),
            issued_on: Some(Date::constant(2025, 11, 3)),
            stage: "first_notice".into(),
            society: label("Rampur PACS"),
            reg_no: "12/1957".into(),
            act: label("An Act"),
            missing: vec![MissingReturn {
                fy: "2024-25".into(),
                due_on: Some(Date::constant(2025, 9, 30)),
                days_late: 34,
                order_no: String::new(),
            }],
            reply_by: Some(Date::constant(2025, 11, 18)),
            ..DefaultNotice::default()
        }
    }

    #[test]
    fn every_stage_has_its_words_and_what_was_not_seen_is_said_so() {
        for language in [Language::En, Language::Hi] {
            let words = Words::load(&Files::embedded(), Reader { language, digits: Digits::Latin }).unwrap();
            for stage in ["first_notice", "show_cause", "action"] {
                for reply_by in [notice().reply_by, None] {
                    let letter = build(&DefaultNotice { stage: stage.into(), reply_by, ..notice() }, &words);
                    let all = [&letter.title, &letter.subject, &letter.body[0], &letter.closing[0], &letter.footer];
                    assert!(all.iter().all(|text| !text.contains("default.") && !text.contains('{')), "{all:?}");
                    assert!(letter.subject.contains("2024-25") && letter.body[0].contains("12/1957"));
                    assert_eq!(letter.closing[0].contains("18-11-2025"), reply_by.is_some());
                }
            }
            let letter = build(&notice(), &words);
            assert_eq!(letter.table.rows, [["1", "2024-25", "30-09-2025", "34"]]);
            let unverified = if language == Language::En { "unverified" } else { "असत्यापित" };
            assert_eq!(letter.grounds.iter().filter(|(_, said)| said.contains(unverified)).count(), 2);
        }
    }

    #[test]
    fn an_extended_day_names_its_order_and_an_earlier_notice_its_service() {
        let words = Words::load(&Files::embedded(), Reader { language: Language::En, digits: Digits::Latin }).unwrap();
        let mut notice = notice();
        notice.missing[0].order_no = "7/2025".into();
        let day = Date::constant(2025, 10, 5);
        notice.earlier.push(Earlier { number: "1/2025-26".into(), issued_on: Some(day), served_on: Some(day) });
        let letter = build(&notice, &words);
        assert_eq!(letter.table.rows[0].last().map(String::as_str), Some("7/2025"));
        assert!(letter.references[0].contains("served on 05-10-2025"), "{:?}", letter.references);
    }
}
