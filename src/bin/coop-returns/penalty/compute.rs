//! `penalty compute`.

use super::{
    Desk, Total, not_levied,
    paper::{both, paper},
    said, tariff_said,
};
use clap::Args;
use coop_registry::{
    branches::returns::penalty::{Ground, Late, LateReturns, Stand},
    catalogue::{PenaltyShape, Places},
    cli::{CommandError, Console, Exit, Format, Listing, Office, Verdict, desk, papers},
    model::{Label, Language, Paise, Value},
    rules::{Rulebook, Standing},
};
use serde_json::json;

/// Compute what late returns cost.
#[derive(Args)]
pub struct Compute {
    /// Only this society: identity, registration number or name
    #[arg(long)]
    society: Option<String>,
    /// Only this district: name or LGD code
    #[arg(long, conflicts_with = "society")]
    district: Option<String>,
}

impl Compute {
    /// One row a late return, in the order of the register, and what they come to in all.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let places = Places::load(office.files())?;
        let district = match &self.district {
            Some(code) if code.bytes().all(|byte| byte.is_ascii_digit()) => code.parse().ok(),
            Some(name) => Some(desk::district(&places, name)?),
            None => None,
        };
        let Desk { book, found } = Desk::of(office, self.society.as_deref(), district)?;
        let (totals, remarks) = (totals(&found), remarks(&found));
        let files = if papers::is_for_paper(office) {
            let read = (&office.read_register()?, &book, &places);
            paper(office, console, read, (office.year()?, &found), (&totals, &remarks))?
        } else {
            Vec::new()
        };
        let mut listing = listing();
        for late in &found.late {
            listing.push(row(late, &book, &places, console));
        }
        if console.format() == Format::Json {
            console.data("penalty-compute", account(&found, &totals, &listing));
        } else if files.is_empty() {
            if console.is_for_people() {
                // What a machine reads cell by cell stands for people in the words of the figure.
                without(&mut listing, &["act", "due_basis", "least", "most", "quoted", "per_day", "cap"]);
            }
            console.listing("penalty-compute", &listing);
        }
        for file in &files {
            console.say(file);
        }
        for line in summary(&found, &totals, &remarks, console.language()) {
            if console.is_for_people() { console.say(line) } else { console.note(line) }
        }
        Ok(Exit::Done)
    }
}

fn listing() -> Listing {
    Listing::new([
        ("society", "Society", "समिति"),
        ("reg_no", "Registration no.", "पंजीयन संख्या"),
        ("name", "Name", "नाम"),
        ("district", "District", "जिला"),
        ("act", "Act", "अधिनियम"),
        ("fy", "Year", "वर्ष"),
        ("due_on", "Due on", "देय तिथि"),
        ("due_basis", "Due day rests on", "देय तिथि का आधार"),
        ("filed_on", "Filed on", "दाखिल तिथि"),
        ("days_late", "Days late", "विलंब दिवस"),
        ("state", "State", "स्थिति"),
        ("amount", "Amount so far", "अब तक की राशि"),
        ("figure", "Figure", "दर"),
        ("per_day", "A day", "प्रतिदिन"),
        ("cap", "At most", "अधिकतम"),
        ("capped_on", "At most since", "अधिकतम तिथि से"),
        ("least", "Range from", "सीमा से"),
        ("most", "Range to", "सीमा तक"),
        ("quoted", "Quoted", "उद्धृत"),
        ("basis", "Basis", "आधार"),
        ("confidence", "Confidence", "विश्वसनीयता"),
    ])
}

fn row(late: &Late, book: &Rulebook, places: &Places, console: &Console) -> [Value; 21] {
    let (language, owed, reckoning) = (console.language(), &late.owed, &late.reckoning);
    let ground = reckoning.ground();
    let tariff = ground.tariff();
    let district = owed.whom.district.map(|code| desk::district_name(places, code, language));
    let (mut least, mut most, mut quoted) = (Value::Empty, Value::Empty, Value::Empty);
    if let Ground::Law(law) = ground {
        match law.shape {
            PenaltyShape::Range(from, to) => (least, most) = (Value::Money(from), Value::Money(to)),
            PenaltyShape::Quoted(sum) => quoted = Value::Money(sum),
            _ => {}
        }
    }
    let money = |sum: Option<Paise>| sum.map_or(Value::Empty, Value::Money);
    let day = |day| Option::map_or(day, Value::Empty, Value::Date);
    let stand = reckoning.stand();
    let figure = match tariff {
        Some(t) => tariff_said(t, language),
        None => said(late, language),
    };
    [
        Value::text(&owed.whom.society),
        Value::text(&owed.reg_no),
        Value::text(owed.name.in_language(language)),
        district.map_or(Value::Empty, Value::text),
        Value::text(&late.act),
        Value::text(owed.fy.to_string()),
        day(owed.due_on()),
        owed.due.origin(language).map_or(Value::Empty, Value::text),
        day(owed.filed_on),
        Value::Integer(late.days),
        Value::text(if console.is_for_people() { stand.word(language) } else { stand.key() }),
        money(reckoning.amount()),
        Value::text(figure),
        money(tariff.map(|t| t.per_day).filter(|sum| sum.0 > 0)),
        money(tariff.and_then(|t| t.cap)),
        day(reckoning.capped_on()),
        least,
        most,
        quoted,
        Value::text(ground.origin(&book.statutes, language)),
        Value::text(ground.confidence(language)),
    ]
}

/// Takes columns out of a listing.
fn without(listing: &mut Listing, keys: &[&str]) {
    let kept: Vec<bool> = listing.columns.iter().map(|column| !keys.contains(&column.key.as_ref())).collect();
    let keep = |no: &mut usize| {
        *no += 1;
        kept[*no - 1]
    };
    let mut no = 0;
    listing.columns.retain(|_| keep(&mut no));
    for row in &mut listing.rows {
        let mut no = 0;
        row.retain(|_| keep(&mut no));
    }
}

/// Every state there is with its returns and what they come to, where a sum is made.
fn totals(found: &LateReturns) -> Vec<Total> {
    let all = [Stand::Computed, Stand::Part, Stand::Range, Stand::Quoted, Stand::NotSeen];
    let of = |stand: Stand| {
        let of_it: Vec<_> = found.late.iter().filter(|late| late.reckoning.stand() == stand).collect();
        let sum = of_it.iter().filter_map(|late| late.reckoning.amount()).map(|sum| sum.0).sum();
        (stand, of_it.len() as u64, (stand <= Stand::Part).then_some(Paise(sum)))
    };
    all.into_iter().map(of).filter(|(_, count, _)| *count > 0).collect()
}

/// Late by a due day that another Act gives.
fn compared(found: &LateReturns) -> usize {
    let is_own = |late: &&Late| {
        late.owed.due.basis.as_ref().is_some_and(|basis| matches!(basis.standing, Standing::Own | Standing::Office))
    };
    found.late.len() - found.late.iter().filter(is_own).count()
}

/// The sums together; nothing where none is made.
fn in_all(totals: &[Total]) -> Option<Paise> {
    totals.iter().filter_map(|(_, _, sum)| *sum).reduce(|all, sum| Paise(all.0.saturating_add(sum.0)))
}

fn account(found: &LateReturns, totals: &[Total], listing: &Listing) -> serde_json::Value {
    let states: Vec<_> = totals
        .iter()
        .map(|(stand, count, sum)| json!({ "state": stand.key(), "returns": count, "amount": sum.map(|sum| sum.0) }))
        .collect();
    json!({
        "rows": listing.to_json(), "count": found.late.len(), "states": states,
        "amount": in_all(totals).map(|sum| sum.0),
        "due_day_compared": compared(found), "no_due_day": found.undue, "filed_day_unknown": found.undated, "levied": false,
    })
}

fn summary(found: &LateReturns, totals: &[Total], remarks: &[Label], language: Language) -> Vec<String> {
    let (count, all) = (found.late.len(), in_all(totals));
    let mut lines = vec![match (all, language) {
        (Some(all), Language::En) => format!("{count} return(s) late; {all} in all"),
        (Some(all), Language::Hi) => format!("{count} विवरणियाँ विलंबित; कुल {all}"),
        // No sum is not nought.
        (None, Language::En) => format!("{count} return(s) late; no sum is made"),
        (None, Language::Hi) => format!("{count} विवरणियाँ विलंबित; कोई राशि नहीं बनती"),
    }];
    for (stand, count, sum) in totals {
        let word = stand.word(language);
        lines.push(match sum {
            Some(sum) => format!("    {count}: {word}, {sum}"),
            None => format!("    {count}: {word}"),
        });
    }
    // The last remark stands for the whole.
    let last = remarks.len().saturating_sub(1);
    let indented = remarks.iter().enumerate().map(|(no, remark)| (no < last, remark.in_language(language)));
    lines.extend(indented.map(|(of_some, said)| if of_some { format!("    {said}") } else { said.to_owned() }));
    lines
}

/// What is to be known of the sums: who is not counted, what is no law of the society's own, and that nothing is levied.
fn remarks(found: &LateReturns) -> Vec<Label> {
    let label = |count: u64, en: String, hi: String| (count > 0).then_some(Label { en, hi });
    let (borrowed, undue, undated) = (compared(found) as u64, found.undue, found.undated);
    let mut remarks: Vec<Label> = [
        label(
            borrowed,
            format!("of {borrowed} the due day itself is a comparison, not of the society's own Act"),
            format!("{borrowed} की देय तिथि समिति के अपने अधिनियम की नहीं, तुलनार्थ है"),
        ),
        label(
            undue,
            format!("{undue} without a due date in force: not counted"),
            format!("{undue} की कोई देय तिथि लागू नहीं: गणना नहीं"),
        ),
        label(
            undated,
            format!("{undated} on record without the day of filing: not counted"),
            format!("{undated} दाखिल, पर दाखिल तिथि अंकित नहीं: गणना नहीं"),
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    remarks.push(both(|language| not_levied(language).to_owned()));
    remarks
}
