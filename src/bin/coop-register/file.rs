//! `coop-register file`: where each file of the office is, and how long it has lain there.

use crate::case::not_entered;
use crate::change::Change;
use crate::{
    case::pairs,
    file_shown::{Age, List, Where},
};
use clap::{Args, Subcommand};
use coop_registry::{
    branches::files::{
        MOVEMENTS, RECORD, Slip, Tracked, acknowledged, corrected, faults_of, faults_of_receipt, files, moved,
    },
    cli::{CommandError, Console, Exit, FieldReader, Office, Verdict, desk, parse_date},
    model::{Act, Date, Moment, NewEntry, Plan},
    register::{ReadRegister, Register},
};

/// Files of the office: where each is, how long it lies
#[derive(Subcommand)]
pub enum File {
    /// Open a file at a desk
    Open(Sent),
    /// Send a file to another desk; it stays with the sender until it is acknowledged
    Move(Sent),
    /// Acknowledge a file that was sent here
    Receive(Received),
    /// Where a file is, with its history: how long it lay at each desk
    Where(Where),
    /// Files by the time they have lain where they are; exit 1 when one has lain too long
    Age(Age),
    /// Lay a file into the record room
    Close(Closed),
    /// List files
    List(List),
    /// Correct a movement of a file
    Correct(Correct),
}

/// A movement.
#[derive(Args)]
pub struct Sent {
    /// Number of the file
    file: String,
    /// Desk it goes to: a login (file open: default the acting officer)
    #[arg(long, value_name = "LOGIN")]
    to: Option<String>,
    /// Purpose: a code or word of the list file_purpose, as approval
    #[arg(long, default_value = "action")]
    purpose: String,
    /// By when it is wanted
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    due: Option<Date>,
    /// When, with or without a time (default: today)
    #[arg(long, value_name = "DATE [HH:MM]")]
    at: Option<String>,
}

/// An acknowledgement.
#[derive(Args)]
pub struct Received {
    /// Number of the file
    file: String,
    /// When, with or without a time (default: today)
    #[arg(long, value_name = "DATE [HH:MM]")]
    at: Option<String>,
}

/// Into the record room.
#[derive(Args)]
pub struct Closed {
    /// Number of the file
    file: String,
    /// Room, rack or bundle
    #[arg(long, value_name = "TEXT", default_value = "अभिलेख कक्ष")]
    room: String,
    /// When, with or without a time (default: today)
    #[arg(long, value_name = "DATE [HH:MM]")]
    at: Option<String>,
}

/// Correct a movement.
#[derive(Args)]
pub struct Correct {
    /// Number of the file
    file: String,
    /// Number of the movement, as file where shows it
    #[arg(long, value_name = "N")]
    movement: usize,
    /// A fact as it should read, as --set received_at='2026-01-05 10:30'
    #[arg(long = "set", value_name = "FIELD=VALUE", required = true)]
    set: Vec<String>,
}

impl File {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Open(verb) => verb.open(office, console),
            Self::Move(verb) => verb.send(office, console),
            Self::Receive(verb) => verb.run(office, console),
            Self::Where(verb) => verb.run(office, console),
            Self::Age(verb) => verb.run(office, console),
            Self::Close(verb) => verb.run(office, console),
            Self::List(verb) => verb.run(office, console),
            Self::Correct(verb) => verb.run(office, console),
        }
    }
}

/// The file of a number; exit 5 where there is none.
pub fn known<'f>(all: &'f [Tracked], asked: &str) -> Result<&'f Tracked, CommandError> {
    let asked = asked.trim();
    all.iter()
        .find(|file| file.file_no == asked)
        .ok_or_else(|| CommandError::not_found("error.file.none").with("asked", asked))
}

/// A value as the field of the register wants it.
fn read(office: &Office, register: &Register, file_no: &str, key: &str, text: &str) -> Result<String, CommandError> {
    let table = desk::table(office, MOVEMENTS)?;
    let (told, faults) =
        FieldReader::of(office, register)?.read(&[table], &[(key.to_owned(), text.to_owned())], file_no);
    if !faults.is_empty() {
        return Err(not_entered(Exit::Arguments, faults));
    }
    Ok(told.first().and_then(|(_, value)| value.as_text()).unwrap_or_default().to_owned())
}

/// When it was: as told, else the day that counts as today.
fn moment(
    office: &Office,
    register: &Register,
    file_no: &str,
    at: Option<&str>,
    key: &str,
) -> Result<String, CommandError> {
    match at {
        Some(text) => read(office, register, file_no, key, text),
        None => Ok(office.time().as_of.to_string()),
    }
}

/// A writing command about one file.
struct Writing {
    act: Act,
    register: Register,
    made_at: i64,
    all: Vec<Tracked>,
}

impl Writing {
    fn of(office: &Office, verb: &str) -> Result<Self, CommandError> {
        let act = office.ordered_act(&format!("coop-register file {verb}"))?;
        let register = office.write_register()?;
        let made_at = register.last_day_no()?;
        // All that was ever entered counts: a movement does not go behind a later one.
        let all = files(&register, Moment::on(Date::MAX))?;
        Ok(Self { act, register, made_at, all })
    }
    fn enter(
        mut self,
        office: &Office,
        console: &mut Console,
        verb: &str,
        (file_no, to): (&str, &str),
        entries: Vec<NewEntry>,
    ) -> Result<Verdict, CommandError> {
        let dry_run = office.globals().dry_run;
        let changed = !entries.is_empty();
        let mut day_no = None;
        if changed {
            let plan = Plan { act: self.act, entries, made_at: Some(self.made_at), ..Plan::default() };
            let applied = office.carry_out(&mut self.register, &plan, &mut |_| {})?;
            day_no = (!dry_run).then_some(applied.day_no);
        }
        let data = serde_json::json!({
            "file": file_no, "did": verb, "to": to, "changed": changed, "day_no": day_no, "dry_run": dry_run,
        });
        console.data("file-movement", data);
        console.say(Change { of: file_no, changed, dry_run }.entered(console, to, to));
        Ok(Exit::Done)
    }
}

impl Sent {
    fn slip(&self, office: &Office, writing: &Writing, to: String, at_once: bool) -> Result<Slip, CommandError> {
        Ok(Slip {
            login: writing.act.officer.clone(),
            at: moment(office, &writing.register, &self.file, self.at.as_deref(), "sent_at")?,
            to,
            purpose: read(office, &writing.register, &self.file, "purpose", &self.purpose)?,
            due_on: self.due,
            remarks: writing.act.reason.clone().unwrap_or_default(),
            at_once,
        })
    }
    fn open(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let writing = Writing::of(office, "open")?;
        let file_no = read(office, &writing.register, &self.file, "file_no", &self.file)?;
        if let Some(file) = writing.all.iter().find(|file| file.file_no == file_no) {
            return Err(CommandError::new(Exit::Refused, "error.file.open")
                .with("file", &file_no)
                .with("holder", file.holder()));
        }
        let to = self.to.clone().unwrap_or_else(|| writing.act.officer.clone());
        let slip = self.slip(office, &writing, to, true)?;
        let faults = faults_of(&writing.register, (&file_no, None), &slip, office.time().as_of)?;
        if !faults.is_empty() {
            return Err(not_entered(Exit::Refused, faults));
        }
        let entry = moved(&writing.register, (&file_no, ""), &slip, 0)?;
        writing.enter(office, console, "open", (&file_no, &slip.to), vec![entry])
    }
    fn send(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let Some(to) = self.to.clone() else {
            return Err(CommandError::new(Exit::Arguments, "error.file.to").with("file", &self.file));
        };
        let writing = Writing::of(office, "move")?;
        let slip = self.slip(office, &writing, to, false)?;
        if slip.purpose == RECORD {
            return Err(CommandError::new(Exit::Arguments, "error.file.record").with("file", &self.file));
        }
        sent(office, console, writing, "move", (&self.file, &slip))
    }
}

/// Enters a movement of a file that is known, or refuses it.
fn sent(
    office: &Office,
    console: &mut Console,
    writing: Writing,
    verb: &str,
    (file_no, slip): (&str, &Slip),
) -> Result<Verdict, CommandError> {
    let file = known(&writing.all, file_no)?;
    let faults = faults_of(&writing.register, (&file.file_no, Some(file)), slip, office.time().as_of)?;
    if !faults.is_empty() {
        return Err(not_entered(Exit::Refused, faults));
    }
    let entry = moved(&writing.register, (&file.file_no, &file.holder()), slip, file.movements.len())?;
    let file_no = file.file_no.clone();
    writing.enter(office, console, verb, (&file_no, &slip.to), vec![entry])
}

impl Received {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let writing = Writing::of(office, "receive")?;
        let file = known(&writing.all, &self.file)?;
        let at = moment(office, &writing.register, &self.file, self.at.as_deref(), "received_at")?;
        let told = (writing.act.officer.as_str(), at.as_str());
        let faults = faults_of_receipt(&writing.register, file, told, office.time().as_of)?;
        let Some(way) = file.on_its_way().filter(|_| faults.is_empty()) else {
            return Err(not_entered(Exit::Refused, faults));
        };
        let entry = acknowledged(&writing.register, &file.file_no, way, &at)?;
        let (file_no, to) = (file.file_no.clone(), way.to.clone());
        writing.enter(office, console, "receive", (&file_no, &to), vec![entry])
    }
}

impl Closed {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let writing = Writing::of(office, "close")?;
        let slip = Slip {
            login: writing.act.officer.clone(),
            at: moment(office, &writing.register, &self.file, self.at.as_deref(), "sent_at")?,
            to: self.room,
            purpose: RECORD.to_owned(),
            due_on: None,
            remarks: writing.act.reason.clone().unwrap_or_default(),
            at_once: true,
        };
        sent(office, console, writing, "close", (&self.file, &slip))
    }
}

impl Correct {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let writing = Writing::of(office, "correct")?;
        let file = known(&writing.all, &self.file)?;
        let Some(at) = self.movement.checked_sub(1).filter(|at| *at < file.movements.len()) else {
            return Err(CommandError::not_found("error.file.movement")
                .with("file", &file.file_no)
                .with("found", self.movement)
                .with("count", file.movements.len()));
        };
        let table = desk::table(office, MOVEMENTS)?;
        let (told, faults) =
            FieldReader::of(office, &writing.register)?.read(&[table], &pairs(&self.set)?, &file.file_no);
        if !faults.is_empty() {
            return Err(not_entered(Exit::Arguments, faults));
        }
        let mut facts = Vec::new();
        for (key, value) in told {
            match table.field_no(&key).filter(|_| key != "file_no") {
                Some(no) => facts.push((no, value)),
                None => {
                    let fields = table.fields.iter().map(|field| field.key.as_str()).filter(|key| *key != "file_no");
                    return Err(CommandError::new(Exit::Arguments, "error.case.field")
                        .with("field", key)
                        .with("known", fields.collect::<Vec<_>>().join(", ")));
                }
            }
        }
        let entries = corrected(&writing.register, file, at, &facts)?;
        let entries = entries.map_err(|fault| not_entered(Exit::Refused, vec![fault]))?;
        let (file_no, to) = (file.file_no.clone(), file.movements[at].to.clone());
        writing.enter(office, console, "correct", (&file_no, &to), entries)
    }
}
