//! How long a list of 100,000 societies takes from workbook to register, beside a bare read of the same cells.
//!
//! `cargo bench --bench import`. Whole processes are timed, in turn, several rounds. Environment:
//! `COOP_ROWS` rows of the list (100000) · `COOP_ROUNDS` (5) · `COOP_FILE` another workbook in place of the made one ·
//! `COOP_PEER` commands to time as well, one a line, `name: command` with `{in}` for the workbook and `{out}` for a database to write.

#[path = "../../examples/make_samples/maker/dice.rs"]
mod dice;
mod list;
#[allow(dead_code, reason = "the maker of the samples uses more of it")]
#[path = "../../examples/make_samples/maker/material.rs"]
mod material;
mod measure;
#[allow(dead_code, reason = "the maker of the samples uses more of it")]
#[path = "../../examples/make_samples/maker/shapes.rs"]
mod shapes;

use measure::{Spent, median};
use std::{
    error::Error,
    path::{Path, PathBuf},
    process::Command,
};

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|a| a == "--bare-read") {
        let file = arguments.get(at + 1).ok_or("--bare-read wants a file")?;
        println!("{} cells", bare_read(Path::new(file))?);
        return Ok(());
    }
    let number = |name: &str, default: usize| std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default);
    let (rows, rounds) = (number("COOP_ROWS", 100_000), number("COOP_ROUNDS", 5).max(1));
    let scratch = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let file = match std::env::var_os("COOP_FILE") {
        Some(given) => PathBuf::from(given),
        None => {
            let path = scratch.path().join("societies.xlsx");
            let made = list::write(&path, rows)?;
            eprintln!("made {} data rows, {} kB", made, std::fs::metadata(&path)?.len() / 1024);
            path
        }
    };
    run(&file, rounds, scratch.path())
}

/// Every cell of the first sheet through calamine, nothing kept.
fn bare_read(file: &Path) -> Outcome<usize> {
    use calamine::Reader as _;
    let mut book = calamine::open_workbook_auto(file)?;
    let mut cells = 0;
    for (_, range) in book.worksheets() {
        cells += range.used_cells().count();
    }
    Ok(cells)
}

/// What is timed: a name, and how a fresh command of it is made.
type Contender<'a> = (String, Box<dyn Fn(usize) -> Outcome<Command> + 'a>);

fn run(file: &Path, rounds: usize, scratch: &Path) -> Outcome<()> {
    let peers = std::env::var("COOP_PEER").unwrap_or_default();
    let mut contenders: Vec<Contender> = vec![
        (
            "coop-migrate import".to_owned(),
            Box::new(|round| import_command(file, &scratch.join(format!("office-{round}")))),
        ),
        (
            "bare calamine read".to_owned(),
            Box::new(|_| {
                let mut command = Command::new(std::env::current_exe()?);
                command.arg("--bare-read").arg(file);
                Ok(command)
            }),
        ),
    ];
    for (nth, line) in peers.lines().filter(|line| !line.trim().is_empty()).enumerate() {
        let (name, peer) = line.split_once(": ").ok_or("COOP_PEER wants lines of `name: command`")?;
        contenders.push((
            name.trim().to_owned(),
            Box::new(move |round| {
                let output = scratch.join(format!("peer-{nth}-{round}.db"));
                let line = peer.replace("{in}", &file.to_string_lossy()).replace("{out}", &output.to_string_lossy());
                let mut command = Command::new("sh");
                command.args(["-c", &format!("exec {line}")]);
                Ok(command)
            }),
        ));
    }
    let mut spent: Vec<Vec<Spent>> = contenders.iter().map(|_| Vec::new()).collect();
    let mut said = vec![String::new(); contenders.len()];
    for round in 0..rounds {
        for (n, (name, command)) in contenders.iter().enumerate() {
            let (one, words, code) = measure::whole_process(command(round)?)?;
            // 1: done, with rejected rows; a list with damaged rows has some.
            if code > 1 {
                return Err(format!("{name} ended with {code}: {words}").into());
            }
            eprintln!("round {} of {rounds}: {name}: {:.2} s", round + 1, one.wall);
            spent[n].push(one);
            said[n] = words;
        }
    }
    table(&contenders, &spent);
    for ((name, _), words) in contenders.iter().zip(&said) {
        println!("\n{name} said: {}", words.chars().take(300).collect::<String>().trim_end());
    }
    Ok(())
}

/// A new office for each round, so that every import goes into an empty register.
fn import_command(file: &Path, office: &Path) -> Outcome<Command> {
    let init = ["office", "init"];
    let names = ["--state", "BR", "--code", "BR-HQ", "--name-hi", "निबंधक", "--name-en", "Registrar"];
    let made = Command::new(env!("CARGO_BIN_EXE_coop-register")).args(init).arg(office).args(names).output()?;
    if !made.status.success() {
        return Err(format!("office init: {}", String::from_utf8_lossy(&made.stderr)).into());
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_coop-migrate"));
    command.arg("--office").arg(office).args(["import", "--register", "society", "--as-of", "2025-12-31"]);
    command.args(["--format", "json", "--quiet", "--progress", "never"]).arg(file);
    Ok(command)
}

fn table(contenders: &[Contender], spent: &[Vec<Spent>]) {
    println!("| process | wall s (median) | from – to | CPU s (median) | peak memory MB | our wall / its wall |");
    println!("|---|---:|---:|---:|---:|---:|");
    for ((name, _), rounds) in contenders.iter().zip(spent) {
        let wall = median(rounds.iter().map(|one| one.wall));
        let (low, high) = rounds.iter().fold((f64::MAX, 0.0_f64), |(l, h), one| (l.min(one.wall), h.max(one.wall)));
        let cpu = median(rounds.iter().map(|one| one.cpu));
        let peak = rounds.iter().map(|one| one.peak_kb).max().unwrap_or(0) / 1024;
        // Of the same round: what else the machine did then was the same for both.
        let ratio = median(spent[0].iter().zip(rounds).map(|(ours, its)| ours.wall / its.wall));
        println!("| {name} | {wall:.2} | {low:.2} – {high:.2} | {cpu:.2} | {peak} | {ratio:.2} |");
    }
}
