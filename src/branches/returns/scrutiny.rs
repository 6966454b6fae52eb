//! A year's returns held against the rules, law by law, in columns.

use super::{
    causes::Causes,
    filed::{Filed, locus},
    layout::Layout,
    life::Waiver,
    units,
};
use crate::{
    model::{CooperativeYear, Date, Finding, Label, Locus, Severity, Value, date_written},
    rules::{Bench, CHUNK_ROWS, ChunkBuilder, FieldRef, Lines, Rulebook, Tally},
};
use std::{collections::BTreeSet, fmt::Write as _, sync::Arc};

/// Most undecided verdicts that are kept one by one; beyond, they are counted only.
pub(super) const MOST_UNTOLD: usize = 100_000;

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
    /// Code of the finding of the same return it follows from.
    pub follows: Option<String>,
    /// It was waived by order.
    pub waived: Option<Waiver>,
    /// Every line the rule read with its value, `cash=1.00;prev.cash=2.00`: by these a finding is told from one on other figures.
    /// Empty where no rule was asked, and where nobody asks for values.
    pub read: Box<str>,
}

impl Noted {
    /// A finding that is about no value.
    pub(super) fn plain(finding: Finding) -> Self {
        Self::of_value(finding, String::new(), String::new())
    }
    /// A finding about a value that rests on no rule.
    pub(super) fn of_value(finding: Finding, value: String, expected: String) -> Self {
        Self { finding, value, expected, basis: Arc::default(), follows: None, waived: None, read: Box::default() }
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
        let found = date_written(day);
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
    /// What is wrong, return by return in the order given, then by code, what follows from another behind it.
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
    act: String,
    fy: CooperativeYear,
    bench: Bench<'a>,
    builder: ChunkBuilder<'a>,
    keys: Vec<RowKey>,
}

/// Takes returns in any order and judges them in columns.
pub struct Scrutineer<'a> {
    book: &'a Rulebook,
    causes: Causes<'a>,
    /// One a law; there are few.
    trays: Vec<Tray<'a>>,
    tallies: Vec<Tally>,
    bases: Vec<BTreeSet<Label>>,
    findings: Vec<(u64, Noted)>,
    untold: Vec<(u64, Untold)>,
    untold_more: u64,
    most_untold: usize,
    law_of: Option<Date>,
    with_values: bool,
    returns: u64,
}

impl<'a> Scrutineer<'a> {
    /// With these rules.
    pub fn new(book: &'a Rulebook) -> Self {
        Self {
            book,
            causes: Causes::of(book),
            trays: Vec::new(),
            tallies: vec![Tally::default(); book.rules.len()],
            bases: vec![BTreeSet::new(); book.rules.len()],
            findings: Vec::new(),
            untold: Vec::new(),
            untold_more: 0,
            most_untold: MOST_UNTOLD,
            law_of: None,
            with_values: false,
            returns: 0,
        }
    }
    /// The same under the law of a day, instead of the one in force at each year's close.
    #[must_use]
    pub fn under(mut self, law_of: Option<Date>) -> Self {
        self.law_of = law_of;
        self
    }
    /// The same; do findings carry the values their rule read?
    #[must_use]
    pub fn with_values(mut self, with_values: bool) -> Self {
        self.with_values = with_values;
        self
    }
    /// The same, keeping every undecided verdict one by one.
    #[must_use]
    pub fn with_every_undecided(mut self) -> Self {
        self.most_untold = usize::MAX;
        self
    }
    /// Lines of last year's return that some rule reads.
    pub fn wanted_of_last_year(book: &Rulebook) -> BTreeSet<u16> {
        let keys = book.rules.iter().flat_map(|rule| book.fields_of(rule));
        keys.filter_map(|key| book.fields.no(key.strip_prefix("prev.")?)).collect()
    }
    /// Takes a return, with last year's lines if that is on record.
    pub fn add(&mut self, filed: Filed, last_year: Option<&Lines>) {
        let order = self.returns;
        let book = self.book;
        let at = self.tray(&filed.act, filed.fy);
        let refused = self.trays[at].builder.push(&filed.lines, last_year.map(Vec::as_slice));
        self.findings.extend(misfits(&filed, &refused, book).into_iter().map(|noted| (order, noted)));
        self.took(at, filed.society, filed.at);
    }
    fn tray(&mut self, act: &str, fy: CooperativeYear) -> usize {
        let known = self.trays.iter().position(|tray| tray.fy == fy && tray.act == act);
        known.unwrap_or_else(|| {
            let (book, on) = (self.book, self.law_of.unwrap_or(fy.end()));
            let bench = Bench::closing(book, book.law_on(act, on), fy.end());
            let builder = ChunkBuilder::new(&book.fields, book.words());
            self.trays.push(Tray { act: act.to_owned(), fy, bench, builder, keys: Vec::new() });
            self.trays.len() - 1
        })
    }
    fn took(&mut self, at: usize, society: String, place: Option<(Arc<Layout>, u32)>) {
        let tray = &mut self.trays[at];
        tray.keys.push(RowKey { order: self.returns, society, fy: tray.fy, at: place });
        self.returns += 1;
        if tray.builder.rows() >= CHUNK_ROWS {
            self.judge(at);
        }
    }
    /// Adds what was found on reading the return added last, or the file.
    pub fn note(&mut self, notes: Vec<Noted>) {
        let order = self.returns.saturating_sub(1);
        self.findings.extend(notes.into_iter().map(|noted| (order, noted)));
    }
    /// Judges what waits under one law.
    fn judge(&mut self, at: usize) {
        let words = self.book.words();
        let tray = &mut self.trays[at];
        let (chunk, keys) = (tray.builder.take(words), std::mem::take(&mut tray.keys));
        let bench = &self.trays[at].bench;
        let mut against_last_year = BTreeSet::new();
        for (no, verdicts) in bench.judge(&chunk).into_iter().enumerate() {
            let rule = &self.book.rules[no];
            self.tallies[no].add(&verdicts.tally);
            if verdicts.tally.does_not_apply < chunk.rows() as u64 {
                let known = &mut self.bases[no];
                known.extend(bench.basis(no).iter().cloned());
            }
            if self.causes.compares_years(&rule.code) {
                against_last_year.extend(verdicts.broken.iter().copied());
            }
            let reads: Vec<(String, FieldRef)> = match self.with_values && !verdicts.broken.is_empty() {
                true => self.book.reads(rule).into_iter().map(|field| (self.book.key(field), field)).collect(),
                false => Vec::new(),
            };
            for row in verdicts.broken {
                let (row, key) = (row as usize, &keys[row as usize]);
                let place = locus(&key.society, key.fy, key.at.as_ref(), self.book.fields.no(rule.field()));
                let told = bench.tell(no, &chunk, row, place);
                let mut value = String::new();
                plainly(&told.value, &mut value);
                let noted = Noted {
                    basis: bench.basis(no),
                    read: values_of(&reads, |field| chunk.value(field, row, &self.book.fields)),
                    ..Noted::of_value(told.finding, value, told.expected)
                };
                self.findings.push((key.order, noted));
            }
            for row in verdicts.untold {
                if self.untold.len() >= self.most_untold {
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
        for row in against_last_year {
            let key = &keys[row as usize];
            let place = |no| locus(&key.society, key.fy, key.at.as_ref(), Some(no));
            let slips = units::slips(self.book, &chunk, row as usize, &place);
            self.findings.extend(slips.into_iter().map(|noted| (key.order, noted)));
        }
    }
    /// Judges what still waits and gives the account.
    pub fn finish(mut self) -> Scrutiny {
        let (scrutiny, findings) = self.take();
        Scrutiny { findings: self.causes.group(findings), ..scrutiny }
    }
    /// The account so far and, apart, what is wrong with the number of its return; goes on from nothing with the laws it knows.
    pub(super) fn take(&mut self) -> (Scrutiny, Vec<(u64, Noted)>) {
        for at in 0..self.trays.len() {
            self.judge(at);
        }
        let mut untold = std::mem::take(&mut self.untold);
        untold.sort_by(|a, b| (a.0, &a.1.code).cmp(&(b.0, &b.1.code)));
        let (tallies, bases) = (std::mem::take(&mut self.tallies), std::mem::take(&mut self.bases));
        (self.tallies, self.bases) = (vec![Tally::default(); tallies.len()], vec![BTreeSet::new(); bases.len()]);
        let scrutiny = Scrutiny {
            returns: std::mem::take(&mut self.returns),
            tallies: self.book.rules.iter().map(|rule| rule.code.clone()).zip(tallies).collect(),
            bases: bases.into_iter().map(|lines| lines.into_iter().collect()).collect(),
            findings: Vec::new(),
            untold: untold.into_iter().map(|(_, untold)| untold).collect(),
            untold_more: std::mem::take(&mut self.untold_more),
        };
        (scrutiny, std::mem::take(&mut self.findings))
    }
}

/// The lines missing most often where a rule could not tell, most often first.
pub fn missing_most(tally: &Tally) -> Vec<(FieldRef, u64)> {
    let mut missing: Vec<_> = tally.missing.iter().map(|(field, count)| (*field, *count)).collect();
    missing.sort_by_key(|(field, count)| (std::cmp::Reverse(*count), *field));
    missing
}

/// Lines with their values, in one text.
fn values_of(lines: &[(String, FieldRef)], value: impl Fn(FieldRef) -> Value) -> Box<str> {
    let mut text = String::new();
    for (key, field) in lines {
        if !text.is_empty() {
            text.push(';');
        }
        text.push_str(key);
        text.push('=');
        plainly(&value(*field), &mut text);
    }
    text.into()
}

/// Rupees with two decimals, ISO dates, no grouping.
pub(super) fn plainly(value: &Value, text: &mut String) {
    let mut decimal = |n: i64, scale: u64, places: usize| {
        let sign = if n < 0 { "-" } else { "" };
        write!(text, "{sign}{}.{:0places$}", n.unsigned_abs() / scale, n.unsigned_abs() % scale)
    };
    // Writing into a text cannot fail.
    let _ = match value {
        Value::Empty => Ok(()),
        Value::Text(word) => text.write_str(word),
        Value::Integer(n) => write!(text, "{n}"),
        Value::Money(paise) => decimal(paise.0, 100, 2),
        Value::Percent(n) => decimal(*n, 100, 2),
        Value::Quantity(n) => decimal(*n, 1000, 3),
        Value::Date(day) => write!(text, "{day}"),
        Value::Bool(yes) => write!(text, "{yes}"),
    };
}
