//! Physical verification: the sheet, and what was found.

use super::{ASSET, assets};
use crate::case::{Desk, fingerprints, kept, not_entered};
use clap::Args;
use coop_registry::{
    branches::{
        assets::{
            Found, SheetRow, SheetWords, Told, act_of, check_entry, excess_entry, read_sheet, text, verification_book,
        },
        cases::{Case, Telling},
    },
    cleaning::{Codes, covered},
    cli::{CommandError, Console, Exit, Office, Part, Verdict, desk, filing, parse_date, write_output},
    model::{Act, Date, Finding, Findings, Label, Locus, Moment, NewEntry, Plan, Severity, Value},
    register::{ReadRegister, Register},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

/// A verification.
#[derive(Args)]
pub struct Verify {
    /// One asset: identity or tag
    asset: Option<String>,
    /// It was found
    #[arg(long, requires = "asset", conflicts_with_all = ["missing", "excess", "from", "sheet"])]
    found: bool,
    /// It was not found
    #[arg(long, requires = "asset", conflicts_with_all = ["condition", "excess", "from", "sheet"])]
    missing: bool,
    /// Condition it was found in: in_use, in_store, under_repair or surplus
    #[arg(long, value_name = "CODE")]
    condition: Option<String>,
    /// Something found that is not on charge: its item, with --serial and --place
    #[arg(long, value_name = "ITEM", conflicts_with_all = ["asset", "from", "sheet"])]
    excess: Option<String>,
    /// Serial number of what is in excess
    #[arg(long, value_name = "NO", requires = "excess")]
    serial: Option<String>,
    /// Make the sheet to be filled, into -o FILE.xlsx: a worksheet a place and custodian
    #[arg(long, conflicts_with_all = ["asset", "from"])]
    sheet: bool,
    /// The filled sheet: all of it is entered, or nothing with every fault
    #[arg(long, value_name = "FILE", conflicts_with = "asset")]
    from: Option<PathBuf>,
    /// Place it was found at, where it is another; of --sheet: only this place
    #[arg(long)]
    place: Option<String>,
    /// Of --sheet: only this holder
    #[arg(long, requires = "sheet")]
    holder: Option<String>,
    /// Day of the verification (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
    /// Words (default: --reason)
    #[arg(long, value_name = "TEXT")]
    remark: Option<String>,
}

impl Verify {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        if self.sheet {
            return self.make_sheet(office, console);
        }
        let codes = Codes::load(office.files())?;
        let condition =
            self.condition.as_deref().map(|code| super::code(office, "asset_condition", code)).transpose()?;
        let remark = self.remark.as_deref().map(|text| covered(text).into_owned());
        let (told, documents) = match (&self.from, &self.asset, &self.excess) {
            (Some(path), ..) => {
                let file = filing::open(office, console, path)?;
                let Some((told, faults)) = read_sheet(&file.sheets, &file.name, &codes) else {
                    return Err(CommandError::new(Exit::Input, "error.asset.not_a_sheet").with("file", &file.name));
                };
                refuse(&file.name, faults)?;
                if told.is_empty() {
                    return Err(CommandError::new(Exit::Input, "error.asset.nothing_found").with("file", &file.name));
                }
                (told, fingerprints(std::slice::from_ref(path))?)
            }
            (None, Some(asset), _) if self.found || self.missing => {
                let found =
                    Found { there: self.found, condition, place: self.place.clone(), remark, ..Found::default() };
                (vec![Told { place: Locus::default(), asset: Some(asset.clone()), found }], Vec::new())
            }
            (None, None, Some(item)) => {
                let item = Some(super::code(office, "asset_item", item)?);
                let (serial_no, place) = (self.serial.clone(), self.place.clone());
                let found = Found { there: true, condition, place, remark, item, serial_no };
                (vec![Told { place: Locus::default(), asset: None, found }], Vec::new())
            }
            _ => return Err(CommandError::new(Exit::Arguments, "error.asset.verify_what")),
        };
        let act = office.ordered_act("coop-register asset verify")?;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let on = self.on.unwrap_or(office.time().as_of);
        let sheets: Vec<PathBuf> = self.from.clone().into_iter().collect();
        let entering = Entering { office, register: &register, act: &act, on, documents: documents.clone() };
        let (entries, counts) = entering.entries(&told)?;
        kept(office, &sheets, &documents)?;
        let plan = Plan { act, entries, made_at: Some(made_at), ..Plan::default() };
        let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
        counts.say(console, on, (!office.globals().dry_run).then_some(applied.day_no));
        Ok(if counts.varies() { Exit::Findings } else { Exit::Done })
    }

    fn make_sheet(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let Some(path) = office.globals().output.clone() else {
            return Err(CommandError::new(Exit::Arguments, "error.asset.no_output"));
        };
        console.output_is_taken();
        let (register, moment) = (office.read_register()?, office.moment()?);
        let desk = Desk::of(office, &register, ASSET.service, moment)?;
        let language = console.language();
        let (items, conditions) =
            (desk::code_words(office, "asset_item")?, desk::code_words(office, "asset_condition")?);
        let worded = |words: &BTreeMap<String, Label>, code: &str| {
            words.get(code).map_or_else(|| code.to_owned(), |label| label.in_language(language).to_owned())
        };
        let mut rows = Vec::new();
        for case in assets(office, &register, moment)? {
            let own = |key: &str| text(desk.table, &case, key).to_owned();
            let wanted = |asked: &Option<String>, is: &str| asked.as_deref().is_none_or(|asked| asked == is);
            let (holder, place) = (own("holder"), own("place"));
            if desk.service.stages[case.stage].closed || !wanted(&self.holder, &holder) || !wanted(&self.place, &place)
            {
                continue;
            }
            let verified = coop_registry::branches::assets::day(desk.table, &case, "verified_on");
            rows.push(SheetRow {
                of: (holder, place, own("custodian")),
                cells: [
                    case.id.clone(),
                    own("tag"),
                    worded(&items, &own("item")),
                    own("make_model"),
                    own("serial_no"),
                    worded(&conditions, &own("condition")),
                    verified.map_or_else(String::new, |day| day.to_string()),
                ],
            });
        }
        let told = ["in_use", "in_store", "under_repair", "surplus"];
        let words = SheetWords {
            title: console.pick("Physical verification", "भौतिक सत्यापन"),
            hint: console.pick(
                "Fill the last four columns. What is there and not listed goes into an empty row, with its item. Leave the first column as it is.",
                "अंतिम चार स्तंभ भरें। जो मिले पर सूची में नहीं, उसे मद सहित खाली पंक्ति में लिखें। पहला स्तंभ न बदलें।",
            ),
            conditions: told.iter().map(|code| worded(&conditions, code)).collect(),
            found: [console.pick("yes", "हाँ"), console.pick("no", "नहीं")],
        };
        let bytes =
            verification_book(&rows, &words).map_err(|cause| CommandError::io(&path, &std::io::Error::other(cause)))?;
        if !office.globals().dry_run {
            write_output(&path, &bytes).map_err(|cause| CommandError::io(&path, &cause))?;
        }
        let (count, dry_run) = (rows.len(), office.globals().dry_run);
        console.data(
            "asset-verification-sheet",
            serde_json::json!({ "file": path.display().to_string(), "assets": count, "dry_run": dry_run }),
        );
        console.say(match console.pick("en", "hi") {
            "hi" => format!("{}: {count} परिसम्पत्तियाँ", path.display()),
            _ => format!("{}: {count} assets", path.display()),
        });
        Ok(Exit::Done)
    }
}

/// Refuses a sheet with everything that is wrong with it: what cannot be read is exit 3, what may not be done 6.
fn refuse(file: &str, faults: Findings) -> Result<(), CommandError> {
    if faults.is_empty() {
        return Ok(());
    }
    let exit = if faults.iter().all(|fault| fault.code.starts_with("AST-")) { Exit::Input } else { Exit::Refused };
    Err(CommandError::new(exit, "error.asset.sheet")
        .with("file", file)
        .with("count", faults.len())
        .details(faults.iter().cloned().map(Part::Finding))
        .because_of(faults))
}

/// How many were found how.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    as_recorded: usize,
    missing: usize,
    otherwise: usize,
    excess: usize,
}

impl Counts {
    fn varies(&self) -> bool {
        self.missing + self.otherwise + self.excess > 0
    }
    fn say(&self, console: &mut Console, on: Date, day_no: Option<i64>) {
        let Self { as_recorded, missing, otherwise, excess } = *self;
        let dry_run = day_no.is_none();
        console.data(
            "asset-verified",
            serde_json::json!({
                "on": on.to_string(), "as_recorded": as_recorded, "missing": missing, "otherwise": otherwise,
                "excess": excess, "day_no": day_no, "dry_run": dry_run,
            }),
        );
        let not_yet = if dry_run {
            console.pick("; nothing was changed", "; अभी कुछ नहीं बदला")
        } else {
            ""
        };
        console.say(match console.pick("en", "hi") {
            "hi" => format!("{on}: {as_recorded} यथावत, {missing} नहीं मिले, {otherwise} भिन्न, {excess} अधिक{not_yet}"),
            _ => format!(
                "{on}: {as_recorded} as recorded, {missing} not found, {otherwise} otherwise, {excess} in excess{not_yet}"
            ),
        });
    }
}

/// What it takes to enter a verification.
struct Entering<'a> {
    office: &'a Office,
    register: &'a Register,
    act: &'a Act,
    on: Date,
    documents: Vec<String>,
}

impl Entering<'_> {
    /// The entries of all, or every fault.
    fn entries(&self, told: &[Told]) -> Result<(Vec<NewEntry>, Counts), CommandError> {
        let (office, act, on) = (self.office, self.act, self.on);
        let desk = Desk::of(office, self.register, ASSET.service, Moment::on(on))?;
        let counter = desk.counter(office, self.register)?;
        let all = assets(office, self.register, Moment::on(Date::MAX))?;
        let by_name: BTreeMap<&str, &Case> =
            all.iter().flat_map(|case| [(case.number.as_str(), case), (case.id.as_str(), case)]).collect();
        let (login, order) = (act.officer.as_str(), act.order_no.as_deref());
        let (mut entries, mut faults, mut counts) = (Vec::new(), Vec::new(), Counts::default());
        let (mut seen, mut alike) = (BTreeSet::new(), BTreeMap::new());
        for Told { place, asset, found } in told {
            let fault =
                |code: &str, asset: &str| Finding::new(code, Severity::Error, place.clone()).with("found", asset);
            let Some(asset) = asset else {
                let key = (found.item.clone(), found.serial_no.clone(), found.place.clone());
                let nth = alike.entry(key).and_modify(|nth| *nth += 1).or_insert(1_usize);
                entries.push(excess_entry(self.register, on, found, *nth, (login, order))?);
                counts.excess += 1;
                continue;
            };
            let Some(case) = by_name.get(asset.as_str()).copied() else {
                faults.push(fault("AST-104", asset));
                continue;
            };
            if !seen.insert(&case.id) {
                faults.push(fault("AST-105", asset));
                continue;
            }
            let code = match act_of(&desk.service, desk.table, case, found) {
                Ok(code) => code,
                Err(mut wrong) => {
                    wrong.place.cell.clone_from(&place.cell);
                    faults.push(*wrong);
                    continue;
                }
            };
            let place_now = found.place.as_ref().filter(|place| *place != text(desk.table, case, "place"));
            let facts = if code.asks.is_empty() { None } else { place_now };
            let telling = Telling {
                on,
                login: act.officer.clone(),
                order_no: act.order_no.clone(),
                remark: found.remark.clone().or_else(|| act.reason.clone()),
                documents: self.documents.clone(),
                facts: facts.map(|place| ("place".to_owned(), Value::text(place))).into_iter().collect(),
                ..Telling::default()
            };
            let mut done = counter.advance(case, code, &telling)?;
            for wrong in &mut done.faults {
                wrong.place.cell.clone_from(&place.cell);
            }
            faults.append(&mut done.faults);
            entries.append(&mut done.entries);
            let serial = case.events.last().map_or(0, |event| event.serial) + 1;
            entries.push(check_entry(self.register, case, (serial, on), found, (login, order))?);
            let differs = found.condition.as_deref().is_some_and(|told| told != text(desk.table, case, "condition"));
            match (found.there, differs || place_now.is_some()) {
                (false, _) => counts.missing += 1,
                (true, true) => counts.otherwise += 1,
                (true, false) => counts.as_recorded += 1,
            }
        }
        match (&faults[..], told) {
            ([], _) => Ok((entries, counts)),
            (_, [one]) if one.place == Locus::default() => {
                let typed = faults.iter().all(|fault| fault.code.starts_with("AST-"));
                let exit = if typed { Exit::Arguments } else { Exit::Refused };
                Err(not_entered(exit, faults))
            }
            _ => {
                let file = told.first().and_then(|one| one.place.file.clone()).unwrap_or_default();
                refuse(&file, faults)?;
                Ok((entries, counts))
            }
        }
    }
}
