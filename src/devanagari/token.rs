//! Tokens of a cell and their two readings.

use super::{convert::Converter, quotes::QuoteStyle, words::Words};

/// A token's reading in the legacy font.
pub(super) struct Reading {
    /// What it says, without marks of punctuation at its ends.
    pub(super) hindi: String,
    pub(super) faults: u32,
}

/// Reads a token in the legacy font.
pub(super) fn read(converter: &Converter, token: &str) -> Reading {
    let read = converter.convert(token, QuoteStyle::Intent);
    let outer = |c: char| !matches!(c, '\u{0900}'..='\u{0963}' | '\u{0971}'..='\u{097F}' | '\u{200D}');
    let hindi = read.text.trim_matches(outer).trim_end_matches('ः');
    Reading { hindi: hindi.to_owned(), faults: read.faults }
}

/// Blanks between tokens. U+0085 is a letter of these fonts and no blank.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n' | '\u{A0}')
}

/// Tokens of a text, with their place.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(is_blank);
        let from = text.len() - rest.len();
        // A blank is one byte, or C2 A0.
        let bytes = rest.as_bytes();
        let ends = |at: &usize| match bytes[*at] {
            b' ' | b'\t' | b'\r' | b'\n' => true,
            0xC2 => bytes.get(at + 1) == Some(&0xA0),
            _ => false,
        };
        let (token, next) = rest.split_at((0..bytes.len()).find(ends).unwrap_or(bytes.len()));
        rest = next;
        (!token.is_empty()).then_some((from, token))
    })
}

/// The part of a token that could be Latin: without brackets, quotation marks and stops at its ends.
pub(super) fn latin_core(token: &str) -> &str {
    token
        .trim_start_matches(['(', '"', '[', '{', '¼', '“', '‘', '¿', '\''])
        .trim_end_matches([')', '"', ']', '}', '½', '”', '’', 'À', ',', ';', ':', '?', '!', '%', '-', '\'', '*'])
}

/// Could this be Latin text: letters, digits and the signs of abbreviations, with at least one letter?
pub(super) fn is_latin_shape(core: &str) -> bool {
    core.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'/' | b'-' | b'&' | b'\'' | b'_' | b'@'))
        && core.bytes().any(|b| b.is_ascii_alphabetic())
}

/// Marks that join Latin words without a blank: `Patna,Bihar`, `Vill:Rampur`, `Rs.500/-`. Most are letters of the fonts.
pub(super) const JOINTS: [char; 11] = ['-', '/', '&', '.', ',', ':', ';', '(', ')', '=', '+'];

/// Could this be Latin text joined by marks that are letters of the fonts?
pub(super) fn is_joined_shape(core: &str) -> bool {
    core.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '\'' | '_' | '@') || JOINTS.contains(&c))
        && core.bytes().any(|b| b.is_ascii_alphabetic())
}

/// `(i)`, `(iv)`, `(a)`, `(2)`: the numbers of a list, between brackets no legacy font writes so.
pub(super) fn is_item_number(token: &str) -> bool {
    token
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
        .is_some_and(|item| is_roman(item) || item.len() == 1 && item.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// `ii` to `xx`, in small letters; one letter alone may be any word.
fn is_roman(part: &str) -> bool {
    part.len() > 1
        && part.trim_start_matches('x').len() + 2 >= part.len()
        && matches!(part.trim_start_matches('x'), "" | "i" | "ii" | "iii" | "iv" | "v" | "vi" | "vii" | "viii" | "ix")
}

/// The rupee of an amount, abbreviated: `:0` रू0, `¼#0`, `#-`. A colon alone may be one.
pub(super) fn is_rupee(token: &str) -> bool {
    let inner = token.strip_prefix('¼').unwrap_or(token);
    let inner = inner.strip_suffix('½').unwrap_or(inner);
    matches!(inner, "#" | "#0" | "#-" | ":0" | ":-") || inner == ":" && inner.len() < token.len()
}

/// `PACS`, `DEO/RPR/2024`, `12/PAT/1957`, `B.O.D.`: capitals and digits, two letters at least.
pub(super) fn is_code(core: &str) -> bool {
    let capitals = core.bytes().filter(u8::is_ascii_uppercase).count();
    capitals >= 2
        && core.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || matches!(b, b'.' | b'/' | b'-' | b'&' | b'_'))
        // AA, the double danda.
        && core.bytes().any(|b| b.is_ascii_uppercase() && b != b'A')
}

/// Digits with the marks numbers and dates are written with; `E` only between digits.
pub(super) fn is_number(text: &str) -> bool {
    let mut digits = 0;
    let mut before = ' ';
    for c in text.chars() {
        match c {
            '0'..='9' => digits += 1,
            ' ' | '\t' | '\r' | '\n' | '\u{A0}' | '.' | ',' | '/' | '-' | ':' | '(' | ')' | '%' | '+' | '₹' | '*'
            | '=' => {}
            'E' | 'e' if before.is_ascii_digit() => {}
            _ => return false,
        }
        before = c;
    }
    digits > 0
}

/// Digits with the marks numbers are written with in Kruti Dev: `&` draws -, `]` draws a comma, `@` a slash.
pub(super) fn is_legacy_number(token: &str) -> bool {
    token.bytes().any(|b| b.is_ascii_digit())
        && token.chars().all(|c| {
            c.is_ascii_digit()
                || matches!(c, '&' | ']' | '@' | '-' | '.' | ',' | '/' | '(' | ')' | '¼' | '½' | '$' | '%' | '¾')
        })
}

/// An e-mail address, a web address, or an error value of a spreadsheet.
pub(super) fn is_machine_text(token: &str) -> bool {
    if !token.bytes().any(|b| matches!(b, b'@' | b'#' | b'.' | b':')) {
        return false;
    }
    let lower = token.to_ascii_lowercase();
    if lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with("www.") {
        return true;
    }
    if ["#n/a", "#ref!", "#value!", "#div/0!", "#name?", "#num!", "#null!", "#error!"].contains(&lower.as_str()) {
        return true;
    }
    let mail = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'+');
    lower.split_once('@').is_some_and(|(user, host)| {
        let ending = host.rsplit_once('.').map_or("", |(_, ending)| ending);
        user.len() >= 2
            && user.bytes().chain(host.bytes()).all(mail)
            && matches!(ending, "com" | "in" | "org" | "net" | "gov" | "edu" | "nic" | "info" | "biz" | "coop")
    })
}

/// All its parts, cut at the marks that join Latin words, are English words, abbreviations, codes, ordinals or numbers.
pub(super) fn is_english(words: &Words, core: &str) -> bool {
    if words.is_english(core) || words.is_english(core.trim_end_matches('.')) {
        return true;
    }
    // Society's, don't, can't.
    if let Some((word, "s" | "t" | "re" | "ll" | "ve" | "d" | "m")) = core.split_once('\'') {
        return words.is_english(word) || words.is_english(word.strip_suffix('n').unwrap_or(word));
    }
    let parts = || core.split(JOINTS).filter(|part| !part.is_empty());
    let lettered = || parts().filter(|part| part.bytes().any(|b| b.is_ascii_alphabetic()));
    let joined = parts().count() > 1;
    lettered().all(|part| {
        let word = part.trim_matches(|c: char| c.is_ascii_digit());
        // `1st`, `10kg`, `No12`.
        let numbered = word.len() < part.len() && word.len() > 1;
        (joined || numbered) && words.is_english(word)
            || joined && (word.len() == 1 && word.bytes().all(|b| b.is_ascii_uppercase()) || is_code(part))
            || is_roman(part)
    }) && lettered().count() > 0
}

/// Are its words written as English writes names: a capital, then small letters?
pub(super) fn is_titled(core: &str) -> bool {
    let titled = |part: &str| {
        let mut letters = part.bytes();
        letters.next().is_some_and(|b| b.is_ascii_uppercase()) && letters.all(|b| b.is_ascii_lowercase())
    };
    core.split(JOINTS).filter(|part| !part.is_empty()).all(titled)
}

/// The longest word of a text joined by marks.
pub(super) fn longest_part(core: &str) -> usize {
    core.split(JOINTS).map(|part| part.trim_matches(|c: char| c.is_ascii_digit()).len()).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_numbers_and_addresses_are_known_by_their_shape() {
        for code in ["PACS", "DEO/RPR/2024", "12/PAT/1957", "B.O.D.", "SBIN0001234"] {
            assert!(is_code(code), "{code}");
        }
        for not in ["AA", "A", "lfefr", "Pacs", "12"] {
            assert!(!is_code(not), "{not}");
        }
        for number in ["12", "1,23,456.50", "12/03/1957", "(12)", "1.2E+10", "₹ 500/-", "12.5%", "31-03-2024"] {
            assert!(is_number(number), "{number}");
        }
        for not in ["12A", "", "-", "d1"] {
            assert!(!is_number(not), "{not}");
        }
        assert!(is_legacy_number("2012&13") && is_legacy_number("1]23]450"));
        for item in ["(i)", "(iv)", "(xii)", "(a)", "(2)"] {
            assert!(is_item_number(item), "{item}");
        }
        for not in ["(ab)", "i)", "(i", "()", "(xxx)"] {
            assert!(!is_item_number(not), "{not}");
        }
        for rupee in [":0", "#0", "#-", "¼:0½", "¼#0", "¼:½"] {
            assert!(is_rupee(rupee), "{rupee}");
        }
        assert!(!is_rupee(":") && !is_rupee("0") && !is_rupee(":00"));
        assert!(is_machine_text("office@gov.in") && is_machine_text("#N/A") && is_machine_text("www.rcs.bih.nic.in"));
        assert!(!is_machine_text("fnukad@la[;k"));
    }
}
