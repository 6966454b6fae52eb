//! One test binary: each further one would link everything again.

mod allotment;
mod commands;
mod directions;
mod reports;
mod rules;
mod samples;
