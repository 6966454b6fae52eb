//! `coop-migrate import`: stage, plan and apply in one.

use clap::Args;
use coop_registry::cli::{CommandError, Console, Office, Verdict, filing};
use std::path::PathBuf;

/// Import files into a register
///
/// Once paper has ended (`cutover freeze`), a file with a row that speaks of that day or a later one is refused, unless
/// --order names the order that lets it in.
#[derive(Args)]
pub struct Import {
    /// Workbooks (.xlsx, .xls, .xlsb, .ods) or lists (.csv, .txt)
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    wished: Wished,
}

/// What may be said of a file, at `import` and at `stage` alike.
#[derive(Args)]
pub struct Wished {
    /// Register, when the headings do not tell: society, office_bearer, annual_return, auditor, place, application, asset, audit, byelaw_amendment, cause_list, claim, complaint, computerisation, contribution, dispatch, dispute, election_result, elector, file_movement, inspection, liquidation, member, membership_appeal, nomination, order_sheet, pacs_activity, pacs_day, panel_application, programme_target, service_entry, share_ledger, surcharge, vacancy
    /// Register, when the headings do not tell: society, office_bearer, annual_return, auditor, place, application, asset, audit, audit_objection, byelaw_amendment, cause_list, claim, complaint, computerisation, contribution, dispatch, dispute, election_result, elector, file_movement, inspection, liquidation, member, membership_appeal, nomination, order_sheet, pacs_activity, pacs_day, programme_target, service_entry, share_ledger, surcharge, vacancy
    #[arg(long)]
    register: Option<String>,
    /// Level of a short place list: state, district, subdistrict, block, panchayat, village, town
    #[arg(long)]
    level: Option<String>,
    /// Finding codes that do not reject a row: the field stays empty, the text as written is kept
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    accept: Vec<String>,
    /// Value for a field the file has no column for, as act=mscs_2002, society=12/1957 or election_on=2024-11-26
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    given: Vec<String>,
    /// Most rejected rows of a file, as a number or a share (5%); above it nothing of the file is imported
    #[arg(long, value_name = "N|P%")]
    max_rejects: Option<String>,
    /// Kind of file, as coop-migrate profile new stored it: its name, or a TOML file
    #[arg(long, value_name = "NAME|FILE", conflicts_with = "register")]
    profile: Option<String>,
}

impl From<Wished> for filing::ImportWishes {
    fn from(wished: Wished) -> Self {
        Self {
            register: wished.register,
            level: wished.level,
            accepted: wished.accept,
            given: wished.given,
            max_rejects: wished.max_rejects,
            profile: wished.profile,
        }
    }
}

impl Import {
    /// Imports each file in turn; a file that cannot be read does not stop the others.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        filing::import(office, console, "coop-migrate import", &self.files, &self.wished.into())
    }
}
