//! Cause lists at the desk: what is set down, what clashes, printing by order.

use super::{
    CommandError, Console, Exit, Office, Part, Verdict, desk,
    shared::{make_one, report_ground},
    statutory,
};
use crate::{
    branches::cases::print_lines,
    branches::cases::{
        Case, Day, Docket, Item, Law, Service, SheetLine, Venue, cases, clashes, frozen, sheets, unposted,
    },
    cleaning::Codes,
    model::{Date, Finding, Findings, Label, Locus, Moment, Plan, Severity},
    register::{ReadRegister, Register},
    reports::{
        cause_list::{CauseRow, build},
        making::Form,
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// The service whose cases are listed.
const SERVICE: &str = "dispute";

/// What is known of a day.
pub struct Sitting {
    /// Which list.
    pub day: Day,
    service: Service,
    law: Law,
    cases: Vec<Case>,
    sheets: BTreeMap<String, Vec<SheetLine>>,
    frozen: Vec<Item>,
}

impl Sitting {
    /// Reads cases, their sheets and what is printed already. All that was ever entered counts: a list is made for a day ahead.
    pub fn read(office: &Office, register: &dyn ReadRegister, on: Date, court: &str) -> Result<Self, CommandError> {
        let courts = desk::code_words(office, "court")?;
        if !courts.contains_key(court) {
            let known: Vec<&str> = courts.keys().map(String::as_str).collect();
            return Err(CommandError::new(Exit::Arguments, "error.cause_list.court")
                .with("found", court)
                .with("known", known.join(", ")));
        }
        let moment = Moment::on(Date::MAX);
        let law = statutory::law(office, register, moment)?;
        let service = statutory::service(office, &law.clocks, SERVICE)?;
        let cases = cases(register, &service, moment)?;
        let day = Day { on, court: court.to_owned() };
        Ok(Self { day, law, cases, sheets: sheets(register, moment)?, frozen: frozen(register, on)?, service })
    }
    fn docket(&self) -> Docket<'_> {
        Docket { service: &self.service, cases: &self.cases, sheets: &self.sheets, frozen: &self.frozen }
    }
    /// Lines of this court that are printed already.
    pub fn printed(&self) -> Vec<Item> {
        self.frozen.iter().filter(|item| item.court == self.day.court).cloned().collect()
    }
    /// What would be printed next.
    pub fn proposed(&self, venue: &Venue) -> Vec<Item> {
        self.docket().propose(&self.day, venue)
    }
    /// Where and before whom the printed lists of this court sit: what a supplementary list keeps unless told otherwise.
    pub fn venue(&self) -> Option<(String, String)> {
        self.printed().first().map(|item| (item.room.clone(), item.presiding.clone()))
    }
    /// What forbids a list: a closed day, double bookings over all courts of the day.
    /// A list before an officer who is not posted that day is none either.
    pub fn faults(&self, register: &dyn ReadRegister, proposed: &[Item]) -> Result<Findings, CommandError> {
        let mut faults = Vec::new();
        let presiding: BTreeSet<&str> = proposed.iter().map(|item| item.presiding.trim()).collect();
        for login in presiding.into_iter().filter(|login| !login.is_empty()) {
            faults.extend(unposted(register, login, &self.day.court, self.day.on)?);
        }
        if !self.law.calendar.is_open(self.day.on) {
            let place = Locus { society: Some(self.day.court.clone()), ..Locus::default() };
            let open = self.law.calendar.next_open(self.day.on);
            let fault = Finding::new("CAS-134", Severity::Error, place).with("on", self.day.on);
            faults.push(fault.with("open", open));
        }
        let all: Vec<Item> = self.frozen.iter().chain(proposed).cloned().collect();
        faults.extend(clashes(&all));
        Ok(faults)
    }
    /// Cases of this court that ought to have a next date and have none.
    pub fn undated(&self) -> Findings {
        let court = self.service.hearing.as_ref().map(|hearing| hearing.court);
        let here = |case: &&Case| court.and_then(|no| case.value(no).as_text()) == Some(self.day.court.as_str());
        let told = |case: &Case| {
            let stage = &self.service.stages[case.stage].label;
            let place = Locus { society: Some(case.number.clone()), ..Locus::default() };
            let finding = Finding::new("CAS-133", Severity::Warning, place);
            finding.with("stage", &stage.en).with("stage_hi", &stage.hi)
        };
        self.docket().without_date().into_iter().filter(here).map(told).collect()
    }
}

/// Refuses a list with everything that forbids it.
pub fn refuse(faults: Findings) -> Result<(), CommandError> {
    match &faults[..] {
        [] => Ok(()),
        [only] => Err(CommandError::new(Exit::Refused, "error.case.not_opened")
            .part("said", Part::Finding(only.clone()))
            .part("todo", Part::ToDo(only.clone()))
            .because_of(faults)),
        several => Err(CommandError::new(Exit::Refused, "error.cause_list.several")
            .with("count", several.len())
            .details(several.iter().cloned().map(Part::Finding))
            .because_of(faults)),
    }
}

/// Freezes what is proposed on what the register held at the row `made_at` of the day book, and says the new row.
pub fn freeze(
    office: &Office,
    (register, made_at): (&mut Register, i64),
    sitting: &Sitting,
    proposed: &[Item],
    command: &str,
) -> Result<Option<i64>, CommandError> {
    let act = office.act(command)?;
    let order = act.order_no.clone().unwrap_or_default();
    let entries = print_lines(register, &sitting.day, proposed, &order)?;
    let plan = Plan { act, entries, made_at: Some(made_at), ..Plan::default() };
    let applied = office.carry_out(register, &plan, &mut |_| {})?;
    Ok((!office.globals().dry_run).then_some(applied.day_no))
}

/// Makes the paper of a list.
pub fn paper(
    office: &Office,
    console: &mut Console,
    register: &Register,
    day: &Day,
    items: &[Item],
) -> Result<Vec<String>, CommandError> {
    let mut ground = report_ground(office, console, register)?;
    let codes = Codes::load(office.files())?;
    for (code, label) in codes.all("hearing_purpose") {
        ground.names.add("hearing_purpose", code, label.clone());
    }
    let court = codes.all("court").find(|(code, _)| *code == day.court).map(|(_, label)| label.clone());
    let first = items.first().cloned().unwrap_or_default();
    let said = |text: &str| if text.is_empty() { "–".to_owned() } else { text.to_owned() };
    let (room, presiding) = (said(&first.room), said(&first.presiding));
    let on = super::listing::date_written(day.on);
    let court = court.unwrap_or_default();
    let heading = Label {
        en: format!("Court: {}; {on}; room {room}; presiding: {presiding}", court.en),
        hi: format!("न्यायालय: {}; {on}; कक्ष {room}; पीठासीन: {presiding}", court.hi),
    };
    let row = |item: &Item| CauseRow {
        item: item.item,
        time: item.time.clone(),
        case_no: item.number.clone(),
        parties: item.parties.clone(),
        purpose: item.purpose.clone(),
        order_no: item.order_no.clone(),
        supplementary: item.kind == "supplementary",
    };
    let mut report = build(heading, &items.iter().map(row).collect::<Vec<_>>(), &ground);
    // One paper a court and day.
    report.key = format!("{}-{}-{}", report.key, day.court, day.on);
    let made = make_one(office, console, &report, Form::Html)?;
    Ok(made.iter().map(|path| path.display().to_string()).collect())
}

/// A list was made; exit 1 when cases lack a date.
pub fn verdict(undated: &Findings) -> Verdict {
    if undated.is_empty() { Exit::Done } else { Exit::Findings }
}
