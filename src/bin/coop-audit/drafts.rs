//! Drafts of allotments lie in the office folder under `reports/allotment`, one file each, named by year and digest.

use coop_registry::{
    branches::audit::allotment::Draft,
    cli::{CommandError, Exit, Office, write_private},
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Stores a draft; the same draft gives the same file. Written beside and renamed, readable by its owner only.
pub fn store(office: &Office, draft: &Draft) -> Result<PathBuf, CommandError> {
    let folder = folder(office)?;
    fs::create_dir_all(&folder).map_err(|cause| CommandError::io(&folder, &cause))?;
    let path = folder.join(format!("{}.json", draft.allotment));
    write_private(&path, &draft.to_bytes())?;
    Ok(path)
}

/// The draft a person means: the file named, else the one draft of the office (of `--fy`, if given).
pub fn read(office: &Office, file: Option<&Path>) -> Result<(PathBuf, Draft), CommandError> {
    let path = match file {
        Some(file) => file.to_owned(),
        None => only_one(office)?,
    };
    let bytes = fs::read(&path).map_err(|cause| CommandError::io(&path, &cause))?;
    let name = path.display().to_string();
    let draft = Draft::read(&bytes, &name)?;
    Ok((path, draft))
}

/// The draft of the office with this digest, if it is still kept.
pub fn by_digest(office: &Office, digest: &str) -> Result<Option<Draft>, CommandError> {
    let Ok(entries) = fs::read_dir(folder(office)?) else { return Ok(None) };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|end| end == "json")) {
        let bytes = fs::read(path).map_err(|cause| CommandError::io(path, &cause))?;
        // A file of another edition is no draft that could be repeated here.
        if let Ok(draft) = Draft::read(&bytes, &path.display().to_string())
            && draft.digest == digest
        {
            return Ok(Some(draft));
        }
    }
    Ok(None)
}

fn folder(office: &Office) -> Result<PathBuf, CommandError> {
    Ok(office.folder()?.join("reports").join("allotment"))
}

fn only_one(office: &Office) -> Result<PathBuf, CommandError> {
    let folder = folder(office)?;
    let of_year = office.globals().fy.map(|fy| format!("{fy}-"));
    let is_draft = |path: &PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        name.ends_with(".json") && of_year.as_ref().is_none_or(|year| name.starts_with(year.as_str()))
    };
    let found = fs::read_dir(&folder).map(|entries| entries.filter_map(|entry| entry.ok().map(|entry| entry.path())));
    let mut drafts: Vec<PathBuf> = found.map(|paths| paths.filter(is_draft).collect()).unwrap_or_default();
    drafts.sort();
    match drafts.len() {
        1 => Ok(drafts.remove(0)),
        0 => Err(CommandError::not_found("error.allotment.no_draft").with("folder", folder.display())),
        count => Err(CommandError::new(Exit::Arguments, "error.allotment.drafts")
            .with("count", count)
            .with("folder", folder.display())
            .details(drafts.iter().map(|path| path.display().to_string()))),
    }
}
