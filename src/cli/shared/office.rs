//! `office init|show`: an office folder is made, or shown.

use crate::{
    cli::{CommandError, Console, Exit, FOLDERS, Listing, Office, Verdict, settings::states, write_output},
    model::{Value, hex},
};
use std::{fs, io::Write as _, os::unix::fs::OpenOptionsExt as _, path::PathBuf};

/// The office folder
#[derive(clap::Subcommand)]
pub enum OfficeNoun {
    /// Make an office folder
    Init(Init),
    /// Show the office and its folder
    Show,
}

/// Arguments of `office init`.
#[derive(clap::Args)]
pub struct Init {
    /// Folder to make
    dir: PathBuf,
    /// State: BR, MP, UK …
    #[arg(long)]
    state: String,
    /// Code of the office, first part of every identity, as BR-PAT
    #[arg(long)]
    code: String,
    /// Name of the office in Hindi
    #[arg(long)]
    name_hi: String,
    /// Name of the office in English
    #[arg(long)]
    name_en: String,
}

impl OfficeNoun {
    /// Makes or shows it.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            OfficeNoun::Init(init) => init.run(office, console),
            OfficeNoun::Show => {
                let folder = office.folder()?;
                let settings = office.settings()?;
                let mut listing = Listing::new([("key", "Key", "कुंजी"), ("value", "Value", "मान")]);
                for key in ["office.code", "office.state", "office.name_hi", "office.name_en", "office.language"] {
                    listing.push([Value::text(key), Value::text(settings.get(key))]);
                }
                listing.push([Value::text("folder"), Value::text(folder.display().to_string())]);
                console.listing("office", &listing);
                Ok(Exit::Done)
            }
        }
    }
}

impl Init {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        office.writes()?;
        self.check(office)?;
        let settings = self.dir.join("coop.toml");
        let folder = self.dir.display().to_string();
        if settings.exists() {
            return Err(CommandError::new(Exit::Refused, "error.office.is_one").with("folder", self.dir.display()));
        }
        if office.globals().dry_run {
            let words = console.pick("the office folder would be made", "कार्यालय फ़ोल्डर बनाया जाएगा; अभी नहीं बना");
            console.say(format!("{}: {words}", self.dir.display()));
            console.data("office-init", serde_json::json!({ "office": self.code, "folder": folder, "dry_run": true }));
            return Ok(Exit::Done);
        }
        for folder in FOLDERS {
            let path = self.dir.join(folder);
            fs::create_dir_all(&path).map_err(|cause| CommandError::io(&path, &cause))?;
        }
        write_secret(&self.dir)?;
        office.make_register(&self.dir, &self.code)?;
        // coop.toml comes last: a folder without it is no office, so a half-made one can simply be made again.
        let text = self.settings_text();
        write_output(&settings, text.as_bytes()).map_err(|cause| CommandError::io(&settings, &cause))?;
        console.data("office-init", serde_json::json!({ "office": self.code, "folder": folder }));
        console.say(match console.language() {
            crate::model::Language::En => {
                format!("{}: office folder made for {} ({})", self.dir.display(), self.name_en, self.code)
            }
            crate::model::Language::Hi => {
                format!("{}: {} ({}) का कार्यालय फ़ोल्डर बना", self.dir.display(), self.name_hi, self.code)
            }
        });
        Ok(Exit::Done)
    }
    fn check(&self, office: &Office) -> Result<(), CommandError> {
        let letters = |text: &str| {
            !text.is_empty() && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-')
        };
        if !letters(&self.code) {
            return Err(CommandError::new(Exit::Arguments, "error.office.code").with("found", &self.code));
        }
        let states = states(office.files())?;
        if !states.contains(&self.state) {
            return Err(CommandError::new(Exit::Arguments, "error.office.state")
                .with("found", &self.state)
                .with("known", states.join(", ")));
        }
        for (flag, name) in [("--name-hi", &self.name_hi), ("--name-en", &self.name_en)] {
            if name.trim().is_empty() {
                return Err(CommandError::new(Exit::Arguments, "error.office.name").with("flag", flag));
            }
        }
        Ok(())
    }
    fn settings_text(&self) -> String {
        let mut office = toml::Table::new();
        for (key, value) in
            [("code", &self.code), ("state", &self.state), ("name_hi", &self.name_hi), ("name_en", &self.name_en)]
        {
            office.insert(key.into(), value.clone().into());
        }
        let mut table = toml::Table::new();
        table.insert("office".into(), office.into());
        format!("# Settings of the office. `config show` lists every key there is.\n{table}")
    }
}

/// The key of the hash that lets identity numbers be matched without being stored.
fn write_secret(folder: &std::path::Path) -> Result<(), CommandError> {
    let path = folder.join("secret.key");
    if path.exists() {
        return Ok(());
    }
    let mut random = [0_u8; 32];
    let read = fs::File::open("/dev/urandom").and_then(|mut file| std::io::Read::read_exact(&mut file, &mut random));
    read.map_err(|cause| CommandError::io(std::path::Path::new("/dev/urandom"), &cause))?;
    let text = hex(&random);
    fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|cause| CommandError::io(&path, &cause))
}
