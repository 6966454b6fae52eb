//! Profiles of an office (`profiles/NAME.toml`) and the headings it has taught (`headings/REGISTER.toml`).

use crate::{
    cli::{CommandError, Exit, Office, Part, outfile::write_output},
    migrate::{Desk, OpenFile, Profile},
    model::{Remark, Tables},
};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

/// What reading needs: the catalogue, and the headings the office has taught besides.
pub fn desk_of(office: &Office) -> Result<Desk, CommandError> {
    desk_for(office, office.tables())
}

/// The same for some tables only, or for lists that are no registers.
pub fn desk_for(office: &Office, tables: &Tables) -> Result<Desk, CommandError> {
    let mut desk = Desk::load(office.files(), tables)?;
    if office.settings_if_any()?.is_some() {
        let registers: Vec<String> = desk.registers().map(str::to_owned).collect();
        for register in registers {
            let path = learned_path(office, &register)?;
            if path.is_file() {
                let spellings = read_learned(&path)?;
                let unknown: Vec<Part> = spellings
                    .keys()
                    .filter(|field| !desk.knows_field(&register, field))
                    .map(|field| Part::Remark(Remark::new("unknown field '{field}'").with("field", field)))
                    .collect();
                if !unknown.is_empty() {
                    return Err(faulty(&path).details(unknown));
                }
                desk.learn(&register, &spellings);
            }
        }
    }
    Ok(desk)
}

/// Lays a file out by a profile; exit 11 with every difference where it is not of its kind.
pub(super) fn lay_out(desk: &Desk, file: OpenFile, profile: &Profile, name: &str) -> Result<OpenFile, CommandError> {
    let of = file.name.clone();
    desk.lay_out_by(file, profile).map_err(|differences| {
        CommandError::new(Exit::Stale, "error.profile.misfit")
            .with("file", of)
            .with("profile", name)
            .with("count", differences.len())
            .details(differences.into_iter().map(Part::Remark))
    })
}

/// Reads a profile of the office by its name, or any file of one; a faulty one is exit 4 with all its faults.
pub fn read(office: &Office, desk: &Desk, name: &str) -> Result<Profile, CommandError> {
    let path = path_of(office, name)?;
    if !path.is_file() {
        let present = names(office).unwrap_or_default().join(", ");
        let present = if present.is_empty() { "–".to_owned() } else { present };
        return Err(CommandError::not_found("error.profile.none").with("profile", name).with("present", present));
    }
    let text = fs::read_to_string(&path).map_err(|cause| CommandError::io(&path, &cause))?;
    let profile = Profile::read(&text).map_err(|fault| faulty(&path).details([Part::Phrase(fault)]))?;
    let mut faults = profile.faults(&|field| desk.knows_field(&profile.register, field));
    if desk.registers().all(|known| known != profile.register) {
        faults = vec![
            Remark::new("there is no register '{register}'; there are: {known}")
                .with("register", &profile.register)
                .with("known", desk.registers().collect::<Vec<_>>().join(", ")),
        ];
    }
    if faults.is_empty() { Ok(profile) } else { Err(faulty(&path).details(faults.into_iter().map(Part::Remark))) }
}

/// Names of the office's profiles, in order.
pub fn names(office: &Office) -> Result<Vec<String>, CommandError> {
    let folder = office.folder()?.join("profiles");
    let Ok(entries) = fs::read_dir(&folder) else { return Ok(Vec::new()) };
    let name = |entry: fs::DirEntry| entry.file_name().to_string_lossy().strip_suffix(".toml").map(str::to_owned);
    let mut names: Vec<String> = entries.flatten().filter_map(name).filter(|name| !name.starts_with('.')).collect();
    names.sort();
    Ok(names)
}

/// Keeps a profile under a name, or in a file; one that is there already only with `replace`.
pub fn write(office: &Office, name: &str, profile: &Profile, replace: bool) -> Result<PathBuf, CommandError> {
    let path = path_of(office, name)?;
    if path.exists() && !replace {
        return Err(CommandError::new(Exit::Refused, "error.profile.present").with("path", path.display()));
    }
    write_to(&path, &profile.to_text())?;
    Ok(path)
}

/// Adds headings to those the office has taught; gives the file, and how many are new in it.
pub fn learn(
    office: &Office,
    register: &str,
    headings: &BTreeMap<String, Vec<String>>,
) -> Result<(PathBuf, usize), CommandError> {
    let path = learned_path(office, register)?;
    let mut all = if path.is_file() { read_learned(&path)? } else { BTreeMap::new() };
    let mut new = 0;
    for (field, seen) in headings {
        // A heading means one field: what was taught last holds.
        all.iter_mut()
            .filter(|(other, _)| *other != field)
            .for_each(|(_, known)| known.retain(|own| !seen.contains(own)));
        let known = all.entry(field.clone()).or_default();
        for heading in seen.iter().filter(|heading| !heading.trim().is_empty()) {
            if !known.contains(heading) {
                known.push(heading.clone());
                new += 1;
            }
        }
    }
    if new > 0 {
        let mut text = String::from(
            "# Headings this office has taught, by field; written by coop-migrate profile new, to be changed by hand too.\n\
             # इस कार्यालय के सिखाए शीर्षक, क्षेत्र के अनुसार; coop-migrate profile new से लिखे, हाथ से भी बदले जा सकते हैं।\n\n",
        );
        for (field, seen) in all.iter().filter(|(_, seen)| !seen.is_empty()) {
            let quoted: Vec<String> = seen.iter().map(|text| toml::Value::String(text.clone()).to_string()).collect();
            // Writing into a String cannot fail.
            let _ = writeln!(text, "{field} = [{}]", quoted.join(", "));
        }
        write_to(&path, &text)?;
    }
    Ok((path, new))
}

fn write_to(path: &Path, text: &str) -> Result<(), CommandError> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        // Offices made by an earlier edition have none.
        fs::create_dir_all(folder).map_err(|cause| CommandError::io(folder, &cause))?;
    }
    write_output(path, text.as_bytes()).map_err(|cause| CommandError::io(path, &cause))
}

fn learned_path(office: &Office, register: &str) -> Result<PathBuf, CommandError> {
    Ok(office.folder()?.join("headings").join(format!("{register}.toml")))
}

fn read_learned(path: &Path) -> Result<BTreeMap<String, Vec<String>>, CommandError> {
    let text = fs::read_to_string(path).map_err(|cause| CommandError::io(path, &cause))?;
    toml::from_str(&text).map_err(|fault| {
        let fault = fault.to_string().trim().replace('\n', " ");
        faulty(path).details([Part::Phrase(fault)])
    })
}

/// A name is one of the office's profiles; what looks like a path is a file.
fn path_of(office: &Office, name: &str) -> Result<PathBuf, CommandError> {
    if name.contains(['/', '\\']) || Path::new(name).extension().is_some_and(|ending| ending == "toml") {
        return Ok(PathBuf::from(name));
    }
    Ok(office.folder()?.join("profiles").join(format!("{name}.toml")))
}

fn faulty(path: &Path) -> CommandError {
    CommandError::new(Exit::Configuration, "error.profile.faults").with("path", path.display())
}
