//! Allotment of audits: who audits whom this year, at least cost or by a draw, with reasons anyone can check.
//!
//! facts, policy ─[terms]→ figures of one draft ─[eligibility, instance]→ problem ─[solver, ties | draw]→ solution
//! ─[draft]→ file ─[check, explain, order]→ proof, worksheet, plan

mod ceremony;
mod check;
mod conflicts;
mod draft;
mod draw;
mod eligibility;
mod error;
mod explain;
mod facts;
mod instance;
mod order;
mod policy;
mod problem;
mod proof;
mod reason;
mod replace;
mod solution;
mod solver;
mod terms;
mod ties;

#[cfg(test)]
mod conflicts_test;
#[cfg(test)]
mod draft_test;
#[cfg(test)]
mod limits_test;
#[cfg(test)]
mod made_up;
#[cfg(test)]
mod optimum_test;
#[cfg(test)]
mod properties_test;

pub use ceremony::{Ceremony, FEWEST_PERSONS, SealedWords, fingerprint, fit, seal_of};
pub use check::verify;
pub use conflicts::{Conflict, Conflicts, Refused, conflicts};
pub use draft::{Assigned, Body, Draft, FORMAT, Method, ReadAt, Without};
pub use draw::{Seed, Ticket, draw};
pub use eligibility::{Eligibility, history_years};
pub use error::AllotmentError;
pub use explain::{Candidate, Worksheet, explain};
pub use facts::{Absence, AuditorFacts, Bar, Category, DEPARTMENTAL, Facts, Hindrance, Ordered, SocietyFacts};
pub use order::{Order, order};
pub use policy::Policy;
pub use problem::{AllotmentProblem, Arc, SocietyRow, identity_order};
pub use proof::faults;
pub use reason::Reason;
pub use replace::{Changed, Falling, Replaced, replace};
pub use solution::{Cost, Solution};
pub use solver::solve;
pub use terms::{Apart, CategoryLimits, OfficeTerms, PanelTerms, Points, Terms};
