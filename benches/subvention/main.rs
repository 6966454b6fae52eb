//! What a State's crop loans take: an invented list, computed by the whole program.
//!
//! `cargo bench --bench subvention`. A farmer in eight has a second loan far down the list; a loan in ten has a further repayment as a row
//! of its own. Environment: `COOP_LOANS` (100000) · `COOP_ROUNDS` (3) · `COOP_KEEP` a folder in which the list is kept.

#[path = "../import/measure.rs"]
mod measure;

use measure::{Spent, median};
use std::{
    error::Error,
    fs::File,
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
    process::Command,
};

type Outcome<T> = Result<T, Box<dyn Error>>;

const NAMES: [&str; 8] = ["राम", "सीता", "मोहन", "गीता", "हरि", "कमला", "श्याम", "विमला"];
const SURNAMES: [&str; 7] = ["सहनी", "देवी", "पांडे", "मियां", "साह", "ठाकुर", "दास"];

fn main() -> Outcome<()> {
    let number = |name: &str, default: usize| std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default);
    let (loans, rounds) = (number("COOP_LOANS", 100_000), number("COOP_ROUNDS", 3).max(1));
    let scratch = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let folder = std::env::var_os("COOP_KEEP").map_or_else(|| scratch.path().to_owned(), PathBuf::from);
    let list = folder.join(format!("loans-{loans}.csv"));
    let rows = make(&list, loans)?;
    let bytes = std::fs::metadata(&list)?.len();
    println!("{loans} loans in {rows} rows, {:.1} MB\n", bytes as f64 / 1e6);
    println!("| command | wall s (median) | CPU s (median) | peak memory MB | lines |\n|---|---:|---:|---:|---:|");
    for (name, arguments) in [
        ("subvention compute --format csv", &["compute", "--format", "csv"][..]),
        ("subvention farmer-note --format csv", &["farmer-note", "--format", "csv"]),
    ] {
        let mut spent: Vec<Spent> = Vec::new();
        let mut lines = 0;
        for _ in 0..rounds {
            let mut command = Command::new(env!("CARGO_BIN_EXE_coop-returns"));
            command.args(["--as-of", "2026-07-15", "--quiet", "--progress", "never", "--lang", "hi", "subvention"]);
            command.args(arguments).args(["--scheme", "mp"]).arg(&list).env_remove("COOP_OFFICE");
            let (one, said, code) = measure::whole_process(command)?;
            if code > 1 {
                return Err(format!("{name} ended with {code}: {}", said.chars().take(500).collect::<String>()).into());
            }
            lines = said.lines().count().saturating_sub(1);
            spent.push(one);
        }
        let of = |of: &dyn Fn(&Spent) -> f64| median(spent.iter().map(of));
        let peak = spent.iter().map(|one| one.peak_kb).max().unwrap_or(0) / 1024;
        println!("| {name} | {:.1} | {:.1} | {peak} | {lines} |", of(&|one| one.wall), of(&|one| one.cpu));
    }
    Ok(())
}

/// Writes the list; how many rows it has.
fn make(path: &Path, loans: usize) -> Outcome<usize> {
    let mut out = BufWriter::new(File::create(path)?);
    writeln!(
        out,
        "बैंक,शाखा,समिति क्रमांक,समिति का नाम,केसीसी खाता क्रमांक,कृषक का नाम,पिता/पति का नाम,कृषक पहचान,आधार दर्ज,मोबाइल नं.,कृषक श्रेणी,वर्ग,लिंग,प्रयोजन,स्वयं की निधि से,स्वीकृत सीमा,प्रविष्टि,दिनांक,राशि,देय तिथि,चुकौती दिनांक,चुकौती राशि"
    )?;
    let mut rows = 0;
    for n in 0..loans {
        let pick = |list: &[&'static str], salt: usize| list[(n * 31 + n / 7 * 17 + salt) % list.len()];
        let (society, farmer) = (n % 4_000, if n % 8 == 0 { n / 2 } else { n });
        let (rabi, late, part) = (n % 3 == 0, n % 9 == 0, n % 10 == 0);
        let amount = 20_000 + n * 37 % 160 * 1_000;
        let (drawn, due, repaid) = match (rabi, late) {
            (true, false) => (format!("2025-11-{:02}", n % 28 + 1), "2026-06-15", format!("2026-05-{:02}", n % 30 + 1)),
            (true, true) => (format!("2025-11-{:02}", n % 28 + 1), "2026-06-15", "2026-07-01".to_owned()),
            (false, false) => {
                (format!("2025-06-{:02}", n % 30 + 1), "2026-03-28", format!("2026-03-{:02}", n % 28 + 1))
            }
            (false, true) => (format!("2025-06-{:02}", n % 30 + 1), "2026-03-28", "2026-04-20".to_owned()),
        };
        let head = format!(
            "जिला सहकारी केंद्रीय बैंक {},शाखा {},{},समिति {society},KCC{n:08},{} {},{} {},KSN{farmer:08},हाँ,{},{},सामान्य,पुरुष,{},हाँ,300000",
            society % 38,
            society % 400,
            10_000 + society,
            pick(&NAMES, 0),
            pick(&SURNAMES, 1),
            pick(&NAMES, 3),
            pick(&SURNAMES, 5),
            6_000_000_000_usize + n,
            if n % 2 == 0 { "सीमांत" } else { "लघु" },
            if rabi { "रबी" } else { "खरीफ" },
        );
        let first = if part { amount / 2 } else { amount };
        writeln!(out, "{head},आहरण,{drawn},{amount},{due},{repaid},{first}")?;
        rows += 1;
        if part {
            writeln!(out, "{head},चुकौती,2026-02-10,{},,,", amount - first)?;
            rows += 1;
        }
    }
    out.flush()?;
    Ok(rows)
}
