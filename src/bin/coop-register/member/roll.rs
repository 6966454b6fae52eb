//! Who is a member of a society on a day.

use super::society::OfSociety;
use crate::{
    case::{day, word},
    society::Words,
};
use clap::Args;
use coop_registry::{
    branches::members::{Count, MEMBERS, Standing, counts, doubles, roll},
    cli::{
        CommandError, Console, Exit, Format, Listing, Office, Verdict, desk,
        member_rolls::{list_of, paper, reason},
    },
    model::{Label, Paise, Value},
};

/// The roll.
#[derive(Args)]
pub struct Roll {
    /// Society: identity, registration number or name
    society: String,
    /// Make the printed roll (--format html, xlsx, pdf or csv) into the folder of -o; no telephone, address or identity stands in it
    #[arg(long)]
    paper: bool,
}

impl Roll {
    /// Exit 1 when two entries may be of one person.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let found = OfSociety::asked(office, &register, &self.society, moment)?;
        let (accounts, _) = found.accounts(&register, moment)?;
        let standing = roll(&found.members, &accounts, (&found.norms, &found.act), moment.as_of);
        let counts = counts(&standing);
        let doubles = doubles(&found.members, moment.as_of);
        console.findings(&doubles);
        let verdict = if doubles.is_empty() { Exit::Done } else { Exit::Findings };
        // A form that only papers have asks for one.
        let formats = &office.globals().format;
        if self.paper || formats.iter().any(|form| matches!(form, Format::Html | Format::Xlsx | Format::Pdf)) {
            let [hindi, english, reg_no] = &found.names;
            let named = |first: &str, other: &str| {
                let name = if first.is_empty() { other } else { first };
                format!("{name} ({}, {reg_no})", found.id)
            };
            let heading = Label { en: named(english, hindi), hi: named(hindi, english) };
            let files = if office.globals().dry_run {
                Vec::new()
            } else {
                paper(office, console, &register, (&found.id, heading), (&standing, &counts))?
            };
            for file in &files {
                console.say(file);
            }
            console.data(
                "member-roll-paper",
                serde_json::json!({
                    "society": found.id, "as_of": moment.as_of.to_string(), "members": standing.len(), "files": files,
                    "dry_run": office.globals().dry_run,
                }),
            );
            return Ok(verdict);
        }
        let listing = listed(office, console, &standing)?;
        let voters = standing.iter().filter(|one| one.vote.may == Some(true)).count();
        if !console.is_for_people() && console.format() == Format::Json {
            let by = |count: &Count| serde_json::json!({ "by": count.by, "code": count.code, "count": count.count });
            console.data(
                "member-roll",
                serde_json::json!({
                    "society": found.id, "as_of": moment.as_of.to_string(), "rows": listing.to_json(),
                    "members": standing.len(), "voters": voters, "counts": counts.iter().map(by).collect::<Vec<_>>(),
                }),
            );
            return Ok(verdict);
        }
        console.listing("member-roll", &listing);
        console.note(match console.pick("en", "hi") {
            "hi" => format!("{} सदस्य, {voters} को मताधिकार, {}", standing.len(), moment.as_of),
            _ => format!("{} members, {voters} with a vote, {}", standing.len(), moment.as_of),
        });
        for by in ["kind", "sex", "category"] {
            let words = desk::code_words(office, list_of(by))?;
            let own = counts.iter().filter(|count| count.by == by).map(|count| {
                let none = console.texts().word("member.not_recorded", console.language());
                let name = words.get(&count.code).map_or(none, |label| label.in_language(console.language()));
                format!("{name} {}", count.count)
            });
            let said = own.collect::<Vec<_>>().join(", ");
            let by = console.texts().word(&format!("member.by.{by}"), console.language()).to_owned();
            console.note(format!("{by}: {said}"));
        }
        Ok(verdict)
    }
}

/// The roll as a list.
fn listed(office: &Office, console: &Console, standing: &[Standing<'_>]) -> Result<Listing, CommandError> {
    let words = Words::load(office, console)?;
    let kind = desk::table(office, MEMBERS)?.field("kind").cloned();
    let mut listing = Listing::new([
        ("serial", "No.", "क्रम"),
        ("member_no", "Member no.", "सदस्यता संख्या"),
        ("member", "Member", "सदस्य"),
        ("name", "Name", "नाम"),
        ("guardian", "Father or husband", "पिता/पति"),
        ("kind", "Kind", "प्रकार"),
        ("since", "Since", "कब से"),
        ("shares", "Shares", "अंश"),
        ("amount", "Share money", "अंश राशि"),
        ("vote", "Vote", "मताधिकार"),
        ("reason", "Why", "क्यों"),
    ]);
    for one in standing {
        let code = Value::text(&one.member.kind);
        let label = reason(console, &one.vote);
        listing.push([
            Value::count(one.serial),
            Value::text(&one.member.no),
            Value::text(&one.member.id),
            Value::text(&one.member.name),
            Value::text(&one.member.guardian),
            kind.as_ref().map_or_else(|| code.clone(), |field| words.value(field, &code)),
            day(one.member.admitted_on),
            one.shares.map_or(Value::Empty, Value::Integer),
            one.amount.map_or(Value::Empty, |amount: Paise| Value::Money(amount)),
            one.vote.may.map_or(Value::Empty, Value::Bool),
            Value::text(word(console, one.vote.reason, &label)),
        ]);
    }
    Ok(listing)
}
