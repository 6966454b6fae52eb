//! A claim in words: the values of its lines, the figures it is computed with, its paper.

use super::{Done, Of};
use crate::{
    branches::subvention::{ClaimRow, Line, Lot, Part, Purpose, Reason, Terms, Totals, lots},
    catalogue::{Level, Places},
    cli::{
        CommandError, Console, Office, desk,
        listing::{date_written, plain_text},
        shared::{make_in, report_forms, report_ground, worded},
    },
    model::{CooperativeYear, Date, Label, Language, Paise, Value},
    register::Register,
    reports::{
        making::Form,
        subvention_claim::{ClaimPaper, FigureRow, LINE, LotRow},
    },
};
use std::{collections::BTreeSet, path::PathBuf};

/// Code of a line of which everything is claimed.
const NO_REASON: &str = "none";

/// The figures of the years lines were drawn in, in words: name, year, value, source.
pub fn figures(console: &Console, terms: &Terms, lines: &[ClaimRow<'_>]) -> Vec<FigureRow> {
    let years: BTreeSet<_> = lines.iter().filter_map(|row| CooperativeYear::containing(row.line.on)).collect();
    let mut rows = Vec::new();
    for fy in years {
        for (name, figure) in terms.scheme.figures(fy).filter(|(name, _)| is_used(name, lines)) {
            let key = format!("subvention.figure.{name}");
            rows.push(FigureRow {
                figure: worded(console, &key),
                fy: fy.to_string(),
                value: figure.written.clone(),
                source: Label { en: figure.basis.printed(Language::En), hi: figure.basis.printed(Language::Hi) },
            });
        }
        rows.extend(due_orders(console, terms, fy));
    }
    rows
}

/// Figures of rare cases are told only where there are such cases.
fn is_used(figure: &str, lines: &[ClaimRow<'_>]) -> bool {
    let any = |of: fn(&Line) -> bool| lines.iter().any(|row| of(row.line));
    match figure {
        "renewal" => any(|line| line.reason == Reason::Renewed),
        "span_conversion" => any(|line| line.reason == Reason::Converted),
        "span_post_harvest" => any(|line| line.purpose == Purpose::PostHarvest),
        "cap_allied" => any(|line| line.purpose == Purpose::Allied),
        _ => true,
    }
}

/// Due dates of a year by order.
fn due_orders(console: &Console, terms: &Terms, fy: CooperativeYear) -> Vec<FigureRow> {
    if !terms.due_by_order {
        return Vec::new();
    }
    let order = |purpose: Purpose| {
        let order = terms.scheme.due(purpose, fy, terms.as_of)?;
        let word = worded(console, &format!("subvention.due.{}", purpose.key()));
        let source = |language| order.basis.printed(language);
        let value = date_written(order.on);
        let source = Label { en: source(Language::En), hi: source(Language::Hi) };
        Some(FigureRow { figure: word, fy: fy.to_string(), value, source })
    };
    [Purpose::Kharif, Purpose::Rabi].into_iter().filter_map(order).collect()
}

/// The rates a line is claimed at, in the order of the scheme's parts: `1.5 + 3`.
pub fn rates_written(terms: &Terms, line: &Line) -> String {
    let Some(rates) = terms.rates(line.on).filter(|_| !line.reason.refuses()) else { return String::new() };
    let earned = |part: &&Part| line.amounts.parts[**part as usize] != 0;
    let parts = terms.scheme.parts.iter().filter(earned);
    let written = parts.map(|part| plain_text(&Value::Percent(rates.parts[*part as usize])));
    written.collect::<Vec<_>>().join(" + ")
}

/// All values of a line, in the order of the columns of the claim.
pub fn values(done: &Done, serial: usize, row: &ClaimRow<'_>) -> Vec<Value> {
    let (loans, line) = (&done.loans, row.line);
    let account = &loans.accounts[line.account as usize];
    let (lender, texts) = (loans.lender_of(account), loans.texts_of(account));
    let [class, category, sex] = loans.codes_of(account);
    let money = |paise: i64| Value::Money(Paise(paise));
    let date = |day: Option<Date>| day.map_or(Value::Empty, Value::Date);
    let code = |code: Option<i64>| code.map_or(Value::Empty, Value::Integer);
    let [lent, prompt, general, in_time] = line.amounts.parts;
    vec![
        Value::count(serial),
        code(lender.district),
        code(lender.block),
        Value::text(&lender.bank),
        Value::text(&lender.branch),
        Value::text(&lender.pacs_no),
        Value::text(&lender.pacs),
        Value::text(texts.name),
        Value::text(texts.guardian),
        Value::Bool(account.aadhaar == Some(true)),
        Value::text(texts.account),
        Value::text(class),
        Value::text(category),
        Value::text(sex),
        Value::text(line.purpose.key()),
        if account.limit > 0 { money(account.limit) } else { Value::Empty },
        Value::Date(line.on),
        money(line.amount),
        date(line.due),
        date(line.repaid_on),
        money(line.repaid),
        Value::text(line.fy.to_string()),
        Value::Integer(line.days),
        money(line.product),
        money(line.eligible),
        Value::text(rates_written(&done.terms, line)),
        money(line.amounts.interest),
        money(lent),
        money(prompt),
        money(general),
        money(in_time),
        money(line.amounts.farmer),
        money(line.claimed()),
        money(row.before()),
        money(row.balance()),
        line.in_time.map_or(Value::Empty, Value::Bool),
        Value::text(line.reason.key()),
        Value::text(row.key.to_string()),
    ]
}

/// Makes the claim of a year; the files made.
pub fn paper(
    office: &Office,
    console: &mut Console,
    register: &Register,
    done: &Done,
    (fy, of): (CooperativeYear, &Of),
) -> Result<Vec<PathBuf>, CommandError> {
    office.begin_run("coop-returns subvention claim")?;
    office.run_reads(register)?;
    let mut ground = report_ground(office, console, register)?;
    for list in ["farmer_class", "caste_category", "sex", "loan_purpose"] {
        for (code, label) in desk::code_words(office, list)? {
            ground.names.add(list, code, label);
        }
    }
    let rows = done.rows(Some(fy), of);
    if rows.is_empty() {
        return Err(CommandError::not_found("error.subvention.nobody").with("fy", fy));
    }
    let places = Places::load(office.files())?;
    for row in &rows {
        let lender = done.loans.lender_of(&done.loans.accounts[row.line.account as usize]);
        for (list, level, code) in
            [("district", Level::District, lender.district), ("block", Level::Block, lender.block)]
        {
            if let Some(place) = code.and_then(|code| places.get(level, code))
                && ground.names.name(list, &place.code.to_string()).is_none()
            {
                ground.names.add(list, place.code, place.label());
            }
        }
        let reason = row.line.reason;
        if reason != Reason::None && ground.names.name("subvention_reason", reason.key()).is_none() {
            let word = worded(console, &format!("subvention.reason.{}", reason.key()));
            ground.names.add("subvention_reason", reason.key(), word);
        }
    }
    ground.names.add("subvention_reason", NO_REASON, Label { en: "–".into(), hi: "–".into() });
    let claim = claim_paper(console, done, &rows, fy, of);
    let forms = report_forms(office, &[Form::Xlsx, Form::Pdf])?;
    let (wide, printed): (Vec<Form>, Vec<Form>) =
        forms.into_iter().partition(|form| !matches!(form, Form::Pdf | Form::Html));
    let mut made = Vec::new();
    // Paper first: a letter no font holds stops it, and then nothing is made.
    if !printed.is_empty() {
        made.extend(make_in(office, console, &claim.paper(&ground), &printed)?);
    }
    if !wide.is_empty() {
        made.extend(make_in(office, console, &claim.workbook(&ground), &wide)?);
    }
    Ok(made)
}

/// On paper a line of which everything is claimed has a dash for its reason, not "not recorded".
fn with_reason(mut line: Vec<Value>) -> Vec<Value> {
    let at = LINE.iter().position(|(key, _)| *key == "claim_reason");
    if let Some(reason) = at.and_then(|at| line.get_mut(at)).filter(|reason| reason.is_empty()) {
        *reason = Value::text(NO_REASON);
    }
    line
}

fn claim_paper(console: &Console, done: &Done, rows: &[ClaimRow<'_>], fy: CooperativeYear, of: &Of) -> ClaimPaper {
    let totals = Totals::of(&done.loans, rows);
    let lot = |lot: Lot| {
        let sum = &lot.totals;
        let [lender, prompt, general, in_time] = sum.parts;
        let amounts =
            [sum.disbursed, sum.own_funds, lender, prompt, general, in_time, sum.claimed(), sum.earlier, sum.balance()];
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        LotRow { of: lot.of, counts: [count(sum.farmers), count(sum.drawals)], amounts }
    };
    let by = |depth| lots(&done.loans, rows, depth).into_iter().map(lot).collect();
    let scheme = &done.terms.scheme;
    let told = |key: &str, language: Language| {
        let money = |paise: i64| Paise(paise).to_string();
        let args = [
            ("scheme", scheme.name.in_language(language).to_owned()),
            ("fy", fy.to_string()),
            ("upto", date_written(done.terms.upto)),
            ("of", of.names()),
            ("farmers", totals.farmers.to_string()),
            ("claimed", money(totals.claimed())),
            ("earlier", money(totals.earlier)),
            ("balance", money(totals.balance())),
            ("disbursed", money(totals.disbursed)),
            ("own_funds", money(totals.own_funds)),
        ];
        let args = args.map(|(name, value)| (name.to_owned(), value));
        console.texts().sentence(key, &args, language).trim().to_owned()
    };
    let said = |key: &str| Label { en: told(key, Language::En), hi: told(key, Language::Hi) };
    ClaimPaper {
        key: format!("subvention_claim-{}-{fy}{}", scheme.key, of.in_file_name()),
        preamble: said("subvention.preamble"),
        lots: [by(1), by(2), by(4)],
        without: Part::ALL.into_iter().filter(|part| !scheme.parts.contains(part)).map(Part::key).collect(),
        lines: rows.iter().enumerate().map(|(at, row)| with_reason(values(done, at + 1, row))).collect(),
        figures: figures(console, &done.terms, rows),
        year_days: done.terms.basis(),
        certificate: ["certificate", "signed_lender", "signed_auditor"]
            .map(|key| said(&format!("subvention.{key}")))
            .into(),
    }
}
