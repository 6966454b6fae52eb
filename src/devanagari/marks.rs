//! Vowel signs, nasals and reph as bits of one number: their order in a syllable then cannot matter.

pub(super) const AA: u16 = 1;
pub(super) const II: u16 = 1 << 1;
pub(super) const U: u16 = 1 << 2;
pub(super) const UU: u16 = 1 << 3;
pub(super) const R: u16 = 1 << 4;
pub(super) const RR: u16 = 1 << 5;
pub(super) const L: u16 = 1 << 6;
pub(super) const OE: u16 = 1 << 7;
pub(super) const E: u16 = 1 << 8;
pub(super) const AI: u16 = 1 << 9;
pub(super) const CANDRA_E: u16 = 1 << 10;
pub(super) const ANUSVARA: u16 = 1 << 11;
pub(super) const CANDRABINDU: u16 = 1 << 12;
pub(super) const VISARGA: u16 = 1 << 13;
pub(super) const I: u16 = 1 << 14;
pub(super) const REPH: u16 = 1 << 15;

/// Signs that stand alone in a syllable, in the order of writing.
const SINGLE: [(u16, char); 8] = [(I, 'ि'), (II, 'ी'), (U, 'ु'), (UU, 'ू'), (R, 'ृ'), (RR, 'ॄ'), (L, 'ॢ'), (OE, 'ऺ')];
const ANY_SINGLE: u16 = I | II | U | UU | R | RR | L | OE;

/// Bits of a vowel sign or nasal; 0 for anything else.
pub(super) fn bit(c: char) -> u16 {
    match c {
        'ा' => AA,
        'ि' => I,
        'ी' => II,
        'ु' => U,
        'ू' => UU,
        'ृ' => R,
        'ॄ' => RR,
        'ॢ' => L,
        'ऺ' => OE,
        'े' => E,
        'ै' => AI,
        'ॅ' => CANDRA_E,
        'ो' => AA | E,
        'ौ' => AA | AI,
        'ॉ' => AA | CANDRA_E,
        'ं' => ANUSVARA,
        'ँ' => CANDRABINDU,
        'ः' => VISARGA,
        _ => 0,
    }
}

/// A consonant letter, with or without a nukta of its own.
pub(super) fn is_consonant(c: char) -> bool {
    matches!(c, 'क'..='ह' | '\u{0958}'..='\u{095F}')
}

/// ॅ and ं on one syllable are a candrabindu, also over ा.
pub(super) fn join_candrabindu(marks: u16) -> u16 {
    if marks & (CANDRA_E | ANUSVARA) == CANDRA_E | ANUSVARA {
        marks & !(CANDRA_E | ANUSVARA) | CANDRABINDU
    } else {
        marks
    }
}

/// Writes the vowel signs; returns how many there were (a syllable has one).
pub(super) fn write_vowel_signs(mut marks: u16, out: &mut String) -> u32 {
    let mut written = 0;
    if marks & ANY_SINGLE != 0 {
        for (bit, sign) in SINGLE {
            if marks & bit != 0 {
                out.push(sign);
                written += 1;
            }
        }
    }
    if marks & (E | AI | CANDRA_E) == 0 {
        if marks & AA != 0 {
            out.push('ा');
            written += 1;
        }
        return written;
    }
    for (bit, joined, alone) in [(E, 'ो', 'े'), (AI, 'ौ', 'ै'), (CANDRA_E, 'ॉ', 'ॅ')] {
        if marks & bit != 0 {
            // One ा joins with one sign above.
            out.push(if marks & AA != 0 { joined } else { alone });
            marks &= !AA;
            written += 1;
        }
    }
    if marks & AA != 0 {
        out.push('ा');
        written += 1;
    }
    written
}

/// Writes nasals and visarga; returns how many nasals there were (a syllable has one at most).
pub(super) fn write_nasals(marks: u16, out: &mut String) -> u32 {
    if marks & (CANDRABINDU | ANUSVARA | VISARGA) == 0 {
        return 0;
    }
    let mut written = 0;
    for (bit, sign) in [(CANDRABINDU, 'ँ'), (ANUSVARA, 'ं')] {
        if marks & bit != 0 {
            out.push(sign);
            written += 1;
        }
    }
    if marks & VISARGA != 0 {
        out.push('ः');
    }
    written
}

/// A vowel with the signs drawn on it: अ + ा = आ. Returns the vowel and the signs left over.
pub(super) fn join_vowel(vowel: char, mut marks: u16) -> (char, u16) {
    let (vowel, own) = match vowel {
        'आ' => ('अ', AA),
        'ओ' => ('अ', AA | E),
        'औ' => ('अ', AA | AI),
        'ऑ' => ('अ', AA | CANDRA_E),
        other => (other, 0),
    };
    marks |= own;
    let joins: &[(char, u16, char)] = &[
        ('अ', AA | E, 'ओ'),
        ('अ', AA | AI, 'औ'),
        ('अ', AA | CANDRA_E, 'ऑ'),
        ('अ', AA, 'आ'),
        ('अ', CANDRA_E, 'ॲ'),
        ('ए', E, 'ऐ'),
        ('ए', AI, 'ऐ'),
        ('ए', CANDRA_E, 'ऍ'),
        ('इ', REPH, 'ई'),
    ];
    match joins.iter().find(|(base, needed, _)| *base == vowel && marks & needed == *needed) {
        Some((_, used, joined)) => (*joined, marks & !used),
        None => (vowel, marks),
    }
}
