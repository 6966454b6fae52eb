//! `pacs activity`: what PACS do besides credit, by month.

mod show;

use super::import::Files;
use clap::{Args, Subcommand};
use coop_registry::{
    catalogue::{self, Activities},
    cli::{CommandError, Console, Exit, Listing, Office, Verdict},
    model::Value,
};

/// Activities by month
#[derive(Subcommand)]
pub enum Activity {
    /// Import a list of monthly figures; the same file again changes nothing
    Import(Import),
    /// Add up by district, block or society; --print or --format pdf,html,xlsx makes the paper with a chart
    Show(show::Show),
    /// The kinds of activity, their figures and units, and where they were seen
    Kinds,
}

/// A list.
#[derive(Args)]
pub struct Import {
    /// The activity, where the list has no column for it: csc, jan_aushadhi, storage, training, …
    #[arg(long, value_name = "KIND")]
    activity: Option<String>,
    /// The month, as 2025-12, where the list has no column for it
    #[arg(long, value_name = "MONTH")]
    month: Option<coop_registry::branches::targets::Period>,
    #[command(flatten)]
    files: Files,
}

fn loaded(office: &Office) -> Result<Activities, CommandError> {
    Ok(Activities::load(office.files()).map_err(|fault| vec![fault])?)
}

/// A kind by its code, hyphens as underscores; exit 2 with those there are.
fn kind<'a>(all: &'a Activities, asked: &str) -> Result<&'a catalogue::Activity, CommandError> {
    all.get(&asked.replace('-', "_")).ok_or_else(|| {
        let known: Vec<&str> = all.all.iter().map(|kind| kind.code.as_str()).collect();
        CommandError::new(Exit::Arguments, "error.programme.activity")
            .with("found", asked)
            .with("known", known.join(", "))
    })
}

impl Activity {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Import(verb) => {
                let all = loaded(office)?;
                let mut given = Vec::new();
                if let Some(asked) = &verb.activity {
                    given.push(format!("activity={}", kind(&all, asked)?.code));
                }
                given.extend(verb.month.map(|month| format!("month={}", month.from)));
                verb.files.import(office, console, ("coop-returns pacs activity import", "pacs_activity"), given)
            }
            Self::Show(verb) => verb.run(office, console),
            Self::Kinds => kinds(office, console),
        }
    }
}

fn kinds(office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
    let mut listing = Listing::new([
        ("activity", "Activity", "गतिविधि"),
        ("name", "Name", "नाम"),
        ("figure", "Figure", "आँकड़ा"),
        ("label", "What it is", "क्या है"),
        ("unit", "Unit", "इकाई"),
        ("classes", "Of classes", "वर्ग"),
        ("basis", "Seen", "स्रोत"),
    ]);
    let language = console.language();
    for activity in &loaded(office)?.all {
        for figure in &activity.figures {
            listing.push([
                Value::text(&activity.code),
                Value::text(activity.label.in_language(language)),
                Value::text(&figure.field),
                Value::text(figure.label.in_language(language)),
                Value::text(figure.unit.in_language(language)),
                Value::text(activity.classes.join(" ")),
                Value::text(activity.basis.printed(language)),
            ]);
        }
    }
    console.listing("pacs-activity-kinds", &listing);
    Ok(Exit::Done)
}
