//! `coop-register officer`: who acts for the office, in which post, with which powers.

use crate::handover::Handover;
use clap::{Args, Subcommand};
use coop_registry::{
    branches::officers::{
        Delegating, NewOfficer, Officer as Posted, Posting, add, delegate, delegations, end_powers, officers, post,
    },
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, desk, parse_date},
    model::{Date, Moment, NewEntry, Plan, Value},
    register::{ReadRegister, Register},
};

/// Officers, postings and powers
#[derive(Subcommand)]
pub enum Officer {
    /// Register an officer with the first posting
    Add(Add),
    /// List officers with posting and powers in force
    List,
    /// Another posting of an officer
    Post(Post),
    /// Delegate a power of the Registrar to an officer
    Delegate(Delegate),
    /// Hand one officer’s desk over to another by order: cases, files, hearings, notices, with a certificate
    Handover(Handover),
}

/// A posting, as flags.
#[derive(Args)]
pub struct Where {
    /// Post, as "District Co-operative Officer"
    #[arg(long)]
    post: String,
    /// Office of the posting (default: this office)
    #[arg(long = "at", value_name = "OFFICE")]
    at: Option<String>,
    /// First day (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    from: Option<Date>,
    /// Last day
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    until: Option<Date>,
}

/// Register an officer.
#[derive(Args)]
pub struct Add {
    /// Login under which the officer acts
    login: String,
    /// Name
    #[arg(long)]
    name: String,
    #[command(flatten)]
    posting: Where,
}

/// Another posting.
#[derive(Args)]
pub struct Post {
    /// Login
    login: String,
    #[command(flatten)]
    posting: Where,
    /// Powers delegated in the posting before go on; else they end with it
    #[arg(long)]
    keep_powers: bool,
}

/// Delegate a power.
#[derive(Args)]
pub struct Delegate {
    /// Login
    login: String,
    /// Power: a code of the list power, as registration
    #[arg(long)]
    power: String,
    /// Section of the Act, as it stands in the notification
    #[arg(long)]
    section: String,
    /// Number and date of the notification
    #[arg(long)]
    notification: String,
    /// First day (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    from: Option<Date>,
    /// Last day
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    until: Option<Date>,
}

impl Officer {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Add(verb) => verb.run(office, console),
            Self::List => list(office, console),
            Self::Post(verb) => verb.run(office, console),
            Self::Delegate(verb) => verb.run(office, console),
            Self::Handover(verb) => verb.run(office, console),
        }
    }
}

impl Where {
    fn posting(self, office: &Office) -> Result<Posting, CommandError> {
        let own = office.settings()?.get("office.name_hi").to_owned();
        let from = self.from.unwrap_or(office.time().as_of);
        in_order(from, self.until)?;
        Ok(Posting { post: self.post, office_name: self.at.unwrap_or(own), from, to: self.until })
    }
}

fn in_order(from: Date, until: Option<Date>) -> Result<(), CommandError> {
    match until.filter(|until| *until < from) {
        Some(until) => {
            Err(CommandError::new(Exit::Arguments, "error.officer.days").with("from", from).with("until", until))
        }
        None => Ok(()),
    }
}

/// The officer of a login; exit 5 where there is none.
fn known(register: &Register, login: &str) -> Result<Posted, CommandError> {
    let all = officers(register, Moment::on(Date::MAX))?;
    let logins: Vec<String> = all.iter().map(|officer| officer.login.clone()).collect();
    let known = if logins.is_empty() { "–".to_owned() } else { logins.join(", ") };
    all.into_iter()
        .find(|officer| officer.login == login)
        .ok_or_else(|| CommandError::not_found("error.officer.none").with("login", login).with("known", known))
}

/// Enters what is to be entered of an officer and says so.
fn enter(
    office: &Office,
    console: &mut Console,
    verb: &str,
    login: &str,
    make: impl FnOnce(&Register) -> Result<Vec<NewEntry>, CommandError>,
) -> Result<Verdict, CommandError> {
    let act = office.ordered_act(&format!("coop-register officer {verb}"))?;
    let mut register = office.write_register()?;
    let made_at = register.last_day_no()?;
    let entries = make(&register)?;
    let plan = Plan { act, entries, made_at: Some(made_at), ..Plan::default() };
    let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
    let (dry_run, subject) = (office.globals().dry_run, applied.subjects.first().cloned());
    let day_no = (!dry_run).then_some(applied.day_no);
    console.data(
        "officer-entered",
        serde_json::json!({ "verb": verb, "login": login, "entered": subject, "day_no": day_no, "dry_run": dry_run }),
    );
    console.say(match (dry_run, console.pick("en", "hi")) {
        (true, "hi") => format!("{login}: दर्ज होगा; अभी कुछ नहीं बदला"),
        (true, _) => format!("{login}: would be entered; nothing was changed"),
        (false, "hi") => format!("{login}: दर्ज"),
        (false, _) => format!("{login}: entered"),
    });
    Ok(Exit::Done)
}

impl Add {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let posting = self.posting.posting(office)?;
        let new = NewOfficer { login: self.login.trim().to_owned(), name: self.name, posting };
        let login = new.login.clone();
        enter(office, console, "add", &login, |register| {
            let registered = || CommandError::new(Exit::Refused, "error.officer.registered").with("login", &new.login);
            Ok(vec![add(register, &new)?.ok_or_else(registered)?])
        })
    }
}

impl Post {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let posting = self.posting.posting(office)?;
        let login = self.login.clone();
        let keep = self.keep_powers;
        enter(office, console, "post", &login, |register| {
            let officer = known(register, &login)?.id;
            let mut entries = vec![post(register, &officer, &posting)?];
            // A delegation ends with the posting it was given in.
            if let Some(last) = posting.from.yesterday().ok().filter(|_| !keep) {
                entries.extend(end_powers(register, &officer, last)?);
            }
            Ok(entries)
        })
    }
}

impl Delegate {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let powers = desk::code_words(office, "power")?;
        if !powers.contains_key(&self.power) {
            let known: Vec<&str> = powers.keys().map(String::as_str).collect();
            return Err(CommandError::new(Exit::Arguments, "error.officer.power")
                .with("found", &self.power)
                .with("known", known.join(", ")));
        }
        let from = self.from.unwrap_or(office.time().as_of);
        in_order(from, self.until)?;
        let (power, section) = (self.power, self.section);
        let new = Delegating { power, section, notification: self.notification, from, to: self.until };
        let login = self.login.clone();
        enter(office, console, "delegate", &login, |register| {
            Ok(vec![delegate(register, &known(register, &login)?.id, &new)?])
        })
    }
}

fn list(office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
    let (register, moment) = (office.read_register()?, office.moment()?);
    let words = desk::code_words(office, "power")?;
    let powers = delegations(&register, moment)?;
    let mut listing = Listing::new([
        ("officer", "Officer", "पहचान"),
        ("login", "Login", "लॉगिन"),
        ("name", "Name", "नाम"),
        ("post", "Post", "पद"),
        ("office", "Office", "कार्यालय"),
        ("from", "From", "से"),
        ("until", "Until", "तक"),
        ("powers", "Powers", "शक्तियाँ"),
    ]);
    let day = |day: Option<Date>| day.map_or(Value::Empty, Value::Date);
    for officer in officers(&register, moment)? {
        let own = powers.iter().filter(|power| power.officer == officer.id && power.holds(moment.as_of));
        let named = own.map(|power| {
            let name = words.get(&power.power).filter(|_| console.is_for_people());
            let name = name.map_or(power.power.as_str(), |label| label.in_language(console.language()));
            format!("{name} ({}, {})", power.section, power.notification)
        });
        listing.push([
            Value::text(&officer.id),
            Value::text(&officer.login),
            Value::text(&officer.name),
            Value::text(&officer.post),
            Value::text(&officer.office_name),
            day(officer.from),
            day(officer.to),
            Value::text(named.collect::<Vec<_>>().join("; ")),
        ]);
    }
    console.listing("officer-list", &listing);
    Ok(Exit::Done)
}
