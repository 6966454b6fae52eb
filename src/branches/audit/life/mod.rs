//! The life of an audit after it is allotted: fees, marks and class, objections, arrears. Stages and clocks are the service
//! `catalogue/services/audit.toml`; what is computed is here.

pub mod arrears;
pub mod books;
pub mod fee_rate;
pub mod fees;
pub mod marks;
pub mod objections;
pub mod sheet;

use crate::{
    catalogue::{Basis, CatalogueError, Files, ReturnFields, Seen},
    cleaning::read_decimal,
    model::{Label, Value},
    rules::Lines,
};
use serde::{Deserialize, de::DeserializeOwned};

/// The service, and the stem of its register.
pub const SERVICE: &str = "audit";
/// Stem of the register of marks.
pub const MARKS: &str = "audit_mark";
/// Stem of the register of objections.
pub const OBJECTIONS: &str = "audit_objection";
/// The power of the Registrar these acts use.
pub const POWER: &str = "audit";

/// Kinds of audit that stand beside the audit of the year, with the word their subjects have.
pub const BESIDE: [(&str, &str); 4] =
    [("special", "special"), ("re_audit", "re_audit"), ("test", "test"), ("concurrent", "concurrent")];

/// Thousandths of a figure: 1.50 is 1500.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct Milli(pub i64);

impl TryFrom<String> for Milli {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        match read_decimal(&text, 1000, Value::Quantity).map(|read| read.value) {
            Ok(Value::Quantity(milli)) => Ok(Self(milli)),
            _ => Err(format!("'{text}' is no figure with at most three decimals")),
        }
    }
}

impl std::fmt::Display for Milli {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (sign, size) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        let written = format!("{sign}{}.{:03}", size / 1000, size % 1000);
        f.pad(written.trim_end_matches('0').trim_end_matches('.'))
    }
}

/// `a * b / c`, half away from nought; `None` where `c` is nought or the result does not fit.
pub(crate) fn scaled(a: i64, b: i64, c: i64) -> Option<i64> {
    let (product, c) = (i128::from(a) * i128::from(b), i128::from(c));
    if c == 0 {
        return None;
    }
    let (product, c) = if c < 0 { (-product, -c) } else { (product, c) };
    let half = if product < 0 { -(c / 2) } else { c / 2 };
    i64::try_from((product + half) / c).ok()
}

/// A source as the files of this branch write it.
#[derive(Clone, Debug, Deserialize)]
struct Sourced {
    source: String,
    source_hi: String,
    seen: Seen,
}

impl Sourced {
    fn basis(self) -> Basis {
        Basis { said: Label { en: self.source, hi: self.source_hi }, seen: self.seen }
    }
}

/// Reads a file of the catalogue.
fn read<T: DeserializeOwned>(files: &Files, path: &str) -> Result<T, Vec<CatalogueError>> {
    let text = files.text(path).map_err(|fault| vec![fault])?;
    toml::from_str(&text).map_err(|fault| vec![CatalogueError::new(path, fault)])
}

/// The sum of lines of a return; `None` where one of them is not told or is no amount.
fn sum_of(fields: &ReturnFields, lines: &Lines, keys: &[String]) -> Option<i64> {
    keys.iter().map(|key| value_of(fields, lines, key)?.as_integer()).sum()
}

/// A line of a return by its key.
fn value_of<'l>(fields: &ReturnFields, lines: &'l Lines, key: &str) -> Option<&'l Value> {
    let no = fields.no(key)?;
    lines.iter().find(|(known, _)| *known == no).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_keep_their_decimals_and_halves_go_up() {
        assert_eq!(Milli::try_from("0.35".to_owned()).unwrap(), Milli(350));
        assert!(Milli::try_from("1.2345".to_owned()).is_err());
        assert_eq!([Milli(1500), Milli(70_000), Milli(-5)].map(|one| one.to_string()), ["1.5", "70", "-0.005"]);
        assert_eq!(
            [scaled(1, 1, 2), scaled(-1, 1, 2), scaled(1, 1, 3), scaled(1, 1, 0)],
            [Some(1), Some(-1), Some(0), None]
        );
    }
}
