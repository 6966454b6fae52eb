//! `coop-register notice`: notices of cases, numbered, served and proved.

use crate::case::{Desk, day, fingerprints, kept};
use clap::{Args, Subcommand};
use coop_registry::{
    branches::cases::{HANDOVER, cases},
    branches::notices::{NewNotice, Notice as Issued, issue, notices, prove, serve},
    cleaning::{Codes, covered},
    cli::{
        CommandError, Console, Exit, Listing, Office, Verdict, desk, letters, parse_date,
        spool::{self, Letter},
        statutory,
    },
    model::{Date, Moment, NewEntry, Plan, Value},
    register::{ReadRegister, Register},
};
use std::path::PathBuf;

/// Notices: issue, service, proof
#[derive(Subcommand)]
pub enum Notice {
    /// Issue a notice in a case: it gets its number, the letter waits in the outbox
    Build(Build),
    /// Record that a notice was served
    Serve(Serve),
    /// Record the proof of its service
    Proof(Proof),
    /// Print a notice as the letter that goes out (PDF, or --format html,xlsx,csv) into the folder of -o
    Print(Print),
    /// List notices
    List(List),
}

/// Issue a notice.
#[derive(Args)]
pub struct Build {
    /// The case: its identity, its number or what it is about
    case: String,
    /// Service of the case
    #[arg(long, default_value = "registration")]
    service: String,
    /// To whom (default: whom the register of the case names)
    #[arg(long, value_name = "NAME")]
    addressee: Option<String>,
    /// Address
    #[arg(long, value_name = "TEXT")]
    address: Option<String>,
    /// Matter of the notice (default: the last act and its words)
    #[arg(long, value_name = "TEXT")]
    matter: Option<String>,
    /// By when an answer is asked for (default: the next date of the case)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    reply_by: Option<Date>,
    /// Day of issue (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

/// Record service.
#[derive(Args)]
pub struct Serve {
    /// Notice: its identity or number
    notice: String,
    /// How: registered_post, post, email, by_hand, affixed
    #[arg(long)]
    mode: String,
    /// Day of service (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

/// Record the proof.
#[derive(Args)]
pub struct Proof {
    /// Notice: its identity or number
    notice: String,
    /// The paper that proves it: kept in the office folder under its SHA-256
    #[arg(long, value_name = "FILE", required_unless_present = "words", conflicts_with = "words")]
    document: Option<PathBuf>,
    /// Words, as the number of the postal receipt
    #[arg(long, value_name = "TEXT")]
    words: Option<String>,
}

/// Print a notice.
#[derive(Args)]
pub struct Print {
    /// Notice: its identity or number
    notice: String,
}

/// List notices.
#[derive(Args)]
pub struct List {
    /// Only of this case: its identity
    #[arg(long)]
    case: Option<String>,
    /// Only those not served
    #[arg(long)]
    unserved: bool,
    /// Also addressee and address
    #[arg(long)]
    personal: bool,
}

impl Notice {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Build(verb) => verb.run(office, console),
            Self::Serve(verb) => verb.run(office, console),
            Self::Proof(verb) => verb.run(office, console),
            Self::Print(verb) => {
                let register = office.read_register()?;
                let notice = known(&register, &verb.notice)?;
                letters::print(office, console, &register, notice)
            }
            Self::List(verb) => verb.run(office, console),
        }
    }
}

/// The notice a person means, by identity or number.
fn known(register: &Register, asked: &str) -> Result<Issued, CommandError> {
    let all = notices(register, Moment::on(Date::MAX))?;
    let found = all.into_iter().find(|notice| notice.id == asked || notice.number() == asked);
    found.ok_or_else(|| CommandError::not_found("error.notice.none").with("asked", asked))
}

impl Build {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let act = office.ordered_act("coop-register notice build")?;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let issued_on = office.day_come(self.on)?;
        let at = Desk::of(office, &register, &self.service, Moment::on(issued_on))?;
        let all = cases(&register, &at.service, Moment::on(Date::MAX))?;
        let case = statutory::case_of(&all, &self.case)?;
        let named = at.service.fields.addressee.and_then(|no| case.value(no).as_text()).map(str::to_owned);
        let Some(addressee) = self.addressee.or(named) else {
            return Err(CommandError::new(Exit::Arguments, "error.notice.addressee").with("case", &case.number));
        };
        let language = console.language();
        // A handover of charge is no matter of a notice.
        let last = case.events.iter().rfind(|event| event.act != HANDOVER);
        let of_last = last.map(|event| {
            let name = at.service.act(&event.act).map(|act| act.label.in_language(language)).unwrap_or_default();
            if event.remark.is_empty() { name.to_owned() } else { format!("{name}: {}", event.remark) }
        });
        let Some(matter) = self.matter.or(of_last) else {
            return Err(CommandError::new(Exit::Arguments, "error.notice.matter").with("case", &case.number));
        };
        let reply_by = self.reply_by.or(case.next_on());
        if let Some(reply_by) = reply_by.filter(|reply_by| *reply_by <= issued_on) {
            return Err(CommandError::new(Exit::Arguments, "error.notice.reply_by")
                .with("reply_by", reply_by)
                .with("on", issued_on));
        }
        let new = NewNotice {
            case: case.id.clone(),
            addressee: covered(&addressee).into_owned(),
            address: covered(&self.address.unwrap_or_default()).into_owned(),
            matter: covered(&matter).into_owned(),
            issued_on,
            reply_by,
            login: act.officer.clone(),
        };
        let (entry, number) = issue(&register, &new)?;
        let settings = office.settings()?;
        // A letter is for people, whatever the command prints for.
        let list = at.table.fields.get(usize::from(at.service.fields.title)).and_then(|field| field.codes.as_deref());
        let title = match list {
            Some(list) => Codes::load(office.files())?.label(list, &case.title, language).to_owned(),
            None => case.title.clone(),
        };
        let arguments = [
            ("office", console.pick(settings.get("office.name_en"), settings.get("office.name_hi")).to_owned()),
            ("number", number.clone()),
            ("on", issued_on.to_string()),
            ("addressee", new.addressee.clone()),
            ("address", new.address.clone()),
            ("service", at.service.label.in_language(language).to_owned()),
            ("case", case.number.clone()),
            ("title", title),
            ("matter", new.matter.clone()),
        ];
        let mut arguments: Vec<(String, String)> =
            arguments.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let reply = new.reply_by.map_or_else(String::new, |reply_by| {
            arguments.push(("reply_by".to_owned(), reply_by.to_string()));
            format!("\n\n{}", console.texts().sentence("notice.reply", &arguments, language))
        });
        let text = console.texts().sentence("notice.letter", &arguments, language) + &reply;
        let plan = Plan { act, entries: vec![entry], made_at: Some(made_at), ..Plan::default() };
        let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
        let notice = applied.subjects.first().cloned().unwrap_or_default();
        let dry_run = office.globals().dry_run;
        let letter = Letter {
            notice: notice.clone(),
            number: number.clone(),
            addressee: new.addressee,
            address: new.address,
            issued_on,
            text,
            decided: None,
        };
        // The register first: a number without a letter can be written again, a letter without a number cannot.
        let path = if dry_run { None } else { Some(spool::put(office, &letter)?.display().to_string()) };
        console.data(
            "notice-issued",
            serde_json::json!({
                "notice": notice, "number": number, "case": case.id, "letter": path, "dry_run": dry_run,
                "text": letter.text,
            }),
        );
        console.say(match (dry_run, console.pick("en", "hi")) {
            (true, "hi") => format!("सूचना {number} जारी होगी; अभी कुछ नहीं बदला"),
            (true, _) => format!("notice {number} would be issued; nothing was changed"),
            (false, "hi") => format!("सूचना {number} ({notice}) जारी; पत्र outbox में प्रतीक्षा में"),
            (false, _) => format!("notice {number} ({notice}) issued; the letter waits in the outbox"),
        });
        Ok(Exit::Done)
    }
}

/// Enters what became of a notice and says so.
fn enter(
    office: &Office,
    console: &mut Console,
    verb: &str,
    asked: &str,
    make: impl FnOnce(&Register, &Issued) -> Result<NewEntry, CommandError>,
) -> Result<Verdict, CommandError> {
    let act = office.ordered_act(&format!("coop-register notice {verb}"))?;
    let mut register = office.write_register()?;
    let made_at = register.last_day_no()?;
    let notice = known(&register, asked)?;
    let entry = make(&register, &notice)?;
    let plan = Plan { act, entries: vec![entry], made_at: Some(made_at), ..Plan::default() };
    let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
    let (dry_run, number) = (office.globals().dry_run, notice.number());
    let day_no = (!dry_run).then_some(applied.day_no);
    let data = serde_json::json!({ "notice": notice.id, "number": number, "verb": verb, "day_no": day_no, "dry_run": dry_run });
    console.data("notice-entered", data);
    console.say(match (dry_run, console.pick("en", "hi")) {
        (true, "hi") => format!("सूचना {number}: दर्ज होगा; अभी कुछ नहीं बदला"),
        (true, _) => format!("notice {number}: would be entered; nothing was changed"),
        (false, "hi") => format!("सूचना {number}: दर्ज"),
        (false, _) => format!("notice {number}: entered"),
    });
    Ok(Exit::Done)
}

impl Serve {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let modes = desk::code_words(office, "service_mode")?;
        if !modes.contains_key(&self.mode) {
            let known: Vec<&str> = modes.keys().map(String::as_str).collect();
            return Err(CommandError::new(Exit::Arguments, "error.notice.mode")
                .with("found", &self.mode)
                .with("known", known.join(", ")));
        }
        let on = office.day_come(self.on)?;
        enter(office, console, "serve", &self.notice, |register, notice| {
            serve(register, notice, (on, &self.mode))?.map_err(|before| {
                CommandError::new(Exit::Refused, "error.notice.before")
                    .with("number", notice.number())
                    .with("on", on)
                    .with("issued", before.0.map_or_else(|| "–".to_owned(), |day| day.to_string()))
            })
        })
    }
}

impl Proof {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let document: Vec<PathBuf> = self.document.into_iter().collect();
        let hashes = fingerprints(&document)?;
        let words = self.words.map(|words| covered(&words).into_owned());
        let proof = words.or_else(|| hashes.first().map(|hash| format!("sha256:{hash}"))).unwrap_or_default();
        enter(office, console, "proof", &self.notice, |register, notice| {
            let entry = prove(register, notice, &proof)?.ok_or_else(|| {
                CommandError::new(Exit::Refused, "error.notice.not_served").with("number", notice.number())
            })?;
            kept(office, &document, &hashes)?;
            Ok(entry)
        })
    }
}

impl List {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let modes = desk::code_words(office, "service_mode")?;
        let mut listing = Listing::new([
            ("notice", "Notice", "सूचना"),
            ("number", "Number", "संख्या"),
            ("case", "Case", "प्रकरण"),
            ("matter", "Matter", "विषय"),
            ("issued_on", "Issued", "जारी तिथि"),
            ("reply_by", "Reply by", "उत्तर तक"),
            ("served_on", "Served", "तामील"),
            ("mode", "Mode", "रीति"),
            ("proof", "Proof", "प्रमाण"),
            ("desk", "With", "किसके पास"),
        ]);
        if self.personal {
            listing.columns.push(coop_registry::cli::Column::new("addressee", "Addressee", "प्राप्तकर्ता"));
            listing.columns.push(coop_registry::cli::Column::new("address", "Address", "पता"));
        }
        for notice in notices(&register, moment)? {
            if self.case.as_ref().is_some_and(|case| *case != notice.case)
                || self.unserved && notice.served_on.is_some()
            {
                continue;
            }
            let mode = modes.get(&notice.served_by).filter(|_| console.is_for_people());
            let mode = mode.map_or(notice.served_by.as_str(), |label| label.in_language(console.language()));
            let mut row = vec![
                Value::text(&notice.id),
                Value::text(notice.number()),
                Value::text(&notice.case),
                Value::text(&notice.matter),
                day(notice.issued_on),
                day(notice.reply_by),
                day(notice.served_on),
                Value::text(mode),
                Value::text(&notice.proof),
                Value::text(notice.holder()),
            ];
            if self.personal {
                row.extend([Value::text(&notice.addressee), Value::text(&notice.address)]);
            }
            listing.rows.push(row);
        }
        console.listing("notice-list", &listing);
        Ok(Exit::Done)
    }
}
