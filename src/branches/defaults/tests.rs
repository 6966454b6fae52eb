//! Tests of a run.
