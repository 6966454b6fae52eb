//! Tests across the readers: small files of every format, made here.

mod biff;
mod damage;
mod fixtures;
mod ods;
mod refused;
mod xlsb;
mod xlsx;
