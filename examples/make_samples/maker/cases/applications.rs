//! The register of applications with English headings: proposed societies, defects, decisions.

use super::super::{
    dice::Dice,
    grid::{Cell, Font},
    material::{Material, Script, village},
    truth::{Fate, Truth},
};
use super::book::{Book, Column, amount, column, day, figure, nothing, some_day};
use super::{Made, phone};

const COLUMNS: &[Column] = &[
    column("S.No.", "serial"),
    column("Date received", "received_on"),
    column("Receipt no.", "receipt_no"),
    column("Proposed name", "proposed_name"),
    column("Class", "class"),
    column("Area of operation", "area"),
    column("Chief promoter", "chief_promoter"),
    column("Mobile", "mobile"),
    figure("Members", "member_count"),
    figure("Share capital (Rs.)", "share_capital"),
    column("Defect memo date", "defect_memo_on"),
    column("Cured on", "cured_on"),
    column("Inquiry officer", "inquiry_officer"),
    column("Decision", "decision"),
    column("Decision date", "decided_on"),
    column("Order no.", "order_no"),
    column("Remarks", "remarks"),
];
const CLASSES: [(&str, &str, &str); 3] = [
    ("dairy", "Dairy", "Milk Producers Co-operative Society Ltd."),
    ("fishery", "Fishery", "Fishermen Co-operative Society Ltd."),
    ("weavers", "Weavers", "Primary Weavers Co-operative Society Ltd."),
];

pub fn make(material: &Material) -> Result<Made, String> {
    let mut dice = Dice::named("applications");
    let truth = Truth::of(
        "application",
        "applications",
        "applications.xlsx",
        "the register of applications under English headings: societies that are not registered yet, defects and their cure, refusals with reasons, a grand total",
    );
    let titles = ["Register of applications for registration"];
    let mut book = Book::new(truth, "Applications", Font::Calibri, &titles, COLUMNS);
    for n in 1_usize..=80 {
        let (place, class) = (village(&mut dice).en, CLASSES[n % 3]);
        let promoter = material.person(&mut dice, Script::English, n % 4 == 0);
        let officer = material.person(&mut dice, Script::English, false);
        let telephone = format!("60002{:05}", 60_000 + n);
        let received = some_day(2021 + i16::try_from(n % 4).unwrap_or(0), n);
        let after = |days: i64| received.saturating_add(jiff::Span::new().days(days));
        let (members, defect) = (dice.between(15, 60), n % 4 == 2);
        let (decision, remark) = match n % 10 {
            3 => (("refused", "Refused"), "Area overlaps with an existing society"),
            7 => (("withdrawn", "Withdrawn"), ""),
            9 => (("pending", "Pending"), ""),
            _ => (("registered", "Registered"), ""),
        };
        let decided = decision.0 != "pending";
        let order = format!("REG/{}/{n:03}", received.year());
        let row = book.row(vec![
            amount(0, i64::try_from(n).unwrap_or(0)),
            day(n, received),
            (Cell::text(format!("A-{n:04}")), format!("A-{n:04}")),
            book.text(&format!("{place} {}", class.2)),
            book.code((class.0, class.1)),
            book.text(&format!("Village {place}")),
            book.text(&promoter),
            (phone(&telephone), telephone.clone()),
            amount(0, members),
            amount(n, members * 100),
            if defect { day(n, after(9)) } else { nothing() },
            if defect { day(1, after(24)) } else { nothing() },
            book.text(&officer),
            book.code(decision),
            if decided { day(n, after(55)) } else { nothing() },
            if decided { book.text(&order) } else { nothing() },
            if remark.is_empty() { nothing() } else { book.text(remark) },
        ]);
        match n {
            18 => book.spoil(row, "Proposed name", nothing().0, Fate::Rejected, "the proposed name is missing"),
            51 => {
                let cell = Cell::text("31.04.2023");
                book.spoil(row, "Date received", cell, Fate::Rejected, "31 April 2023 does not exist");
            }
            _ => {}
        }
    }
    book.total("Grand Total", true);
    book.finish()
}
