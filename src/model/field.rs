//! What a register is made of: fields with kinds and groups, read from `catalogue/registers/`.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Hindi or English, for everything a person reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// हिन्दी
    Hi,
    /// English
    #[default]
    En,
}

/// A word or sentence in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Label {
    /// English wording.
    pub en: String,
    /// Hindi wording.
    pub hi: String,
}

impl Label {
    /// A name of which an office may have recorded one language only: the other shows that one.
    pub fn either(hi: Option<&str>, en: Option<&str>) -> Self {
        let (hi, en) = (hi.filter(|text| !text.is_empty()), en.filter(|text| !text.is_empty()));
        Self { hi: hi.or(en).unwrap_or_default().into(), en: en.or(hi).unwrap_or_default().into() }
    }
    /// The wording in one language.
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Hi => &self.hi,
            Language::En => &self.en,
        }
    }
}

/// How a field is read, stored and printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Free text, kept as read.
    Text,
    /// Name of a society or person, as read; the written form is kept beside it.
    Name,
    /// Registration number, kept exactly as printed.
    RegistrationNo,
    /// Code of a closed list (`codes` of the field names it).
    Code,
    /// Whole number.
    Integer,
    /// Money, paise.
    Money,
    /// Calendar date.
    Date,
    /// Day and time of day, `2024-11-11 15:30`; the day alone where no time is written.
    DateTime,
    /// Yes or no.
    Bool,
    /// Hundredths of a per cent.
    Percent,
    /// Thousandths of the unit.
    Quantity,
    /// Ten-digit Indian mobile number or landline, digits only. Personal.
    Phone,
    /// LGD code of a district.
    District,
    /// LGD code of a block of the district.
    Block,
    /// Identity of a society in the register of societies.
    Society,
    /// A co-operative year, `2024-25`.
    Year,
    /// Aadhaar, PAN or account number: masked before staging, matched by keyed hash only.
    Identity,
}

/// One field of a register.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Field {
    /// Column name in the register and heading in CSV and JSON.
    pub key: String,
    /// How it is read, stored and printed.
    pub kind: Kind,
    /// Group of facts it belongs to (index into [`TableDef::groups`]): a later entry replaces whole groups.
    pub group: u8,
    /// A row without it is rejected.
    #[serde(default)]
    pub required: bool,
    /// Names a person, a phone or an address: never leaves in a public output.
    #[serde(default)]
    pub personal: bool,
    /// A date that may lie in the future; years after today a two-digit year may still mean.
    #[serde(default)]
    pub ahead: Option<u8>,
    /// Written by the program alone: no column of a file gives it.
    #[serde(default)]
    pub by_program: bool,
    /// A month, kept as its first day: `दिसंबर 2025`, `12/2025`, any day of it.
    #[serde(default)]
    pub month: bool,
    /// A moment that may be written as a time of day alone: the field of the row that tells its day.
    #[serde(default)]
    pub time_of: Option<String>,
    /// Name of the closed list, for [`Kind::Code`].
    #[serde(default)]
    pub codes: Option<String>,
    /// Heading in both languages.
    pub label: Label,
}

/// One register: its name is the stem of its table (`society` → `society_register`), headings and texts.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TableDef {
    /// Stem, singular.
    pub name: String,
    /// Its name for people.
    pub label: Label,
    /// Letters in identities of its subjects (`S` → `BR-PAT-S-17`), another for each register; `None` where the subject is derived
    /// from the facts (a return is `society/2024-25`, a place `district:195`).
    pub id_letter: Option<String>,
    /// Groups of facts, at most 32.
    pub groups: Vec<String>,
    /// Fields in register order.
    pub fields: Vec<Field>,
    /// Keys of the fields that together name a subject to people (business key), most telling first.
    pub business_key: Vec<String>,
    /// Key of the date field from which an entry is in force; absent or unread: [`super::EARLIEST`].
    pub effective_from: Option<String>,
    /// Key of a field by whose values subjects are looked up, where there are too many to be read whole: a line a society and day.
    /// The current table has an index on it, and a file is settled against the subjects of the values it names.
    #[serde(default)]
    pub known_by: Option<String>,
}

impl TableDef {
    /// Number of a field by its key.
    pub fn field_no(&self, key: &str) -> Option<u16> {
        self.fields.iter().position(|f| f.key == key).and_then(|i| u16::try_from(i).ok())
    }
    /// A field by its key.
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.key == key)
    }
    /// Is it written by the programs' own acts alone? No file is imported into it.
    pub fn is_by_program(&self) -> bool {
        self.fields.iter().all(|field| field.by_program)
    }
    /// Bit mask of all groups.
    pub fn all_groups(&self) -> u32 {
        u32::MAX >> (32 - self.groups.len().clamp(1, 32))
    }
}

/// All registers by name, in name order.
#[derive(Clone, Debug, Default)]
pub struct Tables(pub BTreeMap<String, TableDef>);

impl Tables {
    /// A register by its stem.
    pub fn get(&self, name: &str) -> Option<&TableDef> {
        self.0.get(name)
    }
    /// The register an identity such as `BR-PAT-S-17` belongs to, told by its letters.
    pub fn of_identity(&self, identity: &str) -> Option<&TableDef> {
        let (rest, number) = identity.rsplit_once('-')?;
        let (office, letter) = rest.rsplit_once('-')?;
        let numbered = !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit());
        let given = |table: &&TableDef| table.id_letter.as_deref() == Some(letter);
        self.0.values().find(given).filter(|_| numbered && !office.is_empty())
    }
}
