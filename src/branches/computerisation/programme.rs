//! The programmes as data: stages and what dates them, their order, gaps, shares of the money, days set by a State.

use crate::{
    catalogue::{Basis, CatalogueError, Files, Seen},
    cleaning::Codes,
    model::{Date, Kind, Label, TableDef, Tables},
};
use serde::Deserialize;
use std::collections::BTreeMap;

const RULES: &str = "rules/computerisation.toml";

/// The stages of computerisation and what is known of them.
#[derive(Clone, Debug)]
pub struct Programme {
    /// Stages in the order of the work.
    pub stages: Vec<Stage>,
    /// What comes before what.
    pub order: Vec<OrderRule>,
    /// Gap lists.
    pub gaps: Vec<Gap>,
    /// How Centre and State share.
    pub shares: Shares,
    /// Names of the programmes by code.
    pub kinds: BTreeMap<String, Label>,
    /// Kinds of hardware by code.
    pub items: BTreeMap<String, Label>,
    kits: Vec<Kit>,
    deadlines: Vec<Deadline>,
    committee: BTreeMap<String, String>,
    usual_kind: BTreeMap<String, String>,
    ordered: Vec<String>,
}

/// A stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// Code, as `golive`.
    pub code: String,
    /// Name for people.
    pub label: Label,
    /// Field that dates it.
    pub field: String,
    /// Number of that field in the register.
    pub no: usize,
    /// Group of facts it is stated in.
    pub group: u8,
    /// A column of the progress sheet.
    pub funnel: bool,
}

/// How much it weighs that a stage comes before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    /// Not entered without an order.
    Refuse,
    /// Entered, and told.
    Warn,
}

/// The one stage comes before the other. Stages by their place in [`Programme::stages`].
#[derive(Clone, Debug)]
pub struct OrderRule {
    /// The earlier stage.
    pub first: usize,
    /// The later one.
    pub then: usize,
    /// What a breach weighs.
    pub weight: Weight,
    /// Only in this State.
    pub state: Option<String>,
    /// Only from this phase on.
    pub phase_from: Option<i64>,
    /// Where it was seen.
    pub basis: Basis,
}

/// Units that have one stage and not another.
#[derive(Clone, Debug)]
pub struct Gap {
    /// Name on the command line, as `dct-not-live`.
    pub name: String,
    /// The stage reached.
    pub has: usize,
    /// The stage not reached.
    pub lacks: usize,
    /// Where such a list was seen.
    pub source: String,
}

/// How Centre and State share what is sanctioned.
#[derive(Clone, Debug)]
pub struct Shares {
    /// Programmes it holds for.
    pub kinds: Vec<String>,
    /// Parts of the Centre.
    pub centre: i64,
    /// Parts of the State.
    pub state: i64,
    /// Difference allowed, paise.
    pub tolerance: i64,
    /// Where it was seen.
    pub basis: Basis,
}

/// A day by which a programme is to reach a stage.
#[derive(Clone, Debug)]
pub struct Deadline {
    /// State that set it.
    pub state: String,
    /// Programme.
    pub kind: String,
    /// Stage.
    pub stage: usize,
    /// The day.
    pub on: Date,
    /// Where it was seen.
    pub basis: Basis,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kit {
    kinds: Vec<String>,
    items: Vec<String>,
    #[allow(dead_code, reason = "read by officers in the file")]
    source: String,
    #[allow(dead_code, reason = "read by officers in the file")]
    seen: Seen,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RulesFile {
    stage: Vec<StageLine>,
    usual_kind: BTreeMap<String, String>,
    committee: BTreeMap<String, String>,
    ordered: OrderedLine,
    order: Vec<OrderLine>,
    gap: Vec<GapLine>,
    shares: SharesLine,
    kit: Vec<Kit>,
    deadline: Vec<DeadlineLine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StageLine {
    code: String,
    field: String,
    #[serde(default)]
    funnel: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OrderedLine {
    kinds: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OrderLine {
    first: String,
    then: String,
    weight: Weight,
    state: Option<String>,
    phase_from: Option<i64>,
    source: String,
    source_hi: String,
    seen: Seen,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GapLine {
    name: String,
    has: String,
    lacks: String,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SharesLine {
    kinds: Vec<String>,
    centre: i64,
    state: i64,
    tolerance: i64,
    source: String,
    source_hi: String,
    seen: Seen,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeadlineLine {
    state: String,
    kind: String,
    stage: String,
    on: toml::value::Datetime,
    source: String,
    source_hi: String,
    seen: Seen,
}

fn basis(en: String, hi: String, seen: Seen) -> Basis {
    Basis { said: Label { en, hi }, seen }
}

impl Programme {
    /// Reads the stages and rules and holds them against the register and the closed lists; all faults at once.
    pub fn load(files: &Files, tables: &Tables) -> Result<Self, Vec<CatalogueError>> {
        let text = files.text(RULES).map_err(|fault| vec![fault])?;
        let file: RulesFile = toml::from_str(&text).map_err(|fault| vec![CatalogueError::new(RULES, fault)])?;
        let fault = |said: String| CatalogueError::new(RULES, said);
        let Some(table) = tables.get(super::REGISTER) else {
            return Err(vec![fault(format!("no register {}", super::REGISTER))]);
        };
        let codes = Codes::load(files)?;
        let words = |list: &str| -> BTreeMap<String, Label> {
            codes.all(list).map(|(code, label)| (code.to_owned(), label.clone())).collect()
        };
        let (names, kinds, items) = (words("programme_stage"), words("programme_kind"), words("asset_item"));
        let mut faults = Vec::new();
        let mut stages: Vec<Stage> = Vec::new();
        for line in file.stage {
            match stage(line, table, &names) {
                Ok(stage) => stages.push(stage),
                Err(said) => faults.push(fault(said)),
            }
        }
        let mut unknown = Vec::new();
        let mut find = |code: &str| -> usize {
            stages.iter().position(|stage| stage.code == code).unwrap_or_else(|| {
                unknown.push(fault(format!("no stage '{code}'")));
                0
            })
        };
        let order: Vec<OrderRule> = file
            .order
            .into_iter()
            .map(|line| OrderRule {
                first: find(&line.first),
                then: find(&line.then),
                weight: line.weight,
                state: line.state,
                phase_from: line.phase_from,
                basis: basis(line.source, line.source_hi, line.seen),
            })
            .collect();
        let gap = |line: GapLine| Gap {
            has: find(&line.has),
            lacks: find(&line.lacks),
            name: line.name,
            source: line.source,
        };
        let gaps: Vec<Gap> = file.gap.into_iter().map(gap).collect();
        let mut deadlines = Vec::new();
        for line in file.deadline {
            let stage = find(&line.stage);
            match line.on.to_string().parse() {
                Ok(on) => deadlines.push(Deadline {
                    state: line.state,
                    kind: line.kind,
                    stage,
                    on,
                    basis: basis(line.source, line.source_hi, line.seen),
                }),
                Err(_) => faults.push(fault(format!("deadline {}: a day was expected", line.on))),
            }
        }
        faults.append(&mut unknown);
        let named = file.shares.kinds.iter().chain(file.kit.iter().flat_map(|kit| &kit.kinds));
        let named = named
            .chain(deadlines.iter().map(|deadline| &deadline.kind))
            .chain(file.usual_kind.values())
            .chain(&file.ordered.kinds);
        faults.extend(named.filter(|kind| !kinds.contains_key(*kind)).map(|kind| fault(format!("no kind '{kind}'"))));
        let of_kits = file.kit.iter().flat_map(|kit| &kit.items);
        faults.extend(of_kits.filter(|item| !items.contains_key(*item)).map(|item| fault(format!("no item '{item}'"))));
        if !faults.is_empty() {
            return Err(faults);
        }
        let SharesLine { kinds: shared, centre, state, tolerance, source, source_hi, seen } = file.shares;
        let shares = Shares { kinds: shared, centre, state, tolerance, basis: basis(source, source_hi, seen) };
        let (kits, committee, usual_kind, ordered) = (file.kit, file.committee, file.usual_kind, file.ordered.kinds);
        Ok(Self { stages, order, gaps, shares, kinds, items, kits, deadlines, committee, usual_kind, ordered })
    }
    /// The place of a stage by its code; hyphens may stand for underscores.
    pub fn stage(&self, code: &str) -> Option<usize> {
        let code = code.replace('-', "_");
        self.stages.iter().position(|stage| stage.code == code)
    }
    /// A gap list by its name.
    pub fn gap(&self, name: &str) -> Option<&Gap> {
        self.gaps.iter().find(|gap| gap.name == name)
    }
    /// The stages that are columns of the progress sheet, by their place.
    pub fn funnel(&self) -> Vec<usize> {
        (0..self.stages.len()).filter(|at| self.stages[*at].funnel).collect()
    }
    /// The hardware every unit of a programme is to get; empty where none was seen.
    pub fn kit(&self, kind: &str) -> &[String] {
        self.kits.iter().find(|kit| kit.kinds.iter().any(|one| one == kind)).map_or(&[], |kit| &kit.items)
    }
    /// The day a State has set for a stage of a programme.
    pub fn deadline(&self, state: &str, kind: &str, stage: usize) -> Option<&Deadline> {
        self.deadlines.iter().find(|one| one.state == state && one.kind == kind && one.stage == stage)
    }
    /// Do the stages of a programme follow the order that was seen?
    pub fn is_ordered(&self, kind: &str) -> bool {
        self.ordered.iter().any(|one| one == kind)
    }
    /// The programme a society is taken for where none is named.
    pub fn usual_kind(&self, state: &str) -> &str {
        self.usual_kind.get(state).or_else(|| self.usual_kind.get("national")).map_or("pacs", String::as_str)
    }
    /// The same with the stage of the district committee named as the State names it.
    #[must_use]
    pub fn in_state(mut self, state: &str) -> Self {
        let committee = self.committee(state).to_owned();
        if let Some(stage) = self.stages.iter_mut().find(|stage| stage.code == "dlmic") {
            for label in [&mut stage.label.en, &mut stage.label.hi] {
                *label = format!("{label} ({committee})");
            }
        }
        self
    }
    /// What a State calls the district committee.
    pub fn committee(&self, state: &str) -> &str {
        self.committee.get(state).or_else(|| self.committee.get("national")).map_or("DLIMC", String::as_str)
    }
}

fn stage(line: StageLine, table: &TableDef, names: &BTreeMap<String, Label>) -> Result<Stage, String> {
    let label =
        names.get(&line.code).ok_or_else(|| format!("stage '{}' is not in codes/programme_stage", line.code))?;
    let dated = table.field_no(&line.field).zip(table.field(&line.field)).filter(|(_, field)| field.kind == Kind::Date);
    let (no, field) = dated.ok_or_else(|| format!("stage '{}': no date '{}'", line.code, line.field))?;
    Ok(Stage {
        label: label.clone(),
        no: usize::from(no),
        group: field.group,
        code: line.code,
        field: line.field,
        funnel: line.funnel,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::load_tables;

    #[test]
    fn the_shipped_stages_hold_against_the_register_and_every_listed_stage_is_one() {
        let files = Files::embedded();
        let programme = Programme::load(&files, &load_tables(&files).unwrap()).unwrap();
        let listed: Vec<String> = Codes::load(&files).unwrap().all("programme_stage").map(|(c, _)| c.into()).collect();
        let mut codes: Vec<String> = programme.stages.iter().map(|stage| stage.code.clone()).collect();
        codes.sort();
        assert_eq!(codes, listed);
        assert_eq!(programme.funnel().len(), 8, "the columns of the progress sheet");
        let dlmic = programme.stage("dlmic").unwrap();
        assert_eq!(programme.clone().in_state("BR").stages[dlmic].label.en, "District committee (DLMIC)");
        assert_eq!((programme.committee("BR"), programme.committee("UK")), ("DLMIC", "DLIMC"));
        let golive = programme.stage("golive").unwrap();
        let set = programme.deadline("UK", "mpacs", golive).unwrap();
        assert_eq!(set.on, Date::constant(2025, 12, 31));
        assert!(programme.deadline("BR", "mpacs", golive).is_none());
    }
}
