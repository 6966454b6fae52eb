//! `audit classify`: marks with evidence, and the class they come to.

use super::{OF, about, told};
use clap::Args;
use coop_registry::{
    branches::{
        audit::life::{
            MARKS,
            marks::{ClassCap, Given, Item, Scheme, read_marks},
            sheet::{marks_book, not_marks, read_marks_sheet, unknown_item},
        },
        cases::cases,
        returns,
    },
    cleaning::covered,
    cli::{
        CommandError, Console, Exit, Listing, Office, Verdict,
        case::{Acting, Before, Desk, More},
        desk, filing, statutory, write_output,
    },
    model::{CooperativeYear, Date, Findings, Label, Locus, Moment, NewEntry, Severity, Subject, Value},
    register::ReadRegister,
    rules::Rulebook,
};
use std::path::PathBuf;

/// Award marks and class.
#[derive(Args)]
pub struct Classify {
    /// A filled marks sheet
    #[arg(long = "sheet", value_name = "FILE")]
    sheet: Option<PathBuf>,
    /// Write the marks sheet instead, filled with what the return on record gives
    #[arg(long, value_name = "FILE", conflicts_with_all = ["sheet", "marks", "caps"])]
    template: Option<PathBuf>,
    /// Marks of an item, as registers=4, or registers=na where it does not apply
    #[arg(long = "mark", value_name = "ITEM=MARKS")]
    marks: Vec<String>,
    /// Evidence of an item, as registers='seen on 12.07.2025'
    #[arg(long, value_name = "ITEM=TEXT")]
    evidence: Vec<String>,
    /// A finding that caps the class, with its evidence, as books_lost='cash book 2023-24'
    #[arg(long = "cap", value_name = "CODE=TEXT")]
    caps: Vec<String>,
    /// Show every item, where its marks come from, and the thresholds
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    acting: Acting,
}

/// What is known of an audit before anybody says anything.
struct Known {
    audit: String,
    title: String,
    society: String,
    fy: Option<CooperativeYear>,
    given: Vec<Given>,
}

impl Classify {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let book = desk::rulebook(office)?;
        let scheme = Scheme::load(office.files(), &book.fields)?;
        let acting = about(self.acting, office)?;
        let known = known(office, &scheme, &book, acting.case(), acting.day(office))?;
        if let Some(path) = &self.template {
            return template(console, &scheme, &known, path);
        }
        let mut faults = Findings::new();
        let place = || Locus { society: Some(known.audit.clone()), ..Locus::default() };
        let mut said = match &self.sheet {
            None => Vec::new(),
            Some(path) => {
                let file = filing::open(office, console, path)?;
                let Some((given, found)) = read_marks_sheet(&file.sheets, &file.name, &scheme) else {
                    return Err(CommandError::new(Exit::Input, "error.audit.no_marks_sheet").with("file", &file.name));
                };
                faults.extend(found);
                given
            }
        };
        for pair in &self.marks {
            let (code, marks) = filing::pair(pair)?;
            match scheme.item(&code) {
                None => faults.push(unknown_item(&scheme, &code, place())),
                Some(item) => match read_marks(&marks, item) {
                    None => faults.push(not_marks(item, &marks, place())),
                    Some(marks) => {
                        said.retain(|one| one.item != code);
                        let (figure, evidence) = (String::new(), String::new());
                        said.push(Given { item: code, marks, figure, evidence, computed: false });
                    }
                },
            }
        }
        for pair in &self.evidence {
            let (code, text) = filing::pair(pair)?;
            match said.iter_mut().find(|one| one.item == code) {
                Some(one) => one.evidence = text,
                None => faults.push(unknown_item(&scheme, &code, place())),
            }
        }
        let mut caps: Vec<(&ClassCap, String)> = Vec::new();
        for pair in &self.caps {
            let (code, text) = filing::pair(pair)?;
            match scheme.caps.iter().find(|cap| cap.code == code) {
                Some(cap) => caps.push((cap, covered(&text).into_owned())),
                None => {
                    let all: Vec<&str> = scheme.caps.iter().map(|cap| cap.code.as_str()).collect();
                    faults.push(
                        told("AUL-108", Severity::Error, &known.audit)
                            .with("found", &code)
                            .with("known", all.join(", ")),
                    );
                }
            }
        }
        let given = together(&scheme, &known, said, &mut faults);
        let capping: Vec<&ClassCap> = caps.iter().map(|(cap, _)| *cap).collect();
        let classed = scheme.classed(&given, &capping);
        let shown = explained(console, &scheme, &given);
        let thresholds = (
            scheme.thresholds(),
            scheme.thresholds_basis.printed(console.language()),
            scheme.basis.printed(console.language()),
        );
        let verdict = acting.run_with(office, console, OF, "classify", |seen| {
            let mut more = More { faults, ..More::default() };
            let Some(classed) = classed.filter(|_| more.faults.is_empty()) else { return Ok(more) };
            let capped: Vec<String> = caps.iter().map(|(cap, why)| format!("{}: {why}", cap.code)).collect();
            more.made = vec![
                ("audit_class".into(), Value::text(&classed.class)),
                ("marks".into(), Value::Quantity(classed.marks.0)),
                ("class_cap".into(), Value::text(capped.join("; "))),
            ];
            more.entries = entries(seen, &known, &scheme, &given)?;
            more.datum("marks", classed.marks.to_string());
            more.datum("attained", classed.attained.to_string());
            more.datum("attainable", classed.attainable.to_string());
            more.datum("class_by_marks", classed.by_marks);
            more.datum("class", classed.class.clone());
            more.datum("items", shown.to_json());
            let cap = if classed.class == classed.by_marks {
                String::new()
            } else {
                format!(" ({} by marks)", classed.by_marks)
            };
            let cap_hi = if classed.class == classed.by_marks {
                String::new()
            } else {
                format!(" (अंकों से {})", classed.by_marks)
            };
            more.lines.push(Label {
                en: format!(
                    "class {}{cap}, {} of 100 ({} of {} marks that apply)",
                    classed.class, classed.marks, classed.attained, classed.attainable
                ),
                hi: format!(
                    "वर्ग {}{cap_hi}, 100 में {} (लागू {} में {} अंक)",
                    classed.class, classed.marks, classed.attainable, classed.attained
                ),
            });
            Ok(more)
        })?;
        if self.explain {
            let table = console.table(&shown);
            console.say(table.trim_end());
            let (bounds, basis, of_scheme) = thresholds;
            console.say(format!("{bounds}: {basis}"));
            console.say(format!("{}: {of_scheme}", console.pick("marks", "अंक")));
        }
        Ok(verdict)
    }
}

fn known(office: &Office, scheme: &Scheme, book: &Rulebook, asked: &str, on: Date) -> Result<Known, CommandError> {
    let (register, moment) = (office.read_register()?, Moment::on(Date::MAX));
    let desk = Desk::of(office, &register, OF.service, moment)?;
    let all = cases(&register, &desk.service, moment)?;
    let case = statutory::case_of(&all, asked)?;
    let fy = desk.table.field_no("fy").and_then(|no| case.value(no).as_text()?.parse().ok());
    let society = case.society.clone().unwrap_or_default();
    let filed = match fy {
        Some(fy) => returns::one(&register, &book.fields, &society, fy, Moment::on(on))?,
        None => None,
    };
    let mut given = Vec::new();
    if let Some((filed, fy)) = filed.map(|(filed, _)| filed).zip(fy) {
        for item in &scheme.items {
            given.extend(item.figured(&book.fields, &filed.lines, fy).map(|done| Given {
                item: item.code.clone(),
                marks: Some(done.marks),
                figure: done.figure,
                evidence: String::new(),
                computed: true,
            }));
        }
    }
    Ok(Known { audit: case.id.clone(), title: case.title.clone(), society, fy, given })
}

/// What was said goes before what was computed; what nobody said and no return gives is a fault, as is a word without evidence.
fn together(scheme: &Scheme, known: &Known, said: Vec<Given>, faults: &mut Findings) -> Vec<Given> {
    let mut given: Vec<Given> = Vec::new();
    let mut missing = Vec::new();
    for item in &scheme.items {
        let computed = known.given.iter().find(|one| one.item == item.code);
        let own = said.iter().find(|one| one.item == item.code);
        match (own, computed) {
            // A sheet that came back with the computed marks says nothing else.
            (Some(own), Some(computed)) if own.marks == computed.marks => {
                given.push(Given { evidence: own.evidence.clone(), ..computed.clone() });
            }
            (Some(own), computed) => {
                if own.evidence.trim().is_empty() {
                    faults.push(no_evidence(known, item));
                }
                let figure = computed.map(|one| one.figure.clone()).unwrap_or_default();
                given.push(Given { evidence: covered(&own.evidence).into_owned(), figure, ..own.clone() });
            }
            (None, Some(computed)) => given.push(computed.clone()),
            (None, None) => missing.push(item.code.as_str()),
        }
    }
    if !missing.is_empty() {
        faults.push(told("AUL-107", Severity::Error, &known.audit).with("items", missing.join(", ")));
    }
    given
}

fn no_evidence(known: &Known, item: &Item) -> coop_registry::model::Finding {
    let fault = told("AUL-106", Severity::Error, &known.audit).with("item", &item.code);
    fault.with("wants", &item.wants.en).with("wants_hi", &item.wants.hi)
}

fn entries(seen: &Before<'_>, known: &Known, scheme: &Scheme, given: &[Given]) -> Result<Vec<NewEntry>, CommandError> {
    let table = seen.register.definition(MARKS)?;
    let mut entries = Vec::new();
    for one in given {
        let out_of = scheme.item(&one.item).map_or(Value::Empty, |item| Value::Quantity(item.cap.0));
        let said = [
            ("audit", Value::text(&known.audit)),
            ("society", Value::text(&known.society)),
            ("fy", known.fy.map_or(Value::Empty, |fy| Value::text(fy.to_string()))),
            ("item", Value::text(&one.item)),
            ("marks", one.marks.map_or(Value::Empty, |marks| Value::Quantity(marks.0))),
            ("out_of", out_of),
            ("left_out", if one.marks.is_none() { Value::Bool(true) } else { Value::Empty }),
            ("figure", Value::text(&one.figure)),
            ("evidence", Value::text(&one.evidence)),
            ("computed", Value::Bool(one.computed)),
            ("marked_on", Value::Date(seen.telling.on)),
            ("login", Value::text(&seen.telling.login)),
        ];
        let subject = Subject::Known(format!("{}/{}", known.audit, one.item));
        entries.push(NewEntry::stating(table, subject, seen.telling.on, said));
    }
    Ok(entries)
}

fn explained(console: &Console, scheme: &Scheme, given: &[Given]) -> Listing {
    let mut listing = Listing::new([
        ("item", "Item", "मद"),
        ("name", "Name", "नाम"),
        ("marks", "Marks", "अंक"),
        ("out_of", "Out of", "पूर्णांक"),
        ("from", "From", "स्रोत"),
        ("figure", "Figure", "आँकड़ा"),
        ("evidence", "Evidence", "साक्ष्य"),
    ]);
    let people = console.is_for_people();
    let not_applicable = if people { console.pick("not applicable", "लागू नहीं") } else { "na" };
    for one in given {
        let Some(item) = scheme.item(&one.item) else { continue };
        let from = match (people, one.computed) {
            (false, true) => "return",
            (false, false) => "officer",
            (true, true) => console.pick("return", "विवरणी"),
            (true, false) => console.pick("officer", "अधिकारी"),
        };
        listing.push([
            Value::text(&one.item),
            Value::text(item.label().in_language(console.language())),
            Value::text(one.marks.map_or_else(|| not_applicable.to_owned(), |marks| marks.to_string())),
            Value::text(item.cap.to_string()),
            Value::text(from),
            Value::text(&one.figure),
            Value::text(&one.evidence),
        ]);
    }
    listing
}

fn template(
    console: &mut Console,
    scheme: &Scheme,
    known: &Known,
    path: &std::path::Path,
) -> Result<Verdict, CommandError> {
    let title = format!("{} {} {}", console.pick("Marks of the audit", "अंकेक्षण के अंक:"), known.audit, known.title);
    let hint = console.pick(
        "Fill marks (or na where an item does not apply) and evidence; what the return on record gives is filled in.",
        "अंक (लागू न हो तो na) एवं साक्ष्य भरें; अभिलेख की विवरणी से जो मिलता है वह भरा है।",
    );
    let bytes = marks_book(scheme, &known.given, (&title, hint), console.language())
        .map_err(|cause| CommandError::io(path, &std::io::Error::other(cause)))?;
    write_output(path, &bytes).map_err(|cause| CommandError::io(path, &cause))?;
    let computed = known.given.len();
    console.data(
        "audit-marks-sheet",
        serde_json::json!({ "audit": known.audit, "file": path.display().to_string(), "items": scheme.items.len(), "computed": computed }),
    );
    let (items, path) = (scheme.items.len(), path.display());
    console.say(match console.pick("en", "hi") {
        "hi" => format!("{path}: {items} मदें, {computed} विवरणी से भरी"),
        _ => format!("{path}: {items} items, {computed} filled from the return on record"),
    });
    Ok(Exit::Done)
}
