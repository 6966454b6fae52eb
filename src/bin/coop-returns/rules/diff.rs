//! `rules diff`.

use super::{act_of_state, known_act, other::Other};
use coop_registry::{
    cli::{CommandError, Console, Exit, Listing, Office, Verdict},
    model::Value,
    rules::differences,
};

/// What differs between the law here and another: figures, rules, sentences
#[derive(clap::Args)]
pub struct Diff {
    /// Act of the society, as bihar_1935, mp_1960, mscs_2002 (default: the one of the office's state)
    #[arg(long)]
    act: Option<String>,
    #[command(flatten)]
    other: Other,
}

impl Diff {
    /// One line a difference; exit 1 when there is one.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let book = super::rulebook(office)?;
        let act = match &self.act {
            Some(act) => act.clone(),
            None => act_of_state(office)?.to_owned(),
        };
        known_act(&book, &act)?;
        let (other, what_if) = self.other.read(office, &book)?;
        let other = other.as_ref().unwrap_or(&book);
        let on = office.globals().fy.map_or(office.time().as_of, |fy| fy.end());
        let law = book.law_on(&act, on);
        let other_law = other.law_on(what_if.act.as_ref().unwrap_or(&act), what_if.law_of.unwrap_or(on));
        let mut listing = Listing::new([
            ("name", "Rule or figure", "नियम या मान"),
            ("part", "What", "क्या"),
            ("here", "Here", "यहाँ"),
            ("there", "There", "वहाँ"),
        ]);
        let found = differences((&book, &law), (other, &other_law), console.language());
        for one in &found {
            let part = match (one.part, console.is_for_people()) {
                ("figure", true) => console.pick("figure", "मान"),
                ("rule", true) => console.pick("rule", "नियम"),
                ("severity", true) => console.pick("severity", "गंभीरता"),
                ("applies", true) => console.pick("applies to", "किन पर"),
                ("when", true) => console.pick("when", "कब"),
                ("check", true) => console.pick("check", "जाँच"),
                ("field", true) => console.pick("line", "पंक्ति"),
                ("expected", true) => console.pick("expected", "अपेक्षित"),
                ("basis", true) => console.pick("basis", "आधार"),
                ("follows", true) => console.pick("follows from", "का परिणाम"),
                ("name", true) => console.pick("title", "शीर्षक"),
                ("message", true) => console.pick("sentence", "वाक्य"),
                (part, _) => part,
            };
            listing.push([Value::text(&one.name), Value::text(part), Value::text(&one.here), Value::text(&one.there)]);
        }
        console.listing("rules-diff", &listing);
        if found.is_empty() && console.is_for_people() {
            console.say(console.pick("nothing differs", "कोई अंतर नहीं").to_owned());
        }
        Ok(if found.is_empty() { Exit::Done } else { Exit::Findings })
    }
}
