//! The converter of legacy fonts: any bytes, every family. Nothing is lost, and what was read reads as itself again.
#![no_main]

use coop_registry::{
    catalogue::Files,
    devanagari::{Decoder, FontFamily, QuoteStyle, text_of_bytes},
};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static DECODER: LazyLock<Decoder> = LazyLock::new(|| Decoder::load(&Files::embedded()).expect("the catalogue reads"));

fuzz_target!(|bytes: &[u8]| {
    let text = text_of_bytes(bytes.to_vec());
    for family in [FontFamily::KrutiDev, FontFamily::KrutiDev011, FontFamily::Walkman, FontFamily::Chanakya] {
        for quotes in [QuoteStyle::Glyph, QuoteStyle::Intent] {
            let Ok(read) = DECODER.decode(&text, &family, quotes) else { continue };
            for unknown in &read.unknown {
                assert!(read.text.contains(*unknown), "{unknown:?} is flagged and lost");
            }
        }
    }
    let judged = DECODER.detect(&text);
    assert!((0.0..=1.0).contains(&judged.confidence));
});
