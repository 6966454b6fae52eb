//! `document check`.

use super::{Year, kinds_of};
use coop_registry::{
    branches::returns::lodged::{File, check},
    cli::{
        CommandError, Console, Exit, Office, Verdict,
        filing::{document_path, fingerprint},
    },
    model::Language,
};
use serde_json::json;

/// Tells everything that is wrong with the documents of --fy in one pass.
pub fn run(office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
    let (book, kinds) = kinds_of(office)?;
    let (fy, moment, register) = (office.year()?, office.moment()?, office.read_register()?);
    let year = Year::of(&register, (&book, &kinds), fy, moment)?;
    let progress = console.progress(console.pick("documents", "दस्तावेज़"), year.lodged.len() as u64);
    let mut done = 0;
    let mut file = |sha256: &str| {
        done += 1;
        progress.set(done);
        match document_path(office, sha256) {
            Ok(path) if path.exists() => match fingerprint(&path) {
                Ok(now) if now == sha256 => File::Right,
                Ok(now) => File::Altered(now),
                Err(_) => File::Altered("–".to_owned()),
            },
            _ => File::Missing,
        }
    };
    let asked = (fy, year.owing.as_slice(), &year.facts);
    let checked = check(&kinds, &book.statutes, &year.societies, asked, &year.lodged, &mut file);
    drop(progress);
    let counted = |code: &str| checked.findings.iter().filter(|finding| finding.code == code).count();
    let broken = counted("DOC-004") + counted("DOC-005");
    let (societies, complete, documents) = (checked.societies, checked.complete, checked.documents);
    console.data(
        "document-check",
        json!({
            "fy": fy.to_string(), "societies": societies, "complete": complete, "documents": documents,
            "lacking": counted("DOC-001") + counted("DOC-002"), "cannot_tell": checked.untold, "broken_files": broken,
        }),
    );
    console.findings_as_data(&checked.findings);
    let (lacking, untold) = (counted("DOC-001") + counted("DOC-002"), checked.untold);
    let lines = match console.language() {
        Language::En => [
            format!(
                "{fy}: {documents} document(s) lodged; of {societies} societies that owe a return {complete} have all that is asked; {lacking} lacking"
            ),
            format!(
                "    of {untold} it cannot be told whether they are asked: no return on record, or a line of it is empty"
            ),
        ],
        Language::Hi => [
            format!(
                "{fy}: {documents} दस्तावेज़ जमा; विवरणी देय {societies} समितियों में से {complete} के सभी अपेक्षित दस्तावेज़ हैं; {lacking} अनुपलब्ध"
            ),
            format!("    {untold} अपेक्षित हैं या नहीं, निर्णय संभव नहीं: विवरणी अभिलेख में नहीं या पंक्ति रिक्त"),
        ],
    };
    for line in lines.into_iter().take(if untold > 0 { 2 } else { 1 }) {
        if console.is_for_people() { console.say(line) } else { console.note(line) }
    }
    Ok(if broken > 0 { Exit::Integrity } else { console.verdict(&checked.findings) })
}
