//! `coop-audit arrears`: years and societies without an audit report, oldest first.

use clap::Args;
use coop_registry::{
    branches::audit::life::arrears::arrears,
    catalogue::Places,
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, audits::audits_since, desk},
    model::{CooperativeYear, Value},
};
use std::collections::BTreeMap;

/// Years and societies without an audit report, oldest first
#[derive(Args)]
pub struct Arrears {
    /// First year that counts (default: audit.arrears_since of coop.toml, else the first year on record)
    #[arg(long, value_name = "YEAR")]
    since: Option<CooperativeYear>,
    /// Only societies of this district: name or LGD code
    #[arg(long)]
    district: Option<String>,
    /// Counts by year and district instead
    #[arg(long)]
    by_district: bool,
}

impl Arrears {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let places = Places::load(office.files())?;
        let district = self.district.as_deref().map(|name| desk::district(&places, name)).transpose()?;
        let since = match self.since {
            Some(since) => Some(since),
            None => audits_since(office)?,
        };
        let mut found = arrears(&register, since, moment)?;
        let fy = office.globals().fy;
        found.lines.retain(|line| {
            district.is_none_or(|code| line.district == Some(code)) && fy.is_none_or(|fy| line.fy == fy)
        });
        let (language, people) = (console.language(), console.is_for_people());
        let named = |code: Option<i64>| match code {
            None => Value::Empty,
            Some(code) if people => Value::text(desk::district_name(&places, code, language)),
            Some(code) => Value::Integer(code),
        };
        if self.by_district {
            let mut counts: BTreeMap<(CooperativeYear, Option<i64>), (usize, usize)> = BTreeMap::new();
            for line in &found.lines {
                let count = counts.entry((line.fy, line.district)).or_default();
                count.0 += 1;
                count.1 += usize::from(line.begun);
            }
            let mut listing = Listing::new([
                ("fy", "Year", "वर्ष"),
                ("district", "District", "जिला"),
                ("arrears", "Without a report", "बिना प्रतिवेदन"),
                ("allotted", "Of these allotted", "इनमें आवंटित"),
            ]);
            for ((fy, district), (all, begun)) in counts {
                listing.push([Value::text(fy.to_string()), named(district), Value::count(all), Value::count(begun)]);
            }
            console.listing("arrears-by-district", &listing);
        } else {
            let mut listing = Listing::new([
                ("fy", "Year", "वर्ष"),
                ("district", "District", "जिला"),
                ("society", "Society", "समिति"),
                ("reg_no", "Registration no.", "पंजीयन संख्या"),
                ("name", "Name", "नाम"),
                ("years_old", "Years since", "कितने वर्ष पुराना"),
                ("auditor", "Allotted to", "किसे आवंटित"),
            ]);
            let now = CooperativeYear::containing(moment.as_of).map_or(0, |year| year.start().year());
            for line in &found.lines {
                listing.push([
                    Value::text(line.fy.to_string()),
                    named(line.district),
                    Value::text(&line.society),
                    Value::text(&line.reg_no),
                    Value::text(line.name.in_language(language)),
                    Value::Integer(i64::from(now - line.fy.start().year())),
                    Value::text(&line.auditor),
                ]);
            }
            console.listing("arrears", &listing);
        }
        let (lines, owed, societies) = (found.lines.len(), found.owed, found.societies);
        let year = |year: Option<CooperativeYear>| year.map_or_else(|| "–".to_owned(), |year| year.to_string());
        let (since, until) = (year(found.since), year(found.until));
        console.note(match console.pick("en", "hi") {
            "hi" => format!("{lines} वर्ष बिना प्रतिवेदन; {since} से {until} तक {societies} समितियों के {owed} वर्ष देखे गए; {} की पंजीयन तिथि दर्ज नहीं", found.undated),
            _ => format!("{lines} years without a report; {owed} years of {societies} societies looked at, {since} to {until}; of {} the day of registration is not recorded", found.undated),
        });
        Ok(if lines == 0 { Exit::Done } else { Exit::Findings })
    }
}
