//! May an officer act on a day?

use super::{Delegation, Officer, delegations, officers};
use crate::{
    model::{Date, Moment},
    register::{ReadRegister, RegisterError},
};

/// What an act rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Authority {
    /// The office keeps no register of officers: whoever acts is named in the day book, and not asked for more.
    NotKept,
    /// A posting.
    Posted(Officer),
    /// A posting and a delegation of the power.
    Delegated(Officer, Delegation),
}

/// What is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// No officer of this login.
    Unknown,
    /// An officer, not posted on the day.
    NotPosted(Officer),
    /// Posted, without the power on the day.
    NoPower(Officer),
}

/// What an act of a login on a day rests on, with a power where the act needs one. A posting that is recorded counts also
/// where its entry is in force from a later day: the days of the posting decide.
pub fn authority(
    register: &dyn ReadRegister,
    login: &str,
    power: Option<&str>,
    day: Date,
) -> Result<Result<Authority, Lack>, RegisterError> {
    // On the day itself, else as posted since: who was posted later was not posted then, and is told so.
    let of_day = officers(register, Moment::on(day))?;
    let all = officers(register, Moment::on(Date::MAX))?;
    if all.is_empty() {
        return Ok(Ok(Authority::NotKept));
    }
    let named = |officers: &[Officer]| officers.iter().find(|officer| officer.login == login).cloned();
    let Some(officer) = named(&of_day).or_else(|| named(&all)) else { return Ok(Err(Lack::Unknown)) };
    if !officer.is_posted(day) {
        return Ok(Err(Lack::NotPosted(officer)));
    }
    let Some(power) = power else { return Ok(Ok(Authority::Posted(officer))) };
    let all = delegations(register, Moment::on(day))?;
    let found = all.into_iter().find(|one| one.officer == officer.id && one.power == power && one.holds(day));
    Ok(match found {
        Some(delegation) => Ok(Authority::Delegated(officer, delegation)),
        None => Err(Lack::NoPower(officer)),
    })
}
