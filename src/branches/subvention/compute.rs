//! From loans to lines: farmer by farmer, whatever the order and the files their rows stood in.

use super::{
    Account, Closed, Drawal, Drawn, Line, Loans, NoRates, Purpose, Rates, Reason, Segment, Terms,
    loans::{Place, Tally},
    settle::settle,
    share::{Amounts, Piece, share},
    spread::{Cell, Owed, spread},
    terms::months_after,
};
use crate::model::{CooperativeYear, Date, Finding, Findings, Paise, Severity};
use std::{cmp::Reverse, collections::BTreeMap, ops::Range};

/// Months of the span of a drawal nothing is claimed for: its days are shown all the same.
const SHOWN_MONTHS: i64 = 12;

/// What the loans come to.
#[derive(Debug, Default)]
pub struct Computed {
    /// Lines by lender, account, drawal and year.
    pub lines: Vec<Line>,
    /// What was found in the loans.
    pub findings: Findings,
}

/// The steps by which one farmer's loans come to their lines.
#[derive(Debug, Default)]
pub struct Explained {
    /// Accounts of the farmer, the one asked for first.
    pub accounts: Vec<u32>,
    /// Drawals of the account asked for, with their spans.
    pub drawals: Vec<ExplainedDrawal>,
    /// Stretches of days of that account.
    pub segments: Vec<Segment>,
    /// Its lines.
    pub lines: Vec<Line>,
    /// What was found in the farmer's loans.
    pub findings: Findings,
}

/// A drawal with its span.
#[derive(Clone, Debug)]
pub struct ExplainedDrawal {
    /// The drawal.
    pub drawal: Drawal,
    /// Due date it is held against.
    pub due: Option<Date>,
    /// From the day of drawal to the first day that does not count any more.
    pub span: Range<Date>,
    /// What holds for the year it was drawn in.
    pub rates: Option<Rates>,
    /// Repaid in time; nothing while it is not due.
    pub in_time: Option<bool>,
    /// Why nothing is claimed, or not all.
    pub reason: Reason,
}

/// Computes all loans; `progress` is told how many accounts are done.
pub fn compute(loans: &mut Loans, terms: &Terms, progress: &mut dyn FnMut(u64)) -> Computed {
    loans.settle_rows();
    let mut found = Found::default();
    let desk = Farmers::of(loans, terms);
    let mut done = 0;
    for farmer in desk.order().chunk_by(|a, b| desk.is_one(*a, *b)) {
        desk.farmer(farmer, &mut found, &mut |_| {}, &mut |_, _| {});
        done += farmer.len() as u64;
        progress(done);
    }
    let ranks = desk.ranks();
    let Found { mut lines, mut findings, tallies } = found;
    lines.sort_unstable_by_key(|line| (ranks[line.account as usize], line.drawal, line.fy));
    findings.extend(told_once(loans, terms, &tallies));
    findings.sort_by(|a, b| place_key(a).cmp(&place_key(b)));
    let findings = std::mem::take(&mut loans.findings).into_iter().chain(findings).collect();
    Computed { lines, findings }
}

/// The steps for the accounts of one farmer, of whom one account is asked for.
pub fn explain(loans: &mut Loans, terms: &Terms, asked: u32) -> Explained {
    loans.settle_rows();
    let desk = Farmers::of(loans, terms);
    let mut farmer = desk.order();
    farmer.retain(|other| *other == asked || desk.is_one(asked, *other));
    let mut explained = Explained::default();
    let mut found = Found::default();
    let (mut segments, mut drawals) = (Vec::new(), Vec::new());
    desk.farmer(&farmer, &mut found, &mut |segment| segments.push(segment), &mut |account, one| {
        if account == asked {
            drawals.push(one);
        }
    });
    farmer.sort_by_key(|account| (*account != asked, *account));
    explained.accounts = farmer;
    explained.drawals = drawals;
    explained.segments = segments.into_iter().filter(|segment| segment.account == asked).collect();
    explained.lines = found.lines.into_iter().filter(|line| line.account == asked).collect();
    explained.findings = found.findings;
    explained.findings.extend(told_once(loans, terms, &found.tallies));
    explained
}

/// Order of findings: by file, sheet and cell, never by the secret order of farmers.
fn place_key(finding: &Finding) -> (Option<&str>, Option<&str>, u32, Option<&str>, &str) {
    let cell = finding.place.cell.as_deref();
    let row =
        cell.and_then(|cell| cell.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()).unwrap_or(0);
    (finding.place.file.as_deref(), finding.place.sheet.as_deref(), row, cell, &finding.code)
}

/// What was found on the way. Tallies by code, field and what else tells them apart.
#[derive(Debug, Default)]
struct Found {
    lines: Vec<Line>,
    findings: Findings,
    tallies: BTreeMap<(&'static str, &'static str, Option<CooperativeYear>), Tally>,
}

impl Found {
    fn tally(&mut self, code: &'static str, field: &'static str, fy: Option<CooperativeYear>, place: Place) {
        self.tallies.entry((code, field, fy)).or_default().add(place);
    }
}

fn told_once(
    loans: &Loans,
    terms: &Terms,
    tallies: &BTreeMap<(&'static str, &'static str, Option<CooperativeYear>), Tally>,
) -> Findings {
    let told = tallies.iter().filter_map(|((code, field, fy), tally)| {
        let severity = if *code == "SUB-014" { Severity::Error } else { Severity::Warning };
        let severity = if *code == "SUB-015" { Severity::Info } else { severity };
        let finding = loans.tallied(code, severity, tally, field)?;
        Some(match fy {
            None => finding,
            Some(fy) => finding.with("fy", fy).with("why", why_none(terms, *fy)),
        })
    });
    told.collect()
}

/// Names of the figures a year lacks, or the sums that do not agree.
fn why_none(terms: &Terms, fy: CooperativeYear) -> String {
    match terms.scheme.rates(fy) {
        Err(NoRates::Missing(names)) => names.join(", "),
        Err(NoRates::Unbalanced(parts, interest)) => format!("{} ≠ {} %", rate(parts), rate(interest)),
        Ok(_) => String::new(),
    }
}

/// A rate as people write it.
fn rate(hundredths: i64) -> String {
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// All accounts with their entries and the farmers they belong to.
struct Farmers<'l> {
    loans: &'l Loans,
    terms: &'l Terms,
    /// Where the entries of each account begin; one more at the end.
    begins: Vec<u32>,
}

/// How a drawal stands.
struct Standing<'l> {
    rates: Option<&'l Rates>,
    due: Option<Date>,
    span: Range<Date>,
    in_time_upto: Date,
    in_time: Option<bool>,
    reason: Reason,
}

impl<'l> Farmers<'l> {
    fn of(loans: &'l Loans, terms: &'l Terms) -> Self {
        let mut begins = vec![0_u32; loans.accounts.len() + 1];
        for event in &loans.events {
            begins[event.account as usize + 1] += 1;
        }
        for at in 1..begins.len() {
            begins[at] += begins[at - 1];
        }
        Self { loans, terms, begins }
    }
    /// All accounts, those of a farmer beside each other.
    fn order(&self) -> Vec<u32> {
        let all = &self.loans.accounts;
        let mut order: Vec<u32> = (0..).take(all.len()).collect();
        order.sort_unstable_by_key(|no| (all[*no as usize].farmer, *no));
        order
    }
    /// Are two accounts of one farmer? One without a key is of a farmer of its own.
    fn is_one(&self, one: u32, other: u32) -> bool {
        let key = self.account(one).farmer;
        key != 0 && key == self.account(other).farmer
    }
    /// Place of each account in the order of lenders and numbers.
    fn ranks(&self) -> Vec<u32> {
        let loans = self.loans;
        let mut order: Vec<u32> = (0..).take(loans.accounts.len()).collect();
        order.sort_unstable_by(|a, b| self.account_key(*a).cmp(&self.account_key(*b)));
        let mut ranks = vec![0; order.len()];
        for (rank, no) in (0..).zip(order) {
            ranks[no as usize] = rank;
        }
        ranks
    }
    fn account(&self, no: u32) -> &'l Account {
        &self.loans.accounts[no as usize]
    }
    /// What tells accounts apart, whatever the order in which they were read.
    fn account_key(&self, no: u32) -> (&'l super::Lender, &'l str) {
        let account = self.account(no);
        (self.loans.lender_of(account), self.loans.texts_of(account).account)
    }
    /// Everything of one farmer.
    fn farmer(
        &self,
        accounts: &[u32],
        found: &mut Found,
        segments: &mut dyn FnMut(Segment),
        drawals: &mut dyn FnMut(u32, ExplainedDrawal),
    ) {
        let settled: Vec<(u32, bool, Vec<Drawal>)> = accounts.iter().map(|no| self.settled(*no, found)).collect();
        let mut standings = Vec::new();
        let mut owed = Vec::new();
        for (no, faulty, drawn) in &settled {
            for (at, drawal) in drawn.iter().enumerate() {
                let standing = self.standing(*no, *faulty, drawal, found);
                owed.push((
                    at,
                    Owed {
                        account: *no,
                        drawal,
                        span: standing.span.clone(),
                        in_time_upto: standing.in_time_upto,
                        rates: standing.rates.filter(|_| !standing.reason.refuses()),
                        allied: drawal.purpose == Purpose::Allied,
                    },
                ));
                standings.push(standing);
            }
        }
        // Crop loans use the limit before allied ones, the older before the younger; equals in an order of their contents.
        let mut order: Vec<usize> = (0..owed.len()).collect();
        order.sort_by_cached_key(|at| {
            let (_, one) = &owed[*at];
            let (lender, account) = self.account_key(one.account);
            let Drawal { on, due, amount, place, .. } = *one.drawal;
            (one.allied, on, lender, account, due, Reverse(amount), place)
        });
        let in_order: Vec<Owed<'_>> = order.iter().map(|at| owed[*at].1.clone()).collect();
        let mut cells = vec![Vec::new(); owed.len()];
        for (at, counted) in order.iter().zip(spread(&in_order, segments)) {
            cells[*at] = counted;
        }
        let mut first = 0;
        for (no, _, drawn) in &settled {
            let here = first..first + drawn.len();
            first = here.end;
            let standings = &mut standings[here.clone()];
            self.lines(*no, drawn, standings, &cells[here], found);
            for (drawal, standing) in drawn.iter().zip(standings) {
                drawals(
                    *no,
                    ExplainedDrawal {
                        drawal: drawal.clone(),
                        due: standing.due,
                        span: standing.span.clone(),
                        rates: standing.rates.cloned(),
                        in_time: standing.in_time,
                        reason: standing.reason,
                    },
                );
            }
        }
    }
    /// An account settled, what is to be told of it told.
    fn settled(&self, no: u32, found: &mut Found) -> (u32, bool, Vec<Drawal>) {
        let account = self.account(no);
        let at = no as usize;
        let events = &self.loans.events[self.begins[at] as usize..self.begins[at + 1] as usize];
        let settled = settle(events, account.limit, self.terms);
        for told in &settled.told {
            let severity = if told.code == "SUB-002" { Severity::Error } else { Severity::Warning };
            let finding = self.loans.finding(told.code, severity, told.place, "event_on");
            let account = self.loans.texts_of(account).account;
            found.findings.push(finding.with("account", account).with("amount", Paise(told.amount)));
        }
        if settled.later > 0 {
            found.tally("SUB-015", "event_on", None, account.place);
        }
        if account.farmer == 0 && !settled.drawals.is_empty() {
            found.tally("SUB-008", "identity_no", None, account.place);
        }
        (no, account.faulty || settled.faulty, settled.drawals)
    }
    /// How a drawal stands, before its days are counted.
    fn standing(&self, no: u32, faulty: bool, drawal: &Drawal, found: &mut Found) -> Standing<'l> {
        let terms = self.terms;
        let rates = terms.rates(drawal.on);
        let (due, against) = terms.due(drawal.purpose, drawal.on, drawal.due);
        if against.is_some() {
            found.tally("SUB-009", "due_on", None, drawal.place);
        }
        let months = match (drawal.drawn, drawal.purpose) {
            (Drawn::Converted, _) => rates.and_then(|rates| rates.span_conversion),
            (_, Purpose::PostHarvest) => rates.and_then(|rates| rates.span_post_harvest),
            _ => rates.map(|rates| rates.span),
        };
        let longest = months_after(drawal.on, months.unwrap_or(SHOWN_MONTHS));
        let in_time_upto = due.map_or(longest, |due| due.min(longest));
        let counted = terms.upto.tomorrow().unwrap_or(terms.upto);
        let end = in_time_upto.min(counted).max(drawal.on);
        let refused = self.refused(no, faulty, drawal, (rates, due, months), found);
        let (in_time, reason) = repaid_in_time(drawal, due, longest, terms.upto);
        Standing { rates, due, span: drawal.on..end, in_time_upto, in_time, reason: refused.unwrap_or(reason) }
    }
    /// Why nothing is claimed of a drawal, whatever becomes of it.
    fn refused(
        &self,
        no: u32,
        faulty: bool,
        drawal: &Drawal,
        (rates, due, months): (Option<&Rates>, Option<Date>, Option<i64>),
        found: &mut Found,
    ) -> Option<Reason> {
        let account = self.account(no);
        let place = drawal.place;
        if due.is_some_and(|due| due < drawal.on) {
            let finding = self.loans.finding("SUB-007", Severity::Error, place, "due_on");
            found.findings.push(finding.with("account", self.loans.texts_of(account).account));
        }
        let small = || matches!(self.loans.codes_of(account)[0], "small" | "marginal");
        let reason = match drawal.purpose {
            _ if faulty => Reason::Faulty,
            _ if account.aadhaar != Some(true) => Reason::NoAadhaar,
            _ if account.own_funds.is_none() => Reason::FundsUntold,
            _ if account.own_funds == Some(false) => Reason::NotOwnFunds,
            Purpose::Untold => Reason::PurposeUntold,
            Purpose::Outside => Reason::OutsidePurpose,
            _ if rates.is_none() => Reason::NoRates,
            _ if months.is_none() => Reason::NotInYear,
            Purpose::PostHarvest if !small() => Reason::NotSmall,
            _ if due.is_none() && drawal.drawn == Drawn::Fresh => Reason::NoDueDate,
            _ if due.is_some_and(|due| due < drawal.on) => Reason::NoDueDate,
            _ => return None,
        };
        match reason {
            Reason::NoAadhaar => found.tally("SUB-012", "aadhaar", None, place),
            Reason::FundsUntold => found.tally("SUB-011", "own_funds", None, place),
            Reason::PurposeUntold => found.tally("SUB-016", "purpose", None, place),
            Reason::NoRates => found.tally("SUB-014", "event_on", CooperativeYear::containing(drawal.on), place),
            Reason::NoDueDate if due.is_none() => {
                let finding = self.loans.finding("SUB-018", Severity::Error, place, "due_on");
                found.findings.push(finding.with("account", self.loans.texts_of(account).account));
            }
            _ => {}
        }
        Some(reason)
    }
    /// The lines of an account.
    fn lines(
        &self,
        account: u32,
        drawn: &[Drawal],
        standings: &mut [Standing<'l>],
        cells: &[Vec<Cell>],
        found: &mut Found,
    ) {
        let mut pieces = Vec::new();
        for (at, (standing, cells)) in standings.iter_mut().zip(cells).enumerate() {
            let product: i64 = cells.iter().map(|cell| cell.product).sum();
            let eligible: i64 = cells.iter().map(|cell| cell.eligible).sum();
            if !standing.reason.refuses() && product > 0 && eligible == 0 {
                standing.reason = Reason::OverCap;
            }
            let in_time = standing.in_time == Some(true);
            for cell in cells {
                let timely = if self.terms.share && drawn[at].drawn != Drawn::Converted { cell.timely } else { 0 };
                pieces.push(Piece {
                    drawal: at,
                    cell: *cell,
                    rates: standing.rates.filter(|_| !standing.reason.refuses()),
                    prompt: if in_time { cell.eligible } else { timely },
                    in_time,
                });
            }
        }
        let amounts = share(&pieces, &self.terms.scheme, self.terms.basis(), self.terms.rupees);
        let mut of = vec![Vec::new(); drawn.len()];
        for (piece, amounts) in pieces.iter().zip(amounts) {
            of[piece.drawal].push((piece.cell, amounts));
        }
        let mut of_day = 0;
        for (at, (drawal, standing)) in drawn.iter().zip(standings.iter()).enumerate() {
            of_day = if at > 0 && drawn[at - 1].on == drawal.on { of_day + 1 } else { 0 };
            let line = |fy| Line {
                account,
                drawal: u32::try_from(at).unwrap_or(u32::MAX),
                of_day,
                on: drawal.on,
                amount: drawal.amount,
                due: standing.due,
                purpose: drawal.purpose,
                repaid_on: drawal.paid.last().map(|(day, _)| *day),
                repaid: drawal.repaid(),
                fy,
                days: 0,
                product: 0,
                eligible: 0,
                amounts: Amounts::default(),
                in_time: standing.in_time,
                reason: standing.reason,
                place: drawal.place,
            };
            if of[at].is_empty() {
                // Repaid on the day it was drawn, or no day counts: it is shown all the same.
                found.lines.extend(CooperativeYear::containing(drawal.on).map(line));
            }
            for (cell, amounts) in std::mem::take(&mut of[at]) {
                let Cell { fy, days, product, eligible, .. } = cell;
                found.lines.push(Line { days, product, eligible, amounts, ..line(fy) });
            }
        }
    }
}

/// Was it repaid in time, and if not or not yet, why.
fn repaid_in_time(drawal: &Drawal, due: Option<Date>, longest: Date, upto: Date) -> (Option<bool>, Reason) {
    let last = due.map_or(longest, |due| due.min(longest));
    if drawal.drawn == Drawn::Converted {
        return (Some(false), Reason::Converted);
    }
    match (drawal.cleared_on(), drawal.closed) {
        (Some(cleared), _) if cleared <= last => (Some(true), Reason::None),
        (_, Some((_, Closed::Renewed))) => (Some(false), Reason::Renewed),
        (_, Some((_, Closed::Converted))) => (Some(false), Reason::Converted),
        (_, Some((_, Closed::Transferred))) => (Some(false), Reason::Transferred),
        (None, None) if upto < last => (None, Reason::NotYetDue),
        _ if drawal.repaid_between(Date::MIN, last) > 0 => (Some(false), Reason::PartLate),
        (Some(cleared), _) if due.is_some_and(|due| cleared <= due) => (Some(false), Reason::AfterSpan),
        _ => (Some(false), Reason::Late),
    }
}
