//! Which figures of last year count: those accepted last, where acts on the return are recorded; else those on record.

use super::{Course, course, courses_of_year};
use crate::{
    model::{CooperativeYear, Entry, EntryNo, Line, Moment},
    register::{ReadRegister, RegisterError},
};
use std::collections::BTreeMap;

/// The returns of one year, each as it was accepted.
pub struct AcceptedReturns<'a> {
    register: &'a dyn ReadRegister,
    courses: BTreeMap<String, Course>,
}

/// What counts of a return on record.
pub(in crate::branches::returns) enum Counting {
    /// What is in force now.
    InForce,
    /// An earlier entry of it.
    Earlier(Box<Entry>),
    /// Nothing was accepted yet: it is on record, its figures count for nothing.
    Nothing,
}

impl<'a> AcceptedReturns<'a> {
    /// Of all societies.
    pub fn of_year(register: &'a dyn ReadRegister, fy: CooperativeYear, moment: Moment) -> Result<Self, RegisterError> {
        Ok(Self { register, courses: courses_of_year(register, fy, moment)? })
    }
    /// Of one society.
    pub fn of(
        register: &'a dyn ReadRegister,
        society: &str,
        fy: CooperativeYear,
        moment: Moment,
    ) -> Result<Self, RegisterError> {
        let course = match register.tables().get(super::EVENTS) {
            Some(_) => course(register, society, fy, moment)?,
            None => Course::default(),
        };
        Ok(Self { register, courses: BTreeMap::from([(society.to_owned(), course)]) })
    }
    /// What counts of this line of the register of returns.
    pub(in crate::branches::returns) fn counting(&self, society: &str, line: &Line) -> Result<Counting, RegisterError> {
        let Some(course) = self.courses.get(society).filter(|course| !course.events.is_empty()) else {
            return Ok(Counting::InForce);
        };
        let Some(accepted) = course.accepted() else { return Ok(Counting::Nothing) };
        if line.entries.iter().flatten().all(|entry| *entry == accepted) {
            return Ok(Counting::InForce);
        }
        let entries = self.register.entries(crate::branches::returns::RETURNS, &line.subject)?;
        Ok(corrected(&entries, accepted).map_or(Counting::Nothing, |entry| Counting::Earlier(Box::new(entry.clone()))))
    }
}

/// Every filing of a return on record in order, each as corrected since; the first is revision 0. Those struck out are none.
pub fn versions(register: &dyn ReadRegister, society: &str, fy: CooperativeYear) -> Result<Vec<Entry>, RegisterError> {
    let entries = register.entries(crate::branches::returns::RETURNS, &format!("{society}/{fy}"))?;
    let first = entries.iter().filter(|entry| entry.supersedes.is_none());
    Ok(first.filter_map(|entry| corrected(&entries, entry.no).cloned()).collect())
}

/// An entry as it was corrected since; nothing where it was struck out.
fn corrected(entries: &[Entry], no: EntryNo) -> Option<&Entry> {
    let mut found = entries.iter().find(|entry| entry.no == no)?;
    while let Some(later) = entries.iter().find(|entry| entry.supersedes == Some(found.no)) {
        found = later;
    }
    Some(found).filter(|entry| entry.groups != 0)
}
