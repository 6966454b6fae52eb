//! The marks of one society: each criterion met, lost for performance, or lost because an answer is missing.

use super::frame::{Frame, Weights};
use crate::{
    model::{CooperativeYear, Label, Line, Locus, TableDef, Value},
    rules::{Bench, ChunkBuilder, FieldRef, LawOn, Lines, Outcome},
};
use std::collections::BTreeMap;

/// Marks in thousandths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Given.
    pub given: i64,
    /// Lost because an answer is missing.
    pub missing: i64,
    /// Lost for performance.
    pub performance: i64,
}

impl Marks {
    /// All there were to be had.
    pub fn sum(self) -> i64 {
        self.given + self.missing + self.performance
    }
    fn add(&mut self, other: Marks) {
        self.given += other.given;
        self.missing += other.missing;
        self.performance += other.performance;
    }
}

/// What became of one criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Met: marks given.
    Met,
    /// Not met: marks lost for performance.
    NotMet,
    /// An answer is missing: marks lost for that.
    Missing,
    /// Does not concern the society: its marks went to the other criteria of the head.
    NotAsked,
}

impl Verdict {
    /// For scripts.
    pub fn key(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not_met",
            Self::Missing => "missing",
            Self::NotAsked => "not_asked",
        }
    }
}

/// One criterion of one society.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The criterion, by its place in the frame.
    pub criterion: usize,
    /// What became of it.
    pub verdict: Verdict,
    /// Its marks, in thousandths.
    pub marks: i64,
    /// Answers missing, by the keys of the return.
    pub lacking: Vec<String>,
    /// What stands in the line.
    pub value: Value,
    /// What should, as `>= 1,000`; the condition itself where nothing shorter says it.
    pub expected: String,
}

/// The marks of one society.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// By head.
    pub heads: Vec<Marks>,
    /// Each criterion of its sector.
    pub judged: Vec<Judged>,
}

impl Score {
    /// Over all heads.
    pub fn total(&self) -> Marks {
        let mut total = Marks::default();
        self.heads.iter().for_each(|head| total.add(*head));
        total
    }
    /// Answers that cost marks, each once, in order.
    pub fn lacking(&self) -> Vec<String> {
        let mut all: Vec<String> = self.judged.iter().flat_map(|judged| judged.lacking.iter().cloned()).collect();
        all.sort();
        all.dedup();
        all
    }
}

/// Scores society after society.
pub struct Scorer<'a> {
    frame: &'a Frame,
    weights: &'a Weights,
    sector: &'a str,
    fy: CooperativeYear,
    benches: BTreeMap<String, Bench<'a>>,
}

/// Lines of the return that the register of societies knows too: line of the return, field of the register.
const KNOWN: [(&str, &str); 6] = [
    ("registration_number", "reg_no"),
    ("registration_date", "reg_date"),
    ("district_code", "district"),
    ("state_code", "state"),
    ("functional_status", "status"),
    ("governing_act", "act"),
];

impl<'a> Scorer<'a> {
    /// For the societies of a sector and a year.
    pub fn new(frame: &'a Frame, weights: &'a Weights, sector: &'a str, fy: CooperativeYear) -> Self {
        Self { frame, weights, sector, fy, benches: BTreeMap::new() }
    }
    /// The marks of a society; its return of the year and the year before as far as they are on record.
    pub fn score(&mut self, society: (&TableDef, &Line), filed: Option<Lines>, last_year: Option<&Lines>) -> Score {
        let book = &self.frame.book;
        let lines = self.lines(society, filed.unwrap_or_default());
        let act_no = book.fields.no("governing_act");
        let act = lines.iter().find(|(no, _)| Some(*no) == act_no).and_then(|(_, value)| value.as_text());
        let act = act.unwrap_or_default().to_owned();
        let law = |act: &str| -> LawOn { book.law_on(act, self.fy.end()) };
        let bench = self.benches.entry(act.clone()).or_insert_with(|| Bench::new(book, law(&act)));
        let mut builder = ChunkBuilder::new(&book.fields, book.words());
        builder.push(&lines, last_year.map(Vec::as_slice));
        let chunk = builder.finish();
        let mut judged: Vec<Judged> = Vec::new();
        for (no, _) in self.frame.of_sector(self.sector) {
            let outcome = bench.outcome(no, &chunk, 0);
            let lacking: Vec<FieldRef> =
                if outcome == Outcome::CannotTell { bench.lacking(no, &chunk, 0) } else { Vec::new() };
            let verdict = match outcome {
                Outcome::Holds => Verdict::Met,
                Outcome::Broken => Verdict::NotMet,
                Outcome::CannotTell => Verdict::Missing,
                Outcome::DoesNotApply => Verdict::NotAsked,
            };
            let told = bench.tell(no, &chunk, 0, Locus::default());
            judged.push(Judged {
                criterion: no,
                verdict,
                marks: 0,
                lacking: lacking.into_iter().map(|field| book.key(field)).collect(),
                value: told.value,
                expected: told.expected,
            });
        }
        let mut heads = vec![Marks::default(); self.frame.heads.len()];
        for (at, head) in heads.iter_mut().enumerate() {
            let of_head = |judged: &&mut Judged| {
                self.frame.criteria[judged.criterion].head == at && judged.verdict != Verdict::NotAsked
            };
            let mut asked: Vec<&mut Judged> = judged.iter_mut().filter(of_head).collect();
            let parts: Vec<i64> = asked.iter().map(|judged| self.frame.criteria[judged.criterion].part).collect();
            for (judged, marks) in asked.iter_mut().zip(shared(self.weights.marks[at], &parts)) {
                judged.marks = marks;
                match judged.verdict {
                    Verdict::Met => head.given += marks,
                    Verdict::NotMet => head.performance += marks,
                    Verdict::Missing | Verdict::NotAsked => head.missing += marks,
                }
            }
        }
        Score { heads, judged }
    }
    /// The lines of the return, with those it leaves open told by the register of societies.
    fn lines(&self, (table, line): (&TableDef, &Line), mut lines: Lines) -> Lines {
        let fields = &self.frame.book.fields;
        let mut tell = |key: &str, value: Value| {
            let Some(no) = fields.no(key).filter(|_| !value.is_empty()) else { return };
            if !lines.iter().any(|(known, _)| *known == no) {
                lines.push((no, value));
            }
        };
        for (key, of_register) in KNOWN {
            tell(key, line.value(table, of_register).cloned().unwrap_or_default());
        }
        // A sector that the class tells is not recorded.
        let sector = line.value(table, "sector").and_then(Value::as_text);
        tell("sector_code", sector.and_then(|code| code.parse().ok()).map_or(Value::Empty, Value::Integer));
        tell("fy_start", Value::Date(self.fy.start()));
        tell("fy_end", Value::Date(self.fy.end()));
        lines
    }
}

/// Marks shared by parts, whole thousandths that add up exactly: what is left over goes to the largest remainders, of equal
/// ones to the first.
fn shared(marks: i64, parts: &[i64]) -> Vec<i64> {
    let all: i128 = parts.iter().map(|part| i128::from(*part)).sum();
    if all == 0 {
        return Vec::new();
    }
    let exact = |part: &i64| i128::from(marks) * i128::from(*part);
    let mut shares: Vec<i64> = parts.iter().map(|part| i64::try_from(exact(part) / all).unwrap_or_default()).collect();
    let left = marks - shares.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(exact(&parts[*at]) % all));
    for at in order.into_iter().take(usize::try_from(left).unwrap_or_default()) {
        shares[at] += 1;
    }
    shares
}

/// A name in both languages; the one known stands for both.
pub(super) fn name_of(table: &TableDef, line: &Line) -> Label {
    let text = |key: &str| line.value(table, key).and_then(Value::as_text).unwrap_or_default().to_owned();
    let (en, hi) = (text("name_en"), text("name_hi"));
    match (en.is_empty(), hi.is_empty()) {
        (true, _) => Label { en: hi.clone(), hi },
        (_, true) => Label { hi: en.clone(), en },
        _ => Label { en, hi },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_shared_whole_and_the_rest_goes_to_the_largest_remainders() {
        assert_eq!(shared(30_000, &[2, 1, 2, 1]), [10_000, 5_000, 10_000, 5_000]);
        assert_eq!(shared(10_000, &[1, 1, 1]), [3_334, 3_333, 3_333]);
        assert_eq!(shared(20_000, &[2, 2, 1, 1]).iter().sum::<i64>(), 20_000);
        assert_eq!(shared(0, &[1, 2]), [0, 0]);
        assert!(shared(5, &[]).is_empty());
    }
}
