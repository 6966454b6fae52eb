//! `audit fee demand|paid|list`: demanded, paid, overdue.

use super::{
    super::{OF, about, told},
    compute::reckon,
};
use clap::Args;
use coop_registry::{
    branches::cases::{Case, cases},
    cli::{
        CommandError, Console, Exit, Listing, Office, RegisterWords, Verdict,
        case::{Acting, Desk, More, choice::Choice, day, title},
    },
    model::{Label, Paise, Severity, Value},
};

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

impl Demand {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let acting = about(self.acting, office)?;
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
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let acting = about(self.acting, office)?.telling([("fee_paid", Some(self.amount))]);
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
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
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
