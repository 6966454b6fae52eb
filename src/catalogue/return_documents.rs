//! Documents lodged with the return of a year: `catalogue/return_documents.toml`.

use super::{CatalogueError, Files, ReturnFields, Seen, Statute, Statutes, return_fields::read_toml};
use crate::model::{Label, Language, Value};
use serde::Deserialize;
use std::collections::BTreeSet;

const DOCUMENTS: &str = "return_documents.toml";

/// What a line of the return must be for a document to be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Is {
    AboveZero,
    BelowZero,
    Yes,
}

/// A line of the return, and what it must be.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Key of the line.
    pub line: String,
    is: Is,
}

impl Condition {
    /// Does a value fulfil it? Nothing where the line is empty.
    pub fn holds(&self, value: &Value) -> Option<bool> {
        Some(match self.is {
            Is::AboveZero => value.as_integer()? > 0,
            Is::BelowZero => value.as_integer()? < 0,
            Is::Yes => match value {
                Value::Bool(yes) => *yes,
                _ => return None,
            },
        })
    }
}

/// Of whom a document is asked, and by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedDocument {
    /// Codes of governing Acts; none: every Act.
    pub acts: Vec<String>,
    /// Classes of society; none: every class.
    pub classes: Vec<String>,
    /// Must it lie there, or may it?
    pub required: bool,
    /// Section it stands in.
    pub basis: Option<String>,
    /// Where it was seen, without a section.
    pub source: Label,
    /// How it was seen.
    pub seen: Seen,
}

/// A kind of document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnDocument {
    /// Code, as file names have it.
    pub code: String,
    /// Name.
    pub label: Label,
    /// Line of the return that says whether it was attached.
    pub field: Option<String>,
    /// May there be more than one?
    pub several: bool,
    /// Asked only where this holds.
    pub when: Option<Condition>,
    /// Of whom.
    pub asked: Vec<AskedDocument>,
}

/// All kinds, in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct ReturnDocuments(pub Vec<ReturnDocument>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    document: Vec<Line>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    code: String,
    en: String,
    hi: String,
    field: Option<String>,
    #[serde(default)]
    several: bool,
    when: Option<Condition>,
    asked: Vec<AskedLine>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Need {
    Required,
    Optional,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AskedLine {
    #[serde(default)]
    acts: Vec<String>,
    #[serde(default)]
    classes: Vec<String>,
    need: Need,
    basis: Option<String>,
    source: Option<Label>,
    seen: Option<Seen>,
}

impl ReturnDocuments {
    /// Reads and checks the file; all faults at once.
    pub fn load(files: &Files, statutes: &Statutes, fields: &ReturnFields) -> Result<Self, Vec<CatalogueError>> {
        let file: File = read_toml(files, DOCUMENTS).map_err(|fault| vec![fault])?;
        let (mut all, mut faults, mut codes) = (Vec::new(), Vec::new(), BTreeSet::new());
        for line in file.document {
            let fault = |said: String| CatalogueError::new(DOCUMENTS, format!("{}: {said}", line.code));
            if !codes.insert(line.code.clone()) {
                faults.push(fault("stands twice".into()));
            }
            for key in line.field.iter().chain(line.when.iter().map(|when| &when.line)) {
                if fields.no(key).is_none() {
                    faults.push(fault(format!("no line '{key}' of the return")));
                }
            }
            let mut asked = Vec::new();
            for one in line.asked {
                match one.read(statutes) {
                    Ok(read) => asked.push(read),
                    Err(said) => faults.push(CatalogueError::new(DOCUMENTS, format!("{}: {said}", line.code))),
                }
            }
            all.push(ReturnDocument {
                code: line.code,
                label: Label { en: line.en, hi: line.hi },
                field: line.field,
                several: line.several,
                when: line.when,
                asked,
            });
        }
        if faults.is_empty() { Ok(Self(all)) } else { Err(faults) }
    }
    /// A kind by its code.
    pub fn get(&self, code: &str) -> Option<&ReturnDocument> {
        self.0.iter().find(|one| one.code == code)
    }
    /// Codes in order.
    pub fn codes(&self) -> Vec<&str> {
        self.0.iter().map(|one| one.code.as_str()).collect()
    }
}

impl ReturnDocument {
    /// By what it is asked of a society of this Act and class; nothing where it is not.
    pub fn asked_of(&self, act: &str, class: &str) -> Option<&AskedDocument> {
        let is = |named: &[String], one: &str| named.is_empty() || named.iter().any(|name| name == one);
        self.asked.iter().find(|asked| is(&asked.acts, act) && is(&asked.classes, class))
    }
}

impl AskedDocument {
    /// Is it asked by the society's own law, or by law that binds it beside?
    pub fn is_own(&self, statutes: &Statutes, act: &str) -> bool {
        let of = |statute: &Statute| statute.governs.iter().chain(&statute.binds).any(|governed| governed == act);
        self.basis.as_ref().and_then(|basis| statutes.cited(basis)).is_some_and(|(statute, ..)| of(statute))
    }
    /// Where it comes from for a society of an Act, with how it was seen.
    pub fn origin(&self, statutes: &Statutes, act: &str, language: Language) -> String {
        let seen = self.seen.word(language);
        let Some((statute, number, _)) = self.basis.as_ref().and_then(|basis| statutes.cited(basis)) else {
            return format!("{} ({seen})", self.source.in_language(language));
        };
        let comparison = match (self.is_own(statutes, act), language) {
            (true, _) => "",
            (false, Language::En) => "; comparison, not this society's own Act",
            (false, Language::Hi) => "; तुलनार्थ, समिति का अपना अधिनियम नहीं",
        };
        format!("{}, {number} ({seen}{comparison})", statute.name.in_language(language))
    }
}

impl AskedLine {
    fn read(self, statutes: &Statutes) -> Result<AskedDocument, String> {
        let cited = match &self.basis {
            Some(basis) => Some(statutes.cited(basis).ok_or_else(|| format!("no section '{basis}'"))?.2.seen),
            None => None,
        };
        let Some(seen) = self.seen.or(cited) else { return Err("neither basis nor seen".into()) };
        let source = self.source.unwrap_or_default();
        if self.basis.is_none() && (source.en.is_empty() || source.hi.is_empty()) {
            return Err("neither basis nor source in both languages".into());
        }
        let required = self.need == Need::Required;
        Ok(AskedDocument { acts: self.acts, classes: self.classes, required, basis: self.basis, source, seen })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Paise;

    #[test]
    fn what_binds_a_multi_state_society_is_a_comparison_for_a_state_society() {
        let files = Files::embedded();
        let statutes = Statutes::load(&files).unwrap();
        let all = ReturnDocuments::load(&files, &statutes, &ReturnFields::load(&files).unwrap()).unwrap();
        let accounts = all.get("audited_accounts").unwrap();
        let of = |act: &str| accounts.asked_of(act, "pacs").map(|asked| (asked.is_own(&statutes, act), asked.seen));
        assert_eq!(of("mscs_2002"), Some((true, Seen::Text)));
        assert_eq!(of("mp_1960"), Some((true, Seen::Secondary)));
        assert_eq!(of("bihar_1935"), Some((false, Seen::Text)));
        let members = all.get("member_list").unwrap().asked_of("bihar_1935", "pacs").unwrap();
        assert!(!members.required && members.origin(&statutes, "bihar_1935", Language::En).contains("secondary"));
        let plan = all.get("surplus_plan").unwrap().when.as_ref().unwrap();
        assert_eq!(plan.holds(&Value::Money(Paise(1))), Some(true));
        assert_eq!((plan.holds(&Value::Money(Paise(0))), plan.holds(&Value::Empty)), (Some(false), None));
    }
}
