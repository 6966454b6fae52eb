//! An entry of the share ledger to be made: the gate it passes, and the entries that come of it.

use super::{LEDGER, MEMBERS, finding, ledger::Account, norms::Norms, person::Member};
use crate::{
    branches::cases::{society_standing, unposted},
    model::{Date, Finding, Findings, Language, NewEntry, Paise, Severity, SourceKey, Subject, Value},
    register::{ReadRegister, RegisterError},
};
use std::collections::BTreeMap;

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Shares are allotted for money.
    Allot,
    /// Shares go to another member.
    Transfer,
    /// Shares are given back for money.
    Redeem,
}

/// What is told of it.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// The day.
    pub on: Date,
    /// How many shares.
    pub shares: i64,
    /// Share money; of shares held already, what stands for them where nothing is told.
    pub amount: Option<Paise>,
    /// Receipt or voucher.
    pub voucher: Option<String>,
    /// Certificate.
    pub certificate: Option<String>,
    /// Resolution.
    pub resolution: Option<String>,
    /// Who enters it.
    pub login: String,
}

/// Where it is done.
pub struct Dealing<'a> {
    /// The registers.
    pub register: &'a dyn ReadRegister,
    /// Identity of the society.
    pub society: &'a str,
    /// Its Act.
    pub act: &'a str,
    /// Its share capital as registered.
    pub capital: Option<Paise>,
    /// Its members.
    pub members: &'a [Member],
    /// Its accounts.
    pub accounts: &'a BTreeMap<String, Account>,
    /// What holdings are held against.
    pub norms: &'a Norms,
    /// The day that counts as today.
    pub today: Date,
}

/// Entries of a dealing; none where there are faults. Then faults, and what is told although it is done.
pub type Dealt = (Vec<NewEntry>, Findings, Findings);

/// Enters a dealing of a member, to another one where shares are transferred.
pub fn dealt(
    of: &Dealing<'_>,
    deed: Deed,
    (member, to): (&Member, Option<&Member>),
    told: &Told,
) -> Result<Dealt, RegisterError> {
    let mut faults = of.faults(deed, (member, to), told)?;
    let own = of.account(member);
    let amount = match (told.amount, deed) {
        (Some(amount), _) => Some(amount),
        (None, Deed::Allot) => None,
        (None, _) => part(&own, told.shares),
    };
    let over = |amount: Paise| told.shares > own.shares || amount > own.amount;
    if deed != Deed::Allot && over(amount.unwrap_or_default()) {
        let short = error("MEM-114", member).with("held", own.shares).with("held_amount", own.amount);
        let amount = amount.map_or_else(|| "–".to_owned(), |amount| amount.to_string());
        faults.push(short.with("shares", told.shares).with("amount", amount));
        return Ok((Vec::new(), faults, Vec::new()));
    }
    let Some(amount) = amount.filter(|amount| amount.0 >= 0) else {
        faults.push(error("MEM-116", member));
        return Ok((Vec::new(), faults, Vec::new()));
    };
    let mut warnings = Findings::new();
    let gains = if deed == Deed::Transfer { to } else { Some(member).filter(|_| deed == Deed::Allot) };
    if let Some(gains) = gains {
        let (limit, info) = of.holding(gains, amount, deed);
        faults.extend(limit);
        warnings.extend(info);
    }
    if !faults.is_empty() {
        return Ok((Vec::new(), faults, warnings));
    }
    let (incoming, outgoing) = match deed {
        Deed::Allot => (Some((member, "allotment")), None),
        Deed::Redeem => (None, Some((member, "refund"))),
        Deed::Transfer => (to.map(|to| (to, "transfer_in")), Some((member, "transfer_out"))),
    };
    let other =
        |one: &Member| [Some(member), to].into_iter().flatten().find(|m| m.id != one.id).map(|m| m.name.clone());
    let mut entries = Vec::new();
    for ((who, kind), into) in outgoing.map(|one| (one, false)).into_iter().chain(incoming.map(|one| (one, true))) {
        let other = other(who).filter(|_| deed == Deed::Transfer);
        entries.extend(of.entries(who, (kind, into), (told, amount), other)?);
    }
    Ok((entries, Vec::new(), warnings))
}

/// What stands for so many of the shares held, where it comes to whole paise.
fn part(account: &Account, shares: i64) -> Option<Paise> {
    let whole = i128::from(account.amount.0) * i128::from(shares);
    let held = i128::from(account.shares);
    (held > 0 && shares > 0 && whole % held == 0).then(|| i64::try_from(whole / held).ok().map(Paise))?
}

fn error(code: &str, member: &Member) -> Finding {
    finding(code, Severity::Error, member.called())
}

impl Dealing<'_> {
    fn account(&self, member: &Member) -> Account {
        self.accounts.get(&member.no).cloned().unwrap_or_default()
    }

    fn faults(
        &self,
        deed: Deed,
        (member, to): (&Member, Option<&Member>),
        told: &Told,
    ) -> Result<Findings, RegisterError> {
        let mut faults = Findings::new();
        if told.on > self.today {
            faults.push(error("CAS-106", member).with("on", told.on).with("today", self.today));
        }
        faults.extend(unposted(self.register, &told.login, member.called(), told.on)?);
        faults.extend(society_standing(self.register, self.society, told.on, member.called())?);
        if told.shares <= 0 {
            faults.push(error("MEM-112", member).with("shares", told.shares));
        }
        for one in [Some(member), to].into_iter().flatten() {
            if one.no.is_empty() {
                faults.push(error("MEM-111", one));
            }
            let account = self.account(one);
            if let Some(last) = account.last_on().filter(|last| told.on < *last) {
                faults.push(error("MEM-115", one).with("on", told.on).with("last", last));
            }
        }
        // Who gets shares is a member on the day; who gives them up may have died or left.
        let gains = if deed == Deed::Transfer { to } else { Some(member).filter(|_| deed == Deed::Allot) };
        for one in gains.into_iter().filter(|one| !one.is_on(told.on)) {
            faults.push(error("MEM-113", one).with("on", told.on));
        }
        if to.is_some_and(|to| to.id == member.id) {
            faults.push(error("MEM-117", member));
        }
        Ok(faults)
    }

    /// More than the Act lets one member hold; or that no figure was sourced.
    fn holding(&self, member: &Member, amount: Paise, deed: Deed) -> (Option<Finding>, Option<Finding>) {
        let Some((most, basis)) = self.norms.holding(self.act) else {
            let told = finding("MEM-209", Severity::Info, member.called());
            return (None, Some(told.with("act", if self.act.is_empty() { "–" } else { self.act })));
        };
        let Some(capital) = self.capital.filter(|capital| capital.0 > 0) else { return (None, None) };
        let after = i128::from(self.account(member).amount.0) + i128::from(amount.0);
        // New money is share capital too.
        let whole = i128::from(capital.0) + if deed == Deed::Allot { i128::from(amount.0) } else { 0 };
        let over = after * 10_000 > whole * i128::from(most);
        let held = Paise(i64::try_from(after).unwrap_or(i64::MAX));
        let fault = || {
            let told = error("MEM-118", member).with("held", held);
            let told = told.with("most", format!("{}.{:02}", most / 100, most % 100));
            told.with("basis", basis.printed(Language::En)).with("basis_hi", basis.printed(Language::Hi))
        };
        (over.then(fault), None)
    }

    /// The entry in the ledger; before the first one, what the register of members has is brought in; after it the register of
    /// members is brought to the new balance.
    fn entries(
        &self,
        member: &Member,
        (kind, into): (&str, bool),
        (told, amount): (&Told, Paise),
        other: Option<String>,
    ) -> Result<Vec<NewEntry>, RegisterError> {
        let (table, members) = (self.register.definition(LEDGER)?, self.register.definition(MEMBERS)?);
        let account = self.account(member);
        let text = |text: &Option<String>| text.as_ref().map_or(Value::Empty, Value::text);
        let row = self.register.last_day_no()?.to_string();
        let entry = |nth: &str, kind: &str, said: Vec<(&'static str, Value)>| {
            let key = SourceKey::named(&["share", self.society, &member.no, &row, nth]);
            let head = [
                ("society", Value::text(self.society)),
                ("member_no", Value::text(&member.no)),
                ("name", Value::text(&member.name)),
                ("guardian", Value::text(&member.guardian)),
                ("entry_on", Value::Date(told.on)),
                ("kind", Value::text(kind)),
            ];
            NewEntry::stating(table, Subject::New(key), told.on, head.into_iter().chain(said))
        };
        let mut entries = Vec::new();
        if account.movements.is_empty() && (account.shares != 0 || account.amount.0 != 0) {
            let said = vec![("shares_in", Value::Integer(account.shares)), ("amount_in", Value::Money(account.amount))];
            entries.push(entry("0", "opening", said));
        }
        let (shares_key, amount_key) = if into { ("shares_in", "amount_in") } else { ("shares_out", "amount_out") };
        entries.push(entry(
            "1",
            kind,
            vec![
                (shares_key, Value::Integer(told.shares)),
                (amount_key, Value::Money(amount)),
                ("voucher_no", text(&told.voucher)),
                ("certificate_no", text(&told.certificate)),
                ("resolution", text(&told.resolution)),
                ("other_party", text(&other)),
            ],
        ));
        let sign = if into { 1 } else { -1 };
        let now = [
            ("shares", Value::Integer(account.shares.saturating_add(told.shares.saturating_mul(sign)))),
            ("share_amount", Value::Money(Paise(account.amount.0.saturating_add(amount.0.saturating_mul(sign))))),
        ];
        let said = now.into_iter().filter_map(|(key, value)| Some((members.field_no(key)?, value)));
        entries.push(NewEntry::restating(members, &member.line, told.on, said));
        Ok(entries)
    }
}
