//! `coop-register ledger show|verify`: the day book, and whether its chain holds.

use clap::Subcommand;
use coop_registry::{
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, shared::db::say_chain},
    model::{Moment, Value},
    register::ReadRegister,
};
use std::ops::ControlFlow;

/// The day book: one chained row for every act that changed the register
#[derive(Subcommand)]
pub enum Ledger {
    /// Rows of the day book, oldest first
    Show {
        /// Only rows from this number on
        #[arg(long, default_value_t = 1)]
        from: i64,
    },
    /// Hold every entry against its seal and every row against the one before; exit 8 names the first altered one
    Verify {
        /// Hash of a row, written down earlier: shows rows cut off at the end, which nothing inside the file can
        #[arg(long, value_name = "HASH")]
        head: Option<String>,
    },
}

impl Ledger {
    /// Shows or verifies it.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let register = office.read_register()?;
        match self {
            Ledger::Show { from } => {
                let listing = rows(&register, from, office.moment()?)?;
                console.listing("ledger", &listing);
            }
            Ledger::Verify { head } => {
                let verified = register.verify(head.as_deref())?;
                for chain in &verified.chains {
                    say_chain(console, chain);
                }
                let words = console
                    .pick(
                        "the chain holds; write the head down outside this computer",
                        "शृंखला ठीक है; अंतिम सार इस कंप्यूटर के बाहर लिख लें",
                    )
                    .to_owned();
                console.say(words);
                console.data("ledger-verify", &verified);
            }
        }
        Ok(Exit::Done)
    }
}

fn rows(register: &dyn ReadRegister, from: i64, moment: Moment) -> Result<Listing, CommandError> {
    let mut listing = Listing::new([
        ("day_no", "No.", "क्रम"),
        ("recorded_at", "Recorded", "अंकित"),
        ("command", "Act", "कार्य"),
        ("officer", "Officer", "अधिकारी"),
        ("authority", "Order or reason", "आदेश या कारण"),
        ("batch", "Batch", "खेप"),
        ("undoes", "Strikes out", "काटी गई खेप"),
        ("first_entry", "First entry", "पहली प्रविष्टि"),
        ("last_entry", "Last entry", "अंतिम प्रविष्टि"),
        ("hash", "Hash", "सार"),
    ]);
    let text = |text: Option<String>| text.map_or(Value::Empty, Value::text);
    register.day_book(&mut |row| {
        if row.day_no >= from && moment.knows(row.recorded_at) {
            let (first, last) = row.entries.unzip();
            listing.push([
                Value::Integer(row.day_no),
                Value::text(row.recorded_at.to_text()),
                Value::text(row.act.command),
                Value::text(row.act.officer),
                text(row.act.order_no.or(row.act.reason)),
                text(row.batch),
                text(row.undoes),
                first.map_or(Value::Empty, |no| Value::Integer(no.0)),
                last.map_or(Value::Empty, |no| Value::Integer(no.0)),
                Value::text(row.hash),
            ]);
        }
        ControlFlow::Continue(())
    })?;
    Ok(listing)
}
