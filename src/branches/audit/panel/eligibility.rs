//! The rules an applicant is held against, as data: `catalogue/rules/panel/eligibility.toml`.

use crate::{
    branches::audit::allotment::Category,
    catalogue::{Basis, CatalogueError, Files, Seen},
    cleaning::Codes,
    model::{Kind, Label, TableDef},
};
use serde::Deserialize;

const FILE: &str = "rules/panel/eligibility.toml";

/// What must hold of one field; just one of these is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Need {
    /// The field of the application.
    pub field: String,
    /// At least so much.
    pub least: Option<i64>,
    /// At most so much.
    pub most: Option<i64>,
    /// One of these codes.
    pub is_one_of: Option<Vec<String>>,
    /// Yes, or no.
    pub yes: Option<bool>,
    /// Something is written.
    pub filled: Option<bool>,
}

/// What the program looks up beyond the application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// It came by the last day of its notification.
    InTime,
    /// The notification calls for its category.
    CategoryWanted,
    /// Nobody applied twice.
    Single,
    /// The person is not debarred.
    NotDebarred,
}

/// A rule.
#[derive(Clone, Debug)]
pub struct Eligible {
    /// Code, as `experience`.
    pub id: String,
    /// The sentence.
    pub said: Label,
    /// What it rests on.
    pub basis: Basis,
    /// Only of these kinds of auditor; none: of all.
    pub kinds: Vec<String>,
    /// Only of these categories; none: of all.
    pub categories: Vec<Category>,
    /// What must hold, all of it.
    pub needs: Vec<Need>,
    /// What is looked up.
    pub asks: Option<Asked>,
}

/// A category of the panel.
#[derive(Clone, Debug)]
pub struct PanelCategory {
    /// Which.
    pub category: Category,
    /// Fee class.
    pub fee_class: String,
    /// Which societies it is for.
    pub said: Label,
}

/// All rules and categories.
#[derive(Clone, Debug)]
pub struct EligibilityRules {
    /// Rules in the order of the file.
    pub rules: Vec<Eligible>,
    /// Categories.
    pub categories: Vec<PanelCategory>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RulesFile {
    rule: Vec<RuleLine>,
    category: Vec<CategoryLine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleLine {
    id: String,
    en: String,
    hi: String,
    source: String,
    source_hi: String,
    seen: Seen,
    #[serde(default)]
    kinds: Vec<String>,
    #[serde(default)]
    categories: Vec<String>,
    #[serde(default)]
    needs: Vec<Need>,
    asks: Option<Asked>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CategoryLine {
    code: String,
    fee_class: String,
    en: String,
    hi: String,
}

impl EligibilityRules {
    /// Reads the file against the register of applications; everything that is wrong in it at once.
    pub fn load(files: &Files, table: &TableDef) -> Result<Self, Vec<CatalogueError>> {
        let text = files.text(FILE).map_err(|fault| vec![fault])?;
        Self::read(&text, table, &Codes::load(files)?)
    }

    fn read(text: &str, table: &TableDef, codes: &Codes) -> Result<Self, Vec<CatalogueError>> {
        let file: RulesFile = toml::from_str(text).map_err(|fault| vec![CatalogueError::new(FILE, fault)])?;
        let mut faults = Vec::new();
        let mut category = |code: &str, at: &str| {
            let read = Category::read(code);
            if read.is_none() {
                faults.push(format!("{at}: '{code}' is none of A, B, C, D"));
            }
            read
        };
        let mut rules: Vec<Eligible> = Vec::new();
        for line in file.rule {
            let categories = line.categories.iter().filter_map(|code| category(code, &line.id)).collect();
            rules.push(Eligible {
                said: Label { en: line.en, hi: line.hi },
                basis: Basis { said: Label { en: line.source, hi: line.source_hi }, seen: line.seen },
                kinds: line.kinds,
                categories,
                needs: line.needs,
                asks: line.asks,
                id: line.id,
            });
        }
        let categories = file.category.into_iter().filter_map(|line| {
            let said = Label { en: line.en, hi: line.hi };
            Some(PanelCategory { category: category(&line.code, "category")?, fee_class: line.fee_class, said })
        });
        let categories: Vec<PanelCategory> = categories.collect();
        for (at, rule) in rules.iter().enumerate() {
            if rules[..at].iter().any(|earlier| earlier.id == rule.id) {
                faults.push(format!("{}: two rules of this id", rule.id));
            }
            if rule.needs.is_empty() == rule.asks.is_none() {
                faults.push(format!("{}: either needs or asks is written", rule.id));
            }
            let kind_known = |kind: &&String| codes.all("auditor_kind").any(|(code, _)| code == kind.as_str());
            let unknown = rule.kinds.iter().filter(|kind| !kind_known(kind));
            faults.extend(unknown.map(|kind| format!("{}: '{kind}' is no code of the list auditor_kind", rule.id)));
            faults.extend(rule.needs.iter().filter_map(|need| Some(format!("{}: {}", rule.id, need.wrong(table)?))));
        }
        if faults.is_empty() {
            return Ok(Self { rules, categories });
        }
        Err(faults.into_iter().map(|fault| CatalogueError::new(FILE, fault)).collect())
    }

    /// Fee class of a category.
    pub fn fee_class(&self, category: Category) -> &str {
        self.categories.iter().find(|one| one.category == category).map_or("", |one| &one.fee_class)
    }
}

impl Need {
    fn wrong(&self, table: &TableDef) -> Option<String> {
        let Some(field) = table.field(&self.field) else {
            return Some(format!("no field '{}' in {}", self.field, table.name));
        };
        let number = self.least.is_some() || self.most.is_some();
        let said = [number, self.is_one_of.is_some(), self.yes.is_some(), self.filled.is_some()];
        if said.iter().filter(|one| **one).count() != 1 {
            return Some(format!("{}: one of least/most, is_one_of, yes, filled is written", self.field));
        }
        let fits = match field.kind {
            Kind::Bool => self.yes.is_some() || self.filled.is_some(),
            Kind::Code => !number && self.yes.is_none(),
            _ => self.yes.is_none() && self.is_one_of.is_none(),
        };
        (!fits).then(|| format!("{}: this cannot be asked of a field of its kind", self.field))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::load_tables;

    #[test]
    fn the_rules_of_the_catalogue_load_and_every_fault_of_others_is_told() {
        let files = Files::embedded();
        let tables = load_tables(&files).unwrap();
        let table = tables.get("panel_application").unwrap();
        let rules = EligibilityRules::load(&files, table).unwrap();
        assert_eq!(rules.categories.len(), 4);
        assert_eq!(rules.fee_class(Category::A), "I");
        let of = |needs: &str| {
            let about = r#"en = "x", hi = "x", source = "x", source_hi = "x", seen = "project""#;
            format!("{{ id = \"a\", {about}, {needs} }}")
        };
        let (one, two) =
            (of("needs = [{ field = \"nosuch\", least = 1 }]"), of("needs = [{ field = \"kind\", least = 1 }]"));
        let text =
            format!("rule = [{one}, {two}]\ncategory = [{{ code = \"Z\", fee_class = \"\", en = \"\", hi = \"\" }}]");
        let faults = EligibilityRules::read(&text, table, &Codes::load(&files).unwrap()).unwrap_err();
        assert_eq!(faults.len(), 4, "{faults:?}");
    }
}
