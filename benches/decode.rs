//! How fast legacy text is read: lines of Hindi words typed in Kruti Dev, in both typing styles, through the program.
//!
//! `cargo bench --no-default-features --bench decode`; `COOP_MB` says how much text (50).

use coop_registry::{
    catalogue::Files,
    devanagari::{Decoder, FontFamily, TypingStyle},
};
use std::{fs, path::Path, process::Command, time::Instant};

const ROUNDS: usize = 5;
/// Words of a line, with a date or an amount in between as registers have them.
const WORDS: usize = 9;

fn main() {
    let megabytes = std::env::var("COOP_MB").ok().and_then(|text| text.parse().ok()).unwrap_or(50);
    let text = typed(megabytes * 1_000_000);
    let folder = tempfile::tempdir().expect("a folder for the text");
    let path = folder.path().join("typed.txt");
    fs::write(&path, &text).expect("room for the text");
    println!("{:.1} MB, {} lines; median of {ROUNDS}, whole process", mb(text.len()), text.lines().count());
    for arguments in [&["text", "--font", "kruti-dev"][..], &["text", "--font", "auto"], &["detect"]] {
        let mut rounds: Vec<(f64, f64)> = (0..ROUNDS).map(|_| run(arguments, &path)).collect();
        rounds.sort_by(|one, other| one.0.total_cmp(&other.0));
        let (cpu, wall) = rounds[ROUNDS / 2];
        println!(
            "decode {:<24} {cpu:.2} CPU s  {:>4.0} MB/s of CPU   {wall:.2} s on the clock",
            arguments.join(" "),
            mb(text.len()) / cpu
        );
    }
}

fn mb(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

/// CPU seconds and seconds on the clock of one run.
fn run(arguments: &[&str], path: &Path) -> (f64, f64) {
    let (begun, before) = (Instant::now(), cpu_of_children());
    let status = Command::new(env!("CARGO_BIN_EXE_coop-migrate"))
        .arg("decode")
        .args(arguments)
        .arg(path)
        .stdout(std::process::Stdio::null())
        .status()
        .expect("the program was built with this bench");
    assert!(status.success(), "decode {arguments:?}: {status}");
    (cpu_of_children() - before, begun.elapsed().as_secs_f64())
}

/// User and system time of the processes waited for, from /proc; in hundredths of a second.
fn cpu_of_children() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<f64> =
        stat.rsplit(')').next().into_iter().flat_map(str::split_whitespace).flat_map(str::parse).collect();
    // Behind the name: state (no number), then twelve fields before cutime and cstime.
    fields.get(12..14).map_or(0.0, |times| times.iter().sum::<f64>() / 100.0)
}

/// Lines of the catalogue's Hindi words, some bytes more than asked for.
fn typed(bytes: usize) -> String {
    let files = Files::embedded();
    let decoder = Decoder::load(&files).expect("the built-in catalogue is without faults");
    let mut words = Vec::new();
    for style in [TypingStyle::Ascii, TypingStyle::Ligatures] {
        let encoder = decoder.encoder(&FontFamily::KrutiDev, style).ok().flatten().expect("Kruti Dev has a table");
        for list in ["hindi", "names_hindi", "places_hindi"] {
            let list = files.text(&format!("words/{list}.txt")).expect("the list is in the catalogue");
            let listed = list.lines().map(str::trim).filter(|word| !word.is_empty() && !word.starts_with('#'));
            words.extend(listed.map(|word| encoder.encode(word)));
        }
    }
    let mut text = String::with_capacity(bytes + 200);
    // A fixed walk over the list: every word comes, in no order a cache would like.
    let mut at = 0_usize;
    while text.len() < bytes {
        for place in 0..WORDS {
            at = (at * 1_103_515_245 + 12_345) & 0x7FFF_FFFF;
            text.push_str(if place == WORDS - 2 { "12/03/1957" } else { &words[(at >> 8) % words.len()] });
            text.push(if place == WORDS - 1 { '\n' } else { ' ' });
        }
    }
    text
}
