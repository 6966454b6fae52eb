//! The samples are what their maker makes, and cover what they say.

#[path = "../../examples/make_samples/maker/mod.rs"]
mod maker;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{Cursor, Read},
    path::{Path, PathBuf},
    sync::OnceLock,
};

/// Everything the maker makes, made once.
fn made() -> &'static BTreeMap<String, Vec<u8>> {
    static MADE: OnceLock<BTreeMap<String, Vec<u8>>> = OnceLock::new();
    MADE.get_or_init(|| maker::all().expect("the maker has all it needs in the repository"))
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")
}

/// The parts of a ZIP unpacked; `None` when it is none.
fn parts(bytes: &[u8]) -> Option<BTreeMap<String, Vec<u8>>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = BTreeMap::new();
    for n in 0..archive.len() {
        let mut part = archive.by_index(n).ok()?;
        let mut text = Vec::new();
        part.read_to_end(&mut text).ok()?;
        parts.insert(part.name().ok()?.into_owned(), text);
    }
    Some(parts)
}

#[test]
fn the_stored_samples_are_what_their_maker_makes() {
    let mut different = Vec::new();
    for (name, bytes) in made() {
        let stored = fs::read(folder().join(name)).unwrap_or_default();
        // Another deflate library may pack the same parts into other bytes.
        let alike = stored == *bytes || parts(bytes).is_some_and(|p| Some(p) == parts(&stored));
        if !alike {
            different.push(name);
        }
    }
    assert!(
        different.is_empty(),
        "run: cargo run --no-default-features --example make_samples; differs: {different:?}"
    );
}

#[test]
fn no_sample_lies_about_that_its_maker_does_not_know() {
    for below in ["legacy", "truth", "returns", "panel", "bad"] {
        let mut left = vec![folder().join(below)];
        while let Some(path) = left.pop() {
            if path.is_dir() {
                left.extend(fs::read_dir(&path).expect("a folder of samples").map(|e| e.expect("an entry").path()));
                continue;
            }
            let name = path.strip_prefix(folder()).expect("below samples").to_string_lossy().replace('\\', "/");
            assert!(made().contains_key(&name), "{name} is not made by the maker");
        }
    }
}

#[test]
fn the_samples_hold_three_thousand_societies_of_all_38_districts_and_no_number_twice() {
    let mut seen = BTreeSet::new();
    let mut societies = 0;
    for entry in fs::read_dir(folder().join("truth")).expect("samples/truth") {
        let mut records = csv::Reader::from_path(entry.expect("an entry").path()).expect("a CSV");
        let heads = records.headers().expect("heads").clone();
        let Some(number) = heads.iter().position(|h| h == "reg_no") else { continue };
        let place = |name: &str| heads.iter().position(|h| h == name).expect("a column of the truth");
        let (fate, district) = (place("fate"), place("district"));
        for record in records.records() {
            let record = record.expect("a row");
            if &record[fate] == "imported" {
                societies += 1;
                let key = (record[district].to_owned(), record[number].to_owned());
                assert!(seen.insert(key.clone()), "{key:?} stands twice");
            }
        }
    }
    assert!(societies >= 3000, "only {societies}");
    assert_eq!(seen.iter().map(|(d, _)| d).collect::<BTreeSet<_>>().len(), 38);
}
