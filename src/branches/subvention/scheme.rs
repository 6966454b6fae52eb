//! A scheme: what interest is borne by whom, year by year, as data with its sources.

use super::{Part, Purpose};
use crate::{
    catalogue::{Basis, CatalogueError, Files, Seen},
    model::{CooperativeYear, Date, Label},
};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SchemeFile {
    en: String,
    hi: String,
    with: Option<String>,
    interest: String,
    parts: Vec<String>,
    of_interest: Vec<String>,
    #[serde(default)]
    balanced: bool,
    #[serde(default)]
    figure: Vec<FigureLine>,
    #[serde(default)]
    due: Vec<DueLine>,
}

/// What an office adds: figures and due dates, each with the order it rests on.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnFile {
    #[serde(default)]
    figure: Vec<FigureLine>,
    #[serde(default)]
    due: Vec<DueLine>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct FigureLine {
    name: String,
    years: Vec<CooperativeYear>,
    percent: Option<String>,
    rupees: Option<i64>,
    months: Option<i64>,
    yes: Option<bool>,
    #[serde(default = "own_text")]
    seen: Seen,
    source: String,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct DueLine {
    purpose: Purpose,
    fy: CooperativeYear,
    on: toml::value::Datetime,
    ordered_on: Option<toml::value::Datetime>,
    ordered: Option<String>,
    #[serde(default = "own_text")]
    seen: Seen,
    source: String,
}

/// An office that enters a figure has the order before it.
fn own_text() -> Seen {
    Seen::Text
}

/// A figure of a year. Rates are hundredths of a per cent a year, limits paise, spans months, a yes is 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Its value in its small unit.
    pub value: i64,
    /// As it is written: `1.5 %`, `3,00,000`, `12`.
    pub written: String,
    /// Where it was read, and how it was seen.
    pub basis: Basis,
}

/// A due date fixed by order for a season.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueOrder {
    purpose: Purpose,
    fy: CooperativeYear,
    /// The day.
    pub on: Date,
    /// Day of the order that moved it; `None`: it held from the start.
    pub ordered_on: Option<Date>,
    /// Where it was read, and how it was seen.
    pub basis: Basis,
}

/// What holds for loans drawn in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rates {
    /// Interest on the eligible part, hundredths of a per cent.
    pub interest: i64,
    /// Rate of each part in the order of [`Part::ALL`]; 0 for a part the scheme does not have.
    pub parts: [i64; 4],
    /// Most that is eligible of a farmer at a time, paise.
    pub cap: i64,
    /// Most of it for animal husbandry and fishery, paise.
    pub cap_allied: i64,
    /// Longest span, months.
    pub span: i64,
    /// Longest span after the harvest, months; `None` where the year has none.
    pub span_post_harvest: Option<i64>,
    /// Span of an amount converted after a calamity, months; `None` where the year has none.
    pub span_conversion: Option<i64>,
    /// Does a renewal count as a drawal?
    pub renewal: bool,
}

/// Why there are no rates for a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoRates {
    /// Figures by these names are missing.
    Missing(Vec<String>),
    /// The parts add up to another rate than the interest: hundredths of a per cent, parts first.
    Unbalanced(i64, i64),
}

/// A scheme with its figures.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// Name of its file, `mp`.
    pub key: String,
    /// Name for people.
    pub name: Label,
    /// The parts it consists of, in the order of [`Part::ALL`].
    pub parts: Vec<Part>,
    /// Those of them the farmer need not pay of the interest; the others go to the lender beside it.
    pub of_interest: Vec<Part>,
    /// Do the parts add up to the interest of those who pay in time? The last part then balances.
    pub balanced: bool,
    interest: String,
    figures: BTreeMap<(String, CooperativeYear), Figure>,
    dues: Vec<DueOrder>,
}

impl Scheme {
    /// Names of the schemes of the catalogue.
    pub fn names(files: &Files) -> Result<Vec<String>, CatalogueError> {
        let paths = files.list("subvention")?;
        let stem = |path: &String| Some(path.strip_prefix("subvention/")?.strip_suffix(".toml")?.to_owned());
        Ok(paths.iter().filter_map(stem).collect())
    }
    /// Reads a scheme of the catalogue with the one it goes with; all faults at once.
    pub fn load(files: &Files, key: &str) -> Result<Self, Vec<CatalogueError>> {
        let path = format!("subvention/{key}.toml");
        let fault = |said: String| vec![CatalogueError::new(&path, said)];
        let text = files.text(&path).map_err(|fault| vec![fault])?;
        let file: SchemeFile = toml::from_str(&text).map_err(|said| fault(said.to_string()))?;
        let parts = |names: &[String]| -> Vec<Part> {
            Part::ALL.into_iter().filter(|part| names.iter().any(|name| name == part.key())).collect()
        };
        let mut scheme = Self {
            key: key.to_owned(),
            name: Label { en: file.en, hi: file.hi },
            parts: parts(&file.parts),
            of_interest: parts(&file.of_interest),
            balanced: file.balanced,
            interest: file.interest,
            figures: BTreeMap::new(),
            dues: Vec::new(),
        };
        if scheme.parts.len() != file.parts.len() || scheme.of_interest.len() != file.of_interest.len() {
            let known: Vec<&str> = Part::ALL.iter().map(|part| part.key()).collect();
            return Err(fault(format!("parts and of_interest: each one of {}", known.join(", "))));
        }
        if let Some(other) = file.with {
            // A scheme goes with one that stands by itself.
            let text = files.text(&format!("subvention/{other}.toml")).map_err(|fault| vec![fault])?;
            let other: SchemeFile = toml::from_str(&text).map_err(|said| fault(said.to_string()))?;
            scheme.take(other.figure, other.due).map_err(|said| fault(said.join("; ")))?;
        }
        scheme.take(file.figure, file.due).map_err(|said| fault(said.join("; ")))?;
        Ok(scheme)
    }
    /// Adds an office's own figures, which hold against those of the catalogue; all faults at once.
    pub fn add_own(&mut self, text: &str) -> Result<(), Vec<String>> {
        let own: OwnFile = toml::from_str(text).map_err(|said| vec![said.to_string()])?;
        self.take(own.figure, own.due)
    }
    fn take(&mut self, figures: Vec<FigureLine>, dues: Vec<DueLine>) -> Result<(), Vec<String>> {
        let mut faults = Vec::new();
        for line in figures {
            match line.read() {
                Ok(figure) => {
                    for fy in line.years {
                        self.figures.insert((line.name.clone(), fy), figure.clone());
                    }
                }
                Err(fault) => faults.push(fault),
            }
        }
        for line in dues {
            match line.read() {
                Some(order) => self.dues.push(order),
                None => faults.push(format!("due {} {}: no date", line.purpose.key(), line.fy)),
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }
    /// A figure of a year by its name.
    pub fn figure(&self, name: &str, fy: CooperativeYear) -> Option<&Figure> {
        self.figures.get(&(name.to_owned(), fy))
    }
    /// The figures a year is computed with, by name.
    pub fn figures(&self, fy: CooperativeYear) -> impl Iterator<Item = (&str, &Figure)> {
        let own = move |name: &str| name != "farmer_rate" && name != "base_rate" || name == self.interest;
        self.figures
            .iter()
            .filter(move |((name, at), _)| *at == fy && own(name))
            .map(|((name, _), f)| (name.as_str(), f))
    }
    /// What holds for loans drawn in a year, or why nothing can be computed for it.
    pub fn rates(&self, fy: CooperativeYear) -> Result<Rates, NoRates> {
        let value = |name: &str| self.figure(name, fy).map(|figure| figure.value);
        let mut missing = Vec::new();
        let mut need = |name: &str| {
            value(name).unwrap_or_else(|| {
                missing.push(name.to_owned());
                0
            })
        };
        let interest = need(&self.interest);
        let parts = Part::ALL.map(|part| if self.parts.contains(&part) { need(part.key()) } else { 0 });
        let (cap, cap_allied, span) = (need("cap"), need("cap_allied"), need("span"));
        if !missing.is_empty() {
            return Err(NoRates::Missing(missing));
        }
        let all: i64 = parts.iter().sum();
        if self.balanced && all != interest {
            return Err(NoRates::Unbalanced(all, interest));
        }
        Ok(Rates {
            interest,
            parts,
            cap,
            cap_allied,
            span,
            span_post_harvest: value("span_post_harvest"),
            span_conversion: value("span_conversion"),
            renewal: value("renewal") == Some(1),
        })
    }
    /// The due date ordered for a season by a day: of several the one ordered last.
    pub fn due(&self, purpose: Purpose, fy: CooperativeYear, as_of: Date) -> Option<&DueOrder> {
        let held = |order: &&DueOrder| {
            order.purpose == purpose && order.fy == fy && order.ordered_on.is_none_or(|day| day <= as_of)
        };
        // Of equals the later line: an office's own stands behind the catalogue's.
        self.dues.iter().filter(held).max_by_key(|order| order.ordered_on)
    }
}

impl FigureLine {
    fn read(&self) -> Result<Figure, String> {
        let basis = Basis { said: Label { en: self.source.clone(), hi: self.source.clone() }, seen: self.seen };
        let (value, written) = match (&self.percent, self.rupees, self.months, self.yes) {
            (Some(percent), None, None, None) => (hundredths(percent), format!("{percent} %")),
            (None, Some(rupees), None, None) => {
                let paise = crate::model::Paise::from_rupees(rupees).filter(|paise| paise.0 > 0);
                (paise.map(|paise| paise.0), paise.map_or_else(String::new, |paise| paise.to_string()))
            }
            (None, None, Some(months), None) => (Some(months).filter(|n| (1..=120).contains(n)), months.to_string()),
            (None, None, None, Some(yes)) => (Some(i64::from(yes)), if yes { "yes" } else { "no" }.to_owned()),
            _ => (None, String::new()),
        };
        if self.source.trim().is_empty() {
            return Err(format!("{}: a figure without a source", self.name));
        }
        let value = value.ok_or_else(|| {
            format!("{}: one of percent = \"1.5\", rupees = 300000, months = 12, yes = true was expected", self.name)
        })?;
        Ok(Figure { value, written, basis })
    }
}

impl DueLine {
    fn read(&self) -> Option<DueOrder> {
        let day = |said: &toml::value::Datetime| {
            let date = said.date?;
            let year = i16::try_from(date.year).ok()?;
            Date::new(year, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok()
        };
        let source =
            self.ordered.as_ref().map_or_else(|| self.source.clone(), |said| format!("{said}; {}", self.source));
        Some(DueOrder {
            purpose: self.purpose,
            fy: self.fy,
            on: day(&self.on)?,
            ordered_on: match &self.ordered_on {
                Some(said) => Some(day(said)?),
                None => None,
            },
            basis: Basis { said: Label { en: source.clone(), hi: source }, seen: self.seen },
        })
    }
}

/// A rate as people write it, `1.5`, in hundredths of a per cent; `None` where it is none from 0 to 100 with at most two decimals.
fn hundredths(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || part.len() > 2 || !digits(whole) || !digits(part) {
        return None;
    }
    let value = whole.parse::<i64>().ok()? * 100 + format!("{part:0<2}").parse::<i64>().ok()?;
    (value <= 10_000).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn fy(text: &str) -> CooperativeYear {
        text.parse().unwrap()
    }

    #[test]
    fn every_scheme_loads_and_a_year_without_figures_has_no_rates() {
        let files = Files::embedded();
        assert_eq!(Scheme::names(&files).unwrap(), ["mp", "union"]);
        let union = Scheme::load(&files, "union").unwrap();
        for (year, lender) in [("2018-19", 200), ("2021-22", 200), ("2022-23", 150), ("2025-26", 150)] {
            let rates = union.rates(fy(year)).unwrap();
            assert_eq!((rates.interest, rates.parts), (700, [lender, 300, 0, 0]), "{year}");
            assert_eq!((rates.cap, rates.cap_allied, rates.span), (30_000_000, 20_000_000, 12));
        }
        for year in ["2017-18", "2020-21", "2026-27"] {
            let missing = union.rates(fy(year)).unwrap_err();
            assert!(matches!(&missing, NoRates::Missing(names) if names.contains(&"lender_subvention".to_owned())));
        }
    }

    #[test]
    fn four_parts_make_the_base_rate_or_the_year_is_refused() {
        let mut mp = Scheme::load(&Files::embedded(), "mp").unwrap();
        assert_eq!(mp.rates(fy("2025-26")).unwrap().parts, [150, 300, 150, 400]);
        assert_eq!(mp.rates(fy("2022-23")), Err(NoRates::Unbalanced(1150, 1000)));
        assert_eq!(
            mp.rates(fy("2023-24")),
            Err(NoRates::Missing(vec!["state_general".to_owned(), "state_prompt".to_owned()]))
        );
        let own =
            "[[figure]]\nname = \"lender_subvention\"\nyears = [\"2022-23\"]\npercent = \"0\"\nsource = \"order 7\"";
        mp.add_own(own).unwrap();
        assert_eq!(mp.rates(fy("2022-23")).unwrap().parts, [0, 300, 300, 400]);
    }

    #[test]
    fn a_due_date_is_the_last_one_ordered_by_the_day() {
        let mut mp = Scheme::load(&Files::embedded(), "mp").unwrap();
        let kharif = |scheme: &Scheme, as_of| scheme.due(Purpose::Kharif, fy("2025-26"), as_of).unwrap().on;
        assert_eq!(kharif(&mp, date(2026, 4, 1)), date(2026, 3, 28));
        mp.add_own("[[due]]\npurpose = \"crop_kharif\"\nfy = \"2025-26\"\non = 2026-04-27\nordered_on = 2026-03-25\nsource = \"order 9\"")
            .unwrap();
        assert_eq!(kharif(&mp, date(2026, 3, 24)), date(2026, 3, 28));
        assert_eq!(kharif(&mp, date(2026, 3, 25)), date(2026, 4, 27));
        assert!(mp.due(Purpose::Allied, fy("2025-26"), date(2026, 4, 1)).is_none());
    }

    #[test]
    fn faulty_figures_are_told_all_at_once() {
        let mut union = Scheme::load(&Files::embedded(), "union").unwrap();
        let own = "[[figure]]\nname = \"a\"\nyears = []\npercent = \"1,5\"\nsource = \"x\"\n\
                   [[figure]]\nname = \"b\"\nyears = []\npercent = \"1\"\nsource = \" \"";
        assert_eq!(union.add_own(own).unwrap_err().len(), 2);
        assert_eq!(["7", "1.5", "0.25", "100"].map(hundredths), [Some(700), Some(150), Some(25), Some(10_000)]);
        assert_eq!(["", "-1", "1.255", "101", "x"].map(hundredths), [None; 5]);
    }
}
