//! `coop-migrate pacs list`: the units with the stage each has reached.

use crate::scope::{Read, Which};
use clap::Args;
use coop_registry::{
    branches::computerisation::{REGISTER, Unit, findings_of},
    catalogue::Level,
    cli::{Column, CommandError, Console, Exit, Listing, Office, Verdict, desk},
    model::{Finding, Value},
};

/// List units with the stage each has reached.
#[derive(Args)]
pub struct List {
    #[command(flatten)]
    which: Which,
    /// Only units that have reached this stage: selected, dlmic, sanction, hardware, dct, golive, audit, hoc, handholding, epacs, day-end
    #[arg(long)]
    stage: Option<String>,
    /// In place of the units what is to be looked at of them: stages out of order, sums and shares, hardware
    #[arg(long)]
    findings: bool,
}

impl List {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let read = Read::of(office, &self.which)?;
        let stage = self.stage.as_deref().map(|code| read.stage(code)).transpose()?;
        let (on, language, people) = (office.time().as_of, console.language(), console.is_for_people());
        let programme = &read.programme;
        if self.findings {
            let table = desk::table(office, REGISTER)?;
            let wanted = |unit: &&Unit| stage.is_none_or(|at| unit.reached(&programme.stages[at], on));
            let of_unit = |unit: &Unit| findings_of(programme, table, unit, &read.state, on);
            let found: Vec<Finding> = read.units.iter().filter(wanted).flat_map(of_unit).collect();
            console.findings_as_data(&found);
            return Ok(console.verdict(&found));
        }
        let mut listing = Listing::new([
            ("unit", "Unit", "इकाई"),
            ("reg_no", "Registration no.", "पंजीयन संख्या"),
            ("name", "Name", "नाम"),
            ("kind", "Programme", "कार्यक्रम"),
            ("district", "District", "जिला"),
            ("block", "Block", "प्रखंड"),
            ("phase", "Phase", "चरण"),
            ("stage", "Stage reached", "प्राप्त अवस्था"),
            ("since", "Since", "कब से"),
        ]);
        if !people {
            let column = |stage: &coop_registry::branches::computerisation::Stage| {
                Column::new(stage.field.clone(), stage.label.en.clone(), stage.label.hi.clone())
            };
            listing.columns.push(Column::new("society", "Society", "समिति"));
            listing.columns.extend(programme.stages.iter().map(column));
        }
        for unit in &read.units {
            let reached = (0..programme.stages.len()).rev().find(|at| unit.reached(&programme.stages[*at], on));
            let Some(reached) = reached.map(|at| &programme.stages[at]) else { continue };
            if stage.is_some_and(|at| !unit.reached(&programme.stages[at], on)) {
                continue;
            }
            let place = |level, code: Option<i64>| match (people, code) {
                (_, None) => Value::Empty,
                (true, Some(code)) => Value::text(read.places.name(level, code, language)),
                (false, Some(code)) => Value::Integer(code),
            };
            let date = |day: Option<_>| day.map_or(Value::Empty, Value::Date);
            let kind = programme.kinds.get(&unit.kind).filter(|_| people);
            let kind = kind.map_or(unit.kind.as_str(), |label| label.in_language(language));
            let stage_word = if people { reached.label.in_language(language) } else { &reached.code };
            let mut row = vec![
                Value::text(&unit.id),
                Value::text(&unit.reg_no),
                Value::text(unit.name.in_language(language)),
                Value::text(kind),
                place(Level::District, unit.district),
                place(Level::Block, unit.block),
                unit.phase.map_or(Value::Empty, Value::Integer),
                Value::text(stage_word),
                date(unit.day(reached)),
            ];
            if !people {
                row.push(unit.society.as_ref().map_or(Value::Empty, Value::text));
                row.extend(programme.stages.iter().map(|stage| date(unit.day(stage).filter(|day| *day <= on))));
            }
            listing.rows.push(row);
        }
        console.listing("pacs-list", &listing);
        Ok(Exit::Done)
    }
}
