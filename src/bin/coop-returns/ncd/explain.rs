//! `ncd explain`.

use super::Known;
use coop_registry::{
    branches::{
        ncd::{Criterion, Judged, Scorer, Tally, Verdict as Met, marks_written, sector_of},
        returns,
    },
    cleaning::read_amount,
    cli::{CommandError, Console, Exit, Office, Verdict, desk},
    model::{Date, Language, Value, date_written},
    register::ReadRegister as _,
};
use serde_json::json;

/// Head by head: the marks of a society
#[derive(clap::Args)]
pub struct Explain {
    /// Society: identity, registration number or name
    #[arg(long)]
    society: String,
}

impl Explain {
    /// Marks given, lost for missing data, lost for performance, and what would raise them.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let fy = office.year()?;
        let frame = super::frame(office)?;
        let weights = super::weights(&frame, fy)?;
        let known = Known::load(office)?;
        let (register, moment) = (office.read_register()?, office.moment()?);
        let table = desk::table(office, "society")?;
        let subject = desk::subject(&register, table, &self.society, moment)?;
        let Some(line) = register.line("society", &subject, moment)? else {
            let nothing = CommandError::not_found("error.desk.nothing_in_force");
            return Err(nothing.with("subject", subject).with("day", moment.as_of));
        };
        let code = sector_of(&known.form, &line, table, &mut Tally::default());
        let code = code.as_text().unwrap_or_default().to_owned();
        let Some((key, sector)) = frame.sector(&code).filter(|_| !code.is_empty()) else {
            let asked = if code.is_empty() { "–" } else { code.as_str() };
            let list: Vec<&str> = frame.sectors.keys().map(String::as_str).collect();
            return Err(CommandError::not_found("error.ncd.not_ranked")
                .with("society", subject)
                .with("sector", asked)
                .with("known", list.join(", ")));
        };
        let found = returns::one(&register, &frame.book.fields, &subject, fy, moment)?;
        let filed = found.is_some();
        let (lines, last_year) = found.map_or((None, None), |(filed, last_year)| (Some(filed.lines), last_year));
        let score = Scorer::new(&frame, &weights, key, fy).score((table, &line), lines, last_year.as_ref());
        let language = console.language();
        let total = score.total();
        let label_of = |key: &str| {
            let (prev, bare) = key.strip_prefix("prev.").map_or((false, key), |bare| (true, bare));
            let label = frame.book.fields.get(bare).map_or(bare, |field| field.label.in_language(language));
            match (prev, language) {
                (false, _) => label.to_owned(),
                (true, Language::En) => format!("{label} (last year)"),
                (true, Language::Hi) => format!("{label} (गत वर्ष)"),
            }
        };
        let heads: Vec<_> = frame.heads.iter().enumerate().map(|(at, head)| {
            let of_head = score.judged.iter().filter(|judged| frame.criteria[judged.criterion].head == at);
            let criteria: Vec<_> = of_head.map(|judged| {
                let criterion = &frame.criteria[judged.criterion];
                json!({
                    "criterion": criterion.code, "asks": criterion.label.in_language(language), "verdict": judged.verdict.key(),
                    "marks": judged.marks, "missing": judged.lacking, "value": value_json(&judged.value),
                    "expected": judged.expected,
                })
            }).collect();
            let marks = score.heads[at];
            json!({
                "head": head.code, "name": head.label.in_language(language), "of": marks.sum(), "marks": marks.given,
                "lost_missing": marks.missing, "lost_performance": marks.performance,
                "origin": weights.origins[at].in_language(language), "criteria": criteria,
            })
        }).collect();
        console.data(
            "ncd-explain",
            json!({
                "society": subject, "fy": fy, "sector": key, "filed": filed, "of": total.sum(), "marks": total.given,
                "lost_missing": total.missing, "lost_performance": total.performance, "heads": heads,
            }),
        );
        let name = if language == Language::Hi { &sector.hi } else { &sector.en };
        let [given, of, missing, performance] =
            [total.given, total.sum(), total.missing, total.performance].map(marks_written);
        console.say(match language {
            Language::En => format!(
                "{subject}  {name}  {fy}: {given} of {of} marks; lost for missing data {missing}, for performance {performance}"
            ),
            Language::Hi => format!(
                "{subject}  {name}  {fy}: {of} में {given} अंक; अनुपलब्ध आँकड़ों से हानि {missing}, निष्पादन से {performance}"
            ),
        });
        if !filed {
            console.say(console.pick("no return of the year is on record", "वर्ष की विवरणी दर्ज नहीं").to_owned());
        }
        for (at, head) in frame.heads.iter().enumerate() {
            let marks = score.heads[at];
            let (name, origin) = (head.label.in_language(language), weights.origins[at].in_language(language));
            console.say(format!("{name}: {} / {}  – {origin}", marks_written(marks.given), marks_written(marks.sum())));
            for judged in score.judged.iter().filter(|judged| frame.criteria[judged.criterion].head == at) {
                let criterion = &frame.criteria[judged.criterion];
                console.say(said(judged, criterion, language, &label_of));
            }
        }
        let mut raise: Vec<&Judged> = score
            .judged
            .iter()
            .filter(|judged| matches!(judged.verdict, Met::Missing | Met::NotMet) && judged.marks > 0)
            .collect();
        raise.sort_by_key(|judged| std::cmp::Reverse(judged.marks));
        if !raise.is_empty() {
            console.say(console.pick("What would raise it, most marks first:", "अंक कैसे बढ़ेंगे, अधिक अंक पहले:").to_owned());
        }
        for judged in raise {
            let criterion = &frame.criteria[judged.criterion];
            let what = criterion.label.in_language(language);
            let marks = marks_written(judged.marks);
            let lines: Vec<String> = judged.lacking.iter().map(|key| label_of(key)).collect();
            console.say(match (judged.verdict, language, lines.is_empty()) {
                (Met::Missing, Language::En, false) => format!("  up to +{marks}  record {}", lines.join(", ")),
                (Met::Missing, Language::Hi, false) => format!("  +{marks} तक  दर्ज करें: {}", lines.join(", ")),
                _ => format!("  +{marks}  {what}{}", threshold(judged)),
            });
        }
        Ok(Exit::Done)
    }
}

/// A line of a criterion.
fn said(judged: &Judged, criterion: &Criterion, language: Language, label_of: &dyn Fn(&str) -> String) -> String {
    let marks = marks_written(judged.marks);
    let what = criterion.label.in_language(language);
    let lines: Vec<String> = judged.lacking.iter().map(|key| label_of(key)).collect();
    let lines = lines.join(", ");
    match (judged.verdict, language) {
        (Met::Met, Language::En) => format!("  +{marks}  {what}"),
        (Met::Met, Language::Hi) => format!("  +{marks}  {what}"),
        (Met::NotMet, Language::En) => format!("  -{marks}  {what}: not met{}", threshold(judged)),
        (Met::NotMet, Language::Hi) => format!("  -{marks}  {what}: पूरा नहीं{}", threshold(judged)),
        (Met::Missing, Language::En) => format!("  -{marks}  {what}: missing {lines}"),
        (Met::Missing, Language::Hi) => format!("  -{marks}  {what}: अनुपलब्ध {lines}"),
        (Met::NotAsked, Language::En) => format!("   –  {what}: does not apply"),
        (Met::NotAsked, Language::Hi) => format!("   –  {what}: लागू नहीं"),
    }
}

/// The value and the threshold, where one is held against the other: `(3,00,000; >= 4,80,000)`.
fn threshold(judged: &Judged) -> String {
    let value = match &judged.value {
        Value::Money(paise) => paise.to_string(),
        Value::Date(date) => date_written(*date),
        Value::Text(text) => text.clone(),
        Value::Integer(n) => n.to_string(),
        Value::Percent(n) => format!("{}.{:02}", n / 100, (n % 100).abs()),
        Value::Quantity(n) => marks_written(*n),
        Value::Bool(_) | Value::Empty => return String::new(),
    };
    let Some((sign, figure)) = judged.expected.split_once(' ').filter(|(sign, _)| sign.starts_with(['<', '>', '=']))
    else {
        // The condition itself, which the criterion says in words.
        return format!(" ({value})");
    };
    let figure = match &judged.value {
        Value::Date(_) => figure.parse::<Date>().map_or_else(|_| figure.to_owned(), date_written),
        Value::Money(_) => match read_amount(figure, None).map(|read| read.value) {
            Ok(Value::Money(paise)) => paise.to_string(),
            _ => figure.to_owned(),
        },
        _ => figure.to_owned(),
    };
    format!(" ({value}; {sign} {figure})")
}

fn value_json(value: &Value) -> serde_json::Value {
    match value {
        Value::Empty => serde_json::Value::Null,
        Value::Text(text) => text.clone().into(),
        Value::Date(day) => day.to_string().into(),
        Value::Bool(yes) => (*yes).into(),
        other => other.as_integer().into(),
    }
}
