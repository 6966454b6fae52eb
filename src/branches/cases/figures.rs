//! Figures of a case held against each other and against the law: days between two days, a share of votes, a part that cannot
//! be more than the whole. Which figures, by which line of the law, and which acts they stand in the way of, is data.

use super::{
    advance::Counter,
    gate::{fault, named},
    service::ActDef,
};
use crate::{
    catalogue::ClockDef,
    clocks::{Course, due},
    model::{Finding, Findings, Label, Language, Severity, TableDef, Value},
};
use std::collections::BTreeMap;

/// What a service holds its figures against.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Days between two days.
    pub spans: Vec<Span>,
    /// Shares.
    pub shares: Vec<Share>,
    /// Parts and wholes.
    pub bounds: Vec<Bound>,
}

/// When something is held against the law, and by which line.
#[derive(Clone, Debug, Default)]
pub struct Held {
    /// Name for people.
    pub label: Label,
    /// Acts at which it is told.
    pub acts: Vec<String>,
    /// Acts it stands in the way of.
    pub refuses: Vec<String>,
    /// The line of the catalogue of clocks, by the Act of the case.
    pub lines: BTreeMap<String, String>,
}

/// Days from one day to another.
#[derive(Clone, Debug)]
pub struct Span {
    /// When and by what.
    pub held: Held,
    /// The first day.
    pub from: u16,
    /// The last.
    pub to: u16,
    /// The limit of the line is the most, else the least.
    pub most: bool,
}

/// A part of a sum, which is to be a fraction of it at least.
#[derive(Clone, Debug)]
pub struct Share {
    /// When and by what.
    pub held: Held,
    /// The part.
    pub part: u16,
    /// What makes the sum.
    pub of: Vec<u16>,
    /// The fraction the figure of the line stands for: 2 of 3 where it prints 66.67 per cent.
    pub least: (i64, i64),
}

/// Parts that are no more than the whole.
#[derive(Clone, Debug)]
pub struct Bound {
    /// The parts.
    pub parts: Vec<u16>,
    /// The whole.
    pub whole: u16,
}

/// What is said of the case: its register, its number, its Act, its values.
pub(super) struct Said<'s> {
    pub(super) table: &'s TableDef,
    pub(super) number: &'s str,
    pub(super) law: Option<&'s str>,
    pub(super) values: &'s dyn Fn(u16) -> Value,
}

impl Said<'_> {
    fn names(&self, fields: &[u16], language: Language, joined: &str) -> String {
        let found = fields.iter().filter_map(|no| self.table.fields.get(usize::from(*no)));
        found.map(|field| field.label.in_language(language)).collect::<Vec<_>>().join(joined)
    }
    fn empty(&self, fields: &[u16]) -> Vec<u16> {
        fields.iter().copied().filter(|no| (self.values)(*no).is_empty()).collect()
    }
    fn sum(&self, fields: &[u16]) -> i64 {
        fields.iter().filter_map(|no| (self.values)(*no).as_integer()).fold(0, i64::saturating_add)
    }
}

/// What holding a figure came to.
enum Outcome {
    Holds,
    /// It does not hold: what its sentence needs.
    Short(Vec<(&'static str, String)>),
    /// These fields have no value.
    NotRecorded(Vec<u16>),
    /// No limit was sourced for the Act of the case.
    Unsourced,
}

impl Counter<'_> {
    /// All figures of the service at an act: what stands in its way, and what is to be looked at.
    pub(super) fn figures(&self, act: &ActDef, said: &Said<'_>) -> (Findings, Findings) {
        let (mut faults, mut warnings) = (Vec::new(), Vec::new());
        let figures = &self.service.figures;
        faults.extend(figures.bounds.iter().filter_map(|bound| beyond(bound, said)));
        let spans = figures.spans.iter().map(|span| (&span.held, ("CAS-144", "CAS-240"), self.span(span, said)));
        let shares = figures.shares.iter().map(|share| (&share.held, ("CAS-145", "CAS-241"), self.share(share, said)));
        for (held, codes, outcome) in spans.chain(shares) {
            let refuses = held.refuses.contains(&act.code);
            if !refuses && !held.acts.contains(&act.code) {
                continue;
            }
            let told = |code: &str| {
                let finding = Finding { severity: Severity::Warning, ..fault(code, said.number) };
                finding.with("what", &held.label.en).with("what_hi", &held.label.hi)
            };
            let line = self.line(held, said);
            let basis = line.map_or_else(|| none(said.law), |line| self.law.in_force(line).rests_on);
            match outcome {
                Outcome::Holds => {}
                Outcome::Short(args) => {
                    let finding = told(if refuses { codes.0 } else { codes.1 });
                    let finding = args.into_iter().fold(finding, |finding, (name, value)| finding.with(name, value));
                    let finding = finding.with("basis", basis.en).with("basis_hi", basis.hi);
                    if refuses {
                        faults.push(named(Finding { severity: Severity::Error, ..finding }, act));
                    } else {
                        warnings.push(finding);
                    }
                }
                // While the case goes on, more may be told; what was never told or never sourced is said with the decision.
                Outcome::Unsourced if act.order => {
                    warnings.push(told("CAS-242").with("basis", basis.en).with("basis_hi", basis.hi));
                }
                Outcome::NotRecorded(fields) if act.order => {
                    let finding = told("CAS-243").with("fields", said.names(&fields, Language::En, ", "));
                    warnings.push(finding.with("fields_hi", said.names(&fields, Language::Hi, ", ")));
                }
                Outcome::Unsourced | Outcome::NotRecorded(_) => {}
            }
        }
        (faults, warnings)
    }

    fn line(&self, held: &Held, said: &Said<'_>) -> Option<&ClockDef> {
        said.law.and_then(|law| held.lines.get(law)).and_then(|id| self.law.clocks.get(id))
    }

    fn span(&self, span: &Span, said: &Said<'_>) -> Outcome {
        let missing = said.empty(&[span.from, span.to]);
        let (from, to) = ((said.values)(span.from).as_date(), (said.values)(span.to).as_date());
        let (Some(from), Some(to)) = (from, to) else { return Outcome::NotRecorded(missing) };
        let line = self.line(&span.held, said).filter(|line| line.in_force(from));
        let limit = line.and_then(|line| self.law.in_force(line).limit);
        let last = limit.and_then(|limit| Some((limit, due(&limit, &Course::from(from), &self.law.calendar)?)));
        let Some((limit, last)) = last else { return Outcome::Unsourced };
        if if span.most { to <= last } else { to >= last } {
            return Outcome::Holds;
        }
        let days = from.until(to).map_or(0, |between| between.get_days());
        let words = |language: Language| {
            let word = match (span.most, language) {
                (true, Language::En) => "at most",
                (true, Language::Hi) => "अधिकतम",
                (false, Language::En) => "at least",
                (false, Language::Hi) => "न्यूनतम",
            };
            format!("{word} {} {}", limit.number, limit.unit.label().in_language(language))
        };
        Outcome::Short(vec![
            ("days", days.to_string()),
            ("from", from.to_string()),
            ("to", to.to_string()),
            ("wanted", words(Language::En)),
            ("wanted_hi", words(Language::Hi)),
        ])
    }

    fn share(&self, share: &Share, said: &Said<'_>) -> Outcome {
        let all: Vec<u16> = [share.part].iter().chain(&share.of).copied().collect();
        let missing = said.empty(&all);
        if !missing.is_empty() {
            return Outcome::NotRecorded(missing);
        }
        if self.line(&share.held, said).is_none() {
            return Outcome::Unsourced;
        }
        let (part, sum) = (said.sum(&[share.part]), said.sum(&share.of));
        let (least, of) = share.least;
        // Crosswise, in whole numbers: two of three votes are two thirds.
        if sum > 0 && i128::from(part) * i128::from(of) >= i128::from(least) * i128::from(sum) {
            return Outcome::Holds;
        }
        Outcome::Short(vec![("part", part.to_string()), ("sum", sum.to_string()), ("wanted", format!("{least}/{of}"))])
    }
}

/// No line at all for this Act.
fn none(law: Option<&str>) -> Label {
    let law = law.unwrap_or("–");
    Label {
        en: format!("no line of the catalogue for {law}"), hi: format!("{law} हेतु सूची-पत्र में कोई पंक्ति नहीं")
    }
}

/// Parts that are more than the whole, as far as they are recorded.
fn beyond(bound: &Bound, said: &Said<'_>) -> Option<Finding> {
    let whole = (said.values)(bound.whole).as_integer()?;
    let sum = said.sum(&bound.parts);
    let names = |language| (said.names(&bound.parts, language, " + "), said.names(&[bound.whole], language, ""));
    (sum > whole).then(|| {
        let (parts, of) = names(Language::En);
        let finding = fault("CAS-146", said.number).with("parts", parts).with("whole", of);
        let (parts, of) = names(Language::Hi);
        let finding = finding.with("parts_hi", parts).with("whole_hi", of);
        finding.with("sum", sum).with("found", whole)
    })
}
