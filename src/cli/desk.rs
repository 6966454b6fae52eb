//! What people call a society, turned into its identity.

use super::{CommandError, Exit, Office};
use crate::{
    branches::returns,
    catalogue::{Files, How, Level, PlaceMatch, Places, ReturnFields},
    cleaning::Codes,
    model::{Label, Language, Moment, TableDef, Value},
    register::ReadRegister,
    rules::{OfficeFigures, Rulebook},
};
use std::{collections::BTreeMap, ops::ControlFlow};

/// The rules of the return with the office's own figures, less those it withdrew by order; exit 4 when the catalogue or the settings are wrong.
pub fn rulebook(office: &Office) -> Result<Rulebook, CommandError> {
    rulebook_of(office, office.files())
}

/// The same of another catalogue: what an office set or withdrew holds there too.
pub fn rulebook_of(office: &Office, files: &Files) -> Result<Rulebook, CommandError> {
    let book = returns::rulebook(files)?;
    if office.settings_if_any()?.is_none() {
        return Ok(book);
    }
    let figures = office_figures(office, &book.fields)?;
    let mut book = book.with_office(figures);
    // A register of an earlier program has no withdrawals.
    if let Some(register) = office.register_if_current()? {
        book.withdrawals = returns::withdrawals(&register, office.moment()?)?;
    }
    Ok(book)
}

/// The figures the office sets itself, none without one; exit 4 when they are wrong.
pub fn office_figures(office: &Office, fields: &ReturnFields) -> Result<OfficeFigures, CommandError> {
    let Some(settings) = office.settings_if_any()? else { return Ok(OfficeFigures::default()) };
    OfficeFigures::read(&settings.params, fields).map_err(|faults| {
        CommandError::new(Exit::Configuration, "error.settings.params").with("count", faults.len()).details(&faults)
    })
}

/// A register by its stem; exit 5 where there is none of that name.
pub fn table<'a>(office: &'a Office, name: &str) -> Result<&'a TableDef, CommandError> {
    office.tables().get(name).ok_or_else(|| {
        let known: Vec<&str> = office.tables().0.keys().map(String::as_str).collect();
        CommandError::not_found("error.desk.register").with("name", name).with("known", known.join(", "))
    })
}

/// The one district of a name, in either script, or of a code; exit 5 for none or several.
pub fn district(places: &Places, name: &str) -> Result<i64, CommandError> {
    match places.find(Level::District, name, None) {
        PlaceMatch::One(code, _) => Ok(code),
        PlaceMatch::Several(codes) => {
            let line = |code: &i64| {
                places.get(Level::District, *code).map_or(String::new(), |place| format!("{code}  {}", place.name_en))
            };
            Err(CommandError::not_found("error.place.several").with("name", name).details(codes.iter().map(line)))
        }
        PlaceMatch::None => Err(CommandError::not_found("error.place.no_district").with("name", name)),
    }
}

/// LGD code of a district by its name or a spelling seen, in the state of `home` first; a mere likeness is not enough.
pub fn district_near(places: &Places, name: &str, home: Option<i64>) -> Option<i64> {
    let state = home.and_then(|home| places.get(Level::District, home)).and_then(|place| place.parent);
    let find = |parent: Option<i64>| match places.find(Level::District, name, parent) {
        PlaceMatch::One(code, How::Exact | How::Variant) => Some(code),
        _ => None,
    };
    state.and_then(|state| find(Some(state))).or_else(|| find(None))
}

/// Name of a district in the reader's language, else its code.
pub fn district_name(places: &Places, code: i64, language: Language) -> String {
    let name = places.get(Level::District, code).map(|place| match language {
        Language::Hi => &place.name_hi,
        Language::En => &place.name_en,
    });
    name.filter(|name| !name.is_empty()).cloned().unwrap_or_else(|| code.to_string())
}

/// Wordings of a closed list, by code.
pub fn code_words(office: &Office, list: &str) -> Result<BTreeMap<String, Label>, CommandError> {
    let codes = Codes::load(office.files())?;
    Ok(codes.all(list).map(|(code, label)| (code.to_owned(), label.clone())).collect())
}

/// The identity a person means: itself, a registration number as printed, or a name; exit 5 for none or several.
pub fn subject(
    register: &dyn ReadRegister,
    table: &TableDef,
    asked: &str,
    moment: Moment,
) -> Result<String, CommandError> {
    if register.entries(&table.name, asked)?.iter().any(|entry| moment.knows(entry.recorded_at)) {
        return Ok(asked.to_owned());
    }
    // A registration number is found by its index, without reading a state's societies.
    if let Some(field) = table.field("reg_no") {
        let lines = register.find_by(&table.name, &field.key, &Value::text(asked), moment)?;
        if let [only] = &lines[..] {
            return Ok(only.subject.clone());
        }
    }
    let named: Vec<u16> =
        ["reg_no", "panel_no", "name_hi", "name_en", "name"].iter().filter_map(|key| table.field_no(key)).collect();
    let mut exact = Vec::new();
    let mut within = Vec::new();
    register.lines(&table.name, moment, &mut |line| {
        let texts = named.iter().filter_map(|no| line.values.get(usize::from(*no)).and_then(Value::as_text));
        for text in texts {
            if text == asked {
                exact.push((line.subject.clone(), text.to_owned()));
            } else if text.contains(asked) && within.len() < MOST_SHOWN {
                within.push((line.subject.clone(), text.to_owned()));
            }
        }
        ControlFlow::Continue(())
    })?;
    exact.dedup_by(|a, b| a.0 == b.0);
    within.dedup_by(|a, b| a.0 == b.0);
    let candidates = if exact.is_empty() { within } else { exact };
    match &candidates[..] {
        [(only, _)] => Ok(only.clone()),
        [] => Err(CommandError::not_found("error.desk.subject").with("asked", asked).with("register", &table.name)),
        several => {
            let lines = several.iter().take(MOST_SHOWN).map(|(id, text)| format!("{id}  {text}"));
            Err(CommandError::not_found("error.desk.several")
                .with("asked", asked)
                .with("count", several.len())
                .details(lines))
        }
    }
}

const MOST_SHOWN: usize = 20;
