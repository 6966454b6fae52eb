//! `coop-migrate reconcile`: the source is read once more and held against the register.

use clap::Args;
use coop_registry::{
    cli::{CommandError, Console, Exit, Office, Verdict, filing},
    migrate::{self, Reconciled},
    register::{ReadRegister, RegisterError},
};

/// Prove that nothing of a batch was lost
#[derive(Args)]
pub struct Reconcile {
    /// Batches, as B0001; without any, every batch in force
    batches: Vec<String>,
}

impl Reconcile {
    /// Exit 1 on any difference.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let register = office.read_register()?;
        let batches = if self.batches.is_empty() {
            register
                .batches()?
                .into_iter()
                .filter(|found| found.undone_by.is_none() && !filing::is_list(found))
                .map(|found| found.batch.id)
                .collect()
        } else {
            self.batches
        };
        let desk = filing::desk_of(office)?;
        let mut all: Vec<Reconciled> = Vec::new();
        for batch in &batches {
            let found = register.batch(batch)?.ok_or_else(|| RegisterError::UnknownBatch(batch.clone()))?;
            let file = filing::source_of(office, &register, &found)?;
            let outcome = migrate::reconcile(&desk, &register, batch, &file, &office.secret()?)?;
            show(&outcome, console);
            all.push(outcome);
        }
        let exit = if all.iter().all(|outcome| outcome.differences.is_empty()) { Exit::Done } else { Exit::Findings };
        console.data("reconcile", serde_json::json!({ "batches": all }));
        Ok(exit)
    }
}

fn show(outcome: &Reconciled, console: &mut Console) {
    let Reconciled { batch, file, rows, imported, updated, duplicates, rejected, other_rows, controls, .. } = outcome;
    console.say(match console.pick("en", "hi") {
        "en" => format!(
            "{batch} {file}: {rows} data rows read = {imported} imported + {updated} updated + {duplicates} duplicate + {rejected} rejected; {other_rows} other rows; printed totals {} of {} hold",
            controls.1, controls.0
        ),
        _ => format!(
            "{batch} {file}: {rows} आँकड़ा-पंक्तियाँ पढ़ी गईं = {imported} आयातित + {updated} अद्यतन + {duplicates} दोहराव + {rejected} अस्वीकृत; {other_rows} अन्य पंक्तियाँ; छपे योग {} में से {} मिले",
            controls.0, controls.1
        ),
    });
    let (agree, differ, unread) = outcome.in_words;
    if agree + differ + unread > 0 {
        console.say(match console.pick("en", "hi") {
            "en" => format!(
                "    amounts in words: {agree} agree with their figures, {differ} differ, {unread} cannot be read"
            ),
            _ => format!("    शब्दों में राशि: {agree} अंकों से मिलीं, {differ} भिन्न, {unread} पढ़ी नहीं गईं"),
        });
    }
    let same = outcome.source_digest == outcome.register_digest;
    let (equal, unequal) = (console.pick("source and register agree", "स्रोत और रजिस्टर एक हैं").to_owned(), "≠");
    let digest = &outcome.source_digest[..16.min(outcome.source_digest.len())];
    console.say(format!("    SHA-256 {digest}… {}", if same { equal.as_str() } else { unequal }));
    for difference in &outcome.differences {
        let what = console.texts().word(&difference.what, console.language()).to_owned();
        console.say(format!("    {}: {what}: {} ≠ {}", difference.place, difference.source, difference.register));
    }
}
