//! How fast a long list of returns is held against 150 rules, beside the tools one would take instead.
//!
//! `cargo bench --no-default-features --bench returns`. Whole processes in turn, so that what else the machine does meets all of
//! them; the counts of violations are compared rule by rule. Environment: `COOP_BENCH` the folder of the shared benchmark
//! (`gen.py`, `rules.py`) · `COOP_PYTHON` (python3) with duckdb, polars, pyarrow · `COOP_RETURNS` (100000) · `COOP_ROUNDS` (5) ·
//! `COOP_PEERS` (duckdb,polars; also pandera, great-expectations) · `COOP_LISTS` (csv,parquet) · `COOP_KEEP` a folder in which the
//! lists are made and kept; found there, they are used again.

#[path = "../import/measure.rs"]
mod measure;

use measure::{Spent, median};
use std::{
    collections::BTreeMap,
    error::Error,
    ffi::OsString,
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
};

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let Some(bench) = std::env::var_os("COOP_BENCH").map(PathBuf::from) else {
        println!("set COOP_BENCH to the folder of the shared benchmark: gen.py and rules.py");
        return Ok(());
    };
    let word = |name: &str, default: &str| std::env::var(name).unwrap_or_else(|_| default.to_owned());
    let (returns, rounds) = (word("COOP_RETURNS", "100000"), word("COOP_ROUNDS", "5").parse::<usize>()?.max(1));
    let python = word("COOP_PYTHON", "python3");
    let scratch = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let folder = std::env::var_os("COOP_KEEP").map_or_else(|| scratch.path().to_owned(), PathBuf::from).join(&returns);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/returns/peers.py");
    let peer = |arguments: &[&dyn AsRef<Path>]| {
        let mut command = Command::new(&python);
        command.arg(&script).arg(&bench).args(arguments.iter().map(|one| OsString::from(one.as_ref())));
        command
    };
    if !folder.join("catalogue").exists() {
        fs::create_dir_all(&folder)?;
        let catalogue = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue");
        if !peer(&[&"make", &returns, &catalogue, &folder]).status()?.success() {
            return Err("the lists were not made".into());
        }
    }
    let peers = word("COOP_PEERS", "duckdb,polars");
    let peers: Vec<&str> = peers.split(',').filter(|name| !name.is_empty()).collect();
    println!("{returns} returns of 60 figures, 150 rules, {rounds} rounds in turn\n");
    println!("| list | process | wall s (median) | from – to | CPU s | peak MB | its wall / ours |");
    println!("|---|---|---:|---:|---:|---:|---:|");
    for kind in word("COOP_LISTS", "csv,parquet").split(',') {
        let list = folder.join(format!("list.{kind}"));
        let out = |name: &str| scratch.path().join(format!("{name}.csv"));
        let mut spent: BTreeMap<&str, Vec<Spent>> = BTreeMap::new();
        for _ in 0..rounds {
            let mut ours = Command::new(env!("CARGO_BIN_EXE_coop-returns"));
            ours.arg("--catalogue")
                .arg(folder.join("catalogue"))
                .args(["return", "check", "--format", "csv"])
                .arg(&list);
            let (one, code) = measure::whole_process_into(ours, File::create(out("ours"))?)?;
            // 1: violations were found.
            if code > 1 {
                return Err(format!("return check ended with {code}").into());
            }
            spent.entry("coop-returns").or_default().push(one);
            for name in &peers {
                let command = peer(&[name, &list, &out(name)]);
                let (one, code) = measure::whole_process_into(command, File::create(out("said"))?)?;
                if code != 0 {
                    return Err(format!("{name} ended with {code}").into());
                }
                spent.entry(name).or_default().push(one);
            }
        }
        let counted = counts(&out("ours"))?;
        for name in &peers {
            let theirs = counts(&out(name))?;
            if theirs != counted {
                return Err(format!("{name} counts otherwise than coop-returns: {theirs:?}, {counted:?}").into());
            }
        }
        let wall = |name: &str| median(spent[name].iter().map(|one| one.wall));
        for name in std::iter::once(&"coop-returns").chain(&peers) {
            let walls = || spent[name].iter().map(|one| one.wall);
            let rounds = spent[name].iter().zip(&spent["coop-returns"]);
            println!(
                "| {kind} | {name} | {:.2} | {:.2} – {:.2} | {:.2} | {} | {:.2} |",
                wall(name),
                walls().fold(f64::INFINITY, f64::min),
                walls().fold(0.0, f64::max),
                median(spent[name].iter().map(|one| one.cpu)),
                spent[name].iter().map(|one| one.peak_kb).max().unwrap_or(0) / 1024,
                median(rounds.map(|(its, ours)| its.wall / ours.wall)),
            );
        }
        let all: u64 = counted.values().sum();
        println!("\n{kind}: {all} violations, the same of each of {} rules that found any\n", counted.len());
    }
    Ok(())
}

/// Violations of each rule by its number, from rows that name the rule (`R017`, `RRR-017`) or from counts.
fn counts(path: &Path) -> Outcome<BTreeMap<u32, u64>> {
    let mut reader = csv::Reader::from_path(path)?;
    let heads = reader.headers()?.clone();
    let place = |names: &[&str]| heads.iter().position(|head| names.contains(&head));
    let (rule, count) = (place(&["rule", "code"]).ok_or("no column of rules")?, place(&["n"]));
    let mut all = BTreeMap::new();
    for record in reader.records() {
        let record = record?;
        let digits: String = record[rule].chars().filter(char::is_ascii_digit).collect();
        let more = count.map_or(Ok(1), |at| record[at].parse::<u64>())?;
        if more > 0 {
            *all.entry(digits.parse()?).or_default() += more;
        }
    }
    Ok(all)
}
