//! `rules show`.

use coop_registry::{
    cli::{CommandError, Console, Exit, Office, Verdict},
    model::Language,
};
use serde_json::json;

/// One rule: condition, figures in force, basis, sentences
#[derive(clap::Args)]
pub struct Show {
    /// Code, as APP-001
    code: String,
    /// Act of the society, as bihar_1935, mp_1960, mscs_2002 (default: the one of the office's state)
    #[arg(long)]
    act: Option<String>,
}

impl Show {
    /// Everything the catalogue says of it, the figures as in force on `--as-of` or at the close of `--fy`.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let book = super::rulebook(office)?;
        let rule = &book.rules[super::find(&book, &self.code)?];
        let language = console.language();
        let act = match &self.act {
            Some(act) => act.clone(),
            None => super::act_of_state(office)?.to_owned(),
        };
        super::known_act(&book, &act)?;
        let on = office.globals().fy.map_or(office.time().as_of, |fy| fy.end());
        let law = book.law_on(&act, on);
        let entry = &rule.entry;
        let basis: Vec<String> = entry
            .basis
            .iter()
            .map(|basis| {
                let heading = book.statutes.cited(basis).map_or_else(String::new, |(statute, number, section)| {
                    let heading = section.heading.in_language(language);
                    // A convention is cited by its heading already.
                    let told = statute.cited_as(number, section).in_language(language) == heading;
                    format!("{} [{}]", if told { String::new() } else { format!(": {heading}") }, section.source)
                });
                format!("{}{heading}", book.citation(basis, Some(&law), language))
            })
            .collect();
        let figures: Vec<(String, String, String)> = book
            .figures_of(rule)
            .into_iter()
            .map(|name| {
                let unit = book.fields.params.get(name).map_or_else(String::new, |def| unit_word(&def.unit, language));
                match book.figure(&law, name) {
                    Some(figure) => (name.to_owned(), format!("{} {unit}", figure.written), figure.origin(language)),
                    None => (name.to_owned(), "–".into(), console.pick("none in force", "लागू नहीं").to_owned()),
                }
            })
            .collect();
        let sqlite = book.sqlite(rule, &law);
        console.data(
            "rule",
            json!({
                "code": rule.code, "name": entry.name, "title": entry.title(language), "severity": entry.severity, "applies": entry.applies,
                "when": entry.when, "check": entry.check, "native_note": entry.native_note, "field": entry.field,
                "expected": entry.expected, "fields": book.fields_of(rule), "basis": basis,
                "message": { "en": entry.message.en, "hi": entry.message.hi },
                "act": act, "on": on,
                "figures": figures.iter().map(|(name, value, origin)| json!({ "name": name, "value": value, "origin": origin })).collect::<Vec<_>>(),
                "sqlite": sqlite.map(|(when, check)| json!({ "when": when, "check": check })),
            }),
        );
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let label = |en: &str, hi: &str| format!("{:<10}", console.pick(en, hi));
        let mut lines = vec![format!("{}  {}", rule.code, entry.title(language))];
        lines.push(format!("{}{}", label("says", "कथन"), entry.message.in_language(language)));
        lines.push(format!("{}{}", label("applies", "लागू"), entry.applies.join(", ")));
        lines.extend(entry.when.as_ref().map(|when| format!("{}{}", label("when", "जब"), plain(when))));
        lines.push(format!(
            "{}{}",
            label("check", "जाँच"),
            entry.native_note.clone().unwrap_or_else(|| plain(&entry.check))
        ));
        lines.push(format!(
            "{}{} {}",
            label("line", "पंक्ति"),
            entry.field,
            plain(entry.expected.as_deref().unwrap_or(""))
        ));
        lines.extend(basis.iter().map(|basis| format!("{}{basis}", label("basis", "आधार"))));
        lines.extend(
            figures
                .iter()
                .map(|(name, value, origin)| format!("{}:{name} = {value} – {origin}", label("figure", "मान"))),
        );
        let law_line = match language {
            Language::En => format!("figures as in force for {act} on {on}"),
            Language::Hi => format!("मान {act} के लिए {on} को लागू"),
        };
        lines.extend((!figures.is_empty()).then_some(law_line));
        for line in lines {
            console.say(line.trim_end());
        }
        Ok(Exit::Done)
    }
}

/// A unit of the list of figures as people say it.
fn unit_word(unit: &str, language: Language) -> String {
    if language == Language::En {
        return unit.to_owned();
    }
    let word = |unit: &str| match unit {
        "percent" => "प्रतिशत".to_owned(),
        "INR" => "रुपये".into(),
        "months" => "माह".into(),
        "days" | "day" => "दिन".into(),
        "years" => "वर्ष".into(),
        "persons" => "व्यक्ति".into(),
        "members" => "सदस्य".into(),
        "meetings" => "बैठकें".into(),
        "societies" => "समितियाँ".into(),
        "times" => "गुना".into(),
        "number" => "संख्या".into(),
        "marks" => "अंक".into(),
        "litre" => "लीटर".into(),
        "kg" => "किलोग्राम".into(),
        "tonne" => "टन".into(),
        "ha" | "hectare" => "हेक्टेयर".into(),
        "sq metre" => "वर्ग मीटर".into(),
        other => other.to_owned(),
    };
    unit.split('/').map(word).collect::<Vec<_>>().join(" प्रति ")
}
