//! `coop-register byelaw`: amendments of bye-laws from receipt to certificate, and the texts themselves, clause by clause.

use crate::{
    byelaw_text::{Check, Diff, Enter, Print},
    case::{
        Acting, Called, acting, clocks, correct, list,
        open::{Opening, told},
        show,
    },
};
use clap::{Args, Subcommand};
use coop_registry::{
    cli::{
        CommandError, Console, Office, Verdict, byelaws,
        filing::{fingerprint, keep_document},
        parse_date,
    },
    model::{Date, Label},
};
use std::path::PathBuf;

/// The service and the noun of its verbs.
const BYELAW: Called<'static> = Called { noun: "byelaw", service: byelaws::SERVICE };
/// The field with the SHA-256 of the bye-laws as amended.
const TEXT: &str = "text_document";

/// Bye-laws: amendments from receipt to certificate; texts in force, compared, checked
#[derive(Subcommand)]
pub enum Byelaw {
    /// Enter a proposed amendment: gives it its number; notice, votes and days are held against the Act of the society
    Propose(Propose),
    /// Take an amendment up for scrutiny, with the papers found
    Scrutinise(Acting),
    /// Send the society a memo of defects; the clock stands still until they are cured
    Query(Acting),
    /// The society has cured the defects; a new text with --text
    Cure(WithText<Acting>),
    /// Register the amendment by order: name, area and class of the society change with it, and its text is in force
    Register(Register),
    /// Refuse by order, with the reasons
    Refuse(Acting),
    /// Direct the society to amend, by order, on a ground of the list
    Direct(Direct),
    /// Any other act, as comply, show_cause, register_on_default, drop, lapse, withdraw, certify, communicate, reopen, extend
    Act(WithText<acting::ByName>),
    /// Correct what was entered: a fact of the amendment, its text, or the day of an act
    Correct(WithText<correct::Correct>),
    /// The clocks of one amendment, or of all that are open
    Clock(clocks::ClocksOf),
    /// List amendments, or count the open ones by age with --by stage, desk, kind …
    List(list::List),
    /// Show one amendment: facts, movement, clocks, what may be done now
    Show(show::Show),
    /// Put a text on record that is in force: the bye-laws as first registered, or as amended before this register
    Text(Enter),
    /// Compare two texts clause by clause: proposed, of another day, or a file; as a paper with --format pdf,xlsx,html
    Diff(Diff),
    /// Hold a text against the list of matters bye-laws provide for; exit 1 when one is missing or doubtful
    Check(Check),
    /// Print the text in force with its amendments (PDF, or --format xlsx,html,csv) into the folder of -o
    Print(Print),
}

/// A verb that may bring a text.
#[derive(Args)]
pub struct WithText<T: Args> {
    /// The bye-laws as amended, whole: plain text in UTF-8, each clause with a heading line; kept under its SHA-256
    #[arg(long, value_name = "FILE")]
    text: Option<PathBuf>,
    #[command(flatten)]
    verb: T,
}

/// A proposed amendment.
#[derive(Args)]
pub struct Propose {
    /// The society: identity, registration number or name
    society: String,
    /// Which bye-law, or several: 12, "5, 12"
    #[arg(long = "bye-law", value_name = "NO")]
    byelaw: String,
    /// Day of the notice of the general meeting
    #[arg(long, value_name = "DATE")]
    notice_on: Option<String>,
    /// Day of the general meeting
    #[arg(long, value_name = "DATE")]
    meeting_on: Option<String>,
    /// Members in all
    #[arg(long, value_name = "N")]
    total: Option<String>,
    /// Members present
    #[arg(long, value_name = "N")]
    present: Option<String>,
    /// Votes in favour
    #[arg(long = "for", value_name = "N")]
    votes_for: Option<String>,
    /// Votes against
    #[arg(long, value_name = "N")]
    against: Option<String>,
    /// Why the society amends
    #[arg(long, value_name = "TEXT")]
    because: Option<String>,
    /// The bye-laws as amended, whole: plain text in UTF-8, each clause with a heading line; kept under its SHA-256
    #[arg(long, value_name = "FILE")]
    text: Option<PathBuf>,
    /// Day of receipt (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
    /// A further field, as --set new_area=… new_name_hi=… new_name_en=… new_class=… old_text=… new_text=… application_no=…
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    set: Vec<String>,
}

/// The registration of an amendment.
#[derive(Args)]
pub struct Register {
    /// Number of the certificate, where it is issued with the order
    #[arg(long, value_name = "NO")]
    certificate_no: Option<String>,
    /// Day the amendment is in force from, where the order says another than its own
    #[arg(long, value_name = "DATE")]
    effective_on: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

/// A direction.
#[derive(Args)]
pub struct Direct {
    /// Ground: a code or word of the list directed_ground, as quorum
    #[arg(long)]
    ground: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

/// Reads and keeps a text; what is to be looked at in it is told. Nothing is kept of one that does not read.
fn kept(office: &Office, console: &mut Console, path: Option<PathBuf>) -> Result<Option<String>, CommandError> {
    let Some(path) = path else { return Ok(None) };
    let (_, looks) = byelaws::text_of_file(&path)?;
    console.findings(&looks);
    let document = fingerprint(&path)?;
    keep_document(office, &path, &document)?;
    Ok(Some(document))
}

impl Byelaw {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Propose(verb) => verb.run(office, console),
            Self::Scrutinise(verb) => verb.run(office, console, BYELAW, "scrutinise"),
            Self::Query(verb) => verb.run(office, console, BYELAW, "query"),
            Self::Cure(of) => {
                let text = kept(office, console, of.text)?;
                of.verb.telling([(TEXT, text)]).run(office, console, BYELAW, "cure")
            }
            Self::Register(verb) => {
                let told = [("certificate_no", verb.certificate_no), ("effective_on", verb.effective_on)];
                verb.acting.telling(told).run(office, console, BYELAW, "register")
            }
            Self::Refuse(verb) => verb.run(office, console, BYELAW, "refuse"),
            Self::Direct(verb) => {
                verb.acting.telling([("directed_ground", verb.ground)]).run(office, console, BYELAW, "direct")
            }
            Self::Act(of) => {
                let text = kept(office, console, of.text)?;
                of.verb.telling([(TEXT, text)]).run(office, console, BYELAW)
            }
            Self::Correct(of) => {
                let text = kept(office, console, of.text)?;
                of.verb.telling([(TEXT, text)]).run(office, console, BYELAW)
            }
            Self::Clock(verb) => verb.run(office, console, BYELAW),
            Self::List(verb) => verb.run(office, console, BYELAW),
            Self::Show(verb) => verb.run(office, console, BYELAW),
            Self::Text(verb) => verb.run(office, console),
            Self::Diff(verb) => verb.run(office, console),
            Self::Check(verb) => verb.run(office, console),
            Self::Print(verb) => verb.run(office, console),
        }
    }
}

impl Propose {
    /// Rests on the application itself: neither an order nor a reason is asked for.
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let text = kept(office, console, self.text)?;
        let flags = [
            ("society", Some(self.society.clone())),
            ("byelaw_no", Some(self.byelaw.clone())),
            ("notice_on", self.notice_on),
            ("meeting_on", self.meeting_on),
            ("total", self.total),
            ("present", self.present),
            ("for", self.votes_for),
            ("against", self.against),
            ("reason", self.because),
            (TEXT, text),
        ];
        let said = told(flags, &self.set)?;
        let name = Label { en: "amendment".into(), hi: "संशोधन".into() };
        let about = format!("{}: {}", self.society, self.byelaw);
        Opening { on: self.on, about, said, name, verb: "propose", kind: None }.run(office, console, BYELAW)
    }
}
