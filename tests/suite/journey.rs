//! All samples come into one office, in the order and with the flags of `jobs/demo.sh`. Done once for all tests that read it.

use super::office::{Office, files_below, repository};
use serde_json::Value;
use std::{fs, path::Path, sync::OnceLock};

/// One file on its way into the register.
pub struct Step {
    /// Path below `samples/`.
    pub file: String,
    program: &'static str,
    before_file: &'static [&'static str],
    after_file: &'static [&'static str],
    /// What `import --format json` printed.
    pub said: Value,
    /// Digest of the register before and after.
    pub digests: (String, String),
}

impl Step {
    fn new(file: &str, after_file: &'static [&'static str]) -> Self {
        Self {
            file: file.to_owned(),
            program: "coop-migrate",
            before_file: &["import"],
            after_file,
            said: Value::Null,
            digests: Default::default(),
        }
    }
    pub fn batch(&self) -> &str {
        self.said["data"]["batch"].as_str().unwrap_or_else(|| panic!("{}: no batch: {}", self.file, self.said))
    }
    /// Imports the file; the whole JSON object.
    pub fn import(&self, office: &Office) -> Value {
        let path = repository("samples").join(&self.file);
        let path = [path.to_str().expect("a path in UTF-8")];
        office.json(self.program, &[self.before_file, &path, self.after_file].concat())
    }
}

/// The office after the journey. Tests that change it take a copy.
pub struct Journey {
    pub office: Office,
    pub steps: Vec<Step>,
}

impl Journey {
    pub fn step(&self, name: &str) -> &Step {
        self.steps.iter().find(|step| step.file.ends_with(name)).unwrap_or_else(|| panic!("no step {name}"))
    }
}

/// The journey, made by whoever asks first.
pub fn journey() -> &'static Journey {
    static JOURNEY: OnceLock<Journey> = OnceLock::new();
    JOURNEY.get_or_init(|| {
        let office = Office::new();
        let mut steps = steps();
        let mut before = office.digest();
        for step in &mut steps {
            step.said = step.import(&office);
            let after = office.digest();
            step.digests = (std::mem::replace(&mut before, after.clone()), after);
        }
        Journey { office, steps }
    })
}

fn steps() -> Vec<Step> {
    let legacy: Vec<String> = files_below(&repository("samples/legacy"))
        .iter()
        .map(|path| path.strip_prefix(repository("samples")).expect("below samples").to_string_lossy().into_owned())
        .collect();
    let ending = |ending: &'static str| {
        let fits = move |file: &&String| Path::new(file).extension().is_some_and(|found| found == ending);
        legacy.iter().filter(fits)
    };
    // Registers that speak of societies come after these.
    let of_societies = |file: &String| {
        let expected = repository("samples").join(file).with_file_name("expected.toml");
        fs::read_to_string(expected).expect("expected.toml").contains("register = \"society\"")
    };
    let (societies, others): (Vec<&String>, Vec<&String>) =
        ["xlsx", "xls", "ods", "csv"].into_iter().flat_map(ending).partition(|file| of_societies(file));
    let mut steps: Vec<Step> = societies.into_iter().map(|file| Step::new(file, &[])).collect();
    // Whoever is spoken of comes before the files that speak of him.
    steps.extend([
        Step::new("real/multistate_societies_crcs.csv", &["--register", "society", "--set", "act=mscs_2002"]),
        Step::new("real/census2011_village_directory_goa.xls", &["--register", "place"]),
    ]);
    steps.extend(others.into_iter().map(|file| Step::new(file, &[])));
    steps.extend([
        Step::new("returns/returns-2023-24.csv", &["--register", "annual_return"]),
        Step::new("returns/returns-2024-25.csv", &["--register", "annual_return"]),
        Step { program: "coop-audit", before_file: &["auditor", "import"], ..Step::new("panel/auditors.xlsx", &[]) },
    ]);
    steps
}

/// A small office with three rows in its day book: a file imported, struck out and imported again.
pub fn small() -> &'static Office {
    static SMALL: OnceLock<Office> = OnceLock::new();
    SMALL.get_or_init(|| {
        let office = Office::new();
        let step = Step::new("legacy/notes-and-blanks/notes-and-blanks.xlsx", &[]);
        assert_eq!(step.import(&office)["code"], 1, "one of its rows is rejected");
        assert_eq!(
            office.run("coop-migrate", &["undo", "B0001", "--order", "7/2025", "--reason", "taken back"]).code,
            0
        );
        assert_eq!(step.import(&office)["code"], 1);
        office
    })
}
