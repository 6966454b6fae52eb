//! `coop-audit system list`: the system audits of a year, findings and certificates by PACS.

use super::Asked;
use clap::Args;
use coop_registry::{
    branches::audit::system::{certificates, findings_of},
    cli::{CommandError, Console, Exit, Listing, Office, Verdict},
    model::Value,
};
use std::collections::BTreeMap;

/// The system audits of a year.
#[derive(Args)]
pub struct List {
    /// Only those with a certificate
    #[arg(long)]
    certified: bool,
}

#[derive(Default)]
struct Row {
    passed: usize,
    failed: usize,
    certificate: Option<(String, coop_registry::model::Date, String)>,
}

impl List {
    /// One line a PACS with a finding or a certificate.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let asked = Asked::of(office)?;
        let (register, moment) = (office.read_register()?, office.moment()?);
        let mut rows: BTreeMap<String, Row> = BTreeMap::new();
        for ((society, _), found) in findings_of(&register, asked.fy, moment)? {
            let row = rows.entry(society).or_default();
            if found.passed { row.passed += 1 } else { row.failed += 1 }
        }
        let year = asked.fy.to_string();
        for one in certificates(&register, moment)?.into_iter().filter(|one| one.fy == year) {
            rows.entry(one.society).or_default().certificate = Some((one.number, one.issued_on, one.order_no));
        }
        let units: BTreeMap<String, _> =
            asked.live(&register, moment)?.into_iter().map(|pacs| (pacs.society.clone(), pacs.unit)).collect();
        let mut listing = Listing::new([
            ("society", "Society", "समिति"),
            ("reg_no", "Registration no.", "पंजीयन संख्या"),
            ("name", "Name", "नाम"),
            ("passed", "Findings passed", "पूर्ण निष्कर्ष"),
            ("failed", "Findings failed", "अपूर्ण निष्कर्ष"),
            ("certificate", "Certificate no.", "प्रमाण-पत्र संख्या"),
            ("issued_on", "Issued on", "निर्गत तिथि"),
            ("order_no", "Order no.", "आदेश संख्या"),
        ]);
        for (society, row) in rows.iter().filter(|(_, row)| !self.certified || row.certificate.is_some()) {
            let unit = units.get(society);
            let certificate = row.certificate.as_ref();
            listing.push([
                Value::text(society),
                Value::text(unit.map_or("", |unit| &unit.reg_no)),
                Value::text(unit.map_or("", |unit| unit.name.in_language(console.language()))),
                Value::count(row.passed),
                Value::count(row.failed),
                Value::text(certificate.map_or("", |one| &one.0)),
                certificate.map_or(Value::Empty, |one| Value::Date(one.1)),
                Value::text(certificate.map_or("", |one| &one.2)),
            ]);
        }
        console.listing("system-list", &listing);
        Ok(Exit::Done)
    }
}
