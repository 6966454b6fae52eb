//! `subvention farmer-note`: a short message to each farmer.

use super::{
    Lists, Whose,
    columns::{pour, reason},
};
use coop_registry::{
    branches::subvention::{Line, Note, Outcome, fitted, notes, parts_of},
    cli::{
        Column, CommandError, Console, Format, Listing, Office, Verdict,
        subventions::{Done, read},
    },
    model::{Paise, Value, date_written},
};
use std::ops::Range;

/// Say to each farmer what he saved, or by when to repay
#[derive(clap::Args)]
pub struct FarmerNote {
    #[command(flatten)]
    lists: Lists,
    #[command(flatten)]
    whose: Whose,
    /// Add the mobile number of the list; for the gateway that sends the messages, never for publication
    #[arg(long)]
    with_mobile: bool,
}

impl FarmerNote {
    /// Computes and words one message a farmer.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let done = read(office, console, &self.lists.wished())?.compute(console)?;
        console.findings(&done.findings);
        let (fy, of) = (office.globals().fy, self.whose.of());
        let wanted = |line: &&Line| fy.is_none_or(|fy| line.fy == fy) && of.holds(&done.loans, line);
        let notes = notes(&done.loans, done.lines.iter().filter(wanted), &done.terms);
        let all = |console: &Console, range: Range<usize>| self.listing(console, &done, &notes[range]);
        if matches!(console.format(), Format::Csv | Format::Jsonl) {
            pour(console, notes.len(), &all);
        } else {
            let listing = all(console, 0..notes.len());
            console.listing("farmer-note", &listing);
        }
        Ok(done.verdict(console))
    }
    fn listing(&self, console: &Console, done: &Done, notes: &[Note]) -> Listing {
        let mut listing = Listing::new([
            ("account", "Account", "खाता"),
            ("farmer", "Farmer", "किसान"),
            ("outcome", "Standing", "स्थिति"),
            ("saved", "Borne for the farmer", "अनुदान"),
            ("at_stake", "At stake", "दाँव पर"),
            ("due", "Due on", "देय तिथि"),
            ("signs", "Signs", "अक्षर"),
            ("parts", "Parts", "भाग"),
            ("message", "Message", "संदेश"),
        ]);
        if self.with_mobile {
            listing.columns.push(Column::new("mobile", "Mobile", "मोबाइल"));
        }
        for note in notes {
            let texts = done.loans.texts_of(&done.loans.accounts[note.account as usize]);
            let text = message(console, done, note);
            let mut row = vec![
                Value::text(texts.account),
                Value::text(texts.name),
                Value::text(key_of(note.outcome)),
                Value::Money(Paise(note.saved)),
                Value::Money(Paise(note.at_stake)),
                note.due.map_or(Value::Empty, Value::Date),
                Value::count(text.encode_utf16().count()),
                Value::count(parts_of(&text)),
                Value::text(text),
            ];
            if self.with_mobile {
                row.push(Value::text(texts.phone));
            }
            listing.rows.push(row);
        }
        listing
    }
}

fn key_of(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Due => "due",
        Outcome::InTime => "in_time",
        Outcome::Late => "late",
        Outcome::Refused(_) => "refused",
    }
}

/// The message, its names as long as three parts allow.
fn message(console: &Console, done: &Done, note: &Note) -> String {
    let account = &done.loans.accounts[note.account as usize];
    let (texts, lender) = (done.loans.texts_of(account), done.loans.lender_of(account));
    let reason = match note.outcome {
        Outcome::Refused(why) => reason(console, why).as_text().unwrap_or_default().to_owned(),
        _ => String::new(),
    };
    let rupees = |paise: i64| Paise(paise - paise.rem_euclid(100)).to_string();
    let args = [
        ("account", last_signs(texts.account)),
        ("saved", rupees(note.saved)),
        ("share", rupees(note.share)),
        ("at_stake", rupees(note.at_stake)),
        ("due", note.due.map(date_written).unwrap_or_default()),
        ("reason", reason),
    ];
    let say = |name: &str, pacs: &str| {
        let mut all: Vec<(String, String)> =
            args.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        all.push(("name".to_owned(), name.to_owned()));
        all.push(("pacs".to_owned(), pacs.to_owned()));
        let text =
            console.texts().sentence(&format!("subvention.sms.{}", key_of(note.outcome)), &all, console.language());
        // Where a name had to go, so does the mark behind it.
        text.trim().trim_start_matches([',', ':', ' ']).to_owned()
    };
    let from = if lender.pacs.is_empty() { &lender.branch } else { &lender.pacs };
    fitted(&say, texts.name, from)
}

/// The last four signs of an account: a message may be read by others.
fn last_signs(account: &str) -> String {
    let count = account.chars().count();
    if count <= 4 { account.to_owned() } else { format!("..{}", account.chars().skip(count - 4).collect::<String>()) }
}
