//! Hindi as old files hold it, and as it should be: legacy fonts to Unicode, detection without a font, keys for names.
//!
//! A legacy font's text is Latin letters in the order of the glyphs on paper. [`Decoder`] reads the tables and word
//! lists of the catalogue once; [`Decoder::decode`] reads a cell whose font is known and leaves embedded English,
//! codes and numbers alone; [`Decoder::detect`] judges a cell whose font is not known, [`column_vote`] a column.
//! [`Healer`] finds damage in Unicode Hindi and proposes the text without it.
//! Facts on the fonts: `catalogue/fonts/`. Word lists: `catalogue/words/`.

mod check;
mod cluster;
mod column;
mod convert;
mod decode;
mod decoder;
mod detect;
mod encode;
mod family;
mod glyph;
mod guise;
mod heal;
mod latin;
mod letters;
mod marks;
mod memo;
mod normalize;
mod punctuation;
mod quotes;
mod skeleton;
mod token;
mod visarga;
mod words;

#[cfg(test)]
mod detector_set;
#[cfg(test)]
mod held_out;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod word_pairs;

pub use column::{CELL_LIMIT, ColumnVote, column_vote};
pub use convert::{Converted, Converter};
pub use decode::is_plain;
pub use decoder::{Decoder, NoTable};
pub use detect::{Detection, Label};
pub use encode::{Encoder, TypingStyle};
pub use family::{FontFamily, font_caution, font_family};
pub use guise::text_of_bytes;
pub use heal::{Certainty, Damage, DamageKind, Diagnosis, Healer, Proposal, is_suspect, words_of};
pub use normalize::{is_tidy, latin_digits, normalize};
pub use quotes::QuoteStyle;
pub use skeleton::skeleton;
