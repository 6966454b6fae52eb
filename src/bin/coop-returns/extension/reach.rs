//! Whom an extension is for, as it is typed and as it is told.

use clap::Args;
use coop_registry::{
    branches::returns::extension::Reach,
    catalogue::{Level, Places},
    cleaning::Codes,
    cli::{CommandError, Console, Office, desk},
    model::{CooperativeYear, Date, Finding, Language, Locus, Moment, Severity},
    register::Register,
};

/// One society, filters, or all.
#[derive(Args)]
pub struct ReachArgs {
    /// One society: identity, registration number or name
    #[arg(long, conflicts_with_all = ["class", "act", "district", "sector", "all"])]
    society: Option<String>,
    /// Societies of this class, as pacs; may be given several times
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    class: Vec<String>,
    /// Societies under this Act, as bihar_1935
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    act: Vec<String>,
    /// Societies of this district: name or LGD code
    #[arg(long, value_name = "DISTRICT", value_delimiter = ',')]
    district: Vec<String>,
    /// Societies of this type: code of the NCD sector
    #[arg(long, visible_alias = "type", value_name = "CODE", value_delimiter = ',')]
    sector: Vec<String>,
    /// Every society
    #[arg(long, conflicts_with_all = ["class", "act", "district", "sector"])]
    all: bool,
}

impl ReachArgs {
    /// What was typed, with every fault of it.
    pub fn read(
        &self,
        office: &Office,
        register: &Register,
        fy: CooperativeYear,
    ) -> Result<(Reach, Vec<Finding>), CommandError> {
        let codes = Codes::load(office.files())?;
        let place = Locus { fy: Some(fy.to_string()), ..Locus::default() };
        let fault = |code: &str| Finding::new(code, Severity::Error, place.clone());
        let mut faults = Vec::new();
        let mut listed = |list: &str, code: &str, typed: &[String]| -> Vec<String> {
            let known: Vec<&str> = codes.all(list).map(|(code, _)| code).collect();
            let unknown = typed.iter().filter(|one| !known.contains(&one.trim()));
            faults.extend(unknown.map(|one| fault(code).with("found", one).with("known", known.join(", "))));
            let mut found: Vec<String> = typed.iter().map(|one| one.trim().to_owned()).collect();
            found.sort();
            found.dedup();
            found
        };
        let mut reach = Reach {
            classes: listed("society_class", "EXT-004", &self.class),
            acts: listed("act", "EXT-005", &self.act),
            sectors: listed("sector", "EXT-009", &self.sector),
            ..Reach::default()
        };
        let places = Places::load(office.files())?;
        for name in &self.district {
            match desk::district(&places, name) {
                Ok(code) => reach.districts.push(code),
                Err(_) => faults.push(fault("EXT-006").with("found", name)),
            }
        }
        reach.districts.sort_unstable();
        reach.districts.dedup();
        if let Some(asked) = &self.society {
            let table = desk::table(office, "society")?;
            reach.society = Some(desk::subject(register, table, asked, Moment::on(Date::MAX))?);
        }
        if reach == Reach::default() && faults.is_empty() && !self.all {
            faults.push(fault("EXT-015"));
        }
        Ok((reach, faults))
    }
}

/// Whom it is for, in words: names of codes for people, codes for machines.
pub struct ReachWords {
    codes: Codes,
    places: Places,
    language: Language,
    plain: bool,
}

impl ReachWords {
    /// Loads the lists.
    pub fn load(office: &Office, console: &Console) -> Result<Self, CommandError> {
        let (codes, places) = (Codes::load(office.files())?, Places::load(office.files())?);
        Ok(Self { codes, places, language: console.language(), plain: !console.is_for_people() })
    }
    /// In one line.
    pub fn said(&self, reach: &Reach) -> String {
        if let Some(society) = &reach.society {
            return society.clone();
        }
        let named = |list: &str, all: &[String]| {
            let name = |code: &String| match self.plain {
                true => code.clone(),
                false => self.codes.label(list, code, self.language).to_owned(),
            };
            all.iter().map(name).collect::<Vec<_>>().join(", ")
        };
        let district = |code: &i64| match self.places.get(Level::District, *code).filter(|_| !self.plain) {
            Some(place) if self.language == Language::Hi => place.name_hi.clone(),
            Some(place) => place.name_en.clone(),
            None => code.to_string(),
        };
        let districts: Vec<String> = reach.districts.iter().map(district).collect();
        let parts = [
            named("society_class", &reach.classes),
            named("act", &reach.acts),
            named("sector", &reach.sectors),
            districts.join(", "),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        match (parts.is_empty(), self.language) {
            (false, _) => parts.join("; "),
            (true, _) if self.plain => "all".to_owned(),
            (true, Language::Hi) => "सभी समितियाँ".to_owned(),
            (true, Language::En) => "all societies".to_owned(),
        }
    }
}
