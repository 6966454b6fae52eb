//! The look every text gets: may it be damaged at all? One pass, no memory; nearly all texts end here.

use super::signs::{Class, class, taken_apart};

/// May the text hold damaged Hindi? Never says no to one that does; clean texts pass but for a colon behind a word and the
/// like, which need the word lists.
pub fn is_suspect(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let (mut hindi, mut odd) = (false, false);
    let (mut whole, mut apart) = (false, false);
    // Behind a Hindi letter came signs or letters that no Hindi word holds, and nothing else yet.
    let mut inside = false;
    let (mut before, mut last) = (Class::Blank, ' ');
    for c in text.chars() {
        let class = class(c);
        if class.is_of_word() {
            hindi = true;
            odd |= inside || !class.may_follow(before) || class == Class::Mark && matches!(last, 'ॅ' | 'ॉ');
            whole |= taken_apart(c).is_some();
            apart |= class == Class::Nukta;
            inside = false;
        } else {
            match class {
                Class::Digit | Class::LatinDigit => {
                    let other = if class == Class::Digit { Class::LatinDigit } else { Class::Digit };
                    hindi |= class == Class::Digit;
                    odd |= before == other;
                    inside |= before.is_of_word();
                }
                Class::Latin | Class::Odd => inside |= before.is_of_word(),
                Class::Invisible | Class::OtherDigit => odd = true,
                Class::Colon => {
                    odd |= before.is_of_word();
                    inside = false;
                }
                _ => inside = false,
            }
        }
        (before, last) = (class, c);
    }
    hindi && (odd || whole && apart)
}
