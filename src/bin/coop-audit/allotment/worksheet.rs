//! `coop-audit allotment worksheet`: one page by which a person with a SHA-256 tool repeats the draw of one society.

use super::explain::{meant, names};
use crate::drafts;
use clap::Args;
use coop_registry::{
    branches::audit::{
        Called,
        allotment::{Draft, Method, Worksheet, explain},
    },
    cli::{CommandError, Console, Exit, Office, Verdict, allotment_letters::print_worksheet},
    model::Label,
    reports::allotment_letter::{DrawWorksheet, WorksheetLine},
};
use std::path::PathBuf;

/// One page by which a person with a SHA-256 tool repeats the draw of one society
#[derive(Args)]
pub struct Sheet {
    /// Society: identity or registration number
    #[arg(long)]
    society: String,
    /// File of the draft (else the office's only one)
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

impl Sheet {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (_, draft) = drafts::read(office, self.file.as_deref())?;
        let Method::Draw { seed, ceremony } = &draft.body.method else {
            return Err(
                CommandError::new(Exit::Arguments, "error.allotment.no_draw").with("allotment", &draft.allotment)
            );
        };
        let names = names(office, &draft)?;
        let society = meant(&names, &self.society)?;
        let Some(explained) = explain(&draft, &society) else {
            return Err(CommandError::not_found("error.allotment.no_society")
                .with("asked", &self.society)
                .with("draft", &draft.allotment));
        };
        let label = |called: Option<&Called>| called.map_or_else(Label::default, |called| called.name.clone());
        let sealed = ceremony.iter().flat_map(|ceremony| &ceremony.sealed);
        let (lines, higher) = split(&explained, &|id| label(names.auditors.get(id)));
        let sheet = DrawWorksheet {
            office: office.name()?,
            allotment: draft.allotment.clone(),
            on: Some(draft.body.terms.on),
            name: label(names.societies.get(&society)),
            society,
            seed: seed.clone(),
            sealed: sealed.map(|one| (one.person.clone(), one.words.clone(), one.seal.clone())).collect(),
            lines,
            higher,
        };
        let files = match office.globals().output.is_some() && !office.globals().dry_run {
            true => print_worksheet(office, console, &sheet)?,
            false => Vec::new(),
        };
        show(&draft, &sheet, console);
        console.data("allotment-worksheet", as_json(&sheet, &files));
        Ok(Exit::Done)
    }
}

/// Tickets up to the one chosen with all that decides them, and who else may take the society.
fn split(explained: &Worksheet, name: &dyn Fn(&str) -> Label) -> (Vec<WorksheetLine>, Vec<String>) {
    let (mut lines, mut higher, mut done) = (Vec::new(), Vec::new(), false);
    for one in explained.candidates.iter().filter(|one| one.refused.is_empty()) {
        let Some(ticket) = one.ticket else { continue };
        if done {
            higher.push(one.auditor.clone());
            continue;
        }
        done = one.chosen;
        let filled = if one.chosen { &[][..] } else { &one.filled_by };
        lines.push(WorksheetLine {
            auditor: one.auditor.clone(),
            name: name(&one.auditor),
            ticket: ticket.to_string(),
            filled_by: filled.iter().map(|(ticket, society)| (society.clone(), ticket.to_string())).collect(),
            chosen: one.chosen,
        });
    }
    (lines, higher)
}

fn show(draft: &Draft, sheet: &DrawWorksheet, console: &mut Console) {
    let hindi = console.pick("en", "hi") == "hi";
    let name = if hindi { &sheet.name.hi } else { &sheet.name.en };
    console.say(format!("{}  {} {name}", draft.allotment, sheet.society));
    for (person, words, seal) in &sheet.sealed {
        console.say(format!("printf '%s' '{words}' | sha256sum\n    {seal}  {person}"));
    }
    if !sheet.sealed.is_empty() {
        let all: Vec<&str> = sheet.sealed.iter().map(|(_, words, _)| words.as_str()).collect();
        console.say(format!(
            "printf '%s' '{}' | sha256sum\n    {}  {}",
            all.join("|"),
            sheet.seed,
            if hindi { "बीज" } else { "seed" }
        ));
    }
    let ticket = |society: &str, auditor: &str| format!("printf '%s' '{}|{society}|{auditor}' | sha256sum", sheet.seed);
    for line in &sheet.lines {
        let outcome = match (line.chosen, hindi) {
            (true, true) => "सबसे छोटी, स्थान शेष: समिति इसे",
            (true, false) => "lowest with a place left: takes the society",
            (false, true) => "छोटी, पर स्थान इन पर्चियों ने भर दिए:",
            (false, false) => "lower, but these filled the places:",
        };
        console.say(format!("{}\n    {}  {outcome}", ticket(&sheet.society, &line.auditor), line.ticket));
        for (society, lower) in &line.filled_by {
            console.say(format!("    {}\n        {lower}", ticket(society, &line.auditor)));
        }
    }
    if !sheet.higher.is_empty() {
        let word = if hindi { "बड़ी पर्चियाँ" } else { "higher tickets" };
        console.say(format!("{word}: {}", sheet.higher.join(", ")));
    }
    if sheet.lines.iter().all(|line| !line.chosen) {
        console.say(console.pick("no auditor with a place left", "स्थान वाला कोई अंकेक्षक शेष नहीं").to_owned());
    }
}

fn as_json(sheet: &DrawWorksheet, files: &[PathBuf]) -> serde_json::Value {
    let lines = sheet.lines.iter().map(|line| {
        serde_json::json!({
            "auditor": line.auditor, "ticket": line.ticket, "chosen": line.chosen,
            "lower": line.filled_by.iter().map(|(society, ticket)| serde_json::json!({ "society": society, "ticket": ticket })).collect::<Vec<_>>(),
        })
    });
    serde_json::json!({
        "allotment": sheet.allotment, "society": sheet.society, "seed": sheet.seed,
        "sealed": sheet.sealed.iter().map(|(person, words, seal)| serde_json::json!({ "person": person, "words": words, "seal": seal })).collect::<Vec<_>>(),
        "lines": lines.collect::<Vec<_>>(), "higher": sheet.higher,
        "files": files.iter().map(|path| path.display().to_string()).collect::<Vec<_>>(),
    })
}
