//! `coop-audit allotment conflicts`: why not every society can lawfully be allotted.

use crate::{drafts, words::Words};
use clap::Args;
use coop_registry::{
    branches::audit::allotment::{Conflict, Reason, conflicts},
    cli::{CommandError, Console, Format, Listing, Office, Verdict},
    model::{Severity, Value},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

/// Why not every society can lawfully be allotted: sets of societies, rooms and limits from which nothing can be left out
#[derive(Args)]
pub struct Explained {
    /// File of the draft (else the office's only one)
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

impl Explained {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let words = &Words::load(office)?;
        let (_, draft) = drafts::read(office, self.file.as_deref())?;
        let found = conflicts(&draft);
        let lines: Vec<_> = found.conflicts.iter().map(|conflict| as_json(conflict, words, console)).collect();
        console.data(
            "allotment-conflicts",
            serde_json::json!({ "allotment": draft.allotment, "conflicts": lines, "left_out_by_luck": found.by_luck }),
        );
        if console.format() != Format::Json {
            console.listing("allotment-conflicts", &listing(&found.conflicts, words, console));
        }
        if console.is_for_people() {
            for (no, conflict) in (1..).zip(&found.conflicts) {
                console.say(sentence(no, conflict, console));
                for (reason, (auditors, societies)) in grouped(conflict) {
                    let said = words.said(&reason, console);
                    console.say(match console.pick("en", "hi") {
                        "hi" => {
                            format!("    {auditors} अन्य अंकेक्षक {societies} समितियों के लिए नहीं: {said}  [{}]", reason.code)
                        }
                        _ => format!(
                            "    {auditors} other auditors not for {societies} societies: {said}  [{}]",
                            reason.code
                        ),
                    });
                }
            }
            if !found.by_luck.is_empty() {
                let (count, first) = (found.by_luck.len(), few(&found.by_luck));
                console.say(match console.pick("en", "hi") {
                    "hi" => format!("{count} समितियाँ केवल पर्ची के क्रम से छूटीं; किसी और आवंटन में उन्हें अंकेक्षक मिलता: {first}"),
                    _ => format!("{count} societies were left out by the order of tickets only; another allotment would give them an auditor: {first}"),
                });
            }
            if found.conflicts.is_empty() && found.by_luck.is_empty() {
                console.say(console.pick("every society has an auditor", "प्रत्येक समिति को अंकेक्षक मिला").to_owned());
            }
        }
        let findings = found.conflicts.iter().map(|conflict| {
            let reason = Reason::new("ALT-407").with("societies", conflict.societies.len());
            let room: usize = conflict.rooms.iter().map(|(_, room)| room).sum();
            reason.with("auditors", conflict.rooms.len()).with("room", room).finding(Severity::Warning, None)
        });
        Ok(console.verdict(&findings.collect::<Vec<_>>()))
    }
}

fn sentence(no: usize, conflict: &Conflict, console: &Console) -> String {
    let (societies, auditors) = (conflict.societies.len(), conflict.rooms.len());
    let room: usize = conflict.rooms.iter().map(|(_, room)| room).sum();
    let (out, left) = (conflict.left_out.len(), few(&conflict.left_out));
    match (auditors, console.pick("en", "hi")) {
        (0, "hi") => format!("{no}. समिति {left} को कोई अंकेक्षक नहीं ले सकता:"),
        (0, _) => format!("{no}. society {left} may be taken by no auditor:"),
        (_, "hi") => format!(
            "{no}. ये {societies} समितियाँ केवल इन {auditors} अंकेक्षकों को जा सकती हैं, जिनके पास {room} स्थान हैं; इसी कारण बिना अंकेक्षक {out}: {left}"
        ),
        _ => format!(
            "{no}. these {societies} societies may go to these {auditors} auditors only, who have room for {room}; left without for this reason {out}: {left}"
        ),
    }
}

/// The first of a list; all of them stand in the JSON.
fn few(ids: &[String]) -> String {
    let shown: Vec<&str> = ids.iter().take(8).map(String::as_str).collect();
    if ids.len() > shown.len() { format!("{} …", shown.join(", ")) } else { shown.join(", ") }
}

/// Limits of one kind together: how many auditors they keep away, from how many societies.
fn grouped(conflict: &Conflict) -> BTreeMap<Reason, (usize, usize)> {
    let mut kinds: BTreeMap<Reason, (BTreeSet<&str>, BTreeSet<&str>)> = BTreeMap::new();
    for one in &conflict.refused {
        let kind = kinds.entry(one.reason.clone()).or_default();
        kind.0.insert(&one.auditor);
        kind.1.extend(one.societies.iter().map(String::as_str));
    }
    kinds.into_iter().map(|(reason, (auditors, societies))| (reason, (auditors.len(), societies.len()))).collect()
}

fn listing(all: &[Conflict], words: &Words, console: &Console) -> Listing {
    let mut listing = Listing::new([
        ("conflict", "Conflict", "टकराव"),
        ("element", "Element", "अंग"),
        ("id", "Identity", "पहचान"),
        ("limit", "Limit", "सीमा"),
    ]);
    let society = console.pick("society", "समिति");
    let room = console.pick("auditor", "अंकेक्षक");
    for (no, conflict) in (1..).zip(all) {
        for id in &conflict.societies {
            let limit = console.pick("is to be audited", "का अंकेक्षण होना है");
            listing.push([Value::Integer(no), Value::text(society), Value::text(id), Value::text(limit)]);
        }
        for (id, count) in &conflict.rooms {
            let limit = match console.pick("en", "hi") {
                "hi" => format!("{count} से अधिक नहीं"),
                _ => format!("room for {count}, no more"),
            };
            listing.push([Value::Integer(no), Value::text(room), Value::text(id), Value::text(limit)]);
        }
        if !console.is_for_people() {
            for one in &conflict.refused {
                let said = words.coded(&one.reason, console);
                listing.push([
                    Value::Integer(no),
                    Value::text("refused"),
                    Value::text(&one.auditor),
                    Value::text(said),
                ]);
            }
        }
    }
    listing
}

fn as_json(conflict: &Conflict, words: &Words, console: &Console) -> serde_json::Value {
    let refused = conflict.refused.iter().map(|one| {
        serde_json::json!({
            "auditor": one.auditor, "code": one.reason.code, "message": words.said(&one.reason, console), "societies": one.societies,
        })
    });
    let rooms = conflict.rooms.iter().map(|(auditor, room)| serde_json::json!({ "auditor": auditor, "room": room }));
    serde_json::json!({
        "societies": conflict.societies, "rooms": rooms.collect::<Vec<_>>(), "refused": refused.collect::<Vec<_>>(),
        "left_out": conflict.left_out,
    })
}
