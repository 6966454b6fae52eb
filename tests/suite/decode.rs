//! Legacy Hindi on a pipe, as scripts use it.

use super::office::run;

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
