//! `coop-migrate decode text`: legacy Hindi to Unicode, line for line.

use super::{lines, read_text};
use clap::{Args, ValueEnum};
use coop_registry::{
    cli::{CommandError, Console, Exit, Office, Verdict},
    devanagari::{ColumnVote, Decoder, Detection, FontFamily, Label, QuoteStyle, column_vote},
};
use std::path::PathBuf;

/// Convert text typed in a legacy Hindi font to Unicode, line for line
#[derive(Args)]
pub struct Text {
    /// Font the text was typed in; auto judges every line, and doubtful lines by the others
    #[arg(long, value_enum)]
    font: Font,
    /// Text file; standard input if none is given
    file: Option<PathBuf>,
}

/// Fonts with a table.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Font {
    /// Kruti Dev 010 and its numbered sisters, DevLys
    KrutiDev,
    /// Walkman-Chanakya 901, 902, 905
    WalkmanChanakya,
    /// Chanakya, the older font
    Chanakya,
    /// Kruti Dev where a line shows it, else unchanged
    Auto,
}

impl Font {
    fn family(self) -> Option<FontFamily> {
        match self {
            Self::KrutiDev => Some(FontFamily::KrutiDev),
            Self::WalkmanChanakya => Some(FontFamily::Walkman),
            Self::Chanakya => Some(FontFamily::Chanakya),
            Self::Auto => None,
        }
    }
}

impl Text {
    /// Writes every line converted; characters no table knows are kept and counted on stderr.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let decoder = Decoder::load(office.files())?;
        let text = read_text(self.file.as_ref())?;
        let quotes = match self.font {
            Font::KrutiDev | Font::Auto => decoder.quote_style(&mut text.split('\n')),
            Font::WalkmanChanakya | Font::Chanakya => QuoteStyle::default(),
        };
        let given = self.font.family();
        let judged = if given.is_none() { Lines::judge(&decoder, &text) } else { Lines::default() };
        let mut unknown: Vec<char> = Vec::new();
        let mut to_check = Vec::new();
        let mut told = Vec::new();
        for (number, (line, end)) in lines(&text).enumerate() {
            let family = given.as_ref().unwrap_or_else(|| judged.family(number));
            let read = decoder
                .decode(line, family, quotes)
                .map_err(|refused| CommandError::new(Exit::Input, "error.font").with("font", refused.font))?;
            for c in read.unknown {
                if !unknown.contains(&c) {
                    unknown.push(c);
                }
            }
            if !read.verified {
                to_check.push(number + 1);
            }
            if !console.is_for_people() {
                told.push(read.text.clone());
            }
            console.pour(&read.text);
            console.pour(end);
        }
        note(console, &unknown, &to_check);
        if !console.is_for_people() {
            console.data("decode-text", serde_json::json!({ "lines": told, "unknown": unknown, "to_check": to_check }));
        }
        Ok(Exit::Done)
    }
}

/// Every line judged by its letters, and what they say together.
#[derive(Default)]
struct Lines {
    judged: Vec<Detection>,
    vote: ColumnVote,
}

impl Lines {
    fn judge(decoder: &Decoder, text: &str) -> Self {
        let mut judged = Vec::with_capacity(lines(text).count());
        judged.extend(lines(text).map(|(line, _)| decoder.detect(line)));
        Self { vote: column_vote(&judged), judged }
    }
    /// Family of a line, judged by its letters and by the other lines.
    fn family(&self, number: usize) -> &FontFamily {
        let Some(line) = self.judged.get(number) else { return &FontFamily::Unknown };
        match (&line.family, self.vote.label_for(line)) {
            (FontFamily::Walkman, _) => &FontFamily::Walkman,
            (_, Some(Label::Krutidev)) => &FontFamily::KrutiDev,
            // Unicode with legacy runs inside: only what is legacy beyond doubt is touched.
            (_, Some(Label::UnicodeHindi)) => &FontFamily::KrutiDev,
            _ => &FontFamily::Unknown,
        }
    }
}

fn note(console: &mut Console, unknown: &[char], to_check: &[usize]) {
    if !unknown.is_empty() {
        let all: Vec<String> =
            unknown.iter().map(|c| format!("{} (U+{:04X})", c.escape_debug(), u32::from(*c))).collect();
        let all = all.join(", ");
        let line = console
            .pick(
                &format!("not in the font's table, kept as they are: {all}"),
                &format!("फ़ॉन्ट की तालिका में नहीं, ज्यों के त्यों रखे गए: {all}"),
            )
            .to_owned();
        console.note(line);
    }
    if !to_check.is_empty() {
        let shown: Vec<String> = to_check.iter().take(10).map(usize::to_string).collect();
        let (count, shown) = (to_check.len(), shown.join(", "));
        let line = console
            .pick(
                &format!("{count} line(s) do not read back as written, look at them: {shown}"),
                &format!("{count} पंक्तियाँ वापस लिखने पर मूल से मेल नहीं खातीं, इन्हें देखें: {shown}"),
            )
            .to_owned();
        console.note(line);
    }
}
