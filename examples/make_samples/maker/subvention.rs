//! Loan lists for interest subvention: a ledger typed in Kruti Dev, and the worked examples as a list of a bank.

use super::{
    dice::Dice,
    grid::{Cell, Font, Grid},
    krutidev::{Typing, encode},
    material::{Material, Script},
    shapes, xlsx,
};
use jiff::{
    ToSpan as _,
    civil::{Date, date},
};
use std::{collections::BTreeMap, fmt::Write as _};

const HEADINGS: [&str; 22] = [
    "क्र.सं.",
    "जिला",
    "बैंक का नाम",
    "शाखा",
    "समिति क्रमांक",
    "समिति का नाम",
    "केसीसी खाता क्रमांक",
    "कृषक का नाम",
    "पिता/पति का नाम",
    "कृषक पहचान",
    "आधार दर्ज",
    "मोबाइल नं.",
    "कृषक श्रेणी",
    "वर्ग",
    "लिंग",
    "ऋण का प्रयोजन",
    "स्वयं की निधि से",
    "स्वीकृत सीमा",
    "प्रविष्टि",
    "दिनांक",
    "राशि",
    "देय तिथि",
];
const SOCIETIES: [(&str, &str, &str); 3] =
    [("1101", "रामपुर", "आष्टा"), ("1102", "सोनपुर", "आष्टा"), ("1201", "कमलपुर", "इछावर")];
const BANK: &str = "जिला सहकारी केंद्रीय बैंक सीहोर";
const CLASSES: [(i64, &str); 3] = [(4, "सीमांत"), (3, "लघु"), (2, "अन्य")];
const CATEGORIES: [(i64, &str); 4] = [(3, "सामान्य"), (3, "पिछड़ा वर्ग"), (2, "अनुसूचित जनजाति"), (1, "अनुसूचित जाति")];
const KHARIF_DUE: Date = date(2026, 3, 28);
const RABI_DUE: Date = date(2026, 6, 15);

/// The lists, by their paths.
pub fn make(material: &Material) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let ledger = xlsx::write(&[ledger(material)]).map_err(|error| error.to_string())?;
    Ok([
        ("subvention/fasal-rin-2025-26.xlsx".to_owned(), ledger),
        ("subvention/worked-examples.csv".to_owned(), worked_examples().into_bytes()),
    ]
    .into())
}

/// One loan of the ledger.
struct Loan {
    society: (&'static str, &'static str, &'static str),
    account: i64,
    farmer: i64,
    name: String,
    guardian: String,
    aadhaar: bool,
    class: &'static str,
    category: &'static str,
    woman: bool,
    purpose: &'static str,
    own_funds: bool,
    limit: i64,
}

fn kruti(text: &str) -> Cell {
    Cell::text(encode(text, Typing::Plain)).font(Font::KrutiDev)
}

/// Drawals and repayments of 48 accounts of three PACS; every ninth is not in order.
fn ledger(material: &Material) -> Grid {
    let mut dice = Dice::named("loans of three PACS");
    let mut grid = Grid::new("ऋण खाता");
    grid.title(encode("अल्पकालीन फसल ऋण: आहरण एवं वसूली वर्ष 2025-26", Typing::Plain), Font::KrutiDev, 22);
    let headings: Vec<String> = HEADINGS.iter().map(|heading| encode(heading, Typing::Plain)).collect();
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    grid.heading(&headings, Font::KrutiDev);
    let mut serial = 0;
    for n in 0..48_i64 {
        let woman = dice.chance(30);
        let rabi = dice.chance(40);
        let loan = Loan {
            society: SOCIETIES[usize::try_from(n % 3).unwrap_or(0)],
            account: 50_100 + n,
            // The last four farmers have a second account with another PACS.
            farmer: if n >= 44 { n - 43 } else { n },
            name: material.person(&mut dice, Script::Hindi, woman),
            guardian: material.person(&mut dice, Script::Hindi, false),
            aadhaar: n % 16 != 5,
            class: dice.weighted::<&str>(&CLASSES),
            category: dice.weighted::<&str>(&CATEGORIES),
            woman,
            purpose: if n % 12 == 7 {
                "पशुपालन"
            } else if rabi {
                "रबी"
            } else {
                "खरीफ"
            },
            own_funds: n % 24 != 10,
            limit: 300_000,
        };
        let due = if loan.purpose == "रबी" { RABI_DUE } else { KHARIF_DUE };
        let begun = if loan.purpose == "रबी" { date(2025, 10, 20) } else { date(2025, 6, 5) };
        let drawn = begun.checked_add(dice.between(0, 40).days()).unwrap_or(begun);
        let amount = dice.between(20, 160) * 1000 + 500 * dice.between(0, 1);
        let mut enter = |event: &str, on: Date, amount: i64, due: Option<Date>| {
            serial += 1;
            grid.push(entry(&loan, serial, (event, on, amount), due));
        };
        // Planted: a reversal entered as a negative drawal, and a repayment before the drawal.
        let first = if n == 17 { -amount } else { amount };
        let on = if n == 26 { date(2026, 1, 10) } else { drawn };
        enter("आहरण", on, first, Some(due));
        let second = dice.chance(30);
        let further = if second { dice.between(20, 200) * 1000 } else { 0 };
        if second {
            enter("आहरण", drawn.checked_add(35.days()).unwrap_or(drawn), further, Some(due));
        }
        let late = n % 9 == 4;
        let back = if late { 20 } else { -dice.between(0, 60) };
        let repaid = due.checked_add(back.days()).unwrap_or(due);
        let repaid = if n == 26 { date(2025, 12, 20) } else { repaid };
        let part = dice.chance(25);
        if part {
            enter("वसूली", date(2026, 2, 1).min(repaid), (amount / 2).abs(), None);
        }
        let rest = amount + further - if part { amount / 2 } else { 0 };
        enter("वसूली", repaid, rest, None);
    }
    grid
}

fn entry(loan: &Loan, serial: i64, (event, on, amount): (&str, Date, i64), due: Option<Date>) -> Vec<Cell> {
    let (number, society, branch) = loan.society;
    let yes = |said: bool| kruti(if said { "हाँ" } else { "नहीं" });
    let drawn = due.is_some();
    let only_drawn = |cell: Cell| if drawn { cell } else { Cell::empty() };
    vec![
        Cell::number(serial),
        kruti("सीहोर"),
        kruti(BANK),
        kruti(branch),
        Cell::text(number),
        kruti(society),
        Cell::number(loan.account),
        kruti(&loan.name),
        kruti(&loan.guardian),
        Cell::text(format!("KSN-{:05}", loan.farmer)),
        yes(loan.aadhaar),
        Cell::number(6_000_100_500 + loan.account - 50_100),
        only_drawn(kruti(loan.class)),
        only_drawn(kruti(loan.category)),
        only_drawn(kruti(if loan.woman { "महिला" } else { "पुरुष" })),
        only_drawn(kruti(loan.purpose)),
        only_drawn(yes(loan.own_funds)),
        only_drawn(Cell::number(loan.limit)),
        kruti(event),
        if serial % 3 == 0 { Cell::text(shapes::dmy(on, ".")) } else { Cell::date(shapes::serial(on)) },
        if serial % 5 == 0 { Cell::text(format!("{}/-", shapes::indian(amount))) } else { Cell::number(amount) },
        due.map_or(Cell::empty(), |due| Cell::text(shapes::dmy(due, "/"))),
    ]
}

/// The four worked examples and some edges, a row a drawal with its repayment beside it, further repayments below.
fn worked_examples() -> String {
    let mut out = String::from(
        "bank,branch,pacs,account_no,name,identity_no,aadhaar,purpose,own_funds,sanctioned_limit,event,event_on,amount,due_on,repaid_on,repaid_amount\n",
    );
    let mut line = |account: &str, farmer: &str, purpose: &str, event: &str, rest: &str| {
        let name = format!("Example {account}");
        let _ =
            writeln!(out, "DCCB Sehore,Ashta,Rampur,{account},{name},{farmer},yes,{purpose},yes,400000,{event},{rest}");
    };
    line("E1", "F1", "crop_kharif", "drawal", "2025-06-15,100000,2026-03-28,2026-03-20,100000");
    line("E2", "F2", "crop_kharif", "drawal", "2025-06-15,100000,2026-03-28,2026-04-30,100000");
    line("E3", "F3", "crop_kharif", "drawal", "2025-07-01,200000,2026-03-28,,");
    line("E3", "F3", "crop_kharif", "drawal", "2025-08-10,150000,2026-03-28,,");
    line("E3", "F3", "", "repayment", "2025-12-20,100000,,,");
    line("E3", "F3", "", "repayment", "2026-03-25,250000,,,");
    line("E4", "F4", "crop_other", "drawal", "2025-05-01,100000,2026-05-20,2026-05-20,100000");
    line("E5", "F5", "crop_rabi", "drawal", "2025-11-01,50000,2026-06-15,2026-06-15,50000");
    line("E6", "F1", "allied", "drawal", "2025-06-15,250000,2026-03-28,2026-03-28,250000");
    out
}
