//! `defaulter notice`.

use super::refused;
use clap::Args;
use coop_registry::{
    branches::{
        cases::Case,
        defaults::{DueNotice, Issuing, due_notices, issue},
        notices::Notice as OnRecord,
    },
    catalogue::Places,
    cli::{
        CommandError, Console, Exit, Listing, Office, Verdict,
        default_letters::{LetterDesk, print},
        defaults::{DefaultDesk, may_not},
        desk,
    },
    model::{Date, Label, Moment, Plan, Value},
    register::{ReadRegister as _, Register},
    reports::writers::pdf,
};

/// Issue or print notices again.
#[derive(Args)]
pub struct Notice {
    /// Only of this society: identity, registration number or name
    #[arg(long, conflicts_with = "district")]
    society: Option<String>,
    /// Only of this district: name or LGD code
    #[arg(long)]
    district: Option<String>,
    /// All notices in one PDF, in parts of 500
    #[arg(long)]
    bundle: bool,
    /// Print notices that were issued again: the last of --society, all of --district, one by --number, or all; nothing is entered
    #[arg(long)]
    reprint: bool,
    /// The notice to be printed again, as 3/2025-26
    #[arg(long, value_name = "NO", requires = "reprint")]
    number: Option<String>,
}

impl Notice {
    /// Issues what is due and prints it, or prints what was issued.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        // -o is the folder of the letters, not a file for what this verb says.
        console.output_is_taken();
        // Told before a number is given: a notice that cannot be printed is not issued.
        if !office.globals().dry_run {
            pdf::find()?;
        }
        if self.reprint { self.again(office, console) } else { self.issue(office, console) }
    }

    /// Which cases are meant.
    fn wanted(
        &self,
        office: &Office,
        register: &Register,
        desk: &DefaultDesk<'_>,
    ) -> Result<Box<dyn Fn(&Case) -> bool>, CommandError> {
        if let Some(asked) = &self.society {
            let society = desk.society(office, register, asked)?;
            return Ok(Box::new(move |case| case.society.as_deref() == Some(&society)));
        }
        let Some(asked) = &self.district else { return Ok(Box::new(|_| true)) };
        let code = desk::district(&Places::load(office.files())?, asked)?;
        let field = desk.table.field_no("district");
        Ok(Box::new(move |case| field.is_some_and(|no| case.value(no).as_integer() == Some(code))))
    }

    fn issue(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let act = office.ordered_act("coop-returns defaulter notice")?;
        let today = office.time().as_of;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let label = Label { en: "Issue notices".into(), hi: "सूचना जारी करना".into() };
        if let Some(fault) = may_not(&register, &act.officer, (&label, today))? {
            return Err(refused(vec![fault]));
        }
        let (issued, entries, listing) = {
            let desk = DefaultDesk::of(office, &register, Moment::on(Date::MAX))?;
            let wanted = self.wanted(office, &register, &desk)?;
            let missing = desk.missing(office, &register, None, Moment::on(today))?;
            let stager = desk.stager(&register, today, &act);
            let due = due_notices(&stager, &missing, &*wanted)?;
            let letters = LetterDesk::of(office, console, &register, &desk)?;
            let mut failed = None;
            let mut address = |due: &DueNotice<'_>| {
                let draft = OnRecord {
                    issued_on: Some(today),
                    reply_by: due.reply_by,
                    case: due.case.id.clone(),
                    ..OnRecord::default()
                };
                // The stage of a notice not yet entered is that of its case.
                match letters.notice(&draft, due.case, &due.facts) {
                    Ok(mut said) => {
                        said.stage = desk.service.stages[due.case.stage].code.clone();
                        let name = said.society.in_language(console.language()).to_owned();
                        let address = said.address.in_language(console.language()).to_owned();
                        Ok((name, address, letters.matter(&said)))
                    }
                    Err(error) => {
                        failed = Some(error);
                        Ok((String::new(), String::new(), String::new()))
                    }
                }
            };
            let Issuing { issued, refused: not, entries } = issue(&stager, due, &mut address)?;
            if let Some(error) = failed {
                return Err(error);
            }
            let mut listing = listing();
            for one in &issued {
                let stage = &desk.service.stages[one.due.case.stage];
                listing.push(row(console, &one.number, one.due.case, (&stage.code, &stage.label), one.due.reply_by));
            }
            for (case, faults) in &not {
                let said: Vec<String> =
                    faults.iter().map(|fault| console.texts().finding(fault, console.language())).collect();
                console.note(format!("{} ({}): {}", case.title, case.number, said.join("; ")));
            }
            let places: Vec<usize> = issued.iter().map(|one| one.entry).collect();
            (places, entries, listing)
        };
        let dry_run = office.globals().dry_run;
        if issued.is_empty() {
            if !console.is_for_people() {
                tell(console, &listing, &[], None);
            } else {
                console.note(console.pick("no notice is due", "कोई सूचना देय नहीं").to_owned());
            }
            return Ok(Exit::Done);
        }
        let plan = Plan { act, entries, made_at: Some(made_at), ..Plan::default() };
        // The register first: a number without a letter can be printed again, a letter without a number cannot.
        let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
        drop(register);
        let ids: Vec<&String> = issued.iter().filter_map(|place| applied.subjects.get(*place)).collect();
        let files = if dry_run { Vec::new() } else { self.printed(office, console, &ids)? };
        tell(console, &listing, &files, (!dry_run).then_some(applied.day_no));
        Ok(Exit::Done)
    }

    /// Prints what was just entered, from the register as it stands now.
    fn printed(&self, office: &Office, console: &mut Console, ids: &[&String]) -> Result<Vec<String>, CommandError> {
        let register = office.read_register()?;
        let desk = DefaultDesk::of(office, &register, Moment::on(Date::MAX))?;
        let letters = LetterDesk::of(office, console, &register, &desk)?;
        let wanted: std::collections::BTreeSet<&str> = ids.iter().map(|id| id.as_str()).collect();
        let own: Vec<&OnRecord> = desk.notices.iter().filter(|notice| wanted.contains(notice.id.as_str())).collect();
        let files = print(office, console, &letters, (&own, self.bundle))?;
        Ok(files.iter().map(|path| path.display().to_string()).collect())
    }

    fn again(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let register = office.read_register()?;
        let desk = DefaultDesk::of(office, &register, office.moment()?)?;
        let wanted = self.wanted(office, &register, &desk)?;
        let of_case = |notice: &OnRecord| desk.cases.iter().find(|case| case.id == notice.case);
        let mut own: Vec<&OnRecord> = desk
            .notices
            .iter()
            .filter(|notice| self.number.as_ref().is_none_or(|number| *number == notice.number()))
            .filter(|notice| of_case(notice).is_some_and(|case| wanted(case)))
            .collect();
        if self.society.is_some() && self.number.is_none() {
            own = own.pop().into_iter().collect();
        }
        if own.is_empty() {
            let asked = self.number.or(self.society).or(self.district).unwrap_or_else(|| "–".to_owned());
            return Err(CommandError::not_found("error.defaulter.no_notice").with("asked", asked));
        }
        office.begin_run("coop-returns defaulter notice --reprint")?;
        office.run_reads(&register)?;
        let letters = LetterDesk::of(office, console, &register, &desk)?;
        let files = print(office, console, &letters, (&own, self.bundle))?;
        let files: Vec<String> = files.iter().map(|path| path.display().to_string()).collect();
        let mut listing = listing();
        for notice in &own {
            let Some(case) = of_case(notice) else { continue };
            let event = case.events.iter().find(|event| event.remark == notice.number());
            let stage = event.and_then(|event| desk.service.stage(&event.stage)).unwrap_or(case.stage);
            let stage = &desk.service.stages[stage];
            listing.push(row(console, &notice.number(), case, (&stage.code, &stage.label), notice.reply_by));
        }
        tell(console, &listing, &files, None);
        Ok(Exit::Done)
    }
}

fn listing() -> Listing {
    Listing::new([
        ("number", "Notice no.", "सूचना संख्या"),
        ("society", "Society", "समिति"),
        ("name", "Name", "नाम"),
        ("case", "Case", "प्रकरण"),
        ("stage", "Notice", "सूचना"),
        ("reply_by", "Asked for by", "अपेक्षित तिथि"),
    ])
}

fn row(
    console: &Console,
    number: &str,
    case: &Case,
    (code, label): (&str, &Label),
    reply_by: Option<Date>,
) -> [Value; 6] {
    [
        Value::text(number),
        Value::text(case.society.as_deref().unwrap_or_default()),
        Value::text(&case.title),
        Value::text(&case.number),
        Value::text(if console.is_for_people() { label.in_language(console.language()) } else { code }),
        reply_by.map_or(Value::Empty, Value::Date),
    ]
}

fn tell(console: &mut Console, listing: &Listing, files: &[String], day_no: Option<i64>) {
    let data = serde_json::json!({ "notices": listing.to_json(), "files": files, "day_no": day_no });
    match console.format() {
        coop_registry::cli::Format::Json => console.data("defaulter-notice", data),
        _ => console.listing("defaulter-notice", listing),
    }
    for file in files {
        console.say(file);
    }
}
