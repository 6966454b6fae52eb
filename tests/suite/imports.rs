//! Every sample file through the programs: counted as its maker counted it, reconciled, imported again, taken back.

use super::{
    journey::{Step, journey},
    office::{Office, files_below, repository, tables, today},
};
use calamine::Reader as _;
use coop_registry::{
    model::{Line, Value},
    register::ReadRegister as _,
};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    ops::ControlFlow,
};

/// `samples/legacy/<case>/expected.toml`: counted by the maker from what it wrote.
#[derive(Deserialize)]
struct Expected {
    register: String,
    rows: u64,
    imported: u64,
    duplicates: u64,
    rejected: u64,
    /// Money in rupees.
    #[serde(default)]
    sums: BTreeMap<String, i64>,
    #[serde(default)]
    printed: Vec<BTreeMap<String, toml::Value>>,
    #[serde(default)]
    planted: Vec<Planted>,
}

#[derive(Deserialize)]
struct Planted {
    sheet: String,
    cell: String,
    fate: String,
}

fn expected(step: &Step) -> Expected {
    let path = repository("samples").join(&step.file).with_file_name("expected.toml");
    toml::from_str(&fs::read_to_string(&path).expect("expected.toml")).expect("expected.toml in its shape")
}

#[test]
fn every_legacy_file_gives_the_counts_and_sums_its_maker_counted() {
    let journey = journey();
    let legacy: Vec<&Step> = journey.steps.iter().filter(|step| step.file.starts_with("legacy/")).collect();
    assert_eq!(legacy.len(), fs::read_dir(repository("samples/legacy")).expect("samples").count());
    let register = journey.office.register();
    for step in legacy {
        let (expected, said) = (expected(step), &step.said["data"]);
        let counts = ["rows", "imported", "duplicates", "rejected", "updated"].map(|key| said[key].as_u64());
        let counted = [expected.rows, expected.imported, expected.duplicates, expected.rejected, 0];
        assert_eq!(counts, counted.map(Some), "{}", step.file);
        assert_eq!(said["register"], *expected.register, "{}", step.file);
        assert_eq!(step.said["code"], i32::from(expected.rejected > 0), "{}", step.file);

        let printed: usize =
            expected.printed.iter().map(|total| total.len() - usize::from(total.contains_key("label"))).sum();
        let control = &said["control"];
        assert_eq!((&control["printed"], &control["computed"]), (&printed.into(), &printed.into()), "{}", step.file);

        let rejected: BTreeSet<(&str, &str)> = step.said["findings"]
            .as_array()
            .expect("findings")
            .iter()
            .filter(|finding| finding["severity"] == "error")
            .map(|finding| ["sheet", "cell"].map(|key| finding["place"][key].as_str().unwrap_or_default()).into())
            .collect();
        let planted = expected.planted.iter().filter(|fault| fault.fate == "rejected");
        let planted = planted.map(|fault| (fault.sheet.as_str(), fault.cell.as_str())).collect();
        assert_eq!(rejected, planted, "{}", step.file);

        let table = tables().get(&expected.register).expect("a register").clone();
        let mut sums: BTreeMap<String, i64> = expected.sums.keys().map(|key| (key.clone(), 0)).collect();
        let mut entries = 0;
        register
            .entries_of_batch(step.batch(), &mut |entry| {
                entries += 1;
                for (no, value) in &entry.facts {
                    let Some(sum) = sums.get_mut(&table.fields[usize::from(*no)].key) else { continue };
                    *sum += match value {
                        Value::Integer(n) => *n,
                        Value::Money(paise) => paise.0 / 100,
                        other => panic!("{}: {other:?} among amounts", step.file),
                    };
                }
                ControlFlow::Continue(())
            })
            .expect("the entries of a batch");
        assert_eq!((entries, sums), (expected.imported, expected.sums), "{}", step.file);
    }
}

#[test]
fn every_row_of_the_real_files_the_returns_and_the_panel_is_imported() {
    let journey = journey();
    let others: Vec<&Step> = journey.steps.iter().filter(|step| !step.file.starts_with("legacy/")).collect();
    let given = ["real", "returns", "panel"].map(|below| files_below(&repository(&format!("samples/{below}"))));
    let readme_and_forms_and_findings = 4;
    assert_eq!(others.len(), given.concat().len() - readme_and_forms_and_findings);
    for step in others {
        let path = repository("samples").join(&step.file);
        let rows = match path.extension().and_then(|ending| ending.to_str()) {
            Some("csv") => csv::Reader::from_path(&path).expect("a CSV").records().count(),
            // A row of headings; above those of the panel a title.
            _ => {
                let mut book = calamine::open_workbook_auto(&path).expect("a workbook");
                let height = book.worksheet_range_at(0).expect("a sheet").expect("that reads").height();
                height - if step.file.starts_with("panel") { 2 } else { 1 }
            }
        };
        let said = &step.said["data"];
        assert_eq!((&said["rows"], &said["imported"]), (&rows.into(), &rows.into()), "{}", step.file);
        assert_eq!(step.said["code"], 0, "{}", step.file);
    }
}

#[test]
fn every_batch_reconciles_with_its_source() {
    let journey = journey();
    let found = journey.office.json("coop-migrate", &["reconcile"]);
    assert_eq!(found["code"], 0, "{found}");
    let batches = found["data"]["batches"].as_array().expect("batches");
    assert_eq!(batches.len(), journey.steps.len());
    for (batch, step) in batches.iter().zip(&journey.steps) {
        assert_eq!(batch["batch"], step.batch());
        assert_eq!(batch["differences"], serde_json::json!([]), "{}", step.file);
        let count = |key: &str| batch[key].as_u64().expect("a count");
        let told: u64 = ["imported", "updated", "duplicates", "rejected"].into_iter().map(count).sum();
        assert_eq!(count("rows"), told, "{}", step.file);
    }
}

#[test]
fn a_file_imported_again_adds_neither_entry_nor_row_of_the_day_book() {
    let journey = journey();
    let office = journey.office.copy();
    let (digest, chain) = (office.digest(), office.chain());
    for step in &journey.steps {
        let said = step.import(&office);
        assert_eq!((&said["code"], &said["data"]["imported"]), (&0.into(), &0.into()), "{}", step.file);
        assert_eq!(said["data"]["batch"], step.batch(), "{}", step.file);
    }
    assert_eq!((office.digest(), office.chain()), (digest, chain));
}

/// Everything in force: register, line by line, with the identities.
fn in_force(office: &Office) -> Vec<(String, String, Vec<Value>)> {
    let register = office.register();
    let mut all = Vec::new();
    for table in tables().0.keys() {
        let mut keep = |line: Line| {
            all.push((table.clone(), line.subject, line.values));
            ControlFlow::Continue(())
        };
        register.lines(table, today(), &mut keep).expect("the register reads");
    }
    all
}

#[test]
fn undo_leads_back_step_by_step_and_a_new_import_finds_the_same_identities() {
    let journey = journey();
    let office = journey.office.copy();
    let at_the_end = in_force(&office);
    let societies = journey.step("merged-headings-hindi.xlsx").batch();
    let undo = |batch: &str| office.run("coop-migrate", &["undo", batch, "--reason", "way back"]);
    assert_eq!(undo(societies).code, 6, "office bearers and returns rest on it");
    assert_eq!(office.run("coop-migrate", &["undo", journey.steps[0].batch()]).code, 6, "neither order nor reason");

    for step in journey.steps.iter().rev() {
        let undone = undo(step.batch());
        assert_eq!(undone.code, 0, "{}: {}", step.file, undone.stderr);
        assert_eq!(office.digest(), step.digests.0, "{} undone", step.file);
    }
    assert_eq!(in_force(&office), []);
    for step in &journey.steps {
        let said = step.import(&office);
        assert_eq!(said["data"]["imported"], step.said["data"]["imported"], "{}", step.file);
        assert_ne!(said["data"]["batch"], step.batch(), "{}: a batch of its own", step.file);
    }
    assert_eq!(office.digest(), journey.steps.last().expect("steps").digests.1);
    assert!(in_force(&office) == at_the_end, "another identity or another value than before");
    office.chain();
}
