//! `coop-register liquidation contribution`: contributions of members and past members.

use super::{
    OF,
    claim::{amount, case_of, outcome, told},
};
use crate::{
    case::apart::{Apart, Bench, Entering, Outcome, correct},
    society::Words,
};
use clap::{Args, Subcommand};
use coop_registry::{
    branches::liquidation::{CONTRIBUTIONS, Contribution, contributions, determine, order, recover, waive},
    cli::{Column, CommandError, Console, Exit, Listing, Office, Verdict, desk},
    model::{Date, Moment, Value},
};

/// Contributions in a liquidation
#[derive(Subcommand)]
pub enum ContributionNoun {
    /// Determine what a member or past member contributes
    Determine(Determine),
    /// Order all contributions that are determined
    Order(Apart),
    /// Enter what came of a contribution
    Recover(Recover),
    /// Write off what is outstanding of a contribution, by order and with reasons
    Waive(Waive),
    /// The contributions of a liquidation
    List(List),
    /// Correct a contribution: person, amount
    Correct(Correct),
}

/// Determine a contribution.
#[derive(Args)]
pub struct Determine {
    #[command(flatten)]
    apart: Apart,
    /// Member or past member
    #[arg(long, value_name = "NAME")]
    person: String,
    /// Amount due, in rupees
    #[arg(long)]
    amount: String,
}

/// Recover.
#[derive(Args)]
pub struct Recover {
    #[command(flatten)]
    apart: Apart,
    /// The contribution: its identity, or the name as entered
    #[arg(long, value_name = "ID|NAME")]
    of: String,
    /// Amount that came now, in rupees
    #[arg(long)]
    amount: String,
}

/// Write off.
#[derive(Args)]
pub struct Waive {
    #[command(flatten)]
    apart: Apart,
    /// The contribution: its identity, or the name as entered
    #[arg(long, value_name = "ID|NAME")]
    of: String,
}

/// List contributions.
#[derive(Args)]
pub struct List {
    /// The case: its identity, its number or the name of the society
    case: String,
    /// Only those that stand so, as due
    #[arg(long)]
    status: Option<String>,
    /// Also who contributes
    #[arg(long)]
    personal: bool,
}

/// Correct a contribution.
#[derive(Args)]
pub struct Correct {
    /// The case: its identity, its number or the name of the society
    case: String,
    /// The contribution: its identity, or the name as entered
    #[arg(long, value_name = "ID|NAME")]
    of: String,
    /// A fact as it should read, as --set amount=5000
    #[arg(long = "set", value_name = "FIELD=VALUE", required = true)]
    set: Vec<String>,
}

/// What is corrected by itself.
const CORRECTED: [&str; 2] = ["person", "amount"];

/// The contribution a person means: by identity, else the last of a name; exit 5 where there is none.
fn known<'c>(all: &'c [Contribution], asked: &str) -> Result<&'c Contribution, CommandError> {
    let asked = asked.trim();
    let by_id = all.iter().find(|one| one.id == asked);
    by_id.or_else(|| all.iter().rfind(|one| one.person == asked)).ok_or_else(|| {
        let known: Vec<&str> = all.iter().take(20).map(|one| one.id.as_str()).collect();
        let known = if known.is_empty() { "–".to_owned() } else { known.join(", ") };
        CommandError::not_found("error.liquidation.contribution").with("found", asked).with("known", known)
    })
}

fn all_of(bench: &Bench<'_>) -> Result<Vec<Contribution>, CommandError> {
    Ok(contributions(bench.register, bench.case, Moment::on(Date::MAX))?)
}

fn nothing_told<'a>() -> Entering<'a> {
    Entering { table: CONTRIBUTIONS, said: Vec::new(), rests_on_paper: false }
}

impl ContributionNoun {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Determine(verb) => verb.run(office, console),
            Self::Order(verb) => verb.run(office, console, (OF, "order_contribution"), nothing_told(), |bench| {
                Ok(outcome(order(bench.register, &all_of(bench)?, &told(bench))?))
            }),
            Self::Recover(verb) => {
                let said = vec![("recovered".to_owned(), verb.amount)];
                let entering = Entering { table: CONTRIBUTIONS, said, rests_on_paper: false };
                verb.apart.run(office, console, (OF, "recover_contribution"), entering, |bench| {
                    let all = all_of(bench)?;
                    let one = known(&all, &verb.of)?;
                    let Some(come) = amount(bench, "recovered") else { return Ok(Outcome::default()) };
                    Ok(outcome(recover(bench.register, one, come, &told(bench))?))
                })
            }
            Self::Waive(verb) => verb.apart.run(office, console, (OF, "waive_contribution"), nothing_told(), |bench| {
                let all = all_of(bench)?;
                Ok(outcome(waive(bench.register, known(&all, &verb.of)?, &told(bench))?))
            }),
            Self::List(verb) => verb.run(office, console),
            Self::Correct(verb) => {
                let command = "coop-register liquidation contribution correct";
                correct(office, console, (command, CONTRIBUTIONS, &CORRECTED), &verb.set, |register| {
                    let case = case_of(office, register, &verb.case, Moment::on(Date::MAX))?;
                    let all = contributions(register, &case, Moment::on(Date::MAX))?;
                    Ok(known(&all, &verb.of)?.id.clone())
                })
            }
        }
    }
}

impl Determine {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let said = vec![("person".to_owned(), self.person.clone()), ("amount".to_owned(), self.amount)];
        let entering = Entering { table: CONTRIBUTIONS, said, rests_on_paper: false };
        self.apart.run(office, console, (OF, "determine_contribution"), entering, |bench| {
            let person = bench.telling.facts.iter().find(|(key, _)| key == "person").and_then(|(_, v)| v.as_text());
            let Some((person, due)) = person.zip(amount(bench, "amount")) else { return Ok(Outcome::default()) };
            Ok(outcome(determine(bench.register, &all_of(bench)?, (person, due), &told(bench))?))
        })
    }
}

impl List {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let case = case_of(office, &register, &self.case, moment)?;
        let (table, words) = (desk::table(office, CONTRIBUTIONS)?, Words::load(office, console)?);
        let mut listing = Listing::new([
            ("contribution", "Contribution", "अंशदान"),
            ("order_no", "Order no.", "आदेश संख्या"),
            ("amount", "Due", "देय"),
            ("recovered", "Recovered", "वसूल"),
            ("outstanding", "Outstanding", "बकाया"),
            ("status", "Status", "स्थिति"),
        ]);
        if self.personal {
            listing.columns.insert(1, Column::new("person", "Person", "व्यक्ति"));
        }
        for one in contributions(&register, &case, moment)? {
            if self.status.as_deref().is_some_and(|status| status != one.status.key()) {
                continue;
            }
            let status = Value::text(one.status.key());
            let mut row = vec![
                Value::text(&one.id),
                Value::text(&one.order_no),
                Value::Money(one.amount),
                Value::Money(one.recovered),
                Value::Money(one.outstanding()),
                table.field("status").map_or(Value::Empty, |field| words.value(field, &status)),
            ];
            if self.personal {
                row.insert(1, Value::text(&one.person));
            }
            listing.rows.push(row);
        }
        console.listing("contributions", &listing);
        Ok(Exit::Done)
    }
}
