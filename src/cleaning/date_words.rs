//! Names of months, Hindi and English, and the words of the eras of Vikram and Saka.

/// Months by their Hindi names (without nukta, nasals as a dot) and English names; English is known by three letters and more.
const MONTHS: [&[&str]; 12] = [
    &["जनवरी", "जन", "जनव", "जनबरी", "january"],
    &["फरवरी", "फर", "फरव", "फरबरी", "फेब", "february", "febuary"],
    &["मार्च", "मार", "march"],
    &["अप्रैल", "अप्रेल", "अप्रिल", "एप्रिल", "अप्रै", "अप्रे", "अप्र", "अप", "april"],
    &["मई", "मइ", "may"],
    &["जून", "जुन", "june"],
    &["जुलाई", "जुलाइ", "जुला", "जुल", "july"],
    &["अगस्त", "अगस", "अग", "august"],
    &["सितंबर", "सितबर", "सितम", "सितं", "सित", "september"],
    &["अक्टूबर", "अक्तूबर", "अक्टुबर", "अक्तुबर", "अक्टू", "अक्तू", "अक्टु", "अक्तु", "अक्ट", "अक्त", "october"],
    &["नवंबर", "नवबर", "नवम", "नवं", "नव", "november"],
    &["दिसंबर", "दिसबर", "दिसम", "दिसं", "दिस", "december"],
];

/// Month 1 to 12 by its name or a short form.
pub(super) fn month_of(word: &str) -> Option<i8> {
    let at = if word.is_ascii() {
        let word = word.to_ascii_lowercase();
        // `sept` too is a beginning of its name.
        MONTHS.iter().position(|names| {
            names.iter().any(|name| name.is_ascii() && (*name == word || word.len() >= 3 && name.starts_with(&word)))
        })
    } else {
        let key = word_key(word);
        MONTHS.iter().position(|names| names.contains(&key.as_str()))
    };
    i8::try_from(at? + 1).ok()
}

/// An era other than the Christian.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Era {
    /// Vikram Samvat: 57 years ahead, its year begins in spring or autumn.
    Vikram,
    /// The national (Saka) era: 78 years behind, its year begins on 22 March.
    Saka,
}

impl Era {
    /// The Christian years a year of the era falls in.
    pub(super) fn christian(self, year: i16) -> (i16, i16) {
        let first = match self {
            Self::Vikram => year - 57,
            Self::Saka => year + 78,
        };
        (first, first + 1)
    }
}

/// The era a word names.
pub(super) fn era_of(word: &str) -> Option<Era> {
    let key = word_key(word);
    match key.as_str() {
        "विक्रम"
        | "विक्रमी"
        | "विक्रमाब्द"
        | "संवत"
        | "संवत्"
        | "सवत"
        | "संव"
        | "सं"
        | "वि"
        | "विसं"
        | "samvat"
        | "vikram"
        | "vs" => Some(Era::Vikram),
        "शक" | "शाके" | "शके" | "शकाब्द" | "saka" | "shaka" => Some(Era::Saka),
        _ => None,
    }
}

/// Words beside a date that say nothing of the day.
pub(super) fn is_filler(word: &str) -> bool {
    const FILLERS: [&str; 28] = [
        "दिनांक",
        "दिनाक",
        "दि",
        "दिन",
        "ता",
        "तारीख",
        "तिथि",
        "सन",
        "सन्",
        "ई",
        "इ",
        "ईस्वी",
        "ईसवी",
        "को",
        "का",
        "की",
        "के",
        "माह",
        "dated",
        "date",
        "dt",
        "on",
        "of",
        "the",
        "ad",
        "ce",
        "day",
        "वर्ष",
    ];
    const ORDINALS: [&str; 11] = ["st", "nd", "rd", "th", "वी", "वीं", "वां", "वा", "ली", "री", "थी"];
    let key = word_key(word);
    FILLERS.contains(&key.as_str()) || ORDINALS.contains(&key.as_str())
}

/// Small, without nukta, nasals as a dot.
fn word_key(word: &str) -> String {
    let mut key = String::with_capacity(word.len());
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\u{093C}' | '\u{200C}' | '\u{200D}' => {}
            '\u{0901}' => key.push('\u{0902}'),
            'म' | 'न' if letters.peek() == Some(&'\u{094D}') => {
                letters.next();
                match letters.peek() {
                    Some('ब' | 'द' | 'त' | 'व') => key.push('\u{0902}'),
                    _ => key.extend([letter, '\u{094D}']),
                }
            }
            '\u{095E}' => key.push('फ'),
            other => key.extend(other.to_lowercase()),
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_by_every_usual_spelling() {
        for (month, names) in [
            (1, "जनवरी जन Jan JANUARY"),
            (2, "फरवरी फ़रवरी फर Feb"),
            (3, "मार्च Mar"),
            (4, "अप्रैल अप्रेल Apr"),
            (5, "मई May"),
            (6, "जून Jun"),
            (7, "जुलाई जुला Jul"),
            (8, "अगस्त अग Aug"),
            (9, "सितम्बर सितंबर सितँबर सित Sept sep"),
            (10, "अक्टूबर अक्तूबर अक्टू Oct"),
            (11, "नवम्बर नवंबर नव Nov"),
            (12, "दिसम्बर दिसंबर दिस Dec"),
        ] {
            for name in names.split(' ') {
                assert_eq!(month_of(name), Some(month), "{name}");
            }
        }
        for name in ["चैत्र", "म", "Ma", "x", "", "जनता"] {
            assert_eq!(month_of(name), None, "{name}");
        }
    }

    #[test]
    fn a_year_of_another_era_falls_in_two_christian_years() {
        assert_eq!(era_of("संवत्").map(|era| era.christian(2014)), Some((1957, 1958)));
        assert_eq!(era_of("शक").map(|era| era.christian(1879)), Some((1957, 1958)));
    }
}
