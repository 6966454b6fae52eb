//! `coop-audit system certificate`: issued once, by order, when every condition holds; printed again as it was issued.

use super::{Asked, outcome_label, records};
use clap::Args;
use coop_registry::{
    branches::{
        audit::system::{
            By, CERTIFICATES, Certificate, Standing, certificate_entry, certificate_of, live_pacs, proofs_digest,
        },
        cases::unauthorised,
        cutover::Outcome,
        extract::{Extract, extract_of_certificate},
        returns::life::grouped,
    },
    cli::{CommandError, Console, Exit, Office, Verdict, case::not_entered, desk, papers, parse_date},
    model::{Act, Date, Finding, Label, Language, Locus, Moment, Plan, Severity},
    register::{ReadRegister, Register},
    reports::system_certificate::{ConditionRow, SystemCertificate, build},
};

/// Issue or print a certificate.
#[derive(Args)]
pub struct Certify {
    /// Society: identity, registration number or name
    society: String,
    /// Day of issue (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

impl Certify {
    /// The first time it is issued, by order; afterwards the same paper comes out.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let asked = Asked::of(office)?;
        let moment = office.moment()?;
        let register = office.read_register()?;
        let society = desk::subject(&register, desk::table(office, "society")?, &self.society, moment)?;
        let known = certificate_of(&register, &society, asked.fy, Moment::on(Date::MAX))?;
        drop(register);
        let (certificate, issued, day_no) = match known {
            Some(certificate) => (certificate, false, None),
            None => {
                let (certificate, day_no) = self.issue(office, &asked, &society)?;
                (certificate, true, day_no)
            }
        };
        let dry_run = office.globals().dry_run;
        let number = &certificate.number;
        let (files, code) = if issued && dry_run {
            (Vec::new(), None)
        } else {
            let register = office.read_register()?;
            let (found, standing) = as_issued(&register, &asked, &certificate)?;
            let code = found.code.clone();
            (print(office, console, &register, &asked, (&certificate, &found, &standing))?, Some(code))
        };
        for file in &files {
            console.say(file);
        }
        console.data(
            "system-certificate",
            serde_json::json!({
                "society": society, "fy": asked.fy, "number": number, "issued_on": certificate.issued_on.to_string(),
                "order_no": certificate.order_no, "conditions": certificate.conditions, "proofs": certificate.proofs,
                "issued": issued, "code": code, "files": files, "day_no": day_no, "dry_run": dry_run,
            }),
        );
        let (on, order) = (certificate.issued_on, &certificate.order_no);
        console.say(match (issued, dry_run, console.pick("en", "hi")) {
            (true, true, "hi") => format!("प्रमाण-पत्र {number} निर्गत होगा; अभी कुछ नहीं बदला"),
            (true, true, _) => format!("certificate {number} would be issued; nothing was changed"),
            (true, false, "hi") => format!("प्रमाण-पत्र {number} निर्गत, {on}, आदेश {order}"),
            (true, false, _) => format!("certificate {number} issued, {on}, order {order}"),
            (false, _, "hi") => format!("प्रमाण-पत्र {number}, {on} को निर्गत (आदेश {order}); कुछ नहीं बदला"),
            (false, ..) => format!("certificate {number} was issued on {on} (order {order}); nothing was changed"),
        });
        if let Some(code) = code {
            console.say(format!("{}: {code}", console.pick("verification code", "सत्यापन कोड")));
        }
        Ok(Exit::Done)
    }

    /// Enters it; refused with every condition that fails or is not known.
    fn issue(&self, office: &Office, asked: &Asked, society: &str) -> Result<(Certificate, Option<i64>), CommandError> {
        let on = office.day_come(self.on)?;
        let act: Act = office.act("coop-audit system certificate")?;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        // All that is entered counts, as it stands on the day of issue: the same is read when it is printed again.
        let moment = Moment::on(on);
        let pacs = asked.one(office, &register, society, moment)?;
        let place = || Locus { society: Some(society.to_owned()), fy: Some(asked.fy.to_string()), ..Locus::default() };
        let mut faults = Vec::new();
        let order_no = act.order_no.clone().unwrap_or_default();
        if order_no.is_empty() {
            faults.push(Finding::new("SYS-103", Severity::Error, place()));
        }
        if on <= asked.fy.end() {
            faults.push(Finding::new("SYS-102", Severity::Error, place()).with("on", on).with("end", asked.fy.end()));
        }
        let standing = asked.hold(&register, vec![pacs], moment)?.pop();
        for held in standing.iter().flat_map(|standing| &standing.held) {
            let condition = &asked.conditions.all[held.condition];
            let code = match held.outcome {
                _ if !condition.asked => continue,
                Outcome::Pass => continue,
                Outcome::Unknown => "SYS-105",
                Outcome::Fail => "SYS-104",
            };
            let fault = Finding::new(code, Severity::Error, place()).with("condition", &condition.code);
            faults.push(fault.with("label", &condition.label.en).with("label_hi", &condition.label.hi));
        }
        let label = Label {
            en: "Issue a certificate of system audit".into(),
            hi: "सिस्टम अंकेक्षण प्रमाण-पत्र निर्गत करना".into(),
        };
        faults.extend(unauthorised(&register, (&act.officer, Some("audit")), &label, society, on)?);
        let Some(standing) = standing.filter(|_| faults.is_empty()) else {
            return Err(not_entered(Exit::Refused, faults));
        };
        let count = asked.conditions.all.iter().filter(|condition| condition.asked).count();
        let proofs = proofs_digest(&asked.conditions, &standing);
        let login = act.officer.clone();
        let by = (order_no.as_str(), login.as_str());
        let (certificate, entry) = certificate_entry(&register, (society, asked.fy), on, (count, &proofs), by)?;
        let plan = Plan { act, entries: vec![entry], made_at: Some(made_at), ..Plan::default() };
        let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
        Ok((certificate, (!office.globals().dry_run).then_some(applied.day_no)))
    }
}

/// What the certificate rests on, read again as it was known when it was entered; exit 8 where it is not that any more.
pub fn as_issued(
    register: &Register,
    asked: &Asked,
    certificate: &Certificate,
) -> Result<(Extract, Standing), CommandError> {
    let subject = format!("{}/{}", certificate.society, asked.fy);
    let differs = || {
        CommandError::new(Exit::Integrity, "error.system.differs")
            .with("number", &certificate.number)
            .with("society", &certificate.society)
    };
    let found = extract_of_certificate(register, &subject, certificate.issued_on)?.ok_or_else(differs)?;
    let entry = register.entries(CERTIFICATES, &subject)?.into_iter().find(|entry| entry.day_no == found.day_no);
    let moment = Moment { as_of: certificate.issued_on, known_on: entry.map(|entry| entry.recorded_at) };
    let mut live = live_pacs(register, &asked.programme, moment)?;
    live.retain(|pacs| pacs.society == certificate.society);
    let standing = asked.hold(register, live, moment)?.pop().ok_or_else(differs)?;
    if proofs_digest(&asked.conditions, &standing) != certificate.proofs {
        return Err(differs());
    }
    Ok((found, standing))
}

fn print(
    office: &Office,
    console: &mut Console,
    register: &Register,
    asked: &Asked,
    (certificate, found, standing): (&Certificate, &Extract, &Standing),
) -> Result<Vec<String>, CommandError> {
    let both = |said: &dyn Fn(Language) -> String| Label { en: said(Language::En), hi: said(Language::Hi) };
    let of = asked.conditions.all.iter().zip(&standing.held).filter(|(condition, _)| condition.asked);
    let rows = of.map(|(condition, held)| ConditionRow {
        condition: condition.label.clone(),
        outcome: outcome_label(held.outcome),
        by: match held.by {
            By::Register => Label { en: "register".into(), hi: "पंजी".into() },
            By::Finding => Label {
                en: "finding of the auditor".into(), hi: "अंकेक्षक का निष्कर्ष".into()
            },
        },
        record: both(&|language| records(held, console, language)),
        basis: both(&|language| condition.basis.printed(language)),
    });
    let unit = &standing.pacs.unit;
    let paper = SystemCertificate {
        name: unit.name.clone(),
        reg_no: unit.reg_no.clone(),
        society: certificate.society.clone(),
        fy: certificate.fy.clone(),
        number: certificate.number.clone(),
        issued_on: certificate.issued_on,
        order_no: certificate.order_no.clone(),
        live_on: Some(standing.pacs.live_on),
        rows: rows.collect(),
        proofs: grouped(&certificate.proofs).replace('-', " "),
        day: (found.day_no, grouped(&found.hash).replace('-', " ")),
        code: found.code.clone(),
    };
    papers::made(office, console, register, ("coop-audit system certificate", &[]), |ground| {
        // As of its issue: printed again next year it is the same sheet.
        ground.as_of = certificate.issued_on;
        ground.origin.day_no = found.day_no;
        let mut report = build(&paper, ground);
        report.key = format!("{}-{}-{}", report.key, certificate.society, certificate.fy);
        report
    })
}
