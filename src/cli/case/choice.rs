//! Which act of a service is meant: named, found by the stage it leads to, or by the stage and the Act of the case.

use super::Desk;
use crate::{
    branches::cases::{ActDef, Case, Service, law_of},
    cli::{CommandError, Exit},
};

/// Which act is meant.
#[derive(Clone, Copy)]
pub enum Choice<'a> {
    /// This one.
    Act(&'a str),
    /// The one that leads the case into this stage.
    Into(&'a str),
    /// The first of these that is done in the stage of the case and under its Act; the first where none is.
    FirstOf(&'a [&'a str]),
}

/// Acts of a service that may be meant, the first one first.
pub struct Known(Vec<usize>);

impl Choice<'_> {
    pub fn called(&self) -> &str {
        match self {
            Self::Act(code) | Self::Into(code) => code,
            Self::FirstOf(codes) => codes.first().copied().unwrap_or_default(),
        }
    }
    /// The acts that may be meant; exit 2 where there is none.
    pub fn known(&self, service: &Service) -> Result<Known, CommandError> {
        let all = || service.acts.iter().enumerate().filter(|(_, act)| !act.from.is_empty() && !act.apart);
        let leads = |act: &ActDef| act.to.and_then(|to| service.stages.get(to)).map(|stage| stage.code.as_str());
        let found: Vec<usize> = match self {
            Self::Act(code) => all().filter(|(_, act)| act.code == *code).map(|(no, _)| no).collect(),
            Self::Into(stage) => all().filter(|(_, act)| leads(act) == Some(stage)).map(|(no, _)| no).collect(),
            Self::FirstOf(codes) => {
                let found = |code: &&str| all().find(|(_, act)| act.code == **code).map(|(no, _)| no);
                codes.iter().filter_map(found).collect()
            }
        };
        match self {
            _ if !found.is_empty() => Ok(Known(found)),
            Self::Into(stage) => {
                let mut known: Vec<&str> = all().filter_map(|(_, act)| leads(act)).collect();
                known.dedup();
                Err(CommandError::new(Exit::Arguments, "error.case.into")
                    .with("found", stage)
                    .with("known", known.join(", ")))
            }
            _ => {
                let known: Vec<&str> = all().map(|(_, act)| act.code.as_str()).collect();
                Err(CommandError::new(Exit::Arguments, "error.case.act")
                    .with("found", self.called())
                    .with("known", known.join(", ")))
            }
        }
    }
}

impl Known {
    /// The one meant of a case.
    pub fn of<'s>(&self, desk: &'s Desk<'_>, case: &Case) -> &'s ActDef {
        let service = &desk.service;
        let law = law_of(service, case, &desk.state);
        let fits = |act: &ActDef| {
            act.from.contains(&case.stage)
                && (act.laws.is_empty() || law.is_some_and(|law| act.laws.iter().any(|one| one == law)))
        };
        let found = self.0.iter().find(|no| fits(&service.acts[**no]));
        &service.acts[found.or(self.0.first()).copied().unwrap_or_default()]
    }
}

impl<'a> From<&'a str> for Choice<'a> {
    fn from(code: &'a str) -> Self {
        Self::Act(code)
    }
}
