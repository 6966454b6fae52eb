//! The programs as they are started: arguments, formats, exit codes, `--dry-run`, interrupted and racing commands.

use std::{
    ffi::{OsStr, OsString},
    fs,
    os::unix::ffi::OsStringExt,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    thread,
    time::Duration,
};
use tempfile::TempDir;

const REGISTER: &str = env!("CARGO_BIN_EXE_coop-register");
const MIGRATE: &str = env!("CARGO_BIN_EXE_coop-migrate");
const RETURNS: &str = env!("CARGO_BIN_EXE_coop-returns");
const AUDIT: &str = env!("CARGO_BIN_EXE_coop-audit");

fn sample(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(path)
}

fn list() -> PathBuf {
    sample("legacy/ods/ods.ods")
}

/// An office folder of its own for each test.
struct Office(TempDir);

impl Office {
    fn new() -> Self {
        let office = Self(tempfile::tempdir().unwrap());
        let made = command(REGISTER)
            .args(["office", "init", "--state", "BR", "--code", "BR-PAT", "--name-hi", "पटना", "--name-en", "Patna"])
            .arg(office.path("."))
            .output()
            .unwrap();
        assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
        office
    }
    fn with_list() -> Self {
        let office = Self::new();
        assert_eq!(office.run(MIGRATE, ["import".as_ref(), list().as_os_str()]).status.code(), Some(0));
        office
    }
    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join("office").join(name)
    }
    fn start<S: AsRef<OsStr>>(&self, program: &str, arguments: impl IntoIterator<Item = S>) -> Command {
        let mut command = command(program);
        command.arg("--office").arg(self.path(".")).args(["--lang", "en"]).args(arguments);
        command
    }
    fn run<S: AsRef<OsStr>>(&self, program: &str, arguments: impl IntoIterator<Item = S>) -> Output {
        self.start(program, arguments).output().expect("the program is built with the tests")
    }
    /// Arguments in one line; none of them holds a space.
    fn says(&self, program: &str, line: &str) -> (i32, String, String) {
        let output = self.run(program, line.split_whitespace());
        (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
    }
    fn digest(&self) -> String {
        self.says(REGISTER, "db digest").1
    }
}

fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    command.env_remove("COOP_OFFICE").env("LANG", "C.UTF-8").env_remove("LC_ALL").stdin(Stdio::null());
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|fault| panic!("{fault}: {text}"))
}

#[test]
fn a_dry_run_changes_nothing_and_does_not_say_that_it_did() {
    let office = Office::with_list();
    let before = office.digest();
    let (code, said, _) = office.says(MIGRATE, "undo B0001 --reason wrong --dry-run");
    assert!(code == 0 && said.contains("would be struck out"), "{said}");
    let backup = office.path("backup/today.db");
    let (code, said, _) = office.says(REGISTER, &format!("db backup {} --dry-run", backup.display()));
    assert!(code == 0 && said.contains("would be written"), "{said}");
    assert!(!backup.exists());
    let (code, said, _) = office.says(REGISTER, "db check --rebuild --dry-run");
    assert!(code == 0 && said.contains("would be made anew"), "{said}");
    let made = office.path("made");
    let line = format!("report build society_register --format html --dry-run -o {}", made.display());
    let (code, said, _) = office.says(REGISTER, &line);
    assert!(code == 0 && said.contains("society_register"), "{said}");
    assert!(!made.exists());
    let bearers = sample("legacy/english-list/english-list.xlsx");
    let (_, said, _) = office.says(MIGRATE, &format!("import {} --dry-run", bearers.display()));
    assert!(said.contains("would enter register society") && !said.contains("imported"), "{said}");
    assert_eq!(office.digest(), before);
    assert!(
        !text(&office.run(MIGRATE, ["--lang", "hi", "undo", "B0001", "--reason", "x", "--dry-run"]).stdout)
            .contains("काटी गईं")
    );
}

#[test]
fn a_dry_run_refuses_an_older_register_instead_of_upgrading_it() {
    let office = Office::with_list();
    let register = office.path("register.db");
    let version = |set: Option<i64>| -> i64 {
        let connection = rusqlite::Connection::open(&register).unwrap();
        if let Some(version) = set {
            connection.pragma_update(None, "user_version", version).unwrap();
        }
        connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
    };
    let older = version(None) - 1;
    version(Some(older));
    for line in ["db check --rebuild --dry-run", "db backup new.db --dry-run"] {
        assert_eq!(office.says(REGISTER, line).0, 4, "{line}");
    }
    assert_eq!(office.says(MIGRATE, &format!("import {} --dry-run", list().display())).0, 4);
    assert_eq!(office.says(MIGRATE, "undo B0001 --reason x --dry-run").0, 4);
    assert_eq!(version(None), older);
}

#[test]
fn arguments_that_do_not_parse_are_told_in_the_form_asked_for() {
    for line in ["--nosuch --format json", "society nosuch --format=json", "society list --fy 2024 --format json"] {
        let output = command(REGISTER).args(line.split(' ')).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{line}");
        let object = json(&text(&output.stdout));
        assert_eq!((&object["schema"], &object["code"]), (&"coop/error/1".into(), &2.into()), "{line}");
        assert_eq!(object["error"]["code"], 2);
        assert!(output.stderr.is_empty(), "{line}");
    }
    for line in ["--help", "--version", "society --help --format json"] {
        let output = command(REGISTER).args(line.split(' ')).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{line}");
    }
    assert_eq!(command(REGISTER).arg("--nosuch").output().unwrap().status.code(), Some(2));
}

#[test]
fn a_command_without_rows_speaks_csv_and_json_lines_too() {
    let office = Office::with_list();
    for (program, line, key) in [
        (REGISTER, "db digest", "digest"),
        (REGISTER, "db check", "verified.chains.1.days"),
        (REGISTER, "ledger verify", "chains.1.head"),
        (REGISTER, "config path", "path"),
        (MIGRATE, "reconcile", "batches.1.batch"),
        (RETURNS, "rules show APP-001", "code"),
    ] {
        let (code, csv, _) = office.says(program, &format!("{line} --format csv"));
        assert_eq!(code, 0, "{line}");
        assert!(csv.starts_with("key,value\n") && csv.contains(&format!("\n{key},")), "{line}: {csv}");
        let (_, lines, _) = office.says(program, &format!("{line} --format jsonl"));
        assert!(!lines.is_empty() && lines.lines().all(|line| json(line).is_object()), "{line}: {lines}");
    }
}

#[test]
fn forms_of_reports_several_formats_and_a_folder_for_a_file_are_refused_with_two() {
    let office = Office::new();
    for line in ["society list --format xlsx", "society list --format csv,json", "society list -o ."] {
        let (code, said, error) = office.says(REGISTER, line);
        assert_eq!((code, said.as_str()), (2, ""), "{line}: {error}");
        assert!(error.contains("report build") || error.contains("folder"), "{error}");
    }
    assert_eq!(office.says(RETURNS, "return template --kind pacs --fy 2024-25 -o .").0, 2);
}

#[test]
fn an_office_that_is_named_wrongly_or_whose_settings_are_broken_is_never_passed_over() {
    let office = Office::new();
    let form = sample("returns/pacs-right-2024-25.xlsx");
    let check = |office: &str| {
        command(RETURNS).args(["return", "check", "--office", office]).arg(&form).output().unwrap().status.code()
    };
    assert_eq!(check("/nowhere/at/all"), Some(5));
    let settings = office.path("coop.toml");
    let right = fs::read_to_string(&settings).unwrap();
    for wrong in
        ["[office]\ncode = 5\n".to_owned(), format!("{right}language = \"xx\"\n"), right.replace("\"BR\"", "\"XX\"")]
    {
        fs::write(&settings, wrong).unwrap();
        assert_eq!(check(&office.path(".").display().to_string()), Some(4));
        assert_eq!(office.says(MIGRATE, &format!("inspect {}", list().display())).0, 4);
    }
    fs::write(&settings, format!("{right}\n[params]\nreserve_min_pc = 25\n")).unwrap();
    let (code, _, error) = office.says(RETURNS, "rules list");
    assert!(code == 4 && error.contains("params.reserve_min_pct"), "{error}");
}

#[test]
fn without_any_office_a_return_is_still_checked() {
    let alone = tempfile::tempdir().unwrap();
    let mut check = command(RETURNS);
    check.current_dir(alone.path()).args(["return", "check"]).arg(sample("returns/pacs-right-2024-25.xlsx"));
    assert_eq!(check.output().unwrap().status.code(), Some(0));
}

#[test]
fn a_file_name_that_is_not_unicode_is_imported_like_any_other() {
    let office = Office::new();
    let name = OsString::from_vec(b"list-\xff.ods".to_vec());
    let odd = office.0.path().join(name);
    fs::copy(list(), &odd).unwrap();
    let output = office.run(MIGRATE, ["import".as_ref(), odd.as_os_str(), "--format".as_ref(), "json".as_ref()]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(json(&text(&output.stdout))["data"]["imported"], 264);
    let form = office.0.path().join(OsString::from_vec(b"form-\xff.xlsx".to_vec()));
    let line =
        ["return", "template", "--kind", "pacs", "--fy", "2024-25", "--format", "json", "-o"].map(OsString::from);
    let output = office.run(RETURNS, line.iter().map(OsString::as_os_str).chain([form.as_os_str()]));
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(form.is_file());
}

#[test]
fn of_several_reports_none_is_made_when_one_of_them_lacks_its_year() {
    let office = Office::with_list();
    let folder = office.path("made");
    let line = format!("report build society_register defaulters --format csv -o {}", folder.display());
    assert_eq!(office.says(REGISTER, &line).0, 2);
    let line =
        format!("report build society_register allotment_order --fy 2024-25 --format csv -o {}", folder.display());
    assert_eq!(office.says(REGISTER, &line).0, 5);
    assert!(!folder.exists());
}

#[test]
fn the_run_row_says_how_the_command_ended_even_when_its_output_could_not_be_written() {
    let office = Office::new();
    let line = format!("import {} --format json -o /nowhere/at/all/x.json", list().display());
    assert_eq!(office.says(MIGRATE, &line).0, 3);
    let runs = json(&office.says(REGISTER, "run list --format json").1);
    assert_eq!(runs["data"]["rows"][0]["exit_code"], 3);
}

#[test]
fn a_full_disk_does_not_cost_last_nights_list() {
    let office = Office::with_list();
    let list = office.path("reports/list.csv");
    fs::write(&list, "last night").unwrap();
    let (code, _, _) = office.says(REGISTER, &format!("society list --format csv -o {}", list.display()));
    assert_eq!(code, 0);
    assert!(fs::read_to_string(&list).unwrap().starts_with("society,"));
    fs::write(&list, "last night").unwrap();
    let folder = list.parent().unwrap();
    let readable = fs::metadata(folder).unwrap().permissions();
    let mut shut = readable.clone();
    std::os::unix::fs::PermissionsExt::set_mode(&mut shut, 0o555);
    fs::set_permissions(folder, shut).unwrap();
    let (code, _, _) = office.says(REGISTER, &format!("society list --format csv -o {}", list.display()));
    fs::set_permissions(folder, readable).unwrap();
    let held = fs::read_to_string(&list).unwrap();
    // Root may write anywhere; then the new list is whole.
    assert!(if code == 0 { held.starts_with("society,") } else { code == 3 && held == "last night" }, "{code} {held}");
}

#[test]
fn two_imports_of_one_file_started_together_enter_it_once() {
    let office = Office::new();
    let file = sample("legacy/english-list/english-list.xlsx");
    let start = || {
        let mut command = office.start(MIGRATE, ["import", "--format", "json"]);
        command.arg(&file).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
    };
    let both = [start(), start()];
    let data: Vec<_> =
        both.into_iter().map(|one| json(&text(&one.wait_with_output().unwrap().stdout))["data"].clone()).collect();
    let imported: Vec<i64> = data.iter().filter_map(|data| data["imported"].as_i64()).collect();
    assert_eq!(imported.iter().sum::<i64>(), 359, "{data:?}");
    let acts = json(&office.says(REGISTER, "ledger show --format json").1);
    assert_eq!(acts["data"]["count"], 1);
}

#[test]
fn blank_words_are_no_reason_and_no_command_writes_as_known_on_a_day() {
    let office = Office::with_list();
    for blank in ["--reason=", "--order=", "--reason= "] {
        let output = office.run(MIGRATE, ["undo", "B0001", blank]);
        assert_eq!(output.status.code(), Some(6), "{blank}");
    }
    let again = format!("import {}", list().display());
    let office_dir = office.path("new");
    let init = format!("office init {} --state BR --code X --name-hi अ --name-en A", office_dir.display());
    for (program, line) in [
        (MIGRATE, again.as_str()),
        (MIGRATE, "undo B0001 --reason x"),
        (REGISTER, "db check --rebuild"),
        (REGISTER, "db backup x.db"),
        (REGISTER, &init),
        (AUDIT, "allotment order --order 1"),
    ] {
        assert_eq!(office.says(program, &format!("{line} --known-on 2026-01-01")).0, 2, "{line}");
    }
    assert!(!office_dir.exists());
}

#[test]
fn an_interrupted_command_says_so_by_its_code_and_in_the_run_ledger() {
    for (signal, code) in [("-INT", 130), ("-TERM", 143)] {
        let office = Office::new();
        // Nobody reads the pipe: the command waits there, its work done and its row still open.
        let pipe = office.path("pipe");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        // A job of a script in the background ignores the interrupt key, and so would the command: here it is to hear it.
        let mut import = command("env");
        import.args(["--default-signal=INT,TERM", MIGRATE, "--office"]).arg(office.path("."));
        import.args(["import", "--format", "json", "-o"]).arg(&pipe).arg(list()).stderr(Stdio::null());
        let mut import = import.spawn().unwrap();
        let acts = || json(&office.says(REGISTER, "ledger show --format json").1)["data"]["count"].clone();
        for _ in 0..600 {
            if acts() == 1 {
                break;
            }
            thread::sleep(Duration::from_millis(100));
        }
        thread::sleep(Duration::from_millis(500));
        assert!(Command::new("kill").args([signal, &import.id().to_string()]).status().unwrap().success());
        assert_eq!(import.wait().unwrap().code(), Some(code));
        let runs = json(&office.says(REGISTER, "run list --format json").1);
        assert_eq!(runs["data"]["rows"][0]["exit_code"], code);
        assert!(!office.path("register.db.writer").exists());
        let listed = office.says(REGISTER, &format!("codes {code}"));
        assert_eq!(listed.0, 0);
    }
}

#[test]
fn a_note_of_a_writer_who_is_gone_is_told_by_doctor_and_blocks_nobody() {
    let office = Office::new();
    let note = office.path("register.db.writer");
    fs::write(&note, "coop-migrate import, officer x, process 999999999, since yesterday").unwrap();
    let (code, said, _) = office.says(REGISTER, "doctor --format json");
    let found = json(&said)["findings"].clone();
    assert!(code == 1 && found.as_array().unwrap().iter().any(|finding| finding["code"] == "DOC-109"), "{said}");
    assert_eq!(office.says(MIGRATE, &format!("import {}", list().display())).0, 0);
    assert!(!note.exists());
}

#[test]
fn doctor_sees_a_broken_register_and_works_without_an_office() {
    let office = Office::with_list();
    let (_, said, _) = office.says(REGISTER, "doctor --format csv");
    for check in ["share,well", "disk,", "clock,well", "locale,well", "register,well", "writer,well", "key,well"] {
        assert!(said.contains(&format!("\n{check}")), "{check}: {said}");
    }
    fs::write(office.path("register.db"), "no database").unwrap();
    let (code, said, _) = office.says(REGISTER, "doctor --format csv");
    assert!(code == 1 && said.contains("\nregister,error"), "{said}");
    let alone = tempfile::tempdir().unwrap();
    let output = command(AUDIT).current_dir(alone.path()).args(["doctor", "--format", "json"]).output().unwrap();
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", text(&output.stderr));
}

#[test]
fn completions_and_manual_pages_name_the_program() {
    let alone = tempfile::tempdir().unwrap();
    for (program, name) in
        [(REGISTER, "coop-register"), (MIGRATE, "coop-migrate"), (RETURNS, "coop-returns"), (AUDIT, "coop-audit")]
    {
        let script = command(program).args(["completions", "bash"]).output().unwrap();
        assert!(text(&script.stdout).contains(&format!(" -o default {name}\n")), "{name}");
        let made = command(program).args(["man", "--dir"]).arg(alone.path()).output().unwrap();
        assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
        let page = fs::read_to_string(alone.path().join(format!("{name}.1"))).unwrap();
        assert!(page.contains("doctor"), "{name}");
        assert!(alone.path().join(format!("{name}-doctor.1")).is_file());
    }
}

#[test]
fn colour_is_for_the_word_alone_and_only_when_asked_or_seen() {
    let office = Office::new();
    let (_, _, plain) = office.says(REGISTER, "society show nosuch");
    assert!(plain.starts_with("error: "), "{plain}");
    let (_, _, painted) = office.says(REGISTER, "society show nosuch --color always --no-input");
    assert!(painted.starts_with("\u{1b}[31merror\u{1b}[0m: "), "{painted}");
}
