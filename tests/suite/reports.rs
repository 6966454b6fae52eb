//! Reports on paper: the printing program as it is started by the others. Skipped, and said so, where it is not built
//! (feature `print`) or the machine has no font for Hindi.

use coop_registry::{
    catalogue::Files,
    model::{Label, Language},
    reports::{
        Digits, Origin, Reader, Report, ReportError, Words,
        ground::Ground,
        parts::PrintJob,
        society_register::{SocietyRow, build},
        writers::pdf,
    },
};
use jiff::civil::date;
use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

fn printer() -> Option<&'static Path> {
    // Cargo names the program also where it is not built.
    let Some(program) = option_env!("CARGO_BIN_EXE_coop-print").map(Path::new).filter(|path| path.is_file()) else {
        eprintln!("skipped: coop-print is not built (feature print)");
        return None;
    };
    let fonts = Command::new(program).arg("--list-fonts").output().expect("coop-print was built for this test");
    if fonts.status.code() == Some(4) {
        eprintln!("skipped: {}", String::from_utf8_lossy(&fonts.stderr));
        return None;
    }
    Some(program)
}

fn words(language: Language) -> Words {
    Words::load(&Files::embedded(), Reader { language, digits: Digits::Latin }).expect("the shipped texts read")
}

fn register(societies: i64, odd_name: Option<&str>) -> Report {
    let office = Label { en: "District Office".into(), hi: "जिला कार्यालय".into() };
    let origin = Origin { office, program: "0.1.0".into(), ..Origin::default() };
    let ground = Ground::new(&Files::embedded(), date(2026, 3, 31), origin, "BR").expect("the shipped map reads");
    let rows = (1..=societies).map(|no| SocietyRow {
        society: format!("BR-PAT-S-{no}"),
        name: match odd_name.filter(|_| no == 2) {
            Some(odd) => Label { en: odd.into(), hi: odd.into() },
            None => Label {
                en: format!("Rampur PACS {no}"), hi: format!("श्री क्षेत्रीय विद्यार्थी समिति {no}")
            },
        },
        reg_no: format!("{no}/1987"),
        district: Some(188 + no % 30),
        class: "pacs".into(),
        ..SocietyRow::default()
    });
    build(rows.collect(), &ground)
}

fn pages(pdf: &[u8]) -> usize {
    let mark = b"/Type/Page";
    pdf.windows(mark.len() + 1).filter(|part| part.starts_with(mark) && part[mark.len()] != b's').count()
}

fn print(program: &Path, job: &[u8]) -> Output {
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("coop-print was built for this test");
    // A job refused early closes the pipe.
    let _ = child.stdin.take().map(|mut stdin| stdin.write_all(job));
    child.wait_with_output().expect("coop-print ends")
}

#[test]
fn a_report_prints_in_both_languages_as_pdf_a_with_the_same_bytes_each_time() {
    let Some(program) = printer() else { return };
    for language in [Language::Hi, Language::En] {
        let job = PrintJob::new(&register(40, None), &words(language), Vec::new()).expect("a report in shape");
        let job = serde_json::to_vec(&job).expect("a job is JSON");
        let (first, second) = (print(program, &job), print(program, &job));
        assert!(first.status.success(), "{}", String::from_utf8_lossy(&first.stderr));
        assert!(first.stdout.starts_with(b"%PDF-1.7") && first.stdout == second.stdout, "bytes differ");
        let count = pages(&first.stdout);
        assert!((2..=6).contains(&count), "{count} pages");
        let says = |token: &[u8]| first.stdout.windows(token.len()).any(|part| part == token);
        assert!(says(b"pdfaid:part>2") && says(b"20260331"), "PDF/A-2b, dated by its data");
    }
}

#[test]
fn a_long_list_prints_in_numbered_parts_and_a_very_long_one_as_its_abstract() {
    let Some(program) = printer() else { return };
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let words = words(Language::En);
    let names = pdf::print(program, &register(1_030, None), &words, Vec::new(), folder.path()).expect("it prints");
    assert_eq!(names, ["society_register.part-01.pdf", "society_register.part-02.pdf"]);
    let count = |name: &str| pages(&fs::read(folder.path().join(name)).expect("the part named was made"));
    assert!(count(&names[0]) > 15 && count(&names[1]) < 6);
    let names = pdf::print(program, &register(2_001, None), &words, Vec::new(), folder.path()).expect("it prints");
    assert_eq!(names, ["society_register.pdf"]);
    assert!(count(&names[0]) <= 4, "the abstract only");
}

#[test]
fn a_letter_no_font_holds_is_told_with_the_row_and_nothing_is_printed() {
    let Some(program) = printer() else { return };
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let odd = register(3, Some("समिति \u{1f33e}"));
    let error = pdf::print(program, &odd, &words(Language::Hi), Vec::new(), folder.path()).expect_err("no such letter");
    let ReportError::Printing { code: Some(3), message } = &error else { panic!("{error:?}") };
    assert!(message.contains("U+1F33E") && message.contains("समितियों की सूची") && message.contains("row"), "{message}");
    assert_eq!(fs::read_dir(folder.path()).expect("the folder is there").count(), 0);
}

#[test]
fn what_is_no_print_job_is_refused_in_one_line() {
    let Some(program) = printer() else { return };
    for (job, said) in [(&b"{"[..], "not a print job"), (b"\xff\xfe", "JSON was expected"), (b"[]", "not a print job")]
    {
        let refused = print(program, job);
        let message = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert_eq!(refused.status.code(), Some(3), "{message}");
        assert!(message.contains(said) && message.lines().count() == 1, "{message}");
    }
}
