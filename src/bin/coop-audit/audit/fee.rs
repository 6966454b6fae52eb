//! `audit fee`: what an audit costs the society, by the scheme the office set; demanded, paid, overdue.

use super::{OF, audit_of, one, refused, told};
use clap::{Args, Subcommand};
use coop_registry::{
    branches::{
        audit::life::{
            Milli, POWER,
            fee_rate::{ANY, FeeRate, rate_of, rates, read_slabs, set_rate},
            fees::{Computed, FeeKind, Fees, Figures, Lack, Scheme, compute},
        },
        cases::{Case, cases, unauthorised},
        returns,
    },
    catalogue::Basis,
    cleaning::{covered, read_amount},
    cli::{
        CommandError, Console, Exit, Listing, Office, RegisterWords, Verdict,
        case::{Acting, Desk, More, choice::Choice, day, title},
        date_written, desk, parse_date, statutory,
    },
    model::{Date, Label, Language, Moment, Paise, Plan, Severity, Value},
    register::ReadRegister,
};

/// Audit fees: computed from what the office set, demanded, paid
#[derive(Subcommand)]
pub enum Fee {
    /// What the fee of an audit comes to, step by step
    Compute(Compute),
    /// The same with the source of scheme and base
    Explain(Compute),
    /// Demand the fee, to be paid by --next; it is entered in the register
    Demand(Demand),
    /// Enter what was paid so far
    Paid(Paid),
    /// Fees demanded, paid and overdue
    List(List),
    /// Set by --order which scheme holds for a class of societies, with figures of the office; or take it back
    Set(Set),
    /// Schemes of the catalogue, and what the office set
    Schemes,
}

/// Compute a fee.
#[derive(Args)]
pub struct Compute {
    /// The audit: SOCIETY/YEAR, or a society with --fy
    audit: String,
    /// Base, in rupees, where no return on record gives it or another holds
    #[arg(long, value_name = "AMOUNT")]
    base: Option<String>,
    /// A scheme of the catalogue, as an example, instead of the one the office set
    #[arg(long)]
    scheme: Option<String>,
    /// Parts of the fee by this scheme, as goa_2016_split
    #[arg(long, value_name = "SCHEME")]
    split: Option<String>,
}

/// Demand a fee.
#[derive(Args)]
pub struct Demand {
    /// Base, in rupees, where no return on record gives it or another holds
    #[arg(long, value_name = "AMOUNT")]
    base: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

/// A payment.
#[derive(Args)]
pub struct Paid {
    /// What was paid so far, in rupees
    #[arg(long, value_name = "AMOUNT")]
    amount: String,
    #[command(flatten)]
    acting: Acting,
}

/// List fees.
#[derive(Args)]
pub struct List {
    /// Only those not paid by their day
    #[arg(long)]
    overdue: bool,
}

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

impl Fee {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Compute(verb) => verb.run(office, console, false),
            Self::Explain(verb) => verb.run(office, console, true),
            Self::Demand(verb) => verb.run(office, console),
            Self::Paid(verb) => verb.run(office, console),
            Self::List(verb) => verb.run(office, console),
            Self::Set(verb) => verb.run(office, console),
            Self::Schemes => schemes(office, console),
        }
    }
}

/// A fee with all it came from.
struct Reckoned {
    audit: String,
    scheme: Scheme,
    base: Option<Paise>,
    base_label: Label,
    base_basis: Option<Basis>,
    /// Told, or of the return on record.
    base_from: Label,
    order_no: String,
    done: Computed,
}

/// Amount as typed.
fn amount(flag: &str, text: &Option<String>, audit: &str) -> Result<Option<Paise>, CommandError> {
    let Some(text) = text else { return Ok(None) };
    let read = read_amount(text, None).ok().filter(|read| read.doubts.is_empty());
    match read.and_then(|read| read.value.as_money()) {
        Some(sum) => Ok(Some(sum)),
        None => {
            let fault = told("AUL-113", Severity::Error, audit).with("flag", flag).with("found", text);
            Err(one(Exit::Arguments, fault))
        }
    }
}

fn reckon(
    office: &Office,
    asked: &str,
    scheme: Option<&str>,
    base: &Option<String>,
    on: Date,
) -> Result<Reckoned, CommandError> {
    let (register, book) = (office.read_register()?, desk::rulebook(office)?);
    let fees = Fees::load(office.files(), &book.fields)?;
    let service_desk = Desk::of(office, &register, OF.service, Moment::on(Date::MAX))?;
    let all = cases(&register, &service_desk.service, Moment::on(Date::MAX))?;
    let case = statutory::case_of(&all, asked)?;
    let base = amount("--base", base, &case.id)?;
    let set = rates(&register, Moment::on(on))?;
    let (code, own, order_no) = match scheme {
        Some(code) => (code.to_owned(), Figures::default(), String::new()),
        None => match rate_of(&set, &case.class) {
            Some(rate) => (rate.scheme.clone(), rate.figures.clone(), rate.order_no.clone()),
            None => {
                let class = if case.class.is_empty() { ANY } else { &case.class };
                return Err(one(Exit::Refused, told("AUL-109", Severity::Error, &case.id).with("class", class)));
            }
        },
    };
    let scheme = named(&fees, &code, &case.id)?.clone();
    let figures = own.or(&scheme.figures);
    let of_base = scheme.base(&case.class).and_then(|code| fees.base(code));
    let year = service_desk.table.field_no("fy").and_then(|no| case.value(no).as_text()?.parse().ok());
    let from_return = match (base, of_base, case.society.as_deref(), year) {
        (None, Some(of), Some(society), Some(year)) => {
            let filed = returns::one(&register, &book.fields, society, year, Moment::on(on))?;
            filed.and_then(|(filed, _)| of.of(&book.fields, &filed.lines))
        }
        _ => None,
    };
    let base_from = match (base, from_return) {
        (Some(_), _) => Label { en: "told with --base".into(), hi: "--base से दिया गया".into() },
        _ => Label {
            en: "annual return on record".into(), hi: "अभिलेख की वार्षिक विवरणी".into()
        },
    };
    let base = base.or(from_return);
    let done = compute(&scheme, &figures, base).map_err(|lack| {
        let said = told("AUL-114", Severity::Error, &case.id).with("scheme", &scheme.code);
        let (en, hi) = lacking(lack, &scheme, of_base.map(|of| &of.label));
        one(
            Exit::Refused,
            said.with("lack", en)
                .with("lack_hi", hi)
                .with("class", if case.class.is_empty() { ANY } else { &case.class }),
        )
    })?;
    Ok(Reckoned {
        audit: case.id.clone(),
        base,
        base_label: of_base.map(|of| of.label.clone()).unwrap_or_default(),
        base_basis: of_base.map(|of| of.basis.clone()),
        base_from,
        order_no,
        scheme,
        done,
    })
}

fn named<'f>(fees: &'f Fees, code: &str, audit: &str) -> Result<&'f Scheme, CommandError> {
    fees.get(code).ok_or_else(|| {
        let known: Vec<&str> = fees.schemes.iter().map(|scheme| scheme.code.as_str()).collect();
        one(Exit::NotFound, told("AUL-116", Severity::Error, audit).with("found", code).with("known", known.join(", ")))
    })
}

/// What is missing, in both languages, with the flag that sets it.
fn lacking(lack: Lack, scheme: &Scheme, base: Option<&Label>) -> (String, String) {
    match (lack, base) {
        (Lack::Slabs, _) => ("rates per thousand (--slabs)".into(), "प्रति हज़ार दरें (--slabs)".into()),
        (Lack::Percent, _) => ("the per cent (--percent)".into(), "प्रतिशत (--percent)".into()),
        (Lack::Amount, _) => ("the sum (--amount)".into(), "राशि (--amount)".into()),
        (Lack::TooLarge, _) => ("a sum that can be counted".into(), "गणना योग्य राशि".into()),
        (Lack::Base, Some(base)) => (format!("the base: {} (--base)", base.en), format!("आधार: {} (--base)", base.hi)),
        (Lack::Base, None) => (
            format!("a base for this class in {} (--base)", scheme.label.en),
            format!("{} में इस वर्ग हेतु आधार (--base)", scheme.label.hi),
        ),
    }
}

fn step_word(what: &str) -> Label {
    let (en, hi) = match what {
        "slab" => ("slab, rate per thousand", "खंड, प्रति हज़ार दर"),
        "percent" => ("per cent of the profit", "लाभ का प्रतिशत"),
        "flat" => ("flat", "नियत"),
        "least" => ("raised to the minimum", "न्यूनतम तक बढ़ाया"),
        "most" => ("cut to the maximum", "अधिकतम तक सीमित"),
        _ => ("part, per cent", "अंश, प्रतिशत"),
    };
    Label { en: en.into(), hi: hi.into() }
}

impl Compute {
    fn run(self, office: &Office, console: &mut Console, explain: bool) -> Result<Verdict, CommandError> {
        let audit = audit_of(office, &self.audit)?;
        let reckoned = reckon(office, &audit, self.scheme.as_deref(), &self.base, office.time().as_of)?;
        let split = match &self.split {
            None => None,
            Some(code) => {
                let fees = Fees::load(office.files(), &desk::rulebook(office)?.fields)?;
                let scheme = named(&fees, code, &audit)?;
                if scheme.kind != FeeKind::Split {
                    let splits = fees.schemes.iter().filter(|one| one.kind == FeeKind::Split);
                    let known: Vec<&str> = splits.map(|one| one.code.as_str()).collect();
                    let fault =
                        told("AUL-116", Severity::Error, &audit).with("found", code).with("known", known.join(", "));
                    return Err(one(Exit::Arguments, fault));
                }
                compute(scheme, &scheme.figures, Some(reckoned.done.fee)).ok().map(|parts| (scheme.clone(), parts))
            }
        };
        let mut listing = Listing::new([
            ("step", "Step", "चरण"),
            ("of", "Of", "राशि"),
            ("rate", "Rate", "दर"),
            ("amount", "Comes to", "परिणाम"),
        ]);
        // For machines a step is called the same in every language.
        let called = if console.is_for_people() { console.language() } else { Language::En };
        let steps = reckoned.done.steps.iter().chain(split.iter().flat_map(|(_, parts)| &parts.steps));
        for step in steps {
            let word = step_word(step.what);
            let word = coop_registry::cli::case::word(console, step.what, &word).to_owned();
            let whose =
                step.whose.as_ref().map_or_else(String::new, |whose| format!(": {}", whose.in_language(called)));
            listing.push([
                Value::text(format!("{word}{whose}")),
                step.of.map_or(Value::Empty, Value::Money),
                step.rate.map_or(Value::Empty, |rate| Value::text(rate.to_string())),
                Value::Money(step.amount),
            ]);
        }
        if !console.is_for_people() && console.format() != coop_registry::cli::Format::Json {
            console.listing("audit-fee-steps", &listing);
            return Ok(Exit::Done);
        }
        let scheme = &reckoned.scheme;
        let spoken = console.language();
        let printed = |basis: &Basis| basis.printed(spoken);
        console.data(
            "audit-fee",
            serde_json::json!({
                "audit": reckoned.audit, "scheme": scheme.code, "kind": scheme.kind.key(), "order_no": reckoned.order_no,
                "base": reckoned.base.map(|sum| sum.0), "base_from": reckoned.base_from.en, "fee": reckoned.done.fee.0,
                "steps": listing.to_json(), "basis": scheme.basis.printed(Language::En),
            }),
        );
        let language = console.language();
        let (by, base_word) = (console.pick("scheme", "योजना"), console.pick("base", "आधार"));
        console.say(format!("{}: {by} {} ({})", reckoned.audit, scheme.label.in_language(language), scheme.code));
        if let Some(base) = reckoned.base {
            console.say(format!(
                "{base_word}: {} ₹ {base} ({})",
                reckoned.base_label.in_language(language),
                reckoned.base_from.in_language(language)
            ));
        }
        let table = console.table(&listing);
        console.say(table.trim_end());
        let fee = reckoned.done.fee;
        console.say(match console.pick("en", "hi") {
            "hi" => {
                format!("शुल्क: ₹ {}.{:02}; प्रत्येक खंड निकटतम पैसे तक, आधा पैसा ऊपर", Paise(fee.0 / 100 * 100), fee.0 % 100)
            }
            _ => format!(
                "Fee: ₹ {}.{:02}; each slab is rounded to the paisa, halves up",
                Paise(fee.0 / 100 * 100),
                fee.0 % 100
            ),
        });
        if explain {
            let source = console.pick("Rests on", "आधार स्रोत");
            let mut lines = vec![format!("{source}: {}", printed(&scheme.basis))];
            lines.extend(reckoned.base_basis.as_ref().map(|basis| format!("{base_word}: {}", printed(basis))));
            lines.extend(
                split
                    .iter()
                    .map(|(scheme, _)| format!("{}: {}", scheme.label.in_language(language), printed(&scheme.basis))),
            );
            if !reckoned.order_no.is_empty() {
                lines.push(format!("{}: {}", console.pick("Order of the office", "कार्यालय आदेश"), reckoned.order_no));
            }
            lines.into_iter().for_each(|line| console.say(line));
        }
        Ok(Exit::Done)
    }
}

impl Demand {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let acting = super::about(self.acting, office)?;
        let reckoned = reckon(office, acting.case(), None, &self.base, acting.day(office))?;
        let fee = reckoned.done.fee;
        let made = vec![
            ("fee_due".to_owned(), Value::Money(fee)),
            ("fee_base".to_owned(), reckoned.base.map_or(Value::Empty, Value::Money)),
            ("fee_scheme".to_owned(), Value::text(&reckoned.scheme.code)),
        ];
        let line = Label {
            en: format!("fee ₹ {fee} by {}, order {}", reckoned.scheme.label.en, reckoned.order_no),
            hi: format!("शुल्क ₹ {fee}, {}, आदेश {}", reckoned.scheme.label.hi, reckoned.order_no),
        };
        let mut more = More { made, lines: vec![line], ..More::default() };
        more.datum("fee", fee.0);
        acting.run_with(office, console, OF, "fee_demand", |_| Ok(more))
    }
}

impl Paid {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let acting = super::about(self.acting, office)?.telling([("fee_paid", Some(self.amount))]);
        acting.run_with(office, console, OF, Choice::FirstOf(&["fee_paid", "fee_paid_after"]), |seen| {
            let mut more = More::default();
            let Some(case) = seen.case else { return Ok(more) };
            let money = |value: Option<&Value>| value.and_then(Value::as_money).unwrap_or_default();
            let before = seen.desk.table.field_no("fee_paid").map(|no| case.value(no));
            let (before, now, due) = (money(before), money(seen.told("fee_paid")), money(seen.value("fee_due")));
            if now < before {
                more.faults.push(told("AUL-117", Severity::Error, &case.id).with("before", before).with("paid", now));
            }
            if now > due {
                more.warnings.push(told("AUL-207", Severity::Warning, &case.id).with("due", due).with("paid", now));
            }
            let left = Paise((due.0 - now.0).max(0));
            more.datum("left", left.0);
            more.lines.push(Label { en: format!("₹ {left} left to be paid"), hi: format!("₹ {left} शेष") });
            Ok(more)
        })
    }
}

impl List {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let desk = Desk::of(office, &register, OF.service, moment)?;
        let words = RegisterWords::load(office, console)?;
        let mut listing = Listing::new([
            ("audit", "Audit", "अंकेक्षण"),
            ("society", "Society", "समिति"),
            ("fee", "Fee", "शुल्क"),
            ("paid", "Paid", "जमा"),
            ("left", "Left", "शेष"),
            ("demanded_on", "Demanded", "माँग तिथि"),
            ("due_on", "To be paid by", "अंतिम तिथि"),
            ("days", "Days over", "विलंब दिन"),
        ]);
        let value = |case: &Case, key: &str| desk.table.field_no(key).map_or(Value::Empty, |no| case.value(no).clone());
        let fy = office.globals().fy.map(|fy| fy.to_string());
        let mut late = false;
        for case in cases(&register, &desk.service, moment)? {
            let Some(due) = value(&case, "fee_due").as_money() else { continue };
            if fy.as_ref().is_some_and(|fy| value(&case, "fy").as_text() != Some(fy)) {
                continue;
            }
            let paid = value(&case, "fee_paid").as_money().unwrap_or_default();
            let (left, by) = (Paise((due.0 - paid.0).max(0)), value(&case, "fee_due_on").as_date());
            let over =
                by.filter(|by| *by < moment.as_of && left.0 > 0).map(|by| i64::from((moment.as_of - by).get_days()));
            if self.overdue && over.is_none() {
                continue;
            }
            late |= over.is_some();
            listing.push([
                Value::text(&case.id),
                title(desk.table, &desk.service, &case, &words),
                Value::Money(due),
                Value::Money(paid),
                Value::Money(left),
                day(value(&case, "fee_demanded_on").as_date()),
                day(by),
                over.map_or(Value::Empty, Value::Integer),
            ]);
        }
        console.listing("audit-fee-list", &listing);
        Ok(if self.overdue && late { Exit::Findings } else { Exit::Done })
    }
}

impl Set {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
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
        let what = if self.end {
            console.pick("taken back", "वापस").to_owned()
        } else {
            named(fees.get(&new.scheme).map(|scheme| &scheme.label), &new.scheme)
        };
        let class = &named(classes.get(&new.class), &new.class);
        let (from, order) = (date_written(self.from), &new.order_no);
        console.say(match (changed, dry_run, console.pick("en", "hi")) {
            (false, _, "hi") => format!("{class}: {what}, {from} से पहले से दर्ज (आदेश {order}); कुछ नहीं बदला"),
            (false, ..) => format!("{class}: {what}, from {from} already (order {order}); nothing was changed"),
            (true, true, "hi") => format!("{class}: {what}, {from} से होगा (आदेश {order}); अभी कुछ नहीं बदला"),
            (true, true, _) => format!("{class}: would be {what}, from {from} (order {order}); nothing was changed"),
            (true, false, "hi") => format!("{class}: {what}, {from} से, आदेश {order}"),
            (true, false, _) => format!("{class}: {what}, from {from}, order {order}"),
        });
        Ok(Exit::Done)
    }
}

/// Schemes of the catalogue and what the office set.
fn schemes(office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
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
