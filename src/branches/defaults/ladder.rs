//! The steps after a default as data: when each is taken, who gets a copy, what it rests on under each Act.

use crate::{
    branches::cases::Service,
    catalogue::{CatalogueError, Clocks, Files, Seen, StatuteKind, Statutes},
    cleaning::Codes,
    model::{Label, Language},
};
use serde::Deserialize;
use std::collections::BTreeMap;

const FILE: &str = "return_default.toml";

/// A line of the catalogue of clocks by the Act of the case; `any` for an Act without one of its own.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct ByAct(BTreeMap<String, String>);

impl ByAct {
    /// The line of an Act.
    pub fn of(&self, act: &str) -> Option<&str> {
        self.0.get(act).or_else(|| self.0.get("any")).map(String::as_str)
    }
}

/// What must be met for a step, all of it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// So long since the oldest missing return was due: the step may be taken on that day.
    pub since_due: Option<ByAct>,
    /// So long since the notice of the stage was served: the time must have run out.
    pub since_served: Option<ByAct>,
    /// So many years missed at least.
    pub years: Option<ByAct>,
    /// So many of them one after the other.
    pub consecutive: Option<ByAct>,
}

/// A step.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The act of the service that takes it.
    pub act: String,
    /// Conditions; each is enough.
    pub when: Vec<When>,
    /// Who gets a copy of its notice.
    #[serde(rename = "copy", default)]
    pub copies: Vec<Label>,
}

/// A section, as it is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// Act and section, with how it was seen.
    pub place: Label,
    /// What it says, in a line.
    pub says: Label,
}

/// What an Act says of filing and of default, as far as it was seen.
#[derive(Clone, Debug, Default)]
pub struct OfAct {
    /// Who files, to whom.
    pub duty: Vec<Cited>,
    /// What follows when nobody does.
    pub consequence: Vec<Cited>,
    /// No law of the society; compared with.
    pub compared: Vec<Cited>,
    /// The last day may be extended.
    pub extension: Vec<Cited>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LadderFile {
    listed: ByAct,
    reply: ByAct,
    extended: ByAct,
    step: Vec<Step>,
    law: BTreeMap<String, OfActFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
struct OfActFile {
    duty: Vec<String>,
    consequence: Vec<String>,
    compared: Vec<String>,
    extension: Vec<String>,
}

/// The whole file.
#[derive(Clone, Debug)]
pub struct Ladder {
    /// A default is taken down so long after the last day for filing.
    pub listed: ByAct,
    /// The time a notice gives.
    pub reply: ByAct,
    /// How far an order may extend the last day.
    pub extended: ByAct,
    /// Steps in order.
    pub steps: Vec<Step>,
    laws: BTreeMap<String, OfAct>,
}

impl Ladder {
    /// Reads the file against the service, the clocks and the statutes; everything that is wrong in it at once.
    pub fn load(files: &Files, clocks: &Clocks, service: &Service) -> Result<Self, Vec<CatalogueError>> {
        let text = files.text(FILE).map_err(|fault| vec![fault])?;
        let file: LadderFile = toml::from_str(&text).map_err(|fault| vec![CatalogueError::new(FILE, fault)])?;
        let (statutes, codes) = (Statutes::load(files)?, Codes::load(files)?);
        let mut faults = Vec::new();
        let lines = file.step.iter().flat_map(|step| &step.when);
        let lines = lines.flat_map(|when| [&when.since_due, &when.since_served, &when.years, &when.consecutive]);
        let lines = lines.flatten().chain([&file.listed, &file.reply, &file.extended]);
        let is_act = |act: &str| codes.all("act").any(|(known, _)| known == act);
        for (act, line) in lines.flat_map(|by_act| &by_act.0) {
            if clocks.get(line).is_none() {
                faults.push(format!("no line {line} in clocks.csv"));
            }
            if act != "any" && !is_act(act) {
                faults.push(format!("'{act}' is no code of the list act"));
            }
        }
        for step in &file.step {
            if service.act(&step.act).is_none_or(|act| act.to.is_none()) {
                faults.push(format!("'{}' is no act of {} that leads into a stage", step.act, service.code));
            }
        }
        let mut laws = BTreeMap::new();
        for (act, of) in &file.law {
            if !is_act(act) {
                faults.push(format!("law.{act}: no code of the list act"));
            }
            let mut cited = |all: &[String]| -> Vec<Cited> {
                let unknown = all.iter().filter(|one| statutes.cited(one).is_none());
                faults.extend(unknown.map(|one| format!("law.{act}: no section {one}")));
                all.iter().filter_map(|one| printed(&statutes, one)).collect()
            };
            let of = OfAct {
                duty: cited(&of.duty),
                consequence: cited(&of.consequence),
                compared: cited(&of.compared),
                extension: cited(&of.extension),
            };
            laws.insert(act.clone(), of);
        }
        faults.sort();
        faults.dedup();
        if !faults.is_empty() {
            return Err(faults.into_iter().map(|fault| CatalogueError::new(FILE, fault)).collect());
        }
        let LadderFile { listed, reply, extended, step: steps, .. } = file;
        Ok(Self { listed, reply, extended, steps, laws })
    }
    /// What an Act says; of one that is not in the file nothing was seen.
    pub fn law(&self, act: &str) -> OfAct {
        self.laws.get(act).cloned().unwrap_or_default()
    }
    /// The step that led into a stage.
    pub fn step_into(&self, service: &Service, stage: usize) -> Option<&Step> {
        self.steps.iter().find(|step| service.act(&step.act).and_then(|act| act.to) == Some(stage))
    }
}

/// A section as it is printed.
fn printed(statutes: &Statutes, citation: &str) -> Option<Cited> {
    let (statute, number, section) = statutes.cited(citation)?;
    let said = statute.cited_as(number, section);
    let with = |language: Language| {
        let of_constitution = statute.code.starts_with("constitution");
        let word = match (language, of_constitution, statute.kind) {
            (Language::Hi, true, _) => "अनुच्छेद",
            (Language::En, true, _) => "article",
            (Language::Hi, _, StatuteKind::Rules) => "नियम",
            (Language::En, _, StatuteKind::Rules) => "rule",
            (Language::Hi, ..) => "धारा",
            (Language::En, ..) => "section",
        };
        // What is known of an Act by press or hearsay is no law to be cited bare.
        let seen =
            if section.seen == Seen::Text { String::new() } else { format!(" [{}]", section.seen.word(language)) };
        format!("{}, {word} {}{seen}", statute.name.in_language(language), said.in_language(language))
    };
    Some(Cited { place: Label { en: with(Language::En), hi: with(Language::Hi) }, says: section.heading.clone() })
}
