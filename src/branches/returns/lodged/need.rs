//! Which documents are asked of a society for a year, and what its return says of them.

use crate::{
    branches::returns::{About, each_of_year},
    catalogue::{AskedDocument, ReturnDocument, ReturnDocuments, ReturnFields, Statutes},
    model::{CooperativeYear, Moment, Value},
    register::{ReadRegister, RegisterError},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

/// Lines of a return the documents speak of, by key.
pub type Facts = BTreeMap<String, Value>;

/// Is a document asked of a society?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// By its own law.
    Required,
    /// By another law, for comparison.
    Compared,
    /// It may lodge it.
    Optional,
    /// Not this year: what it is for did not happen.
    NotNow,
    /// No return on record, or a line missing: it cannot be told.
    Untold,
}

impl Need {
    /// For scripts.
    pub fn key(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Compared => "comparison",
            Self::Optional => "optional",
            Self::NotNow => "not-asked",
            Self::Untold => "cannot-tell",
        }
    }
    /// Is its lack to be told?
    pub fn is_asked(self) -> bool {
        matches!(self, Self::Required | Self::Compared)
    }
}

/// Whether a document is asked of a society, and by what.
pub fn need<'d>(
    kind: &'d ReturnDocument,
    about: &About,
    statutes: &Statutes,
    facts: Option<&Facts>,
) -> (Need, Option<&'d AskedDocument>) {
    let Some(asked) = kind.asked_of(&about.whom.act, &about.whom.class) else { return (Need::NotNow, None) };
    let holds = match &kind.when {
        None => Some(true),
        Some(when) => facts.and_then(|facts| when.holds(facts.get(&when.line).unwrap_or(&Value::Empty))),
    };
    let need = match (asked.required, holds) {
        (false, Some(false)) | (true, Some(false)) => Need::NotNow,
        (false, _) => Need::Optional,
        (true, None) => Need::Untold,
        (true, Some(true)) if asked.is_own(statutes, &about.whom.act) => Need::Required,
        (true, Some(true)) => Need::Compared,
    };
    (need, Some(asked))
}

/// The lines documents speak of, of every return of a year on record and not refused, by society.
pub fn facts_of_year(
    register: &dyn ReadRegister,
    fields: &ReturnFields,
    kinds: &ReturnDocuments,
    fy: CooperativeYear,
    moment: Moment,
) -> Result<BTreeMap<String, Facts>, RegisterError> {
    let keys = kinds.0.iter().flat_map(|kind| kind.field.iter().chain(kind.when.iter().map(|when| &when.line)));
    let wanted: BTreeSet<u16> = keys.filter_map(|key| fields.no(key)).collect();
    let mut all = BTreeMap::new();
    each_of_year(register, fields, fy, moment, &mut |filed, _| {
        let lines = filed.lines.into_iter().filter(|(no, _)| wanted.contains(no));
        all.insert(filed.society, lines.map(|(no, value)| (fields.at(no).key.clone(), value)).collect());
        ControlFlow::Continue(())
    })?;
    Ok(all)
}
