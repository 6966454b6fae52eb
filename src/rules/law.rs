//! The law in force: which figures hold for a society of this Act on this day, and where each comes from.

use super::condition::{Decimal, Unit};
use crate::{
    catalogue::{ReturnFields, Seen, Statute, StatuteKind, Statutes, decimal_text},
    model::{Date, Label, Language, Remark},
};
use std::collections::{BTreeMap, BTreeSet};

/// What a figure is to the society it is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The office's own setting.
    Office,
    /// A figure of the society's own Act.
    Own,
    /// A figure of another Act, shown for comparison.
    Comparison,
    /// A convention, no law.
    Convention,
}

/// A figure in force.
#[derive(Clone, Debug)]
pub struct Figure {
    /// In small units: paise, hundredths of a per cent, months.
    pub value: i64,
    /// As people write it.
    pub written: String,
    /// Name of the Act with the section; empty for an office setting.
    pub statute: Option<(Label, Label)>,
    /// How it was seen.
    pub seen: Seen,
    /// In force from; nothing where the day is a convention or the office's own.
    pub from: Option<Date>,
    /// What it is to the society.
    pub standing: Standing,
}

impl Figure {
    /// Where it comes from, in a line: `Multi-State Co-operative Societies Act 2002, 120 (text seen; comparison)`.
    pub fn origin(&self, language: Language) -> String {
        if self.standing == Standing::Office {
            return match language {
                Language::En => "setting of the office".into(),
                Language::Hi => "कार्यालय की सेटिंग".into(),
            };
        }
        let (name, section) = self
            .statute
            .as_ref()
            .map_or(("", ""), |(name, section)| (name.in_language(language), section.in_language(language)));
        let mut remarks = vec![self.seen.word(language).to_owned()];
        remarks.extend(self.standing.remark(language).map(str::to_owned));
        remarks.extend(self.from.map(|day| match language {
            Language::En => format!("from {day}"),
            Language::Hi => format!("{day} से"),
        }));
        format!("{name}, {section} ({})", remarks.join("; "))
    }
}

/// The figures an office sets itself, in small units, by name.
#[derive(Clone, Debug, Default)]
pub struct OfficeFigures(BTreeMap<String, (i64, String)>);

impl OfficeFigures {
    /// Reads the office's `[params]`; all faults at once, one sentence each.
    pub fn read(params: &BTreeMap<String, toml::Value>, fields: &ReturnFields) -> Result<Self, Vec<Remark>> {
        let mut figures = BTreeMap::new();
        let mut faults = Vec::new();
        for (name, value) in params {
            let Some(def) = fields.params.get(name) else {
                let likeness = |known: &&String| strsim::jaro_winkler(known, name);
                let nearest = fields.params.keys().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
                let remark = Remark::new("params.{name}: no such figure; the nearest known one is params.{nearest}");
                faults.push(remark.with("name", name).with("nearest", nearest.map_or("", String::as_str)));
                continue;
            };
            let unit = Unit::named(&def.unit);
            let read = decimal_text(value).and_then(|text| Some((small_units(&text, unit?)?, text)));
            match read {
                Some(figure) => {
                    figures.insert(name.clone(), figure);
                }
                None => faults.push(
                    Remark::new("params.{name} is {found}; a number of {unit} was expected")
                        .with("name", name)
                        .with("found", value)
                        .with("unit", &def.unit),
                ),
            }
        }
        if faults.is_empty() { Ok(Self(figures)) } else { Err(faults) }
    }
}

/// A rule an office does not ask for years that close in a period, by order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    /// The rule's code.
    pub rule: String,
    /// First day of the period.
    pub from: Date,
    /// Last day of the period.
    pub until: Date,
    /// The order it rests on.
    pub order_no: String,
    /// Day of the order.
    pub order_on: Date,
    /// Why.
    pub reason: String,
}

impl Withdrawal {
    /// Is the rule withdrawn for a year that closes on this day?
    pub fn covers(&self, rule: &str, closes: Date) -> bool {
        self.rule == rule && self.from <= closes && closes <= self.until
    }
}

/// A decimal as people write it in small units; nothing when it is finer than the small unit or beyond the limit.
pub(super) fn small_units(text: &str, unit: Unit) -> Option<i64> {
    let whole = Decimal::parse(text)?.times(unit.small_units())?;
    (whole.unsigned_abs() <= unit.limit().unsigned_abs()).then_some(whole)
}

/// The figures in force for societies of one Act on one day.
#[derive(Clone, Debug)]
pub struct LawOn {
    /// Value of `governing_act` asked for.
    pub act: String,
    /// The day.
    pub on: Date,
    /// Code of the governing statute.
    pub statute: String,
    figures: Vec<Option<Figure>>,
}

impl LawOn {
    /// Finds every figure: the office's own first, then the governing Act's, then those it names in `then`.
    /// A return that names no Act, or one not in the catalogue, is held against the conventions and, for comparison,
    /// the Acts they name.
    pub(super) fn find(
        statutes: &Statutes,
        params: &[(String, Unit)],
        office: &OfficeFigures,
        act: &str,
        on: Date,
    ) -> Self {
        let governing = statutes.governing(act).or_else(|| statutes.governing("other"));
        let own = governing.map_or("", |statute| statute.code.as_str());
        let chain = governing.into_iter().flat_map(|statute| {
            let others = statute.then.iter().filter_map(|next| statutes.get(next));
            std::iter::once(statute).chain(others)
        });
        let chain: Vec<_> = chain.collect();
        let figure = |(name, unit): &(String, Unit)| {
            if let Some((value, written)) = office.0.get(name) {
                let (value, written) = (*value, written.clone());
                let standing = Standing::Office;
                return Some(Figure { value, written, statute: None, seen: Seen::Project, from: None, standing });
            }
            chain.iter().find_map(|statute| {
                let dated = statute
                    .sections
                    .iter()
                    .flat_map(|(no, section)| section.figures.iter().map(move |figure| ((no, section), figure)))
                    .filter(|(_, figure)| figure.name == *name && figure.from <= on)
                    .max_by_key(|(_, figure)| figure.from)?;
                let (no, section) = dated.0;
                let standing = standing(statute, own, act);
                Some(Figure {
                    value: small_units(&dated.1.value, *unit)?,
                    written: dated.1.value.clone(),
                    statute: Some((statute.name.clone(), statute.cited_as(no, section))),
                    seen: dated.1.seen,
                    from: (!dated.1.from_is_convention).then_some(dated.1.from),
                    standing,
                })
            })
        };
        let figures = params.iter().map(figure).collect();
        Self { act: act.to_owned(), on, statute: own.to_owned(), figures }
    }
    /// What a statute is to the societies of this law.
    pub(super) fn standing(&self, statute: &Statute) -> Standing {
        standing(statute, &self.statute, &self.act)
    }
    /// A figure by its place in the rulebook's list.
    pub fn figure(&self, at: usize) -> Option<&Figure> {
        self.figures.get(at).and_then(Option::as_ref)
    }
    /// All values by place, in small units.
    pub(super) fn values(&self) -> Vec<Option<i64>> {
        self.figures.iter().map(|figure| figure.as_ref().map(|figure| figure.value)).collect()
    }
}

fn standing(statute: &Statute, own: &str, act: &str) -> Standing {
    match statute.kind {
        StatuteKind::Convention => Standing::Convention,
        _ if statute.code == own || statute.binds.iter().any(|bound| bound == act) => Standing::Own,
        _ => Standing::Comparison,
    }
}

/// Every figure name given in some statute.
pub(super) fn names_given(statutes: &Statutes) -> BTreeSet<(&str, &str)> {
    statutes
        .all()
        .flat_map(|statute| {
            let figures = statute.sections.values().flat_map(|section| &section.figures);
            figures.map(|figure| (statute.code.as_str(), figure.name.as_str()))
        })
        .collect()
}
