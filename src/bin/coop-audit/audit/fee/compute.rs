//! `audit fee compute|explain`: what a fee comes to, step by step.

use super::{
    super::{OF, audit_of, one, told},
    amount,
};
use clap::Args;
use coop_registry::{
    branches::{
        audit::life::{
            fee_rate::{ANY, rate_of, rates},
            fees::{Computed, FeeKind, Fees, Figures, Lack, Scheme, compute},
        },
        cases::cases,
        returns,
    },
    catalogue::Basis,
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, case::Desk, desk, statutory},
    model::{Date, Label, Language, Moment, Paise, Severity, Value},
};

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

/// A fee with all it came from.
pub struct Reckoned {
    pub audit: String,
    pub scheme: Scheme,
    pub base: Option<Paise>,
    pub base_label: Label,
    pub base_basis: Option<Basis>,
    /// Told, or of the return on record.
    pub base_from: Label,
    pub order_no: String,
    pub done: Computed,
}

pub fn reckon(
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

pub fn named<'f>(fees: &'f Fees, code: &str, audit: &str) -> Result<&'f Scheme, CommandError> {
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
    pub fn run(self, office: &Office, console: &mut Console, explain: bool) -> Result<Verdict, CommandError> {
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
