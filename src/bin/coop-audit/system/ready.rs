//! `coop-audit system ready`: which live PACS are ready for a system audit, and what each lacks.

use super::{Asked, outcome_word, records};
use clap::{Args, ValueEnum};
use coop_registry::{
    branches::cutover::Outcome,
    catalogue::Places,
    cli::{CommandError, Console, Listing, Office, Verdict, desk},
    model::{Finding, Locus, Severity, Value},
};

/// Which are shown.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Only {
    /// Every condition is proved
    Ready,
    /// A condition fails
    NotReady,
    /// None fails, and some are not known
    NotKnown,
}

/// Who is ready.
#[derive(Args)]
pub struct Ready {
    /// Only this district: name or LGD code
    #[arg(long)]
    district: Option<String>,
    /// Only PACS that stand so
    #[arg(long, value_enum)]
    only: Option<Only>,
}

impl Ready {
    /// Exit 1 when some are not: by a failed condition, or with `--fail-on warning` by one that is not known.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let asked = Asked::of(office)?;
        let (register, moment) = (office.read_register()?, office.moment()?);
        let places = Places::load(office.files())?;
        let district = self.district.as_deref().map(|name| desk::district(&places, name)).transpose()?;
        let mut live = asked.live(&register, moment)?;
        live.retain(|pacs| district.is_none() || pacs.unit.district == district);
        if live.is_empty() {
            return Err(CommandError::not_found("error.system.nobody").with("on", moment.as_of));
        }
        let all = asked.hold(&register, live, moment)?;
        let language = console.language();
        let mut listing = Listing::new([
            ("society", "Society", "समिति"),
            ("reg_no", "Registration no.", "पंजीयन संख्या"),
            ("name", "Name", "नाम"),
            ("district", "District", "जिला"),
            ("live_on", "Live since", "लाइव तिथि"),
            ("ready", "Ready", "तैयार"),
            ("lacks", "Lacks", "क्या शेष"),
            ("record", "Record", "अभिलेख"),
        ]);
        let (mut counts, mut findings) = ([0_usize; 3], Vec::new());
        for standing in &all {
            let worst = standing.worst(&asked.conditions, |condition| condition.ready);
            let wanted = match self.only {
                None => true,
                Some(Only::Ready) => worst == Outcome::Pass,
                Some(Only::NotReady) => worst == Outcome::Fail,
                Some(Only::NotKnown) => worst == Outcome::Unknown,
            };
            let (at, weight) = match worst {
                Outcome::Pass => (0, None),
                Outcome::Unknown => (1, Some(Severity::Warning)),
                Outcome::Fail => (2, Some(Severity::Error)),
            };
            counts[at] += 1;
            let (mut lacks, mut said) = (Vec::new(), Vec::new());
            for held in &standing.held {
                let condition = &asked.conditions.all[held.condition];
                if condition.ready && held.outcome != Outcome::Pass {
                    let label = condition.label.in_language(language);
                    lacks.push(if console.is_for_people() { label } else { condition.code.as_str() });
                    said.push(records(held, console, language));
                }
            }
            let society = &standing.pacs.society;
            if let Some(weight) = weight {
                let place = Locus { society: Some(society.clone()), ..Locus::default() };
                findings.push(Finding::new("SYS-201", weight, place).with("lacks", lacks.join("; ")));
            }
            if !wanted {
                continue;
            }
            let unit = &standing.pacs.unit;
            listing.push([
                Value::text(society),
                Value::text(&unit.reg_no),
                Value::text(unit.name.in_language(language)),
                unit.district.map_or(Value::Empty, |code| match console.is_for_people() {
                    true => Value::text(desk::district_name(&places, code, language)),
                    false => Value::Integer(code),
                }),
                Value::Date(standing.pacs.live_on),
                Value::text(ready_word(worst, console)),
                Value::text(lacks.join("; ")),
                Value::text(said.join("; ")),
            ]);
        }
        console.listing("system-ready", &listing);
        let ([ready, unknown, failed], fy) = (counts, asked.fy);
        console.note(match console.pick("en", "hi") {
            "hi" => format!("{fy}: {} लाइव पैक्स; {ready} तैयार, {failed} अपूर्ण, {unknown} ज्ञात नहीं", all.len()),
            _ => format!("{fy}: {} PACS live; {ready} ready, {failed} lack something, {unknown} not known", all.len()),
        });
        Ok(console.verdict(&findings))
    }
}

/// How ready a PACS is, in the reader's words; the code of the outcome for machines.
fn ready_word(outcome: Outcome, console: &Console) -> String {
    match outcome {
        Outcome::Pass if console.is_for_people() => console.pick("ready", "तैयार").to_owned(),
        Outcome::Fail if console.is_for_people() => console.pick("not ready", "अपूर्ण").to_owned(),
        other => outcome_word(other, console),
    }
}
