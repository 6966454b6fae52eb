//! Legacy Hindi on a pipe, as scripts use it.

use super::office::run;
use rust_xlsxwriter::{Format, Formula, Workbook};
use std::{collections::BTreeMap, fs::File, io::Read as _, path::Path};

const KRUTI: &str = "jkeiqj izkFkfed d`f\"k lk[k lg;ksx lfefr fyfeVsM";
const HINDI: &str = "रामपुर प्राथमिक कृषि साख सहयोग समिति लिमिटेड";

fn decode(arguments: &[&str], stdin: &[u8]) -> String {
    let ran = run("coop-migrate", &[&["decode"], arguments].concat(), stdin);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran.stdout
}

#[test]
fn kruti_dev_comes_out_as_hindi_line_for_line() {
    let text = |stdin: &str| decode(&["text", "--font", "kruti-dev"], stdin.as_bytes());
    assert_eq!(text(&format!("{KRUTI}\n")), format!("{HINDI}\n"));
    assert_eq!(text(&format!("{KRUTI}\r\n\n{KRUTI}")), format!("{HINDI}\r\n\n{HINDI}"));
    assert_eq!(text(""), "");
}

#[test]
fn auto_leaves_english_and_unicode_as_they_are() {
    let stdin = format!("{KRUTI}\nRampur Primary Agricultural Credit Society\n{HINDI}\n");
    let told = format!("{HINDI}\nRampur Primary Agricultural Credit Society\n{HINDI}\n");
    assert_eq!(decode(&["text", "--font", "auto"], stdin.as_bytes()), told);
}

#[test]
fn detect_labels_each_line_with_a_confidence() {
    let stdin = format!("{KRUTI}\nPrimary Agricultural Credit Society\n{HINDI}\n1,00,000\n---\n");
    let told = decode(&["detect"], stdin.as_bytes());
    let lines: Vec<(&str, &str)> =
        told.lines().map(|line| line.split_once('\t').expect("label, tab, number")).collect();
    let labels: Vec<&str> = lines.iter().map(|(label, _)| *label).collect();
    assert_eq!(labels, ["krutidev", "english", "unicode_hindi", "number", "other"]);
    for (label, confidence) in lines {
        assert!(confidence.parse().is_ok_and(|found: f64| (0.5..=1.0).contains(&found)), "{label} {confidence}");
    }
}

#[test]
fn only_a_line_feed_ends_a_line() {
    // U+0085, U+2028 and the form feed end a line elsewhere; in these fonts some of them are letters.
    let stdin = "jke\u{85}iqj\u{2028}jke\u{c}iqj\n";
    for arguments in [&["text", "--font", "kruti-dev"][..], &["text", "--font", "auto"], &["detect"]] {
        let told = decode(arguments, stdin.as_bytes());
        assert_eq!((told.matches('\n').count(), told.ends_with('\n')), (1, true), "{arguments:?}: {told:?}");
    }
    let found = run("coop-migrate", &["decode", "text", "--font", "kruti-dev", "--format", "json"], stdin.as_bytes());
    assert_eq!(found.json()["data"]["lines"].as_array().map(Vec::len), Some(1));
}

#[test]
fn bytes_of_windows_1252_are_read_as_such() {
    // 0x91 and 0x92 are curly quotation marks there, and no UTF-8 at all.
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode("\u{2019}kadj\n");
    let (one, other) = (
        decode(&["text", "--font", "kruti-dev"], &bytes),
        decode(&["text", "--font", "kruti-dev"], "\u{2019}kadj\n".as_bytes()),
    );
    assert_eq!((one.as_str(), one.as_str()), (other.as_str(), "शंकर\n"));
}

#[test]
fn a_font_without_a_table_is_an_argument_error() {
    assert_eq!(run("coop-migrate", &["decode", "text", "--font", "mangal"], b"").code, 2);
}

/// A workbook with one text under two fonts, runs of both, bold and coloured cells, a date, a formula.
fn typed_workbook(path: &Path) {
    let kruti = Format::new().set_font_name("Kruti Dev 010").set_font_size(16);
    let plain = Format::new().set_font_name("Arial");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, text) in (0..).zip(["v/;{k", "lfpo", "lfefr", "in"]) {
        sheet.write_with_format(row, 0, text, &kruti.clone().set_bold()).unwrap();
    }
    sheet.write_with_format(0, 1, "in", &plain).unwrap();
    sheet.write_with_format(1, 1, "12/03/1957", &kruti).unwrap();
    sheet.write_with_format(2, 1, "Rampur PACS Ltd.", &kruti).unwrap();
    sheet.write_rich_string(3, 1, &[(&kruti.clone().set_italic(), "jkeiqj"), (&plain, " in Patna")]).unwrap();
    sheet.write_formula_with_format(4, 0, Formula::new("=A3").set_result("lfefr"), &kruti).unwrap();
    sheet.write_with_format(5, 0, 1250.5, &kruti).unwrap();
    book.save(path).unwrap();
}

fn parts(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(File::open(path).unwrap()).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

#[test]
fn a_workbook_is_copied_in_unicode_with_its_formats_and_the_copy_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    typed_workbook(Path::new(&at("typed.xlsx")));
    let copy = |from: &str, to: &str| {
        let ran = run("coop-migrate", &["decode", "file", &at(from), "-o", &at(to), "--format", "json"], b"");
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ran.json()["data"]["rows"][0].clone()
    };
    let counts = copy("typed.xlsx", "copy.xlsx");
    assert_eq!((&counts["cells"], &counts["converted"], &counts["doubtful"]), (&9.into(), &6.into(), &1.into()));
    let cells = run("coop-migrate", &["cells", &at("copy.xlsx"), "--fonts"], b"").stdout;
    for told in [
        "{Nirmala UI}अध्यक्ष,{Arial}in",
        "{Nirmala UI}सचिव,{Kruti Dev 010}12/03/1957",
        "{Nirmala UI}समिति,{Kruti Dev 010}Rampur PACS Ltd.",
        "{Nirmala UI}पद,{Nirmala UI}रामपुर{Arial} in Patna",
        "{Nirmala UI}समिति,",
    ] {
        assert!(cells.contains(told), "{told}: {cells}");
    }
    let (before, after) = (parts(Path::new(&at("typed.xlsx"))), parts(Path::new(&at("copy.xlsx"))));
    let changed: Vec<&str> =
        before.iter().filter(|(name, bytes)| after.get(*name) != Some(bytes)).map(|(name, _)| name.as_str()).collect();
    assert_eq!((changed, before.len()), (vec!["xl/styles.xml", "xl/worksheets/sheet1.xml"], after.len()));
    let styles = String::from_utf8_lossy(&after["xl/styles.xml"]).into_owned();
    assert!(styles.contains("<font><b/><sz val=\"16\"/>") && styles.contains("<name val=\"Nirmala UI\"/>"), "{styles}");
    // Decoded again, nothing changes.
    assert_eq!(copy("copy.xlsx", "again.xlsx")["converted"], 0);
    assert_eq!(std::fs::read(at("copy.xlsx")).unwrap(), std::fs::read(at("again.xlsx")).unwrap());
}

#[test]
fn a_list_of_the_old_time_is_copied_with_its_delimiters_and_line_ends() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let sample =
        concat!(env!("CARGO_MANIFEST_DIR"), "/samples/legacy/csv-windows-1252-krutidev/csv-windows-1252-krutidev.csv");
    let copy = |from: &str, to: &str| {
        let ran = run("coop-migrate", &["decode", "file", from, "-o", &at(to), "--format", "json"], b"");
        assert!(ran.code <= 1, "{}", ran.stderr);
        ran.json()["data"]["rows"][0].clone()
    };
    let counts = copy(sample, "copy.csv");
    assert!(counts["converted"].as_u64() > Some(1_000), "{counts}");
    let (before, after) = (std::fs::read(sample).unwrap(), std::fs::read(at("copy.csv")).unwrap());
    let after = String::from_utf8(after).expect("UTF-8");
    let ends = |bytes: &[u8]| bytes.windows(2).filter(|two| two == b"\r\n").count();
    assert!(after.starts_with('\u{FEFF}') && after.contains("सहयोग समिति लिमिटेड"), "{after:.400}");
    assert_eq!(ends(&before), ends(after.as_bytes()));
    // The copy is read as the file itself was.
    let cells = |path: &str| run("coop-migrate", &["inspect", path, "--format", "json"], b"").json()["data"].clone();
    let (was, now) = (cells(sample), cells(&at("copy.csv")));
    assert_eq!(was["sheets"][0]["rows"], now["sheets"][0]["rows"]);
    assert_eq!(was["sheets"][0]["used"], now["sheets"][0]["used"]);
    assert_eq!(copy(&at("copy.csv"), "again.csv")["converted"], 0);
    assert_eq!(std::fs::read(at("copy.csv")).unwrap(), std::fs::read(at("again.csv")).unwrap());
}

/// An OpenDocument spreadsheet typed in Kruti Dev by the style of its cells.
fn typed_document(path: &Path) {
    let cell = |text: &str| {
        format!(
            "<table:table-cell table:style-name=\"ce1\" office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let rows: String = ["v/;{k", "lfpo", "lfefr", "Rampur PACS Ltd."]
        .map(|text| format!("<table:table-row>{}</table:table-row>", cell(text)))
        .concat();
    let content = format!(
        "<office:document-content><office:automatic-styles><style:style style:name=\"ce1\" style:family=\"table-cell\">\
         <style:text-properties style:font-name=\"Kruti Dev 010\" fo:font-size=\"16pt\"/></style:style></office:automatic-styles>\
         <office:body><office:spreadsheet><table:table table:name=\"सूची\">{rows}</table:table></office:spreadsheet></office:body>\
         </office:document-content>"
    );
    let mut archive = zip::ZipWriter::new(File::create(path).unwrap());
    for (name, text) in
        [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_str())]
    {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut archive, text.as_bytes()).unwrap();
    }
    archive.finish().unwrap();
}

#[test]
fn an_open_document_is_copied_in_unicode_with_its_formats() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    typed_document(Path::new(&at("typed.ods")));
    let ran =
        run("coop-migrate", &["decode", "file", &at("typed.ods"), "-o", &at("copy.ods"), "--format", "json"], b"");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let counts = ran.json()["data"]["rows"][0].clone();
    assert_eq!((&counts["cells"], &counts["converted"], &counts["kept"]), (&4.into(), &3.into(), &1.into()));
    let cells = run("coop-migrate", &["cells", &at("copy.ods"), "--fonts"], b"").stdout;
    for told in ["{Nirmala UI}अध्यक्ष", "{Nirmala UI}सचिव", "{Kruti Dev 010}Rampur PACS Ltd."] {
        assert!(cells.contains(told), "{told}: {cells}");
    }
    let content = String::from_utf8(parts(Path::new(&at("copy.ods")))["content.xml"].clone()).unwrap();
    assert!(content.contains("style:font-size-complex=\"16pt\""), "{content}");
}

#[test]
fn old_and_binary_workbooks_are_not_copied_and_none_over_itself_or_under_another_ending() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/legacy/biff8-xls/biff8-xls.xls");
    for (language, told) in [("en", "save it as XLSX"), ("hi", "XLSX के रूप में सहेजें")] {
        let refused = run("coop-migrate", &["decode", "file", sample, "-o", &at("a.xlsx"), "--lang", language], b"");
        assert_eq!((refused.code, refused.stderr.contains(told)), (3, true), "{}", refused.stderr);
    }
    let document = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/legacy/ods/ods.ods");
    let other = run("coop-migrate", &["decode", "file", document, "-o", &at("a.xlsx"), "--lang", "en"], b"");
    assert_eq!((other.code, other.stderr.contains("ending in .ods")), (2, true), "{}", other.stderr);
    assert!(!Path::new(&at("a.xlsx")).exists());
    typed_workbook(Path::new(&at("typed.xlsx")));
    assert_eq!(run("coop-migrate", &["decode", "file", &at("typed.xlsx")], b"").code, 2);
    assert_eq!(run("coop-migrate", &["decode", "file", &at("typed.xlsx"), "-o", &at("typed.xlsx")], b"").code, 2);
}
