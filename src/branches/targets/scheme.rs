//! Schemes as data: `catalogue/programmes/*.toml`.

use crate::{
    branches::computerisation::Programme,
    catalogue::{Activities, Basis, CatalogueError, Files, Seen},
    cleaning::Codes,
    model::{Kind, Label, Tables},
};
use serde::Deserialize;
use std::collections::BTreeMap;

const FOLDER: &str = "programmes";

/// What a scheme is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SchemeUnit {
    /// Paise.
    Money,
    /// So many.
    Count,
}

/// What achieves a scheme. Each is counted in the period of a target.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "of", rename_all = "lowercase", deny_unknown_fields)]
pub enum Counted {
    /// A figure of an activity.
    Activity {
        /// Code of the kind.
        activity: String,
        /// Column of the figure.
        field: String,
    },
    /// Societies of which a lasting activity begins.
    Membership {
        /// Code of the kind.
        activity: String,
        /// The figure that is not nought.
        field: String,
    },
    /// Persons admitted as members.
    Members {
        /// Fields of the register of members and the codes they have.
        #[serde(default, rename = "where")]
        only: BTreeMap<String, String>,
    },
    /// Societies registered.
    Societies {
        /// Fields of the register of societies and the codes they have.
        #[serde(default, rename = "where")]
        only: BTreeMap<String, String>,
    },
    /// Units that reached a stage of computerisation.
    Stage {
        /// Code of the stage.
        stage: String,
        /// Programmes, codes of `programme_kind`.
        kinds: Vec<String>,
    },
}

/// A scheme.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// Name on the command line, as `jan-aushadhi`.
    pub code: String,
    /// Name.
    pub label: Label,
    /// What it is counted in.
    pub unit: SchemeUnit,
    /// Classes of the societies concerned; none: a split by societies or members is over all.
    pub classes: Vec<String>,
    /// What achieves it.
    pub counted: Counted,
    /// Where the scheme, and its target, was seen.
    pub basis: Basis,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SchemeFile {
    en: String,
    hi: String,
    unit: SchemeUnit,
    classes: Vec<String>,
    measure: Counted,
    source: Label,
    seen: Seen,
}

/// All schemes in the order of their names; all faults of their files at once.
pub fn load(files: &Files, tables: &Tables) -> Result<Vec<Scheme>, Vec<CatalogueError>> {
    let codes = Codes::load(files)?;
    let activities = Activities::load(files).map_err(|fault| vec![fault])?;
    let stages = Programme::load(files, tables)?;
    let (mut schemes, mut faults) = (Vec::new(), Vec::new());
    for path in files.list(FOLDER).map_err(|fault| vec![fault])? {
        let name = path.strip_prefix("programmes/").and_then(|name| name.strip_suffix(".toml"));
        let Some(code) = name else { continue };
        let read = files
            .text(&path)
            .and_then(|text| toml::from_str::<SchemeFile>(&text).map_err(|cause| CatalogueError::new(&path, cause)));
        match read {
            Err(fault) => faults.push(fault),
            Ok(file) => {
                let said = faults_of(&file, tables, &codes, &activities, &stages);
                faults.extend(said.into_iter().map(|said| CatalogueError::new(&path, said)));
                schemes.push(Scheme {
                    code: code.to_owned(),
                    label: Label { en: file.en, hi: file.hi },
                    unit: file.unit,
                    classes: file.classes,
                    counted: file.measure,
                    basis: Basis { said: file.source, seen: file.seen },
                });
            }
        }
    }
    if faults.is_empty() { Ok(schemes) } else { Err(faults) }
}

/// What the rest of the catalogue does not know of a scheme.
fn faults_of(
    file: &SchemeFile,
    tables: &Tables,
    codes: &Codes,
    activities: &Activities,
    stages: &Programme,
) -> Vec<String> {
    let known = |list: &str, code: &str| codes.all(list).any(|(known, _)| known == code);
    let classes = file.classes.iter().filter(|class| !known("society_class", class));
    let mut said: Vec<String> = classes.map(|class| format!("'{class}' is no class of society")).collect();
    match &file.measure {
        Counted::Activity { activity, field } | Counted::Membership { activity, field } => {
            if activities.get(activity).and_then(|kind| kind.figure(field)).is_none() {
                said.push(format!("activity '{activity}' has no figure '{field}'"));
            }
            let money = matches!(file.measure, Counted::Activity { .. }) && field == "amount";
            if money != (file.unit == SchemeUnit::Money) {
                said.push("money is the figure 'amount' of an activity, every other measure is a count".to_owned());
            }
            if field == "quantity" {
                said.push("a quantity is no unit of a target".to_owned());
            }
            return said;
        }
        Counted::Members { only } | Counted::Societies { only } => {
            let register = if matches!(file.measure, Counted::Members { .. }) { "member" } else { "society" };
            for (key, code) in only {
                let field =
                    tables.get(register).and_then(|table| table.field(key)).filter(|field| field.kind == Kind::Code);
                let list = field.and_then(|field| field.codes.as_deref());
                if !list.is_some_and(|list| known(list, code)) {
                    said.push(format!("'{key}' of {register} is no code '{code}'"));
                }
            }
        }
        Counted::Stage { stage, kinds } => {
            if stages.stage(stage).is_none() {
                said.push(format!("'{stage}' is no stage of computerisation"));
            }
            let kinds = kinds.iter().filter(|kind| !stages.kinds.contains_key(*kind));
            said.extend(kinds.map(|kind| format!("'{kind}' is no programme of computerisation")));
        }
    }
    if file.unit == SchemeUnit::Money {
        said.push("money is the figure 'amount' of an activity, every other measure is a count".to_owned());
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::load_tables;

    #[test]
    fn the_shipped_schemes_name_what_the_catalogue_knows_and_a_wrong_one_is_told_whole() {
        let files = Files::embedded();
        let tables = load_tables(&files).unwrap();
        let schemes = load(&files, &tables).unwrap();
        let names: Vec<&str> = schemes.iter().map(|scheme| scheme.code.as_str()).collect();
        for wanted in
            ["dairy", "jan-aushadhi", "necl-export", "organic", "seed", "women-members", "ardb-golive", "office-golive"]
        {
            assert!(names.contains(&wanted), "{wanted} is none of {names:?}");
        }
        let jan = schemes.iter().find(|scheme| scheme.code == "jan-aushadhi").unwrap();
        assert_eq!(jan.unit, SchemeUnit::Money);
        let wrong = "en = 'x'\nhi = 'x'\nunit = 'money'\nclasses = ['bakers']\nseen = 'project'\n\
                     source = { en = 'x', hi = 'x' }\n[measure]\nof = 'members'\nwhere = { sex = 'q' }\n";
        let file: SchemeFile = toml::from_str(wrong).unwrap();
        let activities = Activities::load(&files).unwrap();
        let codes = Codes::load(&files).unwrap();
        let stages = Programme::load(&files, &tables).unwrap();
        assert_eq!(faults_of(&file, &tables, &codes, &activities, &stages).len(), 3);
    }
}
