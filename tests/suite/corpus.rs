//! `tests/corpus`: one difficulty a case. What is read of it, to the last finding, stands beside it in `NAME.expected`.
//!
//! How a case is written, `tests/corpus/README.md` says. `COOP_UPDATE=1` stores what is read now, which is then looked at in review.

use super::{
    drawn::{draw, encoded},
    office::{Office, repository, tables},
};
use coop_registry::{
    catalogue::Files,
    migrate::{self, Desk, Journey, Wishes},
    model::{Date, Finding, Locus, Outcome, Severity, TableDef, Value},
    register::Register,
    source::Limits,
};
use serde::Deserialize;
use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path, sync::LazyLock, thread};

/// One case.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// The difficulty in a sentence.
    about: String,
    #[serde(default)]
    register: Option<String>,
    #[serde(default)]
    accept: Vec<String>,
    #[serde(default)]
    set: BTreeMap<String, String>,
    #[serde(default)]
    level: Option<String>,
    /// Sheets, in the order of their names.
    #[serde(default)]
    sheet: BTreeMap<String, String>,
    /// Or a delimited text, and its encoding.
    #[serde(default)]
    csv: Option<String>,
    #[serde(default)]
    encoding: Option<String>,
    /// Name of the file, where it matters.
    #[serde(default)]
    name: Option<String>,
}

static DESK: LazyLock<Desk> =
    LazyLock::new(|| Desk::load(&Files::embedded(), &tables()).expect("the shipped catalogue reads"));

/// A register that knows the societies of `tests/corpus/societies.csv`.
static OFFICE: LazyLock<Office> = LazyLock::new(|| {
    let office = Office::new();
    let societies = repository("tests/corpus/societies.csv");
    let run = office.run("coop-migrate", &["import", "--register", "society", societies.to_str().expect("UTF-8")]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    office
});

fn cases() -> Vec<(String, Case)> {
    let folder = repository("tests/corpus");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .expect("the corpus")
        .filter_map(|entry| entry.ok()?.file_name().to_string_lossy().strip_suffix(".toml").map(str::to_owned))
        .collect();
    names.sort();
    let read = |name: String| {
        let text = fs::read_to_string(folder.join(&name).with_extension("toml")).expect("a case");
        let case = toml::from_str(&text).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        (name, case)
    };
    names.into_iter().map(read).collect()
}

#[test]
fn every_case_is_read_as_stored_beside_it() {
    let cases = cases();
    assert!(cases.len() >= 60, "{} cases", cases.len());
    let register = OFFICE.register();
    let folder = tempfile::tempdir().expect("a folder");
    let mut differ = Vec::new();
    for (name, case) in &cases {
        let found = read(name, case, folder.path(), &register);
        let path = repository("tests/corpus").join(format!("{name}.expected"));
        if std::env::var_os("COOP_UPDATE").is_some() {
            fs::write(&path, &found).expect("the expectation is written");
        }
        let stored = fs::read_to_string(&path).unwrap_or_default();
        if stored != found {
            differ.push(format!("{name}\n--- stored\n{stored}+++ read\n{found}"));
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

#[test]
fn every_expectation_has_its_case() {
    let names: Vec<String> = cases().into_iter().map(|(name, _)| name).collect();
    for entry in fs::read_dir(repository("tests/corpus")).expect("the corpus") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        if let Some(stem) = name.strip_suffix(".expected") {
            assert!(names.iter().any(|known| known == stem), "{name} has no case");
        }
    }
}

/// What is read of a case as lines.
fn read(name: &str, case: &Case, folder: &Path, register: &Register) -> String {
    let (ending, bytes) = match &case.csv {
        Some(text) => ("csv", encoded(text, case.encoding.as_deref())),
        None => ("xlsx", draw(&case.sheet)),
    };
    let path = folder.join(case.name.clone().unwrap_or_else(|| format!("{name}.{ending}")));
    fs::write(&path, bytes).expect("the case is written");
    let mut lines = format!("# {}\n", case.about);
    let file = match migrate::open(&path, &Limits::default()) {
        Ok(file) => DESK.lay_out(file),
        Err(error) => return lines + &format!("refused: {error}\n"),
    };
    let wishes = Wishes {
        register: case.register.clone(),
        level: case.level.clone().or_else(|| migrate::level_of_file(&file.name).map(str::to_owned)),
        accepted: case.accept.clone(),
        given: case.set.clone().into_iter().collect(),
        as_of: Date::constant(2026, 3, 31),
        profile: None,
        secret: b"corpus".to_vec(),
    };
    let outcome = thread::scope(|scope| {
        let journey = Journey::begin(&DESK, &file, &wishes, register)?;
        let table = journey.table;
        let mut arriving = journey.start(scope, register, &|_| {})?;
        let mut made = Vec::new();
        while let Some(next) = arriving.next_made() {
            made.push(next);
        }
        arriving.finish().map(|settled| (table, made, settled))
    });
    let (table, made, settled) = match outcome {
        Ok(read) => read,
        Err(migrate::MigrateError::NoTable(findings)) => {
            findings.iter().for_each(|finding| tell(&mut lines, finding));
            return lines;
        }
        Err(error) => return lines + &format!("refused: {error}\n"),
    };
    let account = &settled.account;
    let _ = writeln!(
        lines,
        "{}: {} rows, {} new, {} changes, {} duplicates, {} rejected",
        account.register, account.rows, account.imported, account.updated, account.duplicates, account.rejected
    );
    let mut rows: Vec<((u32, u32), String)> = Vec::new();
    for made in made {
        let source = made.entry.source.as_ref().expect("an import names its source");
        let what = if made.before.is_some() { "change" } else { "new" };
        rows.push(((source.sheet, source.row), entry_lines(table, what, &made.entry)));
    }
    for row in &settled.rows {
        let what = match row.outcome {
            Outcome::Duplicate => "duplicate".to_owned(),
            Outcome::Rejected => {
                let codes = row.findings.iter().filter(|finding| finding.severity == Severity::Error);
                format!("rejected {}", codes.map(|found| found.code.as_str()).collect::<Vec<_>>().join(" "))
            }
        };
        rows.push(((row.sheet, row.row), format!("{what}\n")));
    }
    rows.sort();
    for ((sheet, row), said) in rows {
        let _ = write!(lines, "{sheet}:{row} {said}");
    }
    for control in account.sheets.iter().flat_map(|sheet| &sheet.controls) {
        let holds = if control.holds() { "holds" } else { "differs" };
        let _ = writeln!(lines, "total row {} {} {holds}", control.row, control.field);
    }
    settled.findings.iter().for_each(|finding| tell(&mut lines, finding));
    lines
}

fn entry_lines(table: &TableDef, what: &str, entry: &coop_registry::model::NewEntry) -> String {
    let shown = |value: &Value| match value {
        Value::Money(paise) => format!("₹{paise}"),
        other => other.as_text().map_or_else(
            || serde_json::to_value(other).map_or_else(|_| format!("{other:?}"), |json| plain(&json)),
            str::to_owned,
        ),
    };
    let facts: Vec<String> = entry
        .facts
        .iter()
        .map(|(no, value)| format!("{}={}", table.fields[usize::from(*no)].key, shown(value)))
        .collect();
    let mut lines = format!("{what}: {}\n", facts.join("; "));
    let kept: BTreeMap<String, migrate::AsWritten> =
        entry.as_written.as_deref().map(|json| serde_json::from_str(json).expect("our JSON")).unwrap_or_default();
    for (field, own) in kept {
        let cell = own.cell.map(|cell| format!(" @{cell}")).unwrap_or_default();
        let _ = writeln!(lines, "    {field} written '{}'{cell} {}", own.text.escape_debug(), own.repairs.join(","));
    }
    if let Some(other) = &entry.other {
        let _ = writeln!(lines, "    other {other}");
    }
    lines
}

fn plain(json: &serde_json::Value) -> String {
    match json {
        serde_json::Value::Object(one) if one.len() == 1 => one.values().map(plain).collect(),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn tell(lines: &mut String, finding: &Finding) {
    let Locus { sheet, cell, .. } = &finding.place;
    let args: Vec<String> = finding.args.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let place = [sheet.as_deref(), cell.as_deref()].into_iter().flatten().collect::<Vec<_>>().join("!");
    let _ = writeln!(lines, "{} {} {}", finding.code, place, args.join(" ").escape_debug());
}
