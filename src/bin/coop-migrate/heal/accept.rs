//! `coop-migrate heal accept`: proposals become correcting entries, one act of the day book.

use super::{Of, Wanted, healer};
use clap::Args;
use coop_registry::{
    cli::{CommandError, Console, Exit, Office, Verdict},
    migrate::{Accepted, DamagedText, TextId, accepted, corrections, damaged_texts},
    model::Moment,
    register::Register,
};

/// Write proposals into the register as correcting entries
#[derive(Args)]
pub struct Accept {
    /// Ids as heal list prints them
    #[arg(value_name = "ID", required_unless_present = "all", conflicts_with = "all")]
    ids: Vec<String>,
    /// Every proposal whose damage is of the kinds named with --kind, and of no other
    #[arg(long, requires = "kind")]
    all: bool,
    #[command(flatten)]
    wanted: Wanted,
    #[command(flatten)]
    of: Of,
}

/// What is to be written, and how many were written before.
struct Chosen {
    texts: Vec<DamagedText>,
    already: usize,
}

impl Accept {
    /// Writes them whole or not at all; a text that changed since it was listed is exit 11, one with several readings exit 6.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let kinds = self.wanted.kinds()?;
        let act = office.ordered_act("coop-migrate heal accept")?;
        let mut register = office.register_to_change()?;
        let moment = office.moment()?;
        let (mut damaged, _) = damaged_texts(&register, &healer(office)?, moment)?;
        let chosen = if self.all {
            self.of.keep(office, &register, moment, &mut damaged)?;
            damaged.retain(|text| {
                let found = &text.diagnosis;
                let of_kinds = found.kinds().iter().all(|kind| kinds.contains(kind));
                of_kinds && found.proposal.is_some() && self.wanted.wants(found)
            });
            Chosen { texts: damaged, already: 0 }
        } else {
            self.named(&register, &damaged, moment)?
        };
        let dry_run = office.globals().dry_run;
        let mut day = None;
        let plan = register.correction_plan(&corrections(&chosen.texts), moment, act)?;
        let entries = plan.entries.len();
        if entries > 0 && !dry_run {
            day = Some(register.apply(&plan, office.instant(), &mut |_| {})?.day_no);
        }
        let count = chosen.texts.len();
        let ids: Vec<String> = chosen.texts.iter().map(|text| text.id.to_string()).collect();
        console.data(
            "heal-accept",
            serde_json::json!({
                "accepted": count, "already": chosen.already, "entries": entries, "day": day, "dry_run": dry_run, "ids": ids,
            }),
        );
        let words = if dry_run {
            console.pick("texts would be put right; nothing was changed", "पाठ सुधारे जाएँगे; अभी कुछ नहीं बदला")
        } else {
            console.pick("texts put right", "पाठ सुधारे गए")
        };
        let already = match chosen.already {
            0 => String::new(),
            count => format!(", {count} {}", console.pick("were before", "पहले ही सुधारे जा चुके")),
        };
        console.say(format!("{count} {words}{already}"));
        Ok(Exit::Done)
    }
    /// The texts of the ids given; all that stands against them in one pass.
    fn named(&self, register: &Register, damaged: &[DamagedText], moment: Moment) -> Result<Chosen, CommandError> {
        let mut chosen = Chosen { texts: Vec::new(), already: 0 };
        let (mut unread, mut unknown, mut open, mut changed) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut seen = std::collections::BTreeSet::new();
        for given in self.ids.iter().filter(|id| seen.insert(id.as_str())) {
            let Some(id) = TextId::read(given) else {
                unread.push(given.clone());
                continue;
            };
            match accepted(register, damaged, &id, moment)? {
                Accepted::Ready(text) => chosen.texts.push(*text),
                Accepted::Already => chosen.already += 1,
                Accepted::Open => open.push(given.clone()),
                Accepted::Changed => changed.push(given.clone()),
                Accepted::Unknown => unknown.push(given.clone()),
            }
        }
        if !unread.is_empty() {
            return Err(CommandError::new(Exit::Arguments, "error.heal.id")
                .with("count", unread.len())
                .details(unread));
        }
        if !unknown.is_empty() {
            return Err(CommandError::not_found("error.heal.unknown").with("count", unknown.len()).details(unknown));
        }
        if !changed.is_empty() {
            return Err(CommandError::new(Exit::Stale, "error.heal.changed")
                .with("count", changed.len())
                .details(changed));
        }
        if !open.is_empty() {
            return Err(CommandError::new(Exit::Refused, "error.heal.open").with("count", open.len()).details(open));
        }
        Ok(chosen)
    }
}
