//! What the register holds is what the maker of the samples meant: every value of every row of `samples/truth`.

use super::{
    journey::{Step, journey},
    office::{repository, tables, today},
};
use coop_registry::{
    model::{Outcome, Value},
    register::{ReadRegister as _, Register},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    ops::ControlFlow,
    path::Path,
};

type Row = BTreeMap<String, String>;

fn rows(path: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
    reader.deserialize().map(|row| row.expect("a row of the sample")).collect()
}

/// Each truth file with the step of the journey that imported its workbook.
fn truths() -> Vec<(&'static Step, Vec<Row>)> {
    let truth = |step: &'static Step| {
        let case = Path::new(step.file.strip_prefix("legacy/")?).parent()?.to_owned();
        Some((step, rows(&repository("samples/truth").join(case).with_extension("csv"))))
    };
    let all: Vec<_> = journey().steps.iter().filter_map(truth).collect();
    assert_eq!(all.len(), fs::read_dir(repository("samples/truth")).expect("samples").count());
    all
}

/// A value as the truth files write it: amounts in rupees, days as ISO dates.
fn written(value: &Value) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Text(text) => text.clone(),
        Value::Integer(n) => n.to_string(),
        Value::Date(day) => day.to_string(),
        Value::Bool(yes) => yes.to_string(),
        Value::Money(paise) if paise.0 % 100 == 0 => (paise.0 / 100).to_string(),
        other => format!("{other:?}"),
    }
}

/// Lines in force of a batch with the source row each was read from: `(sheet, row)` → identity and values by field.
fn lines_of(register: &Register, step: &Step, table: &str) -> BTreeMap<(u32, u32), Row> {
    let fields = tables().get(table).expect("a register").fields.clone();
    let mut places = BTreeMap::new();
    let mut place = |entry: coop_registry::model::Entry| {
        let source = entry.source.expect("an imported entry has a source");
        places.insert(entry.subject, (source.sheet, source.row));
        ControlFlow::Continue(())
    };
    register.entries_of_batch(step.batch(), &mut place).expect("the entries of a batch");
    let mut lines = BTreeMap::new();
    let mut keep = |line: coop_registry::model::Line| {
        if let Some(place) = places.get(&line.subject) {
            let values = fields.iter().zip(&line.values).map(|(field, value)| (field.key.clone(), written(value)));
            let identity = [("identity".to_owned(), line.subject.clone())];
            lines.insert(*place, values.chain(identity).collect());
        }
        ControlFlow::Continue(())
    };
    register.lines(table, today(), &mut keep).expect("the register reads");
    lines
}

/// Code of a block by district and English name, from the material the samples were drawn from.
fn blocks() -> BTreeMap<(String, String), String> {
    let block = |row: Row| ((row["parent_code"].clone(), row["name_en"].to_uppercase()), row["code"].clone());
    rows(&repository("samples/material/blocks.csv")).into_iter().map(block).collect()
}

/// Numbers of the sheets in the order in which they come; sheets without a table are passed over.
fn sheets(truth: &[Row], found: impl Iterator<Item = u32>) -> BTreeMap<String, u32> {
    let mut names: Vec<&String> = truth.iter().map(|row| &row["sheet"]).collect();
    names.dedup();
    let numbers: BTreeSet<u32> = found.collect();
    assert_eq!(names.len(), numbers.len());
    names.into_iter().cloned().zip(numbers).collect()
}

fn place(row: &Row, sheets: &BTreeMap<String, u32>) -> (u32, u32) {
    (sheets[&row["sheet"]], row["row"].parse().expect("a row number"))
}

#[test]
fn every_society_is_registered_with_every_value_the_maker_meant() {
    let (register, blocks) = (journey().office.register(), blocks());
    let mut compared = 0;
    for (step, truth) in truths().into_iter().filter(|(_, truth)| truth[0].contains_key("reg_no")) {
        let lines = lines_of(&register, step, "society");
        let sheets = sheets(&truth, lines.keys().map(|(sheet, _)| *sheet));
        let mut different = Vec::new();
        for row in truth.iter().filter(|row| row["fate"] == "imported") {
            let Some(line) = lines.get(&place(row, &sheets)) else {
                different.push(format!("row {} is missing", row["row"]));
                continue;
            };
            let english = line["name_hi"].is_empty();
            for (column, meant) in row.iter().filter(|(column, _)| !["sheet", "row", "fate"].contains(&column.as_str()))
            {
                let (held, meant) = match column.as_str() {
                    "name" => (&line[if english { "name_en" } else { "name_hi" }], meant),
                    "block" if !meant.is_empty() => {
                        (&line["block"], &blocks[&(row["district"].clone(), meant.to_uppercase())])
                    }
                    column => (&line[column], meant),
                };
                compared += 1;
                if held != meant {
                    different.push(format!("row {} {column}: '{held}' is held, '{meant}' is meant", row["row"]));
                }
            }
        }
        assert!(different.is_empty(), "{}:\n{}", step.file, different.join("\n"));
        assert_eq!(lines.len(), truth.iter().filter(|row| row["fate"] == "imported").count(), "{}", step.file);
    }
    assert!(compared > 40_000, "only {compared} values were compared");
}

#[test]
fn every_office_bearer_is_registered_under_the_society_the_maker_meant() {
    let register = journey().office.register();
    let (step, truth) = truths().into_iter().find(|(_, rows)| rows[0].contains_key("post")).expect("office bearers");
    let posts: BTreeMap<String, toml::Table> =
        toml::from_str(&fs::read_to_string(repository("catalogue/codes/post.toml")).expect("posts")).expect("posts");
    let society_of = lines_of(&register, journey().step("merged-headings-hindi.xlsx"), "society");
    let identity: BTreeMap<(&str, &str), &str> = society_of
        .values()
        .map(|line| ((line["district"].as_str(), line["reg_no"].as_str()), line["identity"].as_str()))
        .collect();
    let lines = lines_of(&register, step, "office_bearer");
    let sheets = sheets(&truth, lines.keys().map(|(sheet, _)| *sheet));
    let imported: Vec<&Row> = truth.iter().filter(|row| row["fate"] == "imported").collect();
    assert_eq!(lines.len(), imported.len());
    for row in imported {
        let line = &lines[&place(row, &sheets)];
        let held = ["society", "name", "from", "to"].map(|key| line[key].as_str());
        let society = identity[&(row["district"].as_str(), row["society_no"].as_str())];
        assert_eq!(held, [society, &row["name"], &row["from"], &row["to"]], "row {}", row["row"]);
        assert_eq!(posts[&line["post"]]["hi"].as_str(), Some(row["post"].as_str()), "row {}", row["row"]);
    }
}

/// Register the workbook of a step is of.
fn register_of(step: &Step) -> &str {
    step.said["data"]["register"].as_str().expect("a register")
}

#[test]
fn every_row_of_the_other_registers_is_entered_with_every_value_the_maker_meant() {
    let register = journey().office.register();
    let society_of = lines_of(&register, journey().step("merged-headings-hindi.xlsx"), "society");
    let identity: BTreeMap<(&str, &str), &str> = society_of
        .values()
        .map(|line| ((line["district"].as_str(), line["reg_no"].as_str()), line["identity"].as_str()))
        .collect();
    let mut registers = BTreeSet::new();
    let others = truths().into_iter().filter(|(step, _)| !["society", "office_bearer"].contains(&register_of(step)));
    for (step, truth) in others {
        registers.insert(register_of(step));
        let lines = lines_of(&register, step, register_of(step));
        let sheets = sheets(&truth, lines.keys().map(|(sheet, _)| *sheet));
        let mut different = Vec::new();
        for row in truth.iter().filter(|row| row["fate"] == "imported") {
            let line = &lines[&place(row, &sheets)];
            if let Some(number) = row.get("society_no") {
                assert_eq!(line["society"], identity[&(row["district"].as_str(), number.as_str())], "{}", row["row"]);
            }
            let own = |column: &str| !["sheet", "row", "fate", "society_no", "district"].contains(&column);
            for (column, meant) in row.iter().filter(|(column, _)| own(column)) {
                if line[column] != *meant {
                    let held = &line[column];
                    different.push(format!("row {} {column}: '{held}' is held, '{meant}' is meant", row["row"]));
                }
            }
        }
        assert!(different.is_empty(), "{}:\n{}", step.file, different.join("\n"));
        assert_eq!(lines.len(), truth.iter().filter(|row| row["fate"] == "imported").count(), "{}", step.file);
    }
    assert_eq!(registers.len(), 7);
}

#[test]
fn the_rows_that_made_no_entry_are_those_the_maker_spoilt() {
    let register = journey().office.register();
    for (step, truth) in truths() {
        let batch = register.batch(step.batch()).expect("the register reads").expect("the batch");
        let of = |outcome: Outcome| {
            batch.batch.rows.iter().filter(move |row| row.outcome == outcome).map(|row| row.row.to_string())
        };
        for (outcome, fate) in [(Outcome::Rejected, "rejected"), (Outcome::Duplicate, "duplicate")] {
            let meant = truth.iter().filter(|row| row["fate"] == fate).map(|row| row["row"].clone());
            assert_eq!(of(outcome).collect::<Vec<_>>(), meant.collect::<Vec<_>>(), "{} {fate}", step.file);
        }
    }
}

#[test]
fn list_show_and_trace_say_what_the_register_holds() {
    let office = &journey().office;
    let listed = office.run("coop-register", &["society", "list", "--format", "csv"]).csv();
    let listed: BTreeMap<(&str, &str), &Row> =
        listed.iter().map(|row| ((row["district"].as_str(), row["reg_no"].as_str()), row)).collect();
    for (step, truth) in truths().into_iter().filter(|(_, truth)| truth[0].contains_key("reg_no")) {
        for row in truth.iter().filter(|row| row["fate"] == "imported") {
            let line = listed[&(row["district"].as_str(), row["reg_no"].as_str())];
            assert_eq!((&line["reg_date"], &line["class"]), (&row["reg_date"], &row["class"]), "{}", step.file);
            assert_eq!(line["status"], row["status"], "{} {}", step.file, row["row"]);
            assert!([&line["name_hi"], &line["name_en"]].contains(&&row["name"]), "{} {}", step.file, row["row"]);
        }
        // The last society of a file, by its identity: shown, and led back to its row.
        let row = truth.iter().rfind(|row| row["fate"] == "imported").expect("an imported row");
        let society = &listed[&(row["district"].as_str(), row["reg_no"].as_str())]["society"];
        let shown = office.run("coop-register", &["society", "show", society, "--format", "csv"]).csv();
        let shown: BTreeMap<&str, &str> =
            shown.iter().map(|line| (line["field"].as_str(), line["value"].as_str())).collect();
        for key in ["reg_no", "members", "chairman"] {
            assert_eq!(shown.get(key), Some(&row[key].as_str()), "{} {key}", step.file);
        }
        let traced = office.run("coop-migrate", &["trace", society, "--field", "reg_no", "--format", "csv"]).csv();
        let file = Path::new(&step.file).file_name().expect("a file").to_string_lossy();
        assert_eq!((traced[0]["file"].as_str(), &traced[0]["sheet"]), (&*file, &row["sheet"]));
        let digits: String = traced[0]["cell"].chars().filter(char::is_ascii_digit).collect();
        assert_eq!((&digits, traced[0]["value"].as_str()), (&row["row"], row["reg_no"].as_str()), "{}", step.file);
    }
}
