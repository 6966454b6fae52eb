//! Marks and class of an audit: `catalogue/audit/marks.toml`. What a return on record gives is computed, the rest an officer says, with evidence.

use super::{Milli, Sourced, read, scaled, sum_of, value_of};
use crate::{
    catalogue::{Basis, CatalogueError, Files, ReturnFields},
    model::{CooperativeYear, Date, Label, Value},
    rules::Lines,
};
use jiff::ToSpan as _;
use serde::Deserialize;

const FILE: &str = "audit/marks.toml";

/// How a figure becomes marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// So many marks a unit, up to the cap.
    Linear,
    /// By bands of the figure.
    Band,
    /// The cap or nothing.
    Flag,
}

/// Marks up to a figure; the last band has no end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Figures up to this one.
    pub upto: Option<Milli>,
    /// Its marks.
    pub marks: Milli,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ratio {
    of: Vec<String>,
    to: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ByMonths {
    line: String,
    months: i32,
}

/// A heading of the sheet.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Coded {
    code: String,
    en: String,
    hi: String,
}

/// An item of the scheme.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Code, as `crar`.
    pub code: String,
    /// Code of its head.
    pub head: String,
    en: String,
    hi: String,
    /// How its figure becomes marks.
    pub shape: Shape,
    /// Most marks.
    pub cap: Milli,
    per_unit: Option<Milli>,
    #[serde(default)]
    bands: Vec<Band>,
    ratio: Option<Ratio>,
    line: Option<String>,
    by_months: Option<ByMonths>,
    above_zero: Option<String>,
    zero: Option<String>,
    /// Evidence an officer gives.
    pub wants: Label,
}

/// A cap on the class, whatever the marks.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassCap {
    /// Code, as `books_lost`.
    pub code: String,
    en: String,
    hi: String,
    /// Not better than this class.
    pub not_better_than: String,
}

impl Item {
    /// Its name.
    pub fn label(&self) -> Label {
        Label { en: self.en.clone(), hi: self.hi.clone() }
    }
}

impl ClassCap {
    /// Its name.
    pub fn label(&self) -> Label {
        Label { en: self.en.clone(), hi: self.hi.clone() }
    }
}

#[derive(Clone, Debug, Deserialize)]
struct ThresholdLines {
    a_above: Milli,
    b_from: Milli,
    c_from: Milli,
    #[serde(flatten)]
    sourced: Sourced,
}

#[derive(Deserialize)]
struct File {
    thresholds: ThresholdLines,
    head: Vec<Coded>,
    item: Vec<Item>,
    class_cap: Vec<ClassCap>,
    #[serde(flatten)]
    sourced: Sourced,
}

/// The scheme.
#[derive(Clone, Debug)]
pub struct Scheme {
    heads: Vec<Coded>,
    /// Items in order.
    pub items: Vec<Item>,
    /// Caps on the class.
    pub caps: Vec<ClassCap>,
    /// What the marks rest on.
    pub basis: Basis,
    /// What the thresholds rest on.
    pub thresholds_basis: Basis,
    a_above: Milli,
    b_from: Milli,
    c_from: Milli,
}

/// A figure of the return with the marks it gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figured {
    /// The figure as it is written.
    pub figure: String,
    /// Its marks.
    pub marks: Milli,
}

/// Marks given for an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Code of the item.
    pub item: String,
    /// The marks; `None`: the item does not apply.
    pub marks: Option<Milli>,
    /// The figure they rest on, where they were computed.
    pub figure: String,
    /// Evidence.
    pub evidence: String,
    /// Computed from the return on record.
    pub computed: bool,
}

/// A class with what it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Classed {
    /// Marks of items that apply.
    pub attained: Milli,
    /// What they could have come to.
    pub attainable: Milli,
    /// Out of a hundred.
    pub marks: Milli,
    /// Class by marks alone.
    pub by_marks: &'static str,
    /// Class after caps.
    pub class: String,
}

impl Scheme {
    /// Reads and checks the file; all faults at once.
    pub fn load(files: &Files, fields: &ReturnFields) -> Result<Self, Vec<CatalogueError>> {
        let file: File = read(files, FILE)?;
        let mut faults = Vec::new();
        for (no, item) in file.item.iter().enumerate() {
            let mut fault = |said: String| faults.push(CatalogueError::new(FILE, format!("{}: {said}", item.code)));
            if file.item.iter().take(no).any(|other| other.code == item.code) {
                fault("stands twice".into());
            }
            if !file.head.iter().any(|head| head.code == item.head) {
                fault(format!("no head '{}'", item.head));
            }
            let ratio = item.ratio.iter().flat_map(|ratio| ratio.of.iter().chain(&ratio.to));
            let by_months = item.by_months.as_ref().map(|by| &by.line);
            let lines = ratio.chain(&item.line).chain(by_months).chain(&item.above_zero).chain(&item.zero);
            for key in lines.filter(|key| fields.no(key).is_none()) {
                fault(format!("no line '{key}' of the return"));
            }
            let mut ends = item.bands.iter().map(|band| band.upto);
            let open_end = item.bands.last().is_some_and(|band| band.upto.is_none());
            let rising = item.bands.is_sorted_by(|one, next| next.upto.is_none() || one.upto < next.upto);
            match item.shape {
                Shape::Band
                    if !open_end
                        || !rising
                        || ends.by_ref().take(item.bands.len().saturating_sub(1)).any(|end| end.is_none()) =>
                {
                    fault("bands rise, and the last has no 'upto'".into());
                }
                Shape::Linear if item.per_unit.is_none() => fault("linear, and 'per_unit' is missing".into()),
                _ => {}
            }
            if item.cap.0 <= 0 || item.bands.iter().any(|band| band.marks > item.cap || band.marks.0 < 0) {
                fault("marks lie between nought and the cap, and the cap above nought".into());
            }
        }
        let bounds = &file.thresholds;
        if !(bounds.c_from < bounds.b_from && bounds.b_from < bounds.a_above) {
            faults.push(CatalogueError::new(FILE, "thresholds: c_from, b_from, a_above rise"));
        }
        for cap in file.class_cap.iter().filter(|cap| !CLASSES.contains(&cap.not_better_than.as_str())) {
            faults.push(CatalogueError::new(FILE, format!("{}: '{}' is no class", cap.code, cap.not_better_than)));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let ThresholdLines { a_above, b_from, c_from, sourced } = file.thresholds;
        Ok(Self {
            heads: file.head,
            items: file.item,
            caps: file.class_cap,
            basis: file.sourced.basis(),
            thresholds_basis: sourced.basis(),
            a_above,
            b_from,
            c_from,
        })
    }
    /// An item by its code.
    pub fn item(&self, code: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.code == code)
    }
    /// Name of a head.
    pub fn head(&self, code: &str) -> Label {
        let head = self.heads.iter().find(|head| head.code == code);
        head.map_or_else(Label::default, |head| Label { en: head.en.clone(), hi: head.hi.clone() })
    }
    /// Class by marks out of a hundred.
    pub fn class_of(&self, marks: Milli) -> &'static str {
        match marks {
            marks if marks > self.a_above => "A",
            marks if marks >= self.b_from => "B",
            marks if marks >= self.c_from => "C",
            _ => "D",
        }
    }
    /// The thresholds in words.
    pub fn thresholds(&self) -> String {
        format!(
            "A > {}, {} ≤ B ≤ {}, {} ≤ C < {}, D < {}",
            self.a_above, self.b_from, self.a_above, self.c_from, self.b_from, self.c_from
        )
    }
    /// Marks and class of all that was given, with these caps; `None` where no item applies.
    pub fn classed(&self, given: &[Given], caps: &[&ClassCap]) -> Option<Classed> {
        let apply = || given.iter().filter_map(|one| Some((one.marks?, self.item(&one.item)?)));
        let attained = Milli(apply().map(|(marks, _)| marks.0).sum());
        let attainable = Milli(apply().map(|(_, item)| item.cap.0).sum());
        let marks = Milli(scaled(attained.0, 100_000, attainable.0)?);
        let by_marks = self.class_of(marks);
        // A stands before D: the later letter is the worse class.
        let capped = caps.iter().map(|cap| cap.not_better_than.as_str()).chain([by_marks]).max();
        Some(Classed { attained, attainable, marks, by_marks, class: capped.unwrap_or(by_marks).to_owned() })
    }
}

const CLASSES: [&str; 4] = ["A", "B", "C", "D"];

impl Item {
    /// Marks of a figure told in thousandths.
    pub fn marks_of(&self, figure: Milli) -> Milli {
        match self.shape {
            Shape::Linear => {
                let each = self.per_unit.unwrap_or_default();
                Milli(scaled(figure.0, each.0, 1000).unwrap_or(i64::MAX).clamp(0, self.cap.0))
            }
            Shape::Band => {
                let band = self.bands.iter().find(|band| band.upto.is_none_or(|upto| figure <= upto));
                band.map_or(Milli(0), |band| band.marks)
            }
            Shape::Flag => {
                if figure.0 != 0 {
                    self.cap
                } else {
                    Milli(0)
                }
            }
        }
    }
    /// What the return on record gives; `None` where it does not say.
    pub fn figured(&self, fields: &ReturnFields, lines: &Lines, fy: CooperativeYear) -> Option<Figured> {
        let flag = |figure: String, holds: bool| Figured { figure, marks: if holds { self.cap } else { Milli(0) } };
        if let Some(ratio) = &self.ratio {
            let (of, to) = (sum_of(fields, lines, &ratio.of)?, sum_of(fields, lines, &ratio.to)?);
            let figure = Milli(scaled(of, 100_000, to)?);
            let marks = self.marks_of(figure);
            return Some(Figured {
                figure: format!("{} / {} = {figure}%", ratio.of.join(" + "), ratio.to.join(" + ")),
                marks,
            });
        }
        if let Some(key) = &self.line {
            let number = value_of(fields, lines, key)?.as_integer()?;
            let marks = self.marks_of(Milli(number.checked_mul(1000)?));
            return Some(Figured { figure: format!("{key} = {number}"), marks });
        }
        if let Some(by) = &self.by_months {
            let day = value_of(fields, lines, &by.line)?.as_date()?;
            let last: Date = fy.end().checked_add(by.months.months()).ok()?.last_of_month();
            return Some(flag(format!("{} = {day} ≤ {last}", by.line), day <= last));
        }
        if let Some(key) = &self.above_zero {
            let sum = value_of(fields, lines, key)?;
            return Some(flag(format!("{key} = {}", written(sum)), sum.as_integer()? > 0));
        }
        let key = self.zero.as_ref()?;
        let sum = value_of(fields, lines, key)?;
        Some(flag(format!("{key} = {}", written(sum)), sum.as_integer()? == 0))
    }
    /// Is it computed from a return at all?
    pub fn is_figured(&self) -> bool {
        self.ratio.is_some()
            || self.line.is_some()
            || self.by_months.is_some()
            || self.above_zero.is_some()
            || self.zero.is_some()
    }
}

fn written(value: &Value) -> String {
    value
        .as_money()
        .map_or_else(|| value.as_integer().map_or_else(String::new, |n| n.to_string()), |sum| sum.to_string())
}

/// Marks as an officer writes them: a figure within the cap, or `na`.
pub fn read_marks(text: &str, item: &Item) -> Option<Option<Milli>> {
    if matches!(text.trim().to_lowercase().as_str(), "na" | "n/a" | "लागू नहीं") {
        return Some(None);
    }
    let marks = Milli::try_from(text.trim().to_owned()).ok()?;
    (Milli(0)..=item.cap).contains(&marks).then_some(Some(marks))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Paise;

    fn scheme() -> (Scheme, ReturnFields) {
        let files = Files::embedded();
        let fields = ReturnFields::load(&files).unwrap();
        (Scheme::load(&files, &fields).unwrap(), fields)
    }

    #[test]
    fn the_edges_of_the_classes_are_as_read_and_the_scheme_comes_to_a_hundred() {
        let (scheme, _) = scheme();
        let classes = [70_001, 70_000, 50_000, 49_999, 35_000, 34_999].map(|marks| scheme.class_of(Milli(marks)));
        assert_eq!(classes, ["A", "B", "B", "C", "C", "D"]);
        assert_eq!(scheme.items.iter().map(|item| item.cap.0).sum::<i64>(), 100_000);
    }

    #[test]
    fn every_shape_gives_its_marks_at_the_edges() {
        let (scheme, _) = scheme();
        let of =
            |code: &str, figures: [i64; 4]| figures.map(|figure| scheme.item(code).unwrap().marks_of(Milli(figure)).0);
        assert_eq!(of("board", [0, 3_000, 10_000, 11_000]), [0, 1_500, 5_000, 5_000], "half a mark each, five at most");
        assert_eq!(of("crar", [4_000, 4_001, 9_000, 9_001]), [0, 8_000, 14_000, 20_000]);
        assert_eq!(of("registers", [0, 1_000, 1, 0]), [0, 4_000, 4_000, 0]);
    }

    #[test]
    fn a_return_gives_what_it_says_and_no_more() {
        let (scheme, fields) = scheme();
        let line = |key: &str, value: Value| (fields.no(key).unwrap(), value);
        let lines = vec![
            line("loans_overdue", Value::Money(Paise(15))),
            line("loans_outstanding", Value::Money(Paise(100))),
            line("agm_date", Value::Date(Date::constant(2025, 9, 30))),
            line("net_profit", Value::Money(Paise(-1))),
            line("suspense_account", Value::Money(Paise(0))),
            line("deposits_total", Value::Money(Paise(0))),
            line("cash_in_hand", Value::Money(Paise(0))),
            line("bank_balance", Value::Money(Paise(0))),
        ];
        let fy = "2024-25".parse().unwrap();
        let marks = |code: &str| scheme.item(code).unwrap().figured(&fields, &lines, fy).map(|one| one.marks.0);
        assert_eq!(
            [marks("overdues"), marks("meeting"), marks("profit"), marks("suspense")],
            [7_000, 5_000, 0, 3_000].map(Some)
        );
        assert_eq!(
            [marks("npa"), marks("liquidity"), marks("registers")],
            [None, None, None],
            "not told; nought below the line; no figure"
        );
    }

    #[test]
    fn what_does_not_apply_is_left_out_of_the_hundred_and_a_cap_holds_whatever_the_marks() {
        let (scheme, _) = scheme();
        let given = |item: &str, marks: Option<i64>| Given {
            item: item.into(),
            marks: marks.map(Milli),
            figure: String::new(),
            evidence: String::new(),
            computed: false,
        };
        let all = [given("crar", Some(20_000)), given("npa", Some(5_000)), given("liquidity", None)];
        let classed = scheme.classed(&all, &[]).unwrap();
        assert_eq!(
            (classed.attained.0, classed.attainable.0, classed.marks.0, classed.by_marks),
            (25_000, 30_000, 83_333, "A")
        );
        let capped = scheme.classed(&all, &[&scheme.caps[0]]).unwrap();
        assert_eq!((capped.by_marks, capped.class.as_str()), ("A", "C"));
        assert_eq!(scheme.classed(&[given("npa", None)], &[]), None);
        let item = scheme.item("npa").unwrap();
        assert_eq!(
            [read_marks("na", item), read_marks("10.5", item), read_marks("2.5", item)],
            [Some(None), None, Some(Some(Milli(2_500)))]
        );
    }
}
