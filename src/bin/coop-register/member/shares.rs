//! The share ledger: what each member holds, and dealings in shares.

use super::society::OfSociety;
use crate::{
    case::{day, not_entered},
    society::Words,
};
use clap::Args;
use coop_registry::{
    branches::members::{Account, Dealing, Deed, LEDGER, Told, against_capital, dealt},
    cli::{CommandError, Console, Exit, FieldReader, Format, Listing, Office, Verdict, desk, parse_date},
    model::{Date, Findings, Moment, Paise, Plan, Value},
    register::ReadRegister,
};

/// Show the ledger.
#[derive(Args)]
pub struct Shares {
    /// Society: identity, registration number or name
    society: String,
    /// One member: number, identity or name; every entry with the balance after it
    member: Option<String>,
}

/// What is told of a dealing.
#[derive(Args)]
pub struct Slip {
    /// How many shares
    #[arg(long, value_name = "N")]
    shares: i64,
    /// Share money in rupees (transfer and redeem: what stands for these shares)
    #[arg(long, value_name = "RUPEES")]
    amount: Option<String>,
    /// Day (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
    /// Receipt or voucher
    #[arg(long, value_name = "NO")]
    voucher: Option<String>,
    /// Share certificate
    #[arg(long, value_name = "NO")]
    certificate: Option<String>,
    /// Resolution
    #[arg(long, value_name = "NO")]
    resolution: Option<String>,
}

/// Allot shares.
#[derive(Args)]
pub struct Allot {
    /// Society: identity, registration number or name
    society: String,
    /// Member: number, identity or name
    member: String,
    #[command(flatten)]
    slip: Slip,
}

/// Transfer shares.
#[derive(Args)]
pub struct Transfer {
    /// Society: identity, registration number or name
    society: String,
    /// Member who gives them: number, identity or name
    from: String,
    /// Member who gets them
    to: String,
    #[command(flatten)]
    slip: Slip,
}

/// Redeem shares.
#[derive(Args)]
pub struct Redeem {
    /// Society: identity, registration number or name
    society: String,
    /// Member: number, identity or name
    member: String,
    #[command(flatten)]
    slip: Slip,
}

impl Allot {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        self.slip.run(office, console, (Deed::Allot, "allot"), (&self.society, &self.member, None))
    }
}

impl Transfer {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        self.slip.run(office, console, (Deed::Transfer, "transfer"), (&self.society, &self.from, Some(&self.to)))
    }
}

impl Redeem {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        self.slip.run(office, console, (Deed::Redeem, "redeem"), (&self.society, &self.member, None))
    }
}

impl Slip {
    fn run(
        self,
        office: &Office,
        console: &mut Console,
        (deed, verb): (Deed, &str),
        (society, member, to): (&str, &str, Option<&str>),
    ) -> Result<Verdict, CommandError> {
        let act = office.ordered_act(&format!("coop-register member {verb}"))?;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let today = office.time().as_of;
        // All that was ever entered counts: a dealing does not go behind a later one.
        let moment = Moment::on(Date::MAX);
        let found = OfSociety::asked(office, &register, society, moment)?;
        let member = found.member(member)?;
        let to = to.map(|to| found.member(to)).transpose()?;
        let (accounts, _) = found.accounts(&register, moment)?;
        let told = self.told(office, &register, member.called(), act.officer.clone())?;
        let of = Dealing {
            register: &register,
            society: &found.id,
            act: &found.act,
            capital: found.capital,
            members: &found.members,
            accounts: &accounts,
            norms: &found.norms,
            today,
        };
        let (entries, faults, warnings) = dealt(&of, deed, (member, to), &told)?;
        if !faults.is_empty() {
            return Err(not_entered(Exit::Refused, faults));
        }
        console.findings(&warnings);
        let plan = Plan { act, entries, made_at: Some(made_at), ..Plan::default() };
        let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
        let dry_run = office.globals().dry_run;
        let held = accounts.get(&member.no).map_or(0, |account| account.shares);
        let now = if deed == Deed::Allot { held + told.shares } else { held - told.shares };
        console.data(
            "share-dealing",
            serde_json::json!({
                "society": found.id, "did": verb, "member": member.id, "to": to.map(|to| &to.id), "shares": told.shares,
                "held": now, "on": told.on.to_string(), "day_no": (!dry_run).then_some(applied.day_no), "dry_run": dry_run,
            }),
        );
        let called = member.called();
        console.say(match (dry_run, console.pick("en", "hi")) {
            (true, "hi") => format!("सदस्य {called}: {now} अंश शेष होंगे; अभी कुछ नहीं बदला"),
            (true, _) => format!("member {called}: would hold {now} shares; nothing was changed"),
            (false, "hi") => format!("सदस्य {called}: अब {now} अंश"),
            (false, _) => format!("member {called}: holds {now} shares now"),
        });
        Ok(console.verdict(&warnings))
    }

    fn told(
        self,
        office: &Office,
        register: &dyn ReadRegister,
        about: &str,
        login: String,
    ) -> Result<Told, CommandError> {
        let table = desk::table(office, LEDGER)?;
        let said: Vec<(String, String)> = [
            ("amount_in", self.amount),
            ("voucher_no", self.voucher),
            ("certificate_no", self.certificate),
            ("resolution", self.resolution),
        ]
        .into_iter()
        .filter_map(|(key, text)| Some((key.to_owned(), text?)))
        .collect();
        let (read, unread) = FieldReader::of(office, register)?.read(&[table], &said, about);
        if !unread.is_empty() {
            return Err(not_entered(Exit::Arguments, unread));
        }
        let value = |key: &str| read.iter().find(|(known, _)| known == key).map(|(_, value)| value);
        let text = |key: &str| value(key).and_then(Value::as_text).map(str::to_owned);
        Ok(Told {
            on: self.on.unwrap_or(office.time().as_of),
            shares: self.shares,
            amount: value("amount_in").and_then(Value::as_money),
            voucher: text("voucher_no"),
            certificate: text("certificate_no"),
            resolution: text("resolution"),
            login,
        })
    }
}

impl Shares {
    /// Exit 1 when something does not add up.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let found = OfSociety::asked(office, &register, &self.society, moment)?;
        let (accounts, mut findings) = found.accounts(&register, moment)?;
        if let Some(asked) = &self.member {
            let member = found.member(asked)?;
            let account = accounts.get(&member.no).cloned().unwrap_or_default();
            findings.retain(|one| one.place.society.as_deref() == Some(member.no.as_str()));
            return one(office, console, (&found.id, &member.id), &account, findings);
        }
        let mut listing = Listing::new([
            ("member_no", "Member no.", "सदस्यता संख्या"),
            ("member", "Member", "सदस्य"),
            ("name", "Name", "नाम"),
            ("shares", "Shares", "अंश"),
            ("amount", "Share money", "अंश राशि"),
            ("entries", "Entries", "प्रविष्टियाँ"),
            ("last_on", "Last entry", "अंतिम प्रविष्टि"),
        ]);
        let mut all: Vec<&Account> = accounts.values().collect();
        all.sort_by_key(|account| (account.no.parse::<u64>().unwrap_or(u64::MAX), account.no.clone()));
        for account in all {
            listing.push([
                Value::text(&account.no),
                account.member.as_ref().map_or(Value::Empty, Value::text),
                Value::text(&account.name),
                Value::Integer(account.shares),
                Value::Money(account.amount),
                Value::count(account.movements.len()),
                day(account.last_on()),
            ]);
        }
        let (shares, amount, differs) = against_capital(&accounts, &found.id, found.capital);
        findings.extend(differs);
        console.findings(&findings);
        if console.is_for_people() || console.format() != Format::Json {
            console.listing("share-ledger", &listing);
        } else {
            console.data(
                "share-ledger",
                serde_json::json!({
                    "society": found.id, "rows": listing.to_json(), "shares": shares, "amount": money(amount),
                    "share_capital": found.capital.map(money),
                }),
            );
        }
        let capital = found.capital.map_or_else(|| "–".to_owned(), |capital| capital.to_string());
        console.note(match console.pick("en", "hi") {
            "hi" => format!("योग {shares} अंश, ₹ {amount}; समिति की अंश पूँजी ₹ {capital}"),
            _ => format!("{shares} shares, ₹ {amount} in all; share capital of the society ₹ {capital}"),
        });
        Ok(if findings.is_empty() { Exit::Done } else { Exit::Findings })
    }
}

/// As JSON has money elsewhere: paise.
fn money(amount: Paise) -> i64 {
    amount.0
}

/// One account, entry by entry.
fn one(
    office: &Office,
    console: &mut Console,
    (society, member): (&str, &str),
    account: &Account,
    findings: Findings,
) -> Result<Verdict, CommandError> {
    let words = Words::load(office, console)?;
    let kind = desk::table(office, LEDGER)?.field("kind").cloned();
    let mut listing = Listing::new([
        ("entry", "Entry", "प्रविष्टि"),
        ("on", "Date", "तिथि"),
        ("kind", "Kind", "प्रकार"),
        ("voucher_no", "Voucher", "वाउचर"),
        ("shares_in", "Taken", "क्रय अंश"),
        ("amount_in", "Paid in", "जमा"),
        ("shares_out", "Given up", "वापस अंश"),
        ("amount_out", "Paid out", "भुगतान"),
        ("shares", "Balance", "शेष अंश"),
        ("amount", "Balance of money", "शेष राशि"),
    ]);
    for one in &account.movements {
        let code = Value::text(&one.kind);
        listing.push([
            Value::text(&one.id),
            day(one.on),
            kind.as_ref().map_or_else(|| code.clone(), |field| words.value(field, &code)),
            Value::text(&one.voucher),
            Value::Integer(one.shares_in),
            Value::Money(one.amount_in),
            Value::Integer(one.shares_out),
            Value::Money(one.amount_out),
            Value::Integer(one.shares),
            Value::Money(one.amount),
        ]);
    }
    console.findings(&findings);
    if console.is_for_people() || console.format() != Format::Json {
        console.listing("share-account", &listing);
    } else {
        console.data(
            "share-account",
            serde_json::json!({
                "society": society, "member": member, "rows": listing.to_json(), "shares": account.shares,
                "amount": money(account.amount),
            }),
        );
    }
    let (shares, amount) = (account.shares, account.amount);
    console.note(match (account.movements.is_empty(), console.pick("en", "hi")) {
        (true, "hi") => format!("अंश खाते में प्रविष्टि नहीं; सदस्य पंजी में {shares} अंश, ₹ {amount}"),
        (true, _) => format!("no entry in the ledger; the register of members has {shares} shares, ₹ {amount}"),
        (false, "hi") => format!("शेष {shares} अंश, ₹ {amount}"),
        (false, _) => format!("balance {shares} shares, ₹ {amount}"),
    });
    Ok(if findings.is_empty() { Exit::Done } else { Exit::Findings })
}
