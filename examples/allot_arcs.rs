//! Solves an allotment given as plain CSV lists, and prints its cost and the time taken:
//!
//! `cargo run --release --example allot_arcs -- DIR`, where DIR holds `allot_societies.csv` (society_id first),
//! `allot_auditors.csv` (auditor_id, …, capacity) and `allot_arcs.csv` (society_id, auditor_id, cost). For comparing with
//! other solvers: loads cost nothing here, a society left without an auditor costs 1,000,000.

use coop_registry::branches::audit::allotment::{AllotmentProblem, SocietyRow, faults, solve};
use std::{collections::BTreeMap, error::Error, fmt::Write as _, path::Path, time::Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("give the folder with the three lists")?;
    let folder = Path::new(&folder);
    let rows = |name: &str| csv::Reader::from_path(folder.join(name));
    let name = |prefix: char, text: &str| format!("{prefix}{text:0>7}");

    let mut auditors = Vec::new();
    for row in rows("allot_auditors.csv")?.records() {
        let row = row?;
        let capacity: usize = row[row.len() - 1].parse()?;
        auditors.push((name('A', &row[0]), vec![0; capacity]));
    }
    let mut pairs: BTreeMap<String, Vec<(String, i64)>> = BTreeMap::new();
    for row in rows("allot_societies.csv")?.records() {
        pairs.insert(name('S', &row?[0]), Vec::new());
    }
    let mut count = 0;
    for row in rows("allot_arcs.csv")?.records() {
        let row = row?;
        pairs.entry(name('S', &row[0])).or_default().push((name('A', &row[1]), row[2].parse()?));
        count += 1;
    }
    let societies: Vec<SocietyRow> =
        pairs.keys().enumerate().map(|(profile, id)| SocietyRow { id: id.clone(), profile, own: vec![] }).collect();
    let problem = AllotmentProblem::new(auditors, pairs.into_values().collect(), societies, 1_000_000)?;

    let start = Instant::now();
    let solution = solve(&problem);
    let solved = start.elapsed();
    let start = Instant::now();
    let found = faults(&problem, &solution);
    let proved = start.elapsed();
    let cost = solution.cost(&problem);
    let mut text = String::new();
    writeln!(text, "societies {} auditors {} pairs {count}", problem.societies(), problem.auditors())?;
    writeln!(text, "cost {} unassigned {} faults {}", cost.points(), cost.unassigned, found.len())?;
    write!(text, "solve_s {:.3} prove_s {:.3}", solved.as_secs_f64(), proved.as_secs_f64())?;
    println!("{text}");
    Ok(())
}
