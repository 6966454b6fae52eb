//! What a character is to the eye that looks for damage.

/// Classes of characters, as far as damage can be told by them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// क … ह, with or without its dot.
    Consonant,
    /// अ … औ, a vowel by itself.
    Vowel,
    /// ॐ, ऽ and the like: a letter that takes no vowel sign.
    Letter,
    /// A vowel sign.
    Matra,
    Halant,
    Nukta,
    /// Anusvara, candrabindu, visarga.
    Mark,
    /// ० … ९.
    Digit,
    /// 0 … 9.
    LatinDigit,
    /// A digit of a third script.
    OtherDigit,
    /// A Latin letter.
    Latin,
    /// A sign no text has within a word.
    Odd,
    /// A character without width.
    Invisible,
    Colon,
    Blank,
    Other,
}

impl Class {
    /// Part of a Hindi word?
    pub(super) fn is_of_word(self) -> bool {
        use Class::*;
        matches!(self, Consonant | Vowel | Letter | Matra | Halant | Nukta | Mark)
    }
    /// A sign that must stand on a letter?
    pub(super) fn is_sign(self) -> bool {
        matches!(self, Class::Matra | Class::Halant | Class::Nukta | Class::Mark)
    }
    /// May this sign stand behind a character of that class?
    pub(super) fn may_follow(self, before: Class) -> bool {
        use Class::*;
        match self {
            Matra | Halant => matches!(before, Consonant | Nukta),
            Mark => matches!(before, Consonant | Nukta | Vowel | Matra | Letter),
            Nukta => matches!(before, Consonant | Vowel),
            _ => true,
        }
    }
}

/// The class of a character.
pub(super) fn class(c: char) -> Class {
    match c {
        'क'..='ह' | '\u{0958}'..='\u{095F}' | '\u{0978}'..='\u{097F}' => Class::Consonant,
        '\u{093E}'..='\u{094C}' | '\u{093A}' | '\u{093B}' | '\u{094E}' | '\u{094F}' => Class::Matra,
        '\u{0955}'..='\u{0957}' | '\u{0962}' | '\u{0963}' => Class::Matra,
        '\u{094D}' => Class::Halant,
        '\u{0900}'..='\u{0903}' => Class::Mark,
        '\u{0904}'..='\u{0914}' | '\u{0960}' | '\u{0961}' | '\u{0972}'..='\u{0977}' => Class::Vowel,
        '\u{093C}' => Class::Nukta,
        '\u{093D}' | '\u{0950}'..='\u{0954}' | '\u{0971}' => Class::Letter,
        '\u{0966}'..='\u{096F}' => Class::Digit,
        '0'..='9' => Class::LatinDigit,
        'a'..='z' | 'A'..='Z' => Class::Latin,
        ':' => Class::Colon,
        '|' | '¦' | '~' | '^' | '`' | '\\' | '#' | '$' | '@' | '*' | '_' | '<' | '>' | '{' | '}' => Class::Odd,
        '§' | '¶' | '¤' | '¨' | '¬' | '¯' | '\u{25CC}' | '\u{FFFD}' => Class::Odd,
        c if is_invisible(c) => Class::Invisible,
        c if c.is_whitespace() => Class::Blank,
        c if other_digit(c).is_some() => Class::OtherDigit,
        _ => Class::Other,
    }
}

/// Takes no room and shows nothing by itself.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Turns the direction of writing: means something beside Urdu.
pub(super) fn is_direction(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A letter written from right to left.
pub(super) fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{065F}' | '\u{066A}'..='\u{06EF}' | '\u{06FA}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFC}')
}

/// First digits of scripts whose keyboards and fonts get among Hindi ones.
const ZEROES: [u32; 11] = [0x0660, 0x06F0, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0xFF10];

/// The value of a digit of a script that is neither Devanagari nor Latin.
pub(super) fn other_digit(c: char) -> Option<u32> {
    let code = u32::from(c);
    ZEROES.iter().find(|zero| (**zero..**zero + 10).contains(&code)).map(|zero| code - zero)
}

/// The vowel a pair of vowel and sign is drawn as.
pub(super) fn built_vowel(vowel: char, sign: char) -> Option<char> {
    Some(match (vowel, sign) {
        ('अ', 'ा') => 'आ',
        ('अ', 'ो') | ('आ', 'े') => 'ओ',
        ('अ', 'ौ') | ('आ', 'ै') => 'औ',
        ('अ', 'ॉ') | ('आ', 'ॅ') => 'ऑ',
        ('अ', 'ॅ') => 'ॲ',
        ('ए', 'े') => 'ऐ',
        ('ए', 'ॅ') => 'ऍ',
        _ => return None,
    })
}

/// The sign a pair of signs is drawn as.
pub(super) fn built_sign(first: char, second: char) -> Option<char> {
    Some(match (first, second) {
        ('ा', 'े') | ('े', 'ा') => 'ो',
        ('ा', 'ै') | ('ै', 'ा') => 'ौ',
        ('ा', 'ॅ') | ('ॅ', 'ा') => 'ॉ',
        ('ॅ', 'ं') => 'ँ',
        _ => return None,
    })
}

/// The vowel by itself that a sign stands for.
pub(super) fn vowel_of(sign: char) -> Option<char> {
    Some(match sign {
        'ा' => 'आ',
        'ि' => 'इ',
        'ी' => 'ई',
        'ु' => 'उ',
        'ू' => 'ऊ',
        'ृ' => 'ऋ',
        'े' => 'ए',
        'ै' => 'ऐ',
        'ो' => 'ओ',
        'ौ' => 'औ',
        'ॉ' => 'ऑ',
        _ => return None,
    })
}

/// A nukta letter written as one character, taken apart.
pub(super) fn taken_apart(c: char) -> Option<char> {
    Some(match c {
        '\u{0958}' => 'क',
        '\u{0959}' => 'ख',
        '\u{095A}' => 'ग',
        '\u{095B}' => 'ज',
        '\u{095C}' => 'ड',
        '\u{095D}' => 'ढ',
        '\u{095E}' => 'फ',
        '\u{095F}' => 'य',
        _ => return None,
    })
}
