//! `penalty compute|explain|set|list`: what failing to file in time costs, computed and never levied.

mod compute;
mod explain;
mod list;
mod paper;
mod set;

use coop_registry::{
    branches::returns::{
        self,
        penalty::{Ground, Late, LateReturns, Stand, Tariff, late_returns},
    },
    catalogue::{Penalties, PenaltyShape},
    cli::{CommandError, Console, Office, Verdict, desk},
    model::{Language, Paise},
    rules::Rulebook,
};

/// What failing to file a return in time costs: computed, never levied
#[derive(clap::Subcommand)]
pub enum Penalty {
    /// What each late return of --fy has come to by --as-of, day by day; a range or an unseen text makes no sum
    Compute(compute::Compute),
    /// The days of one society's delay, span by span, with every number
    Explain(explain::Explain),
    /// Set the office's own figure for an Act from a day, by --order; or take it back
    Set(set::Set),
    /// Figures of the law with how each was seen, and the office's own
    List,
}

impl Penalty {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Compute(verb) => verb.run(office, console),
            Self::Explain(verb) => verb.run(office, console),
            Self::Set(verb) => verb.run(office, console),
            Self::List => list::run(office, console),
        }
    }
}

/// Returns of one state, how many they are, and what they come to where a sum is made.
type Total = (Stand, u64, Option<Paise>);

/// What the verbs that count days read.
struct Desk {
    book: Rulebook,
    found: LateReturns,
}

impl Desk {
    /// Everyone late with the return of --fy, of one society or district where asked.
    fn of(office: &Office, society: Option<&str>, district: Option<i64>) -> Result<Self, CommandError> {
        let book = desk::rulebook(office)?;
        let penalties = Penalties::load(office.files(), &book.statutes)?;
        let (fy, moment, register) = (office.year()?, office.moment()?, office.read_register()?);
        let society = match society {
            Some(asked) => Some(desk::subject(&register, desk::table(office, "society")?, asked, moment)?),
            None => None,
        };
        let mut owed = returns::owed(&register, &book, fy, moment)?;
        owed.retain(|owed| {
            society.as_ref().is_none_or(|society| owed.whom.society == *society)
                && (district.is_none() || owed.whom.district == district)
        });
        if let Some(society) = society.filter(|_| owed.is_empty()) {
            return Err(CommandError::not_found("error.penalty.not_owed").with("society", society).with("fy", fy));
        }
        let found = late_returns(&register, &penalties, owed, moment)?;
        Ok(Self { book, found })
    }
}

/// The law's range or quoted sum, in words; empty where the figure is one to count by.
fn said(late: &Late, language: Language) -> String {
    let Ground::Law(law) = late.reckoning.ground() else { return String::new() };
    shape_said(law.shape, law.imposed.in_language(language), language)
}

fn shape_said(shape: PenaltyShape, imposed: &str, language: Language) -> String {
    match (shape, language) {
        (PenaltyShape::Range(least, most), Language::Hi) => format!("{least} से {most}, अधिरोपण: {imposed}"),
        (PenaltyShape::Range(least, most), Language::En) => format!("{least} to {most}, imposed by {imposed}"),
        (PenaltyShape::Quoted(sum), Language::Hi) => format!("{sum} एक सूचना में उद्धृत"),
        (PenaltyShape::Quoted(sum), Language::En) => format!("{sum} quoted in a notice"),
        (PenaltyShape::Fixed(fixed), _) => tariff_said(Tariff { fixed, ..Tariff::default() }, language),
        (PenaltyShape::PerDay(per_day, cap), _) => tariff_said(Tariff { per_day, cap, ..Tariff::default() }, language),
    }
}

/// A figure to count by, in words.
fn tariff_said(tariff: Tariff, language: Language) -> String {
    let pick = |en: &'static str, hi: &'static str| if language == Language::Hi { hi } else { en };
    let mut parts = Vec::new();
    if tariff.fixed.0 > 0 {
        parts.push(format!("{} {}", tariff.fixed, pick("once", "एकमुश्त")));
    }
    if tariff.per_day.0 > 0 {
        parts.push(format!("{} {}", tariff.per_day, pick("a day", "प्रतिदिन")));
    }
    if let Some(cap) = tariff.cap {
        parts.push(format!("{} {cap}", pick("at most", "अधिकतम")));
    }
    if tariff.free_days > 0 {
        parts.push(format!("{} {}", tariff.free_days, pick("days free", "दिन निःशुल्क")));
    }
    parts.join(", ")
}

/// What is printed below every sum.
fn not_levied(language: Language) -> &'static str {
    match language {
        Language::En => "computed, not levied: a penalty needs an order of the authority the law names",
        Language::Hi => "केवल गणना, अधिरोपण नहीं: शास्ति हेतु विधि में नामित प्राधिकारी का आदेश आवश्यक",
    }
}
