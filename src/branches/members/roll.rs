//! Who is a member on a day, with shares and vote.

use super::{ledger::Account, norms::Norms, person::Member};
use crate::{
    catalogue::Basis,
    model::{Date, Paise},
};
use std::collections::BTreeMap;

/// May a member vote, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    /// `None`: it cannot be told.
    pub may: Option<bool>,
    /// Code of the reason.
    pub reason: &'static str,
    /// What a rule rests on.
    pub basis: Option<Basis>,
}

/// A line of the roll.
#[derive(Clone, Debug)]
pub struct Standing<'a> {
    /// Serial number on the roll.
    pub serial: usize,
    /// The member.
    pub member: &'a Member,
    /// Shares held.
    pub shares: Option<i64>,
    /// Share money.
    pub amount: Option<Paise>,
    /// Vote.
    pub vote: Vote,
}

/// Members of a day, in the order of their numbers. What the ledger has holds against the register of members.
pub fn roll<'a>(
    members: &'a [Member],
    accounts: &BTreeMap<String, Account>,
    (norms, act): (&Norms, &str),
    on: Date,
) -> Vec<Standing<'a>> {
    let of_day = members.iter().filter(|member| member.is_on(on)).enumerate();
    let line = |(at, member): (usize, &'a Member)| {
        let account = accounts.get(&member.no).filter(|account| !account.movements.is_empty());
        Standing {
            serial: at + 1,
            member,
            shares: account.map(|account| account.shares).or(member.shares),
            amount: account.map(|account| account.amount).or(member.amount),
            vote: vote(member, norms, act),
        }
    };
    of_day.map(line).collect()
}

/// What the register says of the vote holds; else the kind, as far as the Act was seen.
fn vote(member: &Member, norms: &Norms, act: &str) -> Vote {
    let told = |may, reason, basis| Vote { may, reason, basis };
    if let Some(says) = member.vote {
        return told(Some(says), "register", None);
    }
    match (member.kind.as_str(), norms.no_vote(act, &member.kind)) {
        ("", _) => told(None, "kind_not_recorded", None),
        (_, Some(basis)) => told(Some(false), "kind", Some(basis)),
        ("ordinary", None) => told(Some(true), "ordinary", None),
        (_, None) => told(None, "kind_not_sourced", None),
    }
}
