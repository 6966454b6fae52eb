//! Three sides held against each other: the office's records now, the listing of the database, and what was last agreed.

use super::{
    form::{Form, NcdField, NcdKind, Unit},
    listing::{Answer, CellReader, Listing},
    matched::Matched,
    records::{Exporter, Record, Tally},
    written::step,
};
use crate::{
    devanagari::normalize,
    matching::number_key,
    model::{Finding, Findings, Locus, Paise, Severity, Value},
    register::RegisterError,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

/// Of ten amounts of a column so many must be off before the whole column is taken to be in another unit.
pub const ROUGHLY: u64 = 8;
/// Paise of a lakh by paise: how far a slip of the unit takes an amount.
const LAKH: i128 = 100_000;

/// How one answer stands on the three sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    /// Here as there, and as agreed where something was.
    Same,
    /// The office changed it since it was agreed.
    OursChanged,
    /// The database changed it since it was agreed.
    TheirsChanged,
    /// Both changed it, to the same.
    BothAlike,
    /// Both changed it, to different answers.
    Conflict,
    /// Different, and nothing was agreed that says who changed it.
    Differs,
}

impl Category {
    /// All of them, in the order of an account.
    pub const ALL: [Self; 6] =
        [Self::Same, Self::BothAlike, Self::OursChanged, Self::TheirsChanged, Self::Conflict, Self::Differs];
    /// For scripts.
    pub fn key(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::OursChanged => "ours_changed",
            Self::TheirsChanged => "theirs_changed",
            Self::BothAlike => "both_changed_alike",
            Self::Conflict => "conflict",
            Self::Differs => "differs",
        }
    }
    /// Is the answer the same here and there?
    pub fn agrees(self) -> bool {
        matches!(self, Self::Same | Self::BothAlike)
    }
}

/// Where a society stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Recorded here, not in the listing.
    OnlyHere,
    /// In the listing, not recorded here.
    OnlyThere,
    /// In the listing; here its registration is cancelled.
    CancelledHere,
}

impl Standing {
    /// For scripts.
    pub fn key(self) -> &'static str {
        match self {
            Self::OnlyHere => "only_here",
            Self::OnlyThere => "only_there",
            Self::CancelledHere => "cancelled_here",
        }
    }
}

/// A society on one side alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lone {
    /// On which.
    pub standing: Standing,
    /// Identity, of one recorded here.
    pub society: String,
    /// Code of the database.
    pub ncd_id: String,
    /// Registration number.
    pub reg_no: String,
    /// Name.
    pub name: String,
    /// Row of the listing.
    pub place: Option<Locus>,
}

/// An answer that is not the same here and there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Identity.
    pub society: String,
    /// Code of the database.
    pub ncd_id: String,
    /// Registration number.
    pub reg_no: String,
    /// Name.
    pub name: String,
    /// The question, by its place in the form.
    pub field: usize,
    /// Who changed it.
    pub category: Category,
    /// Here.
    pub ours: Value,
    /// There.
    pub theirs: Value,
    /// Agreed; nothing where no agreed file has it.
    pub agreed: Option<Value>,
    /// The two stand a lakhfold apart: one of them is in another unit.
    pub unit_slip: bool,
    /// Unit of the society's form.
    pub unit: Unit,
    /// The cell of the listing.
    pub place: Locus,
}

/// Answers of one question, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// By category.
    pub by: BTreeMap<Category, u64>,
    /// Amounts compared that stand on both sides.
    amounts: u64,
    slips: u64,
}

/// How the sides stand.
#[derive(Clone, Debug, Default)]
pub struct Agreement {
    /// Records here.
    pub ours: u64,
    /// Societies on both sides.
    pub both: u64,
    /// Societies on one side.
    pub lone: Vec<Lone>,
    /// Rows of the listing that fit several societies.
    pub unclear: u64,
    /// Rows of other districts.
    pub elsewhere: u64,
    /// By question compared.
    pub fields: BTreeMap<usize, Counts>,
    /// What is not the same.
    pub differences: Vec<Difference>,
    /// What was found of the files.
    pub findings: Findings,
}

impl Agreement {
    /// Answers of a category, over all questions.
    pub fn count(&self, category: Category) -> u64 {
        self.fields.values().filter_map(|counts| counts.by.get(&category)).sum()
    }
    /// Is everything the same on both sides?
    pub fn is_whole(&self) -> bool {
        self.differences.is_empty() && self.lone.is_empty() && self.unclear == 0
    }
}

/// Holds the records, one at a time, against the listing and the agreed file; each record is given on to `each` as well.
pub fn compare(
    exporter: &mut Exporter<'_>,
    form: &Form,
    theirs: (&Listing, &Matched),
    agreed: Option<(&Listing, &Matched)>,
    reader: &CellReader<'_>,
    progress: &mut dyn FnMut(u64),
    each: &mut dyn FnMut(&Record) -> ControlFlow<()>,
) -> Result<(Agreement, Tally), RegisterError> {
    let columns = exporter.columns.clone();
    let compared = |at: &usize| !form.fields[*at].own && theirs.0.has(*at);
    let mut made = Agreement::default();
    for at in columns.iter().copied().filter(compared) {
        made.fields.insert(at, Counts::default());
    }
    let mut met: BTreeSet<u32> = BTreeSet::new();
    let position = |key: &str| form.no(key).and_then(|no| columns.iter().position(|at| *at == no));
    let (ncd, number) = (position("ncd_id"), position("registration_number"));
    let names = [position("society_name_hi"), position("society_name")];
    let tally = exporter.each(progress, &mut |record| {
        made.ours += 1;
        let text = |at: Option<usize>| at.and_then(|at| record.values[at].as_text()).unwrap_or_default().to_owned();
        let name = names.iter().map(|at| text(*at)).find(|name| !name.is_empty()).unwrap_or_default();
        let (ncd_id, reg_no) = (text(ncd), text(number));
        let Some(row) = theirs.1.rows.get(&record.society).copied() else {
            let society = record.society.clone();
            made.lone.push(Lone { standing: Standing::OnlyHere, society, ncd_id, reg_no, name, place: None });
            return each(&record);
        };
        made.both += 1;
        met.insert(row);
        let base = agreed.and_then(|(listing, matched)| Some((listing, *matched.rows.get(&record.society)?)));
        for (position, at) in columns.iter().copied().enumerate().filter(|(_, at)| compared(at)) {
            let field = &form.fields[at];
            let there = match theirs.0.answer(row, at, record.unit, reader) {
                Ok(answer) => answer,
                Err(mut finding) => {
                    finding.place.society = Some(record.society.clone());
                    made.findings.push(*finding);
                    continue;
                }
            };
            let was = match base.filter(|(listing, _)| listing.has(at)) {
                None => None,
                Some((listing, row)) => match listing.answer(row, at, record.unit, reader) {
                    Ok(answer) => Some(answer),
                    Err(mut finding) => {
                        finding.place.society = Some(record.society.clone());
                        made.findings.push(*finding);
                        None
                    }
                },
            };
            // Our own answer is written no finer than the form wants.
            let finest = step(field.unit(record.unit), form.lakh_places);
            let here = Answer { value: record.values[position].clone(), step: finest };
            if here.value.is_empty() && there.value.is_empty() && was.as_ref().is_none_or(|was| was.value.is_empty()) {
                continue;
            }
            let category = categorise(field, &here, &there, was.as_ref());
            let Some(counts) = made.fields.get_mut(&at) else { continue };
            *counts.by.entry(category).or_default() += 1;
            let slip = slipped(&here, &there);
            if let (Value::Money(_), Value::Money(_)) = (&here.value, &there.value) {
                counts.amounts += 1;
                counts.slips += u64::from(slip);
            }
            if !category.agrees() {
                made.differences.push(Difference {
                    society: record.society.clone(),
                    ncd_id: ncd_id.clone(),
                    reg_no: reg_no.clone(),
                    name: name.clone(),
                    field: at,
                    category,
                    ours: here.value,
                    theirs: there.value,
                    agreed: was.map(|was| was.value),
                    unit_slip: slip,
                    unit: record.unit,
                    place: theirs.0.place(row, Some(at)),
                });
            }
        }
        each(&record)
    })?;
    let lone = theirs.1.lone.iter().map(|row| (*row, None));
    let elsewhere = theirs.1.rows.iter().filter(|(_, row)| !met.contains(row));
    let mut there: Vec<(u32, Option<&String>)> = lone.chain(elsewhere.map(|(id, row)| (*row, Some(id)))).collect();
    there.sort_unstable();
    for (row, society) in there {
        let text = |key: &str| form.no(key).map_or_else(String::new, |at| theirs.0.text(row, at));
        let cancelled = society.is_some_and(|id| tally.cancelled.contains(id));
        if society.is_some() && !cancelled {
            // A society of another district here.
            made.elsewhere += 1;
            continue;
        }
        let name = ["society_name_hi", "society_name"].map(text).into_iter().find(|name| !name.is_empty());
        made.lone.push(Lone {
            standing: if cancelled { Standing::CancelledHere } else { Standing::OnlyThere },
            society: society.cloned().unwrap_or_default(),
            ncd_id: text("ncd_id"),
            reg_no: text("registration_number"),
            name: name.unwrap_or_default(),
            place: Some(theirs.0.place(row, None)),
        });
    }
    made.unclear = theirs.1.unclear.len() as u64;
    made.elsewhere += theirs.1.elsewhere;
    made.findings.extend(slips(form, &made.fields, theirs.0));
    Ok((made, tally))
}

fn categorise(field: &NcdField, here: &Answer, there: &Answer, was: Option<&Answer>) -> Category {
    let same = |a: &Answer, b: &Answer| alike(field, a, b);
    match (same(here, there), was) {
        (true, Some(was)) if !same(here, was) => Category::BothAlike,
        (true, _) => Category::Same,
        (false, None) => Category::Differs,
        (false, Some(was)) if same(there, was) => Category::OursChanged,
        (false, Some(was)) if same(here, was) => Category::TheirsChanged,
        (false, Some(_)) => Category::Conflict,
    }
}

/// Do two answers say the same? Amounts to the coarser of the two last decimals, names without their accidents of writing.
fn alike(field: &NcdField, a: &Answer, b: &Answer) -> bool {
    match (&a.value, &b.value) {
        (Value::Money(x), Value::Money(y)) => {
            let step = i128::from(a.step.max(b.step).max(1));
            rounded(*x, step) == rounded(*y, step)
        }
        (Value::Text(x), Value::Text(y)) if field.kind == NcdKind::Text => {
            if field.key == "registration_number" {
                number_key(x) == number_key(y)
            } else {
                folded(x) == folded(y)
            }
        }
        (x, y) => x == y,
    }
}

fn rounded(amount: Paise, step: i128) -> i128 {
    let amount = i128::from(amount.0);
    let half = if amount < 0 { -(step / 2) } else { step / 2 };
    (amount + half) / step
}

fn folded(text: &str) -> String {
    normalize(text).to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Do two amounts stand a lakhfold apart, to the last decimal of the smaller? Then one of them is in another unit.
fn slipped(a: &Answer, b: &Answer) -> bool {
    let (Value::Money(x), Value::Money(y)) = (&a.value, &b.value) else { return false };
    let (x, y) = ((i128::from(x.0), a.step), (i128::from(y.0), b.step));
    let (small, large) = if x.0.abs() <= y.0.abs() { (x, y) } else { (y, x) };
    if small.0 == 0 {
        return false;
    }
    // Half of the last decimal of the smaller, a lakhfold.
    (large.0 - small.0 * LAKH).abs() <= i128::from(small.1.max(1)) * LAKH / 2
}

/// Columns of the listing whose amounts are in another unit, wholly or here and there.
fn slips(form: &Form, fields: &BTreeMap<usize, Counts>, listing: &Listing) -> Findings {
    let told = fields.iter().filter(|(_, counts)| counts.slips > 0).map(|(at, counts)| {
        let field = &form.fields[*at];
        let whole = counts.slips * 10 >= counts.amounts * ROUGHLY;
        let place = Locus { file: Some(listing.file.clone()), field: Some(field.key.clone()), ..Locus::default() };
        Finding::new(if whole { "NCD-014" } else { "NCD-018" }, Severity::Error, place)
            .with("field", &field.label.en)
            .with("field_hi", &field.label.hi)
            .with("slips", counts.slips)
            .with("amounts", counts.amounts)
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::branches::ncd::{form::shipped, written::in_unit};

    fn money(paise: i64, step: i64) -> Answer {
        Answer { value: Value::Money(Paise(paise)), step }
    }

    #[test]
    fn who_changed_an_answer_follows_from_what_was_agreed() {
        let form = shipped();
        let field = &form.fields[form.no("net_profit").unwrap()];
        let of = |here: i64, there: i64, was: Option<i64>| {
            categorise(field, &money(here, 1), &money(there, 1), was.map(|was| money(was, 1)).as_ref())
        };
        assert_eq!(of(5, 5, None), Category::Same);
        assert_eq!(of(5, 5, Some(5)), Category::Same);
        assert_eq!(of(5, 5, Some(4)), Category::BothAlike);
        assert_eq!(of(5, 4, Some(4)), Category::OursChanged);
        assert_eq!(of(5, 4, Some(5)), Category::TheirsChanged);
        assert_eq!(of(5, 4, Some(3)), Category::Conflict);
        assert_eq!(of(5, 4, None), Category::Differs);
    }

    #[test]
    fn amounts_are_compared_to_the_coarser_decimal_and_a_slip_of_the_unit_is_known() {
        let form = shipped();
        let field = &form.fields[form.no("net_profit").unwrap()];
        // 274.34048 lakh here; 274.34 there, written with two decimals of a lakh.
        let (here, there) = (money(2_743_404_800, 1), money(2_743_400_000, 100_000));
        assert!(alike(field, &here, &there));
        assert!(!alike(field, &here, &money(2_743_400_000, 1)));
        // 274.34 rupees: the same figure taken for rupees.
        assert!(slipped(&here, &money(27_434, 1)) && !slipped(&here, &money(27_435, 1)));
        assert!(!slipped(&money(0, 1), &money(0, 1)) && !slipped(&here, &here));
        assert_eq!(in_unit(Paise(2_743_404_800), Unit::Lakh, 2).0, 27_434);
    }

    #[test]
    fn names_and_numbers_are_the_same_without_accidents_of_writing() {
        let form = shipped();
        let text = |text: &str| Answer { value: Value::text(text), step: 0 };
        let name = &form.fields[form.no("society_name").unwrap()];
        let number = &form.fields[form.no("registration_number").unwrap()];
        assert!(alike(name, &text("Rampur  PACS"), &text("rampur pacs")));
        assert!(!alike(name, &text("Rampur PACS"), &text("Rampura PACS")));
        assert!(alike(number, &text("12 / 1957"), &text("१२/१९५७")));
    }
}
