//! `coop-register today`: what is due, overdue and deemed on a day, over all services.

use crate::society::Words;
use clap::Args;
use coop_registry::{
    branches::cases::{Reason, cases, today},
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, desk, statutory},
    model::{Label, Value},
};

/// What is due today, overdue, or deemed by silence
#[derive(Args)]
pub struct Today {
    /// Only cases this officer has
    #[arg(long, value_name = "LOGIN")]
    desk: Option<String>,
    /// Also what is due within so many days
    #[arg(long, value_name = "DAYS", default_value_t = 7)]
    ahead: u16,
    /// Only one service, as registration
    #[arg(long)]
    service: Option<String>,
}

/// Code and words of a reason.
fn reason(reason: &Reason) -> (String, Label) {
    let (code, en, hi) = match reason {
        Reason::Deemed(on_expiry, from) => {
            let label = on_expiry.label();
            let both = Label { en: format!("{} since {from}", label.en), hi: format!("{from} से {}", label.hi) };
            return (on_expiry.key().to_owned(), both);
        }
        Reason::Overdue => ("overdue", "overdue", "विलंबित"),
        Reason::DueSoon => ("due", "due", "देय"),
        Reason::DatePassed => ("date_passed", "date has passed", "तिथि बीत गई"),
        Reason::DateNear => ("date_near", "date set", "निर्धारित तिथि"),
    };
    (code.to_owned(), Label { en: en.into(), hi: hi.into() })
}

impl Today {
    /// Tells; exit 1 when something is overdue or deemed. Nothing is decided here: silence is recorded by an officer.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let law = statutory::law(office, &register, moment)?;
        let services = match &self.service {
            Some(code) => vec![statutory::service(office, &law.clocks, code)?],
            None => statutory::services(office, &law.clocks)?,
        };
        let state = office.settings()?.get("office.state");
        let span = jiff::Span::new().days(i64::from(self.ahead));
        let ahead = moment.as_of.checked_add(span).unwrap_or(moment.as_of);
        let mut listing = Listing::new([
            ("reason", "Why", "क्यों"),
            ("on", "Day", "तिथि"),
            ("days", "Days", "दिन"),
            ("service", "Service", "सेवा"),
            ("case", "Case", "प्रकरण"),
            ("number", "Number", "संख्या"),
            ("title", "About", "विषय"),
            ("stage", "Stage", "अवस्था"),
            ("what", "Of what", "किसका"),
            ("desk", "With", "किसके पास"),
            ("rests_on", "Rests on", "आधार"),
        ]);
        let (people, language) = (console.is_for_people(), console.language());
        let word =
            |code: &str, label: &Label| if people { label.in_language(language).to_owned() } else { code.to_owned() };
        let (mut pressing, mut unsourced) = (0_usize, 0_usize);
        let words = Words::load(office, console)?;
        for service in &services {
            let mut all = cases(&register, service, moment)?;
            all.retain(|case| self.desk.as_deref().is_none_or(|login| case.desk() == login));
            unsourced += all
                .iter()
                .filter(|case| !service.stages[case.stage].closed)
                .flat_map(|case| coop_registry::branches::cases::running(service, case, &law, state, moment.as_of))
                .filter(|clock| clock.standing == coop_registry::clocks::Standing::NoLimit)
                .count();
            for due in today(service, &all, &law, state, (moment.as_of, ahead)) {
                let (code, label) = reason(&due.reason);
                pressing += usize::from(matches!(due.reason, Reason::Deemed(..) | Reason::Overdue));
                let table = desk::table(office, &service.register)?;
                let stage = &service.stages[due.case.stage];
                let days = moment.as_of.until(due.on).map_or(0, |span| i64::from(span.get_days()));
                listing.push([
                    Value::text(word(&code, &label)),
                    Value::Date(due.on),
                    Value::Integer(days),
                    Value::text(word(&service.code, &service.label)),
                    Value::text(&due.case.id),
                    Value::text(&due.case.number),
                    crate::case::title(table, service, due.case, &words),
                    Value::text(word(&stage.code, &stage.label)),
                    Value::text(due.what.in_language(language)),
                    Value::text(due.case.desk()),
                    Value::text(due.rests_on.in_language(language)),
                ]);
            }
        }
        if let Some(elections) = services.iter().find(|service| service.code == "election" && self.desk.is_none()) {
            let over = Label { en: "overdue".into(), hi: "विलंबित".into() };
            let soon = Label { en: "due".into(), hi: "देय".into() };
            for due in crate::election::pressing(office, &register, (moment, ahead))? {
                let late = due.on < moment.as_of;
                pressing += usize::from(late);
                let days = moment.as_of.until(due.on).map_or(0, |span| i64::from(span.get_days()));
                listing.push([
                    Value::text(if late { word("overdue", &over) } else { word("due", &soon) }),
                    Value::Date(due.on),
                    Value::Integer(days),
                    Value::text(word(&elections.code, &elections.label)),
                    Value::text(due.vacancy.unwrap_or_default()),
                    Value::text(&due.society),
                    Value::text(&due.name),
                    Value::text(due.standing.in_language(language)),
                    Value::text(due.what.in_language(language)),
                    Value::Empty,
                    Value::text(due.rests_on.in_language(language)),
                ]);
            }
        }
        let count = listing.rows.len();
        console.listing("today", &listing);
        console.note(match console.pick("en", "hi") {
            "hi" => format!("{count} पंक्तियाँ, {pressing} विलंबित या मानी गई; मौन का परिणाम पदाधिकारी ही दर्ज करता है"),
            _ => format!(
                "{count} lines, {pressing} overdue or deemed; what silence has come to is recorded by an officer"
            ),
        });
        if unsourced > 0 {
            console.note(match console.pick("en", "hi") {
                "hi" => format!("{unsourced} घड़ियों की सीमा का स्रोत नहीं; कार्यालय clock set से अपनी सीमा दर्ज कर सकता है"),
                _ => format!("{unsourced} clocks have no limit sourced; the office may enter its own with clock set"),
            });
        }
        Ok(if pressing > 0 { Exit::Findings } else { Exit::Done })
    }
}
