//! `extension grant`.

use super::{
    ordered,
    reach::{ReachArgs, ReachWords},
    refused,
};
use clap::Args;
use coop_registry::{
    branches::{
        cases::unauthorised,
        defaults::POWER,
        returns::extension::{self, Extension, Granting},
    },
    cleaning::covered,
    cli::{CommandError, Console, Exit, Office, Verdict, date_written, defaults::DefaultDesk, parse_date},
    model::{Date, Finding, Label, Language, Locus, Moment, Plan, Severity},
    register::ReadRegister as _,
};
use std::collections::BTreeSet;

/// Extend the last day.
#[derive(Args)]
pub struct Grant {
    /// The last day for filing from now on
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    until: Date,
    #[command(flatten)]
    reach: ReachArgs,
    /// It may take days from an earlier extension
    #[arg(long)]
    shorten: bool,
    /// Day of the order (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

impl Grant {
    /// Enters the extension, or refuses it with everything that stands in its way; the same again changes nothing.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let fy = office.year()?;
        let mut act = office.act("coop-returns extension grant")?;
        // Numbers of identity are covered in every text that is kept.
        act.reason = act.reason.map(|reason| covered(&reason).into_owned());
        let today = office.time().as_of;
        let on = self.on.unwrap_or(today);
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let desk = DefaultDesk::of(office, &register, Moment::on(Date::MAX))?;
        let (reach, mut faults) = self.reach.read(office, &register, fy)?;
        let place = Locus { society: reach.society.clone(), fy: Some(fy.to_string()), ..Locus::default() };
        let fault = |code: &str| Finding::new(code, Severity::Error, place.clone());
        let (order_no, reason, of_order) = ordered(&act, (on, today), fault);
        faults.extend(of_order);
        let label = Label {
            en: "Extend the last day for filing".into(), hi: "विवरणी दाखिल करने की अवधि बढ़ाना".into()
        };
        faults.extend(unauthorised(&register, (&act.officer, Some(POWER)), &label, &fy.to_string(), on)?);
        let (until, login) = (self.until, act.officer.clone());
        let extension =
            Extension { fy: Some(fy), until, reach, order_no, order_on: on, reason, login, ..Extension::default() };
        let grant = extension::Grant { extension, shorten: self.shorten };
        // Whom a filter reaches that does not read cannot be told.
        let read = !faults.iter().any(|fault| super::TYPED.contains(&fault.code.as_str()));
        let mut found = match read {
            true => extension::in_the_way(&register, &desk.book, &grant)?,
            false => Granting::default(),
        };
        faults.append(&mut found.faults);
        faults.extend(self.beyond(&desk, &found, fault("EXT-014").with("fy", fy)));
        if !faults.is_empty() {
            return Err(refused(faults));
        }
        let already = found.already.clone();
        let mut day_no = None;
        let id = match &already {
            Some(id) => id.clone(),
            None => {
                let entries = vec![extension::grant(&register, &grant.extension)?];
                let plan = Plan { act, entries, made_at: Some(made_at), ..Plan::default() };
                let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
                day_no = Some(applied.day_no);
                applied.subjects.first().cloned().unwrap_or_default()
            }
        };
        let dry_run = office.globals().dry_run;
        let whom = ReachWords::load(office, console)?.said(&grant.extension.reach);
        console.data(
            "extension-grant",
            serde_json::json!({
                "extension": id, "fy": fy, "until": until.to_string(), "whom": whom, "reaches": found.reached,
                "filed": found.filed, "changed": already.is_none(), "day_no": day_no.filter(|_| !dry_run), "dry_run": dry_run,
            }),
        );
        let (day, count) = (date_written(until), found.reached);
        console.say(match (console.language(), already.is_some(), dry_run) {
            (Language::En, true, _) => format!("{id}: stands just so already; nothing was changed"),
            (Language::Hi, true, _) => format!("{id}: पहले से यही दर्ज; कुछ नहीं बदला"),
            (Language::En, false, true) => {
                format!("{fy}: would be extended until {day} for {count} societies ({whom}); nothing was changed")
            }
            (Language::Hi, false, true) => {
                format!("{fy}: {count} समितियों ({whom}) हेतु {day} तक बढ़ेगी; अभी कुछ नहीं बदला")
            }
            (Language::En, false, false) => format!("{id}: {fy} extended until {day} for {count} societies ({whom})"),
            (Language::Hi, false, false) => format!("{id}: {fy}, {count} समितियों ({whom}) हेतु {day} तक बढ़ाई गई"),
        });
        if already.is_none() {
            authority(console, &desk, &found.acts);
        }
        Ok(Exit::Done)
    }

    /// A limit on extensions, where one is in force: of the Act, or of the office by order.
    fn beyond(&self, desk: &DefaultDesk<'_>, found: &Granting, fault: Finding) -> Option<Finding> {
        // Of several Acts the narrowest limit holds; of several last days the first.
        let from = *found.statutory.first()?;
        let limits = found.acts.iter().filter_map(|act| desk.furthest(act, from));
        let (limit, basis) = limits.min_by_key(|(limit, _)| *limit)?;
        let fault = fault.with("until", date_written(self.until)).with("limit", date_written(limit));
        let fault = fault.with("basis", basis.en).with("basis_hi", basis.hi);
        (self.until > limit).then_some(fault)
    }
}

/// By which text an extension may be granted: told of every Act it reaches, also that none was seen.
fn authority(console: &mut Console, desk: &DefaultDesk<'_>, acts: &BTreeSet<String>) {
    let language = console.language();
    for act in acts {
        let sections = desk.ladder.law(act).extension;
        let cited: Vec<&str> = sections.iter().map(|one| one.place.in_language(language)).collect();
        let name = match act.as_str() {
            "" => console.pick("no Act recorded", "अधिनियम दर्ज नहीं"),
            act => desk.service.words.get(act).map_or(act, |label| label.in_language(language)),
        };
        console.note(match (cited.is_empty(), language) {
            (false, _) => format!("{name}: {}", cited.join("; ")),
            (true, Language::En) => {
                format!("{name}: whether and how far the day may be extended: text not seen (unverified)")
            }
            (true, Language::Hi) => format!("{name}: अवधि बढ़ाने की शक्ति एवं सीमा: मूल पाठ नहीं देखा गया (असत्यापित)"),
        });
    }
}
