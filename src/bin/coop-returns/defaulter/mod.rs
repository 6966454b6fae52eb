//! `defaulter list`: who has not filed though the day is past.

use crate::due::Asked;
use coop_registry::{
    cli::{CommandError, Console, Exit, Listing, Office, Verdict},
    model::{Language, Value},
};

/// Societies in default
#[derive(clap::Subcommand)]
pub enum Defaulter {
    /// Societies without a return of --fy on record by --as-of, the due date past
    List(List),
}

/// Arguments of `defaulter list`.
#[derive(clap::Args)]
pub struct List {
    /// Only this district (LGD code)
    #[arg(long, value_name = "CODE")]
    district: Option<i64>,
}

impl Defaulter {
    /// Runs the verb: district by district, the longest overdue first.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let Defaulter::List(list) = self;
        let mut asked = Asked::of(office, list.district)?;
        let as_of = asked.as_of;
        let (owing, undated) = (asked.owed.len(), asked.owed.iter().filter(|owed| owed.due_on.is_none()).count());
        asked.owed.retain(|owed| owed.is_default(as_of));
        // The register's own order stands within a district.
        asked.owed.sort_by_key(|owed| (owed.district.unwrap_or(i64::MAX), owed.due_on));
        let mut listing = Listing::new([
            ("district", "District", "जिला"),
            ("society", "Society", "समिति"),
            ("reg_no", "Registration no.", "पंजीयन संख्या"),
            ("name", "Name", "नाम"),
            ("fy", "Year", "वर्ष"),
            ("due_on", "Due on", "देय तिथि"),
            ("days_late", "Days late", "विलंब दिवस"),
            ("basis", "Basis", "आधार"),
        ]);
        let language = console.language();
        for owed in &asked.owed {
            listing.push([
                asked.district(owed, language),
                Value::text(&owed.society),
                Value::text(&owed.reg_no),
                Value::text(owed.name.in_language(language)),
                Value::text(owed.fy.to_string()),
                owed.due_on.map_or(Value::Empty, Value::Date),
                owed.days_late(as_of).map_or(Value::Empty, Value::Integer),
                owed.basis.as_ref().map_or(Value::Empty, |figure| Value::text(figure.origin(language))),
            ]);
        }
        console.listing("defaulter-list", &listing);
        let (count, unknown) = (asked.owed.len(), asked.owed.iter().filter(|owed| owed.status_unknown).count());
        console.say(match language {
            Language::En => format!("{count} of {owing} societies that owe a return are in default; of {unknown} the register does not say whether they work"),
            Language::Hi => format!("विवरणी देय {owing} समितियों में से {count} चूककर्ता; {unknown} की कार्यशीलता पंजी में दर्ज नहीं"),
        });
        if undated > 0 {
            console.note(format!("{undated}: {}", console.pick("no due date in force", "कोई देय तिथि लागू नहीं")));
        }
        Ok(Exit::Done)
    }
}
