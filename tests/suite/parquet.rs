//! Returns in a Parquet file are held against the rules as those of the same list in CSV; what is no such file is one line.

#[path = "../../src/source/parquet/made.rs"]
mod made;

use super::office::{Ran, repository, run};
use made::{Made, table};
use std::{fs, path::Path};

/// Columns of a CSV as a program would store them: whole numbers where all are, texts else.
fn columns(path: &Path) -> Vec<(String, Made)> {
    let mut reader = csv::Reader::from_path(path).expect("a list");
    let heads: Vec<String> = reader.headers().expect("headings").iter().map(str::to_owned).collect();
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let column = |at: usize| {
        let cells: Vec<Option<String>> =
            rows.iter().map(|row| row.get(at).filter(|cell| !cell.is_empty()).map(str::to_owned)).collect();
        let whole: Option<Vec<Option<i64>>> =
            cells.iter().map(|cell| cell.as_ref().map_or(Some(None), |cell| cell.parse().ok().map(Some))).collect();
        whole.filter(|_| heads[at] != "registration_number").map_or(Made::Texts(cells), Made::Whole)
    };
    heads.iter().enumerate().map(|(at, head)| (head.clone(), column(at))).collect()
}

fn check(path: &Path, more: &[&str]) -> Ran {
    let path = path.to_str().expect("a path in UTF-8");
    run("coop-returns", &[&["return", "check", path], more].concat(), b"")
}

#[test]
fn a_parquet_file_says_what_the_csv_of_the_same_returns_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let list = repository("samples/returns/returns-2024-25.csv");
    let columns = columns(&list);
    let named: Vec<(&str, Made)> = columns.iter().map(|(name, made)| (name.as_str(), made.clone())).collect();
    let path = folder.path().join("returns.parquet");
    fs::write(&path, table(&named, 40)).expect("written");
    for format in ["csv", "jsonl"] {
        for more in [&["--fy", "2024-25"][..], &["--only", "BSH,APP"]] {
            let arguments = [&["--format", format], more].concat();
            let (parquet, csv) = (check(&path, &arguments), check(&list, &arguments));
            assert_eq!(parquet.code, csv.code, "{}", parquet.stderr);
            assert!(parquet.stdout == csv.stdout && parquet.stderr == csv.stderr, "{}", parquet.stderr);
            assert!(csv.stdout.lines().count() > 1);
        }
    }
    let told = check(&path, &[]);
    assert!(told.stdout.contains("returns.parquet, sheet 'returns', row "), "{}", told.stdout);
    let other = check(&path, &["--fy", "2019-20", "--format", "csv"]);
    assert_eq!((other.code, other.stdout.lines().count()), (0, 1), "returns of other years are passed over");
    let marked = check(&path, &["--mark", "-o", "out.xlsx"]);
    assert!(marked.code > 1 && marked.stderr.lines().count() <= 3, "{}", marked.stderr);
}

#[test]
fn what_is_no_whole_parquet_file_is_refused_in_a_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let whole =
        table(&[("society", Made::Texts(vec![Some("S-1".into()); 50])), ("n", Made::Whole(vec![Some(1); 50]))], 50);
    let mut damaged = whole.clone();
    damaged[4..40].iter_mut().for_each(|byte| *byte ^= 0x5A);
    let cases: [(&str, &[u8], i32); 6] = [
        ("broken-off", &whole[..whole.len() / 2], 3),
        ("sealed", &[&whole[..whole.len() - 1], b"E"].concat(), 3),
        ("marks-alone", b"PAR1PAR1", 3),
        ("other-mark", &[b"\0AR1", &whole[4..]].concat(), 3),
        ("damaged", &damaged, 3),
        // It reads, but no line of a return is in it.
        ("other-table", &whole, 3),
    ];
    for (name, bytes, code) in cases {
        let path = folder.path().join(name).with_extension("parquet");
        fs::write(&path, bytes).expect("written");
        let ran = check(&path, &[]);
        assert_eq!((ran.code, ran.stdout.as_str()), (code, ""), "{name}: {}", ran.stderr);
        assert_eq!(ran.stderr.lines().count(), 2, "{name}: {}", ran.stderr);
        assert!(ran.stderr.contains(&format!("{name}.parquet")), "{}", ran.stderr);
    }
}
