//! Tables and word lists, read once; the room's verbs hang on it.

use super::{
    Converted, Converter, Detection, Encoder, FontFamily, QuoteStyle, TypingStyle,
    decode::{self, Shelf},
    detect::Detector,
    memo::Kept,
    quotes::is_curly,
    token,
    words::Words,
};
use crate::catalogue::{CatalogueError, Files};
use std::{fmt, sync::Arc};

/// Reads legacy Hindi: one converter a font family, word lists, letter statistics.
///
/// Reading the catalogue takes some milliseconds, the statistics some more when first needed: make one and keep it.
/// A clone shares both.
#[derive(Clone, Debug)]
pub struct Decoder {
    parts: Arc<Parts>,
}

#[derive(Debug)]
struct Parts {
    kruti_dev: Font,
    kruti_dev_011: Font,
    walkman: Font,
    chanakya: Font,
    detector: Detector,
}

/// A font with its table, and what was read in it so far.
#[derive(Debug)]
pub(super) struct Font {
    pub(super) converter: Converter,
    pub(super) shelf: Kept<Shelf>,
}

impl From<Converter> for Font {
    fn from(converter: Converter) -> Self {
        Self { converter, shelf: Kept::default() }
    }
}

/// A legacy font whose table is not established: its text cannot be converted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoTable {
    /// Name of the font, as found.
    pub font: String,
}

impl fmt::Display for NoTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let font = &self.font;
        write!(
            f,
            "font '{font}': a legacy Hindi font for which no table is established; expected Kruti Dev, DevLys, \
             Walkman-Chanakya or Chanakya. Convert the file with the font maker's tool, or add a table to the catalogue"
        )
    }
}
impl std::error::Error for NoTable {}

impl Decoder {
    /// Reads tables and word lists; all faults in one pass.
    pub fn load(files: &Files) -> Result<Self, Vec<CatalogueError>> {
        let mut faults = Vec::new();
        let text = |file: &str| files.text(file).map_err(|fault| vec![fault]);
        let (visarga, hindi) = (text("words/visarga.txt")?, text("words/hindi.txt")?);
        let mut table = |file: &str| {
            let read = text(file).and_then(|table| Converter::new(file, &table, &visarga));
            read.map(|converter| converter.knowing(&hindi)).map_err(|found| faults.extend(found)).ok()
        };
        let kruti_dev = table("fonts/krutidev.csv");
        let walkman = table("fonts/walkman905.csv");
        let chanakya = table("fonts/chanakya.csv");
        let words = Words::load(files).map_err(|fault| faults.push(fault)).ok();
        match (kruti_dev, walkman, chanakya, words) {
            (Some(kruti_dev), Some(walkman), Some(chanakya), Some(words)) => Ok(Self::of(Parts {
                kruti_dev_011: kruti_dev.clone().for_family(&FontFamily::KrutiDev011).into(),
                detector: Detector::new(words, kruti_dev.clone(), walkman.clone()),
                kruti_dev: kruti_dev.into(),
                walkman: walkman.into(),
                chanakya: chanakya.into(),
            })),
            _ => Err(faults),
        }
    }
    fn of(parts: Parts) -> Self {
        Self { parts: Arc::new(parts) }
    }
    /// Word lists and letter statistics.
    pub(super) fn detector(&self) -> &Detector {
        &self.parts.detector
    }
    /// Converter of Kruti Dev 010.
    pub fn kruti_dev(&self) -> &Converter {
        &self.parts.kruti_dev.converter
    }
    /// Converter of a family; `Ok(None)` where the text needs none.
    pub fn converter(&self, family: &FontFamily) -> Result<Option<&Converter>, NoTable> {
        Ok(self.font(family)?.map(|font| &font.converter))
    }
    fn font(&self, family: &FontFamily) -> Result<Option<&Font>, NoTable> {
        Ok(Some(match family {
            FontFamily::KrutiDev | FontFamily::DevLys => &self.parts.kruti_dev,
            FontFamily::KrutiDev011 => &self.parts.kruti_dev_011,
            FontFamily::Walkman => &self.parts.walkman,
            FontFamily::Chanakya => &self.parts.chanakya,
            FontFamily::Unicode | FontFamily::Unknown => return Ok(None),
            FontFamily::OtherLegacy(font) => return Err(NoTable { font: font.clone() }),
        }))
    }
    /// The way back into a legacy font; `Ok(None)` for Unicode fonts.
    pub fn encoder(&self, family: &FontFamily, style: TypingStyle) -> Result<Option<Encoder>, NoTable> {
        Ok(self.converter(family)?.map(|converter| Encoder::new(&converter.table, style)))
    }
    /// Reads a cell typed in a font of this family. Embedded English, codes and numbers stay as they are, text that is
    /// already Unicode passes unchanged.
    pub fn decode(&self, text: &str, family: &FontFamily, quotes: QuoteStyle) -> Result<Converted, NoTable> {
        Ok(match self.font(family)? {
            Some(font) => decode::decode(self, font, text, family, quotes),
            None => Converted { text: text.to_owned(), verified: true, ..Converted::default() },
        })
    }
    /// Judges a cell by its text alone.
    pub fn detect(&self, text: &str) -> Detection {
        self.parts.detector.detect(text)
    }
    /// Is a column labelled Kruti Dev typed in Walkman-Chanakya? Its hooks (`osQ` के) then make words, and nothing else.
    pub fn is_walkman(&self, column: &str) -> bool {
        self.parts.detector.is_walkman(column)
    }
    /// What curly quotes mean in a document: its words vote, then [`QuoteStyle::decide`].
    pub fn quote_style<'a>(&self, texts: &mut (impl Iterator<Item = &'a str> + Clone)) -> QuoteStyle {
        // Curly quotes in every guise begin with one of these bytes.
        let has_curly =
            |text: &&str| memchr::memchr3(0xE2, 0xC2, 0xEF, text.as_bytes()).is_some() && text.contains(is_curly);
        if !texts.clone().any(|text| has_curly(&text)) {
            return QuoteStyle::default();
        }
        let mut lead = 0i64;
        for text in texts.clone().filter(has_curly) {
            for (_, word) in token::tokens(text).filter(|(_, word)| word.contains(is_curly)) {
                let known = |style| i64::from(self.is_known(word, style));
                lead += known(QuoteStyle::Intent) - known(QuoteStyle::Glyph);
            }
        }
        match lead {
            1.. => QuoteStyle::Intent,
            0 => QuoteStyle::decide(texts),
            _ => QuoteStyle::Glyph,
        }
    }
    fn is_known(&self, word: &str, style: QuoteStyle) -> bool {
        self.parts.detector.words.is_hindi(&self.kruti_dev().convert(word, style).text)
    }
}
