//! The share ledger of four societies: shares taken and given up, a balance beside each entry, a total for each society.

use super::super::{
    dice::Dice,
    grid::{Cell, Font},
    material::{Material, Script},
    truth::Truth,
};
use super::Made;
use super::book::{Book, Column, amount, column, day, figure, nothing, societies, some_day};

const COLUMNS: &[Column] = &[
    column("दिनांक", "entry_on"),
    column("समिति का नाम", ""),
    column("पंजीयन संख्या", "society_no"),
    column("जिला", "district"),
    column("खाता पृष्ठ", "folio"),
    column("सदस्यता सं.", "member_no"),
    column("अंशधारी का नाम", "name"),
    column("विवरण", "kind"),
    column("रसीद सं.", "voucher_no"),
    figure("क्रय अंश", "shares_in"),
    figure("क्रय राशि", "amount_in"),
    figure("वापस अंश", "shares_out"),
    figure("वापस राशि", "amount_out"),
    column("शेष अंश", "shares_balance"),
    column("शेष राशि", "amount_balance"),
];

pub fn make(material: &Material) -> Result<Made, String> {
    let mut dice = Dice::named("share-ledger");
    let truth = Truth::of(
        "share_ledger",
        "share-ledger",
        "share-ledger.xlsx",
        "entries of a share ledger: shares taken and given up with a balance beside each; the totals of each society are printed for the movements, not for the balances",
    );
    let titles = ["अंश खाता बही"];
    let mut book = Book::new(truth, "अंश खाता", Font::Mangal, &titles, COLUMNS);
    let mut receipt = 0;
    for (number, s) in societies(material)?.iter().skip(2).step_by(9).take(4) {
        for member in 1..=10 {
            let woman = dice.chance(30);
            let person = material.person(&mut dice, Script::Hindi, woman);
            let mut held = 0;
            for turn in 0..4 {
                receipt += 1;
                let gives_up = turn > 0 && held > 3 && dice.chance(35);
                let moved = if gives_up { dice.between(1, 3) } else { dice.between(1, 12) };
                held += if gives_up { -moved } else { moved };
                let kind = match (gives_up, turn) {
                    (true, _) => ("refund", "अंश वापसी"),
                    (false, 0) => ("allotment", "अंश क्रय"),
                    (false, 2) => ("transfer_in", "अंतरण से प्राप्त"),
                    (false, _) => ("allotment", "अंश जमा"),
                };
                let year = 2010 + 3 * i16::try_from(turn).unwrap_or(0);
                let (shares, money) = (amount(0, moved), amount(receipt, moved * 100));
                let (taken, given) = if gives_up {
                    ([nothing(), nothing()], [shares, money])
                } else {
                    ([shares, money], [nothing(), nothing()])
                };
                let mut parts = vec![
                    day(receipt, some_day(year, receipt)),
                    (book.hindi(&s.name.hi), String::new()),
                    (Cell::text(number.clone()), number.clone()),
                    (book.hindi(&s.district.hi), s.district_code.to_string()),
                    (Cell::number(member), member.to_string()),
                    (Cell::number(100 + member), (100 + member).to_string()),
                    book.text(&person),
                    book.code(kind),
                    (Cell::text(format!("R/{receipt:04}")), format!("R/{receipt:04}")),
                ];
                parts.extend(taken);
                parts.extend(given);
                parts.extend([amount(0, held), amount(receipt, held * 100)]);
                book.row(parts);
            }
        }
        book.total("योग", false);
    }
    book.total("महायोग", true);
    book.finish()
}
