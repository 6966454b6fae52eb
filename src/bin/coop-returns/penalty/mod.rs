//! `penalty compute|explain|set|list`: what failing to file in time costs, computed and never levied.

mod compute;
mod explain;
mod list;
mod set;

use coop_registry::{
    branches::returns::{
        self,
        penalty::{Late, LateReturns, late_returns},
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
            society.as_ref().is_none_or(|society| owed.society == *society)
                && (district.is_none() || owed.district == district)
        });
        if let Some(society) = society.filter(|_| owed.is_empty()) {
            return Err(CommandError::not_found("error.penalty.not_owed").with("society", society).with("fy", fy));
        }
        let found = late_returns(&register, &penalties, owed, moment)?;
        Ok(Self { book, found })
    }
}

/// The law's range or quoted sum, in words; empty where the figure is one to count by.
fn said(late: &Late, console: &Console) -> String {
    use coop_registry::branches::returns::penalty::Ground;
    let Ground::Law(law) = late.reckoning.ground() else { return String::new() };
    shape_said(law.shape, law.imposed.in_language(console.language()), console)
}

fn shape_said(shape: PenaltyShape, imposed: &str, console: &Console) -> String {
    let hi = console.language() == Language::Hi;
    match shape {
        PenaltyShape::Range(least, most) if hi => format!("{least} से {most}, अधिरोपण: {imposed}"),
        PenaltyShape::Range(least, most) => format!("{least} to {most}, imposed by {imposed}"),
        PenaltyShape::Quoted(sum) if hi => format!("{sum} एक सूचना में उद्धृत"),
        PenaltyShape::Quoted(sum) => format!("{sum} quoted in a notice"),
        PenaltyShape::Fixed(sum) if hi => format!("{sum} एकमुश्त"),
        PenaltyShape::Fixed(sum) => format!("{sum} once"),
        PenaltyShape::PerDay(sum, cap) => figure_said(Paise(0), sum, cap, 0, console),
    }
}

/// A figure to count by, in words.
fn figure_said(fixed: Paise, per_day: Paise, cap: Option<Paise>, free_days: i64, console: &Console) -> String {
    let mut parts = Vec::new();
    if fixed.0 > 0 {
        parts.push(format!("{fixed} {}", console.pick("once", "एकमुश्त")));
    }
    if per_day.0 > 0 {
        parts.push(format!("{per_day} {}", console.pick("a day", "प्रतिदिन")));
    }
    if let Some(cap) = cap {
        parts.push(format!("{} {cap}", console.pick("at most", "अधिकतम")));
    }
    if free_days > 0 {
        parts.push(match console.language() {
            Language::En => format!("{free_days} days free"),
            Language::Hi => format!("{free_days} दिन निःशुल्क"),
        });
    }
    parts.join(", ")
}

/// What is printed below every sum.
fn not_levied(console: &Console) -> &str {
    console.pick(
        "computed, not levied: a penalty needs an order of the authority the law names",
        "केवल गणना, अधिरोपण नहीं: शास्ति हेतु विधि में नामित प्राधिकारी का आदेश आवश्यक",
    )
}
