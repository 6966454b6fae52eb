//! Conflicts as the registers hold them at a moment.

use super::{
    super::row::Row,
    Conflict, Ground, Sure,
    decided::{Decision, decisions},
    matching::{Bearer, Interests, Place, compare, keep},
    names::{Person, persons},
};
use crate::{
    branches::audit::allotment::Reason,
    branches::audit::bars::{Bars, DistrictFinder, SocietyNumbers, Whose},
    matching::{Known, KnownSocieties, SocietyColumns},
    model::{Moment, Value},
    register::{ReadRegister, RegisterError},
};
use std::{collections::BTreeMap, ops::ControlFlow};

/// What the registers say of conflicts.
#[derive(Clone, Debug, Default)]
pub struct Conflicts {
    /// In the order of auditors, societies, grounds; those an officer cleared stand there too and bar nobody.
    pub all: Vec<Conflict>,
    /// Societies an auditor declares that cannot be found, or are several; by identity of the auditor.
    pub unread: BTreeMap<String, Vec<Reason>>,
}

/// Every conflict of the auditors wanted as the registers stand at a moment, with what was decided of it. `district` finds the LGD
/// code of a district by its name.
pub fn conflicts_at(
    register: &dyn ReadRegister,
    moment: Moment,
    district: DistrictFinder<'_>,
    wanted: &dyn Fn(&str) -> bool,
) -> Result<Conflicts, RegisterError> {
    let (mut places, mut numbers, mut known) = (Vec::new(), SocietyNumbers::default(), KnownSocieties::default());
    let table = register.definition("society")?;
    let fields = SocietyColumns::of(table);
    register.lines("society", moment, &mut |line| {
        let row = Row { table, line: &line };
        let at = row.integer("district");
        numbers.add(row.text("reg_no"), at, &line.subject);
        let (society, address) = (line.subject.clone(), row.text("address").to_owned());
        places.push(Place { society, district: at, address });
        known.add(fields.read(line));
        ControlFlow::Continue(())
    })?;
    let bearers = bearers(register, moment)?;
    let table = register.definition("auditor")?;
    let finder = Finder { bars: Bars { numbers: &numbers, district }, known: &known };
    let (mut auditors, mut found, mut unread) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
    register.lines("auditor", moment, &mut |line| {
        if wanted(&line.subject) {
            let row = Row { table, line: &line };
            let lists =
                [("employers", Ground::PastEmployee), ("debts", Ground::Indebted), ("conflicts", Ground::Declared)];
            let mut told = Vec::new();
            for (key, ground) in lists {
                told.extend(finder.declared(&row, (key, ground), &mut |one| keep(&mut found, one)));
            }
            if !told.is_empty() {
                unread.insert(line.subject.clone(), told);
            }
            auditors.push(row.interests());
        }
        ControlFlow::Continue(())
    })?;
    for one in compare(&auditors, &bearers, &places) {
        keep(&mut found, one);
    }
    for (of, (_, decided)) in decisions(register, moment)? {
        match found.get_mut(&of) {
            Some(conflict) => conflict.decided = Some(decided),
            // What only an officer knows.
            None if decided.decision == Decision::Confirmed && wanted(&of.0) => {
                let ((auditor, society, ground), said) = (of.clone(), decided.reason.clone());
                let (of_auditor, of_society, sure) = (said, String::new(), Sure::Exact);
                let decided = Some(decided);
                found.insert(of, Conflict { auditor, society, ground, sure, of_auditor, of_society, decided });
            }
            None => {}
        }
    }
    Ok(Conflicts { all: found.into_values().collect(), unread })
}

/// Office bearers whose term has not ended by the day.
fn bearers(register: &dyn ReadRegister, moment: Moment) -> Result<Vec<Bearer>, RegisterError> {
    let table = register.definition("office_bearer")?;
    let mut all = Vec::new();
    register.lines("office_bearer", moment, &mut |line| {
        let row = Row { table, line: &line };
        let ended = line.value(table, "to").and_then(Value::as_date).is_some_and(|day| day < moment.as_of);
        if !ended {
            let person = Person { name: row.text("name").into(), guardian: row.text("guardian").into() };
            all.push(Bearer { society: row.text("society").to_owned(), person });
        }
        ControlFlow::Continue(())
    })?;
    Ok(all)
}

/// Finds societies an auditor names.
struct Finder<'a> {
    bars: Bars<'a>,
    known: &'a KnownSocieties,
}

impl Finder<'_> {
    /// Keeps the conflicts a list of societies makes; what of it cannot be read is given back where the list is one of conflicts.
    fn declared(&self, row: &Row<'_>, (key, ground): (&str, Ground), keep: &mut dyn FnMut(Conflict)) -> Vec<Reason> {
        let mut told = Vec::new();
        let (auditor, home) = (row.line.subject.as_str(), row.integer("home_district"));
        for part in row.text(key).split([';', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
            let mut unread = Vec::new();
            let mut societies = self.bars.societies(part, Whose { auditor, home }, &mut unread);
            if societies.is_empty() {
                societies = match self.known.find("", part, None) {
                    Known::One(one) => vec![one.id.clone()],
                    Known::Several(all) => all.iter().map(|one| one.id.clone()).collect(),
                    Known::None => Vec::new(),
                };
                // What is no society's number is the name of one.
                unread.retain(|one: &Reason| societies.is_empty() || one.code != "ALT-201");
            }
            // The other lists may name what is no society of this register.
            told.extend(unread.into_iter().filter(|_| ground == Ground::Declared));
            let sure = if societies.len() == 1 { Sure::Exact } else { Sure::Likely };
            for society in societies {
                let of_society = self.known.get(&society).and_then(|one| one.names.first()).cloned();
                keep(Conflict {
                    auditor: auditor.to_owned(),
                    society,
                    ground,
                    // A society declared as barred bars whichever of several it is, as it always did.
                    sure: if ground == Ground::Declared { Sure::Exact } else { sure },
                    of_auditor: part.to_owned(),
                    of_society: of_society.unwrap_or_default(),
                    decided: None,
                });
            }
        }
        told
    }
}

impl Row<'_> {
    fn interests(&self) -> Interests {
        let guardian = self.text("guardian");
        let named = |key: &str| Person { name: self.text(key).into(), guardian: guardian.into() };
        let own = ["name_hi", "name_en"].map(named).into_iter().filter(|one| !one.name.is_empty());
        // The name of a firm is nobody's name.
        let person = self.text("kind") != "ca_firm";
        Interests {
            auditor: self.line.subject.clone(),
            district: self.integer("home_district"),
            own: own.filter(|_| person).collect(),
            partners: persons(self.text("partners")),
            relatives: persons(self.text("relatives")),
            address: self.text("address").to_owned(),
        }
    }
}
