//! Audit fees: `catalogue/audit/fees.toml`, computed step by step in whole paise.

use super::{Milli, Sourced, read, scaled, sum_of};
use crate::{
    catalogue::{Basis, CatalogueError, Files, ReturnFields},
    cleaning::Codes,
    model::{Label, Paise},
    rules::Lines,
};
use serde::Deserialize;

const FILE: &str = "audit/fees.toml";

/// How a scheme makes a fee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeeKind {
    /// Each slab of the base at a rate per thousand.
    SlabPerThousand,
    /// A share of a profit.
    PercentOfProfit,
    /// One sum.
    Flat,
    /// Slabs of a base that follows the class of the society.
    BaseByClass,
    /// A sum already known, in parts.
    Split,
}

impl FeeKind {
    /// As the file writes it.
    pub fn key(self) -> &'static str {
        match self {
            Self::SlabPerThousand => "slab_per_thousand",
            Self::PercentOfProfit => "percent_of_profit",
            Self::Flat => "flat",
            Self::BaseByClass => "base_by_class",
            Self::Split => "split",
        }
    }
}

/// A slab: so many rupees at a rate per thousand; the last has no width.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slab {
    /// Its width in rupees.
    pub next: Option<i64>,
    /// Rupees per thousand.
    pub rate: Milli,
}

/// A part of a fee.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Who gets it.
    pub en: String,
    /// The same in Hindi.
    pub hi: String,
    /// How much of it.
    pub percent: Milli,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassBase {
    classes: Vec<String>,
    base: String,
}

/// What a base is made of.
#[derive(Clone, Debug)]
pub struct Base {
    /// Code, as `working_capital`.
    pub code: String,
    /// Name.
    pub label: Label,
    /// Lines of the return that are added up.
    pub lines: Vec<String>,
    /// What that rests on.
    pub basis: Basis,
}

/// The figures of a scheme; those an office sets stand before those of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Slabs.
    pub slabs: Vec<Slab>,
    /// Per cent.
    pub percent: Option<Milli>,
    /// At least.
    pub least: Option<Paise>,
    /// At most.
    pub most: Option<Paise>,
    /// One sum.
    pub amount: Option<Paise>,
}

impl Figures {
    /// These where they say something, else those.
    pub fn or(&self, other: &Self) -> Self {
        Self {
            slabs: if self.slabs.is_empty() { other.slabs.clone() } else { self.slabs.clone() },
            percent: self.percent.or(other.percent),
            least: self.least.or(other.least),
            most: self.most.or(other.most),
            amount: self.amount.or(other.amount),
        }
    }
}

/// A scheme of fees.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// Code, as `delhi_1989_thrift`.
    pub code: String,
    /// Name.
    pub label: Label,
    /// How it makes a fee.
    pub kind: FeeKind,
    /// Its figures as seen.
    pub figures: Figures,
    /// Parts of a split.
    pub parts: Vec<Part>,
    /// Where it was seen, and how.
    pub basis: Basis,
    base: Option<String>,
    bases: Vec<ClassBase>,
}

impl Scheme {
    /// Code of its base for a class of society.
    pub fn base(&self, class: &str) -> Option<&str> {
        let by_class = self.bases.iter().find(|one| one.classes.iter().any(|known| known == class));
        by_class.map(|one| one.base.as_str()).or(self.base.as_deref())
    }
}

/// All schemes and bases.
#[derive(Clone, Debug)]
pub struct Fees {
    /// The schemes in the order of the file.
    pub schemes: Vec<Scheme>,
    /// The bases.
    pub bases: Vec<Base>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    base: Vec<BaseLine>,
    scheme: Vec<SchemeLine>,
}

#[derive(Deserialize)]
struct BaseLine {
    code: String,
    en: String,
    hi: String,
    lines: Vec<String>,
    #[serde(flatten)]
    sourced: Sourced,
}

#[derive(Deserialize)]
struct SchemeLine {
    code: String,
    en: String,
    hi: String,
    kind: FeeKind,
    base: Option<String>,
    #[serde(default)]
    bases: Vec<ClassBase>,
    #[serde(default)]
    slabs: Vec<Slab>,
    percent: Option<Milli>,
    least: Option<i64>,
    most: Option<i64>,
    amount: Option<i64>,
    #[serde(default)]
    parts: Vec<Part>,
    #[serde(flatten)]
    sourced: Sourced,
}

impl Fees {
    /// Reads and checks the file; all faults at once.
    pub fn load(files: &Files, fields: &ReturnFields) -> Result<Self, Vec<CatalogueError>> {
        let file: File = read(files, FILE)?;
        let codes = Codes::load(files)?;
        let mut faults = Vec::new();
        let known: Vec<String> = file.base.iter().map(|base| base.code.clone()).collect();
        for base in &file.base {
            let unknown = base.lines.iter().filter(|key| fields.no(key).is_none());
            faults.extend(unknown.map(|key| format!("{}: no line '{key}' of the return", base.code)));
        }
        for line in &file.scheme {
            let of_class = line.bases.iter().map(|one| &one.base);
            let unknown = line.base.iter().chain(of_class).filter(|base| !known.contains(base));
            faults.extend(unknown.map(|base| format!("{}: no base '{base}'", line.code)));
            let classes = line.bases.iter().flat_map(|one| &one.classes);
            let none = classes.filter(|class| !codes.all("society_class").any(|(code, _)| code == class.as_str()));
            faults.extend(none.map(|class| format!("{}: '{class}' is no code of the list society_class", line.code)));
            if let Some(why) = wrong_slabs(&line.slabs) {
                faults.push(format!("{}: {why}", line.code));
            }
            if line.least.zip(line.most).is_some_and(|(least, most)| least > most) {
                faults.push(format!("{}: least lies above most", line.code));
            }
            let whole: i64 = line.parts.iter().map(|part| part.percent.0).sum();
            if line.kind == FeeKind::Split && whole != 100_000 {
                faults.push(format!("{}: the parts come to {} per cent; 100 were expected", line.code, Milli(whole)));
            }
            if file.scheme.iter().filter(|other| other.code == line.code).count() > 1 {
                faults.push(format!("{}: stands twice", line.code));
            }
        }
        if !faults.is_empty() {
            faults.dedup();
            return Err(faults.into_iter().map(|fault| CatalogueError::new(FILE, fault)).collect());
        }
        let rupees = |sum: Option<i64>| sum.and_then(Paise::from_rupees);
        let bases = file.base.into_iter().map(|line| Base {
            code: line.code,
            label: Label { en: line.en, hi: line.hi },
            lines: line.lines,
            basis: line.sourced.basis(),
        });
        let schemes = file.scheme.into_iter().map(|line| Scheme {
            code: line.code,
            label: Label { en: line.en, hi: line.hi },
            kind: line.kind,
            figures: Figures {
                slabs: line.slabs,
                percent: line.percent,
                least: rupees(line.least),
                most: rupees(line.most),
                amount: rupees(line.amount),
            },
            parts: line.parts,
            basis: line.sourced.basis(),
            base: line.base,
            bases: line.bases,
        });
        Ok(Self { bases: bases.collect(), schemes: schemes.collect() })
    }
    /// A scheme by its code.
    pub fn get(&self, code: &str) -> Option<&Scheme> {
        self.schemes.iter().find(|scheme| scheme.code == code)
    }
    /// A base by its code.
    pub fn base(&self, code: &str) -> Option<&Base> {
        self.bases.iter().find(|base| base.code == code)
    }
}

impl Base {
    /// Its sum in a return; `None` where a line is not told.
    pub fn of(&self, fields: &ReturnFields, lines: &Lines) -> Option<Paise> {
        sum_of(fields, lines, &self.lines).map(Paise)
    }
}

/// What is wrong with slabs: all but the last have a width, the last has none.
pub fn wrong_slabs(slabs: &[Slab]) -> Option<&'static str> {
    let (last, rest) = slabs.split_last()?;
    let narrow = rest.iter().any(|slab| slab.next.is_none_or(|next| next <= 0));
    (narrow || last.next.is_some() || slabs.iter().any(|slab| slab.rate.0 < 0))
        .then_some("every slab but the last has a width above nought, the last has none, and no rate lies below nought")
}

/// A step of the computing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What is done: `slab`, `percent`, `flat`, `least`, `most`, `part`.
    pub what: &'static str,
    /// Of what sum.
    pub of: Option<Paise>,
    /// Rate or per cent.
    pub rate: Option<Milli>,
    /// What it comes to.
    pub amount: Paise,
    /// Whose part.
    pub whose: Option<Label>,
}

/// A fee with how it was come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Computed {
    /// The fee.
    pub fee: Paise,
    /// The steps.
    pub steps: Vec<Step>,
}

/// What is missing to compute a fee.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// The base: not on record, and not told.
    Base,
    /// Rates of slabs: the office sets them.
    Slabs,
    /// The per cent.
    Percent,
    /// The one sum.
    Amount,
    /// A sum beyond what is counted.
    TooLarge,
}

/// Computes a fee. Each slab is rounded to the paisa, halves up; floors and caps hold of the sum.
pub fn compute(scheme: &Scheme, figures: &Figures, base: Option<Paise>) -> Result<Computed, Lack> {
    let mut steps = Vec::new();
    let step = |what, of: Option<Paise>, rate, amount| Step { what, of, rate, amount, whose: None };
    let mut fee = match scheme.kind {
        FeeKind::SlabPerThousand | FeeKind::BaseByClass => {
            if figures.slabs.is_empty() {
                return Err(Lack::Slabs);
            }
            let mut left = base.ok_or(Lack::Base)?.0.max(0);
            let mut sum = 0;
            for slab in &figures.slabs {
                let width = slab.next.and_then(|next| next.checked_mul(100)).unwrap_or(i64::MAX);
                let of = left.min(width);
                if of == 0 {
                    break;
                }
                // Rate in thousandths, per thousand: a millionth.
                let amount = scaled(of, slab.rate.0, 1_000_000).ok_or(Lack::TooLarge)?;
                steps.push(step("slab", Some(Paise(of)), Some(slab.rate), Paise(amount)));
                sum += amount;
                left -= of;
            }
            sum
        }
        FeeKind::PercentOfProfit => {
            let percent = figures.percent.ok_or(Lack::Percent)?;
            let of = base.ok_or(Lack::Base)?.0.max(0);
            let amount = scaled(of, percent.0, 100_000).ok_or(Lack::TooLarge)?;
            steps.push(step("percent", Some(Paise(of)), Some(percent), Paise(amount)));
            amount
        }
        FeeKind::Flat => {
            let amount = figures.amount.ok_or(Lack::Amount)?;
            steps.push(step("flat", None, None, amount));
            amount.0
        }
        FeeKind::Split => {
            let whole = base.ok_or(Lack::Base)?;
            let mut left = whole.0;
            for (no, part) in scheme.parts.iter().enumerate() {
                let share = scaled(whole.0, part.percent.0, 100_000).ok_or(Lack::TooLarge)?;
                // The last part has what is left, so that the parts come to the whole.
                let amount = if no + 1 == scheme.parts.len() { left } else { share };
                left -= amount;
                let whose = Label { en: part.en.clone(), hi: part.hi.clone() };
                let of_part = step("part", Some(whole), Some(part.percent), Paise(amount));
                steps.push(Step { whose: Some(whose), ..of_part });
            }
            return Ok(Computed { fee: whole, steps });
        }
    };
    if let Some(least) = figures.least.filter(|least| fee < least.0) {
        fee = least.0;
        steps.push(step("least", None, None, least));
    }
    if let Some(most) = figures.most.filter(|most| fee > most.0) {
        fee = most.0;
        steps.push(step("most", None, None, most));
    }
    Ok(Computed { fee: Paise(fee), steps })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fees() -> Fees {
        let files = Files::embedded();
        Fees::load(&files, &ReturnFields::load(&files).unwrap()).unwrap()
    }
    fn of(code: &str, rupees: i64) -> Computed {
        let fees = fees();
        let scheme = fees.get(code).unwrap();
        compute(scheme, &scheme.figures, Paise::from_rupees(rupees)).unwrap()
    }

    #[test]
    fn the_slabs_of_delhi_come_to_the_sums_worked_by_hand() {
        let sixty_two_lakh = of("delhi_1989_thrift", 6_200_000);
        assert_eq!(sixty_two_lakh.fee, Paise(429_500));
        let amounts: Vec<i64> = sixty_two_lakh.steps.iter().map(|step| step.amount.0).collect();
        assert_eq!(amounts, [75_000, 100_000, 112_500, 100_000, 42_000]);
        assert_eq!(
            (of("delhi_1989_thrift", 300_000).fee, of("delhi_1989_thrift", 200_000_000).fee),
            (Paise(75_000), Paise(3_412_500))
        );
        assert_eq!(of("delhi_1989_thrift", 500_000_000).fee, Paise(5_000_000), "the cap");
        assert_eq!(of("delhi_1989_thrift", 300_000).steps.last().map(|step| step.what), Some("least"));
    }

    #[test]
    fn a_share_of_the_profit_stays_within_its_bounds_and_a_split_loses_no_paisa() {
        let fees = [100_000, 300_000, 900_000, -500_000].map(|profit| of("punjab_2006_milkfed", profit).fee.0);
        assert_eq!(fees, [2_000_000, 3_000_000, 5_000_000, 2_000_000]);
        let all = self::fees();
        let goa = all.get("goa_2016_split").unwrap();
        let parts = compute(goa, &goa.figures, Some(Paise(429_501))).unwrap();
        let amounts: Vec<i64> = parts.steps.iter().map(|step| step.amount.0).collect();
        assert_eq!(amounts, [365_076, 64_425], "half a paisa goes to the first");
    }

    #[test]
    fn nothing_is_computed_from_what_is_not_set() {
        let fees = fees();
        let lack = |code: &str, base| compute(fees.get(code).unwrap(), &fees.get(code).unwrap().figures, base);
        assert_eq!(lack("mp_rule_50a", Paise::from_rupees(1)), Err(Lack::Slabs));
        assert_eq!((lack("flat", None), lack("delhi_1989_thrift", None)), (Err(Lack::Amount), Err(Lack::Base)));
        let mp = fees.get("mp_rule_50a").unwrap();
        assert_eq!([mp.base("consumer"), mp.base("housing"), mp.base("pacs")], [Some("sales"), Some("turnover"), None]);
        let own = Figures { slabs: vec![Slab { next: None, rate: Milli(1000) }], ..Figures::default() };
        assert_eq!(compute(mp, &own.or(&mp.figures), Paise::from_rupees(5000)).map(|done| done.fee), Ok(Paise(500)));
    }
}
