//! The office folder: where it is, its settings, its times, who acts.

use super::{CommandError, Exit, Globals, Part, Settings, date_written, run_row::RunRow, watch::Allowance};
use crate::{
    catalogue::{Files, load_tables},
    model::{Act, CooperativeYear, Date, Instant, Label, Language, Moment, Plan, Tables, TimeOfOffice},
    register::{Applied, Mode, ReadRegister, Register, RegisterError, RunLedger},
    source::Limits,
};
use std::{
    env,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

/// Folders an office folder holds besides `coop.toml`, `register.db` and `runs.db`.
pub const FOLDERS: [&str; 10] =
    ["sources", "staged", "entry", "documents", "inbox", "rejects", "reports", "public", "outbox", "backup"];

/// The office a command works for. Commands that need no register (decode, codes) work without a folder.
pub struct Office {
    folder: Option<PathBuf>,
    settings: Result<Settings, CommandError>,
    files: Files,
    tables: Tables,
    globals: Globals,
    time: TimeOfOffice,
    run_row: RunRow,
}

impl Office {
    pub(super) fn find(globals: &Globals, time: TimeOfOffice) -> Result<Self, CommandError> {
        let mut globals = globals.clone();
        // Blank is as good as missing: an act rests on words, not on a flag.
        for text in [&mut globals.order, &mut globals.reason] {
            *text = text.take().filter(|text| !text.trim().is_empty());
        }
        let files = globals.catalogue.clone().map_or_else(Files::embedded, Files::folder);
        let tables = load_tables(&files)?;
        let folder = office_folder(globals.office.as_deref());
        let settings = match &folder {
            Some(folder) if folder.join("coop.toml").is_file() => {
                Settings::read(&folder.join("coop.toml")).and_then(|settings| settings.of_known_state(&files))
            }
            Some(folder) => Err(CommandError::not_found("error.office.not_one").with("folder", folder.display())),
            None => Err(no_office()),
        };
        Ok(Self { folder, settings, files, tables, globals, time, run_row: RunRow::default() })
    }
    /// The office folder; exit 5 where there is none.
    pub fn folder(&self) -> Result<&Path, CommandError> {
        self.settings()?;
        self.folder.as_deref().ok_or_else(no_office)
    }
    /// The folder named by `--office` or COOP_OFFICE or found, whether or not it is an office yet.
    pub fn named_folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }
    /// The settings; exit 5 without an office folder, exit 4 when `coop.toml` is wrong.
    pub fn settings(&self) -> Result<&Settings, CommandError> {
        self.settings.as_ref().map_err(Clone::clone)
    }
    /// Its name in both languages.
    pub fn name(&self) -> Result<Label, CommandError> {
        let settings = self.settings()?;
        Ok(Label { en: settings.get("office.name_en").to_owned(), hi: settings.get("office.name_hi").to_owned() })
    }
    /// The settings, or nothing where no office was named and none is found: for commands that also work without one.
    /// An office that was named, or whose `coop.toml` is wrong, is an error here as everywhere.
    pub fn settings_if_any(&self) -> Result<Option<&Settings>, CommandError> {
        if self.folder.is_none() { Ok(None) } else { self.settings().map(Some) }
    }
    /// The catalogue's files.
    pub fn files(&self) -> &Files {
        &self.files
    }
    /// The registers' definitions.
    pub fn tables(&self) -> &Tables {
        &self.tables
    }
    /// The flags of every command.
    pub fn globals(&self) -> &Globals {
        &self.globals
    }
    /// The instant of writing and the day that counts as today.
    pub fn time(&self) -> TimeOfOffice {
        self.time
    }
    /// The instant of writing, asked anew: a command may have read for minutes, and another may have written since.
    pub fn instant(&self) -> Instant {
        Instant::new(jiff::Timestamp::now()).max(self.time.now)
    }
    /// What a reading command asks of the register.
    pub fn moment(&self) -> Result<Moment, CommandError> {
        let known_on = match self.globals.known_on {
            None => None,
            Some(day) => Some(
                Instant::end_of_day(day)
                    .ok_or_else(|| CommandError::new(Exit::Arguments, "error.known_on.range").with("day", day))?,
            ),
        };
        Ok(Moment { as_of: self.time.as_of, known_on })
    }
    /// `--fy`; exit 2 where a command needs it and it is not given.
    pub fn year(&self) -> Result<CooperativeYear, CommandError> {
        self.globals.fy.ok_or_else(|| CommandError::new(Exit::Arguments, "error.year_missing"))
    }
    /// Head of a day-book row for a command that rests on its source file (import, place import, office init).
    pub fn act(&self, command: &str) -> Result<Act, CommandError> {
        self.writes()?;
        if self.settings.is_ok() {
            self.begin_run(command)?;
        }
        Ok(self.who(command))
    }
    /// Refuses `--known-on` in a command that writes: what is written is known from now on.
    pub fn writes(&self) -> Result<(), CommandError> {
        match self.globals.known_on {
            None => Ok(()),
            Some(_) => Err(CommandError::new(Exit::Arguments, "error.known_on.writes")),
        }
    }
    pub(super) fn who(&self, command: &str) -> Act {
        Act {
            command: command.to_owned(),
            officer: self.globals.officer.clone().unwrap_or_else(login),
            uid: uid(),
            order_no: self.globals.order.clone(),
            reason: self.globals.reason.clone(),
        }
    }
    pub(super) fn run_row(&self) -> &RunRow {
        &self.run_row
    }
    /// The same for a command that needs `--order` or `--reason`; exit 6 without.
    pub fn ordered_act(&self, command: &str) -> Result<Act, CommandError> {
        if self.globals.order.is_none() && self.globals.reason.is_none() {
            return Err(CommandError::order_missing());
        }
        self.act(command)
    }
    /// The day something was done, today where none is said; exit 2 for one that has not come.
    pub fn day_come(&self, said: Option<Date>) -> Result<Date, CommandError> {
        let today = self.time().as_of;
        match said {
            Some(on) if on > today => Err(CommandError::new(Exit::Arguments, "error.ahead")
                .with("on", date_written(on))
                .with("today", date_written(today))),
            said => Ok(said.unwrap_or(today)),
        }
    }
    /// Language: `--lang`, else the office's setting, else a `hi*` locale, else English.
    pub fn language(&self) -> Language {
        if let Some(language) = self.globals.lang {
            return language;
        }
        if let Ok(settings) = &self.settings {
            return settings.language();
        }
        language_of_locale()
    }
}

/// The language where neither the command nor an office names one.
pub(super) fn language_of_locale() -> Language {
    let locale =
        ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| env::var(name).ok().filter(|v| !v.is_empty()));
    if locale.is_some_and(|locale| locale.starts_with("hi")) { Language::Hi } else { Language::En }
}

fn office_folder(named: Option<&Path>) -> Option<PathBuf> {
    if let Some(folder) = named {
        return Some(folder.to_owned());
    }
    if let Some(folder) = env::var_os("COOP_OFFICE").filter(|value| !value.is_empty()) {
        return Some(folder.into());
    }
    let here = env::current_dir().ok()?;
    here.ancestors().find(|folder| folder.join("coop.toml").is_file()).map(Path::to_owned)
}

fn no_office() -> CommandError {
    CommandError::not_found("error.office.none")
}

/// A register and the settings of one folder speak of one office: the code is the first part of every identity.
fn belongs(register: &Path, office: &str, code: &str) -> Result<(), CommandError> {
    if office == code {
        return Ok(());
    }
    Err(CommandError::new(Exit::Configuration, "error.office.other_register")
        .with("path", register.display())
        .with("office", office)
        .with("code", code))
}

fn login() -> String {
    ["USER", "LOGNAME"]
        .iter()
        .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()))
        .unwrap_or_else(|| format!("uid-{}", uid()))
}

/// The process's user id, from the kernel's own view of the process.
fn uid() -> u32 {
    std::fs::metadata("/proc/self").map(|found| found.uid()).unwrap_or(u32::MAX)
}

impl Office {
    /// Makes the empty `register.db` and `runs.db` of a new office.
    pub(super) fn make_register(&self, folder: &Path, code: &str) -> Result<(), CommandError> {
        let path = folder.join("register.db");
        if path.exists() {
            let register = Register::open(&path, self.tables.clone(), Mode::Read)?;
            belongs(&path, register.office(), code)?;
        } else {
            Register::create(&path, self.tables.clone(), code)?;
        }
        RunLedger::open(&folder.join("runs.db"))?;
        Ok(())
    }
    /// The register, for reading.
    pub fn read_register(&self) -> Result<Register, CommandError> {
        self.open_register(Mode::Read)
    }
    /// The register a plan is made from: for writing, with `--dry-run` for reading only.
    pub fn register_to_change(&self) -> Result<Register, CommandError> {
        if self.globals.dry_run { self.read_register() } else { self.write_register() }
    }
    /// The register, for writing.
    pub fn write_register(&self) -> Result<Register, CommandError> {
        if self.globals.dry_run {
            // A rehearsal writes and takes it back; an older file is refused here, because opening it would upgrade it.
            self.read_register()?;
        }
        self.open_register(Mode::Write)
    }
    fn open_register(&self, mode: Mode) -> Result<Register, CommandError> {
        let path = self.folder()?.join("register.db");
        let register = Register::open(&path, self.tables.clone(), mode)?;
        belongs(&path, register.office(), self.settings()?.get("office.code"))?;
        Ok(register)
    }
    /// The register, for reading what only its newest form has; nothing where it was not upgraded yet.
    pub fn register_if_current(&self) -> Result<Option<Register>, CommandError> {
        match Register::open(&self.folder()?.join("register.db"), self.tables.clone(), Mode::Read) {
            Ok(register) => Ok(Some(register)),
            Err(RegisterError::OlderFile { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
    /// Carries a plan out; with `--dry-run` all of it is done and taken back.
    pub fn carry_out(
        &self,
        register: &mut Register,
        plan: &Plan,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Applied, CommandError> {
        let time = self.instant();
        let done = if self.globals.dry_run {
            register.rehearse(plan, time, progress)
        } else {
            register.apply(plan, time, progress)
        };
        Ok(done?)
    }
    /// The run ledger.
    pub fn runs(&self) -> Result<RunLedger, CommandError> {
        Ok(RunLedger::open(&self.folder()?.join("runs.db"))?)
    }
    /// Limits on files that are read; the built-in ones outside an office.
    pub fn limits(&self) -> Result<Limits, CommandError> {
        let mut limits = Limits::default();
        if let Some(settings) = self.settings_if_any()? {
            limits.unpacked_bytes = settings.number("import.max_unpacked_mb") << 20;
            limits.cells = settings.number("import.max_cells");
            limits.sheets = settings.number("import.max_sheets");
        }
        Ok(limits)
    }
    /// What reading a file may take; the built-in figures outside an office.
    pub(super) fn allowance(&self) -> Result<Allowance, CommandError> {
        let settings = self.settings_if_any()?;
        let number = |key| settings.map_or_else(|| Settings::default().number(key), |settings| settings.number(key));
        Ok(Allowance { seconds: number("import.max_seconds"), megabytes: number("import.max_memory_mb") })
    }
    /// Key of the hash of identity numbers.
    pub fn secret(&self) -> Result<Vec<u8>, CommandError> {
        let path = self.folder()?.join("secret.key");
        std::fs::read(&path).map_err(|cause| {
            CommandError::new(Exit::Configuration, "error.office.secret")
                .with("path", path.display())
                .part("cause", Part::Phrase(cause.to_string()))
        })
    }
    /// Where the original of an imported file lies, by its SHA-256.
    pub fn source_path(&self, sha256: &str) -> Result<PathBuf, CommandError> {
        Ok(self.folder()?.join("sources").join(sha256))
    }
}
