//! `coop.toml`: the settings of an office. An unknown key is refused, the nearest known one named.

use super::{CommandError, Exit};
use crate::{
    catalogue::Files,
    cleaning::Codes,
    model::{Label, Language},
};
use std::{collections::BTreeMap, path::Path};

/// One key of `coop.toml`.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Dotted key, as `audit.consecutive_years`.
    pub key: &'static str,
    /// Value when the office says nothing; `None` means the office must say it.
    pub default: Option<&'static str>,
    /// What it means, English.
    pub en: &'static str,
    /// What it means, Hindi.
    pub hi: &'static str,
    /// Must it be a whole number?
    pub number: bool,
}

const fn text(key: &'static str, default: Option<&'static str>, en: &'static str, hi: &'static str) -> Setting {
    Setting { key, default, en, hi, number: false }
}
const fn number(key: &'static str, default: &'static str, en: &'static str, hi: &'static str) -> Setting {
    Setting { key, default: Some(default), en, hi, number: true }
}

const LANGUAGE: &str = "office.language";
const STATE: &str = "office.state";

/// Every key `coop.toml` may hold, besides `params.NAME` (figures of the rules an office sets itself).
pub const SETTINGS: &[Setting] = &[
    text("office.code", None, "code of the office, first part of every identity", "कार्यालय का कोड"),
    text(STATE, None, "state: BR, MP, UK …", "राज्य: BR, MP, UK …"),
    text("office.name_hi", None, "name of the office in Hindi", "कार्यालय का नाम (हिन्दी)"),
    text("office.name_en", None, "name of the office in English", "कार्यालय का नाम (अंग्रेज़ी)"),
    text(LANGUAGE, Some("hi"), "language of tables and messages: hi or en", "तालिकाओं और संदेशों की भाषा"),
    text(
        "office.weekly_closed",
        Some("sunday"),
        "days of the week the office is closed: sunday, saturday …",
        "सप्ताह के बंद दिन: sunday, saturday …",
    ),
    number("audit.consecutive_years", "2", "years running one auditor may audit a society", "एक ही अंकेक्षक के लगातार वर्ष"),
    number(
        "audit.cooling_years",
        "1",
        "years an auditor stays away from a society after that many running",
        "उतने लगातार वर्षों के बाद अंकेक्षक समिति से कितने वर्ष दूर रहे",
    ),
    number(
        "audit.departmental_every",
        "0",
        "a departmental auditor audits each society at least once in so many years (0: no such rule)",
        "प्रत्येक समिति का विभागीय अंकेक्षण इतने वर्षों में कम से कम एक बार (0: ऐसा नियम नहीं)",
    ),
    number(
        "audit.default_capacity",
        "20",
        "audits a year where the panel names no capacity",
        "क्षमता न लिखी हो तो वर्ष के अंकेक्षण",
    ),
    number(
        "import.max_unpacked_mb",
        "2048",
        "largest unpacked size of a workbook, MB",
        "कार्यपुस्तिका का अधिकतम खुला आकार, MB",
    ),
    number("import.max_cells", "50000000", "most cells of a workbook", "कार्यपुस्तिका के अधिकतम खाने"),
    number("import.max_sheets", "1000", "most sheets of a workbook", "कार्यपुस्तिका की अधिकतम शीटें"),
    number(
        "import.max_seconds",
        "600",
        "longest a file may take to be read; 0: no limit",
        "फ़ाइल पढ़ने का अधिकतम समय (सेकंड); 0: सीमा नहीं",
    ),
    number(
        "import.max_memory_mb",
        "4096",
        "most memory while a file is read, MB; 0: no limit",
        "फ़ाइल पढ़ते समय अधिकतम मेमोरी, MB; 0: सीमा नहीं",
    ),
    text(
        "returns.defaults_since",
        Some(""),
        "first year whose missing return counts as a default, as 2023-24; blank: the first of which any return is on record",
        "पहला वर्ष जिसकी लंबित विवरणी चूक मानी जाए, जैसे 2023-24; रिक्त: अभिलेख की पहली विवरणी का वर्ष",
    ),
    text(
        "audit.arrears_since",
        Some(""),
        "first year whose missing audit counts as an arrear, as 2015-16; blank: the first of which any audit is on record",
        "पहला वर्ष जिसका लंबित अंकेक्षण बकाया माना जाए, जैसे 2015-16; रिक्त: अभिलेख के पहले अंकेक्षण का वर्ष",
    ),
    number(
        "documents.max_mb",
        "50",
        "largest document lodged with a return, MB",
        "विवरणी के साथ दस्तावेज़ का अधिकतम आकार, MB",
    ),
    text("fonts.folders", Some(""), "folders with fonts for PDF, separated by ':'", "PDF के फ़ॉन्ट के फ़ोल्डर"),
];

impl Setting {
    /// What the key means, in both languages.
    pub fn label(&self) -> Label {
        Label { en: self.en.into(), hi: self.hi.into() }
    }
}

/// The settings in force, with the place each came from.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    given: BTreeMap<String, String>,
    /// Figures of the rules the office sets itself: `params.NAME = value`.
    pub params: BTreeMap<String, toml::Value>,
}

impl Settings {
    /// Reads and checks `coop.toml`; all faults are named at once.
    pub fn read(path: &Path) -> Result<Self, CommandError> {
        let text =
            std::fs::read_to_string(path).map_err(|cause| CommandError::io(path, &cause).exit(Exit::Configuration))?;
        Self::parse(&text, &path.display().to_string())
    }
    fn parse(text: &str, place: &str) -> Result<Self, CommandError> {
        let table: toml::Table = text.parse().map_err(|fault: toml::de::Error| {
            CommandError::new(Exit::Configuration, "error.settings.toml")
                .with("place", place)
                .with("fault", fault.message())
        })?;
        let mut settings = Self::default();
        let mut faults: Vec<CommandError> = Vec::new();
        let fault = |key| CommandError::new(Exit::Configuration, key).with("place", place);
        for (section, value) in &table {
            let Some(inner) = value.as_table() else {
                faults.push(unknown_key(place, section));
                continue;
            };
            let known_section = |key: &str| key.split_once('.').is_some_and(|(known, _)| known == section);
            if section != "params" && !SETTINGS.iter().any(|known| known_section(known.key)) {
                // Named once, empty or not: its keys cannot be known either.
                faults.push(unknown_key(place, section));
                continue;
            }
            for (name, value) in inner {
                let key = format!("{section}.{name}");
                if section == "params" {
                    settings.params.insert(name.clone(), value.clone());
                    continue;
                }
                match SETTINGS.iter().find(|known| known.key == key) {
                    None => faults.push(unknown_key(place, &key)),
                    Some(known) if known.number && value.as_integer().is_none_or(|n| n < 0) => {
                        faults.push(fault("error.settings.no_number").with("key", key).with("found", value));
                    }
                    Some(known) if !known.number && !value.is_str() => {
                        faults.push(fault("error.settings.no_text").with("key", key).with("found", value));
                    }
                    Some(known) if known.key == LANGUAGE && !matches!(value.as_str(), Some("hi" | "en")) => {
                        faults.push(fault("error.settings.language").with("key", key).with("found", value));
                    }
                    Some(_) => {
                        let plain = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                        settings.given.insert(key, plain);
                    }
                }
            }
        }
        for known in SETTINGS.iter().filter(|known| known.default.is_none()) {
            if settings.given.get(known.key).is_none_or(|value| value.trim().is_empty()) {
                faults.push(fault("error.settings.missing").with("key", known.key).part("meaning", known.label()));
            }
        }
        match faults.len() {
            0 => Ok(settings),
            1 => Err(faults.remove(0)),
            n => Err(fault("error.settings.several").with("count", n).details(faults)),
        }
    }
    /// Refuses a state the catalogue does not know: maps and the governing Act are found by it.
    pub(super) fn of_known_state(self, files: &Files) -> Result<Self, CommandError> {
        let (states, given) = (states(files)?, self.get(STATE));
        // A catalogue of an office's own may do without the list.
        if states.is_empty() || states.iter().any(|state| state == given) {
            return Ok(self);
        }
        Err(CommandError::new(Exit::Configuration, "error.settings.state")
            .with("key", STATE)
            .with("found", given)
            .with("known", states.join(", ")))
    }
    /// Value of a key of [`SETTINGS`]; the empty text where neither the office nor the program says anything.
    pub fn get(&self, key: &str) -> &str {
        let default = || SETTINGS.iter().find(|known| known.key == key).and_then(|known| known.default).unwrap_or("");
        self.given.get(key).map_or_else(default, String::as_str)
    }
    /// Value of a numeric key of [`SETTINGS`].
    pub fn number(&self, key: &str) -> u64 {
        // Numbers were checked on reading, defaults are numbers by construction.
        self.get(key).parse().unwrap_or_default()
    }
    /// `coop.toml` or `built-in`.
    pub fn origin(&self, key: &str) -> &'static str {
        if self.given.contains_key(key) { "coop.toml" } else { "built-in" }
    }
    /// The office's own language.
    pub fn language(&self) -> Language {
        if self.get(LANGUAGE) == "en" { Language::En } else { Language::Hi }
    }
}

/// Codes of the States and Union Territories.
pub(super) fn states(files: &Files) -> Result<Vec<String>, CommandError> {
    Ok(Codes::load(files)?.all("state").map(|(code, _)| code.to_owned()).collect())
}

fn unknown_key(place: &str, key: &str) -> CommandError {
    let nearest = SETTINGS
        .iter()
        .map(|known| known.key)
        .chain(["params"])
        .max_by(|a, b| strsim::jaro_winkler(a, key).total_cmp(&strsim::jaro_winkler(b, key)))
        .unwrap_or_default();
    CommandError::new(Exit::Configuration, "error.settings.unknown_key")
        .with("place", place)
        .with("key", key)
        .with("nearest", nearest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::{Files, Texts},
        cli::Told,
    };

    const GOOD: &str = "[office]\ncode='BR-PAT'\nstate='BR'\nname_hi='पटना'\nname_en='Patna'\n";

    fn told(error: &CommandError) -> Told {
        error.told(&Texts::load(&Files::embedded()).unwrap(), Language::En)
    }

    #[test]
    fn an_unknown_key_names_the_nearest_known_one() {
        let error = Settings::parse(&format!("{GOOD}[audit]\nconsecutive_year=3\n"), "coop.toml").unwrap_err();
        assert_eq!(error.exit, Exit::Configuration);
        assert_eq!(
            told(&error).message,
            "coop.toml: unknown key 'audit.consecutive_year'; the nearest known one is 'audit.consecutive_years'"
        );
    }

    #[test]
    fn all_faults_of_the_settings_are_named_at_once() {
        let error = Settings::parse("[office]\ncode=5\n[audit]\nconsecutive_years='two'\n", "coop.toml").unwrap_err();
        let details = told(&error).details;
        assert_eq!(details.len(), 6, "{details:?}");
    }

    #[test]
    fn a_language_other_than_the_two_an_unknown_empty_section_and_an_unknown_state_are_faults() {
        let language = Settings::parse(&format!("{GOOD}language='xx'\n"), "coop.toml").unwrap_err();
        assert_eq!(told(&language).message, "coop.toml: office.language is \"xx\", \"hi\" or \"en\" was expected");
        let section = Settings::parse(&format!("{GOOD}[ofice]\n"), "coop.toml").unwrap_err();
        let section = told(&section).message;
        assert!(section.contains("unknown key 'ofice'"), "{section}");
        let files = Files::embedded();
        assert!(Settings::parse(GOOD, "coop.toml").unwrap().of_known_state(&files).is_ok());
        let abroad = Settings::parse(&GOOD.replace("'BR'", "'XX'"), "coop.toml").unwrap();
        assert_eq!(abroad.of_known_state(&files).unwrap_err().exit, Exit::Configuration);
    }

    #[test]
    fn what_the_office_leaves_out_is_built_in() {
        let settings = Settings::parse(GOOD, "coop.toml").unwrap();
        assert_eq!(
            (settings.number("audit.consecutive_years"), settings.origin("audit.consecutive_years")),
            (2, "built-in")
        );
        assert_eq!((settings.get("office.code"), settings.origin("office.code")), ("BR-PAT", "coop.toml"));
    }
}
