//! What must hold for any text.

use super::{Converter, Decoder, FontFamily, QuoteStyle, TypingStyle, normalize};
use crate::catalogue::Files;
use proptest::prelude::*;
use std::sync::OnceLock;
use unicode_normalization::is_nfc;

fn decoder() -> &'static Decoder {
    static DECODER: OnceLock<Decoder> = OnceLock::new();
    DECODER.get_or_init(|| Decoder::load(&Files::embedded()).expect("the embedded catalogue is read by this test"))
}

fn converter(family: &FontFamily) -> &'static Converter {
    decoder().converter(family).ok().flatten().expect("the family has a table")
}

const FAMILIES: [FontFamily; 3] = [FontFamily::KrutiDev, FontFamily::Walkman, FontFamily::Chanakya];

/// A syllable as Hindi builds it.
fn syllable() -> impl Strategy<Value = String> {
    let consonant = prop::sample::select("कखगघचछजझटठडढणतथदधनपफबभमयरलवशषसह".chars().collect::<Vec<_>>());
    let nukta = prop::sample::select(vec!["", "", "", "", "", "़"]);
    let vowel_sign = prop::sample::select(vec!["", "", "ा", "ि", "ी", "ु", "ू", "ृ", "े", "ै", "ो", "ौ", "ॉ"]);
    let nasal = prop::sample::select(vec!["", "", "", "ं", "ँ", "ः"]);
    let vowel = prop::sample::select("अआइईउऊऋएऐओऔऑ".chars().collect::<Vec<_>>());
    let with_letters =
        (prop::collection::vec((consonant, nukta), 1..4), vowel_sign, nasal).prop_map(|(letters, sign, nasal)| {
            let letters: Vec<String> = letters.into_iter().map(|(c, nukta)| spelt(c, nukta)).collect();
            // The candra of ॉ with a nasal reads as a candrabindu on ा: no Hindi word has both.
            let nasal = if sign == "ॉ" { "" } else { nasal };
            letters.join("्") + sign + nasal
        });
    let with_vowel = (vowel, nasal_of_vowel())
        .prop_map(|(vowel, nasal)| format!("{vowel}{}", if vowel == 'ऑ' { "" } else { nasal }));
    prop_oneof![4 => with_letters, 1 => with_vowel]
}

fn nasal_of_vowel() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["", "", "ं", "ँ"])
}

/// Only letters that Hindi dots; र with a dot is not one of them.
fn spelt(c: char, nukta: &str) -> String {
    if matches!(c, 'क' | 'ख' | 'ग' | 'ज' | 'ड' | 'ढ' | 'फ') {
        format!("{c}{nukta}")
    } else {
        c.to_string()
    }
}

fn word() -> impl Strategy<Value = String> {
    prop::collection::vec(syllable(), 1..6).prop_map(|syllables| syllables.concat())
}

proptest! {
    #![proptest_config(crate::random_cases::cases(10_000))]

    #[test]
    fn a_word_written_in_kruti_dev_reads_back_in_both_typing_styles(word in word()) {
        for style in [TypingStyle::Ascii, TypingStyle::Ligatures] {
            let encoder = decoder().encoder(&FontFamily::KrutiDev, style).ok().flatten().expect("Kruti Dev has a table");
            let typed = encoder.encode(&word);
            let read = converter(&FontFamily::KrutiDev).convert(&typed, QuoteStyle::Intent);
            let meant = normalize(&word);
            // A visarga at the end of a word that no list knows is a colon: one glyph.
            prop_assert_eq!(read.text.replace(':', "ः"), meant, "{}", typed);
            prop_assert!(read.verified && read.unknown.is_empty(), "{}", typed);
        }
    }

    #[test]
    fn the_order_of_marks_within_a_syllable_does_not_matter(
        letter in prop::sample::select(vec!["d", "M", "Lr", "\"V", "[k"]),
        marks in prop::sample::subsequence(vec!["h", "Z", "a", "+", "z"], 0..=5).prop_shuffle(),
        more in prop::sample::select(vec!["", "ks", "kS", "kWa"]),
    ) {
        let sorted = { let mut sorted = marks.clone(); sorted.sort_unstable(); sorted };
        // ी beside ो would be two vowel signs.
        let more: Vec<String> = if marks.contains(&"h") { Vec::new() } else { more.chars().map(String::from).collect() };
        let one = format!("{letter}{}{}", more.concat(), sorted.concat());
        let other = format!("{letter}{}{}", marks.concat(), more.iter().rev().cloned().collect::<String>());
        let read = |typed: &str| converter(&FontFamily::KrutiDev).convert(typed, QuoteStyle::Intent).text;
        prop_assert_eq!(read(&one), read(&other), "{} {}", one, other);
    }

    #[test]
    fn the_guise_of_a_code_does_not_matter(bytes in prop::collection::vec(prop_oneof![0x21u8..=0x7E, 0x80u8..=0xFF], 1..12)) {
        let (cp1252, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
        let c1: String = bytes.iter().map(|&b| char::from(b)).collect();
        let private: String = bytes.iter().filter_map(|&b| char::from_u32(0xF000 + u32::from(b))).collect();
        // Text that looks like UTF-8 read twice is repaired in one guise only; the letter Ã begins it.
        prop_assume!(!cp1252.contains(['Ã', 'Â', 'â']));
        for family in FAMILIES {
            let read = |text: &str| converter(&family).convert(text, QuoteStyle::Intent);
            let plain = read(&cp1252);
            // What no table knows is kept in the guise it came in.
            if !plain.unknown.is_empty() {
                continue;
            }
            prop_assert_eq!(&plain.text, &read(&c1).text);
            prop_assert_eq!(&plain.text, &read(&private).text);
        }
    }

    #[test]
    fn reading_a_cell_twice_changes_nothing(
        words in prop::collection::vec(prop_oneof![
            4 => word().prop_map(|word| {
                decoder().encoder(&FontFamily::KrutiDev, TypingStyle::Ascii).ok().flatten().map_or(word.clone(), |e| e.encode(&word))
            }),
            1 => prop::sample::select(vec!["PACS", "Ltd.", "Society", "12/03/1957", "¼PACS½", "2012&13", "A", "&", "can", "No", "DEO/RPR/2024", "Patna"]).prop_map(String::from),
            1 => prop::sample::select(vec!["समिति", "लि०", "१२", "(रजि.)"]).prop_map(String::from),
            1 => "[ -~]{1,6}",
        ], 0..6),
        family in prop::sample::select(FAMILIES.to_vec()),
    ) {
        let text = words.join(" ");
        let read = |text: &str| decoder().decode(text, &family, QuoteStyle::Intent).map(|read| read.text).expect("the family has a table");
        let once = read(&text);
        prop_assert_eq!(read(&once), once, "{}", text);
    }

    #[test]
    fn word_by_word_is_as_the_whole(
        words in prop::collection::vec(prop::collection::vec(any::<prop::sample::Index>(), 1..7), 1..6),
        blank in prop::sample::select(vec![" ", "  ", "\t"]),
    ) {
        for family in FAMILIES {
            let converter = converter(&family);
            // Quotation marks reach over blanks, in all their guises.
            let reaches = |c: &char| super::quotes::is_curly(*c)
                || matches!(converter.table.glyph(*c).kind, super::glyph::Kind::Alone('‘' | '’'));
            let codes: Vec<char> = converter.table.rows.iter().map(|row| row.code).filter(|c| !reaches(c) && *c != '\u{A0}').collect();
            let typed: Vec<String> = words.iter().map(|word| word.iter().map(|place| *place.get(&codes)).collect()).collect();
            let whole = converter.convert(&typed.join(blank), QuoteStyle::Intent);
            let parts: Vec<_> = typed.iter().map(|word| converter.convert(word, QuoteStyle::Intent)).collect();
            let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
            if !typed.join(blank).contains(['Ã', 'â', 'Â']) {
                prop_assert_eq!(&whole.text, &texts.join(blank));
                prop_assert_eq!(whole.faults, parts.iter().map(|part| part.faults).sum::<u32>());
                // Strokes are added up, so what two words miss may make up for each other, and a hook in one of them lets
                // the letters of all pass: the whole is never held more strictly than its words.
                let each = parts.iter().all(|part| part.verified);
                prop_assert!(whole.verified || !each, "{family:?} {typed:?}");
            }
            let once = decoder().decode(&typed.join(blank), &family, QuoteStyle::Intent);
            let fresh = decoder().decode(&typed.join(blank), &family, QuoteStyle::Intent);
            prop_assert_eq!(once, fresh, "what is kept from the first reading changes the second");
        }
    }

    #[test]
    fn what_comes_out_is_nfc_without_latin_letters(places in prop::collection::vec(any::<prop::sample::Index>(), 0..24)) {
        let converter = converter(&FontFamily::KrutiDev);
        let codes: Vec<char> = converter.table.rows.iter().map(|row| row.code).collect();
        let typed: String = places.iter().map(|place| *place.get(&codes)).collect();
        let read = converter.convert(&typed, QuoteStyle::Intent);
        prop_assert!(read.unknown.is_empty(), "{:?}", read.unknown);
        prop_assert!(is_nfc(&read.text), "{}", read.text);
        prop_assert!(!read.text.contains(|c: char| c.is_ascii_alphabetic()), "{}", read.text);
    }

    #[test]
    fn any_text_is_read_without_loss_of_characters_no_table_knows(text in any::<String>()) {
        for family in FAMILIES {
            let read = converter(&family).convert(&text, QuoteStyle::Glyph);
            for unknown in &read.unknown {
                // More of it may be drawn by another key, as a dash is.
                prop_assert!(text.matches(*unknown).count() <= read.text.matches(*unknown).count());
            }
            prop_assert!(decoder().decode(&text, &family, QuoteStyle::Intent).is_ok());
        }
        let judged = decoder().detect(&text);
        prop_assert!((0.0..=1.0).contains(&judged.confidence));
        let normal = normalize(&text);
        prop_assert_eq!(normalize(&normal), normal);
    }

    #[test]
    fn a_guise_that_gives_no_letter_of_the_font_is_none(text in "[ﬁﬂ⁄◊ıA-Za-zÁÚ]{1,6}") {
        for family in FAMILIES {
            let read = converter(&family).convert(&text, QuoteStyle::Glyph);
            prop_assert!(read.unknown.iter().all(|unknown| text.contains(*unknown) && read.text.contains(*unknown)));
        }
    }

    #[test]
    fn unicode_numbers_and_dates_pass_unchanged(text in "[\u{905}-\u{939}\u{93E}-\u{94D}०-९0-9 ./,-]{0,30}") {
        prop_assume!(text.contains(|c: char| ('\u{900}'..='\u{97F}').contains(&c)) || !text.contains(|c: char| c.is_alphabetic()));
        let read = decoder().decode(&text, &FontFamily::KrutiDev, QuoteStyle::Intent).map(|read| read.text);
        prop_assert_eq!(read, Ok(text));
    }
}

#[test]
fn an_unknown_character_is_kept_beside_the_key_that_draws_the_same() {
    let read = converter(&FontFamily::Walkman).convert("µ–", QuoteStyle::Glyph);
    assert_eq!((read.text.as_str(), &read.unknown[..]), ("––", &['–'][..]));
}

#[test]
fn a_mark_between_figures_that_letters_of_the_font_draw_is_read_as_between_figures() {
    let read = |text: &str| {
        decoder().decode(text, &FontFamily::Chanakya, QuoteStyle::Intent).map(|read| read.text).expect("it has a table")
    };
    assert_eq!(read("v&{"), "1-6");
    assert_eq!(read("PACS v]v"), "PACS 1,1");
    assert_eq!(read(&read("v&{")), "1-6");
    // A character is either kept and told as unknown, or read as a mark of figures and known.
    for text in ["v&{", " ~]½\0\0"] {
        let read = decoder().decode(text, &FontFamily::Chanakya, QuoteStyle::Intent).expect("it has a table");
        assert!(read.unknown.iter().all(|unknown| read.text.contains(*unknown)), "{read:?}");
    }
}
