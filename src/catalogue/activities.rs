//! What a society does by month, and the figures kept of it: `catalogue/activities.toml`.

use super::{Basis, CatalogueError, Files, Seen};
use crate::model::Label;
use serde::Deserialize;
use std::collections::BTreeMap;

const ACTIVITIES: &str = "activities.toml";
const CODES: &str = "codes/pacs_activity.toml";

/// A figure of an activity: a column of the register `pacs_activity`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// The column, one of [`Activity::FIELDS`].
    pub field: String,
    /// What it is.
    pub label: Label,
    /// What it is counted in.
    pub unit: Label,
}

/// A kind of activity.
#[derive(Clone, Debug)]
pub struct Activity {
    /// Code, as `csc`.
    pub code: String,
    /// Name.
    pub label: Label,
    /// Classes of society that may have it; none: any.
    pub classes: Vec<String>,
    /// It began in its month and lasts, as a membership.
    pub once: bool,
    /// Its figures, the telling one first.
    pub figures: Vec<Figure>,
    /// Where it was seen.
    pub basis: Basis,
}

impl Activity {
    /// Columns of figures in the register.
    pub const FIELDS: [&'static str; 4] = ["number", "persons", "amount", "quantity"];

    /// A figure by its column; `None` where this kind has no such figure.
    pub fn figure(&self, field: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.field == field)
    }
}

/// All kinds, and what is known of days in the ERP.
#[derive(Clone, Debug, Default)]
pub struct Activities {
    /// Kinds in the order of their codes.
    pub all: Vec<Activity>,
    /// Classes of society whose days stand in the ERP.
    pub day_classes: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    classes: Vec<String>,
    #[serde(default)]
    once: bool,
    source: Label,
    seen: Seen,
    figure: Vec<Figure>,
}

#[derive(Deserialize)]
struct CodeLine {
    en: String,
    hi: String,
}

#[derive(Deserialize)]
struct File {
    day: Day,
    #[serde(flatten)]
    kinds: BTreeMap<String, Line>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Day {
    classes: Vec<String>,
}

impl Activities {
    /// Reads them; a kind without a code of the list, or a code without a kind, is a fault.
    pub fn load(files: &Files) -> Result<Self, CatalogueError> {
        let fault = |said: String| CatalogueError::new(ACTIVITIES, said);
        let file: File =
            toml::from_str(&files.text(ACTIVITIES)?).map_err(|cause| CatalogueError::new(ACTIVITIES, cause))?;
        let codes: BTreeMap<String, CodeLine> =
            toml::from_str(&files.text(CODES)?).map_err(|cause| CatalogueError::new(CODES, cause))?;
        if let Some(code) = codes.keys().find(|code| !file.kinds.contains_key(*code)) {
            return Err(fault(format!("{code} of {CODES} has no figures here")));
        }
        let mut all = Vec::new();
        for (code, line) in file.kinds {
            let Some(named) = codes.get(&code) else { return Err(fault(format!("{code} is no code of {CODES}"))) };
            if let Some(figure) = line.figure.iter().find(|figure| !Activity::FIELDS.contains(&figure.field.as_str())) {
                return Err(fault(format!("{code}: '{}' is none of {}", figure.field, Activity::FIELDS.join(", "))));
            }
            if line.figure.is_empty() {
                return Err(fault(format!("{code} has no figure")));
            }
            all.push(Activity {
                label: Label { en: named.en.clone(), hi: named.hi.clone() },
                basis: Basis { said: line.source, seen: line.seen },
                classes: line.classes,
                once: line.once,
                figures: line.figure,
                code,
            });
        }
        Ok(Self { all, day_classes: file.day.classes })
    }
    /// A kind by its code.
    pub fn get(&self, code: &str) -> Option<&Activity> {
        self.all.iter().find(|activity| activity.code == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_figures_in_both_languages_and_a_source() {
        let activities = Activities::load(&Files::embedded()).unwrap();
        assert!(activities.all.len() >= 4 && activities.get("jan_aushadhi").unwrap().figure("amount").is_some());
        for activity in &activities.all {
            assert!(!activity.basis.said.en.is_empty() && !activity.basis.said.hi.is_empty(), "{}", activity.code);
            for figure in &activity.figures {
                let words = [&figure.label.en, &figure.label.hi, &figure.unit.en, &figure.unit.hi];
                assert!(words.iter().all(|word| !word.is_empty()), "{}", activity.code);
            }
        }
        assert!(activities.get("csc").unwrap().figure("quantity").is_none());
    }
}
