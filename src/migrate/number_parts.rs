//! The parts of a registration number as `trace` shows them: which of its letters stand for the district, and which for a series.

use crate::{
    catalogue::{Level, Place, Places},
    cleaning::{RegistrationParts, registration_parts},
    model::Value,
};

/// Letters that must stand in the name of a district in the same order to be its short form, where they do not begin it.
const SHORT_FORM: usize = 3;

/// The parts recognised, each with the name of its part: `number`, `year`, `district`, `series`, `date`. `district` is the
/// code of the district the number belongs to; without one, letters are a series.
pub(super) fn parts_of(number: &str, places: &Places, district: Option<i64>) -> Vec<(&'static str, Value)> {
    let RegistrationParts { mut series, number, year, dated } = registration_parts(number);
    let own = district.and_then(|code| places.get(Level::District, code));
    let of_district = own.and_then(|own| {
        let at = series.iter().position(|letters| is_short_for(letters, own))?;
        Some(Value::Text(format!("{} = {}", series.remove(at), own.name_en)))
    });
    [
        ("number", number.and_then(|number| i64::try_from(number).ok()).map(Value::Integer)),
        // Two digits are shown as printed: the century is the date's to say.
        ("year", year.map(|year| Value::Text(format!("{year:02}")))),
        ("district", of_district),
        ("series", (!series.is_empty()).then(|| Value::Text(series.join(" ")))),
        ("date", dated.map(Value::Text)),
    ]
    .into_iter()
    .filter_map(|(part, value)| Some((part, value?)))
    .collect()
}

/// Do letters stand for a place: its name, a beginning of it, or (in Latin letters) its first letter with further ones in
/// their order, as BPL does for Bhopal?
fn is_short_for(letters: &str, place: &Place) -> bool {
    let letters = letters.to_lowercase();
    let count = letters.chars().count();
    if !letters.is_ascii() {
        return count >= 2 && place.name_hi.starts_with(&letters);
    }
    let name = place.name_en.to_lowercase();
    let mut rest = name.chars();
    let in_order = letters.chars().all(|letter| rest.any(|other| other == letter));
    count >= 2 && name.starts_with(&letters)
        || count >= SHORT_FORM && letters.chars().next() == name.chars().next() && in_order
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Files;

    #[test]
    fn letters_of_the_own_district_are_told_from_those_of_a_series() {
        let places = Places::load(&Files::embedded()).expect("the shipped places");
        let district = |name: &str| match places.find(Level::District, name, None) {
            crate::catalogue::PlaceMatch::One(code, _) => Some(code),
            other => panic!("{name}: {other:?}"),
        };
        let told = |number: &str, district: Option<i64>| -> String {
            let parts = parts_of(number, &places, district);
            let shown = parts.iter().map(|(part, value)| match value {
                Value::Integer(n) => format!("{part} {n}"),
                other => format!("{part} {}", other.as_text().unwrap_or_default()),
            });
            shown.collect::<Vec<_>>().join(", ")
        };
        for (number, of, expected) in [
            ("12/पट/1957", "Patna", "number 12, year 1957, district पट = Patna"),
            ("DR/BPL/1234/2001", "Bhopal", "number 1234, year 2001, district BPL = Bhopal, series DR"),
            ("DR/BPL/1234/2001", "Patna", "number 1234, year 2001, series DR BPL"),
            ("DCO/PAT/0038/57", "Patna", "number 38, year 57, district PAT = Patna, series DCO"),
            ("पंजी. क्र. 123 दिनांक 12.03.57", "Patna", "number 123, date 12.03.57"),
            ("P 7", "Patna", "number 7, series P"),
        ] {
            assert_eq!(told(number, district(of)), expected, "{number} {of}");
        }
        assert_eq!(told("7/PAT", None), "number 7, series PAT");
    }
}
