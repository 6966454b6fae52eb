//! The order of an inspection or inquiry with its notice to the society, as the letter that goes out.

use super::{
    Phrase, Words,
    letter::{Letter, LetterTable},
};
use crate::model::{Date, Label, Language, Value};

/// What the letter says.
#[derive(Clone, Debug, Default)]
pub struct InspectionOrder {
    /// Order number.
    pub order_no: String,
    /// Its day.
    pub order_on: Option<Date>,
    /// The office.
    pub office: Label,
    /// Name of the society.
    pub society: Label,
    /// Its registration number.
    pub reg_no: String,
    /// Where it sits, as far as recorded.
    pub address: Label,
    /// Code of the kind: its words are `inspection.<kind>.…`.
    pub kind: String,
    /// Ground in words.
    pub ground: Label,
    /// Who inspects; empty where nobody is named yet.
    pub officer: String,
    /// Period covered.
    pub period: String,
    /// The day of the visit, where a notice set it.
    pub visit_on: Option<Date>,
    /// By when the report comes.
    pub due_on: Option<Date>,
    /// The Act in words; empty where none is recorded.
    pub act: Label,
    /// Section as recorded; empty where none is.
    pub section: String,
    /// Clock line of the Act with how it was seen.
    pub basis: Option<Label>,
    /// What is to be kept ready: what is looked at, what proves it.
    pub records: Vec<(Label, Label)>,
    /// Identity of the case.
    pub case: String,
}

/// The letter in the reader's language.
pub fn build(order: &InspectionOrder, words: &Words) -> Letter {
    let language = words.reader().language;
    let said = |label: &Label| label.in_language(language).to_owned();
    let word = |key: &str| words.text(&format!("default.{key}")).to_owned();
    let day = |day: Option<Date>| day.map_or(Value::Text("–".into()), Value::Date);
    let text = |text: &str| if text.is_empty() { Value::text("–") } else { Value::text(text) };
    let filled = |phrase: Phrase| words.phrase(&phrase);
    let of = |key: &str| {
        let phrase = Phrase::key(&format!("inspection.{key}")).with("name", text(&said(&order.society)));
        let phrase = phrase.with("reg_no", text(&order.reg_no)).with("officer", text(&order.officer));
        let phrase = phrase.with("ground", text(&said(&order.ground))).with("period", text(&order.period));
        let phrase = phrase.with("act", text(&said(&order.act))).with("section", text(&order.section));
        phrase.with("visit", day(order.visit_on)).with("due", day(order.due_on)).with("case", text(&order.case))
    };
    let shared = |key: &str| Phrase::key(&format!("default.{key}"));
    let kind = |key: &str| filled(of(&format!("{}.{key}", order.kind)));
    let to = [
        word("to_post"),
        said(&order.society),
        filled(shared("reg_no").with("reg_no", text(&order.reg_no))),
        said(&order.address),
    ];
    let mut body = vec![kind("body")];
    body.push(filled(of(if order.officer.is_empty() { "no_officer" } else { "officer" })));
    if !order.period.is_empty() {
        body.push(filled(of("period")));
    }
    body.push(filled(of(if order.visit_on.is_some() { "visit" } else { "visit_undated" })));
    let mut grounds = vec![(
        words.text("inspection.law").to_owned(),
        filled(of(match (order.act.en.is_empty(), order.section.is_empty()) {
            (true, _) => "no_act",
            (false, true) => "no_section",
            (false, false) => "section",
        })),
    )];
    if let Some(basis) = &order.basis {
        grounds.push((words.text("inspection.clock").to_owned(), said(basis)));
    }
    let closing = if order.due_on.is_some() {
        vec![filled(of("due")), filled(of("closing"))]
    } else {
        vec![filled(of("closing"))]
    };
    Letter {
        lang: if language == Language::Hi { "hi" } else { "en" }.into(),
        date: order.order_on.map_or_else(|| "1904-01-01".to_owned(), |day| day.to_string()),
        office: filled(shared("office").with("office", text(&said(&order.office)))),
        title: kind("title"),
        number: filled(shared("number").with("number", text(&order.order_no))),
        dated: filled(shared("dated").with("on", day(order.order_on))),
        to_word: word("to"),
        to: to.into_iter().filter(|line| !line.is_empty()).collect(),
        subject_word: word("subject"),
        subject: kind("subject"),
        references_word: word("references"),
        references: Vec::new(),
        salutation: word("salutation"),
        body,
        table: table(&order.records, words),
        grounds,
        closing,
        signature: vec![word("seal"), said(&order.office)],
        copies_word: word("copies"),
        copies: if order.officer.is_empty() { Vec::new() } else { vec![filled(of("copy_officer"))] },
        footer: filled(of("footer").with("number", text(&order.order_no))),
        page_word: words.text("word.page").to_owned(),
        deva_digits: words.reader().digits == super::Digits::Deva,
    }
}

fn table(records: &[(Label, Label)], words: &Words) -> LetterTable {
    let language = words.reader().language;
    let heading = |key: &str| words.text(&format!("inspection.column.{key}")).to_owned();
    let row = |(no, (what, proof)): (usize, &(Label, Label))| {
        let no = words.number(i128::try_from(no + 1).unwrap_or_default());
        vec![no, what.in_language(language).to_owned(), proof.in_language(language).to_owned()]
    };
    LetterTable {
        columns: vec![(heading("no"), true), (heading("what"), false), (heading("proof"), false)],
        rows: records.iter().enumerate().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::Files,
        reports::{Digits, Reader},
    };

    #[test]
    fn an_order_names_its_law_as_unverified_and_leaves_no_word_unfilled() {
        let label = |text: &str| Label { en: text.into(), hi: text.into() };
        for language in [Language::En, Language::Hi] {
            let words = Words::load(&Files::embedded(), Reader { language, digits: Digits::Latin }).unwrap();
            for kind in ["inspection", "inquiry"] {
                for (officer, act, section) in [("", "", ""), ("A", "An Act", ""), ("A", "An Act", "36")] {
                    let order = InspectionOrder {
                        kind: kind.into(),
                        order_no: "N/1".into(),
                        society: label("Rampur PACS"),
                        officer: officer.into(),
                        act: label(act),
                        section: section.into(),
                        visit_on: Some(Date::constant(2025, 6, 10)).filter(|_| !officer.is_empty()),
                        records: vec![(label("cash"), label("cash book"))],
                        ..InspectionOrder::default()
                    };
                    let letter = build(&order, &words);
                    let mut all = vec![&letter.title, &letter.subject, &letter.footer];
                    all.extend(
                        letter.body.iter().chain(&letter.closing).chain(letter.grounds.iter().map(|(_, said)| said)),
                    );
                    assert!(all.iter().all(|text| !text.contains("inspection.") && !text.contains('{')), "{all:?}");
                    let unverified =
                        if language == Language::En { "unverified" } else { "असत्यापित" };
                    assert!(letter.grounds[0].1.contains(unverified), "{:?}", letter.grounds);
                    assert_eq!(letter.copies.is_empty(), officer.is_empty());
                    assert_eq!(letter.table.rows, [["1", "cash", "cash book"]]);
                }
            }
        }
    }
}
