//! The conditions as data, `catalogue/rules/system_audit/*.toml`.

use crate::{
    branches::{
        computerisation::Programme,
        cutover::{Condition, Need},
    },
    catalogue::{Basis, CatalogueError, Files, Seen},
    model::{CooperativeYear, Label},
};
use serde::Deserialize;
use std::collections::BTreeSet;

const FOLDER: &str = "rules/system_audit";

/// All conditions, those asked first, each in the order of its file.
#[derive(Clone, Debug)]
pub struct SystemConditions {
    /// The conditions.
    pub all: Vec<SystemCondition>,
}

/// One condition.
#[derive(Clone, Debug)]
pub struct SystemCondition {
    /// Code, as `day_end`.
    pub code: String,
    /// In words.
    pub label: Label,
    /// What record proves it.
    pub proof: Label,
    /// Why it is asked, and how sure that is.
    pub basis: Basis,
    /// Does the certificate wait for it? Others are told beside.
    pub asked: bool,
    /// Is it asked before the audit begins?
    pub ready: bool,
    any: bool,
    needs: Vec<YearNeed>,
}

/// A need, its year told by its distance from the year audited.
#[derive(Clone, Copy, Debug)]
enum YearNeed {
    Stage(usize),
    Audited(i16),
    OnSystem(i16),
    DayEnd,
    Days,
    Reconciled,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RulesFile {
    asked: bool,
    condition: Vec<ConditionLine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConditionLine {
    code: String,
    en: String,
    hi: String,
    proof_en: String,
    proof_hi: String,
    #[serde(default)]
    needs: Vec<NeedLine>,
    #[serde(default)]
    any: bool,
    #[serde(default)]
    ready: bool,
    basis_en: String,
    basis_hi: String,
    seen: Seen,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum NeedLine {
    Stage(String),
    Audited(i16),
    OnSystem(i16),
    DayEnd(bool),
    Days(bool),
    Reconciled(bool),
}

impl SystemConditions {
    /// Reads every file; all faults at once.
    pub fn load(files: &Files, programme: &Programme) -> Result<Self, Vec<CatalogueError>> {
        let (mut all, mut faults, mut codes) = (Vec::new(), Vec::new(), BTreeSet::new());
        for path in files.list(FOLDER).map_err(|fault| vec![fault])? {
            let read = files
                .text(&path)
                .and_then(|text| toml::from_str::<RulesFile>(&text).map_err(|fault| CatalogueError::new(&path, fault)));
            let file = match read {
                Ok(file) => file,
                Err(fault) => {
                    faults.push(fault);
                    continue;
                }
            };
            for line in file.condition {
                let mut fault =
                    |said: String| faults.push(CatalogueError::new(&path, format!("{}: {said}", line.code)));
                if !codes.insert(line.code.clone()) {
                    fault("the condition stands twice".into());
                }
                if line.ready && line.needs.is_empty() {
                    fault("no record says whether a PACS is ready in this: `ready` wants `needs`".into());
                }
                let mut needs = Vec::new();
                for need in line.needs {
                    match need {
                        NeedLine::Stage(code) => match programme.stage(&code) {
                            Some(stage) => needs.push(YearNeed::Stage(stage)),
                            None => fault(format!("no stage '{code}'")),
                        },
                        NeedLine::Audited(back) | NeedLine::OnSystem(back) if !(-9..=0).contains(&back) => {
                            fault(format!("{back} years: 0 is the year itself, -1 the one before, down to -9"));
                        }
                        NeedLine::Audited(back) => needs.push(YearNeed::Audited(back)),
                        NeedLine::OnSystem(back) => needs.push(YearNeed::OnSystem(back)),
                        NeedLine::DayEnd(asked) => needs.extend(asked.then_some(YearNeed::DayEnd)),
                        NeedLine::Days(asked) => needs.extend(asked.then_some(YearNeed::Days)),
                        NeedLine::Reconciled(asked) => needs.extend(asked.then_some(YearNeed::Reconciled)),
                    }
                }
                all.push(SystemCondition {
                    code: line.code,
                    label: Label { en: line.en, hi: line.hi },
                    proof: Label { en: line.proof_en, hi: line.proof_hi },
                    basis: Basis { said: Label { en: line.basis_en, hi: line.basis_hi }, seen: line.seen },
                    asked: file.asked,
                    ready: line.ready && file.asked,
                    any: line.any,
                    needs,
                });
            }
        }
        all.sort_by_key(|condition| !condition.asked);
        if all.is_empty() && faults.is_empty() {
            faults.push(CatalogueError::new(FOLDER, "no condition"));
        }
        if faults.is_empty() { Ok(Self { all }) } else { Err(faults) }
    }

    /// The condition of this code.
    pub fn named(&self, code: &str) -> Option<&SystemCondition> {
        self.all.iter().find(|condition| condition.code == code)
    }
}

impl SystemCondition {
    /// The condition of a year, as the registers are asked for it.
    pub fn of_year(&self, fy: CooperativeYear) -> Condition {
        let year = |back: i16| CooperativeYear::starting(fy.start().year() + back).unwrap_or(fy);
        let need = |need: &YearNeed| match *need {
            YearNeed::Stage(stage) => Need::Stage(stage),
            YearNeed::Audited(back) => Need::Audited(year(back)),
            YearNeed::OnSystem(back) => Need::OnSystem(year(back)),
            YearNeed::DayEnd => Need::DayEnd,
            YearNeed::Days => Need::Days(fy),
            YearNeed::Reconciled => Need::ReconciledSince(fy.end()),
        };
        let needs = self.needs.iter().map(need).collect();
        Condition { code: self.code.clone(), label: self.label.clone(), needs, any: self.any }
    }
}
