//! Open cases counted: by stage, desk, kind or a field of their register, in spans of age.

use super::{
    Desk,
    list::{Chosen, Group},
};
use crate::cli::RegisterWords as Words;
use crate::{
    branches::cases::{AgeBand, Case, band, kind_of},
    cli::{Column, CommandError, Console, Exit, Listing, Verdict},
    clocks::Standing,
    model::{Date, Label, Value},
};
use std::collections::BTreeMap;

/// Counts of one group.
#[derive(Default)]
struct Counts {
    label: Label,
    spans: Vec<i64>,
    open: i64,
    overdue: i64,
}

fn same(text: &str) -> Group {
    (text.to_owned(), Label { en: text.to_owned(), hi: text.to_owned() })
}

/// What a case is counted under; `None` where there is no such thing to count by.
fn group(
    desk: &Desk<'_>,
    words: &Words,
    spans: &[AgeBand],
    by: &str,
    (case, age): (&Case, Option<i64>),
) -> Option<Group> {
    let service = &desk.service;
    Some(match by {
        "stage" => {
            let stage = &service.stages[case.stage];
            (stage.code.clone(), stage.label.clone())
        }
        "desk" => same(case.desk()),
        "kind" => kind_of(service, case).map_or_else(Group::default, |kind| (kind.code.clone(), kind.label.clone())),
        "age" => {
            let span = age.and_then(|age| spans.get(band(&service.ages, age)));
            span.map_or_else(Group::default, |span| (span.code.clone(), span.label.clone()))
        }
        field => {
            let (no, field) = desk.table.field_no(field).zip(desk.table.field(field))?;
            let said = match words.value(field, case.value(no)) {
                Value::Empty => String::new(),
                Value::Text(text) => text,
                Value::Date(day) => day.to_string(),
                Value::Bool(yes) => if yes { "yes" } else { "no" }.to_owned(),
                other => other.as_integer().map_or_else(String::new, |number| number.to_string()),
            };
            let (code, _) = same(case.value(no).as_text().unwrap_or(&said));
            (code, Label { en: said.clone(), hi: said })
        }
    })
}

/// Prints the counts, groups in the order of their codes, the sum last for people.
pub fn show(
    console: &mut Console,
    desk: &Desk<'_>,
    words: &Words,
    (spans, by): (&[AgeBand], &str),
    chosen: Vec<Chosen>,
    on: Date,
) -> Result<Verdict, CommandError> {
    let mut groups: BTreeMap<String, Counts> = BTreeMap::new();
    let mut all = Counts { spans: vec![0; spans.len()], ..Counts::default() };
    let known = ["stage", "desk", "kind", "age"];
    let personal = desk.table.field(by).is_some_and(|field| field.personal);
    if personal || !known.contains(&by) && desk.table.field_no(by).is_none() {
        let fields = desk.table.fields.iter().filter(|field| !field.personal).map(|field| field.key.as_str());
        let known: Vec<&str> = known.into_iter().chain(fields).collect();
        return Err(CommandError::new(Exit::Arguments, "error.case.by")
            .with("found", by)
            .with("known", known.join(", ")));
    }
    for Chosen { case, age } in &chosen {
        let Some((code, label)) = group(desk, words, spans, by, (case, *age)) else { continue };
        let late = desk.clocks(case, on).iter().any(|clock| matches!(clock.standing, Standing::Expired(_)));
        let at = age.map(|age| band(&desk.service.ages, age));
        let of_group = groups.entry(code).or_default();
        of_group.label = label;
        of_group.spans.resize(spans.len(), 0);
        for counts in [of_group, &mut all] {
            counts.open += 1;
            counts.overdue += i64::from(late);
            if let Some(count) = at.and_then(|at| counts.spans.get_mut(at)) {
                *count += 1;
            }
        }
    }
    let mut listing = Listing::new([("group", "Of", "किसके"), ("open", "Open", "लंबित")]);
    listing
        .columns
        .extend(spans.iter().map(|span| Column::new(span.code.clone(), span.label.en.clone(), span.label.hi.clone())));
    listing.columns.push(Column::new("overdue", "Clock run out", "समय-सीमा समाप्त"));
    let row = |name: &str, counts: &Counts| {
        let figures = std::iter::once(counts.open).chain(counts.spans.iter().copied()).chain([counts.overdue]);
        std::iter::once(Value::text(name)).chain(figures.map(Value::Integer)).collect::<Vec<_>>()
    };
    for (code, counts) in &groups {
        let name = super::word(console, code, &counts.label);
        listing.rows.push(row(name, counts));
    }
    if console.is_for_people() {
        listing.rows.push(row(console.pick("All", "योग"), &all));
    }
    console.listing("case-abstract", &listing);
    Ok(Exit::Done)
}
