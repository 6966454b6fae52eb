//! `audit report`: memo number, figures, counts of paras.

use super::{OF, about, counted, told};
use clap::Args;
use coop_registry::{
    branches::{audit::life::objections::objections, returns},
    cli::{
        CommandError, Console, Office, Verdict,
        case::{Acting, Before, More},
        desk,
    },
    model::{Date, Moment, Paise, Severity, Value},
    rules::Rulebook,
};

/// The report.
#[derive(Args)]
pub struct Report {
    /// Number of the audit memo
    #[arg(long, value_name = "NO")]
    memo: String,
    /// Net profit as audited, in rupees; a loss as -1,200
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    net_profit: Option<String>,
    /// Misappropriated, in rupees
    #[arg(long, value_name = "AMOUNT")]
    misappropriated: Option<String>,
    /// Irregular, in rupees
    #[arg(long, value_name = "AMOUNT")]
    irregular: Option<String>,
    /// Day the audit was finished (default: the day of the report)
    #[arg(long, value_name = "DATE")]
    finished: Option<String>,
    /// How many paras of each severity: embezzlement, serious, irregular, procedural; where none is told, as the memo on record has them
    #[arg(long, value_name = "SEVERITY=N")]
    paras: Vec<String>,
    #[command(flatten)]
    acting: Acting,
}

/// Severity and the field of its count.
const COUNTS: [(&str, &str); 4] = [
    ("embezzlement", "embezzlements"),
    ("serious", "serious"),
    ("irregular", "irregularities"),
    ("procedural", "procedural"),
];

impl Report {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let acting = about(self.acting, office)?;
        let mut counts: [Option<String>; 4] = [const { None }; 4];
        for pair in &self.paras {
            let (severity, count) = coop_registry::cli::filing::pair(pair)?;
            match COUNTS.iter().position(|(known, _)| *known == severity) {
                Some(at) => counts[at] = Some(count),
                None => {
                    let known: Vec<&str> = COUNTS.iter().map(|(known, _)| *known).collect();
                    let fault = told("AUL-111", Severity::Error, acting.case()).with("found", &severity);
                    return Err(super::one(coop_registry::cli::Exit::Arguments, fault.with("known", known.join(", "))));
                }
            }
        }
        if counts.iter().all(Option::is_none) {
            counts = on_record(office, acting.case())?;
        }
        let [embezzlements, serious, irregularities, procedural] = counts;
        let day = acting.day(office).to_string();
        let book = desk::rulebook(office)?;
        acting
            .telling([
                ("memo_no", Some(self.memo)),
                ("net_profit", self.net_profit),
                ("misappropriated", self.misappropriated),
                ("irregular", self.irregular),
                ("embezzlements", embezzlements),
                ("serious", serious),
                ("irregularities", irregularities),
                ("procedural", procedural),
                ("finished_on", Some(self.finished.unwrap_or(day))),
            ])
            .run_with(office, console, OF, "report", |seen| look(seen, &book))
    }
}

/// Paras of the memo on record by severity; nothing where there is no memo.
fn on_record(office: &Office, audit: &str) -> Result<[Option<String>; 4], CommandError> {
    let register = office.read_register()?;
    let all = objections(&register, Moment::on(Date::MAX))?;
    let own: Vec<_> = all.iter().filter(|one| one.audit == audit).collect();
    if own.is_empty() {
        return Ok([const { None }; 4]);
    }
    Ok(COUNTS.map(|(severity, _)| Some(own.iter().filter(|one| one.severity == severity).count().to_string())))
}

/// What the report says against what is on record.
fn look(seen: &Before<'_>, book: &Rulebook) -> Result<More, CommandError> {
    let mut more = More::default();
    let Some(case) = seen.case else { return Ok(more) };
    let all = objections(seen.register, Moment::on(Date::MAX))?;
    let own: Vec<_> = all.iter().filter(|one| one.audit == case.id).collect();
    for (severity, field) in COUNTS.iter().filter(|_| !own.is_empty()) {
        let (said, found) =
            (seen.told(field).and_then(Value::as_integer), own.iter().filter(|one| one.severity == *severity).count());
        if let Some(said) = said.filter(|said| usize::try_from(*said) != Ok(found)) {
            let warning = told("AUL-203", Severity::Warning, &case.id).with("severity", severity);
            more.warnings.push(warning.with("said", said).with("found", found));
        }
    }
    let fy = seen.text("fy").parse().ok();
    let audited = seen.told("net_profit").and_then(Value::as_money);
    if let (Some(fy), Some(society), Some(audited)) = (fy, case.society.as_deref(), audited)
        && let Some((filed, _)) = returns::one(seen.register, &book.fields, society, fy, Moment::on(seen.telling.on))?
    {
        let no = book.fields.no("net_profit");
        let filed = filed.lines.iter().find(|(known, _)| Some(*known) == no).and_then(|(_, value)| value.as_money());
        if let Some(filed) = filed.filter(|filed| *filed != audited) {
            let apart = Paise(audited.0 - filed.0);
            let warning = told("AUL-205", Severity::Warning, &case.id).with("audited", audited);
            more.warnings.push(warning.with("filed", filed).with("apart", apart));
        }
    }
    let misappropriated = seen.told("misappropriated").and_then(Value::as_money).is_some_and(|sum| sum.0 > 0);
    let embezzled = seen.told("embezzlements").and_then(Value::as_integer).is_some_and(|count| count > 0);
    if misappropriated || embezzled {
        more.warnings
            .push(told("AUL-206", Severity::Warning, &case.id).with("society", case.society.as_deref().unwrap_or("–")));
    }
    more.entries.extend(counted(seen.register, &case.id, (&all, 0), seen.telling.on)?);
    Ok(more)
}
