//! `coop-migrate entry first` and `second`: keyed forms are handed in, each by another officer.

use clap::Args;
use coop_registry::{
    branches::entry::Side,
    cli::{CommandError, Console, Office, Verdict, filing::entry},
};
use std::path::PathBuf;

/// Hand in the form keyed first
#[derive(Args)]
pub struct First {
    /// The keyed form
    form: PathBuf,
}

/// Hand in the form keyed by another officer, who has not seen the first
#[derive(Args)]
pub struct Second {
    /// The keyed form
    form: PathBuf,
}

impl First {
    /// Exit 11 for a form of another job, register or catalogue.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        entry::hand_in(office, console, Side::First, &self.form)
    }
}

impl Second {
    /// Exit 6 when the officer is the one who keyed first.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        entry::hand_in(office, console, Side::Second, &self.form)
    }
}
