//! `coop-register outbox`: letters made and not yet given out. Nothing is sent by the program.

use clap::{Args, Subcommand};
use coop_registry::{
    cli::{
        CommandError, Console, Exit, Listing, Office, Verdict,
        spool::{self, Decided, Lies},
    },
    model::Value,
};

/// Letters waiting to go out; nothing is sent by the program
#[derive(Subcommand)]
pub enum Outbox {
    /// List letters
    List(List),
    /// Show the text of one letter
    Show(One),
    /// Let a letter go: it moves to outbox/released, from where it is posted, e-mailed or uploaded
    Release(One),
    /// A letter is not to go out: it moves to outbox/dropped; its notice keeps its number
    Drop(One),
}

/// List letters.
#[derive(Args)]
pub struct List {
    /// Only letters that lie there
    #[arg(long, value_enum)]
    state: Option<Lies>,
}

/// One letter.
#[derive(Args)]
pub struct One {
    /// Notice: its identity or number
    notice: String,
}

impl Outbox {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::List(verb) => verb.run(office, console),
            Self::Show(verb) => verb.show(office, console),
            Self::Release(verb) => verb.decide(office, console, Lies::Released),
            Self::Drop(verb) => verb.decide(office, console, Lies::Dropped),
        }
    }
}

fn word(console: &Console, lies: Lies) -> &'static str {
    if !console.is_for_people() {
        return lies.key();
    }
    let (en, hi) = match lies {
        Lies::Waiting => ("waiting", "प्रतीक्षा में"),
        Lies::Released => ("released", "जारी"),
        Lies::Dropped => ("dropped", "रोका गया"),
    };
    match console.language() {
        coop_registry::model::Language::En => en,
        coop_registry::model::Language::Hi => hi,
    }
}

impl List {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let mut listing = Listing::new([
            ("notice", "Notice", "सूचना"),
            ("number", "Number", "संख्या"),
            ("state", "State", "स्थिति"),
            ("issued_on", "Issued", "जारी तिथि"),
            ("addressee", "Addressee", "प्राप्तकर्ता"),
            ("decided_on", "Decided", "निर्णय तिथि"),
            ("officer", "Officer", "पदाधिकारी"),
            ("why", "Why", "कारण"),
        ]);
        for (lies, letter) in spool::letters(office)? {
            if self.state.is_some_and(|state| state != lies) {
                continue;
            }
            let decided = letter.decided.as_ref();
            listing.push([
                Value::text(&letter.notice),
                Value::text(&letter.number),
                Value::text(word(console, lies)),
                Value::Date(letter.issued_on),
                Value::text(&letter.addressee),
                decided.map_or(Value::Empty, |decided| Value::Date(decided.on)),
                decided.map_or(Value::Empty, |decided| Value::text(&decided.officer)),
                decided.map_or(Value::Empty, |decided| Value::text(&decided.why)),
            ]);
        }
        console.listing("outbox-list", &listing);
        Ok(Exit::Done)
    }
}

impl One {
    fn show(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (lies, letter) = spool::letter(office, &self.notice)?;
        console.say(&letter.text);
        console.data("outbox-letter", serde_json::json!({ "state": lies.key(), "letter": letter }));
        Ok(Exit::Done)
    }

    fn decide(self, office: &Office, console: &mut Console, lies: Lies) -> Result<Verdict, CommandError> {
        let verb = if lies == Lies::Released { "release" } else { "drop" };
        let act = office.ordered_act(&format!("coop-register outbox {verb}"))?;
        let why = act.order_no.or(act.reason).unwrap_or_default();
        let decided = Decided { on: office.time().as_of, officer: act.officer, why };
        let letter = spool::decide(office, &self.notice, lies, decided)?;
        let dry_run = office.globals().dry_run;
        if !dry_run {
            office.run_made(serde_json::json!({ "notice": letter.notice, "state": lies.key() }));
        }
        console.data(
            "outbox-decided",
            serde_json::json!({ "notice": letter.notice, "state": lies.key(), "dry_run": dry_run }),
        );
        let (notice, state) = (&letter.notice, word(console, lies).to_owned());
        console.say(match (dry_run, console.pick("en", "hi")) {
            (true, "hi") => format!("{notice}: {state} होगा; अभी कुछ नहीं बदला"),
            (true, _) => format!("{notice}: would be {state}; nothing was changed"),
            (false, _) => format!("{notice}: {state}"),
        });
        Ok(Exit::Done)
    }
}
