//! The roll as a list, and who does not stand on it.

use super::ELECTION;
use crate::case::{Desk, word};
use clap::Args;
use coop_registry::{
    branches::{
        cases::{Case, cases, law_of},
        elections::{Drawn, ElectionLaw, Roll, digest, draft, electors},
    },
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, desk, statutory},
    model::{Date, Finding, Label, Locus, Moment, Severity, Value},
    register::Register,
};

/// Show the roll.
#[derive(Args)]
pub struct Show {
    /// The election: its identity, its number or the society
    case: String,
    /// Those of the register of members who do not stand on it instead, each with the reason and the rule
    #[arg(long)]
    excluded: bool,
}

/// An election for reading.
pub(super) struct Read<'o> {
    pub register: Register,
    pub moment: Moment,
    pub desk: Desk<'o>,
    pub case: Case,
    pub roll: Roll,
}

impl<'o> Read<'o> {
    pub fn of(office: &'o Office, asked: &str) -> Result<Self, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let desk = Desk::of(office, &register, ELECTION.service, moment)?;
        let all = cases(&register, &desk.service, moment)?;
        let case = statutory::case_of(&all, asked)?.clone();
        let roll = Roll::of(desk.table, &case);
        Ok(Self { register, moment, desk, case, roll })
    }
    pub fn value(&self, key: &str) -> Option<&Value> {
        self.case.line.value(self.desk.table, key)
    }
    pub fn day(&self, key: &str) -> Option<Date> {
        self.value(key).and_then(Value::as_date)
    }
    pub fn text(&self, key: &str) -> &str {
        self.value(key).and_then(Value::as_text).unwrap_or_default()
    }
    /// A final roll that no longer has the digest it was frozen with.
    pub fn altered(&self, digest: &str) -> Option<Finding> {
        let frozen = self.text("roll_digest");
        let place = Locus { society: Some(self.case.number.clone()), ..Locus::default() };
        let said = || Finding::new("ELE-232", Severity::Error, place).with("frozen", frozen).with("found", digest);
        (!frozen.is_empty() && frozen != digest).then(said)
    }
}

impl Show {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let read = Read::of(office, &self.case)?;
        if self.excluded {
            return excluded(office, console, &read);
        }
        let states = desk::code_words(office, "elector_state")?;
        let (sexes, categories) = (desk::code_words(office, "sex")?, desk::code_words(office, "caste_category")?);
        let roll = electors(&read.register, &read.roll, read.moment)?;
        let mut listing = Listing::new([
            ("serial", "No.", "क्रम"),
            ("elector", "Identity", "पहचान"),
            ("member_no", "Member no.", "सदस्यता संख्या"),
            ("name", "Name", "नाम"),
            ("guardian", "Father or husband", "पिता/पति"),
            ("sex", "Sex", "लिंग"),
            ("category", "Category", "श्रेणी"),
            ("objection", "Claim or objection", "दावा/आपत्ति"),
            ("state", "State", "स्थिति"),
            ("doubt", "To be looked at", "जाँच योग्य"),
        ]);
        let nothing = Label::default();
        for one in &roll {
            let said = |words: &std::collections::BTreeMap<String, Label>, code: &str| {
                Value::text(word(console, code, words.get(code).unwrap_or(&nothing)))
            };
            listing.push([
                one.serial.map_or(Value::Empty, Value::Integer),
                Value::text(&one.id),
                Value::text(&one.member_no),
                Value::text(&one.name),
                Value::text(&one.guardian),
                said(&sexes, &one.sex),
                said(&categories, &one.category),
                Value::text(&one.objection),
                said(&states, &one.state),
                Value::text(&one.doubt),
            ]);
        }
        console.listing("election-roll", &listing);
        let standing: Vec<_> = roll.iter().filter(|elector| elector.is_on()).cloned().collect();
        let (count, now) = (standing.len(), digest(&standing));
        let frozen = !read.text("roll_digest").is_empty();
        console.note(match (frozen, console.pick("en", "hi")) {
            (true, "hi") => format!("अंतिम सूची: {count} मतदाता, SHA-256 {now}"),
            (true, _) => format!("final roll: {count} electors, SHA-256 {now}"),
            (false, "hi") => format!("प्रारूप सूची: {count} मतदाता"),
            (false, _) => format!("draft roll: {count} electors"),
        });
        let altered: Vec<Finding> = read.altered(&now).into_iter().collect();
        console.findings(&altered);
        Ok(if altered.is_empty() { Exit::Done } else { Exit::Integrity })
    }
}

/// The register of members as it stood on the day of the draft, and who of it does not stand on the roll.
fn excluded(office: &Office, console: &mut Console, read: &Read<'_>) -> Result<Verdict, CommandError> {
    let election = ElectionLaw::load(office.files(), &read.desk.law.clocks)?;
    let drafted = read.case.events.iter().find(|event| event.act == "draft").map(|event| event.on);
    let on = drafted.unwrap_or(read.moment.as_of);
    let drawn = Drawn {
        act: law_of(&read.desk.service, &read.case, &read.desk.state).unwrap_or_default(),
        members_on: read.day("members_on").unwrap_or(on),
        poll_on: read.day("poll_on").unwrap_or(on),
        in_default: &[],
    };
    let moment = Moment { as_of: on, ..read.moment };
    let (_, off) = draft(&read.register, &read.roll.society, &election, &drawn, moment)?;
    let mut listing = Listing::new([
        ("member_no", "Member no.", "सदस्यता संख्या"),
        ("member", "Member", "सदस्य"),
        ("name", "Name", "नाम"),
        ("reason", "Why", "कारण"),
        ("rule", "Rests on", "आधार"),
    ]);
    for one in &off {
        let reason = one.why.label();
        listing.push([
            Value::text(&one.member_no),
            Value::text(&one.member),
            Value::text(&one.name),
            Value::text(word(console, &one.why.code, &reason)),
            Value::text(one.why.basis().printed(console.language())),
        ]);
    }
    console.listing("election-excluded", &listing);
    Ok(Exit::Done)
}
