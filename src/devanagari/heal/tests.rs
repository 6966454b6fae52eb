//! Clean words stay as they are; a clean word damaged in each way comes back.

use super::{super::normalize, *};
use proptest::prelude::*;
use std::sync::OnceLock;

fn healer() -> &'static Healer {
    static HEALER: OnceLock<Healer> = OnceLock::new();
    HEALER.get_or_init(|| {
        let files = Files::embedded();
        let decoder = Decoder::load(&files).expect("the embedded catalogue is read by this test");
        Healer::load(&files, &decoder).expect("the readings are in the catalogue")
    })
}

fn examine(text: &str) -> Option<Diagnosis> {
    healer().examine(text, &|_| 0)
}

/// What a damaged text should be, and its kinds of damage.
fn healed(text: &str) -> (Option<String>, Vec<&'static str>) {
    let found = examine(text).unwrap_or_else(|| panic!("{text} is damaged"));
    let kinds = found.kinds().into_iter().map(DamageKind::key).collect();
    (found.proposal.map(|proposal| proposal.text), kinds)
}

#[test]
fn each_kind_of_damage_is_told_and_mended() {
    for (damaged, clean, kind) in [
        ("समितिि", "समिति", "doubled_sign"),
        ("संंघ", "संघ", "doubled_sign"),
        ("समित ि", "समिति", "stray_sign"),
        ("िकसान", "किसान", "stray_sign"),
        ("सहकारीु समिति", "सहकारी समिति", "stray_sign"),
        ("सहक्ारी", "सहकारी", "stray_sign"),
        ("पटnा", "पटना", "foreign_letter"),
        ("स|मिति", "समिति", "foreign_letter"),
        ("सहk\u{93E}री", "सहकारी", "foreign_letter"),
        ("राम\u{200B}पुर", "रामपुर", "zero_width"),
        ("\u{FEFF}समिति", "समिति", "zero_width"),
        ("सह\u{AD}कारी", "सहकारी", "zero_width"),
        ("का\u{200D}म", "काम", "zero_width"),
        ("पढ\u{93E}\u{93C}ई", "पढ\u{93C}\u{93E}ई", "nukta"),
        ("ज\u{93C}\u{93C}मीन", "ज\u{93C}मीन", "nukta"),
        ("\u{95B}मीन ज\u{93C}िला", "ज\u{93C}मीन ज\u{93C}िला", "nukta"),
        ("अादेश", "आदेश", "built_vowel"),
        ("एेनक", "ऐनक", "built_vowel"),
        ("लाेग", "लोग", "built_vowel"),
        ("काॅलेज", "कॉलेज", "built_vowel"),
        ("गाॅंव", "गाँव", "built_vowel"),
        ("गॉंव", "गाँव", "built_vowel"),
        ("पंचंायत", "पंचांयत", "sign_order"),
        ("अध्\u{94D}यक्ष", "अध्यक्ष", "repeated_halant"),
        ("प्रात: सूचित", "प्रातः सूचित", "visarga_colon"),
        ("अंत:करण", "अंतःकरण", "visarga_colon"),
        ("वार्ड १२৩", "वार्ड १२३", "foreign_digit"),
        ("संख्या १2३", "संख्या १२३", "foreign_digit"),
    ] {
        assert_eq!(healed(damaged), (Some(clean.to_owned()), vec![kind]), "{damaged}");
    }
}

#[test]
fn what_has_several_readings_is_told_and_left() {
    for text in ["कँंठ", "झटघिी", "ख्ि", "ढxण", "घ ु"] {
        let (proposal, kinds) = healed(text);
        assert_eq!(proposal, None, "{text}");
        assert!(!kinds.is_empty(), "{text}");
    }
}

#[test]
fn what_only_looks_odd_is_no_damage() {
    for text in [
        "",
        "Patna",
        "समिति",
        "दर\u{94D}\u{200D}या",
        "क\u{94D}\u{200D}ष",
        "राजन\u{94D}\u{200C}य",
        "ग्रा0पं0 रामपुर",
        "सं०12/57",
        "क्र०5",
        "वार्ड2ख",
        "समितिPACSरामपुर",
        "पैक्स-समिति/ग्राम",
        "नाम:राम पता: पटना",
        "पटना|गया",
        "दुःख अतः ॐ",
        "ऽ",
        "कॉंग्रेस",
        "इर्द-गिर्द",
        "सि ० सं० १२/०३/१९५७",
        "लि॰ (रजि.)",
        "समिति का ক১",
        "ज\u{93C}मीन फ\u{93C}सल",
        "\u{95B}मीन",
        "मूल्य 12 रु. @ 5%",
    ] {
        assert_eq!(examine(text), None, "{text}");
    }
}

#[test]
fn the_register_proves_a_word_the_lists_do_not_have() {
    let text = "खxझौली";
    assert_eq!(examine(text).expect("damaged").proposal, None);
    let found = healer().examine(text, &|word| u64::from(word == "खझौली") * 7).expect("damaged");
    let proposal = found.proposal.expect("known in the register");
    assert_eq!((proposal.text.as_str(), proposal.elsewhere, proposal.in_lists), ("खझौली", 7, false));
    assert_eq!(proposal.certainty, Certainty::Likely);
    // Two known readings are none.
    let both = healer().examine(text, &|word| u64::from(word == "खझौली" || word == "खगझौली")).expect("damaged");
    assert_eq!(both.proposal, None);
}

#[test]
fn a_place_is_told_by_its_bytes() {
    let text = "रामपुर समितिि";
    let found = examine(text).expect("damaged");
    assert_eq!(found.damages.iter().map(|damage| &text[damage.at.clone()]).collect::<Vec<_>>(), ["िि"]);
}

#[test]
fn every_kind_has_words_in_both_languages() {
    let texts = crate::catalogue::Texts::load(&Files::embedded()).unwrap();
    let keys: BTreeSet<String> = DamageKind::ALL.iter().map(|kind| format!("damage.{}", kind.key())).collect();
    let worded = texts.all().map(|(key, _)| key).filter(|key| key.starts_with("damage."));
    assert_eq!(worded.map(str::to_owned).collect::<BTreeSet<_>>(), keys);
    assert!(DamageKind::ALL.iter().all(|kind| DamageKind::of_key(kind.key()) == Some(*kind)));
}

#[test]
fn no_word_of_the_catalogue_is_damaged() {
    let words = &healer().decoder.detector().words;
    assert!(words.hindi_list.len() > 4_000);
    let all = words.hindi_list.iter().chain(&words.hindi_abbreviations);
    let damaged: Vec<&String> = all.filter(|word| examine(word).is_some()).collect();
    assert!(damaged.is_empty(), "{damaged:?}");
}

/// Words of the lists, each damaged wherever it can be: nearly all come back, and none as another word.
#[test]
fn listed_words_damaged_in_ways_that_need_the_lists_come_back() {
    let words = &healer().decoder.detector().words;
    let (mut tried, mut back) = (BTreeMap::<&str, usize>::new(), BTreeMap::<&str, usize>::new());
    for word in words.hindi_list.iter().filter(|word| word.chars().count() >= 4) {
        let word = normalize(word);
        let chars: Vec<char> = word.chars().collect();
        let around = |at: usize| (chars[..at].iter().collect::<String>(), chars[at..].iter().collect::<String>());
        let mut damaged = Vec::new();
        for (at, c) in chars.iter().enumerate().skip(1) {
            let (left, right) = around(at);
            damaged.push(("a sign between", format!("{left}|{right}")));
            damaged.push(("a letter between", format!("{left}x{right}")));
            if signs::class(*c) == Class::Matra {
                damaged.push(("a blank before", format!("{left} {right}")));
                damaged.push(("a halant before", format!("{left}्{right}")));
            }
        }
        for (way, text) in damaged {
            // A break between two words of the lists is read as such.
            let Some(found) = examine(&text) else { continue };
            *tried.entry(way).or_default() += 1;
            if let Some(proposal) = found.proposal {
                *back.entry(way).or_default() += usize::from(proposal.text == word);
                let known = words_of(&proposal.text).all(|word| words.is_hindi(word));
                assert!(known, "{text} is read as {}", proposal.text);
            }
        }
    }
    for (way, tried) in &tried {
        let share = back[way] as f64 / *tried as f64;
        assert!(*tried > 3_000 && share > 0.9, "{way}: {} of {tried} came back", back[way]);
    }
    assert_eq!(tried.len(), 4);
}

/// A syllable of signs in their places, NFC.
fn syllable() -> impl Strategy<Value = String> {
    let consonant = prop::sample::select("कखगघचछजझटठडढणतथदधनपफबभमयरलवशषसह".chars().collect::<Vec<_>>());
    let dot = prop::sample::select(vec![false, false, false, true]);
    let sign = prop::sample::select(vec!["", "ा", "ि", "ी", "ु", "ू", "ृ", "े", "ै", "ो", "ौ"]);
    let mark = prop::sample::select(vec!["", "", "ं", "ँ", "ः"]);
    let letters =
        (prop::collection::vec((consonant, dot), 1..3), sign, mark.clone()).prop_map(|(letters, sign, mark)| {
            let dotted = |(c, dot): &(char, bool)| {
                let dot = if *dot && "कखगजडढफ".contains(*c) { "़" } else { "" };
                format!("{c}{dot}")
            };
            letters.iter().map(dotted).collect::<Vec<_>>().join("्") + sign + mark
        });
    let vowel = prop::sample::select("अआइईउऊऋएऐओऔ".chars().collect::<Vec<_>>());
    prop_oneof![5 => letters, 1 => (vowel, mark).prop_map(|(vowel, mark)| format!("{vowel}{mark}"))]
}

fn word() -> impl Strategy<Value = String> {
    prop::collection::vec(syllable(), 1..5).prop_map(|syllables| syllables.concat())
}

/// Places of a word at which `is` holds of a character and the one behind it.
fn places(word: &str, is: impl Fn(char, Option<char>) -> bool) -> Vec<usize> {
    let chars: Vec<char> = word.chars().collect();
    (0..chars.len()).filter(|at| is(chars[*at], chars.get(at + 1).copied())).collect()
}

/// A damage that can be read in one way only, done to a word; nothing where the word has no place for it.
fn damaged(word: &str, way: usize, pick: prop::sample::Index) -> Option<(String, DamageKind)> {
    let mut chars: Vec<char> = word.chars().collect();
    let at = |places: Vec<usize>| (!places.is_empty()).then(|| *pick.get(&places));
    let is = |class: Class| move |c: char, _: Option<char>| signs::class(c) == class;
    let kind = match way {
        0 => {
            let at = at(places(word, |c, _| matches!(signs::class(c), Class::Matra | Class::Mark)))?;
            chars.insert(at, chars[at]);
            DamageKind::DoubledSign
        }
        1 => {
            let at = at(places(word, is(Class::Halant)))?;
            chars.insert(at, '्');
            DamageKind::RepeatedHalant
        }
        2 => {
            let ordered = |c, next: Option<char>| {
                signs::class(c) == Class::Nukta && next.is_some_and(|c| signs::class(c).is_sign())
            };
            let at = at(places(word, ordered))?;
            // NFC puts the dot before the halant by itself.
            chars.swap(at, at + 1);
            DamageKind::Nukta
        }
        3 => {
            let at = at(places(word, |c, next| {
                signs::class(c) == Class::Matra && next.is_some_and(|c| signs::class(c) == Class::Mark)
            }))?;
            chars.swap(at, at + 1);
            DamageKind::SignOrder
        }
        4 => {
            let parts = [('आ', "अा"), ('ओ', "अो"), ('औ', "अौ"), ('ऐ', "एे"), ('ो', "ाे"), ('ौ', "ाै")];
            let at = at(places(word, |c, _| parts.iter().any(|(whole, _)| *whole == c)))?;
            let (_, built) = parts.iter().find(|(whole, _)| *whole == chars[at])?;
            chars.splice(at..=at, built.chars());
            DamageKind::BuiltVowel
        }
        _ => {
            let invisible = ['\u{200B}', '\u{FEFF}', '\u{AD}', '\u{2060}', '\u{200E}', '\u{200C}', '\u{200D}'];
            let c = invisible[way % invisible.len()];
            // A joiner behind a halant shapes the half letter.
            let at = at(places(word, |c, _| signs::class(c) != Class::Halant))?;
            chars.insert(at + 1, c);
            DamageKind::ZeroWidth
        }
    };
    Some((chars.into_iter().collect(), kind))
}

proptest! {
    #![proptest_config(crate::random_cases::cases(10_000))]

    #[test]
    fn a_clean_text_is_left_as_it_is(words in prop::collection::vec(word(), 1..5)) {
        let text = words.join(" ");
        prop_assert!(!is_suspect(&text), "{}", text);
        prop_assert_eq!(examine(&text), None);
    }

    #[test]
    fn a_word_damaged_where_there_is_one_reading_comes_back(
        word in word(), way in 0usize..12, pick in any::<prop::sample::Index>(), beside in word()
    ) {
        let word = normalize(&word);
        let Some((text, kind)) = damaged(&word, way, pick) else { return Ok(()) };
        let (text, clean) = (format!("{beside} {text} {beside}"), format!("{beside} {word} {beside}"));
        let found = examine(&text);
        prop_assert!(found.is_some(), "{:?}", text);
        let found = found.expect("looked at above");
        prop_assert!(found.kinds().contains(&kind), "{:?} {:?}", text, found);
        let proposal = found.proposal.map(|proposal| (proposal.text, proposal.certainty));
        prop_assert_eq!(proposal, Some((normalize(&clean), Certainty::Certain)), "{:?}", text);
    }

    #[test]
    fn a_healed_text_has_no_damage_and_the_quick_look_misses_none(
        letters in prop::collection::vec(prop::sample::select(
            "कखगजडढफनरअआएइािीुेैोौॅॉंँः़़्््् \u{200D}\u{200C}\u{FEFF}|nk:09०१৩\u{958}\u{95B}ऩ/.".chars().collect::<Vec<_>>()), 0..14)
    ) {
        let text: String = letters.into_iter().collect();
        let settled = Settled::of(&text);
        let known = |word: &str| healer().is_listed(word);
        let damaged = !settled.damages.is_empty() || !healer().spots(&settled.signs, &known).is_empty();
        let hindi = text.chars().any(|c| signs::class(c).is_of_word() || signs::class(c) == Class::Digit);
        prop_assert!(is_suspect(&text) || !damaged || !hindi, "{:?}", text);
        let Some(found) = examine(&text) else { return Ok(()) };
        prop_assert!(found.damages.iter().all(|damage| text.get(damage.at.clone()).is_some_and(|part| !part.is_empty())));
        if let Some(proposal) = found.proposal {
            prop_assert_ne!(&proposal.text, &text);
            prop_assert_eq!(examine(&proposal.text), None, "{:?} → {:?}", text, proposal.text);
        }
    }

    #[test]
    fn any_text_is_looked_at_without_a_fault(text in any::<String>()) {
        if let Some(proposal) = examine(&text).and_then(|found| found.proposal) {
            prop_assert_eq!(examine(&proposal.text), None);
        }
    }
}
