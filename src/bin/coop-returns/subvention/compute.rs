//! `subvention compute`: a line for each drawal and year.

use super::{
    Lists, Whose,
    columns::{Rows, pour},
};
use coop_registry::{
    branches::subvention::{ClaimRow, Part, Totals, by_reason},
    cli::{
        CommandError, Console, Format, Listing, Office, Verdict,
        subventions::{Done, figures, read},
    },
    model::{Language, Paise},
};
use serde_json::json;
use std::ops::Range;

/// Compute lists of drawals and repayments
#[derive(clap::Args)]
pub struct Compute {
    #[command(flatten)]
    lists: Lists,
    #[command(flatten)]
    whose: Whose,
}

impl Compute {
    /// Computes, prints the lines, their sums and the figures they rest on.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let done = read(office, console, &self.lists.wished())?.compute(console)?;
        let rows = done.rows(office.globals().fy, &self.whose.of());
        console.findings(&done.findings);
        let table = Rows::of(office, console, &done)?;
        match console.format() {
            Format::Json => {
                let lines = listing(console, &done, &table, &rows, 0..rows.len()).to_json();
                let account = account(console, &done, &rows, lines);
                console.data("subvention", account);
            }
            Format::Csv | Format::Jsonl => {
                pour(console, rows.len(), &|console, range| listing(console, &done, &table, &rows, range));
                summary(console, &done, &rows);
            }
            _ => {
                let lines = listing(console, &done, &table, &rows, 0..rows.len());
                console.listing("subvention", &lines);
                summary(console, &done, &rows);
            }
        }
        Ok(done.verdict(console))
    }
}

fn listing(console: &Console, done: &Done, table: &Rows, rows: &[ClaimRow<'_>], range: Range<usize>) -> Listing {
    let mut listing = table.empty();
    listing.rows = range.map(|at| table.row(console, done, at + 1, &rows[at])).collect();
    listing
}

fn account(console: &Console, done: &Done, rows: &[ClaimRow<'_>], lines: Vec<serde_json::Value>) -> serde_json::Value {
    let totals = Totals::of(&done.loans, rows);
    let parts: serde_json::Map<_, _> =
        done.terms.scheme.parts.iter().map(|part| (part.key().to_owned(), totals.part(*part).into())).collect();
    let language = console.language();
    let figures = figures(console, &done.terms, rows);
    let figures: Vec<_> = figures
        .iter()
        .map(|one| {
            let (name, source) = (one.figure.in_language(language), one.source.in_language(language));
            json!({ "figure": name, "fy": one.fy, "value": one.value, "source": source })
        })
        .collect();
    let reasons: Vec<_> = by_reason(rows)
        .into_iter()
        .map(|(reason, (count, amount))| json!({ "reason": reason.key(), "drawals": count, "amount": amount }))
        .collect();
    json!({
        "scheme": done.terms.scheme.key, "upto": done.terms.upto.to_string(), "year_days": done.terms.basis(),
        "lines": lines, "count": rows.len(),
        "totals": {
            "farmers": totals.farmers, "accounts": totals.accounts, "drawals": totals.drawals, "refused": totals.refused,
            "disbursed": totals.disbursed, "own_funds": totals.own_funds, "eligible_product": totals.eligible,
            "interest": totals.interest, "parts": parts, "farmer_share": totals.farmer,
            "claimed": totals.claimed(), "earlier": totals.earlier, "balance": totals.balance(),
        },
        "reasons": reasons, "figures": figures, "failed": done.failed,
    })
}

/// Sums, reasons and figures in sentences; beside CSV and JSON lines they go to stderr.
fn summary(console: &mut Console, done: &Done, rows: &[ClaimRow<'_>]) {
    let totals = Totals::of(&done.loans, rows);
    let (farmers, drawals, refused) = (totals.farmers, totals.drawals, totals.refused);
    let (drawn, balance) = (Paise(totals.disbursed), Paise(totals.balance()));
    let mut lines = vec![match console.language() {
        Language::En => format!(
            "{farmers} farmer(s), {drawals} drawal(s) of {drawn}, {refused} of them refused; claimed before {}, to be claimed {balance}",
            Paise(totals.earlier)
        ),
        Language::Hi => format!(
            "{farmers} किसान, {drawn} के {drawals} आहरण, इनमें {refused} अस्वीकृत; पूर्व दावा {}, शेष दावा {balance}",
            Paise(totals.earlier)
        ),
    }];
    let word = |key: &str| console.texts().word(key, console.language()).to_owned();
    for part in Part::ALL.into_iter().filter(|part| done.terms.scheme.parts.contains(part)) {
        lines.push(format!("    {}: {}", word(&format!("column.{}", part.key())), Paise(totals.part(part))));
    }
    lines.push(format!("    {}: {}", word("column.farmer_share"), Paise(totals.farmer)));
    for (reason, (count, amount)) in by_reason(rows) {
        lines.push(format!(
            "  – {}: {count} ({})",
            word(&format!("subvention.reason.{}", reason.key())),
            Paise(amount)
        ));
    }
    for one in figures(console, &done.terms, rows) {
        let (name, source) = (one.figure.in_language(console.language()), one.source.in_language(console.language()));
        lines.push(format!("  {} {name} {}: {source}", one.fy, one.value));
    }
    for line in lines {
        if console.is_for_people() { console.say(line) } else { console.note(line) }
    }
}
