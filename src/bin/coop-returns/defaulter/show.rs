//! `defaulter show`.

use clap::Args;
use coop_registry::{
    branches::{
        cases::Case,
        defaults::{Facts, facts_as_told},
    },
    cli::{CommandError, Console, Exit, Office, Verdict, date_written, defaults::DefaultDesk},
    model::{Date, Label, Language},
};

/// Show one society.
#[derive(Args)]
pub struct Show {
    /// Society: identity, registration number or name
    society: String,
}

impl Show {
    /// Its cases, the last one last, and what is missing today.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let desk = DefaultDesk::of(office, &register, moment)?;
        let society = desk.society(office, &register, &self.society)?;
        let missing = desk.missing(office, &register, None, moment)?;
        let now = missing.defaulters.iter().find(|one| one.whom.society == society);
        let facts = now.map(|one| one.facts.clone()).unwrap_or_default();
        let own: Vec<&Case> = desk.cases.iter().filter(|case| case.society.as_deref() == Some(&society)).collect();
        let act = own.last().map(|case| desk.counter(&register, moment.as_of).law_of(case).unwrap_or("").to_owned());
        let act = act.or(now.map(|one| one.whom.act.clone())).unwrap_or_default();
        let law = desk.ladder.law(&act);
        let cited = |all: &[coop_registry::branches::defaults::Cited]| {
            let each = all.iter().map(|one| one.place.in_language(console.language()).to_owned());
            each.collect::<Vec<_>>()
        };
        let sections = [("duty", cited(&law.duty)), ("consequence", cited(&law.consequence))];
        let cases: Vec<serde_json::Value> = own.iter().map(|case| as_data(&desk, case)).collect();
        console.data(
            "defaulter-show",
            serde_json::json!({
                "society": society, "as_of": moment.as_of.to_string(), "act": act,
                "missing": missed(&facts, moment.as_of), "sections": {
                    "duty": sections[0].1, "consequence": sections[1].1,
                },
                "cases": cases,
            }),
        );
        let language = console.language();
        let name =
            own.last().map(|case| case.title.clone()).or(now.map(|one| one.name.in_language(language).to_owned()));
        console.say(format!("{}  {society}", name.unwrap_or_default()));
        for one in &facts.0 {
            let (fy, due, days) = (one.fy, date_written(one.due_on), one.days_late(moment.as_of));
            console.say(match language {
                Language::En => format!("  {fy}: missing, due on {due}, {days} days late"),
                Language::Hi => format!("  {fy}: लंबित, अंतिम तिथि {due}, विलंब {days} दिन"),
            });
        }
        if facts.0.is_empty() {
            console.say(console.pick("  nothing is missing", "  कुछ लंबित नहीं").to_owned());
        }
        let words = [("Duty to file", "दाखिल करने का दायित्व"), ("Consequence", "चूक का परिणाम")];
        for ((en, hi), (_, cited)) in words.iter().zip(&sections) {
            let unseen = console.pick("text not seen (unverified)", "मूल पाठ नहीं देखा गया (असत्यापित)").to_owned();
            let said = if cited.is_empty() { unseen } else { cited.join("; ") };
            console.say(format!("  {}: {said}", console.pick(en, hi)));
        }
        for case in own {
            tell(console, &desk, case);
        }
        Ok(Exit::Done)
    }
}

fn tell(console: &mut Console, desk: &DefaultDesk<'_>, case: &Case) {
    let language = console.language();
    let stage = desk.service.stages[case.stage].label.in_language(language).to_owned();
    let (word, number) = (console.pick("Case", "प्रकरण").to_owned(), &case.number);
    console.say(format!("{word} {number} ({}): {stage}", case.id));
    if let Some(until) = desk.day(case, "held_until") {
        let (until, order, why) = (date_written(until), desk.text(case, "hold_order"), desk.text(case, "hold_reason"));
        console.say(match language {
            Language::En => format!("  held until {until} by order {order}: {why}"),
            Language::Hi => format!("  आदेश {order} से {until} तक रोक: {why}"),
        });
    }
    let opened = case.opened_on.map(|on| (on, desk.service.opening().label.clone(), String::new()));
    let events = case.events.iter().map(|event| {
        let label = desk.service.act(&event.act).map(|act| act.label.clone()).unwrap_or_default();
        (event.on, label, [event.remark.as_str(), event.order_no.as_str()].join(" ").trim().to_owned())
    });
    for (on, label, more) in opened.into_iter().chain(events) {
        console.say(format!("  {}  {}  {more}", date_written(on), label.in_language(language)).trim_end().to_owned());
    }
    for notice in desk.notices.iter().filter(|notice| notice.case == case.id) {
        let on = |day: Option<Date>| day.map_or_else(|| "–".to_owned(), date_written);
        let (number, issued, served) = (notice.number(), on(notice.issued_on), on(notice.served_on));
        console.say(match language {
            Language::En => {
                format!("  notice {number} of {issued}, served on {served} {} {}", notice.served_by, notice.proof)
            }
            Language::Hi => format!("  सूचना {number}, {issued}, तामील {served} {} {}", notice.served_by, notice.proof),
        });
    }
    let filed = desk.text(case, "filed");
    if !filed.is_empty() {
        let label = Label { en: "filed".into(), hi: "दाखिल".into() };
        console.say(format!("  {}: {filed}", label.in_language(language)));
    }
}

fn missed(facts: &Facts, on: Date) -> Vec<serde_json::Value> {
    let each = facts.0.iter().map(
        |one| serde_json::json!({ "fy": one.fy, "due_on": one.due_on.to_string(), "days_late": one.days_late(on) }),
    );
    each.collect()
}

fn as_data(desk: &DefaultDesk<'_>, case: &Case) -> serde_json::Value {
    let events: Vec<_> = case
        .events
        .iter()
        .map(|event| {
            serde_json::json!({
                "act": event.act, "on": event.on.to_string(), "stage": event.stage, "order": event.order_no,
                "remark": event.remark, "officer": event.login,
            })
        })
        .collect();
    let notices: Vec<_> = desk
        .notices
        .iter()
        .filter(|notice| notice.case == case.id)
        .map(|notice| {
            serde_json::json!({
                "number": notice.number(), "issued_on": notice.issued_on.map(|day| day.to_string()),
                "reply_by": notice.reply_by.map(|day| day.to_string()),
                "served_on": notice.served_on.map(|day| day.to_string()), "mode": notice.served_by, "proof": notice.proof,
            })
        })
        .collect();
    let named: Vec<String> =
        facts_as_told(&desk.text(case, "missing")).0.iter().map(|one| one.fy.to_string()).collect();
    serde_json::json!({
        "case": case.id, "number": case.number, "stage": desk.service.stages[case.stage].code, "named": named,
        "opened_on": case.opened_on.map(|day| day.to_string()),
        "held_until": desk.day(case, "held_until").map(|day| day.to_string()), "filed": desk.text(case, "filed"),
        "events": events, "notices": notices,
    })
}
