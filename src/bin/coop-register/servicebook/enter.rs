//! Entering into a service book: opening it, an event, a verification, attestation.

use crate::case::{not_entered, open::told as pairs_told};
use crate::change::Change;
use clap::Args;
use coop_registry::{
    branches::servicebook::{Book, EVENTS, REGISTER, Told, attested, book, entered, faults_of},
    cli::{CommandError, Console, Exit, FieldReader, Office, Verdict, desk, parse_date, service_books::Shelf},
    model::{Act, Date, Finding, Findings, Label, Locus, Moment, NewEntry, Plan, Severity, Value},
    register::{ReadRegister, Register},
};
use std::{collections::BTreeMap, ops::ControlFlow};

/// Open a book.
#[derive(Args)]
pub struct Open {
    /// Code of the employee
    employee: String,
    /// Name
    #[arg(long)]
    name: String,
    /// Date of birth
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    born: Date,
    /// Day of the first appointment
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    appointed: Date,
    /// Office of the appointment (default: this office)
    #[arg(long = "at", value_name = "OFFICE")]
    at: Option<String>,
    /// Who made the order
    #[arg(long, value_name = "TEXT")]
    authority: String,
    /// Post appointed to
    #[arg(long, value_name = "TEXT")]
    post: Option<String>,
    /// Basic pay, in rupees
    #[arg(long, value_name = "RUPEES")]
    pay: Option<String>,
    /// Mobile of the employee, for messages
    #[arg(long, value_name = "NUMBER")]
    mobile: Option<String>,
}

/// Enter an event.
#[derive(Args)]
pub struct Add {
    /// Employee: code, or the whole name
    employee: String,
    /// Event: a code or word of the list service_event, as transfer
    #[arg(long)]
    event: String,
    /// Its day (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
    /// First day of its period
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    from: Option<Date>,
    /// Last day of its period
    #[arg(long = "to", value_name = "DATE", value_parser = parse_date)]
    to: Option<Date>,
    /// Office
    #[arg(long = "at", value_name = "OFFICE")]
    at: Option<String>,
    /// Who made the order
    #[arg(long, value_name = "TEXT")]
    authority: Option<String>,
    /// Day of the order
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    order_on: Option<Date>,
    /// Basic pay from then on, in rupees
    #[arg(long, value_name = "RUPEES")]
    pay: Option<String>,
    /// Detail
    #[arg(long, value_name = "TEXT")]
    detail: Option<String>,
    /// It is entered behind later entries of its part, knowingly
    #[arg(long)]
    late: bool,
    /// A further field of the register, as --set mobile=9800000000
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    set: Vec<String>,
}

/// Enter a verification.
#[derive(Args)]
pub struct Verify {
    /// Employee: code, or the whole name
    employee: String,
    /// First day verified
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    from: Date,
    /// Last day verified
    #[arg(long = "to", value_name = "DATE", value_parser = parse_date)]
    to: Date,
    /// Day of the verification (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
    /// What it was verified from, as pay bills
    #[arg(long, value_name = "TEXT")]
    detail: Option<String>,
    /// The book was shown to the employee that day
    #[arg(long)]
    shown: bool,
}

/// Attest entries.
#[derive(Args)]
pub struct Attest {
    /// Employee: code, or the whole name
    employee: String,
    /// Only this entry, as BR-PAT-SB-3; may be given again (default: all that are not attested)
    #[arg(long = "entry", value_name = "ID")]
    entries: Vec<String>,
}

/// A writing command about one book.
pub struct Writing {
    pub act: Act,
    pub register: Register,
    pub made_at: i64,
    pub shelf: Shelf,
}

impl Writing {
    pub fn of(office: &Office, verb: &str) -> Result<Self, CommandError> {
        let act = office.ordered_act(&format!("coop-register servicebook {verb}"))?;
        let register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let shelf = Shelf::of(office, &register, Moment::on(Date::MAX))?;
        Ok(Self { act, register, made_at, shelf })
    }
    /// The book, with all that was ever entered.
    pub fn book(&self, asked: &str) -> Result<Book, CommandError> {
        self.shelf.book(&self.register, asked, Moment::on(Date::MAX))
    }
    /// Enters entries of a book and says so.
    pub fn enter(
        mut self,
        office: &Office,
        console: &mut Console,
        (verb, employee): (&str, &str),
        entries: Vec<NewEntry>,
    ) -> Result<Verdict, CommandError> {
        let dry_run = office.globals().dry_run;
        let (mut day_no, mut subjects) = (None, Vec::new());
        let changed = !entries.is_empty();
        if changed {
            let plan = Plan { act: self.act, entries, made_at: Some(self.made_at), ..Plan::default() };
            let applied = office.carry_out(&mut self.register, &plan, &mut |_| {})?;
            day_no = (!dry_run).then_some(applied.day_no);
            subjects = applied.subjects;
            subjects.dedup();
        }
        console.data(
            "servicebook-entered",
            serde_json::json!({
                "employee": employee, "did": verb, "entries": subjects, "changed": changed, "day_no": day_no,
                "dry_run": dry_run,
            }),
        );
        let ids = subjects.join(", ");
        console.say(Change { of: employee, changed, dry_run }.entered(console, "", &ids));
        Ok(Exit::Done)
    }
    /// What was told, read as the register wants it; the fields only the program gives are none to tell.
    pub fn read(
        &self,
        office: &Office,
        employee: &str,
        said: &[(String, String)],
    ) -> Result<Vec<(String, Value)>, CommandError> {
        let table = desk::table(office, REGISTER)?;
        let (facts, faults) = FieldReader::of(office, &self.register)?.read(&[table], said, employee);
        if !faults.is_empty() {
            return Err(not_entered(Exit::Arguments, faults));
        }
        for (key, _) in &facts {
            if OWN.contains(&key.as_str()) || table.field(key).is_none() {
                let known = table.fields.iter().map(|field| field.key.as_str()).filter(|key| !OWN.contains(key));
                return Err(CommandError::new(Exit::Arguments, "error.case.field")
                    .with("field", key)
                    .with("known", known.collect::<Vec<_>>().join(", ")));
            }
        }
        Ok(facts)
    }
    fn told(&self, office: &Office, (employee, event): (&str, &str), on: Date) -> Result<Told, CommandError> {
        let label = desk::code_words(office, EVENTS)?.get(event).cloned();
        Ok(Told {
            employee: employee.to_owned(),
            event: event.to_owned(),
            label: label.unwrap_or_else(|| Label { en: event.into(), hi: event.into() }),
            on,
            login: self.act.officer.clone(),
            order_no: self.act.order_no.clone(),
            late: false,
            facts: Vec::new(),
        })
    }
}

/// Fields nobody tells: they follow from the command.
pub const OWN: [&str; 6] = ["emp_code", "verified_by", "attested_by", "red_ink", "corrects", "order_no"];

fn refuse(faults: Findings) -> Result<(), CommandError> {
    if faults.is_empty() { Ok(()) } else { Err(not_entered(Exit::Refused, faults)) }
}

impl Open {
    fn said(&self, office: &Office) -> Result<[Vec<(String, String)>; 2], CommandError> {
        let own = office.settings()?.get("office.name_hi").to_owned();
        let birth = pairs_told([("employee_name", Some(self.name.clone())), ("mobile", self.mobile.clone())], &[])?;
        let appointment = [
            ("office_name", Some(self.at.clone().unwrap_or(own))),
            ("authority", Some(self.authority.clone())),
            ("detail", self.post.clone()),
            ("basic_pay", self.pay.clone()),
        ];
        Ok([birth, pairs_told(appointment, &[])?])
    }
    /// A book is opened once; one that came from paper is opened already.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let writing = Writing::of(office, "open")?;
        let employee = self.employee.trim().to_owned();
        // A code is a text like others: not blank, and no number of identity.
        writing.read(office, &employee, &[("detail".to_owned(), employee.clone())])?;
        let rules = &writing.shelf.rules;
        if let Some(known) = book(&writing.register, rules, &employee, Moment::on(Date::MAX))? {
            return Err(CommandError::new(Exit::Refused, "error.servicebook.open")
                .with("employee", &employee)
                .with("count", known.entries.len()));
        }
        let [birth, appointment] = self.said(office)?;
        let empty = Book { employee: employee.clone(), entries: Vec::new() };
        let (mut faults, mut entries) = (Vec::new(), Vec::new());
        for (event, on, said) in [("birth", self.born, birth), ("appointment", self.appointed, appointment)] {
            let mut told = writing.told(office, (&employee, event), on)?;
            told.facts = writing.read(office, &employee, &said)?;
            faults.extend(faults_of(&writing.register, rules, &empty, &told, office.time().as_of)?);
            entries.push(entered(&writing.register, rules, &told, 0)?);
        }
        if self.appointed <= self.born {
            let place = Locus { society: Some(employee.clone()), ..Locus::default() };
            let fault = Finding::new("SVB-202", Severity::Error, place);
            faults.push(fault.with("began", self.appointed).with("born", self.born));
        }
        // Who acts is asked once.
        faults.dedup();
        refuse(faults)?;
        writing.enter(office, console, ("open", &employee), entries)
    }
}

impl Add {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let writing = Writing::of(office, "add")?;
        let book = writing.book(&self.employee)?;
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        let flags = [
            ("event", Some(self.event)),
            ("from", day(self.from)),
            ("to", day(self.to)),
            ("office_name", self.at),
            ("authority", self.authority),
            ("order_on", day(self.order_on)),
            ("basic_pay", self.pay),
            ("detail", self.detail),
        ];
        let mut facts = writing.read(office, &book.employee, &pairs_told(flags, &self.set)?)?;
        let event = facts.iter().rev().find(|(key, _)| key == "event").and_then(|(_, value)| value.as_text());
        let event = event.unwrap_or_default().to_owned();
        facts.retain(|(key, _)| key != "event" && key != "event_on");
        let on = self.on.unwrap_or(office.time().as_of);
        let told = Told { late: self.late, facts, ..writing.told(office, (&book.employee, &event), on)? };
        refuse(faults_of(&writing.register, &writing.shelf.rules, &book, &told, office.time().as_of)?)?;
        let entry = entered(&writing.register, &writing.shelf.rules, &told, book.entries.len())?;
        writing.enter(office, console, ("add", &book.employee), vec![entry])
    }
}

impl Verify {
    /// The head of office verifies; what is verified once is not verified again.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let writing = Writing::of(office, "verify")?;
        let book = writing.book(&self.employee)?;
        let on = self.on.unwrap_or(office.time().as_of);
        let own = office.settings()?.get("office.name_hi").to_owned();
        let said = [
            ("from", Some(self.from.to_string())),
            ("to", Some(self.to.to_string())),
            ("office_name", Some(own)),
            ("detail", self.detail),
        ];
        let mut told = writing.told(office, (&book.employee, "verification"), on)?;
        told.facts = writing.read(office, &book.employee, &pairs_told(said, &[])?)?;
        // Years of an old book are verified one after the other, in whatever order.
        told.late = true;
        let mut faults = faults_of(&writing.register, &writing.shelf.rules, &book, &told, office.time().as_of)?;
        if self.to > on {
            let place = Locus { society: Some(book.employee.clone()), ..Locus::default() };
            faults.push(Finding::new("SVB-112", Severity::Error, place).with("to", self.to).with("on", on));
        }
        refuse(faults)?;
        let who = Value::text(&writing.act.officer);
        told.facts.extend(["verified_by", "attested_by"].map(|key| (key.to_owned(), who.clone())));
        let nth = book.entries.len();
        let mut entries = vec![entered(&writing.register, &writing.shelf.rules, &told, nth)?];
        if self.shown {
            let mut shown = writing.told(office, (&book.employee, "shown"), on)?;
            shown.facts = ["verified_by", "attested_by"].map(|key| (key.to_owned(), who.clone())).into();
            entries.push(entered(&writing.register, &writing.shelf.rules, &shown, nth + 1)?);
        }
        writing.enter(office, console, ("verify", &book.employee), entries)
    }
}

impl Attest {
    /// Runs the verb; entries the same officer made are told.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let writing = Writing::of(office, "attest")?;
        let book = writing.book(&self.employee)?;
        let place = || Locus { society: Some(book.employee.clone()), ..Locus::default() };
        let (mut chosen, mut faults) = (Vec::new(), Vec::new());
        for id in &self.entries {
            match book.entries.iter().find(|entry| entry.id == *id) {
                None => {
                    let known: Vec<&str> = book.unattested().map(|entry| entry.id.as_str()).collect();
                    let known = if known.is_empty() { "–".to_owned() } else { known.join(", ") };
                    return Err(CommandError::not_found("error.servicebook.entry")
                        .with("entry", id)
                        .with("employee", &book.employee)
                        .with("known", known));
                }
                Some(entry) if !entry.attested_by.is_empty() => {
                    let fault = Finding::new("SVB-118", Severity::Error, place()).with("entry", entry.called());
                    faults.push(fault.with("by", &entry.attested_by));
                }
                Some(entry) => chosen.push(entry),
            }
        }
        let login = writing.act.officer.clone();
        let today = office.time().as_of;
        faults.extend(coop_registry::branches::cases::unposted(&writing.register, &login, &book.employee, today)?);
        refuse(faults)?;
        if self.entries.is_empty() {
            chosen = book.unattested().collect();
        }
        let mut who: BTreeMap<i64, String> = BTreeMap::new();
        writing.register.day_book(&mut |row| {
            who.insert(row.day_no, row.act.officer);
            ControlFlow::Continue(())
        })?;
        let (mut entries, mut warnings) = (Vec::new(), Vec::new());
        for entry in chosen {
            let made = writing.register.entries(REGISTER, &entry.id)?;
            if made.iter().any(|one| one.source.is_none() && who.get(&one.day_no) == Some(&login)) {
                warnings.push(Finding::new("SVB-301", Severity::Info, place()).with("entry", entry.called()));
            }
            entries.push(attested(&writing.register, entry, &login)?);
        }
        console.findings(&warnings);
        writing.enter(office, console, ("attest", &book.employee), entries)
    }
}
