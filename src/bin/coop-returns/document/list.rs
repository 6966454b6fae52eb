//! `document list`.

use super::{Year, kind_label, kinds_of};
use clap::Args;
use coop_registry::{
    branches::returns::{
        lodged::{Need, lacking, lodged},
        societies,
    },
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, desk},
    model::{Date, Language, Value},
};
use std::collections::BTreeMap;

/// List documents.
#[derive(Args)]
pub struct List {
    /// Only of this society: identity, registration number or name
    #[arg(long)]
    society: Option<String>,
    /// Only what is asked for --fy and does not lie there
    #[arg(long)]
    missing: bool,
    /// Also the names of the files
    #[arg(long)]
    personal: bool,
}

impl List {
    /// Of --fy, else of every year.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let moment = office.moment()?;
        let society = match &self.society {
            None => None,
            Some(asked) => {
                let register = office.read_register()?;
                Some(desk::subject(&register, desk::table(office, "society")?, asked, moment)?)
            }
        };
        if self.missing { missing(office, console, society) } else { self.there(office, console, society) }
    }
    fn there(&self, office: &Office, console: &mut Console, society: Option<String>) -> Result<Verdict, CommandError> {
        let (_, kinds) = kinds_of(office)?;
        let (register, moment) = (office.read_register()?, office.moment()?);
        let known = societies(&register, moment)?;
        let mut listing = Listing::new([
            ("society", "Society", "समिति"),
            ("reg_no", "Registration no.", "पंजीयन संख्या"),
            ("fy", "Year", "वर्ष"),
            ("kind", "Kind", "प्रकार"),
            ("title", "Document", "दस्तावेज़"),
            ("sha256", "Fingerprint", "अंगुलि-छाप"),
            ("size", "Bytes", "बाइट"),
            ("attached_on", "Lodged on", "जमा तिथि"),
            ("order_no", "Order no.", "आदेश संख्या"),
            ("login", "Officer", "पदाधिकारी"),
            ("struck_on", "Struck out", "निरस्त"),
            ("file_name", "File", "फ़ाइल"),
        ]);
        let day = |day: Option<Date>| day.map_or(Value::Empty, Value::Date);
        for one in lodged(&register, office.globals().fy, moment)? {
            if society.as_ref().is_some_and(|society| *society != one.society) {
                continue;
            }
            listing.push([
                Value::text(&one.society),
                known.get(&one.society).map_or(Value::Empty, |about| Value::text(&about.reg_no)),
                Value::text(&one.fy),
                Value::text(&one.kind),
                Value::text(kind_label(&kinds, &one.kind).in_language(console.language())),
                Value::text(&one.sha256),
                Value::Integer(one.size),
                day(one.attached_on),
                Value::text(&one.order_no),
                Value::text(&one.login),
                day(one.struck_on),
                if self.personal { Value::text(&one.file_name) } else { Value::Empty },
            ]);
        }
        console.listing("document-list", &listing);
        Ok(Exit::Done)
    }
}

/// What is asked and does not lie there.
fn missing(office: &Office, console: &mut Console, society: Option<String>) -> Result<Verdict, CommandError> {
    let (book, kinds) = kinds_of(office)?;
    let (fy, moment, register) = (office.year()?, office.moment()?, office.read_register()?);
    let mut year = Year::of(&register, (&book, &kinds), fy, moment)?;
    if let Some(society) = society {
        year.owing.retain(|one| *one == society);
        if year.owing.is_empty() {
            return Err(CommandError::not_found("error.penalty.not_owed").with("society", society).with("fy", fy));
        }
    }
    let (lacks, untold) = lacking(&kinds, &book.statutes, &year.societies, &year.owing, &year.facts, &year.lodged);
    let owed: BTreeMap<&str, _> = year.owed.iter().map(|owed| (owed.whom.society.as_str(), owed)).collect();
    let mut listing = Listing::new([
        ("society", "Society", "समिति"),
        ("reg_no", "Registration no.", "पंजीयन संख्या"),
        ("name", "Name", "नाम"),
        ("fy", "Year", "वर्ष"),
        ("kind", "Kind", "प्रकार"),
        ("title", "Document", "दस्तावेज़"),
        ("need", "Asked", "अपेक्षित"),
        ("basis", "Basis", "आधार"),
    ]);
    let language = console.language();
    for one in &lacks {
        let Some(owed) = owed.get(one.society) else { continue };
        let act = year.societies.get(one.society).map_or("", |about| about.whom.act.as_str());
        let need = match (console.is_for_people(), one.need, language) {
            (true, Need::Required, Language::Hi) => "अनिवार्य",
            (true, Need::Compared, Language::Hi) => "तुलनार्थ",
            (_, need, _) => need.key(),
        };
        listing.push([
            Value::text(one.society),
            Value::text(&owed.reg_no),
            Value::text(owed.name.in_language(language)),
            Value::text(fy.to_string()),
            Value::text(&one.kind.code),
            Value::text(one.kind.label.in_language(language)),
            Value::text(need),
            Value::text(one.asked.origin(&book.statutes, act, language)),
        ]);
    }
    console.listing("document-missing", &listing);
    if untold > 0 {
        console.note(match language {
            Language::En => format!("of {untold} more it cannot be told whether they are asked: no return on record, or a line of it is empty"),
            Language::Hi => format!("{untold} और अपेक्षित हैं या नहीं, निर्णय संभव नहीं: विवरणी अभिलेख में नहीं या पंक्ति रिक्त"),
        });
    }
    Ok(Exit::Done)
}
