//! The readers of dates and times of day: no text panics, and what is read lies within what a date may name.
#![no_main]

use coop_registry::{
    catalogue::Files,
    cleaning::{DateColumn, DateWords, read_date, read_moment, read_year},
    model::{Date, Value},
};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static WORDS: LazyLock<DateWords> = LazyLock::new(|| DateWords::load(&Files::embedded()).expect("the catalogue reads"));

fuzz_target!(|text: &str| {
    let latest = Date::constant(2026, 3, 31);
    let mut column = DateColumn::new(&WORDS);
    for line in text.lines() {
        column.see(line);
    }
    for line in text.lines() {
        for evidence in [&DateColumn::new(&WORDS), &column] {
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
