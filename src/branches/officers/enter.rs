//! Officers, postings and delegations as entries.

use super::{DELEGATIONS, Officer, REGISTER, delegations, officers};
use crate::{
    model::{Date, Moment, NewEntry, SourceKey, Subject, Value},
    register::{ReadRegister, RegisterError},
};

/// A new officer with the first posting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOfficer {
    /// Login.
    pub login: String,
    /// Name.
    pub name: String,
    /// Posting.
    pub posting: Posting,
}

/// A posting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// Post.
    pub post: String,
    /// Office.
    pub office_name: String,
    /// First day.
    pub from: Date,
    /// Last day, where it is known.
    pub to: Option<Date>,
}

/// A delegation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delegating {
    /// Code of the power.
    pub power: String,
    /// Section of the Act it is given under.
    pub section: String,
    /// Notification or order.
    pub notification: String,
    /// First day.
    pub from: Date,
    /// Last day, where it is known.
    pub to: Option<Date>,
}

impl Posting {
    fn said(&self) -> [(&'static str, Value); 4] {
        [
            ("post", Value::text(&self.post)),
            ("office_name", Value::text(&self.office_name)),
            ("posted_from", Value::Date(self.from)),
            ("posted_to", self.to.map_or(Value::Empty, Value::Date)),
        ]
    }
}

/// The entry of a new officer; `None` where the login is registered already.
pub fn add(register: &dyn ReadRegister, new: &NewOfficer) -> Result<Option<NewEntry>, RegisterError> {
    if officers(register, Moment::on(Date::MAX))?.iter().any(|officer| officer.login == new.login) {
        return Ok(None);
    }
    let own = [("login", Value::text(&new.login)), ("officer_name", Value::text(&new.name))];
    let said = own.into_iter().chain(new.posting.said());
    let subject = Subject::New(SourceKey::named(&[REGISTER, &new.login]));
    Ok(Some(NewEntry::stating(register.definition(REGISTER)?, subject, new.posting.from, said)))
}

/// The entry of another posting of an officer.
pub fn post(register: &dyn ReadRegister, officer: &str, posting: &Posting) -> Result<NewEntry, RegisterError> {
    let subject = Subject::Known(officer.to_owned());
    Ok(NewEntry::stating(register.definition(REGISTER)?, subject, posting.from, posting.said()))
}

/// The entry of a delegation to an officer. The same power from the same day is the same delegation, stated anew.
pub fn delegate(register: &dyn ReadRegister, officer: &str, new: &Delegating) -> Result<NewEntry, RegisterError> {
    let said = [
        ("officer", Value::text(officer)),
        ("power", Value::text(&new.power)),
        ("section", Value::text(&new.section)),
        ("notification", Value::text(&new.notification)),
        ("power_from", Value::Date(new.from)),
        ("power_to", new.to.map_or(Value::Empty, Value::Date)),
    ];
    let key = SourceKey::named(&[DELEGATIONS, officer, &new.power, &new.from.to_string()]);
    Ok(NewEntry::stating(register.definition(DELEGATIONS)?, Subject::New(key), new.from, said))
}

/// The entry that ends the posting of an officer with a day.
pub fn relieve(register: &dyn ReadRegister, officer: &Officer, last: Date) -> Result<NewEntry, RegisterError> {
    let said = [
        ("post", Value::text(&officer.post)),
        ("office_name", Value::text(&officer.office_name)),
        ("posted_from", officer.from.map_or(Value::Empty, Value::Date)),
        ("posted_to", Value::Date(last)),
    ];
    Ok(NewEntry::stating(register.definition(REGISTER)?, Subject::Known(officer.id.clone()), last, said))
}

/// The entries that end with a day the powers an officer has on it and beyond: a delegation ends with its posting.
pub fn end_powers(register: &dyn ReadRegister, officer: &str, last: Date) -> Result<Vec<NewEntry>, RegisterError> {
    let table = register.definition(DELEGATIONS)?;
    let goes_on = |one: &super::Delegation| one.officer == officer && one.holds(last) && one.to != Some(last);
    let ended = delegations(register, Moment::on(last))?.into_iter().filter(goes_on).map(|one| {
        let said = [
            ("officer", Value::text(officer)),
            ("power", Value::text(&one.power)),
            ("section", Value::text(&one.section)),
            ("notification", Value::text(&one.notification)),
            ("power_from", one.from.map_or(Value::Empty, Value::Date)),
            ("power_to", Value::Date(last)),
        ];
        NewEntry::stating(table, Subject::Known(one.id), last, said)
    });
    Ok(ended.collect())
}
