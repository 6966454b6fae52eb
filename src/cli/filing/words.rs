//! What is said of a file that was read: findings, a line of counts, the JSON of the account.

use crate::{
    cli::{Console, Exit, Format, flood},
    migrate::{Account, Settled},
    model::{Finding, Language, Severity},
};
use std::path::Path;

/// On a terminal only what needs an eye; what is left out is counted. JSON has every finding.
pub(super) fn tell(settled: &Settled, console: &mut Console) {
    if console.format() == Format::Json {
        console.findings(&settled.findings);
        return;
    }
    let (kept, left_out) = flood::first_of_each(&settled.findings);
    console.findings(&kept);
    if !left_out.is_empty() {
        let counts: Vec<String> = left_out.iter().map(|(code, count)| format!("{code} ×{count}")).collect();
        let words =
            console.pick("further findings (--format json shows all)", "और निष्कर्ष (--format json में सब)").to_owned();
        console.note(format!("{words}: {}", counts.join(", ")));
    }
}

pub(super) fn verdict(settled: &Settled, console: &Console) -> Exit {
    if settled.account.rejected > 0 {
        return Exit::Findings;
    }
    let errors: Vec<Finding> =
        settled.findings.iter().filter(|finding| finding.severity != Severity::Error).cloned().collect();
    console.verdict(&errors)
}

pub(super) fn account_json(batch: &str, account: &Account, rejects: Option<&Path>) -> serde_json::Value {
    let (printed, held) = account.controls();
    serde_json::json!({
        "batch": batch, "register": account.register, "rows": account.rows, "imported": account.imported,
        "updated": account.updated, "duplicates": account.duplicates, "rejected": account.rejected,
        "rejects_file": rejects.map(|path| path.display().to_string()), "control": { "printed": printed, "computed": held },
    })
}

pub(super) fn summary(language: Language, file: &str, batch: &str, account: &Account) -> String {
    let (printed, held) = account.controls();
    let Account { register, rows, imported, updated, duplicates, rejected, .. } = account;
    match language {
        Language::En => format!(
            "{file}: batch {batch}, register {register}: {rows} rows = {imported} imported + {updated} updated + {duplicates} duplicate + {rejected} rejected; printed totals that hold: {held} of {printed}"
        ),
        Language::Hi => format!(
            "{file}: खेप {batch}, पंजी {register}: {rows} पंक्तियाँ = {imported} आयातित + {updated} अद्यतन + {duplicates} दोहराव + {rejected} अस्वीकृत; छपे योग जो मिलते हैं: {printed} में से {held}"
        ),
    }
}

pub(super) fn would_enter(language: Language, file: &str, account: &Account) -> String {
    let Account { register, rows, imported, updated, duplicates, rejected, .. } = account;
    match language {
        Language::En => format!(
            "{file}: would enter register {register}, nothing was written: {rows} rows = {imported} to import + {updated} to update + {duplicates} duplicate + {rejected} to reject"
        ),
        Language::Hi => format!(
            "{file}: पंजी {register} में दर्ज होगी, अभी कुछ नहीं लिखा गया: {rows} पंक्तियाँ = {imported} आयात होंगी + {updated} अद्यतन होंगी + {duplicates} दोहराव + {rejected} अस्वीकृत होंगी"
        ),
    }
}

pub(super) fn staged(language: Language, file: &str, batch: &str, account: &Account) -> String {
    let (printed, held) = account.controls();
    let Account { register, rows, imported, updated, duplicates, rejected, .. } = account;
    match language {
        Language::En => format!(
            "{file}: staged as batch {batch} for register {register}, nothing was entered: {rows} rows = {imported} new + {updated} changes + {duplicates} duplicate + {rejected} rejected as the register stands; printed totals that hold: {held} of {printed}"
        ),
        Language::Hi => format!(
            "{file}: खेप {batch} के रूप में तैयार, पंजी {register}, अभी कुछ दर्ज नहीं हुआ: {rows} पंक्तियाँ = {imported} नई + {updated} परिवर्तन + {duplicates} दोहराव + {rejected} अस्वीकृत, रजिस्टर की वर्तमान स्थिति में; छपे योग जो मिलते हैं: {printed} में से {held}"
        ),
    }
}
