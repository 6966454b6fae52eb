//! `subvention explain`: how the lines of an account come about.

use super::{Lists, Whose, columns::reason};
use coop_registry::{
    branches::subvention::{Drawn, Explained, ExplainedDrawal, Line, Loans, Part, Reason, Segment, Terms, explain},
    cli::{
        CommandError, Console, Exit, Listing, Office, Verdict,
        subventions::{Done, Of, read},
    },
    model::{Date, Language, Paise, Value, date_written},
};
use serde_json::json;

/// Show step by step how the lines of one account come about
#[derive(clap::Args)]
pub struct Explain {
    #[command(flatten)]
    lists: Lists,
    /// Number of the account, as the list has it
    #[arg(long, value_name = "NO")]
    account: String,
    #[command(flatten)]
    whose: Whose,
}

impl Explain {
    /// Computes the farmer of the account, prints each step.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let mut done = read(office, console, &self.lists.wished())?;
        let asked = account(&done.loans, self.account.trim(), &self.whose.of())?;
        let found = explain(&mut done.loans, &done.terms, asked);
        done.findings.clone_from(&done.loans.findings);
        done.findings.extend(found.findings.iter().cloned());
        console.findings(&done.findings);
        if console.is_for_people() {
            for line in told(console, &done, &found) {
                console.say(line);
            }
        }
        console.data("subvention-explain", as_json(&done, &found));
        Ok(done.verdict(console))
    }
}

/// The account meant; exit 5 where there is none, exit 2 where several lenders have one of this number.
fn account(loans: &Loans, asked: &str, of: &Of) -> Result<u32, CommandError> {
    let numbered: Vec<u32> = (0..)
        .zip(&loans.accounts)
        .filter(|(_, account)| loans.texts_of(account).account == asked && of.is_of(loans, account))
        .map(|(no, _)| no)
        .collect();
    match numbered[..] {
        [only] => Ok(only),
        [] => Err(CommandError::not_found("error.subvention.account").with("asked", asked)),
        _ => {
            let lenders = numbered.iter().map(|no| {
                let lender = loans.lender_of(&loans.accounts[*no as usize]);
                [&lender.bank, &lender.branch, &lender.pacs_no, &lender.pacs].map(String::as_str).join(" | ")
            });
            Err(CommandError::new(Exit::Arguments, "error.subvention.accounts")
                .with("asked", asked)
                .with("count", numbered.len())
                .details(lenders))
        }
    }
}

/// The steps in sentences and tables.
fn told(console: &Console, done: &Done, found: &Explained) -> Vec<String> {
    let terms = &done.terms;
    let pick = |en: &str, hi: &str| console.pick(en, hi).to_owned();
    let mut lines = heading(console, done, found);
    lines.push(pick("1. Drawals, and the span of each", "1. आहरण, और प्रत्येक की अवधि"));
    for (no, one) in found.drawals.iter().enumerate() {
        lines.extend(drawal(console, no + 1, one, terms));
    }
    lines.push(pick(
        "2. Days on which nothing changes: balance, part under the limit, times days",
        "2. जिन दिनों कुछ नहीं बदला: शेष, सीमा के भीतर का भाग, गुणा दिन",
    ));
    let (table, products) = segments(&found.segments);
    lines.push(table.to_text(console.format(), console.language(), console.digits()).trim_end().to_owned());
    lines.push(format!(
        "   {}: {}; {}: {}",
        pick("product", "गुणनफल"),
        Paise(products.0),
        pick("eligible", "पात्र"),
        Paise(products.1)
    ));
    lines.push(match console.language() {
        Language::En => format!(
            "3. Amounts: product × rate ÷ (100 × {}), divided once for the account, rounded half up; of several lines each has what the running sum grows by",
            terms.basis()
        ),
        Language::Hi => format!(
            "3. राशियाँ: गुणनफल × दर ÷ (100 × {}), खाते पर एक बार भाग, निकटतम में पूर्णांकन; एक से अधिक पंक्तियों में क्रमिक योग की वृद्धि",
            terms.basis()
        ),
    });
    for line in &found.lines {
        lines.extend(amounts(console, line, terms));
    }
    lines.extend(sums(console, &found.lines, terms));
    lines
}

fn heading(console: &Console, done: &Done, found: &Explained) -> Vec<String> {
    let Some(account) = found.accounts.first().map(|no| &done.loans.accounts[*no as usize]) else { return Vec::new() };
    let (texts, lender) = (done.loans.texts_of(account), done.loans.lender_of(account));
    let names = [&lender.pacs, &lender.branch, &lender.bank];
    let names: Vec<&str> = names.iter().map(|name| name.as_str()).filter(|name| !name.is_empty()).collect();
    let mut lines = vec![format!("{} · {} · {}", texts.account, texts.name, names.join(", "))];
    lines.push(format!(
        "{} · {} {}",
        done.terms.scheme.name.in_language(console.language()),
        console.pick("days counted up to", "गणना इस दिन तक:"),
        date_written(done.terms.upto)
    ));
    let others = found.accounts.len().saturating_sub(1);
    if others > 0 {
        lines.push(match console.language() {
            Language::En => format!("the farmer has {others} more account(s); the limit is counted over all of them"),
            Language::Hi => format!("किसान के {others} और खाते हैं; सीमा सब पर एक साथ गिनी जाती है"),
        });
    }
    lines
}

fn drawal(console: &Console, no: usize, one: &ExplainedDrawal, terms: &Terms) -> Vec<String> {
    let drawal = &one.drawal;
    let pick = |en: &'static str, hi: &'static str| console.pick(en, hi);
    let came = match drawal.drawn {
        Drawn::Fresh => pick("drawn", "आहरण"),
        Drawn::Renewed => pick("renewed", "नवीनीकरण"),
        Drawn::Converted => pick("converted", "परिवर्तन"),
    };
    let due = one.due.map_or_else(|| "–".to_owned(), date_written);
    let mut lines = vec![format!(
        "   {no}) {came} {} {}, {} {due}; {} {} – {} ({} {})",
        date_written(drawal.on),
        Paise(drawal.amount),
        pick("due", "देय"),
        pick("span", "अवधि"),
        date_written(one.span.start),
        date_written(one.span.end),
        days(one.span.start, one.span.end),
        pick("days at the most", "दिन अधिकतम"),
    )];
    for (on, amount) in &drawal.paid {
        lines.push(format!("      {} {} {}", pick("repaid", "चुकौती"), date_written(*on), Paise(*amount)));
    }
    if let Some((on, _)) = drawal.closed {
        lines.push(format!("      {} {}", pick("ended otherwise", "अन्यथा समाप्त"), date_written(on)));
    }
    let standing = match (one.in_time, one.reason) {
        (_, why) if why != Reason::None => reason(console, why).as_text().unwrap_or_default().to_owned(),
        _ => pick("repaid in time", "समय पर चुकाया").to_owned(),
    };
    lines.push(format!("      {standing}"));
    if let Some(rates) = &one.rates {
        let parts = terms.scheme.parts.iter().map(|part| {
            let name = console.texts().word(part_key(*part), console.language());
            format!("{name} {} %", percent(rates.parts[*part as usize]))
        });
        let parts: Vec<String> = parts.collect();
        let interest = percent(rates.interest);
        lines.push(format!("      {} {interest} %; {}", pick("interest", "ब्याज"), parts.join("; ")));
    }
    lines
}

/// The table of days, and the sums of its products.
fn segments(all: &[Segment]) -> (Listing, (i64, i64)) {
    let mut listing = Listing::new([
        ("from", "From", "से"),
        ("to", "To (excl.)", "तक (छोड़कर)"),
        ("days", "Days", "दिन"),
        ("balance", "Balance", "शेष"),
        ("elsewhere", "Limit used elsewhere", "अन्यत्र ली गई सीमा"),
        ("eligible", "Eligible", "पात्र"),
        ("product", "Product", "गुणनफल"),
    ]);
    let mut sums = (0, 0);
    for one in all {
        let count = days(one.from, one.to);
        sums = (sums.0 + one.balance * count, sums.1 + one.eligible * count);
        listing.push([
            Value::Date(one.from),
            Value::Date(one.to),
            Value::Integer(count),
            Value::Money(Paise(one.balance)),
            Value::Money(Paise(one.elsewhere)),
            Value::Money(Paise(one.eligible)),
            Value::Money(Paise(one.eligible * count)),
        ]);
    }
    (listing, sums)
}

fn amounts(console: &Console, line: &Line, terms: &Terms) -> Vec<String> {
    let no = line.drawal + 1;
    let mut lines = vec![format!(
        "   {no}) {}: {} × … = {} {}",
        line.fy,
        Paise(line.eligible),
        console.pick("interest", "ब्याज"),
        Paise(line.amounts.interest)
    )];
    let Some(rates) = terms.rates(line.on).filter(|_| !line.reason.refuses()) else { return lines };
    lines[0] = format!(
        "   {no}) {}: {} × {} ÷ {} = {} {}",
        line.fy,
        Paise(line.eligible),
        percent(rates.interest),
        100 * terms.basis(),
        console.pick("interest", "ब्याज"),
        Paise(line.amounts.interest)
    );
    for part in terms.scheme.parts.iter().filter(|part| line.amounts.parts[**part as usize] != 0) {
        let name = console.texts().word(part_key(*part), console.language());
        let amount = Paise(line.amounts.parts[*part as usize]);
        let balancing = terms.scheme.balanced && *part == Part::StatePrompt && line.in_time == Some(true);
        let how = if balancing {
            console.pick("what is left of the interest", "ब्याज का शेष भाग").to_owned()
        } else {
            let (product, rate) = (Paise(line.eligible), percent(rates.parts[*part as usize]));
            format!("{product} × {rate} ÷ {}", 100 * terms.basis())
        };
        lines.push(format!("      {name}: {how} = {amount}"));
    }
    lines.push(format!("      {}: {}", console.pick("farmer bears", "किसान वहन करे"), Paise(line.amounts.farmer)));
    lines
}

fn sums(console: &Console, all: &[Line], terms: &Terms) -> Vec<String> {
    let sum = |of: &dyn Fn(&Line) -> i64| Paise(all.iter().map(of).sum());
    let mut lines = vec![format!(
        "{}: {} {}",
        console.pick("Together", "योग"),
        console.pick("interest", "ब्याज"),
        sum(&|line| line.amounts.interest)
    )];
    for part in &terms.scheme.parts {
        let name = console.texts().word(part_key(*part), console.language());
        lines.push(format!("   {name}: {}", sum(&|line| line.amounts.parts[*part as usize])));
    }
    lines.push(format!("   {}: {}", console.pick("farmer bears", "किसान वहन करे"), sum(&|line| line.amounts.farmer)));
    lines
}

fn as_json(done: &Done, found: &Explained) -> serde_json::Value {
    let account = found.accounts.first().map(|no| done.loans.texts_of(&done.loans.accounts[*no as usize]).account);
    let drawals: Vec<_> = found
        .drawals
        .iter()
        .map(|one| {
            let paid = one.drawal.paid.iter().map(|(on, amount)| json!({ "on": on.to_string(), "amount": amount }));
            json!({
                "on": one.drawal.on.to_string(), "amount": one.drawal.amount, "due": one.due.map(|day| day.to_string()),
                "from": one.span.start.to_string(), "to": one.span.end.to_string(), "in_time": one.in_time,
                "reason": one.reason.key(), "paid": paid.collect::<Vec<_>>(),
            })
        })
        .collect();
    let segments = segments(&found.segments).0.to_json();
    let lines: Vec<_> = found
        .lines
        .iter()
        .map(|line| {
            let parts: serde_json::Map<_, _> = done
                .terms
                .scheme
                .parts
                .iter()
                .map(|part| (part.key().to_owned(), line.amounts.parts[*part as usize].into()))
                .collect();
            json!({
                "drawal": line.drawal + 1, "fy": line.fy.to_string(), "days": line.days, "product": line.product,
                "eligible_product": line.eligible, "interest": line.amounts.interest, "parts": parts,
                "farmer_share": line.amounts.farmer, "reason": line.reason.key(),
            })
        })
        .collect();
    json!({
        "account": account, "accounts_of_farmer": found.accounts.len(), "drawals": drawals, "segments": segments,
        "lines": lines,
    })
}

fn part_key(part: Part) -> &'static str {
    match part {
        Part::Lender => "column.lender_subvention",
        Part::Prompt => "column.prompt_incentive",
        Part::StateGeneral => "column.state_general",
        Part::StatePrompt => "column.state_prompt",
    }
}

fn percent(hundredths: i64) -> String {
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn days(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}
