//! Every register of the catalogue can be imported: known by its headings, and its rows come in and go out whole.

use super::{
    journey::journey,
    office::{Office, TODAY, run, tables, today},
};
use coop_registry::{
    catalogue::Files,
    cleaning::Codes,
    devanagari::{Decoder, FontFamily, TypingStyle},
    migrate::{Desk, open},
    model::{Field, Kind, Language, Line, TableDef},
    register::ReadRegister as _,
    source::Limits,
};
use rust_xlsxwriter::{Format, Workbook};
use std::{collections::BTreeSet, ops::ControlFlow, path::Path};

/// Columns a file may give: what the program alone writes is left out.
fn columns(table: &TableDef) -> Vec<&Field> {
    table.fields.iter().filter(|field| !field.by_program).collect()
}

/// A workbook of one sheet: a title, headings in a font, rows below.
fn write(path: &Path, headings: &[String], font: &str, rows: &[Vec<String>]) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let font = Format::new().set_font_name(font);
    for (column, heading) in (0..).zip(headings) {
        sheet.write_with_format(2, column, heading, &font).expect("room");
    }
    for (row, cells) in (3..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write(row, column, cell).expect("room");
        }
    }
    book.save(path).expect("a file");
}

fn desk() -> Desk {
    Desk::load(&Files::embedded(), &tables()).unwrap_or_else(|faults| panic!("{faults:?}"))
}

#[test]
fn every_register_but_none_without_headings_is_importable_and_names_its_rows_by_what_it_demands() {
    let (desk, tables) = (desk(), tables());
    let importable: BTreeSet<&str> = desk.registers().collect();
    // What only the programs' own acts write has no headings and comes from no file.
    let from_files = || tables.0.values().filter(|table| !table.is_by_program());
    assert_eq!(importable, from_files().map(|table| table.name.as_str()).collect());
    for table in from_files().filter(|table| table.name != "society") {
        let named = table.business_key.iter().filter_map(|key| table.field(key)).any(|field| field.required);
        assert!(named, "{}: a row that says nothing of its subject would be taken", table.name);
    }
}

#[test]
fn the_help_of_import_names_every_register() {
    let help = run("coop-migrate", &["import", "--help"], b"").stdout;
    let words: BTreeSet<&str> = help.split(|c: char| !c.is_ascii_lowercase() && c != '_').collect();
    for stem in tables().0.values().filter(|table| !table.is_by_program()).map(|table| &table.name) {
        assert!(words.contains(stem.as_str()), "{stem}");
    }
}

#[test]
fn every_register_is_known_by_its_headings_in_hindi_in_english_and_typed_in_kruti_dev() {
    let (desk, folder) = (desk(), tempfile::tempdir().expect("a folder"));
    let decoder = Decoder::load(&Files::embedded()).expect("the shipped catalogue reads");
    let kruti = decoder.encoder(&FontFamily::KrutiDev, TypingStyle::Ascii).expect("a table").expect("a legacy font");
    let mut wrong = Vec::new();
    for table in tables().0.values().filter(|table| !table.is_by_program()) {
        let label =
            |language: Language| columns(table).iter().map(|f| f.label.in_language(language).to_owned()).collect();
        let (hindi, english): (Vec<String>, Vec<String>) = (label(Language::Hi), label(Language::En));
        let typed = hindi.iter().map(|heading| kruti.encode(heading)).collect();
        for (way, font, headings) in
            [("Hindi", "Mangal", &hindi), ("English", "Calibri", &english), ("Kruti Dev", "Kruti Dev 010", &typed)]
        {
            let path = folder.path().join("a.xlsx");
            write(&path, headings, font, &[]);
            let file = open(&path, &Limits::default()).expect("a sound file");
            let surveys = desk.survey(&file, None);
            let register = desk.register_of(&surveys);
            if register.as_deref() != Some(table.name.as_str()) {
                wrong.push(format!("{} in {way} is taken for {register:?}", table.name));
                continue;
            }
            let found = surveys[0].headings.as_ref().map(|headings| &headings.columns[..]).unwrap_or_default();
            for (at, field) in (0..).zip(columns(table)) {
                let read = found.iter().find(|column| column.column == at).and_then(|column| column.field.as_deref());
                // Of fields with one wording the first is read; a society's number leads to the society.
                let wording =
                    |field: &Field| [Language::Hi, Language::En].map(|l| field.label.in_language(l).to_owned());
                let alike = |read: &str| match table.field(read) {
                    Some(other) => wording(other).iter().any(|words| wording(field).contains(words)),
                    None => read == "society_no" && field.key == "registration_number",
                };
                if !read.is_some_and(|read| read == field.key || alike(read)) {
                    wrong.push(format!(
                        "{} in {way}: '{}' is read as {read:?}",
                        table.name,
                        headings[usize::try_from(at).expect("small")]
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Rows of each made workbook.
const ROWS: usize = 4;

/// What a clerk would write into a field on the row `n`, told by its kind alone.
fn written(codes: &Codes, table: &TableDef, field: &Field, n: usize) -> String {
    let place = |name: &str| name.to_owned();
    match field.kind {
        _ if table.name == "place" && field.key == "code" => format!("{}", 900_000 + n),
        Kind::Integer if field.key == "state" => place("बिहार"),
        Kind::District => place("पटना"),
        Kind::Block => place("मनेर"),
        _ if field.key == "registration_number" => format!("{}/1990", n + 1),
        Kind::Text => format!("पाठ {n} का {}", field.label.hi),
        Kind::Name | Kind::Society => {
            format!("{} {}", ["रामेश्वर", "सुरेन्द्र", "कमला", "विमला"][n], ["प्रसाद", "यादव", "देवी", "सिन्हा"][n])
        }
        Kind::RegistrationNo => format!("{}/1990", n + 1),
        // Days and activities are those of PACS.
        Kind::Code if field.key == "class" => place("पैक्स"),
        Kind::Code => {
            let all: Vec<_> = codes.all(field.codes.as_deref().unwrap_or_default()).collect();
            all[n % all.len()].1.hi.clone()
        }
        Kind::Integer => format!("{}", n + 1),
        Kind::Money => format!("{},250", n + 1),
        Kind::Date => format!("1{n}.03.2015"),
        Kind::DateTime if field.time_of.is_some() => "15:30".to_owned(),
        Kind::DateTime => format!("1{n}.11.2024 15:30"),
        Kind::Bool => ["हाँ", "नहीं"][n % 2].to_owned(),
        Kind::Percent => format!("{}.25", n + 1),
        Kind::Quantity => format!("{}.5", n + 60),
        Kind::Phone => format!("600000000{n}"),
        Kind::Year => format!("201{n}-1{}", n + 1),
        Kind::Identity => "9999 4105 7058".to_owned(),
    }
}

/// Of the figures of an activity each kind has some: those the first four kinds have not.
fn is_of_other_kinds(table: &TableDef, field: &Field) -> bool {
    table.name == "pacs_activity" && ["persons", "quantity"].contains(&field.key.as_str())
}

#[test]
fn rows_of_every_register_come_in_reconcile_come_again_and_go_out() {
    let (office, folder, tables) = (Office::new(), tempfile::tempdir().expect("a folder"), tables());
    let codes = Codes::load(&Files::embedded()).expect("the shipped catalogue reads");
    // Whoever is spoken of comes first.
    let mut stems: Vec<&TableDef> = tables.0.values().filter(|table| !table.is_by_program()).collect();
    stems.sort_by_key(|table| table.name != "society");
    let mut digests = vec![office.digest()];
    let mut batches = Vec::new();
    for table in &stems {
        let path = folder.path().join(format!("{}.xlsx", table.name));
        let mut columns = columns(table);
        columns.retain(|field| !is_of_other_kinds(table, field));
        let headings: Vec<String> = columns.iter().map(|field| field.label.hi.clone()).collect();
        let cells = |n| columns.iter().map(|field| written(&codes, table, field, n)).collect();
        write(&path, &headings, "Mangal", &(0..ROWS).map(cells).collect::<Vec<_>>());
        let mut asked = vec!["import", path.to_str().expect("a path in UTF-8")];
        if table.name == "place" {
            asked.extend(["--level", "village"]);
        }
        let said = office.json("coop-migrate", &asked);
        assert_eq!(said["data"]["register"], *table.name, "{said}");
        assert_eq!(said["data"]["imported"], ROWS, "{}: {}", table.name, said["findings"]);
        batches.push(said["data"]["batch"].as_str().expect("a batch").to_owned());
        digests.push(office.digest());
    }
    let register = office.register();
    for table in &stems {
        let mut empty = BTreeSet::new();
        let mut keep = |line: Line| {
            let held = table.fields.iter().zip(&line.values);
            empty.extend(
                held.filter(|(field, value)| !field.by_program && !is_of_other_kinds(table, field) && value.is_empty())
                    .map(|(field, _)| field.key.clone()),
            );
            ControlFlow::Continue(())
        };
        register.lines(&table.name, today(), &mut keep).expect("the register reads");
        assert_eq!(empty, BTreeSet::new(), "{}: fields that lost what was written", table.name);
        assert_eq!(register.count(&table.name, today()).expect("a count"), ROWS as u64, "{} on {TODAY}", table.name);
    }
    assert_eq!(office.run("coop-migrate", &["reconcile"]).code, 0);
    for table in stems.iter().filter(|table| table.name != "place") {
        let path = folder.path().join(format!("{}.xlsx", table.name));
        let said = office.json("coop-migrate", &["import", path.to_str().expect("a path in UTF-8")]);
        assert_eq!(said["data"]["imported"], 0, "{}", table.name);
    }
    assert_eq!(office.digest(), *digests.last().expect("a digest"));
    digests.pop();
    while let (Some(batch), Some(before)) = (batches.pop(), digests.pop()) {
        let undone = office.run("coop-migrate", &["undo", &batch, "--reason", "way back"]);
        assert_eq!((undone.code, office.digest()), (0, before), "{batch}: {}", undone.stderr);
    }
}

#[test]
fn any_register_is_listed_and_shown_and_persons_only_when_asked_for() {
    let office = &journey().office;
    let listed = office.run("coop-register", &["register", "list", "--format", "csv"]).csv();
    let count = |stem: &str| listed.iter().find(|row| row["register"] == stem).map(|row| row["in_force"].clone());
    assert_eq!(listed.len(), tables().0.len());
    assert_eq!((count("member").as_deref(), count("vacancy").as_deref()), (Some("130"), Some("0")));
    let shown = office.run("coop-register", &["register", "show", "member", "--format", "csv"]).csv();
    assert_eq!(shown.len(), 130);
    assert!(shown[0].contains_key("shares") && !shown[0].contains_key("name"), "{:?}", shown[0]);
    let personal = office.run("coop-register", &["register", "show", "member", "--personal", "--format", "csv"]).csv();
    assert!(personal.iter().all(|row| !row["name"].is_empty()));
    assert_eq!(office.run("coop-register", &["register", "show", "nonsense"]).code, 5);
}
