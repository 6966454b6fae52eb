//! Notices on missing annual returns as the letters that go out, made from the register again whenever they are wanted.

use super::{
    CommandError, Console, Exit, Office,
    defaults::DefaultDesk,
    desk,
    listing::date_written,
    shared::{make_letters, report_words},
};
use crate::{
    branches::{
        cases::Case,
        defaults::{Cited, Facts, ISSUE, issued_facts},
        notices::Notice,
        returns::{DueDays, extension::Whom},
    },
    catalogue::{Level, Places},
    model::{Label, Moment, Value},
    register::{ReadRegister, Register},
    reports::{
        Phrase, Words,
        default_notice::{DefaultNotice, Earlier, MissingReturn, build},
        letter::{Letter, apart, bundled},
    },
};
use std::{collections::BTreeMap, path::PathBuf};

/// What letters are made with.
pub struct LetterDesk<'o> {
    desk: &'o DefaultDesk<'o>,
    register: &'o Register,
    places: Places,
    acts: BTreeMap<String, Label>,
    office: Label,
    words: Words,
    /// Notices by case and number: two offices of a merged register give the same numbers.
    by_number: BTreeMap<(&'o str, String), &'o Notice>,
}

impl<'o> LetterDesk<'o> {
    /// In the reader's language.
    pub fn of(
        office: &'o Office,
        console: &Console,
        register: &'o Register,
        desk: &'o DefaultDesk<'o>,
    ) -> Result<Self, CommandError> {
        let by_number = desk.notices.iter().map(|notice| ((notice.case.as_str(), notice.number()), notice)).collect();
        Ok(Self {
            desk,
            register,
            places: Places::load(office.files())?,
            acts: desk::code_words(office, "act")?,
            office: office.name()?,
            words: report_words(office, console),
            by_number,
        })
    }

    /// What a notice of a case says, with these facts.
    pub fn notice(&self, notice: &Notice, case: &Case, facts: &Facts) -> Result<DefaultNotice, CommandError> {
        let on = notice.issued_on.unwrap_or_default();
        let moment = Moment::on(on);
        let table = self.register.definition("society")?;
        let society = case.society.as_deref().unwrap_or_default();
        let line = self.register.line("society", society, moment)?;
        let value = |key: &str| line.as_ref().and_then(|line| line.value(table, key));
        let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default();
        let law = self.desk.counter(self.register, on).law_of(case).unwrap_or_default().to_owned();
        let mut whom = line.as_ref().map(|line| Whom::of(table, line)).unwrap_or_default();
        if whom.act.is_empty() {
            whom.act.clone_from(&law);
        }
        let mut days = DueDays::read(self.register, &self.desk.book, moment)?;
        let (mut missing, mut due_basis) = (Vec::new(), Vec::new());
        for missed in &facts.0 {
            let due = days.of(&whom, missed.fy);
            if let Some(figure) = &due.basis {
                let basis = Label {
                    en: figure.origin(crate::model::Language::En),
                    hi: figure.origin(crate::model::Language::Hi),
                };
                if !due_basis.contains(&basis) {
                    due_basis.push(basis);
                }
            }
            missing.push(MissingReturn {
                fy: missed.fy.to_string(),
                due_on: Some(missed.due_on),
                days_late: missed.days_late(on),
                order_no: due.extended.map(|extended| extended.order_no).unwrap_or_default(),
            });
        }
        let number = notice.number();
        let stage = stage_of(case, &number);
        let of_act = self.desk.ladder.law(&law);
        let stage_no = self.desk.service.stage(&stage);
        let step = stage_no.and_then(|no| self.desk.ladder.step_into(&self.desk.service, no));
        let cited = |all: Vec<Cited>| all.into_iter().map(|one| (one.place, one.says)).collect();
        Ok(DefaultNotice {
            issued_on: notice.issued_on,
            office: self.office.clone(),
            society: Label::either(Some(text("name_hi")), Some(text("name_en"))),
            reg_no: text("reg_no").to_owned(),
            address: address(&self.places, &text, &|key: &str| value(key).and_then(Value::as_integer)),
            act: self.acts.get(&law).cloned().unwrap_or_default(),
            missing,
            reply_by: notice.reply_by,
            earlier: self.earlier(case, &number),
            duty: cited(of_act.duty),
            consequence: cited(of_act.consequence),
            compared: cited(of_act.compared),
            due_basis,
            copies: step.map(|step| step.copies.clone()).unwrap_or_default(),
            case: case.number.clone(),
            number,
            stage,
        })
    }

    /// Notices of the case before this one, with their service.
    fn earlier(&self, case: &Case, number: &str) -> Vec<Earlier> {
        let numbers = case.events.iter().filter(|event| event.act == ISSUE).map(|event| &event.remark);
        let before = numbers.take_while(|one| *one != number);
        let known = before.filter_map(|one| self.by_number.get(&(case.id.as_str(), one.clone())));
        let told = |notice: &&Notice| Earlier {
            number: notice.number(),
            issued_on: notice.issued_on,
            served_on: notice.served_on,
        };
        known.map(told).collect()
    }

    /// The letter.
    pub fn letter(&self, said: &DefaultNotice) -> Letter {
        build(said, &self.words)
    }

    /// What the register of notices keeps of it.
    pub fn matter(&self, said: &DefaultNotice) -> String {
        let each = said.missing.iter().map(|one| {
            let phrase = Phrase::key("default.matter_year").with("fy", Value::text(&one.fy));
            let phrase = phrase.with("due", one.due_on.map_or(Value::Empty, Value::Date));
            self.words.phrase(&phrase.with("days", Value::Integer(one.days_late)))
        });
        let missing = each.collect::<Vec<_>>().join(", ");
        let title = self.words.text(&format!("default.{}.title", said.stage)).to_owned();
        let phrase = Phrase::key("default.matter").with("title", Value::text(title));
        self.words.phrase(&phrase.with("missing", Value::text(missing)))
    }
}

/// Village, panchayat, block and district, as far as recorded. Where the society sits is public; who runs it is not named.
pub fn address<'t>(places: &Places, text: &dyn Fn(&str) -> &'t str, code: &dyn Fn(&str) -> Option<i64>) -> Label {
    let (mut en, mut hi): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for key in ["village", "panchayat"] {
        let said = text(key);
        if !said.is_empty() && !hi.iter().any(|known| known == said) {
            en.push(said.to_owned());
            hi.push(said.to_owned());
        }
    }
    for (key, level, en_word, hi_word) in
        [("block", Level::Block, "Block", "प्रखंड"), ("district", Level::District, "District", "जिला")]
    {
        if let Some(place) = code(key).and_then(|code| places.get(level, code)) {
            let name = place.label();
            en.push(format!("{en_word} {}", name.en));
            hi.push(format!("{hi_word} {}", name.hi));
        }
    }
    Label { en: en.join(", "), hi: hi.join(", ") }
}

/// The stage a notice was issued in.
fn stage_of(case: &Case, number: &str) -> String {
    let event = case.events.iter().find(|event| event.act == ISSUE && event.remark == number);
    event.map(|event| event.stage.clone()).unwrap_or_default()
}

/// Prints notices: a file each, or all in one. With `--dry-run` nothing is printed.
pub fn print(
    office: &Office,
    console: &mut Console,
    letters: &LetterDesk<'_>,
    (notices, bundle): (&[&Notice], bool),
) -> Result<Vec<PathBuf>, CommandError> {
    let named = office.globals().output.as_ref().filter(|path| path.extension().is_some_and(|end| end == "pdf"));
    if let Some(path) = named.filter(|path| !path.is_dir() && !bundle && notices.len() > 1) {
        return Err(CommandError::new(Exit::Arguments, "error.defaulter.several")
            .with("count", notices.len())
            .with("path", path.display()));
    }
    let cases: BTreeMap<&str, &Case> = letters.desk.cases.iter().map(|case| (case.id.as_str(), case)).collect();
    let mut made = Vec::with_capacity(notices.len());
    for notice in notices {
        let Some(case) = cases.get(notice.case.as_str()) else { continue };
        let said = letters.notice(notice, case, &issued_facts(letters.register, notice)?)?;
        made.push((format!("default_notice-{}", notice.id), letters.letter(&said)));
    }
    if made.is_empty() {
        return Ok(Vec::new());
    }
    let day = notices.iter().filter_map(|notice| notice.issued_on).max().map(date_written).unwrap_or_default();
    let files = match bundle {
        true => bundled(&format!("default_notices-{day}"), made.into_iter().map(|(_, letter)| letter).collect()),
        false => apart(made),
    };
    make_letters(office, console, files)
}
