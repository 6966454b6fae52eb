//! `baseline show`.

use super::list_of;
use crate::rules::rulebook;
use coop_registry::{
    branches::returns::baseline::{Baseline, Stock, Tally, baselines, take_stock},
    cli::{CommandError, Console, Exit, Format, Listing, Office, Verdict, date_written},
    model::{Language, Value},
    register::ReadRegister as _,
    rules::Rulebook,
};
use serde_json::json;

/// Holds today's returns against the baseline in force.
pub fn run(office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
    let (fy, moment, register) = (office.year()?, office.moment()?, office.read_register()?);
    let book = rulebook(office)?;
    let mut all = baselines(&register, fy, moment)?;
    let Some(last) = all.pop() else { return Err(CommandError::not_found("error.baseline.none").with("fy", fy)) };
    let known = list_of(office, &last)?;
    let progress = console.progress(console.pick("returns", "विवरणियाँ"), register.count("annual_return", moment)?);
    let stock = take_stock(&register, &book, fy, moment, &known, &mut |done| progress.set(done))?;
    drop(progress);
    let listing = listing(&stock, &book, console.language());
    let total = stock.total();
    if console.format() == Format::Json {
        console.data(
            "baseline-show",
            json!({
                "baseline": as_json(&last), "earlier": all.iter().map(as_json).collect::<Vec<_>>(), "rows": listing.to_json(),
                "taken": total.taken, "remaining": total.remaining, "changed": total.changed, "settled": total.settled,
                "cannot_tell": total.untold, "not_asked": total.not_asked, "new": total.new,
            }),
        );
        return Ok(Exit::Done);
    }
    console.listing("baseline-show", &listing);
    for line in told(&last, &all, total, console.language()) {
        if console.is_for_people() { console.say(line) } else { console.note(line) }
    }
    Ok(Exit::Done)
}

fn listing(stock: &Stock, book: &Rulebook, language: Language) -> Listing {
    let mut listing = Listing::new([
        ("code", "Rule", "नियम"),
        ("title", "Title", "शीर्षक"),
        ("taken", "In the baseline", "आधार सूची में"),
        ("remaining", "Remain", "शेष"),
        ("changed", "Changed: new again", "बदले: फिर नए"),
        ("settled", "Settled", "निपटे"),
        ("cannot_tell", "Cannot tell", "निर्णय संभव नहीं"),
        ("not_asked", "Not asked", "नहीं पूछा गया"),
        ("new", "New beside them", "अन्य नए"),
    ]);
    for (code, tally) in &stock.0 {
        let title = book.rule(code).map_or_else(String::new, |rule| rule.entry.title(language));
        listing.push([
            Value::text(code),
            Value::text(title),
            Value::count(tally.taken),
            Value::count(tally.remaining),
            Value::count(tally.changed),
            Value::count(tally.settled),
            Value::count(tally.untold),
            Value::count(tally.not_asked),
            Value::count(tally.new),
        ]);
    }
    listing
}

fn as_json(one: &Baseline) -> serde_json::Value {
    json!({
        "fy": one.fy.to_string(), "set_on": one.set_on.to_string(), "order_no": one.order_no, "login": one.login,
        "findings": one.findings, "returns": one.returns, "sha256": one.sha256,
    })
}

fn told(last: &Baseline, earlier: &[Baseline], total: Tally, language: Language) -> Vec<String> {
    let set = |one: &Baseline| {
        let (on, order, login) = (date_written(one.set_on), &one.order_no, &one.login);
        let (findings, returns) = (one.findings, one.returns);
        match language {
            Language::En => {
                format!("set on {on} by {login}, order {order}: {findings} finding(s) on {returns} return(s)")
            }
            Language::Hi => format!("{on} को {login} द्वारा, आदेश {order}: {returns} विवरणियों के {findings} निष्कर्ष"),
        }
    };
    let Tally { taken, remaining, changed, settled, untold, not_asked, new } = total;
    let mut lines = vec![format!("{}: {}", last.fy, set(last)), format!("    {}", last.sha256)];
    lines.push(match language {
        Language::En => format!(
            "    of {taken} known {remaining} remain, {settled} settled, {changed} found on other values (new again), {untold} cannot be told any more, {not_asked} not asked any more"
        ),
        Language::Hi => format!(
            "    {taken} ज्ञात में से {remaining} शेष, {settled} निपटे, {changed} अन्य मान पर (फिर नए), {untold} में अब निर्णय संभव नहीं, {not_asked} अब नहीं पूछे गए"
        ),
    });
    lines.push(match language {
        Language::En => format!("    {new} new beside them: return check --new lists these and those that changed"),
        Language::Hi => format!("    इनके अतिरिक्त {new} नए: return check --new इन्हें और बदले हुए को दिखाता है"),
    });
    lines.extend(earlier.iter().rev().map(|one| match language {
        Language::En => format!("    before: {}", set(one)),
        Language::Hi => format!("    इससे पहले: {}", set(one)),
    }));
    lines
}
