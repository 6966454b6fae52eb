//! `coop-register society list`: the societies in force.

use super::Words;
use clap::Args;
use coop_registry::{
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, desk},
    model::Value,
    register::ReadRegister,
};
use std::ops::ControlFlow;

/// List societies
#[derive(Args)]
pub struct List {
    /// Only this district: name in Hindi or English, or LGD code
    #[arg(long)]
    district: Option<String>,
    /// Only this class, as pacs
    #[arg(long)]
    class: Option<String>,
    /// Only this status, as functional
    #[arg(long)]
    status: Option<String>,
}

impl List {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let words = Words::load(office, console)?;
        let district = match &self.district {
            None => None,
            Some(name) => Some(desk::district(words.places(), name)?),
        };
        let register = office.read_register()?;
        let table = desk::table(office, "society")?;
        let no = |key: &str| table.field_no(key).map(usize::from);
        let mut listing = Listing::new([
            ("society", "Society", "पहचान"),
            ("reg_no", "Registration no.", "पंजीयन संख्या"),
            ("reg_date", "Registered", "पंजीयन तिथि"),
            ("name_hi", "Name (Hindi)", "नाम (हिन्दी)"),
            ("name_en", "Name (English)", "नाम (अंग्रेज़ी)"),
            ("district", "District", "जिला"),
            ("block", "Block", "प्रखंड"),
            ("class", "Class", "वर्ग"),
            ("status", "Status", "स्थिति"),
        ]);
        let keys: Vec<usize> = listing.columns.iter().skip(1).filter_map(|column| no(&column.key)).collect();
        register.lines("society", office.moment()?, &mut |line| {
            let text = |key: &str| no(key).and_then(|no| line.values[no].as_text()).unwrap_or_default();
            let code = no("district").and_then(|no| line.values[no].as_integer());
            let fits = district.is_none_or(|wanted| code == Some(wanted))
                && self.class.as_deref().is_none_or(|class| text("class") == class)
                && self.status.as_deref().is_none_or(|status| text("status") == status);
            if fits {
                let values = keys.iter().map(|no| words.value(&table.fields[*no], &line.values[*no]));
                listing.rows.push([Value::text(&line.subject)].into_iter().chain(values).collect());
            }
            ControlFlow::Continue(())
        })?;
        console.listing("society-list", &listing);
        Ok(Exit::Done)
    }
}
