//! Physical verification: the sheet, what was found, where it varies.

use super::{ASSET, assets};
use crate::case::{Desk, day as day_value, fingerprints, kept, not_entered, word};
use clap::Args;
use coop_registry::{
    branches::{
        assets::{
            Found, SheetRow, SheetWords, Told, Variance, Varies, act_of, check_entry, checks, excess_entry, read_sheet,
            text, variances, verification_book,
        },
        cases::{Case, Counter, Telling},
    },
    cleaning::{Codes, covered},
    cli::{
        CommandError, Console, Exit, Listing, Office, Part, Verdict, desk, filing, papers, parse_date, write_output,
    },
    model::{Act, CooperativeYear, Date, Finding, Findings, Label, Locus, Moment, NewEntry, Plan, Severity, Value},
    register::{ReadRegister, Register},
    reports::asset_papers,
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

/// Which year.
#[derive(Args)]
pub struct VarianceList {
    /// Make the paper too: PDF, XLSX, HTML or CSV by --format, into -o DIR
    #[arg(long)]
    print: bool,
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
        let settings = office.settings()?;
        let counter = Counter {
            register: self.register,
            service: &desk.service,
            law: &desk.law,
            today: office.time().as_of,
            state: &desk.state,
            office_name: settings.get("office.name_hi"),
        };
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
                    faults.push(wrong);
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

impl VarianceList {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let print = self.print || papers::is_for_paper(office);
        let (register, moment) = (office.read_register()?, office.moment()?);
        let year = office.globals().fy.or_else(|| CooperativeYear::containing(moment.as_of));
        let Some(year) = year else {
            return Err(CommandError::new(Exit::Arguments, "error.year_none").with("day", moment.as_of));
        };
        // Of a year that is over: as it stood on its last day.
        let moment = Moment { as_of: moment.as_of.min(year.end()), ..moment };
        let desk = Desk::of(office, &register, ASSET.service, moment)?;
        let (all, found) = (assets(office, &register, moment)?, checks(&register, year, moment)?);
        let all: Vec<&Case> = all.iter().collect();
        let on_charge = all.iter().filter(|case| !desk.service.stages[case.stage].closed).count();
        let (lines, as_recorded) = variances(&desk.service, desk.table, &all, &found);
        let of = |kind: Varies| lines.iter().filter(|line| line.varies == kind).count();
        let (unverified, excess) = (of(Varies::NotVerified), of(Varies::Excess));
        let varying = lines.len() - unverified - excess;
        let said = Label {
            en: format!(
                "on charge {on_charge}: as recorded {as_recorded}, varying {varying}, not verified {unverified}; in excess {excess}"
            ),
            hi: format!("पंजी में {on_charge}: यथावत {as_recorded}, भिन्न {varying}, असत्यापित {unverified}; अधिक {excess}"),
        };
        let clock = desk.law.clocks.get("IN-AST-05");
        let basis = clock.map(|clock| desk.law.in_force(clock).rests_on).unwrap_or_default();
        let items = desk::code_words(office, "asset_item")?;
        let conditions = desk::code_words(office, "asset_condition")?;
        let files = if print {
            let rows: Vec<_> = lines.iter().map(row).collect();
            let year = year.to_string();
            let lists = ["asset_item", "asset_condition"];
            papers::made(office, console, &register, ("coop-register asset variance", &lists), |ground| {
                for kind in KINDS {
                    ground.names.add("asset_varies", kind.key(), kind_words(kind));
                }
                let mut report = asset_papers::variance(&year, &rows, said.clone(), ground);
                report.key = format!("{}-{year}", report.key);
                report
            })?
        } else {
            Vec::new()
        };
        let mut listing = Listing::new([
            ("varies", "Variance", "अंतर"),
            ("asset", "Asset", "परिसम्पत्ति"),
            ("tag", "Tag", "टैग"),
            ("item", "Item", "मद"),
            ("serial_no", "Serial no.", "क्रम संख्या"),
            ("holder", "Holder", "धारक"),
            ("place", "Place", "स्थान"),
            ("was", "Recorded", "पंजी में"),
            ("found", "Found", "पाया गया"),
            ("on", "Verified", "सत्यापन"),
        ]);
        let nothing = Label::default();
        let worded = |words: &BTreeMap<String, Label>, code: &str| {
            words.get(code).map_or_else(|| code.to_owned(), |label| word(console, code, label).to_owned())
        };
        for line in &lines {
            let kind = kind_words(line.varies);
            listing.push([
                Value::text(word(console, line.varies.key(), &kind)),
                Value::text(&line.asset),
                Value::text(&line.tag),
                Value::text(worded(&items, &line.item)),
                Value::text(&line.serial_no),
                Value::text(&line.holder),
                Value::text(&line.place),
                Value::text(worded(&conditions, &line.was)),
                Value::text(worded(&conditions, &line.found)),
                day_value(line.on),
            ]);
        }
        let mut findings: Findings = Vec::new();
        let language = console.language();
        for line in lines.iter().filter(|line| line.varies != Varies::NotVerified) {
            let item = items.get(&line.item).unwrap_or(&nothing).in_language(language);
            findings.push(finding(line, item, &|code| {
                conditions.get(code).map_or(code, |label| label.in_language(language)).to_owned()
            }));
        }
        if unverified > 0 {
            let place = Locus { fy: Some(year.to_string()), ..Locus::default() };
            let told = Finding::new("AST-204", Severity::Warning, place).with("count", unverified).with("year", year);
            findings.push(told.with("basis", &basis.en).with("basis_hi", &basis.hi));
        }
        if console.format() == coop_registry::cli::Format::Json {
            console.data(
                "asset-variance",
                serde_json::json!({
                    "year": year.to_string(), "on_charge": on_charge, "as_recorded": as_recorded, "varying": varying,
                    "not_verified": unverified, "excess": excess, "lines": listing.to_json(), "files": files,
                }),
            );
        } else if !print {
            console.listing("asset-variance", &listing);
        }
        for file in &files {
            console.say(file);
        }
        console.note(said.in_language(language));
        console.findings(&findings);
        Ok(if findings.is_empty() { Exit::Done } else { Exit::Findings })
    }
}

const KINDS: [Varies; 5] = [Varies::Missing, Varies::Condition, Varies::Place, Varies::NotVerified, Varies::Excess];

fn kind_words(kind: Varies) -> Label {
    let (en, hi) = match kind {
        Varies::Missing => ("Not found", "नहीं मिला"),
        Varies::Condition => ("Condition differs", "दशा भिन्न"),
        Varies::Place => ("Place differs", "स्थान भिन्न"),
        Varies::NotVerified => ("Not verified", "असत्यापित"),
        Varies::Excess => ("Excess", "अधिक"),
    };
    Label { en: en.into(), hi: hi.into() }
}

fn row(line: &Variance) -> asset_papers::VarianceRow {
    [
        Value::text(line.varies.key()),
        Value::text(&line.asset),
        Value::text(&line.tag),
        Value::text(&line.item),
        Value::text(&line.serial_no),
        Value::text(&line.holder),
        Value::text(&line.place),
        Value::text(&line.was),
        Value::text(&line.found),
        day_value(line.on),
    ]
}

/// A variance as a finding, its codes in words.
fn finding(line: &Variance, item: &str, condition: &dyn Fn(&str) -> String) -> Finding {
    let dash = |text: &str| if text.is_empty() { "–".to_owned() } else { text.to_owned() };
    let (severity, named) = match line.varies {
        Varies::Missing => (Severity::Error, &line.asset),
        _ => (Severity::Warning, &line.asset),
    };
    let place = Locus { society: Some(named.clone()).filter(|named| !named.is_empty()), ..Locus::default() };
    let finding = Finding::new(line.varies.code(), severity, place).with("item", dash(item));
    match line.varies {
        Varies::Excess => finding.with("serial", dash(&line.serial_no)).with("place", dash(&line.place)),
        Varies::Missing => {
            let on = line.on.map_or_else(String::new, |on| on.to_string());
            finding.with("tag", &line.tag).with("on", on).with("place", dash(&line.place))
        }
        _ => finding.with("tag", &line.tag).with("was", condition(&line.was)).with("found", condition(&line.found)),
    }
}
