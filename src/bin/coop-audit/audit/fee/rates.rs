//! `audit fee set|schemes`: which scheme holds for a class of societies, and what the catalogue has.

use super::super::{refused, told};
use clap::Args;
use coop_registry::{
    branches::{
        audit::life::{
            Milli, POWER,
            fee_rate::{ANY, FeeRate, rates, read_slabs, set_rate},
            fees::{FeeKind, Fees, Figures},
        },
        cases::unauthorised,
    },
    cleaning::{covered, read_amount},
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, change::FigureSet, desk, parse_date},
    model::{Date, Label, Language, Plan, Severity, Value},
    register::ReadRegister,
};

/// Set a scheme.
#[derive(Args)]
pub struct Set {
    /// Class of societies, as pacs; any: all without one of their own
    #[arg(long = "for", value_name = "CLASS", default_value = ANY)]
    class: String,
    /// Scheme of the catalogue
    #[arg(long, required_unless_present = "end")]
    scheme: Option<String>,
    /// Slabs as 500000:1.50,1000000:1.00,rest:0.15 (rupees and rate per thousand)
    #[arg(long, value_name = "LIST", conflicts_with = "end")]
    slabs: Option<String>,
    /// Per cent of the profit
    #[arg(long, conflicts_with = "end")]
    percent: Option<String>,
    /// At least, in rupees
    #[arg(long, value_name = "AMOUNT", conflicts_with = "end")]
    least: Option<String>,
    /// At most, in rupees
    #[arg(long, value_name = "AMOUNT", conflicts_with = "end")]
    most: Option<String>,
    /// One sum, in rupees
    #[arg(long, value_name = "AMOUNT", conflicts_with = "end")]
    amount: Option<String>,
    /// Take it back: from the day on nothing is set
    #[arg(long)]
    end: bool,
    /// First day it holds
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    from: Date,
    /// Day of the order (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

impl Set {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let fees = Fees::load(office.files(), &desk::rulebook(office)?.fields)?;
        let classes = desk::code_words(office, "society_class")?;
        let mut act = office.act("coop-audit audit fee set")?;
        act.reason = act.reason.map(|reason| covered(&reason).into_owned());
        let today = office.time().as_of;
        let on = office.day_come(self.on)?;
        let mut faults = Vec::new();
        let fault = |code: &str| told(code, Severity::Error, &self.class);
        if self.class != ANY && !classes.contains_key(&self.class) {
            let known: Vec<&str> = classes.keys().map(String::as_str).chain([ANY]).collect();
            faults.push(fault("AUL-118").with("found", &self.class).with("known", known.join(", ")));
        }
        let scheme = self.scheme.as_deref().unwrap_or_default();
        match fees.get(scheme) {
            Some(known) if known.kind != FeeKind::Split => {}
            _ if self.end => {}
            _ => {
                let fit = fees.schemes.iter().filter(|one| one.kind != FeeKind::Split);
                let known: Vec<&str> = fit.map(|one| one.code.as_str()).collect();
                faults.push(fault("AUL-116").with("found", scheme).with("known", known.join(", ")));
            }
        }
        let mut money = |flag: &str, text: &Option<String>| {
            let text = text.as_ref()?;
            let read = read_amount(text, None).ok().filter(|read| read.doubts.is_empty());
            let sum = read.and_then(|read| read.value.as_money()).filter(|sum| sum.0 > 0);
            if sum.is_none() {
                faults.push(fault("AUL-113").with("flag", flag).with("found", text));
            }
            sum
        };
        let (least, most) = (money("--least", &self.least), money("--most", &self.most));
        let sum = money("--amount", &self.amount);
        let slabs = match self.slabs.as_deref().map(read_slabs) {
            None => Vec::new(),
            Some(Ok(slabs)) => slabs,
            Some(Err(found)) => {
                faults.push(fault("AUL-119").with("found", found));
                Vec::new()
            }
        };
        let percent = match &self.percent {
            None => None,
            Some(text) => match Milli::try_from(text.clone()) {
                Ok(percent) if (1..=100_000).contains(&percent.0) && percent.0 % 10 == 0 => Some(percent),
                _ => {
                    faults.push(fault("AUL-113").with("flag", "--percent").with("found", text));
                    None
                }
            },
        };
        if act.order_no.is_none() {
            faults.push(fault("AUL-120"));
        }
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let label = Label {
            en: "Set the scheme of audit fees".into(), hi: "अंकेक्षण शुल्क योजना निर्धारित करना".into()
        };
        faults.extend(unauthorised(&register, (&act.officer, Some(POWER)), &label, &self.class, today)?);
        if !faults.is_empty() {
            let typed = faults.iter().all(|fault| fault.code.starts_with("AUL") && fault.code != "AUL-120");
            return Err(refused(if typed { Exit::Arguments } else { Exit::Refused }, faults));
        }
        let new = FeeRate {
            class: self.class.clone(),
            scheme: scheme.to_owned(),
            figures: Figures { slabs, percent, least, most, amount: sum },
            ended: self.end,
            from: self.from,
            order_no: act.order_no.clone().unwrap_or_default(),
            order_on: Some(on),
            reason: act.reason.clone().unwrap_or_default(),
        };
        let entry = set_rate(&register, &new, &act.officer)?;
        let (changed, dry_run, mut day_no) = (entry.is_some(), office.globals().dry_run, None);
        if let Some(entry) = entry {
            let plan = Plan { act, entries: vec![entry], made_at: Some(made_at), ..Plan::default() };
            let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
            day_no = (!dry_run).then_some(applied.day_no);
        }
        console.data(
            "audit-fee-set",
            serde_json::json!({ "class": new.class, "scheme": new.scheme, "ended": new.ended, "from": new.from.to_string(),
                "order_no": new.order_no, "changed": changed, "day_no": day_no, "dry_run": dry_run }),
        );
        let language = console.language();
        let named = |label: Option<&Label>, code: &str| match label {
            Some(label) => format!("{} ({code})", label.in_language(language)),
            None => code.to_owned(),
        };
        let figure = (!self.end).then(|| named(fees.get(&new.scheme).map(|scheme| &scheme.label), &new.scheme));
        let of = &named(classes.get(&new.class), &new.class);
        let set = FigureSet { of, figure, from: self.from, order_no: &new.order_no, changed, dry_run };
        console.say(set.said(console));
        Ok(Exit::Done)
    }
}

/// Schemes of the catalogue and what the office set.
pub fn schemes(office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
    let fees = Fees::load(office.files(), &desk::rulebook(office)?.fields)?;
    let set = match office.register_if_current()? {
        Some(register) => rates(&register, office.moment()?)?,
        None => Vec::new(),
    };
    let (language, people) = (console.language(), console.is_for_people());
    let classes = desk::code_words(office, "society_class")?;
    let class = |code: &str| {
        let word = classes.get(code).filter(|_| people).map(|word| word.in_language(language));
        Value::text(word.unwrap_or(code))
    };
    let kind = |kind: FeeKind| {
        let (en, hi) = match kind {
            _ if !people => (kind.key(), kind.key()),
            FeeKind::SlabPerThousand => ("slabs, per thousand", "खंड, प्रति हज़ार"),
            FeeKind::PercentOfProfit => ("per cent of the profit", "लाभ का प्रतिशत"),
            FeeKind::Flat => ("flat", "नियत"),
            FeeKind::BaseByClass => ("base by class", "वर्ग अनुसार आधार"),
            FeeKind::Split => ("parts of the fee", "शुल्क का विभाजन"),
        };
        Value::text(if language == Language::Hi { hi } else { en })
    };
    let mut listing = Listing::new([
        ("scheme", "Scheme", "योजना"),
        ("name", "Name", "नाम"),
        ("kind", "Kind", "प्रकार"),
        ("holds_for", "Set for", "लागू वर्ग"),
        ("order_no", "Order", "आदेश"),
        ("from", "From", "प्रभावी"),
        ("rests_on", "Rests on", "आधार"),
    ]);
    for scheme in &fees.schemes {
        let own = set.iter().filter(|rate| rate.scheme == scheme.code && !rate.ended);
        let own: Vec<&FeeRate> = own.collect();
        let rows: Vec<Option<&FeeRate>> = if own.is_empty() { vec![None] } else { own.into_iter().map(Some).collect() };
        for rate in rows {
            listing.push([
                Value::text(&scheme.code),
                Value::text(scheme.label.in_language(language)),
                kind(scheme.kind),
                rate.map_or(Value::Empty, |rate| class(&rate.class)),
                rate.map_or(Value::Empty, |rate| Value::text(&rate.order_no)),
                rate.map_or(Value::Empty, |rate| Value::Date(rate.from)),
                Value::text(scheme.basis.printed(language)),
            ]);
        }
    }
    console.listing("audit-fee-schemes", &listing);
    Ok(Exit::Done)
}
