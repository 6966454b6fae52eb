//! Reports: typed tables built from rows, dressed by writers in the reader's language.
//!
//! A builder knows which columns and how they are got; words are keys of `catalogue/texts/reports.toml`;
//! [`writers`] know forms (XLSX, HTML, CSV, JSON, and PDF through the printing program).

pub mod allotment_order;
pub mod asset_papers;
pub mod atlas;
pub mod audit_progress;
pub mod audit_rows;
pub mod auditor_load;
pub mod byelaws;
pub mod cause_list;
pub mod chart;
pub mod computerisation;
pub mod coverage;
pub mod default_notice;
pub mod default_service;
pub mod defaulters;
pub mod dress;
pub mod dressed;
pub mod election;
mod error;
pub mod findings;
pub mod from_register;
pub mod ground;
pub mod handover_certificate;
pub mod inspection_order;
pub mod inspection_report;
pub mod late_penalty;
pub mod letter;
pub mod liquidation;
pub mod making;
pub mod map;
pub mod member_roll;
pub mod migration_account;
pub mod migration_certificate;
pub mod ncd;
pub mod notice;
pub mod pacs_activity;
pub mod pacs_day;
pub mod parts;
pub mod project;
mod report;
pub mod return_receipt;
pub mod scheme_progress;
pub mod service_book;
pub mod society_paper;
pub mod society_register;
pub mod subvention_claim;
pub mod svg;
pub mod system_certificate;
mod words;
pub mod writers;

pub use error::ReportError;
pub use report::{CodeNames, Column, ColumnKind, Origin, Phrase, Report, Role, Section, Table};
pub use words::{Digits, Reader, Words};
