//! A listing laid out for a terminal: columns aligned, and wrapped where the window is narrower than the rows are long.

use super::{
    Digits, Listing,
    listing::{Column, width, written},
};
use crate::model::Language;
use std::fmt::Write as _;

/// Between two columns.
const GAP: usize = 2;
/// No column of words is made narrower than its longest word, up to this.
const NARROWEST: usize = 14;
/// A word with a digit in it is an identity or a number somebody copies; it stays whole up to this.
const IDENTITY: usize = 20;

/// For whom a table is laid out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    /// Language of headings.
    pub(super) language: Language,
    /// Digits of numbers.
    pub(super) digits: Digits,
    /// Columns of the window; nothing where the table goes to a file or a pipe, whose lines stay whole.
    pub(super) room: Option<usize>,
}

/// The table as text, a line a row, or several where words were wrapped.
pub(super) fn lay_out(listing: &Listing, look: Look) -> String {
    let heading = |column: &Column| match look.language {
        Language::Hi => column.hi.clone().into_owned(),
        Language::En => column.en.clone().into_owned(),
    };
    let mut rows: Vec<Vec<String>> = vec![listing.columns.iter().map(heading).collect()];
    rows.extend(listing.rows.iter().map(|row| row.iter().map(|value| written(value, look.digits)).collect()));
    let columns = 0..listing.columns.len();
    let right: Vec<bool> = columns.clone().map(|i| is_number(listing, i)).collect();
    let mut widths: Vec<usize> =
        columns.map(|i| rows.iter().map(|row| width(&row[i])).max().unwrap_or_default()).collect();
    if let Some(room) = look.room {
        narrow(&mut widths, &least(&rows, &right), room);
    }
    let mut text = String::new();
    for row in &rows {
        let cells: Vec<Vec<String>> = row.iter().zip(&widths).map(|(cell, width)| wrapped(cell, *width)).collect();
        for line in 0..cells.iter().map(Vec::len).max().unwrap_or(1) {
            let mut laid = String::new();
            for (i, cell) in cells.iter().enumerate() {
                let part = cell.get(line).map_or("", String::as_str);
                let padding = " ".repeat(widths[i].saturating_sub(width(part)));
                let gap = " ".repeat(if i == 0 { 0 } else { GAP });
                let _ =
                    if right[i] { write!(laid, "{gap}{padding}{part}") } else { write!(laid, "{gap}{part}{padding}") };
            }
            let _ = writeln!(text, "{}", laid.trim_end());
        }
    }
    text
}

fn is_number(listing: &Listing, column: usize) -> bool {
    listing.rows.iter().any(|row| row[column].as_integer().is_some())
        && listing.rows.iter().all(|row| row[column].as_text().is_none())
}

/// How narrow each column may become: a number is never broken, a word only when it is very long.
fn least(rows: &[Vec<String>], right: &[bool]) -> Vec<usize> {
    let kept = |word: &str| width(word).min(if word.contains(|c: char| c.is_numeric()) { IDENTITY } else { NARROWEST });
    let longest_word = |cell: &String| cell.split_whitespace().map(kept).max().unwrap_or_default();
    let of_column = |(i, number): (usize, &bool)| {
        let cells = rows.iter().map(|row| &row[i]);
        if *number {
            cells.map(|cell| width(cell)).max().unwrap_or_default()
        } else {
            cells.map(longest_word).max().unwrap_or_default()
        }
    };
    right.iter().enumerate().map(of_column).collect()
}

/// Takes from the widest columns until the rows fit, as far as they can be made to.
fn narrow(widths: &mut [usize], least: &[usize], room: usize) {
    let gaps = GAP * widths.len().saturating_sub(1);
    let room = room.saturating_sub(gaps);
    let under = |most: usize| -> Vec<usize> {
        widths.iter().zip(least).map(|(width, least)| (*width).min(most).max((*least).min(*width))).collect()
    };
    let widest = widths.iter().copied().max().unwrap_or_default();
    if widths.iter().sum::<usize>() <= room {
        return;
    }
    // The widest limit under which the row fits; sums grow with the limit.
    let (mut fits, mut not) = (0, widest);
    while not - fits > 1 {
        let middle = fits.midpoint(not);
        if under(middle).iter().sum::<usize>() <= room { fits = middle } else { not = middle }
    }
    let mut found = under(fits);
    // What is left over goes to those cut, from the left.
    let mut left = room.saturating_sub(found.iter().sum());
    for (narrowed, width) in found.iter_mut().zip(widths.iter()) {
        if left > 0 && *narrowed == fits && *narrowed < *width {
            *narrowed += 1;
            left -= 1;
        }
    }
    widths.copy_from_slice(&found);
}

/// A text in lines of at most a width, broken between words, and within one only where it is longer than the line.
fn wrapped(text: &str, most: usize) -> Vec<String> {
    if width(text) <= most || most == 0 {
        return vec![text.to_owned()];
    }
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split_whitespace() {
        if used > 0 && used + 1 + width(word) > most {
            lines.push(String::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut().filter(|line| !line.is_empty()) {
            line.push(' ');
            used += 1;
        }
        // A word longer than the line is broken behind a stroke, as BR-HQ-S-1/2024-25/ and re_audit-1, else between letters.
        for part in word.split_inclusive(['/', '_']) {
            if used > 0 && width(word) > most && used + width(part) > most {
                lines.push(String::new());
                used = 0;
            }
            for letter in letters(part) {
                let wide = width(letter);
                if used > 0 && used + wide > most {
                    lines.push(String::new());
                    used = 0;
                }
                if let Some(line) = lines.last_mut() {
                    line.push_str(letter);
                }
                used += wide;
            }
        }
    }
    lines
}

/// A word by letters as they are seen: signs and conjuncts stay with their letter.
fn letters(word: &str) -> Vec<&str> {
    let belongs_before =
        |c: char| width(c.encode_utf8(&mut [0; 4])) == 0 || matches!(c, '\u{0903}' | '\u{093E}'..='\u{094C}');
    let mut parts = Vec::new();
    let (mut start, mut last) = (0, None);
    for (at, c) in word.char_indices() {
        if at > start && !belongs_before(c) && last != Some('\u{094D}') {
            parts.push(&word[start..at]);
            start = at;
        }
        last = Some(c);
    }
    parts.push(&word[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Paise, Value};

    const HINDI: Look = Look { language: Language::Hi, digits: Digits::Latin, room: None };

    fn listing() -> Listing {
        let mut listing =
            Listing::new([("name", "Name", "नाम"), ("basis", "Basis", "आधार"), ("amount", "Amount", "राशि")]);
        listing.push([
            Value::text("मधुपट्टी प्राथमिक कृषि साख सहयोग समिति लिमिटेड"),
            Value::text("बिहार सहकारी समितियां अधिनियम 1935, धारा 44"),
            Value::Money(Paise(2_743_404_800)),
        ]);
        listing.push([Value::text("अ"), Value::text("ब"), Value::Money(Paise(100))]);
        listing
    }

    #[test]
    fn a_table_wider_than_the_window_is_wrapped_between_words_and_no_number_is_broken() {
        let whole = lay_out(&listing(), HINDI);
        assert_eq!(whole.lines().count(), 3);
        for room in [60, 72, 90] {
            let table = lay_out(&listing(), Look { room: Some(room), ..HINDI });
            assert!(table.lines().all(|line| width(line) <= room), "{room}\n{table}");
            assert!(table.contains("2,74,34,048") && table.lines().count() > 3, "{table}");
            for word in ["मधुपट्टी", "प्राथमिक", "अधिनियम", "लिमिटेड", "1935,"]
            {
                assert!(table.contains(word), "{table}");
            }
        }
        assert_eq!(lay_out(&listing(), Look { room: Some(500), ..HINDI }), whole);
    }

    #[test]
    fn what_cannot_be_made_narrower_stays_whole_words_in_a_small_window() {
        let table = lay_out(&listing(), Look { room: Some(10), ..HINDI });
        assert!(table.contains("2,74,34,048") && table.contains("अधिनियम"), "{table}");
    }

    #[test]
    fn an_identity_stays_whole_where_words_are_wrapped() {
        let mut listing = Listing::new([("audit", "Audit", "अंकेक्षण"), ("text", "Objection", "आपत्ति")]);
        listing.push([Value::text("BR-HQ-S-1/2024-25"), Value::text("cash of the day is not in the book of the day")]);
        let table = lay_out(&listing, Look { room: Some(30), ..HINDI });
        assert!(table.contains("BR-HQ-S-1/2024-25  "), "{table}");
    }

    #[test]
    fn a_word_longer_than_the_line_is_broken_at_letters_as_they_are_seen() {
        assert_eq!(wrapped("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrapped("BR-HQ-S-1/2024-25/re_audit-1", 20), ["BR-HQ-S-1/2024-25/", "re_audit-1"]);
        assert_eq!(wrapped("a member_register", 14), ["a", "member_", "register"]);
        let parts = wrapped("क्षत्रियोंक्षत्रियों", 3);
        assert!(parts.len() > 1 && parts.iter().all(|part| !part.starts_with(['\u{094D}', 'ि', 'ो', 'ं'])), "{parts:?}");
        assert_eq!(parts.concat(), "क्षत्रियोंक्षत्रियों");
    }
}
