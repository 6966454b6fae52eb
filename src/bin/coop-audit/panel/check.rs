//! `panel check`.

use super::{APPLICATION, desk::PanelDesk};
use clap::Args;
use coop_registry::{
    branches::audit::panel::checking::Outcome,
    cli::{CommandError, Console, Listing, Office, Verdict, case::Desk, statutory},
    model::Value,
};

/// Check.
#[derive(Args)]
pub struct Check {
    /// One application: identity, number or name; none: all that wait for a decision
    application: Option<String>,
    /// Only those of this notification
    #[arg(long, value_name = "NO")]
    notice: Option<String>,
    /// Only the lines that do not hold
    #[arg(long)]
    failing: bool,
}

impl Check {
    /// Every rule of every application in one pass; exit 1 when something fails.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let desk = Desk::of(office, &register, APPLICATION.service, moment)?;
        let panel = PanelDesk::of(office, &register, &desk.service, moment)?;
        let notice = self.notice.as_ref().map(|number| panel.notice(number)).transpose()?;
        let checker = panel.checker(&desk.service);
        let chosen: Vec<_> = match &self.application {
            Some(asked) => vec![statutory::case_of(&panel.cases, asked)?],
            None => panel.cases.iter().filter(|case| !desk.service.stages[case.stage].closed).collect(),
        };
        let mut listing = Listing::new([
            ("application", "Application", "आवेदन"),
            ("name", "Name", "नाम"),
            ("rule", "Rule", "नियम"),
            ("outcome", "Holds", "पूरा"),
            ("found", "Found", "पाया गया"),
            ("basis", "Basis", "आधार"),
        ]);
        let (language, people) = (console.language(), console.is_for_people());
        let (mut findings, mut seen) = (Vec::new(), 0);
        for case in chosen {
            if notice.is_some_and(|notice| panel.notice_of(case) != notice.number) {
                continue;
            }
            seen += 1;
            for held in checker.check(case, moment.as_of, None) {
                findings.extend(panel.finding(case, &held, console));
                if self.failing && held.outcome == Outcome::Holds {
                    continue;
                }
                let outcome = match held.outcome {
                    Outcome::Holds => console.pick("yes", "हाँ"),
                    Outcome::Fails => console.pick("NO", "नहीं"),
                    Outcome::NotStated => console.pick("not stated", "नहीं बताया"),
                };
                listing.push([
                    Value::text(&case.number),
                    Value::text(&case.title),
                    Value::text(if people { held.rule.said.in_language(language) } else { &held.rule.id }),
                    Value::text(if people { outcome } else { held.outcome.key() }),
                    Value::text(panel.found(&held, language)),
                    Value::text(held.rule.basis.printed(language)),
                ]);
            }
        }
        console.listing("panel-check", &listing);
        if people {
            console.note(match console.pick("en", "hi") {
                "hi" => format!("{seen} आवेदन जाँचे गए (निर्णय हो चुके आवेदन संख्या देने पर ही)"),
                _ => format!("{seen} applications checked (a decided one only where its number is given)"),
            });
        }
        if !people {
            // The table says it to people already.
            console.findings(&findings);
        }
        Ok(console.verdict(&findings))
    }
}
