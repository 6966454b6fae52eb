//! `rules list`.

use coop_registry::{
    cli::{CommandError, Console, Exit, Listing, Office, Verdict},
    model::{Severity, Value},
};

/// All rules with what each rests on
#[derive(clap::Args)]
pub struct List {
    /// Only these: codes or families, as APP,BSH-001
    #[arg(long, value_name = "CODE,…", value_delimiter = ',')]
    only: Vec<String>,
}

impl List {
    /// One line a rule.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let mut book = super::rulebook(office)?;
        let unknown = book.select(&self.only);
        if !unknown.is_empty() {
            return Err(CommandError::not_found("error.rules.none").with("asked", unknown.join(", ")));
        }
        let mut listing = Listing::new([
            ("code", "Code", "कोड"),
            ("name", "Name", "नाम"),
            ("severity", "Severity", "गंभीरता"),
            ("applies", "Applies to", "किन पर"),
            ("field", "Line", "पंक्ति"),
            ("basis", "Basis", "आधार"),
            ("withdrawn", "Withdrawn", "वापस"),
        ]);
        for rule in &book.rules {
            let basis: Vec<String> =
                rule.entry.basis.iter().map(|basis| book.citation(basis, None, console.language())).collect();
            let of_rule = book.withdrawals.iter().filter(|one| one.rule == rule.code);
            let withdrawn = of_rule.map(|one| format!("{} – {} ({})", one.from, one.until, one.order_no));
            let title = rule.entry.title(console.language());
            listing.push([
                Value::text(&rule.code),
                // For scripts the key, for people the title.
                Value::text(if console.is_for_people() { &title } else { &rule.entry.name }),
                Value::text(match (rule.severity(), console.is_for_people()) {
                    (Severity::Error, true) => console.pick("error", "त्रुटि"),
                    (Severity::Warning, true) => console.pick("warning", "चेतावनी"),
                    (Severity::Info, true) => console.pick("info", "सूचना"),
                    (Severity::Error, false) => "error",
                    (Severity::Warning, false) => "warning",
                    (Severity::Info, false) => "info",
                }),
                Value::text(rule.entry.applies.join(" ")),
                Value::text(rule.field()),
                Value::text(basis.join("; ")),
                Value::text(withdrawn.collect::<Vec<_>>().join("; ")),
            ]);
        }
        console.listing("rules-list", &listing);
        Ok(Exit::Done)
    }
}
