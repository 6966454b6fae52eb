//! Damage that can be read in one way only: what is drawn stays the same, or nothing was drawn.

use super::{
    Damage, DamageKind,
    signs::{Class, built_sign, built_vowel, class, is_direction, is_right_to_left, other_digit, taken_apart},
};

/// A character with the bytes of the text it stands for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sign {
    pub(super) c: char,
    pub(super) at: usize,
    pub(super) end: usize,
}

impl Sign {
    pub(super) fn class(&self) -> Class {
        class(self.c)
    }
}

/// A text on its way to health.
pub(super) struct Settled {
    pub(super) signs: Vec<Sign>,
    pub(super) damages: Vec<Damage>,
}

impl Settled {
    /// Mends what can be read in one way only.
    pub(super) fn of(text: &str) -> Self {
        let signs = text.char_indices().map(|(at, c)| Sign { c, at, end: at + c.len_utf8() }).collect();
        let mut settled = Self { signs, damages: Vec::new() };
        settled.invisible();
        settled.digits();
        settled.mixed_nukta();
        // One repair may bring the next to light; each leaves the text shorter or its signs nearer their order.
        loop {
            let before = settled.damages.len();
            settled.nukta();
            settled.pairs();
            if settled.damages.len() == before {
                return settled;
            }
        }
    }
    /// The text as it is now.
    pub(super) fn text(&self) -> String {
        self.signs.iter().map(|sign| sign.c).collect()
    }
    fn damage(&mut self, kind: DamageKind, from: usize, to: usize) {
        let (at, end) = (self.signs[from].at.min(self.signs[to].at), self.signs[to].end.max(self.signs[from].end));
        self.damages.push(Damage { kind, at: at..end });
    }
    fn class_at(&self, at: Option<usize>) -> Class {
        at.and_then(|at| self.signs.get(at)).map_or(Class::Blank, Sign::class)
    }
    /// Characters without width go, but for a joiner that shapes the half letter before it.
    fn invisible(&mut self) {
        if self.signs.iter().all(|sign| sign.class() != Class::Invisible) {
            return;
        }
        let right_to_left = self.signs.iter().any(|sign| is_right_to_left(sign.c));
        let mut kept: Vec<Sign> = Vec::with_capacity(self.signs.len());
        for (at, sign) in self.signs.iter().enumerate() {
            let before = kept.last().map_or(Class::Blank, Sign::class);
            let next = self.signs[at + 1..].iter().map(Sign::class).find(|class| *class != Class::Invisible);
            let next = next.unwrap_or(Class::Blank);
            let keeps = match sign.c {
                _ if sign.class() != Class::Invisible => true,
                '\u{200D}' | '\u{200C}' if !before.is_of_word() && !next.is_of_word() => before == Class::Other,
                // A half letter alone, or before a letter it would else join.
                '\u{200D}' => before == Class::Halant && (next == Class::Consonant || !next.is_of_word()),
                '\u{200C}' => before == Class::Halant && next == Class::Consonant,
                c if is_direction(c) => right_to_left,
                _ => false,
            };
            if keeps {
                kept.push(*sign);
            } else {
                self.damages.push(Damage { kind: DamageKind::ZeroWidth, at: sign.at..sign.end });
            }
        }
        self.signs = kept;
    }
    /// Digits of a third script, and numbers written in two.
    fn digits(&mut self) {
        let of_block = |c: char, letter: &Sign| u32::from(letter.c) >> 7 == u32::from(c) >> 7;
        for at in 0..self.signs.len() {
            let c = self.signs[at].c;
            let Some(value) = other_digit(c) else { continue };
            // Beside letters of its own script a digit is at home.
            if self.signs.iter().any(|sign| of_block(c, sign) && other_digit(sign.c).is_none()) {
                continue;
            }
            let beside = [at.checked_sub(1), Some(at + 1)];
            let latin = beside.into_iter().any(|at| self.class_at(at) == Class::LatinDigit);
            let digit = if latin { char::from_digit(value, 10) } else { char::from_u32(0x0966 + value) };
            self.damage(DamageKind::ForeignDigit, at, at);
            self.signs[at].c = digit.unwrap_or(c);
        }
        let is_digit = |class| matches!(class, Class::Digit | Class::LatinDigit);
        let mut at = 0;
        while at < self.signs.len() {
            if !is_digit(self.signs[at].class()) {
                at += 1;
                continue;
            }
            let end = at + self.signs[at..].iter().take_while(|sign| is_digit(sign.class())).count();
            // The zero behind a word is its mark of abbreviation (सं०12), not the first digit of a number.
            let is_mark = matches!(self.signs[at].c, '0' | '०') && self.class_at(at.checked_sub(1)).is_of_word();
            let from = at + usize::from(is_mark);
            let hindi = self.signs[from..end].iter().filter(|sign| sign.class() == Class::Digit).count();
            let latin = end - from - hindi;
            if hindi > 0 && latin > 0 {
                self.damage(DamageKind::ForeignDigit, from, end - 1);
                let to_hindi = hindi > latin || hindi == latin && self.signs[from].class() == Class::Digit;
                for sign in &mut self.signs[from..end] {
                    let value = u32::from(sign.c) - if sign.class() == Class::Digit { 0x0966 } else { 0x30 };
                    let digit = char::from_u32(value + if to_hindi { 0x0966 } else { 0x30 });
                    sign.c = digit.unwrap_or(sign.c);
                }
            }
            at = end;
        }
    }
    /// Letters with a dot written as one character here and as two there.
    fn mixed_nukta(&mut self) {
        let apart = self.signs.windows(2).any(|pair| {
            pair[1].class() == Class::Nukta && matches!(pair[0].c, 'क' | 'ख' | 'ग' | 'ज' | 'ड' | 'ढ' | 'फ' | 'य')
        });
        if !apart {
            return;
        }
        for at in (0..self.signs.len()).rev() {
            if let Some(letter) = taken_apart(self.signs[at].c) {
                self.damage(DamageKind::Nukta, at, at);
                let Sign { at: start, end, .. } = self.signs[at];
                self.signs[at].c = letter;
                self.signs.insert(at + 1, Sign { c: '़', at: start, end });
            }
        }
    }
    /// A dot behind a sign belongs to the letter under it; two dots are one.
    fn nukta(&mut self) {
        let mut at = 1;
        while at < self.signs.len() {
            if self.signs[at].class() != Class::Nukta {
                at += 1;
                continue;
            }
            let mut base = at;
            while base > 0 && self.signs[base - 1].class().is_sign() {
                base -= 1;
            }
            let on = base.checked_sub(1).map(|at| self.signs[at]);
            let carries = on.is_some_and(|on| matches!(on.class(), Class::Consonant | Class::Vowel));
            if !carries || base == at {
                at += 1;
                continue;
            }
            let has_one = self.signs[base].class() == Class::Nukta || on.is_some_and(|on| taken_apart(on.c).is_some());
            self.damage(DamageKind::Nukta, base, at);
            let nukta = self.signs.remove(at);
            if !has_one {
                self.signs.insert(base, nukta);
                at += 1;
            }
        }
    }
    /// Neighbours that are one sign, one vowel, or in the wrong order.
    fn pairs(&mut self) {
        let mut at = 1;
        while at < self.signs.len() {
            let (first, second) = (self.signs[at - 1], self.signs[at]);
            let before = self.class_at(at.checked_sub(2));
            let on_letter = matches!(before, Class::Consonant | Class::Nukta | Class::Vowel | Class::Matra);
            let merged = match (first.class(), second.class()) {
                (Class::Halant, Class::Halant) => Some((DamageKind::RepeatedHalant, first.c)),
                (Class::Matra, Class::Matra) | (Class::Mark, Class::Mark) if first.c == second.c => {
                    Some((DamageKind::DoubledSign, first.c))
                }
                (Class::Vowel, Class::Matra) => {
                    built_vowel(first.c, second.c).map(|vowel| (DamageKind::BuiltVowel, vowel))
                }
                // The moon of गाॅंव belongs to the dot behind it, not to the stem before.
                (Class::Matra, Class::Matra) if second.c == 'ॅ' && self.signs.get(at + 1).is_some_and(|c| c.c == 'ं') => {
                    None
                }
                (Class::Matra, Class::Matra | Class::Mark) if on_letter => {
                    built_sign(first.c, second.c).map(|sign| (DamageKind::BuiltVowel, sign))
                }
                _ => None,
            };
            if let Some((kind, c)) = merged {
                self.damage(kind, at - 1, at);
                self.signs[at - 1] = Sign { c, at: first.at.min(second.at), end: second.end.max(first.end) };
                self.signs.remove(at);
                at = at.saturating_sub(1).max(1);
            } else if first.class() == Class::Mark && second.class() == Class::Matra && on_letter {
                self.damage(DamageKind::SignOrder, at - 1, at);
                self.signs.swap(at - 1, at);
                at = at.saturating_sub(1).max(1);
            } else {
                at += 1;
            }
        }
    }
}
