//! `defaulter list`: who has not filed though the day is past.

use crate::due::{Asked, day};
use coop_registry::{
    branches::cases::open_cases,
    branches::defaults::SERVICE,
    catalogue::Clocks,
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, statutory},
    model::{Language, Value},
};
use std::collections::BTreeMap;

/// Arguments of `defaulter list`.
#[derive(clap::Args)]
pub struct List {
    /// Only this district (LGD code)
    #[arg(long, value_name = "CODE")]
    district: Option<i64>,
}

impl List {
    /// District by district, the longest overdue first.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let mut asked = Asked::of(office, self.district)?;
        let as_of = asked.as_of;
        let (owing, undated) = (asked.owed.len(), asked.owed.iter().filter(|owed| owed.due_on().is_none()).count());
        asked.owed.retain(|owed| owed.is_default(as_of));
        // The register's own order stands within a district.
        asked.owed.sort_by_key(|owed| (owed.whom.district.unwrap_or(i64::MAX), owed.due_on()));
        let mut listing = Listing::new([
            ("district", "District", "जिला"),
            ("society", "Society", "समिति"),
            ("reg_no", "Registration no.", "पंजीयन संख्या"),
            ("name", "Name", "नाम"),
            ("fy", "Year", "वर्ष"),
            ("due_on", "Due on", "देय तिथि"),
            ("days_late", "Days late", "विलंब दिवस"),
            ("extended_until", "Extended until", "तक बढ़ाई गई"),
            ("order", "By order", "आदेश"),
            ("case", "Case", "प्रकरण"),
            ("stage", "Stage", "अवस्था"),
            ("basis", "Basis", "आधार"),
        ]);
        let language = console.language();
        let stages = stages(office, console)?;
        for owed in &asked.owed {
            listing.push([
                asked.district(owed, language),
                Value::text(&owed.whom.society),
                Value::text(&owed.reg_no),
                Value::text(owed.name.in_language(language)),
                Value::text(owed.fy.to_string()),
                day(owed.due_on()),
                owed.days_late(as_of).map_or(Value::Empty, Value::Integer),
                day(owed.due.extended.as_ref().map(|extended| extended.until)),
                owed.due.extended.as_ref().map_or(Value::Empty, |extended| Value::text(&extended.order_no)),
                stages.get(&owed.whom.society).map_or(Value::Empty, |(case, _)| Value::text(case)),
                stages.get(&owed.whom.society).map_or(Value::Empty, |(_, stage)| Value::text(stage)),
                owed.due.basis.as_ref().map_or(Value::Empty, |figure| Value::text(figure.origin(language))),
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

/// Number and stage of the open case of each society.
fn stages(office: &Office, console: &Console) -> Result<BTreeMap<String, (String, String)>, CommandError> {
    let (register, moment) = (office.read_register()?, office.moment()?);
    let service = statutory::service(office, &Clocks::load(office.files())?, SERVICE)?;
    let mut found = BTreeMap::new();
    for case in open_cases(&register, std::slice::from_ref(&service), moment)?.into_iter().flatten() {
        let stage = &service.stages[case.stage];
        let said = if console.is_for_people() { stage.label.in_language(console.language()) } else { &stage.code };
        found.extend(case.society.map(|society| (society, (case.number, said.to_owned()))));
    }
    Ok(found)
}
