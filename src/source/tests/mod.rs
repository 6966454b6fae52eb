//! Tests across the readers: small files of every format, made here.

mod biff;
mod damage;
mod fixtures;
mod notes;
mod ods;
mod refused;
pub(super) mod telling;
mod xlsb;
mod xlsx;
