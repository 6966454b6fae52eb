//! What acts on the register of societies ask for, and the clauses of standing: `catalogue/rules/society.toml`.

use crate::{
    catalogue::{CatalogueError, Clocks, Files},
    model::{Label, TableDef, Tables},
};
use serde::Deserialize;
use std::collections::BTreeMap;

const RULES: &str = "rules/society.toml";

/// The terms.
#[derive(Clone, Debug)]
pub struct Terms {
    pub(super) add: Add,
    pub(super) amend: Amend,
    /// The act that cancels a registration.
    pub cancel: Cancel,
    /// Complete years looked at.
    pub(super) years: u16,
    /// The clauses in their order.
    pub clauses: Vec<Clause>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Add {
    pub power: Option<String>,
    /// Fields that must be told; `a|b`: one of them.
    pub requires: Vec<String>,
    /// Fields by which no two societies are alike.
    pub unique: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Amend {
    pub power: Option<String>,
    pub elsewhere: Vec<Elsewhere>,
}

/// A value that is entered by an act of its own.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Elsewhere {
    pub field: String,
    pub is: String,
    /// The command.
    pub by: String,
}

/// The act that cancels a registration.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cancel {
    /// Its service.
    pub service: String,
    /// Its code.
    pub act: String,
}

/// A clause of standing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Code, as `returns`.
    pub code: String,
    /// In words.
    pub label: Label,
    /// What it needs.
    pub needs: Needs,
    /// Clock of its limit, by Act.
    pub due: BTreeMap<String, String>,
    /// Clock held against societies of any other Act.
    pub comparison: Option<String>,
}

/// What a clause needs, answered from the registers alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Needs {
    /// The society's status is one of these.
    Status(Vec<String>),
    /// A record of each year with one of these days, or, where `on_record`, without one.
    EachYear { register: String, days: Vec<String>, on_record: bool },
    /// Of the last record that counts them, as many settled as there were.
    Settled { register: String, counted: String, settled: String, complied: String },
    /// A record in force on the day: its first day, its last or, where that is not said, as the clock has it.
    InTerm { register: String, from: String, to: String },
    /// No record that has begun and not ended.
    NonePending { register: String, begun: String, ended: String },
}

impl Needs {
    /// The register that answers; `None`: that of societies.
    pub fn register(&self) -> Option<&str> {
        match self {
            Self::Status(_) => None,
            Self::EachYear { register, .. }
            | Self::Settled { register, .. }
            | Self::InTerm { register, .. }
            | Self::NonePending { register, .. } => Some(register),
        }
    }
    fn fields(&self) -> Vec<&str> {
        match self {
            Self::Status(_) => Vec::new(),
            Self::EachYear { days, .. } => days.iter().map(String::as_str).chain(["fy"]).collect(),
            Self::Settled { counted, settled, complied, .. } => vec![counted, settled, complied, "fy"],
            Self::InTerm { from, to, .. } => vec![from, to],
            Self::NonePending { begun, ended, .. } => vec![begun, ended],
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    add: Add,
    amend: Amend,
    cancel: Cancel,
    standing: StandingFile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StandingFile {
    years: u16,
    clause: Vec<ClauseFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClauseFile {
    code: String,
    en: String,
    hi: String,
    status: Option<Vec<String>>,
    register: Option<String>,
    each_year: Option<String>,
    #[serde(default)]
    on_record: bool,
    counted: Option<String>,
    settled: Option<String>,
    complied: Option<String>,
    from: Option<String>,
    to: Option<String>,
    begun: Option<String>,
    ended: Option<String>,
    #[serde(default)]
    due: BTreeMap<String, String>,
    comparison: Option<String>,
}

impl ClauseFile {
    fn needs(&self) -> Option<Needs> {
        if let Some(status) = &self.status {
            return Some(Needs::Status(status.clone()));
        }
        let register = self.register.clone()?;
        if let Some(days) = &self.each_year {
            let days = days.split('|').map(str::to_owned).collect();
            return Some(Needs::EachYear { register, days, on_record: self.on_record });
        }
        if let (Some(counted), Some(settled), Some(complied)) = (&self.counted, &self.settled, &self.complied) {
            let (counted, settled, complied) = (counted.clone(), settled.clone(), complied.clone());
            return Some(Needs::Settled { register, counted, settled, complied });
        }
        if let (Some(from), Some(to)) = (&self.from, &self.to) {
            return Some(Needs::InTerm { register, from: from.clone(), to: to.clone() });
        }
        let (begun, ended) = (self.begun.clone()?, self.ended.clone()?);
        Some(Needs::NonePending { register, begun, ended })
    }
}

impl Terms {
    /// Reads them; every field, register and clock that is not there is a fault.
    pub fn load(files: &Files, tables: &Tables, clocks: &Clocks) -> Result<Self, Vec<CatalogueError>> {
        let text = files.text(RULES).map_err(|fault| vec![fault])?;
        let file: File = toml::from_str(&text).map_err(|fault| vec![CatalogueError::new(RULES, fault)])?;
        let mut faults = Vec::new();
        let mut check = |at: &str, table: Option<&TableDef>, fields: &[&str]| {
            for key in fields.iter().filter(|key| table.is_none_or(|table| table.field(key).is_none())) {
                faults.push(CatalogueError::new(RULES, format!("{at}: no field '{key}' in its register")));
            }
        };
        let societies = tables.get(super::SOCIETIES);
        let asked = file.add.requires.iter().flat_map(|any| any.split('|'));
        check("add", societies, &asked.chain(file.add.unique.iter().map(String::as_str)).collect::<Vec<_>>());
        check("amend", societies, &file.amend.elsewhere.iter().map(|one| one.field.as_str()).collect::<Vec<_>>());
        let mut clauses = Vec::new();
        for clause in &file.standing.clause {
            match clause.needs() {
                None => check(&clause.code, None, &["status, each_year, counted, from or begun"]),
                Some(needs) => {
                    if let Some(register) = needs.register() {
                        let fields: Vec<&str> = needs.fields().into_iter().chain(["society"]).collect();
                        check(&clause.code, tables.get(register), &fields);
                    }
                    clauses.push(Clause {
                        code: clause.code.clone(),
                        label: Label { en: clause.en.clone(), hi: clause.hi.clone() },
                        needs,
                        due: clause.due.clone(),
                        comparison: clause.comparison.clone(),
                    });
                }
            }
        }
        let named = clauses.iter().flat_map(|clause| clause.due.values().chain(&clause.comparison));
        for clock in named.filter(|clock| clocks.get(clock).is_none()) {
            faults.push(CatalogueError::new(RULES, format!("no clock '{clock}' in clocks.csv")));
        }
        if file.standing.years == 0 {
            faults.push(CatalogueError::new(RULES, "standing.years: at least one year"));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let File { add, amend, cancel, standing } = file;
        Ok(Self { add, amend, cancel, years: standing.years, clauses })
    }
}
