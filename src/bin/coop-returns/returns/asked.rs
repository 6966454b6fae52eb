//! Which return a verb is about, and what a line of it is called.

use coop_registry::{
    catalogue::{Places, ReturnField, ReturnFields, ReturnKind},
    cleaning::Codes,
    cli::{CommandError, Console, Digits, Office, desk, papers, written_value},
    model::{CooperativeYear, Label, Language, Moment, TableDef, Value},
    register::{ReadRegister, Register},
};

/// A society and a year.
pub struct Asked {
    /// Identity of the society.
    pub society: String,
    /// The year.
    pub fy: CooperativeYear,
    /// Name of the society, as far as recorded.
    pub name: Label,
    /// Registration number as printed.
    pub reg_no: String,
}

impl Asked {
    /// By identity, registration number or name, and `--fy`; exit 5 where the register does not know it.
    pub fn of(office: &Office, register: &Register, asked: &str, moment: Moment) -> Result<Self, CommandError> {
        let table = desk::table(office, "society")?;
        let society = desk::subject(register, table, asked, moment)?;
        let line = register.line("society", &society, moment)?;
        let text = |key: &str| {
            let value = line.as_ref().and_then(|line| line.value(table, key));
            value.and_then(Value::as_text).unwrap_or_default().to_owned()
        };
        let (en, hi) = (text("name_en"), text("name_hi"));
        let or = |first: &str, second: &str| if first.is_empty() { second.to_owned() } else { first.to_owned() };
        let name = Label { en: or(&en, &hi), hi: or(&hi, &en) };
        Ok(Self { reg_no: text("reg_no"), name, society, fy: office.year()? })
    }
}

/// Values of a return in words.
pub struct Words {
    codes: Codes,
    places: Places,
    digits: Digits,
}

impl Words {
    /// Loads the lists.
    pub fn load(office: &Office, console: &Console) -> Result<Self, CommandError> {
        let (codes, places) = (Codes::load(office.files())?, Places::load(office.files())?);
        Ok(Self { codes, places, digits: console.digits() })
    }
    /// A line's value as people write it: amounts in groups, days, codes and yes or no in words.
    pub fn of(&self, fields: &ReturnFields, line: &ReturnField, value: &Value, language: Language) -> String {
        match (line.kind, value) {
            (_, Value::Empty) => "–".to_owned(),
            (ReturnKind::Code, Value::Text(code)) => {
                let known = fields.codes(&line.key).iter().find(|(known, _)| known == code);
                known.map_or(code.as_str(), |(_, label)| label.in_language(language)).to_owned()
            }
            (_, Value::Bool(yes)) => match (language, yes) {
                (Language::Hi, true) => "हाँ".to_owned(),
                (Language::Hi, false) => "नहीं".to_owned(),
                (Language::En, true) => "yes".to_owned(),
                (Language::En, false) => "no".to_owned(),
            },
            (_, value) => written_value(value, self.digits),
        }
    }
    /// A field of a register in words.
    pub fn of_register(&self, table: &TableDef, key: &str, value: &Value) -> Label {
        table.field(key).map_or_else(Label::default, |field| papers::worded(field, value, &self.codes, &self.places))
    }
}
