//! Stays: what a court or authority has forbidden, in a case or of a society, until it is lifted by order. The one way a stay
//! binds any service: its acts say what they touch, a stay says what it forbids, the gate holds one against the other.

use super::{
    case::{Case, listed},
    service::{ActDef, Service},
};
use crate::{
    model::{Date, Line, Moment, NewEntry, SourceKey, Subject, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::ops::ControlFlow;

/// Stem of the register of stays.
pub const STAYS: &str = "stay";

/// What a stay forbids altogether; other codes of the list `stay_kind` bind the acts that say they touch them.
const PROCEEDINGS: &str = "proceedings";
/// The stay names its acts.
const ACT: &str = "act";

/// A stay.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stay {
    /// Its identity; empty before it is entered.
    pub id: String,
    /// Code of the list `stay_kind`.
    pub kind: String,
    /// The case it is about …
    pub case: Option<String>,
    /// … or the society.
    pub society: Option<String>,
    /// Codes of acts it names, where its kind is to name them.
    pub acts: Vec<String>,
    /// Who stayed.
    pub court: String,
    /// By which order.
    pub order_no: String,
    /// Since; that day is bound.
    pub on: Date,
    /// Until; that day is free again.
    pub lifted_on: Option<Date>,
    /// By which order.
    pub lifted_by: String,
}

impl Stay {
    /// Is it about this case, or about its society?
    pub fn is_about(&self, case: &str, society: Option<&str>) -> bool {
        self.case.as_deref() == Some(case) || (self.society.is_some() && self.society.as_deref() == society)
    }
    /// Does it forbid everything?
    pub fn is_of_all(&self) -> bool {
        self.kind == PROCEEDINGS
    }
    /// Is it in force on a day?
    pub fn binds_on(&self, day: Date) -> bool {
        self.on <= day && self.lifted_on.is_none_or(|lifted| day < lifted)
    }
    /// Does it forbid an act?
    pub fn forbids(&self, act: &ActDef) -> bool {
        match self.kind.as_str() {
            PROCEEDINGS => !act.under_stay,
            ACT => self.acts.contains(&act.code),
            kind => act.touches.iter().any(|touched| touched == kind),
        }
    }
}

/// All stays known at a moment, lifted ones too, in the order of identities.
pub fn stays(register: &dyn ReadRegister, moment: Moment) -> Result<Vec<Stay>, RegisterError> {
    let table = register.definition(STAYS)?;
    let mut found = Vec::new();
    register.lines(STAYS, moment, &mut |line| {
        found.extend(read(table, &line));
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

fn read(table: &TableDef, line: &Line) -> Option<Stay> {
    let value = |key: &str| line.value(table, key);
    let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
    let some = |key: &str| Some(text(key)).filter(|text| !text.is_empty());
    Some(Stay {
        id: line.subject.clone(),
        kind: text("kind"),
        case: some("case_no"),
        society: some("society"),
        acts: listed(&text("acts")),
        court: text("court"),
        order_no: text("order_no"),
        on: value("stayed_on").and_then(Value::as_date)?,
        lifted_on: value("lifted_on").and_then(Value::as_date),
        lifted_by: text("lifted_by"),
    })
}

/// The entry of a stay. The same order in the same matter is the same stay: entered twice it finds its identity again.
pub fn add_stay(register: &dyn ReadRegister, stay: &Stay) -> Result<NewEntry, RegisterError> {
    let about = stay.case.as_deref().or(stay.society.as_deref()).unwrap_or_default();
    let text = |text: &Option<String>| text.as_ref().map_or(Value::Empty, Value::text);
    let said = [
        ("kind", Value::text(&stay.kind)),
        ("case_no", text(&stay.case)),
        ("society", text(&stay.society)),
        ("acts", Value::text(stay.acts.join(", "))),
        ("court", Value::text(&stay.court)),
        ("order_no", Value::text(&stay.order_no)),
        ("stayed_on", Value::Date(stay.on)),
    ];
    let key = SourceKey::named(&["stay", about, &stay.kind, &stay.court, &stay.order_no]);
    Ok(NewEntry::stating(register.definition(STAYS)?, Subject::New(key), stay.on, said))
}

/// The entry that lifts a stay.
pub fn lift_stay(register: &dyn ReadRegister, stay: &Stay, on: Date, order: &str) -> Result<NewEntry, RegisterError> {
    let said = [("lifted_on", Value::Date(on)), ("lifted_by", Value::text(order))];
    Ok(NewEntry::stating(register.definition(STAYS)?, Subject::Known(stay.id.clone()), on, said))
}

/// Stays that forbid an act of a case on a day.
pub fn forbidding<'c>(case: &'c Case, act: &ActDef, day: Date) -> Vec<&'c Stay> {
    case.stays.iter().filter(|stay| stay.binds_on(day) && stay.forbids(act)).collect()
}

/// The acts allowed now, in the order of the service: those of the stage that no stay still in force forbids.
pub fn allowed<'s>(service: &'s Service, case: &Case) -> Vec<&'s ActDef> {
    let free = |act: &&ActDef| !case.stays.iter().any(|stay| stay.lifted_on.is_none() && stay.forbids(act));
    service.acts.iter().filter(|act| act.from.contains(&case.stage)).filter(free).collect()
}
