//! Which room uses which: drawn from the `crate::…` paths of the source and compared with a stored drawing.
//!
//! A changed drawing is a decision: run with `COOP_UPDATE=1` and put the changed file into the review.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

const STORED: &str = "tests/suite/directions.txt";

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            found.push(path);
        }
    }
}

/// The room of a file: its folder under `src`, branches and writers apart.
fn room_of(path: &Path) -> Option<String> {
    let mut parts = path.strip_prefix("src").ok()?.iter().map(|part| part.to_string_lossy().into_owned());
    let first = parts.next()?;
    let name = first.strip_suffix(".rs").unwrap_or(&first).to_owned();
    match name.as_str() {
        // How many random cases tests take is no room.
        "lib" | "random_cases" => None,
        "bin" => Some(format!("bin/{}", parts.next()?)),
        "branches" => parts.next().filter(|branch| branch != "mod.rs").map(|branch| format!("branches/{branch}")),
        _ => Some(name),
    }
}

/// Rooms named after `crate::` (or `coop_registry::` in a program), also within braces. Tests may look further.
fn rooms_used(text: &str, rooms: &BTreeSet<String>) -> BTreeSet<String> {
    let code = text.split("#[cfg(test)]").next().unwrap_or(text);
    let mut used = BTreeSet::new();
    for root in ["crate::", "coop_registry::"] {
        for (at, _) in code.match_indices(root) {
            let line_start = code[..at].rfind('\n').map_or(0, |n| n + 1);
            if code[line_start..at].trim_start().starts_with("//") {
                continue;
            }
            let rest = &code[at + root.len()..];
            let named: Vec<String> = match rest.strip_prefix('{') {
                Some(group) => top_level_names(group),
                None => vec![rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_' || *c == ':').collect()],
            };
            for path in named {
                let mut parts = path.split("::");
                let first = parts.next().unwrap_or_default();
                let room = if first == "branches" {
                    format!("branches/{}", parts.next().unwrap_or_default())
                } else {
                    first.to_owned()
                };
                if rooms.contains(&room) {
                    used.insert(room);
                }
            }
        }
    }
    used
}

/// The paths directly within a `{ … }` group.
fn top_level_names(group: &str) -> Vec<String> {
    let (mut names, mut depth, mut current) = (Vec::new(), 0, String::new());
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(std::mem::take(&mut current)),
            c if depth == 0 && !c.is_whitespace() => current.push(c),
            _ => {}
        }
    }
    names.push(current);
    names
}

#[test]
fn the_rooms_use_each_other_as_drawn() {
    let mut files = Vec::new();
    rust_files(Path::new("src"), &mut files);
    let rooms: BTreeSet<String> = files.iter().filter_map(|path| room_of(path)).collect();
    let mut edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in &files {
        let Some(room) = room_of(path) else { continue };
        let mut used = rooms_used(&fs::read_to_string(path).unwrap(), &rooms);
        used.remove(&room);
        edges.entry(room).or_default().append(&mut used);
    }
    let drawn: String = edges
        .iter()
        .map(|(room, used)| format!("{room} -> {}\n", used.iter().cloned().collect::<Vec<_>>().join(" ")))
        .collect();
    if std::env::var_os("COOP_UPDATE").is_some() {
        fs::write(STORED, &drawn).unwrap();
    }
    let stored = fs::read_to_string(STORED).unwrap_or_default();
    assert_eq!(drawn, stored, "the rooms' directions changed; COOP_UPDATE=1 stores the new drawing for review");
}
