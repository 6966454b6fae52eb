//! Events on their way into the register: all of them or none, all faults in one pass.

use super::{list_file, stages::Told};
use coop_registry::cli::place_names::PlaceNames;
use coop_registry::{
    branches::computerisation::{Asked as Named, Event, Programme, Recording, items_read},
    cleaning::{Codes, DateColumn, DateWords},
    cli::{CommandError, Console, Exit, Office, Part, Verdict, desk, filing},
    mapping::HeadingLexicon,
    migrate::{OpenFile, SheetAccount},
    model::{Findings, Locus, Plan, Value},
    register::ReadRegister,
};

/// Enters one event of each unit.
pub fn enter(office: &Office, console: &mut Console, verb: &str, told: Told) -> Result<Verdict, CommandError> {
    let act = office.ordered_act(&format!("coop-migrate pacs {verb}"))?;
    let state = office.settings()?.get("office.state");
    let programme = Programme::load(office.files(), office.tables())?.in_state(state);
    let places = PlaceNames::load(office)?;
    if let Some(kind) = told.whom.kind.as_ref().filter(|kind| !programme.kinds.contains_key(*kind)) {
        let known: Vec<&str> = programme.kinds.keys().map(String::as_str).collect();
        return Err(CommandError::new(Exit::Arguments, "error.pacs.kind")
            .with("found", kind)
            .with("known", known.join(", ")));
    }
    let list = told.whom.from.as_deref().map(|path| filing::open(office, console, path)).transpose()?;
    let Asked { events, mut faults, notes, sheets } = asked(office, list.as_ref(), &programme, &places, &told)?;
    if events.is_empty() && faults.is_empty() {
        return Err(CommandError::new(Exit::Arguments, "error.pacs.nobody"));
    }
    let mut register = office.write_register()?;
    let made_at = register.last_day_no()?;
    let recording = Recording {
        programme: &programme,
        register: &register,
        group: told.group,
        kind: told.whom.kind.as_deref(),
        today: office.time().as_of,
        ordered: act.order_no.is_some(),
        state,
    };
    let mut recorded = recording.record(&events)?;
    faults.append(&mut recorded.faults);
    if !faults.is_empty() {
        return Err(refused(faults, told.whom.from.is_some()));
    }
    let mut batch = None;
    if let (Some(file), Some(path)) = (&list, told.whom.from.as_deref()) {
        let listed = filing::Listed { file, path, command: &act.command, sheets };
        let order = act.order_no.as_deref();
        recorded.warnings.extend(listed.held_to_the_end_of_paper(&register, &recorded, order)?);
        if recorded.entries.iter().any(|entry| entry.source.is_some()) {
            batch = Some(listed.batch(office, &register, &recorded)?);
        }
    }
    console.findings(&notes);
    console.findings(&recorded.warnings);
    let count = recorded.entries.len();
    let batch_id = batch.as_ref().map(|batch| batch.id.clone());
    let plan = Plan { act, batch, entries: recorded.entries, made_at: Some(made_at), ..Plan::default() };
    let (mut day_no, mut units) = (None, Vec::new());
    let dry_run = office.globals().dry_run;
    if count > 0 {
        let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
        (day_no, units) = ((!dry_run).then_some(applied.day_no), applied.subjects);
    }
    console.data(
        "pacs-enter",
        serde_json::json!({
            "stage": told.group, "events": events.len(), "entered": count, "already": recorded.already,
            "new_units": recorded.new_units, "units": units, "day_no": day_no, "dry_run": dry_run,
            "batch": batch_id,
        }),
    );
    let (already, new) = (recorded.already, recorded.new_units);
    console.say(match (count, dry_run, console.pick("en", "hi")) {
        (0, _, "hi") => format!("{already} घटनाएँ पहले से ऐसे ही दर्ज; कुछ नहीं बदला"),
        (0, _, _) => format!("{already} events stand just so already; nothing was changed"),
        (_, true, "hi") => format!("{count} घटनाएँ दर्ज होंगी ({new} नई इकाइयाँ), {already} पहले से दर्ज; अभी कुछ नहीं बदला"),
        (_, true, _) => {
            format!("{count} events would be entered ({new} new units), {already} stand already; nothing was changed")
        }
        (_, false, "hi") => format!("{count} घटनाएँ दर्ज ({new} नई इकाइयाँ), {already} पहले से दर्ज"),
        (_, false, _) => format!("{count} events entered ({new} new units), {already} stood already"),
    });
    let mut all = notes;
    all.append(&mut recorded.warnings);
    Ok(console.verdict(&all))
}

/// The events named at the desk and those of a list.
struct Asked {
    events: Vec<Event>,
    /// Faults and remarks of the list.
    faults: Findings,
    notes: Findings,
    /// Its sheets as they were taken.
    sheets: Vec<SheetAccount>,
}

fn asked(
    office: &Office,
    list: Option<&OpenFile>,
    programme: &Programme,
    places: &PlaceNames,
    told: &Told,
) -> Result<Asked, CommandError> {
    let codes = Codes::load(office.files())?;
    let read_item = |text: &str| -> Option<String> {
        codes.read("asset_item", text).ok().and_then(|read| read.value.as_text().map(str::to_owned))
    };
    let district = told.whom.district.as_deref().map(|name| places.district(name)).transpose()?;
    let mut facts: Vec<(String, Value)> = Vec::new();
    for (key, value) in &told.facts {
        let value = match value.as_text().filter(|_| *key == "items") {
            Some(written) => items_read(programme, &read_item, written).map_err(|item| {
                let known: Vec<&str> = programme.items.keys().map(String::as_str).collect();
                CommandError::new(Exit::Arguments, "error.pacs.item")
                    .with("found", item)
                    .with("known", known.join(", "))
            })?,
            None => value.clone(),
        };
        facts.push(((*key).to_owned(), value));
    }
    let event = |unit: &String| Event {
        asked: Named { text: unit.clone(), district },
        facts: facts.clone(),
        place: Locus { society: Some(unit.clone()), ..Locus::default() },
        row: None,
    };
    let mut asked = Asked {
        events: told.whom.units.iter().map(event).collect(),
        faults: Vec::new(),
        notes: Vec::new(),
        sheets: Vec::new(),
    };
    if let Some(file) = list {
        // The act rests on its order or reason; which list was read can be told from the run ledger.
        office.run_made(serde_json::json!({ "read": file.name, "sha256": file.sha256 }));
        let table = desk::table(office, "computerisation")?;
        let list = list_file::ListFile {
            file,
            lexicon: &HeadingLexicon::load(office.files(), table)?,
            dates: &DateColumn::new(&DateWords::load(office.files())?),
            fields: list_file::fields_of(table, told.group),
            on: told.on,
            facts: &facts,
            district,
            today: office.time().as_of,
            read_items: &|text| items_read(programme, &read_item, text).ok(),
            read_district: &|text| places.district(text).ok(),
        };
        let read = list.read();
        asked.events.extend(read.events);
        (asked.faults, asked.notes, asked.sheets) = (read.faults, read.notes, read.sheets);
    }
    Ok(asked)
}

/// Nothing was entered: one fault is the error itself, several stand below it.
fn refused(faults: Findings, of_list: bool) -> CommandError {
    let is = |codes: &[&str]| faults.iter().any(|fault| codes.contains(&fault.code.as_str()));
    let exit = if is(&["PCS-104", "PCS-105", "PCS-106", "PCS-107", "PCS-109", "PCS-110", "PCS-111"]) {
        if of_list { Exit::Input } else { Exit::Arguments }
    } else if is(&["PCS-101", "PCS-102", "PCS-103"]) {
        Exit::NotFound
    } else {
        Exit::Refused
    };
    if let [only] = &faults[..] {
        return CommandError::new(exit, "error.pacs.one")
            .part("said", Part::Finding(only.clone()))
            .part("todo", Part::ToDo(only.clone()))
            .because_of(faults);
    }
    CommandError::new(exit, "error.pacs.several")
        .with("count", faults.len())
        .details(faults.iter().cloned().map(Part::Finding))
        .because_of(faults)
}
