//! A year's returns held against the rules, law by law, in columns.

use super::{
    filed::{Filed, locus},
    layout::Layout,
    life::Waiver,
};
use crate::{
    model::{CooperativeYear, Finding, Label, Locus, Severity, Value},
    rules::{Bench, CHUNK_ROWS, ChunkBuilder, FieldRef, Lines, Rulebook, Tally},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Most undecided verdicts that are kept one by one; beyond, they are counted only.
const MOST_UNTOLD: usize = 100_000;

/// A finding with what stands in the line and what should.
#[derive(Clone, Debug, PartialEq)]
pub struct Noted {
    /// The finding.
    pub finding: Finding,
    /// What stands in the line, plainly written.
    pub value: String,
    /// What should.
    pub expected: String,
    /// What the rule rests on for a return under this Act: sections and figures, each with how it was seen.
    pub basis: Arc<[Label]>,
    /// It was waived by order.
    pub waived: Option<Waiver>,
}

impl Noted {
    /// A finding that is about no value.
    pub(super) fn plain(finding: Finding) -> Self {
        Self::of_value(finding, String::new(), String::new())
    }
    /// A finding about a value that rests on no rule.
    pub(super) fn of_value(finding: Finding, value: String, expected: String) -> Self {
        Self { finding, value, expected, basis: Arc::default(), waived: None }
    }
}

/// What is wrong with a return before any rule is asked: another year's end than the year it is filed for, and lines
/// beyond the limit, left out by the columns.
pub fn misfits(filed: &Filed, refused: &[FieldRef], book: &Rulebook) -> Vec<Noted> {
    let mut notes = Vec::new();
    let stated = ["fy_end", "fy_start"].into_iter().find_map(|key| {
        let no = book.fields.no(key)?;
        let day = filed.lines.iter().find(|(at, _)| *at == no).and_then(|(_, value)| value.as_date())?;
        Some((key, no, day))
    });
    if let Some((key, no, day)) = stated
        && CooperativeYear::containing(day) != Some(filed.fy)
    {
        let found = format!("{:02}-{:02}-{:04}", day.day(), day.month(), day.year());
        let place = Locus { field: Some(key.to_owned()), ..filed.locus(Some(no)) };
        let finding = Finding::new("RET-008", Severity::Error, place);
        let finding = finding.with("fy", filed.fy).with("field", key).with("found", found);
        notes.push(Noted::of_value(finding, day.to_string(), filed.fy.to_string()));
    }
    notes.extend(refused.iter().map(|field| {
        let key = book.key(*field);
        let place = Locus { field: Some(key.clone()), ..filed.locus((!field.prev).then_some(field.no)) };
        Noted::plain(Finding::new("RET-007", Severity::Error, place).with("field", key))
    }));
    notes
}

/// A rule that could not tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untold {
    /// Society.
    pub society: String,
    /// Year.
    pub fy: CooperativeYear,
    /// Rule.
    pub code: String,
    /// Keys of the lines that are missing; none when a ratio divides by zero.
    pub missing: Vec<String>,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Scrutiny {
    /// Returns judged.
    pub returns: u64,
    /// Every rule with its tally, in order of code.
    pub tallies: Vec<(String, Tally)>,
    /// What each of them rests on for the returns it applies to, one Act after the other, in the same order.
    pub bases: Vec<Vec<Label>>,
    /// What is wrong, return by return in the order given, then by code.
    pub findings: Vec<Noted>,
    /// What could not be told, likewise.
    pub untold: Vec<Untold>,
    /// Undecided verdicts beyond the first hundred thousand.
    pub untold_more: u64,
}

/// What a row of a chunk is.
struct RowKey {
    order: u64,
    society: String,
    fy: CooperativeYear,
    at: Option<(Arc<Layout>, u32)>,
}

/// Returns under one law, waiting to be judged.
struct Tray<'a> {
    bench: Bench<'a>,
    builder: ChunkBuilder<'a>,
    keys: Vec<RowKey>,
}

/// Takes returns in any order and judges them in columns.
pub struct Scrutineer<'a> {
    book: &'a Rulebook,
    trays: BTreeMap<(String, CooperativeYear), Tray<'a>>,
    tallies: Vec<Tally>,
    bases: Vec<BTreeSet<Label>>,
    findings: Vec<(u64, Noted)>,
    untold: Vec<(u64, Untold)>,
    untold_more: u64,
    returns: u64,
}

impl<'a> Scrutineer<'a> {
    /// With these rules.
    pub fn new(book: &'a Rulebook) -> Self {
        Self {
            book,
            trays: BTreeMap::new(),
            tallies: vec![Tally::default(); book.rules.len()],
            bases: vec![BTreeSet::new(); book.rules.len()],
            findings: Vec::new(),
            untold: Vec::new(),
            untold_more: 0,
            returns: 0,
        }
    }
    /// Lines of last year's return that some rule reads.
    pub fn wanted_of_last_year(book: &Rulebook) -> BTreeSet<u16> {
        let keys = book.rules.iter().flat_map(|rule| book.fields_of(rule));
        keys.filter_map(|key| book.fields.no(key.strip_prefix("prev.")?)).collect()
    }
    /// Takes a return, with last year's lines if that is on record.
    pub fn add(&mut self, filed: Filed, last_year: Option<&Lines>) {
        let order = self.returns;
        self.returns += 1;
        let book = self.book;
        let tray = self.trays.entry((filed.act.clone(), filed.fy)).or_insert_with(|| Tray {
            bench: Bench::new(book, book.law_on(&filed.act, filed.fy.end())),
            builder: ChunkBuilder::new(&book.fields, book.words()),
            keys: Vec::new(),
        });
        let refused = tray.builder.push(&filed.lines, last_year.map(Vec::as_slice));
        self.findings.extend(misfits(&filed, &refused, book).into_iter().map(|noted| (order, noted)));
        tray.keys.push(RowKey { order, society: filed.society, fy: filed.fy, at: filed.at });
        if tray.builder.rows() >= CHUNK_ROWS {
            let words = book.words();
            let builder = std::mem::replace(&mut tray.builder, ChunkBuilder::new(&book.fields, words));
            let keys = std::mem::take(&mut tray.keys);
            let key = (filed.act, filed.fy);
            if let Some(tray) = self.trays.remove(&key) {
                self.judge(&tray.bench, builder, &keys);
                self.trays.insert(key, tray);
            }
        }
    }
    /// Adds what was found on reading the return added last, or the file.
    pub fn note(&mut self, notes: Vec<Noted>) {
        let order = self.returns.saturating_sub(1);
        self.findings.extend(notes.into_iter().map(|noted| (order, noted)));
    }
    fn judge(&mut self, bench: &Bench<'_>, builder: ChunkBuilder<'_>, keys: &[RowKey]) {
        let chunk = builder.finish();
        for (no, verdicts) in bench.judge(&chunk).into_iter().enumerate() {
            let rule = &self.book.rules[no];
            self.tallies[no].add(&verdicts.tally);
            if verdicts.tally.does_not_apply < chunk.rows() as u64 {
                let known = &mut self.bases[no];
                known.extend(bench.basis(no).iter().cloned());
            }
            for row in verdicts.broken {
                let (row, key) = (row as usize, &keys[row as usize]);
                let place = locus(&key.society, key.fy, key.at.as_ref(), self.book.fields.no(rule.field()));
                let told = bench.tell(no, &chunk, row, place);
                let (value, expected) = (plainly(&told.value), told.expected);
                let noted = Noted { finding: told.finding, value, expected, basis: bench.basis(no), waived: None };
                self.findings.push((key.order, noted));
            }
            for row in verdicts.untold {
                if self.untold.len() >= MOST_UNTOLD {
                    self.untold_more += 1;
                    continue;
                }
                let key = &keys[row as usize];
                let missing = bench.lacking(no, &chunk, row as usize);
                let missing = missing.into_iter().map(|field| self.book.key(field)).collect();
                let untold = Untold { society: key.society.clone(), fy: key.fy, code: rule.code.clone(), missing };
                self.untold.push((key.order, untold));
            }
        }
    }
    /// Judges what still waits and gives the account.
    pub fn finish(mut self) -> Scrutiny {
        for (_, tray) in std::mem::take(&mut self.trays) {
            self.judge(&tray.bench, tray.builder, &tray.keys);
        }
        self.findings.sort_by(|a, b| (a.0, &a.1.finding.code).cmp(&(b.0, &b.1.finding.code)));
        self.untold.sort_by(|a, b| (a.0, &a.1.code).cmp(&(b.0, &b.1.code)));
        Scrutiny {
            returns: self.returns,
            tallies: self.book.rules.iter().map(|rule| rule.code.clone()).zip(self.tallies).collect(),
            bases: self.bases.into_iter().map(|lines| lines.into_iter().collect()).collect(),
            findings: self.findings.into_iter().map(|(_, noted)| noted).collect(),
            untold: self.untold.into_iter().map(|(_, untold)| untold).collect(),
            untold_more: self.untold_more,
        }
    }
}

/// The lines missing most often where a rule could not tell, most often first.
pub fn missing_most(tally: &Tally) -> Vec<(FieldRef, u64)> {
    let mut missing: Vec<_> = tally.missing.iter().map(|(field, count)| (*field, *count)).collect();
    missing.sort_by_key(|(field, count)| (std::cmp::Reverse(*count), *field));
    missing
}

/// Rupees with two decimals, ISO dates, no grouping.
fn plainly(value: &Value) -> String {
    let decimal = |n: i64, scale: i64, places: usize| {
        let sign = if n < 0 { "-" } else { "" };
        format!(
            "{sign}{}.{:0places$}",
            n.unsigned_abs() / scale.unsigned_abs(),
            n.unsigned_abs() % scale.unsigned_abs()
        )
    };
    match value {
        Value::Empty => String::new(),
        Value::Text(text) => text.clone(),
        Value::Integer(n) => n.to_string(),
        Value::Money(paise) => decimal(paise.0, 100, 2),
        Value::Percent(n) => decimal(*n, 100, 2),
        Value::Quantity(n) => decimal(*n, 1000, 3),
        Value::Date(day) => day.to_string(),
        Value::Bool(yes) => yes.to_string(),
    }
}
