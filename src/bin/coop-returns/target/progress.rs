//! `target progress`: how far a scheme has come, by district.

use super::{OfScheme, value, written};
use clap::Args;
use coop_registry::{
    branches::{
        computerisation::Programme,
        pacs::societies,
        targets::{
            Period, Progress as Made, Scheme, SchemeUnit, achieved, district_targets, hundredths, progress,
            state_target,
        },
    },
    catalogue::Level,
    cli::{CommandError, Console, Format, Listing, Office, Verdict, papers, place_names::PlaceNames},
    model::{Finding, Label, Language, Locus, Severity, Value},
    reports::scheme_progress::{Paper, build},
};

/// Progress.
#[derive(Args)]
pub struct Progress {
    #[command(flatten)]
    of: OfScheme,
    /// Make the paper: PDF, XLSX, HTML or CSV by --format, into -o DIR
    #[arg(long)]
    print: bool,
}

impl Progress {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (scheme, period) = (self.of.scheme(office)?, self.of.period(office)?);
        let (register, moment) = (office.read_register()?, office.moment()?);
        let places = PlaceNames::load(office)?;
        let districts = places.own_districts();
        let known = societies(&register, moment)?;
        let stages = Programme::load(office.files(), office.tables())?;
        let state = state_target(&register, &scheme, period, moment)?;
        let of_districts = district_targets(&register, &scheme, period, &districts, moment)?;
        if state.is_none() && of_districts.is_empty() {
            let error = CommandError::not_found("error.programme.no_target");
            return Err(error.with("scheme", &scheme.code).with("period", period));
        }
        let counted = achieved(&register, &scheme, period, &known, &stages, moment)?;
        let made = progress(state.as_ref(), &of_districts, &counted, &districts);
        // Districts with neither target nor figure say nothing.
        let shown = || made.places.iter().filter(|place| place.target.is_some() || place.achieved > 0);
        let mut listing = Listing::new([
            ("district", "District", "जिला"),
            ("target", "Target", "लक्ष्य"),
            ("achieved", "Achieved", "उपलब्धि"),
            ("percent", "%", "%"),
            ("gap", "Gap", "शेष"),
        ]);
        let line = |target: Option<u64>, figure: u64| {
            let of = |figure: Option<u64>| figure.map_or(Value::Empty, |figure| value(&scheme, figure));
            let percent = hundredths(figure, target).map_or(Value::Empty, Value::Percent);
            [of(target), of(Some(figure)), percent, of(target.map(|target| target.saturating_sub(figure)))]
        };
        let row = |name: Value, [target, figure, percent, gap]: [Value; 4]| [name, target, figure, percent, gap];
        for place in shown() {
            let name = match (console.is_for_people(), place.district) {
                (false, Some(code)) => Value::Integer(code),
                (false, None) => Value::Empty,
                _ => Value::text(places.label(Level::District, place.district).in_language(console.language())),
            };
            listing.push(row(name, line(place.target, place.achieved)));
        }
        let of_state = line(made.target.or(made.split), made.achieved);
        if console.is_for_people() {
            listing.push(row(Value::text(console.pick("State", "राज्य")), of_state.clone()));
        }
        let findings = findings(&scheme, period, &made, counted.undated);
        let print = self.print || papers::is_for_paper(office);
        let files = if print {
            let paper = Paper {
                scheme: scheme.label.clone(),
                said: said(console, &scheme, period, &made, &findings),
                money: scheme.unit == SchemeUnit::Money,
                rows: shown().map(|place| (place.district, line(place.target, place.achieved))).collect(),
                source: Label { en: scheme.basis.printed(Language::En), hi: scheme.basis.printed(Language::Hi) },
            };
            papers::made(office, console, &register, ("coop-returns target progress", &[]), |ground| {
                places.name_ground(shown().map(|place| (place.district, None)), ground);
                let mut report = build(&paper, ground);
                report.key = format!("{}-{}-{period}", report.key, scheme.code);
                report
            })?
        } else {
            Vec::new()
        };
        if console.format() == Format::Json {
            let mut total = Listing { columns: listing.columns.clone(), ..Listing::default() };
            total.push(row(Value::Empty, of_state));
            console.data(
                "target-progress",
                serde_json::json!({
                    "scheme": scheme.code, "period": period.to_string(), "rows": listing.to_json(),
                    "state": total.to_json().remove(0), "order_no": state.as_ref().map(|target| &target.order_no),
                    "undated": counted.undated, "files": files,
                }),
            );
        } else if !print {
            console.listing("target-progress", &listing);
        }
        files.iter().for_each(|file| console.say(file));
        console.findings(&findings);
        Ok(console.verdict(&findings))
    }
}

fn findings(scheme: &Scheme, period: Period, made: &Made, undated: u64) -> Vec<Finding> {
    let told = |code: &str, severity| Finding::new(code, severity, Locus::default());
    let mut findings = Vec::new();
    match (made.split, made.target) {
        (Some(sum), Some(target)) if sum != target => {
            let finding = told("PRG-201", Severity::Warning).with("sum", written(scheme, sum));
            findings.push(finding.with("target", written(scheme, target)));
        }
        (None, _) => findings.push(told("PRG-204", Severity::Info)),
        _ => {}
    }
    if made.achieved == 0 {
        let finding = told("PRG-202", Severity::Warning).with("period", period);
        findings.push(finding.with("scheme", &scheme.label.hi).with("scheme_en", &scheme.label.en));
    }
    if undated > 0 {
        findings.push(told("PRG-203", Severity::Warning).with("count", undated));
    }
    findings
}

/// The State's line and what is to be known, as the paper says it.
fn said(console: &Console, scheme: &Scheme, period: Period, made: &Made, findings: &[Finding]) -> Vec<Label> {
    let target = made.target.or(made.split).map_or_else(|| "–".to_owned(), |target| written(scheme, target));
    let achieved = written(scheme, made.achieved);
    let percent = hundredths(made.achieved, made.target.or(made.split));
    let percent = percent.map_or_else(|| "–".to_owned(), |n| format!("{}.{:02}", n / 100, n % 100));
    let state = Label {
        en: format!("{period}: target of the State {target}, achieved {achieved}, {percent} %"),
        hi: format!("{period}: राज्य का लक्ष्य {target}, उपलब्धि {achieved}, {percent} %"),
    };
    let worded = |finding: &Finding| Label {
        en: console.texts().finding(finding, Language::En),
        hi: console.texts().finding(finding, Language::Hi),
    };
    std::iter::once(state).chain(findings.iter().map(worded)).collect()
}
