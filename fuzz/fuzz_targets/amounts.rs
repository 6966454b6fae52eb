//! The readers of amounts, counts, shares and telephone numbers, in figures and in words.
#![no_main]

use coop_registry::{
    catalogue::Files,
    cleaning::{NumberWords, read_decimal, read_phone, registration_parts},
    model::Value,
};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static WORDS: LazyLock<NumberWords> =
    LazyLock::new(|| NumberWords::load(&Files::embedded()).expect("the catalogue reads"));

fuzz_target!(|text: &str| {
    for unit in [None, Some(100_000), Some(i64::MAX)] {
        if let Ok(read) = WORDS.read_amount(text, unit) {
            assert!(matches!(read.value, Value::Money(_) | Value::Empty));
        }
    }
    let _ = WORDS.read_count(text);
    let _ = read_decimal(text, 1000, Value::Quantity);
    let _ = read_phone(text);
    let _ = registration_parts(text);
});
