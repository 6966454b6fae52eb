//! Nouns that all four programs have: one line each in a program's enum.

pub mod codes;
pub mod config;
pub mod db;
pub mod office;
pub mod report;
mod report_desk;
pub mod run;
