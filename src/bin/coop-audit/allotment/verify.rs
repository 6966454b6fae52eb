//! `coop-audit allotment verify`: does a draft hold?

use super::compared::{against_register, changed_terms};
use crate::{drafts, words::Words};
use clap::Args;
use coop_registry::{
    branches::audit::allotment::{Method, verify},
    cli::{CommandError, Console, Exit, Office, Verdict},
    model::Severity,
};
use std::path::PathBuf;

/// Prove a draft, or repeat its draw
#[derive(Args)]
pub struct Verify {
    /// File of the draft (else the office's only one)
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

impl Verify {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let words = &Words::load(office)?;
        let (path, draft) = drafts::read(office, self.file.as_deref())?;
        let mut faults = verify(&draft);
        let own = office.settings_if_any()?.is_some_and(|settings| settings.get("office.code") == draft.body.office);
        if own && faults.is_empty() {
            faults.extend(against_register(&office.read_register()?, words, &draft)?);
        }
        if faults.is_empty() && own {
            let notes = changed_terms(office, &draft)?;
            console.findings(&notes.iter().map(|note| note.finding(Severity::Info, None)).collect::<Vec<_>>());
        }
        let body = &draft.body;
        console.data(
            "allotment-verify",
            serde_json::json!({
                "allotment": draft.allotment, "file": path.display().to_string(), "holds": faults.is_empty(),
                "optimal": faults.is_empty() && body.method == Method::LeastCost,
                "assigned": body.assigned.len(), "unassigned": body.unassigned.len(), "cost": draft.cost(),
                "register_compared": own,
            }),
        );
        if !faults.is_empty() {
            let lines: Vec<String> = faults.iter().map(|fault| words.coded(fault, console)).collect();
            return Err(CommandError::new(Exit::Integrity, "error.allotment.does_not_hold")
                .with("file", path.display())
                .details(lines));
        }
        let cost = draft.cost();
        console.say(match (&body.method, console.pick("en", "hi")) {
            (Method::LeastCost, "hi") => format!("{}: प्रमाणित, {cost} अंक न्यूनतम है", draft.allotment),
            (Method::LeastCost, _) => format!("{}: holds; {cost} points is the least there can be", draft.allotment),
            (Method::Draw { .. }, "hi") => format!("{}: प्रमाणित, दोहराने पर वही पर्चियाँ", draft.allotment),
            (Method::Draw { .. }, _) => format!("{}: holds; drawn again with the same result", draft.allotment),
        });
        console.say(match (own, console.pick("en", "hi")) {
            (true, "hi") => format!("तथ्य रजिस्टर (दैनिकी {}) से मिलते हैं", body.read.day_no),
            (true, _) => format!("its facts are those of the register as read at day-book row {}", body.read.day_no),
            (false, "hi") => "रजिस्टर से मिलान नहीं: प्रारूप किसी अन्य कार्यालय का है".to_owned(),
            (false, _) => "not compared with a register: the draft is of another office".to_owned(),
        });
        Ok(Exit::Done)
    }
}
