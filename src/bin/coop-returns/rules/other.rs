//! The other law of a comparison, as its flags say.

use coop_registry::{
    branches::returns::WhatIf,
    catalogue::Files,
    cli::{CommandError, Exit, Office, desk::rulebook_of, parse_date},
    model::Date,
    rules::Rulebook,
};
use std::path::PathBuf;

/// The law to compare with.
#[derive(clap::Args)]
pub struct Other {
    /// The law as in force on this day
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    law_of: Option<Date>,
    /// The law of another Act, as mp_1960
    #[arg(long, value_name = "ACT")]
    under: Option<String>,
    /// Another catalogue: its rules and figures
    #[arg(long, value_name = "DIR")]
    against: Option<PathBuf>,
}

impl Other {
    /// Its rules where they are other ones, and the what-if; exit 2 when no flag tells it from the law here.
    pub fn read(&self, office: &Office, here: &Rulebook) -> Result<(Option<Rulebook>, WhatIf), CommandError> {
        if self.law_of.is_none() && self.under.is_none() && self.against.is_none() {
            return Err(CommandError::new(Exit::Arguments, "error.rules.same"));
        }
        let book =
            self.against.as_ref().map(|folder| rulebook_of(office, &Files::folder(folder.clone()))).transpose()?;
        if let Some(act) = &self.under {
            super::known_act(here, act)?;
        }
        Ok((book, WhatIf { law_of: self.law_of, act: self.under.clone() }))
    }
}
