//! Least-cost allotment as a whole process, beside OR-tools' min-cost flow on the same instance, and district by district.
//!
//! `cargo bench --bench allotment`. Environment: `COOP_INSTANCE` a folder with `allot_societies.csv`, `allot_auditors.csv` (capacity last)
//! and `allot_arcs.csv` (`society,auditor,cost`); `COOP_PEER` a command that is given such a folder and the name of the file to
//! write, and says `cost N`; `COOP_ROUNDS` (5). Without an instance only the districts are measured.

#[path = "../import/measure.rs"]
mod measure;

use coop_registry::branches::audit::allotment::{AllotmentProblem, SocietyRow, faults, solve};
use measure::{Spent, median};
use std::{error::Error, fmt::Write as _, fs, path::Path, process::Command, time::Instant};

/// As the programs have it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Points of a society left without, as the peer counts them.
const WITHOUT: i64 = 1_000_000;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [verb, folder, out] = &arguments[..]
        && verb == "solve"
    {
        return whole(Path::new(folder), Path::new(out));
    }
    if let Some(folder) = std::env::var_os("COOP_INSTANCE") {
        compared(Path::new(&folder))?;
    }
    districts()
}

/// What a process does: reads the instance, solves it, proves it, writes who audits whom.
fn whole(folder: &Path, out: &Path) -> Outcome<()> {
    let begun = Instant::now();
    let problem = read(folder)?;
    let read = begun.elapsed();
    let solution = solve(&problem);
    let solved = begun.elapsed();
    if !faults(&problem, &solution).is_empty() {
        return Err("the allotment is not proved".into());
    }
    let proved = begun.elapsed();
    let mut text = String::from("society_id,auditor_id\n");
    for (society, auditor) in solution.chosen.iter().enumerate() {
        if let Some(auditor) = auditor {
            writeln!(text, "{},{}", problem.society_id(society), problem.auditor_id(*auditor as usize))?;
        }
    }
    fs::write(out, text)?;
    let cost = solution.cost(&problem);
    let (solving, proving) = ((solved - read).as_secs_f64(), (proved - solved).as_secs_f64());
    println!(
        "cost {} without {} read_s {:.3} solve_s {solving:.3} verify_s {proving:.3}",
        cost.points(),
        cost.unassigned,
        read.as_secs_f64()
    );
    Ok(())
}

fn read(folder: &Path) -> Outcome<AllotmentProblem> {
    let text = |name: &str| fs::read_to_string(folder.join(name));
    let societies = text("allot_societies.csv")?.lines().count() - 1;
    let mut auditors = Vec::new();
    for line in text("allot_auditors.csv")?.lines().skip(1) {
        let room: usize = line.rsplit(',').next().unwrap_or_default().parse()?;
        auditors.push((auditors.len().to_string(), vec![0; room]));
    }
    let mut own: Vec<Vec<(u32, Option<i64>)>> = vec![Vec::new(); societies];
    for line in text("allot_arcs.csv")?.lines().skip(1) {
        let mut parts = line.split(',');
        let mut next = || parts.next().ok_or("a line of three numbers was expected");
        let (society, auditor, cost): (usize, u32, i64) = (next()?.parse()?, next()?.parse()?, next()?.parse()?);
        own.get_mut(society).ok_or("no such society")?.push((auditor, Some(cost)));
    }
    let rows = own.into_iter().enumerate().map(|(no, own)| SocietyRow { id: no.to_string(), profile: 0, own });
    Ok(AllotmentProblem::new(auditors, vec![Vec::new()], rows.collect(), WITHOUT)?)
}

/// In turn: ours, the peer, ours, the peer …
fn compared(folder: &Path) -> Outcome<()> {
    let rounds = std::env::var("COOP_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(5);
    let scratch = tempfile::tempdir()?;
    let mut ours: Vec<Spent> = Vec::new();
    let mut theirs: Vec<Spent> = Vec::new();
    let (mut said_by_us, mut said_by_peer) = (String::new(), String::new());
    let peer = std::env::var("COOP_PEER").ok();
    for _ in 0..rounds {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("solve").arg(folder).arg(scratch.path().join("ours.csv"));
        let (spent, said, code) = measure::whole_process(command)?;
        if code != 0 {
            return Err("the solving process failed".into());
        }
        ours.push(spent);
        said_by_us = said;
        if let Some(peer) = &peer {
            let mut words = peer.split_whitespace();
            let mut command = Command::new(words.next().ok_or("COOP_PEER is empty")?);
            command.args(words).arg(folder).arg(scratch.path().join("peer.csv"));
            let (spent, said, code) = measure::whole_process(command)?;
            if code != 0 {
                return Err("the peer failed".into());
            }
            theirs.push(spent);
            said_by_peer = said;
        }
    }
    println!("ours: {}peer: {said_by_peer}", said_by_us);
    let cost =
        |said: &str| said.split("cost ").nth(1).and_then(|rest| rest.split_whitespace().next().map(str::to_owned));
    if peer.is_some() && cost(&said_by_us) != cost(&said_by_peer) {
        return Err("the two optima differ".into());
    }
    println!("\n| process | wall s (median) | CPU s | peak MB | wall by the peer's |\n|---|---:|---:|---:|---:|");
    let wall = |all: &[Spent]| median(all.iter().map(|one| one.wall));
    for (name, all) in [("ours", &ours), ("peer", &theirs)] {
        if all.is_empty() {
            continue;
        }
        let cpu = median(all.iter().map(|one| one.cpu));
        let peak = all.iter().map(|one| one.peak_kb).max().unwrap_or_default() / 1024;
        let ratio = if theirs.is_empty() { 1.0 } else { wall(all) / wall(&theirs) };
        println!("| {name} | {:.2} | {cpu:.2} | {peak} | {ratio:.2} |", wall(all));
    }
    Ok(())
}

/// A nation's societies, a district at a time: 1,100 societies, 30 auditors with 40 places.
fn districts() -> Outcome<()> {
    println!("\n| societies, district by district | s | µs a society | without |\n|---:|---:|---:|---:|");
    for count in [84_000_usize, 420_000, 840_000] {
        let begun = Instant::now();
        let mut without = 0;
        for district in 0..count.div_ceil(1100) {
            let societies = 1100.min(count - district * 1100);
            let problem = one_district(district, societies)?;
            let solution = solve(&problem);
            without += solution.cost(&problem).unassigned;
        }
        let seconds = begun.elapsed().as_secs_f64();
        let each = seconds * 1e6 / f64::from(u32::try_from(count)?);
        println!("| {count} | {seconds:.2} | {each:.2} | {without} |");
    }
    Ok(())
}

fn one_district(district: usize, societies: usize) -> Outcome<AllotmentProblem> {
    // The same numbers every time, different in every district.
    let mut state = u64::try_from(district)?.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let auditors = (0..30).map(|no| (format!("A-{no}"), (0..40).collect::<Vec<i64>>()));
    let auditors: Vec<(String, Vec<i64>)> = auditors.collect();
    let mut rows = Vec::with_capacity(societies);
    for no in 0..societies {
        let mut own = Vec::with_capacity(30);
        for auditor in 0..30_u32 {
            if next(4) > 0 {
                own.push((auditor, Some(i64::try_from(next(200))?)));
            }
        }
        rows.push(SocietyRow { id: format!("S-{no}"), profile: 0, own });
    }
    Ok(AllotmentProblem::new(auditors, vec![Vec::new()], rows, WITHOUT)?)
}
