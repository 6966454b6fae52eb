//! `audit open`: the audit of a year that no allotment ordered, a special audit or re-audit beside it, and an audit that was refused
//! once it is allotted to another.

use super::{OF, one, told};
use clap::Args;
use coop_registry::{
    branches::{
        audit::life::BESIDE,
        cases::{Case, cases},
    },
    cli::{
        CommandError, Console, Exit, Listing, Office, Verdict,
        case::{
            Acting, Desk, More,
            open::{Opening, stands},
        },
        date_written, desk, parse_date,
    },
    model::{Date, Label, Moment, Severity, Value},
};
use std::collections::BTreeMap;

/// Open an audit.
#[derive(Args)]
pub struct Open {
    /// Society: identity, registration number or name
    #[arg(required_unless_present = "allotment")]
    society: Option<String>,
    /// Tell the audits of --fy that an allotment ordered: they stand open from the order on
    #[arg(long, conflicts_with_all = ["society", "auditor", "by", "why"])]
    allotment: bool,
    /// Kind of audit: statutory, special, re_audit, test, concurrent
    #[arg(long, default_value = "statutory")]
    kind: String,
    /// Auditor of the panel: identity, panel number or name
    #[arg(long)]
    auditor: Option<String>,
    /// Auditor by name, where he is not on the panel
    #[arg(long, value_name = "NAME", conflicts_with = "auditor")]
    by: Option<String>,
    /// Why a special audit or re-audit is ordered
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
    /// Day of the order (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

impl Open {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let fy = office.year()?;
        let (register, moment) = (office.read_register()?, Moment::on(Date::MAX));
        let service_desk = Desk::of(office, &register, OF.service, office.moment()?)?;
        let all = cases(&register, &service_desk.service, moment)?;
        let Some(asked) = self.society.clone() else {
            return ordered(office, console, &service_desk, &all, &fy.to_string());
        };
        let society = desk::subject(&register, desk::table(office, "society")?, &asked, moment)?;
        let of_year = format!("{society}/{fy}");
        let Some((_, word)) = BESIDE.into_iter().chain([("statutory", "")]).find(|(kind, _)| *kind == self.kind) else {
            let known: Vec<&str> = BESIDE.iter().map(|(kind, _)| *kind).chain(["statutory"]).collect();
            let fault =
                told("AUL-101", Severity::Error, &of_year).with("found", &self.kind).with("known", known.join(", "));
            return Err(one(Exit::Arguments, fault));
        };
        let auditor = match &self.auditor {
            Some(asked) => Some(desk::subject(&register, desk::table(office, "auditor")?, asked, moment)?),
            None => None,
        };
        let value = |case: &Case, key: &str| {
            let value = service_desk.table.field_no(key).map(|no| case.value(no).clone());
            value.and_then(|value| value.as_text().map(str::to_owned)).unwrap_or_default()
        };
        let known = all.iter().find(|case| case.id == of_year);
        let subject = if word.is_empty() {
            if let Some(case) = known {
                let (panel, refused) = (value(case, "auditor"), value(case, "refused_by"));
                let stands_with = if panel.is_empty() { value(case, "audited_by") } else { panel };
                if service_desk.service.stages[case.stage].code == "refused" {
                    let by = self.by.clone().unwrap_or(stands_with);
                    drop(register);
                    return reallotted(office, console, &of_year, (&by, &refused), (self.by, self.on));
                }
                return stands(office, console, (OF, "open"), &service_desk, case);
            }
            of_year.clone()
        } else {
            if self.why.as_deref().is_none_or(|why| why.trim().is_empty()) {
                return Err(one(Exit::Arguments, told("AUL-102", Severity::Error, &of_year).with("kind", &self.kind)));
            }
            let prefix = format!("{of_year}/{word}-");
            let beside: Vec<&Case> = all.iter().filter(|case| case.id.starts_with(&prefix)).collect();
            // One order opens one audit: the same command run again changes nothing.
            let order = office.globals().order.clone().unwrap_or_default();
            if let Some(case) = beside.iter().find(|case| !order.is_empty() && value(case, "order_no") == order) {
                return stands(office, console, (OF, "open"), &service_desk, case);
            }
            format!("{prefix}{}", beside.len() + 1)
        };
        let today = self.on.unwrap_or(office.time().as_of);
        if today < fy.start() {
            let fault = told("AUL-121", Severity::Error, &subject).with("begins", date_written(fy.start()));
            return Err(one(Exit::Refused, fault.with("on", date_written(today))));
        }
        if auditor.is_none() && self.by.is_none() {
            return Err(one(Exit::Arguments, told("AUL-103", Severity::Error, &subject)));
        }
        drop(register);
        let mut said = vec![
            ("society".to_owned(), society.clone()),
            ("fy".to_owned(), fy.to_string()),
            ("audit_kind".to_owned(), self.kind.clone()),
        ];
        // Rotation and load count audits of the year: who does one beside it stands by name.
        match (auditor, self.by) {
            (Some(id), _) if word.is_empty() => said.push(("auditor".into(), id)),
            (Some(name), _) | (None, Some(name)) => said.push(("audited_by".into(), name)),
            (None, None) => {}
        }
        said.extend(self.why.map(|why| ("special_reason".into(), why)));
        let name = Label { en: "audit".into(), hi: "अंकेक्षण".into() };
        let opening = Opening { on: self.on, about: subject.clone(), said, name, verb: "open", kind: None };
        opening.run_with(office, console, OF, |_| Ok(More { subject: Some(subject), ..More::default() }))
    }
}

/// An audit that was refused and stands allotted to another by now.
fn reallotted(
    office: &Office,
    console: &mut Console,
    audit: &str,
    (by, refused): (&str, &str),
    (told_by, on): (Option<String>, Option<Date>),
) -> Result<Verdict, CommandError> {
    if by.is_empty() || by == refused {
        let fault =
            told("AUL-110", Severity::Error, audit).with("auditor", if refused.is_empty() { "–" } else { refused });
        return Err(one(Exit::Refused, fault));
    }
    Acting::in_case(audit, on).telling([("audited_by", told_by)]).run(office, console, OF, "reallot")
}

/// How the audits of a year stand that an order allotted.
fn ordered(
    office: &Office,
    console: &mut Console,
    desk: &Desk<'_>,
    all: &[Case],
    fy: &str,
) -> Result<Verdict, CommandError> {
    let no = |key: &str| desk.table.field_no(key);
    let text =
        |case: &Case, key: &str| no(key).and_then(|no| case.value(no).as_text().map(str::to_owned)).unwrap_or_default();
    let mut stages: BTreeMap<usize, usize> = BTreeMap::new();
    let moment = office.moment()?;
    let of_year = |case: &&Case| {
        text(case, "fy") == fy
            && !text(case, "auditor").is_empty()
            && case.opened_on.is_some_and(|on| on <= moment.as_of)
    };
    for case in all.iter().filter(of_year) {
        *stages.entry(case.stage).or_default() += 1;
    }
    let mut listing = Listing::new([("fy", "Year", "वर्ष"), ("stage", "Stage", "अवस्था"), ("audits", "Audits", "अंकेक्षण")]);
    for (stage, count) in stages {
        let stage = &desk.service.stages[stage];
        let word = coop_registry::cli::case::word(console, &stage.code, &stage.label);
        listing.push([Value::text(fy), Value::text(word), Value::count(count)]);
    }
    console.listing("audit-open", &listing);
    console.note(
        console
            .pick(
                "an audit stands open from the order of its allotment on; nothing needs to be entered",
                "आवंटन आदेश के दिन से अंकेक्षण खुला है; कुछ दर्ज नहीं करना है",
            )
            .to_owned(),
    );
    Ok(Exit::Done)
}
