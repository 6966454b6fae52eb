//! `coop-migrate cutover prove`: nothing came in from paper after its end, or what did and by which order.

use clap::Args;
use coop_registry::{
    branches::cutover::{Proof, freeze_of, prove},
    cli::{CommandError, Console, Exit, Format, Listing, Office, Verdict, parse_date},
    model::{Date, Value},
};

/// Prove the end of paper.
#[derive(Args)]
pub struct Prove {
    /// The day of the end of paper; another than the one recorded is an error
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    date: Option<Date>,
}

impl Prove {
    /// Exit 1 when an entry came in without an order.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let register = office.read_register()?;
        let Some(freeze) = freeze_of(&register)? else {
            return Err(CommandError::not_found("error.cutover.not_frozen"));
        };
        if let Some(date) = self.date.filter(|date| *date != freeze.ends_on) {
            return Err(CommandError::new(Exit::Refused, "error.cutover.other_day")
                .with("date", date)
                .with("ends_on", freeze.ends_on)
                .with("order", &freeze.order_no));
        }
        let proof = prove(&register, &freeze, office.moment()?)?;
        let listing = listing(&proof);
        let head = proof.head.as_ref();
        let (day_no, hash) = head.map_or((0, String::new()), |row| (row.day_no, row.hash.clone()));
        let (breaches, unordered) = (proof.breaches.len(), proof.unordered());
        if console.format() == Format::Json {
            console.data(
                "cutover-prove",
                serde_json::json!({
                    "paper_ends_on": freeze.ends_on.to_string(), "order_no": freeze.order_no,
                    "since_day_no": freeze.since_day_no, "batches": proof.batches, "entries": proof.entries,
                    "breaches": listing.to_json(), "count": breaches, "without_order": unordered,
                    "head": { "day_no": day_no, "hash": hash },
                }),
            );
        } else {
            console.listing("cutover-prove", &listing);
        }
        let (batches, entries, day, order) = (proof.batches, proof.entries, freeze.ends_on, &freeze.order_no);
        let counted = match console.pick("en", "hi") {
            "hi" => format!("समाप्ति {day} (आदेश {order}) के बाद {batches} फ़ाइलें, {entries} प्रविष्टियाँ देखी गईं"),
            _ => format!(
                "since the end of paper, {day} (order {order}), {batches} files with {entries} entries were looked at"
            ),
        };
        console.say(match (breaches, console.pick("en", "hi")) {
            (0, "hi") => format!("कोई नहीं: {counted}; समाप्ति के बाद की कोई प्रविष्टि कागज पर आधारित नहीं"),
            (0, _) => format!("none: {counted}; no entry of a later day rests on paper"),
            (_, "hi") => format!("{breaches} प्रविष्टियाँ कागज पर आधारित, {unordered} बिना आदेश के: {counted}"),
            (_, _) => format!("{breaches} entries rest on paper, {unordered} of them without an order: {counted}"),
        });
        console.say(match console.pick("en", "hi") {
            "hi" => format!("दैनिक पंजी की पंक्ति {day_no}, सार {hash}"),
            _ => format!("day book, row {day_no}, digest {hash}"),
        });
        Ok(if unordered > 0 { Exit::Findings } else { Exit::Done })
    }
}

fn listing(proof: &Proof) -> Listing {
    let mut listing = Listing::new([
        ("entry", "Entry", "प्रविष्टि"),
        ("register", "Register", "पंजी"),
        ("subject", "Subject", "विषय"),
        ("day", "Day it speaks of", "जिस तिथि की है"),
        ("batch", "Batch", "खेप"),
        ("file", "File", "फ़ाइल"),
        ("sheet", "Sheet", "शीट"),
        ("row", "Row", "पंक्ति"),
        ("recorded_on", "Entered on", "दर्ज"),
        ("order_no", "Order", "आदेश"),
    ]);
    for breach in &proof.breaches {
        listing.push([
            Value::Integer(breach.entry.0),
            Value::text(&breach.register),
            Value::text(&breach.subject),
            Value::Date(breach.day),
            Value::text(&breach.batch),
            Value::text(&breach.file),
            Value::Integer(i64::from(breach.sheet) + 1),
            Value::Integer(breach.row.into()),
            Value::Date(breach.recorded_at.day_in_india()),
            breach.order_no.as_ref().map_or(Value::Empty, Value::text),
        ]);
    }
    listing
}
