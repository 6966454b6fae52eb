//! What a mark is, told from its neighbours.

use super::guise;

/// Devanagari text as Unicode has it, with the joiners that belong to it.
pub(super) fn is_unicode_hindi(c: char) -> bool {
    matches!(c, '\u{0900}'..='\u{097F}' | '\u{200C}' | '\u{200D}')
}

/// `–` and `—` draw दृ and कृ, but word processors make them of hyphens: between blanks, digits, brackets or nothing
/// they are dashes.
pub(super) fn is_dash(c: char, before: Option<char>, after: Option<char>) -> bool {
    matches!(c, '–' | '—' | '\u{96}' | '\u{97}' | '\u{F096}' | '\u{F097}')
        && stands_apart(before)
        && stands_apart(after)
}

fn stands_apart(c: Option<char>) -> bool {
    c.is_none_or(|c| {
        c.is_ascii_digit()
            || matches!(c, ' ' | '\t' | '\r' | '\n' | '(' | ')' | '[' | ']')
            || guise::byte_of(c).is_some_and(|b| matches!(b, 0xA0 | 0xBC | 0xBD | 0xBF | 0xC0 | 0x96 | 0x97))
    })
}

/// The word a text ends with, in Devanagari letters.
pub(super) fn last_word(text: &str) -> &str {
    let start = text.char_indices().rev().find(|(_, c)| !is_unicode_hindi(*c) || matches!(c, '।' | '॥' | '०'..='९'));
    start.map_or(text, |(at, c)| &text[at + c.len_utf8()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_stroke_between_blanks_or_figures_is_a_dash() {
        assert!(is_dash('–', Some(' '), Some(' ')));
        assert!(is_dash('–', Some('2'), Some('3')));
        assert!(is_dash('–', None, None));
        assert!(!is_dash('–', Some(' '), Some('<')));
        assert!(!is_dash('—', Some('v'), Some('r')));
    }
    #[test]
    fn the_last_word_stops_at_blanks_and_dandas() {
        assert_eq!(last_word("राम अतः"), "अतः");
        assert_eq!(last_word("राम।अत"), "अत");
        assert_eq!(last_word("राम "), "");
        assert_eq!(last_word("राम"), "राम");
    }
}
