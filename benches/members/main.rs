//! How long a desk waits in a register as large as a state's, loaded through the ordinary import: one society, its roll, what is due.
//!
//! `cargo bench --bench members`. Whole processes are timed, beside one that reads the same office and no members. Environment:
//! `COOP_SOCIETIES` (10000) · `COOP_MEMBERS` of each (50) · `COOP_ROUNDS` (9) · `COOP_KEEP` a folder in which the office is made and
//! kept; found there, it is used again.

#[path = "../import/measure.rs"]
mod measure;

use measure::{Spent, median};
use std::{
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Rows of one file of members: a workbook has no more either.
const FILE: usize = 500_000;
const NAMES: [&str; 8] = ["राम", "सीता", "मोहन", "गीता", "हरि", "कमला", "श्याम", "विमला"];
const SURNAMES: [&str; 7] = ["सहनी", "देवी", "पांडे", "मियां", "साह", "ठाकुर", "दास"];

fn main() -> Outcome<()> {
    let number = |name: &str, default: usize| std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default);
    let (societies, each) = (number("COOP_SOCIETIES", 10_000), number("COOP_MEMBERS", 50).max(1));
    let rounds = number("COOP_ROUNDS", 9).max(1);
    let scratch = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let folder = std::env::var_os("COOP_KEEP").map_or_else(|| scratch.path().to_owned(), PathBuf::from);
    let office = folder.join(format!("office-{societies}-{each}"));
    if !office.exists() {
        make(&office, &folder, societies, each)?;
    }
    let of = |round: usize| (round * 7919 + 17) % societies + 1;
    // What the process takes before it asks the register anything, then what it asks, of a society or of all.
    let contenders: [(&str, Vec<&str>, bool); 7] = [
        ("office show (no register)", vec!["office", "show"], false),
        ("society show", vec!["society", "show"], true),
        ("member roll", vec!["member", "roll"], true),
        ("member roll as of a past day", vec!["--as-of", "2015-03-31", "member", "roll"], true),
        ("member shares", vec!["member", "shares"], true),
        ("today", vec!["today"], false),
        ("today of one desk", vec!["today", "--desk", "asha"], false),
    ];
    println!(
        "{societies} societies of {each} members\n\n| process | wall ms (median) | CPU ms (median) | peak memory MB |"
    );
    println!("|---|---:|---:|---:|");
    for (name, arguments, of_society) in &contenders {
        let mut spent: Vec<Spent> = Vec::new();
        for round in 0..rounds {
            let mut command = Command::new(env!("CARGO_BIN_EXE_coop-register"));
            command.arg("--office").arg(&office).args(["--format", "json"]).args(arguments);
            if *of_society {
                command.arg(format!("BR-HQ-S-{}", of(round)));
            }
            let (one, said, code) = measure::whole_process(command)?;
            // 1: members that may be one person, or no share capital to compare with.
            if code > 1 {
                return Err(format!("{name} ended with {code}: {said}").into());
            }
            spent.push(one);
        }
        let ms = |of: &dyn Fn(&Spent) -> f64| median(spent.iter().map(of)) * 1000.0;
        let peak = spent.iter().map(|one| one.peak_kb).max().unwrap_or(0) / 1024;
        println!("| {name} | {:.0} | {:.0} | {peak} |", ms(&|one| one.wall), ms(&|one| one.cpu));
    }
    Ok(())
}

/// An office whose books were imported.
fn make(office: &Path, folder: &Path, societies: usize, each: usize) -> Outcome<()> {
    fs::create_dir_all(folder)?;
    let names = ["--state", "BR", "--code", "BR-HQ", "--name-hi", "निबंधक", "--name-en", "Registrar"];
    let made =
        Command::new(env!("CARGO_BIN_EXE_coop-register")).args(["office", "init"]).arg(office).args(names).output()?;
    if !made.status.success() {
        return Err(format!("office init: {}", String::from_utf8_lossy(&made.stderr)).into());
    }
    let mut list = String::from("S.No.,पंजीयन क्रमांक,पंजीयन दिनांक,समिति का नाम,जिला\n");
    for nth in 1..=societies {
        writeln!(list, "{nth},DCO/PAT/{nth},01-04-2001,ग्राम {nth} प्राथमिक कृषि साख समिति,पटना")?;
    }
    import(office, &folder.join("societies.csv"), "society", &list)?;
    let head = "S.No.,समिति पंजीयन संख्या,जिला,सदस्यता सं.,सदस्य का नाम,पिता/पति का नाम,लिंग,पता,प्रवेश दिनांक,सदस्य का प्रकार,अंशों की संख्या,अंशधन\n";
    let (mut rows, mut file, mut nth) = (head.to_owned(), 0, 0);
    for society in 1..=societies {
        for no in 1..=each {
            nth += 1;
            let pick = |list: &[&'static str], salt: usize| list[(society * 31 + no * 17 + salt) % list.len()];
            let name = format!("{} {}", pick(&NAMES, 0), pick(&SURNAMES, no / 7));
            let father = format!("{} {}", pick(&NAMES, no / 8 + 3), pick(&SURNAMES, 1));
            let sex = if no % 2 == 0 { "पुरुष" } else { "महिला" };
            let year = 2002 + (society + no) % 20;
            writeln!(
                rows,
                "{nth},DCO/PAT/{society},पटना,{no},{name},{father},{sex},ग्राम {society},01-07-{year},साधारण,{},{}",
                no % 9 + 1,
                (no % 9 + 1) * 10
            )?;
        }
        if nth >= FILE || society == societies {
            file += 1;
            import(office, &folder.join(format!("members-{file}.csv")), "member", &rows)?;
            (rows, nth) = (head.to_owned(), 0);
        }
    }
    Ok(())
}

fn import(office: &Path, path: &Path, register: &str, text: &str) -> Outcome<()> {
    fs::write(path, text)?;
    let mut command = Command::new(env!("CARGO_BIN_EXE_coop-migrate"));
    command.arg("--office").arg(office).args(["import", "--register", register, "--quiet", "--progress", "never"]);
    command.args(["--format", "json"]).arg(path);
    let (spent, said, code) = measure::whole_process(command)?;
    if code > 1 {
        return Err(format!("import of {} ended with {code}: {said}", path.display()).into());
    }
    eprintln!("{}: {:.1} s, {} MB", path.display(), spent.wall, spent.peak_kb / 1024);
    Ok(())
}
