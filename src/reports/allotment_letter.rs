//! Letters of an allotment: to each auditor the societies, to each society its auditor; and the worksheet by which a person with a
//! SHA-256 tool repeats the draw of one society.

use super::{
    Phrase, Words,
    letter::{Letter, LetterTable},
};
use crate::model::{Date, Label, Language, Value};

/// What every letter of an order says.
#[derive(Clone, Debug, Default)]
pub struct Ordered {
    /// The office.
    pub office: Label,
    /// Number of the order.
    pub order_no: String,
    /// Its day.
    pub order_on: Option<Date>,
    /// Year audited.
    pub fy: String,
}

/// A society as it stands in a letter.
#[derive(Clone, Debug, Default)]
pub struct LetterSociety {
    /// Name.
    pub name: Label,
    /// Registration number as printed.
    pub reg_no: String,
    /// District.
    pub district: Label,
    /// Category for audit.
    pub category: String,
}

/// An auditor as it stands in a letter.
#[derive(Clone, Debug, Default)]
pub struct LetterAuditor {
    /// Name.
    pub name: Label,
    /// Number on the panel.
    pub panel_no: String,
}

/// A candidate of a worksheet, in ascending order of tickets.
#[derive(Clone, Debug, Default)]
pub struct WorksheetLine {
    /// Identity of the auditor.
    pub auditor: String,
    /// Name.
    pub name: Label,
    /// The ticket.
    pub ticket: String,
    /// Societies (identity, ticket) whose lower tickets filled the room.
    pub filled_by: Vec<(String, String)>,
    /// Is it the one?
    pub chosen: bool,
}

/// The worksheet of one society.
#[derive(Clone, Debug, Default)]
pub struct DrawWorksheet {
    /// The office.
    pub office: Label,
    /// Name of the allotment.
    pub allotment: String,
    /// Day it was made for.
    pub on: Option<Date>,
    /// Identity of the society, the second part of each ticket.
    pub society: String,
    /// Name.
    pub name: Label,
    /// The seed.
    pub seed: String,
    /// Persons with their words and seals; none where the office named the seed.
    pub sealed: Vec<(String, String, String)>,
    /// Those with tickets up to the one chosen.
    pub lines: Vec<WorksheetLine>,
    /// Identities of the others who may take the society; their tickets are higher.
    pub higher: Vec<String>,
}

fn head(words: &Words, office: &Label, on: Option<Date>) -> Letter {
    let language = words.reader().language;
    let of = |key: &str| Phrase::key(&format!("default.{key}"));
    let word = |key: &str| words.text(&format!("default.{key}")).to_owned();
    let day = on.map_or(Value::Empty, Value::Date);
    Letter {
        lang: if language == Language::Hi { "hi" } else { "en" }.into(),
        date: on.map_or_else(|| "1904-01-01".to_owned(), |day| day.to_string()),
        office: words.phrase(&of("office").with("office", Value::text(office.in_language(language)))),
        dated: words.phrase(&of("dated").with("on", day)),
        subject_word: word("subject"),
        references_word: word("references"),
        copies_word: word("copies"),
        page_word: words.text("word.page").to_owned(),
        deva_digits: words.reader().digits == super::Digits::Deva,
        ..Letter::default()
    }
}

fn said(words: &Words, key: &str, about: &Ordered, more: &[(&str, String)]) -> String {
    let day = about.order_on.map_or(Value::Empty, Value::Date);
    let mut phrase = Phrase::key(&format!("allotment.{key}"));
    phrase = phrase.with("order_no", Value::text(&about.order_no)).with("fy", Value::text(&about.fy)).with("on", day);
    for (name, value) in more {
        phrase = phrase.with(name, Value::text(value));
    }
    words.phrase(&phrase)
}

fn letter(words: &Words, about: &Ordered, which: &str, more: &[(&str, String)]) -> Letter {
    let word = |key: &str| words.text(&format!("default.{key}")).to_owned();
    let said = |key: &str| said(words, &format!("{which}.{key}"), about, more);
    let number = Phrase::key("default.number").with("number", Value::text(&about.order_no));
    Letter {
        title: said("title"),
        number: words.phrase(&number),
        to_word: word("to"),
        subject: said("subject"),
        salutation: word("salutation"),
        body: vec![said("body")],
        closing: vec![said("closing")],
        signature: vec![word("seal"), about.office.in_language(words.reader().language).to_owned()],
        footer: said("footer"),
        ..head(words, &about.office, about.order_on)
    }
}

/// To an auditor: the societies allotted.
pub fn to_auditor(about: &Ordered, auditor: &LetterAuditor, societies: &[LetterSociety], words: &Words) -> Letter {
    let language = words.reader().language;
    let name = auditor.name.in_language(language).to_owned();
    let count = words.number(i128::try_from(societies.len()).unwrap_or_default());
    let more = [("name", name.clone()), ("panel_no", auditor.panel_no.clone()), ("count", count)];
    let heading = |key: &str| words.text(&format!("allotment.column.{key}")).to_owned();
    let row = |(no, one): (i128, &LetterSociety)| {
        vec![
            words.number(no),
            one.reg_no.clone(),
            one.name.in_language(language).to_owned(),
            one.district.in_language(language).to_owned(),
            one.category.clone(),
        ]
    };
    let columns = ["no", "reg_no", "society", "district", "category"];
    Letter {
        to: vec![name, said(words, "panel_no", about, &more)],
        table: LetterTable {
            columns: columns.iter().map(|key| (heading(key), *key == "no")).collect(),
            rows: (1..).zip(societies).map(row).collect(),
        },
        ..letter(words, about, "to_auditor", &more)
    }
}

/// To a society: its auditor.
pub fn to_society(about: &Ordered, society: &LetterSociety, auditor: &LetterAuditor, words: &Words) -> Letter {
    let language = words.reader().language;
    let (name, who) = (society.name.in_language(language).to_owned(), auditor.name.in_language(language).to_owned());
    let more = [("name", name.clone()), ("auditor", who.clone()), ("panel_no", auditor.panel_no.clone())];
    let heading = |key: &str| (words.text(&format!("allotment.column.{key}")).to_owned(), false);
    let reg_no = Phrase::key("default.reg_no").with("reg_no", Value::text(&society.reg_no));
    Letter {
        to: vec![
            words.text("default.to_post").to_owned(),
            name,
            words.phrase(&reg_no),
            society.district.in_language(language).to_owned(),
        ],
        table: LetterTable {
            columns: ["auditor", "panel_no", "category"].map(heading).into(),
            rows: vec![vec![who, auditor.panel_no.clone(), society.category.clone()]],
        },
        ..letter(words, about, "to_society", &more)
    }
}

/// The worksheet, on paper.
pub fn worksheet(sheet: &DrawWorksheet, words: &Words) -> Letter {
    let language = words.reader().language;
    let about = Ordered { office: sheet.office.clone(), ..Ordered::default() };
    let name = sheet.name.in_language(language).to_owned();
    let chosen = sheet.lines.iter().find(|line| line.chosen);
    let chosen = chosen.map_or_else(|| "–".to_owned(), |line| line.auditor.clone());
    let more = [
        ("society", sheet.society.clone()),
        ("name", name),
        ("allotment", sheet.allotment.clone()),
        ("seed", sheet.seed.clone()),
        ("auditor", chosen),
        ("higher", if sheet.higher.is_empty() { "–".to_owned() } else { sheet.higher.join(", ") }),
        ("words", sheet.sealed.iter().map(|(_, words, _)| words.as_str()).collect::<Vec<_>>().join("|")),
    ];
    let say = |key: &str| said(words, &format!("worksheet.{key}"), &about, &more);
    let heading = |key: &str| (words.text(&format!("allotment.column.{key}")).to_owned(), false);
    let mut rows = Vec::new();
    for (no, line) in (1_i128..).zip(&sheet.lines) {
        let outcome = match (line.chosen, line.filled_by.is_empty()) {
            (true, _) => say("chosen"),
            (false, false) => say("full"),
            (false, true) => say("no_room"),
        };
        rows.push(vec![words.number(no), sheet.society.clone(), line.auditor.clone(), broken(&line.ticket), outcome]);
        for (society, ticket) in &line.filled_by {
            rows.push(vec![String::new(), society.clone(), line.auditor.clone(), broken(ticket), say("filled")]);
        }
    }
    let seals = sheet
        .sealed
        .iter()
        .map(|(person, words_of, seal)| (format!("{person}:"), format!("{words_of} = {}", broken(seal))));
    let mut grounds: Vec<(String, String)> = seals.collect();
    grounds.push((say("seed_word"), say(if sheet.sealed.is_empty() { "seed_named" } else { "seed_sealed" })));
    grounds.push((say("higher_word"), say("higher")));
    Letter {
        title: say("title"),
        number: sheet.allotment.clone(),
        subject: say("subject"),
        body: vec![say("body")],
        table: LetterTable {
            columns: ["no", "society_id", "auditor_id", "ticket", "outcome"].map(heading).into(),
            rows,
        },
        grounds,
        closing: vec![say("closing")],
        signature: Vec::new(),
        footer: say("footer"),
        ..head(words, &sheet.office, sheet.on)
    }
}

/// A ticket in two halves, so that it fits a column.
fn broken(ticket: &str) -> String {
    match ticket.split_at_checked(32) {
        Some((first, second)) if !second.is_empty() => format!("{first} {second}"),
        _ => ticket.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::Files,
        reports::{Digits, Reader},
    };

    fn words(language: Language) -> Words {
        Words::load(&Files::embedded(), Reader { language, digits: Digits::Latin }).unwrap()
    }
    fn label(text: &str) -> Label {
        Label { en: text.into(), hi: text.into() }
    }

    #[test]
    fn each_letter_names_order_year_and_the_other_side_in_both_languages() {
        let about = Ordered {
            office: label("Patna"),
            order_no: "17/2026".into(),
            order_on: Some(Date::constant(2026, 4, 10)),
            fy: "2025-26".into(),
        };
        let auditor = LetterAuditor { name: label("Invented & Co."), panel_no: "P-7".into() };
        let society =
            LetterSociety { name: label("Rampur PACS"), reg_no: "12/1957".into(), ..LetterSociety::default() };
        for language in [Language::En, Language::Hi] {
            let words = words(language);
            let one = to_auditor(&about, &auditor, &[society.clone(), society.clone()], &words);
            assert_eq!((one.table.rows.len(), one.to[0].as_str()), (2, "Invented & Co."));
            assert!(one.body[0].contains("17/2026") && one.subject.contains("2025-26"), "{one:?}");
            let other = to_society(&about, &society, &auditor, &words);
            assert!(other.table.rows[0].contains(&"Invented & Co.".to_owned()) && other.to.len() >= 3);
            assert!(!format!("{one:?}{other:?}").contains('{'.to_string().repeat(2).as_str()));
        }
        assert_ne!(
            to_society(&about, &society, &auditor, &words(Language::En)).title,
            to_society(&about, &society, &auditor, &words(Language::Hi)).title
        );
    }

    #[test]
    fn a_worksheet_tells_every_ticket_that_decides() {
        let line = |auditor: &str, ticket: char, chosen| WorksheetLine {
            auditor: auditor.into(),
            ticket: ticket.to_string().repeat(64),
            filled_by: if chosen { vec![] } else { vec![("S-9".into(), "0".repeat(64))] },
            chosen,
            ..WorksheetLine::default()
        };
        let sheet = DrawWorksheet {
            society: "S-4".into(),
            seed: "abc".into(),
            sealed: vec![("Asha, ARCS".into(), "neem tree 4711".into(), "f".repeat(64))],
            lines: vec![line("A-2", '1', false), line("A-7", '2', true)],
            higher: vec!["A-3".into()],
            ..DrawWorksheet::default()
        };
        let made = worksheet(&sheet, &words(Language::En));
        assert_eq!(made.table.rows.len(), 3, "two tickets of the society, one that filled a place");
        assert!(made.closing[0].contains("A-7"), "{:?}", made.closing);
        assert!(made.grounds.iter().any(|(_, said)| said.contains("neem tree 4711")));
    }
}
