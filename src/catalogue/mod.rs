//! The law, words and tables as data: `catalogue/` embedded at build, replaceable with `--catalogue DIR`.

mod activities;
mod basis;
mod clocks;
mod files;
mod penalties;
mod places;
mod registers;
mod return_documents;
mod return_fields;
mod rule_cases;
mod rule_entries;
mod statutes;
mod texts;
mod version;

pub use activities::{Activities, Activity, Figure};
pub use basis::Basis;
pub use clocks::{CLOCKS, ClockDef, Clocks, Measure, OnExpiry, TimeUnit};
pub use files::{CatalogueError, Files};
pub use penalties::{Penalties, PenaltyOfLaw, PenaltyShape};
pub use places::{How, Level, Place, PlaceMatch, Places};
pub use registers::{load_list, load_tables};
pub use return_documents::{AskedDocument, Condition as DocumentCondition, ReturnDocument, ReturnDocuments};
pub use return_fields::{ParamDef, ReturnField, ReturnFields, ReturnKind};
pub use rule_cases::{CaseOfLaw, Expected, load_cases_of_law};
pub use rule_entries::{PLAIN_BASES, RuleEntry, load_rule_entries};
pub use statutes::{DatedFigure, Section, Seen, Statute, StatuteKind, Statutes, decimal_text};
pub use texts::Texts;
