//! A message to an employee: a numbered notice and a letter in the outbox, from where an officer lets it go.

use super::enter::Writing;
use clap::Args;
use coop_registry::{
    branches::{
        notices::{NewNotice, issue},
        servicebook::{last_year_end, unverified},
    },
    cleaning::covered,
    cli::{
        CommandError, Console, Exit, Office, Verdict,
        spool::{self, Letter},
    },
    model::Plan,
};

/// A message.
#[derive(Args)]
pub struct Tell {
    /// Employee: code, or the whole name
    employee: String,
    /// What is told (default: which days of service are not verified)
    #[arg(long, value_name = "TEXT")]
    matter: Option<String>,
}

impl Tell {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let mut writing = Writing::of(office, "tell")?;
        let book = writing.book(&self.employee)?;
        let (employee, today) = (book.employee.clone(), office.time().as_of);
        if book.mobile().is_empty() {
            return Err(CommandError::new(Exit::Refused, "error.servicebook.mobile").with("employee", &employee));
        }
        let language = console.language();
        let gaps = last_year_end(today).map(|end| unverified(&writing.shelf.rules, &book, end)).unwrap_or_default();
        let spans: Vec<String> = gaps.iter().map(|(from, to)| format!("{from} – {to}")).collect();
        let of_gaps = (!spans.is_empty()).then(|| {
            console.texts().sentence("servicebook.unverified", &[("spans".into(), spans.join(", "))], language)
        });
        let Some(matter) = self.matter.or(of_gaps) else {
            return Err(CommandError::new(Exit::Arguments, "error.servicebook.matter").with("employee", &employee));
        };
        let matter = covered(&matter).into_owned();
        let new = NewNotice {
            case: employee.clone(),
            addressee: book.name().to_owned(),
            address: book.mobile().to_owned(),
            matter: matter.clone(),
            issued_on: today,
            reply_by: None,
            login: writing.act.officer.clone(),
        };
        let (entry, number) = issue(&writing.register, &new)?;
        let settings = office.settings()?;
        let office_name = console.pick(settings.get("office.name_en"), settings.get("office.name_hi"));
        let arguments = [("office", office_name), ("name", book.name()), ("number", &number), ("matter", &matter)];
        let arguments: Vec<(String, String)> =
            arguments.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let text = console.texts().sentence("servicebook.message", &arguments, language);
        let plan = Plan { act: writing.act, entries: vec![entry], made_at: Some(writing.made_at), ..Plan::default() };
        let applied = office.carry_out(&mut writing.register, &plan, &mut |_| {})?;
        let notice = applied.subjects.first().cloned().unwrap_or_default();
        let letter = Letter {
            notice: notice.clone(),
            number: number.clone(),
            addressee: new.addressee,
            address: new.address,
            issued_on: today,
            text,
            decided: None,
        };
        let dry_run = office.globals().dry_run;
        // The register first, as with every letter.
        let path = if dry_run { None } else { Some(spool::put(office, &letter)?.display().to_string()) };
        console.data(
            "servicebook-told",
            serde_json::json!({
                "employee": employee, "notice": notice, "number": number, "letter": path, "dry_run": dry_run,
                "text": letter.text,
            }),
        );
        console.say(match (dry_run, console.pick("en", "hi")) {
            (true, "hi") => format!("{employee}: संदेश {number} बनेगा; अभी कुछ नहीं बदला"),
            (true, _) => format!("{employee}: message {number} would be made; nothing was changed"),
            (false, "hi") => format!("{employee}: संदेश {number} outbox में प्रतीक्षा में; कुछ भेजा नहीं गया"),
            (false, _) => format!("{employee}: message {number} waits in the outbox; nothing was sent"),
        });
        Ok(Exit::Done)
    }
}
