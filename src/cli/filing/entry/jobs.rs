//! The jobs of an office: a folder each, `entry/E0001/job.json`.

use crate::{
    branches::entry::Job,
    cli::{
        CommandError, Console, Exit, Listing, Office, Verdict,
        filing::staged::{read_json, write_json},
    },
    model::Value,
};
use std::{
    fs::{self, File, OpenOptions},
    os::unix::fs::OpenOptionsExt as _,
    path::PathBuf,
};

pub(super) struct Jobs(PathBuf);

impl Jobs {
    pub(super) fn of(office: &Office) -> Result<Self, CommandError> {
        let folder = office.folder()?.join("entry");
        // Offices made by an earlier edition have none.
        fs::create_dir_all(&folder).map_err(|cause| CommandError::io(&folder, &cause))?;
        Ok(Self(folder))
    }
    /// Held while a job is read, judged and written: two hands at once would overwrite each other.
    pub(super) fn lock(&self) -> Result<File, CommandError> {
        let path = self.0.join(".lock");
        let fault = |cause: std::io::Error| CommandError::io(&path, &cause);
        let file =
            OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(&path).map_err(fault)?;
        file.lock().map_err(fault)?;
        Ok(file)
    }
    /// Ids in their order.
    pub(super) fn ids(&self) -> Result<Vec<String>, CommandError> {
        let entries = fs::read_dir(&self.0).map_err(|cause| CommandError::io(&self.0, &cause))?;
        let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
        let mut ids: Vec<String> = names.filter(|name| number(name).is_some() && self.record(name).is_file()).collect();
        ids.sort_by_key(|id| (id.len(), id.clone()));
        Ok(ids)
    }
    /// The id after the highest so far.
    pub(super) fn next(&self) -> Result<String, CommandError> {
        let last = self.ids()?.iter().filter_map(|id| number(id)).max().unwrap_or(0);
        Ok(format!("E{:04}", last + 1))
    }
    /// A job; exit 5 where there is none of that id.
    pub(super) fn read(&self, id: &str) -> Result<Job, CommandError> {
        if number(id).is_none() || !self.record(id).is_file() {
            let ids = self.ids()?.join(", ");
            let present = if ids.is_empty() { "–".to_owned() } else { ids };
            return Err(CommandError::not_found("error.entry.job").with("job", id).with("present", present));
        }
        read_json(&self.record(id))
    }
    pub(super) fn write(&self, job: &Job) -> Result<(), CommandError> {
        let folder = self.0.join(&job.job);
        fs::create_dir_all(&folder).map_err(|cause| CommandError::io(&folder, &cause))?;
        write_json(&self.record(&job.job), job)
    }
    fn record(&self, id: &str) -> PathBuf {
        self.0.join(id).join("job.json")
    }
    /// Where the agreed file lies unless a place is given.
    pub(super) fn agreed(&self, id: &str) -> PathBuf {
        self.0.join(id).join("agreed.xlsx")
    }
}

/// The number in an id; nothing for what is none, so that no path is made of it.
fn number(id: &str) -> Option<u32> {
    id.strip_prefix('E').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok()
}

/// The jobs of the office, and how far each has come.
pub fn list(office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
    let jobs = Jobs::of(office)?;
    let mut listing = Listing::new([
        ("job", "Job", "कार्य"),
        ("register", "Register", "पंजी"),
        ("rows", "Rows of the form", "प्रपत्र पंक्तियाँ"),
        ("first", "First by", "प्रथम"),
        ("second", "Second by", "द्वितीय"),
        ("decisions", "Decisions", "निर्णय"),
        ("next", "Next", "अगला चरण"),
    ]);
    for id in jobs.ids()? {
        let job = jobs.read(&id)?;
        let by = |form: &Option<crate::branches::entry::HandedIn>| {
            form.as_ref().map_or(Value::Empty, |form| Value::text(&form.by.officer))
        };
        let (first, second) = (by(&job.first), by(&job.second));
        listing.push([
            Value::text(&job.job),
            Value::text(&job.register),
            Value::Integer(i64::from(job.rows)),
            first,
            second,
            Value::count(job.decisions.len()),
            Value::text(job.step()),
        ]);
    }
    console.listing("entry-list", &listing);
    Ok(Exit::Done)
}
