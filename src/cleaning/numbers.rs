//! Counts, yes and no, co-operative years.

use super::{
    Cleaned, Fault, NumberWords,
    amounts::{count_with_unit, split_words, whole_number},
    is_sign, plain_digits, says_nil, says_nothing,
};
use crate::model::{CooperativeYear, Paise, Value};

/// Reads a count: `125`, `1,250`, `125 सदस्य`, `१२५`, `125.0`. Faults: IMP-207 no whole number, IMP-218 negative. Doubt:
/// IMP-211 odd grouping.
pub fn read_count(text: &str) -> Result<Cleaned, Fault> {
    let (plain, hindi) = plain_digits(text);
    if plain.is_empty() || says_nothing(&plain) {
        return Ok(Cleaned::default());
    }
    if says_nil(&plain) {
        return Ok(Cleaned { repairs: vec!["nil_word"], ..Cleaned::plain(Value::Integer(0)) });
    }
    let mut repairs = Vec::new();
    if hindi {
        repairs.push("devanagari_digits");
    }
    // A word behind the figure may be a unit (`2 लाख`) or say what is counted (`125 सदस्य`).
    let is_word = |c: char| c.is_alphabetic() || c.is_whitespace() || is_sign(c) || c == '.';
    let worded = plain.ends_with(|c: char| c.is_alphabetic() || is_sign(c) || c == '.');
    if worded && let Some(count) = count_with_unit(&plain) {
        let count = count?;
        if count < 0 {
            return Err(Fault::error("IMP-218"));
        }
        repairs.push("unit_word");
        return Ok(Cleaned { repairs, ..Cleaned::plain(Value::Integer(count)) });
    }
    let digits = if worded { plain.trim_end_matches(is_word) } else { &plain };
    if digits.len() < plain.trim_end_matches('.').len() {
        repairs.push("counted_word");
    }
    if let Some(negative) = digits.strip_prefix('-') {
        return Err(Fault::error(if whole_number(negative).is_some() { "IMP-218" } else { "IMP-207" }));
    }
    let (count, odd) = whole_number(digits).ok_or_else(|| Fault::error("IMP-207"))?;
    let doubt = || Fault::warning("IMP-211").with("read", count);
    let doubts = odd.then(doubt).into_iter().collect();
    Ok(Cleaned { value: Value::Integer(count), repairs, doubts })
}

impl NumberWords {
    /// Reads a count with words beside it or instead of it: `500 (पाँच सौ)`, `पाँच सौ`. Faults of [`read_count`]; doubts: IMP-223
    /// words and figures differ, IMP-224 the words cannot be read.
    pub fn read_count(&self, text: &str) -> Result<Cleaned, Fault> {
        let Some((figures, words)) = split_words(text) else {
            return match read_count(text) {
                Err(fault) if fault.code == "IMP-207" && text.chars().any(char::is_alphabetic) => {
                    let whole = self.amount_in_words(text).ok().filter(|said| said.0 >= 0 && said.0 % 100 == 0);
                    let count = whole.ok_or(fault)?.0 / 100;
                    Ok(Cleaned { repairs: vec!["amount_in_words"], ..Cleaned::plain(Value::Integer(count)) })
                }
                read => read,
            };
        };
        let mut read = read_count(figures)?;
        let Value::Integer(count) = read.value else { return Err(Fault::error("IMP-207")) };
        match self.compare(Paise(count.saturating_mul(100)), words) {
            Ok(()) => read.repairs.push("words_agree"),
            Err(doubt) => read.doubts.push(doubt),
        }
        Ok(read)
    }
}

/// Reads yes or no in both languages. Fault: IMP-213.
pub fn read_bool(text: &str) -> Result<Cleaned, Fault> {
    let (plain, _) = plain_digits(text);
    let value = match plain.to_lowercase().as_str() {
        "" | "-" | "–" | "n/a" => Value::Empty,
        "yes" | "y" | "true" | "1" | "1.0" | "हाँ" | "हां" | "हा" | "हाॅं" | "जी हाँ" | "है" | "✓" | "√" => {
            Value::Bool(true)
        }
        "no" | "n" | "false" | "0" | "0.0" | "नहीं" | "नही" | "नहि" | "ना" | "जी नहीं" | "न" | "✗" | "x" => {
            Value::Bool(false)
        }
        _ => return Err(Fault::error("IMP-213")),
    };
    Ok(Cleaned::plain(value))
}

/// Two digits below this are of this century, from it on of the last: no return is older than 1950.
const LAST_CENTURY: u8 = 50;

/// Reads a co-operative year: `2018-19`, `2018-2019`, `2018–19`, `2018/19`, `वर्ष 2018-19`, `F.Y. 18-19`. Fault: IMP-214, also for
/// two halves that do not follow each other.
pub fn read_year(text: &str) -> Result<Cleaned, Fault> {
    let (plain, hindi) = plain_digits(text);
    if plain.is_empty() || says_nothing(&plain) {
        return Ok(Cleaned::default());
    }
    let mut repairs = Vec::new();
    if hindi {
        repairs.push("devanagari_digits");
    }
    let bare = without_year_word(&plain);
    if bare.len() < plain.len() {
        repairs.push("year_word");
    }
    let mut dashed = bare.replace(['–', '—', '−', '/', '_'], "-").replace(' ', "").replace("से", "-");
    if dashed.len() == 5
        && dashed.as_bytes()[2] == b'-'
        && let Ok(first) = dashed[..2].parse::<u8>()
    {
        dashed.insert_str(0, if first < LAST_CENTURY { "20" } else { "19" });
        repairs.push("two_digit_year");
    }
    let year: CooperativeYear = dashed.parse().map_err(|_| Fault::error("IMP-214"))?;
    Ok(Cleaned { repairs, ..Cleaned::plain(Value::Text(year.to_string())) })
}

/// `वित्तीय वर्ष 2018-19 ई.` → `2018-19`.
fn without_year_word(text: &str) -> &str {
    const WORDS: [&str; 13] = [
        "वित्तीय वर्ष",
        "सहकारी वर्ष",
        "वित्त वर्ष",
        "वर्ष",
        "वि.व.",
        "सन्",
        "सन",
        "सत्र",
        "financial year",
        "fy",
        "f.y.",
        "year",
        "ending",
    ];
    let lower = text.to_ascii_lowercase();
    let word = WORDS.iter().filter(|word| lower.starts_with(*word)).max_by_key(|word| word.len());
    let behind = word.map_or(text, |word| &text[word.len()..]);
    behind
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.' | '-' | '(' | ')'))
        .trim_end_matches("ई")
        .trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn counts_are_read_with_and_without_their_words() {
        for (text, count) in [
            ("125", 125),
            ("1,250", 1250),
            ("125 सदस्य", 125),
            ("१२५", 125),
            ("125.0", 125),
            ("निल", 0),
            ("निरंक", 0),
            ("2 लाख", 200_000),
            ("५०० सदस्य", 500),
            ("500 सदस्य.", 500),
            ("शून्य", 0),
            ("NIL", 0),
            ("1,25,000", 125_000),
            ("100 नग", 100),
        ] {
            assert_eq!(read_count(text).unwrap().value, Value::Integer(count), "{text}");
        }
        for (text, code) in [
            ("बहुत", "IMP-207"),
            ("12.5", "IMP-207"),
            ("-5", "IMP-218"),
            ("1 2", "IMP-207"),
            ("12,,5", "IMP-207"),
            ("सदस्य", "IMP-207"),
            ("-x", "IMP-207"),
        ] {
            assert_eq!(read_count(text).unwrap_err().code, code, "{text}");
        }
    }

    #[test]
    fn a_year_reads_in_every_usual_writing() {
        for text in ["2018-19", "2018-2019", "2018–19", "2018/19", "२०१८-१९", "2018 - 19"] {
            assert_eq!(read_year(text).unwrap().value, Value::text("2018-19"), "{text}");
        }
        for text in [
            "वर्ष 2018-19",
            "वित्तीय वर्ष: 2018-19",
            "FY 2018-19",
            "F.Y. 2018-2019",
            "18-19",
            "१८-१९",
            "(2018-19)",
            "2018 से 2019",
        ] {
            assert_eq!(read_year(text).unwrap().value, Value::text("2018-19"), "{text}");
        }
        assert_eq!(read_year("98-99").unwrap().value, Value::text("1998-99"));
        for text in ["2018", "18-20", "2018-20", "वर्ष", "18-019", "मार्च 2018"] {
            assert_eq!(read_year(text).unwrap_err().code, "IMP-214", "{text}");
        }
        assert_eq!(read_bool("हाँ").unwrap().value, Value::Bool(true));
    }

    #[test]
    fn a_count_in_words_is_read_or_compared() {
        let words = NumberWords::load(&crate::catalogue::Files::embedded()).unwrap();
        for (text, count, doubt) in [
            ("500 (पाँच सौ)", 500, None),
            ("५०० सदस्य (पाँच सौ)", 500, None),
            ("500 (चार सौ)", 500, Some("IMP-223")),
            ("500 (पुरुष 300, महिला 200)", 500, Some("IMP-224")),
            ("पाँच सौ", 500, None),
            ("1,2,500", 12_500, Some("IMP-211")),
        ] {
            let read = words.read_count(text).unwrap();
            assert_eq!(read.value, Value::Integer(count), "{text}");
            assert_eq!(read.doubts.first().map(|doubt| doubt.code), doubt, "{text}");
        }
        assert_eq!(words.read_count("बहुत").unwrap_err().code, "IMP-207");
        assert_eq!(words.read_count("डेढ़").unwrap_err().code, "IMP-207");
    }

    proptest! {
        #![proptest_config(crate::random_cases::cases(256))]

        #[test]
        fn no_text_breaks_the_readers(text in "\\PC{0,20}") {
            let _ = (read_count(&text), read_bool(&text), read_year(&text));
        }
    }
}
