//! Holding rules against returns: holds, broken, cannot tell, does not apply.

use super::{
    columns::Chunk,
    condition::{BLOCK, Bits, Comparison, Condition, Evaluator, FieldRef, Number, Shown, Truth, Verdicts},
    condition::{Explainer, Step, rounded, written},
    law::LawOn,
    rulebook::{Check, NativeRow, Place, Rule, Rulebook},
};
use crate::model::{Date, Finding, Label, Language, Locus, Paise, Severity, Value};
use std::{collections::BTreeMap, sync::Arc};

/// What a rule says of one return.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// In order.
    Holds,
    /// Not in order.
    Broken,
    /// A line is missing, or a ratio divides by zero: never passed silently.
    CannotTell,
    /// Not for this society or this case; or for it, but the law in force gives no figure.
    DoesNotApply,
}

impl Outcome {
    /// All four, in the order of a tally.
    pub const ALL: [Self; 4] = [Self::Holds, Self::Broken, Self::CannotTell, Self::DoesNotApply];
    /// For scripts: `holds`, `broken`, `cannot-tell`, `does-not-apply`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Broken => "broken",
            Self::CannotTell => "cannot-tell",
            Self::DoesNotApply => "does-not-apply",
        }
    }
    /// For people.
    pub fn word(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Holds, Language::En) => "holds",
            (Self::Holds, Language::Hi) => "ठीक",
            (Self::Broken, Language::En) => "broken",
            (Self::Broken, Language::Hi) => "भंग",
            (Self::CannotTell, Language::En) => "cannot tell",
            (Self::CannotTell, Language::Hi) => "निर्णय संभव नहीं",
            (Self::DoesNotApply, Language::En) => "does not apply",
            (Self::DoesNotApply, Language::Hi) => "लागू नहीं",
        }
    }
}

/// How many returns each outcome has, and which lines were missing where the rule could not tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// In order.
    pub holds: u64,
    /// Not in order.
    pub broken: u64,
    /// Undecided.
    pub cannot_tell: u64,
    /// Not concerned.
    pub does_not_apply: u64,
    /// Not asked: the rule is withdrawn by order for the year.
    pub withdrawn: u64,
    /// Line → returns that could not be judged and lack it.
    pub missing: BTreeMap<FieldRef, u64>,
}

impl Tally {
    /// Adds another chunk's.
    pub fn add(&mut self, other: &Tally) {
        self.holds += other.holds;
        self.broken += other.broken;
        self.cannot_tell += other.cannot_tell;
        self.does_not_apply += other.does_not_apply;
        self.withdrawn += other.withdrawn;
        for (field, count) in &other.missing {
            *self.missing.entry(*field).or_default() += count;
        }
    }
}

/// One rule over one chunk.
#[derive(Clone, Debug, Default)]
pub struct RuleVerdicts {
    /// The counts.
    pub tally: Tally,
    /// Rows where it is broken, ascending.
    pub broken: Vec<u32>,
    /// Rows where it cannot tell, ascending.
    pub untold: Vec<u32>,
}

/// A rule with the figures of one law put in.
struct Bound {
    when: Option<Truth>,
    check: Option<Truth>,
    expected: Option<Number>,
    /// Lines the condition for whom it applies needs, and those the check needs.
    when_lines: Vec<FieldRef>,
    check_lines: Vec<FieldRef>,
    /// Figures the law in force does not give: one the `when` needs, one the check needs.
    when_lacks: Option<usize>,
    check_lacks: Option<usize>,
    /// Withdrawn by order for a year that closes on this law's day.
    withdrawn: bool,
    /// What should stand in the line where no formula says it.
    in_words: String,
}

/// All rules with the figures of one law put in.
pub struct Bench<'a> {
    book: &'a Rulebook,
    /// The law.
    pub law: LawOn,
    bound: Vec<Bound>,
    /// What each rule rests on under this law; shared by all its findings.
    basis: Vec<Arc<[Label]>>,
}

/// A broken rule, told.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The finding; its place names the line.
    pub finding: Finding,
    /// What stands in the line.
    pub value: Value,
    /// What should: `>= 250000.00`, `= true`, or the condition itself.
    pub expected: String,
}

impl<'a> Bench<'a> {
    /// Puts the figures of a law into every rule, for years that close on the day of the law.
    pub fn new(book: &'a Rulebook, law: LawOn) -> Self {
        let closes = law.on;
        Self::closing(book, law, closes)
    }
    /// The same for a year that closes on another day than that of the law: a rule is withdrawn by the close of the year.
    pub fn closing(book: &'a Rulebook, law: LawOn, closes: Date) -> Self {
        let figures = law.values();
        let bound = book
            .rules
            .iter()
            .map(|rule| Bound { withdrawn: book.withdrawn(&rule.code, closes).is_some(), ..bind(rule, &figures) });
        let bound = bound.collect();
        let basis = book.rules.iter().map(|rule| book.basis(rule, &law).into()).collect();
        Self { book, law, bound, basis }
    }
    /// What a rule rests on under this law, in words.
    pub fn basis(&self, rule_no: usize) -> Arc<[Label]> {
        Arc::clone(&self.basis[rule_no])
    }
    /// Holds every rule against every return of a chunk; one entry a rule, in the order of the book.
    pub fn judge(&self, chunk: &Chunk) -> Vec<RuleVerdicts> {
        let mut all = self.no_verdicts();
        self.judge_more(chunk, &mut all);
        all
    }
    /// An entry a rule with nothing in it yet.
    pub fn no_verdicts(&self) -> Vec<RuleVerdicts> {
        vec![RuleVerdicts::default(); self.book.rules.len()]
    }
    /// The same, added to what was judged before: tallies grow, rows are those of this chunk behind those still there.
    pub fn judge_more(&self, chunk: &Chunk, all: &mut [RuleVerdicts]) {
        for start in (0..chunk.rows()).step_by(BLOCK) {
            let rows = (chunk.rows() - start).min(BLOCK);
            let block = Evaluator::block(chunk, start);
            for ((rule, bound), verdicts) in self.book.rules.iter().zip(&self.bound).zip(&mut *all) {
                self.judge_block(rule, bound, chunk, &block, start, rows, verdicts);
            }
        }
    }
    #[allow(clippy::too_many_arguments, reason = "one block of one rule; a struct for it would be used here only")]
    fn judge_block(
        &self,
        rule: &Rule,
        bound: &Bound,
        chunk: &Chunk,
        block: &Evaluator<'_>,
        start: usize,
        rows: usize,
        verdicts: &mut RuleVerdicts,
    ) {
        let real = Bits::first(rows);
        if bound.withdrawn {
            verdicts.tally.withdrawn += rows as u64;
            return;
        }
        if bound.when_lacks.is_some() {
            verdicts.tally.does_not_apply += rows as u64;
            return;
        }
        let when = bound.when.as_ref().map_or(Verdicts::constant(true), |when| block.truth(when));
        let (asked, when_unknown) = (when.yes.and(real), when.known().not().and(real));
        let (asked, no_figure) = if bound.check_lacks.is_some() { (Bits::NONE, asked) } else { (asked, Bits::NONE) };
        let check = match (&bound.check, &rule.check) {
            _ if asked.is_empty() => Verdicts::UNKNOWN,
            (Some(check), _) => block.truth(check),
            (None, Check::Native(at, reads)) => {
                // A return in which all of its lines are blank cannot be told.
                let any = reads.iter().fold(Bits::NONE, |any, field| any.or(block.filled(*field)));
                self.native(*at, chunk, start, asked.and(any))
            }
            (None, Check::Condition(_)) => Verdicts::UNKNOWN,
        };
        let (holds, broken) = (asked.and(check.yes), asked.and(check.no));
        let check_unknown = asked.and(check.known().not());
        let tally = &mut verdicts.tally;
        tally.holds += holds.count();
        tally.broken += broken.count();
        tally.does_not_apply += when.no.and(real).or(no_figure).count();
        let untold = when_unknown.or(check_unknown);
        tally.cannot_tell += untold.count();
        let at = |row: usize| u32::try_from(start + row).unwrap_or(u32::MAX);
        verdicts.broken.extend(broken.rows().map(at));
        if !untold.is_empty() {
            verdicts.untold.extend(untold.rows().map(at));
            for (undecided, lines) in [(when_unknown, &bound.when_lines), (check_unknown, &bound.check_lines)] {
                for field in lines.iter().filter(|_| !undecided.is_empty()) {
                    let lacking = undecided.and(block.filled(*field).not()).count();
                    if lacking > 0 {
                        *tally.missing.entry(*field).or_default() += lacking;
                    }
                }
            }
        }
    }
    fn native(&self, at: usize, chunk: &Chunk, start: usize, asked: Bits) -> Verdicts {
        let mut verdicts = Verdicts::UNKNOWN;
        for row in asked.rows() {
            let seen = NativeRow { chunk, row: start + row, fields: &self.book.fields };
            match (self.book.natives[at].check)(&seen) {
                Some(true) => verdicts.yes.0[row / 64] |= 1 << (row % 64),
                Some(false) => verdicts.no.0[row / 64] |= 1 << (row % 64),
                None => {}
            }
        }
        verdicts
    }
    /// Lines a rule lacks for one return it cannot judge; none when a ratio divides by zero.
    pub fn lacking(&self, rule_no: usize, chunk: &Chunk, row: usize) -> Vec<FieldRef> {
        let bound = &self.bound[rule_no];
        let in_when = bound.when.as_ref().is_some_and(|when| Evaluator::one_truth(chunk, row, when).is_none());
        let lines = if in_when { &bound.when_lines } else { &bound.check_lines };
        lines.iter().copied().filter(|field| chunk.number(*field, row).is_none()).collect()
    }
    /// What one rule says of one return.
    pub fn outcome(&self, rule_no: usize, chunk: &Chunk, row: usize) -> Outcome {
        let (rule, bound) = (&self.book.rules[rule_no], &self.bound[rule_no]);
        if bound.withdrawn || bound.when_lacks.is_some() {
            return Outcome::DoesNotApply;
        }
        match bound.when.as_ref().map_or(Some(true), |when| Evaluator::one_truth(chunk, row, when)) {
            Some(false) => return Outcome::DoesNotApply,
            None => return Outcome::CannotTell,
            Some(true) if bound.check_lacks.is_some() => return Outcome::DoesNotApply,
            Some(true) => {}
        }
        let held = match (&bound.check, &rule.check) {
            (Some(check), _) => Evaluator::one_truth(chunk, row, check),
            (None, Check::Native(at, _)) => {
                (self.book.natives[*at].check)(&NativeRow { chunk, row, fields: &self.book.fields })
            }
            (None, Check::Condition(_)) => None,
        };
        match held {
            Some(true) => Outcome::Holds,
            Some(false) => Outcome::Broken,
            None => Outcome::CannotTell,
        }
    }
    /// Name of the figure a rule needs and the law in force does not give.
    pub fn no_figure(&self, rule_no: usize) -> Option<&str> {
        let bound = &self.bound[rule_no];
        bound.when_lacks.or(bound.check_lacks).map(|at| self.book.params[at].0.as_str())
    }
    /// Tells a broken rule: the sentence's arguments, what stands in the line and what should.
    pub fn tell(&self, rule_no: usize, chunk: &Chunk, row: usize, place: Locus) -> Told {
        let mut finding = Finding::new("", Severity::Error, place);
        let mut expected = String::new();
        let value = self.retell(rule_no, chunk, row, &mut finding, &mut expected);
        Told { finding, value, expected }
    }
    /// The same put in place of what an earlier finding said, for lists that break rules by the hundred thousand; gives what
    /// stands in the line. The place is left as it is but for the name of the line.
    pub fn retell(
        &self,
        rule_no: usize,
        chunk: &Chunk,
        row: usize,
        finding: &mut Finding,
        expected: &mut String,
    ) -> Value {
        let (rule, bound) = (&self.book.rules[rule_no], &self.bound[rule_no]);
        rule.code.clone_into(&mut finding.code);
        finding.severity = rule.severity();
        rule.entry.field.clone_into(finding.place.field.get_or_insert_default());
        finding.args.resize_with(rule.places.len(), Default::default);
        let sum = bound.expected.as_ref().and_then(|number| Some((Evaluator::one(chunk, row, number)?, number)));
        for (part, (name, said)) in rule.places.iter().zip(&mut finding.args) {
            let (called, text) = match part {
                Place::Field(name, field) => (name.as_str(), self.shown(*field, chunk, row)),
                Place::Figure(name, at) => {
                    let unit = self.book.params[*at].1;
                    let figure = self.law.figure(*at).map(|figure| written(i128::from(figure.value), unit, None));
                    (name.as_str(), figure)
                }
                Place::Expected => {
                    let text = sum.map(|(n, number)| written(n, number.unit, Some(chunk.words())));
                    ("expected", text)
                }
            };
            called.clone_into(name);
            text.as_deref().unwrap_or("–").clone_into(said);
        }
        match (sum, &rule.expected) {
            (Some((n, number)), Some(formula)) => {
                *expected = format!("{} {}", formula.sign.sign(), plain(n, number, chunk));
            }
            _ => bound.in_words.clone_into(expected),
        }
        chunk.value(FieldRef { prev: false, no: rule.field }, row, &self.book.fields)
    }
    fn shown(&self, field: FieldRef, chunk: &Chunk, row: usize) -> Option<String> {
        let line = self.book.fields.at(field.no);
        let number = chunk.number(field, row)?;
        match super::condition::unit_of(line.kind, &line.unit) {
            Some(unit) => Some(written(i128::from(number), unit, Some(chunk.words()))),
            None => Some(if number != 0 { "✓" } else { "–" }.to_owned()),
        }
    }
    /// The value of every part of a rule for one return.
    pub fn explain(&self, rule_no: usize, chunk: &Chunk, row: usize) -> Explained {
        let rule = &self.book.rules[rule_no];
        let params: Vec<String> = self.book.params.iter().map(|(name, _)| name.clone()).collect();
        let figures = self.law.values();
        let explainer = Explainer { chunk, row, fields: &self.book.fields, params: &params, figures: &figures };
        let (mut when, mut check) = (Vec::new(), Vec::new());
        if let Some(condition) = &rule.when {
            explainer.truth(&condition.truth, 0, &mut when);
        }
        match &rule.check {
            Check::Condition(condition) => explainer.truth(&condition.truth, 0, &mut check),
            Check::Native(_, reads) => check.extend(reads.iter().map(|field| Step {
                depth: 0,
                part: self.book.key(*field),
                value: self.shown(*field, chunk, row),
            })),
        }
        Explained { outcome: self.outcome(rule_no, chunk, row), when, check }
    }
}

/// A rule explained for one return.
#[derive(Clone, Debug)]
pub struct Explained {
    /// What it says.
    pub outcome: Outcome,
    /// Parts of the condition for whom it applies.
    pub when: Vec<Step>,
    /// Parts of what must hold.
    pub check: Vec<Step>,
}

fn bind(rule: &Rule, figures: &[Option<i64>]) -> Bound {
    let lines = |condition: &Condition| condition.fields().into_iter().collect::<Vec<_>>();
    let check_lines = match &rule.check {
        Check::Condition(check) => lines(check),
        Check::Native(_, reads) => reads.clone(),
    };
    let when_lines = rule.when.as_ref().map(lines).unwrap_or_default();
    let mut bound = Bound {
        when: None,
        check: None,
        expected: None,
        when_lines,
        check_lines,
        when_lacks: None,
        check_lacks: None,
        withdrawn: false,
        in_words: expected_in_words(rule),
    };
    if let Some(when) = &rule.when {
        match when.truth.bind(figures) {
            Ok(truth) => bound.when = Some(truth),
            Err(missing) => bound.when_lacks = Some(missing.0),
        }
    }
    if let Check::Condition(check) = &rule.check {
        match check.truth.bind(figures) {
            Ok(truth) => bound.check = Some(truth),
            Err(missing) => bound.check_lacks = Some(missing.0),
        }
    }
    bound.expected = rule.expected.as_ref().and_then(|formula| formula.number.bind(figures).ok());
    bound
}

fn expected_in_words(rule: &Rule) -> String {
    match &rule.check {
        Check::Condition(check) => match &check.truth {
            Truth::Field(_) => format!("{} true", Comparison::Equal.sign()),
            _ => check.source.split_whitespace().collect::<Vec<_>>().join(" "),
        },
        Check::Native(..) => rule.entry.native_note.clone().unwrap_or_default(),
    }
}

/// For CSV: rupees with two decimals, ISO dates, no grouping.
fn plain(number: i128, of: &Number, chunk: &Chunk) -> String {
    match of.unit.shown() {
        Shown::Money { divide_by } => {
            let paise = i64::try_from(rounded(number, divide_by)).unwrap_or(i64::MAX);
            let sign = if paise < 0 { "-" } else { "" };
            format!("{sign}{}.{:02}", paise.unsigned_abs() / 100, Paise(paise).0.unsigned_abs() % 100)
        }
        Shown::Date => {
            let day = i64::try_from(number).ok().and_then(super::condition::days::to_date);
            day.map_or_else(String::new, |day| day.to_string())
        }
        Shown::Text | Shown::Percent | Shown::Decimal { .. } => written(number, of.unit, Some(chunk.words())),
    }
}
