//! `coop-migrate pacs show`: the stages of one society, each with the entry it rests on.

use crate::scope::{Read, Which};
use clap::Args;
use coop_registry::{
    branches::computerisation::{REGISTER, Unit, findings_of},
    cli::{CommandError, Console, Exit, Format, Listing, Office, Verdict, desk},
    model::{Act, Entry, Label, Language, Value, date_written},
    register::ReadRegister,
};
use std::{collections::BTreeMap, ops::ControlFlow};

/// Show the stages of one society.
#[derive(Args)]
pub struct Show {
    /// Society: identity, registration number or name; a unit by its identity, an office by its name
    society: String,
    /// Also who accompanies it
    #[arg(long)]
    personal: bool,
}

/// One stage as it is shown.
struct Line {
    code: String,
    stage: Label,
    on: Value,
    particulars: String,
    entry: i64,
    recorded_at: String,
    rests_on: String,
}

impl Show {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let which = Which { kind: None, phase: None, district: None, block: None };
        let mut read = Read::of(office, &which)?;
        let own = |unit: &Unit| unit.id == self.society || unit.society.is_none() && unit.name.hi == self.society;
        if read.units.iter().any(own) {
            read.units.retain(own);
        } else {
            let table = desk::table(office, "society")?;
            let society = desk::subject(&read.register, table, &self.society, office.moment()?)?;
            read.units.retain(|unit| unit.society.as_ref() == Some(&society));
        }
        if read.units.is_empty() {
            return Err(CommandError::not_found("error.pacs.no_unit").with("asked", &self.society));
        }
        let acts = acts(&read.register)?;
        let (on, language) = (office.time().as_of, console.language());
        let table = desk::table(office, REGISTER)?;
        let (mut findings, mut json) = (Vec::new(), Vec::new());
        for unit in &read.units {
            let lines = self.lines(&read, unit, &acts, console, on)?;
            let found = findings_of(&read.programme, table, unit, &read.state, on);
            if console.format() == Format::Json {
                json.push(json_of(unit, &lines));
            } else {
                let kind = read.programme.kinds.get(&unit.kind).map_or(unit.kind.as_str(), |l| l.in_language(language));
                let name = unit.name.in_language(language);
                console.say(format!("{}  {}  {name}  ({kind})", unit.id, unit.reg_no));
                console.listing("pacs-show", &listing(unit, lines, language));
            }
            findings.extend(found);
        }
        if console.format() == Format::Json {
            console.data("pacs-show", serde_json::json!({ "units": json }));
        }
        console.findings(&findings);
        Ok(if console.verdict(&findings) == Exit::Done { Exit::Done } else { Exit::Findings })
    }

    /// The stages reached and what was stated of the books, in the order of the work.
    fn lines(
        &self,
        read: &Read,
        unit: &Unit,
        acts: &BTreeMap<i64, Act>,
        console: &Console,
        on: coop_registry::model::Date,
    ) -> Result<Vec<Line>, CommandError> {
        let Some(table) = read.register.tables().get(REGISTER) else { return Ok(Vec::new()) };
        let entries: Vec<Entry> = read.register.entries(REGISTER, &unit.id)?;
        let language = console.language();
        let mut dated: Vec<(String, Label, u8, String)> = read
            .programme
            .stages
            .iter()
            .map(|stage| (stage.code.clone(), stage.label.clone(), stage.group, stage.field.clone()))
            .collect();
        for key in ["books_on", "paper_ends_on"] {
            if let Some(field) = table.field(key) {
                dated.push((key.trim_end_matches("_on").to_owned(), field.label.clone(), field.group, key.to_owned()));
            }
        }
        let mut lines = Vec::new();
        for (code, stage, group, field) in dated {
            let day = unit.value(table, &field).as_date();
            let Some(entry) = unit.entry_of(group).and_then(|no| entries.iter().find(|entry| entry.no == no)) else {
                continue;
            };
            // The end of paper may be set before its day comes.
            if day.is_none_or(|day| day > on && code != "paper_ends") {
                continue;
            }
            let others = table
                .fields
                .iter()
                .filter(|other| other.group == group && other.key != field && (self.personal || !other.personal));
            let said = others.filter_map(|other| {
                let value = unit.value(table, &other.key);
                let label = other.label.in_language(language);
                (!value.is_empty()).then(|| format!("{label}: {}", shown(value, console)))
            });
            let particulars = said.collect::<Vec<_>>().join("; ");
            lines.push(Line {
                code,
                stage,
                on: day.map_or(Value::Empty, Value::Date),
                particulars,
                entry: entry.no.0,
                recorded_at: entry.recorded_at.to_text(),
                rests_on: rests_on(entry, acts.get(&entry.day_no), language),
            });
        }
        Ok(lines)
    }
}

fn shown(value: &Value, console: &Console) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Money(paise) => paise.to_string(),
        Value::Date(day) if console.is_for_people() => date_written(*day),
        Value::Date(day) => day.to_string(),
        other => other.as_integer().map_or_else(String::new, |number| number.to_string()),
    }
}

/// The file and row, the order or the reason an entry rests on.
fn rests_on(entry: &Entry, act: Option<&Act>, language: Language) -> String {
    let (order, reason) = match language {
        Language::En => ("order", "reason"),
        Language::Hi => ("आदेश", "कारण"),
    };
    let mut parts = Vec::new();
    if let Some(source) = &entry.source {
        parts.push(format!("{}/{}/{}", source.batch, source.sheet + 1, source.row));
    }
    if let Some(act) = act {
        parts.extend(act.order_no.as_ref().map(|no| format!("{order} {no}")));
        parts.extend(act.reason.as_ref().map(|text| format!("{reason}: {text}")));
    }
    parts.join(", ")
}

fn acts(register: &dyn ReadRegister) -> Result<BTreeMap<i64, Act>, CommandError> {
    let (mut acts, own) = (BTreeMap::new(), register.office().to_owned());
    register.day_book(&mut |row| {
        if row.office == own {
            acts.insert(row.day_no, row.act);
        }
        ControlFlow::Continue(())
    })?;
    Ok(acts)
}

fn listing(unit: &Unit, lines: Vec<Line>, language: Language) -> Listing {
    let mut listing = Listing::new([
        ("unit", "Unit", "इकाई"),
        ("stage", "Stage", "अवस्था"),
        ("on", "On", "तिथि"),
        ("particulars", "Particulars", "विवरण"),
        ("entry", "Entry", "प्रविष्टि"),
        ("rests_on", "Rests on", "आधार"),
    ]);
    for line in lines {
        listing.push([
            Value::text(&unit.id),
            Value::text(line.stage.in_language(language)),
            line.on,
            Value::text(line.particulars),
            Value::Integer(line.entry),
            Value::text(line.rests_on),
        ]);
    }
    listing
}

fn json_of(unit: &Unit, lines: &[Line]) -> serde_json::Value {
    let stages: Vec<_> = lines
        .iter()
        .map(|line| {
            serde_json::json!({
                "stage": line.code, "on": line.on.as_date().map(|day| day.to_string()), "particulars": line.particulars,
                "entry": line.entry, "recorded_at": line.recorded_at, "rests_on": line.rests_on,
            })
        })
        .collect();
    serde_json::json!({
        "unit": unit.id, "society": unit.society, "reg_no": unit.reg_no, "name_en": unit.name.en, "name_hi": unit.name.hi,
        "kind": unit.kind, "phase": unit.phase, "district": unit.district, "block": unit.block, "stages": stages,
    })
}
