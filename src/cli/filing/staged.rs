//! Files set aside for the register: read, judged and stored, nothing entered. `staged/B0002.json` keeps what was said of
//! the file and what it gave; its rows are read again from the stored original whenever they are needed.

use super::ImportWishes;
use crate::{
    cli::{CommandError, Exit, Office, outfile::write_private},
    migrate::{Account, Wishes},
    model::Date,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// A staged file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Staged {
    /// Id set aside for it.
    pub batch: String,
    /// Name it came with.
    pub file_name: String,
    /// SHA-256 of its bytes, under which it lies in `sources/`.
    pub sha256: String,
    /// What was said of it.
    pub wishes: Said,
    /// Hash of the catalogue it was read with.
    pub catalogue: String,
    /// What reading gave: rows by kind, sums, printed totals.
    pub account: Account,
    /// Findings by code.
    pub findings: BTreeMap<String, u64>,
}

/// What a person said of a file, as the catalogue and the settings had it then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Register it goes into.
    pub register: String,
    /// Level of a short place list.
    pub level: Option<String>,
    /// Finding codes that do not reject.
    pub accepted: Vec<String>,
    /// Values for fields without a column.
    pub given: Vec<(String, String)>,
    /// Limit of rejected rows.
    pub max_rejects: Option<String>,
    /// Name of the profile it is laid out by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// Day that counted as today.
    pub as_of: Date,
}

impl Said {
    pub(super) fn of(wished: &Wishes, wishes: &ImportWishes, register: &str) -> Self {
        Self {
            register: register.to_owned(),
            level: wished.level.clone(),
            accepted: wished.accepted.clone(),
            given: wished.given.clone(),
            max_rejects: wishes.max_rejects.clone(),
            profile: wished.profile.clone(),
            as_of: wished.as_of,
        }
    }
    /// The same as wishes to read by.
    pub(super) fn wishes(&self, secret: Vec<u8>) -> Wishes {
        Wishes {
            register: Some(self.register.clone()),
            level: self.level.clone(),
            accepted: self.accepted.clone(),
            given: self.given.clone(),
            profile: self.profile.clone(),
            as_of: self.as_of,
            secret,
        }
    }
}

/// The folder of an office's staged files.
pub(super) struct Shelf(PathBuf);

impl Shelf {
    pub(super) fn of(office: &Office) -> Result<Self, CommandError> {
        let folder = office.folder()?.join("staged");
        // Offices made by an earlier edition have none.
        fs::create_dir_all(&folder).map_err(|cause| CommandError::io(&folder, &cause))?;
        Ok(Self(folder))
    }
    /// Highest number set aside so far.
    pub(super) fn last_number(&self) -> Result<u32, CommandError> {
        let number = |id: &String| id.strip_prefix('B').and_then(|digits| digits.parse().ok());
        Ok(self.ids()?.iter().filter_map(number).max().unwrap_or(0))
    }
    /// Ids of the staged files, in their order.
    pub(super) fn ids(&self) -> Result<Vec<String>, CommandError> {
        let entries = fs::read_dir(&self.0).map_err(|cause| CommandError::io(&self.0, &cause))?;
        let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
        let id = |name: String| name.strip_suffix(".json").filter(|id| !id.contains('.')).map(str::to_owned);
        let mut ids: Vec<String> = names.filter_map(id).collect();
        ids.sort_by_key(|id| (id.len(), id.clone()));
        Ok(ids)
    }
    /// All staged files.
    pub(super) fn all(&self) -> Result<Vec<Staged>, CommandError> {
        self.ids()?.iter().map(|id| self.read(id)).collect()
    }
    /// One of them.
    pub(super) fn read(&self, id: &str) -> Result<Staged, CommandError> {
        let path = self.path(id);
        if !path.is_file() {
            let ids = self.ids()?.join(", ");
            let present = if ids.is_empty() { "–".to_owned() } else { ids };
            return Err(CommandError::not_found("error.staged.none").with("batch", id).with("present", present));
        }
        read_json(&path)
    }
    pub(super) fn write(&self, staged: &Staged) -> Result<(), CommandError> {
        write_json(&self.path(&staged.batch), staged)
    }
    /// Takes a staged file and its plan away.
    pub(super) fn remove(&self, id: &str) -> Result<(), CommandError> {
        for path in [self.plan(id), self.path(id)] {
            match fs::remove_file(&path) {
                Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => {
                    return Err(CommandError::io(&path, &cause));
                }
                _ => {}
            }
        }
        Ok(())
    }
    fn path(&self, id: &str) -> PathBuf {
        self.0.join(format!("{id}.json"))
    }
    /// Where the plan of a staged file lies unless a place is given.
    pub(super) fn plan(&self, id: &str) -> PathBuf {
        self.0.join(format!("{id}.plan.json"))
    }
}

/// A file this program wrote; another one is exit 3.
pub(super) fn read_json<T: DeserializeOwned>(path: &Path) -> Result<T, CommandError> {
    let text = fs::read_to_string(path).map_err(|cause| CommandError::io(path, &cause))?;
    serde_json::from_str(&text).map_err(|fault| {
        CommandError::new(Exit::Input, "error.staged.not_ours").with("path", path.display()).with("fault", fault)
    })
}

pub(super) fn write_json<T: Serialize>(path: &Path, what: &T) -> Result<(), CommandError> {
    let mut text = serde_json::to_string_pretty(what).unwrap_or_default();
    text.push('\n');
    write_private(path, text.as_bytes())
}
