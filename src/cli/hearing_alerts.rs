//! The parties of a printed cause list are told of their hearing: a notice each, whose letter waits in the outbox.

use super::{
    CommandError, Console, Exit, Office, Verdict, desk,
    listing::date_written,
    spool::{self, Letter},
    statutory,
};
use crate::{
    branches::{
        cases::{Case, Item, Service, cases, frozen},
        notices::{NewNotice, issue_all, notices},
    },
    cleaning::covered,
    model::{Date, Label, Moment, Plan},
    register::ReadRegister,
};
use std::collections::BTreeMap;

/// The service whose cases are listed.
const SERVICE: &str = "dispute";

/// A party that is told.
struct Told {
    new: NewNotice,
    case: String,
    order: String,
}

/// Tells the parties of the lists printed for a day, of one court or of all. Who was told just so already is not told again, so
/// a nightly run may be repeated.
pub fn alert(office: &Office, console: &mut Console, on: Date, court: Option<&str>) -> Result<Verdict, CommandError> {
    let mut act = office.act("coop-register causelist alert")?;
    let mut register = office.write_register()?;
    let made_at = register.last_day_no()?;
    let today = office.time().as_of;
    if on < today {
        return Err(CommandError::new(Exit::Arguments, "error.alert.past").with("on", on).with("today", today));
    }
    let courts = desk::code_words(office, "court")?;
    if let Some(court) = court.filter(|court| !courts.contains_key(*court)) {
        let known: Vec<&str> = courts.keys().map(String::as_str).collect();
        return Err(CommandError::new(Exit::Arguments, "error.cause_list.court")
            .with("found", court)
            .with("known", known.join(", ")));
    }
    let mut items = frozen(&register, on)?;
    items.retain(|item| court.is_none_or(|court| item.court == court));
    let moment = Moment::on(Date::MAX);
    let law = statutory::law(office, &register, moment)?;
    let service = statutory::service(office, &law.clocks, SERVICE)?;
    let all = cases(&register, &service, moment)?;
    let by_id: BTreeMap<&str, &Case> = all.iter().map(|case| (case.id.as_str(), case)).collect();
    let earlier = notices(&register, moment)?;
    let mut told = Vec::new();
    for item in &items {
        let Some(case) = by_id.get(item.case.as_str()) else { continue };
        for party in parties(&service, case) {
            let matter = matter(office, console, item, on, courts.get(&item.court));
            let known = |notice: &crate::branches::notices::Notice| {
                notice.case == case.id && notice.addressee == party && notice.matter == matter
            };
            if !earlier.iter().any(known) {
                let (case_id, login) = (case.id.clone(), act.officer.clone());
                let new = NewNotice {
                    case: case_id,
                    addressee: party,
                    matter,
                    issued_on: today,
                    login,
                    ..NewNotice::default()
                };
                told.push(Told { new, case: case.number.clone(), order: item.order_no.clone() });
            }
        }
    }
    let dry_run = office.globals().dry_run;
    let mut numbers = Vec::new();
    if !told.is_empty() {
        let new: Vec<NewNotice> = told.iter().map(|one| one.new.clone()).collect();
        let issued = issue_all(&register, &new)?;
        // The printed list is the order they rest on.
        act.order_no = act.order_no.or_else(|| told.first().map(|one| one.order.clone()));
        let entries = issued.iter().map(|(entry, _)| entry.clone()).collect();
        let plan = Plan { act, entries, made_at: Some(made_at), ..Plan::default() };
        let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
        for ((one, (_, number)), notice) in told.iter().zip(&issued).zip(&applied.subjects) {
            numbers.push(number.clone());
            if !dry_run {
                spool::put(office, &letter(office, console, one, number, notice))?;
            }
        }
    }
    let data = serde_json::json!({
        "on": on.to_string(), "listed": items.len(), "notices": numbers, "dry_run": dry_run,
    });
    console.data("hearing-alerts", data);
    let (count, listed) = (numbers.len(), items.len());
    console.say(match (dry_run, console.pick("en", "hi")) {
        (true, "hi") => format!("{on}: सूची में {listed}; {count} सूचनाएँ जारी होंगी; अभी कुछ नहीं बदला"),
        (true, _) => format!("{on}: {listed} listed; {count} notices would be issued; nothing was changed"),
        (false, "hi") => format!("{on}: सूची में {listed}; {count} नई सूचनाएँ outbox में"),
        (false, _) => format!("{on}: {listed} listed; {count} new notices in the outbox"),
    });
    Ok(Exit::Done)
}

/// The parties as the register names them, each once.
fn parties(service: &Service, case: &Case) -> Vec<String> {
    let mut named: Vec<String> = Vec::new();
    for no in service.hearing.iter().flat_map(|hearing| &hearing.parties) {
        let party = case.value(*no).as_text().map(|text| covered(text.trim()).into_owned()).unwrap_or_default();
        if !party.is_empty() && !named.contains(&party) {
            named.push(party);
        }
    }
    named
}

/// What they are told: in the language of the office, short enough for a message.
fn matter(office: &Office, console: &Console, item: &Item, on: Date, court: Option<&Label>) -> String {
    let language = office.settings().map_or(console.language(), |settings| settings.language());
    let said = |text: &str| if text.is_empty() { "–".to_owned() } else { text.to_owned() };
    let court = court.map_or_else(|| item.court.clone(), |label| label.in_language(language).to_owned());
    let arguments = [
        ("case", item.number.clone()),
        ("on", date_written(on)),
        ("time", said(&item.time)),
        ("room", said(&item.room)),
        ("court", court),
    ];
    let arguments: Vec<(String, String)> =
        arguments.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    console.texts().sentence("notice.hearing", &arguments, language)
}

fn letter(office: &Office, console: &Console, one: &Told, number: &str, notice: &str) -> Letter {
    let settings = office.settings().ok();
    let language = settings.map_or(console.language(), |settings| settings.language());
    let name = settings.map_or("", |settings| match language {
        crate::model::Language::Hi => settings.get("office.name_hi"),
        crate::model::Language::En => settings.get("office.name_en"),
    });
    Letter {
        notice: notice.to_owned(),
        number: number.to_owned(),
        addressee: one.new.addressee.clone(),
        address: String::new(),
        issued_on: one.new.issued_on,
        text: format!("{name}\n{number}  {}\n{}\n\n{}", one.case, one.new.addressee, one.new.matter),
        decided: None,
    }
}
