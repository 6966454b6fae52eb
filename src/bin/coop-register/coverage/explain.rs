//! Why a panchayat stands as it does, or what a society covers.

use super::{OfKind, panchayat_name, why_words};
use crate::case::word;
use clap::Args;
use coop_registry::{
    branches::coverage::{Verdict as Decided, judge},
    catalogue::Level,
    cli::{CommandError, Console, Exit, Format, Listing, Office, Verdict},
    model::{Label, Value},
};

/// Which one.
#[derive(Args)]
pub struct Explain {
    /// A panchayat by code or name, or a society by identity, registration number or name
    asked: String,
    #[command(flatten)]
    of: OfKind,
}

fn decided(verdict: Decided) -> (&'static str, Label) {
    let (code, en, hi) = match verdict {
        Decided::Covers => ("covers", "covers", "आच्छादित"),
        Decided::Doubtful => ("doubtful", "doubtful", "संदिग्ध"),
        Decided::Excepted => ("excepted", "excepted", "छोड़ी गई"),
        Decided::Gone => ("gone", "the society is cancelled or being wound up", "समिति रद्द या परिसमापन में"),
    };
    (code, Label { en: en.into(), hi: hi.into() })
}

impl Explain {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let mut known = self.of.read(office)?;
        let asked = self.asked.trim();
        let panchayats: Vec<usize> = (0..known.gazetteer.all.len())
            .filter(|at| {
                let one = &known.gazetteer.all[*at];
                let named = one.name_en.eq_ignore_ascii_case(asked) || one.name_hi == asked;
                known.is_asked(one) && (asked.parse() == Ok(one.code) || named)
            })
            .collect();
        let societies: Vec<usize> = (0..known.societies.len())
            .filter(|at| {
                let one = &known.societies[*at];
                one.id == asked || one.reg_no == asked || one.name == asked
            })
            .collect();
        match panchayats.len() + societies.len() {
            1 => {}
            0 => return Err(CommandError::not_found("error.coverage.none").with("asked", asked)),
            count => {
                let places = panchayats.iter().take(20).map(|at| {
                    let one = &known.gazetteer.all[*at];
                    let block = known.name(Level::Block, one.block);
                    let block = block.in_language(console.language());
                    format!("{}  {}  {block}", one.code, panchayat_name(one, console.language()))
                });
                let others = societies
                    .iter()
                    .take(20)
                    .map(|at| format!("{}  {}", known.societies[*at].id, known.societies[*at].name));
                return Err(CommandError::not_found("error.coverage.several")
                    .with("asked", asked)
                    .with("count", count)
                    .details(places.chain(others).collect::<Vec<_>>()));
            }
        }
        let mut found = Vec::new();
        for (at, society) in known.societies.iter().enumerate() {
            if societies.first().is_some_and(|only| *only != at) {
                continue;
            }
            judge(&mut known.gazetteer, &known.words, society, &mut |one| {
                if panchayats.first().is_none_or(|only| *only == one.panchayat) {
                    found.push((at, one.panchayat, one.verdict, one.why, one.phrase.to_owned()));
                }
            });
        }
        let mut listing = Listing::new([
            ("society", "Society", "समिति"),
            ("name", "Name", "नाम"),
            ("code", "Panchayat code", "पंचायत कोड"),
            ("panchayat", "Panchayat", "पंचायत"),
            ("block", "Block", "प्रखंड"),
            ("decision", "Decision", "निर्णय"),
            ("why", "Why", "क्यों"),
            ("phrase", "Words that decided", "निर्णायक शब्द"),
        ]);
        for (society, panchayat, verdict, why, phrase) in &found {
            let (society, place) = (&known.societies[*society], &known.gazetteer.all[*panchayat]);
            let ((code, label), reason) = (decided(*verdict), why_words(*why));
            listing.push([
                Value::text(&society.id),
                Value::text(&society.name),
                Value::Integer(place.code),
                Value::text(panchayat_name(place, console.language())),
                known.cell(console, Level::Block, place.block),
                Value::text(word(console, code, &label)),
                Value::text(word(console, why.key(), &reason)),
                Value::text(phrase),
            ]);
        }
        let any = |wanted: Decided| found.iter().any(|(_, _, verdict, ..)| *verdict == wanted);
        let standing = match (any(Decided::Covers), any(Decided::Doubtful)) {
            (true, _) => ("covered", "आच्छादित"),
            (false, true) => ("doubtful", "संदिग्ध"),
            (false, false) => ("uncovered", "अनाच्छादित"),
        };
        let area = societies.first().map(|at| known.societies[*at].area.clone());
        if console.format() == Format::Json {
            console.data(
                "coverage-explain",
                serde_json::json!({
                    "asked": asked, "kind": known.kind.code, "area": area,
                    "standing": area.is_none().then_some(standing.0), "decisions": listing.to_json(),
                }),
            );
        } else {
            console.listing("coverage-explain", &listing);
        }
        console.note(match (&area, console.pick("en", "hi")) {
            (Some(area), "hi") => format!("कार्यक्षेत्र: {area}"),
            (Some(area), _) => format!("area of operation: {area}"),
            (None, "hi") => standing.1.to_owned(),
            (None, _) => standing.0.to_owned(),
        });
        Ok(Exit::Done)
    }
}
