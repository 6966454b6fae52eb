//! The readers of dates and times of day: no text panics, and what is read lies within what a date may name.
#![no_main]

use coop_registry::{
    cleaning::{DateColumn, read_date, read_moment, read_year},
    model::{Date, Value},
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let latest = Date::constant(2026, 3, 31);
    let mut column = DateColumn::default();
    for line in text.lines() {
        column.see(line);
    }
    for line in text.lines() {
        for evidence in [&DateColumn::default(), &column] {
            if let Ok(read) = read_date(line, evidence, latest, 2026)
                && let Value::Date(day) = read.value
            {
                assert!(day <= latest, "{line:?} reads as {day}");
            }
        }
        let _ = read_moment(line, &column, latest, 2026);
        let _ = read_year(line);
    }
});
