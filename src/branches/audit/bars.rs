//! The panel's free-text lists read: districts an auditor names, societies barred by conflict of interest.

use super::allotment::Reason;
use std::collections::BTreeMap;

/// Registration numbers of all societies, for finding the one a panel entry means.
#[derive(Clone, Debug, Default)]
pub struct SocietyNumbers {
    by_number: BTreeMap<String, Vec<(Option<i64>, String)>>,
    by_id: BTreeMap<String, ()>,
}

impl SocietyNumbers {
    /// Adds a society.
    pub fn add(&mut self, number: &str, district: Option<i64>, id: &str) {
        self.by_id.insert(id.to_owned(), ());
        let key = number_key(number);
        if !key.is_empty() {
            self.by_number.entry(key).or_default().push((district, id.to_owned()));
        }
    }
}

/// Districts by name or LGD code, separated by `;` or `,`. Naming districts narrows the area an auditor serves, so a list of which
/// nothing can be read leaves the home district: less than meant is put right by a word.
pub fn districts(text: &str, whose: Whose<'_>, finder: DistrictFinder<'_>, findings: &mut Vec<Reason>) -> Vec<i64> {
    let (mut codes, mut unread) = (Vec::new(), false);
    for part in parts(text, &[';', ',', '\n', '।']) {
        match district_code(part, whose.home, finder) {
            Some(code) => codes.push(code),
            None => {
                unread = true;
                findings.push(Reason::new("ALT-203").with("auditor", whose.auditor).with("found", part));
            }
        }
    }
    if unread && codes.is_empty() {
        codes.extend(whose.home);
    }
    codes
}

fn district_code(text: &str, home: Option<i64>, finder: DistrictFinder<'_>) -> Option<i64> {
    text.parse().ok().filter(|code| *code > 0).or_else(|| finder(text, home))
}

/// Reads the societies an auditor names.
pub struct Bars<'a> {
    /// Societies by number.
    pub numbers: &'a SocietyNumbers,
    /// LGD code of a district by its name; the second argument is the auditor's home district, whose state goes first.
    pub district: DistrictFinder<'a>,
}

/// Finds the LGD code of a district by its name, near a home district where that is known.
pub type DistrictFinder<'a> = &'a dyn Fn(&str, Option<i64>) -> Option<i64>;

/// Whose entry of the panel is read.
#[derive(Clone, Copy, Debug)]
pub struct Whose<'a> {
    /// Identity of the auditor.
    pub auditor: &'a str,
    /// Home district, LGD code.
    pub home: Option<i64>,
}

impl Bars<'_> {
    /// Societies as `NUMBER (DISTRICT)`, a number alone or an identity, separated by `;`. A number alone that fits several
    /// bars all of them: a bar too many is put right by a word, a bar too few is an audit that cannot stand.
    pub fn societies(&self, text: &str, whose: Whose<'_>, findings: &mut Vec<Reason>) -> Vec<String> {
        let mut barred = Vec::new();
        for part in parts(text, &[';', '\n']) {
            if self.numbers.by_id.contains_key(part) {
                barred.push(part.to_owned());
                continue;
            }
            let (number, district) = match part.strip_suffix(')').and_then(|head| head.rsplit_once('(')) {
                Some((number, place)) => {
                    let code = district_code(place.trim(), whose.home, self.district);
                    if code.is_none() {
                        findings
                            .push(Reason::new("ALT-205").with("auditor", whose.auditor).with("found", place.trim()));
                    }
                    (number, code)
                }
                None => (part, None),
            };
            let known = self.numbers.by_number.get(&number_key(number)).map_or(&[][..], Vec::as_slice);
            let fits = |at: &Option<i64>| district.is_none() || *at == district;
            let found: Vec<&String> = known.iter().filter(|(at, _)| fits(at)).map(|(_, id)| id).collect();
            match found.len() {
                0 => findings.push(Reason::new("ALT-201").with("auditor", whose.auditor).with("found", part)),
                1 => {}
                count => findings.push(
                    Reason::new("ALT-202").with("auditor", whose.auditor).with("found", part).with("count", count),
                ),
            }
            barred.extend(found.into_iter().cloned());
        }
        barred
    }
}

fn parts<'a>(text: &'a str, separators: &'a [char]) -> impl Iterator<Item = &'a str> {
    text.split(separators).map(str::trim).filter(|part| !part.is_empty() && !matches!(*part, "-" | "--" | "–"))
}

/// A registration number for comparing: without spaces, capitals, Latin digits.
pub fn number_key(number: &str) -> String {
    let digit = |c: char| match c {
        '०'..='९' => char::from_digit(u32::from(c) - u32::from('०'), 10).unwrap_or(c),
        other => other,
    };
    number.chars().filter(|c| !c.is_whitespace()).map(digit).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers() -> SocietyNumbers {
        let mut numbers = SocietyNumbers::default();
        numbers.add("12/1987", Some(212), "S-1");
        numbers.add("12/1987", Some(195), "S-2");
        numbers.add("५ एच आर/९०", Some(195), "S-3");
        numbers
    }
    const WHOSE: Whose<'static> = Whose { auditor: "A-1", home: Some(212) };

    fn patna(name: &str, _: Option<i64>) -> Option<i64> {
        matches!(name, "Patna" | "पटना").then_some(212)
    }

    #[test]
    fn a_barred_society_is_found_by_number_and_district() {
        let numbers = numbers();
        let bars = Bars { numbers: &numbers, district: &patna };
        let mut findings = Vec::new();
        assert_eq!(bars.societies("12 / 1987 (पटना); 5 एचआर/90; S-2", WHOSE, &mut findings), ["S-1", "S-3", "S-2"]);
        assert_eq!(findings, []);
    }

    #[test]
    fn a_number_that_fits_several_societies_bars_them_all_and_says_so() {
        let numbers = numbers();
        let bars = Bars { numbers: &numbers, district: &patna };
        let mut findings = Vec::new();
        assert_eq!(bars.societies("12/1987; 99/2001 (Patna); 12/1987 (Nowhere)", WHOSE, &mut findings).len(), 4);
        let codes: Vec<&str> = findings.iter().map(|finding| finding.code.as_str()).collect();
        assert_eq!(codes, ["ALT-202", "ALT-201", "ALT-205", "ALT-202"]);
    }

    #[test]
    fn districts_are_read_by_name_or_code() {
        let mut findings = Vec::new();
        assert_eq!(districts("Patna; 195, Atlantis; -", WHOSE, &patna, &mut findings), [212, 195]);
        assert_eq!(findings.len(), 1);
    }

    #[test]
    fn a_list_of_districts_that_does_not_read_keeps_the_auditor_at_home() {
        let mut findings = Vec::new();
        assert_eq!(districts("Atlantis; Lemuria", WHOSE, &patna, &mut findings), [212]);
        assert_eq!(findings.iter().map(|finding| finding.code.as_str()).collect::<Vec<_>>(), ["ALT-203", "ALT-203"]);
        // Nothing written is no narrowing.
        assert_eq!(districts(" - ", WHOSE, &patna, &mut findings), [] as [i64; 0]);
    }
}
