//! Acts, Rules and conventions: sections with how they were seen, and dated figures. One file each in `catalogue/statutes`.

use super::{CatalogueError, Files, return_fields::read_toml};
use crate::model::{Date, Label, Language};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How the words of a section, or a figure, were seen. Printed with every citation that is not text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Seen {
    /// The text itself.
    Text,
    /// A press note, judgment or summary that describes it.
    Secondary,
    /// General knowledge; never to be printed as law without the word "unverified".
    Unverified,
    /// This program's own convention.
    Project,
}

impl Seen {
    /// The word printed with a citation.
    pub fn word(self, language: Language) -> &'static str {
        match (self, language) {
            (Seen::Text, Language::En) => "text seen",
            (Seen::Text, Language::Hi) => "मूल पाठ देखा गया",
            (Seen::Secondary, Language::En) => "secondary source",
            (Seen::Secondary, Language::Hi) => "द्वितीयक स्रोत",
            (Seen::Unverified, Language::En) => "unverified",
            (Seen::Unverified, Language::Hi) => "असत्यापित",
            (Seen::Project, Language::En) => "convention of this program",
            (Seen::Project, Language::Hi) => "इस कार्यक्रम की परिपाटी",
        }
    }
}

/// What a statute file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StatuteKind {
    /// An Act or a part of the Constitution.
    Act,
    /// Rules under an Act.
    Rules,
    /// No law: conventions, norms, practice.
    Convention,
}

/// A figure in force from a day.
#[derive(Clone, Debug)]
pub struct DatedFigure {
    /// Name, as in [`super::ParamDef`].
    pub name: String,
    /// Decimal as people write it, `0.5` or `25`.
    pub value: String,
    /// In force from.
    pub from: Date,
    /// The day is a convention: when it came into force was not seen.
    pub from_is_convention: bool,
    /// How the figure was seen; by default as its section.
    pub seen: Seen,
    /// What to know about it.
    pub note: Option<String>,
}

/// A section of an Act.
#[derive(Clone, Debug)]
pub struct Section {
    /// What it says, in a line.
    pub heading: Label,
    /// How it was seen.
    pub seen: Seen,
    /// Where it was read.
    pub source: String,
    /// Its figures.
    pub figures: Vec<DatedFigure>,
    /// Why no return can show whether it is kept, where none can.
    pub uncheckable: Option<Label>,
}

/// One statute.
#[derive(Clone, Debug)]
pub struct Statute {
    /// File stem, first part of a citation: `mscs-2002`.
    pub code: String,
    /// Its name.
    pub name: Label,
    /// Act, Rules or convention.
    pub kind: StatuteKind,
    /// Values of the return's `governing_act` it is the law of.
    pub governs: Vec<String>,
    /// Values of `governing_act` whose societies it binds beside their own Act.
    pub binds: Vec<String>,
    /// Statutes asked next for a figure this one does not give.
    pub then: Vec<String>,
    /// Sections by number.
    pub sections: BTreeMap<String, Section>,
}

/// All statutes by code.
#[derive(Clone, Debug, Default)]
pub struct Statutes(BTreeMap<String, Statute>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StatuteFile {
    name: Label,
    kind: StatuteKind,
    governs: Vec<String>,
    #[serde(default)]
    binds: Vec<String>,
    then: Vec<String>,
    #[serde(default)]
    section: BTreeMap<String, toml::Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionFile {
    heading: Label,
    seen: Seen,
    source: String,
    #[serde(default)]
    uncheckable: Option<Label>,
    #[serde(default)]
    param: Vec<FigureFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FigureFile {
    name: String,
    value: toml::Value,
    from: toml::value::Datetime,
    #[serde(default)]
    from_seen: Option<String>,
    #[serde(default)]
    seen: Option<Seen>,
    #[serde(default)]
    note: Option<String>,
}

impl Statutes {
    /// Reads and checks every file of `catalogue/statutes`; all faults at once.
    pub fn load(files: &Files) -> Result<Self, Vec<CatalogueError>> {
        let (statutes, faults) = Self::read(files);
        if faults.is_empty() { Ok(statutes) } else { Err(faults) }
    }
    /// The same for who has more to judge: what can be read is read, whatever is wrong with the rest.
    pub fn read(files: &Files) -> (Self, Vec<CatalogueError>) {
        let mut statutes = Self::default();
        let mut faults = Vec::new();
        let paths = files.list("statutes").unwrap_or_else(|fault| {
            faults.push(fault);
            Vec::new()
        });
        for path in paths.iter().filter(|path| path.ends_with(".toml")) {
            let code = path.trim_start_matches("statutes/").trim_end_matches(".toml").to_owned();
            match read_toml::<StatuteFile>(files, path) {
                Ok(file) => {
                    let statute = file.into_statute(code.clone(), path, &mut faults);
                    statutes.0.insert(code, statute);
                }
                Err(fault) => faults.push(fault),
            }
        }
        // An Act that cannot be read is no missing Act.
        let unread: BTreeSet<String> = faults.iter().map(|fault| fault.file.clone()).collect();
        statutes.check_links(&unread, &mut faults);
        (statutes, faults)
    }
    fn check_links(&self, unread: &BTreeSet<String>, faults: &mut Vec<CatalogueError>) {
        let mut governed = BTreeSet::new();
        for statute in self.0.values() {
            let path = format!("statutes/{}.toml", statute.code);
            let is_missing =
                |next: &&String| !self.0.contains_key(*next) && !unread.contains(&format!("statutes/{next}.toml"));
            for next in statute.then.iter().filter(is_missing) {
                faults.push(CatalogueError::new(&path, format!("then: no statute '{next}'")));
            }
            for act in &statute.governs {
                if !governed.insert(act) {
                    faults.push(CatalogueError::new(&path, format!("governs: '{act}' is governed twice")));
                }
            }
        }
    }
    /// A statute by its code.
    pub fn get(&self, code: &str) -> Option<&Statute> {
        self.0.get(code)
    }
    /// All statutes in order of their codes.
    pub fn all(&self) -> impl Iterator<Item = &Statute> {
        self.0.values()
    }
    /// The statute that governs societies of this `governing_act`.
    pub fn governing(&self, act: &str) -> Option<&Statute> {
        self.0.values().find(|statute| statute.governs.iter().any(|governed| governed == act))
    }
    /// A section by citation, `mscs-2002/63(1)(a)`.
    pub fn cited(&self, citation: &str) -> Option<(&Statute, &str, &Section)> {
        let (code, number) = citation.split_once('/')?;
        let statute = self.get(code)?;
        let (number, section) = statute.sections.get_key_value(number)?;
        Some((statute, number, section))
    }
}

impl Statute {
    /// What a section is cited by: its number; in a convention, whose keys are no numbers, what it says.
    pub fn cited_as(&self, number: &str, section: &Section) -> Label {
        match self.kind {
            StatuteKind::Convention => section.heading.clone(),
            StatuteKind::Act | StatuteKind::Rules => Label { en: number.to_owned(), hi: number.to_owned() },
        }
    }
}

impl StatuteFile {
    fn into_statute(self, code: String, path: &str, faults: &mut Vec<CatalogueError>) -> Statute {
        let mut dated = BTreeSet::new();
        let mut sections = BTreeMap::new();
        for (number, section) in self.section {
            let section = match section.try_into::<SectionFile>() {
                Ok(section) => section,
                Err(fault) => {
                    faults.push(CatalogueError::new(path, format!("{number}: {fault}")));
                    continue;
                }
            };
            if section.heading.en.is_empty() || section.heading.hi.is_empty() {
                faults.push(CatalogueError::new(path, format!("{number}: a heading in both languages was expected")));
            }
            let mut figures = Vec::with_capacity(section.param.len());
            for figure in section.param {
                let Some(read) = figure.read(section.seen) else {
                    faults.push(CatalogueError::new(
                        path,
                        format!("{number}: a figure needs a number as value, a day as from, and from_seen = \"convention\" if any"),
                    ));
                    continue;
                };
                if !dated.insert((read.name.clone(), read.from)) {
                    faults.push(CatalogueError::new(path, format!("{} stands twice from {}", read.name, read.from)));
                }
                figures.push(read);
            }
            let SectionFile { heading, seen, source, uncheckable, .. } = section;
            let read = Section { heading, seen, source, figures, uncheckable };
            sections.insert(number, read);
        }
        let Self { name, kind, governs, binds, then, .. } = self;
        Statute { code, name, kind, governs, binds, then, sections }
    }
}

impl FigureFile {
    fn read(self, section_seen: Seen) -> Option<DatedFigure> {
        let value = decimal_text(&self.value)?;
        let day = self.from.date?;
        let from = Date::new(i16::try_from(day.year).ok()?, i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?);
        let from_is_convention = match self.from_seen.as_deref() {
            None => false,
            Some("convention") => true,
            Some(_) => return None,
        };
        Some(DatedFigure {
            name: self.name,
            value,
            from: from.ok()?,
            from_is_convention,
            seen: self.seen.unwrap_or(section_seen),
            note: self.note,
        })
    }
}

/// A TOML number as the decimal it was written as; nothing for other values.
pub fn decimal_text(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::Integer(n) => Some(n.to_string()),
        toml::Value::Float(x) if x.is_finite() => Some(x.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_found_by_its_citation_with_how_it_was_seen() {
        let statutes = Statutes::load(&Files::embedded()).unwrap();
        let (statute, number, section) = statutes.cited("mp-1960/56(1)").unwrap();
        assert_eq!((statute.code.as_str(), number, section.seen), ("mp-1960", "56(1)", Seen::Secondary));
        assert!(statutes.cited("mp-1960/57").is_none());
        assert_eq!(statutes.governing("bihar_1935").unwrap().code, "bihar-1935");
        assert!(statutes.governing("bihar_2050").is_none());
    }
}
