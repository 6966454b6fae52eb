//! Casual vacancies: a seat that fell vacant in the middle of a term, by when and how it is filled.

use super::{BEARERS, ElectionLaw, Term, fault, law::citation, law::in_force, told};
use crate::{
    branches::cases::Law,
    clocks::{Course, due},
    model::{Date, Findings, Label, Line, Moment, NewEntry, SourceKey, Subject, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::ops::ControlFlow;

/// Stem of the register.
pub const VACANCIES: &str = "vacancy";

/// A vacancy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vacancy {
    /// Identity.
    pub id: String,
    /// The society.
    pub society: String,
    /// Code of the post.
    pub post: String,
    /// Code of the seat's category.
    pub category: String,
    /// Code of the reason.
    pub reason: String,
    /// Since when.
    pub vacant_on: Option<Date>,
    /// Days of the term that were left.
    pub left: Option<i64>,
    /// Code of the list `filled_by`; empty while it is open.
    pub filled_by: String,
    /// When it was filled.
    pub filled_on: Option<Date>,
}

/// Vacancies in the order of identities.
pub fn vacancies(register: &dyn ReadRegister, moment: Moment) -> Result<Vec<Vacancy>, RegisterError> {
    let table = register.definition(VACANCIES)?;
    let mut found = Vec::new();
    register.lines(VACANCIES, moment, &mut |line| {
        let value = |key: &str| line.value(table, key);
        let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
        found.push(Vacancy {
            id: line.subject.clone(),
            society: text("society"),
            post: text("post"),
            category: text("seat_category"),
            reason: text("reason"),
            vacant_on: value("vacant_on").and_then(Value::as_date),
            left: value("term_left_days").and_then(Value::as_integer),
            filled_by: text("filled_by"),
            filled_on: value("filled_on").and_then(Value::as_date),
        });
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

/// Days of a term that are left; nothing where its end is not known.
pub(super) fn days_left(on: Date, term_to: Option<Date>) -> Value {
    let days = term_to.and_then(|to| on.until(to).ok()).map(|span| i64::from(span.get_days()).max(0));
    days.map_or(Value::Empty, Value::Integer)
}

/// By when a vacancy is filled, and what that rests on; no day where no limit was sourced.
pub fn due_of(election: &ElectionLaw, law: &Law, act: &str, vacant_on: Date) -> (Option<Date>, Label) {
    let line = election.vacancy(act).and_then(|line| line.due_line.as_deref());
    let Some((limit, _)) = line.and_then(|line| in_force(law, line)) else { return (None, Label::default()) };
    let day = limit.limit.and_then(|limit| due(&limit, &Course::from(vacant_on), &law.calendar));
    (day, limit.rests_on)
}

/// The group of facts of a post stated once more, with some of them anew.
pub(super) fn post_restated<const N: usize>(
    table: &TableDef,
    line: &Line,
    anew: [(&'static str, Value); N],
    on: Date,
) -> NewEntry {
    let kept = ["society", "post", "from", "to", "remarks", "arose_from"];
    let kept = kept.map(|key| (key, line.value(table, key).cloned().unwrap_or(Value::Empty)));
    NewEntry::stating(table, Subject::Known(line.subject.clone()), on, kept.into_iter().chain(anew))
}

/// The entries of a seat that falls vacant: the vacancy, and the end of the post of who left it.
pub fn vacated(
    register: &dyn ReadRegister,
    bearer: &Line,
    (category, reason): (&str, &str),
    (on, term_to): (Date, Option<Date>),
) -> Result<Vec<NewEntry>, RegisterError> {
    let table = register.definition(BEARERS)?;
    let value = |key: &str| bearer.value(table, key).cloned().unwrap_or(Value::Empty);
    let said = [
        ("society", value("society")),
        ("post", value("post")),
        ("seat_category", Value::text(category)),
        ("reason", Value::text(reason)),
        ("vacant_on", Value::Date(on)),
        ("term_left_days", days_left(on, term_to)),
        ("of_bearer", Value::text(&bearer.subject)),
    ];
    let key = SourceKey::named(&["vacancy", &bearer.subject, &on.to_string()]);
    let vacancy = NewEntry::stating(register.definition(VACANCIES)?, Subject::New(key), on, said);
    Ok(vec![vacancy, post_restated(table, bearer, [("to", Value::Date(on))], on)])
}

/// What stands in the way of filling a vacancy so, and what is to be looked at.
pub fn fill_faults(
    vacancy: &Vacancy,
    by: &str,
    on: Date,
    (term, act): (&Term, &str),
    (election, law): (&ElectionLaw, &Law),
) -> (Findings, Findings) {
    let (mut faults, mut warnings) = (Vec::new(), Vec::new());
    let about = &vacancy.id;
    if !vacancy.filled_by.is_empty() {
        let since = vacancy.filled_on.map_or_else(|| "–".to_owned(), |day| day.to_string());
        faults.push(fault("ELE-171", about).with("by", &vacancy.filled_by).with("since", since));
    }
    if let Some(vacant) = vacancy.vacant_on.filter(|vacant| on < *vacant) {
        faults.push(fault("ELE-172", about).with("on", on).with("vacant", vacant));
    }
    if by == "by_election" {
        faults.push(fault("ELE-173", about));
    }
    if by != "nomination" {
        return (faults, warnings);
    }
    let Some(line) = election.vacancy(act) else { return (faults, warnings) };
    let basis = citation(law, &line.nomination_line);
    let span = |from: Date, to: Date| from.until(to).map_or(0, |span| i64::from(span.get_days()));
    let days = term.from.zip(term.to).map(|(from, to)| (span(from, to) + 1, span(on, to)));
    match days {
        // Crosswise: half a term of an odd number of days is no whole number.
        Some((whole, left)) if left * 2 >= whole => {
            let said = if line.binds { fault("ELE-174", about) } else { told("ELE-274", about) };
            let said =
                said.with("left", left).with("whole", whole).with("basis", &basis.en).with("basis_hi", &basis.hi);
            if line.binds { faults.push(said) } else { warnings.push(said) }
        }
        Some(_) => {}
        None => warnings.push(told("ELE-275", about).with("basis", &basis.en).with("basis_hi", &basis.hi)),
    }
    (faults, warnings)
}

/// The entry that fills a vacancy.
pub fn filled(
    register: &dyn ReadRegister,
    vacancy: &str,
    (by, name, order_no): (&str, &str, &str),
    on: Date,
) -> Result<NewEntry, RegisterError> {
    let said = [
        ("filled_by", Value::text(by)),
        ("order_no", Value::text(order_no)),
        ("filled_on", Value::Date(on)),
        ("filled_name", Value::text(name)),
    ];
    Ok(NewEntry::stating(register.definition(VACANCIES)?, Subject::Known(vacancy.to_owned()), on, said))
}

/// The entry of the office bearer a vacancy was filled with.
pub fn seated(
    register: &dyn ReadRegister,
    vacancy: &Vacancy,
    name: &str,
    (on, to): (Date, Option<Date>),
) -> Result<NewEntry, RegisterError> {
    let said = [
        ("society", Value::text(&vacancy.society)),
        ("name", Value::text(name)),
        ("post", Value::text(&vacancy.post)),
        ("from", Value::Date(on)),
        ("to", to.map_or(Value::Empty, Value::Date)),
        ("arose_from", Value::text(&vacancy.id)),
    ];
    let key = SourceKey::named(&["seated", &vacancy.id]);
    Ok(NewEntry::stating(register.definition(BEARERS)?, Subject::New(key), on, said))
}
