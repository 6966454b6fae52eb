//! What cannot be read is refused in one clear line, and the office stays as it was.

use super::{
    journey::small,
    office::{self, Office, files_below, repository},
};
use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

/// A workbook of some kilobytes whose sheet unpacks to far more than any office types.
fn zip_bomb(path: &Path) {
    let source = fs::File::open(repository("samples/legacy/english-list/english-list.xlsx")).expect("a sample");
    let mut source = zip::ZipArchive::new(source).expect("a workbook");
    let mut bomb = zip::ZipWriter::new(fs::File::create(path).expect("a file for the test"));
    for n in 0..source.len() {
        let part = source.by_index_raw(n).expect("a part");
        let name = part.name().expect("a name").into_owned();
        if name != "xl/worksheets/sheet1.xml" {
            bomb.raw_copy_file(part).expect("a part is copied");
        }
    }
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    bomb.start_file("xl/worksheets/sheet1.xml", options).expect("a part begins");
    bomb.write_all(b"<worksheet><sheetData>").expect("it is written");
    let empty_rows = b"<row></row>".repeat(100_000);
    for _ in 0..70 {
        bomb.write_all(&empty_rows).expect("it is written");
    }
    bomb.write_all(b"</sheetData></worksheet>").expect("it is written");
    bomb.finish().expect("a workbook");
    assert!(fs::metadata(path).expect("the bomb").len() < 1 << 20);
}

/// Everything of an office but the account of its runs.
fn state(office: &Office) -> Vec<(PathBuf, Vec<u8>)> {
    let runs = office.folder().join("runs.db");
    office.contents(".").into_iter().filter(|(path, _)| !path.ends_with("runs.db") && *path != runs).collect()
}

/// One line that names the file, at most one more that says what to do.
fn one_line_names(stderr: &str, name: &str) {
    let lines: Vec<&str> = stderr.lines().collect();
    assert!((1..=2).contains(&lines.len()) && lines[0].contains(name), "{name}: {stderr}");
    assert!(lines[1..].iter().all(|hint| hint.starts_with(' ')), "{name}: the second line is a hint: {stderr}");
    assert!(!stderr.contains("panicked"), "{stderr}");
}

#[test]
fn a_bad_input_ends_with_3_in_one_line_and_changes_nothing() {
    let office = small().copy();
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let beside = |name: &str| folder.path().join(name);
    let mut inputs = files_below(&repository("samples/bad"));
    assert!(inputs.len() >= 12);
    inputs
        .extend(["missing.xlsx", "missing.csv", "a-folder.xlsx", "spaces.csv", "spaces.xlsx", "bomb.xlsx"].map(beside));
    fs::create_dir(beside("a-folder.xlsx")).expect("a folder is made");
    for spaces in ["spaces.csv", "spaces.xlsx"] {
        fs::write(beside(spaces), "   \n \t \n    \n").expect("a file is written");
    }
    zip_bomb(&beside("bomb.xlsx"));

    let (before, digest, chain) = (state(&office), office.digest(), office.chain());
    for input in &inputs {
        let refused = office.run("coop-migrate", &["import", input.to_str().expect("a path in UTF-8")]);
        assert_eq!((refused.code, refused.stdout.as_str()), (3, ""), "{}: {}", input.display(), refused.stderr);
        one_line_names(&refused.stderr, &input.file_name().expect("a name").to_string_lossy());
        assert!(state(&office) == before, "{} changed the office folder", input.display());
    }
    assert_eq!((office.digest(), office.chain()), (digest, chain));
}

#[test]
fn every_reader_of_files_refuses_what_is_no_workbook() {
    let office = small();
    let text = repository("samples/bad/text-named.xls");
    let text = text.to_str().expect("a path in UTF-8");
    for (program, before) in [
        ("coop-migrate", &["inspect"][..]),
        ("coop-migrate", &["cells"]),
        ("coop-register", &["place", "import"]),
        ("coop-returns", &["return", "check"]),
        ("coop-audit", &["auditor", "import"]),
    ] {
        let refused = office.run(program, &[before, &[text]].concat());
        assert_eq!((refused.code, refused.stdout.as_str()), (3, ""), "{program} {before:?}: {}", refused.stderr);
        one_line_names(&refused.stderr, "text-named.xls");
    }
}

#[test]
fn in_json_a_refusal_is_an_error_with_its_code_and_a_hint() {
    let encrypted = repository("samples/bad/encrypted.xlsx");
    let refused = small().json("coop-migrate", &["import", encrypted.to_str().expect("a path in UTF-8")]);
    let error = &refused["error"];
    assert_eq!((&refused["code"], &error["code"], &refused["data"]), (&3.into(), &3.into(), &serde_json::Value::Null));
    assert!(error["message"].as_str().is_some_and(|message| message.contains("encrypted.xlsx")), "{refused}");
    assert!(error["hint"].as_str().is_some_and(|hint| !hint.is_empty()), "{refused}");
}

#[test]
fn of_several_files_the_readable_ones_are_imported_and_the_code_is_9() {
    let office = Office::new();
    let ods = repository("samples/legacy/ods/ods.ods");
    let bad = repository("samples/bad/truncated.xlsx");
    let [ods, bad] = [&ods, &bad].map(|path| path.to_str().expect("a path in UTF-8"));
    let partly = office.json("coop-migrate", &["import", bad, ods]);
    assert_eq!((&partly["code"], &partly["data"]["files"][0]["imported"]), (&9.into(), &264.into()), "{partly}");
    let failed = partly["data"]["failed"].as_array().expect("a list");
    assert_eq!((failed.len(), &failed[0]["file"], &failed[0]["code"]), (1, &bad.into(), &3.into()), "{partly}");
    assert!(failed[0]["hint"].is_string() && failed[0]["message"].is_string(), "{partly}");
    let none = office.run("coop-migrate", &["import", bad, bad]);
    assert_eq!(
        (none.code, none.stderr.matches("truncated.xlsx").count()),
        (3, 2),
        "each file is told: {}",
        none.stderr
    );
}

#[test]
fn too_many_rejected_rows_roll_the_import_back_with_10() {
    let office = Office::new();
    let (before, digest) = (state(&office), office.digest());
    let dates = repository("samples/legacy/dates-three-ways/dates-three-ways.xlsx");
    let import = ["import", dates.to_str().expect("a path in UTF-8"), "--max-rejects"];
    assert_eq!(office.run("coop-migrate", &[&import[..], &["2"]].concat()).code, 10);
    let refused = office.json("coop-migrate", &[&import[..], &["2"]].concat());
    let why = refused["findings"].as_array().expect("a list").iter().filter(|finding| finding["severity"] == "error");
    assert!(refused["error"]["code"] == 10 && why.count() >= 3, "it says why: {refused}");
    assert!(state(&office) == before && office.digest() == digest);
    assert_eq!(office.run("coop-migrate", &[&import[..], &["3"]].concat()).code, 1);
}

#[test]
fn a_file_without_a_table_gives_its_findings_in_json_too() {
    for (file, code) in
        [("no-heading.xlsx", "IMP-101"), ("no-data-rows.xlsx", "IMP-102"), ("two-columns-one-field.xlsx", "IMP-103")]
    {
        let path = repository("samples/bad").join(file);
        let refused = small().json("coop-migrate", &["import", path.to_str().expect("a path in UTF-8")]);
        let finding = &refused["findings"][0];
        assert_eq!((&finding["code"], &finding["place"]["file"]), (&code.into(), &file.into()), "{refused}");
    }
}

#[test]
fn quiet_hides_notes_but_never_the_file_that_failed() {
    let pdf = repository("samples/bad/pdf-named.xlsx");
    let good = repository("samples/legacy/ods/ods.ods");
    let returns = repository("samples/returns/returns-2024-25.csv");
    let [pdf, good, returns] = [&pdf, &good, &returns].map(|path| path.to_str().expect("a path in UTF-8"));
    for (program, arguments) in [
        ("coop-migrate", ["inspect", pdf, good].as_slice()),
        ("coop-migrate", &["import", "--dry-run", pdf, good]),
        ("coop-returns", &["return", "check", pdf, returns]),
    ] {
        let partly = small().run(program, &[arguments, &["--quiet"]].concat());
        assert_eq!(partly.code, 9, "{}", partly.stderr);
        assert!(partly.stderr.contains("pdf-named.xlsx"), "{program} {arguments:?}: {}", partly.stderr);
        let json = small().json(program, arguments);
        assert_eq!(json["data"]["failed"][0]["file"], pdf, "{json}");
    }
}

#[test]
fn a_reader_of_hindi_is_refused_in_hindi() {
    let devanagari = |text: &str| text.chars().any(|c| ('\u{0900}'..='\u{097F}').contains(&c));
    let files = files_below(&repository("samples/bad"));
    let inspected = files.iter().map(|file| ("coop-migrate", vec!["import", file.to_str().expect("a path in UTF-8")]));
    let asked = [
        ("coop-register", vec!["society", "show", "nobody"]),
        ("coop-register", vec!["run", "show", "9999"]),
        ("coop-register", vec!["codes", "ZZZ"]),
        ("coop-register", vec!["report", "build", "nothing"]),
        ("coop-migrate", vec!["undo", "B9999", "--reason", "x"]),
        ("coop-migrate", vec!["trace", "nobody", "--register", "nothing"]),
        ("coop-returns", vec!["rules", "show", "ZZZ-001"]),
        ("coop-returns", vec!["return", "check"]),
        ("coop-audit", vec!["allotment", "draft", "--fy", "2024-25", "--seed", "x"]),
    ];
    for (program, arguments) in inspected.chain(asked) {
        let office = small().folder();
        let mut command = Command::new(office::program(program));
        let refused =
            command.args(["--lang", "hi", "--office"]).arg(office).args(&arguments).output().expect("it runs");
        assert!(!refused.status.success(), "{program} {arguments:?}");
        for line in String::from_utf8_lossy(&refused.stderr).lines() {
            assert!(devanagari(line) && !line.contains('{'), "{program} {arguments:?}: {line}");
        }
    }
}

#[test]
fn arguments_that_do_not_parse_are_told_in_one_line_in_the_language_asked_for() {
    for (arguments, english, hindi) in [
        ("return list --nosuch", "--nosuch: this command knows no such argument", "--nosuch: इस आदेश में ऐसा कोई तर्क नहीं"),
        ("retrun list", "retrun: there is no such command", "retrun: ऐसा कोई आदेश नहीं"),
        (
            "return list --fy 2024",
            "'2024' cannot be read: not a co-operative year",
            "'2024' पढ़ा नहीं जा सका: सहकारी वर्ष नहीं है",
        ),
        ("return list --as-of 31-02-2026", "cannot be read: not a date", "पढ़ा नहीं जा सका: तिथि नहीं है"),
        ("due list --district patna", "'patna' cannot be read: a whole number", "'patna' पढ़ा नहीं जा सका: पूर्ण संख्या"),
        ("return list --fy", "--fy <YEAR>: its value is missing", "--fy <YEAR>: मान नहीं दिया गया"),
        ("rules coverage --only all", "one of checked, watched", "इनमें से एक अपेक्षित था: checked, watched"),
        ("ncd rank", "--sector <SECTOR>: missing", "--sector <SECTOR>: नहीं दिया गया"),
    ] {
        for (language, words) in [("en", english), ("hi", hindi)] {
            let words_given: Vec<&str> = arguments.split(' ').collect();
            let told = office::run("coop-returns", &[&["--lang", language][..], &words_given].concat(), b"");
            assert_eq!(told.code, 2, "{arguments}");
            let first = told.stderr.lines().next().unwrap_or_default();
            assert!(first.contains(words), "{arguments}: {}", told.stderr);
            assert!(told.stdout.is_empty(), "{arguments}: {}", told.stdout);
        }
    }
}
