//! The what-if: which verdicts turn when returns are held against another law or another catalogue of rules.

use super::{
    FileReturns, Filed, OnRecord, Wanted, each_of_files,
    from_register::each_of_year,
    scrutiny::{Scrutineer, Scrutiny},
};
use crate::{
    model::{CooperativeYear, Date, Moment, Value},
    register::{ReadRegister, RegisterError},
    rules::{Lines, Rulebook},
};
use std::{collections::BTreeMap, ops::ControlFlow};

/// The law asked for in place of the one in force at the close of the year.
#[derive(Clone, Debug, Default)]
pub struct WhatIf {
    /// As it stood on a day.
    pub law_of: Option<Date>,
    /// As for societies of this Act.
    pub act: Option<String>,
}

/// What a rule says of a return, as far as a change of law can turn it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Said {
    /// It holds, or does not apply.
    Clear,
    /// It is broken.
    Broken,
    /// It cannot tell.
    CannotTell,
}

/// A verdict that turns.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Turned {
    /// Society, as the return names it.
    pub society: String,
    /// Year.
    pub fy: String,
    /// Rule.
    pub code: String,
    /// Now.
    pub here: Said,
    /// Under the other law.
    pub there: Said,
}

/// The verdicts that turn, society by society, and how many returns were held against both.
#[derive(Clone, Debug, Default)]
pub struct Impact {
    /// Returns.
    pub returns: u64,
    /// Verdicts, in order of society, year and rule.
    pub turned: Vec<Turned>,
}

/// Both sides, fed with the same returns.
struct Both<'a> {
    here: Scrutineer<'a>,
    there: Scrutineer<'a>,
    what_if: &'a WhatIf,
    act_field: Option<u16>,
}

impl<'a> Both<'a> {
    fn new(here: &'a Rulebook, there: &'a Rulebook, what_if: &'a WhatIf) -> Self {
        let act_field = there.fields.no("governing_act");
        let of = |book| Scrutineer::new(book).with_every_undecided();
        Self { here: of(here), there: of(there).under(what_if.law_of), what_if, act_field }
    }
    fn add(&mut self, filed: Filed, last_year: Option<&Lines>) {
        let mut other = filed.clone();
        if let (Some(act), Some(no)) = (&self.what_if.act, self.act_field) {
            other.lines.retain(|(at, _)| *at != no);
            other.lines.push((no, Value::text(act)));
            other.act.clone_from(act);
        }
        self.here.add(filed, last_year);
        self.there.add(other, last_year);
    }
    fn finish(self) -> Impact {
        let (here, there) = (self.here.finish(), self.there.finish());
        let returns = here.returns;
        let mut said: BTreeMap<(String, String, String), [Said; 2]> = BTreeMap::new();
        for (side, scrutiny) in [here, there].into_iter().enumerate() {
            for (key, verdict) in verdicts(scrutiny) {
                said.entry(key).or_insert([Said::Clear; 2])[side] = verdict;
            }
        }
        let turned = said.into_iter().filter(|(_, [here, there])| here != there);
        let turned = turned.map(|((society, fy, code), [here, there])| Turned { society, fy, code, here, there });
        Impact { returns, turned: turned.collect() }
    }
}

/// What is not clear of a scrutiny: `(society, year, rule)`.
fn verdicts(scrutiny: Scrutiny) -> Vec<((String, String, String), Said)> {
    let rules: std::collections::BTreeSet<String> = scrutiny.tallies.iter().map(|(code, _)| code.clone()).collect();
    let broken = scrutiny.findings.into_iter().filter(|noted| rules.contains(&noted.finding.code)).map(|noted| {
        let (place, code) = (noted.finding.place, noted.finding.code);
        ((place.society.unwrap_or_default(), place.fy.unwrap_or_default(), code), Said::Broken)
    });
    let untold = scrutiny.untold.into_iter();
    let untold = untold.map(|untold| ((untold.society, untold.fy.to_string(), untold.code), Said::CannotTell));
    broken.chain(untold).collect()
}

/// Of the returns of a year on record.
pub fn impact_of_year(
    register: &dyn ReadRegister,
    (here, there): (&Rulebook, &Rulebook),
    what_if: &WhatIf,
    fy: CooperativeYear,
    moment: Moment,
    progress: &mut dyn FnMut(u64),
) -> Result<Impact, RegisterError> {
    let mut both = Both::new(here, there, what_if);
    let mut done = 0;
    each_of_year(register, &here.fields, fy, moment, &mut |filed, last_year| {
        both.add(filed, last_year);
        done += 1;
        progress(done);
        ControlFlow::Continue(())
    })?;
    Ok(both.finish())
}

/// Of the returns of files; last year's are looked for among the files, then on record.
pub fn impact_of_files(
    files: &FileReturns,
    (here, there): (&Rulebook, &Rulebook),
    what_if: &WhatIf,
    on_record: &mut OnRecord<'_>,
    only: Option<CooperativeYear>,
) -> Result<Impact, RegisterError> {
    let mut of_last_year = Scrutineer::wanted_of_last_year(here);
    of_last_year.extend(Scrutineer::wanted_of_last_year(there));
    let mut both = Both::new(here, there, what_if);
    let wanted = Wanted { fy: only, ..Wanted::default() };
    each_of_files(files, &here.fields, &of_last_year, on_record, &wanted, &mut |filed, _| {
        if let Some((filed, last_year)) = filed {
            both.add(filed, last_year);
        }
    })?;
    Ok(both.finish())
}
