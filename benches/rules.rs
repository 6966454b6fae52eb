//! How fast rules are held against returns: a chunk of synthetic returns, judged until a million are done.
//!
//! `cargo bench --no-default-features --bench rules`

use coop_registry::{
    branches::returns::rulebook,
    catalogue::{Files, ReturnKind},
    model::{CooperativeYear, Paise, Value},
    rules::{Bench, CHUNK_ROWS, ChunkBuilder},
};
use std::time::Instant;

const RETURNS: usize = 1_000_000;

fn main() {
    let book = rulebook(&Files::embedded()).expect("the built-in catalogue is without faults");
    let year = CooperativeYear::starting(2024).expect("2024 lies between 1900 and 2100");
    let mut builder = ChunkBuilder::new(&book.fields, book.words());
    let begun = Instant::now();
    for row in 0..CHUNK_ROWS {
        let number = i64::try_from(row).unwrap_or_default();
        let value = |(no, field): (usize, &coop_registry::catalogue::ReturnField)| {
            let value = match field.kind {
                // Every fiftieth line stays blank; amounts differ, so that most sums are broken.
                _ if (row + no) % 50 == 0 => Value::Empty,
                ReturnKind::Money => Value::Money(Paise(number * 100 + i64::try_from(no).unwrap_or_default())),
                ReturnKind::Date => Value::Date(year.end()),
                ReturnKind::Bool => Value::Bool(row % 2 == 0),
                ReturnKind::Integer => Value::Integer(number % 100),
                ReturnKind::Percent => Value::Percent(1_000),
                ReturnKind::Quantity => Value::Quantity(number),
                ReturnKind::Code => Value::text(book.fields.codes(&field.key)[row % 2].0.clone()),
                ReturnKind::Text => Value::text("x"),
            };
            (u16::try_from(no).unwrap_or_default(), value)
        };
        let lines: Vec<_> = book.fields.fields.iter().enumerate().map(value).collect();
        builder.push(&lines, Some(&lines));
    }
    let chunk = builder.finish();
    println!("laid out in columns: {CHUNK_ROWS} returns with last year's in {:.2} s", begun.elapsed().as_secs_f64());
    let bench = Bench::new(&book, book.law_on("mscs_2002", year.end()));
    let begun = Instant::now();
    let (mut done, mut verdicts) = (0, [0_u64; 4]);
    while done < RETURNS {
        for judged in bench.judge(&chunk) {
            let tally = judged.tally;
            let counts = [tally.holds, tally.broken, tally.cannot_tell, tally.does_not_apply];
            verdicts.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
        done += chunk.rows();
    }
    let seconds = begun.elapsed().as_secs_f64();
    let all: u64 = verdicts.iter().sum();
    println!(
        "{done} returns, {} rules, one thread: {seconds:.2} s, {:.0} million verdicts a second",
        book.rules.len(),
        all as f64 / seconds / 1e6
    );
    println!("hold, broken, cannot tell, do not apply: {verdicts:?}");
}
