//! The detector measured on columns as registers have them (`tests/detector/columns.csv`), trained without their words.
//!
//! The set is data: it stays when the word lists grow. `COOP_UPDATE=1` makes it anew from the lists.

use super::{Converter, Detection, Label, TypingStyle, column_vote, detect::Detector, encode::Encoder, words::Words};
use crate::catalogue::Files;
use std::collections::{BTreeMap, HashSet};

const SET: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/detector/columns.csv");
/// Cells of a column.
const CELLS: usize = 60;

fn converter(file: &str) -> Converter {
    let files = Files::embedded();
    let text = |path: &str| files.text(path).expect("the table is in the catalogue");
    Converter::new(file, &text(file), &text("words/visarga.txt")).expect("the table is sound")
}

/// Cells by column: what stands there, what it is, what it says.
fn stored() -> BTreeMap<String, Vec<(String, String, String)>> {
    let mut columns: BTreeMap<String, Vec<_>> = BTreeMap::new();
    let mut reader = csv::Reader::from_path(SET).expect("the set is in the repository");
    for row in reader.records() {
        let row = row.expect("the set is sound");
        columns.entry(row[0].to_owned()).or_default().push((row[1].to_owned(), row[2].to_owned(), row[3].to_owned()));
    }
    columns
}

/// Makes the set: every seventh word of the lists, in both typing styles, among what else such columns hold.
fn made() -> Vec<[String; 4]> {
    let words = Words::load(&Files::embedded()).expect("the lists are in the catalogue");
    let pick = |list: &[String]| list.iter().skip(3).step_by(7).cloned().collect::<Vec<_>>();
    let (hindi, names) = (pick(&words.hindi_list), pick(&words.names_list));
    let (english, short) = (pick(&words.english_list), pick(&words.abbreviations_list));
    let mut rows = Vec::new();
    let mut at = 0;
    let mut next = |list: &[String]| {
        at += 1;
        list[(at * 37) % list.len()].clone()
    };
    let title = |word: String| word[..1].to_uppercase() + &word[1..];
    for column in 0..40 {
        let kind = ["kruti", "kruti_ligatures", "kruti_mixed", "english", "latin_mixed", "unicode", "figures", "kruti"]
            [column % 8];
        let style = if kind == "kruti_ligatures" { TypingStyle::Ligatures } else { TypingStyle::Ascii };
        let encoder = Encoder::new(&converter("fonts/krutidev.csv").table, style);
        for cell in 0..CELLS {
            let said = |count: usize, next: &mut dyn FnMut(&[String]) -> String| {
                (0..count).map(|_| next(&hindi)).collect::<Vec<_>>().join(" ")
            };
            let number = 100 + column * 61 + cell * 17;
            let (text, label, said) = match (kind, cell % 10) {
                ("kruti_mixed", 3) => {
                    (format!("{} {}", title(next(&names)), title(next(&names))), "english", String::new())
                }
                ("kruti_mixed", 6) => {
                    (format!("DCO/{}/{number}", ["PAT", "GAY", "SAR"][cell % 3]), "english", String::new())
                }
                ("kruti_mixed", 9) | ("latin_mixed", 5) => {
                    (format!("{}/0{}/19{}", 10 + cell % 18, 1 + cell % 9, 50 + cell % 49), "number", String::new())
                }
                ("kruti" | "kruti_ligatures" | "kruti_mixed", _) => {
                    let said = said(1 + cell % 3, &mut next);
                    (encoder.encode(&said), "krutidev", said)
                }
                ("english", 0..=4) => (
                    format!("{} {} Society Ltd.", title(next(&names)), title(next(&english))),
                    "english",
                    String::new(),
                ),
                ("english", _) => {
                    (format!("{} {}", title(next(&names)), title(next(&names))), "english", String::new())
                }
                ("latin_mixed", 0..=3) => (next(&short), "english", String::new()),
                ("latin_mixed", _) => (next(&english), "english", String::new()),
                ("unicode", _) => (said(1 + cell % 3, &mut next), "unicode_hindi", String::new()),
                _ => (
                    [format!("{number},450.50"), format!("{number}/-"), format!("{number}")][cell % 3].clone(),
                    "number",
                    String::new(),
                ),
            };
            rows.push([format!("{column:02} {kind}"), text, label.to_owned(), said]);
        }
    }
    rows
}

struct Measured {
    all: usize,
    english: usize,
    wrong: Vec<String>,
    /// English cells taken for Kruti Dev.
    converted: usize,
}

/// A cell its column leaves open counts as wrong.
fn measure(words: Words, columns: &BTreeMap<String, Vec<(String, String, String)>>) -> Measured {
    let detector = Detector::new(words, converter("fonts/krutidev.csv"), converter("fonts/walkman905.csv"));
    let mut measured = Measured { all: 0, english: 0, wrong: Vec::new(), converted: 0 };
    for (column, cells) in columns {
        let judged: Vec<Detection> = cells.iter().map(|(cell, ..)| detector.detect(cell)).collect();
        let vote = column_vote(&judged);
        for ((cell, label, _), found) in cells.iter().zip(&judged) {
            let said = vote.label_for(found);
            measured.all += 1;
            measured.english += usize::from(label == "english");
            measured.converted += usize::from(label == "english" && said == Some(Label::Krutidev));
            if said.map(Label::name) != Some(label) {
                measured.wrong.push(format!("{column}: '{cell}' is {label}, read as {said:?}"));
            }
        }
    }
    let Measured { all, english, wrong, converted } = &measured;
    println!("{} of {all} right, {converted} of {english} English cells converted: {wrong:#?}", all - wrong.len());
    measured
}

#[test]
fn columns_are_read_right_and_english_is_left_alone_also_with_words_never_seen() {
    if std::env::var_os("COOP_UPDATE").is_some() {
        let mut writer = csv::Writer::from_path(SET).expect("room for the set");
        writer.write_record(["column", "cell", "label", "says"]).expect("room");
        made().iter().for_each(|row| writer.write_record(row).expect("room"));
    }
    let columns = stored();
    let words = || Words::load(&Files::embedded()).expect("the lists are in the catalogue");
    let shipped = measure(words(), &columns);
    assert!(shipped.all >= 2_000 && shipped.converted * 1000 < shipped.english, "{}", shipped.converted);
    assert!(shipped.wrong.len() * 1000 <= shipped.all * 5, "{:#?}", shipped.wrong);
    // Every word of the set unknown, Hindi and English: harder than any register.
    let seen: HashSet<String> = columns
        .values()
        .flatten()
        .flat_map(|(cell, label, said)| (if label == "krutidev" { said } else { cell }).split_whitespace())
        .map(str::to_lowercase)
        .collect();
    let unseen = measure(words().without(|word| seen.contains(&word.to_lowercase())), &columns);
    assert!(unseen.converted * 1000 < unseen.english, "{}", unseen.converted);
    assert!(unseen.wrong.len() * 1000 <= unseen.all * 8, "{:#?}", unseen.wrong);
}
