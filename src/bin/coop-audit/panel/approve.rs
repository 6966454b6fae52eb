//! `panel approve`.

use super::{APPLICATION, desk::PanelDesk};
use clap::Args;
use coop_registry::{
    branches::{
        audit::{
            allotment::Category,
            panel::{
                about,
                checking::{Checker, Outcome, text},
                entering::{Granted, Panel},
            },
        },
        cases::{Case, Counter, Telling},
    },
    cleaning::covered,
    cli::{
        CommandError, Console, Exit, Format, Listing, Office, Verdict,
        case::{Desk, not_entered},
        parse_date, statutory,
    },
    model::{Date, Findings, Label, Moment, NewEntry, Plan, Severity, Value},
    register::ReadRegister as _,
};

/// Approve.
#[derive(Args)]
pub struct Approve {
    /// The application: identity, number or name
    #[arg(required_unless_present = "notice", conflicts_with = "notice")]
    application: Option<String>,
    /// All of this notification that wait and pass every rule; the others are told and left
    #[arg(long, value_name = "NO")]
    notice: Option<String>,
    /// Approve although rules fail, with the reason; both stand in the register
    #[arg(long = "override", value_name = "TEXT", requires = "application")]
    set_aside: Option<String>,
    /// Category granted (default: the one asked for)
    #[arg(long, value_name = "A|B|C|D", value_parser = super::super::auditor::category, requires = "application")]
    category: Option<Category>,
    /// Audits a year (default: as the application says, else the office's setting)
    #[arg(long, value_name = "COUNT")]
    capacity: Option<i64>,
    /// First day (default: of the notification)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    from: Option<Date>,
    /// Last day (default: of the notification)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    to: Option<Date>,
    /// Day of the order (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

/// What a run of approvals has at hand.
struct Approver<'a> {
    verb: &'a Approve,
    counter: Counter<'a>,
    desk: &'a PanelDesk<'a>,
    checker: Checker<'a>,
    panel: Panel<'a>,
    telling: Telling,
    listing: Listing,
    entries: Vec<NewEntry>,
    /// Told although it is done, or because it is left.
    findings: Findings,
}

impl Approve {
    /// Enters all in one plan, or refuses the one with everything that stands in its way.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let head = office.act("coop-audit panel approve")?;
        let on = self.on.unwrap_or(office.time().as_of);
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let desk = Desk::of(office, &register, APPLICATION.service, Moment::on(on))?;
        let panel_desk = PanelDesk::of(office, &register, &desk.service, Moment::on(Date::MAX))?;
        let notice = self.notice.as_ref().map(|number| panel_desk.notice(number)).transpose()?;
        let waits = |case: &&Case| desk.service.stages[case.stage].code == "received";
        let chosen: Vec<&Case> = match (&self.application, notice) {
            (Some(asked), _) => vec![statutory::case_of(&panel_desk.cases, asked)?],
            (None, Some(notice)) => {
                let of_it = panel_desk.cases.iter().filter(|case| panel_desk.notice_of(case) == notice.number);
                of_it.filter(waits).collect()
            }
            (None, None) => Vec::new(),
        };
        let telling = Telling {
            on,
            login: head.officer.clone(),
            order_no: head.order_no.clone(),
            remark: head.reason.clone().map(|text| covered(&text).into_owned()),
            ..Telling::default()
        };
        let mut approver = Approver {
            verb: &self,
            counter: desk.counter(office, &register)?,
            desk: &panel_desk,
            checker: panel_desk.checker(&desk.service),
            panel: Panel::read(&register)?,
            telling,
            listing: listing(),
            entries: Vec::new(),
            findings: Vec::new(),
        };
        for case in chosen {
            approver.approve(case, console)?;
        }
        let Approver { listing, entries, findings, .. } = approver;
        let dry_run = office.globals().dry_run;
        let mut day_no = None;
        if !entries.is_empty() {
            let plan = Plan { act: head, entries, made_at: Some(made_at), ..Plan::default() };
            let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
            day_no = Some(applied.day_no).filter(|_| !dry_run);
        }
        console.findings(&findings);
        match console.format() {
            Format::Json => console.data(
                "panel-approve",
                serde_json::json!({ "applications": listing.to_json(), "day_no": day_no, "dry_run": dry_run }),
            ),
            _ => console.listing("panel-approve", &listing),
        }
        if dry_run {
            console.note(console.pick("nothing was changed", "अभी कुछ नहीं बदला").to_owned());
        }
        Ok(console.verdict(&findings))
    }
}

fn listing() -> Listing {
    Listing::new([
        ("application", "Application", "आवेदन"),
        ("name", "Name", "नाम"),
        ("result", "Result", "परिणाम"),
        ("panel_no", "Panel no.", "पैनल संख्या"),
        ("category", "Category", "श्रेणी"),
        ("fee_class", "Fee class", "शुल्क वर्ग"),
        ("valid_from", "Valid from", "मान्य से"),
        ("valid_to", "Valid to", "मान्य तक"),
        ("auditor", "Known as", "पूर्व से"),
    ])
}

impl Approver<'_> {
    fn approve(&mut self, case: &Case, console: &Console) -> Result<(), CommandError> {
        let on = self.telling.on;
        let held = self.checker.check(case, on, self.verb.category);
        let failing: Vec<_> = held.iter().filter(|held| held.outcome != Outcome::Holds).collect();
        let mut faults: Findings = failing.iter().filter_map(|held| self.desk.finding(case, held, console)).collect();
        let rules =
            |pick: fn(&Label) -> &str| failing.iter().map(|held| pick(&held.rule.said)).collect::<Vec<_>>().join("; ");
        let (en, hi) = (rules(|label| &label.en), rules(|label| &label.hi));
        let ids = failing.iter().map(|held| held.rule.id.as_str()).collect::<Vec<_>>().join(", ");
        let mut overridden = String::new();
        if let Some(reason) = self.verb.set_aside.as_ref().filter(|_| !failing.is_empty()) {
            faults.clear();
            overridden = format!("{ids}: {}", covered(reason));
            let told = about("PNL-104", Severity::Warning, &case.number);
            let told = told.with("order", self.telling.order_no.as_deref().unwrap_or("–"));
            self.findings.push(told.with("rules", en).with("rules_hi", hi).with("reason", covered(reason)));
        }
        let notice = self.checker.notice(case);
        let term = self.verb.from.or(notice.map(|one| one.valid_from));
        let term = term.zip(self.verb.to.or(notice.map(|one| one.valid_to)));
        let asked = Category::read(&text(self.desk.table, case, "category"));
        let Some(((from, to), category)) = term.zip(self.verb.category.or(asked)) else {
            let lack = about("PNL-103", Severity::Error, &case.number);
            faults.push(lack.with("notice", self.desk.notice_of(case)));
            return self.left(case, faults, console);
        };
        if to < from {
            let fault = about("PNL-302", Severity::Error, &case.number);
            faults.push(fault.with("first", from).with("second", to));
        }
        if !faults.is_empty() {
            return self.left(case, faults, console);
        }
        let granted = Granted {
            panel_no: self.panel.number(self.desk.table, case, from),
            category,
            fee_class: self.desk.rules.fee_class(category),
            from,
            to,
            capacity: self.verb.capacity,
        };
        let text = |text: &str| if text.is_empty() { Value::Empty } else { Value::text(text) };
        let made = [
            ("panel_no", text(&granted.panel_no)),
            ("granted", Value::text(category.to_string())),
            ("fee_class", text(granted.fee_class)),
            ("valid_from", Value::Date(from)),
            ("valid_to", Value::Date(to)),
            ("overridden", text(&overridden)),
        ];
        self.telling.made = made.map(|(key, value)| (key.to_owned(), value)).to_vec();
        let Some(act) = self.counter.service.act("approve") else { return Ok(()) };
        let done = self.counter.advance(case, act, &self.telling)?;
        if !done.faults.is_empty() {
            return self.left(case, done.faults, console);
        }
        self.findings.extend(done.warnings);
        self.entries.extend(done.entries);
        self.entries.push(self.panel.entry(self.desk.table, case, &granted, on));
        let known = self.panel.known(self.desk.table, case).map_or("", |line| &line.subject);
        self.listing.push([
            Value::text(&case.number),
            Value::text(&case.title),
            Value::text(if console.is_for_people() {
                console.pick("on the panel", "पैनल में")
            } else {
                "approved"
            }),
            Value::text(&granted.panel_no),
            Value::text(category.to_string()),
            Value::text(granted.fee_class),
            Value::Date(from),
            Value::Date(to),
            Value::text(known),
        ]);
        Ok(())
    }

    /// The only one asked for is refused; of many it is told and left.
    fn left(&mut self, case: &Case, faults: Findings, console: &Console) -> Result<(), CommandError> {
        if self.verb.application.is_some() {
            return Err(not_entered(Exit::Refused, faults));
        }
        self.findings.extend(faults);
        let result = if console.is_for_people() { console.pick("left as it is", "यथावत्") } else { "left" };
        let mut row = vec![Value::text(&case.number), Value::text(&case.title), Value::text(result)];
        row.resize(self.listing.columns.len(), Value::Empty);
        self.listing.rows.push(row);
        Ok(())
    }
}
