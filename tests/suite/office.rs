//! An office folder of a test, and the programs that work in it.

use coop_registry::{
    catalogue::{Files, load_tables},
    model::{Date, Moment, Tables},
    register::{Mode, Register},
};
use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;

/// The day that counts as today in every test but those that say another.
pub const TODAY: Date = Date::constant(2025, 12, 31);

/// How a program ended and what it said.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    fn new(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the programs speak UTF-8");
        Self {
            code: output.status.code().expect("the program ends by itself"),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }
    /// The one JSON object of `--format json`.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|fault| panic!("{fault}: {}{}", self.stdout, self.stderr))
    }
    /// Rows of `--format csv`, each value under its heading.
    pub fn csv(&self) -> Vec<std::collections::BTreeMap<String, String>> {
        csv::Reader::from_reader(self.stdout.as_bytes()).deserialize().map(|row| row.expect("a row of CSV")).collect()
    }
}

/// A program built with the tests.
pub fn program(name: &str) -> &'static Path {
    Path::new(match name {
        "coop-audit" => env!("CARGO_BIN_EXE_coop-audit"),
        "coop-migrate" => env!("CARGO_BIN_EXE_coop-migrate"),
        "coop-register" => env!("CARGO_BIN_EXE_coop-register"),
        "coop-returns" => env!("CARGO_BIN_EXE_coop-returns"),
        other => panic!("no program {other}"),
    })
}

/// Starts a program away from any office of whoever runs the tests, with `stdin` to read.
pub fn run(name: &str, arguments: &[&str], stdin: &[u8]) -> Ran {
    let mut child = Command::new(program(name))
        .args(["--lang", "en", "--progress", "never"])
        .args(arguments)
        .env_remove("COOP_OFFICE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program is built with the tests");
    // A program that does not read closes the pipe.
    let _ = child.stdin.take().map(|mut pipe| pipe.write_all(stdin));
    Ran::new(child.wait_with_output().expect("the program ends"))
}

/// A path of the repository, wherever the tests were started.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// An office folder that lasts as long as its test.
pub struct Office {
    folder: TempDir,
}

impl Office {
    /// A new office without any entry.
    pub fn new() -> Self {
        let office = Self { folder: tempfile::tempdir().expect("a folder for temporary files") };
        let folder = office.folder().to_str().expect("a path in UTF-8").to_owned();
        let names = ["--name-hi", "निबंधक, सहयोग समितियाँ, बिहार", "--name-en", "Registrar, Bihar"];
        let wanted = ["office", "init", &folder, "--state", "BR", "--code", "BR-HQ"];
        let made = run("coop-register", &[&wanted[..], &names].concat(), b"");
        assert_eq!(made.code, 0, "{}", made.stderr);
        office
    }
    /// The same office once more, for a test that changes it.
    pub fn copy(&self) -> Self {
        let copy = Self { folder: tempfile::tempdir().expect("a folder for temporary files") };
        for path in files_below(&self.folder()) {
            let to = copy.folder().join(path.strip_prefix(self.folder()).expect("below the office"));
            fs::create_dir_all(to.parent().expect("a folder")).expect("a folder is made");
            // SQLite makes its shared memory anew; a copy of it may be older than the register.
            if !path.to_string_lossy().ends_with("-shm") {
                fs::copy(&path, &to).expect("a file is copied");
            }
        }
        for empty in ["sources", "staged", "rejects", "reports", "inbox", "documents"] {
            fs::create_dir_all(copy.folder().join(empty)).expect("a folder is made");
        }
        copy
    }
    pub fn folder(&self) -> PathBuf {
        self.folder.path().join("office")
    }
    /// Runs a program for this office as on [`TODAY`].
    pub fn run(&self, program: &str, arguments: &[&str]) -> Ran {
        let (folder, today) = (self.folder(), TODAY.to_string());
        let office = ["--as-of", &today, "--office", folder.to_str().expect("a path in UTF-8")];
        run(program, &[&office[..], arguments].concat(), b"")
    }
    /// The same with `--format json`: the whole object.
    pub fn json(&self, program: &str, arguments: &[&str]) -> serde_json::Value {
        self.run(program, &[arguments, &["--format", "json"]].concat()).json()
    }
    /// The number that tells two registers apart.
    pub fn digest(&self) -> String {
        let found = self.json("coop-register", &["db", "digest"]);
        found["data"]["digest"].as_str().expect("a digest").to_owned()
    }
    /// Acts, entries and head of the day book; the chain holds.
    pub fn chain(&self) -> serde_json::Value {
        let found = self.json("coop-register", &["ledger", "verify"]);
        assert_eq!(found["code"], 0, "{found}");
        found["data"]["chains"].clone()
    }
    /// The register as the programs' own library reads it.
    pub fn register(&self) -> Register {
        Register::open(&self.folder().join("register.db"), tables(), Mode::Read).expect("the register opens")
    }
    /// The register's file as any database program sees it.
    pub fn database(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.folder().join("register.db")).expect("a database")
    }
    /// Every file below a folder of the office with its bytes, but what SQLite keeps beside a database.
    pub fn contents(&self, below: &str) -> Vec<(PathBuf, Vec<u8>)> {
        let passing = |path: &Path| ["-shm", "-wal"].iter().any(|end| path.to_string_lossy().ends_with(end));
        let files = files_below(&self.folder().join(below)).into_iter().filter(|path| !passing(path));
        files.map(|path| (path.clone(), fs::read(path).expect("a file of the office"))).collect()
    }
}

/// Definitions of the registers as shipped.
pub fn tables() -> Tables {
    load_tables(&Files::embedded()).expect("the shipped catalogue reads")
}

/// All that is recorded, as in force on [`TODAY`].
pub fn today() -> Moment {
    Moment { as_of: TODAY, known_on: None }
}

/// Files below a folder in order of name.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap_or_else(|cause| panic!("{}: {cause}", folder.display()))
        .map(|entry| entry.expect("an entry of a folder").path())
        .flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] })
        .collect();
    found.sort();
    found
}
