//! Hindi into the codes of the Kruti Dev 010 font, as a typist would key it.
//!
//! Written apart from the reader's tables on purpose: what the samples hold must not depend on what they test.

/// Which keys a typist knows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Typing {
    /// Plain keys only: प्र as `iz`.
    Plain,
    /// The Alt codes for ligatures too: प्र as `ç`.
    Ligatures,
}

const LIGATURES: &[(&str, &str)] = &[
    ("प्र", "ç"),
    ("क्र", "Ø"),
    ("फ्र", "Ý"),
    ("द्र", "æ"),
    ("क्त", "ä"),
    ("न्न", "é"),
    ("ट्ट", "ê"),
    ("ट्ठ", "ë"),
    ("ड्ड", "ì"),
    ("ड्ढ", "ï"),
    ("द्द", "í"),
    ("द्म", "ù"),
    ("ह्म", "ã"),
    ("ह्य", "á"),
    ("ह्न", "à"),
];
/// Ligatures that plain typists use as well, since they have keys of their own or no other form.
const KEYS: &[(&str, &str)] =
    &[("त्र", "="), ("श्र", "J"), ("ज्ञ", "K"), ("क्ष", "{k"), ("द्ध", ")"), ("द्व", "}"), ("द्य", "|"), ("त्त", "Ùk")];
const HALF_KEYS: &[(&str, &str)] = &[("क्ष", "{"), ("त्त", "Ù"), ("त्र", "«")];

const LETTERS: &[(char, &str, &str)] = &[
    ('क', "d", "D"),
    ('ख', "[k", "["),
    ('ग', "x", "X"),
    ('घ', "?k", "?"),
    ('ङ', "³", "³~"),
    ('च', "p", "P"),
    ('छ', "N", "N~"),
    ('ज', "t", "T"),
    ('झ', ">", "÷"),
    ('ञ', "¥", "¥~"),
    ('ट', "V", "V~"),
    ('ठ', "B", "B~"),
    ('ड', "M", "M~"),
    ('ढ', "<", "<~"),
    ('ण', ".k", "."),
    ('त', "r", "R"),
    ('थ', "Fk", "F"),
    ('द', "n", "n~"),
    ('ध', "/k", "/"),
    ('न', "u", "U"),
    ('प', "i", "I"),
    ('फ', "Q", "¶"),
    ('ब', "c", "C"),
    ('भ', "Hk", "H"),
    ('म', "e", "E"),
    ('य', ";", "¸"),
    ('र', "j", "j~"),
    ('ल', "y", "Y"),
    ('ळ', "G", "G~"),
    ('व', "o", "O"),
    ('श', "'k", "'"),
    ('ष', "\"k", "\""),
    ('स', "l", "L"),
    ('ह', "g", "º"),
];
const SIGNS: &[(char, &str)] = &[
    ('अ', "v"),
    ('आ', "vk"),
    ('इ', "b"),
    ('ई', "bZ"),
    ('उ', "m"),
    ('ऊ', "Å"),
    ('ऋ', "_"),
    ('ए', ","),
    ('ऐ', ",s"),
    ('ओ', "vks"),
    ('औ', "vkS"),
    ('ऑ', "vkW"),
    ('ा', "k"),
    ('ी', "h"),
    ('ु', "q"),
    ('ू', "w"),
    ('ृ', "`"),
    ('े', "s"),
    ('ै', "S"),
    ('ो', "ks"),
    ('ौ', "kS"),
    ('ॉ', "kW"),
    ('ं', "a"),
    ('ँ', "¡"),
    ('ः', "%"),
    ('-', "&"),
    ('.', "-"),
    (',', "]"),
    ('/', "@"),
    ('(', "¼"),
    (')', "½"),
    (':', "%"),
    ('।', "A"),
    ('॰', "ñ"),
];
const VIRAMA: char = '्';
const NUKTA: char = '़';

fn letter(c: char) -> Option<(&'static str, &'static str)> {
    LETTERS.iter().find(|l| l.0 == c).map(|l| (l.1, l.2))
}

/// Words in Latin letters stay as they are, as a typist who forgets to change the font leaves them.
pub fn encode(hindi: &str, typing: Typing) -> String {
    let word = |w: &str| if w.bytes().any(|b| b.is_ascii_alphabetic()) { w.to_owned() } else { encode_word(w, typing) };
    hindi.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn encode_word(word: &str, typing: Typing) -> String {
    let c: Vec<char> = word.chars().collect();
    let mut out = String::new();
    let mut at = 0;
    while at < c.len() {
        if letter(c[at]).is_none() {
            match SIGNS.iter().find(|s| s.0 == c[at]) {
                Some(sign) => out.push_str(sign.1),
                None => out.push(c[at]),
            }
            at += 1;
            continue;
        }
        let end = cluster_end(&c, at);
        let mut letters: String = c[at..end].iter().collect();
        at = end;
        let reph = letters.chars().nth(1) == Some(VIRAMA) && letters.starts_with('र') && letters.chars().count() > 2;
        if reph {
            letters = letters.chars().skip(2).collect();
        }
        let mut marks = String::new();
        while let Some(&mark) = c.get(at).filter(|m| "ािीुूृेैोौॉ".contains(**m)) {
            if mark == 'ि' {
                out.push('f');
            } else {
                marks.push(mark);
            }
            at += 1;
        }
        push_syllable(&mut out, &letters, &marks, typing);
        if reph {
            out.push('Z');
        }
    }
    out
}

/// Where the consonants joined by viramas from `at` on end.
fn cluster_end(c: &[char], at: usize) -> usize {
    let mut end = at + 1;
    loop {
        if c.get(end) == Some(&NUKTA) {
            end += 1;
        }
        if c.get(end) != Some(&VIRAMA) {
            return end;
        }
        end += 1;
        if c.get(end).is_none_or(|n| letter(*n).is_none()) {
            return end;
        }
        end += 1;
    }
}

fn push_syllable(out: &mut String, letters: &str, marks: &str, typing: Typing) {
    match (letters, marks) {
        ("र", "ु") => return out.push('#'),
        ("र", "ू") => return out.push(':'),
        ("क", "ृ") if typing == Typing::Ligatures => return out.push('Ñ'),
        _ => {}
    }
    let mut rest = letters;
    while !rest.is_empty() {
        let (piece, taken) = next_piece(rest, typing);
        out.push_str(&piece);
        rest = &rest[taken..];
    }
    for mark in marks.chars() {
        out.push_str(SIGNS.iter().find(|s| s.0 == mark).map_or("", |s| s.1));
    }
}

/// The keys for the front of a cluster, and how many bytes of it they cover.
fn next_piece(rest: &str, typing: Typing) -> (String, usize) {
    let ligatures = if typing == Typing::Ligatures { LIGATURES } else { &[] };
    if let Some((l, keys)) = KEYS.iter().chain(ligatures).find(|(l, _)| *l == rest) {
        return ((*keys).to_owned(), l.len());
    }
    for (l, keys) in HALF_KEYS {
        if rest.starts_with(&format!("{l}{VIRAMA}")) {
            return ((*keys).to_owned(), l.len() + VIRAMA.len_utf8());
        }
    }
    let mut chars = rest.chars();
    let first = chars.next().unwrap_or(' ');
    let (full, half) = letter(first).unwrap_or(("", ""));
    let mut taken = first.len_utf8();
    let mut nukta = "";
    if chars.clone().next() == Some(NUKTA) {
        chars.next();
        taken += NUKTA.len_utf8();
        nukta = "+";
    }
    let tail = chars.as_str();
    if tail == "्र" {
        let rakar = if "टठडढछ".contains(first) { "ª" } else { "z" };
        return (format!("{full}{nukta}{rakar}"), rest.len());
    }
    match tail.strip_prefix(VIRAMA) {
        Some("") => (format!("{full}{nukta}~"), rest.len()),
        Some(_) => (format!("{half}{nukta}"), taken + VIRAMA.len_utf8()),
        None => (format!("{full}{nukta}"), taken),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_known_from_real_registers_come_out_as_typists_key_them() {
        for (hindi, keys) in [
            ("रामपुर प्राथमिक कृषि साख सहयोग समिति लिमिटेड", "jkeiqj izkFkfed d`f\"k lk[k lg;ksx lfefr fyfeVsM"),
            ("दुर्गा", "nqxkZ"),
            ("निबंधन संख्या", "fuca/ku la[;k"),
            ("पटना", "iVuk"),
            ("बड़हिया", "cM+fg;k"),
            ("क्षेत्र", "{ks="),
            ("PACS", "PACS"),
            ("स्थिति", "fLFkfr"),
            ("कार्यरत", "dk;Zjr"),
        ] {
            assert_eq!(encode(hindi, Typing::Plain), keys, "{hindi}");
        }
        assert_eq!(encode("प्राथमिक", Typing::Ligatures), "çkFkfed");
    }
}
