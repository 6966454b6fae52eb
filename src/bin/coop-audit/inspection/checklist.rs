//! `coop-audit inspection checklist`: the sheet to carry to the society, the same taken back, and what it says.

use super::OF;
use clap::Args;
use coop_registry::{
    branches::{
        cases::{Case, cases, unauthorised},
        inspection::{
            Answer, Answers, Checklist, Checklists, Unit,
            answers::{Entering, answer_entry, figure},
            answers_of, in_order,
            sheet::{SheetWords, checklist_book, read_checklist},
            unanswered,
        },
    },
    cleaning::Codes,
    cli::{
        CommandError, Console, Exit, Listing, Office, Part, Verdict,
        case::{Desk, fingerprints, kept},
        desk, filing, parse_date, statutory, write_output,
    },
    model::{Date, Findings, Label, Language, Moment, Plan, Value},
    register::{ReadRegister, Register},
};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// The checklist of an inspection.
#[derive(Args)]
pub struct CheckList {
    /// The inspection: its identity or order number; without it the list of --class is shown
    case: Option<String>,
    /// The filled sheet: all of it is entered, or nothing with every fault at its cell
    #[arg(requires = "case", conflicts_with = "template")]
    file: Option<PathBuf>,
    /// Make the sheet to be filled
    #[arg(long, value_name = "FILE.xlsx")]
    template: Option<PathBuf>,
    /// Class of society, as pacs, or a list, as bank (default: that of the society of the case)
    #[arg(long, value_name = "CODE", conflicts_with_all = ["case", "file"])]
    class: Option<String>,
    /// Only what is open: nobody answered it, or nobody complied with it
    #[arg(long, requires = "case", conflicts_with_all = ["file", "template"])]
    open: bool,
    /// Day of the visit (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date, requires = "file")]
    on: Option<Date>,
}

/// A case with the list of its society's class and what was answered.
pub struct Listed {
    /// The case.
    pub case: Case,
    /// Its society's class has this list.
    pub list: Checklist,
    /// What was entered.
    pub answers: Answers,
}

impl Listed {
    /// Of the case asked for.
    pub fn of(office: &Office, register: &Register, asked: &str, moment: Moment) -> Result<Self, CommandError> {
        let desk = Desk::of(office, register, OF.service, moment)?;
        let all = cases(register, &desk.service, moment)?;
        let case = statutory::case_of(&all, asked)?.clone();
        let list = list_of(office, register, &case, moment)?;
        let answers = answers_of(register, &case.id, moment)?;
        Ok(Self { case, list, answers })
    }
}

/// The list of the class of a case's society.
pub fn list_of(
    office: &Office,
    register: &dyn ReadRegister,
    case: &Case,
    moment: Moment,
) -> Result<Checklist, CommandError> {
    let table = register.definition("society")?;
    let line = register.line("society", case.society.as_deref().unwrap_or_default(), moment)?;
    let class = line.as_ref().and_then(|line| line.value(table, "class")).and_then(Value::as_text).unwrap_or_default();
    Ok(Checklists::load(office.files())?.of_class(class).clone())
}

impl CheckList {
    /// Makes the sheet, takes it back, or shows the list.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match (&self.case, &self.file) {
            (Some(case), Some(file)) => self.take(office, console, case, file),
            _ if self.template.is_some() => self.make(office, console),
            (Some(case), None) => self.show(office, console, case),
            (None, _) => self.show_class(office, console),
        }
    }

    /// The list of `--class`.
    fn named(&self, office: &Office) -> Result<Checklist, CommandError> {
        let lists = Checklists::load(office.files())?;
        let asked = self.class.as_deref().unwrap_or("primary");
        if let Some(list) = lists.named(asked) {
            return Ok(list.clone());
        }
        let classes = desk::code_words(office, "society_class")?;
        if !classes.contains_key(asked) {
            let names = lists.all().iter().map(|list| list.code.as_str());
            let known: BTreeSet<&str> = names.chain(classes.keys().map(String::as_str)).collect();
            let known: Vec<&str> = known.into_iter().collect();
            return Err(CommandError::not_found("error.inspection.class")
                .with("found", asked)
                .with("known", known.join(", ")));
        }
        Ok(lists.of_class(asked).clone())
    }

    fn make(&self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let Some(path) = &self.template else { return Ok(Exit::Done) };
        let language = console.language();
        let (list, case, about) = match &self.case {
            Some(asked) => {
                let (register, moment) = (office.read_register()?, office.moment()?);
                let listed = Listed::of(office, &register, asked, moment)?;
                let about = society_words(&register, &listed.case, moment)?.in_language(language).to_owned();
                (listed.list, listed.case.id, format!("{}, {about}", listed.case.number))
            }
            None => (self.named(office)?, String::new(), String::new()),
        };
        let answers = Codes::load(office.files())?;
        let answers = answers.all("inspection_answer").map(|(_, label)| label.in_language(language).to_owned());
        let kind = list.label.in_language(language);
        let title = format!("{}: {kind}", console.pick("Checklist of inspection", "निरीक्षण जाँच सूची"));
        let words = SheetWords {
            title: if about.is_empty() { title } else { format!("{title} · {about}") },
            hint: console.pick(
                "Fill both figures where a unit stands, else the answer; words into the last column. The first column stays as it is.",
                "जहाँ इकाई हो वहाँ दोनों आँकड़े भरें, अन्यथा उत्तर; टिप्पणी अंतिम स्तंभ में। पहला स्तंभ न बदलें।",
            ),
            answers: answers.collect(),
            units: [console.pick("rupees", "रुपये"), console.pick("number", "संख्या")],
            case,
        };
        let lost = |cause: &dyn std::fmt::Display| CommandError::io(path, &std::io::Error::other(cause.to_string()));
        let bytes = checklist_book(&list, &words, language).map_err(|cause| lost(&cause))?;
        let dry_run = office.globals().dry_run;
        if !dry_run {
            write_output(path, &bytes).map_err(|cause| CommandError::io(path, &cause))?;
        }
        let items = list.items.len();
        console.data(
            "inspection-sheet",
            serde_json::json!({ "file": path.display().to_string(), "list": list.code, "items": items, "dry_run": dry_run }),
        );
        console.say(match console.pick("en", "hi") {
            "hi" => format!("{}: {kind}, {items} मदें", path.display()),
            _ => format!("{}: {kind}, {items} items", path.display()),
        });
        Ok(Exit::Done)
    }

    fn take(&self, office: &Office, console: &mut Console, asked: &str, path: &Path) -> Result<Verdict, CommandError> {
        let on = office.day_come(self.on)?;
        let mut act = office.act("coop-audit inspection checklist")?;
        let file = filing::open(office, console, path)?;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let Listed { case, list, answers } = Listed::of(office, &register, asked, Moment::on(Date::MAX))?;
        let codes = Codes::load(office.files())?;
        let read = read_checklist(&file.sheets, (&file.name, &case.id), &list, &codes);
        let Some((told, mut faults)) = read else {
            return Err(CommandError::new(Exit::Input, "error.inspection.not_a_sheet").with("file", &file.name));
        };
        if faults.is_empty() && told.is_empty() {
            return Err(CommandError::new(Exit::Input, "error.inspection.nothing_filled").with("file", &file.name));
        }
        let unread = !faults.is_empty();
        faults.extend(stands_in_the_way(office, &register, &case, &answers, on)?);
        let label = Label {
            en: "Enter the checklist".into(), hi: "जाँच सूची दर्ज करना".into()
        };
        faults.extend(unauthorised(&register, (&act.officer, None), &label, &case.number, on)?);
        if !faults.is_empty() {
            let exit = if unread { Exit::Input } else { Exit::Refused };
            return Err(CommandError::new(exit, "error.inspection.sheet")
                .with("file", &file.name)
                .with("count", faults.len())
                .details(faults.iter().cloned().map(Part::Finding))
                .because_of(faults));
        }
        act.reason = act.reason.or_else(|| Some(file.name.clone()));
        let documents = [path.to_path_buf()];
        let prints = fingerprints(&documents)?;
        let of = Entering {
            case: &case.id,
            society: case.society.as_deref().unwrap_or_default(),
            sheet: prints.first().map_or("", String::as_str),
            login: &act.officer.clone(),
        };
        let mut entries = Vec::new();
        let mut stands = answers.clone();
        for (id, answer) in told {
            let Some(item) = list.item(&id) else { continue };
            let answer = Answer { checked_on: Some(on), ..answer };
            if let Some(entry) = answer_entry(&register, of, (item, &answer), answers.get(&id))? {
                entries.push(entry);
                stands.insert(id, answer);
            }
        }
        let found = stands.values().filter(|answer| answer.is_open()).count();
        let (entered, open, missing) = (entries.len(), found, unanswered(&list, &stands).len());
        let (dry_run, mut day_no) = (office.globals().dry_run, None);
        if entered > 0 {
            kept(office, &documents, &prints)?;
            let plan = Plan { act, entries, made_at: Some(made_at), ..Plan::default() };
            let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
            day_no = (!dry_run).then_some(applied.day_no);
        }
        let number = &case.number;
        let differences: Vec<_> = in_order(&list, &stands)
            .into_iter()
            .filter_map(|(item, id, label, answer)| {
                let figures = answer.difference().filter(|difference| *difference != 0)?;
                Some((item.and_then(|item| item.unit), id.to_owned(), label, figures))
            })
            .collect();
        console.data(
            "inspection-checklist-taken",
            serde_json::json!({
                "case": case.id, "number": number, "on": on.to_string(), "entered": entered, "open": open,
                "unanswered": missing, "day_no": day_no, "dry_run": dry_run,
                "differences": differences.iter().map(|(_, id, _, figure)| serde_json::json!({ "item": id, "difference": figure })).collect::<Vec<_>>(),
            }),
        );
        let not_yet = if dry_run {
            console.pick("; nothing was changed", "; अभी कुछ नहीं बदला")
        } else {
            ""
        };
        console.say(match console.pick("en", "hi") {
            "hi" => format!("{number}: {entered} उत्तर दर्ज, {open} निष्कर्ष खुले, {missing} मद अनुत्तरित{not_yet}"),
            _ => format!(
                "{number}: {entered} answers entered, {open} findings open, {missing} items unanswered{not_yet}"
            ),
        });
        for (unit, _, label, difference) in differences {
            let written = coop_registry::cli::written_value(&figure(unit, Some(difference)), console.digits());
            console.say(format!(
                "  {}: {} {written}",
                label.in_language(console.language()),
                console.pick("difference", "अंतर")
            ));
        }
        Ok(Exit::Done)
    }

    fn show(&self, office: &Office, console: &mut Console, asked: &str) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let Listed { case, list, answers } = Listed::of(office, &register, asked, moment)?;
        let words = desk::code_words(office, "inspection_answer")?;
        let language = console.language();
        let mut listing = Listing::new([
            ("item", "Item", "मद"),
            ("text", "What to look at", "क्या देखें"),
            ("answer", "Answer", "उत्तर"),
            ("unit", "Unit", "इकाई"),
            ("by_book", "By the books", "बहियों में"),
            ("found", "Found", "पाया गया"),
            ("difference", "Difference", "अंतर"),
            ("open", "Open", "खुला"),
            ("checked_on", "Checked on", "तिथि"),
            ("complied_on", "Complied on", "अनुपालन"),
        ]);
        let nothing = Answer::default();
        let mut rows = in_order(&list, &answers);
        rows.extend(
            unanswered(&list, &answers)
                .into_iter()
                .map(|item| (Some(item), item.id.as_str(), item.label.clone(), &nothing)),
        );
        for (item, id, label, answer) in rows {
            let open = answer.answer.is_empty() || answer.is_open();
            if self.open && !open {
                continue;
            }
            let unit = item.and_then(|item| item.unit);
            let said = words.get(&answer.answer).filter(|_| console.is_for_people());
            let said = said.map_or(answer.answer.as_str(), |label| label.in_language(language));
            let day = |day: Option<Date>| day.map_or(Value::Empty, Value::Date);
            listing.push([
                Value::text(id),
                Value::text(label.in_language(language)),
                Value::text(said),
                Value::text(unit_word(unit, console)),
                figure(unit, answer.by_book),
                figure(unit, answer.found),
                figure(unit, answer.difference()),
                if answer.answer.is_empty() { Value::Empty } else { Value::Bool(open) },
                day(answer.checked_on),
                day(answer.complied_on),
            ]);
        }
        console.listing("inspection-checklist", &listing);
        let open = answers.values().filter(|answer| answer.is_open()).count();
        let (missing, number) = (unanswered(&list, &answers).len(), &case.number);
        console.note(match console.pick("en", "hi") {
            "hi" => format!("{number}: {open} निष्कर्ष खुले, {missing} मद अनुत्तरित"),
            _ => format!("{number}: {open} findings open, {missing} items unanswered"),
        });
        Ok(if open + missing > 0 { Exit::Findings } else { Exit::Done })
    }

    fn show_class(&self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let list = self.named(office)?;
        let language = console.language();
        let mut listing = Listing::new([
            ("item", "Item", "मद"),
            ("text", "What to look at", "क्या देखें"),
            ("proof", "What proves it", "प्रमाण"),
            ("unit", "Unit", "इकाई"),
            ("basis", "Basis", "आधार"),
        ]);
        for item in &list.items {
            listing.push([
                Value::text(&item.id),
                Value::text(item.label.in_language(language)),
                Value::text(item.proof.in_language(language)),
                Value::text(unit_word(item.unit, console)),
                Value::text(item.basis.printed(language)),
            ]);
        }
        console.listing("inspection-list", &listing);
        Ok(Exit::Done)
    }
}

/// What a figure counts, in the reader's words; one code in every language for machines.
fn unit_word(unit: Option<Unit>, console: &Console) -> &'static str {
    let hindi = console.is_for_people() && console.language() == Language::Hi;
    match unit {
        Some(Unit::Rupees) if hindi => "रुपये",
        Some(Unit::Number) if hindi => "संख्या",
        Some(Unit::Rupees) => "rupees",
        Some(Unit::Number) => "number",
        None => "",
    }
}

/// Why answers may not be entered: the case is at its end, the report is in, or a later day was entered.
fn stands_in_the_way(
    office: &Office,
    register: &Register,
    case: &Case,
    answers: &Answers,
    on: Date,
) -> Result<Findings, CommandError> {
    let desk = Desk::of(office, register, OF.service, Moment::on(Date::MAX))?;
    let fault = |code: &str| {
        let place = coop_registry::model::Locus { society: Some(case.number.clone()), ..Default::default() };
        coop_registry::model::Finding::new(code, coop_registry::model::Severity::Error, place)
    };
    let mut faults = Findings::new();
    let stage = &desk.service.stages[case.stage];
    let reported = case.line.value(desk.table, "report_on").and_then(Value::as_date);
    if stage.closed || reported.is_some() {
        faults.push(fault("INS-304").with("stage", &stage.label.en).with("stage_hi", &stage.label.hi));
    }
    if case.opened_on.is_some_and(|opened| on < opened) {
        faults.push(fault("INS-305").with("on", on).with("opened", case.opened_on.unwrap_or(on)));
    }
    if let Some(last) = answers.values().filter_map(|answer| answer.checked_on).max().filter(|last| *last > on) {
        faults.push(fault("INS-306").with("on", on).with("last", last));
    }
    Ok(faults)
}

/// Name of the society of a case, with its registration number.
pub fn society_words(register: &dyn ReadRegister, case: &Case, moment: Moment) -> Result<Label, CommandError> {
    let table = register.definition("society")?;
    let line = register.line("society", case.society.as_deref().unwrap_or_default(), moment)?;
    let text =
        |key: &str| line.as_ref().and_then(|line| line.value(table, key)).and_then(Value::as_text).unwrap_or_default();
    let name = Label::either(Some(text("name_hi")), Some(text("name_en")));
    let with = |name: &str| format!("{name} ({})", text("reg_no"));
    Ok(Label { en: with(&name.en), hi: with(&name.hi) })
}
