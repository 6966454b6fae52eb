//! `panel apply`.

use clap::Args;
use coop_registry::{
    branches::audit::panel::{APPLICATIONS, about, notice::notices},
    cli::{
        CommandError, Console, Office, Verdict,
        case::{
            More,
            open::{Opening, told},
        },
        filing, parse_date,
    },
    model::{Date, Label, Moment, Severity},
};
use std::path::PathBuf;

/// Apply.
#[derive(Args)]
pub struct Apply {
    /// Workbooks or lists of applications, read as any import, with rejects
    #[arg(value_name = "FILE", conflicts_with_all = ["name", "kind", "district", "category"])]
    files: Vec<PathBuf>,
    /// Number of the notification; of a file, where it has no column for it
    #[arg(long, value_name = "NO")]
    notice: Option<String>,
    /// Name of the person or firm
    #[arg(long, required_unless_present = "files")]
    name: Option<String>,
    /// ca or ca_firm
    #[arg(long)]
    kind: Option<String>,
    /// Membership number of the Institute
    #[arg(long, value_name = "NO")]
    membership: Option<String>,
    /// Firm registration number
    #[arg(long, value_name = "NO")]
    firm: Option<String>,
    /// Home district: name or LGD code
    #[arg(long)]
    district: Option<String>,
    /// Category asked for
    #[arg(long, value_name = "A|B|C|D")]
    category: Option<String>,
    /// Years of experience
    #[arg(long, value_name = "YEARS")]
    experience: Option<String>,
    /// Co-operative audits done
    #[arg(long, value_name = "COUNT")]
    audits: Option<String>,
    /// Certificate of practice since
    #[arg(long = "practice-since", value_name = "DATE")]
    practice_since: Option<String>,
    /// Partners: 'name s/o father (membership no.); …'
    #[arg(long, value_name = "NAMES")]
    partners: Option<String>,
    /// Relatives who hold a post in a society: 'name s/o father; …'
    #[arg(long, value_name = "NAMES")]
    relatives: Option<String>,
    /// A further field of the application, as --set debt_amount=0, officer_of_society=no, disciplined=no
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    set: Vec<String>,
    /// Day of receipt (default: today); of a file, where it has no column for it
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
    /// Finding codes that do not reject a row of a file
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    accept: Vec<String>,
}

impl Apply {
    /// Rests on the application itself, as an import rests on its file.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        if !self.files.is_empty() {
            let notice = self.notice.map(|number| format!("notice_no={number}"));
            // The day of receipt, of a list that has no column for it: nothing else would say whether an application came in time.
            let on = self.on.unwrap_or(office.time().as_of);
            let received =
                Some(format!("applied_on={on}")).filter(|_| !self.set.iter().any(|one| one.starts_with("applied_on=")));
            let wishes = filing::ImportWishes {
                register: Some(APPLICATIONS.into()),
                accepted: self.accept,
                given: notice.into_iter().chain(received).chain(self.set).collect(),
                ..filing::ImportWishes::default()
            };
            return filing::import(office, console, "coop-audit panel apply", &self.files, &wishes);
        }
        let applicant = self.name.clone().unwrap_or_default();
        let flags = [
            ("notice_no", self.notice.clone()),
            ("name", self.name),
            ("kind", self.kind),
            ("membership_no", self.membership),
            ("firm_no", self.firm),
            ("home_district", self.district),
            ("category", self.category),
            ("experience_years", self.experience),
            ("audits_done", self.audits),
            ("cop_since", self.practice_since),
            ("partners", self.partners),
            ("relatives", self.relatives),
        ];
        let said = told(flags, &self.set)?;
        let name = Label { en: "application".into(), hi: "आवेदन".into() };
        let opening = Opening { on: self.on, about: applicant.clone(), said, name, verb: "apply", kind: None };
        opening.run_with(office, console, super::APPLICATION, |seen| {
            let mut more = More::default();
            let number = seen.text("notice_no");
            let known = notices(seen.register, Moment::on(Date::MAX))?.iter().any(|one| one.number == number);
            if !number.is_empty() && !known {
                more.faults.push(about("PNL-103", Severity::Error, &applicant).with("notice", number));
            }
            Ok(more)
        })
    }
}
