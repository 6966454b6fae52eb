//! The statement of a liquidation, on the terminal and on paper.

use super::{CommandError, Console, Format, Listing, Office, Verdict, desk, shared, statutory};
use crate::{
    branches::{
        cases::{Case, cases, law_of},
        liquidation::{LIQUIDATIONS, Statement, statement_of},
    },
    cleaning::Codes,
    model::{Label, Language, Value},
    register::{ReadRegister, Register},
    reports::{
        liquidation::{ClaimRow, Paper, build},
        making::Form,
    },
};

/// The code of the service.
pub const SERVICE: &str = "liquidation";

/// Tells the statement of a case as of a day: the arithmetic on the terminal and in JSON, a paper in any form of reports.
pub fn statement(office: &Office, console: &mut Console, asked: &str) -> Result<Verdict, CommandError> {
    let (register, moment) = (office.read_register()?, office.moment()?);
    let law = statutory::law(office, &register, moment)?;
    let service = statutory::service(office, &law.clocks, SERVICE)?;
    let all = cases(&register, &service, moment)?;
    let case = statutory::case_of(&all, asked)?;
    let found = statement_of(&register, desk::table(office, LIQUIDATIONS)?, case, moment)?;
    console.findings(&found.findings);
    let stage = service.stages[case.stage].label.clone();
    let on_paper =
        office.globals().format.iter().any(|form| !matches!(form, Format::Table | Format::Json | Format::Jsonl));
    let files = match on_paper && !office.globals().dry_run {
        true => print(office, console, &register, (case, stage), &found)?,
        false => Vec::new(),
    };
    let state = office.settings()?.get("office.state");
    let lines = listing(console, &found);
    let ranks = by_rank(&found);
    if console.is_for_people() {
        for table in [&lines, &ranks] {
            let table = console.table(table);
            console.say(table);
        }
        files.iter().for_each(|file| console.say(file));
    }
    let contributions = found.contributions.iter().map(|(status, (persons, due, recovered, outstanding))| {
        serde_json::json!({ "status": status.key(), "persons": persons, "due": due, "recovered": recovered, "outstanding": outstanding })
    });
    console.data(
        "liquidation-statement",
        serde_json::json!({
            "case": case.id, "number": case.number, "society": case.society, "as_of": moment.as_of.to_string(),
            "law": law_of(&service, case, state), "lines": lines.to_json(), "ranks": ranks.to_json(),
            "contributions": contributions.collect::<Vec<_>>(), "files": files, "dry_run": office.globals().dry_run,
        }),
    );
    Ok(console.verdict(&found.findings))
}

fn listing(console: &Console, found: &Statement) -> Listing {
    let mut listing = Listing::new([
        ("line", "Line", "पंक्ति"),
        ("key", "Item", "मद"),
        ("how", "From lines", "पंक्तियों से"),
        ("amount", "Amount", "राशि"),
    ]);
    for line in &found.lines {
        let words = format!("statement.{}", line.key);
        let said = if console.is_for_people() { console.texts().word(&words, console.language()) } else { line.key };
        let amount = line.amount.map_or(Value::Empty, Value::Money);
        listing.push([Value::Integer(line.no), Value::text(said), Value::text(line.how), amount]);
    }
    listing
}

fn by_rank(found: &Statement) -> Listing {
    let mut listing = Listing::new([
        ("rank", "Rank", "प्राथमिकता"),
        ("claims", "Claims", "दावे"),
        ("late", "Late", "विलंबित"),
        ("claimed", "Claimed", "दावा राशि"),
        ("admitted", "Admitted", "स्वीकृत"),
        ("paid", "Paid", "भुगतान"),
        ("unpaid", "Unpaid", "शेष"),
    ]);
    for of in &found.ranks {
        listing.push([
            of.rank.map_or(Value::Empty, Value::Integer),
            Value::count(of.claims),
            Value::count(of.late),
            Value::Money(of.claimed),
            Value::Money(of.admitted),
            Value::Money(of.paid),
            Value::Money(of.unpaid),
        ]);
    }
    listing
}

/// Makes the paper; the file carries the identity of the case.
fn print(
    office: &Office,
    console: &mut Console,
    register: &Register,
    (case, stage): (&Case, Label),
    found: &Statement,
) -> Result<Vec<String>, CommandError> {
    office.begin_run("coop-register liquidation statement")?;
    office.run_reads(register)?;
    let mut ground = shared::report_ground(office, console, register)?;
    let codes = Codes::load(office.files())?;
    for list in ["claim_kind", "contribution_status"] {
        codes.all(list).for_each(|(code, label)| ground.names.add(list, code, label.clone()));
    }
    let text = |table: &str, line: &crate::model::Line, key: &str| {
        let value = register.tables().get(table).and_then(|table| line.value(table, key));
        value.and_then(Value::as_text).unwrap_or_default().to_owned()
    };
    let society = match &case.society {
        Some(society) => register.line("society", society, office.moment()?)?,
        None => None,
    };
    let name = |key: &str| society.as_ref().map(|line| text("society", line, key)).filter(|name| !name.is_empty());
    let order = text(LIQUIDATIONS, &case.line, "order_no");
    let paper = Paper {
        society: Label::either(name("name_hi").as_deref(), name("name_en").as_deref()),
        number: case.number.clone(),
        case: case.id.clone(),
        order: if order.is_empty() { "–".to_owned() } else { order },
        stage,
        lines: found
            .lines
            .iter()
            .map(|line| (line.no, shared::worded(console, &format!("statement.{}", line.key)), line.how, line.amount))
            .collect(),
        ranks: found
            .ranks
            .iter()
            .map(|of| (of.rank, of.claims, of.late, of.claimed, of.admitted, of.paid, of.unpaid))
            .collect(),
        claims: found.claims.iter().map(claim_row).collect(),
        contributions: found
            .contributions
            .iter()
            .map(|(status, (persons, due, recovered, outstanding))| {
                (status.key(), *persons, *due, *recovered, *outstanding)
            })
            .collect(),
        findings: found
            .findings
            .iter()
            .map(|finding| {
                let said = |language| {
                    let about = finding.place.society.as_deref().unwrap_or_default();
                    format!("{about}: {}", console.texts().finding(finding, language))
                };
                (finding.code.clone(), Label { en: said(Language::En), hi: said(Language::Hi) })
            })
            .collect(),
    };
    let mut report = build(&paper, &ground);
    report.key = format!("{}-{}", report.key, case.id);
    let made = shared::make_one(office, console, &report, Form::Pdf)?;
    Ok(made.iter().map(|path| path.display().to_string()).collect())
}

fn claim_row(claim: &crate::branches::liquidation::Claim) -> ClaimRow {
    ClaimRow {
        number: claim.number.clone(),
        kind: claim.kind.clone(),
        filed_on: claim.filed_on,
        late: claim.late,
        rank: claim.rank,
        amount: claim.amount,
        admitted: claim.admitted,
        paid: claim.paid,
        unpaid: claim.unpaid(),
    }
}
