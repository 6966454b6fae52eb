//! How old cases are, in spans the service names.

use crate::model::Label;

/// A span of age in days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgeBand {
    /// As machines call it: `0-14`, `90+`.
    pub code: String,
    /// For people.
    pub label: Label,
}

/// The spans between these ends: under the first, between two, the last and more. None without ends.
pub fn bands(ages: &[u16]) -> Vec<AgeBand> {
    let Some(last) = ages.last() else { return Vec::new() };
    let mut all = Vec::with_capacity(ages.len() + 1);
    let mut from = 0;
    for end in ages {
        let to = end.saturating_sub(1);
        let label = if from == 0 {
            Label { en: format!("under {end} days"), hi: format!("{end} दिन से कम") }
        } else {
            Label { en: format!("{from} to {to} days"), hi: format!("{from} से {to} दिन") }
        };
        all.push(AgeBand { code: format!("{from}-{to}"), label });
        from = *end;
    }
    let label = Label { en: format!("{last} days and more"), hi: format!("{last} दिन या अधिक") };
    all.push(AgeBand { code: format!("{last}+"), label });
    all
}

/// Which of the spans an age lies in.
pub fn band(ages: &[u16], days: i64) -> usize {
    ages.iter().take_while(|end| i64::from(**end) <= days).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_age_lies_in_one_span_and_the_end_of_a_span_in_the_next() {
        let ages = [15, 30, 60, 90];
        let codes: Vec<String> = bands(&ages).into_iter().map(|band| band.code).collect();
        assert_eq!(codes, ["0-14", "15-29", "30-59", "60-89", "90+"]);
        for (days, code) in [(0, "0-14"), (14, "0-14"), (15, "15-29"), (59, "30-59"), (89, "60-89"), (90, "90+")] {
            assert_eq!(codes[band(&ages, days)], code, "{days}");
        }
        assert_eq!((bands(&[]), band(&[], 7)), (Vec::new(), 0));
    }
}
