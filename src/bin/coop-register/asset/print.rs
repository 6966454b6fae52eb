//! The sheet of one asset, or the schedule of all, on paper.

use super::{ASSET, assets, gain_words, lack_words, value};
use crate::case::Desk;
use clap::Args;
use coop_registry::{
    branches::{
        assets::{Rates, day, held, money, text, worked},
        cases::Case,
    },
    catalogue::Places,
    cleaning::Codes,
    cli::{CommandError, Console, Exit, Office, Verdict, papers, statutory},
    model::{CooperativeYear, Label, Value},
    reports::asset_papers::{self, AssetSheet},
};

/// Print a paper.
#[derive(Args)]
pub struct Print {
    /// One asset: identity or tag; without it the schedule of depreciation of the year of --as-of
    asset: Option<String>,
}

impl Print {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let desk = Desk::of(office, &register, ASSET.service, moment)?;
        let (all, rates) = (assets(office, &register, moment)?, Rates::read(&register, moment)?);
        let lists = ["asset_item", "asset_method"];
        let (paper, about, files) = match &self.asset {
            Some(asked) => {
                let case = statutory::case_of(&all, asked)?;
                let sheet = sheet(office, &desk, case, &rates)?;
                let id = case.id.clone();
                let files =
                    papers::made(office, console, &register, ("coop-register asset print", &lists), |ground| {
                        let mut report = asset_papers::sheet(&sheet, ground);
                        // One paper an asset: the file carries its identity.
                        report.key = format!("{}-{id}", report.key);
                        report
                    })?;
                ("asset_sheet", case.id.clone(), files)
            }
            None => {
                let all: Vec<&Case> = all.iter().collect();
                let as_of = moment.as_of;
                let year = CooperativeYear::containing(as_of).map_or_else(String::new, |year| year.to_string());
                let (lines, _) = value::scheduled(desk.table, &all, &rates, as_of);
                let cell = |case: &Case, key: &str| case.line.value(desk.table, key).cloned().unwrap_or_default();
                let (mut rows, mut lacking) = (Vec::new(), Vec::new());
                for (case, line) in &lines {
                    match line {
                        Ok(Some(line)) => {
                            let [opening, added, charged, left, closing] =
                                [line.opening, line.added, line.charged, line.left, line.closing].map(Value::Money);
                            let [tag, item, cost] = ["tag", "item", "cost"].map(|key| cell(case, key));
                            rows.push([tag, item, cost, opening, added, charged, left, closing]);
                        }
                        Ok(None) => {}
                        Err(lack) => lacking.push((cell(case, "tag"), cell(case, "item"), lack_words(*lack))),
                    }
                }
                let files =
                    papers::made(office, console, &register, ("coop-register asset print", &lists), |ground| {
                        let mut report = asset_papers::schedule(&year, &rows, &lacking, ground);
                        report.key = format!("{}-{year}", report.key);
                        report
                    })?;
                ("asset_schedule", year, files)
            }
        };
        for file in &files {
            console.say(file);
        }
        let dry_run = office.globals().dry_run;
        console.data(
            "asset-paper",
            serde_json::json!({ "paper": paper, "of": about, "files": files, "dry_run": dry_run }),
        );
        Ok(Exit::Done)
    }
}

/// What the sheet of an asset says. It may hang beside it: fields that name a person are left out.
fn sheet(office: &Office, desk: &Desk<'_>, case: &Case, rates: &Rates) -> Result<AssetSheet, CommandError> {
    let (codes, places) = (Codes::load(office.files())?, Places::load(office.files())?);
    let held_fields = desk.table.fields.iter().zip(&case.line.values);
    let public = held_fields.filter(|(field, value)| !value.is_empty() && !field.personal);
    let facts = public.map(|(field, value)| (field.label.clone(), papers::worded(field, value, &codes, &places)));
    let item = desk
        .table
        .field("item")
        .map(|field| papers::worded(field, &Value::text(text(desk.table, case, "item")), &codes, &places));
    let item = item.unwrap_or_default();
    let movement = case.events.iter().map(|event| {
        let act = desk.service.act(&event.act).map(|act| act.label.clone()).unwrap_or_default();
        let stage = desk.service.stage(&event.stage).map(|at| desk.service.stages[at].label.clone());
        (Value::Date(event.on), act, stage.unwrap_or_default(), Value::text(&event.order_no))
    });
    let as_of = office.time().as_of;
    let (mut said, years) = (
        Vec::new(),
        match worked(&held(desk.table, case), rates, as_of) {
            Ok(worked) => Ok(worked),
            Err(lack) => Err(lack_words(lack)),
        },
    );
    if let Ok(worked) = &years {
        let book = worked.book;
        let left = day(desk.table, case, "disposed_on").filter(|on| *on <= as_of);
        said.push(match (left, money(desk.table, case, "proceeds")) {
            (Some(_), proceeds) => gain_words(proceeds.unwrap_or_default(), book),
            (None, _) => {
                Label { en: format!("Book value {book}"), hi: format!("पुस्तक मूल्य {book}") }
            }
        });
    }
    let tag = &case.number;
    Ok(AssetSheet {
        name: Label { en: format!("{tag}: {}", item.en), hi: format!("{tag}: {}", item.hi) },
        facts: facts.collect(),
        movement: movement.collect(),
        years: years.map(|worked| value::years(&worked)),
        said,
    })
}
