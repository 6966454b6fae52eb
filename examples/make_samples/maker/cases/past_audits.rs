//! Audits of three past years: a row for each society and year, with class, marks, profit or loss and objections.

use super::super::{
    dice::Dice,
    grid::{Cell, Font},
    material::{Material, Script},
    truth::{Fate, Truth},
};
use super::Made;
use super::book::{Book, Column, amount, column, day, figure, societies, some_day};

const COLUMNS: &[Column] = &[
    column("क्र.सं.", ""),
    column("समिति का नाम", ""),
    column("पंजीयन संख्या", "society_no"),
    column("जिला", "district"),
    column("अंकेक्षण वर्ष", "fy"),
    column("अंकेक्षक का नाम", "audited_by"),
    column("अंकेक्षण का प्रकार", "audit_kind"),
    column("अंकेक्षण तिथि", "finished_on"),
    column("अंकेक्षण वर्ग", "audit_class"),
    column("प्राप्तांक", ""),
    column("शुद्ध लाभ/हानि", "net_profit"),
    figure("गबन राशि", "misappropriated"),
    figure("आपत्तियों की संख्या", "objections"),
    figure("अंकेक्षण शुल्क", "fee_due"),
    figure("जमा शुल्क", "fee_paid"),
];
const KINDS: [(&str, &str); 2] = [("statutory", "वैधानिक"), ("test", "परीक्षण अंकेक्षण")];
const CLASSES: [(&str, &str); 4] = [("A", "अ"), ("B", "ब"), ("C", "स"), ("D", "द")];

pub fn make(material: &Material) -> Result<Made, String> {
    let mut dice = Dice::named("past-audits");
    let truth = Truth::of(
        "audit",
        "past-audits",
        "past-audits.xlsx",
        "audits of three past years, a row for each society and year; losses below zero, auditors who are on no panel, a total for each year",
    );
    let titles = ["अंकेक्षण पंजी (वर्ष 2019-20 से 2021-22)"];
    let mut book = Book::new(truth, "अंकेक्षण", Font::Mangal, &titles, COLUMNS);
    let all = societies(material)?;
    let mut n = 0_usize;
    for (year, label) in [(2019_i16, "2019-20"), (2020, "2020-21"), (2021, "2021-22")] {
        for (number, s) in all.iter().step_by(2) {
            n += 1;
            let auditor = material.person(&mut dice, Script::Hindi, n.is_multiple_of(5));
            let fee = dice.between(2, 40) * 250;
            let marks = dice.between(28, 88);
            let row = book.row(vec![
                (Cell::number(i64::try_from(n).unwrap_or(0)), String::new()),
                (book.hindi(&s.name.hi), String::new()),
                (Cell::text(number.clone()), number.clone()),
                (book.hindi(&s.district.hi), s.district_code.to_string()),
                (Cell::text(label), label.into()),
                book.text(&auditor),
                book.code(KINDS[n % 8 / 7]),
                day(n, some_day(year + 1, n)),
                book.code(
                    CLASSES[match marks {
                        71.. => 0,
                        50..=70 => 1,
                        35..=49 => 2,
                        _ => 3,
                    }],
                ),
                (Cell::number(marks), String::new()),
                {
                    let profit = dice.between(-40, 160) * 1000;
                    (Cell::number(profit), profit.to_string())
                },
                amount(0, if n % 17 == 3 { dice.between(10, 90) * 500 } else { 0 }),
                amount(0, dice.between(0, 14)),
                amount(n, fee),
                amount(n, if n % 6 == 1 { 0 } else { fee }),
            ]);
            if n == 29 {
                book.spoil(row, "अंकेक्षण वर्ष", Cell::text("वर्ष ज्ञात नहीं"), Fate::Rejected, "no year");
            }
        }
        book.total("योग", false);
    }
    book.total("महायोग", true);
    book.finish()
}
