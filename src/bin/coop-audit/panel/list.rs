//! `panel list`.

use crate::words::Words;
use clap::Args;
use coop_registry::{
    branches::audit::panel::standing::{Standing, panel_on},
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, date_written, desk, parse_date},
    model::{Date, Language, Value},
};

/// List the panel.
#[derive(Args)]
pub struct List {
    /// The day (default: today, or --as-of)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
    /// Only those who stand so: on_panel, on_leave, debarred, suspended, not_yet, ended, off_panel
    #[arg(long, value_name = "STANDING", value_parser = ["on_panel", "on_leave", "debarred", "suspended", "not_yet", "ended", "off_panel"])]
    standing: Option<String>,
}

impl List {
    /// In the order of panel numbers.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let on = self.on.unwrap_or(moment.as_of);
        let words = Words::load(office)?;
        let kinds = desk::code_words(office, "auditor_kind")?;
        let (language, people) = (console.language(), console.is_for_people());
        let mut listing = Listing::new([
            ("auditor", "Auditor", "अंकेक्षक"),
            ("panel_no", "Panel no.", "पैनल संख्या"),
            ("name", "Name", "नाम"),
            ("kind", "Kind", "प्रकार"),
            ("category", "Category", "श्रेणी"),
            ("home_district", "Home district", "गृह जिला"),
            ("valid_from", "Valid from", "मान्य से"),
            ("valid_to", "Valid to", "मान्य तक"),
            ("standing", "Standing", "स्थिति"),
            ("until", "Until", "तक"),
            ("why", "Reason, order", "कारण, आदेश"),
        ]);
        let day = |day: Option<Date>| day.map_or(Value::Empty, Value::Date);
        for row in panel_on(&register, moment, on)? {
            if self.standing.as_ref().is_some_and(|wanted| wanted != row.standing.key()) {
                continue;
            }
            let away = row
                .away
                .as_ref()
                .filter(|_| matches!(row.standing, Standing::OnLeave | Standing::Debarred | Standing::Suspended));
            let why = away.map(|one| [one.reason.as_str(), &one.order_no].into_iter().filter(|one| !one.is_empty()));
            let [hi, en] = &row.names;
            let (first, second) = if language == Language::Hi { (hi, en) } else { (en, hi) };
            let label = row.standing.label();
            let kind =
                kinds.get(&row.kind).filter(|_| people).map_or(row.kind.as_str(), |kind| kind.in_language(language));
            listing.push([
                Value::text(&row.auditor),
                Value::text(&row.panel_no),
                Value::text(if first.is_empty() { second } else { first }),
                Value::text(kind),
                Value::text(&row.category),
                row.home.map_or(Value::Empty, |code| match people {
                    true => Value::text(words.district(code, language)),
                    false => Value::Integer(code),
                }),
                day(row.valid.0),
                day(row.valid.1),
                Value::text(if people { label.in_language(language) } else { row.standing.key() }),
                day(away.map(|one| one.to)),
                Value::text(why.map(|why| why.collect::<Vec<_>>().join(", ")).unwrap_or_default()),
            ]);
        }
        console.listing("panel-list", &listing);
        if people {
            let day = date_written(on);
            console.note(console.pick(&format!("as on {day}"), &format!("दिनांक {day} को")).to_owned());
        }
        Ok(Exit::Done)
    }
}
