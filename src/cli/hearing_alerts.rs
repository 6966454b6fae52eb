//! The parties of a printed cause list are told of their hearing: a notice each, whose letter waits in the outbox.

use super::{
    CommandError, Console, Exit, Office, Verdict, desk,
    listing::date_written,
    messages::{self, Message},
    statutory,
};
use crate::{
    branches::{
        cases::{Case, Item, Service, cases, frozen},
        notices::NewNotice,
    },
    cleaning::covered,
    model::{Date, Label, Moment},
    register::ReadRegister,
};
use std::collections::BTreeMap;

/// The service whose cases are listed.
const SERVICE: &str = "dispute";

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
    let mut told = Vec::new();
    for item in &items {
        let Some(case) = by_id.get(item.case.as_str()) else { continue };
        for party in parties(&service, case) {
            let notice = NewNotice {
                case: case.id.clone(),
                addressee: party,
                matter: matter(office, console, item, on, courts.get(&item.court)),
                issued_on: today,
                login: act.officer.clone(),
                ..NewNotice::default()
            };
            told.push(Message { notice, about: case.number.clone() });
        }
    }
    // The printed list is the order they rest on.
    act.order_no = act.order_no.or_else(|| items.first().map(|item| item.order_no.clone()));
    let numbers = messages::issue(office, console, &mut register, (act, made_at), told)?;
    let dry_run = office.globals().dry_run;
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
    let language = messages::language(office, console);
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
