//! The form of the database as data: its questions, where each is answered, in which unit, asked of whom.

use crate::{
    catalogue::{CatalogueError, Files},
    cleaning::Codes,
    model::{Label, Tables},
};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

const PATH: &str = "ncd/form.toml";

/// How the answer to a question is read and written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NcdKind {
    /// Words.
    Text,
    /// A code of a closed list.
    Code,
    /// A count, or an LGD code that is read as a number only.
    Integer,
    /// Paise here, rupees or lakh on the form.
    Money,
    /// Yes or no.
    Bool,
    /// A day.
    Date,
    /// Hundredths of a per cent.
    Percent,
    /// Thousandths of the unit the question names.
    Quantity,
    /// A co-operative year.
    Year,
    /// LGD code of a State, read by its name too.
    State,
    /// LGD code of a district, read by its name too.
    District,
    /// LGD code of a block, read by its name too.
    Block,
}

/// Unit of an amount on the form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Rupees, two decimals.
    #[default]
    Rupees,
    /// Lakh, as many decimals as the catalogue says.
    Lakh,
}

impl Unit {
    /// For scripts.
    pub fn key(self) -> &'static str {
        match self {
            Self::Rupees => "rupees",
            Self::Lakh => "lakh",
        }
    }
    /// The unit of a key.
    pub fn of_key(key: &str) -> Option<Self> {
        [Self::Rupees, Self::Lakh].into_iter().find(|unit| unit.key() == key)
    }
    /// How many rupees one is.
    pub fn rupees(self) -> i64 {
        match self {
            Self::Rupees => 1,
            Self::Lakh => 100_000,
        }
    }
}

/// Where an answer stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// Field of the register of societies; `id` is the identity.
    Society(String),
    /// Line of the annual return of the year; `fy` is the year itself.
    Return(String),
    /// LGD code of a level.
    Place(String),
    /// Latest audit on record.
    Audit(String),
    /// Told by sector, class and form.
    Of(String),
}

/// One question.
#[derive(Clone, Debug)]
pub struct NcdField {
    /// Heading in exports.
    pub key: String,
    /// Question group.
    pub group: String,
    /// How it is read and written.
    pub kind: NcdKind,
    /// Closed list, for codes.
    pub codes: Option<String>,
    /// What the question says.
    pub label: Label,
    /// A person's name, number or address.
    pub contact: bool,
    /// A column of this office, not of the database.
    pub own: bool,
    pub(super) from: Vec<Source>,
    unit: Option<Unit>,
    sectors: Vec<String>,
}

impl NcdField {
    /// Is it asked of societies of this sector? Of a society without one every question is.
    pub fn asks(&self, sector: &str) -> bool {
        self.sectors.is_empty() || sector.is_empty() || self.sectors.iter().any(|asked| asked == sector)
    }
    /// Do the registers of the office keep an answer?
    pub fn is_kept(&self) -> bool {
        !self.from.is_empty()
    }
    /// Does nothing but the return of a year answer it?
    pub(super) fn is_of_return(&self) -> bool {
        !self.from.is_empty() && self.from.iter().all(|source| matches!(source, Source::Return(_)))
    }
    /// Unit of its amounts on a form with this unit.
    pub fn unit(&self, of_form: Unit) -> Unit {
        self.unit.unwrap_or(of_form)
    }
    /// Where the answer stands, for people: `society.reg_no`, `return.net_profit`.
    pub fn sources(&self) -> Vec<String> {
        let written = |source: &Source| match source {
            Source::Society(name) => format!("society.{name}"),
            Source::Return(name) => format!("return.{name}"),
            Source::Place(name) => format!("place.{name}"),
            Source::Audit(name) => format!("audit.{name}"),
            Source::Of(name) => format!("of.{name}"),
        };
        self.from.iter().map(written).collect()
    }
}

/// What a class of the register tells.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClassLine {
    pub(super) tier: Option<String>,
    pub(super) form: Option<String>,
    pub(super) sector: Option<String>,
    #[serde(default)]
    pub(super) unless_name: Vec<String>,
}

/// The whole form.
#[derive(Clone, Debug)]
pub struct Form {
    /// Questions in order.
    pub fields: Vec<NcdField>,
    /// Question groups in order of the file.
    pub groups: Vec<(String, Label)>,
    /// Decimals of an amount in lakh.
    pub lakh_places: u32,
    pub(super) classes: BTreeMap<String, ClassLine>,
    pub(super) legacy: BTreeMap<String, String>,
    forms: BTreeMap<String, FormLine>,
    by_heading: HashMap<String, usize>,
    ignored: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormFile {
    lakh_places: u32,
    ignored: Vec<String>,
    form: BTreeMap<String, FormLine>,
    class: BTreeMap<String, ClassLine>,
    legacy: BTreeMap<String, String>,
    group: toml::Table,
    field: Vec<FieldLine>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FormLine {
    amounts: Unit,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldLine {
    key: String,
    group: String,
    kind: NcdKind,
    codes: Option<String>,
    #[serde(default)]
    from: Vec<String>,
    unit: Option<Unit>,
    #[serde(default)]
    sectors: Vec<String>,
    #[serde(default)]
    contact: bool,
    #[serde(default)]
    own: bool,
    en: String,
    hi: String,
    #[serde(default)]
    seen: Vec<String>,
}

impl Form {
    /// Loads the form and checks it against the registers and the closed lists; all faults at once.
    pub fn load(files: &Files, tables: &Tables, codes: &Codes) -> Result<Self, Vec<CatalogueError>> {
        let text = files.text(PATH).map_err(|fault| vec![fault])?;
        let file: FormFile = toml::from_str(&text).map_err(|fault| vec![CatalogueError::new(PATH, fault)])?;
        let mut faults: Vec<String> = Vec::new();
        // Seven decimals of a lakh are paise: finer there is nothing.
        if file.lakh_places > 7 {
            faults.push("lakh_places: at most 7 decimals, which are paise".into());
        }
        let mut groups = Vec::new();
        for (code, words) in file.group {
            match words.try_into::<Label>() {
                Ok(label) => groups.push((code, label)),
                Err(fault) => faults.push(format!("group {code}: {fault}")),
            }
        }
        let mut fields = Vec::with_capacity(file.field.len());
        let mut by_heading = HashMap::new();
        for (at, line) in file.field.into_iter().enumerate() {
            let mut fault = |said: String| faults.push(format!("{}: {said}", line.key));
            if !groups.iter().any(|(code, _)| *code == line.group) {
                fault(format!("no group '{}'", line.group));
            }
            if (line.kind == NcdKind::Code) != line.codes.is_some() {
                fault("a code names its list, others do not".into());
            }
            if let Some(list) = line.codes.as_deref().filter(|list| codes.all(list).next().is_none()) {
                fault(format!("no list '{list}'"));
            }
            if line.en.is_empty() || line.hi.is_empty() {
                fault("a language is missing".into());
            }
            if line.unit.is_some() && line.kind != NcdKind::Money {
                fault("only an amount has a unit".into());
            }
            let mut from = Vec::new();
            for text in &line.from {
                match source(text, tables) {
                    Some(found) => from.push(found),
                    None => fault(format!("'{text}' is nowhere an answer stands")),
                }
            }
            for spelling in line.seen.iter().chain([&line.key, &line.en, &line.hi]) {
                let before = by_heading.insert(heading_key(spelling), at);
                if before.is_some_and(|before| before != at) {
                    fault(format!("'{spelling}' is a heading of another question too"));
                }
            }
            fields.push(NcdField {
                key: line.key,
                group: line.group,
                kind: line.kind,
                codes: line.codes,
                label: Label { en: line.en, hi: line.hi },
                contact: line.contact,
                own: line.own,
                from,
                unit: line.unit,
                sectors: line.sectors,
            });
        }
        for (class, line) in &file.class {
            if line.form.as_ref().is_some_and(|form| !file.form.contains_key(form)) {
                faults.push(format!("class {class}: no form '{}'", line.form.as_deref().unwrap_or_default()));
            }
        }
        if !faults.is_empty() {
            return Err(faults.into_iter().map(|fault| CatalogueError::new(PATH, fault)).collect());
        }
        let (classes, legacy, forms) = (file.class, file.legacy, file.form);
        let ignored = file.ignored.iter().map(|heading| heading_key(heading)).collect();
        Ok(Self { fields, groups, lakh_places: file.lakh_places, classes, legacy, forms, by_heading, ignored })
    }
    /// The question a heading asks, by its place.
    pub(super) fn of_heading(&self, heading: &str) -> Option<usize> {
        self.by_heading.get(&heading_key(heading)).copied()
    }
    /// Is it a heading of a column that asks nothing?
    pub(super) fn ignores(&self, heading: &str) -> bool {
        self.ignored.contains(&heading_key(heading))
    }
    /// Place of a question by its key.
    pub fn no(&self, key: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.key == key)
    }
    /// Unit of the amounts of a form; rupees where the form is not known.
    pub fn amounts(&self, form: &str) -> Unit {
        self.forms.get(form).map_or(Unit::Rupees, |line| line.amounts)
    }
    /// Names of a question group.
    pub fn group(&self, code: &str) -> Option<&Label> {
        self.groups.iter().find(|(known, _)| known == code).map(|(_, label)| label)
    }
}

fn source(text: &str, tables: &Tables) -> Option<Source> {
    let (register, name) = text.split_once('.')?;
    let has = |table: &str| tables.get(table).is_some_and(|table| table.field(name).is_some());
    let one_of = |known: &[&str]| known.contains(&name);
    let name_of = name.to_owned();
    match register {
        "society" if name == "id" || has("society") => Some(Source::Society(name_of)),
        "return" if has("annual_return") => Some(Source::Return(name_of)),
        "place" if one_of(&["state", "district", "block", "panchayat", "village"]) => Some(Source::Place(name_of)),
        "audit" if one_of(&["year", "class", "done"]) => Some(Source::Audit(name_of)),
        "of" if one_of(&["sector", "tier", "form", "unit"]) => Some(Source::Of(name_of)),
        _ => None,
    }
}

/// A heading as compared: small letters and digits, signs of Hindi vowels kept.
pub(super) fn heading_key(text: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, '\u{0900}'..='\u{0903}' | '\u{093E}'..='\u{094D}');
    text.chars().flat_map(char::to_lowercase).filter(kept).collect()
}

#[cfg(test)]
pub(super) fn shipped() -> Form {
    let files = Files::embedded();
    Form::load(&files, &crate::catalogue::load_tables(&files).unwrap(), &Codes::load(&files).unwrap()).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::load_tables;

    #[test]
    fn the_form_loads_and_every_sector_of_the_pick_list_can_be_written() {
        let form = shipped();
        let files = Files::embedded();
        let codes = Codes::load(&files).unwrap();
        let text = files.text("ncd/sectors.csv").unwrap();
        let listed: Vec<String> = csv::Reader::from_reader(text.as_bytes())
            .records()
            .map(|row| row.unwrap().get(0).unwrap_or_default().to_owned())
            .collect();
        assert_eq!(listed.len(), 30);
        for sector in form.classes.values().filter_map(|class| class.sector.as_ref()).chain(form.legacy.values()) {
            assert!(listed.contains(sector), "{sector}");
        }
        let unlisted = codes.all("sector").map(|(code, _)| code.to_owned()).filter(|code| !listed.contains(code));
        let unlisted: BTreeSet<String> = unlisted.collect();
        assert_eq!(unlisted, form.legacy.keys().cloned().collect(), "legacy codes are those of the register alone");
    }

    #[test]
    fn faults_of_the_form_are_told_together() {
        let folder = tempfile::tempdir().unwrap();
        for (path, bytes) in Files::embedded().everything().unwrap() {
            let to = folder.path().join(&path);
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            std::fs::write(to, bytes).unwrap();
        }
        let path = folder.path().join(PATH);
        let right = std::fs::read_to_string(&path).unwrap();
        let wrong = right.replace("return.net_profit", "return.gain").replace("codes = \"ncd_tier\"", "codes = \"x\"");
        std::fs::write(&path, wrong).unwrap();
        let files = Files::folder(folder.path().into());
        let tables = load_tables(&files).unwrap();
        let faults = Form::load(&files, &tables, &Codes::load(&files).unwrap()).unwrap_err();
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].contains("no list 'x'") && told[1].contains("return.gain"), "{told:?}");
    }

    #[test]
    fn a_heading_is_known_by_its_spellings_in_both_languages() {
        let form = shipped();
        for (heading, key) in
            [("Registration No.", "registration_number"), ("जिला", "district_code"), ("NET  PROFIT", "net_profit")]
        {
            assert_eq!(form.of_heading(heading).map(|at| form.fields[at].key.as_str()), Some(key), "{heading}");
        }
        assert_eq!(form.of_heading("Favourite colour"), None);
    }
}
