//! The first act of a service: a case is opened.

use super::{
    Called, Desk,
    acting::program_and,
    more::{Before, More},
    pairs,
    refused::{not_opened, with_unread},
};
use crate::{
    branches::cases::{Case, Telling},
    cli::{CommandError, Console, Exit, FieldReader, Office, Verdict, parse_date},
    model::{Date, Label, Moment, Plan},
    register::ReadRegister,
};
use clap::Args;

/// Enter a case.
#[derive(Args)]
pub struct Receive {
    /// What it is about, as the proposed name of a society
    title: String,
    /// Class of society, as pacs
    #[arg(long)]
    class: Option<String>,
    /// Day of receipt (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
    /// A further field of the register, as --set area=Maner; one that is not asked for is refused with those that are
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    set: Vec<String>,
}

/// What opens a case.
pub struct Opening {
    /// Its day; today where none was told.
    pub on: Option<Date>,
    /// What it is called by while it has no number.
    pub about: String,
    /// What was told, by the key of each field.
    pub said: Vec<(String, String)>,
    /// What such a case is called.
    pub name: Label,
    /// The verb.
    pub verb: &'static str,
    /// The kind it is said to be of, where the service tells kinds apart.
    pub kind: Option<String>,
}

/// What was told with flags of their own, then what was told with `--set`.
pub fn told<const N: usize>(
    flags: [(&str, Option<String>); N],
    set: &[String],
) -> Result<Vec<(String, String)>, CommandError> {
    let flags = flags.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
    Ok(flags.chain(pairs(set)?).collect())
}

impl Receive {
    /// Rests on the application itself, as an import rests on its file: neither an order nor a reason is asked for.
    pub fn run(self, office: &Office, console: &mut Console, of: Called<'_>) -> Result<Verdict, CommandError> {
        let service =
            crate::cli::statutory::service(office, &crate::catalogue::Clocks::load(office.files())?, of.service)?;
        if let Some(verb) = &service.opening().verb {
            return Err(CommandError::new(Exit::Arguments, "error.case.own_verb")
                .with("act", &service.opening().code)
                .with("verb", program_and(verb)));
        }
        let table = crate::cli::desk::table(office, &service.register)?;
        let field = |no: u16| table.fields.get(usize::from(no)).map(|field| field.key.clone());
        let mut said: Vec<(String, String)> = Vec::new();
        said.extend(field(service.fields.title).map(|key| (key, self.title.clone())));
        said.extend(service.fields.class.and_then(field).zip(self.class.clone()));
        said.extend(pairs(&self.set)?);
        let name = Label { en: "application".into(), hi: "आवेदन".into() };
        Opening { on: self.on, about: self.title, said, name, verb: "receive", kind: None }.run(office, console, of)
    }
}

impl Opening {
    /// Opens the case, or refuses with everything that stands in its way.
    pub fn run(self, office: &Office, console: &mut Console, of: Called<'_>) -> Result<Verdict, CommandError> {
        self.run_with(office, console, of, |_| Ok(More::default()))
    }

    /// The same with what the page of the act adds.
    pub fn run_with(
        self,
        office: &Office,
        console: &mut Console,
        of: Called<'_>,
        page: impl FnOnce(&Before<'_>) -> Result<More, CommandError>,
    ) -> Result<Verdict, CommandError> {
        let on = self.on.unwrap_or(office.time().as_of);
        let act = office.act(&format!("{} {}", program_and(of.noun), self.verb))?;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let desk = Desk::of(office, &register, of.service, Moment::on(on))?;
        let (facts, unread) = FieldReader::of(office, &register)?.read(&[desk.table], &self.said, &self.about);
        let mut telling = Telling {
            on,
            login: act.officer.clone(),
            order_no: act.order_no.clone(),
            facts,
            kind: self.kind,
            ..Telling::default()
        };
        let before = Before { register: &register, desk: &desk, case: None, act: None, telling: &telling };
        let mut more = page(&before)?;
        telling.made = std::mem::take(&mut more.made);
        telling.subject = more.subject.take();
        let counter = desk.counter(office, &register)?;
        let mut opened = counter.open(&telling)?;
        opened.faults = with_unread(opened.faults, unread);
        opened.faults.append(&mut more.faults);
        opened.warnings.append(&mut more.warnings);
        opened.entries.append(&mut more.entries);
        if !opened.faults.is_empty() {
            return Err(not_opened(opened.faults));
        }
        console.findings(&opened.warnings);
        let plan = Plan { act, entries: opened.entries, made_at: Some(made_at), ..Plan::default() };
        let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
        let case = applied.subjects.first().cloned().unwrap_or_default();
        let dry_run = office.globals().dry_run;
        let day_no = (!dry_run).then_some(applied.day_no);
        let mut data = serde_json::json!({
            "service": of.service, "case": case, "number": opened.number, "on": on.to_string(),
            "stage": desk.service.stages[0].code, "day_no": day_no, "dry_run": dry_run,
        });
        more.add_to(&mut data);
        console.data("case-opened", data);
        let (number, name) = (&opened.number, self.name.in_language(console.language()));
        console.say(match (dry_run, console.pick("en", "hi")) {
            (true, "hi") => format!("{name} {number} दर्ज होगा (प्रकरण {case}); अभी कुछ नहीं बदला"),
            (true, _) => format!("{name} {number} would be entered (case {case}); nothing was changed"),
            (false, "hi") => format!("{name} {number} दर्ज, प्रकरण {case}, प्राप्ति {on}"),
            (false, _) => format!("{name} {number} entered, case {case}, received {on}"),
        });
        for line in &more.lines {
            console.say(format!("{number}: {}", line.in_language(console.language())));
        }
        Ok(if opened.warnings.is_empty() { Exit::Done } else { console.verdict(&opened.warnings) })
    }
}

/// A case that stands open already, told again: nothing is changed.
pub fn stands(
    office: &Office,
    console: &mut Console,
    (of, verb): (Called<'_>, &str),
    desk: &Desk<'_>,
    case: &Case,
) -> Result<Verdict, CommandError> {
    // Who may not act is refused here too.
    drop(office.act(&format!("{} {verb}", program_and(of.noun)))?);
    let stage = &desk.service.stages[case.stage];
    console.data(
        "case-opened",
        serde_json::json!({ "service": of.service, "case": case.id, "number": case.number, "on": case.opened_on.map(|on| on.to_string()),
            "stage": stage.code, "day_no": null, "dry_run": office.globals().dry_run }),
    );
    let (stage, number) = (stage.label.in_language(console.language()), &case.number);
    let called = if *number == case.id { number.clone() } else { format!("{number} ({})", case.id) };
    console.say(match console.pick("en", "hi") {
        "hi" => format!("{called}: पहले से दर्ज, अवस्था “{stage}”; कुछ नहीं बदला"),
        _ => format!("{called}: is open already, stage “{stage}”; nothing was changed"),
    });
    Ok(Exit::Done)
}
