//! One test binary: each further one would link everything again.

mod all_registers;
mod allotment;
mod careful;
mod cleaning;
mod commands;
mod corrections;
mod day_book;
mod decode;
mod directions;
mod imports;
mod jobs;
mod journey;
mod keeping;
mod killed;
mod merged;
mod office;
mod privacy;
mod refusals;
mod rejects;
mod reports;
mod returns;
mod rules;
mod samples;
mod settings;
mod truth;
mod verdicts;
