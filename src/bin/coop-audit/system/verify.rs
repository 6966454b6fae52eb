//! `coop-audit system verify`: the code of a printed certificate, held against the register.

use super::{Asked, certificate::as_issued};
use clap::Args;
use coop_registry::{
    branches::{
        audit::system::certificate_of,
        extract::{self, Check, Code},
    },
    cli::{CommandError, Console, Exit, Office, Verdict},
    model::{Date, Moment},
};

/// Hold the code of a certificate against the register.
#[derive(Args)]
pub struct Verify {
    /// The code as printed
    code: String,
}

impl Verify {
    /// Exit 0 when the register held just this certificate with just these proofs, 8 when not.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let code = Code::read(&self.code).filter(|code| code.register() == "system_certificate");
        let Some(code) = code else {
            return Err(CommandError::new(Exit::Arguments, "error.system.no_code").with("found", &self.code));
        };
        let unknown =
            || CommandError::not_found("error.paper.unknown").with("society", &code.society).with("row", code.day_no);
        let register = office.read_register()?;
        match extract::verify(&register, &code, office.time().as_of)? {
            Check::Unknown => return Err(unknown()),
            Check::Differs => {
                return Err(CommandError::new(Exit::Integrity, "error.paper.differs")
                    .with("society", &code.society)
                    .with("row", code.day_no));
            }
            Check::Holds(..) => {}
        }
        let parts = code.society.split_once('/').and_then(|(society, fy)| Some((society, fy.parse().ok()?)));
        let Some((society, fy)) = parts else { return Err(unknown()) };
        let asked = Asked::of_year(office, fy)?;
        let Some(certificate) = certificate_of(&register, society, fy, Moment::on(Date::MAX))? else {
            return Err(unknown());
        };
        as_issued(&register, &asked, &certificate)?;
        let (number, on) = (&certificate.number, certificate.issued_on);
        console.data(
            "system-verify",
            serde_json::json!({
                "holds": true, "society": society, "fy": fy, "number": number, "issued_on": on.to_string(),
                "proofs": certificate.proofs, "day_no": code.day_no,
            }),
        );
        console.say(match console.pick("en", "hi") {
            "hi" => format!("सही: प्रमाण-पत्र {number}, {society}, {fy}, {on} को इन्हीं प्रमाणों पर निर्गत"),
            _ => format!("holds: certificate {number}, {society}, {fy}, issued on {on} on just these proofs"),
        });
        Ok(Exit::Done)
    }
}
