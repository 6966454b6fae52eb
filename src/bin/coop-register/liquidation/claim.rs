//! `coop-register liquidation claim`: claims in a liquidation.

use super::OF;
use crate::{
    case::{
        Desk,
        apart::{Apart, Bench, Entering, Outcome, correct},
        day, word,
    },
    society::Words,
};
use clap::{Args, Subcommand};
use coop_registry::{
    branches::{
        cases::{Case, cases},
        liquidation::{CLAIMS, Claim, Decided, Figures, Told, claims, contributions, decide, file, pay},
    },
    cli::{Column, CommandError, Console, Exit, Listing, Office, Verdict, desk, statutory},
    model::{Date, Label, Moment, Paise, Value},
    register::ReadRegister,
};

/// Claims in a liquidation
#[derive(Subcommand)]
pub enum ClaimNoun {
    /// Enter a claim, with the day it was filed (--on); after the last date it is told as late
    File(File),
    /// Admit a claim with its rank, whole or in part, or reject it with --admitted 0
    Decide(Decide),
    /// Pay on a claim
    Pay(Pay),
    /// The claims of a liquidation
    List(List),
    /// Correct a claim: claimant, kind, origin, amount
    Correct(Correct),
}

/// Enter a claim.
#[derive(Args)]
pub struct File {
    #[command(flatten)]
    apart: Apart,
    /// Who claims
    #[arg(long, value_name = "NAME")]
    claimant: String,
    /// Kind: a code or word of the list claim_kind, as depositor
    #[arg(long)]
    kind: String,
    /// Amount claimed, in rupees
    #[arg(long)]
    amount: String,
    /// filed, or books: a liability of the books counts as filed and is never late
    #[arg(long)]
    origin: Option<String>,
    /// Number of the claim (default: the next)
    #[arg(long, value_name = "NO")]
    claim_no: Option<String>,
}

/// Decide a claim.
#[derive(Args)]
pub struct Decide {
    #[command(flatten)]
    apart: Apart,
    /// The claim: its number or identity
    #[arg(long, value_name = "NO")]
    claim: String,
    /// Amount admitted, in rupees; 0 rejects it
    #[arg(long, value_name = "AMOUNT")]
    admitted: String,
    /// Rank the liquidator fixed, 1 before 2
    #[arg(long, value_name = "N")]
    priority: Option<i64>,
}

/// Pay on a claim.
#[derive(Args)]
pub struct Pay {
    #[command(flatten)]
    apart: Apart,
    /// The claim: its number or identity
    #[arg(long, value_name = "NO")]
    claim: String,
    /// Amount paid now, in rupees
    #[arg(long)]
    amount: String,
}

/// List claims.
#[derive(Args)]
pub struct List {
    /// The case: its identity, its number or the name of the society
    case: String,
    /// Only late ones
    #[arg(long)]
    late: bool,
    /// Only those not decided
    #[arg(long)]
    undecided: bool,
    /// Also who claims
    #[arg(long)]
    personal: bool,
}

/// Correct a claim.
#[derive(Args)]
pub struct Correct {
    /// The case: its identity, its number or the name of the society
    case: String,
    /// The claim: its number or identity
    #[arg(long, value_name = "NO")]
    claim: String,
    /// A fact as it should read, as --set amount=5000
    #[arg(long = "set", value_name = "FIELD=VALUE", required = true)]
    set: Vec<String>,
}

/// What is corrected by itself.
const CORRECTED: [&str; 5] = ["claim_no", "claimant", "kind", "origin", "amount"];

/// The claim a person means, by number or identity; exit 5 where there is none.
fn known<'c>(all: &'c [Claim], asked: &str) -> Result<&'c Claim, CommandError> {
    let asked = asked.trim();
    all.iter().find(|claim| claim.number == asked || claim.id == asked).ok_or_else(|| {
        let known: Vec<&str> = all.iter().take(20).map(|claim| claim.number.as_str()).collect();
        let known = if known.is_empty() { "–".to_owned() } else { known.join(", ") };
        CommandError::not_found("error.liquidation.claim").with("found", asked).with("known", known)
    })
}

/// All that was ever entered counts.
fn all_of(bench: &Bench<'_>) -> Result<Vec<Claim>, CommandError> {
    Ok(claims(bench.register, bench.case, Moment::on(Date::MAX))?)
}

/// What is told of an act, as the room wants it.
pub(super) fn told<'a>(bench: &'a Bench<'_>) -> Told<'a> {
    let telling = bench.telling;
    Told { case: bench.case, on: telling.on, order_no: telling.order_no.as_deref(), why: telling.remark.as_deref() }
}

/// What the room decided, for the page that enters it.
pub(super) fn outcome(done: Decided) -> Outcome {
    let Decided { entries, faults, warnings, number } = done;
    Outcome { entries, faults, warnings, number }
}

/// An amount that was told and read; nothing where it could not be read, which is told already.
pub(super) fn amount(bench: &Bench<'_>, key: &str) -> Option<Paise> {
    bench.telling.facts.iter().find(|(known, _)| known == key).and_then(|(_, value)| value.as_money())
}

impl ClaimNoun {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::File(verb) => verb.run(office, console),
            Self::Decide(verb) => verb.run(office, console),
            Self::Pay(verb) => verb.run(office, console),
            Self::List(verb) => verb.run(office, console),
            Self::Correct(verb) => {
                let command = "coop-register liquidation claim correct";
                correct(office, console, (command, CLAIMS, &CORRECTED), &verb.set, |register| {
                    let case = case_of(office, register, &verb.case, Moment::on(Date::MAX))?;
                    let all = claims(register, &case, Moment::on(Date::MAX))?;
                    Ok(known(&all, &verb.claim)?.id.clone())
                })
            }
        }
    }
}

/// The case a person means.
pub(super) fn case_of(
    office: &Office,
    register: &dyn ReadRegister,
    asked: &str,
    moment: Moment,
) -> Result<Case, CommandError> {
    let desk = Desk::of(office, register, OF.service, moment)?;
    let all = cases(register, &desk.service, moment)?;
    Ok(statutory::case_of(&all, asked)?.clone())
}

impl File {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let flags = [
            ("claimant", Some(self.claimant)),
            ("kind", Some(self.kind)),
            ("amount", Some(self.amount)),
            ("origin", self.origin),
            ("claim_no", self.claim_no),
        ];
        let said = crate::case::open::told(flags, &[])?;
        let entering = Entering { table: CLAIMS, said, rests_on_paper: true };
        self.apart.run(office, console, (OF, "file_claim"), entering, |bench| {
            if amount(bench, "amount").is_none() {
                return Ok(Outcome::default());
            }
            let last_on = bench.case.line.value(bench.desk.table, "claims_last_on").and_then(Value::as_date);
            Ok(outcome(file(bench.register, &all_of(bench)?, &bench.telling.facts, last_on, &told(bench))?))
        })
    }
}

impl Decide {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let said = vec![("admitted".to_owned(), self.admitted)];
        let (asked, rank) = (self.claim, self.priority);
        let entering = Entering { table: CLAIMS, said, rests_on_paper: false };
        self.apart.run(office, console, (OF, "decide_claim"), entering, |bench| {
            let all = all_of(bench)?;
            let claim = known(&all, &asked)?;
            let Some(admitted) = amount(bench, "admitted") else { return Ok(Outcome::default()) };
            Ok(outcome(decide(bench.register, claim, (admitted, rank), &told(bench))?))
        })
    }
}

impl Pay {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let said = vec![("paid".to_owned(), self.amount)];
        let asked = self.claim;
        let entering = Entering { table: CLAIMS, said, rests_on_paper: false };
        self.apart.run(office, console, (OF, "pay_claim"), entering, |bench| {
            let all = all_of(bench)?;
            let claim = known(&all, &asked)?;
            let Some(paid) = amount(bench, "paid") else { return Ok(Outcome::default()) };
            let figures = Figures::of(bench.desk.table, bench.case);
            let come = contributions(bench.register, bench.case, Moment::on(Date::MAX))?;
            Ok(outcome(pay(bench.register, (claim, &all), paid, (&figures, &come), &told(bench))?))
        })
    }
}

impl List {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let case = case_of(office, &register, &self.case, moment)?;
        let (table, words) = (desk::table(office, CLAIMS)?, Words::load(office, console)?);
        let mut listing = Listing::new([
            ("claim", "Claim", "दावा"),
            ("number", "Number", "क्रमांक"),
            ("kind", "Kind", "प्रकार"),
            ("origin", "Origin", "स्रोत"),
            ("filed_on", "Filed", "दाखिल"),
            ("late", "Late", "विलंबित"),
            ("amount", "Claimed", "दावा राशि"),
            ("admitted", "Admitted", "स्वीकृत"),
            ("priority", "Rank", "प्राथमिकता"),
            ("paid", "Paid", "भुगतान"),
            ("unpaid", "Unpaid", "शेष"),
            ("state", "State", "स्थिति"),
        ]);
        if self.personal {
            listing.columns.insert(2, Column::new("claimant", "Claimant", "दावेदार"));
        }
        let coded =
            |key: &str, code: &str| table.field(key).map_or(Value::Empty, |f| words.value(f, &Value::text(code)));
        for claim in claims(&register, &case, moment)? {
            if self.late && !claim.late || self.undecided && claim.admitted.is_some() {
                continue;
            }
            let (state, label) = state(&claim);
            let mut row = vec![
                Value::text(&claim.id),
                Value::text(&claim.number),
                coded("kind", &claim.kind),
                coded("origin", &claim.origin),
                day(claim.filed_on),
                Value::Bool(claim.late),
                Value::Money(claim.amount),
                claim.admitted.map_or(Value::Empty, Value::Money),
                claim.rank.map_or(Value::Empty, Value::Integer),
                Value::Money(claim.paid),
                Value::Money(claim.unpaid()),
                Value::text(word(console, state, &label)),
            ];
            if self.personal {
                row.insert(2, Value::text(&claim.claimant));
            }
            listing.rows.push(row);
        }
        console.listing("claims", &listing);
        Ok(Exit::Done)
    }
}

/// How a claim stands: code and words.
fn state(claim: &Claim) -> (&'static str, Label) {
    let (code, en, hi) = match claim.admitted {
        None => ("undecided", "not decided", "अनिर्णीत"),
        Some(Paise(0)) => ("rejected", "rejected", "अस्वीकृत"),
        Some(_) if claim.unpaid().0 <= 0 => ("paid", "paid", "चुकता"),
        Some(_) if claim.paid.0 > 0 => ("partly_paid", "paid in part", "अंशतः चुकता"),
        Some(_) => ("admitted", "admitted", "स्वीकृत"),
    };
    (code, Label { en: en.into(), hi: hi.into() })
}
