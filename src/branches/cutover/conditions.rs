//! The conditions as data, `catalogue/rules/cutover.toml`.

use crate::{
    branches::computerisation::{Basis, Programme},
    catalogue::{CatalogueError, Files, Seen},
    model::{CooperativeYear, Date, Label},
};
use serde::Deserialize;

const RULES: &str = "rules/cutover.toml";

/// The conditions and the days set.
#[derive(Clone, Debug)]
pub struct Conditions {
    /// Where they were seen.
    pub basis: Basis,
    /// The State they were seen of; elsewhere they are a yardstick.
    pub state: String,
    /// The conditions in their order.
    pub all: Vec<Condition>,
    paper_ends: Vec<PaperEnd>,
}

/// One condition.
#[derive(Clone, Debug)]
pub struct Condition {
    /// Code, as `day_end`.
    pub code: String,
    /// In words.
    pub label: Label,
    /// What it takes.
    pub needs: Vec<Need>,
    /// Is one of them enough, while none says otherwise? Else all are wanted.
    pub any: bool,
}

/// What a condition takes, each answered from one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// This stage of computerisation is reached.
    Stage(usize),
    /// The audit of this year is finished.
    Audited(CooperativeYear),
    /// The audit of this year is finished and was made on the system.
    OnSystem(CooperativeYear),
    /// Day-end is done up to the day asked.
    DayEnd,
    /// Nothing is left unreconciled.
    Reconciled,
    /// The same, stated on this day or later.
    ReconciledSince(Date),
    /// The days of this year were closed in the ERP, as the PACS reported them.
    Days(CooperativeYear),
}

/// The day a State has set.
#[derive(Clone, Debug)]
pub struct PaperEnd {
    /// State.
    pub state: String,
    /// From this day there is no paper.
    pub on: Date,
    /// Where it was seen.
    pub basis: Basis,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RulesFile {
    source: SourceLine,
    condition: Vec<ConditionLine>,
    paper_end: Vec<PaperEndLine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceLine {
    en: String,
    hi: String,
    state: String,
    seen: Seen,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConditionLine {
    code: String,
    en: String,
    hi: String,
    needs: Vec<NeedLine>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum NeedLine {
    Stage(String),
    Audited(CooperativeYear),
    OnSystem(CooperativeYear),
    DayEnd(bool),
    Reconciled(bool),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PaperEndLine {
    state: String,
    on: toml::value::Datetime,
    source: String,
    source_hi: String,
    seen: Seen,
}

impl Conditions {
    /// Reads them; a stage or day there is not is a fault, all at once.
    pub fn load(files: &Files, programme: &Programme) -> Result<Self, Vec<CatalogueError>> {
        let text = files.text(RULES).map_err(|fault| vec![fault])?;
        let file: RulesFile = toml::from_str(&text).map_err(|fault| vec![CatalogueError::new(RULES, fault)])?;
        let mut faults = Vec::new();
        let mut all = Vec::new();
        for line in file.condition {
            let mut needs = Vec::new();
            for need in line.needs {
                match need {
                    NeedLine::Stage(code) => match programme.stage(&code) {
                        Some(stage) => needs.push(Need::Stage(stage)),
                        None => faults.push(CatalogueError::new(RULES, format!("{}: no stage '{code}'", line.code))),
                    },
                    NeedLine::Audited(fy) => needs.push(Need::Audited(fy)),
                    NeedLine::OnSystem(fy) => needs.push(Need::OnSystem(fy)),
                    NeedLine::DayEnd(asked) => needs.extend(asked.then_some(Need::DayEnd)),
                    NeedLine::Reconciled(asked) => needs.extend(asked.then_some(Need::Reconciled)),
                }
            }
            if needs.is_empty() {
                faults.push(CatalogueError::new(RULES, format!("{}: a condition needs something", line.code)));
            }
            all.push(Condition { code: line.code, label: Label { en: line.en, hi: line.hi }, needs, any: false });
        }
        let mut paper_ends = Vec::new();
        for PaperEndLine { state, on, source, source_hi, seen } in file.paper_end {
            let basis = Basis { said: Label { en: source, hi: source_hi }, seen };
            match on.to_string().parse() {
                Ok(on) => paper_ends.push(PaperEnd { state, on, basis }),
                Err(_) => faults.push(CatalogueError::new(RULES, format!("paper_end {on}: a day was expected"))),
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let SourceLine { en, hi, state, seen } = file.source;
        Ok(Self { basis: Basis { said: Label { en, hi }, seen }, state, all, paper_ends })
    }
    /// The day a State has set, if it has.
    pub fn paper_end(&self, state: &str) -> Option<&PaperEnd> {
        self.paper_ends.iter().find(|end| end.state == state)
    }
}
