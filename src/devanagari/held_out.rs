//! Detection measured on words kept out of the lists it was trained on: single cells, no column.

use super::{
    Converter, Detection, Label, TypingStyle,
    detect::Detector,
    encode::Encoder,
    latin::{Class, among_neighbours},
    words::Words,
};
use crate::catalogue::Files;

/// Every tenth word is kept out.
const EVERY: usize = 10;

struct Measured {
    right: usize,
    wrong: Vec<String>,
    undecided: usize,
}

impl Measured {
    fn share(&self) -> f64 {
        self.right as f64 / (self.right + self.wrong.len()).max(1) as f64
    }
}

fn converter(file: &str) -> Converter {
    let files = Files::embedded();
    let text = |path: &str| files.text(path).expect("the table is in the catalogue");
    Converter::new(file, &text(file), &text("words/visarga.txt")).expect("the table is sound")
}

/// A detector that never saw every tenth word, and those words: Hindi, English, names.
fn held_out(turn: usize) -> (Detector, [Vec<String>; 3]) {
    let words = Words::load(&Files::embedded()).expect("the lists are in the catalogue");
    let kept_out = |list: &[String]| list.iter().skip(turn).step_by(EVERY).cloned().collect::<Vec<_>>();
    let out = [kept_out(&words.hindi_list), kept_out(&words.english_list), kept_out(&words.names_list)];
    let words = words.thinned(|at| at % EVERY != turn);
    (Detector::new(words, converter("fonts/krutidev.csv"), converter("fonts/walkman905.csv")), out)
}

fn measure(detector: &Detector, cells: impl Iterator<Item = String>, label: Label) -> Measured {
    let mut measured = Measured { right: 0, wrong: Vec::new(), undecided: 0 };
    for cell in cells {
        let judged: Detection = detector.detect(&cell);
        measured.undecided += usize::from(judged.undecided);
        if judged.label == label {
            measured.right += 1;
        } else {
            measured.wrong.push(cell);
        }
    }
    measured
}

/// Cells of one to three words, made from a list in its order.
fn cells(words: &[String]) -> impl Iterator<Item = String> + '_ {
    (0..words.len()).map(|at| {
        let count = 1 + at % 3;
        (0..count).map(|more| words[(at * 7 + more * 13) % words.len()].as_str()).collect::<Vec<_>>().join(" ")
    })
}

#[test]
fn words_never_seen_are_told_apart_without_a_column() {
    let mut hindi_right = (0, 0);
    let mut latin_wrong = (0, 0);
    for turn in [0, 3, 7] {
        let (detector, [hindi, english, names]) = held_out(turn);
        for style in [TypingStyle::Ascii, TypingStyle::Ligatures] {
            let encoder = Encoder::new(&converter("fonts/krutidev.csv").table, style);
            let typed: Vec<String> = hindi.iter().map(|word| encoder.encode(word)).collect();
            let measured = measure(&detector, cells(&typed), Label::Krutidev);
            println!(
                "turn {turn} {style:?}: {:.2} % of {} cells, undecided {}, e.g. {:?}",
                measured.share() * 100.0,
                typed.len(),
                measured.undecided,
                &measured.wrong[..measured.wrong.len().min(12)]
            );
            hindi_right = (hindi_right.0 + measured.right, hindi_right.1 + typed.len());
        }
        for (what, list) in [("english", &english), ("names", &names)] {
            let measured = measure(&detector, cells(list), Label::English);
            println!(
                "turn {turn} {what}: {:.2} % of {}, undecided {}, wrong {:?}",
                measured.share() * 100.0,
                list.len(),
                measured.undecided,
                &measured.wrong[..measured.wrong.len().min(12)]
            );
            latin_wrong = (latin_wrong.0 + measured.wrong.len(), latin_wrong.1 + list.len());
        }
    }
    println!("Hindi right: {hindi_right:?}, English taken for Hindi: {latin_wrong:?}");
    assert!(hindi_right.0 * 100 >= hindi_right.1 * 95, "{hindi_right:?}");
    assert!(latin_wrong.0 * 1000 <= latin_wrong.1 * 3, "{latin_wrong:?}");
}

/// Cells of registers with what they are, as an office has them.
const CELLS: &[(&str, Label)] = &[
    ("jkeiqj izkFkfed d`f\"k lk[k lg;ksx lfefr fy0", Label::Krutidev),
    ("v/;{k", Label::Krutidev),
    ("fnukad", Label::Krutidev),
    ("Ø0 la0", Label::Krutidev),
    ("xzke&jkeiqj] iks0&lksuiqj] ftyk&iVuk", Label::Krutidev),
    ("eks0 vlye", Label::Krutidev),
    ("lfpo ¼izHkkjh½", Label::Krutidev),
    ("uke", Label::Krutidev),
    ("irk", Label::Krutidev),
    ("dqy ;ksx", Label::Krutidev),
    ("jkeiqj PACS fyfeVsM", Label::Krutidev),
    ("Rampur Primary Agriculture Credit Society Ltd.", Label::English),
    ("S/o Late Ram Lal", Label::English),
    ("w.e.f. 1.4.2020", Label::English),
    ("Regd. No. 12/PAT/1957", Label::English),
    ("DEO/RPR/2024", Label::English),
    ("PACS", Label::English),
    ("office@gov.in", Label::English),
    ("#REF!", Label::English),
    ("Vill. & P.O. Sonepur, Distt. Saran", Label::English),
    ("SBIN0001234", Label::English),
    ("Nil", Label::English),
    ("in", Label::English),
    ("रामपुर समिति", Label::UnicodeHindi),
    ("रामपुर PACS", Label::UnicodeHindi),
    ("12/03/1957", Label::Number),
    ("1,23,456.50", Label::Number),
    ("₹ 500/-", Label::Number),
    ("१२३४", Label::Number),
    ("", Label::Other),
    ("   ", Label::Other),
    ("---", Label::Other),
    ("*", Label::Other),
    ("社会", Label::Other),
    ("osQUnz osQ v/;{k dks oqQy", Label::Other),
    ("Mob:9876543210", Label::English),
    ("Pin-800001", Label::English),
    ("IFSC:SBIN0001234", Label::English),
    ("No:12", Label::English),
    ("Rs.500/=", Label::English),
    (">=50", Label::English),
    ("B.A,B.Ed", Label::English),
    ("Dt:12/3/2020", Label::English),
    ("Patna,Bihar", Label::English),
    ("Vill:Rampur", Label::English),
    ("Amethi(Amethi)", Label::English),
    ("Khata No.12,Plot No.5", Label::English),
    ("jkf'k :0 esa", Label::Krutidev),
    ("fe=", Label::Krutidev),
    ("lg;ksx 12", Label::Krutidev),
];

/// Names of places and societies as they stand in the Local Government Directory and in a public list.
fn real_latin_cells() -> Vec<String> {
    let files = Files::embedded();
    let mut cells = Vec::new();
    for list in ["states", "districts", "subdistricts", "blocks", "urban_local_bodies"] {
        let text = files.text(&format!("places/lgd_{list}.csv")).expect("the list is in the catalogue");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        cells.extend(reader.records().map(|row| row.expect("a sound list")[2].to_owned()));
    }
    let societies = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/real/multistate_societies_crcs.csv");
    let mut reader = csv::Reader::from_path(societies).expect("the sample is there");
    cells.extend(
        reader.records().flat_map(|row| row.expect("a sound list").iter().map(str::to_owned).collect::<Vec<_>>()),
    );
    cells.retain(|cell| !cell.is_empty());
    cells
}

#[test]
fn english_names_under_a_kruti_dev_label_stay_and_hindi_is_read() {
    let decoder = super::Decoder::load(&Files::embedded()).expect("the embedded catalogue is read by this test");
    let family = super::FontFamily::KrutiDev;
    let read = |decoder: &super::Decoder, cell: &str| {
        decoder.decode(cell, &family, super::QuoteStyle::Intent).expect("Kruti Dev has a table").text
    };
    let cells = real_latin_cells();
    let changed: Vec<String> = cells
        .iter()
        .map(|cell| (cell, read(&decoder, cell)))
        .filter(|(cell, text)| cell != &text)
        .map(|(cell, text)| format!("{cell} → {text} {:.1}", decoder.detector().log_odds(cell)))
        .collect();
    println!("{} of {} Latin cells changed: {changed:#?}", changed.len(), cells.len());
    let (mut wrong, mut all) = (Vec::new(), 0);
    for turn in [0, 3, 7] {
        let (detector, [hindi, ..]) = held_out(turn);
        for style in [TypingStyle::Ascii, TypingStyle::Ligatures] {
            let encoder = Encoder::new(&converter("fonts/krutidev.csv").table, style);
            let judge = super::latin::Judge { detector: &detector, converter: decoder.kruti_dev(), family: &family };
            for word in &hindi {
                let typed = encoder.encode(word);
                all += 1;
                if among_neighbours(|_| &typed, &[judge.alone(&typed)])[0] != Class::Legacy {
                    wrong.push(format!("{typed} {word}"));
                }
            }
        }
    }
    println!("{} of {all} Hindi words not read: {wrong:?}", wrong.len());
    assert!(changed.len() * 1000 <= cells.len(), "{} of {}: {changed:#?}", changed.len(), cells.len());
    assert!(wrong.len() * 100 <= all, "{} of {all}: {wrong:?}", wrong.len());
}

#[test]
fn cells_of_a_register_are_told_for_what_they_are() {
    let files = Files::embedded();
    let decoder = super::Decoder::load(&files).expect("the embedded catalogue is read by this test");
    let wrong: Vec<String> = CELLS
        .iter()
        .map(|(cell, label)| (cell, label, decoder.detect(cell)))
        .filter(|(_, label, judged)| judged.label != **label)
        .map(|(cell, label, judged)| format!("'{cell}' is {label:?}: {judged:?}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn known_words_alone_are_nearly_always_told_right() {
    let decoder = super::Decoder::load(&Files::embedded()).expect("the embedded catalogue is read by this test");
    let words = Words::load(&Files::embedded()).expect("the lists are in the catalogue");
    let encoder = Encoder::new(&converter("fonts/krutidev.csv").table, TypingStyle::Ascii);
    let hindi: Vec<&String> = words.hindi_list.iter().filter(|word| word.chars().count() > 4).collect();
    let missed = hindi.iter().filter(|word| decoder.detect(&encoder.encode(word)).label != Label::Krutidev).count();
    let latin: Vec<&String> = words.english_list.iter().chain(&words.names_list).collect();
    let converted: Vec<_> = latin.iter().filter(|word| decoder.detect(word).label == Label::Krutidev).collect();
    println!("missed {missed} of {}, converted {} of {}: {converted:?}", hindi.len(), converted.len(), latin.len());
    assert!(missed * 1000 <= hindi.len() * 5, "{missed} of {}", hindi.len());
    assert!(converted.len() * 1000 <= latin.len(), "{converted:?}");
}

#[test]
fn a_document_tells_what_its_curly_quotes_mean() {
    let decoder = super::Decoder::load(&Files::embedded()).expect("the embedded catalogue is read by this test");
    let style = |texts: &[&str]| decoder.quote_style(&mut texts.iter().copied());
    assert_eq!(style(&["d`f”k lfefr", "’kk[kk"]), super::QuoteStyle::Intent);
    assert_eq!(style(&["d`f’k lfefr", "”kk[kk"]), super::QuoteStyle::Glyph);
    assert_eq!(style(&["lfefr"]), super::QuoteStyle::Intent);
}
