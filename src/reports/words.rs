//! The words of the reports in the reader's language, and how numbers and dates are written for people.

use super::{CodeNames, ColumnKind, Phrase, Report, ReportError};
use crate::{
    catalogue::{Files, Texts},
    model::{Language, Paise, Value, date_written, group_indian},
};
use jiff::civil::Date;
use std::borrow::Cow;

/// Digits of numbers and dates on paper and screen. Registration numbers stay as printed in the register.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Digits {
    /// 0 to 9.
    #[default]
    Latin,
    /// ० to ९.
    Deva,
}

/// Who reads: language and digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reader {
    /// Language of headings and sentences.
    pub language: Language,
    /// Digits of numbers and dates.
    pub digits: Digits,
}

/// The text catalogue, for one reader.
#[derive(Clone, Debug)]
pub struct Words {
    texts: Texts,
    reader: Reader,
    files: Files,
}

impl Words {
    /// The texts of a catalogue for a reader. Keys of the reports stand in `catalogue/texts/reports.toml`.
    pub fn new(texts: Texts, files: Files, reader: Reader) -> Self {
        Self { texts, reader, files }
    }

    /// Reads the texts of a catalogue.
    pub fn load(files: &Files, reader: Reader) -> Result<Self, ReportError> {
        let texts = Texts::load(files).map_err(|mut faults| faults.swap_remove(0))?;
        Ok(Self::new(texts, files.clone(), reader))
    }

    /// Who reads.
    pub fn reader(&self) -> Reader {
        self.reader
    }

    /// The catalogue the texts came from; maps are read from it as well.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// The same texts for another reader.
    #[must_use]
    pub fn for_reader(mut self, reader: Reader) -> Self {
        self.reader = reader;
        self
    }

    /// Is there a text of this key?
    pub fn knows(&self, key: &str) -> bool {
        self.texts.all().any(|(known, _)| known == key)
    }

    /// A text without values; a key the catalogue lacks is shown as the key itself.
    pub fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.texts.word(key, self.reader.language)
    }

    /// A phrase as a sentence, `{name}` replaced by the value of that name.
    pub fn phrase(&self, phrase: &Phrase) -> String {
        match phrase {
            Phrase::Plain(text) => text.clone(),
            Phrase::Both(label) => label.in_language(self.reader.language).to_owned(),
            Phrase::Key(key, args) => {
                let args: Vec<(String, String)> =
                    args.iter().map(|(name, value)| (name.clone(), self.alone(value))).collect();
                self.texts.sentence(key, &args, self.reader.language)
            }
        }
    }

    /// A code by its name in the reader's language; unknown codes as they are, an empty one as "not recorded".
    pub fn code<'a>(&'a self, names: &'a CodeNames, list: &str, value: &'a Value) -> Cow<'a, str> {
        let code = match value {
            Value::Empty => return Cow::Borrowed(self.text("word.not_recorded")),
            Value::Text(code) => Cow::Borrowed(code.as_str()),
            other => Cow::Owned(other.as_integer().unwrap_or_default().to_string()),
        };
        match names.name(list, &code) {
            Some(label) => Cow::Borrowed(label.in_language(self.reader.language)),
            None => code,
        }
    }

    /// A sentence of the report's own wordings, by its number.
    pub fn wording<'a>(&self, report: &'a Report, value: &Value) -> &'a str {
        let number = value.as_integer().and_then(|number| usize::try_from(number).ok());
        number.and_then(|number| report.wordings.get(number)).map_or("", |said| said.in_language(self.reader.language))
    }

    /// A value of a column, as people read it. Empty stays empty: nothing recorded is not zero.
    pub fn value(&self, report: &Report, kind: &ColumnKind, value: &Value, with_paise: bool) -> String {
        match (kind, value) {
            (ColumnKind::Code(list), value) => self.code(&report.names, list, value).into_owned(),
            (ColumnKind::Wording, value) => self.wording(report, value).to_owned(),
            (_, Value::Money(paise)) => self.amount(i128::from(paise.0), with_paise),
            (_, value) => self.alone(value),
        }
    }

    /// Money in paise, with two places or, where no amount of the column has paise, none.
    pub fn amount(&self, paise: i128, with_paise: bool) -> String {
        let rupees = group_indian(u64::try_from(paise.unsigned_abs() / 100).unwrap_or(u64::MAX));
        let sign = if paise < 0 { "-" } else { "" };
        let places = if with_paise { format!(".{:02}", paise.unsigned_abs() % 100) } else { String::new() };
        self.digits(format!("{sign}{rupees}{places}"))
    }

    /// A whole number, grouped.
    pub fn number(&self, number: i128) -> String {
        let digits = group_indian(u64::try_from(number.unsigned_abs()).unwrap_or(u64::MAX));
        self.digits(if number < 0 { format!("-{digits}") } else { digits })
    }

    /// A date, dd-mm-yyyy.
    pub fn date(&self, day: Date) -> String {
        self.digits(date_written(day))
    }

    /// A value without a column.
    pub fn alone(&self, value: &Value) -> String {
        match value {
            Value::Empty => String::new(),
            Value::Text(text) => text.clone(),
            Value::Integer(n) => self.number(i128::from(*n)),
            Value::Money(Paise(paise)) => self.amount(i128::from(*paise), paise % 100 != 0),
            Value::Date(day) => self.date(*day),
            Value::Bool(true) => self.text("word.yes").to_owned(),
            Value::Bool(false) => self.text("word.no").to_owned(),
            Value::Percent(hundredths) => self.digits(decimal(i128::from(*hundredths), 2)),
            Value::Quantity(thousandths) => self.digits(decimal(i128::from(*thousandths), 3)),
        }
    }

    /// Latin digits of a finished number turned into the reader's.
    pub fn digits(&self, text: String) -> String {
        match self.reader.digits {
            Digits::Latin => text,
            Digits::Deva => text
                .chars()
                .map(|c| c.to_digit(10).and_then(|d| char::from_u32(0x0966 + d)).filter(|_| c.is_ascii()).unwrap_or(c))
                .collect(),
        }
    }
}

/// A number of small units as a decimal without needless zeros: (725, 2) is `7.25`, (700, 2) is `7`.
pub fn decimal(number: i128, places: u32) -> String {
    let unit = 10_u128.pow(places);
    let (whole, part) = (number.unsigned_abs() / unit, number.unsigned_abs() % unit);
    let sign = if number < 0 { "-" } else { "" };
    let whole = group_indian(u64::try_from(whole).unwrap_or(u64::MAX));
    let part = format!("{part:0width$}", width = places as usize);
    match part.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        part => format!("{sign}{whole}.{part}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn words(language: Language, digits: Digits) -> Words {
        Words::load(&Files::embedded(), Reader { language, digits }).unwrap()
    }

    #[test]
    fn amounts_dates_and_shares_are_written_as_an_indian_office_writes_them() {
        let words = words(Language::Hi, Digits::Deva);
        assert_eq!(words.amount(2_743_404_850, true), "२,७४,३४,०४८.५०");
        assert_eq!(words.amount(-5, true), "-०.०५");
        assert_eq!(words.date(date(2026, 3, 31)), "३१-०३-२०२६");
        assert_eq!(words.alone(&Value::Percent(725)), "७.२५");
        assert_eq!(words.alone(&Value::Quantity(-1_500)), "-१.५");
        assert_eq!(words.alone(&Value::Text("12/2019".into())), "12/2019", "a registration number stays as printed");
    }

    #[test]
    fn a_sentence_takes_its_values_in_the_readers_language() {
        let said = Phrase::key("note.unknown_district").with("count", Value::Integer(120_000));
        assert!(words(Language::En, Digits::Latin).phrase(&said).contains("1,20,000"));
        assert!(words(Language::Hi, Digits::Latin).phrase(&said).contains("जिला"));
    }
}
